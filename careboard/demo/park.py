"""PARK, Joon: an athlete's anorexia, eight weeks at Cedar House, and two weeks at home with a full plate."""

from careboard.clinical.condition import Severity
from careboard.clinical.measured import ProcedureDone
from careboard.clinical.medication.orders import ReasonType
from careboard.clinical.medication.reconciliation import Decision, Occasion
from careboard.clinical.note import NoteType
from careboard.clinical.nutrition import MealObservation, MealTime, NotWeighed, Supplement, Weight
from careboard.clinical.person import Flag, FlagType, Sex
from careboard.clinical.response import RiskLevel, SafetyPlan
from careboard.clinical.values import Coded
from careboard.demo import site
from careboard.demo.care import (
    INTENSIVE,
    RESIDENTIAL,
    admitted,
    appointment,
    consent,
    goal,
    level,
    meal,
    meal_plan,
    part2,
    plan_of_care,
    suicide_risk,
)
from careboard.demo.measures import c_ssrs, ecg, lab, measured, orthostatic, phq9, scale, vitals, weight
from careboard.demo.medicines import MIRTAZAPINE, THIAMINE, change, complete, daily, reconciliation, side_effect, start
from careboard.demo.staff import Staff
from careboard.demo.stays import cancelled, day_program
from careboard.demo.telling import looked, story, told
from careboard.demo.words import contact, diagnosis, no_known_allergies, note, patient

