"""Invented charts by the thousand: mostly notes of 2 KB, among them vital signs, scores, labs and doses.

The same number gives the same chart; the words are invented, as often and as seldom as words are.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import accumulate

from careboard.clinical.dosage import Dosage, Dose, EventTiming, Medicine, Timing, UnitOfTime
from careboard.clinical.entry import KIND_OF, Entry, KnownContent
from careboard.clinical.measured import Component, LabResult, Result, Vitals
from careboard.clinical.medication.orders import DoseChange, MedicationStart
from careboard.clinical.note import Note, NoteType, Section
from careboard.clinical.people import Author, Discipline, Role
from careboard.clinical.person import HumanName, Registration, Sex
from careboard.clinical.response import AnsweredBy, Assessment
from careboard.clinical.values import Amount, Coded, EntryId, MemberId, PatientId, Quantity, When

BEGAN = datetime(2024, 1, 8, 14, 0, tzinfo=UTC)
_STEP = timedelta(minutes=37)
_HEADINGS = ("Subjective", "Objective", "Assessment", "Plan")
_WARD = """slept well badly tremor both hands morning evening reports denies mood low anxious calm appetite meal lunch
 finished refused supplement weight group session mother father school work panic urges coping skills breathing walk
 medication sertraline lithium dose nausea headache dizzy standing blood pressure pulse labs potassium plan continue
 review tomorrow week safety risk suicidal ideation none passive home practice completed partly meeting""".split()
PATIENT, OTHER = PatientId("a" * 64), PatientId("b" * 64)
AUTHOR = Author(MemberId("c" * 64), "B. Sample", (Role.PSYCHIATRIST,), "MD")
_POOL = 2000
_SYLLABLES = "ba de fi go lu ma ne pi ro su ta ve zo kra ste lin mar tor ven dal qui jen".split()
_VOCABULARY = 6000
_MORNING = Timing("once daily in the morning", 1, None, Decimal(1), None, UnitOfTime.DAY, (EventTiming.MORNING,))
_DOSES = (50, 75, 100, 125)


def notes(count: int) -> list[Entry]:
    """So many entries as a vault would give them; their contents come back after a while."""
    pool = list(contents(1, min(count, _POOL)))
    return [entry(number, pool[number % len(pool)]) for number in range(count)]


def numbers(count: int) -> list[Entry]:
    """Entries that hold so many numbers together: vital signs (two each), scores and labs."""
    dice = random.Random(11)  # noqa: S311  the same numbers again, no secrets
    made: list[KnownContent] = []
    for _ in range(count // 4):
        made += [_vitals(dice), _score(dice), _potassium(dice)]
    return [entry(number, content) for number, content in enumerate(made)]


def entry(number: int, content: KnownContent) -> Entry:
    """An entry that no vault holds."""
    at = moment(number)
    kind = KIND_OF[type(content)]
    return Entry(EntryId(f"{number:064x}"), PATIENT, AUTHOR, at, When.at(at), kind, content, "Said.")


def registration(number: int) -> Registration:
    """A person who does not exist."""
    return Registration(HumanName(f"Sample{number}", ("Alex",)), When("1990-05-17"), Sex.UNKNOWN)


def moment(number: int) -> datetime:
    """When the entry of this number was written."""
    return BEGAN + _STEP * number


def contents(chart: int, entries: int, course: EntryId | None = None) -> Iterator[KnownContent]:
    """So many entries after a chart's registration; doses are of the course that was started."""
    dice = random.Random(chart)  # noqa: S311  the same charts again, no secrets
    for number in range(entries):
        match number % 20:
            case 5:
                yield _vitals(dice)
            case 11:
                yield _score(dice)
            case 17 if number % 100 == 17 and course is not None:
                yield _dose(course, number // 100)
            case 17:
                yield _potassium(dice)
            case _:
                yield note(dice)


def started() -> MedicationStart:
    """The course whose doses change."""
    medicine = Medicine("sertraline 50 mg tablet", None, ("sertraline",), (_mg(50),), "tablet")
    return MedicationStart(medicine, _daily(50), "depression", When.at(BEGAN))


def note(dice: random.Random) -> Note:
    """A note of about 2 KB in four sections."""
    sections = tuple(Section(heading, _sentences(dice, 75)) for heading in _HEADINGS)
    return Note(Discipline.COUNSELING, NoteType.INDIVIDUAL, _sentences(dice, 8)[:80], sections, "SOAP")


def _sentences(dice: random.Random, words: int) -> str:
    vocabulary, weights = _words()
    chosen = dice.choices(vocabulary, cum_weights=weights, k=words)
    return " ".join(word + "." if place % 11 == 10 else word for place, word in enumerate(chosen))


@cache
def _words() -> tuple[list[str], list[float]]:
    """A vocabulary, and how often each word is said (Zipf)."""
    dice = random.Random(7)  # noqa: S311  the same words again, no secrets
    made = ("".join(dice.choices(_SYLLABLES, k=dice.choice((2, 3, 3, 4)))) for _ in range(_VOCABULARY))
    vocabulary = list(dict.fromkeys([*_WARD, *made]))
    return vocabulary, list(accumulate(1 / (place + 5) for place in range(len(vocabulary))))


def _vitals(dice: random.Random) -> Vitals:
    pulse, pressure = dice.randint(58, 96), dice.randint(98, 138)
    return Vitals(
        (
            Component(Coded.of("http://loinc.org", "8480-6", "Systolic blood pressure"), _result(pressure, "mm[Hg]")),
            Component(Coded.of("http://loinc.org", "8867-4", "Heart rate"), _result(pulse, "/min")),
        )
    )


def _score(dice: random.Random) -> Assessment:
    total = Quantity(Decimal(dice.randint(2, 22)), "{score}", ucum="{score}")
    return Assessment(Coded.of("http://loinc.org", "44261-6", "PHQ-9"), AnsweredBy.PATIENT, language="en", total=total)


def _potassium(dice: random.Random) -> LabResult:
    value = Quantity(Decimal(dice.randint(35, 50)) / 10, "mmol/L", ucum="mmol/L")
    return LabResult(Coded.of("http://loinc.org", "2823-3", "Potassium"), Result(value))


def _dose(course: EntryId, change: int) -> DoseChange:
    was, now = (_daily(_DOSES[(change + later) % len(_DOSES)]) for later in (0, 1))
    return DoseChange(course, was, now, When.at(moment(change * 100)), "Partial response.")


def _daily(amount: int) -> Dosage:
    return Dosage(f"{amount} mg by mouth once daily", (Dose(_mg(amount), _MORNING),), route=Coded("oral"))


def _mg(amount: int) -> Amount:
    return Amount(Decimal(amount), "mg", ucum="mg")


def _result(value: int, unit: str) -> Result:
    return Result(Quantity(Decimal(value), unit, ucum=unit))
