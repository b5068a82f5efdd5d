"""Days and times as people type them: "15-Sep-2026", "9/15/2026" is refused, "Sep 2026" stays a month, "2026" a year.

An all-number date is read only where year, month and day stand in this order, for every other order means two days.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from careboard.clinical.values import Informant, When
from careboard.i18n import gettext as _

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"(\d{1,2})[ -]([a-z]{3,9})\.?[ ,-]*(\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_MONTH = re.compile(r"([a-z]{3,9})\.?[ -](\d{4})")
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_CLOCK = re.compile(r"(.*?)[ ,]+(\d{1,2}):(\d{2})(?: ?([ap])\.?m\.?)?")
HOW = _("such as 15-Sep-2026")


def read_when(typed: str, today: date, zone: ZoneInfo, told_by: Informant = Informant.SEEN_HERE) -> When | None:
    """What was typed, as exactly as it was typed; None where nothing was. Raises ValueError with a sentence."""
    text = " ".join(typed.casefold().split())
    if not text:
        return None
    if text in (_("not known"), "unknown"):
        return When.unknown(told_by)
    if found := _CLOCK.fullmatch(text):
        return _moment(_day(found[1], today), _hour(int(found[2]), found[4]), int(found[3]), zone, told_by)
    day = _relative(text, today)
    return When(day.isoformat() if day else _partial(text), told_by)


def _day(text: str, today: date) -> date:
    day = _relative(text, today)
    return day or date.fromisoformat(_partial(text))


def _relative(text: str, today: date) -> date | None:
    words = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if text in words:
        return today + timedelta(days=words[text])
    if found := re.fullmatch(r"([+-]\d{1,3})(d|w)?", text):
        return today + timedelta(days=int(found[1]) * (7 if found[2] == "w" else 1))
    return None


def _partial(text: str) -> str:
    if _ISO.fullmatch(text):
        return text if len(text) < 10 else date.fromisoformat(text).isoformat()
    if found := _DAY.fullmatch(text):
        return _checked(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(text):
        return _checked(int(found[3]), _month(found[1]), int(found[2]))
    if found := _MONTH.fullmatch(text):
        return f"{found[2]}-{_month(found[1]):02}"
    raise ValueError(_how())


def _checked(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise ValueError(_("There is no such day in the calendar.")) from None


def _month(name: str) -> int:
    if name[:3] not in _MONTHS:
        raise ValueError(_how())
    return _MONTHS.index(name[:3]) + 1


def _hour(typed: int, half: str | None) -> int:
    """The hour of the day; with AM or PM it was typed as 1 to 12."""
    if half is None:
        return typed
    if not 1 <= typed <= 12:
        raise ValueError(_("With AM or PM the hours run from 1 to 12."))
    return typed % 12 + (12 if half == "p" else 0)


def _moment(day: date, hour: int, minute: int, zone: ZoneInfo, told_by: Informant) -> When:
    if hour > 23 or minute > 59:
        raise ValueError(_("A time of day runs from 00:00 to 23:59."))
    return When.at(datetime.combine(day, time(hour, minute), zone), told_by)


def _how() -> str:
    return _("Type a day as 15-Sep-2026, a month as Sep 2026, or a year.")


Reader = Callable[[str], When | None]
