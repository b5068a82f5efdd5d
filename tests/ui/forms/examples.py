"""Every form with what is typed into it and the content that must come of it; and what each must refuse."""

from collections.abc import Callable
from decimal import Decimal

from careboard.clinical.condition import (
    Allergy,
    AllergyCategory,
    ClinicalStatus,
    Criticality,
    Diagnosis,
    Reaction,
    Severity,
    VerificationStatus,
)
from careboard.clinical.coordination import Appointment, AppointmentStatus
from careboard.clinical.entry import KnownContent
from careboard.clinical.episode import (
    Admission,
    Discharge,
    Level,
    LevelOfCare,
    LevelOfCareChange,
    WayOfLeaving,
)
from careboard.clinical.permission import Consent, Expiry, Part2, Part2Review, Signing
from careboard.clinical.person import Contact, ContactPoint, ContactSystem, Flag, FlagType, HumanName, Registration, Sex
from careboard.clinical.response import RiskAssessment, RiskLevel, RiskOf
from careboard.clinical.values import ICD_10_CM, Coded, Identifier, Informant, When
from careboard.projections.chart import Chart
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.form import Form
from careboard.ui.patient.forms.permission import ConsentForm, Part2Form
from careboard.ui.patient.forms.person import MRN, AllergyForm, ContactForm, DiagnosisForm, FlagForm, RegistrationForm
from careboard.ui.patient.forms.safety import RiskForm
from careboard.ui.patient.forms.stay import (
    AdmissionForm,
    AppointmentForm,
    DischargeForm,
    LevelOfCareForm,
)
from tests.projections.records import NOW, ZONE
from tests.ui.forms.filling import Typed

NOBODY = About.nobody_yet(ZONE, NOW)

