"""The table of the audit; it scrolls sideways where its columns have no room, and cuts a cell only with its tip."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QTableView, QWidget
from typing_extensions import override

from careboard.ui.clinic.audit.model import ROW, AuditModel
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, row_ground
from careboard.ui.parts.headings import Headings
from careboard.ui.parts.rows import Index, Rows

SHARES = (17, 17, 18, 21, 17, 18, 15, 10)
NARROWEST = 8.6  # px at 100% for each share of a column
HEIGHT, HEAD, MARGIN = 32, 32, 12
ACTION, OBJECT = 4, 5


class _Cells(Rows):
    """A cell: its words with room around them; what is looked at first is stronger."""

    @override
    def paint_row(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        now, row = look(), index.data(ROW)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        row_ground(painter, box, chosen=chosen, otherwise=("surface", "surface2")[index.row() % 2])
        strong = row.pinned and index.column() in (ACTION, OBJECT)
        painter.setFont(now.font(Type.VALUE if strong else Type.BODY))
        painter.setPen(now.colour("text1" if strong or index.column() == 1 else "text2"))
        words = box.adjusted(now.px(MARGIN), 0, -4, 0)
        shown = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, box)


class AuditTable(QTableView):
    """Rows of acts. `most` rows stand open at once; without it, as many as there is room for."""

    def __init__(self, zone: ZoneInfo, name: str, most: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self.audit = AuditModel(zone)
        self.setModel(self.audit)
        self.setAccessibleName(name)
        self.setItemDelegate(_Cells(HEIGHT, self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(Headings(self, tone="text3"))
        self.audit.modelReset.connect(self.updateGeometry)
        self.audit.rowsInserted.connect(self.updateGeometry)
        self._follow_look()

    @override
    def sizeHint(self) -> QSize:
        rows = min(max(1, self.audit.rowCount()), self._most or 8)
        sideways = self.horizontalScrollBar().sizeHint().height() if self._scrolls else 0
        return QSize(look().px(600), look().px(HEAD) + rows * look().row(HEIGHT) + sideways + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(200), self.sizeHint().height() if self._most else look().px(160))

    @property
    def _scrolls(self) -> bool:
        return sum(SHARES) * NARROWEST * look().scale > self.width()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._follow_look()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _follow_look(self) -> None:
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Base, look().colour("surface"))
        self.setPalette(ground)
        self.horizontalHeader().setFixedHeight(look().px(HEAD))
        self.verticalHeader().setDefaultSectionSize(look().row(HEIGHT))
        self._fit_columns()

    def _fit_columns(self) -> None:
        share = max((self.viewport().width() - 1) / sum(SHARES), NARROWEST * look().scale)
        for column, wide in enumerate(SHARES):
            self.setColumnWidth(column, int(wide * share))
        self.updateGeometry()