ME = "Joon Park"
REGISTRATION = patient(
    "Park",
    "Joon",
    "1995-07-02",
    Sex.MALE,
    "004-1158",
    "555-0154",
    pronouns="he/him",
    street="3 River Terrace",
    town="Northampton",
    languages=("English", "Korean"),
)
_EVENTS = (
    told("07-06 13:05", Staff.NGUYEN, part2(applies=False, basis="Eating disorder only.")),
    told("07-06 13:10", Staff.NGUYEN, level(RESIDENTIAL, "07-06", site.RESIDENCE, review="08-03")),
    told(
        "07-06 13:20",
        Staff.NGUYEN,
        contact("Min-ji Park", "wife", "555-0155", told="all but what is said in sessions", emergency=True),
    ),
    told(
        "07-06 13:25",
        Staff.NGUYEN,
        consent(
            "Min-ji Park, wife",
            "meal plan, appointments, emergencies",
            "support at home",
            ME,
            event="discharge from the program",
        ),
    ),
    told("07-06 14:00", Staff.PATEL, no_known_allergies()),
    told(
        "07-06 14:05",
        Staff.PATEL,
        vitals(
            *orthostatic((98, 62, 44), (92, 60, 66)), note="Runs ninety miles a week. Feet cold, lanugo on the back."
        ),
    ),
    told("07-06 14:20", Staff.MARSH, ecg("Sinus bradycardia, no block, no pauses.", 409, 44, Staff.MARSH)),
    told(
        "07-06 15:10",
        Staff.PATEL,
        lab(
            "Refeeding panel",
            measured("potassium", "4.0"),
            measured("phosphate", "2.4", "low"),
            measured("magnesium", "1.8"),
            measured("glucose", "64", "low"),
        ),
    ),
    told(
        "07-09 08:30",
        Staff.PATEL,
        lab(
            "Refeeding panel",
            measured("potassium", "4.1"),
            measured("phosphate", "2.9"),
            measured("magnesium", "2.0"),
            measured("glucose", "78"),
        ),
    ),
    told(
        "07-06 16:00",
        Staff.MARSH,
        note(
            Staff.MARSH,
            NoteType.MEDICAL,
            "soap",
            "Pulse of 44 is not fitness; phosphate low before the first full meal",
            "Marathons for ten years, lost much weight since autumn, no fainting, tired on stairs, no libido. Two "
            "stress fractures this year. Believes that his pulse is training.",
            "Lying 98/62, 44; standing 92/60, 66. Skin cold, no edema. Phosphate 2.4 mg/dL, glucose 64 mg/dL. QTc "
            "409 ms.",
            "Malnutrition with sinus bradycardia, low phosphate and glucose: high risk of refeeding. Low energy in "
            "sport, bones at risk.",
            "Phosphate by mouth through milk and supplement, laboratory on 09-Jul. Thiamine first. No running, ten "
            "minutes of garden. Transfer to hospital for a pulse under 40 or phosphate under 2. Bone density this "
            "month.",
        ),
    ),
    told("07-06 16:05", Staff.MARSH, start(THIAMINE, daily("100"), "Refeeding", "07-06"), "thiamine"),
    told(
        "07-08 10:40",
        Staff.CHEN,
        diagnosis("F50.012", "Anorexia nervosa, restricting type, severe", principal=True, onset="2025-10"),
    ),
    told(
        "07-08 10:30",
        Staff.CHEN,
        note(
            Staff.CHEN,
            NoteType.EVALUATION,
            "apso",
            "Anorexia behind the running; no depression that hunger does not explain",
            "Anorexia nervosa, restricting, severe by weight loss, exercise driven. Low mood and broken sleep of "
            "starvation; look again after three weeks of food. Suicide risk low.",
            "No antidepressant yet. If sleep and dread of meals stay, mirtazapine. Running spikes in Min-ji's trunk, "
            "his idea.",
            "'If I stop I have to sit with it.' His father stopped at forty and died at forty-one.",
            "Gaunt, courteous, jiggles one foot, catches it. Thinking clear and narrow. No psychosis, no wish to die.",
            session=("07-08 09:30", "07-08 10:25"),
        ),
    ),
    told(
        "07-29 10:30",
        Staff.CHEN,
        start(MIRTAZAPINE, daily("7.5", "bedtime"), "Sleep and meal anxiety", "07-29"),
        "mirtazapine",
    ),
    told(
        "08-12 10:15",
        Staff.CHEN,
        change(
            "mirtazapine",
            daily("7.5", "bedtime"),
            daily("15", "bedtime"),
            "08-12",
            "Sleeps six hours, was four; still dreads dinner.",
            ReasonType.PARTIAL_RESPONSE,
        ),
    ),
    told(
        "08-05 08:20",
        Staff.PATEL,
        side_effect("sedation", Severity.MILD, "07-30", ("mirtazapine",), "08-04", action="Gone within the week."),
    ),
    told("08-20 09:15", Staff.MARSH, complete("thiamine", "08-20", "Six weeks, eats the whole plan.")),
    told(
        "07-22 14:30",
        Staff.MARSH,
        ProcedureDone(
            Coded("Bone density scan (DXA), spine and hip"),
            reasons=(Coded("Two stress fractures, malnutrition"),),
            outcome="Lumbar spine Z-score -2.1, hip -1.4: low for his age.",
            performer="Valley Imaging",
            note="Shown to him with the picture; he asked for a copy.",
        ),
    ),
    told("08-27 14:05", Staff.PATEL, vitals(*orthostatic((110, 68, 54), (106, 68, 68)), note="Warm hands.")),
    told(
        "07-06 17:00",
        Staff.OSEI,
        Flag(FlagType.BLIND_WEIGHT, Coded("Blind weight at his wish; wife is not told either")),
    ),
    told("07-07 07:00", Staff.OSEI, weight("53.4", blind=True)),
    told("07-27 07:00", Staff.OSEI, weight("56.1", blind=True)),
    told("08-24 07:00", Staff.OSEI, weight("60.2", blind=True)),
    told(
        "09-02 11:20",
        Staff.OSEI,
        Weight(
            None,
            blind=True,
            conditions=(),
            not_weighed=NotWeighed.DECLINED,
            note="First day at home: asked for one day without it.",
        ),
    ),
    told("09-09 11:15", Staff.OSEI, weight("60.4", blind=True)),
    told(
        "07-07 11:00",
        Staff.OSEI,
        note(
            Staff.OSEI,
            NoteType.NUTRITION,
            "adime",
            "Eats by splits: energy earned, never spent; opens at 1,500 kcal",
            "Egg whites, broccoli, sweet potato, weighed. About 1,400 kcal against far more spent. Phosphate 2.4 "
            "mg/dL.",
            "Inadequate energy intake, from rules of training, seen in bradycardia and fractures.",
            "1,500 kcal, milk at each meal for phosphate, up by 200 every two to three days with laboratory.",
            "Phosphate, potassium, magnesium on 09-Jul. Blind weight three times a week.",
            "Drank the milk 'as a recovery drink'. Fine with me.",
        ),
    ),
    told(
        "07-07 11:10",
        Staff.OSEI,
        meal_plan(
            "1500",
            "07-07",
            meal(MealTime.BREAKFAST, starch="2", dairy="1"),
            meal(MealTime.MORNING_SNACK, dairy="1"),
            meal(MealTime.LUNCH, starch="2", protein="2", dairy="1"),
            meal(MealTime.AFTERNOON_SNACK, fruit="1"),
            meal(MealTime.DINNER, starch="2", protein="2", vegetable="1", fat="1"),
            meal(MealTime.EVENING_SNACK, dairy="1"),
            rule="A serving if less than three quarters is eaten",
        ),
        "meals",
    ),
    told(
        "07-15 12:50",
        Staff.OSEI,
        MealObservation(
            MealTime.LUNCH,
            50,
            Supplement.TAKEN,
            ("stood up twice", "foot under the table moving"),
            "Sat for the last ten minutes with his hand on the chair.",
        ),
    ),
    told(
        "08-10 11:10",
        Staff.OSEI,
        meal_plan(
            "2800",
            "08-10",
            meal(MealTime.BREAKFAST, starch="3", dairy="1", fruit="1", fat="2"),
            meal(MealTime.MORNING_SNACK, starch="1", dairy="1"),
            meal(MealTime.LUNCH, starch="3", protein="3", vegetable="1", fat="2"),
            meal(MealTime.AFTERNOON_SNACK, starch="2", fat="1", fruit="1"),
            meal(MealTime.DINNER, starch="3", protein="4", vegetable="1", fat="2"),
            meal(MealTime.EVENING_SNACK, starch="1", dairy="1", fat="1"),
        ),
        about="meals",
    ),
    told(
        "08-27 18:40",
        Staff.OSEI,
        MealObservation(MealTime.DINNER, 100, Supplement.NOT_NEEDED, (), "Kimchi stew that Min-ji brought; two bowls."),
    ),
    told("07-08 15:00", Staff.MORENO, phq9("2 2 3 3 2 1 2 1 0")),
    told("07-08 15:05", Staff.MORENO, c_ssrs("negative", "", first=True)),
    told("07-08 15:10", Staff.MORENO, scale("EDE-QS", 27)),
    told(
        "07-08 15:20",
        Staff.MORENO,
        suicide_risk(
            RiskLevel.LOW,
            "No firearms, no tablets at home.",
            "Asked again at discharge to the IOP.",
            lowers=("no thought of dying", "marriage", "wants to be a father"),
        ),
    ),
    told(
        "08-06 15:10",
        Staff.MORENO,
        note(
            Staff.MORENO,
            NoteType.INDIVIDUAL,
            "dap",
            "Sat with it for eleven minutes: his father at the finish line",
            "Set a timer himself. At minute four his foot stopped; at seven he spoke of his father, who clapped only "
            "at the end.",
            "What he runs from has a face now. Stillness is the exposure; food was only the first half.",
            "Eleven minutes daily, same chair. Min-ji hears the story from him on Sunday.",
            session=("08-06 14:10", "08-06 15:00"),
            mood=5,
        ),
    ),
    told("08-27 15:00", Staff.MORENO, phq9("1 1 2 1 1 1 1 0 0")),
    told("08-27 15:05", Staff.MORENO, scale("EDE-QS", 15)),
    told(
        "08-31 14:10",
        Staff.MORENO,
        SafetyPlan(
            warning_signs=("I check my pulse", "I eat standing"),
            coping=("The chair, eleven minutes", "Call Min-ji at lunch"),
            people_and_places=("The boathouse, rowing nowhere",),
            people_to_ask=("Min-ji, 555-0155",),
            professionals=("L. Moreno, LCSW, 555-0160",),
            worth_living_for=("A child who is clapped for at the start",),
            copy_given=True,
        ),
    ),
    told(
        "08-31 11:00",
        Staff.NGUYEN,
        appointment(
            "K. Osei, RD, and group", "09-02 11:30", site.EATING, "555-0160", "First day of the IOP", follow_up=True
        ),
    ),
    told(
        "09-02 10:30",
        Staff.NGUYEN,
        admitted(
            site.EATING,
            "Eats the whole plan at Cedar House; now without a bell, and with his running shoes in the hall.",
            "Cedar House, residential, 06-Jul to 01-Sep-2026",
            track="day",
        ),
        "admission",
    ),
    told("09-02 10:32", Staff.NGUYEN, level(INTENSIVE, "09-02", site.EATING, review="09-23", admission="admission")),
    told(
        "09-02 10:50",
        Staff.CHEN,
        reconciliation(
            Occasion.TRANSFER,
            "Cedar House list of 01-Sep and what he has at home",
            ("mirtazapine", Decision.CONTINUE, "15 mg; taper not before November"),
        ),
    ),
    told(
        "09-02 13:30",
        Staff.MORENO,
        plan_of_care(
            "IOP plan of care",
            goal(
                1,
                "I want to sit through dinner at home and not see the shoes.",
                "Anorexia with driven exercise",
                "Dinner sitting on 6 of 7 evenings, no running until November, by his log and Min-ji's.",
                "10-14",
                ("Exposure to stillness", "weekly", Staff.MORENO),
                ("Meal support", "3 times a week", Staff.OSEI),
            ),
            until="Weight in the agreed range for four weeks, pulse over 50 at rest.",
        ),
        "plan",
    ),
    told(
        "09-14 13:20",
        Staff.OSEI,
        note(
            Staff.OSEI,
            NoteType.NUTRITION,
            "meal-plan",
            "Ran on Saturday, told it on Sunday, ate the extra snack on Monday",
            "Six eating times on 11 of 12 days. Weight steady, not rising.",
            "A warm morning and an empty house: forty minutes by the river.",
            "Afternoon snack doubled this week; 2,800 kcal stays.",
            "Shoes in the trunk on weekends. Rowing machine talked about with Dr. Marsh before anything starts.",
            goals=(1,),
        ),
    ),
    *day_program("09-02", "09-04", "09-09", "09-11", "09-14", "09-16"),
    cancelled("09-07 09:00", "Day IOP", "Labor Day; Min-ji has the plan for a day at home and the number on call."),
)
STORY = story(
    REGISTRATION,
    "07-06 13:00",
    Staff.NGUYEN,
    _EVENTS,
    looked("09-15 17:30", Staff.CHEN, Staff.MORENO, Staff.OSEI, Staff.PATEL),
)
