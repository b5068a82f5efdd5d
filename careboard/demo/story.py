"""What the sample clinic tells: one invented patient so far, in the order in which it happened.

Nothing here is advice: doses and dates serve to show how a chart reads.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from careboard.clinical.dosage import Dosage, Dose, Medicine, Timing, UnitOfTime
from careboard.clinical.entry import KnownContent
from careboard.clinical.episode import Admission
from careboard.clinical.medication import DoseChange, MedicationStart, ReasonType
from careboard.clinical.note import Note, NoteType, Section
from careboard.clinical.people import Discipline, Role
from careboard.clinical.person import (
    Allergy,
    ClinicalStatus,
    Diagnosis,
    HumanName,
    Reaction,
    Registration,
    Severity,
    Sex,
)
from careboard.clinical.response import AnsweredBy, Assessment, SideEffect
from careboard.clinical.values import ICD_10_CM, Amount, Coded, EntryId, Identifier, Informant, Quantity, When

ORAL = Coded("oral")
SERTRALINE = Medicine("sertraline", rxcui="36437", ingredients=("sertraline",), form="tablet")
PATIENT = Registration(
    HumanName("Rivera", ("Maya",)),
    birth_date=When.on(date(2004, 3, 14), Informant.PATIENT),
    sex=Sex.FEMALE,
    identifiers=(Identifier("004-1187", "urn:example:mrn"),),
    preferred_name="May",
    pronouns="she/her",
)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened, when, and who wrote it down."""

    at: When
    content: KnownContent
    by: Role = Role.PSYCHIATRIST


def on(month: int, day: int, hour: int = 15) -> When:
    """An instant of 2026."""
    return When.at(datetime(2026, month, day, hour, tzinfo=UTC))


def each_morning(milligrams: str) -> Dosage:
    """A dose once a day in the morning."""
    once = Timing("once daily in the morning", frequency=1, period=Decimal(1), period_unit=UnitOfTime.DAY)
    amount = Amount(Decimal(milligrams), "mg", ucum="mg")
    return Dosage(f"{milligrams} mg once daily in the morning", (Dose(amount, once),), route=ORAL)


def before_the_medicine() -> Iterator[Told]:
    """Who she is, why she came, how she was."""
    yield Told(on(9, 9), Allergy(Coded("penicillin"), Informant.PATIENT, (Reaction((Coded("hives"),), Severity.MILD),)))
    code = Coded.of(ICD_10_CM, "F33.1", "Major depressive disorder, recurrent, moderate")
    yield Told(on(9, 9), Diagnosis(code, ClinicalStatus.ACTIVE, principal=True))
    reason = "Depressive episode with restricted eating; steps down after nine weeks of residential care."
    yield Told(on(9, 9), Admission("Eating disorders", reason, "residential care, Cedar House"))
    yield Told(on(9, 9, 16), phq_9(18))


def after_the_start(course: EntryId) -> Iterator[Told]:
    """What followed on the first dose."""
    yield Told(on(9, 12), SideEffect(Coded("nausea"), Severity.MILD, on(9, 11), suspected=(course,)))
    change = DoseChange(
        course, each_morning("50"), each_morning("100"), on(9, 16), "PHQ-9 14 after a week", ReasonType.PARTIAL_RESPONSE
    )
    yield Told(on(9, 15, 20), phq_9(14))
    yield Told(on(9, 15, 21), change)
    sections = (
        Section("Data", "Used paced breathing twice before the evening snack. Slept six to seven hours."),
        Section("Assessment", "Mood lifts; still avoids meals with her family."),
        Section("Plan", "One shared meal before Friday, chosen by her. Reviewed whom she calls at night."),
    )
    headline = "Paced breathing helped twice; one shared meal before Friday"
    session = Note(Discipline.COUNSELING, NoteType.INDIVIDUAL, headline, sections, template="DAP")
    yield Told(on(9, 17), session, Role.COUNSELOR)


def start() -> Told:
    """The first dose."""
    return Told(on(9, 9, 17), MedicationStart(SERTRALINE, each_morning("50"), "depression", on(9, 10)))


def phq_9(total: int) -> Assessment:
    """A PHQ-9 by its total alone."""
    return Assessment(Coded("PHQ-9"), AnsweredBy.PATIENT, language="en", total=Quantity(Decimal(total)))
