"""NAKAMURA, Keiko: bulimia, a potassium that told on her, and fluoxetine raised to where it works for this."""

from careboard.clinical.condition import Severity
from careboard.clinical.episode import Achievement
from careboard.clinical.medication.orders import ReasonType
from careboard.clinical.medication.reconciliation import Decision, Occasion
from careboard.clinical.medication.taking import DoseGiven
from careboard.clinical.note import EnteredInError, ErrorReason, Modality, NoteType
from careboard.clinical.nutrition import MealObservation, MealTime, Supplement
from careboard.clinical.person import Flag, FlagType, Sex
from careboard.clinical.response import RiskLevel, SafetyPlan
from careboard.clinical.values import Coded
from careboard.demo import site
from careboard.demo.care import (
    absent,
    acknowledged,
    came_partly,
    consent,
    goal,
    meal,
    meal_plan,
    plan_of_care,
    review,
    suicide_risk,
)
from careboard.demo.measures import c_ssrs, ecg, lab, measured, orthostatic, phq9, pressure, scale, vitals, weight
from careboard.demo.medicines import (
    FLUOXETINE,
    ORAL,
    POTASSIUM_CHLORIDE,
    change,
    complete,
    daily,
    milligrams,
    reconciliation,
    side_effect,
    start,
    times_a_day,
)
from careboard.demo.staff import Staff
from careboard.demo.stays import arrival, day_program
from careboard.demo.telling import looked, story, told
from careboard.demo.words import allergy, contact, diagnosis, note, patient

