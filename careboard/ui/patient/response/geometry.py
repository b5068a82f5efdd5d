"""The measures of the chart at 100% text size (UX.md, section 7); everything is scaled by the look.

Rows are as thin as their words allow, so that a whole course of treatment is seen at once.
"""

from typing import Final

from careboard.projections.lanes.all import Row
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

_TALL_SCALES = ("score:PHQ-9",)


def row_height(row: Row) -> int:
    """How high a row is at 100%."""
    match row:
        case DoseLane():
            return TALL_DOSE if row.caption or _two_lines(row) else 30
        case EffectLane():
            return 18
        case LetterLane():
            return 32
        case ScoreLane():
            return 62 if row.key in _TALL_SCALES else 36
        case MeasureLane():
            return 20 if row.hidden else 34


def _two_lines(row: DoseLane) -> bool:
    return any(len(span.numbers) > 1 for span in row.spans())
