"""How long the long lists take on the screen: first shown, and each frame after; drawn for real, without a vault.

The baseline is one frame of a 60 Hz screen. Qt is imported when a measure begins: no other command waits for it.
"""

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from careboard.bench import charts
from careboard.bench.measure import FRAME, Measure, in_turns, milliseconds, p95
from careboard.clinical.values import PatientId
from careboard.projections.chart import Chart, chart_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

ENTRIES, MARKS = 100_000, 35_000
WIDTH, HEIGHT = 1100, 900  # pixels of what is measured, about its room in a window of 1680 x 1040
FRAMES, ROUNDS = 240, 5
WHEEL, PLACES = 120, 8  # pixels of one notch; places of the list where it is turned


def timeline_frame(entries: int = ENTRIES, frames: int = FRAMES) -> Measure:
    """Scrolling the timeline by the wheel, in places all along its length that nobody has seen yet."""
    view = _timeline()
    view.show_chart(_chart(charts.notes(entries)))
    _painted(view.viewport())
    bar, times = view.verticalScrollBar(), []

    def frame() -> None:
        bar.setValue(bar.value() + WHEEL)
        view.viewport().repaint()

    for place in range(PLACES):
        bar.setValue(bar.maximum() * place // PLACES)
        _painted(view.viewport())
        times += [milliseconds(frame) for _ in range(frames // PLACES)]
    _dropped(view)
    of = f"p95 scrolling {entries} entries by the wheel in {PLACES} places; one 60 Hz frame"
    return Measure("timeline-frame", p95(times), FRAME, 0.5, of)


def timeline_first(entries: int = ENTRIES, rounds: int = ROUNDS) -> Measure:
    """From a chart to the first screenful of its timeline, painted."""
    first, second = (_chart(charts.notes(entries), patient) for patient in (charts.PATIENT, charts.OTHER))
    view, shown = _timeline(), [first, second]

    def show() -> None:
        shown.reverse()
        view.show_chart(shown[0])
        _painted(view.viewport())

    (time,) = in_turns(rounds, show)
    _dropped(view)
    return Measure("timeline-first", time, FRAME, 6, f"{entries} entries, first painted; one 60 Hz frame")


def response_frame(marks: int = MARKS, frames: int = FRAMES) -> Measure:
    """Panning the response chart day by day, all rows shown."""
    widget, lanes = _response(marks)
    widget.plot.show_lanes(lanes, _axis(lanes))
    _painted(widget.plot)
    steps = [3.0 if at % frames < frames / 2 else -3.0 for at in range(frames)]

    def frame(days: float) -> None:
        widget.pan(days)
        widget.plot.repaint()

    times = [milliseconds(partial(frame, days)) for days in steps]
    _dropped(widget)
    return Measure(
        "response-frame", p95(times), FRAME, 0.5, f"p95 panning {marks} marks, all in sight; one 60 Hz frame"
    )


def response_first(marks: int = MARKS, rounds: int = ROUNDS) -> Measure:
    """From lanes to the first painted frame; the lanes themselves are a projection, made before."""
    widget, lanes = _response(marks)

    def show() -> None:
        widget.plot.show_lanes(lanes, _axis(lanes))
        _painted(widget.plot)

    (time,) = in_turns(rounds, show)
    _dropped(widget)
    return Measure("response-first", time, FRAME, 1.2, f"{marks} marks, first painted; one 60 Hz frame")


def _chart(entries: Sequence[Any], patient: PatientId = charts.PATIENT) -> Chart:
    return chart_of(patient, entries, charts.AUTHOR.member, ZoneInfo("UTC"), charts.moment(len(entries) + 1))


def _timeline() -> Any:
    from careboard.ui.patient.timeline.view import TimelineView

    return _shown(TimelineView)


def _response(marks: int) -> tuple[Any, Any]:
    from careboard.projections.lanes.all import lanes_of
    from careboard.ui.patient.response.chart import ResponseChart

    widget = _shown(ResponseChart)
    lanes = lanes_of(_chart(charts.numbers(marks)))
    for row in lanes.rows:
        widget.plot.choices.extra.add(row.key)
    return widget, lanes


def _axis(lanes: Any) -> Any:
    from careboard.ui.patient.response.axis import Axis

    return Axis(lanes.first_day - 1, lanes.calendar.now_number + 14)


def _shown(widget: "Callable[[], QWidget]") -> Any:
    application()
    made = widget()
    made.resize(WIDTH, HEIGHT)
    made.show()
    return made


def application() -> "QApplication":
    """The application in our look; without a screen it draws into memory."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from careboard.app import application as ours
    from careboard.ui.look.look import apply, named

    program = ours()
    apply(named("light"))
    return program


def _painted(widget: Any) -> None:
    _settled()
    widget.repaint()


def _settled() -> None:
    from PySide6.QtCore import QCoreApplication

    QCoreApplication.processEvents()


def _dropped(widget: Any) -> None:
    widget.close()
    widget.deleteLater()
    _settled()
