"""A new version of a meal plan begins as the week in force: each meal is looked at, what changes is said, no prose."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.clinical.condition import Allergy
from careboard.clinical.dosage import DayOfWeek
from careboard.clinical.nutrition import Exchange, MealPlan, MealTime, OtherDays, PlannedMeal
from careboard.clinical.people import Role
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.values import Coded, EntryId, Informant, When
from careboard.ui.parts.buttons import IconButton
from careboard.ui.parts.labels import Label
from careboard.ui.patient.composer.meal_body import MealPlanBody
from careboard.ui.patient.composer.week_grid import WeekGrid
from careboard.ui.patient.nutrition.section import NUTRITION, add_nutrition
from careboard.workflow.session import Session
from careboard.workflow.writing.meals import planned_meal
from tests.clinic import Clinic
from tests.ui.desk import PATIENCE, labels_of, lay_out
from tests.ui.keys import focus
from tests.ui.patient.conftest import Opener
from tests.ui.patient.writing import CTRL, SHIFT, Hands

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
WEEKEND = (DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)
BRUNCH = PlannedMeal(MealTime.LUNCH, text="brunch at home")
WEEKLY = replace(PLAN, text="", other_days=(OtherDays(WEEKEND, (BRUNCH,)),))


def begun(open_page: Opener, clinic: Clinic, qtbot: QtBot, *plans: MealPlan) -> Hands:
    """A nutritionist before a new version of the last of these plans."""
    for plan in plans:
        clinic.write(Role.NUTRITIONIST, plan)
    hands = Hands(open_page(Role.NUTRITIONIST), qtbot)
    hands.composer.opening.setFocus()
    hands.compose(".meal-plan-itself")
    hands.press(Qt.Key.Key_Return)
    return hands


def form(hands: Hands) -> MealPlanBody:
    body = hands.composer.body
    assert isinstance(body, MealPlanBody)
    return body


def press(hands: Hands, *keys: Qt.Key) -> None:
    for key in keys:
        hands.press(key)


def choose(hands: Hands, qtbot: QtBot, *keys: Qt.Key) -> None:
    """Keys in the menu that stands open."""
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=PATIENCE)
    lay_out()  # it stands there before a key is pressed in it
    for key in keys:
        menu = QApplication.activePopupWidget()
        assert menu is not None
        QTest.keyClick(menu, key)
    lay_out()
    hands.keys += len(keys)


def look_at_everything(hands: Hands) -> None:
    """Down the first day and the last one, then through the lines."""
    form(hands).week.grid.setFocus()
    press(hands, Qt.Key.Key_Home, *[Qt.Key.Key_Up] * 5, *[Qt.Key.Key_Down] * 5)
    press(hands, Qt.Key.Key_End, *[Qt.Key.Key_Up] * 5)
    while focus().accessibleName() != "Remark":
        hands.press(Qt.Key.Key_Tab)


def plan_in_force(clinic: Clinic) -> tuple[EntryId, MealPlan]:
    """What the vault holds as the plan in force."""
    stated = Session(clinic.open(Role.NURSE)).chart(clinic.patient).stay.meal_plan
    assert stated is not None
    return stated.entry.id, stated.content


def test_that_a_meal_is_stepped_by_keys_and_its_day_is_copied_to_the_week(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    """Enter, Up and Down, typed numbers, C: a first plan in eighteen keys."""
    hands = begun(open_page, clinic, qtbot)
    hands.keys = 0
    press(hands, Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_Up, SHIFT)
    press(hands, Qt.Key.Key_Right, Qt.Key.Key_1, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert isinstance(focus(), WeekGrid)
    press(hands, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_3, Qt.Key.Key_Return, Qt.Key.Key_C)
    choose(hands, qtbot, Qt.Key.Key_Return)
    assert hands.keys == 16
    hands.sign()
    breakfast = PlannedMeal(MealTime.BREAKFAST, (Exchange("starch", Decimal("2.5")), Exchange("fruit", Decimal(1))))
    lunch = PlannedMeal(MealTime.LUNCH, (Exchange("starch", Decimal(3)),))
    made = hands.written
    assert isinstance(made, MealPlan)
    assert (made.meals, made.other_days) == ((breakfast, lunch), ())


def test_that_one_meal_of_the_weekend_becomes_another_and_only_that_is_said(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot, PLAN)
    before, _plan = plan_in_force(clinic)
    look_at_everything(hands)
    form(hands).week.grid.setFocus()
    press(hands, Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_4, Qt.Key.Key_Return, Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_C, SHIFT)
    choose(hands, qtbot, Qt.Key.Key_W)
    assert form(hands).week.week.alike((WEEKEND[0], MealTime.BREAKFAST)) == WEEKEND
    hands.press(Qt.Key.Key_Return, CTRL)
    said = hands.composer.strip.said.splitlines()
    four = "4 starch, 0.5 dairy (was: 2 starch, 0.5 dairy)"
    assert f"Breakfast (Saturday and Sunday): {four}" in said
    same = next(line for line in said if line.startswith("Unchanged: "))
    assert "Breakfast (Monday to Friday)" in same
    press(hands, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: plan_in_force(clinic)[0] != before, timeout=PATIENCE)
    made = plan_in_force(clinic)[1]
    assert made.meals == PLAN.meals
    assert [other.days for other in made.other_days] == [WEEKEND]


def test_that_a_copy_and_each_meal_are_taken_back(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    hands = begun(open_page, clinic, qtbot, WEEKLY)
    week, was = form(hands).week, form(hands).week.week
    hands.press(Qt.Key.Key_C)
    choose(hands, qtbot, Qt.Key.Key_F)
    hands.press(Qt.Key.Key_C)
    choose(hands, qtbot, Qt.Key.Key_E)
    assert week.week.on(WEEKEND[1]) == (BREAKFAST, DINNER)
    hands.press(Qt.Key.Key_Delete)
    assert week.week.at((DayOfWeek.MONDAY, MealTime.BREAKFAST)) is None
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert week.week == was


def test_that_a_line_is_read_into_the_groups_and_the_rest_stays_in_words(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot)
    form(hands).week.fields.words.setFocus()
    hands.compose("2 eggs, 1 fruit, 2.5 starch")
    hands.press(Qt.Key.Key_Return)
    assert form(hands).week.week.at((DayOfWeek.MONDAY, MealTime.BREAKFAST)) == PlannedMeal(
        MealTime.BREAKFAST, (Exchange("fruit", Decimal(1)), Exchange("starch", Decimal("2.5"))), text="2 eggs"
    )


def test_that_the_mouse_steps_and_every_cell_and_step_has_a_name(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    week = form(begun(open_page, clinic, qtbot, WEEKLY)).week
    saturday = week.grid.model_of_week.index(2, 5)
    week.grid.scrollTo(saturday)
    QTest.mouseClick(week.grid.viewport(), Qt.MouseButton.LeftButton, pos=week.grid.visualRect(saturday).center())
    told = saturday.data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Lunch, Saturday: brunch at home; other than on most days"
    more = next(one for one in week.findChildren(IconButton) if one.accessibleName() == "One serving of fat more")
    more.click()
    assert week.week.at((DayOfWeek.SATURDAY, MealTime.LUNCH)) == replace(
        BRUNCH, exchanges=(Exchange("fat", Decimal(1)),)
    )
    assert week.fields.servings["fat"].accessibleName() == "Servings of fat"


def test_that_nothing_is_signed_before_each_meal_and_line_that_was_carried_over_was_looked_at(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot, WEEKLY)
    press(hands, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_1)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.strip.isHidden()
    assert hands.composer.footer.wrong == (
        "Look at what is carried over: Lunch (Saturday and Sunday), Dinner (Monday to Friday), Energy from, "
        "kcal a day, Energy to, kcal a day, Supplements, Supplement rule, Avoid."
    )
    assert focus().property("accessibleName") == form(hands).week.grid.accessibleName()
    assert form(hands).week.grid.place == (DayOfWeek.SATURDAY, MealTime.LUNCH)
    assert form(hands).status == "6 carried over, to be looked at"


def test_that_a_day_without_a_meal_is_named_before_it_is_signed(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot)
    press(hands, Qt.Key.Key_Return, Qt.Key.Key_1)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.footer.wrong == "Nothing is planned for Tuesday to Sunday: copy a day there."


def test_that_the_remark_is_kept_only_when_somebody_says_so(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    hands = begun(open_page, clinic, qtbot, PLAN)
    look_at_everything(hands)
    hands.press(Qt.Key.Key_Tab)
    assert focus().property("text") == "Keep this remark"
    press(hands, Qt.Key.Key_Space)
    hands.sign()
    assert isinstance(hands.written, MealPlan)
    assert hands.written.text == PLAN.text


def test_that_energy_stays_hidden_and_as_it_was_under_blind_weight(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(None, Flag(FlagType.BLIND_WEIGHT, Coded("blind weight")))
    hands = begun(open_page, clinic, qtbot, PLAN)
    dinner = form(hands).week.grid.model_of_week.index(4, 0)
    assert dinner.data() == "energy hidden\nwith the family"
    look_at_everything(hands)
    hands.compose("as before")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert not re.search(r"kcal|600|1,?[68]00", hands.composer.strip.said)
    press(hands, Qt.Key.Key_Escape)
    form(hands).energy.click()
    qtbot.waitUntil(form(hands).energy.isHidden, timeout=PATIENCE)
    assert dinner.data() == "600 kcal\nwith the family"
    looked = [record.body or b"" for record in clinic.file().every() if record.head.kind == "access"]
    assert any(b"weight-shown" in body for body in looked)
    look_at_everything(hands)
    hands.sign()
    made = plan_in_force(clinic)[1]
    assert (made.meals, made.energy_min_kcal, made.energy_max_kcal) == (PLAN.meals, Decimal(1600), Decimal(1800))


def test_that_signing_a_plan_leads_to_the_section_where_its_versions_are(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot, PLAN)
    add_nutrition(hands.page)
    look_at_everything(hands)
    hands.compose("one more")
    hands.sign()
    qtbot.waitUntil(lambda: hands.page.sections.current == NUTRITION, timeout=PATIENCE)


def test_that_a_plan_that_nobody_changed_is_no_new_version(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    hands = begun(open_page, clinic, qtbot, PLAN)
    look_at_everything(hands)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.footer.wrong == "Nothing is written yet."


def test_that_a_plan_for_a_later_day_leaves_the_one_in_force_until_then(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot, PLAN)
    look_at_everything(hands)
    while focus().accessibleName() != "Effective from":
        hands.press(Qt.Key.Key_Backtab)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.compose("+3")
    hands.sign()
    assert hands.last.ref is None
    assert plan_in_force(clinic)[1] == PLAN
    clinic.clock.now = clinic.clock.now.replace(day=18)
    assert plan_in_force(clinic)[0] == hands.last.id


def test_that_a_draft_comes_back_as_it_was_and_is_looked_at_again_where_another_plan_was_signed_since(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot, WEEKLY)
    look_at_everything(hands)
    hands.compose("with the family")
    form(hands).week.grid.setFocus()
    press(hands, Qt.Key.Key_Return, Qt.Key.Key_3)
    typed = form(hands).week.week
    hands.page.close()
    hands.page.desk.close()
    again = Hands(open_page(Role.NUTRITIONIST), qtbot)
    assert (form(again).week.week, form(again).status) == (typed, "")
    again.page.close()
    again.page.desk.close()
    clinic.write(Role.NUTRITIONIST, MealPlan((PlannedMeal(MealTime.LUNCH, text="Packed by her mother"),)))
    outrun = Hands(open_page(Role.NUTRITIONIST), qtbot)
    assert form(outrun).week.week == typed
    outrun.composer.review()
    assert outrun.composer.footer.wrong.startswith("Look at what is carried over: ")


def test_that_a_form_that_is_open_follows_the_chart_and_another_plan_is_looked_at_before_it_is_replaced(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot, PLAN)
    look_at_everything(hands)
    hands.compose("as before")
    assert form(hands).status == ""
    clinic.write(None, Allergy(Coded("sesame"), Informant.PATIENT))
    clinic.write(Role.NUTRITIONIST, replace(PLAN, text="", supplement_rule="Always"))
    hands.page.read_again()
    qtbot.waitUntil(lambda: form(hands).status != "", timeout=PATIENCE)
    told = labels_of(form(hands))
    assert "Known allergies: sesame (reaction not recorded)" in told
    assert any(words.startswith("Another plan was signed since this one was begun.") for words in told)
    assert form(hands).replaces == plan_in_force(clinic)[0]
    hands.composer.review()
    assert hands.composer.footer.wrong.startswith("Look at what is carried over: ")
    look_at_everything(hands)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "Supplement rule: One if less than half is eaten (was: Always)" in hands.composer.strip.said


def test_that_a_form_that_nobody_wrote_in_begins_anew_as_the_plan_that_is_in_force_by_now(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot, PLAN)
    clinic.write(Role.NUTRITIONIST, replace(WEEKLY, swaps=("rice for bread",)))
    hands.page.read_again()
    saturday = (DayOfWeek.SATURDAY, MealTime.LUNCH)
    qtbot.waitUntil(lambda: form(hands).week.week.at(saturday) == BRUNCH, timeout=PATIENCE)
    assert form(hands).empty
    assert form(hands).kept()["lines"]["swaps"] == "rice for bread"


def test_that_a_day_that_nobody_typed_is_that_on_which_the_plan_is_signed(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot)
    press(hands, Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_C)
    choose(hands, qtbot, Qt.Key.Key_Return)
    clinic.clock.now = clinic.clock.now.replace(day=16)
    hands.page.follow_day()
    qtbot.waitUntil(lambda: hands.page.chart is not None and hands.page.chart.now.day == 16, timeout=PATIENCE)
    hands.page.close()
    hands.page.desk.close()
    clinic.clock.now = clinic.clock.now.replace(day=18)
    again = Hands(open_page(Role.NUTRITIONIST), qtbot)
    form(again).week.grid.setFocus()
    again.sign()
    assert isinstance(again.written, MealPlan)
    assert again.written.effective_from == When("2026-09-18")


def test_that_a_day_that_was_typed_stays_and_is_said_where_it_is_past(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = begun(open_page, clinic, qtbot)
    press(hands, Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_C)
    choose(hands, qtbot, Qt.Key.Key_Return)
    while focus().accessibleName() != "Effective from":
        hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.compose("15-Sep-2026")  # the very day it is
    past = "It is effective from a day that is past: the plan is recorded as in force since 15-Sep-2026."
    assert past not in labels_of(form(hands))
    hands.page.close()
    hands.page.desk.close()
    clinic.clock.now = clinic.clock.now.replace(day=18)
    again = Hands(open_page(Role.NUTRITIONIST), qtbot)
    assert past in labels_of(form(again))
    form(again).week.grid.setFocus()
    again.press(Qt.Key.Key_Return, CTRL)
    assert past in again.composer.strip.said.splitlines()


def test_that_a_copy_takes_hidden_energy_along_and_says_on_which_days(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(None, Flag(FlagType.BLIND_WEIGHT, Coded("blind weight")))
    hands = begun(open_page, clinic, qtbot, WEEKLY)
    assert form(hands).energy.text().startswith("Energy hidden, and stays as it is")
    hands.press(Qt.Key.Key_C)
    choose(hands, qtbot, Qt.Key.Key_E)
    assert form(hands).week.week.on(WEEKEND[1]) == (BREAKFAST, DINNER)
    assert form(hands).energy.text().startswith("Energy hidden, and changed with the meals")
    look_at_everything(hands)
    hands.press(Qt.Key.Key_Return, CTRL)
    said = hands.composer.strip.said
    assert "Energy that is hidden changed with the meals that were copied or left out: Saturday and Sunday." in said
    assert "600" not in said


def test_that_energy_which_a_draft_hides_is_looked_at_before_it_replaces_that_of_a_plan_signed_since(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(None, Flag(FlagType.BLIND_WEIGHT, Coded("blind weight")))
    hands = begun(open_page, clinic, qtbot, PLAN)
    look_at_everything(hands)
    hands.compose("with the family")
    hands.page.close()
    hands.page.desk.close()
    clinic.write(Role.NUTRITIONIST, replace(PLAN, energy_min_kcal=Decimal(2200), energy_max_kcal=Decimal(2400)))
    outrun = Hands(open_page(Role.NUTRITIONIST), qtbot)
    look_at_everything(outrun)
    outrun.composer.review()
    assert outrun.composer.footer.wrong.startswith("Another plan was signed since: show the energy")
    form(outrun).energy.click()
    qtbot.waitUntil(form(outrun).energy.isHidden, timeout=PATIENCE)
    outrun.composer.review()
    told = outrun.composer.footer.wrong
    assert told == "Look at what is carried over: Dinner, Energy from, kcal a day, Energy to, kcal a day."


def test_that_a_draft_from_when_a_plan_was_one_day_becomes_a_week(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    body = form(begun(open_page, clinic, qtbot))
    body.restore({"was": "", "waiting": (), "lines": {"breakfast": "2 starch", "swaps": "rice for bread"}})
    breakfast = PlannedMeal(MealTime.BREAKFAST, (Exchange("starch", Decimal(2)),))
    assert {body.week.week.on(day) for day in DayOfWeek} == {(breakfast,)}
    assert body.status == "1 carried over, to be looked at"


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
