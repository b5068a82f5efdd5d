"""What lies below the banner: the sections with their tabs, and a sheet beside them, or above where there is no room.

Where the window is low or the text large it scrolls as one, and nothing in it is pressed together.
"""

from typing import Final

from PySide6.QtCore import QEvent, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.ui.look.look import look
from careboard.ui.parts.sheet import Roomy, width
from careboard.ui.patient.sections import Sections
from careboard.ui.patient.sheets import Sheets

LEAST: Final = 460  # px below the banner at 100%: a list with two cards and its composer
BESIDE: Final = 480  # px at 100% that a section keeps beside a sheet: a chart with its names, its values and some days


class Below(Roomy):
    """Sections and sheets. A section may say in `least_height` how much it needs, at 100%, where all of it scrolls."""

    def __init__(self, sections: Sections, sheets: Sheets, parent: QWidget | None = None) -> None:
        self._sections, self._sheets = sections, sheets
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
        section = getattr(self._sections.stack.currentWidget(), "least_height", LEAST)
        needed = look().px(section) if self.tight or above else 0
        self.need(needed + (self._sheets.height_for(self.viewport().width()) if above else 0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._fit()
