"""Times of the HL7 kind (TS, IVL_TS): as exact as they are written, never more.

A time without a zone is read in the clinic's zone and says so; what is no time is left open.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from lxml.etree import _Element as Element

from careboard.clinical.values import Informant, Period, When
from careboard.exchange.ccda_in.xml import V3, attribute, child, children
from careboard.projections.wording.times import period, when
from careboard.projections.wording.voice import Voice

_TIME = re.compile(
    r"(?P<year>\d{4})(?:(?P<month>\d{2})(?:(?P<day>\d{2})(?:(?P<hour>\d{2})(?:(?P<minute>\d{2})"
    r"(?:(?P<second>\d{2})(?:\.(?P<fraction>\d{1,9}))?)?)?)?)?)?(?P<zone>Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)


def time(value: str, zone: tzinfo) -> When | None:
    """A time as written (YYYY[MM[DD[HHMM[SS[.f]]]]][+-ZZZZ]); None for what is none. An hour alone says the day."""
    found = _TIME.fullmatch(value)
    if found is None:
        return None
    year, month, day = found["year"], found["month"], found["day"]
    try:
        if found["minute"] is None:
            return When("-".join(part for part in (year, month, day) if part), Informant.IMPORTED)
        seconds, micros = int(found["second"] or 0), (found["fraction"] or "").ljust(6, "0")[:6]
        stated = _offset(found["zone"])
        clock = (int(found["hour"]), int(found["minute"]), seconds, int(micros))
        moment = datetime(int(year), int(month), int(day), *clock, tzinfo=stated or zone)
        return When.at(moment, Informant.IMPORTED, zone_assumed=stated is None)
    except (ValueError, OverflowError):
        return None


def _offset(written: str | None) -> tzinfo | None:
    if written is None:
        return None
    if written == "Z":
        return UTC
    distance = timedelta(hours=int(written[1:3]), minutes=int(written[-2:]))
    return timezone(-distance if written[0] == "-" else distance)


def start(element: Element | None, zone: tzinfo) -> When | None:
    """When something was, or began: the time itself, else its start, its middle, or its end."""
    return next((found for value in _values(element) if (found := time(value, zone)) is not None), None)


def limits_of(element: Element | None, zone: tzinfo) -> Period | None:
    """From when, until when, as stated; a moment is its own start. None where neither is known."""
    first = time(attribute(element, "value"), zone) or time(attribute(child(element, "low"), "value"), zone)
    last = time(attribute(child(element, "high"), "value"), zone)
    middle = time(attribute(child(element, "center"), "value"), zone)
    return Period(first or (None if last else middle), last) if first or last or middle else None


def spans(administration: Element) -> Iterator[Element]:
    """The times of a medicine that say from when until when and not how often, also those within an expression."""
    for stated in children(administration, "effectiveTime"):
        parts = list(children(stated, "comp")) or [stated]
        yield from (part for part in parts if child(part, "period") is None)


def occurrence(element: Element | None, zone: tzinfo) -> Period | None:
    """When something took place: from when until when, and a moment begins and ends at once."""
    moment = time(attribute(element, "value"), zone)
    return Period(moment, moment) if moment else limits_of(element, zone)


def shown(element: Element | None, zone: tzinfo) -> str:
    """A time, or from when until when, in words; empty where neither is known."""
    voice, over = Voice(zone=zone), limits_of(element, zone)
    is_moment = child(element, "low") is None and child(element, "high") is None
    return when(over.start, voice) if over and is_moment else period(over, voice)


def unreadable(element: Element, zone: tzinfo) -> bool:
    """Whether a time stands anywhere in an element that can be read as none."""
    stated = element.iter(*(V3 + name for name in ("effectiveTime", "time", "birthTime")))
    return any(time(value, zone) is None for one in stated for value in _values(one))


def _values(element: Element | None) -> list[str]:
    """What a time or interval states, in the order in which it counts."""
    ends = (child(element, part) for part in ("low", "center", "high"))
    return [value for one in (element, *ends) if (value := attribute(one, "value"))]
