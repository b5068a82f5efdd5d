"""OSMAN, Yusuf: a first psychosis, cannabis, and an injection once a month so that nobody has to ask each evening."""

from careboard.clinical.condition import Severity
from careboard.clinical.coordination import PracticeDone
from careboard.clinical.note import NoteType
from careboard.clinical.person import Sex
from careboard.clinical.response import AnsweredBy, RiskLevel, SafetyPlan
from careboard.demo import site
from careboard.demo.care import (
    absent,
    consent,
    goal,
    plan_of_care,
    practice,
    practiced,
    suicide_risk,
)
from careboard.demo.measures import c_ssrs, drug_screen, ecg, lab, measured, pressure, scale, vitals, weight
from careboard.demo.medicines import (
    PALIPERIDONE_INJECTION,
    complete,
    daily,
    every_weeks,
    injected,
    medicine,
    side_effect,
    start,
)
from careboard.demo.staff import Staff
from careboard.demo.stays import arrival, evenings
from careboard.demo.telling import looked, story, told
from careboard.demo.words import contact, diagnosis, no_known_allergies, note, patient

ME = "Yusuf Osman"
REGISTRATION = patient(
    "Osman",
    "Yusuf",
    "2002-02-17",
    Sex.MALE,
    "004-1175",
    "555-0147",
    pronouns="he/him",
    street="61 Pearl Street",
    town="Springfield",
    languages=("English", "Somali"),
)
PALIPERIDONE = medicine("paliperidone", "tablet", "679314", release="extended release")


