"""Orders signed by keys on a real vault: what is offered to whom, what is warned of, and what is recorded."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget

from careboard.clinical.medication.orders import Complete, DoseChange, Hold, MedicationStart, ReasonType, Resume, Stop
from careboard.clinical.medication.taking import Adherence, AsNeededUse, DoseGiven, MedicationReported
from careboard.clinical.people import Role
from careboard.clinical.response import SideEffect
from careboard.clinical.values import EntryId, Informant, When
from careboard.projections.course import CourseStatus
from careboard.ui.patient.dosing.adjust import AdjustForm
from careboard.ui.patient.dosing.choosing import ChooseForm
from careboard.ui.patient.dosing.order import OrderForm
from careboard.ui.patient.dosing.pauses import ResumeForm
from careboard.ui.patient.regimen.acts import Act
from careboard.ui.patient.sections import Tab
from careboard.ui.patient.summary.meter import Meter
from tests.clinic import Clinic
from tests.ui.keys import CTRL, focus, press, tab, write
from tests.ui.medication.conftest import Opened, Opener
from tests.ui.medication.hands import choose, control, form, lane, sign, start, typed
from tests.ui.medication.maya import as_needed, daily

Key = Qt.Key


def test_that_six_keys_change_a_dose_where_its_row_has_the_keyboard(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    lane(work, "OLANZ")
    before = len(work.chart.record.entries)
    press(Key.Key_D)
    press(Key.Key_Up)
    press(Key.Key_Tab)
    press(Key.Key_P)
    press(Key.Key_Return, CTRL)
    press(Key.Key_Return)
    work.wait_signed(before)
    change = work.last()
    assert isinstance(change, DoseChange)
    assert change.course == work.course("OLANZ")
    assert [dose.amount.value for dose in change.now.schedule if dose.amount] == [Decimal(10)]
    assert (change.reason, change.reason_type) == ("Partial response", ReasonType.PARTIAL_RESPONSE)
    assert change.effective_from == When("2026-09-16")
    assert change.was == daily("5")


def test_that_twelve_keys_change_a_dose_from_anywhere_in_the_chart(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    work.page.timeline.view.setFocus()
    before = len(work.chart.record.entries)
    keys = 0
    press(Key.Key_D)
    write("ola")
    press(Key.Key_Return)
    form(work, AdjustForm)
    write("7.5")
    press(Key.Key_Tab)
    press(Key.Key_P)
    press(Key.Key_Return, CTRL)
    press(Key.Key_Return)
    keys += 1 + 3 + 1 + 3 + 1 + 1 + 1 + 1
    work.wait_signed(before)
    change = work.last()
    assert isinstance(change, DoseChange)
    assert change.now.schedule[0].amount is not None
    assert change.now.schedule[0].amount.value == Decimal("7.5")
    assert keys <= 12


def test_that_the_keyboard_goes_back_to_where_it_came_from(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    lane(work, "OLANZ")
    press(Key.Key_D)
    form(work, AdjustForm)
    assert not work.page.timeline.isVisible()
    press(Key.Key_Escape)
    work.wait(lambda: QApplication.focusWidget() is work.meds.beside.response.plot)
    assert work.page.timeline.isVisible()


def test_that_the_chart_shows_the_change_while_it_is_edited_and_forgets_it_when_it_is_left(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    lane(work, "OLANZ")
    press(Key.Key_D)
    press(Key.Key_Up)
    tab()
    press(Key.Key_T)
    plot = work.meds.beside.response.plot
    work.wait(lambda: "OLANZapine 10 mg planned from 16-Sep-2026" in [mark.name for _key, mark in plot.named_marks()])
    press(Key.Key_Escape)
    work.wait(lambda: not any("10 mg" in mark.name for _key, mark in plot.named_marks()))


def test_that_a_review_strikes_the_old_line_and_says_the_order_plainly(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    lane(work, "OLANZ")
    press(Key.Key_D)
    sheet = form(work, AdjustForm)
    assert isinstance(sheet, OrderForm)
    press(Key.Key_Up)
    tab()
    press(Key.Key_S)
    press(Key.Key_Return, CTRL)
    assert sheet.replaces.lines == ("OLANZapine 5 mg", "OLANZapine 10 mg")
    assert sheet.told == "Take 10 mg every morning starting 16 September 2026. This replaces 5 mg."
    buttons = [one.text() for one in sheet.findChildren(QPushButton) if one.isVisible()]
    assert "Sign for RIVERA, Maya" in buttons


def test_that_an_order_without_a_reason_is_not_signed(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    lane(work, "OLANZ")
    press(Key.Key_D)
    press(Key.Key_Up)
    press(Key.Key_Return, CTRL)
    assert form(work).wrong == "An order has a reason: press its letter."
    press(Key.Key_O)
    press(Key.Key_Return, CTRL)
    assert form(work).wrong == "Say the other reason in words."


def test_that_a_nurse_names_the_prescriber_of_a_telephone_order(at_work: Opener, clinic: Clinic) -> None:
    work = at_work(Role.NURSE, start("olanzapine", "5", "2026-08-01"))
    lane(work, "OLANZ")
    press(Key.Key_D)
    press(Key.Key_Up)
    tab()
    press(Key.Key_P)
    press(Key.Key_Return, CTRL)
    assert form(work).wrong == "An order by telephone names its prescriber."
    press(Key.Key_Down)
    before = len(work.chart.record.entries)
    press(Key.Key_Return, CTRL)
    sheet = form(work, AdjustForm)
    assert isinstance(sheet, AdjustForm)
    assert sheet.replaces.ordered_by.startswith("Ordered by telephone by ")
    press(Key.Key_Return)
    work.wait_signed(before)
    change = work.last()
    assert isinstance(change, DoseChange)
    assert change.ordered_by in {member for _name, member in work.meds.allowed.prescribers}


def test_that_who_may_not_order_is_offered_no_order(at_work: Opener) -> None:
    work = at_work(Role.COUNSELOR, start("olanzapine", "5", "2026-08-01"))
    regimen = work.meds.beside.regimen
    words = [action.text().replace("&", "") for action in regimen.menu_of(work.course("OLANZ")).actions()]
    assert words == ["Dose given", "Doses taken and missed", "Side effect"]
    assert "Start a medicine" not in [one.text() for one in regimen.findChildren(QPushButton) if one.isVisible()]
    work.page.timeline.view.setFocus()
    press(Key.Key_D)
    work.wait(lambda: bool(work.told))
    assert work.told[-1] == "Your role signs no orders. Ask a prescriber or a nurse."


def test_that_a_prescriber_is_offered_all_orders_of_a_running_medicine(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    actions = work.meds.beside.regimen.menu_of(work.course("OLANZ")).actions()
    assert [action.text().replace("&", "") for action in actions] == [
        "Dose change",
        "Hold",
        "Stop",
        "Complete",
        "Dose given",
        "Doses taken and missed",
        "Side effect",
    ]


def test_that_a_medicine_is_held_with_what_it_awaits(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    work.meds.open(Act.HOLD, work.course("OLANZ"))
    typed(work, "Awaits", "the next ECG")
    control(work, "Reason").setFocus()
    press(Key.Key_S)
    sign(work)
    hold = work.last()
    assert isinstance(hold, Hold)
    assert (hold.awaits, hold.reason, hold.effective_from) == ("the next ECG", "Side effect", When("2026-09-15"))
    assert work.chart.regimen.course(hold.course).status is CourseStatus.HELD  # type: ignore[union-attr]


def test_that_what_goes_on_asks_the_days_missed_and_shows_the_cited_rule(at_work: Opener, clinic: Clinic) -> None:
    began = clinic.write(None, start("lamotrigine", "100", "2026-08-01"))
    course = EntryId(began.id.hex())
    work = at_work(None, Hold(course, When("2026-09-08"), "Rash to be seen", When("2026-09-15")))
    work.meds.open(Act.RESUME, course)
    sheet = form(work, ResumeForm)
    assert isinstance(sheet, ResumeForm)
    assert "restart the full titration" in sheet.rule
    assert sheet.first is control(work, "Whole days without a dose")
    assert (sheet.days_missed(), sheet.doses[0].text()) == (None, "")
    typed(work, "Whole days without a dose", "7")
    control(work, "Reason").setFocus()
    press(Key.Key_T)
    press(Key.Key_Return, CTRL)
    assert "Write the dose as a number" in sheet.wrong
    typed(work, "New dose (mg)", "25")
    sign(work)
    resumed = work.last()
    assert isinstance(resumed, Resume)
    assert (resumed.days_missed, resumed.dosage.schedule[0].amount.value) == (7, Decimal(25))  # type: ignore[union-attr]


def test_that_a_medicine_is_stopped_for_a_reason_and_the_button_names_it(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    work.meds.open(Act.STOP, work.course("OLANZ"))
    control(work, "Reason").setFocus()
    press(Key.Key_I)
    press(Key.Key_Return, CTRL)
    assert focus().property("text") == "Stop OLANZapine, RIVERA, Maya"
    before = len(work.chart.record.entries)
    press(Key.Key_Return)
    work.wait_signed(before)
    stop = work.last()
    assert isinstance(stop, Stop)
    assert (stop.reason, stop.reason_type) == ("Intolerance", ReasonType.INTOLERANCE)
    assert [row.name for row in work.meds.beside.regimen.list.regimen.rows if row.name == "OLANZapine"] == []


def test_that_a_medicine_that_ended_as_planned_is_completed_and_not_stopped(at_work: Opener) -> None:
    work = at_work(None, start("thiamine", "100", "2026-08-01"))
    work.meds.open(Act.COMPLETE, work.course("thiamine"))
    form(work)
    sign(work)
    assert isinstance(work.last(), Complete)
    assert work.chart.regimen.past[0].status is CourseStatus.COMPLETED


def test_that_a_medicine_is_started_from_the_cited_list(at_work: Opener) -> None:
    work = at_work()
    work.meds.open(Act.START, "")
    typed(work, "Medicine", "mirtazapine")
    typed(work, "Dose (mg)", "15")
    typed(work, "For", "Depression")
    press(Key.Key_Return, CTRL)
    assert form(work).wrong == "Choose how often it is taken."
    choose(work, "How often", "at bedtime")
    press(Key.Key_Return, CTRL)
    assert form(work).wrong == "Choose in which form it is taken."
    choose(work, "Form", "tablet")
    press(Key.Key_Return, CTRL)
    sheet = form(work)
    assert isinstance(sheet, OrderForm)
    for strip in sheet.alerts.strips:
        if strip.reason is not None:
            strip.reason.setText("Known.")
    sign(work)
    begun = work.last()
    assert isinstance(begun, MedicationStart)
    assert (begun.medicine.ingredients, begun.medicine.rxcui is not None) == (("mirtazapine",), True)
    assert (begun.purpose, begun.effective_from) == ("Depression", When("2026-09-16"))


def test_that_a_tall_sheet_has_its_button_in_the_window(at_work: Opener) -> None:
    work = at_work(None, start("sertraline", "50", "2026-08-01"))
    work.meds.open(Act.START, "")
    sheet = form(work)
    page = work.page
    work.wait(lambda: sheet.mapTo(page, sheet.rect().bottomLeft()).y() <= page.height())


def test_that_a_medicine_from_home_stands_as_not_confirmed(at_work: Opener) -> None:
    work = at_work(Role.NURSE)
    work.meds.open(Act.REPORTED, "")
    typed(work, "Medicine", "melatonin")
    typed(work, "How it is taken", "3 mg at night, by itself")
    for wrong, label, words in (
        ("Choose who told it.", "Told by", "Patient"),
        ("Say whether it is taken", "Taken", "Yes"),
        ("Choose how it stands", "Stands as", "Active"),
    ):
        press(Key.Key_Return, CTRL)
        assert form(work).wrong.startswith(wrong)
        choose(work, label, words)
    sign(work)
    told = work.last()
    assert isinstance(told, MedicationReported)
    row = next(row for row in work.meds.beside.regimen.list.regimen.rows if row.name == "melatonin")
    assert row.doubt == "not confirmed, told by the patient"
    assert "3 mg at night, by itself" in row.under


def test_that_doses_given_missed_and_used_and_side_effects_are_recorded(at_work: Opener, clinic: Clinic) -> None:
    prn = replace(start("hydroxyzine", "25", "2026-08-01"), dosage=as_needed("25", "75"))
    began = EntryId(clinic.write(None, start("olanzapine", "5", "2026-08-01")).id.hex())
    later = DoseChange(began, daily("5"), daily("10"), When("2026-09-22"), "Partial response")
    work = at_work(Role.NURSE, later, prn)
    work.meds.open(Act.GIVEN, work.course("OLANZ"))
    typed(work, "When", "15-Sep-2026 08:30")
    press(Key.Key_Return, CTRL)
    assert form(work).wrong == "Choose whether it was given."
    choose(work, "Was it given", "Given")
    sign(work)
    given = work.last()
    assert isinstance(given, DoseGiven)
    assert given.amount is not None
    assert given.amount.value == 5
    assert work.chart.record.of(DoseGiven)[-1].entry.at.iso.startswith("2026-09-15T")
    work.meds.open(Act.ADHERENCE, work.course("OLANZ"))
    typed(work, "Doses missed", "1")
    press(Key.Key_Return, CTRL)
    assert form(work).wrong == "Write the doses taken as a number, 0 where none was."
    typed(work, "Doses taken", "0")
    choose(work, "Told by", "Family")
    sign(work)
    missed = work.last()
    assert isinstance(missed, Adherence)
    assert (missed.taken, missed.missed, missed.told_by) == (0, 1, Informant.FAMILY)
    work.meds.open(Act.USED, work.course("hydrOXY"))
    choose(work, "Told by", "Patient")
    sign(work)
    used = work.last()
    assert isinstance(used, AsNeededUse)
    assert (used.taken_for, used.times) == ("anxiety", 1)
    work.meds.open(Act.SIDE_EFFECT, work.course("OLANZ"))
    typed(work, "What", "sedation")
    press(Key.Key_Return, CTRL)
    assert form(work).wrong == "Say how bad it is."
    choose(work, "How bad", "Moderate")
    choose(work, "Told by", "Patient")
    sign(work)
    effect = work.last()
    assert isinstance(effect, SideEffect)
    assert effect.suspected == (work.course("OLANZ"),)
    assert effect.onset == When.unknown()


def test_that_the_medications_begin_in_the_chart_with_nothing_chosen(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    work.page.timeline.view.setFocus()
    press(Key.Key_3, CTRL)
    chart = work.meds.alone.response
    assert QApplication.focusWidget() is chart.plot
    assert not chart.plot.selected
    press(Key.Key_T)
    assert chart.table.isVisible()
    work.page.sections.show_section("timeline")
    work.page.sections.show_section("medications")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert chart.table.isAncestorOf(focused)


def test_that_the_summary_opens_at_its_top_with_the_keyboard_on_its_tab(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"), size=(1280, 640))
    work.page.timeline.view.setFocus()
    press(Key.Key_7, CTRL)
    work.wait(lambda: bool(work.page.findChildren(Meter)) and bool(work.page.findChildren(Meter)[0].sentences))
    focused = QApplication.focusWidget()
    assert isinstance(focused, Tab)
    assert focused.text() == "Summary"
    (meter,) = work.page.findChildren(Meter)
    below = QPoint(0, focused.height())
    work.wait(lambda: meter.mapTo(work.page, QPoint()).y() >= focused.mapTo(work.page, below).y())


def test_that_tab_and_f6_reach_the_chart_and_the_regimen_and_come_back(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    view = work.meds.beside
    assert [pane for pane in work.page.panes if pane in (view.response, view.regimen)] == [view.response, view.regimen]
    work.page.timeline.view.setFocus()
    visited: list[QWidget] = []
    for _ in range(80):
        tab()
        if focus() is work.page.timeline.view:
            break
        visited.append(focus())
    assert focus() is work.page.timeline.view
    assert view.response.plot in visited
    assert view.regimen.list in visited
    nameless = [one for one in visited if not (one.accessibleName() or one.property("text"))]
    assert nameless == []


@pytest.mark.parametrize("act", list(Act))
def test_that_no_control_of_a_sheet_is_without_a_name(at_work: Opener, act: Act) -> None:
    prn = replace(start("hydroxyzine", "25", "2026-08-01"), dosage=as_needed("25", "75"))
    work = at_work(None, start("olanzapine", "5", "2026-08-01"), prn)
    name = "hydrOXY" if act is Act.USED else "OLANZ"
    if act is Act.RESUME:
        work = held(work)
    if act is Act.CHOOSE:
        work = contested(at_work, work.course("OLANZ"))
    work.meds.open(act, "" if act in (Act.START, Act.REPORTED) else work.course(name))
    controls = (one for one in form(work).findChildren(QWidget) if one.isVisible())
    stops = [one for one in controls if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops
    assert [one for one in stops if not (one.accessibleName() or one.property("text"))] == []


def contested(at_work: Opener, course: EntryId) -> Opened:
    """Two doses were ordered at once."""
    changes = (DoseChange(course, daily("5"), daily(dose), When("2026-09-14"), "No response") for dose in "97")
    return at_work(None, *changes)


def held(work: Opened) -> Opened:
    """The same work, with the medicine held."""
    work.meds.open(Act.HOLD, work.course("OLANZ"))
    typed(work, "Awaits", "the next ECG")
    control(work, "Reason").setFocus()
    press(Key.Key_S)
    sign(work)
    return work


def test_that_where_two_doses_overlap_both_stand_on_the_sheet_and_one_is_chosen_by_an_order(
    at_work: Opener, clinic: Clinic
) -> None:
    course = EntryId(clinic.write(None, start("olanzapine", "5", "2026-08-01")).id.hex())
    work = contested(at_work, course)
    menu = work.meds.beside.regimen.menu_of(course).actions()
    assert menu[0].text().replace("&", "") == "Choose the dose"
    work.meds.open(Act.ADJUST, course)
    sheet = form(work, ChooseForm)
    told = [label.text() for label in sheet.findChildren(QLabel)]
    for dose in ("9 mg", "7 mg"):
        assert any(
            words.startswith(dose) and "ordered by A. Chen" in words and "No response" in words for words in told
        )
    first = next(one.id for one in work.chart.record.entries_of(DoseChange) if one.content.now == daily("9"))  # type: ignore[union-attr]
    press(Key.Key_Return, CTRL)
    assert "Choose which of the doses holds" in sheet.wrong
    field = control(work, "The dose that holds")
    choose(work, "The dose that holds", next(words for words in _offered(field) if words.startswith("9 mg")))
    control(work, "Reason").setFocus()
    press(Key.Key_P)
    sign(work)
    signed = max(work.chart.record.entries, key=lambda entry: entry.recorded_at)
    assert isinstance(signed.content, DoseChange)
    assert (signed.ref, signed.content.was, signed.content.now) == (first, daily("7"), daily("9"))
    assert work.chart.regimen.course(course).contested == ()  # type: ignore[union-attr]


def _offered(field: QWidget) -> list[str]:
    assert isinstance(field, QComboBox)
    return [field.itemText(at) for at in range(field.count())]
