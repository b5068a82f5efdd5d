"""ABERNATHY, Thomas: twelve weeks without a drink, discharged to his own doctor with the papers to prove it."""

from careboard.clinical.condition import Severity
from careboard.clinical.coordination import AppointmentStatus, PracticeDone
from careboard.clinical.episode import Achievement, Discharge, WayOfLeaving
from careboard.clinical.medication.reconciliation import Decision, Occasion
from careboard.clinical.note import NoteType
from careboard.clinical.paper import Audience, Direction, Disclosure, Ground, Statement
from careboard.clinical.person import ContactType, Sex
from careboard.clinical.response import RiskLevel, SafetyPlan
from careboard.demo import site
from careboard.demo.care import (
    OUTPATIENT,
    appointment,
    consent,
    goal,
    level,
    plan_of_care,
    practice,
    practiced,
    reported,
    review,
    suicide_risk,
)
from careboard.demo.measures import c_ssrs, drug_screen, lab, measured, phq9, pressure, scale, vitals
from careboard.demo.medicines import ACAMPROSATE, daily, medicine, reconciliation, side_effect, start, times_a_day
from careboard.demo.staff import Staff
from careboard.demo.stays import arrival, evenings
from careboard.demo.telling import Book, Event, issued, looked, story, told
from careboard.demo.words import contact, diagnosis, no_known_allergies, note, patient
from careboard.projections.summary.additions import Additions, Instead, Section, SectionWords

ME = "Thomas Abernathy"
DOCTOR = "E. Quill, MD, Northfield Family Practice"
REGISTRATION = patient(
    "Abernathy",
    "Thomas",
    "1965-01-22",
    Sex.MALE,
    "004-1129",
    "555-0165",
    goes_by="Tom",
    pronouns="he/him",
    street="9 Church Street",
    town="Northfield",
)
LISINOPRIL = medicine("lisinopril", "tablet")


def _additions(book: Book) -> Additions:
    return Additions(
        recapitulation=(
            "Nine weeks of evening IOP for alcohol use disorder. No alcohol by report and on all screens; acamprosate "
            "throughout."
        ),
        sections={Section.PROCEDURES: SectionWords("No procedure was done during this stay.", Instead.NONE)},
        recipient=DOCTOR,
        ground=Ground.CONSENT,
        consent=book["consent doctor"],
    )


