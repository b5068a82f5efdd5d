"""What a hand feels in the real window: typing while an import runs, opening a patient, moving the response chart.

Everything that a key or a step makes the window paint is painted within the time that is told; the baseline is one
frame of a 60 Hz screen.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast

from careboard.bench import charts
from careboard.bench.measure import FRAME, Measure, milliseconds, p95
from careboard.bench.screens import application
from careboard.bench.vaults import Filled, filled
from careboard.settings import DesktopSettings
from careboard.workflow.importing import plan_import, take_in

if TYPE_CHECKING:
    from careboard.ui.background import Background
    from careboard.ui.desk import Desk
    from careboard.ui.patient.page import PatientPage
    from careboard.ui.shell.workplace import Workplace
    from careboard.workflow.session import Session

ENTRIES, RESOURCES = 5000, 4000
WIDTH, HEIGHT = 1680, 1040
KEYS, FRAMES, ROUNDS = 240, 240, 9
BETWEEN = 0.06  # seconds between two keys of somebody who types fast
PATIENCE = 120.0  # seconds
_TEXT = "slept well, no side effects, appetite back since the dose went up; continue, review in a week. "


def composer_keystroke(entries: int = ENTRIES, resources: int = RESOURCES, keys: int = KEYS) -> Measure:
    """From a key to the painted window, while an import runs all the time; a key that had to wait counts its wait."""
    with _window([entries]) as (window, folder):
        page = window.open(0)
        page.write_note()
        window.rest()
        importing = _Importing(window.desk, folder, resources)
        times = list(window.typed(keys, importing.go_on))
        importing.end(window)
    of = f"p95 of {keys} keys in a chart of {entries} entries while a FHIR file of {resources} resources is imported"
    return Measure("composer-keystroke", p95(times), FRAME, 1, f"{of}; one 60 Hz frame")


def tab_first_content(entries: int = ENTRIES, rounds: int = ROUNDS) -> Measure:
    """From asking for a patient to the painted tab with the newest entries."""
    with _window([entries, entries]) as (window, _folder):
        window.open(1)  # whoever works has one patient open; what is made once is made
        times = []
        for _ in range(rounds):
            times.append(milliseconds(lambda: window.open_until_painted(0)))
            window.close(0)
    times.sort()
    of = f"a patient of {entries} entries, opened in a tab until its newest entries are painted; one 60 Hz frame"
    return Measure("tab-first-content", times[len(times) // 2], FRAME, 6, of)


def chart_window(entries: int = ENTRIES, frames: int = FRAMES) -> Measure:
    """Panning and zooming the response chart beside the timeline; all that this paints in the window."""
    with _window([entries]) as (window, _folder):
        page = window.open(0)
        response = _response(page)
        times = []
        for at in range(frames):
            moved = _zoom if at % 4 == 3 else _pan
            times.append(window.painted_after(partial(moved, response, at)))
    of = f"p95 panning and zooming the response chart of {entries} entries in the whole window; one 60 Hz frame"
    return Measure("chart-window", p95(times), FRAME, 1, of)


def _pan(response: Any, at: int) -> None:
    response.pan(3.0 if at % 40 < 20 else -3.0)


def _zoom(response: Any, at: int) -> None:
    response.plot.zoom(0.8 if at % 8 == 3 else 1.25)


def _response(page: "PatientPage") -> Any:
    from careboard.ui.patient.response.chart import ResponseChart

    return next(one for one in page.findChildren(ResponseChart) if one.isVisible())


class _Window:
    """The window of somebody at work."""

    def __init__(
        self, vault: Filled, desk: "Desk", background: "Background", workplace: "Workplace", window: Any
    ) -> None:
        self._vault, self.desk, self._workplace, self._window = vault, desk, workplace, window
        self.background = background

    def open(self, number: int) -> "PatientPage":
        """Open a patient, whole."""
        self.open_until_painted(number)
        self.rest()
        page = self._page
        self.until(lambda: page.ready and page.chart is not None and page.chart.complete)
        self.rest()
        return page

    def open_until_painted(self, number: int) -> None:
        """Ask for a patient, and wait until the first entries stand painted."""
        self._workplace.open_patient(self._vault.patients[number], f"Sample {number}")
        page = self._page
        self.until(lambda: page.chart is not None)
        self._paint()

    @property
    def _page(self) -> "PatientPage":
        """The chart in front."""
        return cast("PatientPage", self._workplace.page)

    def close(self, number: int) -> None:
        """Close a patient's tab, and let everything come to rest."""
        self._workplace.close_patient(self._vault.patients[number])
        self.rest()

    def typed(self, keys: int, go_on: Callable[[], None]) -> Iterator[float]:
        """Type, a key each 60 ms, and say how long after its time each stood painted, in milliseconds."""
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        begun = perf_counter()
        for number in range(keys):
            due = begun + (number + 1) * BETWEEN
            go_on()
            while perf_counter() < due:
                self._turn(1)
            focused = QApplication.focusWidget()
            if focused is None:
                raise RuntimeError("Nothing has the keyboard.")
            QTest.keyClicks(focused, _TEXT[number % len(_TEXT)])
            self._paint()
            yield (perf_counter() - due) * 1000

    def painted_after(self, step: Callable[[], None]) -> float:
        """How long a step takes until all of the window that it changes is painted."""
        self._turn(0)

        def whole() -> None:
            step()
            self._paint()

        return milliseconds(whole)

    def _paint(self) -> None:
        """Paint what waits to be painted, now."""
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.processEvents()
        QCoreApplication.sendEvent(self._window, QEvent(QEvent.Type.UpdateRequest))

    def _turn(self, most: int) -> None:
        from PySide6.QtCore import QCoreApplication, QEventLoop

        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, most)

    def until(self, so: Callable[[], bool]) -> None:
        """Let the program run until something is so."""
        end = perf_counter() + PATIENCE
        while not so():
            if perf_counter() > end:
                raise RuntimeError("The window did not come to it.")
            self._turn(5)

    def rest(self) -> None:
        """Let what was asked for be done."""
        for _ in range(3):
            self.until(lambda: self.background.idle)
            self._paint()


