"""A new version of a meal plan begins as the one in force: each line is looked at, what changes is said, no prose."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from careboard.clinical.condition import Allergy
from careboard.clinical.nutrition import Exchange, MealPlan, MealTime, PlannedMeal
from careboard.clinical.people import Role
from careboard.clinical.values import Coded, EntryId, Informant, When
from careboard.ui.parts.labels import Label
from careboard.workflow.session import Session
from careboard.workflow.writing.meals import planned_meal
from tests.clinic import Clinic
from tests.ui.keys import focus
from tests.ui.patient.conftest import Opener
from tests.ui.patient.writing import CTRL, Hands

BREAKFAST = PlannedMeal(MealTime.BREAKFAST, (Exchange("starch", Decimal(2)), Exchange("dairy", Decimal("0.5"))))
DINNER = PlannedMeal(MealTime.DINNER, energy_kcal=Decimal(600), text="with the family")
PLAN = MealPlan(
    (BREAKFAST, DINNER),
    text="Opening plan while potassium is checked.",
    energy_min_kcal=Decimal(1600),
    energy_max_kcal=Decimal(1800),
    supplements=("oral nutrition supplement, 237 mL",),
    supplement_rule="One if less than half is eaten",
    avoid=(Coded("sesame"),),
    effective_from=When("2026-09-01"),
)
CARRIED = 7  # lines


def begun(open_page: Opener, clinic: Clinic, qtbot: QtBot, *plans: MealPlan) -> Hands:
    """A nutritionist before a new version of the last of these plans."""
    for plan in plans:
        clinic.write(Role.NUTRITIONIST, plan)
    hands = Hands(open_page(Role.NUTRITIONIST), qtbot)
    hands.composer.opening.setFocus()
    hands.compose(".meal-plan-itself")
    hands.press(Qt.Key.Key_Return)
    return hands


def plan_in_force(clinic: Clinic) -> tuple[EntryId, MealPlan]:
    """What the vault holds as the plan in force."""
    stated = Session(clinic.open(Role.NURSE)).chart(clinic.patient).stay.meal_plan
    assert stated is not None
    return stated.entry.id, stated.content


def test_that_a_new_version_begins_as_the_plan_in_force_and_only_what_is_typed_changes(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot, PLAN)
    before, _plan = plan_in_force(clinic)
    hands.press(Qt.Key.Key_Tab)
    hands.compose("1 fruit, 0.5 dairy")
    for _line in range(12):
        hands.press(Qt.Key.Key_Tab)
    hands.sign()
    made = hands.written
    assert isinstance(made, MealPlan)
    snack = PlannedMeal(MealTime.MORNING_SNACK, (Exchange("fruit", Decimal(1)), Exchange("dairy", Decimal("0.5"))))
    assert made.meals == (BREAKFAST, snack, DINNER)
    assert (made.energy_min_kcal, made.energy_max_kcal) == (Decimal(1600), Decimal(1800))
    assert (made.supplements, made.supplement_rule) == (PLAN.supplements, PLAN.supplement_rule)
    assert (made.avoid, made.effective_from) == (PLAN.avoid, When("2026-09-15"))
    assert made.text == ""
    assert hands.last.ref == before
    assert plan_in_force(clinic) == (hands.last.id, made)


def test_that_nothing_is_signed_before_each_line_that_was_carried_over_was_looked_at(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot, PLAN)
    hands.press(Qt.Key.Key_Tab)
    hands.compose("1 fruit")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.strip.isHidden()
    assert hands.composer.footer.wrong == (
        "Look at what is carried over: Dinner, Energy from, kcal a day, Energy to, kcal a day, Supplements, "
        "Supplement rule, Avoid."
    )
    assert focus().accessibleName() == "Dinner"
    assert hands.composer.body is not None
    assert hands.composer.body.status == f"{CARRIED - 2} carried over, to be looked at"


def test_that_what_changes_against_the_last_version_is_said_before_it_is_signed(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot, PLAN)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.compose("3 starch, 0.5 dairy")
    for _line in range(4):
        hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_Delete)
    for _line in range(9):
        hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Return, CTRL)
    said = hands.composer.strip.said.splitlines()
    assert "Breakfast: 3 starch, 0.5 dairy (was: 2 starch, 0.5 dairy)" in said
    assert "Dinner: left out (was: 600 kcal, with the family)" in said
    assert "Remark: left out (was: Opening plan while potassium is checked.)" in said
    assert "From: 15-Sep-2026 (was: 01-Sep-2026)" in said
    assert next(line for line in said if line.startswith("Unchanged: ")).startswith("Unchanged: Energy, Supplements")


def test_that_a_plan_that_nobody_changed_is_no_new_version(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    hands = begun(open_page, clinic, qtbot, PLAN)
    for _line in range(13):
        hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.footer.wrong == "Nothing is written yet."


def test_that_a_plan_for_a_later_day_leaves_the_one_in_force_until_then(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot, PLAN)
    body = hands.composer.body
    assert body is not None
    for _line in range(13):
        hands.press(Qt.Key.Key_Tab)
        if focus().accessibleName() == "Effective from":
            hands.press(Qt.Key.Key_A, CTRL)
            hands.compose("+3")
    hands.sign()
    assert hands.last.ref is None
    assert plan_in_force(clinic)[1] == PLAN
    clinic.clock.now = clinic.clock.now.replace(day=18)
    assert plan_in_force(clinic)[0] == hands.last.id


def test_that_a_draft_begun_from_a_plan_that_was_replaced_since_is_looked_at_again(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot, PLAN)
    for _line in range(13):
        hands.press(Qt.Key.Key_Tab)
    hands.composer.body.findChildren(type(focus()))[0].setFocus()  # type: ignore[union-attr]
    hands.press(Qt.Key.Key_A, CTRL)
    hands.compose("3 starch")
    hands.page.close()
    hands.page.desk.close()
    clinic.write(Role.NUTRITIONIST, MealPlan((PlannedMeal(MealTime.LUNCH, text="Packed by her mother"),)))
    again = Hands(open_page(Role.NUTRITIONIST), qtbot)
    again.composer.review()
    assert again.composer.footer.wrong.startswith("Look at what is carried over: ")


def test_that_the_allergies_stand_on_top_of_a_meal_plan(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    clinic.write(None, Allergy(Coded("sesame"), Informant.PATIENT))
    hands = begun(open_page, clinic, qtbot)
    assert hands.composer.body is not None
    first = hands.composer.body.findChildren(Label)[0]
    assert first.text() == "Known allergies: sesame (reaction not recorded)"


@pytest.mark.parametrize(
    ("typed", "meal"),
    [
        ("2 starch, 0.5 dairy", PlannedMeal(MealTime.LUNCH, BREAKFAST.exchanges)),
        ("1,200 kcal", PlannedMeal(MealTime.LUNCH, energy_kcal=Decimal(1200))),
        ("2 eggs, 1 fruit", PlannedMeal(MealTime.LUNCH, (Exchange("fruit", Decimal(1)),), text="2 eggs")),
        ("0 starch", PlannedMeal(MealTime.LUNCH, text="0 starch")),
        ("half a bagel", PlannedMeal(MealTime.LUNCH, text="half a bagel")),
        (" , ", None),
    ],
)
def test_that_a_meal_is_read_as_it_was_typed_and_nothing_is_guessed(typed: str, meal: PlannedMeal | None) -> None:
    assert planned_meal(MealTime.LUNCH, typed) == meal
