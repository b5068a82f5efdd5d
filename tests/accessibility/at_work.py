"""The program at work, for the promises to screen readers: the real window on a real display, driven by lines of words.

Each line is done to its end before it is answered; in between the program does nothing but answer the reader.
"""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSocketNotifier, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import getCppPointer

from careboard.app import Desktop, application
from careboard.cli.drawing import Camera
from careboard.demo import NOW, Sample, make
from careboard.errors import CareboardError
from careboard.ui.entrance.doors import Doors
from careboard.ui.parts.panes import panes_of
from careboard.ui.patient.medications import Medications
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.timeline import facts
from careboard.vault.keyslot import LIGHT

MODIFIERS = {"": "NoModifier", "ctrl": "ControlModifier", "shift": "ShiftModifier"}


class AtWork:
    """The desktop of the sample clinic, and what can be asked of whoever sits before it."""

    def __init__(self, sample: Sample) -> None:
        self._sample = sample
        self.desktop = Desktop(application(), lambda: None, Doors(lambda: NOW, LIGHT))
        self._camera = Camera(self.desktop)
        self.desktop.entrance.show_vault(sample.vault, "ac")
        self.desktop.window.show()
        self.desktop.window.activateWindow()
        self._camera.wait(lambda: QApplication.focusWidget() is not None)

    def do(self, line: str) -> object:
        """Do what a line says; the answer is what it asks for."""
        word, _blank, rest = line.partition(" ")
        acts: dict[str, Callable[[str], object]] = {
            "sign-in": lambda name: self._camera.sign_in(self._sample, name),
            "open": self._open,
            "section": lambda key: self._camera.show_section(self._page, key),
            "key": self._key,
            "write": self._write,
            "refuse": lambda told: self._camera.workplace.desk.refused.emit(CareboardError(told, "Try again.")),
            "read": self._read,
            "panes": lambda _rest: [type(pane).__name__ for pane in self._panes],
            "focus": lambda _rest: self._where(),
            "sections": lambda _rest: list(self._page.sections.keys),
            "places": lambda _rest: list(self._camera.workplace.places),
            "place": self._show_place,
            "rows": lambda _rest: self._rows(),
            "points": lambda _rest: self._points(),
        }
        answer = acts[word](rest)
        self._camera.settle()
        return answer

    def _open(self, mrn: str) -> None:
        self._camera.open_patient(mrn)

    @property
    def _page(self) -> PatientPage:
        page = self._camera.workplace.page
        assert isinstance(page, PatientPage)
        return page

    @property
    def _focus(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    @property
    def _panes(self) -> Sequence[QWidget]:
        workplace = self._camera.workplace
        shown = [pane for pane in panes_of(workplace.page) if pane.isVisible()]
        return (workplace.rail, workplace.top_bar, *shown)

    def _key(self, told: str) -> None:
        """A key by Qt's name for it, such as `ctrl+Return`."""
        modifier, _plus, key = told.rpartition("+")
        self._press(Qt.Key[f"Key_{key}"], Qt.KeyboardModifier[MODIFIERS[modifier]], key if len(key) == 1 else "")

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier, text: str) -> None:
        """Press a key at once: of one from the display Qt first asks the reader, and does it at some later time."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self._focus, QKeyEvent(kind, key, modifier, text))

    def _write(self, words: str) -> None:
        for letter in words:
            self._press(Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)

    def _show_place(self, place: str) -> None:
        self._camera.workplace.show_place(place)

    def _where(self) -> list[object]:
        """What has the keyboard: which it is of all widgets, and the panes that hold it."""
        focused = self._focus
        holding = [type(pane).__name__ for pane in self._panes if pane is focused or pane.isAncestorOf(focused)]
        return [getCppPointer(focused)[0], holding]

    def _read(self, entry: str) -> None:
        """Open an entry of the list, by a part of its headline."""
        rows = self._page.timeline.view._model.rows
        self._page.timeline.go_to_entry(next(row.id for row in rows if entry in row.headline))

    def _rows(self) -> list[tuple[str, str, str]]:
        """Short line as it is seen, author and time of each entry of the list."""
        model = self._page.timeline.view._model
        shown = [str(model.data(model.index(at))) for at in range(model.rowCount())]
        return [(line, row.author, facts.time(row)) for line, row in zip(shown, model.rows, strict=True)]

    def _points(self) -> list[str]:
        (medications,) = self._page.findChildren(Medications)
        return [mark.name for _key, mark in medications.alone.response.plot.named_marks()]


def main(folder: Path) -> int:
    """Open the desktop, and do line by line what is asked for until there is none."""
    work = AtWork(make(folder))

    def go_on() -> None:
        if line := sys.stdin.readline():
            print(json.dumps(work.do(line.strip())), flush=True)
        else:
            QApplication.exit(0)

    heard = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    heard.activated.connect(go_on)
    print(json.dumps("ready"), flush=True)
    return application().exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
