"""The versions of the meal plan, the newest first; the chosen one says what it changed against the one before."""

from PySide6.QtCore import QAbstractListModel, QEvent, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.nutrition.versions import PlanVersion, standing_words, versions
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, row_ground
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel
from careboard.ui.parts.rows import NOWHERE, Index, Rows
from careboard.ui.parts.tips import as_tip
from careboard.ui.patient.nutrition.plan_panel import Lines

_ROW, _MOST = 30, 6  # px at 100%, and rows without scrolling


class VersionsModel(QAbstractListModel):
    """A version a row, in one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: tuple[PlanVersion, ...] = ()
        self._words: tuple[str, ...] = ()

    def show_versions(self, shown: tuple[PlanVersion, ...], chart: Chart) -> None:
        """Show these versions."""
        self.beginResetModel()
        self.shown = shown
        self._words = tuple(standing_words(one, chart) for one in shown)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._words[index.row()]
            case Qt.ItemDataRole.ToolTipRole:
                return as_tip(self._words[index.row()])
            case Qt.ItemDataRole.FontRole:
                return look().font(Type.VALUE if self.shown[index.row()].in_force else Type.BODY)
            case _:
                return None


class VersionRows(Rows):
    """Paints a version: its line on the ground of what is chosen, the one in force stronger."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_ROW, parent)

    @override
    def paint_row(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        now = look()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        row_ground(painter, box, chosen=chosen)
        if chosen:
            painter.fillRect(QRectF(box.left(), box.top(), now.px(4), box.height()), now.colour("accent"))
        painter.setFont(index.data(Qt.ItemDataRole.FontRole))
        painter.setPen(now.colour("text1"))
        inner = box.adjusted(now.px(12), 0, -now.px(8), 0)
        shown = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, box)


class VersionsPanel(Panel):
    """The list, and what the chosen version changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Versions of the meal plan"))
        self.list, self.model = QListView(), VersionsModel(self)
        self.list.setModel(self.model)
        self.list.setAccessibleName(_("Versions of the meal plan, the newest first"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(VersionRows(self.list))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._heading = Label("", Type.HEADLINE, "text1", wrap=True)
        self.changed = Lines()
        self._empty = Label(_("No version was signed yet."), Type.BODY, "text2", wrap=True)
        margin = look().px(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, look().px(10), margin, look().px(12))
        column.setSpacing(look().px(8))
        for widget in (Label(_("Versions"), Type.TITLE), self._empty, self.list, self._heading, self.changed):
            column.addWidget(widget)
        column.addStretch(1)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_changes())

    @property
    def said(self) -> list[str]:
        """What the chosen version changed."""
        return self.changed.said

    def show_chart(self, chart: Chart, *, shows_energy: bool) -> None:
        """Show the versions of a chart; an older one that was chosen stays chosen, else it is the newest."""
        before = self._chosen if self.list.currentIndex().row() > 0 else None
        shown = versions(chart, shows_energy=shows_energy)
        self.model.show_versions(shown, chart)
        for part in (self.list, self._heading, self.changed):
            part.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        self._fit()
        at = next((row for row, one in enumerate(shown) if before and one.entry == before.entry), 0)
        if shown:
            self.list.setCurrentIndex(self.model.index(at))

    @property
    def _chosen(self) -> PlanVersion | None:
        index = self.list.currentIndex()
        return self.model.shown[index.row()] if index.isValid() else None

    def _show_changes(self) -> None:
        one = self._chosen
        if one is None:
            return
        first = _("Version {n} is the first one.") if one.number == 1 else _("No version before version {n} stands.")
        against = _("What version {n} changed against version {before}").format(n=one.number, before=one.before)
        self._heading.setText(against if one.before else first.format(n=one.number))
        self.changed.show_lines(one.changed)

    def _fit(self) -> None:
        self.list.setFixedHeight(max(min(len(self.model.shown), _MOST), 1) * look().px(_ROW) + 4)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._fit()
