"""What stands in the list where no entry does: why, in a sentence, and the way on as a button with its key."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label


class Emptiness(QWidget):
    """Lies over the list. `cleared` asks for all entries again."""

    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why = Label("", Type.HEADLINE, wrap=True)
        self._then = Label("", Type.BODY, "text2", wrap=True)
        self.clear = Button(_("Clear filters (0)"))
        self.clear.clicked.connect(lambda _checked: self.cleared.emit())
        column = QVBoxLayout(self)
        column.setSpacing(look().px(8))
        column.addStretch(1)
        for label in (self._why, self._then):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.hide()

    def show_why(self, *, filtered: bool) -> None:
        """Say that nothing passes the filters, or that nothing is written."""
        self._why.setText(_("No entries match.") if filtered else _("Nothing is written in this chart yet."))
        self._then.setText("" if filtered else _("N begins the first note."))
        self._then.setVisible(not filtered)
        self.clear.setVisible(filtered)
        self.show()

    @property
    def said(self) -> str:
        """Its sentence and its way on."""
        return f"{self._why.text()} {self._then.text() or self.clear.text()}"

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange and (column := self.layout()) is not None:
            column.setSpacing(look().px(8))
