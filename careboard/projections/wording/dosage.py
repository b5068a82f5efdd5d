"""How a medicine is taken, in words: how much, how often, on which days, as needed up to how much.

Only what stands in numbers is put into words here; a dose that is not known is "not confirmed", and the source's own
words stand whole beside it.
"""

from dataclasses import replace
from decimal import Decimal

from careboard.clinical.dosage import DayOfWeek, Dosage, Dose, EventTiming, Timing, UnitOfTime
from careboard.projections.wording import numbers, times
from careboard.projections.wording.terms import route, short
from careboard.projections.wording.voice import Voice, bracketed, joined, listed

NOT_CONFIRMED = "not confirmed"
_DAILY = {1: "daily", 2: "twice daily", 3: "three times daily", 4: "four times daily"}
_ONE = {
    UnitOfTime.SECOND: "every second",
    UnitOfTime.MINUTE: "every minute",
    UnitOfTime.HOUR: "every hour",
    UnitOfTime.DAY: "daily",
    UnitOfTime.WEEK: "once weekly",
    UnitOfTime.MONTH: "once monthly",
    UnitOfTime.YEAR: "once a year",
}
_PER = {
    UnitOfTime.SECOND: "a second",
    UnitOfTime.MINUTE: "a minute",
    UnitOfTime.HOUR: "an hour",
    UnitOfTime.DAY: "daily",
    UnitOfTime.WEEK: "a week",
    UnitOfTime.MONTH: "a month",
    UnitOfTime.YEAR: "a year",
}
_UNITS = {
    UnitOfTime.SECOND: "seconds",
    UnitOfTime.MINUTE: "minutes",
    UnitOfTime.HOUR: "hours",
    UnitOfTime.DAY: "days",
    UnitOfTime.WEEK: "weeks",
    UnitOfTime.MONTH: "months",
    UnitOfTime.YEAR: "years",
}
_LASTING = {"d": "days", "h": "hours", "wk": "weeks", "mo": "months", "a": "years", "min": "minutes"}
_LASTING_ONE = {"d": "day", "h": "hour", "wk": "week", "mo": "month", "a": "year", "min": "minute"}
_EVENTS = {
    EventTiming.MORNING: "every morning",
    EventTiming.EARLY_MORNING: "early in the morning",
    EventTiming.LATE_MORNING: "late in the morning",
    EventTiming.NOON: "at noon",
    EventTiming.AFTERNOON: "in the afternoon",
    EventTiming.EARLY_AFTERNOON: "early in the afternoon",
    EventTiming.LATE_AFTERNOON: "late in the afternoon",
    EventTiming.EVENING: "every evening",
    EventTiming.EARLY_EVENING: "early in the evening",
    EventTiming.LATE_EVENING: "late in the evening",
    EventTiming.NIGHT: "nightly",
    EventTiming.AFTER_SLEEP_BEGINS: "after sleep begins",
    EventTiming.BEDTIME: "at bedtime",
    EventTiming.ON_WAKING: "on waking",
    EventTiming.WITH_MEALS: "with meals",
    EventTiming.WITH_BREAKFAST: "with breakfast",
    EventTiming.WITH_LUNCH: "with lunch",
    EventTiming.WITH_DINNER: "with dinner",
    EventTiming.BEFORE_MEALS: "before meals",
    EventTiming.BEFORE_BREAKFAST: "before breakfast",
    EventTiming.BEFORE_LUNCH: "before lunch",
    EventTiming.BEFORE_DINNER: "before dinner",
    EventTiming.AFTER_MEALS: "after meals",
    EventTiming.AFTER_BREAKFAST: "after breakfast",
    EventTiming.AFTER_LUNCH: "after lunch",
    EventTiming.AFTER_DINNER: "after dinner",
}
DAYS = {
    DayOfWeek.MONDAY: "Monday",
    DayOfWeek.TUESDAY: "Tuesday",
    DayOfWeek.WEDNESDAY: "Wednesday",
    DayOfWeek.THURSDAY: "Thursday",
    DayOfWeek.FRIDAY: "Friday",
    DayOfWeek.SATURDAY: "Saturday",
    DayOfWeek.SUNDAY: "Sunday",
}


def dosage(how: Dosage, voice: Voice) -> str:
    """How it is taken: put into words where every amount is known, else in the source's own words, not confirmed."""
    if not how.confirmed:
        return f"{how.text} ({voice('dose not confirmed')})"
    return joined([*steps(how, voice), as_needed(how, voice), how.instructions])


def dosage_whole(how: Dosage, voice: Voice) -> str:
    """The words of a dosage whole, then what stands in numbers, and words about time that are in neither."""
    counted = joined([*steps(how, voice), as_needed(how, voice)], ", ")
    words = [dose.timing.text for dose in how.schedule if dose.timing]
    same = counted.casefold() == how.text.casefold()
    said = how.text + bracketed("" if same or not counted else voice("read as {words}", words=counted))
    return joined([said, *(text for text in words if text.casefold() not in said.casefold())], "; ")


