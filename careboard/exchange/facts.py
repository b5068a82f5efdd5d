"""What was read from other systems' files, before it is anybody's chart: facts, whose they are, what became of each.

A fact is taken whole or refused whole, and every resource of a file is counted exactly once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from careboard.clinical.entry import KnownContent, Source
from careboard.clinical.person import Registration
from careboard.clinical.values import EntryId, PatientId, When

# A FHIR resource as its JSON says it: dict, list, str, bool, int, Decimal (never float) and None. Not to be changed.
Resource = dict[str, Any]

# From a reference as a resource writes it ("#m1", "urn:uuid:...", "Medication/7", an absolute URL) to the resource that
# it names: contained in it, in its Bundle, or in the same delivery; None when it is in none of these.
LookUp = Callable[[str], Resource | None]


class Fate(StrEnum):
    """What became of a resource."""

    TAKEN = "taken"
    KEPT_AS_TEXT = "kept-as-text"
    LEFT_OUT = "left-out"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class OwnFact:
    """An entry of another vault as it stood there: what it says, and what it was called.

    `entry` is its id in that vault; `ref` and the ids in its content are of that vault too (`renamed` puts others in
    their place). `digest` is that of the resource that the payload was written for.
    """

    content: KnownContent
    at: When
    said: str
    entry: EntryId
    ref: EntryId | None
    author: str
    recorded_at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One resource (or C-CDA entry or section) as contents of ours.

    `contents`: the first is what it became (its name is counted), any others go with it into the same chart.
    `at`: when it was true; `times`: when each content was, where they differ (a C-CDA organizer may hold the vital
    signs of many days). `in_error`: the source itself says that it was entered in error. `left_out`: context, used for
    names only. `refused`: the sentence that says why nothing of it is taken. `findings`: doubts, in sentences.
    `own`: the entry of a Careboard that it was made from; `otherwise` is then how any other system's would be read.
    """

    contents: tuple[KnownContent, ...] = ()
    at: When = field(default_factory=When.unknown)
    kept_as_text: bool = False
    in_error: bool = False
    left_out: bool = False
    refused: str = ""
    author: str = ""
    findings: tuple[str, ...] = ()
    times: tuple[When, ...] = ()
    own: OwnFact | None = None
    otherwise: "Reading | None" = None

    @property
    def timed(self) -> tuple[tuple[KnownContent, When], ...]:
        """Each content with its own time."""
        times = self.times or (self.at,) * len(self.contents)
        return tuple(zip(self.contents, times, strict=True))

    @property
    def fate(self) -> Fate:
        """How the resource is counted."""
        if self.refused:
            return Fate.REFUSED
        if self.left_out or not self.contents:
            return Fate.LEFT_OUT
        return Fate.KEPT_AS_TEXT if self.kept_as_text else Fate.TAKEN


@dataclass(frozen=True, slots=True)
class Part:
    """What is counted once in a C-CDA: its header (type "Patient"), an entry of a section, a section without entries.

    All parts are about the header's patient; the header comes first and becomes a Registration. `where`: its place in
    the document, in words ("Medications, entry 3"). `system` and `resource_id`: its id (root, extension; a root alone
    is the id), empty when it has none. `canonical`: C14N of its element. `last_updated`: when the document was written,
    ISO 8601, or empty.
    """

    where: str
    resource_type: str
    system: str
    resource_id: str
    canonical: str
    reading: Reading
    last_updated: str = ""


# What a fact is known by when it comes again with other content: system, type, id, and its code where no system is.
VersionKey = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Version:
    """The newest version of a fact that a chart holds: what it became, and its place among the versions as stated."""

    entries: tuple[tuple[EntryId, KnownContent], ...]
    version_id: str = ""
    last_updated: str = ""


@dataclass(frozen=True, slots=True)
class KnownPatient:
    """A patient already in the vault, as far as an import needs; `known.known_patient` makes it from the entries.

    `facts`: the identity (SHA-256, hex) of every fact that was imported. `versions`: the newest version of each.
    `registered_from`: the sources of its imported registrations and changes of details. `entries`: the ids of all;
    `by_identity`: the entry that each fact became.
    """

    patient: PatientId
    registration: Registration
    facts: frozenset[str] = frozenset()
    versions: Mapping[VersionKey, Version] = field(default_factory=dict)
    registered_from: tuple[Source, ...] = ()
    entries: frozenset[EntryId] = frozenset()
    by_identity: Mapping[str, EntryId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One entry to be written: the content, its source with the identity filled in, and the entry it replaces.

    `follows` is an entry of the vault, or the index in the same person's list of the Incoming before it. `own`: the
    entry of a Careboard that it was, whose references are to be renamed.
    """

    content: KnownContent
    at: When
    source: Source
    follows: EntryId | int | None = None
    in_error: bool = False
    own: OwnFact | None = None


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """All that a delivery brings for one patient; `patient` is None for somebody new.

    The identity of a fact names its patient, so once somebody new has an id, `identity.for_patient` settles the plan.
    `ids`: what entries of a Careboard that are here already are called here, by what they are called there.
    """

    patient: PatientId | None
    incoming: tuple[Incoming, ...]
    ids: Mapping[str, EntryId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileReport:
    """One row of what `careboard import` tells: counts of resources, refusals and findings, each (where, sentence)."""

    file: str
    taken: dict[str, int]
    kept_as_text: dict[str, int]
    left_out: dict[str, int]
    refused: tuple[tuple[str, str], ...]
    findings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import will do, before anything is written: for the preview, and for the writer."""

    people: tuple[PersonPlan, ...]
    reports: tuple[FileReport, ...]
