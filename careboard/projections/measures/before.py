"""The number before a number: the same thing in the same unit and position, looked for in the series of the chart.

It is asked from the newest row to the oldest, and walks each series no more than once.
"""

from careboard.clinical.measured import Position
from careboard.clinical.values import EntryId
from careboard.projections.chart import Chart
from careboard.projections.response.series import Point, Series


class Before:
    """Answers what stood before; rows must be asked for from the newest to the oldest."""

    def __init__(self, chart: Chart) -> None:
        self._series: dict[tuple[str, str], Series] = {(one.code, one.unit): one for one in chart.series}
        self._at: dict[tuple[str, str], int] = {}

    def of(self, entry: EntryId, code: str, unit: str, position: Position | None) -> Point | None:
        """The number before that of an entry; None where it is the first, or stands in no series."""
        series = self._series.get((code, unit))
        if series is None:
            return None
        points = series.points
        at = self._at.get((code, unit), len(points) - 1)
        while at >= 0 and points[at].entry != entry:
            at -= 1
        if at < 0:
            return None
        self._at[code, unit] = at
        own = next((i for i in range(at, -1, -1) if points[i].entry == entry and points[i].position is position), -1)
        return next((points[i] for i in range(own - 1, -1, -1) if points[i].position is position), None)
