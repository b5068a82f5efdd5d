"""Intake by day, versions of the meal plan, the supplement rule, and the patient's handout without figures."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from careboard.clinical.condition import Allergy
from careboard.clinical.dosage import DayOfWeek
from careboard.clinical.note import EnteredInError, ErrorReason
from careboard.clinical.nutrition import (
    Exchange,
    MealObservation,
    MealPlan,
    MealTime,
    OtherDays,
    PlannedMeal,
    Supplement,
)
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.values import Coded, Informant, When
from careboard.projections.nutrition.handout import Handout, handout
from careboard.projections.nutrition.intake import due_supplement, intake, planned_words
from careboard.projections.nutrition.rule import falls_under
from careboard.projections.nutrition.versions import plan_lines, plan_tables, versions
from careboard.projections.wording import tell
from tests.projections.records import NURSE, ZONE, chart, imported, on, signed

B, L, D = MealTime.BREAKFAST, MealTime.LUNCH, MealTime.DINNER
FIRST = MealPlan(
    (PlannedMeal(B, (Exchange("starch", Decimal(2)),)), PlannedMeal(D, energy_kcal=Decimal(600))),
    text="Opening plan while potassium is checked.",
    energy_min_kcal=Decimal(1600),
    supplements=("oral nutrition supplement, 237 mL",),
    supplement_rule="One bottle if less than half is eaten",
    effective_from=When("2026-09-01"),
)
SECOND = MealPlan(
    (
        PlannedMeal(B, (Exchange("starch", Decimal(3)), Exchange("dairy", Decimal("0.5")))),
        PlannedMeal(L, (Exchange("starch", Decimal(1)),), text="with the others"),
    ),
    energy_min_kcal=Decimal(1800),
    supplement_rule="One bottle if less than half is eaten",
    swaps=("rice for bread",),
    avoid=(Coded("sesame"),),
    effective_from=When("2026-09-10"),
)
WEEKEND = (DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)
WEEKLY = replace(SECOND, other_days=(OtherDays(WEEKEND, (SECOND.meals[0], PlannedMeal(D, text="with the family"))),))
PLANS = (signed(FIRST, "first", at=on(1)), signed(SECOND, "second", at=on(10), ref="first"))
BLIND = signed(Flag(FlagType.BLIND_WEIGHT, Coded("blind weight")), "blind", at=on(1))


def eaten(share: int, time: MealTime = L, supplement: Supplement | None = None) -> MealObservation:
    return MealObservation(time, share, supplement)


def test_that_a_meal_that_nobody_recorded_is_not_recorded_rather_than_nothing() -> None:
    shown = intake(chart(signed(eaten(75), at=on(16))), 7)
    day = shown.days[-1]
    assert [shown.meal(day, time).eaten for time in (B, D)] == [None, None]
    assert shown.meal(day, B).told(chart().voice) == "not recorded"
    assert shown.meal(day, L).read(chart().voice).startswith("Lunch, 16 September 2026: 75% eaten, recorded by A. Chen")


def test_that_a_meal_belongs_to_its_day_at_the_clinic() -> None:
    late = signed(eaten(50, D), at=on(16, 1))  # 21:00 of the day before in New York
    earlier = signed(eaten(25), at=When("2026-09-14", Informant.PATIENT), recorded=on(16))
    shown = intake(chart(late, earlier), 7)
    assert len(shown.days) == 7
    assert {place[0].day: meal.eaten.share for place, meal in shown.meals.items() if meal.eaten} == {15: 50, 14: 25}
    assert "told by the patient" in shown.meals[shown.days[-3], L].told(chart().voice)
    assert str(ZONE) == "America/New_York"


def test_that_of_two_observations_the_one_recorded_last_counts_and_the_other_is_told() -> None:
    entries = [signed(eaten(50), "a", at=on(16, 10)), signed(eaten(25), "b", at=on(16, 11), by=NURSE)]
    meal = intake(chart(*entries), 7).meals[(intake(chart(), 7).days[-1], L)]
    assert meal.eaten == eaten(25)
    assert meal.told(chart().voice).endswith("1 other observation")
    struck = signed(EnteredInError(ErrorReason.DUPLICATE), "c", at=on(16, 12), ref="b", by=NURSE)
    assert intake(chart(*entries, struck), 7).meals[(meal.day, L)].eaten == eaten(50)


def test_that_the_days_are_summed_up_in_words() -> None:
    seen = MealObservation(B, 25, Supplement.REFUSED, ("hid bread",))
    entries = [
        signed(seen, at=on(15)),
        signed(eaten(100), at=on(15)),
        signed(eaten(25, D, Supplement.TAKEN), at=on(14)),
        signed(eaten(50, D, Supplement.PARTLY), at=on(13)),
    ]
    assert intake(chart(*entries), 7).summary == (
        "4 meals recorded in 7 days; under half eaten: 2; supplement taken 1 of 3, in part: 1; behavior noted: 1"
    )
    forgone = [signed(eaten(25, meal, Supplement.NOT_OFFERED), at=on(12)) for meal in (B, L)]
    assert "supplement taken 1 of 3, in part: 1, not offered: 2;" in intake(chart(*entries, *forgone), 7).summary
    assert intake(chart(*forgone), 7).summary.endswith("under half eaten: 2; supplement not offered: 2")
    assert intake(chart(), 14).summary == "No meal is recorded in 14 days"


@pytest.mark.parametrize(
    ("rule", "under", "not_under"),
    [
        ("One bottle if less than half is eaten", (0, 25), (50, 75, 100)),
        ("Half a serving if less than the whole meal is eaten, a whole one if less than half", (0, 25, 50, 75), (100,)),
        ("1 serving under 50%", (0, 25), (50, 75, 100)),
        ("offer when under three quarters", (0, 25, 50), (75, 100)),
        ("if under 80 percent", (0, 25, 50, 75), (100,)),
        ("Only if the meal is refused", (0,), (25, 50, 75, 100)),
        ("Half a serving if half or less of a meal is eaten", (0, 25, 50), (75, 100)),
        ("Ask K. Osei", (0, 25, 50, 75), (100,)),
        ("", (), (0, 25, 50, 75, 100)),
    ],
)
def test_that_a_supplement_rule_speaks_of_the_meals_under_its_limit(
    rule: str, under: tuple[int, ...], not_under: tuple[int, ...]
) -> None:
    assert all(falls_under(rule, share) for share in under)
    assert not any(falls_under(rule, share) for share in not_under)


def test_that_the_rule_is_quoted_until_something_is_recorded_of_a_supplement() -> None:
    here = chart(*PLANS)
    meal = intake(here, 7).meal(intake(here, 7).days[-1], L)
    assert due_supplement(meal, eaten(25), here) == (
        "Lunch, 16-Sep-2026: 25% eaten. The plan's supplement rule: One bottle if less than half is eaten"
    )
    assert due_supplement(meal, eaten(50), here) == ""
    assert due_supplement(meal, eaten(25, L, Supplement.REFUSED), here) == ""
    assert due_supplement(meal, eaten(25), chart()) == ""


def test_that_each_version_says_what_it_changed_against_the_one_before() -> None:
    second, first = versions(chart(*PLANS), shows_energy=True)
    assert (second.number, second.standing, second.since) == (2, "in force", "10-Sep-2026")
    assert (first.number, first.standing, first.changed) == (1, "replaced", ())
    said = [str(line) for line in second.changed]
    assert "Breakfast: 3 starch, 0.5 dairy (was: 2 starch)" in said
    assert "Lunch: 1 starch, with the others (new)" in said
    assert "Dinner: left out (was: 600 kcal)" in said
    assert "Energy: 1,800 kcal a day (was: 1,600 kcal a day)" in said


def test_that_a_version_entered_in_error_is_none_and_one_that_lies_ahead_says_so() -> None:
    ahead = signed(
        MealPlan((PlannedMeal(B, text="as at home"),), effective_from=When("2026-09-20")), "ahead", at=on(15)
    )
    struck = signed(EnteredInError(ErrorReason.DUPLICATE), "struck", at=on(15), ref="first")
    assert [one.standing for one in versions(chart(*PLANS, ahead), shows_energy=True)] == [
        "begins later",
        "in force",
        "replaced",
    ]
    assert [one.standing for one in versions(chart(*PLANS, struck), shows_energy=True)] == ["in force"]


def test_that_a_version_keeps_its_number_whatever_is_struck_or_brought_in_later() -> None:
    third = signed(replace(SECOND, swaps=()), "third", at=on(12), ref="second")
    struck = signed(EnteredInError(ErrorReason.DUPLICATE), "struck", at=on(13), ref="second")
    elsewhere = imported(signed(FIRST, "elsewhere", at=When("2026-08-01"), recorded=on(14)))
    told = versions(chart(*PLANS, third, struck, elsewhere), shows_energy=True)
    assert [(one.number, one.before) for one in told] == [(3, 1), (1, 4), (4, 0)]
    assert "Breakfast: 3 starch, 0.5 dairy (was: 2 starch)" in [str(line) for line in told[0].changed]


def test_that_a_plan_is_a_table_of_food_groups_that_adds_up() -> None:
    (table,) = plan_tables(SECOND, chart(*PLANS), shows_energy=True)
    assert table.days == "Each day"
    assert table.heads == ("Eating time", "Starch", "Dairy", "In words")
    assert table.rows[0] == ("Breakfast", "3", "0.5", "")
    assert table.rows[1] == ("Morning snack", "", "", "")
    assert table.rows[2] == ("Lunch", "1", "", "with the others")
    assert table.rows[-1] == ("A day", "4", "0.5", "")
    lines = [str(line) for line in plan_lines(SECOND, chart(*PLANS), shows_energy=True)]
    assert "Swaps: rice for bread" in lines
    assert not any("starch" in line for line in lines)


def test_that_the_energy_of_a_day_is_added_up_where_a_plan_counts_no_servings() -> None:
    meals = [PlannedMeal(time, energy_kcal=Decimal(600)) for time in (MealTime.BREAKFAST, MealTime.DINNER)]
    (table,) = plan_tables(MealPlan(tuple(meals)), chart(), shows_energy=True)
    assert (table.heads, table.rows[-1]) == (("Eating time", "kcal"), ("A day", "1,200"))


def told(plan: MealPlan, *, shows_energy: bool) -> str:
    here = chart(*PLANS)
    return repr((plan_tables(plan, here, shows_energy=shows_energy), plan_lines(plan, here, shows_energy=shows_energy)))


@pytest.mark.parametrize("plan", [FIRST, SECOND])
def test_that_no_energy_is_told_where_it_is_hidden(plan: MealPlan) -> None:
    assert re.search(r"kcal|1,?[68]00|600", told(plan, shows_energy=True))
    for hidden in (told(plan, shows_energy=False), repr(versions(chart(*PLANS), shows_energy=False))):
        assert not re.search(r"kcal|1,?[68]00|600", hidden)
    assert "hidden: weight is blind" in told(FIRST, shows_energy=False)


def test_that_days_that_differ_only_in_energy_are_told_as_one_where_it_is_hidden() -> None:
    richer = replace(SECOND, other_days=(OtherDays(WEEKEND, (replace(SECOND.meals[0], energy_kcal=Decimal(500)),)),))
    richer = replace(richer, meals=SECOND.meals[:1])
    assert len(plan_tables(richer, chart(), shows_energy=True)) == 2
    assert len(plan_tables(richer, chart(), shows_energy=False)) == 1


def test_that_a_week_is_told_once_where_days_are_alike_and_by_day_where_they_differ() -> None:
    assert [str(line) for line in tell(WEEKLY, chart().voice).lines[:4]] == [
        "Energy: 1,800 kcal a day",
        "Breakfast: 3 starch, 0.5 dairy",
        "Lunch (Monday to Friday): 1 starch, with the others",
        "Lunch (Saturday and Sunday): nothing planned",
    ]
    weekdays, weekend = plan_tables(WEEKLY, chart(), shows_energy=True)
    assert (weekdays.days, weekend.days) == ("Monday to Friday", "Saturday and Sunday")
    assert weekdays.heads == weekend.heads
    assert weekend.rows[4] == ("Dinner", "", "", "with the family")


def test_that_a_version_says_on_which_days_it_changed_what() -> None:
    (newest, *_others) = versions(chart(*PLANS, signed(WEEKLY, "weekly", at=on(12), ref="second")), shows_energy=True)
    said = [str(line) for line in newest.changed]
    assert said[0] == "Lunch (Saturday and Sunday): left out (was: 1 starch, with the others)"
    assert "Dinner (Saturday and Sunday): with the family (new)" in said
    assert "Unchanged: Energy, Breakfast, Lunch (Monday to Friday), Supplement rule, Swaps, Avoid" in said[-1]


def test_that_what_is_planned_for_a_meal_is_that_of_its_day() -> None:
    here = chart(*PLANS, signed(WEEKLY, "weekly", at=on(12), ref="second"))
    assert planned_words(date(2026, 9, 18), L, here) == "Planned: 1 starch, with the others"
    assert planned_words(date(2026, 9, 19), L, here) == ""
    assert planned_words(date(2026, 9, 19), D, here) == "Planned: with the family"


def test_that_the_handout_has_a_list_for_the_days_that_are_alike() -> None:
    weekly = signed(WEEKLY, "weekly", at=on(12), ref="second")
    made = [block.heading for block in handed_out(weekly).blocks[:2]]
    assert made == ["What I eat, Monday to Friday", "What I eat, Saturday and Sunday"]
    spanish = [block.heading for block in handed_out(weekly, language="es").blocks[:2]]
    saturday = "s\N{LATIN SMALL LETTER A WITH ACUTE}bado"
    assert spanish == ["Lo que como, de lunes a viernes", f"Lo que como, {saturday} y domingo"]


def handed_out(*entries: object, language: str = "en", **wordings: str) -> Handout:
    made = handout(chart(*PLANS, *entries), language, wordings)  # type: ignore[arg-type]
    assert made is not None
    return made


def test_that_the_handout_tells_servings_in_words_and_no_figure() -> None:
    made = handed_out(BLIND, signed(Allergy(Coded("latex"), Informant.PATIENT), at=on(2)))
    said = [f"{block.heading}: {line}" for block in made.blocks for line in block.lines]
    assert said == [
        "What I eat, the same each day: Breakfast: three servings of starch, half a serving of dairy",
        "What I eat, the same each day: Lunch: one serving of starch, with the others",
        "I may take one for the other: rice for bread",
        "When a meal is hard: my supplement: One bottle if less than half is eaten",
        "What I leave out: sesame",
        "My allergies: latex",
    ]
    assert made.waiting == {}


def test_that_a_text_with_a_figure_waits_until_a_person_words_it_or_leaves_it_out() -> None:
    held = signed(
        MealPlan(
            (PlannedMeal(B, (Exchange("starch", Decimal(7)), Exchange("nuts", Decimal(1))), text="500 calories"),),
            supplements=("one of 237 mL",),
        ),
        "third",
        at=on(12),
        ref="second",
    )
    made = handed_out(held)
    assert set(made.waiting) == {"7 starch", "1 nuts", "500 calories", "one of 237 mL"}
    worded = dict.fromkeys(made.waiting, "") | {"one of 237 mL": "a small bottle"}
    again = handout(chart(*PLANS, held), "en", worded)
    assert again is not None
    assert again.waiting == {}
    assert not re.search(r"\d", repr(again.blocks))
    still = handout(chart(*PLANS, held), "en", worded | {"1 nuts": "2 nuts"})
    assert still is not None
    assert still.waiting == {"1 nuts": "your words hold a number"}


def test_that_a_meal_of_energy_alone_waits_without_its_number_where_weight_is_blind() -> None:
    plan = signed(MealPlan((PlannedMeal(L, energy_kcal=Decimal(444)),)), "third", at=on(12), ref="second")
    assert set(handed_out(plan).waiting) == {"Lunch: 444 kcal"}
    made = handed_out(plan, BLIND)
    (text,) = made.waiting
    assert text == "Lunch: energy alone (hidden: weight is blind)"
    assert "444" not in repr(made)
    again = handout(chart(*PLANS, plan, BLIND), "en", {text: "soup and bread"})
    assert again is not None
    assert (again.waiting, str(again.blocks[0].lines[0])) == ({}, "Lunch: soup and bread")


def test_that_two_meals_of_the_same_energy_are_worded_each_by_its_own_name() -> None:
    meals = tuple(PlannedMeal(time, energy_kcal=Decimal(444)) for time in (L, D))
    plan = signed(MealPlan(meals), "third", at=on(12), ref="second")
    again = handout(chart(*PLANS, plan), "en", {"Lunch: 444 kcal": "soup", "Dinner: 444 kcal": "rice"})
    assert again is not None
    assert [str(line) for line in again.blocks[0].lines] == ["Lunch: soup", "Dinner: rice"]


def test_that_the_spanish_handout_waits_for_every_text_that_nobody_translated() -> None:
    made = handed_out(language="es")
    rule = "One bottle if less than half is eaten"
    assert set(made.waiting) == {"with the others", "rice for bread", rule, "sesame"}
    assert made.title == "Mi plan de comidas"
    assert str(made.blocks[0].lines[0]) == "Desayuno: tres porciones de almidón, media porción de lácteos"


def test_that_there_is_no_handout_without_a_plan_in_force() -> None:
    assert handout(chart(), "en", {}) is None
