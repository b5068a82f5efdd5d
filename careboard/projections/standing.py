"""What of a record stands: its order, and what was struck, added to, co-signed, replaced, acknowledged and seen.

The order of arrival never matters, and nothing that refers to an entry that is not here is refused.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import Generic, TypeVar

from careboard.clinical.condition import Allergy, Diagnosis
from careboard.clinical.coordination import Appointment, HomePractice, Task
from careboard.clinical.entry import Content, Entry, Source
from careboard.clinical.episode import PlanOfCare
from careboard.clinical.measured import DrugScreen, LabResult, ProcedureDone, TestOrdered
from careboard.clinical.medication.orders import MedicationStart
from careboard.clinical.medication.taking import MedicationReported
from careboard.clinical.note import Acknowledgement, Addendum, CoSignature, EnteredInError, Seen
from careboard.clinical.nutrition import MealPlan
from careboard.clinical.paper import Document
from careboard.clinical.permission import Consent
from careboard.clinical.person import Contact, Flag
from careboard.clinical.response import Assessment, SafetyPlan, SideEffect
from careboard.clinical.values import EntryId, MemberId
from careboard.projections.wording.medicine import name as medicine_name

T = TypeVar("T", bound=Content)
_IN_ERROR = "entered-in-error"

# A later version of one of these facts is an entry of the same content whose `ref` names the earlier one.
_VERSIONED = frozenset(
    {Contact, Allergy, Diagnosis, Flag, PlanOfCare, MedicationReported, SideEffect, SafetyPlan, LabResult}
    | {TestOrdered, DrugScreen, ProcedureDone, MealPlan, Appointment, Task, Document, Consent}
)
_ADDED = (Addendum, CoSignature, EnteredInError, Acknowledgement, Seen)


class Status(StrEnum):
    """How an entry stands; the first that holds, from the last to the first."""

    SIGNED = "signed"
    IMPORTED = "imported"
    COSIGNED = "cosigned"
    AMENDED = "amended"
    IN_ERROR = "in-error"


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A content that stands, and the entry that says so: when, and by whom."""

    entry: Entry
    content: T


@dataclass(frozen=True, slots=True)
class Record:
    """The entries of one chart in the order of the fold, each once, and all that was done to them.

    `errors` leads from a struck entry to the one that strikes it; `replaced_by` from a fact to its later version,
    `first_version` the other way; `current` holds what stands, by the type of its content. `seen` leads from an entry
    to who had it open, each with the first receipt that says so.
    """

    entries: tuple[Entry, ...]
    by_id: Mapping[EntryId, Entry]
    position: Mapping[EntryId, int]
    errors: Mapping[EntryId, Entry]
    addenda: Mapping[EntryId, tuple[Entry, ...]]
    cosignatures: Mapping[EntryId, tuple[Entry, ...]]
    acknowledgements: Mapping[EntryId, tuple[Entry, ...]]
    replaced_by: Mapping[EntryId, EntryId]
    first_version: Mapping[EntryId, EntryId]
    seen: Mapping[EntryId, Mapping[MemberId, Entry]]
    current: Mapping[type, tuple[Entry, ...]]
    names: Mapping[str, str]

    def of(self, content: type[T]) -> tuple[Stated[T], ...]:
        """What stands of one content, oldest first."""
        return tuple(Stated(entry, entry.content) for entry in self.entries_of(content))  # type: ignore[arg-type]

    def entries_of(self, *contents: type) -> Sequence[Entry]:
        """The entries that stand of some contents, in the order of the fold."""
        if len(contents) == 1:
            return self.current.get(contents[0], ())
        several = [entry for content in contents for entry in self.current.get(content, ())]
        return sorted(several, key=lambda entry: self.position[entry.id])

    def latest(self, content: type[T]) -> Stated[T] | None:
        """The last of one content that stands."""
        entries = self.current.get(content, ())
        return Stated(entries[-1], entries[-1].content) if entries else None  # type: ignore[arg-type]

    def struck(self, entry: EntryId) -> Entry | None:
        """The entry that marks this one as entered in error."""
        return self.errors.get(entry)

    def status(self, entry: Entry) -> Status:
        """How an entry stands."""
        if entry.id in self.errors or says_in_error(entry.content):
            return Status.IN_ERROR
        if entry.id in self.addenda or (entry.source is None and entry.id in self.replaced_by):
            return Status.AMENDED
        if entry.id in self.cosignatures:
            return Status.COSIGNED
        return Status.IMPORTED if entry.source is not None else Status.SIGNED


def says_in_error(content: Content) -> bool:
    """Does its own source say that it was entered in error?"""
    return _IN_ERROR in (getattr(content, "status", ""), getattr(content, "verification_status", ""))


