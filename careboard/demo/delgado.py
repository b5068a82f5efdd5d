"""DELGADO, Luz: grief, binge eating and diabetes in Spanish, with an interpreter at every visit."""

from careboard.clinical.condition import Severity
from careboard.clinical.coordination import PracticeDone
from careboard.clinical.medication.orders import ReasonType
from careboard.clinical.note import NoteType
from careboard.clinical.nutrition import MealObservation, MealTime
from careboard.clinical.person import Flag, FlagType, Sex
from careboard.clinical.response import RiskLevel, SafetyPlan
from careboard.clinical.values import Coded
from careboard.demo import site
from careboard.demo.care import (
    absent,
    came_partly,
    consent,
    goal,
    plan_of_care,
    practice,
    practiced,
    reported,
    suicide_risk,
)
from careboard.demo.measures import c_ssrs, lab, measured, phq9, pressure, vitals, weight
from careboard.demo.medicines import SERTRALINE, change, daily, medicine, side_effect, start, times_a_day
from careboard.demo.staff import Staff
from careboard.demo.stays import arrival, day_program
from careboard.demo.telling import looked, story, told
from careboard.demo.words import contact, diagnosis, no_known_allergies, note, patient

ME = "Luz Delgado"
BY_VIDEO = "Certified interpreter, Spanish, by video"
REGISTRATION = patient(
    "Delgado",
    "Luz",
    "1980-04-11",
    Sex.FEMALE,
    "004-1198",
    "555-0137",
    pronouns="she/her",
    street="19 Maple Street",
    town="Holyoke",
    languages=("Spanish",),
    interpreter=True,
)
METFORMIN = medicine("metformin", "tablet")
_EVENTS = (
    told(
        "08-03 10:05",
        Staff.NGUYEN,
        Flag(
            FlagType.INTERPRETER,
            Coded("Spanish: interpreter at every visit, not her son"),
            note="Reads Spanish well; give papers in Spanish.",
        ),
    ),
    *arrival(
        "08-03 10:07",
        site.EATING,
        "Binge eating and depression; no substance use.",
        "Eats at night since her mother's death; sugar out of range, mood low.",
        "Holyoke community health center",
        review="09-28",
        track="day",
    ),
    told(
        "08-03 10:20",
        Staff.NGUYEN,
        contact("Rafael Delgado", "son", "555-0138", told="appointments and emergencies", emergency=True),
    ),
    told(
        "08-03 10:30",
        Staff.NGUYEN,
        consent(
            "Holyoke community health center, Dr. Soto",
            "medicines, laboratory results, weights",
            "treatment of diabetes",
            ME,
            until="2027-08-03",
        ),
    ),
    told("08-03 11:00", Staff.PATEL, no_known_allergies()),
    told(
        "08-03 11:05",
        Staff.PATEL,
        reported(
            METFORMIN,
            times_a_day("1000", 2),
            "Type 2 diabetes",
            "Dr. Soto, Holyoke community health center",
            "2022",
        ),
    ),
    told("08-03 11:10", Staff.PATEL, vitals(*pressure(134, 84, 80))),
    told(
        "08-03 11:15",
        Staff.PATEL,
        lab(
            "Diabetes and lipids",
            measured("HbA1c", "8.4", "high"),
            measured("glucose", "168", "high"),
            measured("creatinine", "0.7"),
            measured("triglycerides", "212", "high"),
        ),
    ),
    told(
        "08-05 10:40",
        Staff.CHEN,
        diagnosis("F50.819", "Binge eating disorder, unspecified", principal=True, onset="2025-11"),
    ),
    told(
        "08-05 10:42",
        Staff.CHEN,
        diagnosis("F32.1", "Major depressive disorder, single episode, moderate", onset="2026-01"),
    ),
    told("08-05 10:44", Staff.CHEN, diagnosis("E11.65", "Type 2 diabetes mellitus with hyperglycemia", onset="2022")),
    told(
        "08-05 10:30",
        Staff.CHEN,
        note(
            Staff.CHEN,
            NoteType.EVALUATION,
            "apso",
            "Depression after her mother's death, with eating at night",
            "Major depression, single episode, moderate, on grief. Binge eating disorder. Diabetes out of range. "
            "Risk low.",
            "Sertraline 25 mg, then 50 mg; sugar checked as before. Grief group in "
            "Spanish. Dr. Soto told with consent.",
            "'Como para no llorar.' Eats standing, by the light of the refrigerator, what her mother cooked.",
            "Well kept, cries quietly, smiles at her son's name. No psychosis, no wish to die: 'my son needs a "
            "wedding'.",
            session=("08-05 09:30", "08-05 10:25"),
            interpreter=BY_VIDEO,
        ),
    ),
    told("08-05 10:46", Staff.CHEN, start(SERTRALINE, daily("25"), "Depression", "08-05"), "sertraline"),
    told(
        "08-12 10:20",
        Staff.CHEN,
        change("sertraline", daily("25"), daily("50"), "08-12", "A week at 25 mg without trouble."),
    ),
    told(
        "08-19 10:10",
        Staff.PATEL,
        side_effect(
            "loose stools",
            Severity.MILD,
            "08-13",
            ("sertraline",),
            "08-18",
            action="Passed in five days; metformin unchanged.",
        ),
    ),
    told(
        "09-09 10:20",
        Staff.CHEN,
        change(
            "sertraline",
            daily("50"),
            daily("100"),
            "09-09",
            "PHQ-9 12, was 16, at four weeks of 50 mg.",
            ReasonType.PARTIAL_RESPONSE,
        ),
    ),
    told("08-03 12:00", Staff.MORENO, phq9("2 3 2 2 3 2 1 1 0", "Spanish form, read by herself.")),
    told("08-03 12:05", Staff.MORENO, c_ssrs("negative", "", first=True)),
    told(
        "08-03 12:10",
        Staff.MORENO,
        suicide_risk(
            RiskLevel.LOW,
            "No firearms; metformin only.",
            "Asked again at each change of medicine.",
            lowers=("no thought of dying", "son, church, work"),
        ),
    ),
    told(
        "08-10 12:30",
        Staff.MORENO,
        SafetyPlan(
            warning_signs=("I stop going to Mass", "I close the kitchen door"),
            coping=("Water the geraniums", "Rosary with the radio", "Walk to the canal"),
            people_and_places=("The choir, Thursdays",),
            people_to_ask=("Rafael, 555-0138", "Comadre Alma, 555-0139"),
            professionals=("L. Moreno, LCSW, 555-0160",),
            worth_living_for=("Rafael's wedding",),
            copy_given=True,
        ),
    ),
    told(
        "08-10 12:40",
        Staff.MORENO,
        plan_of_care(
            "IOP plan of care",
            goal(
                1,
                "Quiero comer sentada, con la luz prendida. (I want to eat sitting, with the light on.)",
                "Binge eating at night",
                "One night or fewer a week for four weeks, by her calendar.",
                "10-05",
                ("CBT for binge eating, with interpreter", "weekly", Staff.MORENO),
                ("Regular meals that suit diabetes", "weekly", Staff.OSEI),
            ),
            until="Four weeks with one night or fewer, HbA1c falling, PHQ-9 under 10.",
        ),
        "plan",
    ),
    told(
        "08-17 12:50",
        Staff.MORENO,
        note(
            Staff.MORENO,
            NoteType.INDIVIDUAL,
            "dap",
            "Set a place for her mother, then for herself",
            "Brought her mother's apron. Told what she eats at night: only what her mother cooked, and only cold.",
            "Eating keeps the visit going. When the food is warm and the chair is taken, it is grief and not a binge.",
            "Cooks one of the dishes with Rafael on Sunday, warm, at the table, and says one thing aloud to her "
            "mother.",
            session=("08-17 11:45", "08-17 12:40"),
            interpreter=BY_VIDEO,
            goals=(1,),
        ),
    ),
    told(
        "08-17 13:00",
        Staff.MORENO,
        practice("Cook asopao with Rafael, eat it warm and sitting", "08-23", 1),
        "sunday",
    ),
    told(
        "08-24 12:00",
        Staff.MORENO,
        practiced("sunday", PracticeDone.DONE, note="They set three places. She slept through."),
    ),
    told("09-09 12:00", Staff.MORENO, phq9("1 2 2 1 3 2 1 0 0")),
    told(
        "08-05 12:20",
        Staff.OSEI,
        note(
            Staff.OSEI,
            NoteType.NUTRITION,
            "adime",
            "Nothing until three, then rice at midnight; plate by plate, with her dishes",
            "Coffee with milk until three. Dinner small, at night a whole pot twice a week. HbA1c 8.4%. Wants to "
            "keep her rice.",
            "Irregular intake with night binges, from fasting and grief, seen in recall and in sugar.",
            "Breakfast with egg and toast, half the plate vegetables, rice in a cup she chose. No food is forbidden, "
            "none is eaten standing.",
            "Sugar before breakfast in her notebook. HbA1c in November with Dr. Soto.",
            "First visit; she corrected my asopao, rightly.",
            session=("08-05 11:30", "08-05 12:15"),
            interpreter=BY_VIDEO,
        ),
    ),
    told("08-05 12:25", Staff.OSEI, weight("91.8", blind=False, conditions="street clothes, without shoes")),
    told(
        "08-19 12:30",
        Staff.OSEI,
        MealObservation(
            MealTime.LUNCH, 100, None, ("served another patient first",), "Told the table what sofrito is."
        ),
    ),
    told(
        "09-14 12:40",
        Staff.OSEI,
        note(
            Staff.OSEI,
            NoteType.NUTRITION,
            "meal-plan",
            "One night in ten; sugar before breakfast 124 on average",
            "Breakfast on all days, the cup for rice kept. Notebook complete.",
            "Thursday, the day her mother died; choir was cancelled.",
            "A planned snack at nine on Thursdays, with Alma on the telephone.",
            "Rafael eats with her three evenings a week.",
            interpreter=BY_VIDEO,
            goals=(1,),
        ),
    ),
    *day_program("08-10", "08-17", "08-19", "08-24", "09-02", "09-09", "09-14"),
    absent(Staff.NGUYEN, "09-04 11:45", "Day IOP", "Her eyes are examined at the health center, as each year."),
    came_partly(
        Staff.NGUYEN, "Day IOP", "09-16", "11:30", "15:00", "The dress for Rafael's wedding is fitted at four."
    ),
)
STORY = story(
    REGISTRATION,
    "08-03 10:00",
    Staff.NGUYEN,
    _EVENTS,
    looked("09-15 17:10", Staff.CHEN, Staff.MORENO, Staff.OSEI, Staff.PATEL),
)
