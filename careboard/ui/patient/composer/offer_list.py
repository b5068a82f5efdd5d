"""The list beside the cursor: phrases, values and members by the letters typed, or the choices of a blank.

It never takes the keyboard: the field that it stands beside keeps it, and hands on the arrows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from careboard.clinical.provenance import Origin
from careboard.clinical.values import MemberId
from careboard.i18n import gettext as _
from careboard.projections.wording import shortened
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.labels import Elided
from careboard.ui.parts.panels import Panel

MOST, WIDTH, ROW = 8, 460, 28
_ABOUT = 90  # characters of what an offer writes


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that is written out by its name: `sign` is "." or "@", empty for a choice of a blank.

    `refused` says why it may not be written; `member` is who is mentioned, who is found by the names in `also` too.
    """

    sign: str
    name: str
    text: str
    origin: Origin | None = None
    about: str = ""
    refused: str = ""
    member: MemberId | None = None
    also: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What stands in the list."""
        about = self.refused or self.about or shortened(self.text, _ABOUT)
        return f"{self.sign}{self.name}   {about}" if self.sign else self.name


def fitting(offers: Sequence[Offer], sign: str, typed: str) -> tuple[Offer, ...]:
    """The offers of a sign whose name begins with these letters, then those that have another one which does."""
    wanted = typed.casefold()
    of_sign = [one for one in offers if one.sign == sign]
    named = [one for one in of_sign if one.name.startswith(wanted)]
    others = [one for one in of_sign if one not in named and any(also.startswith(wanted) for also in one.also)]
    return (*named, *others)


class OfferList(Panel):
    """A few rows over the window. `taken` when somebody presses one."""

    taken = Signal(object)  # an Offer

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._offers: tuple[Offer, ...] = ()
        self._rows = QListWidget()
        self._rows.setFrameShape(QFrame.Shape.NoFrame)
        self._rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows.setAccessibleName(_("Offered"))
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._rows.itemClicked.connect(lambda item: self.taken.emit(self._offers[self._rows.row(item)]))
        self._guide = Elided("", Type.META, "text3")
        column = QVBoxLayout(self)
        edge = look().px(4)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look().px(2))
        column.addWidget(self._rows)
        column.addWidget(self._guide)
        self.hide()

    def show_offers(self, offers: Sequence[Offer], guide: str, cursor: QRect) -> None:
        """Show these beside a cursor, given in the window's own places; nothing where there are none."""
        if not offers:
            self.hide()
            return
        if tuple(offers) != self._offers:
            self._offers = tuple(offers)
            self._rows.clear()
            for one in offers:
                item = QListWidgetItem(one.words)
                item.setSizeHint(QSize(0, look().px(ROW)))
                self._rows.addItem(item)
            self._rows.setCurrentRow(0)
        self._guide.setText(guide)
        self._place(cursor)
        fresh = not self.isVisible()
        self.show()
        self.raise_()
        if fresh:
            announce(self, f"{self._offers[0].words}. {guide}")

    def _place(self, cursor: QRect) -> None:
        window, now = self.parentWidget(), look()
        if window is None:
            return
        self._rows.setFont(now.font(Type.LABEL))
        row = now.px(ROW)
        width = min(now.px(WIDTH), window.width() - now.px(16))
        height = min(len(self._offers), MOST) * row + self._guide.sizeHint().height() + now.px(14)
        left = min(cursor.left(), window.width() - width - now.px(8))
        below = cursor.bottom() + now.px(4)
        top = below if below + height <= window.height() else max(cursor.top() - now.px(4) - height, 0)
        self.setGeometry(QRect(QPoint(max(left, 0), top), QPoint(max(left, 0) + width - 1, top + height - 1)))

    @property
    def said(self) -> tuple[str, ...]:
        """Its rows in words."""
        return tuple(one.words for one in self._offers)

    @property
    def current(self) -> Offer | None:
        """The one that Enter takes."""
        at = self._rows.currentRow()
        return self._offers[at] if self.isVisible() and 0 <= at < len(self._offers) else None

    def at(self, number: int) -> Offer | None:
        """The one at a place, from 1."""
        return self._offers[number - 1] if self.isVisible() and 1 <= number <= len(self._offers) else None

    def step(self, by: int) -> None:
        """Go up or down, and round."""
        self._rows.setCurrentRow((self._rows.currentRow() + by) % max(len(self._offers), 1))
        if (now := self.current) is not None:
            announce(self, now.words)
