"""Nutrition: intake by three keys with ten seconds to take it back, the plan with its versions, the handout."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from careboard.clinical.entry import Entry
from careboard.clinical.note import EnteredInError
from careboard.clinical.nutrition import Exchange, MealObservation, MealPlan, MealTime, PlannedMeal, Supplement
from careboard.clinical.paper import Disclosure, Ground
from careboard.clinical.people import Role
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.values import Coded, Informant, When
from careboard.ui.look.look import apply, named
from careboard.ui.parts.buttons import Chip
from careboard.ui.parts.labels import Label
from careboard.ui.patient.nutrition.handout_sheet import HandoutSheet
from careboard.ui.patient.nutrition.section import NutritionSection, add_nutrition
from careboard.ui.patient.page import PatientPage
from tests.clinic import Clinic
from tests.documents.test_summary_pdf import pages_of
from tests.ui.desk import PATIENCE, labels_of
from tests.ui.keys import unreached
from tests.ui.patient.conftest import Opener
from tests.ui.patient.writing import CTRL, Hands

Key = Qt.Key
BUDGET = 4  # keys
RULE = "One bottle if less than half is eaten"
PLAN = MealPlan(
    (PlannedMeal(MealTime.LUNCH, (Exchange("starch", Decimal(2)), Exchange("fat", Decimal("0.5")))),),
    energy_min_kcal=Decimal(1800),
    supplement_rule=RULE,
    swaps=("rice for bread",),
    effective_from=When("2026-09-10"),
)


@dataclass
class Table:
    """Somebody at the table of meals."""

    page: PatientPage
    section: NutritionSection
    hands: Hands
    bot: QtBot

    @property
    def observed(self) -> list[MealObservation]:
        """What stands of the record."""
        assert self.page.chart is not None
        return [one.content for one in self.page.chart.record.of(MealObservation)]

    def entries(self, kind: type) -> list[Entry]:
        assert self.page.chart is not None
        return [entry for entry in self.page.chart.record.entries if isinstance(entry.content, kind)]

    def let_ten_seconds_pass(self) -> None:
        """What waits is recorded."""
        before = self.hands.entries
        self.section.intake.undo.do_now()
        self.bot.waitUntil(lambda: self.hands.entries > before, timeout=PATIENCE)


Seat = Callable[..., Table]


@pytest.fixture
def seated(open_page: Opener, qtbot: QtBot) -> Seat:
    """Open the section as a member, the keyboard at today's first meal."""

    def opened(who: Role | None = Role.NUTRITIONIST, size: tuple[int, int] = (1594, 994)) -> Table:
        page = open_page(who, size)
        place = add_nutrition(page)
        hands = Hands(page, qtbot)
        hands.press(Key.Key_5, CTRL)
        section = place.made
        assert section is not None
        qtbot.waitUntil(lambda: section.intake.known, timeout=PATIENCE)
        return Table(page, section, hands, qtbot)

    return opened


def test_that_a_meal_is_recorded_by_three_keys_after_ten_seconds(seated: Seat, clinic: Clinic) -> None:
    table = seated()
    table.hands.press(Key.Key_Down)
    table.hands.digit(3)
    assert table.hands.keys <= BUDGET
    assert table.section.intake.undo.isVisible()
    assert "75% eaten, not recorded yet" in table.section.intake.detail.said
    assert table.observed == []
    table.let_ten_seconds_pass()
    assert table.observed == [MealObservation(MealTime.MORNING_SNACK, 75)]
    assert isinstance(clinic.read()[-1].content, MealObservation)
    assert "75% eaten, recorded by Member nutritionist" in table.section.intake.detail.said


def test_that_a_meal_is_recorded_by_two_clicks_in_the_section(seated: Seat) -> None:
    table = seated()
    intake = table.section.intake
    lunch = intake.grid.visualRect(intake.grid.meals.index(2, intake.grid.meals.columnCount() - 1)).center()
    QTest.mouseClick(intake.grid.viewport(), Qt.MouseButton.LeftButton, pos=lunch)
    share = next(chip for chip in intake.detail.findChildren(Chip) if chip.text().endswith("three quarters"))
    QTest.mouseClick(share, Qt.MouseButton.LeftButton)
    assert share.isChecked()
    assert intake.grid.hasFocus()
    table.let_ten_seconds_pass()
    assert table.observed == [MealObservation(MealTime.LUNCH, 75)]


