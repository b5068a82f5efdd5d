"""K. Osei's day: the meals, the plan and its paper, and a weight that nobody sees by chance."""

import re

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from careboard.clinical.note import Note
from careboard.clinical.nutrition import MealObservation, MealPlan, MealTime, Supplement, Weight
from careboard.clinical.people import Discipline
from careboard.ui.patient.composer.meal_body import MealPlanBody
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.nutrition.handout_sheet import HandoutSheet
from careboard.ui.patient.nutrition.section import NUTRITION, NutritionSection
from careboard.ui.patient.timeline.facts import HOLD_TO_SHOW
from tests.documents.test_summary_pdf import pages_of
from tests.ui.days.day import Act, Day
from tests.ui.desk import labels_of
from tests.ui.keys import CTRL, budget, compose, focus, press, tab, write

Key = Qt.Key


def nutrition(day: Day) -> NutritionSection:
    """The section of the meals."""
    section = day.page.findChild(NutritionSection)
    assert isinstance(section, NutritionSection)
    return section


def button(name: str) -> bool:
    """Does the button of these words have the keyboard?"""
    return bool(focus().property("text") == name)


def unlocks(day: Day) -> None:
    """One key beside the passphrase."""
    day.unlock()
    assert "K. Osei" in day.reads


def opens_the_chart(day: Day) -> None:
    """Three letters; the banner says that weights are hidden."""
    with budget(5):
        day.find("riv")
    day.look()
    assert "Blind weight" in day.reads


def goes_to_the_meals(day: Day) -> None:
    """Ctrl+5: the keyboard is in the grid, the allergies stand on top."""
    press(Key.Key_5, CTRL)
    day.wait(lambda: nutrition(day).intake.known)
    assert nutrition(day).intake.isAncestorOf(focus())
    assert "Known allergies: penicillin (hives), latex (reaction not recorded)" in labels_of(nutrition(day))


def records_a_meal_in_four_keys(day: Day) -> None:
    """Ctrl+5 anew, an arrow, a digit; for ten seconds nothing stands recorded."""
    press(Key.Key_1, CTRL)
    with budget(4):
        press(Key.Key_5, CTRL)
        press(Key.Key_Down)
        press(Key.Key_3)
    detail = nutrition(day).intake.detail
    assert detail.said.startswith("Morning snack, 17-Sep-2026: 75% eaten, not recorded yet")


def takes_a_slip_back(day: Day) -> None:
    """Ctrl+Z: it was another meal, and the record never heard of it."""
    before = len(day.chart.record.entries)
    press(Key.Key_Z, CTRL)
    day.rest()
    assert "not recorded" in nutrition(day).intake.detail.said
    assert len(day.chart.record.entries) == before


def is_told_the_rule_of_the_plan(day: Day) -> None:
    """A quarter of lunch: what the plan says about a supplement stands there at once."""
    press(Key.Key_Down)
    press(Key.Key_1)
    due = nutrition(day).intake.due
    assert due.isVisible()
    assert "25% eaten. The plan's supplement rule: Half a serving if less than the whole meal is eaten" in due.said


def adds_supplement_and_behavior(day: Day) -> None:
    """S and B: they go into the same entry as the meal."""
    press(Key.Key_S)
    press(Key.Key_Down)
    tab()
    compose("cut the bread very small")
    with day.recorded() as new:
        nutrition(day).intake.undo.do_now()
    expected = MealObservation(MealTime.LUNCH, 25, Supplement.TAKEN, ("cut the bread very small",))
    assert [entry.content for entry in new] == [expected]


def begins_a_version_of_the_plan(day: Day) -> None:
    """It begins as the plan in force, and says that each line is to be looked at."""
    press(Key.Key_5, CTRL)
    day.tab_to(lambda: button("New version"))
    press(Key.Key_Space)
    day.wait(lambda: isinstance(day.composer.body, MealPlanBody))
    told = "It begins as the plan in force since 14-Sep-2026. Look at each meal with a mark, and at each line below."
    assert told in day.reads


def is_not_let_sign_meals_nobody_looked_at(day: Day) -> None:
    """Saturday's lunch has one vegetable more; Ctrl+Enter: what was carried over without a look is named."""
    press(Key.Key_Down, times=2)
    press(Key.Key_Right, times=5)
    with budget(3):
        press(Key.Key_Return)
        press(Key.Key_Right, times=2)
    assert focus().accessibleName() == "Servings of vegetable"
    press(Key.Key_Up)
    press(Key.Key_Return, CTRL)
    assert day.composer.footer.wrong.startswith("Look at what is carried over: Afternoon snack, Dinner")


