"""May this author write this content, here? The part of the ten rules that hangs on what a record says.

The same function stands before `append` and behind every reading, so a screen that errs cannot make it so.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from careboard.clinical.entry import KIND_OF, SCHEMA_OF, Content, Newer
from careboard.clinical.medication import Complete, DoseChange, Hold, MedicationStart, Reconciliation, Resume, Stop
from careboard.clinical.native import refuse_unless_stated_by_a_source
from careboard.clinical.note import Addendum, CoSignature, EnteredInError, Note
from careboard.clinical.people import Role
from careboard.vault.codec import base
from careboard.vault.policy import (
    IN_PRIVATE_STREAMS,
    NEEDS_REF,
    NEVER_IMPORTED,
    NOTE_TYPES_OF_COORDINATORS,
    PRESCRIBERS,
    PRIVATE_SCHEMAS,
    Policy,
)
from careboard.vault.refusals import BadRecord

_KIND_OF_SCHEMA = {base(schema): KIND_OF[content].value for content, schema in SCHEMA_OF.items()}
Order = MedicationStart | DoseChange | Hold | Resume | Stop | Complete | Reconciliation


@dataclass(frozen=True, slots=True)
class Target:
    """The entry that a content refers to: who wrote it, who ordered it by telephone, if so, and was it imported?"""

    author: str
    ordered_by: str | None = None
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """The stream that is written into.

    `team`: everybody to whom its keys were ever handed. `prescribers`: everybody who ever was one. `chart`: it
    holds a registration. `patient`: whom its first private note is about, where it holds such notes.
    """

    team: AbstractSet[str]
    prescribers: AbstractSet[str] = frozenset()
    chart: bool = False
    patient: str | None = None

    @property
    def private(self) -> bool:
        """Does it hold one author's private notes?"""
        return self.patient is not None


@dataclass(frozen=True, slots=True)
class Act:
    """Who writes what, where. `sourced`: it names a source; `target` is the entry that `ref` names, if it is here."""

    author: str
    roles: AbstractSet[Role]
    kind: str
    schema: str
    content: Content
    ref: str | None
    sourced: bool
    place: Place
    target: Target | None = None


def check(act: Act, policy: Policy) -> None:
    """Raise BadRecord (rule 10) unless the author may write this content in this kind of record."""
    name = base(act.schema if isinstance(act.content, Newer) else SCHEMA_OF[type(act.content)])
    if act.sourced is not (act.kind == "imported"):
        raise BadRecord(10, "A record borrows a source, or was imported from nowhere.")
    if name in NEEDS_REF and act.ref is None:
        raise BadRecord(10, "A record does not say which entry it is about.")
    _belongs_to_its_kind(act, name)
    _keeps_private_notes_private(act, name)
    if act.kind == "imported":
        _touches_only_what_was_imported(act)
    else:
        if name in policy.writers and not policy.may_write_schema(name, act.roles):
            raise _refused()
        _is_this_authors_to_write(act)
        _is_possible_here(act.content)


def _belongs_to_its_kind(act: Act, name: str) -> None:
    kind = _KIND_OF_SCHEMA.get(name) if isinstance(act.content, Newer) else KIND_OF[type(act.content)].value
    allowed = name not in NEVER_IMPORTED if act.kind == "imported" else kind in (act.kind, None)
    if not allowed:
        raise BadRecord(10, "A record's content does not belong into a record of its kind.")


def _keeps_private_notes_private(act: Act, name: str) -> None:
    private = name in PRIVATE_SCHEMAS
    if private and (act.place.chart or act.place.team - {act.author}):
        raise BadRecord(10, "A private note was written where somebody else can read it.")
    if private and act.place.patient not in (None, getattr(act.content, "patient", None)):
        raise BadRecord(10, "A private note is about somebody else than the notes before it.")
    if act.place.private and name not in IN_PRIVATE_STREAMS:
        raise BadRecord(10, "A record that belongs into the shared chart was written among private notes.")


def _is_possible_here(content: Content) -> None:
    """What a source may state and nobody here may sign: an order without a unit, a pulse of 900."""
    if isinstance(content, Newer):
        return
    try:
        refuse_unless_stated_by_a_source(content)
    except ValueError:
        raise BadRecord(10, "A record says something that nobody here may sign.") from None


def _touches_only_what_was_imported(act: Act) -> None:
    """A source speaks for itself: it strikes or amends no entry that a member of this clinic signed."""
    corrects = isinstance(act.content, Addendum | EnteredInError)
    if corrects and act.target is not None and not act.target.imported:
        raise _refused()


def _is_this_authors_to_write(act: Act) -> None:
    match act.content:
        case MedicationStart() | DoseChange() | Hold() | Resume() | Stop() | Complete() | Reconciliation() as order:
            allowed = bool(act.roles & PRESCRIBERS) or order.ordered_by in act.place.prescribers
        case Note() as note:
            coordinates = act.roles <= {Role.COORDINATOR, Role.ADMIN, Role.PRIVACY_OFFICER}
            allowed = not coordinates or note.type.value in NOTE_TYPES_OF_COORDINATORS
        case Addendum() | EnteredInError():
            allowed = act.target is None or act.target.author == act.author or Role.SUPERVISOR in act.roles
        case CoSignature():
            allowed = _may_co_sign(act)
        case _:
            allowed = True
    if not allowed:
        raise _refused()


def _may_co_sign(act: Act) -> bool:
    if act.target is not None and act.target.author == act.author:
        return False
    if act.target is not None and act.target.ordered_by is not None:
        return act.target.ordered_by == act.author
    return bool(act.roles & {Role.SUPERVISOR, Role.PSYCHIATRIST})


def _refused() -> BadRecord:
    return BadRecord(10, "A record's author may not write such a content.")
