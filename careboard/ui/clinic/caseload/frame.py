"""The frame of the caseload: heading, digest, filters, table and board, what stands instead of them, and the mover.

It lays out and measures; it knows no patient and asks for nothing.
"""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from careboard.i18n import gettext as _
from careboard.ui.clinic.board.view import Board
from careboard.ui.clinic.caseload.cells import Cells
from careboard.ui.clinic.caseload.digest import Digest
from careboard.ui.clinic.caseload.filter_list import FilterList
from careboard.ui.clinic.caseload.model import CaseloadModel
from careboard.ui.clinic.caseload.mover import Mover
from careboard.ui.clinic.caseload.table import CaseloadTable
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button, Chip
from careboard.ui.parts.heading import Heading, beside
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Ground, Panel, arrange
from careboard.ui.parts.sheet import Roomy

_WIDE = 1500  # px at 100% from which on the filters stand at the left
LEAST = 440  # px at 100%; where the window has less, the page scrolls


class CaseloadFrame(Ground):
    """Everything that is on the page. In a wide window the filters stand at the left."""

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self.model = CaseloadModel(zone)
        self._cells = Cells(zone)
        self.table = CaseloadTable(self.model, self._cells)
        self.board = Board(self.model)
        self.filters = FilterList(self.model)
        self.digest, self.mover = Digest(), Mover()
        self._build()

    def tell_in(self, zone: ZoneInfo) -> None:
        """Tell days in another zone from now on."""
        self.model.zone = self._cells.zone = zone

    def _build(self) -> None:
        self.count = Label("", Type.BODY, "text2")
        self._empty = Label("", Type.BODY, "text2", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clear = Button(_("Clear filters (0)"), "quiet")
        self._below = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._below.addWidget(self.filters)
        self._below.addWidget(self._list(), 1)
        inside, around = QWidget(), QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Roomy(inside, LEAST))
        self._page = QVBoxLayout(inside)
        for widget in (self._heading(), self.digest, self._trouble()):
            self._page.addWidget(widget)
        self._page.addLayout(self._below, 1)
        self._page.addWidget(self.mover)
        self._space()
        self.board.hide()
        self.clear.hide()
        self.digest.hide()
        self.setFocusProxy(self.table)

    def _list(self) -> Panel:
        """Table and board, of which one is shown, or what stands where nobody is."""
        panel = Panel()
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for view in (self.table, self.board, self._nobody()):
            column.addWidget(view, 1)
        return panel

    def _nobody(self) -> QWidget:
        """What stands where nobody is shown."""
        self._instead = QWidget()
        column = QVBoxLayout(self._instead)
        column.addStretch(1)
        column.addWidget(self._empty)
        column.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        return self._instead

    def _heading(self) -> Heading:
        bring = Button(_("Import"), icon_name="import")
        new = Button(_("New patient"), "primary", "add")
        self.registering = (bring, new)
        for button in self.registering:
            button.setMinimumHeight(look().px(36))
            button.hide()
        self.as_table = Chip(_("Table"), "menu", checkable=True)
        self.as_board = Chip(_("Board"), "caseload", checkable=True)
        self._views = QButtonGroup(self)
        for chip, tip in ((self.as_table, _("Table (T)")), (self.as_board, _("Board (B)"))):
            chip.setToolTip(tip)
            self._views.addButton(chip)
        self.as_table.setChecked(True)
        self.initials = Chip(_("Initials"), "hidden", checkable=True)
        self.initials.setToolTip(_("Initials instead of names in lists, tabs and search (P)"))
        self.initials.setAccessibleDescription(self.initials.toolTip())
        return Heading(_("Caseload"), self.count, (beside(self.as_table, self.as_board), self.initials, bring, new))

    def _trouble(self) -> Panel:
        self._unread = Panel(ground="warn_tint")
        self._why = Label("", Type.LABEL, "warn", wrap=True)
        self.again = Button(_("Read again"), "quiet")
        row = QHBoxLayout(self._unread)
        row.addWidget(self._why, 1)
        row.addWidget(self.again)
        self._unread.hide()
        return self._unread

    def _space(self) -> None:
        edge, gap = look().px(16), look().px(10)
        self._page.setContentsMargins(edge, edge, edge, edge)
        self._page.setSpacing(gap)
        wide = self.width() >= look().px(_WIDE)
        arrange(self._below, beside=wide)
        self._below.setSpacing(look().px(12) if wide else gap)
        self._below.setAlignment(self.filters, Qt.AlignmentFlag.AlignTop if wide else Qt.AlignmentFlag(0))
        self.filters.stand(at_the_left=wide)
