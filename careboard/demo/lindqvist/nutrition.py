"""Lindqvist at the table: regular eating against binges, and soup when nothing else goes."""

from careboard.clinical.dosage import DayOfWeek
from careboard.clinical.note import NoteType
from careboard.clinical.nutrition import MealObservation, MealTime, OtherDays, PlannedMeal, Supplement
from careboard.demo.care import meal, meal_plan
from careboard.demo.staff import Staff
from careboard.demo.telling import told
from careboard.demo.words import note

BY = Staff.OSEI
_LUNCH = meal(MealTime.LUNCH, starch="2", protein="2", vegetable="1", fat="1")
_AFTERNOON = meal(MealTime.AFTERNOON_SNACK, fruit="1", fat="1")
_EVENING = meal(MealTime.EVENING_SNACK, starch="1", dairy="1")
EVENTS = (
    told(
        "07-08 16:40",
        BY,
        note(
            BY,
            NoteType.NUTRITION,
            "adime",
            "Skips until four, binges after ten; six eating times instead of rules",
            "First food at four on most days, since the stimulant takes her hunger. Five nights of eating past "
            "comfort, alone, fast, about 2,000 kcal. No vomiting, no laxatives. Likes to cook for others.",
            "Disordered eating pattern, from long fasting and restriction by day, shown by recall and night binges.",
            "Breakfast within an hour of waking, nothing longer than four hours apart. No forbidden food, no "
            "weighing at home.",
            "Diary lines only: eaten or not, alone or not. Seen weekly.",
            "Starting point recorded.",
            session=("07-08 15:45", "07-08 16:35"),
        ),
    ),
    told(
        "07-08 16:45",
        BY,
        meal_plan(
            "2000",
            "07-08",
            meal(MealTime.BREAKFAST, starch="2", dairy="1", fruit="1"),
            meal(MealTime.MORNING_SNACK, fruit="1", dairy="0.5"),
            meal(MealTime.LUNCH, starch="2", protein="2", vegetable="2", fat="1"),
            meal(MealTime.AFTERNOON_SNACK, starch="1", fat="1"),
            meal(MealTime.DINNER, starch="2", protein="3", vegetable="2", fat="1"),
            meal(MealTime.EVENING_SNACK, starch="1", dairy="1"),
            text="The evening snack is eaten sitting, at nine, with the light on.",
        ),
        "meals",
    ),
    told(
        "08-05 17:10",
        BY,
        note(
            BY,
            NoteType.NUTRITION,
            "meal-plan",
            "Two binges this week, was five; breakfast on six days",
            "Breakfast six of seven, lunch at her desk, evening snack kept. Two binges, both after dinner was skipped.",
            "The shop, and evenings when Klara is away.",
            "Dinner moves to six o'clock from Monday, before group instead of after.",
            "Cooks on Sundays with Imani and freezes four portions.",
            session=("08-05 16:40", "08-05 17:10"),
            goals=(1,),
        ),
    ),
    told(
        "09-02 18:40",
        BY,
        MealObservation(
            MealTime.DINNER,
            25,
            Supplement.TAKEN,
            ("held the spoon and looked at it", "thanked the cook"),
            "Soup. Supplement cold, through a straw, over 40 minutes.",
        ),
    ),
    told(
        "09-03 09:40",
        BY,
        meal_plan(
            "1800",
            "09-03",
            meal(MealTime.BREAKFAST, starch="1", dairy="1", fruit="1"),
            meal(MealTime.MORNING_SNACK, dairy="1"),
            meal(MealTime.LUNCH, starch="2", protein="2", vegetable="1", fat="1"),
            meal(MealTime.AFTERNOON_SNACK, fruit="1", fat="1"),
            meal(MealTime.DINNER, starch="2", protein="2", vegetable="1", fat="1"),
            meal(MealTime.EVENING_SNACK, starch="1", dairy="1"),
            text="Soft and warm; salt as usual every day, because of lithium, and two liters to drink.",
            rule="Half a serving if half or less of a meal is eaten",
        ),
        "meals 2",
        about="meals",
    ),
    told(
        "09-08 12:50",
        BY,
        MealObservation(
            MealTime.LUNCH, 75, Supplement.NOT_NEEDED, ("asked for the recipe",), "First lunch at the long table."
        ),
    ),
    told(
        "09-11 11:20",
        BY,
        note(
            BY,
            NoteType.NUTRITION,
            "adime",
            "From a quarter to three quarters of meals; fluids and salt steady",
            "Four of six eating times, three quarters of lunch on five days. Drinks 1.8 liters by her own count.",
            "Inadequate intake in depression, easing.",
            "Toast before the morning tablet. Bakes with the Thursday group: her idea.",
            "Weight weekly, open, as she prefers. Lithium level with any change in drinking.",
            "Supplement rule not needed for four days.",
        ),
    ),
    told(
        "09-11 11:40",
        BY,
        meal_plan(
            "1900",
            "09-12",
            meal(MealTime.BREAKFAST, starch="1", dairy="1", fruit="1"),
            meal(MealTime.MORNING_SNACK, dairy="1"),
            _LUNCH,
            _AFTERNOON,
            meal(MealTime.DINNER, starch="2", protein="2", vegetable="1", fat="1"),
            _EVENING,
            swaps=("soup with bread for a warm lunch",),
            text="On the weekend Klara comes and they cook in the house; up late, so breakfast stands for the snack.",
            rule="Half a serving if half or less of a meal is eaten",
            other_days=(
                OtherDays(
                    (DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                    (
                        meal(MealTime.BREAKFAST, starch="2", dairy="1.5", fruit="1"),
                        _LUNCH,
                        _AFTERNOON,
                        PlannedMeal(MealTime.DINNER, text="cooked with Klara, both at the table"),
                        _EVENING,
                    ),
                ),
            ),
        ),
        about="meals 2",
    ),
    told(
        "09-15 18:30",
        BY,
        MealObservation(
            MealTime.DINNER, 100, Supplement.NOT_NEEDED, ("laughed at the table",), "Her own cardamom buns after."
        ),
    ),
)
