"""All that is due for one patient, in one list: risk, checks, reviews, injections, tasks, releases that end.

What is due at once stands first, then by day; nothing is due without the entry or the rule that makes it so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from careboard.clinical.permission import Expiry
from careboard.clinical.values import EntryId, When
from careboard.i18n import filled
from careboard.projections.chart import Chart
from careboard.projections.moments import first_day, today
from careboard.projections.wording.voice import capital


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing that is due. `on` is the day, None for at once; `entry` is why; `risk`: it is about risk of suicide."""

    entry: EntryId
    text: str
    on: date | None
    risk: bool = False


def all_due(chart: Chart) -> tuple[DueItem, ...]:
    """Everything due, overdue and at once first; after the discharge only what staff still have to do."""
    return tuple(sorted(_items(chart), key=lambda item: (item.on is not None, item.on or date.min, item.text)))


def overdue(item: DueItem, now: datetime, zone: ZoneInfo) -> bool:
    """Is the day past, or is it due at once?"""
    return item.on is None or item.on < today(now, zone)


def _items(chart: Chart) -> Iterator[DueItem]:
    for due in chart.risk.due:
        yield DueItem(due.entry, due.text, due.on, risk=True)
    if chart.stay.discharge is None:
        yield from _of_the_stay(chart)
    for task in chart.stay.tasks:
        if task.content.due is not None:
            yield from _dated(chart, task.entry.id, task.content.text, task.content.due)
    for consent in chart.permissions.in_force:
        if consent.content.expiry is Expiry.ON_DATE:
            text = filled("Consent for {whom} ends", whom=consent.content.recipient)
            yield from _dated(chart, consent.entry.id, text, consent.content.expires)


def _of_the_stay(chart: Chart) -> Iterator[DueItem]:
    """What this clinic watches while the patient is with it."""
    yield from _never_judged(chart)
    for due in chart.suicidality_checks():
        yield DueItem(due.entry, due.text, due.on, risk=True)
    for check in chart.checks():
        if check.on is not None:
            yield DueItem(check.course, capital(check.text), check.on)
    yield from _injections(chart)
    yield from _reviews(chart)


def _never_judged(chart: Chart) -> Iterator[DueItem]:
    """Nobody has judged the risk of suicide since the admission: it was due on that day (NPSG.15.01.01)."""
    if chart.risk.suicide is None and chart.stay.admission is not None:
        admission = chart.stay.admission.entry
        for one in _dated(chart, admission.id, filled("Risk of suicide: no level recorded yet"), admission.at):
            yield replace(one, risk=True)


def _injections(chart: Chart) -> Iterator[DueItem]:
    for course in chart.regimen.current:
        if course.next_due is not None:
            words = filled("Next dose of {medicine}", medicine=course.name)
            yield from _dated(chart, course.id, words, course.next_due)


def _reviews(chart: Chart) -> Iterator[DueItem]:
    level = chart.stay.level_of_care
    if level is not None:
        change = level.change
        yield from _dated(chart, change.entry.id, filled("Review of the level of care"), change.content.review)
    if chart.stay.plan_reviews:
        review = chart.stay.plan_reviews[-1]
        yield from _dated(chart, review.entry.id, filled("Review of the plan of care"), review.content.next_review)


def _dated(chart: Chart, entry: EntryId, text: str, at: When | None) -> Iterator[DueItem]:
    if (day := first_day(at, chart.zone)) is not None:
        yield DueItem(entry, text, day)
