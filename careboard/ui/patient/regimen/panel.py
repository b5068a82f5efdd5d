"""The panel of the regimen: title, what was stopped lately, the list, what is out of view, and the two views.

Current and past are two views of which one is shown; what the member's role may not do is not offered.
"""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.chart import Chart
from careboard.projections.regimen_rows import RegimenRow, RegimenRows, regimen_rows
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.head import Head
from careboard.ui.parts.labels import Elided, Label
from careboard.ui.parts.panels import Panel, Rule
from careboard.ui.patient.regimen.acts import Act, acts_of
from careboard.ui.patient.regimen.acts import words as words_of
from careboard.ui.patient.regimen.table import Columns, RegimenList
from careboard.workflow.offers import Allowed

_JOINER = "\N{WORD JOINER}"
_NOTHING = Allowed(orders=False, prescribes=False, observes=False)


class Headings(QWidget):
    """The names of the columns, over them."""

    def __init__(self, list_: RegimenList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = list_
        self.past = False
        self.setAccessibleName(_("Columns"))

    @override
    def sizeHint(self) -> QSize:
        return QSize(10, look().px(22))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(look().font(Type.STRONG_META))
        painter.setPen(look().colour("text2"))
        columns = Columns.of(self._list.viewport().width())
        named = (
            (columns.medicine, _("Medication")),
            (columns.since, _("Ended") if self.past else _("Dose since")),
            (columns.next_step, _("Why") if self.past else _("Next step")),
            (columns.purpose, _("For")),
        )
        for x, told in named:
            painter.drawText(x, 0, self.width() - x, self.height(), Qt.AlignmentFlag.AlignVCenter, told)
        painter.end()


class RegimenTable(Panel):
    """Current and past medicines."""

    asked = Signal(object, str)  # an Act, and the course (or nothing)
    chosen = Signal(str)  # a course

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Regimen"))
        self._allowed, self._past = _NOTHING, False
        self._rows = RegimenRows((), (), (), "")
        self.list = RegimenList()
        self._title, self._told = Label("", Type.TITLE), Label("", Type.LABEL, "text2", wrap=True)
        self._start = Button(_("Start a medicine"), "quiet")
        self._reported = Button(_("Reported at home"), "quiet")
        self._other_view = Button("", "quiet")
        self._lately, self._beyond = Label("", Type.LABEL, "warn", wrap=True), Elided("", Type.STRONG_META, "accent")
        self._headings = Headings(self.list)
        self._chart: Chart | None = None
        self._build()
        self._listen()

    def _build(self) -> None:
        margin = look().px(16)
        self._top = Head(self._title, (self._start, self._reported, self._other_view), self._told)
        self._top.space(margin, look().px(4), look().px(4), look().px(8))
        self._lately.setContentsMargins(margin, 0, margin, look().px(4))
        self._beyond.setContentsMargins(margin, look().px(3), margin, look().px(4))
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, look().px(4))
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(self._lately)
        column.addWidget(self._headings)
        column.addWidget(Rule())
        column.addWidget(self.list, 1)
        column.addWidget(self._beyond)
        self.setFocusProxy(self.list)

    def _listen(self) -> None:
        self.list.menu_asked.connect(self._show_menu)
        self.list.dose_asked.connect(lambda course: self._ask(Act.ADJUST, course))
        self.list.chosen.connect(self.chosen)
        self.list.verticalScrollBar().valueChanged.connect(self._look_ahead)
        self.list.verticalScrollBar().rangeChanged.connect(self._look_ahead)
        self.list.resized.connect(self._look_ahead)
        self._start.clicked.connect(lambda: self._ask(Act.START, ""))
        self._reported.clicked.connect(lambda: self._ask(Act.REPORTED, ""))
        self._other_view.clicked.connect(lambda: self.show_past(past=not self._past))

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_chart(self, chart: Chart) -> None:
        """Show the medicines of a chart; the view and the row stay, where the row is still there."""
        self._chart = chart
        self._rows = regimen_rows(chart)
        self._show_rows()

    def show_allowed(self, allowed: Allowed) -> None:
        """Offer what the member may do."""
        self._allowed = allowed
        self._start.setVisible(allowed.orders)
        self._reported.setVisible(allowed.observes)

    def show_past(self, *, past: bool) -> None:
        """Show the past medicines, or the current ones."""
        self._past = past
        self._show_rows()

    def choose(self, course: str) -> None:
        """Go to the row of a course, where it is shown."""
        for at, row in enumerate(self.list.regimen.rows):
            if row.course == course and self.list.currentIndex().row() != at:
                self.list.setCurrentIndex(self.list.regimen.index(at))

    def _show_rows(self) -> None:
        index = self.list.currentIndex()
        kept = self.list.regimen.rows[index.row()].course if index.isValid() else ""
        rows = self._rows.past if self._past else self._rows.current
        self.list.show_rows(rows)
        self._headings.past = self._past
        self._headings.update()
        self._say(rows)
        if kept:
            self.choose(kept)
        self._look_ahead()

    def _say(self, rows: tuple[RegimenRow, ...]) -> None:
        count = len(self._rows.past)
        self._title.setText(_("Past medicines") if self._past else _("Current regimen"))
        active = ngettext("{n} medicine", "{n} medicines", len(rows)).format(n=len(rows))
        reconciled = self._rows.reconciled.replace("-", f"-{_JOINER}")  # so that no date is broken
        self._told.setText(active if self._past else f"{active} \N{MIDDLE DOT} {reconciled}")
        past = ngettext("Show {n} past", "Show {n} past", count).format(n=count)
        self._other_view.setText(_("Show current") if self._past else past)
        self._other_view.setEnabled(self._past or count > 0)
        lately = self._rows.stopped_lately
        told = ngettext("{n} stopped in last 14 days: {names}", "{n} stopped in last 14 days: {names}", len(lately))
        self._lately.setText(told.format(n=len(lately), names=", ".join(lately)))
        self._lately.setVisible(bool(lately) and not self._past)

    @Slot()
    def _look_ahead(self) -> None:
        """Name what is out of view, as it is with these words under the list: they are not there where all rows fit.

        So they never come and go by themselves, and the same window always says the same, whatever size it had before.
        """
        room = self.height() - self.list.y() - self._column.contentsMargins().bottom()
        fits = self.list.height_for(self.list.width()) <= room
        above, below = self.list.names_above(), self.list.names_below(room - self._beyond.sizeHint().height())
        told = [(_("{n} above: {names}"), above), (_("{n} below: {names}"), below)]
        parts = [words.format(n=len(names), names=", ".join(names)) for words, names in told if names]
        self._beyond.setText("" if fits else "; ".join(parts))
        self._beyond.setVisible(bool(parts) and not fits)

    # -- what is done -------------------------------------------------------------------------------------------

    def menu_of(self, course: str) -> QMenu:
        """What may be done with a course."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.offer(menu, course)
        return menu

    @Slot(object, str)
    def offer(self, menu: QMenu, course: str) -> None:
        """Add to a menu what may be done with a course."""
        found = next((one for one in self._chart.regimen.courses if one.id == course), None) if self._chart else None
        for act in acts_of(found, self._allowed) if found else ():
            menu.addAction(words_of(act)).triggered.connect(lambda _on=False, act=act: self._ask(act, course))

    def _show_menu(self, row: RegimenRow, at: QPoint) -> None:
        menu = self.menu_of(row.course)
        if not menu.isEmpty():
            menu.exec(at)

    def _ask(self, act: Act, course: str) -> None:
        may = self._allowed.orders if act in (Act.ADJUST, Act.START) else self._allowed.observes or self._allowed.orders
        if may:
            self.asked.emit(act, course)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self.list.doItemsLayout()
            self._look_ahead()

    def height_for(self, width: int) -> int:
        """How high it is with all of its rows in a width."""
        others = (self._lately, self._headings)
        around = sum(one.sizeHint().height() for one in others if one.isVisibleTo(self))
        top = self._top.heightForWidth(width) if self._top.hasHeightForWidth() else self._top.sizeHint().height()
        edges = 2 * look().outline
        return self.list.height_for(width - edges) + top + around + look().px(4) + edges + 1

    @override
    def sizeHint(self) -> QSize:
        return QSize(look().px(700), max(self.height_for(look().px(770)), look().px(150)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(420), look().px(150))
