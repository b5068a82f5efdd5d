"""What the dose sheet says before anything is signed: what changes, what was planned, what is taken as needed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from careboard.clinical.clinic import SiteSetting
from careboard.clinical.dosage import Dosage, Dose, EventTiming
from careboard.clinical.measured import Ecg, QtcFormula
from careboard.clinical.medication.orders import DoseChange, Hold, Resume
from careboard.clinical.medication.taking import MedicationReported, MedicationStatus
from careboard.clinical.values import Coded, EntryId, Informant, When
from careboard.ui.parts.labels import Label
from careboard.ui.patient.dosing.adjust import AdjustForm
from careboard.ui.patient.dosing.pauses import ResumeForm
from careboard.ui.patient.dosing.pick import PickSheet
from careboard.ui.patient.regimen.acts import Act
from careboard.ui.patient.regimen.painting import line_words, text_words
from tests.clinic import Clinic
from tests.ui.keys import CTRL, focus, press, tab, write
from tests.ui.medication.conftest import Opened, Opener
from tests.ui.medication.hands import choose, control, form, sign, start, typed
from tests.ui.medication.maya import as_needed, daily, mg, tablet

Key = Qt.Key


def dose_sheet(work: Opened, medicine: str) -> AdjustForm:
    """The dose sheet of a medicine, opened by D in its row of the regimen."""
    regimen = work.meds.beside.regimen
    regimen.choose(work.course(medicine))
    regimen.list.setFocus()
    press(Key.Key_D)
    sheet = form(work, AdjustForm)
    assert isinstance(sheet, AdjustForm)
    return sheet


def test_that_an_unchanged_dose_says_that_nothing_changes_and_is_not_signed(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    sheet = dose_sheet(work, "OLANZ")
    assert sheet.told == "Nothing changes: this is the current dose."
    tab()
    press(Key.Key_P)
    press(Key.Key_Return, CTRL)
    assert not sheet.reviewed
    assert (
        sheet.wrong == "This is the current dose: nothing would change. Write another dose, or close the sheet (Esc)."
    )
    assert focus() is sheet.doses[0]
    assert sheet.previewing is None


def test_that_a_dose_at_another_hour_says_both_hours(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    sheet = dose_sheet(work, "OLANZ")
    tab()
    press(Key.Key_S)
    choose(work, "How often", "at bedtime")
    sheet.settle()
    assert sheet.told == "Take 5 mg at bedtime starting 16 September 2026. This replaces 5 mg every morning."
    press(Key.Key_Return, CTRL)
    assert sheet.replaces.lines == ("OLANZapine 5 mg every morning", "OLANZapine 5 mg at bedtime")


def test_that_two_doses_a_day_are_told_each_with_its_hour(at_work: Opener) -> None:
    lines = tuple(
        Dose(mg(value), daily(value, event).schedule[0].timing)
        for value, event in (("300", EventTiming.MORNING), ("600", EventTiming.BEDTIME))
    )
    lithium = replace(start("lithium", "300", "2026-08-01"), dosage=Dosage("as told", lines, route=Coded("oral")))
    work = at_work(None, lithium)
    sheet = dose_sheet(work, "lithium")
    write("450")
    sheet.settle()
    assert sheet.told == (
        "Take 450 mg every morning and 600 mg at bedtime starting 15 September 2026."
        " This replaces 300 mg every morning and 600 mg at bedtime."
    )


def test_that_a_planned_dose_stands_beside_the_one_of_now_and_is_said_to_be_gone(
    at_work: Opener, clinic: Clinic
) -> None:
    began = clinic.write(None, start("olanzapine", "5", "2026-08-01"))
    course = EntryId(began.id.hex())
    planned = DoseChange(course, daily("5"), daily("2.5"), When("2026-09-22"), "Taper")
    work = at_work(None, planned)
    sheet = dose_sheet(work, "OLANZ")
    assert sheet.doses[0].text() == "5"
    assert "Now 5 mg; 2.5 mg is planned from 22-Sep-2026" in [one.text() for one in sheet.findChildren(Label)]
    write("7.5")
    tab()
    press(Key.Key_P)
    sheet.settle()
    assert sheet.told == (
        "Take 7.5 mg every morning starting 16 September 2026. This replaces 5 mg."
        " The change to 2.5 mg that was planned no longer holds."
    )
    sign(work)
    change = work.last()
    assert isinstance(change, DoseChange)
    assert (change.was, change.now.schedule[0].amount) == (daily("2.5"), mg("7.5"))
    regimen = work.chart.regimen
    assert regimen.findings == ()
    row = next(row for row in work.meds.beside.regimen.list.regimen.rows if row.name == "OLANZapine")
    assert row.next_step == "to 7.5 mg on 16-Sep-2026"


def test_that_the_dose_of_what_has_not_begun_is_told_as_planned_and_offered_from_its_first_day(at_work: Opener) -> None:
    sheet = dose_sheet(at_work(None, start("mirtazapine", "15", "2026-09-20")), "mirtaz")
    told = [one.text() for one in sheet.findChildren(Label)]
    assert "Not begun yet; 15 mg is planned from 20-Sep-2026" in told
    assert not [one for one in told if one.startswith("Now ")]
    assert sheet.told == "Nothing changes: this dose is planned already."
    write("7.5")
    sheet.settle()
    assert sheet.told == "Take 7.5 mg every morning starting 20 September 2026. This replaces 15 mg."


def test_that_to_stay_on_the_dose_of_now_instead_of_a_planned_one_is_an_order(at_work: Opener, clinic: Clinic) -> None:
    began = clinic.write(None, start("olanzapine", "5", "2026-08-01"))
    planned = DoseChange(EntryId(began.id.hex()), daily("5"), daily("2.5"), When("2026-09-22"), "Taper")
    work = at_work(None, planned)
    sheet = dose_sheet(work, "OLANZ")
    tab()
    press(Key.Key_O)
    tab()
    write("Voices louder.")
    sheet.settle()
    assert sheet.told == (
        "Take 5 mg every morning starting 16 September 2026. The change to 2.5 mg that was planned no longer holds."
    )
    sign(work)
    rows = work.meds.beside.regimen.list.regimen.rows
    assert next(row.next_step for row in rows if row.name == "OLANZapine") == "to 5 mg on 16-Sep-2026"


def test_that_what_is_taken_as_needed_keeps_its_limit_in_sight(at_work: Opener) -> None:
    prn = replace(start("hydroxyzine", "25", "2026-08-01"), dosage=as_needed("25", "75"))
    work = at_work(None, prn)
    sheet = dose_sheet(work, "hydrOXY")
    write("100")
    control(work, "Reason").setFocus()
    press(Key.Key_P)
    press(Key.Key_Return, CTRL)
    assert sheet.wrong == "The maximum per 24 hours is less than a single dose."
    typed(work, "Most in 24 hours (mg)", "a lot")
    press(Key.Key_Return, CTRL)
    assert sheet.wrong == "Write the most in 24 hours as a number, such as 75."
    typed(work, "New dose (mg)", "50")
    typed(work, "Most in 24 hours (mg)", "100 mg")
    sheet.settle()
    assert sheet.told == (
        "Take 50 mg, as needed for anxiety, at most 100 mg in 24 hours starting 16 September 2026."
        " This replaces 25 mg, as needed for anxiety, at most 75 mg in 24 hours."
    )
    sign(work)
    change = work.last()
    assert isinstance(change, DoseChange)
    assert change.now.max_per_24h == mg("100")


def test_that_what_goes_on_at_the_dose_of_before_replaces_nothing(at_work: Opener, clinic: Clinic) -> None:
    began = clinic.write(None, start("olanzapine", "5", "2026-08-01"))
    course = EntryId(began.id.hex())
    work = at_work(None, Hold(course, When("2026-09-14"), "ECG", When("2026-09-15")))
    work.meds.open(Act.RESUME, course)
    sheet = form(work, ResumeForm)
    assert isinstance(sheet, ResumeForm)
    typed(work, "New dose (mg)", "5")
    control(work, "Reason").setFocus()
    press(Key.Key_T)
    sheet.settle()
    assert sheet.told == "Take 5 mg every morning starting 16 September 2026."
    press(Key.Key_Return, CTRL)
    assert sheet.replaces.lines == ("OLANZapine suspended", "OLANZapine 5 mg every morning")
    before = len(work.chart.record.entries)
    press(Key.Key_Return)
    work.wait_signed(before)
    assert isinstance(work.last(), Resume)


# -- the site's own list ------------------------------------------------------------------------------------------


def stepped(work: Opened, medicine: str, *keys: Key) -> list[str]:
    """What stands in the field of the dose after each of some keys."""
    sheet = dose_sheet(work, medicine)
    met = []
    for key in keys:
        press(key)
        met.append(sheet.doses[0].text())
    return met


def site_list(clinic: Clinic, value: str) -> None:
    """The clinic's list of strengths as it stands in its own stream."""
    clinic.write(None, SiteSetting("strengths", value), stream=clinic.open().registry.clinic_stream)


