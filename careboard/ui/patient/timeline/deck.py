"""The cards that were laid out lately, and pictures of those that were shown, so that scrolling draws none anew."""

from collections.abc import Callable

from PySide6.QtGui import QPainter, QPixmap

from careboard.clinical.values import EntryId
from careboard.projections.timeline import TimelineRow
from careboard.ui.look.look import look
from careboard.ui.patient.timeline.card import Card
from careboard.ui.patient.timeline.card_painting import paint

_LAID_OUT, _DRAWN = 400, 60


class Deck:
    """`lay_out` makes the card of a row."""

    def __init__(self, lay_out: Callable[[TimelineRow], Card]) -> None:
        self._lay_out = lay_out
        self._cards: dict[EntryId, Card] = {}
        self._pictures: dict[EntryId, QPixmap] = {}

    def card(self, row: TimelineRow) -> Card:
        """The card of a row."""
        card = self._cards.get(row.id)
        if card is None:
            if len(self._cards) >= _LAID_OUT:
                for entry in list(self._cards)[: _LAID_OUT // 2]:
                    del self._cards[entry]
            card = self._cards[row.id] = self._lay_out(row)
        return card

    def show(self, painter: QPainter, card: Card, x: int, y: int, *, ratio: float, highest: int) -> None:
        """Show a card there; one that is higher than `highest`, or partly chosen, is drawn each time."""
        if card.height > highest or card.chosen is not None:
            paint(painter, card, x, y)
            return
        picture = self._pictures.get(card.row.id)
        if picture is None or picture.devicePixelRatio() != ratio:  # the window was moved to another screen
            if len(self._pictures) >= _DRAWN:
                del self._pictures[next(iter(self._pictures))]
            picture = self._pictures[card.row.id] = _drawn(card, ratio)
        painter.drawPixmap(x, y, picture)

    def forget(self, entry: EntryId) -> None:
        """The card of an entry is another now."""
        self._cards.pop(entry, None)
        self._pictures.pop(entry, None)

    def clear(self) -> None:
        """Every card is another now."""
        self._cards.clear()
        self._pictures.clear()


def _drawn(card: Card, ratio: float) -> QPixmap:
    picture = QPixmap(round(card.asked.width * ratio), round(card.height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(look().colour("surface2"))
    painter = QPainter(picture)
    paint(painter, card, 0, 0)
    painter.end()
    return picture
