"""The settings: every group that is offered has something in it, and every control does what it says."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from careboard.clinical.people import Role
from careboard.clinical.values import When
from careboard.projections.care_choices import CareChoices
from careboard.projections.clinic_time import HalfDays, clinic_zone
from careboard.projections.inbox import Group as Group_
from careboard.projections.wording.times import clock, moment
from careboard.projections.wording.voice import Voice
from careboard.settings import BADGES, DesktopSettings
from careboard.ui.look.look import look
from careboard.ui.parts import printing
from careboard.ui.parts.days import read_when
from careboard.ui.shell.settings.group_list import GroupModel
from careboard.ui.shell.settings.groups import Group
from careboard.ui.shell.settings.notifications import badge_of
from careboard.ui.shell.settings.one_choice import OneChoice
from careboard.ui.shell.settings.told import Told
from careboard.ui.shell.ways import INBOX
from careboard.ui.shell.workplace import SETTINGS
from careboard.vault.refusals import NotAllowed
from careboard.workflow.care_choices import care_choices_of, keep_care_choices
from careboard.workflow.session import Session
from careboard.workflow.site_choices import Named, keep_hours, keep_lock_minutes, keep_named, lock_minutes_of
from tests.clinic import Clinic
from tests.ui.desk import Started, labels_of
from tests.ui.keys import focus, press, tab
from tests.ui.shell.test_palette import open_chart


def settings_of(started: Started) -> list[Group]:
    """Sign in and go to the settings; the groups that are offered when it is known what may be decided."""
    started.sign_in()
    started.workplace.show_place(SETTINGS)
    page = started.workplace.settings
    started.wait(lambda: Group.CLINIC in page.groups.groups.groups)
    started.wait(lambda: all(not one.isHidden() for one in page.findChildren(OneChoice)))
    return list(page.groups.groups.groups)


def told_in(started: Started, title: str) -> Told:
    return next(one for one in started.workplace.settings.findChildren(Told) if one.accessibleName() == title)


def choice_of(started: Started, title: str) -> OneChoice:
    panels = started.workplace.settings.findChildren(OneChoice)
    return next(one for one in panels if one.accessibleName() == title)


def test_that_the_arrows_go_through_the_groups_and_tab_goes_into_the_one_that_is_shown(started: Started) -> None:
    groups = settings_of(started)
    page = started.workplace.settings
    page.setFocus()
    assert page.groups.current is Group.APPEARANCE
    for group in groups[1:]:
        press(Qt.Key.Key_Down)
        assert page.groups.current is group
        assert any(panel.isVisible() for panel in page.panes[1].findChildren(QWidget))
    page.show_group(Group.PRINTING)
    page.setFocus()
    tab()
    assert focus() is page.printing.copies


def test_that_the_lock_is_decided_for_the_clinic_by_keys_and_this_desktop_locks_so_at_once(
    started: Started, clinic: Clinic
) -> None:
    settings_of(started)
    started.workplace.settings.show_group(Group.LOCK)
    panel = choice_of(started, "Lock after")
    panel.choice.setFocus()
    press(Qt.Key.Key_Home)
    tab()
    press(Qt.Key.Key_Return)
    started.wait(lambda: panel.said.startswith("Kept for the clinic: 3 minutes."))
    assert lock_minutes_of(Session(clinic.open(Role.NURSE))) == 3
    started.wait(lambda: "Locks in 3 min" in labels_of(started.workplace.top_bar))


@pytest.mark.parametrize("keep", [lambda s: keep_lock_minutes(s, 15), lambda s: keep_hours(s, "12")])
def test_that_who_may_not_decide_changes_neither_lock_nor_hours(clinic: Clinic, keep: object) -> None:
    assert callable(keep)
    with pytest.raises(NotAllowed):
        keep(Session(clinic.open(Role.NURSE)))


def test_that_twelve_hours_always_say_am_or_pm_wherever_a_time_is_told_at_once_in_open_charts_too(
    started: Started, clinic: Clinic
) -> None:
    settings_of(started)
    page = open_chart(started)
    started.workplace.show_place(SETTINGS)
    started.workplace.settings.show_group(Group.UNITS)
    assert told_in(started, "How times and amounts are told").told["Hours"] == "24 hours"
    panel = choice_of(started, "Hours")
    panel.choice.choose("12")
    panel.keep.click()
    started.wait(lambda: panel.said.startswith("Kept for the clinic: 12 hours"))
    started.wait(lambda: told_in(started, "How times and amounts are told").told["Hours"].startswith("12 hours"))
    started.wait(lambda: page.chart is not None and page.chart.zone is started.workplace.desk.zone)
    assert isinstance(started.workplace.desk.zone, HalfDays)
    later = Session(clinic.open(Role.NURSE))
    assert isinstance(later.zone, HalfDays)
    assert moment(datetime(2026, 9, 15, 18, 30, tzinfo=UTC), Voice(zone=later.zone)) == "15-Sep-2026 2:30 PM"
    chart = later.chart(clinic.patient)
    assert clock(datetime(2026, 9, 15, 4, 5, tzinfo=UTC), chart.voice) == "12:05 AM"


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [("15-Sep-2026 2:30 PM", 14, 30), ("today 12:05 am", 0, 5), ("today 12:00pm", 12, 0), ("today 14:30", 14, 30)],
)
def test_that_a_time_is_read_as_it_is_told(typed: str, hour: int, minute: int) -> None:
    zone = clinic_zone("America/New_York", "12")
    when = read_when(typed, datetime(2026, 9, 15, tzinfo=zone).date(), zone)
    assert when == When.at(datetime(2026, 9, 15, hour, minute, tzinfo=zone))


@pytest.mark.parametrize("typed", ["today 14:30 PM", "today 0:10 am"])
def test_that_a_time_that_no_such_clock_shows_is_refused(typed: str) -> None:
    zone = clinic_zone("America/New_York", "12")
    with pytest.raises(ValueError, match="from 1 to 12"):
        read_when(typed, datetime(2026, 9, 15, tzinfo=zone).date(), zone)


def test_that_about_tells_what_is_and_what_is_not_known(started: Started, clinic: Clinic) -> None:
    assert Group.ABOUT in settings_of(started)
    panel = told_in(started, "This program and this clinic")
    started.wait(lambda: "Records in it" in panel.told)
    assert panel.told["The clinic's file"] == str(clinic.path)
    assert int(panel.told["Records in it"].replace(",", "")) > 10
    assert panel.told["Last verified whole"].startswith("Not among the last looks.")
    licences = told_in(started, "Made with").told
    assert "cryptography" in licences
    assert [name for name, told in licences.items() if "not stated" in told] == []


def test_that_the_rows_of_lists_stand_closer_at_once_and_it_is_remembered(started: Started) -> None:
    settings_of(started)
    roomy = {
        view: view.sizeHintForRow(0) for view in (started.workplace.settings.groups, started.workplace.people.list)
    }
    started.workplace.settings.appearance.density.choose(True)
    assert look().dense
    assert [view for view, high in roomy.items() if not view.sizeHintForRow(0) < high] == []
    assert DesktopSettings.kept().dense
    started.workplace.settings.appearance.density.choose(False)
    assert {view: view.sizeHintForRow(0) for view in roomy} == roomy


def test_that_the_number_beside_the_inbox_counts_what_was_chosen_at_once_and_it_is_remembered(
    started: Started,
) -> None:
    settings_of(started)
    choice, button = started.workplace.settings.notifications.badge, started.workplace.rail.button(INBOX)
    counts = started.workplace.inbox.model.counts
    for badge in BADGES:
        choice.choose(badge)
        expected = badge_of(counts, badge)
        assert button.badge == (str(expected) if expected else "")
        assert DesktopSettings.kept().badge == badge
    counted = {Group_.FOR_ME: 2, Group_.TO_SIGN: 3, Group_.UNREAD: 9}
    assert [badge_of(counted, badge) for badge in BADGES] == [5, 2, 0]


@pytest.fixture
def page(program: QApplication, qtbot: QtBot) -> Iterator[QWidget]:
    """A page in a session in which nothing was printed yet."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    printing.take_choices(1, told=False)
    yield made
    printing.take_choices(1, told=False)


