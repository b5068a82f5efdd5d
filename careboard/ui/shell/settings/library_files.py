"""The ways in and out of a library in the settings, such as phrases: import a file, export to one.

It asks where; what becomes of it is the panel's. Nothing is overwritten: that is refused in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from careboard.i18n import gettext as _
from careboard.ui.look.look import look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.panels import Flow


@dataclass(frozen=True, slots=True)
class Asked:
    """What the boxes are called, and the name that is offered for a new file."""

    to_import: str
    to_export: str
    named: str


class LibraryFiles(QWidget):
    """A row of buttons, which goes on below where the width ends: those given, then Import and Export."""

    import_wanted = Signal(object)  # the Path of a file
    export_wanted = Signal(object)

    def __init__(self, asked: Asked, before: Sequence[Button] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = asked
        self.take = Button(_("Import a file"), "quiet", "import")
        self.give = Button(_("Export to a file"), "quiet", "export")
        flow = Flow(self, look().px(8))
        for button in (*before, self.take, self.give):
            flow.addWidget(button)
        self.take.clicked.connect(self._choose_file)
        self.give.clicked.connect(self._choose_place)

    @Slot()
    def _choose_file(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, self._asked.to_import, "", _("Text (*.txt);;All (*)"))
        if name:
            self.import_wanted.emit(Path(name))

    @Slot()
    def _choose_place(self) -> None:
        plain = QFileDialog.Option.DontConfirmOverwrite
        name, _filter = QFileDialog.getSaveFileName(
            self, self._asked.to_export, self._asked.named, _("Text (*.txt)"), options=plain
        )
        if name:
            self.export_wanted.emit(Path(name))
