"""Rivera's meals: from one a day to six eating times, her weights that she is not shown, and nausea at the table."""

from careboard.clinical.condition import Severity
from careboard.clinical.note import NoteType
from careboard.clinical.nutrition import (
    Exchange,
    MealObservation,
    MealPlan,
    MealTime,
    PlannedMeal,
    Supplement,
)
from careboard.clinical.values import Informant
from careboard.demo.measures import weight
from careboard.demo.medicines import side_effect, used
from careboard.demo.staff import Staff
from careboard.demo.telling import told
from careboard.demo.words import dec, note, on

BY = Staff.OSEI
B, MS, L = MealTime.BREAKFAST, MealTime.MORNING_SNACK, MealTime.LUNCH
AS, D, ES = MealTime.AFTERNOON_SNACK, MealTime.DINNER, MealTime.EVENING_SNACK


def _meal(time: MealTime, **counts: str) -> PlannedMeal:
    """Exchanges by food group."""
    return PlannedMeal(time, tuple(Exchange(group, dec(count)) for group, count in counts.items()))


def _plan(kcal: str, day: str, *meals: PlannedMeal, swaps: tuple[str, ...] = (), text: str = "") -> MealPlan:
    return MealPlan(
        meals,
        text=text,
        energy_min_kcal=dec(kcal),
        energy_max_kcal=dec(kcal),
        supplements=("oral nutrition supplement, 237 mL",),
        supplement_rule="Half a serving if less than the whole meal is eaten, a whole one if less than half",
        swaps=swaps,
        effective_from=on(day),
    )