ME = "Keiko Nakamura"
REGISTRATION = patient(
    "Nakamura",
    "Keiko",
    "2006-08-23",
    Sex.FEMALE,
    "004-1201",
    "555-0144",
    pronouns="she/her",
    town="Amherst",
    street="North Hall 214",
    languages=("English", "Japanese"),
)
_EVENTS = (
    *arrival(
        "08-10 13:05",
        site.EATING,
        "Eating disorder only.",
        "Purges daily since spring, nearly fainted in the laboratory; term begins in three weeks.",
        "college health service",
        review="09-21",
        track="day",
    ),
    told("08-10 13:20", Staff.NGUYEN, contact("Hana Nakamura", "aunt", "555-0145", told="emergencies", emergency=True)),
    told(
        "08-10 13:25",
        Staff.NGUYEN,
        consent(
            "College health service, Dr. Boyle",
            "laboratory results, attendance",
            "medical clearance for the term",
            ME,
            until="12-20",
        ),
    ),
    told("08-10 14:00", Staff.PATEL, allergy("amoxicillin", "rash", Severity.MILD)),
    told(
        "08-10 14:05",
        Staff.PATEL,
        vitals(
            *orthostatic((104, 64, 62), (94, 60, 86)),
            note="Light-headed when standing. Scraped knuckles, swollen cheeks.",
        ),
    ),
    told(
        "08-10 15:20",
        Staff.PATEL,
        lab(
            "Electrolytes",
            measured("potassium", "3.1", "low"),
            measured("magnesium", "1.7"),
            measured("phosphate", "3.1"),
            measured("sodium", "137"),
            note="Telephoned by the laboratory at 15:15, read back.",
            asked=(Staff.MARSH,),
        ),
        "potassium",
    ),
    told(
        "08-10 15:30",
        Staff.MARSH,
        acknowledged("ECG now, potassium today by mouth, again tomorrow at eight."),
        about="potassium",
    ),
    told("08-10 15:45", Staff.MARSH, ecg("Sinus rhythm, flat T waves, no U waves.", 447, 66, Staff.MARSH)),
    told(
        "08-10 16:20",
        Staff.MARSH,
        note(
            Staff.MARSH,
            NoteType.MEDICAL,
            "soap",
            "Low potassium from vomiting, no arrhythmia; safe at home with daily checks",
            "Vomits three to five times a day since April, last at noon. Nearly fainted once, a week ago, after "
            "standing in line. No blood, no palpitations, no diuretics, no laxatives. Eats at night.",
            "Alert, dry lips, parotids enlarged, heart regular. Orthostatic rise of 24. Potassium 3.1 mEq/L, "
            "QTc 447 ms, limit for women 460.",
            "Hypokalemia and volume loss from self-induced vomiting. No muscle weakness, no QTc above the limit.",
            "Potassium chloride 40 mEq now and 20 mEq twice a day; broth and salt. Laboratory tomorrow and on "
            "Thursday. No running. Emergency department for fainting, weakness or a racing heart: she repeated it. "
            "Aunt drives.",
        ),
    ),
    told(
        "08-10 16:25",
        Staff.MARSH,
        start(POTASSIUM_CHLORIDE, times_a_day("20", 2, unit="mEq"), "Low potassium", "08-10"),
        "potassium chloride",
    ),
    told(
        "08-10 16:40",
        Staff.PATEL,
        lambda book: DoseGiven(
            POTASSIUM_CHLORIDE,
            milligrams("40", "mEq"),
            book["potassium chloride"],
            route=ORAL,
            observed=True,
            note="First dose here, with broth; kept it down for an hour.",
        ),
    ),
    told(
        "08-11 08:40",
        Staff.PATEL,
        lab("Potassium", measured("potassium", "3.4", "low"), note="Vomited once since yesterday."),
    ),
    told("08-13 08:30", Staff.PATEL, lab("Potassium", measured("potassium", "3.7"))),
    told(
        "08-11 10:30",
        Staff.CHEN,
        note(
            Staff.CHEN,
            NoteType.EVALUATION,
            "apso",
            "Bulimia nervosa, extreme by frequency; fluoxetine once potassium is safe",
            "Bulimia nervosa, several times a day. Depressive symptoms that follow the cycle. Suicide risk low. No "
            "mania, no substance use.",
            "Fluoxetine 20 mg from Friday if potassium is 3.5 or more, toward 60 mg, the dose for bulimia. Under 25, "
            "so watched weekly. Bupropion never with bulimia.",
            "'It is the only hour that is mine.' Wants it to stop before organic chemistry.",
            "Small, precise, voice hoarse. Mood 'managed'. Thinking clear. Looks at the clock at one, the hour she "
            "ate.",
            session=("08-11 09:40", "08-11 10:25"),
        ),
    ),
    told("08-11 10:35", Staff.CHEN, diagnosis("F50.24", "Bulimia nervosa, extreme", principal=True, onset="2025-09")),
    told("08-14 10:00", Staff.CHEN, start(FLUOXETINE, daily("20"), "Bulimia nervosa", "08-14"), "fluoxetine"),
    told(
        "08-20 09:30",
        Staff.MARSH,
        complete("potassium chloride", "08-20", "Potassium 3.7 and 3.9 mEq/L; vomits once in three days."),
    ),
    told("08-20 09:00", Staff.PATEL, lab("Potassium", measured("potassium", "3.9"))),
    told(
        "08-24 10:10",
        Staff.CHEN,
        change(
            "fluoxetine",
            daily("20"),
            daily("40"),
            "08-24",
            "Tolerated for ten days; on the way to 60 mg.",
            ReasonType.PARTIAL_RESPONSE,
        ),
    ),
    told(
        "08-26 11:10",
        Staff.PATEL,
        side_effect(
            "insomnia",
            Severity.MILD,
            "08-25",
            ("fluoxetine",),
            "09-02",
            action="Taken at seven in the morning, no tea after two.",
        ),
    ),
    told(
        "09-08 10:15",
        Staff.CHEN,
        change(
            "fluoxetine",
            daily("40"),
            daily("60"),
            "09-08",
            "Purges twice a week, was daily; sleeps again.",
            ReasonType.PARTIAL_RESPONSE,
        ),
    ),
    told("08-12 11:20", Staff.MORENO, phq9("2 2 2 2 3 2 1 0 0")),
    told("08-12 11:25", Staff.MORENO, c_ssrs("low", "1", first=True), "screen"),
    told("08-12 11:30", Staff.MORENO, scale("EDE-QS", 29)),
    told(
        "08-12 11:40",
        Staff.MORENO,
        suicide_risk(
            RiskLevel.LOW,
            "Dormitory: no medicines but her own, no sharp collection, no firearms.",
            "Safety plan today, C-SSRS with each change of dose.",
            raises=("wish to vanish after purging",),
            lowers=("no thought of dying", "roommate knows", "wants the term"),
            screens=("screen",),
        ),
    ),
    told(
        "08-12 12:00",
        Staff.MORENO,
        SafetyPlan(
            warning_signs=("I lock both doors", "I buy for a party that is not"),
            coping=("Ten minutes by the fountain", "Ice water and a hand cream", "Fold cranes"),
            people_and_places=("The glasshouse", "Mei, roommate, 555-0146"),
            people_to_ask=("Aunt Hana, 555-0145",),
            professionals=("L. Moreno, LCSW, 555-0160", "Cedar on call, 555-0161"),
            worth_living_for=("Kyoto with Hana in spring",),
            copy_given=True,
        ),
    ),
    told(
        "08-12 12:20",
        Staff.MORENO,
        plan_of_care(
            "IOP plan of care",
            goal(
                1,
                "I want an hour that is mine and not in a bathroom.",
                "Binge eating and vomiting, daily",
                "No vomiting on 26 of 28 days, potassium 3.5 mEq/L or more each week.",
                "10-05",
                ("CBT for bulimia", "weekly", Staff.MORENO),
                ("Meal support, staying an hour after", "3 times a week", Staff.OSEI),
            ),
            until="Four weeks with at most two episodes, laboratory steady, term begun.",
        ),
        "plan",
    ),
    told(
        "08-12 13:40",
        Staff.OSEI,
        Flag(
            FlagType.OTHER,
            Coded("Bathroom with staff nearby for an hour after meals"),
            note="Agreed with her; door ajar, no questions through it.",
        ),
    ),
    told(
        "08-12 13:45",
        Staff.OSEI,
        weight("52.3", blind=False, note="Normal for her; she expected it to be twice that."),
    ),
    told(
        "08-12 14:20",
        Staff.OSEI,
        note(
            Staff.OSEI,
            NoteType.NUTRITION,
            "adime",
            "Fasts until four, then everything: regular meals are the treatment",
            "Coffee until four, then bread, noodles, sweets, and out again. About 1,100 kcal kept by estimate. "
            "Dental pain.",
            "Disordered eating pattern from fasting, shown by binges after every long gap.",
            "Three meals and three snacks by the clock, nothing forbidden. An hour of company after lunch. Rinse "
            "with baking soda, no brushing right after vomiting.",
            "Potassium weekly with nursing. Log of gaps longer than four hours.",
            "First lunch finished here, stayed the hour, hands cold, proud.",
            session=("08-12 13:00", "08-12 13:40"),
        ),
    ),
    told(
        "08-12 14:25",
        Staff.OSEI,
        meal_plan(
            "2000",
            "08-12",
            meal(MealTime.BREAKFAST, starch="2", dairy="1", fruit="1"),
            meal(MealTime.MORNING_SNACK, fruit="1"),
            meal(MealTime.LUNCH, starch="2", protein="2", vegetable="1", fat="1"),
            meal(MealTime.AFTERNOON_SNACK, starch="1", dairy="1"),
            meal(MealTime.DINNER, starch="2", protein="2", vegetable="2", fat="1"),
            meal(MealTime.EVENING_SNACK, dairy="1", fruit="1"),
        ),
    ),
    told(
        "08-26 12:40",
        Staff.OSEI,
        MealObservation(
            MealTime.LUNCH,
            100,
            Supplement.NOT_NEEDED,
            ("ate noodles, slowly",),
            "Her first noodles at a table in a year.",
        ),
    ),
    told("09-02 10:20", Staff.PATEL, vitals(*pressure(132, 84, 88), note="After the second coffee."), "wrong"),
    told(
        "09-02 10:50",
        Staff.PATEL,
        EnteredInError(ErrorReason.WRONG_PATIENT, "Belongs to the patient who was measured before her; entered there."),
        about="wrong",
    ),
    told("09-02 10:55", Staff.PATEL, vitals(*orthostatic((108, 66, 64), (104, 64, 76)))),
    told(
        "09-04 12:15",
        Staff.MORENO,
        note(
            Staff.MORENO,
            NoteType.INDIVIDUAL,
            "dap",
            "Chain of Tuesday's purge: the email, the vending machine, the lock",
            "One purge since Monday, after an email from her adviser. Went to class the next morning all the same.",
            "First lapse that she tells in order, without a verdict on herself. The lock is the link she wants to "
            "work on.",
            "Door ajar at home too, roommate asked. Answers emails after dinner, not before. Crane for each kept hour.",
            session=("09-04 11:20", "09-04 12:10"),
            goals=(1,),
            mood=6,
        ),
    ),
    told("09-09 11:20", Staff.MORENO, phq9("1 1 1 1 2 1 1 0 0")),
    told("09-09 11:25", Staff.MORENO, scale("EDE-QS", 19)),
    told(
        "09-14 11:30",
        Staff.MORENO,
        review(
            "plan",
            (1, Achievement.IMPROVING, "Vomited twice in seven days, was daily. Potassium 3.8 and steady."),
            again="09-28",
        ),
    ),
    told("09-14 09:20", Staff.PATEL, lab("Potassium", measured("potassium", "3.8"))),
    told(
        "09-15 10:30",
        Staff.CHEN,
        reconciliation(
            Occasion.REVIEW,
            "Pharmacy refill list and her own account",
            ("fluoxetine", Decision.CONTINUE, "60 mg, the dose for bulimia"),
        ),
    ),
    told(
        "09-16 14:40",
        Staff.OSEI,
        note(
            Staff.OSEI,
            NoteType.MEAL_SUPPORT,
            "meal-plan",
            "Lunch with her lab partner in the dining hall, stayed the hour",
            "Six of seven lunches finished. The dining hall, by her own idea, with dietitian at the next table by "
            "video.",
            "The line, where she once nearly fainted; the dessert island.",
            "Dessert at lunch twice a week, chosen beforehand.",
            "Lab partner knows to stay until two.",
            modality=Modality.VIDEO,
            goals=(1,),
        ),
    ),
    *day_program("08-12", "08-14", "08-17", "08-19", "08-24", "09-02", "09-11"),
    came_partly(Staff.NGUYEN, "Day IOP", "08-28", "11:50", "15:30", "Came from the registrar, on foot."),
    absent(
        Staff.NGUYEN,
        "08-31 11:45",
        "Day IOP",
        outreach="First day of term. Answered a text at noon: ate with her laboratory partner, comes on Wednesday.",
    ),
)
STORY = story(
    REGISTRATION,
    "08-10 13:00",
    Staff.NGUYEN,
    _EVENTS,
    looked("09-15 17:00", Staff.CHEN, Staff.MORENO, Staff.OSEI, Staff.PATEL),
)