FORMS: dict[str, tuple[Callable[[Chart], Form], Typed, KnownContent]] = {
    "registration": (
        lambda _: RegistrationForm(NOBODY),
        {
            "Family name": "Okafor",
            "Given names": "Daniel Chidi",
            "Goes by": "Danny",
            "Born": "02-May-1991",
            "Sex kept for administration": "Male",
            "Medical record number (MRN)": "004-2001",
            "Telephone": "555-0177",
            "Needs an interpreter": True,
            "Language": "Igbo; English",
        },
        Registration(
            HumanName("Okafor", ("Daniel", "Chidi")),
            When("1991-05-02"),
            Sex.MALE,
            (Identifier("004-2001", MRN),),
            "Danny",
            telecom=(ContactPoint(ContactSystem.PHONE, "555-0177"),),
            languages=(Coded("Igbo"), Coded("English")),
            interpreter_needed=True,
        ),
    ),
    "contact": (
        lambda one: ContactForm(About.of(one)),
        {
            "Name": "Ana Rivera",
            "Relationship": "sister",
            "Telephone": "555-0142",
            "May be told": "That she is here",
            "Emergency contact": True,
        },
        Contact(
            "Ana Rivera",
            Coded("sister"),
            (ContactPoint(ContactSystem.PHONE, "555-0142"),),
            "That she is here",
            emergency=True,
        ),
    ),
    "allergy": (
        lambda one: AllergyForm(About.of(one)),
        {
            "Substance": "penicillin",
            "Reactions": "hives\nswelling of the lips",
            "How severe": "Moderate",
            "Kind of substance": "Medication",
            "How dangerous the next exposure may be": "High",
            "Who says so": "Family",
        },
        Allergy(
            Coded("penicillin"),
            Informant.FAMILY,
            (Reaction((Coded("hives"), Coded("swelling of the lips")), Severity.MODERATE),),
            categories=(AllergyCategory.MEDICATION,),
            criticality=Criticality.HIGH,
            clinical_status=ClinicalStatus.ACTIVE,
        ),
    ),
    "no known allergies": (
        lambda one: AllergyForm(About.of(one)),
        {"No known allergies": True, "Who says so": "Family"},
        Allergy(Coded("No known allergies"), Informant.FAMILY, none_known=True),
    ),
    "diagnosis": (
        lambda one: DiagnosisForm(About.of(one)),
        {
            "Diagnosis": "Generalized anxiety disorder",
            "ICD-10-CM code": "f41.1",
            "How it stands": "Active",
            "How sure it is": "Provisional",
            "Since": "2019",
            "Note": "Began at school",
        },
        Diagnosis(
            Coded.of(ICD_10_CM, "F41.1", "Generalized anxiety disorder"),
            ClinicalStatus.ACTIVE,
            VerificationStatus.PROVISIONAL,
            onset=When("2019"),
            note="Began at school",
        ),
    ),
    "flag": (
        lambda one: FlagForm(About.of(one), FlagType.LEGAL_STATUS),
        {"In words": "Conditional release until Dec 2026"},
        Flag(FlagType.LEGAL_STATUS, Coded("Conditional release until Dec 2026")),
    ),
    "admission": (
        lambda one: AdmissionForm(About.of(one)),
        {
            "Program": "Eating disorders IOP",
            "Reason for admission": "Steps down after residential care",
            "Admitted from": "Residential care",
            "Planned days": "30",
            "Planned hours a week": "9.5",
        },
        Admission(
            "Eating disorders IOP",
            "Steps down after residential care",
            "Residential care",
            planned_days=30,
            weekly_hours=Decimal("9.5"),
        ),
    ),
    "level of care": (
        lambda one: LevelOfCareForm(About.of(one)),
        {
            "Given": "Intensive outpatient",
            "Its code": "2.1",
            "Criteria": "ASAM",
            "Edition": "4",
            "From": "15-Sep-2026",
            "Next review": "30-Sep-2026",
            "Recommended": "Residential",
            "Why they differ": "No bed before October",
        },
        LevelOfCareChange(
            Level(LevelOfCare.INTENSIVE_OUTPATIENT, "2.1"),
            Level(LevelOfCare.RESIDENTIAL),
            When("2026-09-15"),
            scheme="ASAM",
            edition="4",
            why_they_differ="No bed before October",
            review=When("2026-09-30"),
        ),
    ),
    "discharge": (
        lambda one: DischargeForm(About.of(one)),
        {
            "How the stay ends": "Against advice",
            "Why it was not completed": "Wants to be with her mother",
            "Where the patient goes": "Home",
            "Condition at discharge": "Stable, no thoughts of suicide",
            "To whom": "Patient, mother",
        },
        Discharge(
            "Home",
            "Stable, no thoughts of suicide",
            completed=False,
            left_because="Wants to be with her mother",
            told_to=("Patient", "mother"),
            way=WayOfLeaving.AGAINST_ADVICE,
        ),
    ),
    "appointment": (
        lambda one: AppointmentForm(About.of(one)),
        {
            "With whom": "Dr. Hale",
            "When": "21-Sep-2026 14:30",
            "Where": "12 Elm Street",
            "For what": "Follow-up",
            "How it stands": "Made",
            "It is the follow-up within 7 days": True,
        },
        Appointment(
            "Dr. Hale",
            AppointmentStatus.MADE,
            When("2026-09-21T18:30:00Z"),
            "12 Elm Street",
            purpose="Follow-up",
            follow_up=True,
        ),
    ),
    "risk": (
        lambda one: RiskForm(About.of(one)),
        {
            "Risk of": "Suicide",
            "Your level of acute risk": "Moderate",
            "What raises it": "Passive ideation on two days\nTrouble sleeping",
            "What lowers it": "Wants to see her sister's child",
            "Access to means": "Asked; no firearm at home",
            "Plan": "Reviewed the safety plan; call tomorrow",
            "Who was told": "A. Chen",
            "What else was asked": "C-SSRS screen",
        },
        RiskAssessment(
            RiskOf.SUICIDE,
            RiskLevel.MODERATE,
            "Asked; no firearm at home",
            "Reviewed the safety plan; call tomorrow",
            ("Passive ideation on two days", "Trouble sleeping"),
            ("Wants to see her sister's child",),
            ("A. Chen",),
            screens_text="C-SSRS screen",
        ),
    ),
    "consent": (
        lambda one: ConsentForm(About.of(one), "North River IOP"),
        {
            "The patient": "Permit",
            "To whom": "Cedar House",
            "What is disclosed": "Discharge summary",
            "For what": "Treatment",
            "How it ends": "On date",
            "Ends on": "31-Dec-2026",
            "How it was given": "On paper",
            "Signed by": "Maya Rivera",
            "It is a consent under 42 CFR part 2": True,
        },
        Consent(
            "North River IOP",
            "Cedar House",
            "Discharge summary",
            "Treatment",
            Expiry.ON_DATE,
            Signing.ON_PAPER,
            When("2026-12-31"),
            signed_by="Maya Rivera",
            part2=True,
        ),
    ),
    "part 2": (
        lambda one: Part2Form(About.of(one)),
        {"Part 2": "Applies", "On what the finding rests": "The program holds itself out as treating SUD"},
        Part2Review(Part2.APPLIES, "The program holds itself out as treating SUD"),
    ),
}


