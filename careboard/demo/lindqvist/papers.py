"""Lindqvist's stays and papers: an IOP, four days of partial hospitalization, and then the level that was meant."""

from careboard.clinical.condition import Severity
from careboard.clinical.episode import Authorization, LevelOfCareChange
from careboard.clinical.medication.taking import Taken
from careboard.clinical.note import Modality, NoteType
from careboard.clinical.person import ContactType, DetailsChange, Sex
from careboard.demo import site
from careboard.demo.care import (
    PARTIAL,
    RESIDENTIAL,
    absent,
    appointment,
    attended,
    consent,
    level,
    past_trial,
    reported,
    task,
    task_done,
)
from careboard.demo.medicines import (
    FLUOXETINE,
    IBUPROFEN,
    LISDEXAMFETAMINE,
    VENLAFAXINE,
    as_needed,
    daily,
)
from careboard.demo.staff import Staff
from careboard.demo.stays import arrival
from careboard.demo.telling import told
from careboard.demo.words import allergy, contact, diagnosis, note, on, patient

BY = Staff.NGUYEN
ME = "Sara Lindqvist"
_MOVED = patient(
    "Lindqvist",
    "Sara",
    "1997-05-19",
    Sex.FEMALE,
    "004-1192",
    "555-0151",
    pronouns="she/her",
    street="31 Elm Court, with her sister",
    town="Easthampton",
    languages=("English", "Swedish"),
)
EVENTS = (
    *arrival(
        "07-06 10:05",
        site.EATING,
        "Binge eating and mood; no substance use treatment.",
        "Binges most nights, not slowed by a stimulant; mood low since winter and of late too bright by half.",
        "home, by Valley Primary Care",
        review="08-03",
        track="evening",
    ),
    told(
        "07-06 10:20",
        BY,
        contact(
            "Klara Lindqvist",
            "sister",
            "555-0152",
            told="appointments, warning signs of her mood, emergencies",
            emergency=True,
        ),
    ),
    told(
        "07-06 10:25",
        BY,
        consent(
            "Klara Lindqvist, sister",
            "appointments, warning signs, emergencies",
            "support at home",
            ME,
            event="discharge from the program",
        ),
    ),
    told(
        "07-06 10:30",
        BY,
        consent(
            "P. Amato, NP, Valley Primary Care",
            "medicines, laboratory results, diagnoses",
            "one prescriber for psychotropic medicines",
            ME,
            until="2027-07-06",
        ),
    ),
    told(
        "07-06 10:40",
        BY,
        contact(
            "P. Amato, NP", "primary care", "555-0180", told=("what her consent names"), type_=ContactType.PRIMARY_CARE
        ),
    ),
    told("07-06 11:40", Staff.PATEL, allergy("codeine", "vomiting", Severity.MILD, intolerance=True)),
    told(
        "07-06 11:45",
        Staff.PATEL,
        reported(VENLAFAXINE, daily("150"), "Depression", "P. Amato, NP, Valley Primary Care", "2026-03"),
        "venlafaxine",
    ),
    told(
        "07-06 11:46",
        Staff.PATEL,
        reported(LISDEXAMFETAMINE, daily("50"), "Binge eating", "P. Amato, NP, Valley Primary Care", "2026-05"),
        "lisdexamfetamine",
    ),
    told(
        "07-06 11:48",
        Staff.PATEL,
        reported(
            IBUPROFEN,
            as_needed("400", "headache", "1200"),
            "Headache",
            "over the counter",
            "2024",
            taken=Taken.PARTLY,
            note="Three or four days a week lately.",
        ),
        "ibuprofen",
    ),
    told(
        "07-06 11:50",
        Staff.PATEL,
        past_trial(FLUOXETINE, "Depression", "2023", "2024", "Restless and sleepless on 40 mg, stopped by herself"),
    ),
    told("07-08 12:10", Staff.CHEN, diagnosis("F50.819", "Binge eating disorder, unspecified", onset="2022")),
    told(
        "07-21 11:00",
        Staff.CHEN,
        diagnosis(
            "F31.81",
            "Bipolar II disorder",
            principal=True,
            onset="2016",
            note="Two earlier weeks of little sleep and much spending, confirmed by her sister.",
        ),
    ),
    *attended(
        Staff.NGUYEN,
        "Evening IOP",
        ("07-08", "17:30", "20:30"),
        ("07-13", "17:30", "20:30"),
        ("07-15", "17:30", "20:30"),
        ("07-22", "17:30", "20:30"),
        ("07-27", "17:40", "20:30"),
        ("08-05", "17:30", "20:30"),
        ("08-17", "17:30", "20:30"),
    ),
    absent(Staff.NGUYEN, "08-12 17:45", "Evening IOP", "Vomiting and diarrhea since last night."),
    absent(
        Staff.NGUYEN,
        "08-26 18:00",
        "Evening IOP",
        outreach="Two calls and a message; Klara answered at 18:40: in bed since Monday, safe, will come tomorrow.",
    ),
    told(
        "08-24 10:30",
        BY,
        DetailsChange(_MOVED, "Gave up her flat and lives with her sister from 23-Aug."),
    ),
    told(
        "08-28 15:30",
        BY,
        note(
            BY,
            NoteType.COLLATERAL,
            "collateral",
            "Payer authorizes partial hospitalization only; peer review asked for",
            "Blue Ridge Health Plan, reviewer D. Conte, by telephone, on the assignment of benefits.",
            "Residential care was recommended on 27-Aug.",
            "Authorized from 29-Aug: partial hospitalization, five days. Residential denied 'without a failed lower "
            "level'. Told: level, diagnoses, scores. Nothing from sessions.",
            "Dr. Chen speaks with their physician on Tuesday at nine. Sara and Klara told today.",
            modality=Modality.WITHOUT_PATIENT,
        ),
    ),
    told(
        "08-28 16:00",
        BY,
        lambda book: LevelOfCareChange(
            PARTIAL,
            RESIDENTIAL,
            on("08-29"),
            authorized=PARTIAL,
            accepted=RESIDENTIAL,
            why_they_differ=(
                "Residential care recommended and wanted; the payer authorised partial hospitalization first."
            ),
            review=on("09-01"),
            place="Cedar day program, seven days a week",
            authorization=Authorization.AUTHORIZED,
            admission=book["admission"],
        ),
    ),
    told(
        "08-28 16:05",
        BY,
        task("Send scores of July and August to the payer's physician", BY, "08-31", urgent=True),
        "scores",
    ),
    told("08-31 09:40", BY, task_done("scores", "Sent by portal at 09:35, receipt on file.")),
    told("09-02 12:00", BY, level(RESIDENTIAL, "09-02", site.RESIDENCE, review="09-30", admission="admission")),
    told(
        "09-15 11:30",
        BY,
        appointment(
            "L. Moreno, LCSW, with Klara Lindqvist",
            "09-18 15:00",
            site.RESIDENCE,
            "555-0160",
            "Family session about coming home",
        ),
    ),
)
