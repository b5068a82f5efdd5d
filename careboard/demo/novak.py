"""NOVAK, Petra: methamphetamine, eleven good days, and a telephone that nobody answers any more."""

from careboard.clinical.episode import Discharge, Level, LevelOfCare, LevelOfCareChange, WayOfLeaving
from careboard.clinical.medication.orders import ReasonType
from careboard.clinical.note import Modality, NoteType
from careboard.clinical.person import Sex
from careboard.clinical.response import RiskLevel, RiskOf, SafetyPlan
from careboard.demo import site
from careboard.demo.care import (
    absent,
    consent,
    goal,
    plan_of_care,
    suicide_risk,
    task,
    task_done,
)
from careboard.demo.measures import c_ssrs, drug_screen, phq9, pressure, scale, vitals
from careboard.demo.medicines import MIRTAZAPINE, daily, start, stop
from careboard.demo.staff import Staff
from careboard.demo.stays import arrival, evenings
from careboard.demo.telling import looked, story, told
from careboard.demo.words import contact, diagnosis, no_known_allergies, note, on, patient

ME = "Petra Novak"
REGISTRATION = patient(
    "Novak",
    "Petra",
    "1991-12-05",
    Sex.FEMALE,
    "004-1183",
    "555-0161",
    pronouns="she/her",
    town="Westfield",
    street="Harbor Inn, room 11",
)
_EVENTS = (
    *arrival(
        "07-27 14:05",
        site.SUBSTANCE,
        "Stimulant use disorder in the substance use program.",
        "Methamphetamine most days for four years; lost her room, wants her daughter's visits back.",
        "street outreach",
        review="08-24",
        track="evening",
        days=60,
        hours="9",
    ),
    told(
        "07-27 14:20",
        Staff.NGUYEN,
        contact("Marie Novak", "mother", "555-0162", told="emergencies only", emergency=True),
    ),
    told(
        "07-27 14:25",
        Staff.NGUYEN,
        consent(
            "Marie Novak, mother",
            "emergencies; that we cannot reach her",
            "safety",
            ME,
            event="discharge from the program",
            protected=True,
        ),
    ),
    told("07-27 15:00", Staff.PATEL, no_known_allergies()),
    told(
        "07-27 15:05",
        Staff.PATEL,
        vitals(*pressure(138, 88, 104), note="Restless, picks at her sleeve, drank two liters."),
    ),
    told(
        "07-27 15:10",
        Staff.PATEL,
        drug_screen(
            ("amphetamines", "methamphetamine"),
            ("fentanyl", "opiates", "cocaine", "benzodiazepines"),
            note="Fentanyl strips and naloxone handed over: the supply is mixed.",
        ),
    ),
    told("07-28 16:00", Staff.BRANDT, scale("DAST-10", 9)),
    told("07-28 16:05", Staff.BRANDT, phq9("2 2 3 3 1 3 2 1 1")),
    told("07-28 16:10", Staff.BRANDT, c_ssrs("low", "1", first=True), "screen"),
    told(
        "07-28 16:20",
        Staff.BRANDT,
        suicide_risk(
            RiskLevel.LOW,
            "No firearms, no stock of tablets.",
            "Screen weekly in the first month.",
            raises=("crash after stopping", "wish to sleep and not wake"),
            lowers=("no thought of how", "daughter Zoe, 6"),
            screens=("screen",),
        ),
    ),
    told(
        "07-28 16:50",
        Staff.BRANDT,
        note(
            Staff.BRANDT,
            NoteType.EVALUATION,
            "birp",
            "Wants Sundays with Zoe; the visits need a clean screen and an address",
            "Came barefoot in sandals, ate four granola bars, answered everything.",
            "Mapped a day by what has to be paid and who is asked. Contingency plan explained: a prize draw for each "
            "negative screen.",
            "Chose the fish bowl with a grin. Slept in the chair for ten minutes while I made tea.",
            "Group from tomorrow. H. Nguyen on the shelter list. Draw on Thursday.",
            session=("07-28 15:50", "07-28 16:45"),
        ),
    ),
    told(
        "07-28 17:00",
        Staff.BRANDT,
        plan_of_care(
            "Evening IOP plan of care",
            goal(
                1,
                "I want Sundays with Zoe.",
                "Stimulant use disorder, severe",
                "Screens negative for four weeks, and an address.",
                "09-28",
                ("Contingency management", "twice a week", Staff.BRANDT),
                ("Housing", "weekly", Staff.NGUYEN),
            ),
            until="Eight negative screens and a key of her own.",
        ),
        "plan",
    ),
    told(
        "07-28 17:10",
        Staff.BRANDT,
        SafetyPlan(
            warning_signs=("I wash my shoes at night",),
            coping=("Draw horses", "Long bus, both ways"),
            people_to_ask=("Mother, for emergencies, 555-0162",),
            professionals=("T. Brandt, LADC, 555-0160", "Cedar on call, 555-0161"),
            safe_environment=("Strips and naloxone in the blue pouch",),
            worth_living_for=("Zoe",),
            copy_given=True,
        ),
    ),
    told(
        "07-30 11:10",
        Staff.REED,
        diagnosis("F15.20", "Other stimulant dependence, uncomplicated", principal=True, onset="2022"),
    ),
    told(
        "07-30 11:00",
        Staff.REED,
        note(
            Staff.REED,
            NoteType.EVALUATION,
            "soap",
            "Day 4 without methamphetamine: sleep, hunger, low mood",
            "'I could sleep in a drawer.' Eats, sleeps twelve hours, cries at songs. No voices since Monday.",
            "BP 122/76, pulse 84. Skin sores healing, teeth worn. Oriented, sad, no delusion.",
            "Stimulant use disorder, severe, crash. No medicine is approved for it; mirtazapine can help sleep and "
            "may help use.",
            "Mirtazapine 15 mg at bedtime, a week at a time. Dentist, hepatitis and HIV test next week.",
            session=("07-30 10:20", "07-30 10:55"),
        ),
    ),
    told(
        "07-30 11:15",
        Staff.REED,
        start(MIRTAZAPINE, daily("15", "bedtime"), "Sleep and stimulant use", "07-30"),
        "mirtazapine",
    ),
    told(
        "08-03 17:30",
        Staff.PATEL,
        drug_screen((), ("amphetamines", "methamphetamine", "fentanyl", "cocaine"), note="Drew a bus pass."),
    ),
    told(
        "08-06 17:30",
        Staff.PATEL,
        drug_screen(
            (), ("amphetamines", "methamphetamine", "fentanyl", "cocaine"), note="Drew twenty dollars for groceries."
        ),
    ),
    told(
        "08-06 18:10",
        Staff.BRANDT,
        note(
            Staff.BRANDT,
            NoteType.INDIVIDUAL,
            "birp",
            "Eleven days; read Zoe's letter aloud without stopping",
            "Braided hair, new shoes from the closet. Brought a letter.",
            "Listened, then asked what Zoe would see on Sunday.",
            "'Somebody who looks up.' Planned the first visit minute by minute.",
            "Visit on Sunday at her mother's, two hours. Call me on Monday, whatever it was.",
            session=("08-06 16:40", "08-06 17:25"),
            goals=(1,),
            mood=7,
        ),
    ),
    *evenings("Relapse prevention group", "07-28", "07-30", "08-03", "08-06"),
    absent(
        Staff.NGUYEN,
        "08-10 18:00",
        "Relapse prevention group",
        outreach="Two calls, no answer; front desk of the inn has not seen her since Sunday.",
    ),
    absent(
        Staff.NGUYEN,
        "08-11 18:00",
        "Relapse prevention group",
        outreach="Message left at the inn and at the shelter.",
    ),
    absent(Staff.NGUYEN, "08-13 18:00", "Relapse prevention group", outreach="T. Brandt drove to the inn."),
    told(
        "08-10 18:30",
        Staff.BRANDT,
        note(
            Staff.BRANDT,
            NoteType.OUTREACH,
            "no-show",
            "Did not call on Monday; the visit with Zoe did not take place",
            "Group and the call at noon; both expected.",
            "Called at 12:00, 16:00, 18:00. Mother, on the consent for emergencies: she did not come on Sunday.",
            "Suicide risk low on 28-Jul, overdose risk not low: tolerance for fentanyl is nil.",
            "Outreach team looks tonight; hospital and jail lists by H. Nguyen. I go to the inn on Thursday.",
            modality=Modality.WITHOUT_PATIENT,
        ),
    ),
    told(
        "08-10 18:40",
        Staff.BRANDT,
        suicide_risk(
            RiskLevel.MODERATE,
            "Pouch with strips and naloxone was with her on Thursday.",
            "Outreach nightly for a week, mother told what to do, emergency departments asked.",
            raises=("out of sight since Sunday", "no opioid tolerance in a mixed supply"),
            lowers=("carries naloxone",),
            told_to=("J. Reed, PMHNP-BC", "Marie Novak, mother, with consent"),
            of=RiskOf.OVERDOSE,
        ),
    ),
    told(
        "08-10 18:45",
        Staff.BRANDT,
        task("Ask hospitals, the jail and the shelter list for her each Monday", Staff.NGUYEN, "08-17"),
        "search",
    ),
    told(
        "08-17 11:30",
        Staff.NGUYEN,
        task_done(
            "search",
            (
                "Not in the hospitals or the jail. Shelter in Springfield: seen on 14-Aug, well, did not want to be "
                "called."
            ),
        ),
    ),
    told(
        "08-13 17:00",
        Staff.BRANDT,
        note(
            Staff.BRANDT,
            NoteType.OUTREACH,
            "no-show",
            "Room 11 is empty; left a card that says the door is open",
            "Third evening in a row.",
            "At the inn at 16:10: checked out on Sunday. Left a card with Gloria at the desk, who likes her.",
            "As on Monday. No news of harm.",
            "Card also at the outreach van. Draws are kept: three are hers.",
            modality=Modality.WITHOUT_PATIENT,
        ),
    ),
    told(
        "08-24 10:00",
        Staff.REED,
        stop(
            "mirtazapine",
            "08-24",
            "Not seen for two weeks; not to be continued unsupervised. Can begin again when she comes.",
            ReasonType.OTHER,
        ),
    ),
    told(
        "08-24 11:00",
        Staff.ADEYEMI,
        lambda book: Discharge(
            "Not known; last seen at a shelter in Springfield on 14-Aug",
            "Not known. On 06-Aug: eleven days without methamphetamine, mood rising, no thought of dying.",
            completed=False,
            left_because="Contact lost on 09-Aug, the day of the first visit; the reason is not known.",
            aftercare="May come back without a new referral. Outreach van carries our card; naloxone and strips there.",
            information_given="Card and letter: how to come back, 988, where naloxone is free",
            told_to=("Marie Novak, mother: only that we could not reach her",),
            outcome="Four sessions, two negative screens.",
            way=WayOfLeaving.LOST_CONTACT,
            admission=book["admission"],
        ),
    ),
    told(
        "08-24 11:05",
        Staff.ADEYEMI,
        LevelOfCareChange(
            Level(LevelOfCare.NONE),
            Level(LevelOfCare.INTENSIVE_OUTPATIENT),
            on("08-24"),
            why_they_differ="Contact lost; the place in the IOP stays open to her.",
        ),
    ),
)
STORY = story(
    REGISTRATION,
    "07-27 14:00",
    Staff.NGUYEN,
    _EVENTS,
    looked("08-25 09:00", Staff.CHEN, Staff.BRANDT, Staff.REED, Staff.PATEL),
)
