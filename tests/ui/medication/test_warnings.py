"""What an order is warned of: more than the maximum, ten times the dose, a clash, an allergy; with its source."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from careboard.clinical.condition import Allergy
from careboard.clinical.medication.orders import DoseChange, Stop
from careboard.clinical.medication.taking import MedicationReported, MedicationStatus
from careboard.clinical.values import Coded, EntryId, Informant, When
from careboard.ui.parts.labels import Label
from careboard.ui.patient.dosing.adjust import AdjustForm
from careboard.ui.patient.dosing.order import OrderForm
from careboard.ui.patient.regimen.acts import Act
from careboard.ui.patient.response.paint_doses import shade_of
from tests.clinic import Clinic
from tests.ui.keys import CTRL, focus, press, tab, write
from tests.ui.medication.conftest import Opener
from tests.ui.medication.hands import form, lane, sign, start, typed
from tests.ui.medication.maya import tablet

Key = Qt.Key


def test_that_more_than_the_maximum_is_signed_with_a_reason_only(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "20", "2026-08-01"))
    lane(work, "OLANZ")
    press(Key.Key_D)
    write("25")
    tab()
    press(Key.Key_P)
    press(Key.Key_Return, CTRL)
    assert not form(work).reviewed
    assert focus().accessibleName() == "Signed all the same, because"
    write("Level checked.")
    sign(work)
    change = work.last()
    assert isinstance(change, DoseChange)
    assert [answer.reason for answer in change.alerts] == ["Level checked."]
    assert "more than the maximum of 20 mg a day" in change.alerts[0].alert


def test_that_a_rise_of_more_than_the_dose_is_said_and_does_not_stop(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    lane(work, "OLANZ")
    press(Key.Key_D)
    write("15")
    tab()
    press(Key.Key_P)
    sheet = form(work, AdjustForm)
    assert isinstance(sheet, AdjustForm)
    sheet.settle()
    assert [strip.alert.text for strip in sheet.alerts.strips] == ["The dose rises by 200%."]
    sign(work)


def boxed(answer: QMessageBox.ButtonRole, seen: list[str]) -> None:
    """Answer the box that stops the hand, when it is there."""
    box = QApplication.activeModalWidget()
    if not isinstance(box, QMessageBox):
        QTimer.singleShot(20, lambda: boxed(answer, seen))
        return
    seen.append(box.text())
    button = next(one for one in box.buttons() if box.buttonRole(one) is answer)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("go_on", [False, True])
def test_that_ten_times_the_dose_stops_the_hand(at_work: Opener, *, go_on: bool) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    lane(work, "OLANZ")
    press(Key.Key_D)
    write("50")
    tab()
    press(Key.Key_P)
    sheet = form(work, AdjustForm)
    assert isinstance(sheet, AdjustForm)
    sheet.settle()
    for strip in sheet.alerts.strips:
        if strip.reason is not None:
            strip.reason.setText("Meant so.")
    seen: list[str] = []
    role = QMessageBox.ButtonRole.AcceptRole if go_on else QMessageBox.ButtonRole.RejectRole
    QTimer.singleShot(0, lambda: boxed(role, seen))
    press(Key.Key_Return, CTRL)
    assert seen == ["This is 10 times the current dose."]
    assert bool(sheet.reviewed) is go_on


def test_that_a_clash_of_a_mao_inhibitor_stops_the_hand_with_its_source(at_work: Opener) -> None:
    work = at_work(None, start("sertraline", "50", "2026-08-01"))
    work.meds.open(Act.START, "")
    typed(work, "Medicine", "phenelzine")
    typed(work, "Dose (mg)", "15")
    sheet = form(work)
    assert isinstance(sheet, OrderForm)
    sheet.settle()
    heaviest = sheet.alerts.heaviest
    assert heaviest is not None
    assert heaviest.source
    assert sheet.named == "phenelzine"


def test_that_a_medicine_waits_until_another_one_is_washed_out(at_work: Opener, clinic: Clinic) -> None:
    begun = clinic.write(None, start("fluoxetine", "20", "2026-06-01"))
    stop = Stop(EntryId(begun.id.hex()), When("2026-09-01"), "Switch")
    work = at_work(None, stop)
    work.meds.open(Act.START, "")
    typed(work, "Medicine", "phenelzine")
    sheet = form(work)
    assert isinstance(sheet, OrderForm)
    sheet.settle()
    texts = [strip.alert.text for strip in sheet.alerts.strips]
    assert "FLUoxetine was stopped 14 days ago; 35 days must pass before this is started." in texts


def test_that_a_recorded_allergy_stops_the_hand(at_work: Opener) -> None:
    work = at_work(None, Allergy(Coded("Mirtazapine"), Informant.PATIENT))
    work.meds.open(Act.START, "")
    typed(work, "Medicine", "mirtazapine")
    sheet = form(work)
    assert isinstance(sheet, OrderForm)
    sheet.settle()
    assert sheet.alerts.heaviest is not None
    assert sheet.alerts.heaviest.text == "Allergy recorded: Mirtazapine, reaction not recorded."


def test_that_what_is_to_be_monitored_is_said_with_its_source(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    work.meds.open(Act.ADJUST, work.course("OLANZ"))
    sheet = form(work, AdjustForm)
    told = " ".join(label.text() for label in sheet.findChildren(Label))
    assert "To be monitored: " in told
    assert "fasting glucose" in told


def test_that_an_unconfirmed_dose_is_not_changed_by_guessing(at_work: Opener) -> None:
    home = MedicationReported(tablet("melatonin"), told_by=Informant.PATIENT, status=_active())
    work = at_work(None, home)
    work.meds.open(Act.ADJUST, work.course("melatonin"))
    form(work, AdjustForm)
    write("3")
    tab()
    press(Key.Key_P)
    press(Key.Key_Return, CTRL)
    assert "not confirmed" in form(work).wrong


def _active() -> MedicationStatus:
    return MedicationStatus.ACTIVE


def test_that_a_shade_says_which_share_of_the_maximum_is_reached() -> None:
    shares = ("0.1", "0.25", "0.26", "0.5", "0.51", "0.99", "1", "1.5")
    assert [shade_of(Decimal(share)) for share in shares] == [0, 0, 1, 1, 2, 2, 3, 3]
    assert shade_of(None) is None
