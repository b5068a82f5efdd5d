"""What a resource says beyond its own entry: whose record it is, what else stands in it, and what each is called.

Every name of a resource is derived from the id of its entry, so the same record gives the same names again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from careboard.clinical.coordination import HomePracticeReport, TaskDone
from careboard.clinical.entry import Entry
from careboard.clinical.episode import Admission, Discharge
from careboard.clinical.nutrition import Weight
from careboard.clinical.people import Author
from careboard.clinical.permission import ConsentRevoked
from careboard.clinical.person import DetailsChange, Flag, FlagType, Registration
from careboard.clinical.values import BlobId, EntryId, MemberId, PatientId
from careboard.exchange.fhir_out.courses import versions_of
from careboard.exchange.fhir_out.types import type_of
from careboard.exchange.fhir_out.wrong_chart import recorded_for_another
from careboard.projections.course import Course
from careboard.projections.regimen import regimen
from careboard.projections.standing import Record, standing
from careboard.projections.wording import Voice

ENTRY = "urn:careboard:entry"  # the system of the identifiers of entries
MEMBER = "urn:careboard:member"  # and of those of members
_NAMES = uuid5(NAMESPACE_URL, ENTRY)


def resource_id(*parts: str) -> str:
    """The id of the resource that these parts name: a UUID, the same every time."""
    return str(uuid5(_NAMES, "/".join(parts)))


@dataclass(frozen=True, slots=True)
class Version:
    """Which version of a fact an entry is, from 1; the fact is named by the entry that first stated it."""

    of: EntryId
    number: int


@dataclass(frozen=True, slots=True)
class Context:
    """One patient's record on its way out.

    `files` are the bytes of its blobs, as far as they go with it. `for_staff`: also what stays in the clinic otherwise.
    `hides_blind_weights`: it is for the patient, who is not shown them. `exported` are the entries that go. `closing`
    leads from a task, practice, consent or stay to the entry that closes it, `opening` the other way for a stay.
    `registered`: the registration and its changes, oldest first, those among them that a source has replaced since.
    """

    patient: PatientId
    clinic: str
    now: datetime
    zone: ZoneInfo
    record: Record
    courses: Mapping[EntryId, Course]
    versions: Mapping[EntryId, Version]
    members: Mapping[MemberId, Author]
    files: Mapping[BlobId, bytes]
    for_staff: bool
    hides_blind_weights: bool
    exported: frozenset[EntryId]
    closing: Mapping[EntryId, Entry]
    opening: Mapping[EntryId, Entry]
    registered: Sequence[Entry]
    voice: Voice

    def only(self, exported: Iterable[EntryId]) -> "Context":
        """The same record when only these entries go out: nothing refers to another one as if it were there."""
        return replace(self, exported=frozenset(exported))

    def type_of(self, entry: Entry) -> str:
        """The resource type of an entry. One Patient stands for the patient: a second registration only tells of it."""
        again = isinstance(entry.content, Registration) and entry.id != self._first_registration
        return "Communication" if again else type_of(entry.content)

    def id_of(self, entry: Entry) -> str:
        """The id of the resource of an entry; the versions of one fact share it."""
        kind = self.type_of(entry)
        return resource_id(kind, self.patient if kind == "Patient" else self.version_of(entry).of)

    def version_of(self, entry: Entry) -> "Version":
        """Which version of which fact it is."""
        return self.versions.get(entry.id, Version(entry.id, 1))

    def course(self, of: EntryId | None) -> Course | None:
        """The course of a medicine that an entry names."""
        return self.courses.get(self.record.first_version.get(of, of)) if of else None

    @property
    def _first_registration(self) -> EntryId | None:
        return next((entry.id for entry in self.registered if isinstance(entry.content, Registration)), None)


def context_of(
    patient: PatientId,
    entries: Iterable[Entry],
    *,
    clinic: str,
    now: datetime,
    zone: ZoneInfo,
    members: Iterable[Author] = (),
    files: Mapping[BlobId, bytes] = MappingProxyType({}),
    for_staff: bool = False,
    hides_blind_weights: bool = False,
) -> Context:
    """Prepare a record for export. `members` are those whose names may be needed and who wrote nothing in it."""
    record = standing(entries)
    signing = [entry.author for entry in record.entries if entry.source is None]
    known = {author.member: author for author in (*members, *signing)}
    stays = _stays(record)
    courses = {course.id: course for course in regimen(record, now, zone).courses}
    return Context(
        patient=patient,
        clinic=clinic,
        now=now,
        zone=zone,
        record=record,
        courses=courses,
        versions=_versions(record, courses.values()),
        members=known,
        files=files,
        for_staff=for_staff,
        hides_blind_weights=hides_blind_weights and _weighed_blind(record),
        exported=frozenset(record.by_id),
        closing={**_closing(record), **{opened.id: closed for opened, closed in stays}},
        opening={closed.id: opened for opened, closed in stays},
        registered=_registered(record),
        voice=Voice("en", zone, {**_names(record), **{member: words_for(known[member]) for member in known}}),
    )


def _registered(record: Record) -> Sequence[Entry]:
    stated = (entry for entry in record.entries if isinstance(entry.content, Registration | DetailsChange))
    return tuple(entry for entry in stated if entry.id not in record.errors)


def words_for(author: Author) -> str:
    """A member's name with credentials."""
    return ", ".join(part for part in (author.name, author.credentials) if part)


def _names(record: Record) -> dict[str, str]:
    """What entries are called, but for those about somebody else."""
    astray = {entry.id for entry in record.entries if recorded_for_another(entry, record)}
    return {named: name for named, name in record.names.items() if named not in astray}


def _weighed_blind(record: Record) -> bool:
    weights = (stated.content.blind for stated in record.of(Weight))
    return any(weights) or any(stated.content.type is FlagType.BLIND_WEIGHT for stated in record.of(Flag))


def _versions(record: Record, courses: Iterable[Course]) -> dict[EntryId, Version]:
    """The versions of each fact in order; what is done with an order of a medicine is a version of that order."""
    versions: dict[EntryId, Version] = {}
    for first in dict.fromkeys(record.first_version.values()):
        number = 1
        one: EntryId | None = first
        while one is not None:
            versions[one] = Version(first, number)
            number, one = number + 1, record.replaced_by.get(one)
    for course in courses:
        latest: dict[EntryId, Version] = {}
        for entry, head in versions_of(course):
            before = latest.get(head)
            now = Version(before.of, before.number + 1) if before else versions.get(head, Version(head, 1))
            versions[entry] = latest[head] = now
    return versions


def _closing(record: Record) -> dict[EntryId, Entry]:
    closed: dict[EntryId, Entry] = {}
    for entry in record.entries_of(HomePracticeReport, TaskDone, ConsentRevoked):
        match entry.content:
            case HomePracticeReport(practice=opened) | TaskDone(task=opened) | ConsentRevoked(consent=opened):
                closed[opened] = entry
            case _:
                pass
    return closed


def _stays(record: Record) -> list[tuple[Entry, Entry]]:
    """Each admission with the discharge that ends it: the one that names it, else the next."""
    stays: list[tuple[Entry, Entry]] = []
    begun: Entry | None = None
    for entry in record.entries_of(Admission, Discharge):
        if not isinstance(entry.content, Discharge):
            begun = entry
        elif admission := record.by_id.get(entry.content.admission) if entry.content.admission else begun:
            stays.append((admission, entry))
            begun = None if admission is begun else begun
    return stays
