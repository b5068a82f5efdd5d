"""Why a patient needs to be looked at by whoever leads the treatment, each reason in a few words.

A reason says what is recorded or missing, never what to do; the weeks of treatment count from the admission.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from careboard.clinical.measured import DrugScreen, Ecg, LabResult, Vitals
from careboard.projections.chart import Chart
from careboard.projections.contested import either
from careboard.projections.due import all_due, overdue
from careboard.projections.moments import first_day, today
from careboard.projections.response.scores import PHQ_9, REMISSION, RESPONSE, Scale
from careboard.projections.timeline import is_acknowledged
from careboard.projections.wording.numbers import plain

WEEKS = 8
"""By this week of treatment a PHQ-9 is to have dropped by half (collaborative care's treat to target, unverified)."""
_RESULTS = (LabResult, DrugScreen, Ecg, Vitals)


def needs_review(chart: Chart, now: datetime) -> tuple[str, ...]:
    """The reasons, risk first; none after the discharge."""
    return () if chart.stay.discharge is not None else tuple(_reasons(chart, now))


def _reasons(chart: Chart, now: datetime) -> Iterator[str]:
    late = sum(item.risk and overdue(item, now, chart.zone) for item in all_due(chart))
    if late:
        yield chart.voice.count("{n} risk check overdue", "{n} risk checks overdue", late)
    for course in chart.regimen.current:
        if course.contested:
            told = "{medicine}: two dose changes overlap, {either}"
            yield chart.voice(told, medicine=course.name, either=either(course, chart.voice))
    if told := _no_response(chart, now):
        yield told
    open_results = [entry for entry in chart.record.entries_of(*_RESULTS) if not is_acknowledged(entry, chart.reading)]
    if open_results:
        yield chart.voice.count("{n} result not acknowledged", "{n} results not acknowledged", len(open_results))


def _no_response(chart: Chart, now: datetime) -> str:
    """From week 8 on: the PHQ-9 of this stay that has not dropped by half, or was not rated again."""
    began = first_day(chart.stay.admission.entry.at, chart.zone) if chart.stay.admission else None
    scale = next((one for one in chart.scales if one.instrument.name == PHQ_9), None)
    if began is None or scale is None or (today(now, chart.zone) - began).days < WEEKS * 7:
        return ""
    totals = _of_the_stay(scale, began, chart)
    week = (today(now, chart.zone) - began).days // 7
    if not totals or totals[-1] < REMISSION[PHQ_9] or (len(totals) > 1 and totals[-1] <= totals[0] * RESPONSE):
        return ""
    if len(totals) == 1:
        return chart.voice("PHQ-9 {now}, not rated again by week {week}", now=plain(totals[0]), week=week)
    told = "PHQ-9 {now}, {first} at the start: not halved by week {week}"
    return chart.voice(told, now=plain(totals[-1]), first=plain(totals[0]), week=week)


def _of_the_stay(scale: Scale, began: date, chart: Chart) -> list[Decimal]:
    """The last total before the admission, or of its day, and those after it."""
    rated = [(first_day(one.at, chart.zone), one.total) for one in scale.totals]
    dated = [(day, total) for day, total in rated if day is not None and total is not None]
    before = [total for day, total in dated if day <= began]
    return [*before[-1:], *(total for day, total in dated if day > began)]