def test_that_each_digit_stands_for_its_share_and_another_meal_does_what_waits(seated: Seat) -> None:
    table = seated()
    for number in range(5):
        table.hands.digit(number)
        table.hands.press(Key.Key_Down)
    table.let_ten_seconds_pass()
    table.bot.waitUntil(lambda: len(table.observed) == 5, timeout=PATIENCE)
    assert [(one.meal, one.share) for one in table.observed] == list(zip(MealTime, (0, 25, 50, 75, 100), strict=False))


def test_that_a_slip_is_taken_back_and_leaves_nothing(seated: Seat, clinic: Clinic) -> None:
    table = seated()
    table.hands.digit(0)
    table.hands.press(Key.Key_Z, CTRL)
    assert table.section.intake.undo.isHidden()
    assert "not recorded" in table.section.intake.detail.said
    table.page.close()
    table.page.desk.close()
    assert not [one for one in clinic.read() if isinstance(one.content, MealObservation)]


def test_that_closing_the_page_records_what_waits(seated: Seat, clinic: Clinic) -> None:
    table = seated()
    table.hands.digit(4)
    table.page.close()
    table.page.desk.close()
    assert [one.content for one in clinic.read()][-1] == MealObservation(MealTime.BREAKFAST, 100)


def test_that_supplement_behavior_and_who_says_so_go_into_the_same_entry(seated: Seat) -> None:
    table = seated()
    table.hands.digit(1)
    table.hands.press(Key.Key_S)
    table.hands.press(Key.Key_Down)
    table.hands.press(Key.Key_Tab)
    table.hands.compose("cut the toast very small; left the table twice")
    table.hands.press(Key.Key_Tab)
    table.hands.press(Key.Key_Down)
    table.let_ten_seconds_pass()
    behaviors = ("cut the toast very small", "left the table twice")
    assert table.observed == [MealObservation(MealTime.BREAKFAST, 25, Supplement.TAKEN, behaviors)]
    assert table.entries(MealObservation)[0].at.told_by is Informant.PATIENT


def test_that_ones_own_observation_is_corrected_and_the_one_before_stays_struck(seated: Seat) -> None:
    table = seated()
    for number in (2, 1):
        table.hands.digit(number)
        table.let_ten_seconds_pass()
    assert [one.share for one in table.observed] == [25]
    (error,) = table.entries(EnteredInError)
    struck = table.entries(MealObservation)[0]
    assert (error.ref, struck.content) == (struck.id, MealObservation(MealTime.BREAKFAST, 50))


def test_that_anothers_observation_is_never_changed(seated: Seat, clinic: Clinic) -> None:
    clinic.write(Role.NURSE, MealObservation(MealTime.BREAKFAST, 50, behaviors=("hid bread",)))
    table = seated()
    table.hands.press(Key.Key_Up)  # the keyboard began at the next meal, as this one is recorded
    assert table.section.intake.detail.why.startswith("Its author or a supervisor corrects it.")
    table.hands.digit(4)
    table.let_ten_seconds_pass()
    assert table.observed == [
        MealObservation(MealTime.BREAKFAST, 50, behaviors=("hid bread",)),
        MealObservation(MealTime.BREAKFAST, 100),
    ]
    assert table.entries(EnteredInError) == []
    assert "1 other observation" in table.section.intake.detail.said


def test_that_a_meal_of_an_earlier_day_is_true_on_its_day(seated: Seat) -> None:
    table = seated()
    table.hands.press(Key.Key_Left)
    table.hands.digit(2)
    table.let_ten_seconds_pass()
    assert table.entries(MealObservation)[0].at == When("2026-09-14")


