"""The timeline as a reader works with it: strip, filters and list in one panel, and the keys that join them."""

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.filters import Filter
from careboard.projections.timeline import TimelineRow
from careboard.ui.look.look import look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.panels import Panel, Rule
from careboard.ui.patient.composer.composer import Composer
from careboard.ui.patient.timeline.acts import ACKNOWLEDGE, ADD, COSIGN, FILES, may_cosign
from careboard.ui.patient.timeline.density import place_day, row_of_day
from careboard.ui.patient.timeline.facts import Team
from careboard.ui.patient.timeline.filter_bar import ORDER, FilterBar
from careboard.ui.patient.timeline.peek import LEAST, SHARE, Peek
from careboard.ui.patient.timeline.strip import Strip
from careboard.ui.patient.timeline.view import TimelineView

_LEAST_LIST, _LEAST_WHOLE, _LEAST_WRITING = 150, 360, 480  # pixels at 100%
_DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)


class TimelinePanel(Panel):
    """The left of the page. It says what the reader wants: a new note, a scale, something done with an entry."""

    wanted = Signal(str, object)  # what to do, and the TimelineRow or None
    opened = Signal(object)  # a TimelineRow whose whole body was seen
    list_wanted = Signal()  # an entry is asked for, and the list is not shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._holds_weights = False
        self.composer: Composer | None = None
        self.strip, self.filters, self.view = Strip(), FilterBar(), TimelineView()
        self.peek = Peek(self.view.whole_card, self)
        self.below = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.strip)
        self._around = QVBoxLayout()
        self._around.addWidget(self.filters)
        self._column.addLayout(self._around)
        self._column.addWidget(Rule())
        self._reading = QHBoxLayout()
        self._reading.setSpacing(0)
        self._reading.addWidget(self.view, 1)
        self._reading.addWidget(self.peek)
        self._column.addLayout(self._reading, 1)
        self._column.addLayout(self.below)
        self.setFocusProxy(self.view)
        self._space()
        self._listen()

    def _listen(self) -> None:
        self.strip.picked.connect(self._go_to_day)
        self.filters.changed.connect(self._filter)
        self.filters.next_wanted.connect(self._go_on)
        self.filters.left.connect(self.view.setFocus)
        self.view.wanted.connect(self.wanted)
        self.view.opened.connect(self._was_opened)
        self.view.moved.connect(self._follow)
        self.view.emptiness.cleared.connect(self._clear)
        self.view.peeked.connect(self.toggle_peek)
        self.view.laid_anew.connect(partial(self._show_beside, anew=True))
        self.peek.left.connect(self.toggle_peek)
        self.peek.stepped.connect(self._step)
        self.peek.saw.connect(self.view.saw_beside)
        self.peek.wanted.connect(self.wanted)
        self.peek.copied.connect(self.view.copy_card)
        self.peek.around.left.connect(lambda: self.view.show_weights(False))

    def hold_composer(self, composer: Composer) -> None:
        """Let somebody write at the bottom of the list."""
        self.composer = composer
        self.below.addWidget(composer)
        composer.show()  # at once, not with the next event
        composer.left.connect(self.view.setFocus)
        self._fit_composer(composer)
        composer.resized.connect(self._make_room)

    def place_composer(self, *, beside: bool, alone: bool = False) -> None:
        """Let the composer stand at the right of the list, or `alone` in its place, or below it."""
        if self.composer is not None:
            comes_back = self.view.isHidden() and not alone
            self.view.setHidden(alone)
            self.filters.setHidden(alone)
            if alone:
                self.view.beside = None
                self.peek.hide()
            self._space()
            (self._reading if beside else self.below).addWidget(self.composer, 1 if beside else 0)
            self.composer.stand_beside(beside=beside)
            self._make_room()
            if comes_back and not self.composer.is_open:
                self.view.setFocus()

    def show_chart(self, chart: Chart) -> None:
        """Show a chart in all three."""
        self._chart = chart
        self.view.show_chart(chart)
        self.strip.show_chart(chart, self.view.all_rows)
        self._count()
        self._follow()
        self._show_beside(anew=True)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Its parts, in the order of reading."""
        return (self.strip, self.filters, self.view, *((self.peek,) if self.peek.isVisible() else ()))

    def toggle_peek(self) -> None:
        """Show the current entry whole at the right, or no longer; the list keeps its place and the keyboard."""
        shown = self.peek.isHidden() and self.view.current is not None
        self.peek.setVisible(shown)
        self._make_room()
        self.view.beside = None
        self._show_beside(anew=True)
        self.view.setFocus()
        if shown:
            announce(self.view, _("The whole entry stands at the right; Tab goes to it."))

    def _show_beside(self, *, anew: bool = False) -> None:
        row = self.view.current
        if not self.peek.isHidden() and row is not None:
            self.view.beside = row.id
            self.peek.show_row(row, anew=anew)

    def _step(self, by: int) -> None:
        self.view.go_to(max(self.view.currentIndex().row() + by, 0))

    def show_team(self, team: Team) -> None:
        """Say who else reads this chart."""
        self.view.show_team(team)

    def bring(self, entry: EntryId) -> None:
        """Show an entry whole, whatever is filtered away; the keyboard stays where it is."""
        if self.view.isHidden():
            self.list_wanted.emit()
        if not self.view.go_to_entry(entry):
            self.filters.clear()
            self.view.go_to_entry(entry)

    def go_to_entry(self, entry: EntryId) -> None:
        """Show an entry whole, and give its list the keyboard."""
        self.bring(entry)
        self.view.setFocus()

    def _count(self) -> None:
        rows = self.view.all_rows
        self.filters.show_counts(rows, sum(1 for row in rows if self.view.is_unread(row)))

    def _was_opened(self, row: TimelineRow) -> None:
        self._count()
        self.opened.emit(row)

    def _filter(self, wanted: Filter) -> None:
        self.view.show_filtered(wanted)
        if wanted.words and self.view.rows:
            self.view.go_to(0)
        if not self.view.rows:
            announce(self.view, self.view.emptiness.said)
        self._follow()

    def _clear(self) -> None:
        self.filters.clear()
        self.view.setFocus()

    def _go_on(self, step: int) -> None:
        count = len(self.view.rows)
        if count:
            self.view.go_to((self.view.currentIndex().row() + step) % count)
            if (row := self.view.current) is not None and not self.view.is_open(row):
                self.view.toggle(self.view.currentIndex().row())

    def _go_to_day(self, day: date) -> None:
        if self._chart is not None and self.view.rows:
            self.view.show_from(row_of_day(self.view.rows, day, self._chart))

    def _follow(self) -> None:
        span = self.view.span()
        if span is not None and self._chart is not None:
            newest, oldest = span
            self.strip.show_span(place_day(oldest, self._chart), place_day(newest, self._chart))
        self._show_beside()
        if self.filters.filter.words:
            self.filters.show_hits(self.view.currentIndex().row() + 1, len(self.view.rows))

    # -- keys ---------------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single letters act only while the list or the whole entry beside it has the keyboard."""
        reading = self.view.hasFocus() or self.peek.around.hasFocus()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_F8 and not event.isAutoRepeat():
            self._ask_for_weights()
        elif event.key() == Qt.Key.Key_F3:
            self._go_on(-1 if shift else 1)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.wanted.emit("undo", None)
        elif reading and plain and self._key(Qt.Key(event.key())):
            event.accept()
        elif reading and ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._cosign()
        elif reading and shift and event.key() == Qt.Key.Key_R:
            self.wanted.emit("mark-read", None)
        elif event.text() == "?" and reading:
            self.wanted.emit("keys", None)
        elif event.text() == "/" and reading:
            self.filters.search.setFocus()
            self.filters.search.selectAll()
        else:
            event.ignore()

    def _ask_for_weights(self) -> None:
        if self._chart is not None:
            self._holds_weights = True
            self.wanted.emit("weight", None)

    def show_weights(self) -> None:
        """Show hidden weights as long as F8 is still held here; that somebody looks is recorded by now."""
        focused = QApplication.focusWidget()
        if self._holds_weights and focused is not None and self.isAncestorOf(focused):
            self.view.show_weights(True)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F8 and not event.isAutoRepeat():
            self._holds_weights = False
            self.view.show_weights(False)
        super().keyReleaseEvent(event)

    def _key(self, key: Qt.Key) -> bool:
        if key in _DIGITS:
            self.filters.toggle(ORDER[_DIGITS.index(key)])
            return True
        match key:
            case Qt.Key.Key_0:
                self.filters.clear()
            case Qt.Key.Key_U:
                self.view.next_unread()
            case Qt.Key.Key_R:
                self.view.keep_unread()
            case Qt.Key.Key_A:
                self._want(ACKNOWLEDGE)
            case Qt.Key.Key_E:
                self._want(ADD)
            case Qt.Key.Key_F:
                self._want(FILES)
            case Qt.Key.Key_N:
                self.wanted.emit("note", None)
            case Qt.Key.Key_P:
                self.wanted.emit("private", None)
            case Qt.Key.Key_S:
                self.wanted.emit("scale", None)
            case Qt.Key.Key_D:
                self.wanted.emit("dose", None)
            case Qt.Key.Key_T:
                self.wanted.emit("table", None)
            case Qt.Key.Key_BracketLeft | Qt.Key.Key_BracketRight:
                self.strip.step(-7 if key == Qt.Key.Key_BracketLeft else 7)
            case _:
                return False
        return True

    def _cosign(self) -> None:
        """Stand for the entry that is open, where it awaits this reader's signature or may have it."""
        row = self.view.current
        if row is not None and self._chart is not None and self.view.is_whole(row) and may_cosign(row, self._chart):
            self.wanted.emit(COSIGN, row)

    def _want(self, what: str) -> None:
        if (row := self.view.current) is not None:
            self.wanted.emit(what, row)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._space()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.composer is not None:
            self._fit_composer(self.composer)
        self._divide()
        self._make_room()

    @override
    def minimumSizeHint(self) -> QSize:
        """As high as its filters are in this width, which a splitter would not ask for."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), max(hint.height(), self._column.totalMinimumHeightForWidth(self.width())))

    @Slot()
    def fit_again(self) -> None:
        """Something under the list came or went: the composer gets what is left."""
        if self.composer is not None:
            self._fit_composer(self.composer)
        self._make_room()

    def _fit_composer(self, composer: Composer) -> None:
        """Give it its share; the strip above the list gives way to it, the filters and a little of the list do not."""
        below = 0 if composer.beside_list else composer.minimumHeight()
        strip = 0 if self.strip.isHidden() else self.strip.minimumSizeHint().height()
        composer.fit(self.height(), self._column.totalMinimumHeightForWidth(self.width()) - below - strip)

    def _divide(self) -> None:
        """Nearly a half is for the whole entry."""
        self.peek.setFixedWidth(max(round(self.width() * SHARE), look().px(LEAST)))

    def _make_room(self) -> None:
        """The strip gives way where the list, or what stands beside it, would have no room to be read in."""
        below = self.composer is not None and not self.composer.beside_list
        writing = self.composer.height() if self.composer is not None and below else 0
        left = self.height() - self.strip.sizeHint().height() - self.filters.height() - writing
        beside = self.composer is not None and self.composer.beside_list
        least = _LEAST_WRITING if beside else _LEAST_LIST if self.peek.isHidden() else _LEAST_WHOLE
        self.strip.setVisible(left >= look().px(least) and not self.view.isHidden())

    def _space(self) -> None:
        now = look()
        self._column.setContentsMargins(1, now.px(6), 1, 1)
        self._column.setSpacing(0)
        around = (0, 0, 0, 0) if self.view.isHidden() else (now.px(16), now.px(10), now.px(12), now.px(12))
        self._around.setContentsMargins(*around)
