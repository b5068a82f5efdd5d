"""The paper beside its fields: every page as it will print, kept at its place when it is drawn anew."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.sheet import Scrolled
from careboard.ui.patient.summary.paper import Picture

LETTER = 8.5  # inches wide


class Preview(Ground):
    """Shows pages one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self.setAccessibleName(_("Preview of the paper"))
        self._pages: list[QLabel] = []
        self._drawn: list[QPixmap] = []
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(look().px(12))
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._empty = Label(_("The first draft is being drawn."), Type.LABEL, "text2")
        self._column.addWidget(self._empty)
        self._scrolled = Scrolled(inside)
        self._scrolled.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scrolled.setAccessibleName(_("Preview of the paper"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scrolled)

    def show_pages(self, pages: Sequence[Picture], ratio: float = 1.0) -> None:
        """Show these pages; `ratio` is that of the screen."""
        self._empty.setVisible(not pages)
        while len(self._pages) > len(pages):
            self._pages.pop().deleteLater()
        while len(self._pages) < len(pages):
            self._pages.append(QLabel())
            self._column.addWidget(self._pages[-1])
        for number, label in enumerate(self._pages, start=1):
            label.setAccessibleName(_("Page {number} of {all}").format(number=number, all=len(pages)))
        self._drawn = [QPixmap.fromImage(page.image()) for page in pages]
        for picture in self._drawn:
            picture.setDevicePixelRatio(ratio)
        self._fit()

    def _fit(self) -> None:
        """Pages that were drawn for more room than there is now are shown smaller, until they are drawn anew."""
        edges = self._column.contentsMargins()
        bar = self._scrolled.verticalScrollBar().sizeHint().width()  # also where it comes only with these pages
        room = self.width() - bar - edges.left() - edges.right()
        for label, picture in zip(self._pages, self._drawn, strict=True):
            wide = round(room * picture.devicePixelRatio())
            smooth = Qt.TransformationMode.SmoothTransformation
            label.setPixmap(picture if picture.width() <= wide else picture.scaledToWidth(max(wide, 1), smooth))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def dots_per_inch(self) -> float:
        """The resolution at which a page of Letter fills the width, up to 96 dots at 100% of text."""
        room = self.width() - look().px(40)
        return max(48.0, min(room / LETTER, 96 * look().scale)) * self.devicePixelRatioF()

    @property
    def pages(self) -> int:
        """How many pages it shows."""
        return len(self._pages)
