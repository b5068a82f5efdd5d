"""The band of the levels of care: what was given from when to when, and how heavy it is.

A level holds until the next one; ahead of now it is only planned.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from careboard.clinical.episode import LevelOfCare, LevelOfCareChange
from careboard.clinical.values import EntryId
from careboard.projections.lanes.days import ENDLESS, Calendar, end_of, start_of
from careboard.projections.lanes.model import Mark, Section, Span, Value, none_yet
from careboard.projections.patient.stay import Stay

_WEIGHT = {
    LevelOfCare.INPATIENT: 1,
    LevelOfCare.WITHDRAWAL_MANAGEMENT: 1,
    LevelOfCare.RESIDENTIAL: 1,
    LevelOfCare.PARTIAL_HOSPITALIZATION: 2,
    LevelOfCare.INTENSIVE_OUTPATIENT: 2,
    LevelOfCare.OUTPATIENT: 0,
    LevelOfCare.NONE: 0,
}
WORDS = {
    LevelOfCare.INPATIENT: "Inpatient",
    LevelOfCare.WITHDRAWAL_MANAGEMENT: "Withdrawal management",
    LevelOfCare.RESIDENTIAL: "Residential",
    LevelOfCare.PARTIAL_HOSPITALIZATION: "PHP",
    LevelOfCare.INTENSIVE_OUTPATIENT: "IOP",
    LevelOfCare.OUTPATIENT: "Outpatient",
    LevelOfCare.NONE: "No program",
}


@dataclass(frozen=True, slots=True)
class CareSpan:
    """One level of care; `shade` is 0 for outpatient, 1 for day and night, 2 for the intensive programs."""

    entry: EntryId
    start: float
    end: float
    words: str
    shade: int


@dataclass(frozen=True, slots=True)
class CareLane:
    """The band of the levels of care."""

    spans: tuple[CareSpan, ...]
    calendar: Calendar
    key: str = "care"
    section: Section = Section.CARE
    title: tuple[Span, ...] = field(default=(Span("Level of care", tall=False),))
    caption: str = ""

    def value(self, at: float) -> Value:
        """The level given at a moment."""
        holding = [span for span in self.spans if span.start <= at < span.end]
        if not holding:
            return none_yet(self.calendar.voice)
        since = self.calendar.voice("since {day}", day=self.calendar.short(holding[-1].start))
        return Value(holding[-1].words, since)

    def marks(self) -> Sequence[Mark]:
        """Every level."""
        return [
            Mark(span.entry, span.start, None if span.end == ENDLESS else span.end, self._name(span))
            for span in self.spans
        ]

    def reaches(self, start: float, end: float) -> bool:
        """Is any level given between two moments?"""
        return any(span.start < end and span.end > start for span in self.spans)

    def _name(self, span: CareSpan) -> str:
        return self.calendar.voice("{what} since {day}", what=span.words, day=self.calendar.long(span.start))


def care_lane(stay: Stay, calendar: Calendar) -> CareLane:
    """The levels of a stay, the last one until the discharge."""
    starts = sorted(
        (start, one.entry.id, one.content)
        for one in stay.levels
        if (start := start_of(one.content.effective_from, calendar.zone)) is not None
    )
    left = end_of(stay.discharge.entry.at, calendar.zone) if stay.discharge else None
    ends = [*(start for start, _entry, _level in starts[1:]), ENDLESS]
    if starts and left is not None and left > starts[-1][0]:
        ends[-1] = left
    return CareLane(
        tuple(
            CareSpan(entry, start, end, _words(level, calendar), _WEIGHT[level.given.setting])
            for (start, entry, level), end in zip(starts, ends, strict=False)
            if end > start
        ),
        calendar,
    )


def _words(level: LevelOfCareChange, calendar: Calendar) -> str:
    setting = calendar.voice(WORDS[level.given.setting])
    return f"{setting}, {level.place}" if level.place else setting
