"""What waits for one reader in one chart, each entry once, in the group that asks most of the reader.

Private notes stand in no chart, so they are never here. What is about risk comes first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from careboard.clinical.coordination import Task
from careboard.clinical.entry import Entry
from careboard.clinical.note import Note
from careboard.clinical.people import Discipline
from careboard.clinical.response import RiskAssessment
from careboard.clinical.values import EntryId, PatientId
from careboard.projections.acknowledging import RAISED
from careboard.projections.chart import Chart
from careboard.projections.due import DueItem, all_due, overdue
from careboard.projections.hidden import hides_weight, shown_entry
from careboard.projections.moments import first_day, today
from careboard.projections.standing import Stated
from careboard.projections.timeline import TimelineRow
from careboard.projections.wording import discipline_of
from careboard.projections.wording.person import full_name
from careboard.projections.wording.times import clock, day
from careboard.projections.writing.mentions import mentions

MOST_UNREAD = 20  # entries of one chart that are named; the others are counted
AHEAD = timedelta(days=7)  # what is due later is not told yet


class Group(StrEnum):
    """Why something waits for the reader, what asks most first."""

    TO_ACKNOWLEDGE = "to-acknowledge"
    TO_COSIGN = "to-cosign"
    FOR_ME = "for-me"
    DUE = "due"
    TO_SIGN = "to-sign"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One thing that waits. `entry` is where it stands in the chart; `draft` is where an unsigned text was begun.

    `patient` is None for a draft about somebody who is not registered yet. `told` says when, `moment` sorts (ISO).
    `more` counts unread entries of the chart that are not named here.
    """

    group: Group
    patient: PatientId | None
    named: str
    title: str
    about: str
    discipline: Discipline
    told: str
    moment: str
    entry: EntryId | None = None
    draft: str = ""
    risk: bool = False
    late: bool = False
    more: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it apart from every other."""
        return self.group.value, self.patient or "", self.entry or self.draft

    @property
    def count(self) -> int:
        """For how many things it stands."""
        return self.more or 1


def inbox(chart: Chart, now: datetime) -> tuple[InboxItem, ...]:
    """What waits for the chart's reader, unsorted but in the order of the groups."""
    found: dict[EntryId, InboxItem] = {}
    for item in _asking(chart, now):
        if item.entry is not None:
            found.setdefault(item.entry, item)
    unread = [row for row in _rows(chart, set(chart.unread.entries)) if row.id not in found]
    named = [_of_row(chart, row, Group.UNREAD) for row in unread[:MOST_UNREAD]]
    return (*found.values(), *named, *_more(chart, unread[MOST_UNREAD:]))


def order_of(item: InboxItem) -> tuple[object, ...]:
    """Risk first, then the groups; what is late or newest first within them."""
    newest = tuple(-ord(sign) for sign in item.moment)
    by_time = (item.moment,) if item.group in (Group.DUE, Group.FOR_ME) else newest
    return (not item.risk, tuple(Group).index(item.group), not item.late, bool(item.more), by_time, item.key)


def _asking(chart: Chart, now: datetime) -> Iterator[InboxItem]:
    for row in _rows(chart, set(chart.unread.to_acknowledge)):
        yield _of_row(chart, row, Group.TO_ACKNOWLEDGE)
    for row in _rows(chart, set(chart.unread.to_cosign)):
        yield _of_row(chart, row, Group.TO_COSIGN)
    for task in chart.stay.tasks:
        if _is_for(chart, task):
            yield _of_task(chart, task, now)
    for row in _rows(chart, set(_mentioning(chart))):
        made = _of_row(chart, row, Group.FOR_ME)
        yield replace(made, about=chart.voice("You are mentioned: {what}", what=made.about))
    for due in all_due(chart):
        if due.on is None or due.on <= today(now, chart.zone) + AHEAD:
            yield _of_due(chart, due, now)


def _mentioning(chart: Chart) -> Iterator[EntryId]:
    """The unread notes in which the reader is mentioned."""
    name, known = chart.voice.name(chart.reader, ""), chart.voice.names.values()
    for entry in (chart.record.by_id[unread] for unread in chart.unread.entries if name):
        if isinstance(entry.content, Note) and any(mentions(one.text, name, known) for one in entry.content.sections):
            yield entry.id


def _rows(chart: Chart, wanted: set[EntryId]) -> list[TimelineRow]:
    return [row for row in chart.timeline if row.id in wanted] if wanted else []


def _of_row(chart: Chart, row: TimelineRow, group: Group) -> InboxItem:
    blind = chart.person.blind_weight
    hidden = hides_weight(row.entry.content, blind=blind)
    shown = TimelineRow(shown_entry(row.entry, blind=blind), row.reading)
    made = _item(chart, group, row.entry, row.kind_name if hidden else shown.headline)
    return replace(
        made, about=f"{row.kind_name}, {row.author}", told=_moment(row), risk=_tells_of_risk(chart, row.entry)
    )


def _moment(row: TimelineRow) -> str:
    instant = row.at.instant
    return f"{row.day} {clock(instant, row.reading.voice)}" if instant is not None else row.day


def _tells_of_risk(chart: Chart, entry: Entry) -> bool:
    """Is it a serious level of somebody who is with the clinic?"""
    serious = isinstance(entry.content, RiskAssessment) and entry.content.level in RAISED
    return serious and chart.stay.discharge is None


def _is_for(chart: Chart, task: Stated[Task]) -> bool:
    return task.content.member == chart.reader or (
        task.content.member is None and task.content.role in chart.reading.roles
    )


def _of_task(chart: Chart, task: Stated[Task], now: datetime) -> InboxItem:
    on = first_day(task.content.due, chart.zone)
    made = _item(chart, Group.FOR_ME, task.entry, task.content.text)
    late = on is not None and on < today(now, chart.zone)
    words = "Urgent task, from {name}" if task.content.urgent else "Task, from {name}"
    about = chart.voice(words, name=task.entry.author.name)
    return replace(made, about=about, told=_due_told(chart, on, late=late), moment=_due_moment(on), late=late)


def _of_due(chart: Chart, due: DueItem, now: datetime) -> InboxItem:
    late = overdue(due, now, chart.zone)
    made = _item(chart, Group.DUE, chart.record.by_id.get(due.entry), due.text)
    told = _due_told(chart, due.on, late=late)
    risk = due.risk and (late or due.on == today(now, chart.zone))
    return replace(made, entry=due.entry, told=told, moment=_due_moment(due.on), risk=risk, late=late)


def _due_told(chart: Chart, on: date | None, *, late: bool) -> str:
    if on is None:
        return chart.voice("at once") if late else chart.voice("no day set")
    return chart.voice("overdue, {day}" if late else "due {day}", day=day(on, chart.voice))


def _due_moment(on: date | None) -> str:
    return on.isoformat() if on is not None else ""


def _more(chart: Chart, others: list[TimelineRow]) -> Iterator[InboxItem]:
    if others:
        words = chart.voice.count("{n} more unread entry", "{n} more unread entries", len(others))
        yield replace(_item(chart, Group.UNREAD, others[0].entry, words), more=len(others))


def _item(chart: Chart, group: Group, entry: Entry | None, title: str) -> InboxItem:
    registered = chart.person.registration
    return InboxItem(
        group=group,
        patient=chart.patient,
        named=full_name(registered.name) if registered else "",
        title=title,
        about="",
        discipline=discipline_of(entry) if entry is not None else Discipline.COORDINATION,
        told="",
        moment=entry.order[0].isoformat() if entry is not None else "",
        entry=entry.id if entry is not None else None,
    )
