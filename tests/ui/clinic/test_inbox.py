"""The inbox: risk first, each thing said whole, opened at its entry by keys; and nothing acknowledged unread."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from careboard.clinical.coordination import Task
from careboard.clinical.note import Note
from careboard.clinical.people import Discipline, Role
from careboard.clinical.values import EntryId, MemberId, PatientId, When
from careboard.projections.inbox import Group, InboxItem
from careboard.ui.background import Background
from careboard.ui.clinic.feed import Feed
from careboard.ui.clinic.inbox.model import ITEM, InboxModel
from careboard.ui.clinic.inbox.page import InboxPage
from careboard.ui.desk import Desk
from careboard.ui.look.look import apply, named
from careboard.ui.patient.page import PatientPage
from careboard.ui.shell.ways import INBOX
from careboard.workflow.session import Session
from careboard.workflow.writing.drafts import keep_drafts
from tests.clinic import Clinic, note
from tests.ui.desk import PATIENCE, Started, answered, labels_of, lay_out
from tests.ui.keys import focus, press

PLAIN = InboxItem(
    Group.UNREAD,
    PatientId("a" * 64),
    "RIVERA, Maya",
    "Slept well.",
    "Individual session, L. Moreno, LCSW",
    Discipline.COUNSELING,
    "17-Sep-2026 09:05",
    "2026-09-17T13:05:00+00:00",
    EntryId("e" * 64),
)


def item(name: str, **changes: object) -> InboxItem:
    """Another thing that waits."""
    return replace(PLAIN, title=name, entry=EntryId(name.ljust(64, "0")), **changes)  # type: ignore[arg-type]  # by name


def shown(model: InboxModel) -> list[str]:
    """What is shown, in order."""
    return [one.title for one in model.items]


# -- the model --------------------------------------------------------------------------------------------------------


def test_that_risk_stands_first_whatever_its_group_and_each_part_has_its_heading() -> None:
    model = InboxModel()
    late = item("late", group=Group.DUE, late=True, moment="2026-07-30")
    model.show_items(
        [PLAIN, item("lab", group=Group.TO_ACKNOWLEDGE), late, item("soon", group=Group.DUE, moment="2026-07-01"),
         item("risk", risk=True)]
    )  # fmt: skip
    assert shown(model) == ["risk", "lab", "late", "soon", "Slept well."]
    heads = [model.heading(at) for at in range(model.rowCount())]
    assert heads == ["Risk", "To acknowledge", "Due", "", "Unread"]


def test_that_the_newest_unread_stands_first_and_the_count_of_others_last() -> None:
    model = InboxModel()
    model.show_items(
        [
            item("older", moment="2026-09-16"),
            item("5 more", more=5, moment="2026-09-17"),
            item("newer", moment="2026-09-17"),
        ]
    )
    assert shown(model) == ["newer", "older", "5 more"]
    assert (model.waiting, model.counts[Group.UNREAD]) == (0, 7)


def test_that_a_group_is_shown_alone_with_its_count() -> None:
    model = InboxModel()
    model.show_items([PLAIN, item("lab", group=Group.TO_ACKNOWLEDGE)])
    model.show_group(Group.TO_ACKNOWLEDGE)
    assert shown(model) == ["lab"]
    assert (model.waiting, model.counts[Group.UNREAD]) == (1, 1)


def test_that_a_screen_reader_hears_risk_group_patient_author_title_and_time() -> None:
    model = InboxModel()
    model.show_items([replace(PLAIN, risk=True)])
    told = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Risk. Unread. RIVERA, Maya. Individual session, L. Moreno, LCSW. Slept well.. 17-Sep-2026 09:05"
    model.hide_names(True)
    assert "M. R." in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "RIVERA" not in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_that_the_inbox_model_obeys_the_item_model_rules(qtmodeltester: ModelTester) -> None:
    model = InboxModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    model.show_items([PLAIN, item("lab", group=Group.TO_ACKNOWLEDGE)])
    model.show_group(Group.DUE)
    model.show_group(None)


# -- the window -------------------------------------------------------------------------------------------------------


def asking(clinic: Clinic, title: str) -> Note:
    """A note that asks the founder to acknowledge it."""
    return replace(note(title), headline=title, asked_to_acknowledge=(clinic.founder.id,))  # type: ignore[arg-type]  # an id


@pytest.fixture
def inbox(started: Started, clinic: Clinic) -> Iterator[Started]:
    """A counselor asked twice, a task waits, and a text and a private note are begun; the inbox is shown."""
    for title in ("Calm week.", "Weight is stable."):
        clinic.write(Role.COUNSELOR, asking(clinic, title))
    clinic.write(Role.NURSE, Task("Call the pharmacy.", role=Role.PSYCHIATRIST))
    session = Session(clinic.open())
    ref = clinic.entries["note"]
    added = {"title": "Addendum", "body": {"text": "She slept well again."}, "ref": ref, "about": "Slept well."}
    private = {"title": "Private to me", "body": {"text": "Countertransference."}}
    keep_drafts(session, clinic.patient, {f"addendum:{ref}": added, "private:psychotherapy": private})
    session.vault.file.close()
    started.sign_in()
    started.workplace.show_place(INBOX)
    started.wait(lambda: started.desktop.background.idle)  # showing it asks for the drafts
    yield started
    apply(named("light"))


def rows(started: Started) -> list[tuple[Group, str]]:
    """What stands in the list but the check for suicidality that the sertraline of the chart makes due."""
    return [(one.group, one.title) for one in started.workplace.inbox.model.items if one.group is not Group.DUE]


def opened(started: Started) -> PatientPage:
    """The chart in front, read whole."""
    page = started.workplace.page
    assert isinstance(page, PatientPage)
    started.wait(lambda: page.ready and page.chart is not None and page.chart.complete)
    return page


def test_that_all_that_waits_stands_there_but_no_private_note(inbox: Started) -> None:
    assert rows(inbox) == [
        (Group.TO_ACKNOWLEDGE, "Weight is stable."),
        (Group.TO_ACKNOWLEDGE, "Calm week."),
        (Group.FOR_ME, "Call the pharmacy."),
        (Group.TO_SIGN, "Addendum"),
    ]
    badge = inbox.workplace.rail.button(INBOX)
    assert badge.accessibleName() == "Inbox, 5 waiting"
    assert "5 things wait" in labels_of(inbox.workplace.inbox)


def test_that_enter_goes_to_the_entry_and_what_was_acknowledged_there_waits_no_more(inbox: Started) -> None:
    assert focus() is inbox.workplace.inbox.list
    press(Qt.Key.Key_J, times=2)
    press(Qt.Key.Key_K)
    press(Qt.Key.Key_A)  # nothing is acknowledged unread: A opens it
    page = opened(inbox)
    inbox.wait(page.timeline.view.hasFocus)
    current = page.timeline.view.current
    assert current is not None
    assert current.headline == "Weight is stable."
    assert page.timeline.view.is_open(current)
    lay_out()  # what was painted was seen
    press(Qt.Key.Key_A)
    page.undo.do_now()
    inbox.wait(lambda: (Group.TO_ACKNOWLEDGE, "Weight is stable.") not in rows(inbox))
    assert (Group.TO_ACKNOWLEDGE, "Calm week.") in rows(inbox)


def test_that_digits_show_one_group_and_0_all(inbox: Started) -> None:
    press(Qt.Key.Key_3)
    assert rows(inbox) == [(Group.FOR_ME, "Call the pharmacy.")]
    press(Qt.Key.Key_6)
    assert rows(inbox) == []
    assert "Nothing in this group." in labels_of(inbox.workplace.inbox)
    press(Qt.Key.Key_0)
    assert len(rows(inbox)) == 4
    assert focus() is inbox.workplace.inbox.list


def test_that_a_text_that_was_begun_is_opened_where_it_was_begun(inbox: Started) -> None:
    press(Qt.Key.Key_5)
    press(Qt.Key.Key_Return)
    page = opened(inbox)
    inbox.wait(lambda: page.composer is not None and page.composer.is_open)
    assert page.composer is not None
    assert page.composer.body is not None
    assert page.composer.body.kept()["texts"] == ["She slept well again."]


def test_that_looking_is_recorded_once_with_a_count_and_no_word(inbox: Started, clinic: Clinic) -> None:
    workplace = inbox.workplace
    workplace.show_place("caseload")
    workplace.show_place(INBOX)
    inbox.wait(lambda: inbox.desktop.background.idle)
    bodies = [record.body or b"" for record in clinic.file().every() if record.head.kind == "access"]
    looks = [json.loads(body) for body in bodies if b"inbox" in body]
    assert looks == [{"purpose": "inbox", "count": 1}]


def test_that_a_look_before_the_charts_are_read_counts_those_that_come(
    program: QApplication, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.COUNSELOR, note("Came early."))
    desk = Desk(Session(clinic.open()), Background())
    feed = Feed(desk)
    page = InboxPage(desk, feed)
    page.show()
    feed.load()
    qtbot.waitUntil(lambda: feed.complete, timeout=PATIENCE)
    answered(desk, qtbot)
    page.close()
    page.deleteLater()
    desk.close()
    bodies = [record.body or b"" for record in clinic.file().every() if record.head.kind == "access"]
    assert [json.loads(body)["count"] for body in bodies if b"inbox" in body] == [1]


def test_that_after_midnight_what_has_become_late_is_told_without_a_hand(
    program: QApplication, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.COUNSELOR, Task("Call Maya.", member=MemberId(clinic.founder.id), due=When("2026-09-15")))
    desk = Desk(Session(clinic.open()), Background())
    feed = Feed(desk)
    (minutes,) = (one for one in feed.findChildren(QTimer) if one.isActive() and not one.isSingleShot())
    begun: list[None] = []
    feed.begun.connect(lambda: begun.append(None))
    feed.load()
    qtbot.waitUntil(lambda: feed.complete, timeout=PATIENCE)
    minutes.timeout.emit()
    answered(desk, qtbot)
    assert (len(begun), [one.late for one in feed.items if one.title == "Call Maya."]) == (1, [False])
    clinic.clock.now += timedelta(days=1)
    minutes.timeout.emit()
    qtbot.waitUntil(lambda: len(begun) == 2 and feed.complete, timeout=PATIENCE)
    answered(desk, qtbot)
    feed.deleteLater()
    desk.close()
    assert [one.late for one in feed.items if one.title == "Call Maya."] == [True]


def test_that_the_same_thing_stays_chosen_when_others_come(inbox: Started) -> None:
    workplace = inbox.workplace
    press(Qt.Key.Key_J)
    kept = workplace.inbox.list.currentIndex().data(ITEM)
    model = workplace.inbox.model
    model.show_items([*model.items, item("new", risk=True)])
    assert workplace.inbox.list.currentIndex().data(ITEM) == kept


@pytest.mark.parametrize(("theme", "scale"), [("dark", 1.0), ("light", 2.0)])
def test_that_every_word_of_a_row_has_room(inbox: Started, theme: str, scale: float) -> None:
    apply(named(theme, scale))
    model, view = inbox.workplace.inbox.model, inbox.workplace.inbox.list
    long = item("A headline that goes on and on, as headlines of imported documents do. " * 4, risk=True)
    model.show_items([replace(long, named="WOLFESCHLEGELSTEINHAUSENBERGERDORFF, Maximiliane"), PLAIN])
    view.doItemsLayout()
    boxes = [view.visualRect(model.index(at)) for at in range(2)]
    assert boxes[0].height() > boxes[1].height()
    assert boxes[0].bottom() < boxes[1].top()
    assert boxes[0].width() <= view.viewport().width()
