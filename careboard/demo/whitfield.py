"""WHITFIELD, Grace: seventeen, fear of food that is not about weight, and parents who feed her back to school."""

from careboard.clinical.condition import AllergyCategory, Severity
from careboard.clinical.medication.orders import ReasonType
from careboard.clinical.medication.reconciliation import Decision, Occasion
from careboard.clinical.note import NoteType
from careboard.clinical.nutrition import MealObservation, MealTime, Supplement
from careboard.clinical.person import Contact, ContactPoint, ContactSystem, Flag, FlagType, Sex
from careboard.clinical.response import RiskLevel, SafetyPlan
from careboard.clinical.values import Coded
from careboard.demo import site
from careboard.demo.care import (
    absent,
    came_partly,
    consent,
    goal,
    meal,
    meal_plan,
    plan_of_care,
    suicide_risk,
)
from careboard.demo.measures import c_ssrs, gad7, orthostatic, vitals, weight
from careboard.demo.medicines import FLUOXETINE, change, daily, reconciliation, side_effect, start
from careboard.demo.staff import Staff
from careboard.demo.stays import arrival, day_program
from careboard.demo.telling import looked, story, told
from careboard.demo.words import allergy, diagnosis, note, patient

MOTHER = "Joan Whitfield"
REGISTRATION = patient(
    "Whitfield",
    "Grace",
    "2009-03-08",
    Sex.FEMALE,
    "004-1205",
    "555-0156",
    goes_by="Gracie",
    pronouns="she/her",
    street="144 Orchard Hill",
    town="Hadley",
)
_EVENTS = (
    told(
        "08-17 09:05",
        Staff.NGUYEN,
        Flag(
            FlagType.GUARDIAN,
            Coded("Minor: both parents are guardians and sign"),
            note="Grace is asked for her own agreement, in her own words.",
        ),
    ),
    *arrival(
        "08-17 09:07",
        site.EATING,
        "Avoidant and restrictive eating only.",
        "Chokes at the thought of solid food since an allergic reaction in May; 5 kg lost.",
        "pediatrician, Dr. Hale-Ortiz",
        review="09-28",
        track="day",
        days=56,
        hours="9",
    ),
    told(
        "08-17 09:20",
        Staff.NGUYEN,
        Contact(
            MOTHER,
            Coded("mother"),
            (ContactPoint(ContactSystem.PHONE, "555-0157"),),
            may_be_told="everything but what Grace asks to keep between us, unless she is in danger",
            emergency=True,
            guardian=True,
        ),
    ),
    told(
        "08-17 09:22",
        Staff.NGUYEN,
        Contact(
            "Peter Whitfield",
            Coded("father"),
            (ContactPoint(ContactSystem.PHONE, "555-0158"),),
            may_be_told="as her mother",
            guardian=True,
        ),
    ),
    told(
        "08-17 09:30",
        Staff.NGUYEN,
        consent(
            "Hopkins High School, nurse",
            "meal plan at school, attendance here",
            "lunch at school",
            f"{MOTHER}, mother; Grace agrees",
            until="2027-06-20",
        ),
    ),
    told(
        "08-17 10:00", Staff.PATEL, allergy("cashew", "throat swelling", Severity.SEVERE, category=AllergyCategory.FOOD)
    ),
    told(
        "08-17 10:05",
        Staff.PATEL,
        vitals(*orthostatic((102, 62, 64), (98, 62, 82)), note="Epinephrine injector in her bag, date checked."),
    ),
    told("08-17 10:10", Staff.PATEL, weight("46.7", blind=False, conditions="street clothes, without shoes")),
    told("09-14 10:10", Staff.PATEL, weight("48.3", blind=False, conditions="street clothes, without shoes")),
    told(
        "08-18 11:30",
        Staff.CHEN,
        diagnosis("F50.82", "Avoidant/restrictive food intake disorder", principal=True, onset="2026-05"),
    ),
    told("08-18 11:32", Staff.CHEN, diagnosis("F40.298", "Other specified phobia: choking", onset="2026-05")),
    told(
        "08-18 11:20",
        Staff.CHEN,
        note(
            Staff.CHEN,
            NoteType.EVALUATION,
            "apso",
            "Fear of choking after a real reaction; not about shape or weight",
            "Avoidant/restrictive food intake disorder with a phobia of choking. No body image disturbance, no "
            "depression. Risk low.",
            "Exposure and parents at the table first. If dread stays, fluoxetine 10 mg; boxed warning under 25 "
            "explained to Grace and both parents. Allergist confirms cashew only.",
            "'My throat remembers.' Lives on shakes, soup and applesauce. Misses pizza night, not the pizza.",
            "Bright, pale, swallows often, laughs at herself. Thinking clear. No thought of death, asked alone.",
            session=("08-18 10:20", "08-18 11:15"),
            present=("Joan Whitfield, mother, for half of it", "Peter Whitfield, father, for half of it"),
        ),
    ),
    told("08-28 10:00", Staff.CHEN, start(FLUOXETINE, daily("10"), "Anxiety with meals", "08-28"), "fluoxetine"),
    told(
        "09-11 10:10",
        Staff.CHEN,
        change(
            "fluoxetine",
            daily("10"),
            daily("20"),
            "09-11",
            "Two weeks without trouble; still stops at the first solid bite.",
            ReasonType.PARTIAL_RESPONSE,
        ),
    ),
    told(
        "09-04 10:20",
        Staff.PATEL,
        side_effect("stomach ache", Severity.MILD, "08-29", ("fluoxetine",), "09-03", action="With food; passed."),
    ),
    told(
        "09-15 10:10",
        Staff.CHEN,
        reconciliation(
            Occasion.REVIEW,
            "Mother's list and the pill bottle",
            ("fluoxetine", Decision.CONTINUE, "20 mg; parents give it"),
        ),
    ),
    told("08-17 11:00", Staff.MORENO, c_ssrs("negative", "", "Asked without her parents.", first=True)),
    told("08-17 11:10", Staff.MORENO, gad7("2 2 2 1 1 1 3")),
    told(
        "08-17 11:20",
        Staff.MORENO,
        suicide_risk(
            RiskLevel.LOW,
            "No firearms at home; medicines in the parents' bathroom cabinet.",
            "Screen at each change of dose.",
            lowers=("no thought of dying", "close to both parents"),
        ),
    ),
    told("08-28 10:30", Staff.MORENO, c_ssrs("negative", "", "Before the first dose.")),
    told("09-11 10:30", Staff.MORENO, c_ssrs("negative", "", "Before the step to 20 mg.")),
    told("09-11 10:35", Staff.MORENO, gad7("1 2 1 1 1 1 2")),
    told(
        "08-17 12:00",
        Staff.MORENO,
        plan_of_care(
            "IOP plan of care",
            goal(
                1,
                "I want to eat a grilled cheese at Emma's.",
                "Fear of choking, solid food avoided",
                "Ten solid foods in three settings, one of them not at home.",
                "10-09",
                ("Graded exposure", "twice a week", Staff.MORENO),
                ("Family meals", "weekly", Staff.OSEI),
            ),
            until="lunch at school on four days of five, weight back on her curve.",
        ),
        "plan",
    ),
    told(
        "08-19 13:00",
        Staff.MORENO,
        SafetyPlan(
            warning_signs=("I push my chair back", "I hold my neck"),
            coping=("Hum: who hums can breathe", "Sip, then bite"),
            people_to_ask=("Mom, 555-0157", "Dad, 555-0158"),
            professionals=("L. Moreno, LCSW, 555-0160",),
            worth_living_for=("Marching band",),
            copy_given=True,
        ),
    ),
    told(
        "08-26 13:10",
        Staff.MORENO,
        note(
            Staff.MORENO,
            NoteType.INDIVIDUAL,
            "dap",
            "Ladder of twelve foods; hummed through a soft pretzel",
            "Wrote the ladder herself, from yogurt with seeds to steak. Ate a quarter of a soft pretzel while "
            "humming, fear 8 to 3.",
            "Learns from her own throat. Being watched by her father helps, by her mother it does not, and both took "
            "it well.",
            "Pretzel daily with her father. Next rung: toast with crust.",
            session=("08-26 12:15", "08-26 13:05"),
            goals=(1,),
        ),
    ),
    told(
        "09-04 13:20",
        Staff.MORENO,
        note(
            Staff.MORENO,
            NoteType.FAMILY,
            "family",
            "Parents practice saying less; toast with crust at the table",
            "Grace, Joan, Peter; her brother Sam, 12, by her wish.",
            "How to sit beside fear without arguing with it.",
            "Joan said nothing for nine minutes and held on to the chair. Sam hummed the school song. The toast was "
            "eaten.",
            "Dinner with one rung each evening, father serves, Sam picks the music. No cashews in the house, "
            "everything else back.",
            session=("09-04 12:20", "09-04 13:15"),
            present=("Joan Whitfield, mother", "Peter Whitfield, father", "Sam Whitfield, brother"),
        ),
    ),
    told(
        "08-19 10:30",
        Staff.OSEI,
        note(
            Staff.OSEI,
            NoteType.NUTRITION,
            "adime",
            "1,300 kcal in liquids; enough energy first, texture second",
            "Four shakes, soup, applesauce. Hungry, not afraid of weight. Iron low at the pediatrician's.",
            "Inadequate oral intake from fear of choking, shown by 5 kg lost and liquids only.",
            "1,900 kcal from what goes down now, one rung of the ladder at the end of a meal, never before it.",
            "Weight weekly, open. Parents keep a one-line log.",
            "Finished 90% on the first supported day.",
            session=("08-19 09:40", "08-19 10:25"),
        ),
    ),
    told(
        "08-19 10:35",
        Staff.OSEI,
        meal_plan(
            "1900",
            "08-19",
            meal(MealTime.BREAKFAST, dairy="2", fruit="1"),
            meal(MealTime.LUNCH, starch="1", protein="1", dairy="1", fat="1"),
            meal(MealTime.AFTERNOON_SNACK, dairy="1", fruit="1"),
            meal(MealTime.DINNER, starch="2", protein="2", vegetable="1", fat="1"),
            meal(MealTime.EVENING_SNACK, dairy="1"),
            rule="One shake for any meal less than half finished",
        ),
    ),
    told(
        "09-09 12:30",
        Staff.OSEI,
        MealObservation(
            MealTime.LUNCH, 75, Supplement.PARTLY, ("hummed between bites",), "Noodle soup with the noodles."
        ),
    ),
    told(
        "09-16 12:40",
        Staff.OSEI,
        MealObservation(
            MealTime.LUNCH,
            100,
            Supplement.NOT_NEEDED,
            (),
            "Grilled cheese, cut in strips, at the table by the window.",
        ),
    ),
    *day_program("08-19", "08-21", "08-26", "08-31", "09-02", "09-04", "09-09", "09-14", end="14:30"),
    absent(Staff.NGUYEN, "08-28 11:45", "Day IOP", "First day of her last school year, agreed with the team."),
    came_partly(Staff.NGUYEN, "Day IOP", "09-16", "12:05", "14:30", "The school bus was late; her father drove her."),
)
STORY = story(
    REGISTRATION,
    "08-17 09:00",
    Staff.NGUYEN,
    _EVENTS,
    looked("09-15 17:40", Staff.CHEN, Staff.MORENO, Staff.OSEI, Staff.PATEL),
)