def answer(key: Qt.Key, *, again: bool = False) -> None:
    """Press a key in the box that comes up next."""

    def pressed() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, printing.SpoolWarning)
        box.again.setChecked(again)
        QTest.keyClick(box, key)

    QTimer.singleShot(0, pressed)


def test_that_the_first_print_of_a_session_says_in_words_that_the_queue_keeps_it(page: QWidget) -> None:
    answer(Qt.Key.Key_Escape)
    assert not printing.may_print(page)
    answer(Qt.Key.Key_Return)
    assert printing.may_print(page)
    assert printing.may_print(page)  # and nothing is asked
    assert not DesktopSettings.kept().spool_known


def test_that_this_computer_is_told_for_good_and_the_settings_take_it_back(started: Started) -> None:
    settings_of(started)
    answer(Qt.Key.Key_Return, again=True)
    assert printing.may_print(started.workplace)
    panel = started.workplace.settings.printing
    panel.copies.choose(3)
    assert DesktopSettings.kept().copies == 3
    assert DesktopSettings.kept().spool_known
    assert not panel.warn.ticked
    panel.warn.tick(ticked=True)
    assert not DesktopSettings.kept().spool_known
    answer(Qt.Key.Key_Escape)
    assert not printing.may_print(started.workplace)


def test_that_so_many_copies_are_asked_for_as_were_chosen(page: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    printing.take_choices(3, told=True)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _box: QDialog.DialogCode.Accepted)
    printer = printing.ask_printer(page)
    assert printer is not None
    assert printer.copyCount() == 3


def test_that_the_groups_obey_the_rules_of_models(qtmodeltester: ModelTester) -> None:
    model = GroupModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show_groups(list(Group))
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Appearance"


def test_that_name_zone_and_how_charts_are_read_are_decided_for_the_clinic(started: Started, clinic: Clinic) -> None:
    settings_of(started)
    page = started.workplace.settings
    page.show_group(Group.CLINIC)
    page.named.name.setText("South River IOP")
    page.named.zone.choose("America/Chicago")
    page.named.keep.click()
    started.wait(lambda: page.named.said.startswith("Kept for the clinic."))
    page.care.antipsychotic.setText("six")
    page.care.keep.click()
    assert page.care.said == "Write whole weeks, from 1 to 52."
    page.care.antipsychotic.setText("8")
    page.care.suicidality.setText("0")
    page.care.scheme.choose("APA 2020")
    page.care.keep.click()
    started.wait(lambda: page.care.said.startswith("Kept for the clinic."))
    later = Session(clinic.open(Role.NURSE))
    assert (later.clinic, str(later.zone)) == ("South River IOP", "America/Chicago")
    assert care_choices_of(later) == CareChoices(None, 8, 0, "APA 2020")
    for change in (lambda: keep_named(later, Named("Mine", "UTC")), lambda: keep_care_choices(later, CareChoices())):
        with pytest.raises(NotAllowed):
            change()