def test_that_the_arrows_step_by_the_sites_own_list(at_work: Opener, clinic: Clinic) -> None:
    site_list(clinic, '{"olanzapine": {"unit": "mg", "doses": ["20", "2.5", "7.5", "10"]}}')
    work = at_work(None, start("olanzapine", "5", "2026-08-01"), start("thiamine", "100", "2026-08-01"))
    assert stepped(work, "OLANZ", Key.Key_Up, Key.Key_Up, Key.Key_Down, Key.Key_Down) == ["7.5", "10", "7.5", "2.5"]
    assert stepped(work, "thiamine", Key.Key_Up) == ["200"]


@pytest.mark.parametrize("value", ["", "{", "[]", '{"olanzapine": ["2.5"]}', '{"olanzapine": {"unit": "mg"}}'])
def test_that_without_a_list_the_arrows_step_by_the_courses_own_doses(
    at_work: Opener, clinic: Clinic, value: str
) -> None:
    site_list(clinic, value)
    began = EntryId(clinic.write(None, start("olanzapine", "5", "2026-08-01")).id.hex())
    work = at_work(None, DoseChange(began, daily("5"), daily("7.5"), When("2026-09-01"), "Partial response"))
    assert stepped(work, "OLANZ", Key.Key_Down, Key.Key_Up, Key.Key_Up) == ["5", "7.5", "10"]


