"""One delivery: files given together, read as one, and what taking them would do to which charts (decision 0011).

Nothing is written here, and every resource of every file is accounted for exactly once.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from careboard.clinical.values import PatientId
from careboard.exchange.charts import ChartPlan, Fact
from careboard.exchange.claims import Claim, Claims
from careboard.exchange.counting import Tally
from careboard.exchange.facts import Fate, KnownPatient, PersonPlan, Plan
from careboard.exchange.files import FileContent, read_file, read_path
from careboard.exchange.matching import People, Person
from careboard.exchange.r4 import ABOUT_A_PATIENT
from careboard.exchange.readers import Readers
from careboard.exchange.refusals import Stop, never, stop_if
from careboard.exchange.whose import NOBODY_NAMED, decide

Progress = Callable[[int, int], None]  # resources planned, of how many; (0, 0) while a file is being read
_STEP = 100


def no_progress(_done: int, _of: int) -> None:
    """Nobody watches."""


def read_delivery(
    files: Sequence[Path | tuple[str, bytes]],
    known: Sequence[KnownPatient],
    stand_in: PatientId | None,
    zone: tzinfo,
    progress: Progress = no_progress,
    cancelled: Stop = never,
    *,
    readers: Readers,
) -> Plan:
    """Read files (paths, or names with their bytes) and plan what to take. Raises Cancelled, or NoSuchPatient."""
    contents = []
    for file in files:
        progress(0, 0)
        stop_if(cancelled)
        contents.append(_content(file, zone, readers, cancelled))
    return plan(contents, known, stand_in, zone, progress, cancelled, readers=readers)


def _content(file: Path | tuple[str, bytes], zone: tzinfo, readers: Readers, cancelled: Stop) -> FileContent:
    if isinstance(file, Path):
        return read_path(file, zone, readers.ccda, cancelled)
    name, content = file
    return read_file(name, content, zone, readers.ccda, cancelled)


def plan(
    files: Sequence[FileContent],
    known: Sequence[KnownPatient],
    stand_in: PatientId | None,
    zone: tzinfo,
    progress: Progress = no_progress,
    cancelled: Stop = never,
    *,
    readers: Readers,
) -> Plan:
    """What a delivery does, before anything is written; times without a zone are read in `zone`."""
    people = People(known, stand_in)
    work = _Work(progress, sum(len(file.items) + len(file.parts) for file in files))
    claims = list(Claims(files, people, zone, readers.resource, cancelled).read(work.step))
    tallies = [_tally(file) for file in files]
    facts = _settled(claims, people.stand_in, tallies, cancelled)
    planned = [_charted(person, facts[person], tallies, cancelled) for person in people.all if person in facts]
    return Plan(tuple(one for one in planned if one.incoming), tuple(tally.report for tally in tallies))


@dataclass(slots=True)
class _Work:
    """How far the reading is, for the one who watches."""

    progress: Progress
    whole: int
    done: int = 0

    def step(self) -> None:
        self.done += 1
        if self.done % _STEP == 0 or self.done == self.whole:
            self.progress(self.done, self.whole)


def _tally(file: FileContent) -> Tally:
    tally = Tally(file.name)
    if file.refused:
        tally.refuse(file.name, file.refused)
    for where, doubt in file.doubts:
        tally.doubt(where, (doubt,))
    return tally


def _settled(
    claims: Sequence[Claim], stand_in: Person | None, tallies: Sequence[Tally], cancelled: Stop
) -> Mapping[Person, Sequence[Fact]]:
    """The facts of each person; what goes into no chart is counted at once."""
    unknown = {name for claim in claims for name in claim.named.unknown}
    facts: defaultdict[Person, list[Fact]] = defaultdict(list)
    for claim in claims:
        stop_if(cancelled)
        fact, tally = claim.fact, tallies[claim.fact.file]
        match _fate(claim, stand_in, one_unknown=len(unknown) == 1):
            case Person() as person:
                facts[person].append(fact)
                tally.doubt(fact.where, fact.reading.findings)
            case str(why):
                tally.refuse(fact.where, why)
            case None:
                tally.leave_out(fact.source.resource_type)
                tally.doubt(fact.where, _why_left_out(fact))
    return facts


def _fate(claim: Claim, stand_in: Person | None, *, one_unknown: bool) -> Person | str | None:
    """The person whose chart a fact goes to, the sentence why it is refused, or None for what is left out."""
    reading = claim.fact.reading
    if claim.refused or reading.fate is Fate.REFUSED:
        return claim.refused or reading.refused
    return None if reading.fate is Fate.LEFT_OUT else decide(claim.named, stand_in, one_unknown=one_unknown)


def _why_left_out(fact: Fact) -> tuple[str, ...]:
    orphan = fact.reading.fate is not Fate.LEFT_OUT and fact.source.resource_type in ABOUT_A_PATIENT
    return (*fact.reading.findings, NOBODY_NAMED) if orphan else fact.reading.findings


def _charted(person: Person, facts: Sequence[Fact], tallies: Sequence[Tally], cancelled: Stop) -> PersonPlan:
    chart = ChartPlan(person, cancelled)
    for taken in chart.take(facts):
        fact = taken.fact
        tallies[fact.file].take(taken.content, fact.source.resource_type, fact.reading)
        tallies[fact.file].doubt(fact.where, taken.findings)
    return chart.planned
