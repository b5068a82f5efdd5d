"""Rivera's papers and people: what was found at intake, who may be told, and which level of care she was given."""

from careboard.clinical.episode import Admission, Authorization, Level, LevelOfCare, LevelOfCareChange
from careboard.clinical.medication.taking import MedicationReported, MedicationStatus, Taken
from careboard.clinical.note import NoteType
from careboard.clinical.permission import Consent, Expiry, Part2, Part2Review, Signing
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.values import Coded, Informant, Period
from careboard.demo import site
from careboard.demo.medicines import ESCITALOPRAM, daily, medicine
from careboard.demo.staff import Staff
from careboard.demo.telling import told
from careboard.demo.words import allergy, contact, dec, diagnosis, note, on

OUTPATIENT = Level(LevelOfCare.OUTPATIENT)
RESIDENTIAL = Level(LevelOfCare.RESIDENTIAL)
INTENSIVE = Level(LevelOfCare.INTENSIVE_OUTPATIENT)
SIGNED_BY = "Maya Rivera"

EVENTS = (
    told(
        "07-01 09:10",
        Staff.NGUYEN,
        Part2Review(
            Part2.DOES_NOT_APPLY,
            "Referred for an eating disorder and depression. No substance use diagnosis, treatment or referral here.",
        ),
    ),
    told(
        "07-01 11:20",
        Staff.MORENO,
        note(
            Staff.MORENO,
            NoteType.EVALUATION,
            "dap",
            "Third depressive episode; eats one meal a day and hides it",
            "22, lives with her mother Elena and her sister Ana; left her second year of nursing school in May. Low "
            "mood, early waking and guilt since February, the third episode since 17. Began to skip breakfast in "
            "January 'to feel in charge of something'; now one small meal a day, walks two hours, weighs herself in "
            "secret. No bingeing, vomiting or laxatives. No alcohol or drugs. No suicide attempt; at 17 thought of "
            "pills.",
            "Restriction keeps the depression going, and the depression makes eating pointless: both are to be "
            "treated together. Passive wish not to wake up, no method or intent today. Warm, exact, ashamed of being "
            "looked after.",
            "Weekly sessions here. Dietitian on 10-Jul, her own doctor for labs. Agreed on when outpatient care is not "
            "enough: fainting, no food for a day, or any thought of how to die. She chose the words herself.",
            session=("07-01 09:30", "07-01 11:00"),
        ),
    ),
    told(
        "07-01 11:25",
        Staff.MORENO,
        diagnosis(
            "F33.2",
            "Major depressive disorder, recurrent severe without psychotic features",
            principal=True,
            onset="2026-02",
            note="Third episode; the first at 17.",
        ),
    ),
    told(
        "07-01 11:27",
        Staff.MORENO,
        diagnosis("F50.011", "Anorexia nervosa, restricting type, moderate", onset="2026-01"),
    ),
    told(
        "07-01 11:30",
        Staff.MORENO,
        LevelOfCareChange(OUTPATIENT, OUTPATIENT, on("07-01"), accepted=OUTPATIENT, place="Cedar outpatient clinic"),
    ),
    told(
        "07-01 11:35",
        Staff.MORENO,
        MedicationReported(
            ESCITALOPRAM,
            MedicationStatus.ACTIVE,
            Informant.PATIENT,
            Taken.YES,
            daily("20"),
            purpose="Depression",
            prescriber="M. Hanna, MD, Bayside Family Medicine",
            effective=Period(on("2026-03")),
            note="Bottle seen: filled 12-Jun, 20 mg tablets. Says she misses none.",
        ),
        "escitalopram",
    ),
    told(
        "07-01 11:45",
        Staff.MORENO,
        Consent(
            site.NAME,
            "M. Hanna, MD, Bayside Family Medicine",
            "diagnoses, medicines, laboratory results and weights",
            "treatment together with her own doctor",
            Expiry.ON_DATE,
            Signing.ON_PAPER,
            expires=on("2027-07-01"),
            signed_by=SIGNED_BY,
        ),
    ),
    told("07-10 09:05", Staff.OSEI, allergy("penicillin", "hives")),
    told("07-10 09:06", Staff.OSEI, allergy("latex", category=None)),
    told(
        "07-10 10:05",
        Staff.OSEI,
        Flag(
            FlagType.BLIND_WEIGHT,
            Coded("Blind weight: the number is neither shown nor said to her"),
            period=Period(on("07-10")),
            note="Her own wish after three mornings lost to the scale. She stands backward, and nobody comments.",
        ),
    ),
    told(
        "07-10 10:10",
        Staff.OSEI,
        contact(
            "Elena Rivera",
            "mother",
            "555-0142",
            told="the meal plan, how to help at meals, appointments and emergencies; not what is said in sessions",
            emergency=True,
        ),
    ),
    told(
        "07-10 10:15",
        Staff.OSEI,
        Consent(
            site.NAME,
            "Elena Rivera, mother",
            "meal plan, support at meals, appointments, emergencies",
            "support at home",
            Expiry.ON_EVENT,
            Signing.ON_PAPER,
            expires_event="discharge from the program",
            signed_by=SIGNED_BY,
        ),
    ),
    told(
        "07-10 10:20",
        Staff.OSEI,
        MedicationReported(
            medicine("green tea extract", "capsule"),
            MedicationStatus.STOPPED,
            Informant.PATIENT,
            Taken.NO,
            purpose="Taken on her own to burn fat",
            effective=Period(on("2026-04"), on("07-04")),
            status_reason="Stopped on 04-Jul, when she read that it can harm the liver",
        ),
    ),
    told(
        "07-29 12:10",
        Staff.NGUYEN,
        LevelOfCareChange(
            RESIDENTIAL,
            RESIDENTIAL,
            on("07-29"),
            authorized=RESIDENTIAL,
            accepted=RESIDENTIAL,
            review=on("08-26"),
            place=site.RESIDENCE,
            authorization=Authorization.AUTHORIZED,
        ),
    ),
    told(
        "09-08 15:30",
        Staff.MORENO,
        Consent(
            site.NAME,
            "Blue Ridge Health Plan, utilization review",
            "diagnoses, level of care, attendance, progress toward goals",
            "payment for the IOP",
            Expiry.ON_DATE,
            Signing.ELECTRONICALLY,
            expires=on("12-31"),
            signed_by=SIGNED_BY,
        ),
    ),
    told(
        "09-09 11:00",
        Staff.MORENO,
        Admission(
            site.EATING,
            "Eats with others again after six weeks at Cedar House; now to do it at home, where it began. Depression "
            "half lifted, on a new antidepressant whose dose is still rising.",
            "Cedar House, residential, 29-Jul to 08-Sep-2026",
            track="day",
            planned_days=42,
            weekly_hours=dec("12"),
        ),
        "admission",
    ),
    told(
        "09-09 11:10",
        Staff.NGUYEN,
        lambda book: LevelOfCareChange(
            INTENSIVE,
            INTENSIVE,
            on("09-09"),
            authorized=INTENSIVE,
            accepted=INTENSIVE,
            review=on("09-30"),
            place=site.EATING,
            authorization=Authorization.AUTHORIZED,
            admission=book["admission"],
        ),
    ),
)
