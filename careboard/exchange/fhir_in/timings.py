"""When a dose or another act is due: the Timing of FHIR as ours, and in words.

What our Timing cannot hold stands in its words; a number is never made up. Abbreviations: HL7 v3 GTSAbbreviation.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from careboard.clinical.dosage import DayOfWeek, EventTiming, Timing, UnitOfTime
from careboard.exchange.fhir_in import times
from careboard.exchange.fhir_in.datatypes import (
    coded,
    joined,
    period_words,
    plain,
    quantity,
    quantity_words,
    range_words,
    words,
)
from careboard.exchange.fhir_in.elements import Element, NotAsR4, member
from careboard.exchange.timing_events import OF_FHIR

_ABBREVIATIONS: Mapping[str, tuple[int, int, UnitOfTime]] = MappingProxyType(
    {
        "QD": (1, 1, UnitOfTime.DAY),
        "BID": (2, 1, UnitOfTime.DAY),
        "TID": (3, 1, UnitOfTime.DAY),
        "QID": (4, 1, UnitOfTime.DAY),
        "QOD": (1, 2, UnitOfTime.DAY),
        "Q1H": (1, 1, UnitOfTime.HOUR),
        "Q2H": (1, 2, UnitOfTime.HOUR),
        "Q3H": (1, 3, UnitOfTime.HOUR),
        "Q4H": (1, 4, UnitOfTime.HOUR),
        "Q6H": (1, 6, UnitOfTime.HOUR),
        "Q8H": (1, 8, UnitOfTime.HOUR),
    }
)
_UNITS: Mapping[str, str] = MappingProxyType(
    {"s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year"}
)
_CLOCK = re.compile(r"([0-9]{2}:[0-9]{2}):00(\.0+)?")


def timing(stated: Element) -> Timing | None:
    """A Timing as ours; None where it does not say when. Raises ValueError for what cannot be."""
    repeat = stated.one("repeat") or Element({}, f"{stated.path}.repeat", stated.reader)
    if not timing_words(stated):
        return None
    often = _often(stated, repeat)
    return Timing(
        not_held(stated),
        *often,
        events=tuple(_event(repeat, code) for code in repeat.texts("when")),
        times_of_day=_clocks(repeat)[0],
        days_of_week=tuple(_day(repeat, code) for code in repeat.texts("dayOfWeek")),
        count=repeat.whole("count"),
        bounds=times.period(repeat, "boundsPeriod"),
        lasting=quantity(repeat, "boundsDuration"),
    )


def _often(stated: Element, repeat: Element) -> tuple[int | None, int | None, Decimal | None, Decimal | None, Any]:
    """How often in which period: as stated, else as a known abbreviation says."""
    frequency, period = repeat.whole("frequency"), repeat.number("period")
    code = coded(stated, "code")
    known = next((one.code for one in code.codings if one.code in _ABBREVIATIONS), "") if code else ""
    if known and frequency is None and period is None:
        times_, every, unit = _ABBREVIATIONS[known]
        return times_, None, Decimal(every), None, unit
    longest, most = repeat.number("periodMax"), repeat.whole("frequencyMax")
    return frequency, most, period, longest, repeat.code("periodUnit", UnitOfTime)


def timing_words(stated: Element) -> str:
    """A Timing in words: "2 times a day, with meals, for 3 days"."""
    repeat = stated.one("repeat")
    held = _held(repeat) if repeat else ()
    return joined([*held, not_held(stated)], ", ")


def not_held(stated: Element) -> str:
    """What a Timing says and ours cannot hold, in words."""
    repeat, events = stated.one("repeat"), joined(map(times.said, stated.texts("event")), ", ")
    further = _further(repeat) if repeat else ()
    return joined([words(coded(stated, "code")), f"on {events}" if events else "", *further], ", ")


def _held(repeat: Element) -> tuple[str, ...]:
    count, lasting = repeat.whole("count"), quantity_words(repeat, "boundsDuration")
    return (
        _how_often(repeat),
        joined((_event(repeat, code).replace("-", " ") for code in repeat.texts("when")), ", "),
        joined(_clocks(repeat)[0], ", "),
        joined((_day(repeat, code).name.capitalize() for code in repeat.texts("dayOfWeek")), ", "),
        f"{count} {'time' if count == 1 else 'times'} in all" if count else "",
        f"for {lasting}" if lasting else "",
        period_words(repeat, "boundsPeriod"),
    )


def _further(repeat: Element) -> tuple[str, ...]:
    most, offset = repeat.whole("countMax"), repeat.whole("offset")
    bounds = range_words(repeat, "boundsRange")
    lasts = _span(repeat, "duration", "durationMax")
    return (
        f"up to {most} times in all" if most else "",
        f"for {bounds}" if bounds else "",
        f"each lasting {lasts} {_units(repeat.text('durationUnit'), lasts)}" if lasts else "",
        f"{offset} minutes before or after" if offset else "",
        joined(_clocks(repeat)[1], ", "),
    )


def _how_often(repeat: Element) -> str:
    frequency, every = _span(repeat, "frequency", "frequencyMax"), _span(repeat, "period", "periodMax")
    if repeat.text("periodUnit") and not every:
        raise NotAsR4(f"{repeat.path}.period")
    unit = _units(repeat.text("periodUnit"), every)
    count = f"{frequency} times" if frequency not in ("", "1") else ""
    period = f"every {unit}" if every == "1" else f"every {every} {unit}" if every else ""
    return joined((count or (frequency and not period and "once") or "", period), " ")


def _span(repeat: Element, lowest: str, highest: str) -> str:
    """A number, or "4 to 6"."""
    low, high = repeat.number(lowest), repeat.number(highest)
    return " to ".join(plain(number) for number in (low, high) if number is not None)


def _units(unit: str, count: str) -> str:
    named = _UNITS.get(unit, unit)
    return named if count == "1" or not named else f"{named}s"


def _event(repeat: Element, code: str) -> EventTiming:
    if code not in OF_FHIR:
        raise NotAsR4(f"{repeat.path}.when")
    return OF_FHIR[code]


def _day(repeat: Element, code: str) -> DayOfWeek:
    if found := member(DayOfWeek, code):
        return found
    raise NotAsR4(f"{repeat.path}.dayOfWeek")


def _clocks(repeat: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The times of day to the minute, and those that are told to the second."""
    stated = repeat.texts("timeOfDay")
    found = {time: _CLOCK.fullmatch(time) for time in stated}
    return tuple(one[1] for one in found.values() if one), tuple(time for time, one in found.items() if one is None)
