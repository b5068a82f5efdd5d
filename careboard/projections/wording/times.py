"""Days and times in words: DD-Mmm-YYYY, months in letters, in the clinic's zone, 24 hours or as it chose, AM and PM.

A time is never told more exactly than it is known; one that nobody stated is "Not recorded".
"""

from datetime import date, datetime

from careboard.clinical.values import NOT_RECORDED, Informant, Period, Precision, When
from careboard.projections.clinic_time import HalfDays
from careboard.projections.wording.voice import Voice, joined

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May (month)",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
INFORMANT = {
    Informant.SEEN_HERE: "seen here",
    Informant.PATIENT: "told by the patient",
    Informant.FAMILY: "told by the family",
    Informant.PROVIDER: "told by another provider",
    Informant.IMPORTED: "imported",
    Informant.NOT_RECORDED: "who says so is not recorded",
    Informant.RECORD: "from an earlier record",
    Informant.GUARDIAN: "told by the guardian",
}


def day(on: date, voice: Voice) -> str:
    """A day, such as "15-Sep-2026"."""
    return f"{on.day:02}-{voice(_MONTHS[on.month - 1])}-{on.year:04}"


def long_day(on: date, voice: Voice) -> str:
    """A day for a patient or a screen reader, such as "15 September 2026"."""
    month = voice(_LONG_MONTHS[on.month - 1]).removesuffix(" (month)")
    return voice("{day} {month} {year}", day=on.day, month=month, year=on.year)


def clock(moment: datetime, voice: Voice) -> str:
    """The time of day in the clinic's zone, 24 hours; in UTC it says so."""
    return _hour(moment, voice) + _zone(voice)


def clocks(start: datetime, stop: datetime | None, voice: Voice) -> str:
    """From one time of day to another."""
    if stop is None:
        return clock(start, voice)
    return voice("{start} to {end}", start=_hour(start, voice), end=clock(stop, voice))


def _hour(moment: datetime, voice: Voice) -> str:
    local = moment.astimezone(voice.zone)
    if isinstance(voice.zone, HalfDays):
        return f"{local.hour % 12 or 12}:{local.minute:02} {'AM' if local.hour < 12 else 'PM'}"
    return f"{local.hour:02}:{local.minute:02}"


def _zone(voice: Voice) -> str:
    return " UTC" if str(voice.zone) == "UTC" else ""


def moment(at: datetime, voice: Voice) -> str:
    """Day and time, such as "15-Sep-2026 10:12"."""
    return f"{day(at.astimezone(voice.zone).date(), voice)} {clock(at, voice)}"


def when(at: When | None, voice: Voice) -> str:
    """A time as exactly as it is known."""
    if at is None:
        return voice(NOT_RECORDED)
    match at.precision:
        case Precision.UNKNOWN:
            return voice("not known")
        case Precision.YEAR:
            return at.iso
        case Precision.MONTH:
            return f"{voice(_MONTHS[int(at.iso[5:]) - 1])}-{at.iso[:4]}"
        case Precision.DAY:
            return day(date.fromisoformat(at.iso), voice)
        case Precision.INSTANT:
            return moment(datetime.fromisoformat(at.iso), voice)


def when_told(at: When | None, voice: Voice) -> str:
    """A time with who says so, unless it was seen here, and whether its zone was taken from the clinic."""
    if at is None:
        return ""
    source = "" if at.told_by is Informant.SEEN_HERE else voice(INFORMANT[at.told_by])
    zone = voice("time zone assumed") if at.zone_assumed else ""
    return joined([when(at, voice), source, zone])


def period(over: Period | None, voice: Voice) -> str:
    """From when, until when."""
    match over:
        case Period(start, end) if start and end and start.iso == end.iso:
            return when(start, voice)
        case Period(start, end) if start and end:
            return voice("{start} to {end}", start=when(start, voice), end=when(end, voice))
        case Period(start, None) if start:
            return voice("from {start}", start=when(start, voice))
        case Period(None, end) if end:
            return voice("until {end}", end=when(end, voice))
        case _:
            return ""


def long_when(at: When, voice: Voice) -> str:
    """A time for a patient or a screen reader, as exactly as it is known: "15 September 2026, 10:12"."""
    match at.precision:
        case Precision.DAY:
            return long_day(date.fromisoformat(at.iso), voice)
        case Precision.INSTANT:
            instant = datetime.fromisoformat(at.iso)
            return f"{long_day(instant.astimezone(voice.zone).date(), voice)}, {clock(instant, voice)}"
        case Precision.MONTH:
            month = voice(_LONG_MONTHS[int(at.iso[5:]) - 1]).removesuffix(" (month)")
            return voice("{month} {year}", month=month, year=at.iso[:4])
        case Precision.YEAR | Precision.UNKNOWN:
            return when(at, voice)