def test_that_a_list_in_another_unit_or_of_what_is_swallowed_is_not_stepped_by(at_work: Opener, clinic: Clinic) -> None:
    site_list(
        clinic,
        '{"olanzapine": {"unit": "mcg", "doses": ["1"]}, "haloperidol": {"unit": "mg", "doses": ["1", "2"]}}',
    )
    depot = replace(
        start("haloperidol", "100", "2026-08-01"),
        medicine=replace(tablet("haloperidol", "injection"), text="haloperidol decanoate"),
    )
    work = at_work(None, start("olanzapine", "5", "2026-08-01"), depot)
    assert stepped(work, "OLANZ", Key.Key_Up) == ["10"]
    assert stepped(work, "haloperidol", Key.Key_Down) == ["100"]


def test_that_a_qtc_beyond_the_cited_limit_of_the_medicine_is_said_with_its_source(at_work: Opener) -> None:
    long = Ecg("Sinus rhythm.", qtc_ms=Decimal(512), formula=QtcFormula.FRIDERICIA)
    work = at_work(None, start("citalopram", "20", "2026-08-01"), start("thiamine", "100", "2026-08-01"), long)
    sheet = dose_sheet(work, "citalopram")
    (told,) = [strip.alert for strip in sheet.alerts.strips if "QTc" in strip.alert.text]
    assert told.text == "QTc 512 ms on 15-Sep-2026: stop if QTc stays above 500 ms."
    assert told.source
    press(Key.Key_Escape)
    sheet = dose_sheet(work, "thiamine")
    assert not [strip for strip in sheet.alerts.strips if "QTc" in strip.alert.text]


# -- which medicine -----------------------------------------------------------------------------------------------


def pick_sheet(work: Opened) -> PickSheet:
    """The sheet that asks which medicine, opened by D in the timeline."""
    work.page.timeline.view.setFocus()
    press(Key.Key_D)
    work.wait(lambda: any(one.isVisible() for one in work.page.findChildren(PickSheet)))
    return next(one for one in work.page.findChildren(PickSheet) if one.isVisible())


def test_that_every_medicine_to_pick_stands_there_whole(at_work: Opener) -> None:
    long = "a medicine from abroad " * 9
    named = MedicationReported(
        replace(tablet("melatonin"), text=long.strip()), MedicationStatus.ACTIVE, Informant.PATIENT
    )
    prn = replace(start("hydroxyzine", "25", "2026-08-01"), dosage=as_needed("25", "75"))
    work = at_work(None, named, prn, start("olanzapine", "5", "2026-08-01"))
    sheet = pick_sheet(work)
    found = sheet.found
    words = 0
    for at, row in enumerate(found.medicines.rows):
        box = found.visualRect(found.medicines.index(at))
        metrics = QFontMetrics(found.font())
        needed = sum(word.width for word in [*line_words(row.line), *text_words(row.under, "text2")])
        assert box.right() <= found.viewport().width()
        assert box.height() >= metrics.height() * (needed // box.width())
        words += len(row.under)
    assert found.visualRect(found.medicines.index(2)).bottom() <= found.viewport().height()
    assert words > 0


def test_that_arrows_move_the_mark_while_letters_are_typed(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"), start("sertraline", "50", "2026-08-01"))
    sheet = pick_sheet(work)
    first = sheet.found.course
    press(Key.Key_Down)
    assert sheet.found.course != first
    press(Key.Key_Up)
    assert sheet.found.course == first
    write("zzz")
    assert sheet.told.text() == "No running medicine begins so."
    press(Key.Key_Return)
    assert sheet.isVisible()
    press(Key.Key_Backspace, times=3)
    press(Key.Key_Return)
    assert isinstance(form(work, AdjustForm), AdjustForm)


def test_that_a_chart_without_a_medicine_says_what_to_do_instead(at_work: Opener, clinic: Clinic) -> None:
    work = at_work()
    for course in work.chart.regimen.current:
        work.meds.open(Act.STOP, course.id)
        control(work, "Reason").setFocus()
        press(Key.Key_R)
        sign(work)
    sheet = pick_sheet(work)
    assert sheet.told.text().startswith("No medicine is running here.")
    press(Key.Key_Escape)
    work.wait(lambda: QApplication.focusWidget() is not None and not sheet.isVisible())
