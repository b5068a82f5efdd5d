"""All lanes of a chart in their order, and which of them are shown before anybody chooses.

Risk stands above the scores: a worsening risk is read before an improving total.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from careboard.clinical.measured import Ecg, LabResult
from careboard.clinical.nutrition import Weight
from careboard.clinical.response import Assessment
from careboard.projections.chart import Chart
from careboard.projections.hidden import hides_weight
from careboard.projections.lanes.care import CareLane, care_lane
from careboard.projections.lanes.days import Calendar
from careboard.projections.lanes.doses import DoseLane, dose_lanes
from careboard.projections.lanes.effects import EffectLane, effect_lanes
from careboard.projections.lanes.letters import LetterLane, risk_lanes, screen_lanes
from careboard.projections.lanes.measures import MeasureLane, is_qtc, measure_lane
from careboard.projections.lanes.scores import ScoreLane, score_lanes
from careboard.projections.response.series import Series
from careboard.reference.labs import loinc_codes

Row = DoseLane | EffectLane | LetterLane | ScoreLane | MeasureLane
_LABS_SHOWN = 5
_FIRST = ("2823-3",)  # potassium: what is looked at first where meals are few


@dataclass(frozen=True, slots=True, eq=False)
class Lanes:
    """The band of care, and every row; `offered` are the keys of rows that are there but not shown at first."""

    care: CareLane
    rows: tuple[Row, ...]
    offered: frozenset[str]
    calendar: Calendar

    @property
    def first_day(self) -> float:
        """Where the oldest thing stands."""
        starts = [start for row in self.rows if (start := _start(row)) is not None]
        return min([*starts, *(span.start for span in self.care.spans)], default=self.calendar.now_number)


def lanes_of(chart: Chart, *, weight_shown: bool = False) -> Lanes:
    """The lanes of a chart. A blind weight is hidden unless it is being shown to staff."""
    calendar = Calendar(chart.zone, chart.now, chart.voice)
    measures = list(_measures(chart, calendar, weight_shown=weight_shown))
    rows: tuple[Row, ...] = (
        *dose_lanes(chart.regimen, calendar),
        *effect_lanes(chart.side_effects, calendar),
        *risk_lanes(chart.record, calendar),
        *screen_lanes(chart.scales, calendar),
        *score_lanes(chart.scales, calendar),
        *(lane for lane, _shown in measures),
    )
    offered = frozenset(lane.key for lane, shown in measures if not shown)
    return Lanes(care_lane(chart.stay, calendar), rows, offered, calendar)


def _start(row: Row) -> float | None:
    if isinstance(row, ScoreLane | MeasureLane):
        return row.points.day(0) if len(row.points) else None
    return min((mark.start for mark in row.marks()), default=None)


def _measures(chart: Chart, calendar: Calendar, *, weight_shown: bool) -> Iterator[tuple[MeasureLane, bool]]:
    """QTc, then results of the laboratory, then the weight; vital signs and the rest are offered."""
    sex = chart.person.registration.sex if chart.person.registration else None
    followed = [one for one in chart.series if not _is_of_a_scale(chart, one)]
    followed.sort(key=lambda one: _rank(chart, one))
    labs = 0
    for one in followed:
        kind = type(chart.record.by_id[one.latest.entry].content)
        hidden, lab = _is_blind(chart, one) and not weight_shown, _is_lab(one, kind)
        labs += lab
        shown = is_qtc(one) or (kind is Weight and one.weight) or (lab and labs <= _LABS_SHOWN)
        yield measure_lane(one, chart.record, sex, calendar, hidden=hidden), shown


def _is_blind(chart: Chart, one: Series) -> bool:
    """Is it a weight under the blind-weight flag, or one with a weight in it that was taken blind?"""
    contents = (chart.record.by_id[point.entry].content for point in one.points)
    return one.weight and (chart.person.blind_weight or any(hides_weight(content, blind=False) for content in contents))


def _rank(chart: Chart, one: Series) -> tuple[int, bool, str]:
    kind = type(chart.record.by_id[one.latest.entry].content)
    order = 0 if is_qtc(one) else 1 if _is_lab(one, kind) else 4 if one.weight else 3 if kind is Ecg else 2
    return order, one.code not in _FIRST, one.name.casefold()


def _is_lab(one: Series, kind: type) -> bool:
    """Is it a result of a laboratory, by its code, or by what it was recorded as?"""
    listed = loinc_codes().get(one.code)
    return listed.kind == "lab" if listed else kind is LabResult


def _is_of_a_scale(chart: Chart, one: Series) -> bool:
    """Totals of known scales have lanes of their own, and single answers have none."""
    if not isinstance(chart.record.by_id[one.latest.entry].content, Assessment):
        return False
    names = {scale.instrument.name.casefold() for scale in chart.scales}
    codes = {code for scale in chart.scales for code in (scale.instrument.panel, *scale.instrument.totals)}
    return "/" in one.code or one.code in codes or one.name.casefold() in names