def standing(entries: Iterable[Entry]) -> Record:
    """Put a record in order, and find out what stands."""
    ordered = sorted({entry.id: entry for entry in entries}.values(), key=attrgetter("order"))
    by_type: dict[type, list[Entry]] = defaultdict(list)
    referring: list[Entry] = []
    for entry in ordered:
        by_type[type(entry.content)].append(entry)
        if entry.ref is not None:
            referring.append(entry)
    by_id = {entry.id: entry for entry in ordered}
    errors = _errors(by_type[EnteredInError])
    replaced = _replaced(referring, by_id, errors)
    standing_ones = {kind: _standing(of_kind, errors, replaced) for kind, of_kind in by_type.items()}
    return Record(
        entries=tuple(ordered),
        by_id=MappingProxyType(by_id),
        position=MappingProxyType({entry.id: place for place, entry in enumerate(ordered)}),
        errors=MappingProxyType(errors),
        addenda=_by_ref(standing_ones.get(Addendum, ())),
        cosignatures=_by_ref(standing_ones.get(CoSignature, ())),
        acknowledgements=_by_ref(standing_ones.get(Acknowledgement, ())),
        replaced_by=MappingProxyType(replaced),
        first_version=MappingProxyType(_first_versions(replaced)),
        seen=_seen(standing_ones.get(Seen, ())),
        current=MappingProxyType(standing_ones),
        names=MappingProxyType(_names(ordered, by_type)),
    )


def _errors(marks: Sequence[Entry]) -> dict[EntryId, Entry]:
    """From the last mark to the first: a mark that is itself struck by a later one strikes nothing."""
    errors: dict[EntryId, Entry] = {}
    for mark in reversed(marks):
        if mark.ref is not None and mark.id not in errors:
            errors[mark.ref] = mark
    return errors


def _replaced(
    referring: Sequence[Entry], by_id: Mapping[EntryId, Entry], errors: Mapping[EntryId, Entry]
) -> dict[EntryId, EntryId]:
    """From a fact to its later version; of two versions of one fact the later in the fold stands."""
    replaced: dict[EntryId, EntryId] = {}
    for entry in referring:
        earlier = by_id.get(entry.ref) if entry.ref else None
        if earlier is not None and entry.id not in errors and _is_version(entry, earlier):
            newest = _newest(earlier.id, replaced)
            if newest != _newest(entry.id, replaced):  # no fact replaces itself, whatever the references say
                replaced[newest] = entry.id
    return replaced


def _is_version(entry: Entry, earlier: Entry) -> bool:
    if isinstance(entry.content, _ADDED) or isinstance(earlier.content, _ADDED):
        return False
    if entry.source is not None:  # a source replaces only what it stated itself, never what a member signed
        return earlier.source is not None and _named(entry.source) == _named(earlier.source)
    return type(entry.content) is type(earlier.content) and type(entry.content) in _VERSIONED


def _named(source: Source) -> tuple[str, str, str]:
    return source.system, source.resource_type, source.resource_id


def _newest(entry: EntryId, replaced: Mapping[EntryId, EntryId]) -> EntryId:
    while entry in replaced:
        entry = replaced[entry]
    return entry


def _first_versions(replaced: Mapping[EntryId, EntryId]) -> dict[EntryId, EntryId]:
    earlier = {later: entry for entry, later in replaced.items()}
    return {later: _newest(later, earlier) for later in earlier}


def _standing(
    entries: Sequence[Entry], errors: Mapping[EntryId, Entry], replaced: Mapping[EntryId, EntryId]
) -> tuple[Entry, ...]:
    gone = errors.keys() | replaced.keys()
    return tuple(entry for entry in entries if entry.id not in gone and not says_in_error(entry.content))


def _by_ref(entries: Iterable[Entry]) -> Mapping[EntryId, tuple[Entry, ...]]:
    found: dict[EntryId, tuple[Entry, ...]] = {}
    for entry in entries:
        if entry.ref is not None:
            found[entry.ref] = (*found.get(entry.ref, ()), entry)
    return MappingProxyType(found)


def _seen(receipts: Iterable[Entry]) -> Mapping[EntryId, Mapping[MemberId, Entry]]:
    found: dict[EntryId, dict[MemberId, Entry]] = defaultdict(dict)
    for receipt in receipts:
        if isinstance(receipt.content, Seen):
            for entry in receipt.content.entries:
                found[entry].setdefault(receipt.author.member, receipt)
    return MappingProxyType(dict(found))


def _names(ordered: Sequence[Entry], by_type: Mapping[type, Sequence[Entry]]) -> dict[str, str]:
    """What the entries that others refer to, and the members who wrote here, are called."""
    names: dict[str, str] = {}
    for entry in ordered:
        if entry.source is None and entry.author.member not in names:
            names[entry.author.member] = author_words(entry)
    for entry, name in _entry_names(by_type):
        names[entry.id] = name
    return names


def _entry_names(by_type: Mapping[type, Sequence[Entry]]) -> Iterator[tuple[Entry, str]]:
    told = (MedicationStart, MedicationReported, PlanOfCare, Task, HomePractice, Consent, Assessment)
    for entry in (entry for content in told for entry in by_type.get(content, ())):
        match entry.content:
            case MedicationStart(medicine=medicine) | MedicationReported(medicine=medicine):
                yield entry, medicine_name(medicine)
            case PlanOfCare(title=words) | Task(text=words) | HomePractice(text=words) | Consent(recipient=words):
                yield entry, words
            case Assessment(instrument=instrument):
                yield entry, instrument.text
            case _:
                pass


def author_words(entry: Entry) -> str:
    """Who says so: the member with credentials, or whoever an imported fact states; never the importer."""
    if entry.source is not None:
        return entry.source.author
    return entry.author.credited
