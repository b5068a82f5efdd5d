"""Where the cards of the board stand: a lane for each stage, as many cards side by side in it as there is room for.

An empty lane is narrow but there; a stage that the record does not know has a lane only while somebody is in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect

from careboard.projections.caseload import CaseloadRow
from careboard.projections.stages import Stage

GAP, MARGIN, HEAD = 8, 12, 40  # between cards, beside lanes, and of the names of the stages; px at 100%
CARD, EMPTY = 226, 104  # the least width of a card and of a lane without any; px at 100%
Height = Callable[[int, int], int]  # of a row's card in a width


@dataclass(frozen=True, slots=True)
class Lane:
    """One stage: where its lane begins, how wide it is, and which rows stand in it."""

    stage: Stage
    x: int
    width: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """All of them, and the box of each row's card, from the left upper corner of the board under the heads."""

    lanes: tuple[Lane, ...]
    boxes: tuple[QRect, ...]
    width: int
    height: int

    def lane_at(self, x: int) -> Lane | None:
        """The lane at a distance from the left edge."""
        return next((lane for lane in self.lanes if lane.x <= x < lane.x + lane.width), None)


NONE = Lanes((), (), 0, 0)


def laid_out(rows: Sequence[CaseloadRow], width: int, scale: float, height: Height) -> Lanes:
    """Lay the board out in a width; it is wider where its cards would be narrower than they may be."""
    inside = [tuple(at for at, row in enumerate(rows) if row.stage is stage) for stage in Stage]
    kept = [(stage, there) for stage, there in zip(Stage, inside, strict=True) if there or stage is not Stage.OTHER]
    gap, margin = round(GAP * scale), round(MARGIN * scale)
    card, counts = _shared([len(there) for _stage, there in kept], width - 2 * margin, scale)
    boxes = [QRect()] * len(rows)
    lanes: list[Lane] = []
    x, lowest = margin, 0
    for (stage, there), side_by_side in zip(kept, counts, strict=True):
        wide = side_by_side * (card + gap) if side_by_side else round(EMPTY * scale) + gap
        lanes.append(Lane(stage, x, wide, there))
        lowest = max(lowest, _put(there, boxes, x, side_by_side, card, gap, height))
        x += wide
    return Lanes(tuple(lanes), tuple(boxes), x - gap + margin, lowest + margin)


def _shared(lengths: Sequence[int], width: int, scale: float) -> tuple[int, list[int]]:
    """How wide a card is, and how many stand side by side in each lane: the longest lane gets room first."""
    gap, least = round(GAP * scale), round(CARD * scale)
    counts = [min(length, 1) for length in lengths]
    free = width - sum(1 for count in counts if not count) * (round(EMPTY * scale) + gap)
    while sum(counts) and (sum(counts) + 1) * (least + gap) <= free:
        longest = max(range(len(lengths)), key=lambda at: lengths[at] / counts[at] if counts[at] else 0)
        if counts[longest] >= lengths[longest]:
            break
        counts[longest] += 1
    card = (free // sum(counts) - gap) if sum(counts) else least
    return min(max(card, least), round(1.4 * least)), counts


def _put(
    there: Sequence[int], boxes: list[QRect], x: int, side_by_side: int, card: int, gap: int, height: Height
) -> int:
    """Put each card where the lane is shortest; how far down the lane reaches."""
    ends = [gap] * side_by_side
    for row in there:
        at = ends.index(min(ends))
        high = height(row, card)
        boxes[row] = QRect(x + at * (card + gap), ends[at], card, high)
        ends[at] += high + gap
    return max(ends, default=0)
