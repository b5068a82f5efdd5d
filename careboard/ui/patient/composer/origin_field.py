"""A field of text that knows where each of its characters comes from: typed, from a template, pulled, or pasted.

What is typed is typed, wherever it is typed: a word inside a passage takes no origin from it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QResizeEvent, QTextCursor
from typing_extensions import override

from careboard.clinical.provenance import Origin
from careboard.projections.wording.voice import harmless
from careboard.projections.writing.runs import Run, Runs, plain
from careboard.ui.parts.broken import units
from careboard.ui.parts.fields import Text
from careboard.ui.patient.composer.origins import marked, runs_of, tints

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_COMMANDS = (_CONTROL, _CONTROL | _SHIFT)  # both with Alt write a character on many keyboards
_BREAKS = str.maketrans("\u2028\u2029", "\n\n")
_WITH_ENTER = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier, _SHIFT)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Clipped:
    """What was last copied out of the fields of one note: to move one's own words is not to paste another's."""

    def __init__(self) -> None:
        self.runs: Runs = ()


class OriginField(Text):
    """Several lines of text with their origins."""

    def __init__(self, clipped: Clipped, placeholder: str = "", lines: int = 2, most: int = 30) -> None:
        super().__init__(placeholder=placeholder, lines=lines, most=most)
        self._clipped = clipped

    @property
    def runs(self) -> Runs:
        """The text with its origins."""
        return runs_of(self.document())

    def write(self, runs: Sequence[Run]) -> None:
        """Let this stand in it, in place of what does."""
        self.setPlainText("")
        self.document().setUndoRedoEnabled(False)
        cursor = self.textCursor()
        for run in runs:
            cursor.insertText(run.text, marked(run.origin))
        self.document().setUndoRedoEnabled(True)
        self._type_plainly()

    def insert(self, text: str, origin: Origin | None) -> None:
        """Write something at the cursor, in place of what is selected."""
        cursor = self.textCursor()
        cursor.insertText(text, marked(origin))
        self.setTextCursor(cursor)
        self._type_plainly()

    def show_origins(self, *, shown: bool) -> None:
        """Tint what was not typed, or no longer."""
        self.setExtraSelections(tints(self.document()) if shown else [])

    def _type_plainly(self) -> None:
        """What is typed next was typed. What is selected keeps its origin: Qt would give it the format at once."""
        if not self.textCursor().hasSelection():
            self.setCurrentCharFormat(marked(None))

    def _typed_over(self) -> QTextCursor:
        """Take away what is selected, because something is typed over it; whoever ends its edit block ends one step."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        self._type_plainly()
        return cursor

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        lines = harmless(text.translate(_BREAKS))  # as the card will show it: what is signed is what was seen
        own = self._clipped.runs if text and text == plain(self._clipped.runs) else (Run(lines, Origin.PASTED),)
        for run in own:
            self.insert(run.text, run.origin)

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        made = super().createMimeDataFromSelection()
        cursor, place = self.textCursor(), 0
        kept: list[Run] = []
        for run in self.runs:
            inside = [
                sign for at, sign in _placed(run.text, place) if cursor.selectionStart() <= at < cursor.selectionEnd()
            ]
            kept.append(Run("".join(inside), run.origin))
            place += units(run.text)
        self._clipped.runs = tuple(run for run in kept if run.text)
        return made

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        printed = bool(event.text()) and event.text().isprintable() and event.modifiers() not in _COMMANDS
        breaks = event.key() in _ENTER and event.modifiers() in _WITH_ENTER
        if (printed or breaks) and self.textCursor().hasSelection():
            step = self._typed_over()
            super().keyPressEvent(event)
            step.endEditBlock()
        else:
            self._type_plainly()
            super().keyPressEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        step = self._typed_over()
        super().inputMethodEvent(event)
        step.endEditBlock()


def _placed(text: str, start: int) -> Sequence[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for sign in text:
        found.append((start, sign))
        start += units(sign)
    return found
