"""The lanes of laboratory results, vital signs and tracings: numbers as recorded, within the range that was stated.

A range is the source's own; where none is stated there is none. A weight that is blind is not here until it is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from careboard.clinical.entry import Content
from careboard.clinical.measured import Component, LabResult, Vitals
from careboard.clinical.person import Sex
from careboard.clinical.values import LOINC, Coded
from careboard.projections.lanes.days import Calendar
from careboard.projections.lanes.model import Mark, Section, Span, Tone, Value, none_yet
from careboard.projections.lanes.points import Points
from careboard.projections.ranges import Range, stated_range
from careboard.projections.response.series import Point, Series
from careboard.projections.standing import Record
from careboard.projections.wording import numbers
from careboard.projections.wording.voice import joined
from careboard.reference.labs import name_of

QTC_LIMITS: Mapping[Sex, Decimal] = {Sex.MALE: Decimal(450), Sex.FEMALE: Decimal(460)}  # ms; unverified (decision 0014)
BODY_WEIGHT, _WEIGHT, _LONG = "29463-7", "Weight", 20
_LOW_WORDS, _HIGH_WORDS = ("l", "ll", "low"), ("h", "hh", "high")


@dataclass(frozen=True, slots=True, eq=False)
class MeasureLane:
    """One series. `hidden`: a weight that is blind; its numbers are drawn only while it is shown."""

    key: str
    title: tuple[Span, ...]
    caption: str
    series: Series
    points: Points
    normal: Range
    record: Record
    calendar: Calendar
    hidden: bool = False
    section: Section = field(default=Section.MEASURES)

    def point(self, index: int) -> Point:
        """The number as it was recorded."""
        return self.series.points[self.points.source(index)]

    def beyond(self, index: int) -> int:
        """-1 below what is normal, 1 above it: by the stated range, else by what the laboratory made of it."""
        found = self.normal.beyond(self.points.numbers[index])
        return found or _interpreted(self.record.by_id[self.point(index).entry].content, self.series.code)

    def words(self, index: int) -> str:
        """The number with its comparator, without its unit."""
        point = self.point(index)
        return f"{point.comparator.value} {numbers.plain(point.value)}".strip()

    def value(self, at: float) -> Value:
        """The last number at a moment, and the one before it with its date."""
        index = self.points.last_at(at)
        if self.hidden:
            return Value(self.calendar.voice("hidden"), tone=Tone.QUIET)
        if index < 0:
            return none_yet(self.calendar.voice)
        beyond = self.beyond(index)
        word = {-1: self.calendar.voice("low"), 1: self.calendar.voice("high")}.get(beyond, "")
        strong = joined([self.words(index), self._shown_unit(), word], " ")
        on = self.calendar.voice("on {day}", day=self.calendar.short(self.points.day(index)))
        return Value(strong, on, self._before(index), Tone.ALARM if beyond else Tone.PLAIN)

    def marks(self) -> Sequence[Mark]:
        """Every number, by name; none while it is hidden."""
        return () if self.hidden else [self.mark(index) for index in range(len(self.points))]

    def mark(self, index: int) -> Mark:
        """One number, by name."""
        return Mark(self.point(index).entry, self.points.day(index), None, self._name(index))

    def reaches(self, start: float, end: float) -> bool:
        """Is there a number between two moments?"""
        return bool(self.points.between(start, end))

    def _name(self, index: int) -> str:
        voice, point = self.calendar.voice, self.point(index)
        beyond = {-1: voice("below the normal range"), 1: voice("above the normal range")}.get(self.beyond(index), "")
        told = joined([self.series.name, self.words(index), self.series.unit], " ")
        day = voice("on {day}", day=self.calendar.long(self.points.day(index)))
        return joined([f"{told} {day}", voice(point.position.value) if point.position else "", beyond])

    def _before(self, index: int) -> str:
        if index == 0:
            return ""
        day = self.calendar.short(self.points.day(index - 1))
        return self.calendar.voice("was {value} on {day}", value=self.words(index - 1), day=day)

    def _shown_unit(self) -> str:
        return self.series.unit if self.series.unit == "ms" else ""


def measure_lane(
    series: Series, record: Record, sex: Sex | None, calendar: Calendar, *, hidden: bool = False
) -> MeasureLane:
    """The lane of one series. A QTc is judged by the limit of the patient's sex."""
    points = series.points
    normal = _qtc_range(sex) if is_qtc(series) else _stated(record.by_id[series.latest.entry].content, series.code)
    return MeasureLane(
        key=f"measure:{series.code}:{series.unit}",
        title=(Span(short_name(series), tall=False),),
        caption="" if hidden else _caption(series, normal, calendar),
        series=series,
        points=Points(lambda: ([point.at for point in points], [point.value for point in points]), calendar.zone),
        normal=normal,
        record=record,
        calendar=calendar,
        hidden=hidden,
    )


def is_qtc(series: Series) -> bool:
    """Is it a corrected QT interval, by whatever formula?"""
    return series.name.casefold().startswith("qtc")


def short_name(series: Series) -> str:
    """The name that screens use, else the words as received."""
    if series.code == BODY_WEIGHT:
        return _WEIGHT
    known = series.name if len(series.name) < _LONG else name_of(series.code) or series.name
    return known[:1].upper() + known[1:]


def _qtc_range(sex: Sex | None) -> Range:
    limit = QTC_LIMITS.get(sex) if sex else None
    return Range(high=float(limit)) if limit else Range()


def _caption(series: Series, normal: Range, calendar: Calendar) -> str:
    unit = series.unit.strip("{}")
    if is_qtc(series):
        limit = calendar.voice("shaded to {limit}", limit=f"{normal.high:g}") if normal.high else ""
        return joined([unit, limit or calendar.voice("limit depends on sex")])
    return joined([unit, normal.words])


def _stated(content: Content, code: str) -> Range:
    return stated_range(next((text for text, _words in _of_code(content, code)), ""))


def _interpreted(content: Content, code: str) -> int:
    """What the source made of it: low or high, by its words or codes."""
    return next((found for _text, words in _of_code(content, code) if (found := low_or_high(words))), 0)


def low_or_high(interpretation: Iterable[Coded]) -> int:
    """-1 where a source calls it low, 1 where it calls it high, 0 where it calls it neither."""
    told = {word.casefold() for one in interpretation for word in (one.text, *(coding.code for coding in one.codings))}
    if told & set(_LOW_WORDS):
        return -1
    return int(bool(told & set(_HIGH_WORDS)))


def _of_code(content: Content, code: str) -> Iterable[tuple[str, tuple[Coded, ...]]]:
    """The range and the interpretation that stand beside the numbers of a code."""
    match content:
        case LabResult() if _is(content.code, code):
            yield content.reference_range, content.interpretation
            yield from _components(content.components, code)
        case LabResult():
            yield from _components(content.components, code)
        case Vitals():
            yield from _components(content.readings, code)
        case _:
            return


def _components(several: Iterable[Component], code: str) -> Iterable[tuple[str, tuple[Coded, ...]]]:
    return ((one.reference_range, one.interpretation) for one in several if _is(one.code, code))


def _is(thing: Coded, code: str) -> bool:
    return code in (thing.code_in(LOINC), thing.text.casefold(), *(coding.code for coding in thing.codings))
