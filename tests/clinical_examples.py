"""One real entry of every content, as a clinician of its discipline would sign it, and two that cannot be.

All persons are invented. What stands after the first example of a content is what an import says.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from careboard.clinical import measured
from careboard.clinical.clinic import Hours, MemberProfile, Program, SiteSetting, Template, TemplateSection
from careboard.clinical.condition import (
    Allergy,
    AllergyCategory,
    AllergyType,
    ClinicalStatus,
    Criticality,
    Diagnosis,
    Reaction,
    Severity,
    VerificationStatus,
)
from careboard.clinical.coordination import (
    Appointment,
    AppointmentStatus,
    Attendance,
    Handover,
    HomePractice,
    HomePracticeReport,
    PracticeDone,
    Presence,
    Task,
    TaskDone,
    TaskOutcome,
)
from careboard.clinical.dosage import DayOfWeek, Dosage, Dose, EventTiming, Medicine, Timing, UnitOfTime
from careboard.clinical.entry import KnownContent, Source, SourceFormat
from careboard.clinical.episode import (
    Achievement,
    Admission,
    Agreement,
    Authorization,
    Discharge,
    Goal,
    GoalRef,
    GoalReview,
    GoalStatus,
    Intervention,
    Level,
    LevelOfCare,
    LevelOfCareChange,
    PlanOfCare,
    PlanReview,
    PlanStatus,
    WayOfLeaving,
)
from careboard.clinical.measured import (
    Component,
    Detected,
    DrugScreen,
    Ecg,
    Expected,
    LabResult,
    ObservationStatus,
    Position,
    ProcedureDone,
    ProcedureStatus,
    QtcFormula,
    Result,
    SubstanceResult,
    Validity,
    Vitals,
)
from careboard.clinical.medication.orders import (
    AlertAnswer,
    Complete,
    DoseChange,
    Hold,
    MedicationStart,
    ReasonType,
    Resume,
    Stop,
)
from careboard.clinical.medication.reconciliation import Decision, Occasion, ReconciledMedicine, Reconciliation
from careboard.clinical.medication.taking import (
    Adherence,
    AsNeededUse,
    DoseGiven,
    DoseStatus,
    MedicationReported,
    MedicationStatus,
    Taken,
)
from careboard.clinical.note import (
    Acknowledgement,
    AcknowledgementResponse,
    Addendum,
    CoSignature,
    EnteredInError,
    ErrorReason,
    Modality,
    Note,
    NoteType,
    PsychotherapyNote,
    Section,
    Seen,
    SudCounselingNote,
)
from careboard.clinical.nutrition import (
    Exchange,
    MealObservation,
    MealPlan,
    MealPlanStatus,
    MealTime,
    NotWeighed,
    OtherDays,
    PlannedMeal,
    Supplement,
    Weight,
)
from careboard.clinical.paper import (
    Audience,
    Direction,
    DischargeSummaryIssued,
    Disclosure,
    Document,
    Emergency,
    Ground,
    IssuedCopy,
    Statement,
)
from careboard.clinical.people import Author, Discipline, Role
from careboard.clinical.permission import (
    Consent,
    ConsentRevoked,
    ConsentStatus,
    Expiry,
    Part2,
    Part2Review,
    Permission,
    RevokedHow,
    Signing,
)
from careboard.clinical.person import (
    Address,
    Contact,
    ContactPoint,
    ContactSystem,
    ContactType,
    DetailsChange,
    Flag,
    FlagStatus,
    FlagType,
    HumanName,
    Registration,
    Sex,
)
from careboard.clinical.provenance import Origin, Passage, Provenance
from careboard.clinical.response import (
    Answer,
    AnsweredBy,
    Assessment,
    InstrumentDefinition,
    InstrumentItem,
    LeftOpen,
    RiskAssessment,
    RiskLevel,
    RiskOf,
    SafetyPlan,
    SafetyStep,
    SideEffect,
)
from careboard.clinical.values import (
    ICD_10_CM,
    LOINC,
    NOT_RECORDED,
    RXNORM,
    SNOMED_CT,
    Amount,
    BlobId,
    Coded,
    Coding,
    Comparator,
    EntryId,
    Identifier,
    Informant,
    Intent,
    MemberId,
    PatientId,
    Period,
    Quantity,
    When,
)


@dataclass(frozen=True)
class Example:
    """What is signed, the first as it is written here; and what nobody can build."""

    contents: tuple[KnownContent, ...]
    impossible: tuple[Callable[[], object], ...]

    @property
    def content(self) -> KnownContent:
        return self.contents[0]


def example_id(name: str) -> str:
    """An id that is always the same for a name: 64 lower-case hexadecimal digits."""
    return hashlib.sha256(name.encode()).hexdigest()


def entry_id(name: str) -> EntryId:
    return EntryId(example_id(name))


def member_id(name: str) -> MemberId:
    return MemberId(example_id(name))


def blob_id(name: str) -> BlobId:
    return BlobId(example_id(name))


def at(text: str) -> When:
    """An instant of September 2026, such as "15 10:12", or a day of it."""
    day, _, clock = text.partition(" ")
    return When(f"2026-09-{day}T{clock}:00Z" if clock else f"2026-09-{day}")


def imported(iso: str) -> When:
    return When(iso, Informant.IMPORTED)


def mg(value: str) -> Amount:
    return Amount(Decimal(value), "mg", ucum="mg")


PATIENT = PatientId(example_id("RIVERA, Maya"))
CHEN, MORENO, OSEI, PATEL, BAKER = (member_id(name) for name in ("Chen", "Moreno", "Osei", "Patel", "Baker"))
AUTHOR = Author(CHEN, "A. Chen", (Role.PSYCHIATRIST,), "MD")
RECORDED_AT = datetime(2026, 9, 15, 20, 30, tzinfo=UTC)
SERTRALINE_COURSE, HYDROXYZINE_COURSE, OLANZAPINE_COURSE, HOME_COURSE = (
    entry_id(f"start of {name}") for name in ("sertraline", "hydroxyzine", "olanzapine", "melatonin")
)
PLAN = entry_id("plan of care")
CONSENT = entry_id("consent")

ORAL = Coded.of(SNOMED_CT, "26643006", "oral")
MORNING = Timing("once daily in the morning", 1, None, Decimal(1), None, UnitOfTime.DAY, (EventTiming.MORNING,))
BEDTIME = Timing("at bedtime", events=(EventTiming.BEDTIME,))
SERTRALINE = Medicine("sertraline 50 mg tablet", None, ("sertraline",), (mg("50"),), "tablet")
HYDROXYZINE = Medicine("hydrOXYzine HCl 25 mg tablet", None, ("hydroxyzine",), (mg("25"),), "tablet")


def each_morning(amount: str) -> Dosage:
    return Dosage(f"{amount} mg by mouth once daily in the morning", (Dose(mg(amount), MORNING),), route=ORAL)


AS_NEEDED = Dosage(
    "25 mg by mouth as needed for anxiety, up to 75 mg in 24 hours",
    (Dose(mg("25")),),
    as_needed=True,
    as_needed_for="anxiety",
    max_per_24h=mg("75"),
    route=ORAL,
)
NOT_CONFIRMED = Dosage("one at night, strength not known", (Dose(None, BEDTIME),))
# "1 to 2 tablets every 4 to 6 hours", then fewer, as a FHIR MedicationRequest says it.
STEPS = Dosage(
    "1-2 tablets every 4-6 hours for 3 days, then 1 tablet daily for 5 days",
    (
        Dose(
            Amount(Decimal(1), "TAB"),
            Timing("", 1, None, Decimal(4), Decimal(6), UnitOfTime.HOUR, lasting=Quantity(Decimal(3), "d", ucum="d")),
            Amount(Decimal(2), "TAB"),
        ),
        Dose(Amount(Decimal(1), "TAB"), Timing("daily", 1, None, Decimal(1), None, UnitOfTime.DAY, count=5), None, 2),
    ),
)
TAKES_WITH_FOOD = Dosage(
    "Take 1 capsule Monday to Friday at 08:00 with breakfast until the pack is empty",
    (
        Dose(
            Amount(Decimal(1)),
            Timing(
                events=(EventTiming.WITH_BREAKFAST,),
                times_of_day=("08:00",),
                days_of_week=tuple(DayOfWeek)[:5],
                frequency=1,
                frequency_max=2,
                period=Decimal("0.5"),
                period_unit=UnitOfTime.DAY,
                bounds=Period(imported("2024-03"), imported("2024-04-01")),
            ),
        ),
    ),
    site=Coded("mouth"),
    method=Coded("swallow"),
    instructions="with food",
)

# --- person ----------------------------------------------------------------------------------------------------------

REGISTRATION = Registration(
    HumanName("Rivera", ("Maya",), use="official"),
    When("2004-03-14"),
    Sex.FEMALE,
    (Identifier("004-1187", "urn:careboard:mrn", Coded("Medical record number"), "usual"),),
    preferred_name="May",
    pronouns="she/her",
    telecom=(ContactPoint(ContactSystem.PHONE, "555-0117", "mobile"),),
    addresses=(Address(("12 Alder Street",), "Springfield", "MA", "01101", "US"),),
    languages=(Coded("English"), Coded("Spanish")),
    interpreter_needed=False,
)
REGISTRATION_IMPORTED = Registration(
    HumanName(text=NOT_RECORDED),
    imported("1944"),
    identifiers=(Identifier("999-12-3456", "http://hl7.org/fhir/sid/us-ssn"),),
    other_names=(HumanName("van de Heuvel", ("Pieter", "Jan"), "P. van de Heuvel", "Dr", "MSc", "old"),),
    birth_sex=Sex.MALE,
    gender_identity="Identifies as male",
    addresses=(Address(text="Van Egmondkade 23, Amsterdam", use="home"),),
    marital_status=Coded.of("http://terminology.hl7.org/CodeSystem/v3-MaritalStatus", "M", "Getrouwd"),
    deceased=True,
    deceased_at=imported("2015-02"),
)
CONTACT = Contact(
    "Ana Rivera",
    Coded("mother"),
    (ContactPoint(ContactSystem.PHONE, "555-0142"),),
    may_be_told="attendance and appointments; not what is said in sessions",
    emergency=True,
)
ALLERGY = Allergy(
    Coded("penicillin"),
    Informant.PATIENT,
    (Reaction((Coded("hives"),), Severity.MODERATE, When("2016")),),
    categories=(AllergyCategory.MEDICATION,),
    clinical_status=ClinicalStatus.ACTIVE,
    verification_status=VerificationStatus.UNCONFIRMED,
)
NO_KNOWN_ALLERGY = Allergy(Coded("No known drug allergies"), Informant.PATIENT, none_known=True)
ALLERGY_IMPORTED = Allergy(
    Coded.of(SNOMED_CT, "227493005", "Cashew nuts"),
    Informant.IMPORTED,
    (
        Reaction(
            (Coded.of(SNOMED_CT, "39579001", "Anaphylactic reaction"),),
            Severity.SEVERE,
            imported("2012-06-12"),
            "Severe reaction to subcutaneous cashew extract. Epinephrine administered",
            Coded.of(RXNORM, "1160593", "cashew nut allergenic extract Injectable Product"),
            Coded.of(SNOMED_CT, "34206005", "Subcutaneous route"),
        ),
    ),
    type=AllergyType.ALLERGY,
    categories=(AllergyCategory.FOOD,),
    criticality=Criticality.HIGH,
    onset=imported("2004"),
    onset_text="as a small child",
    last_occurrence=imported("2012-06"),
    note="The criticality is high because of the observed anaphylactic reaction.",
)
DIAGNOSIS = Diagnosis(
    Coded.of(ICD_10_CM, "F33.1", "Major depressive disorder, recurrent, moderate"),
    ClinicalStatus.ACTIVE,
    VerificationStatus.CONFIRMED,
    principal=True,
    onset=When("2024-11", Informant.PATIENT),
    note="Third episode; the first at 17.",
)
DIAGNOSIS_IMPORTED = Diagnosis(
    Coded("Leaking heart valve", (Coding(SNOMED_CT, "368009", "Heart valve disorder", "2019"), Coding("", "HVD"))),
    ClinicalStatus.RESOLVED,
    onset_text="52 years",
    abatement=imported("2013-02-04T21:10:00Z"),
    abatement_text="around Candlemas",
    severity=Coded.of(SNOMED_CT, "6736007", "Moderate"),
    categories=(Coded("Encounter Diagnosis"),),
    body_sites=(Coded("heart structure", (Coding(SNOMED_CT, "40768004", "Left thorax"),)),),
)
FLAG = Flag(
    FlagType.BLIND_WEIGHT, Coded("Blind weight: number not shown or said to the patient"), period=Period(at("02"))
)
FLAG_IMPORTED = Flag(
    FlagType.OTHER,
    Coded("Patient has a big dog at his home"),
    FlagStatus.INACTIVE,
    categories=(Coded("Safety"),),
    note="Ring first.",
)

PERSON = {
    Registration: Example(
        (REGISTRATION, REGISTRATION_IMPORTED),
        (
            lambda: replace(REGISTRATION, name=HumanName()),
            lambda: replace(REGISTRATION, deceased=False, deceased_at=When("2026-09-01")),
        ),
    ),
    DetailsChange: Example(
        (DetailsChange(replace(REGISTRATION, preferred_name=""), "Wishes to be called Maya again."),),
        (lambda: DetailsChange(REGISTRATION, " "), lambda: DetailsChange(replace(REGISTRATION, name=HumanName()), "x")),
    ),
    Contact: Example(
        (
            CONTACT,
            Contact(
                NOT_RECORDED,
                Coded("Next-of-Kin"),
                active=False,
                period=Period(end=imported("2019")),
                guardian=True,
                addresses=(Address(("Foo road 12",), "Amsterdam"),),
                note="Prefers letters.",
                type=ContactType.LEGAL,
            ),
        ),
        (lambda: replace(CONTACT, name=""), lambda: replace(CONTACT, active=False)),
    ),
    Allergy: Example(
        (ALLERGY, NO_KNOWN_ALLERGY, ALLERGY_IMPORTED),
        (lambda: replace(ALLERGY, none_known=True), lambda: replace(ALLERGY, reactions=(Reaction(),))),
    ),
    Diagnosis: Example(
        (DIAGNOSIS, DIAGNOSIS_IMPORTED),
        (
            lambda: replace(DIAGNOSIS, verification_status=VerificationStatus.REFUTED),
            lambda: replace(DIAGNOSIS, code=Coded("", (Coding(ICD_10_CM, "F33.1"),))),
        ),
    ),
    Flag: Example(
        (FLAG, FLAG_IMPORTED), (lambda: replace(FLAG, code=Coded(" ")), lambda: replace(FLAG, period=Period()))
    ),
}

# --- episode ---------------------------------------------------------------------------------------------------------

ADMISSION = Admission(
    "Eating Disorders IOP",
    "Restores eating outside residential care; depression with passive suicidal ideation.",
    "Cedar House, residential",
    "evening",
    30,
    Decimal(12),
    entry_id("program"),
)
IOP = Level(LevelOfCare.INTENSIVE_OUTPATIENT, "2.1")
PHP = Level(LevelOfCare.PARTIAL_HOSPITALIZATION, "2.5", "ASAM", "3")
STAY = entry_id("admission")
LEVEL = LevelOfCareChange(
    given=IOP,
    recommended=PHP,
    effective_from=at("09"),
    authorized=IOP,
    accepted=IOP,
    scheme="ASAM",
    edition="4",
    why_they_differ="Insurer authorised IOP; peer review of 08-Sep upheld it.",
    refused="partial hospitalization further from home",
    explained="More structure at meals and daily weights are recommended; step up if weight falls two weeks running.",
    review=at("30"),
    place="Lakeside IOP",
    authorization=Authorization.AUTHORIZED,
    admission=STAY,
)
GOAL = Goal(
    1,
    "I want to eat dinner with my family without a fight.",
    "Restricts at home in the evening",
    "Finishes dinner at home on 5 of 7 evenings, by her log, for three weeks running.",
    at("30"),
    (Intervention("Family meal coaching", "once a week", "counselor and nutritionist"),),
    GoalStatus.ACTIVE,
    Achievement.IN_PROGRESS,
)
PLAN_OF_CARE = PlanOfCare(
    "Plan of care, version 2",
    (GOAL, Goal(2, "I want to sleep through.")),
    Agreement.IN_PART,
    "Three weeks of meals without supplement; PHQ-9 under 10; no active suicidal ideation for four weeks.",
    agreement_text="Agrees to all but the weekly weight; signed with that remark.",
    interventions=(Intervention("DBT skills group", "three times a week", "counselor"),),
    period=Period(at("09"), When("2026-10-09")),
    admission=STAY,
)
PLAN_IMPORTED = PlanOfCare(
    NOT_RECORDED,
    (),
    Agreement.NOT_RECORDED,
    status=PlanStatus.COMPLETED,
    intent=Intent.PROPOSAL,
    categories=(Coded("Weight management plan"),),
    text="Manage obesity and weight loss",
)
REVIEW = PlanReview(
    PLAN,
    (GoalReview(1, Achievement.IMPROVING, "Dinner finished on 4 of 7 evenings, up from 2."),),
    When("2026-10-01"),
    ("Maya Rivera", "Ana Rivera", "L. Moreno"),
    "Keep goal 1 as it is.",
)
DISCHARGE = Discharge(
    "Home, to outpatient psychiatry and nutrition at Lakeside Clinic",
    "Stable: eats to plan, PHQ-9 6, no suicidal ideation for five weeks.",
    completed=True,
    aftercare="Weekly individual therapy; nutrition every two weeks; medical visit in 10 days.",
    information_given="Medicine list, safety plan and appointments, each on paper, explained.",
    told_to=("Maya Rivera", "Ana Rivera"),
    outcome="Eats to plan on 6 of 7 evenings; PHQ-9 from 14 to 6.",
    way=WayOfLeaving.COMPLETED,
    admission=STAY,
)

EPISODE = {
    Admission: Example(
        (ADMISSION,), (lambda: replace(ADMISSION, reason=""), lambda: replace(ADMISSION, weekly_hours=Decimal(0)))
    ),
    LevelOfCareChange: Example(
        (LEVEL,), (lambda: replace(LEVEL, why_they_differ=""), lambda: replace(LEVEL, explained=""))
    ),
    PlanOfCare: Example(
        (PLAN_OF_CARE, PLAN_IMPORTED),
        (
            lambda: replace(PLAN_OF_CARE, goals=(GOAL, GOAL)),
            lambda: replace(PLAN_OF_CARE, agreement_text=""),
        ),
    ),
    PlanReview: Example(
        (REVIEW,), (lambda: replace(REVIEW, goals=()), lambda: replace(REVIEW, goals=(*REVIEW.goals, *REVIEW.goals)))
    ),
    Discharge: Example(
        (
            DISCHARGE,
            replace(
                DISCHARGE,
                completed=False,
                left_because="Left against advice on day 6; reason not known.",
                way=WayOfLeaving.AGAINST_ADVICE,
            ),
        ),
        (lambda: replace(DISCHARGE, completed=False), lambda: replace(DISCHARGE, condition=" ")),
    ),
}

# --- note ------------------------------------------------------------------------------------------------------------

NOTE = Note(
    Discipline.COUNSELING,
    NoteType.INDIVIDUAL,
    "Used TIPP skill twice; passive ideation down since Tuesday",
    (
        Section("Data", "Describes urge to skip the evening snack on two days, used cold water and paced breathing."),
        Section(
            "Assessment", "Growing willingness, still avoids family meals. Passive ideation once, no plan or intent."
        ),
        Section("Plan", "Practise one family meal before Thursday; review diary card."),
    ),
    "dap",
    at("15 13:05"),
    at("15 13:55"),
    Modality.VIDEO,
    ("Maya Rivera",),
    interpreter="S. Alvarez, Spanish, for the mother",
    place="at home, Springfield; mother in the next room",
    goals=(GoalRef(PLAN, 1),),
    mood=5,
    risk_changed=False,
    asked_to_acknowledge=(CHEN,),
)
WORDS_OF = Provenance(
    (Passage(0, 57, 19, Origin.TEMPLATE), Passage(1, 0, 7, Origin.PASTED), Passage(2, 0, 8, Origin.PULLED))
)

NOTES = {
    Note: Example(
        (NOTE, replace(NOTE, cosigner=CHEN, provenance=WORDS_OF), replace(NOTE, provenance=Provenance())),
        (lambda: replace(NOTE, session_stop=at("15 12:00")), lambda: replace(NOTE, headline="Long " * 20)),
    ),
    Addendum: Example(
        (
            Addendum("Mother rang at 16:20: dinner was eaten.", "Dinner was eaten"),
            Addendum("PHQ-9 11", provenance=Provenance((Passage(0, 0, 8, Origin.PULLED),))),
        ),
        (
            lambda: Addendum("Dinner was eaten.", "x" * 81),
            lambda: Addendum("PHQ-9 11", provenance=Provenance((Passage(0, 1, 8, Origin.PULLED),))),
        ),
    ),
    CoSignature: Example(
        (CoSignature("I gave this order by telephone on 15-Sep-2026 and confirm it as written."),),
        (lambda: CoSignature(""), lambda: CoSignature("\n")),
    ),
    EnteredInError: Example(
        (
            EnteredInError(ErrorReason.WRONG_CONTENT, "Potassium was 3.9, not 9.3 mmol/L."),
            EnteredInError(ErrorReason.WRONG_PATIENT),
            EnteredInError(ErrorReason.STATED_BY_SOURCE),
        ),
        (lambda: EnteredInError(ErrorReason.OTHER), lambda: EnteredInError(ErrorReason.WRONG_CONTENT, " ")),
    ),
    Acknowledgement: Example(
        (Acknowledgement(), Acknowledgement(AcknowledgementResponse.WILL_ACT, "ECG on Monday before the next step.")),
        (
            lambda: Acknowledgement(AcknowledgementResponse.WILL_ACT),
            lambda: Acknowledgement(AcknowledgementResponse.PASSED_ON, " "),
        ),
    ),
    Seen: Example(
        (Seen((entry_id("note"), entry_id("vitals"))),),
        (lambda: Seen(()), lambda: Seen((entry_id("note"), entry_id("note")))),
    ),
    PsychotherapyNote: Example(
        (PsychotherapyNote(PATIENT, "My own impatience when she is late mirrors the father's. Bring to supervision."),),
        (lambda: PsychotherapyNote(PATIENT, ""), lambda: PsychotherapyNote(PatientId("RIVERA"), "Text.")),
    ),
    SudCounselingNote: Example(
        (
            SudCounselingNote(
                PATIENT, "The story of the first use came out sideways, in a joke; it needs its own hour."
            ),
        ),
        (lambda: SudCounselingNote(PATIENT, " "), lambda: SudCounselingNote(PatientId("A" * 64), "Text.")),
    ),
}

# --- medication ------------------------------------------------------------------------------------------------------

START = MedicationStart(
    SERTRALINE,
    each_morning("50"),
    "depression",
    at("01"),
    until=When("2027-03"),
    alerts=(AlertAnswer("Under 25: watch for suicidality after a start.", "Risk assessed today; check in 7 days."),),
)
REPORTED = MedicationReported(
    Medicine("melatonin gummies"),
    MedicationStatus.ACTIVE,
    Informant.FAMILY,
    Taken.PARTLY,
    NOT_CONFIRMED,
    purpose="sleep",
)
REPORTED_IMPORTED = MedicationReported(
    Medicine(
        "Phenytoin 25mg/ml oral suspension",
        "1313112",
        ("phenytoin",),
        (Amount(Decimal(25), "mg/mL", ucum="mg/mL"),),
        "oral suspension",
        "immediate release",
        (
            Coding(RXNORM, "1313112", "Phenytoin 25mg/ml oral suspension"),
            Coding("http://hl7.org/fhir/sid/ndc", "1"),
        ),
    ),
    MedicationStatus.ON_HOLD,
    Informant.IMPORTED,
    dosage=STEPS,
    intent=Intent.ORDER,
    purpose="Seizures",
    prescriber="Patrick Pump",
    effective=Period(imported("2015-01-15"), imported("2014-01-15")),
    do_not_give=True,
    status_reason="Waiting for the allergy test",
    last_taken=imported("2015-01-20T09:00:00Z"),
    note="Patient indicates they miss the occasional dose",
)
CHANGE = DoseChange(
    SERTRALINE_COURSE,
    each_morning("100"),
    each_morning("150"),
    at("16"),
    "Partial response: PHQ-9 14 to 11; tolerates 100 mg.",
    ReasonType.PARTIAL_RESPONSE,
    CHEN,
    (AlertAnswer("Under 25: watch for suicidality after a change.", "Check in 7 days is booked."),),
)
HOLD = Hold(HYDROXYZINE_COURSE, at("15 18:00"), "QTc 468 ms this morning.", awaits="repeat ECG on Monday")
RESUME = Resume(
    SERTRALINE_COURSE,
    each_morning("50"),
    5,
    at("21"),
    "Ran out while travelling.",
    at("15"),
    CHEN,
    (AlertAnswer("5 days missed.", "Back to half the dose for a week."),),
)
STOP = Stop(OLANZAPINE_COURSE, at("22"), "Sedation in the morning; meal anxiety gone.", ReasonType.SIDE_EFFECT, CHEN)
COMPLETE = Complete(entry_id("start of thiamine"), at("30"), "Eight weeks of refeeding cover are over.", CHEN)
GIVEN = DoseGiven(
    Medicine("naltrexone extended-release 380 mg injection", None, ("naltrexone",), (mg("380"),), "injection"),
    mg("380"),
    entry_id("start of naltrexone"),
    route=Coded("intramuscular"),
    site=Coded("left gluteal"),
    lot="A1209",
    observed=True,
    next_due=When("2026-10-13"),
    given_by="R. Patel, RN",
    lot_expires=When("2027-05"),
    manufacturer="Alkermes",
)
NOT_GIVEN = DoseGiven(
    Medicine("Lantus 100 unit/ml injectable solution"),
    None,
    status=DoseStatus.NOT_DONE,
    method=Coded("injection"),
    not_given_reason="Patient refused",
    purpose="Diabetes",
    period=Period(imported("2015-01-15T03:30:00Z"), imported("2015-01-15T13:30:00Z")),
    dosage_text="20 Units SC before breakfast",
    note="Will ask again at noon",
)
RECONCILIATION = Reconciliation(
    Occasion.ADMISSION,
    (
        ReconciledMedicine(SERTRALINE_COURSE, Decision.CONTINUE),
        ReconciledMedicine(HOME_COURSE, Decision.STOP, "Sleeps through since August; no need seen."),
        ReconciledMedicine(OLANZAPINE_COURSE, Decision.CHANGE, "Sedation", each_morning("2.5")),
    ),
    "Cedar House discharge list of 08-Sep-2026 against what the patient and her mother say",
)

MEDICATION = {
    MedicationStart: Example(
        (START, MedicationStart(HYDROXYZINE, AS_NEEDED, "anxiety", at("01"), ordered_by=CHEN)),
        (
            lambda: replace(START, dosage=replace(AS_NEEDED, max_per_24h=None)),
            lambda: replace(START, dosage=replace(each_morning("50"), schedule=(Dose(mg("0"), MORNING),))),
        ),
    ),
    MedicationReported: Example(
        (REPORTED, REPORTED_IMPORTED, replace(REPORTED, dosage=TAKES_WITH_FOOD, status=MedicationStatus.PLANNED)),
        (
            lambda: replace(REPORTED, status=MedicationStatus.NOT_TAKEN, taken=Taken.YES),
            lambda: replace(REPORTED, medicine=Medicine(" ")),
        ),
    ),
    DoseChange: Example(
        (CHANGE,), (lambda: replace(CHANGE, reason=""), lambda: replace(CHANGE, now=each_morning("100")))
    ),
    Hold: Example(
        (HOLD, Hold(SERTRALINE_COURSE, at("15"), "Vomiting", at("17"), "", ReasonType.SIDE_EFFECT, CHEN)),
        (lambda: replace(HOLD, reason=""), lambda: replace(HOLD, awaits="")),
    ),
    Resume: Example(
        (RESUME, replace(RESUME, days_missed=None)),
        (lambda: replace(RESUME, days_missed=-1), lambda: replace(RESUME, dosage=NOT_CONFIRMED)),
    ),
    Stop: Example((STOP,), (lambda: replace(STOP, reason=" "), lambda: replace(STOP, effective_from=When("2026-09")))),
    Complete: Example(
        (COMPLETE,),
        (
            lambda: replace(COMPLETE, course=EntryId("thiamine")),
            lambda: replace(COMPLETE, effective_from=When.unknown()),
        ),
    ),
    DoseGiven: Example(
        (GIVEN, NOT_GIVEN), (lambda: replace(GIVEN, amount=mg("0")), lambda: replace(NOT_GIVEN, observed=True))
    ),
    Adherence: Example(
        (Adherence(SERTRALINE_COURSE, Period(at("09"), at("15")), 6, 1, Informant.PATIENT, "Forgot on Saturday."),),
        (
            lambda: Adherence(SERTRALINE_COURSE, Period(at("09"), at("15")), 0, 0, Informant.PATIENT),
            lambda: Adherence(SERTRALINE_COURSE, Period(at("09"), at("15")), 8, -1, Informant.PATIENT),
        ),
    ),
    AsNeededUse: Example(
        (
            AsNeededUse(HYDROXYZINE_COURSE, mg("25"), "panic before dinner", effect="Calmer after 40 minutes."),
            AsNeededUse(HYDROXYZINE_COURSE, mg("25"), "panic", 2, Informant.FAMILY),
        ),
        (
            lambda: AsNeededUse(HYDROXYZINE_COURSE, mg("25"), ""),
            lambda: AsNeededUse(HYDROXYZINE_COURSE, mg("25"), "panic", times=0),
        ),
    ),
    Reconciliation: Example(
        (RECONCILIATION, Reconciliation(Occasion.REVIEW, (), "asked the patient", True, CHEN)),
        (
            lambda: replace(RECONCILIATION, medicines=RECONCILIATION.medicines[:1] * 2),
            lambda: ReconciledMedicine(HOME_COURSE, Decision.STOP),
        ),
    ),
}

# --- response --------------------------------------------------------------------------------------------------------

SIDE_EFFECT = SideEffect(
    Coded("nausea"),
    Severity.MODERATE,
    at("02"),
    (SERTRALINE_COURSE,),
    at("09"),
    "Takes it after breakfast.",
    note="Worst in the first hour.",
)
PHQ9 = Assessment(
    Coded.of(LOINC, "44249-1", "PHQ-9"),
    AnsweredBy.PATIENT,
    language="en",
    time_frame="last 2 weeks",
    answers=(
        Answer("1", "More than half the days", Decimal(2), "Little interest or pleasure in doing things"),
        Answer("2", "Several days", Decimal(1), "Feeling down, depressed, or hopeless"),
    ),
    unanswered=("8",),
    total=Quantity(Decimal(11), "{score}", ucum="{score}"),
    level="moderate",
)
DIARY_CARD = Assessment(
    Coded("Diary card"),
    AnsweredBy.PATIENT,
    "2",
    answers=(Answer("urge to restrict", "3", Decimal(3)),),
    definition=InstrumentDefinition(
        (InstrumentItem("urge to restrict", "Strongest urge to restrict today", ("0 = none", "5 = acted on it")),),
        "Items are read one by one; there is no total.",
    ),
    note="Filled in on six of seven days.",
    asked_to_acknowledge=(MORENO,),
)
APGAR = Assessment(
    Coded.of(LOINC, "9274-2", "5 minute Apgar Score"),
    AnsweredBy.NOT_RECORDED,
    total=Quantity(Decimal(10), "{score}", ucum="{score}"),
    scores=(
        Component(
            Coded.of(LOINC, "32411-1", "Apgar color score"),
            Result(coded=Coded.of(LOINC, "LA6724-4", "2. Good color all over")),
        ),
    ),
    status=ObservationStatus.AMENDED,
    interpretation=(Coded("normal"),),
    reference_range="7-10",
)
RISK = RiskAssessment(
    RiskOf.SUICIDE,
    RiskLevel.MODERATE,
    "Asked: no firearm at home; mother keeps all medicines locked since 10-Sep.",
    "Safety plan reviewed today; telephone check on Saturday; level reviewed on Monday.",
    ("passive ideation most days", "recent step-down"),
    ("mother at home", "attends every session", "no plan, no intent"),
    ("Ana Rivera (mother)", "A. Chen, MD"),
    (entry_id("C-SSRS of 15-Sep"),),
    "C-SSRS screener answers 1 and 2 yes, 3 to 6 no.",
    RiskLevel.MODERATE,
    "Acute risk above her usual one since the step-down; protective factors hold.",
    (CHEN,),
)
SAFETY_PLAN = SafetyPlan(
    ("I stop answering messages", "I count calories in bed"),
    ("Cold water, paced breathing", "Walk with the dog"),
    ("The library on Elm Street", "Lena, 555-0163"),
    ("My mother Ana, 555-0142",),
    ("Lakeside IOP, 555-0100", "988, call or text"),
    ("Mother keeps the medicines locked",),
    ("My sister's wedding in May",),
    copy_given=True,
)
BPM, MMHG = "beats/min", "mmHg"


def reading(loinc: str, name: str, value: str, unit: str, position: Position | None = None) -> Component:
    ucum = {BPM: "/min", MMHG: "mm[Hg]", "Cel": "Cel"}[unit]
    return Component(Coded.of(LOINC, loinc, name), Result(Quantity(Decimal(value), unit, ucum=ucum)), position)


VITALS = Vitals(
    (
        reading("8480-6", "Systolic blood pressure", "104", MMHG, Position.LYING),
        reading("8462-4", "Diastolic blood pressure", "66", MMHG, Position.LYING),
        reading("8867-4", "Heart rate", "68", BPM, Position.LYING),
        reading("8480-6", "Systolic blood pressure", "98", MMHG, Position.STANDING),
        reading("8462-4", "Diastolic blood pressure", "64", MMHG, Position.STANDING),
        reading("8867-4", "Heart rate", "90", BPM, Position.STANDING),
    ),
    note="Denies dizziness. Fluids reviewed; repeat on Monday.",
    asked_to_acknowledge=(CHEN,),
)
VITALS_IMPORTED = Vitals(
    (
        replace(
            reading("8480-6", "Systolic blood pressure", "107", MMHG),
            interpretation=(Coded("Below low normal"),),
            reference_range="90-140",
            body_site=Coded.of(SNOMED_CT, "368209003", "Right arm"),
        ),
        Component(
            Coded.of(LOINC, "8462-4", "Diastolic blood pressure"),
            Result(absent=Coded("Not Performed")),
            Position.SITTING,
        ),
    ),
    Coded.of(LOINC, "85354-9", "Blood pressure systolic & diastolic"),
    ObservationStatus.CORRECTED,
    Coded("cuff"),
    Period(imported("2012-09-17"), imported("2012-09-18")),
)
POTASSIUM = LabResult(
    Coded.of(LOINC, "2823-3", "Potassium"),
    Result(Quantity(Decimal("3.9"), "mmol/L", ucum="mmol/L")),
    reference_range="3.5-5.0 mmol/L",
    specimen=Coded("serum"),
    performer="Lakeside Laboratory",
    asked_to_acknowledge=(CHEN, OSEI),
    order=entry_id("test ordered"),
)
LITHIUM = LabResult(
    Coded.of(LOINC, "14334-7", "Lithium"),
    Result(Quantity(Decimal("0.7"), "mmol/L", ucum="mmol/L")),
    last_dose=at("21 21:00"),
)
PANEL = LabResult(
    Coded("Decimal Testing Observation"),
    components=(
        Component(Coded("Component"), Result(Quantity(Decimal("1E-20"), "g"))),
        Component(Coded("Component"), Result(Quantity(Decimal("-1E+20"), "g", Comparator.AT_LEAST))),
        Component(Coded("Component"), Result(text="1:128")),
    ),
    status=ObservationStatus.UNKNOWN,
    interpretation=(Coded("abnormal"),),
    categories=(Coded("laboratory"),),
    method=Coded("by eye"),
    body_site=Coded("left arm"),
    period=Period(imported("2012")),
    note="hemolysed",
)
ORDERED = measured.TestOrdered(
    Coded.of(LOINC, "14334-7", "Lithium"),
    "one week after the start",
    at("22"),
    "12 hours after the evening dose",
    ordered_by=CHEN,
)
ECG = Ecg(
    "Sinus rhythm, normal intervals.",
    Decimal(400),
    Decimal(72),
    Decimal(438),
    QtcFormula.BAZETT,
    "A. Chen, MD",
    entry_id("ECG"),
    (CHEN,),
)
SCREEN = DrugScreen(
    (
        SubstanceResult(Coded("buprenorphine"), Detected.POSITIVE, Expected.EXPECTED),
        SubstanceResult(
            Coded("fentanyl"),
            Detected.NEGATIVE,
            Expected.EXPECTED,
            Result(Quantity(Decimal("0.5"), "ng/mL", Comparator.LESS, "ng/mL")),
            Quantity(Decimal(1), "ng/mL", ucum="ng/mL"),
        ),
    ),
    Coded("urine"),
    observed=False,
    confirmatory=True,
    code=Coded("Drugs of abuse, confirmation"),
    performer="Lakeside Laboratory",
    note="Result read with the patient.",
    order=entry_id("screen ordered"),
    asked_to_acknowledge=(OSEI,),
    validity=Validity.DILUTE,
)
PROCEDURE = ProcedureDone(
    Coded("Nasogastric tube removal"),
    performed=Period(imported("2026-08-02"), imported("2026-08-02")),
    outcome="Tolerated well",
    performer="Cedar House",
    order=entry_id("removal ordered"),
)

RESPONSE = {
    SideEffect: Example(
        (SIDE_EFFECT, SideEffect(Coded("sedation"), Severity.MILD, When.unknown(), told_by=Informant.FAMILY)),
        (
            lambda: replace(SIDE_EFFECT, ended=When("2026-08-30")),
            lambda: replace(SIDE_EFFECT, suspected=(SERTRALINE_COURSE, SERTRALINE_COURSE)),
        ),
    ),
    Assessment: Example(
        (PHQ9, DIARY_CARD, APGAR),
        (
            lambda: Assessment(Coded("PHQ-9"), AnsweredBy.PATIENT),
            lambda: replace(PHQ9, unanswered=("1",)),
        ),
    ),
    RiskAssessment: Example(
        (
            RISK,
            replace(RISK, level=RiskLevel.LOW, raises=(), told=()),
            replace(
                RISK,
                risk_of=RiskOf.OTHER,
                other="going missing",
                level=RiskLevel.NOT_DETERMINED,
                level_reason="Left before it could be asked.",
            ),
        ),
        (lambda: replace(RISK, plan=""), lambda: replace(RISK, level=RiskLevel.HIGH, told=())),
    ),
    SafetyPlan: Example(
        (
            SAFETY_PLAN,
            replace(
                SAFETY_PLAN,
                coping=(),
                left_open=(LeftOpen(SafetyStep.COPING, "Too tired today; taken up again on Thursday."),),
            ),
        ),
        (
            lambda: replace(SAFETY_PLAN, warning_signs=()),
            lambda: replace(SAFETY_PLAN, people_to_ask=(), professionals=()),
        ),
    ),
    Vitals: Example(
        (VITALS, VITALS_IMPORTED),
        (lambda: replace(VITALS, readings=()), lambda: replace(VITALS.readings[0], result=Result())),
    ),
    LabResult: Example(
        (POTASSIUM, PANEL, LITHIUM, LabResult(Coded("TSH"), status=ObservationStatus.PRELIMINARY)),
        (
            lambda: replace(POTASSIUM, result=None),
            lambda: replace(POTASSIUM, result=Result(Quantity(Decimal("3.9")), text="3.9")),
        ),
    ),
    measured.TestOrdered: Example(
        (
            ORDERED,
            measured.TestOrdered(Coded("ECG"), "QTc 468 ms", at("21"), urgent=True),
            replace(ORDERED, status=measured.TestStatus.CANCELLED, status_reason="Lithium was not begun."),
        ),
        (lambda: replace(ORDERED, reason=""), lambda: replace(ORDERED, urgent=True, due=None)),
    ),
    Ecg: Example((ECG,), (lambda: replace(ECG, formula=None), lambda: replace(ECG, qt_ms=Decimal(0)))),
    DrugScreen: Example(
        (SCREEN, DrugScreen((), Coded("urine"), True), DrugScreen((), status=ObservationStatus.REGISTERED)),
        (lambda: replace(SCREEN, substances=()), lambda: replace(SCREEN, refused=True)),
    ),
    ProcedureDone: Example(
        (
            PROCEDURE,
            ProcedureDone(
                Coded("ECT"),
                ProcedureStatus.NOT_DONE,
                status_reason="Consent withdrawn",
                reasons=(Coded("depression"),),
                complication="Headache after the first one",
                body_sites=(Coded("head"),),
                note="Planned again for spring.",
            ),
        ),
        (
            lambda: replace(PROCEDURE, status=ProcedureStatus.NOT_DONE),
            lambda: replace(PROCEDURE, performed=Period()),
        ),
    ),
}

# --- nutrition -------------------------------------------------------------------------------------------------------

LUNCH = PlannedMeal(
    MealTime.LUNCH, (Exchange("grains", Decimal(2)), Exchange("protein", Decimal("1.5"))), Decimal(620), "with dessert"
)
WEEKEND_DINNER = PlannedMeal(MealTime.DINNER, (Exchange("grains", Decimal(3)),), text="with the family")
MEAL_PLAN = MealPlan(
    (PlannedMeal(MealTime.BREAKFAST, (Exchange("grains", Decimal(2)), Exchange("dairy", Decimal(1)))), LUNCH),
    energy_min_kcal=Decimal(2200),
    energy_max_kcal=Decimal(2400),
    supplements=("oral supplement 1.5 kcal/mL, 237 mL",),
    supplement_rule="One bottle if less than half of a meal is eaten, within 20 minutes.",
    swaps=("1 grain = 1 slice of bread or half a cup of rice",),
    effective_from=at("14"),
    other_days=(
        OtherDays((DayOfWeek.WEDNESDAY,), (LUNCH,)),
        OtherDays((DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), (LUNCH, WEEKEND_DINNER)),
    ),
)
MEAL_PLAN_IMPORTED = MealPlan(
    (),
    (Coded.of(SNOMED_CT, "386619000", "Low sodium diet"), Coded("Fluid restricted diet")),
    "Sodium 2 g; fluid 1500 mL. Starting on 2/10 breakfast, maximum 400 ml fluids per meal",
    avoid=(Coded.of(SNOMED_CT, "227493005", "Cashew Nut"),),
    until=imported("2014-10-01"),
    status=MealPlanStatus.REVOKED,
    intent=Intent.ORDER,
)
MEAL = MealObservation(MealTime.LUNCH, 75, Supplement.TAKEN, ("cut food very small",), "Sat with peers; no rush after.")
WEIGHT = Weight(
    Amount(Decimal("47.3"), "kg", ucum="kg"),
    blind=True,
    conditions=("gown", "after voiding", "before breakfast"),
    height=Amount(Decimal(163), "cm", ucum="cm"),
    note="Back to the scale.",
)

NUTRITION = {
    MealPlan: Example(
        (MEAL_PLAN, MEAL_PLAN_IMPORTED),
        (lambda: replace(MEAL_PLAN, meals=(LUNCH,)), lambda: replace(MEAL_PLAN, energy_max_kcal=Decimal(1800))),
    ),
    MealObservation: Example(
        (MEAL,), (lambda: replace(MEAL, share=60), lambda: replace(MEAL, share=0, supplement=Supplement.NOT_NEEDED))
    ),
    Weight: Example(
        (WEIGHT, Weight(None, blind=True, conditions=(), not_weighed=NotWeighed.DECLINED, note="Feels bloated.")),
        (lambda: replace(WEIGHT, conditions=()), lambda: replace(WEIGHT, weight=Amount(Decimal(47300), "g"))),
    ),
}

# --- coordination ----------------------------------------------------------------------------------------------------

ATTENDED = Attendance("DBT skills group", Presence.ATTENDED, at("16 17:00"), at("16 18:30"))
ABSENT = Attendance(
    "DBT skills group",
    Presence.ABSENT_NOT_EXCUSED,
    outreach="Telephoned 17:20 and 18:00; mother says she is at home and safe.",
)
FOLLOW_UP = Appointment(
    "Dr. R. Singh, outpatient psychiatry",
    AppointmentStatus.MADE,
    When("2026-10-05T14:00:00Z"),
    "Lakeside Clinic, 2nd floor",
    "555-0190",
    "medication review",
    follow_up=True,
)
PRACTICE = HomePractice("Eat dinner at the family table on Tuesday and Wednesday.", at("17"), MORENO, GoalRef(PLAN, 1))
PRACTICE_REPORT = HomePracticeReport(
    entry_id("home practice"), PracticeDone.PARTLY, "Guests on Wednesday.", "Proud of it."
)
TASK = Task("Send the release to Cedar House for the last ECG.", BAKER, Role.COORDINATOR, at("18"), urgent=True)
HANDOVER = Handover(
    "Calm, ate 75% at lunch. Sister's visit tonight worries her.",
    ("goes to the bathroom after dinner",),
    ("telephone check on Saturday at 10:00",),
    (PATEL,),
    (Role.NURSE,),
)

COORDINATION = {
    Attendance: Example(
        (
            ATTENDED,
            ABSENT,
            replace(ATTENDED, time_in=None, time_out=None),
            Attendance("Individual session", Presence.ABSENT_EXCUSED, reason="University examination"),
        ),
        (lambda: replace(ATTENDED, time_out=at("16 16:00")), lambda: replace(ABSENT, time_in=at("16 17:00"))),
    ),
    Appointment: Example(
        (FOLLOW_UP, Appointment("Dentist", AppointmentStatus.WISHED)),
        (lambda: replace(FOLLOW_UP, starts=None), lambda: replace(FOLLOW_UP, with_whom=" ")),
    ),
    HomePractice: Example(
        (PRACTICE,), (lambda: replace(PRACTICE, text=""), lambda: replace(PRACTICE, set_by=MemberId("Moreno")))
    ),
    HomePracticeReport: Example(
        (PRACTICE_REPORT, HomePracticeReport(entry_id("home practice"), PracticeDone.DONE)),
        (lambda: replace(PRACTICE_REPORT, barrier=""), lambda: replace(PRACTICE_REPORT, practice=EntryId(""))),
    ),
    Task: Example((TASK,), (lambda: replace(TASK, member=None, role=None), lambda: replace(TASK, text=" "))),
    TaskDone: Example(
        (
            TaskDone(entry_id("task"), note="Faxed 10:20; ECG arrived."),
            TaskDone(entry_id("task"), TaskOutcome.NOT_NEEDED, "Came by itself."),
        ),
        (lambda: TaskDone(entry_id("task"), TaskOutcome.NOT_POSSIBLE), lambda: TaskDone(EntryId("task"))),
    ),
    Handover: Example(
        (HANDOVER,), (lambda: replace(HANDOVER, members=(), roles=()), lambda: replace(HANDOVER, watch=("",)))
    ),
}

# --- paper -----------------------------------------------------------------------------------------------------------

DOCUMENT = Document(
    Coded("Outside records"),
    "Discharge papers of Cedar House",
    blob=blob_id("scan"),
    media_type="application/pdf",
    pages=7,
    origin="Cedar House, by fax",
    received=at("09"),
    language="en",
)
DOCUMENT_IMPORTED = Document(
    Coded("Encounter", (Coding(SNOMED_CT, "270427003", "Patient-initiated encounter"),)),
    "Consultation, Amsterdam",
    "Consultation on 2013-03-08, ambulatory, finished. Patient seems to be in good health.",
)
RELEASE = Consent(
    "Lakeside IOP",
    "Lakeside Clinic, Dr. R. Singh",
    "diagnoses, medicines, treatment course and discharge summary",
    "continuing care",
    Expiry.ON_DATE,
    Signing.ON_PAPER,
    When("2027-09-15"),
    signed_by="Maya Rivera",
    part2=True,
    blob=blob_id("consent"),
)
CONSENT_IMPORTED = Consent(
    NOT_RECORDED,
    "Organization f001",
    NOT_RECORDED,
    NOT_RECORDED,
    Expiry.NOT_RECORDED,
    Signing.NOT_RECORDED,
    permission=Permission.DENY,
    status=ConsentStatus.INACTIVE,
    period=Period(imported("1964-01-01")),
    scope=Coded.of("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy", "Privacy Consent"),
    categories=(Coded.of(LOINC, "59284-0", "Patient Consent"),),
    provisions=("Withhold this order and any results from the author",),
)
DISCLOSURE = Disclosure(
    Ground.CONSENT,
    "Lakeside Clinic, Dr. R. Singh",
    "Discharge summary, 4 pages",
    "printed, handed to the patient in a sealed envelope",
    CONSENT,
    purpose="continuing care",
    statement=Statement.STATEMENT_1,
    entries=(entry_id("summary"),),
)
EMERGENCY = Disclosure(
    Ground.MEDICAL_EMERGENCY,
    "Dr. J. Field",
    "Emergency sheet",
    "by telephone and fax",
    emergency=Emergency("Springfield General Hospital, emergency department", "R. Patel, RN", "Collapse, QTc 520 ms"),
    withheld="weights",
)
PAYLOAD = '{"reason":"Depression and restricting anorexia nervosa","sections":[]}'
SUMMARY = DischargeSummaryIssued(
    Direction.COMMUNITY,
    "Lakeside Clinic, Dr. R. Singh",
    PAYLOAD,
    hashlib.sha256(PAYLOAD.encode()).hexdigest(),
    (
        IssuedCopy(Audience.CLINICIAN, "en", blob_id("summary clinician"), 4),
        IssuedCopy(Audience.PATIENT, "es", blob_id("summary patient"), 3),
    ),
    Ground.CONSENT,
    CONSENT,
)

PAPER = {
    Document: Example(
        (DOCUMENT, DOCUMENT_IMPORTED), (lambda: replace(DOCUMENT, blob=None), lambda: replace(DOCUMENT, media_type=""))
    ),
    Consent: Example(
        (
            RELEASE,
            CONSENT_IMPORTED,
            replace(RELEASE, expiry=Expiry.ON_EVENT, expires=None, expires_event="90 days after discharge"),
            replace(RELEASE, what="psychotherapy notes of L. Moreno", private_notes_only=True),
        ),
        (lambda: replace(RELEASE, expires=None), lambda: replace(RELEASE, recipient="")),
    ),
    ConsentRevoked: Example(
        (ConsentRevoked(CONSENT, RevokedHow.IN_WRITING, "T. Baker", "Changed to another clinic."),),
        (
            lambda: ConsentRevoked(EntryId("consent"), RevokedHow.SPOKEN, "T. Baker"),
            lambda: ConsentRevoked(CONSENT, RevokedHow.SPOKEN, ""),
        ),
    ),
    Part2Review: Example(
        (Part2Review(Part2.APPLIES, "Treated in the substance use program, which holds itself out as such."),),
        (lambda: Part2Review(Part2.APPLIES, ""), lambda: Part2Review(Part2.DOES_NOT_APPLY, " ")),
    ),
    Disclosure: Example(
        (DISCLOSURE, EMERGENCY, replace(DISCLOSURE, ground=Ground.COURT_ORDER, consent=None, details="2026-CV-118")),
        (lambda: replace(DISCLOSURE, consent=None), lambda: replace(EMERGENCY, emergency=None)),
    ),
    DischargeSummaryIssued: Example(
        (SUMMARY, replace(SUMMARY, recipient="", ground=None, consent=None)),
        (lambda: replace(SUMMARY, payload="{}"), lambda: replace(SUMMARY, copies=())),
    ),
}

# --- clinic ----------------------------------------------------------------------------------------------------------

PROGRAM = Program(
    "Eating Disorders IOP",
    LevelOfCare.INTENSIVE_OUTPATIENT,
    ("anorexia nervosa", "bulimia nervosa"),
    (Hours(DayOfWeek.MONDAY, "16:00", "20:00"), Hours(DayOfWeek.WEDNESDAY, "16:00", "20:00")),
    ("adolescents", "adults"),
    Decimal(12),
)
DAP = Template(
    "DAP",
    Discipline.COUNSELING,
    NoteType.INDIVIDUAL,
    (TemplateSection("Data", "What was said and seen"), TemplateSection("Assessment"), TemplateSection("Plan")),
)

CLINIC = {
    Program: Example(
        (PROGRAM, replace(PROGRAM, name="Recovery IOP", disorders=("opioid use disorder",), part2=True, active=False)),
        (
            lambda: replace(PROGRAM, hours=()),
            lambda: replace(PROGRAM, hours=(Hours(DayOfWeek.MONDAY, "20:00", "16:00"),)),
        ),
    ),
    SiteSetting: Example(
        (SiteSetting("time-zone", "America/New_York"), SiteSetting("crisis-lines", "")),
        (lambda: SiteSetting("", "x"), lambda: SiteSetting("Time Zone", "America/New_York")),
    ),
    Template: Example(
        (DAP, replace(DAP, active=False)),
        (lambda: replace(DAP, sections=()), lambda: replace(DAP, sections=DAP.sections[:1] * 2)),
    ),
    MemberProfile: Example(
        (MemberProfile(PATEL, "R. Patel", "RN", Discipline.MEDICAL),),
        (lambda: MemberProfile(PATEL, " "), lambda: MemberProfile(MemberId("Patel"), "R. Patel")),
    ),
}

EXAMPLES: dict[type[KnownContent], Example] = {
    **PERSON,
    **EPISODE,
    **NOTES,
    **MEDICATION,
    **RESPONSE,
    **NUTRITION,
    **COORDINATION,
    **PAPER,
    **CLINIC,
}

SOURCE = Source(
    SourceFormat.FHIR_R4_JSON,
    example_id("file"),
    "AllergyIntolerance",
    example_id("identity"),
    '{"id":"example","resourceType":"AllergyIntolerance"}',
    system="http://example.org/fhir",
    resource_id="example",
    author="Dr Adam Careful",
    path="entry[3]",
    version_id="2",
    last_updated="2015-08-06T15:37:31-06:00",
)