def test_that_the_supplement_rule_stands_there_until_something_is_recorded_of_it(seated: Seat, clinic: Clinic) -> None:
    clinic.write(Role.NUTRITIONIST, PLAN)
    table = seated()
    due = table.section.intake.due
    assert due.isHidden()
    table.hands.digit(1)
    assert due.isVisible()
    assert due.said == f"Breakfast, 15-Sep-2026: 25% eaten. The plan's supplement rule: {RULE}"
    table.hands.press(Key.Key_S)
    table.hands.press(Key.Key_End)
    assert due.isHidden()


def test_that_who_may_record_no_intake_reads_why(seated: Seat, clinic: Clinic) -> None:
    clinic.write(Role.NUTRITIONIST, PLAN)
    table = seated(Role.COORDINATOR)
    told: list[str] = []
    table.page.desk.told.connect(told.append)
    table.hands.digit(3)
    assert told == ["Your role records no intake. Nurses, counselors, nutritionists and prescribers do."]
    assert table.section.intake.undo.isHidden()
    assert table.section.plan.write.isHidden()
    assert table.section.intake.detail.why == told[0]
    assert labels_of(table.section).count(told[0]) == 1


def test_that_it_says_in_words_where_there_is_nothing(seated: Seat) -> None:
    table = seated()
    words = " ".join(label.text() for label in table.section.findChildren(Label) if label.isVisible())
    assert "No meal plan is in force." in words
    assert "No version was signed yet." in words
    assert "No meal is recorded in 7 days" in words
    assert table.section.plan.handout.isHidden()


def test_that_energy_is_hidden_under_blind_weight_until_the_look_is_recorded(seated: Seat, clinic: Clinic) -> None:
    clinic.write(None, Flag(FlagType.BLIND_WEIGHT, Coded("blind weight")))
    clinic.write(Role.NUTRITIONIST, PLAN)
    table = seated()
    plan = table.section.plan
    assert plan.energy.isVisible()
    assert not any("kcal" in line for line in plan.lines.said)
    plan.energy.click()
    table.bot.waitUntil(plan.energy.isHidden, timeout=PATIENCE)
    assert "Energy: 1,800 kcal a day" in plan.lines.said
    looked = [record.body or b"" for record in clinic.file().every() if record.head.kind == "access"]
    assert any(b"weight-shown" in body for body in looked)
    table.page.sections.show_section("timeline")
    table.section.show_energy()  # an answer that comes when the section was left
    table.page.sections.show_section("nutrition")
    assert not any("kcal" in line for line in plan.lines.said)


def test_that_the_chosen_version_says_what_it_changed(seated: Seat, clinic: Clinic) -> None:
    first = clinic.write(Role.NUTRITIONIST, PLAN)
    later = replace(PLAN, swaps=("rice for bread", "yogurt for milk"))
    clinic.write(Role.NUTRITIONIST, later, ref=first.id.hex())
    table = seated()
    assert "Swaps: rice for bread; yogurt for milk (was: rice for bread)" in table.section.versions.said
    table.section.versions.list.setFocus()
    table.hands.press(Key.Key_Down)
    assert table.section.versions.said == []
    assert [table.section.plan.days.grids[0].plan.index(2, at).data() for at in range(3)] == ["Lunch", "2", "0.5"]


def test_that_a_new_version_is_begun_in_the_composer(seated: Seat) -> None:
    table = seated()
    table.section.plan.write.click()
    assert table.page.sections.current == "overview"
    assert table.hands.composer.is_open
    assert table.hands.composer.body is not None
    assert table.hands.composer.body.title == "Meal plan"


