"""Which medicine: three letters and Enter, from anywhere in the chart.

Only what this member may change is offered, each medicine whole, and the first one that fits is marked.
"""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.course import CourseStatus
from careboard.projections.regimen_rows import RegimenRow, regimen_rows
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import row_ground
from careboard.ui.parts.fields import Field, Line
from careboard.ui.parts.labels import Label
from careboard.ui.parts.rows import Index
from careboard.ui.parts.sheet import Sheet
from careboard.ui.patient.regimen.painting import Word, draw, line_words, text_words, wrapped
from careboard.ui.patient.regimen.table import ROW, RegimenModel

_PAD, _LINE = 8, 18


class _Medicine(QStyledItemDelegate):
    """A medicine on as many lines as it needs, with its mark at the left."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, box = option.widget, QRect(option.rect)
        marked = isinstance(view, QListView) and view.currentIndex() == index
        row_ground(painter, QRectF(box), chosen=marked)
        if marked:
            painter.fillRect(QRect(box.left(), box.top(), look().px(4), box.height()), look().colour("accent"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, look().colour("border"))
        pad = look().px(_PAD)
        draw(painter, box.left() + pad + look().px(4), box.top() + pad, _lines(index, box.width()), look().px(_LINE))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = option.widget.viewport().width() if isinstance(option.widget, QListView) else option.rect.width()
        return QSize(look().px(200), len(_lines(index, width)) * look().px(_LINE) + 2 * look().px(_PAD))


def _lines(index: Index, width: int) -> list[list[Word]]:
    row: RegimenRow = index.data(ROW)
    room = width - look().px(2 * _PAD + 4)
    under = wrapped(text_words(row.under, "text2"), room) if row.under else []
    return wrapped(line_words(row.line), room) + under


class Medicines(QListView):
    """As high as its rows: the sheet scrolls, not the list."""

    def __init__(self) -> None:
        super().__init__()
        self.medicines = RegimenModel(self)
        self.setModel(self.medicines)
        self.setItemDelegate(_Medicine(self))
        self.setAccessibleName(_("Medicines"))
        self.setMouseTracking(True)
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, rows: tuple[RegimenRow, ...]) -> None:
        """Offer these."""
        self.medicines.show_rows(rows)
        self.setCurrentIndex(self.medicines.index(0))
        self._fit()

    @property
    def course(self) -> str:
        """The course that is marked, or nothing."""
        index = self.currentIndex()
        return index.data(ROW).course if index.isValid() else ""

    def step(self, by: int) -> QRect:
        """Move the mark; returns where it is then."""
        last = self.medicines.rowCount() - 1
        self.setCurrentIndex(self.medicines.index(min(max(self.currentIndex().row() + by, 0), last)))
        return self.visualRect(self.currentIndex())

    def _fit(self) -> None:
        self.doItemsLayout()
        rows = range(self.medicines.rowCount())
        high = sum(self.sizeHintForIndex(self.medicines.index(row)).height() for row in rows)
        self.setFixedHeight(high + 2 * self.frameWidth())

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._fit()


class PickSheet(Sheet):
    """The running medicines, narrowed by what is typed."""

    picked = Signal(str)  # a course

    def __init__(self, chart: Chart) -> None:
        super().__init__(_("Change the dose of"))
        running = (CourseStatus.ACTIVE, CourseStatus.PLANNED)
        self._words = {one.id: one.words for one in chart.regimen.current if one.status in running}
        self._rows = tuple(row for row in regimen_rows(chart).current if row.course in self._words)
        self.typed = Line("", _("First letters of the medicine"))
        self.found, self.told = Medicines(), Label("", Type.BODY, "text2", wrap=True)
        self.body.addWidget(Field(_("Medicine"), self.typed))
        self.body.addWidget(self.found)
        self.body.addWidget(self.told)
        self.typed.textChanged.connect(self._narrow)
        self.found.clicked.connect(self._pick)
        self.found.activated.connect(self._pick)
        self.typed.installEventFilter(self)
        self.setFocusProxy(self.typed)
        self._narrow("")

    def _narrow(self, typed: str) -> None:
        letters = typed.strip().casefold()
        fitting = (row for row in self._rows if _begins(self._words[row.course], letters))
        self.found.show_rows(tuple(fitting))
        none = not self.found.course
        self.found.setVisible(not none)
        self.told.setText(self._nothing() if none else "")
        self.told.setVisible(none)

    def _nothing(self) -> str:
        if self._rows:
            return _("No running medicine begins so.")
        return _("No medicine is running here. Start one, or write down what is reported at home, under the chart.")

    def _pick(self) -> None:
        if self.found.course:
            self.picked.emit(self.found.course)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the marked medicine; the arrows move the mark while letters are typed."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self._pick()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.found.course:
                box = self.found.step(1 if event.key() == Qt.Key.Key_Down else -1)
                self.reveal_place(self.found, box)
                return True
        return super().eventFilter(watched, event)


def _begins(words: str, letters: str) -> bool:
    return any(word.startswith(letters) for word in words.casefold().split())