REFUSED: dict[str, tuple[Callable[[Chart], Form], Typed, str]] = {
    "a name without a part": (lambda _: RegistrationForm(NOBODY), {"Goes by": "Danny"}, "a family or a given name"),
    "a day that may mean two": (
        lambda _: RegistrationForm(NOBODY),
        {"Family name": "Okafor", "Born": "5/2/1991"},
        "Type a day as",
    ),
    "a level that nobody judged": (
        lambda one: RiskForm(About.of(one)),
        {"Access to means": "Asked", "Plan": "Call"},
        "Choose the level",
    ),
    "a high risk told to nobody": (
        lambda one: RiskForm(About.of(one)),
        {
            "Your level of acute risk": "High",
            "What raises it": "Plan",
            "Access to means": "Asked; pills at home",
            "Plan": "Emergency department",
        },
        "told to somebody",
    ),
    "a discharge without a place": (
        lambda one: DischargeForm(About.of(one)),
        {"How the stay ends": "Completed", "Condition at discharge": "Stable"},
        "where the patient goes",
    ),
    "days that no calendar has": (
        lambda one: AdmissionForm(About.of(one)),
        {"Program": "IOP", "Reason for admission": "Low mood", "Admitted from": "Home", "Planned days": "Infinity"},
        "Type a number",
    ),
    "a part 2 consent that nobody signed": (
        lambda one: ConsentForm(About.of(one), "North River IOP"),
        {
            "The patient": "Permit",
            "To whom": "Cedar House",
            "What is disclosed": "Summary",
            "For what": "Treatment",
            "How it ends": "On date",
            "Ends on": "31-Dec-2026",
            "How it was given": "Electronically",
            "It is a consent under 42 CFR part 2": True,
        },
        "who signed it",
    ),
    "levels that differ without a reason": (
        lambda one: LevelOfCareForm(About.of(one)),
        {"Given": "Intensive outpatient", "Recommended": "Residential"},
        "say why",
    ),
    "days that are no number": (
        lambda one: AdmissionForm(About.of(one)),
        {"Program": "IOP", "Reason for admission": "Low mood", "Admitted from": "Home", "Planned days": "a month"},
        "Type a number",
    ),
    "an allergy told by nobody": (
        lambda one: AllergyForm(About.of(one)),
        {"Substance": "penicillin"},
        "who told it",
    ),
    "a diagnosis that stands nowhere": (
        lambda one: DiagnosisForm(About.of(one)),
        {"Diagnosis": "Generalized anxiety disorder", "How sure it is": "Confirmed"},
        "how it stands",
    ),
    "a diagnosis that nobody is sure of": (
        lambda one: DiagnosisForm(About.of(one)),
        {"Diagnosis": "Generalized anxiety disorder", "How it stands": "Active"},
        "how sure it is",
    ),
    "a level that nobody gave": (
        lambda one: LevelOfCareForm(About.of(one)),
        {"Recommended": "Residential"},
        "the level that is given",
    ),
    "a consent that neither permits nor denies": (
        lambda one: ConsentForm(About.of(one), "North River IOP"),
        {"To whom": "Cedar House", "What is disclosed": "Summary", "For what": "Treatment"},
        "permits or denies",
    ),
    "a consent of which nobody knows how it ends": (
        lambda one: ConsentForm(About.of(one), "North River IOP"),
        {"The patient": "Permit", "To whom": "Cedar House", "What is disclosed": "Summary", "For what": "Treatment"},
        "how it ends",
    ),
    "an appointment neither made nor wished for": (
        lambda one: AppointmentForm(About.of(one)),
        {"With whom": "Dr. Hale", "When": "21-Sep-2026 14:30"},
        "made or wished",
    ),
    "an appointment without a day": (
        lambda one: AppointmentForm(About.of(one)),
        {"With whom": "Dr. Hale", "How it stands": "Made"},
        "has a date",
    ),
}
