"""HADDAD, Samir: three days in care, and everything still to find out."""

from careboard.clinical.condition import Severity
from careboard.clinical.medication.taking import Taken
from careboard.clinical.note import NoteType
from careboard.clinical.person import Sex
from careboard.clinical.response import AnsweredBy, RiskLevel
from careboard.demo import site
from careboard.demo.care import (
    appointment,
    consent,
    reported,
    suicide_risk,
    task,
)
from careboard.demo.measures import c_ssrs, drug_screen, gad7, lab, measured, pending, phq9, pressure, scale, vitals
from careboard.demo.medicines import GABAPENTIN, daily, medicine, times_a_day
from careboard.demo.staff import Staff
from careboard.demo.stays import arrival, evenings
from careboard.demo.telling import looked, story, told
from careboard.demo.words import allergy, contact, note, patient

ME = "Samir Haddad"
REGISTRATION = patient(
    "Haddad",
    "Samir",
    "1984-10-29",
    Sex.MALE,
    "004-1214",
    "555-0163",
    pronouns="he/him",
    street="27 Hill Road",
    town="Ludlow",
    languages=("English", "Arabic"),
)
_EVENTS = (
    *arrival(
        "09-14 14:05",
        site.SUBSTANCE,
        "Alcohol use; admitted to the substance use program.",
        "Drinks since his divorce; a warning at work on Friday. Eight days without, by himself.",
        "employee health, by his own call",
        review="10-12",
        track="evening",
        days=60,
        hours="9",
    ),
    told("09-14 14:20", Staff.NGUYEN, contact("Layla Haddad", "sister", "555-0164", emergency=True)),
    told(
        "09-14 14:25",
        Staff.NGUYEN,
        consent(
            "Employee health, County Transit",
            "attendance only",
            "his license to drive a bus",
            ME,
            until="2027-03-14",
            protected=True,
        ),
    ),
    told("09-14 15:00", Staff.PATEL, allergy("lisinopril", "cough", Severity.MILD, intolerance=True)),
    told("09-14 15:05", Staff.PATEL, vitals(*pressure(146, 92, 82))),
    told(
        "09-14 15:10",
        Staff.PATEL,
        drug_screen((), ("ethyl glucuronide", "opiates", "fentanyl", "cocaine", "amphetamines", "benzodiazepines")),
    ),
    told("09-14 15:15", Staff.PATEL, scale("CIWA-Ar", 2, by=AnsweredBy.CLINICIAN)),
    told(
        "09-14 15:20",
        Staff.PATEL,
        reported(medicine("amlodipine", "tablet"), daily("5"), "Blood pressure", "Dr. Farah, Ludlow", "2023"),
    ),
    told(
        "09-14 15:22",
        Staff.PATEL,
        reported(
            GABAPENTIN,
            times_a_day("300", 3),
            "Back pain",
            "Dr. Farah, Ludlow",
            "2025",
            taken=Taken.PARTLY,
            note="One or two of three; the noon one makes him sleepy on the bus.",
        ),
    ),
    told(
        "09-14 15:40",
        Staff.PATEL,
        lab(
            "Admission panel",
            measured("AST", "58", "high"),
            measured("ALT", "61", "high"),
            measured("creatinine", "0.9"),
            measured("platelets", "188"),
            asked=(Staff.CHEN,),
        ),
        "liver",
    ),
    told("09-15 08:40", Staff.PATEL, pending("TSH", "Sent on 14-Sep, expected on 18-Sep.")),
    told("09-14 16:00", Staff.BRANDT, scale("AUDIT", 22)),
    told("09-14 16:05", Staff.BRANDT, phq9("2 2 2 2 1 2 1 0 0")),
    told("09-14 16:07", Staff.BRANDT, gad7("2 2 2 1 1 2 1")),
    told("09-14 16:10", Staff.BRANDT, c_ssrs("negative", "", first=True)),
    told(
        "09-14 16:20",
        Staff.BRANDT,
        suicide_risk(
            RiskLevel.LOW,
            "No firearms. Gabapentin for a month at home; counted, not hoarded.",
            "Screen with each visit in the first weeks.",
            raises=("divorce in spring", "job at risk"),
            lowers=("no thought of dying", "came by himself"),
        ),
    ),
    told(
        "09-14 17:00",
        Staff.BRANDT,
        note(
            Staff.BRANDT,
            NoteType.EVALUATION,
            "birp",
            "Eight days on his own; wants to keep the route and to see his son",
            "In uniform, cap in his hands. Exact about times, vague about amounts until asked by bottle.",
            "Wrote the week as a bus schedule; asked which stop is the liquor store.",
            "Laughed: 'The 6:10.' Six to eight beers and whiskey on days off. 'At the terminal I am alone with it.'",
            "Group tonight. Takes the 5:40 home. Layla as someone to call: he asks her first.",
            session=("09-14 16:00", "09-14 16:55"),
            mood=4,
        ),
    ),
    told(
        "09-15 11:00",
        Staff.NGUYEN,
        appointment(
            "A. Chen, MD",
            "09-18 10:00",
            "Cedar, Suite 2",
            "555-0160",
            "First visit: medicines for alcohol, gabapentin, blood pressure",
        ),
    ),
    told("09-15 11:05", Staff.NGUYEN, task("Plan of care with him within seven days", Staff.BRANDT, "09-21")),
    *evenings("Relapse prevention group", "09-14", "09-15"),
)
STORY = story(REGISTRATION, "09-14 14:00", Staff.NGUYEN, _EVENTS, looked("09-16 09:00", Staff.BRANDT, Staff.PATEL))
