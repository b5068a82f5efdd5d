"""Vital signs, results and tracings as rows of a table, the newest on top, each with how it stands to the one before.

A result that waits is told as waiting until its own comes out.
"""

from dataclasses import dataclass

from careboard.clinical.entry import Entry
from careboard.clinical.measured import DrugScreen, Ecg, LabResult, TestOrdered, Vitals
from careboard.clinical.nutrition import Weight
from careboard.clinical.values import EntryId
from careboard.projections.chart import Chart
from careboard.projections.measures.awaited import awaited_tests, pending_results
from careboard.projections.measures.before import Before
from careboard.projections.measures.found import LABS, VITALS, Found, found
from careboard.projections.wording import numbers
from careboard.projections.wording.measured import PENDING
from careboard.projections.wording.terms import short
from careboard.projections.wording.times import when
from careboard.projections.wording.voice import Voice, capital, joined

__all__ = ["LABS", "VITALS", "Reading", "newest", "readings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One row. `weight`: it tells a weight that is blind, and is hidden until it is looked at.

    `out` is -1 below the range, 1 above it, 0 within or unknown; `flag` says so in words, also what a source calls it.
    `against` is how it stands to the one before.
    """

    entry: EntryId
    on: str
    what: str
    value: str
    reference: str = ""
    flag: str = ""
    out: int = 0
    against: str = ""
    weight: bool = False
    kind: str = VITALS

    @property
    def read(self) -> str:
        """The row as a screen reader says it."""
        reference = f"reference {self.reference}" if self.reference else ""
        return joined((self.on, self.what, self.value, self.flag, reference, self.against))


def readings(chart: Chart) -> tuple[Reading, ...]:
    """Every row, the newest entry on top; what stands in one entry keeps its order."""
    return newest(chart, None)[0]


def newest(chart: Chart, most: int | None, kind: str = "") -> tuple[tuple[Reading, ...], bool]:
    """The newest rows of a kind, or of both, as soon as there are so many; and whether there are older entries.

    A record of many years costs no more than what is shown of it.
    """
    rows: list[Reading] = []
    if kind != VITALS:
        rows += [_ordered(entry, chart.voice) for entry in reversed(awaited_tests(chart.record))]
    before, pending = Before(chart), {entry.id for entry in pending_results(chart.record)}
    for entry in reversed(chart.record.entries_of(Vitals, LabResult, Weight, Ecg, DrugScreen)):
        if most is not None and len(rows) >= most:
            return tuple(rows), True
        if _came_out_since(entry, pending):
            continue
        rows += [_row(one, before, chart.voice) for one in found(entry, chart) if kind in ("", one.kind)]
    return tuple(rows), False


def _came_out_since(entry: Entry, pending: set[EntryId]) -> bool:
    """Is it a result without anything in it yet, in whose place a later one stands?"""
    lab = entry.content
    empty = isinstance(lab, LabResult) and lab.result is None and not lab.components and lab.status in PENDING
    return empty and entry.id not in pending


def _row(one: Found, before: Before, voice: Voice) -> Reading:
    against = ""
    last = before.of(one.entry.id, *one.key) if one.key is not None else None
    if last is not None and one.number is not None:
        by = one.number - last.value
        moved = voice("up {n}" if by > 0 else "down {n}", n=numbers.plain(abs(by))) if by else voice("unchanged")
        since = voice("since {day}", day=when(last.at, voice).partition(" ")[0])
        against = joined([one.named, moved, since], " ")
    return Reading(
        entry=one.entry.id,
        on=when(one.entry.at, voice),
        what=one.what,
        value=one.value,
        reference=one.reference,
        flag=one.flag,
        out=one.out,
        against=against,
        weight=one.weight,
        kind=one.kind,
    )


def _ordered(entry: Entry, voice: Voice) -> Reading:
    content = entry.content
    named = short(content.code) if isinstance(content, TestOrdered) else ""
    due = voice("due {day}", day=when(content.due, voice)) if isinstance(content, TestOrdered) and content.due else ""
    urgent = voice("urgent") if isinstance(content, TestOrdered) and content.urgent else ""
    value = joined([voice("ordered, no result yet"), urgent, due])
    return Reading(entry=entry.id, on=when(entry.at, voice), what=capital(named), value=value, kind=LABS)