class _Importing:
    """Imports one file after another, so that an import is always under way."""

    def __init__(self, desk: "Desk", folder: Path, resources: int) -> None:
        self._desk, self._folder, self._resources = desk, folder, resources
        self._number, self._running = 0, False
        self.taken = 0

    def go_on(self) -> None:
        """Begin another one where none runs."""
        if self._running:
            return
        self._number += 1
        file = self._folder / f"delivery-{self._number}.json"
        file.write_bytes(_fhir_file(self._number, self._resources))
        self._running = True
        self._desk.begin(lambda session, _errand, _tell: _import(session, file), self._desk, self._done)

    def _done(self, taken: int) -> None:
        self._running = False
        self.taken += taken

    def end(self, window: _Window) -> None:
        """Wait for the last one."""
        window.until(lambda: not self._running)


def _import(session: "Session", file: Path) -> int:
    return len(take_in(session, plan_import(session, [file])))


def _fhir_file(number: int, resources: int) -> bytes:
    """A FHIR R4 Bundle of one person's vital signs and results."""
    person = {"resourceType": "Patient", "id": f"p{number}", "name": [{"family": f"Brought{number}", "given": ["In"]}]}
    entries = [{"resource": person}, *({"resource": _observation(number, at)} for at in range(resources - 1))]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()


def _observation(number: int, at: int) -> dict[str, object]:
    code, display, unit = _CODES[at % len(_CODES)]
    return {
        "resourceType": "Observation",
        "id": f"o{number}-{at}",
        "status": "final",
        "category": [{"coding": [{"system": _CATEGORY, "code": "vital-signs"}]}],
        "code": {"coding": [{"system": "http://loinc.org", "code": code, "display": display}], "text": display},
        "subject": {"reference": f"Patient/p{number}"},
        "effectiveDateTime": charts.moment(at).isoformat(),
        "valueQuantity": {"value": 60 + at % 80, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit},
    }


_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
_CODES = (
    ("8867-4", "Heart rate", "/min"),
    ("8480-6", "Systolic blood pressure", "mm[Hg]"),
    ("9279-1", "Respiratory rate", "/min"),
)


@contextmanager
def _window(charts_of: list[int]) -> Iterator[tuple[_Window, Path]]:
    """The window over a vault with charts of these sizes; this computer's own settings are not touched."""
    with TemporaryDirectory() as folder, filled(Path(folder), "clinic", charts_of) as vault:
        application()
        from careboard.ui.background import Background
        from careboard.ui.desk import Desk
        from careboard.ui.patient.whole import patient_page
        from careboard.ui.shell.workplace import Workplace
        from careboard.ui.window import Window

        background, window = Background(), Window()
        desk = Desk(vault.session(), background)
        workplace = Workplace(desk, patient_page, DesktopSettings())
        window.resize(WIDTH, HEIGHT)
        window.show_page(workplace)
        window.show()
        window.activateWindow()
        made = _Window(vault, desk, background, workplace, window)
        workplace.caseload.load()
        made.rest()
        try:
            yield made, Path(folder)
        finally:
            for patient in vault.patients:
                if patient in workplace.top_bar.tabs.patients:
                    workplace.close_patient(patient)
            made.rest()
            desk.close()
            window.close()
            window.deleteLater()
            _gone()


def _gone() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
