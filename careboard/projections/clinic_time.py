"""The clinic's own time: its zone, and whether hours are told as 14:30 or as 02:30 PM.

Whoever words a time is handed the zone, so the choice holds wherever a time is told.
"""

from zoneinfo import ZoneInfo


class HalfDays(ZoneInfo):
    """A zone whose hours run twice to twelve, always with AM or PM."""


def clinic_zone(name: str, hours: str) -> ZoneInfo:
    """The zone by its name; `hours` is "12" for AM and PM, anything else for 24 hours."""
    return HalfDays(name) if hours == TWELVE else ZoneInfo(name)


TWELVE, TWENTY_FOUR = "12", "24"
