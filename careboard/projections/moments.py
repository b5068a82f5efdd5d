"""Where a time stands beside this moment, on the days of the clinic's zone.

A time known only as a day, month or year begins with it and is over after it; nothing is made more exact.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from careboard.clinical.values import When

_FILL = {4: "-01-01", 7: "-01", 10: ""}


def today(now: datetime, zone: ZoneInfo) -> date:
    """The day it is at the clinic."""
    return now.astimezone(zone).date()


def first_day(at: When | None, zone: ZoneInfo) -> date | None:
    """The day of a time at the clinic, the first of a month or year; None when it is not known."""
    if at is None or not at.iso:
        return None
    if (instant := at.instant) is not None:
        return instant.astimezone(zone).date()
    return date.fromisoformat(at.iso + _FILL[len(at.iso)])


def has_begun(at: When | None, now: datetime, zone: ZoneInfo) -> bool:
    """Is it now or past? A time that is not known counts as past."""
    if at is None or not at.iso:
        return True
    if (instant := at.instant) is not None:
        return instant <= now
    return at.iso <= today(now, zone).isoformat()[: len(at.iso)]


def is_over(at: When | None, now: datetime, zone: ZoneInfo) -> bool:
    """Has it wholly passed? A day is over on the next day; what has no end is never over."""
    if at is None or not at.iso:
        return False
    if (instant := at.instant) is not None:
        return instant <= now
    return at.iso < today(now, zone).isoformat()[: len(at.iso)]


def day_number(since: When | None, now: datetime, zone: ZoneInfo) -> int | None:
    """Which day this is since then, the first being 1; None when the day is not known or lies ahead."""
    if since is None or len(since.iso) < 10:
        return None
    first = first_day(since, zone)
    return (today(now, zone) - first).days + 1 if first and has_begun(since, now, zone) else None