_EVENTS = (
    *arrival(
        "07-20 09:05",
        site.SUBSTANCE,
        "Cannabis use disorder, treated in the substance use program.",
        "Home after three weeks of hospital care for a first psychosis; smoked daily before it.",
        "Mercy hospital, behavioral health unit, 29-Jun to 19-Jul",
        review="10-05",
        track="evening",
        days=90,
        hours="9",
    ),
    told(
        "07-20 09:20",
        Staff.NGUYEN,
        contact("Halima Osman", "mother", "555-0148", told="appointments, early signs, medicines", emergency=True),
    ),
    told(
        "07-20 09:25",
        Staff.NGUYEN,
        consent(
            "Halima Osman, mother",
            "appointments, early signs, medicines",
            "support at home",
            ME,
            event="discharge from the program",
            protected=True,
        ),
    ),
    told("07-20 10:00", Staff.PATEL, no_known_allergies()),
    told("07-20 10:05", Staff.PATEL, vitals(*pressure(118, 74, 78))),
    told("07-20 10:10", Staff.PATEL, weight("71.2", blind=False, conditions="street clothes, without shoes")),
    told(
        "07-20 10:15",
        Staff.PATEL,
        drug_screen(
            ("THC",), ("fentanyl", "cocaine", "amphetamines", "opiates"), note="Last joint in June; slow to clear."
        ),
    ),
    told(
        "07-21 09:00",
        Staff.PATEL,
        lab(
            "Metabolic baseline",
            measured("glucose", "88"),
            measured("HbA1c", "5.1"),
            measured("cholesterol", "164"),
            measured("triglycerides", "96"),
            measured("HDL", "51"),
            measured("prolactin", "18"),
        ),
    ),
    told("07-21 09:20", Staff.MARSH, ecg("Sinus rhythm, normal intervals.", 412, 76, Staff.MARSH)),
    told(
        "07-21 11:00",
        Staff.CHEN,
        note(
            Staff.CHEN,
            NoteType.EVALUATION,
            "apso",
            "Schizophreniform disorder, remitting on paliperidone; cannabis stopped in June",
            "First psychosis of seven weeks, voices and a plot by the bus company, now faint. Cannabis use disorder, "
            "early. Not suicidal. The question is how to keep what the hospital gained.",
            "Paliperidone 6 mg goes on as our order. Monthly injection explained, he asks for it: 'one needle, not "
            "thirty arguments'. AIMS today, metabolic checks. School in January.",
            "Voices 'like a neighbor's radio'. Sleeps nine hours. Misses smoking most when his cousins come.",
            "Polite, flat, brightens at football. Thinking in order. Insight half: 'stress and weed'. No rigidity, a "
            "little slow.",
            session=("07-21 10:00", "07-21 10:55"),
        ),
    ),
    told("07-21 11:05", Staff.CHEN, diagnosis("F20.81", "Schizophreniform disorder", principal=True, onset="2026-06")),
    told("07-21 11:07", Staff.CHEN, diagnosis("F12.20", "Cannabis dependence, uncomplicated", onset="2022")),
    told("07-21 11:10", Staff.CHEN, start(PALIPERIDONE, daily("6"), "Psychosis", "07-21"), "tablets"),
    told("07-21 11:15", Staff.CHEN, scale("AIMS", 0, by=AnsweredBy.CLINICIAN)),
    told("07-21 11:17", Staff.CHEN, scale("BPRS-18", 38, by=AnsweredBy.CLINICIAN)),
    told(
        "07-30 10:00",
        Staff.CHEN,
        complete(
            "tablets", "07-30", "Tolerated by mouth for four weeks, in hospital and here; goes on as the injection."
        ),
    ),
    told(
        "07-30 10:05",
        Staff.CHEN,
        start(PALIPERIDONE_INJECTION, every_weeks("156", 4, "intramuscular"), "Psychosis", "07-30"),
        "injection",
    ),
    told(
        "07-30 10:20",
        Staff.PATEL,
        injected(
            PALIPERIDONE_INJECTION,
            "234",
            "intramuscular",
            "left deltoid",
            "PP4471",
            "08-06",
            "First loading dose of 234 mg as the label sets it; second, 156 mg, in a week.",
        ),
    ),
    told(
        "08-06 10:15",
        Staff.PATEL,
        injected(
            PALIPERIDONE_INJECTION,
            "156",
            "intramuscular",
            "right deltoid",
            "PP4502",
            "09-03",
            "Second loading dose. His mother held his phone, not his hand.",
        ),
    ),
    told(
        "09-03 10:10",
        Staff.PATEL,
        injected(
            PALIPERIDONE_INJECTION, "156", "intramuscular", "left deltoid", "PP4519", "10-01", "Came alone, by bus."
        ),
    ),
    told(
        "08-20 10:20",
        Staff.PATEL,
        side_effect(
            "restlessness",
            Severity.MILD,
            "08-09",
            ("injection",),
            "09-02",
            action="Walks it off; told to call if he cannot sit through dinner. BARS asked, nothing objective.",
        ),
    ),
    told(
        "09-03 10:20",
        Staff.PATEL,
        weight(
            "73.6",
            blind=False,
            conditions="street clothes, without shoes",
            note="2.4 kg in six weeks; told to Dr. Chen.",
        ),
    ),
    told("09-03 10:25", Staff.PATEL, vitals(*pressure(122, 76, 80))),
    told(
        "09-10 11:20",
        Staff.CHEN,
        note(
            Staff.CHEN,
            NoteType.MEDICATION_REVIEW,
            "med-check",
            "Voices gone for three weeks; weight is the price to watch",
            "No voices since 20-Aug. Rode the bus. BPRS 27, was 38.",
            "Restless in August, gone. Weight up 2.4 kg.",
            "Three injections on time.",
            "Livelier, teases his mother. Thinking clear. No wish to die; sad about the lost semester.",
            "Full response so far. Grief comes with insight and needs company.",
            "Same dose. Dietitian visit about snacks at night. Fasting laboratory on 13-Oct. Football on Saturdays "
            "is treatment.",
            session=("09-10 10:50", "09-10 11:15"),
        ),
    ),
    told("09-10 11:10", Staff.CHEN, scale("BPRS-18", 27, by=AnsweredBy.CLINICIAN)),
    told("07-23 16:20", Staff.BRANDT, c_ssrs("negative", "", first=True)),
    told(
        "07-23 16:30",
        Staff.BRANDT,
        suicide_risk(
            RiskLevel.LOW,
            "No firearms at home, confirmed by his mother.",
            "Asked weekly in the first three months, more as insight grows.",
            lowers=("no thought of dying", "mother at home", "no voices that command"),
        ),
    ),
    told(
        "07-23 16:50",
        Staff.BRANDT,
        plan_of_care(
            "Evening IOP plan of care",
            goal(
                1,
                "I want to watch football with my cousins and not smoke.",
                "Cannabis use disorder",
                "Screens negative for THC from September on.",
                "10-20",
                ("Relapse prevention group", "3 evenings a week", Staff.BRANDT),
            ),
            goal(
                2,
                "I want to know early if it comes back.",
                "First psychosis",
                "His own list of five signs, shared with his mother; injection on time.",
                "09-20",
                ("Injection", "every 4 weeks", Staff.PATEL),
                ("Early signs, with his mother", "monthly", Staff.CHEN),
            ),
            until="Three months without cannabis and voices, back in class.",
        ),
        "plan",
    ),
    told(
        "07-30 17:00",
        Staff.BRANDT,
        SafetyPlan(
            warning_signs=("The bus numbers mean something", "I sleep under four hours"),
            coping=("Headphones, Quran recitation", "Ball against the wall"),
            people_to_ask=("Mother, 555-0148", "Cousin Abdi, 555-0149"),
            professionals=("T. Brandt, LADC, 555-0160", "Cedar on call, 555-0161"),
            worth_living_for=("The engineering degree",),
            copy_given=True,
        ),
    ),
    told(
        "08-13 17:10",
        Staff.BRANDT,
        note(
            Staff.BRANDT,
            NoteType.INDIVIDUAL,
            "birp",
            "Practiced the sentence for his cousins: 'It breaks my head'",
            "Came with a hood up, took it down by himself.",
            "Role play of the basement and the passed joint, three rounds, he chose who I was.",
            "Third round without looking at the floor. Laughed at my imitation of Abdi.",
            "Says it on Saturday. Leaves with the dessert, not after the film.",
            session=("08-13 16:20", "08-13 17:05"),
            goals=(1,),
        ),
    ),
    told("08-13 17:15", Staff.BRANDT, practice("Say the sentence to Abdi before the match", "08-15", 1), "abdi"),
    told("08-18 20:20", Staff.BRANDT, practiced("abdi", PracticeDone.DONE, note="Abdi said 'good', and put it out.")),
    told(
        "08-27 17:20",
        Staff.PATEL,
        drug_screen((), ("THC", "fentanyl", "cocaine", "amphetamines", "opiates"), note="First one clear."),
    ),
    told("09-14 17:25", Staff.PATEL, drug_screen((), ("THC", "fentanyl", "cocaine", "amphetamines", "opiates"))),
    *evenings("Relapse prevention group", "07-28", "08-04", "08-18", "09-08", "09-15"),
    absent(Staff.NGUYEN, "08-25 18:00", "Relapse prevention group", "Mawlid at his grandmother's."),
)
STORY = story(
    REGISTRATION, "07-20 09:00", Staff.NGUYEN, _EVENTS, looked("09-15 17:20", Staff.CHEN, Staff.BRANDT, Staff.PATEL)
)
