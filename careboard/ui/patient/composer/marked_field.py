"""A field of text whose marks show while it is written: bold words, headings, lists; and the keys that set them.

The text itself stays plain: what is copied, kept and signed has its marks, and each of them was typed.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QKeySequence,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from typing_extensions import override

from careboard.projections.wording.written import BOLD, Marks, marks_of
from careboard.projections.writing.marking import Edit, bold_toggled, entered, lead_toggled, led_twice
from careboard.ui.look.look import look
from careboard.ui.parts.broken import units
from careboard.ui.patient.composer.origin_field import Clipped, OriginField
from careboard.ui.patient.composer.origins import characters, marked

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINE_SEPARATOR = "\N{LINE SEPARATOR}"


class Highlighter(QSyntaxHighlighter):
    """Draws words as they are marked, and the marks faintly; the document itself stays as it is."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.follow_look()

    def follow_look(self) -> None:
        """Take the colours of the look."""
        self._strong, self._mark = QTextCharFormat(), QTextCharFormat()
        self._strong.setFontWeight(QFont.Weight.Bold)
        self._mark.setForeground(look().colour("text3"))

    @override
    def highlightBlock(self, text: str) -> None:
        at = 0
        for line in text.split(_LINE_SEPARATOR):
            marks = marks_of(line)
            if marks.lead or marks.bold:
                self._draw(line, at, marks)
            at += units(line) + 1

    def _draw(self, line: str, at: int, marks: Marks) -> None:
        def draw(start: int, stop: int, form: QTextCharFormat) -> None:
            self.setFormat(at + units(line[:start]), units(line[start:stop]), form)

        if marks.heading:
            draw(marks.lead, len(line), self._strong)
        draw(0, marks.lead, self._mark)
        for start, stop in marks.bold:
            draw(start, stop, self._strong)
            draw(start, start + len(BOLD), self._mark)
            draw(stop - len(BOLD), stop, self._mark)


class MarkedField(OriginField):
    """Several lines of text with their origins and marks."""

    def __init__(self, clipped: Clipped, placeholder: str = "", lines: int = 2, most: int = 30) -> None:
        super().__init__(clipped, placeholder, lines, most)
        self._highlighter = Highlighter(self.document())

    def mark(self, what: str) -> None:
        """Make what is chosen bold, or its lines begin with this lead; or no longer."""
        if what == BOLD:
            self.toggle_bold()
        else:
            self.toggle_lead(what)

    def toggle_bold(self) -> None:
        """The words selected, or the word that the cursor is in, become bold or no longer; else a pair of marks."""
        text, start, stop = self._selected()
        if start == stop:
            start, stop = _word_at(text, start)
        if start == stop:
            self._open_or_close(text, start)
        else:
            self._change(text, bold_toggled(text, start, stop))

    def _open_or_close(self, text: str, at: int) -> None:
        """Open a pair of marks; behind what was written in one, close it; take an empty one away."""
        if text[:at].endswith(BOLD) and text[at:].startswith(BOLD):
            self._change(text, (Edit(at - len(BOLD), at + len(BOLD), ""),))
        elif text[at:].startswith(BOLD):
            self._go_to(text, at + len(BOLD))
        else:
            self._change(text, (Edit(at, at, BOLD * 2),))
            self._go_to(self._selected()[0], at + len(BOLD))

    def toggle_lead(self, lead: str) -> None:
        """The lines of the cursor or the selection become a list or heading, or plain again."""
        text, start, stop = self._selected()
        self._change(text, lead_toggled(text, start, stop, lead))

    def _selected(self) -> tuple[str, int, int]:
        """The text, and between which of its characters lies what is selected."""
        text, cursor = self.toPlainText(), self.textCursor()
        return text, characters(text, cursor.selectionStart()), characters(text, cursor.selectionEnd())

    def _go_to(self, text: str, at: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(units(text[:at]))
        self.setTextCursor(cursor)

    def _change(self, text: str, edits: Sequence[Edit]) -> None:
        """Write marks, which were typed; one step of undo."""
        cursor = self.textCursor()  # where it stands now, undo puts it again
        cursor.beginEditBlock()
        for edit in reversed(edits):
            cursor.setPosition(units(text[: edit.start]))
            cursor.setPosition(units(text[: edit.stop]), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(edit.text, marked(None))
        cursor.endEditBlock()

    def _in_a_list(self, key: int) -> bool:
        """Enter goes on with a list or ends it, a space takes no lead twice; False where they do nothing of it."""
        text, start, stop = self._selected()
        begin = text.rfind("\n", 0, start) + 1
        end = text.find("\n", start)
        line = text[begin : end if end >= 0 else len(text)]
        edit = entered(line, start - begin) if key in _ENTER else led_twice(line)
        if edit is None or start != stop:
            return False
        self._change(text, (Edit(begin + edit.start, begin + edit.stop, edit.text),))
        self.ensureCursorVisible()
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Bold):
            self.toggle_bold()
        elif not (
            event.key() in (*_ENTER, Qt.Key.Key_Space)
            and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            and self._in_a_list(event.key())
        ):
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._highlighter.follow_look()
            with QSignalBlocker(self):  # nothing was typed
                self._highlighter.rehighlight()


def _word_at(text: str, at: int) -> tuple[int, int]:
    """The word that a place lies within, or touches its end; none: the place itself."""
    begin = end = at
    while begin and text[begin - 1].isalnum():
        begin -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return (begin, end) if begin < at < end else (at, at)