def test_that_the_handout_is_recorded_before_it_is_printed_as_it_is_shown(seated: Seat, clinic: Clinic) -> None:
    clinic.write(Role.NUTRITIONIST, PLAN)
    table = seated()
    table.section.plan.handout.click()
    sheet = table.page.sheets.sheet
    assert isinstance(sheet, HandoutSheet)
    sent: list[tuple[bytes, int]] = []

    def send(pdf: bytes) -> None:
        sent.append((pdf, sum(isinstance(one.content, Disclosure) for one in clinic.read())))

    sheet.taking.ask_printer = lambda: send
    table.bot.waitUntil(sheet.print.isEnabled, timeout=PATIENCE)
    assert sheet.preview.pages == 1
    sheet.print.click()
    table.bot.waitUntil(lambda: bool(sent), timeout=PATIENCE)
    assert sheet.drafted is not None
    assert sent == [(sheet.drafted.pdf, 1)]
    (disclosed,) = table.entries(Disclosure)
    assert isinstance(disclosed.content, Disclosure)
    assert disclosed.content.ground is Ground.PATIENTS_OWN_COPY
    assert disclosed.content.what == "Meal plan for the patient, in English"


def test_that_a_handout_is_printed_once_it_is_recorded_though_its_sheet_was_closed(
    seated: Seat, clinic: Clinic
) -> None:
    clinic.write(Role.NUTRITIONIST, PLAN)
    table = seated()
    table.section.plan.handout.click()
    sheet = table.page.sheets.sheet
    assert isinstance(sheet, HandoutSheet)
    sent: list[bytes] = []
    sheet.taking.ask_printer = lambda: sent.append
    table.bot.waitUntil(sheet.print.isEnabled, timeout=PATIENCE)
    sheet.print.click()
    table.page.sheets.close_sheet()
    QApplication.sendPostedEvents(sheet, QEvent.Type.DeferredDelete)
    table.bot.waitUntil(lambda: bool(sent), timeout=PATIENCE)
    assert any(isinstance(one.content, Disclosure) for one in clinic.read())


def test_that_a_spanish_handout_waits_until_each_text_is_worded_or_left_out(seated: Seat, clinic: Clinic) -> None:
    clinic.write(Role.NUTRITIONIST, PLAN)
    table = seated()
    table.section.plan.handout.click()
    sheet = table.page.sheets.sheet
    assert isinstance(sheet, HandoutSheet)
    sheet.language.setCurrentIndex(1)
    table.bot.waitUntil(lambda: len(sheet.texts) == 2, timeout=PATIENCE)
    assert not sheet.print.isEnabled()
    sheet.print_paper()
    first, second = sheet.texts
    first.text.setPlainText("arroz en vez de pan")
    second.left_out.setChecked(True)
    table.bot.waitUntil(sheet.print.isEnabled, timeout=PATIENCE)
    assert sheet.drafted is not None
    told = "".join(pages_of(sheet.drafted.pdf))
    assert "arroz en vez de pan" in told
    assert RULE not in told
    assert "DRAFT" not in told
    table.page.close_sheet()
    table.bot.waitUntil(table.section.plan.handout.hasFocus, timeout=PATIENCE)


@pytest.mark.parametrize(("size", "scale"), [((1280, 640), 1.0), ((1366, 640), 2.0)])
def test_that_every_part_is_reached_by_tab_and_has_a_name(
    seated: Seat, clinic: Clinic, size: tuple[int, int], scale: float
) -> None:
    clinic.write(Role.NUTRITIONIST, PLAN)
    apply(named("light", scale))
    table = seated(size=size)
    assert unreached(table.section) == set()
    stops = [one for one in table.section.findChildren(QWidget) if one.isVisible() and one.focusPolicy()]
    named_ones = [one.accessibleName() or str(one.property("text") or "") for one in stops if not one.focusProxy()]
    assert all(name for name in named_ones), stops


def test_that_its_tables_obey_the_item_model_rules(qtmodeltester: ModelTester, seated: Seat, clinic: Clinic) -> None:
    clinic.write(Role.NUTRITIONIST, PLAN)
    table = seated()
    for model in (table.section.intake.grid.meals, table.section.plan.days.grids[0].plan, table.section.versions.model):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    cell = table.section.intake.grid.currentIndex()
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Breakfast, 15 September 2026: not recorded"
    assert (
        table.section.plan.days.grids[0].plan.index(2, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Lunch, Starch, 2"
    )
