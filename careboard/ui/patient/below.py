"""What lies below the banner: the sections with their tabs, and a sheet beside them, or above where there is no room.

Where the window is low or the text large it scrolls as one, and nothing in it is pressed together.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from careboard.ui.look.look import look
from careboard.ui.parts.sheet import Roomy, width
from careboard.ui.patient.composer.composer import Composer
from careboard.ui.patient.late import LateSection
from careboard.ui.patient.sections import Sections
from careboard.ui.patient.sheets import Sheets

LEAST: Final = 460  # px below the banner at 100%: a list with two cards and its composer
BESIDE: Final = 480  # px at 100% that a section keeps beside a sheet: a chart with its names, its values and some days


class Below(Roomy):
    """Sections and sheets.

    A late section says in `least_height` how much it needs where all of it scrolls, and in `low` below which height
    that is so at 100% too, with that height.
    """

    def __init__(self, sections: Sections, sheets: Sheets, parent: QWidget | None = None) -> None:
        self._sections, self._sheets = sections, sheets
        self._opening = True
        self._first: QWidget | None = None  # what had the keyboard when the section opened
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(0)
        self._both.addLayout(sections.stack, 1)
        self._both.addWidget(sheets)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(sections)
        rows.addLayout(self._both, 1)
        super().__init__(inside, LEAST, parent)
        inside.installEventFilter(self)
        sections.shown.connect(self._open)
        sheets.grown.connect(self._fit)
        sheets.left.connect(self._fit)
        sections.shown.connect(self._fit)
        sheets.shown.connect(self._fit)

    @Slot()
    def _fit(self) -> None:
        """Place the sheet, and give all of it the height that it needs."""
        sheet = self._sheets.sheet
        above = sheet is not None and self.viewport().width() < width() + look().px(BESIDE)
        self._both.setDirection(QBoxLayout.Direction.BottomToTop if above else QBoxLayout.Direction.LeftToRight)
        self._sheets.stand(above=above)
        section = self._sections.stack.currentWidget()
        least, low = (section.least_height, section.low) if isinstance(section, LateSection) else (LEAST, 0)
        needed = look().px(low)
        if self.tight or above:
            needed = max(look().px(least), self._whole(section))
        elif self.viewport().height() >= needed:
            needed = 0
        self.need(needed + (self._sheets.height_for(self.viewport().width()) if above else 0))

    def _whole(self, section: QWidget | None) -> int:
        """How high a section is with its tabs, such as with a note that is being written in it."""
        layout = section.layout() if section is not None else None
        if section is None or layout is None:
            return 0
        wraps = layout.hasHeightForWidth()
        least = layout.totalMinimumHeightForWidth(section.width()) if wraps else section.minimumSizeHint().height()
        return least + self._sections.height()

    @Slot()
    def _open(self) -> None:
        """A section opens at its tabs, whatever in it has the keyboard; the first key goes there."""
        self._let_go()
        self._opening = True
        self.follow_focus()

    def _let_go(self) -> None:
        if self._first is not None and isValid(self._first):
            self._first.removeEventFilter(self)
        self._opening, self._first = False, None

    @override
    def opened(self) -> None:
        self._let_go()
        super().opened()

    @override
    def bring_into_sight(self, widget: QWidget) -> None:
        if self._opening and self._first is None and not _is_written(widget):
            self._first = widget
            widget.installEventFilter(self)
        if self._opening and widget is self._first:
            self.verticalScrollBar().setValue(0)
            return
        self._let_go()
        super().bring_into_sight(widget)
        inside = self.widget()
        if inside is not None and widget.height() > self.viewport().height():  # its beginning, at the top
            self.verticalScrollBar().setValue(widget.mapTo(inside, QPoint()).y() - look().px(8))

    @override
    def bring_caret_into_sight(self, written: QPlainTextEdit) -> None:
        if not (self._opening and written is self._first):
            super().bring_caret_into_sight(written)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        if watched is self._first and event.type() is QEvent.Type.KeyPress:
            self._let_go()
            self.follow_focus()
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._fit()


def _is_written(widget: QWidget) -> bool:
    """Does a widget belong to a note that somebody began? Where one writes comes before the tabs."""
    one: QWidget | None = widget
    while one is not None and not isinstance(one, Composer):
        one = one.parentWidget()
    return one is not None and one.is_open
