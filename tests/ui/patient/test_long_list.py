"""A hundred thousand entries in the list: whatever is scrolled, a frame lays out no more than what it shows."""

from collections.abc import Callable, Iterator
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from careboard.bench import charts
from careboard.clinical.entry import Entry
from careboard.projections.chart import Chart, chart_of
from careboard.projections.timeline import TimelineRow
from careboard.ui.look.look import apply, named
from careboard.ui.patient.timeline.card import Asked, Card, laid_out
from careboard.ui.patient.timeline.facts import Team
from careboard.ui.patient.timeline.view import TimelineView
from tests.ui.desk import PATIENCE, lay_out

COUNT = 100_000
SEEN = 14  # cards that a window of this height shows, and those at its edges


def chart_of_notes(entries: list[Entry]) -> Chart:
    """The chart of invented notes."""
    now = charts.moment(COUNT + 10)
    return chart_of(charts.PATIENT, entries, charts.AUTHOR.member, ZoneInfo("UTC"), now)


@pytest.fixture(scope="module")
def notes() -> list[Entry]:
    """A hundred thousand notes."""
    return charts.notes(COUNT)


class Frames(QObject):
    """Counts the frames that are painted, and the cards that are laid out for each."""

    def __init__(self, view: TimelineView, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(view)
        self.count, self.acts, self.most, self._laid = 0, 0, 0, 0

        def counted(row: TimelineRow, asked: Asked, team: Team) -> Card:
            self._laid += 1
            return laid_out(row, asked, team)

        monkeypatch.setattr("careboard.ui.patient.timeline.card_list.laid_out", counted)
        view.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See a frame."""
        if event.type() is QEvent.Type.Paint:
            self.count += 1
        return super().eventFilter(watched, event)

    def after(self, act: Callable[[], object]) -> None:
        """Do something, and see the frame that it leads to; what is laid out for it is noted."""
        self._laid = 0
        self.acts += 1
        act()
        lay_out()
        self.most = max(self.most, self._laid)


@pytest.fixture
def view(program: QApplication, qtbot: QtBot, notes: list[Entry]) -> Iterator[TimelineView]:
    """The list of all of them, at its newest."""
    apply(named("light"))
    made = TimelineView()
    made.resize(1100, 900)
    made.show_chart(chart_of_notes(notes))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=PATIENCE)
    made.setFocus()
    lay_out()
    yield made
    made.close()
    made.deleteLater()


def wheel(view: TimelineView, notches: int) -> None:
    """Turn the wheel over the list."""
    place = QPointF(400, 400)
    turned = QWheelEvent(
        place,
        view.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, -120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), turned)


def test_that_each_key_and_each_notch_is_one_frame_that_lays_out_what_it_shows(
    view: TimelineView, notes: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    frames, bar = Frames(view, monkeypatch), view.verticalScrollBar()

    def keys(key: Qt.Key, times: int) -> None:
        for _ in range(times):
            frames.after(lambda: QTest.keyClick(view, key))

    keys(Qt.Key.Key_J, 30)
    keys(Qt.Key.Key_PageDown, 30)
    keys(Qt.Key.Key_End, 1)
    assert view.current is not None
    assert view.current.id == notes[0].id
    assert bar.value() == bar.maximum()
    keys(Qt.Key.Key_K, 30)
    keys(Qt.Key.Key_PageUp, 30)
    for place in range(1, 8):
        frames.after(partial(bar.setValue, bar.maximum() * place // 8))
        for _ in range(6):
            frames.after(partial(wheel, view, 1))
            frames.after(partial(wheel, view, -2))
    keys(Qt.Key.Key_Home, 1)
    assert view.current.id == notes[-1].id
    assert bar.value() == 0
    assert frames.acts - 5 <= frames.count <= frames.acts + 5  # at the ends a key moves nothing
    assert 0 < frames.most <= SEEN * 2


def test_that_the_place_among_a_hundred_thousand_is_kept_when_entries_arrive(
    view: TimelineView, notes: list[Entry]
) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    lay_out()
    before = view.place()
    assert before is not None
    late = [charts.entry(COUNT + number, notes[number].content) for number in range(3)]  # type: ignore[arg-type]
    view.show_chart(chart_of_notes([*notes, *late]))
    assert len(view.rows) == COUNT + 3
    assert view.place() == before
    assert bar.value() > bar.maximum() // 2