def steps(how: Dosage, voice: Voice) -> list[str]:
    """Each line of the schedule; the steps of a taper follow with "then"."""
    by_step: dict[int, list[str]] = {}
    for dose in how.schedule:
        by_step.setdefault(dose.sequence, []).append(_line(dose, route(how.route), voice))
    lines = [joined(by_step[step], f" {voice('and')} ") for step in sorted(by_step)]
    return [*lines[:1], *(f"{voice('then')} {line}" for line in lines[1:])]


def _line(dose: Dose, by: str, voice: Voice) -> str:
    return joined([dose_amount(dose, voice), voice(by), timing(dose.timing, voice)], " ")


def dose_amount(dose: Dose, voice: Voice) -> str:
    """How much at a time, or "not confirmed"."""
    return voice(NOT_CONFIRMED) if dose.amount is None else numbers.span(dose.amount, dose.amount_max, voice)


def only_the_amount_differs(was: Dosage, now: Dosage) -> bool:
    """Is a dose taken as the one before it, by the same route and as often, one line each?"""
    if len(was.schedule) != 1 or len(now.schedule) != 1 or not (was.confirmed and now.confirmed):
        return False
    before, after = (replace(how.schedule[0], amount=None, amount_max=None) for how in (was, now))
    return before == after and short(was.route) == short(now.route) and was.as_needed == now.as_needed


def steps_amount(how: Dosage, voice: Voice) -> str:
    """How much at a time, without how and when."""
    return joined(dose_amount(dose, voice) for dose in how.schedule)


def as_needed(how: Dosage, voice: Voice) -> str:
    """As needed, for what, and at most how much in 24 hours; a limit that nobody stated says so."""
    limit = numbers.amount(how.max_per_24h, voice) if how.max_per_24h else ""
    if not how.as_needed:
        return voice("at most {amount} in 24 hours", amount=limit) if limit else ""
    reason = voice("as needed for {reason}", reason=how.as_needed_for) if how.as_needed_for else voice("as needed")
    most = voice("at most {amount} in 24 hours", amount=limit) if limit else voice("maximum in 24 hours not recorded")
    return f"{reason}, {most}"


def timing(due: Timing | None, voice: Voice) -> str:
    """When one line of a schedule is due; the source's words where nothing of them stands in numbers."""
    if due is None:
        return ""
    often, events = _often(due, voice), listed([voice(_EVENTS[event]) for event in due.events], voice)
    if events and often == voice("daily"):
        often = ""
    parts = [joined([often, events], ", "), _clocks(due, voice), _days(due, voice)]
    return joined([*parts, _how_long(due, voice)], ", ") or due.text


def _often(due: Timing, voice: Voice) -> str:
    times_, most, unit = due.frequency, due.frequency_max, due.period_unit
    if due.period is None or unit is None:
        return voice.count("{n} time", "{n} times", times_) if times_ and times_ > 1 else ""
    if times_ in (None, 1) and not most:
        return _every(due.period, due.period_max, unit, voice)
    count = voice("{low} to {high}", low=times_, high=most) if most else str(times_)
    if due.period != 1 or due.period_max:
        return voice("{n} times {every}", n=count, every=_every(due.period, due.period_max, unit, voice))
    if unit is UnitOfTime.DAY and times_ in _DAILY and not most:
        return voice(_DAILY[times_])
    return voice("{n} times {every}", n=count, every=voice(_PER[unit]))


def _every(period: Decimal, longest: Decimal | None, unit: UnitOfTime, voice: Voice) -> str:
    if longest:
        span = voice("{low} to {high}", low=numbers.number(period), high=numbers.number(longest))
        return voice("every {n} {units}", n=span, units=voice(_UNITS[unit]))
    if period == 1:
        return voice(_ONE[unit])
    if period == 2 and unit is UnitOfTime.DAY:
        return voice("every other day")
    return voice("every {n} {units}", n=numbers.number(period), units=voice(_UNITS[unit]))


def _clocks(due: Timing, voice: Voice) -> str:
    return voice("at {times}", times=listed(due.times_of_day, voice)) if due.times_of_day else ""


def _days(due: Timing, voice: Voice) -> str:
    if due.days_of_week == tuple(DayOfWeek)[:5]:
        return voice("Monday to Friday")
    named = listed([voice(DAYS[day]) for day in due.days_of_week], voice)
    return voice("on {days}", days=named) if named else ""


def _how_long(due: Timing, voice: Voice) -> str:
    count = voice.count("{n} dose in all", "{n} doses in all", due.count) if due.count else ""
    lasting = ""
    if due.lasting:
        named = _LASTING_ONE if due.lasting.value == 1 else _LASTING
        units = voice(named.get(due.lasting.ucum or due.lasting.unit, due.lasting.unit))
        lasting = voice("for {n} {units}", n=numbers.number(due.lasting.value), units=units)
    return joined([lasting, count, times.period(due.bounds, voice)])
