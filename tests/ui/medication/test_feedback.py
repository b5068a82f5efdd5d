"""What a clinician says about a warning is heard: it is not said twice, unless what it rests on changed."""

from PySide6.QtCore import Qt

from careboard.clinical.medication.orders import DoseChange
from careboard.ui.patient.dosing.adjust import AdjustForm
from careboard.workflow.heard import feedback
from careboard.workflow.offers import Tier
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.ui.keys import CTRL, focus, press, tab, write
from tests.ui.medication.conftest import Opened, Opener
from tests.ui.medication.hands import form, lane, sign, start

Key = Qt.Key
FASTER = "The dose rises by 200%."


def adjusting(work: Opened, dose: str) -> AdjustForm:
    """The dose sheet of olanzapine with a dose typed and its reason chosen."""
    lane(work, "OLANZ")
    press(Key.Key_D)
    write(dose)
    tab()
    press(Key.Key_P)
    sheet = form(work, AdjustForm)
    assert isinstance(sheet, AdjustForm)
    sheet.settle()
    return sheet


def warned(sheet: AdjustForm) -> list[str]:
    """What the strips over the order say."""
    return [strip.alert.text for strip in sheet.alerts.strips]


def not_useful(work: Opened, sheet: AdjustForm) -> None:
    """Press the button of the first strip, and wait until that is recorded."""
    told = len(work.told)
    button = sheet.alerts.strips[0].feedback
    button.setFocus()
    press(Key.Key_Return)
    work.wait(lambda: len(work.told) > told)


def test_that_a_warning_that_was_not_useful_is_not_said_again_unless_what_it_rests_on_changes(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    sheet = adjusting(work, "15")
    assert warned(sheet) == [FASTER]
    not_useful(work, sheet)
    assert not warned(sheet)
    press(Key.Key_Escape)
    assert not warned(adjusting(work, "15"))
    press(Key.Key_Escape)
    assert warned(adjusting(work, "20")) == ["The dose rises by 300%."]


def test_that_what_was_called_not_useful_is_known_the_next_time(at_work: Opener, clinic: Clinic) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    not_useful(work, adjusting(work, "15"))
    work.page.close()
    again = at_work(None)
    again.wait(lambda: bool(again.meds.unhelpful))
    assert not warned(adjusting(again, "15"))
    kept = feedback(Session(clinic.open()))
    assert [one.source for one in kept] == ["computed"]
    written = f"{kept[0].warning}{kept[0].source}"
    assert not any(words in written.casefold() for words in ("olanz", clinic.patient, "rises"))


def test_that_what_stands_above_the_maximum_is_shown_though_it_was_called_not_useful(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "20", "2026-08-01"))
    sheet = adjusting(work, "25")
    not_useful(work, sheet)
    assert [strip.alert.tier for strip in sheet.alerts.strips] == [Tier.ACKNOWLEDGE]


def test_that_a_reason_is_asked_once_for_the_same_warning_and_told_afterwards(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "20", "2026-08-01"))
    adjusting(work, "25")
    press(Key.Key_Return, CTRL)
    assert focus().accessibleName() == "Signed all the same, because"
    write("Level checked.")
    sign(work)
    sheet = adjusting(work, "20")
    sign(work)
    sheet = adjusting(work, "25")
    again = sheet.alerts.strips[0].alert
    assert again.tier is Tier.STRIP
    assert again.before.endswith("by A. Chen: Level checked.")
    sign(work)
    change = work.last()
    assert isinstance(change, DoseChange)
    assert not change.alerts
    other = adjusting(work, "30")
    assert other.alerts.strips[0].alert.tier is Tier.ACKNOWLEDGE
