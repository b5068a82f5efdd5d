"""The jobs of timeline and medications in as few keys as they may take: one more key fails."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from careboard.clinical.medication.orders import DoseChange
from careboard.clinical.note import Acknowledgement, Addendum
from careboard.clinical.people import Role
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.provenance import Provenance
from careboard.clinical.values import Coded, EntryId
from careboard.ui.patient.timeline.facts import HOLD_TO_SHOW
from tests.clinic import Clinic, note
from tests.clinical_examples import POTASSIUM, WEIGHT
from tests.ui.keys import CTRL, budget, compose, focus, press, write
from tests.ui.medication.conftest import Opened, Opener
from tests.ui.medication.hands import lane, start

Key = Qt.Key


def listed(work: Opened) -> None:
    """Put the keyboard into the list, as the page opens with it."""
    work.page.timeline.view.setFocus()


def test_that_a_budget_that_is_exceeded_fails() -> None:
    with pytest.raises(AssertionError, match="2 keys, and the budget is 1"), budget(1) as counted:
        counted.keys += 2


def test_that_four_unread_entries_are_read_in_four_keys(at_work: Opener, clinic: Clinic) -> None:
    new = {clinic.write(Role.COUNSELOR, note(f"Session {n}.")).id.hex() for n in range(4)}
    work = at_work()
    listed(work)
    with budget(4):
        for _ in range(4):
            press(Key.Key_U)
            work.page.timeline.view.viewport().repaint()
    assert work.page.timeline.view.read == new


def test_that_a_lab_is_acknowledged_with_one_key(at_work: Opener, clinic: Clinic) -> None:
    lab = EntryId(clinic.write(Role.NURSE, POTASSIUM).id.hex())
    work = at_work()
    listed(work)
    work.page.timeline.go_to_entry(lab)
    with budget(1):
        press(Key.Key_A)
    work.page.undo.do_now()
    work.wait(lambda: isinstance(work.last(), Acknowledgement))


def test_that_an_addendum_takes_three_keys_beside_its_text(at_work: Opener, clinic: Clinic) -> None:
    work = at_work()
    listed(work)
    work.page.timeline.go_to_entry(clinic.entries["note"])
    before = len(work.chart.record.entries)
    with budget(3):
        press(Key.Key_E)
        compose("Slept eight hours, said the mother.")
        press(Key.Key_Return, CTRL)
        press(Key.Key_Return)
        work.wait_signed(before)
    assert work.last() == Addendum("Slept eight hours, said the mother.", provenance=Provenance())


def test_that_a_dose_is_changed_in_six_keys_where_its_lane_has_the_keyboard(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    lane(work, "OLANZ")
    before = len(work.chart.record.entries)
    with budget(6):
        for key in (Key.Key_D, Key.Key_Up, Key.Key_Tab, Key.Key_P):
            press(key)
        press(Key.Key_Return, CTRL)
        press(Key.Key_Return)
        work.wait_signed(before)
    assert isinstance(work.last(), DoseChange)


def test_that_a_dose_is_changed_in_twelve_keys_from_anywhere(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"), start("sertraline", "50", "2026-08-02"))
    listed(work)
    before = len(work.chart.record.entries)
    with budget(12):
        press(Key.Key_D)
        write("ser")
        press(Key.Key_Return)
        write("100")
        press(Key.Key_Tab)
        press(Key.Key_P)
        press(Key.Key_Return, CTRL)
        press(Key.Key_Return)
        work.wait_signed(before)
    change = work.last()
    assert isinstance(change, DoseChange)
    assert [dose.amount.value for dose in change.now.schedule if dose.amount] == [Decimal(100)]


def test_that_a_blind_weight_is_revealed_by_one_key_that_is_held(at_work: Opener, clinic: Clinic) -> None:
    clinic.write(None, Flag(FlagType.BLIND_WEIGHT, Coded("Weight is not shown")))
    weighed = EntryId(clinic.write(Role.NUTRITIONIST, WEIGHT).id.hex())
    work = at_work()
    listed(work)
    view = work.page.timeline.view
    work.page.timeline.go_to_entry(weighed)

    def told() -> str:
        return "\n".join(text.layout.text() for text in view.card(view.currentIndex().row()).texts)

    assert HOLD_TO_SHOW in told()
    with budget(1) as counted:
        QTest.keyPress(focus(), Key.Key_F8)
        counted.keys += 1
        work.wait(lambda: HOLD_TO_SHOW not in told())
    QTest.keyRelease(focus(), Key.Key_F8)
    assert HOLD_TO_SHOW in told()


def test_that_t_shows_the_table_and_n_and_s_begin_to_write_from_the_list_and_the_chart(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    response = work.meds.beside.response
    listed(work)
    press(Key.Key_T)
    assert response.table.isVisible()
    response.show_drawing()
    for key in (Key.Key_N, Key.Key_S):
        response.plot.setFocus()
        press(key)
        assert work.page.composer is not None
        assert work.page.composer.is_open
        work.page.composer.close_form()