_EVENTS: tuple[Event, ...] = (
    *arrival(
        "07-02 10:05",
        site.SUBSTANCE,
        "Alcohol use disorder in the substance use program.",
        "A bottle of wine each night since he retired, a fall in June; three weeks without, after the hospital.",
        "Northfield Family Practice",
        review="08-13",
        track="evening",
        days=60,
        hours="9",
    ),
    told(
        "07-02 10:20",
        Staff.NGUYEN,
        contact("Ruth Abernathy", "wife", "555-0166", told="appointments and emergencies", emergency=True),
    ),
    told(
        "07-02 10:22",
        Staff.NGUYEN,
        contact(
            DOCTOR,
            "primary care physician",
            "555-0167",
            told=("what his consent names"),
            type_=ContactType.PRIMARY_CARE,
        ),
    ),
    told(
        "07-02 10:30",
        Staff.NGUYEN,
        consent(
            DOCTOR,
            "diagnoses, medicines, laboratory results, discharge summary",
            "continued treatment",
            ME,
            until="2027-07-02",
            protected=True,
        ),
        "consent doctor",
    ),
    told("07-02 11:00", Staff.PATEL, no_known_allergies()),
    told("07-02 11:05", Staff.PATEL, vitals(*pressure(138, 82, 70))),
    told(
        "07-02 11:10",
        Staff.PATEL,
        drug_screen((), ("ethyl glucuronide", "opiates", "benzodiazepines", "cocaine", "amphetamines")),
    ),
    told(
        "07-02 11:30",
        Staff.PATEL,
        lab(
            "Baseline",
            measured("creatinine", "1.0"),
            measured("ALT", "38"),
            measured("AST", "41", "high"),
            measured("platelets", "176"),
        ),
    ),
    told("07-02 11:35", Staff.PATEL, reported(LISINOPRIL, daily("20"), "Blood pressure", DOCTOR, "2018"), "lisinopril"),
    told("07-06 10:40", Staff.MARSH, diagnosis("F10.20", "Alcohol use disorder, severe", principal=True, onset="2023")),
    told("07-06 10:42", Staff.MARSH, diagnosis("I10", "Essential hypertension", onset="2018")),
    told(
        "07-06 10:30",
        Staff.MARSH,
        note(
            Staff.MARSH,
            NoteType.MEDICAL,
            "soap",
            "Three weeks without alcohol, kidneys good: acamprosate",
            "Fell on the porch on 09-Jun, two days in the hospital, no drink since. Sleeps badly, evenings are long. "
            "No seizure ever.",
            "BP 136/80, pulse 68. No tremor, walks heel to toe. Creatinine 1.0 mg/dL.",
            "Alcohol use disorder, severe, early abstinence. Blood pressure fair. Kidney function allows the full "
            "dose.",
            "Acamprosate 666 mg three times a day with meals. Pill box with Ruth. Creatinine again in two months. No "
            "wine in the cellar: his son takes it.",
            session=("07-06 10:00", "07-06 10:28"),
        ),
    ),
    told(
        "07-06 10:45",
        Staff.MARSH,
        start(ACAMPROSATE, times_a_day("666", 3), "Alcohol use disorder", "07-06"),
        "acamprosate",
    ),
    told(
        "07-20 17:10",
        Staff.PATEL,
        side_effect("diarrhea", Severity.MILD, "07-08", ("acamprosate",), "07-18", action="With meals, rice; passed."),
    ),
    told("07-06 16:00", Staff.BRANDT, scale("AUDIT", 24)),
    told("07-06 16:05", Staff.BRANDT, phq9("1 2 3 2 1 1 1 0 0")),
    told("07-06 16:10", Staff.BRANDT, c_ssrs("negative", "", first=True)),
    told(
        "07-06 16:20",
        Staff.BRANDT,
        suicide_risk(
            RiskLevel.LOW,
            "A shotgun for the farm, in his son's safe since June; seen there by Ruth.",
            "Asked again at review and discharge.",
            raises=("retired and alone by day",),
            lowers=("no thought of dying", "marriage of 38 years"),
        ),
    ),
    told(
        "07-06 17:00",
        Staff.BRANDT,
        plan_of_care(
            "Evening IOP plan of care",
            goal(
                1,
                "I want evenings that end with me remembering them.",
                "Alcohol use disorder, severe",
                "No alcohol for eight weeks by report and screens.",
                "09-01",
                ("Relapse prevention group", "3 evenings a week", Staff.BRANDT),
                ("Acamprosate", "daily", Staff.MARSH),
            ),
            until="Eight weeks without alcohol and a plan for winter.",
        ),
        "plan",
    ),
    told(
        "07-13 17:00",
        Staff.BRANDT,
        SafetyPlan(
            warning_signs=("Five o'clock and the porch",),
            coping=("Split kindling", "Call the score of an old game from memory"),
            people_and_places=("The workshop at the high school",),
            people_to_ask=("Ruth, 555-0166", "Walt from Tuesday group, 555-0168"),
            professionals=("Cedar on call, 555-0161",),
            safe_environment=("Cellar empty, key with our son",),
            worth_living_for=("The boat for Annie",),
            copy_given=True,
        ),
    ),
    told(
        "07-16 17:20",
        Staff.BRANDT,
        note(
            Staff.BRANDT,
            NoteType.INDIVIDUAL,
            "birp",
            "Taught for 34 years; nobody needs him at four o'clock",
            "Neat, early, brought chalk by mistake in his jacket.",
            "Asked what four o'clock was for, all those years.",
            "Shop class: boys who could not read built boats. Eyes wet. 'Then I poured a glass.'",
            "Writes to the school about the workshop. Walt walks with him at five.",
            session=("07-16 16:20", "07-16 17:10"),
            goals=(1,),
        ),
    ),
    told("07-16 20:20", Staff.BRANDT, practice("Write to the principal about the workshop", "07-23", 1), "letter"),
    told(
        "07-23 20:20",
        Staff.BRANDT,
        practiced("letter", PracticeDone.DONE, note="Answered the same day: Tuesdays and Fridays from September."),
    ),
    told("07-27 17:20", Staff.PATEL, drug_screen((), ("ethyl glucuronide", "opiates", "benzodiazepines"))),
    told(
        "08-13 17:00",
        Staff.BRANDT,
        review(
            "plan",
            (1, Achievement.IMPROVING, "Nine weeks since the last drink; slept through on five nights."),
            again="09-03",
            present=("Thomas Abernathy", "Ruth Abernathy"),
        ),
    ),
    told("08-24 17:20", Staff.PATEL, drug_screen((), ("ethyl glucuronide", "opiates", "benzodiazepines"))),
    told(
        "08-31 10:00",
        Staff.PATEL,
        lab("Before discharge", measured("creatinine", "1.0"), measured("ALT", "27"), measured("AST", "29")),
    ),
    told("09-03 16:00", Staff.BRANDT, phq9("0 1 1 1 1 0 1 0 0")),
    told("09-03 16:05", Staff.BRANDT, c_ssrs("negative", "")),
    told(
        "09-03 16:10",
        Staff.BRANDT,
        suicide_risk(
            RiskLevel.LOW,
            "Shotgun still in his son's safe, asked on the telephone today.",
            "Dr. Quill asks at each visit; the plan names Walt and us.",
            lowers=("no thought of dying", "workshop", "five o'clock has a walk"),
        ),
    ),
    *evenings("Relapse prevention group", "07-07", "07-14", "07-23", "08-06", "08-20", "09-03"),
    told(
        "09-03 16:40",
        Staff.BRANDT,
        note(
            Staff.BRANDT,
            NoteType.INDIVIDUAL,
            "birp",
            "Last session: what Christmas will smell like, and who calls whom",
            "Brought a model of a skiff, Annie's name on it.",
            "Went through the year by smells: cider, the priest's sherry, the game at his brother's.",
            "Named four evenings before the snow and who sits beside him on each.",
            "Walt daily, meeting on Tuesdays, Dr. Quill on 10-Sep. May come to group as a guest until spring.",
            session=("09-03 15:50", "09-03 16:35"),
            goals=(1,),
            mood=8,
        ),
    ),
    told(
        "09-03 14:00",
        Staff.NGUYEN,
        appointment(
            DOCTOR,
            "09-10 09:20",
            "2 Main Street, Northfield",
            "555-0167",
            "Acamprosate, blood pressure, how September goes",
            follow_up=True,
        ),
        "visit",
    ),
    told(
        "09-04 09:30",
        Staff.MARSH,
        reconciliation(
            Occasion.DISCHARGE,
            "Pill box, our list and Dr. Quill's list by telephone",
            ("acamprosate", Decision.CONTINUE, "666 mg three times a day, for a year at least"),
            ("lisinopril", Decision.CONTINUE, "Unchanged; Dr. Quill prescribes"),
        ),
    ),
    told(
        "09-04 10:00",
        Staff.MARSH,
        lambda book: Discharge(
            "Home with his wife; continued by his own doctor",
            "Twelve weeks without alcohol, sleeps, PHQ-9 5. No thought of dying. Blood pressure fair.",
            completed=True,
            aftercare=(
                "Dr. Quill on 10-Sep. Peer group on Tuesdays. Guest in our group until spring; back at once after a "
                "lapse, without a new referral."
            ),
            information_given="Medicine list, safety plan, what to do after a lapse, 988, on paper and talked through",
            told_to=("Thomas Abernathy", "Ruth Abernathy, with his consent"),
            outcome="Goal reached: no alcohol for eight weeks by report and screens.",
            way=WayOfLeaving.COMPLETED,
            admission=book["admission"],
        ),
    ),
    told("09-04 10:05", Staff.NGUYEN, level(OUTPATIENT, "09-04", "Northfield Family Practice")),
    *issued(
        "09-04 10:30",
        Staff.MARSH,
        Direction.COMMUNITY,
        _additions,
        (Audience.CLINICIAN, "en"),
        (Audience.PATIENT, "en"),
    ),
    told(
        "09-04 11:10",
        Staff.NGUYEN,
        lambda book: Disclosure(
            Ground.CONSENT,
            DOCTOR,
            "Discharge summary of 04-Sep-2026",
            "by secure fax, receipt kept",
            consent=book["consent doctor"],
            purpose="continued treatment",
            statement=Statement.STATEMENT_1,
            withheld="Counseling notes",
        ),
    ),
    told(
        "09-11 10:00",
        Staff.NGUYEN,
        appointment(
            DOCTOR,
            "09-10 09:20",
            "2 Main Street, Northfield",
            "555-0167",
            "Acamprosate, blood pressure, how September goes",
            status=AppointmentStatus.KEPT,
            follow_up=True,
        ),
        about="visit",
    ),
)
STORY = story(
    REGISTRATION,
    "07-02 10:00",
    Staff.NGUYEN,
    _EVENTS,
    looked("09-11 17:00", Staff.CHEN, Staff.BRANDT, Staff.MARSH, Staff.PATEL),
)
