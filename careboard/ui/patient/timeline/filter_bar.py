"""The filters over the list: a chip for each discipline with its count, unread, and the search field.

The counts of the disciplines sum to the whole; what is filtered away is never lost, only not shown.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from careboard.clinical.people import Discipline
from careboard.i18n import gettext as _
from careboard.projections.filters import Filter
from careboard.projections.timeline import TimelineRow
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Chip, IconButton
from careboard.ui.parts.fields import Line
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow
from careboard.ui.patient.timeline.facts import DISCIPLINES

ORDER = tuple(DISCIPLINES)
"""The disciplines in the order of the keys 1 to 5."""


_PADDING, _GAP = 9, 4


class SearchField(Line):
    """Words to be found; Enter and F3 go on to the next, Esc clears."""

    next = Signal()
    previous = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(placeholder=_("Search  /"))
        self.setAccessibleName(_("Search this chart"))
        self.setClearButtonEnabled(False)
        self.setTextMargins(look().px(4), 0, look().px(4), 0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(look().px(220), look().px(30))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(84), look().px(30))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F3:
                (self.previous if back else self.next).emit()
            case Qt.Key.Key_Escape:
                self.clear()
                self.left.emit()
            case Qt.Key.Key_Down:
                self.left.emit()
            case _:
                super().keyPressEvent(event)


class FilterBar(QWidget):
    """The chips and the search. `changed` carries the filter wanted now."""

    changed = Signal(object)
    next_wanted = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter = Filter()
        self.setAccessibleName(_("Filters"))
        self._everything = Chip(_("All"), tone="text1", checkable=True, padding=_PADDING)
        self._chips = {
            discipline: Chip(_(words), tone=discipline.value, checkable=True, padding=_PADDING)
            for discipline, words in DISCIPLINES.items()
        }
        self._unread = Chip(_("Unread"), tone="accent", checkable=True, padding=_PADDING)
        self.search = SearchField()
        self._hits = Label("", Type.META, "text3")
        self._before, self._after = IconButton("arrow-up", _("Find previous")), IconButton("arrow-down", _("Find next"))
        self._lay_out()
        self._listen()
        self._show_state()

    def _lay_out(self) -> None:
        found = QWidget()
        row = QHBoxLayout(found)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(4))
        for widget in (self.search, self._hits, self._before, self._after):
            row.addWidget(widget)
        found.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._flow = Flow(self, look().px(_GAP))
        for chip in (self._everything, *self._chips.values(), self._unread):
            self._flow.addWidget(chip)
        self._flow.addWidget(found)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _listen(self) -> None:
        self._everything.clicked.connect(self.clear)
        for discipline, chip in self._chips.items():
            chip.clicked.connect(partial(self._toggle, discipline))
        self._unread.clicked.connect(self.toggle_unread)
        self.search.textChanged.connect(lambda words: self._want(replace(self._filter, words=words.strip())))
        self.search.next.connect(lambda: self.next_wanted.emit(1))
        self.search.previous.connect(lambda: self.next_wanted.emit(-1))
        self.search.left.connect(self.left)
        self._before.clicked.connect(lambda: self.next_wanted.emit(-1))
        self._after.clicked.connect(lambda: self.next_wanted.emit(1))

    @property
    def filter(self) -> Filter:
        """What is wanted now."""
        return self._filter

    @property
    def words(self) -> dict[str, str]:
        """What each chip says, by discipline, "all" and "unread"."""
        chips = {discipline.value: chip.text() for discipline, chip in self._chips.items()}
        return {"all": self._everything.text(), **chips, "unread": self._unread.text()}

    def show_counts(self, rows: Sequence[TimelineRow], unread: int) -> None:
        """Say how many there are of each."""
        counts = Counter(row.discipline for row in rows)
        self._everything.setText(_("All {n}").format(n=sum(counts.values())))
        for discipline, chip in self._chips.items():
            chip.setText(f"{_(DISCIPLINES[discipline])} {counts[discipline]}")
        self._unread.setText(_("Unread {n}").format(n=unread))
        for chip in (self._everything, *self._chips.values(), self._unread):
            chip.setAccessibleName(chip.text())
            chip.updateGeometry()

    def show_hits(self, at: int, count: int) -> None:
        """Say which of the found entries is the current one; `at` counts from 1, 0 is none."""
        searching = bool(self._filter.words)
        self._hits.setText(_("{at} of {n}").format(at=at, n=count) if searching else "")
        for widget in (self._hits, self._before, self._after):
            widget.setVisible(searching)
        for button in (self._before, self._after):
            button.setEnabled(count > 0)

    def _toggle(self, discipline: Discipline, _checked: object) -> None:
        self.toggle(discipline)

    def toggle(self, discipline: Discipline) -> None:
        """Show the entries of a discipline, beside others that are chosen, or no longer."""
        self._want(replace(self._filter, disciplines=self._filter.disciplines ^ {discipline}))

    def toggle_unread(self) -> None:
        """Show only what is unread, or all again."""
        self._want(replace(self._filter, unread=not self._filter.unread))

    def clear(self) -> None:
        """Show all."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._want(Filter())

    def _want(self, wanted: Filter) -> None:
        changed, self._filter = wanted != self._filter, wanted
        self._show_state()
        if changed:
            self.changed.emit(wanted)

    def _show_state(self) -> None:
        self._everything.setChecked(not self._filter.disciplines and not self._filter.unread)
        for discipline, chip in self._chips.items():
            chip.setChecked(discipline in self._filter.disciplines)
        self._unread.setChecked(self._filter.unread)
        self.show_hits(0, 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._flow.setSpacing(look().px(_GAP))
