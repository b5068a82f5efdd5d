"""What was read from other systems' files, before it is anybody's chart: facts, whose they are, and what became of each.

A fact is taken whole or refused whole, and every resource of a file is counted exactly once.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from careboard.clinical.entry import KnownContent, Source
from careboard.clinical.person import Registration
from careboard.clinical.values import EntryId, PatientId, When


class Fate(StrEnum):
    """What became of a resource."""

    TAKEN = "taken"
    KEPT_AS_TEXT = "kept-as-text"
    LEFT_OUT = "left-out"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Reading:
    """One resource (or C-CDA entry or section) as contents of ours.

    `contents`: the first is what it became (its name is counted), any others go with it into the same chart.
    `at`: when it was true. `in_error`: the source itself says that it was entered in error. `left_out`: context, used
    for names only. `refused`: the sentence that says why nothing of it is taken. `findings`: doubts, in sentences.
    """

    contents: tuple[KnownContent, ...] = ()
    at: When = field(default_factory=When.unknown)
    kept_as_text: bool = False
    in_error: bool = False
    left_out: bool = False
    refused: str = ""
    author: str = ""
    findings: tuple[str, ...] = ()

    @property
    def fate(self) -> Fate:
        """How the resource is counted."""
        if self.refused:
            return Fate.REFUSED
        if self.left_out or not self.contents:
            return Fate.LEFT_OUT
        return Fate.KEPT_AS_TEXT if self.kept_as_text else Fate.TAKEN


@dataclass(frozen=True, slots=True)
class Fact:
    """A resource with its place in the file, its reading, and whom it names.

    `patient` is the key of a person of this delivery or of the vault, as `plan` resolved it; None names nobody.
    """

    where: str
    resource_type: str
    reading: Reading
    source: Source
    patient: str | None = None


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file of a delivery: its facts, or the one sentence that says why the whole file was refused."""

    name: str
    sha256: str
    facts: tuple[Fact, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class KnownPatient:
    """A patient already in the vault, as far as an import needs: who it is, and which facts it brought before.

    `facts`: identity of a fact (SHA-256, hex) to its entry. `versions`: (system, type, id) to the newest entry and the
    words of its code, for facts that come again with other content.
    """

    patient: PatientId
    registration: Registration
    facts: dict[str, EntryId]
    versions: dict[tuple[str, str, str], tuple[EntryId, str]]
    registered_from: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """One entry to be written: the content, its source with the identity filled in, and the entry it replaces.

    `follows` is an entry of the vault, or the index in the same person's list of the Incoming before it.
    """

    content: KnownContent
    at: When
    source: Source
    follows: EntryId | int | None = None
    in_error: bool = False


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """All that a delivery brings for one patient; `patient` is None for somebody new."""

    patient: PatientId | None
    incoming: tuple[Incoming, ...]


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
