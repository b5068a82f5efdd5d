"""Dates and times of FHIR: as exact as they are written, never more.

A time without a zone is read in the clinic's zone and says so.
"""

import re
from datetime import datetime, timedelta, tzinfo

from careboard.clinical.values import Informant, Period, When
from careboard.exchange.fhir_in.elements import Element, NotAsR4

_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_INSTANT = re.compile(
    r"(?P<minute>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})(:(?P<second>[0-9]{2})(\.(?P<fraction>[0-9]+))?)?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)
_LEAP_SECOND = "60"
_NO_END = "9999"  # the year by which databases write that there is no end


def when(element: Element, name: str) -> When | None:
    """A date, dateTime or instant; None where none is stated."""
    written = element.text(name)
    return moment(written, element.reader.zone, f"{element.path}.{name}") if written else None


def moment(written: str, zone: tzinfo, path: str) -> When:
    """A time as written; raises NotAsR4, which names the path, for what is none."""
    try:
        return When(written, Informant.IMPORTED) if _PARTIAL.fullmatch(written) else _instant(written, zone)
    except (ValueError, OverflowError):
        raise NotAsR4(path) from None


def _instant(written: str, zone: tzinfo) -> When:
    found = _INSTANT.fullmatch(written)
    if found is None:
        raise ValueError
    leap = found["second"] == _LEAP_SECOND
    second = "59" if leap else found["second"] or "00"
    micros = (found["fraction"] or "").ljust(6, "0")[:6]
    stated = datetime.fromisoformat(f"{found['minute']}:{second}.{micros}{found['zone'] or ''}")
    assumed = stated.tzinfo is None
    aware = stated.replace(tzinfo=zone) if assumed else stated
    return When.at(aware + timedelta(seconds=leap), Informant.IMPORTED, zone_assumed=assumed)


def period(element: Element, name: str) -> Period | None:
    """From when, until when."""
    stated = element.one(name)
    if stated is None:
        return None
    endless = stated.text("end").startswith(_NO_END)
    start, end = when(stated, "start"), None if endless else when(stated, "end")
    return Period(start, end) if start or end else None


def start(element: Element, *names: str) -> When:
    """When something was, or began: the first of the elements that says so; each a time, a period, or a choice."""
    for name in names:
        stated = name if name in element.content else element.choice(name)
        if found := _start(element, stated):
            return found
    return When.unknown(Informant.IMPORTED)


def _start(element: Element, name: str) -> When | None:
    value = element.content.get(name) if name else None
    if isinstance(value, str):
        return when(element, name) if looks_like_time(value) else None
    if isinstance(value, dict):
        limits = period(element, name) or _first_event(element, name)
        return (limits.start or limits.end) if limits else None
    return None


def _first_event(element: Element, name: str) -> Period | None:
    """When a Timing begins."""
    timing = element.one(name)
    if timing is None:
        return None
    if events := timing.texts("event"):
        return Period(moment(min(events), element.reader.zone, f"{timing.path}.event"))
    repeat = timing.one("repeat")
    return period(repeat, "boundsPeriod") if repeat else None


def looks_like_time(written: str) -> bool:
    """Whether words are a date or time of FHIR, and not free text."""
    text = written.strip()
    return bool(_PARTIAL.fullmatch(text) or _INSTANT.fullmatch(text))


def said(written: str) -> str:
    """A time as its source wrote it, for reading: "2014-12-12 18:01:10 -08:00"."""
    return re.sub(r"(?<=[0-9])(?=Z|[+-][0-9]{2}:)", " ", written.strip().replace("T", " ", 1)).replace("Z", "UTC")
