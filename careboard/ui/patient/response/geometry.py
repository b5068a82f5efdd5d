"""The measures of the chart at 100% text size (decision 0014); everything is scaled by the look.

Rows are as thin as their words allow, so that a whole course of treatment is seen at once.
"""

from typing import Final

from careboard.projections.lanes.all import Row
from careboard.projections.lanes.days import ENDLESS
from careboard.projections.lanes.doses import DoseLane
from careboard.projections.lanes.effects import EffectLane
from careboard.projections.lanes.letters import LetterLane
from careboard.projections.lanes.measures import MeasureLane
from careboard.projections.lanes.scores import ScoreLane

MARGIN: Final = 16
LABELS: Final = 166
VALUES: Final = 158
VALUE_GAP: Final = 11
AXIS: Final = 38
CARE: Final = 18
SECTION: Final = 19
TALL_DOSE: Final = 36
BAR_LEAST, BAR_MORE = 13, 11
NEUTRAL_BAR: Final = 13
TICK_BAR: Final = 12
LETTER: Final = 16
COLLAPSED: Final = 19

_DOSE_HEIGHTS = {1: 30, 2: TALL_DOSE, 3: 48}
_SHORT_DAY = len("17-Sep")
_TALL_SCALES = ("score:PHQ-9",)


def row_height(row: Row) -> int:
    """How high a row is at 100%."""
    match row:
        case DoseLane():
            return _DOSE_HEIGHTS[max(_value_lines(row), 1 + bool(row.caption))]
        case EffectLane():
            return 18
        case LetterLane():
            return 32
        case ScoreLane():
            return 62 if row.key in _TALL_SCALES else 36
        case MeasureLane():
            return 20 if row.hidden else 34


def least_height(row: Row) -> int:
    """How high a row is at least at 100%, so that its words and marks keep clear of those of its neighbours."""
    match row:
        case DoseLane():
            return BAR_LEAST + BAR_MORE
        case EffectLane():
            return 15
        case LetterLane():
            return 29
        case ScoreLane():
            return 52 if row.key in _TALL_SCALES else 29
        case MeasureLane():
            return 18 if row.hidden else 30


def _value_lines(row: DoseLane) -> int:
    """The dose, how often where that is told too, and a day with its year, which finds no room beside the dose."""
    spans, days = tuple(row.spans()), row.calendar.short
    often = any(len(span.numbers) > 1 for span in spans)
    since = any(len(days(span.start)) > _SHORT_DAY and not span.since for span in spans[-1:])
    until = any(one.end != ENDLESS and len(days(one.end - 1)) > _SHORT_DAY for one in row.courses[-1:])
    return 1 + often + (since or until)
