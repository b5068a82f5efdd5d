"""A library in the settings, such as phrases or templates: a list of what is kept, and its way in and out as a file.

What is typed below the list stays when it is refused. A file that is none changes nothing.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.desk import Desk
from careboard.ui.look.look import look
from careboard.ui.parts.tips import as_tip
from careboard.ui.shell.settings.library_files import LibraryFiles
from careboard.ui.shell.settings.panel import KeepingPanel
from careboard.workflow.session import Session

ROWS, ROW = 6, 30


class _Named(Protocol):
    """What has a name that no other one of its library has."""

    @property
    def name(self) -> str:
        """What it is called."""


One = TypeVar("One", bound=_Named)
Found = TypeVar("Found")


class LibraryPanel(KeepingPanel, Generic[One, Found]):
    """A list of `One`s, out of what was `Found` in the vault. It is hidden until it is known who may decide."""

    def __init__(self, desk: Desk, title: str, named: str, files: LibraryFiles, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._desk, self.files = desk, files
        self._known: tuple[One, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName(named)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemSelectionChanged.connect(self._show_chosen)
        files.import_wanted.connect(self.import_from)
        files.export_wanted.connect(self.export_to)
        self.hide()

    # -- what each library says for itself -----------------------------------------------------------------------

    def _words(self, one: One) -> tuple[str, str]:
        """Its row of the list, and the tip of that row."""
        raise NotImplementedError

    def _show(self, found: Found, chosen: str = "") -> None:
        """Show what the vault holds now; what is typed in the fields stays, kept or not."""
        raise NotImplementedError

    def _show_chosen(self) -> None:
        """Let what was chosen in the list stand in the fields."""
        raise NotImplementedError

    def _take_over(self, path: Path) -> None:
        """Take over what a file holds; raises CareboardError where it is no such file."""
        raise NotImplementedError

    def _write_out(self, path: Path) -> None:
        """Write a file; raises CareboardError where that cannot be."""
        raise NotImplementedError

    # -- the list -------------------------------------------------------------------------------------------------

    def _put(self, known: Sequence[One], chosen: str = "") -> None:
        """Put these in the list, the one with a name chosen; nothing is said to have been chosen by that."""
        self._known = tuple(known)
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._known:
            words, tip = self._words(one)
            item = QListWidgetItem(words)
            item.setToolTip(as_tip(tip))
            self.list.addItem(item)
        names = [one.name for one in self._known]
        if chosen in names:
            self.list.setCurrentRow(names.index(chosen))
        self.list.blockSignals(False)
        self.list.setVisible(bool(self._known))
        self._measure()

    @property
    def _chosen(self) -> One | None:
        at = self.list.currentRow()
        return self._known[at] if self.list.selectedItems() and 0 <= at < len(self._known) else None

    def _measure(self) -> None:
        """Each has its row, and the list room for a few of them."""
        row, count = look().px(ROW), self.list.count()
        for at in range(count):
            self.list.item(at).setSizeHint(QSize(0, row))
        self.list.setFixedHeight(row * min(count, ROWS) + 2 * self.list.frameWidth() + 2)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._measure()

    # -- what is kept ---------------------------------------------------------------------------------------------

    def _ask(self, work: Callable[[Session], Found], told: Callable[[Found], str], chosen: str = "") -> None:
        def kept(found: Found) -> None:
            self.set_busy(busy=False)
            self._show(found, chosen)
            self.say(told(found), "ok")

        self.set_busy(busy=True)
        self._desk.ask(work, self, kept, self.was_refused)

    @Slot(object)
    def import_from(self, path: Path) -> None:
        """Take over what a file holds; what is known otherwise stays as it is, and is told."""
        try:
            self._take_over(path)
        except CareboardError as refused:
            self.say(refused.told, "danger")

    @Slot(object)
    def export_to(self, path: Path) -> None:
        """Write them as a file."""
        try:
            self._write_out(path)
        except CareboardError as refused:
            self.say(refused.told, "danger")
        else:
            self.say(_("Saved as {name}.").format(name=path.name), "ok")
