"""A clock that stands before what is recorded already: noticed and told, and nothing is refused for it.

The order in a log is that of its chain; the order in a chart is that of the times its authors' clocks said.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SLIP = 5 * 60_000  # ms: clocks are put right by seconds, and two computers differ by as much
_BEGAN = datetime(1970, 1, 1, tzinfo=UTC)
_ENDS = int((datetime(9999, 12, 30, tzinfo=UTC) - _BEGAN).total_seconds() * 1000)


@dataclass(frozen=True, slots=True)
class SetBack:
    """What the clock says, and when something was recorded already by what was recorded before."""

    now: datetime
    last: datetime


def set_back(now: int, last: int) -> SetBack | None:
    """Does the clock stand before what was recorded last, by more than clocks slip? Both in milliseconds."""
    return SetBack(_moment(now), _moment(last)) if is_set_back(now, last) else None


def is_set_back(now: int, last: int) -> bool:
    """As `set_back`, yes or no."""
    return last - now > SLIP


def _moment(milliseconds: int) -> datetime:
    return _BEGAN + timedelta(milliseconds=min(milliseconds, _ENDS))
