"""May this author write this content, here? The part of the ten rules that hangs on what a record says.

The same function stands before `append` and behind every reading, so a screen that errs cannot make it so.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple, get_args

from careboard.clinical.entry import KIND_OF, SCHEMA_OF, Content, Newer
from careboard.clinical.medication.orders import Complete, DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.medication.reconciliation import Reconciliation
from careboard.clinical.native import has_limits, refuse_unless_stated_by_a_source
from careboard.clinical.note import Addendum, CoSignature, EnteredInError, Note
from careboard.clinical.people import Role
from careboard.vault.codec import base
from careboard.vault.policy import (
    CO_SIGNERS,
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
_CORRECTS = frozenset({Addendum, EnteredInError})
_WRITTEN_BY_SOME = frozenset({*get_args(Order), *_CORRECTS, CoSignature})
_COORDINATES = frozenset({Role.COORDINATOR, Role.ADMIN, Role.PRIVACY_OFFICER})


@dataclass(frozen=True, slots=True)
class Target:
    """The entry that a content refers to: who wrote it, who ordered it by telephone, if so, and was it imported?"""

    author: str
    ordered_by: str | None = None
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """The stream that is written into.

    `team`: everybody to whom its keys were ever handed, a break-glass group too. `prescribers`: everybody who ever
    was one. `chart`: it holds a registration. `patient`: whom its first private note is about, where it holds such.
    """

    team: AbstractSet[str]
    prescribers: AbstractSet[str] = frozenset()
    chart: bool = False
    patient: str | None = None

    @property
    def private(self) -> bool:
        """Does it hold one author's private notes?"""
        return self.patient is not None


class Form(NamedTuple):
    """What of an act hangs on the form of its record alone, so that a reader of a long chart asks but once."""

    roles: AbstractSet[Role]
    kind: str
    schema: str
    content: type
    refers: bool
    sourced: bool

    @property
    def name(self) -> str:
        """The name of what was read, whatever older schema it was upgraded from; of a newer one the name it gives."""
        return base(self.schema if self.content is Newer else SCHEMA_OF[self.content])


class Act(NamedTuple):
    """Who writes what, where. `target` is the entry that it refers to, if it is here."""

    form: Form
    author: str
    content: Content
    place: Place
    target: Target | None = None


def check(act: Act, policy: Policy) -> None:
    """Raise BadRecord (rule 10) unless the author may write this content in this kind of record."""
    check_form(act.form, policy)
    check_content(act)


def check_form(form: Form, policy: Policy) -> None:
    """The part of `check` that is the same for all records of a form."""
    name = form.name
    if form.sourced is not (form.kind == "imported"):
        raise BadRecord(10, "A record borrows a source, or was imported from nowhere.")
    if name in NEEDS_REF and not form.refers:
        raise BadRecord(10, "A record does not say which entry it is about.")
    _belongs_to_its_kind(form, name)
    if form.kind != "imported" and name in policy.writers and not policy.may_write_schema(name, form.roles):
        raise _refused()


def check_content(act: Act) -> None:
    """The part of `check` that hangs on what is said, about whom, and where."""
    _keeps_private_notes_private(act)
    if act.form.kind == "imported":
        _touches_only_what_was_imported(act)
    else:
        _is_this_authors_to_write(act)
        _is_possible_here(act.content)


def hangs_on_content(form: Form, place: Place) -> bool:
    """Of a form that is allowed: could `check_content` still refuse one of its records in this place?"""
    if place.private or form.name in PRIVATE_SCHEMAS:
        return True
    if form.kind == "imported":
        return form.content in _CORRECTS
    if form.content is Note:
        return form.roles <= _COORDINATES
    return form.content in _WRITTEN_BY_SOME or has_limits(form.content)


def _belongs_to_its_kind(form: Form, name: str) -> None:
    kind = _KIND_OF_SCHEMA.get(name) if form.content is Newer else KIND_OF[form.content].value
    allowed = name not in NEVER_IMPORTED if form.kind == "imported" else kind in (form.kind, None)
    if not allowed:
        raise BadRecord(10, "A record's content does not belong into a record of its kind.")


def _keeps_private_notes_private(act: Act) -> None:
    name = act.form.name
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
    if act.form.content in _CORRECTS and act.target is not None and not act.target.imported:
        raise _refused()


def _is_this_authors_to_write(act: Act) -> None:
    match act.content:
        case MedicationStart() | DoseChange() | Hold() | Resume() | Stop() | Complete() | Reconciliation() as order:
            allowed = bool(act.form.roles & PRESCRIBERS) or order.ordered_by in act.place.prescribers
        case Note() as note:
            allowed = not act.form.roles <= _COORDINATES or note.type.value in NOTE_TYPES_OF_COORDINATORS
        case Addendum() | EnteredInError():
            allowed = act.target is None or act.target.author == act.author or Role.SUPERVISOR in act.form.roles
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
    return bool(act.form.roles & CO_SIGNERS)


def _refused() -> BadRecord:
    return BadRecord(10, "A record's author may not write such a content.")
