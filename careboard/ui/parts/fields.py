"""Fields of a form: a label bound to its control, a hint, and an error in words beside it.

A field never guesses: what was typed stays as it was typed, also when it is refused.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from careboard.ui.look.look import Type, look
from careboard.ui.parts.copied import copy_text, flagged
from careboard.ui.parts.labels import Label
from careboard.ui.parts.sheet import around
from careboard.ui.parts.tips import tell_in_tip


class Field(QWidget):
    """One labelled control. `control` has the label as its buddy and its accessible name."""

    def __init__(self, label: str, control: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control, self._hint = control, hint
        self._label = Label(label, Type.STRONG_LABEL, "text2", wrap=True)
        self._label.setBuddy(control)
        self._error = Label("", Type.STRONG_META, "danger", wrap=True)
        self._error.hide()
        control.setAccessibleName(label)
        self.setFocusProxy(control)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(4))
        column.addWidget(self._label)
        column.addWidget(control)
        if hint:
            column.addWidget(Label(hint, Type.META, "text3", wrap=True))
            control.setAccessibleDescription(hint)
        column.addWidget(self._error)

    @property
    def label(self) -> str:
        """What it is called."""
        return self._label.text()

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with what stands in it; an empty sentence takes it back."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.control.setAccessibleDescription(sentence or self._hint)

    @property
    def error(self) -> str:
        """What is said to be wrong with it."""
        return self._error.text()


class Line(QLineEdit):
    """One line of text; a hint that it has no room for is told by its tip.

    What is copied out of it carries the flags of `copied`, by keys and by its menu.
    """

    def __init__(self, text: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        self.setTextMargins(look().px(8), 0, look().px(8), 0)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and not self.toolTip() and self._hint_is_cut():
            QToolTip.showText(event.globalPos(), self.placeholderText(), self)
            return True
        return super().event(event)

    def _hint_is_cut(self) -> bool:
        margins, frame = self.textMargins(), self.style().pixelMetric(QStyle.PixelMetric.PM_DefaultFrameWidth)
        room = self.width() - margins.left() - margins.right() - 2 * frame
        return not self.text() and self.fontMetrics().horizontalAdvance(self.placeholderText()) > room

    @property
    def words(self) -> str:
        """What was typed, without blanks around it."""
        return self.text().strip()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self._cut()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's menu; what it copies goes the same way as by the keys."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            act = {"edit-copy": self._copy, "edit-cut": self._cut}.get(action.objectName())
            if act is not None:
                action.triggered.disconnect()
                action.triggered.connect(act)
        menu.popup(event.globalPos())

    def _copy(self) -> None:
        if self.echoMode() is QLineEdit.EchoMode.Normal:
            copy_text(self.selectedText())

    def _cut(self) -> None:
        self._copy()
        if self.echoMode() is QLineEdit.EchoMode.Normal and not self.isReadOnly() and self.hasSelectedText():
            self.del_()


class Secret(Line):
    """A passphrase: hidden, may be pasted, never offered by an input method."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhSensitiveData
        )


class Text(QPlainTextEdit):
    """Several lines of text; Tab goes on to the next field. It grows with what is typed, up to `most` lines."""

    def __init__(self, text: str = "", placeholder: str = "", lines: int = 3, most: int = 12) -> None:
        super().__init__(text)
        self._least, self._most = lines, most
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(look().px(8))
        self.textChanged.connect(self._grow)
        self.cursorPositionChanged.connect(self._follow_caret)
        self._grow()

    @property
    def words(self) -> str:
        """What was typed, without blanks around it."""
        return self.toPlainText().strip()

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied, selected or dragged out of it, flagged from the beginning."""
        return flagged(super().createMimeDataFromSelection())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationPaletteChange):
            self._grow()

    @override
    def sizeHint(self) -> QSize:
        """As high as its lines; asked for whenever things are laid out, because a font may come late."""
        lines = min(max(self._written, self._least), self._most)
        height = lines * self.fontMetrics().lineSpacing() + look().px(16) + 2 * self.frameWidth() + 2
        return QSize(super().sizeHint().width(), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()
        self._follow_caret()

    def _follow_caret(self) -> None:
        if self.hasFocus() and (outside := around(self)) is not None:
            outside.follow_caret()

    @property
    def _written(self) -> int:
        """How many lines it takes at its width; Qt breaks a paragraph into lines only when asked where it lies."""
        document, lines = self.document(), 0
        paragraph = document.firstBlock()
        while paragraph.isValid() and lines <= self._most:
            document.documentLayout().blockBoundingRect(paragraph)
            lines += paragraph.lineCount()
            paragraph = paragraph.next()
        return lines

    def _grow(self) -> None:
        policy = Qt.ScrollBarPolicy
        full = self._written > self._most
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if full else policy.ScrollBarAlwaysOff)
        self.updateGeometry()


class Choice(QComboBox):
    """One of several; each has words and a value. With `empty`, nothing is chosen to begin with.

    Words that it has no room for end in dots, and its tip holds them whole. The wheel scrolls what it stands in and
    neither chooses nor takes the keyboard, whose next letter would choose: who may read a note is not changed by
    somebody who only wanted to get further down.

    The values stay here: Qt would hand back a plain text for a value of a StrEnum.
    """

    def __init__(
        self, choices: Sequence[tuple[str, object]], *, empty: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        offered = [*([(empty, None)] if empty is not None else []), *choices]
        self._values = tuple(value for _, value in offered)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItems([words for words, _ in offered])

    def choose(self, value: object) -> None:
        """Choose by value; an unknown one leaves the choice as it is."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    def offer_anew(self, choices: Sequence[tuple[str, object]], *, empty: str) -> None:
        """Offer these in place of what was offered; nothing is chosen to begin with."""
        offered = [(empty, None), *choices]
        self._values = tuple(value for _, value in offered)
        self.clear()
        self.addItems([words for words, _ in offered])

    def choose_words(self, words: object) -> None:
        """Choose by what is shown, as a draft keeps it; other words leave the choice as it is."""
        if isinstance(words, str):
            self.setCurrentText(words)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(80), self.sizeHint().height())

    @override
    def wheelEvent(self, e: QWheelEvent) -> None:
        e.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option, style = QStyleOptionComboBox(), self.style()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = style.subControlRect(control, option, part, self).width() - look().px(2)
        shown = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        tell_in_tip(self, self.currentText() if shown != self.currentText() else "")
        option.currentText = shown
        painter = QStylePainter(self)
        painter.drawComplexControl(control, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    @property
    def chosen(self) -> object:
        """The value chosen, or None."""
        return self._values[self.currentIndex()] if self.currentIndex() >= 0 else None