EVENTS = (
    told(
        "07-10 10:30",
        BY,
        note(
            BY,
            NoteType.NUTRITION,
            "adime",
            "One small meal a day; agrees to breakfast and a blind scale",
            "Recall of yesterday: black tea, an apple, half a cup of rice with beans, about 500 kcal. Fears oil, "
            "bread and anything that she did not see being cooked. Loves her grandmother's arroz con gandules, has "
            "not eaten it since Christmas. Weight taken blind; lower than at her doctor's in April.",
            "Inadequate energy intake, from fear of weight gain, shown by recall, weight loss and cold intolerance.",
            "Breakfast every day: oatmeal made with milk, banana. No weighing at home; her mother takes the scale "
            "away. Told plainly what starvation does to sleep and mood.",
            "Weekly visits, blind weight, labs by Dr. Hanna.",
            "Baseline visit. Leaves with one meal she can name, and says it is possible.",
            session=("07-10 09:00", "07-10 10:00"),
        ),
    ),
    told("07-10 09:50", BY, weight("45.9", blind=True), recorded="07-10 10:25"),
    told(
        "07-29 17:00",
        BY,
        _plan(
            "1600",
            "07-29",
            _meal(B, starch="2", dairy="1", fruit="1"),
            _meal(MS, fruit="1", dairy="0.5"),
            _meal(L, starch="2", protein="2", vegetable="1", fat="1"),
            _meal(AS, starch="1", fat="1"),
            _meal(D, starch="2", protein="2", vegetable="1", fat="1"),
            _meal(ES, dairy="1"),
            text="Opening plan while potassium and phosphate are checked; rises with Dr. Marsh's word.",
        ),
        "meals 1",
    ),
    told(
        "07-30 09:30",
        BY,
        note(
            BY,
            NoteType.NUTRITION,
            "adime",
            "First day at the table: two of three meals, phosphate normal",
            "Dinner and breakfast finished in 50 minutes each with support, snack left. Bloated and cold. Potassium "
            "3.3 mEq/L, being replaced.",
            "Inadequate oral intake with risk of refeeding, after days of almost nothing.",
            "1,600 kcal in six eating times, warm food first, sits beside staff. Supplement explained as food, not "
            "as a penalty.",
            "Daily blind weight; laboratory on 01-Aug before any increase. Edema and breathing watched by nursing.",
            "Came to the table each time she was asked.",
        ),
    ),
    told("07-30 07:10", BY, weight("44.6", blind=True), recorded="07-30 09:20"),
    told(
        "08-03 18:50",
        BY,
        MealObservation(
            D,
            50,
            Supplement.TAKEN,
            ("cut the chicken very small", "pushed rice under the napkin and gave it back when asked"),
            "Asked for hydrOXYzine before coming. Stayed an hour afterwards with the knitting group.",
        ),
    ),
    told(
        "08-12 11:00",
        BY,
        _plan(
            "2000",
            "08-12",
            _meal(B, starch="2", dairy="1", fruit="1", fat="1"),
            _meal(MS, fruit="1", dairy="1"),
            _meal(L, starch="2", protein="3", vegetable="1", fat="1"),
            _meal(AS, starch="1", fat="1", fruit="1"),
            _meal(D, starch="3", protein="3", vegetable="1", fat="1"),
            _meal(ES, dairy="1", starch="1"),
        ),
        "meals 2",
        about="meals 1",
    ),
    told("08-19 07:10", BY, weight("46.8", blind=True), recorded="08-19 09:15"),
    told(
        "08-20 09:00",
        BY,
        side_effect(
            "nausea",
            Severity.MILD,
            "08-14",
            ("sertraline",),
            "08-20",
            action=(
                "Comes an hour after the tablet and spoils the morning snack. Asked prescribers to give it with "
                "breakfast."
            ),
        ),
    ),
    told(
        "08-21 12:45",
        BY,
        MealObservation(
            L,
            75,
            Supplement.PARTLY,
            ("ate bread before being reminded",),
            "Queasy since the dose went up yesterday; ginger tea and dry toast helped more than coaxing.",
        ),
    ),
    told(
        "08-26 10:30",
        BY,
        _plan(
            "2200",
            "08-26",
            _meal(B, starch="3", dairy="1", fruit="1", fat="1"),
            _meal(MS, fruit="1", dairy="1", starch="1"),
            _meal(L, starch="2", protein="3", vegetable="1", fat="2"),
            _meal(AS, starch="1", fat="1", fruit="1"),
            _meal(D, starch="3", protein="3", vegetable="1", fat="2"),
            _meal(ES, dairy="1", starch="1"),
            swaps=("rice for bread", "yogurt for milk"),
        ),
        "meals 3",
        about="meals 2",
    ),
    told(
        "08-31 09:10",
        BY,
        side_effect(
            "nausea",
            Severity.MODERATE,
            "08-20",
            ("sertraline",),
            "08-29",
            action="Small dry breakfast first, tablet after it. Supplement sipped over an hour. No vomiting.",
        ),
    ),
    told(
        "09-08 10:20",
        BY,
        side_effect(
            "nausea",
            Severity.MILD,
            "09-01",
            ("sertraline",),
            "09-08",
            action="Passed within the week, as after the last step; she expects it now and eats anyway.",
        ),
    ),
    told(
        "09-09 14:30",
        BY,
        note(
            BY,
            NoteType.NUTRITION,
            "adime",
            "Home plan agreed: her mother cooks, she plates, nobody counts",
            "Six eating times kept at Cedar House for three weeks, 2,200 kcal. Hunger is back in the morning. Fear "
            "of dinner at home 8 of 10, of breakfast 2. First grandmother's dish eaten on 05-Sep, half a plate, "
            "cried, finished.",
            "Adequate intake with support; expected to fall at home in the evening, as it did before.",
            "Three lunches a week here, snack log for the rest. Elena cooks, May plates with the exchange list, they "
            "eat together. Supplement in the refrigerator door.",
            "Weekly blind weight, log read on Mondays. Two weeks of falling weight: the team meets about more support.",
            "The goal of three lunches in company was met ten days early.",
        ),
    ),
    told(
        "09-11 12:45",
        BY,
        MealObservation(
            L,
            75,
            Supplement.TAKEN,
            ("left the bread to the last",),
            "Her own idea for next week: to begin with the bread.",
        ),
        recorded="09-11 13:25",
    ),
    told(
        "09-12 18:30",
        BY,
        MealObservation(D, 50, Supplement.PARTLY, note="Half of the rice, all of the beans, by her log."),
        recorded="09-14 09:20",
        said_by=Informant.PATIENT,
    ),
    told(
        "09-13 18:30",
        BY,
        MealObservation(D, 25, Supplement.REFUSED, ("left the table after a quarrel",), "By her log."),
        recorded="09-14 09:25",
        said_by=Informant.PATIENT,
    ),
    told("09-14 09:05", BY, weight("48.9", blind=True)),
    told(
        "09-14 09:40",
        BY,
        _plan(
            "2400",
            "09-14",
            _meal(B, starch="3", dairy="1", fruit="1", fat="1"),
            _meal(MS, fruit="1", dairy="1", starch="1"),
            _meal(L, starch="2", protein="2", fat="1", fruit="1"),
            _meal(AS, starch="2", fat="1", fruit="1"),
            _meal(D, starch="3", protein="3", vegetable="1", fat="2"),
            _meal(ES, dairy="1", starch="2", fat="1"),
            swaps=("rice for bread", "yogurt for milk", "arroz con gandules for starch and protein"),
            text="More in the evening snack than at lunch: that is when she is hungry.",
        ),
        "meals 4",
        about="meals 3",
    ),
    told(
        "09-14 12:55",
        BY,
        used("hydroxyzine", "25", "anxiety before lunch at the program", "Finished lunch, yawned once"),
    ),
    told("09-14 13:25", BY, MealObservation(L, 100, Supplement.NOT_NEEDED)),
    told(
        "09-16 13:25",
        BY,
        MealObservation(L, 75, Supplement.TAKEN, note="5 of 6 exchanges; left one of fat."),
    ),
    told(
        "09-16 15:40",
        BY,
        note(
            BY,
            NoteType.MEAL_SUPPORT,
            "adime",
            "Finished 5 of 6 exchanges at lunch; supplement taken",
            "Plan moved from 2,200 to 2,400 kcal on 14-Sep. Lunch in 35 minutes with three others, left one fat "
            "exchange.",
            "Energy needs not yet met at home in the evening, by the log.",
            "Supplement taken with company. No compensatory behavior seen in the hour after the meal.",
            "Snack log returned: evening snack eaten late on Monday and Tuesday. Next log Monday 21-Sep.",
            "Ate the bread first, as she set out to do last week.",
            session=("09-16 12:50", "09-16 14:25"),
            goals=(1,),
        ),
    ),
)