def copies_the_meal_to_the_weekend(day: Day) -> None:
    """Shift+C, W: Sunday's lunch is that of Saturday."""
    press(Key.Key_Up)
    press(Key.Key_Right, times=5)
    with budget(2):
        press(Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
        day.rest()  # the menu stands there before a key is pressed in it
        menu = QApplication.activePopupWidget()
        assert menu is not None
        QTest.keyClick(menu, Key.Key_W)
    day.rest()
    assert "Copy Lunch, Saturday to ..." in day.reads


def signs_the_version(day: Day) -> None:
    """Down through the meals, Tab through the lines, sign: the section stands there with what is another now."""
    press(Key.Key_Down, times=3)
    day.tab_to(lambda: focus().accessibleName() == "Diet")
    (entry,) = day.sign()
    assert isinstance(entry.content, MealPlan)
    day.wait(lambda: day.page.sections.current == NUTRITION)
    day.rest()
    told = labels_of(nutrition(day))
    assert "What version 5 changed against version 4" in told
    assert any(words.startswith("Lunch (Saturday and Sunday): ") and "(was: " in words for words in told)
    assert {"Monday to Friday", "Saturday and Sunday"} <= set(told)


def looks_at_the_handout(day: Day) -> None:
    """What the patient gets shows before it is printed, and holds no number where weights are blind."""
    day.tab_to(lambda: button("Handout"))
    press(Key.Key_Space)
    sheet = day.sheet(HandoutSheet)
    day.rest()
    day.wait(lambda: sheet.drafted is not None)
    assert sheet.drafted is not None
    paper = " ".join(pages_of(sheet.drafted.pdf))
    assert "Lunch" in paper
    assert not re.search(r"\d\s*(kcal|kg|lb|%)", paper)
    press(Key.Key_Escape)


def looks_for_words(day: Day) -> None:
    """/ and a word; F3 goes from hit to hit, and it is said which of how many it is."""
    press(Key.Key_2, CTRL)
    day.rest()
    press(Key.Key_Slash)
    write("lunch")
    day.wait(lambda: any(words.startswith("1 of ") for words in labels_of(day.page.timeline)))
    press(Key.Key_F3)
    day.wait(lambda: any(words.startswith("2 of ") for words in labels_of(day.page.timeline)))
    assert "lunch" in day.current.text.casefold()
    press(Key.Key_Escape)


def shows_nutrition_alone(day: Day) -> None:
    """3 shows the entries of one discipline, 0 all again."""
    view = day.page.timeline.view
    view.setFocus()
    press(Key.Key_0)
    everything = len(view.rows)
    press(Key.Key_3)
    assert {row.discipline for row in view.rows} == {Discipline.NUTRITION}
    assert 0 < len(view.rows) < everything
    press(Key.Key_0)
    assert len(view.rows) == everything


def looks_at_a_blind_weight(day: Day) -> None:
    """F8 shows it while it is held, and only after the log has who looked; no number stands there otherwise."""
    weight = next(row for row in day.page.timeline.view.rows if isinstance(row.entry.content, Weight))
    day.page.timeline.go_to_entry(weight.id)
    view = day.page.timeline.view

    def told() -> str:
        return "\n".join(text.layout.text() for text in view.card(view.currentIndex().row()).texts)

    assert HOLD_TO_SHOW in told()
    looks = day.looks()
    QTest.keyPress(focus(), Key.Key_F8)
    day.wait(lambda: HOLD_TO_SHOW not in told())
    assert day.looks() == looks + 1
    QTest.keyRelease(focus(), Key.Key_F8)
    assert HOLD_TO_SHOW in told()


def writes_an_adime_note(day: Day) -> None:
    """N begins ADIME; the weight is put into no note, whoever asks for it."""
    press(Key.Key_N)
    body = day.composer.body
    assert isinstance(body, NoteBody)
    assert body.title == "ADIME"
    compose("Quarter of lunch, half a serving after it. @weight")
    tab()
    assert "The weight is not shown to this patient, so it is put into no note." in labels_of(body)
    press(Key.Key_Backspace, times=len("@weight"))


def signs_the_note(day: Day) -> None:
    """The plan gives the headline; everybody who treats reads it."""
    day.tab_to(lambda: focus().accessibleName().startswith("Monitoring"))
    compose("Lunch at the table with staff until Friday.")
    (entry,) = day.sign()
    assert isinstance(entry.content, Note)
    assert entry.content.discipline is Discipline.NUTRITION
    assert entry.content.template == "adime"
    assert "@weight" not in entry.content.sections[0].text


def locks(day: Day) -> None:
    """Ctrl+L, and no word is left."""
    press(Key.Key_L, CTRL)
    assert day.desk.began_anew == ["anew"]
    assert "RIVERA" not in day.reads


ACTS: tuple[Act, ...] = (
    unlocks,
    opens_the_chart,
    goes_to_the_meals,
    records_a_meal_in_four_keys,
    takes_a_slip_back,
    is_told_the_rule_of_the_plan,
    adds_supplement_and_behavior,
    begins_a_version_of_the_plan,
    is_not_let_sign_meals_nobody_looked_at,
    copies_the_meal_to_the_weekend,
    signs_the_version,
    looks_at_the_handout,
    looks_for_words,
    shows_nutrition_alone,
    looks_at_a_blind_weight,
    writes_an_adime_note,
    signs_the_note,
    locks,
)
