"""Dosage: the source's words always whole; numbers only where all its instructions fit one schedule.

Instructions that differ in route, in what they are needed for or in their limit stay in words: the dose is then not
confirmed, which is safer than a schedule that says less than the words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from careboard.clinical.dosage import Dosage, Dose
from careboard.clinical.values import NOT_RECORDED, Amount, Coded
from careboard.exchange.fhir_in import datatypes, words
from careboard.exchange.fhir_in.datatypes import (
    all_words,
    amount,
    coded,
    joined,
    quantity,
    quantity_words,
    range_words,
    ratio_words,
)
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.timings import not_held, timing, timing_words

_UNITS_OF_A_DAY = {"d": 1, "day": 1, "h": 24, "hour": 24}


def dosage(element: Element, name: str) -> Dosage | None:
    """The Dosages of a list as one; None where none is stated. What is wrong with one leaves its words, and a doubt."""
    if not element.content.get(name):
        return None
    try:
        return _dosage(_distinct(element.many(name)))
    except ValueError as error:
        element.reader.doubts.append(f"{error} The dose is kept in its words.")
        only = Element({name: element.content[name]}, element.path, element.reader)
        return Dosage(words.whole(only) or NOT_RECORDED)


def _distinct(stated: tuple[Element, ...]) -> list[Element]:
    """The instructions, each once: a source that repeats one does not double the dose."""
    return [one for i, one in enumerate(stated) if all(one.content != before.content for before in stated[:i])]


def _dosage(stated: list[Element]) -> Dosage:
    text = _told_in_order(stated) or NOT_RECORDED
    instructions = joined(further for one in stated for further in _further(one))
    how, *others = map(_how, stated)
    if any(other != how for other in others) or _in_no_order(stated):
        return Dosage(text, instructions=instructions)
    schedule = tuple(dose for one in stated if (dose := _dose(one, _step(one, stated))))
    return Dosage(
        text,
        schedule,
        as_needed=how.as_needed,
        as_needed_for=how.as_needed_for,
        max_per_24h=how.max_per_24h,
        route=how.route,
        site=how.site,
        method=how.method,
        instructions=instructions,
    )


@dataclass(frozen=True, slots=True)
class _How:
    """What one schedule says once for all its lines."""

    as_needed: bool
    as_needed_for: str
    max_per_24h: Amount | None
    route: Coded | None
    site: Coded | None
    method: Coded | None


def _how(stated: Element) -> _How:
    choice = stated.choice("asNeeded")
    reason = coded(stated, choice) if choice == "asNeededCodeableConcept" else None
    needed = reason is not None or (choice == "asNeededBoolean" and stated.flag(choice) is True)
    parts = (coded(stated, name) for name in ("route", "site", "method"))
    return _How(needed, reason.text if reason else "", _limit_of_a_day(stated), *parts)


def _limit_of_a_day(stated: Element) -> Amount | None:
    """At most how much in 24 hours; None where the limit is for another time."""
    ratio = stated.one("maxDosePerPeriod")
    span = quantity(ratio, "denominator") if ratio else None
    if ratio is None or span is None or span.value != _UNITS_OF_A_DAY.get(span.ucum or span.unit):
        return None
    return amount(ratio, "numerator")


def _in_no_order(stated: list[Element]) -> bool:
    """Whether some of several instructions have a place in a sequence, and others have none."""
    return len({one.whole("sequence") is None for one in stated}) > 1


def _step(stated: Element, all_stated: list[Element]) -> int:
    """The place in the sequence, counted from 1."""
    steps = sorted({one.whole("sequence") or 0 for one in all_stated})
    return steps.index(stated.whole("sequence") or 0) + 1


def _told_in_order(stated: list[Element]) -> str:
    """The words of all instructions; those of a sequence in its order, whatever that of the list is."""
    if len({one.whole("sequence") for one in stated}) == 1 or _in_no_order(stated):
        return joined(map(_text, stated))
    steps = sorted({_step(one, stated) for one in stated})
    return joined((joined(_text(one) for one in stated if _step(one, stated) == step) for step in steps), "; then ")


def _dose(stated: Element, step: int) -> Dose | None:
    lowest, highest = _amounts(_ordered(stated))
    due = stated.one("timing")
    when = timing(due) if due else None
    return Dose(lowest, when, highest, step) if lowest or when else None


def _ordered(stated: Element) -> Element | None:
    """How much: the amount that was ordered, where a calculated one stands beside it."""
    doses = [one for one in stated.many("doseAndRate") if one.choice("dose")]
    return next((one for one in doses if _kind(one) == "ordered"), doses[0] if doses else None)


def _kind(dose: Element) -> str:
    kind = coded(dose, "type")
    return next((one.code for one in kind.codings if one.code), kind.text) if kind else ""


def _amounts(dose: Element | None) -> tuple[Amount | None, Amount | None]:
    """From how much to how much; nothing where it is not exact, or only has an upper limit."""
    if dose is None:
        return None, None
    span = dose.one("doseRange")
    if span is None:
        return amount(dose, "doseQuantity"), None
    lowest, highest = amount(span, "low"), amount(span, "high")
    return (lowest, highest) if lowest and highest else (None, None)


def _text(stated: Element) -> str:
    """The source's own words, else what it says in numbers and codes."""
    due, how = stated.one("timing"), _how(stated)
    routed = (datatypes.words(thing) for thing in (how.method, how.route, how.site))
    needed = f"as needed for {how.as_needed_for}" if how.as_needed_for else "as needed" if how.as_needed else ""
    limit = ratio_words(stated, "maxDosePerPeriod")
    parts = (
        joined(map(_how_much, stated.many("doseAndRate"))),
        *routed,
        timing_words(due) if due else "",
        needed,
        f"at most {limit}" if limit else "",
    )
    own = stated.text("text")
    return own or joined(parts, ", ") or stated.text("patientInstruction")


def _how_much(dose: Element) -> str:
    return joined((quantity_words(dose, "doseQuantity"), range_words(dose, "doseRange"), rate(dose)), ", ")


def rate(stated: Element) -> str:
    """A rate in words: "100 mL / 1 h"."""
    told = (ratio_words(stated, "rateRatio"), range_words(stated, "rateRange"), quantity_words(stated, "rateQuantity"))
    return joined(f"at {one}" for one in told if one)


def _further(stated: Element) -> Iterator[str]:
    """What stands beside the schedule: instructions, rates, other limits, and what our schedule cannot hold."""
    due, ordered = stated.one("timing"), _ordered(stated)
    yield all_words(stated, "additionalInstruction")
    yield stated.text("patientInstruction")
    yield not_held(due) if due else ""
    yield joined(map(rate, stated.many("doseAndRate")))
    yield joined(_how_much(one) for one in stated.many("doseAndRate") if one.content != (ordered and ordered.content))
    yield _told("at a time", quantity_words(stated, "maxDosePerAdministration"))
    yield _told("in a lifetime", quantity_words(stated, "maxDosePerLifetime"))
    yield _told("", "" if _limit_of_a_day(stated) else ratio_words(stated, "maxDosePerPeriod"))
    if ordered is not None and _amounts(ordered) == (None, None):
        yield _how_much(ordered)


def _told(occasion: str, limit: str) -> str:
    return f"at most {limit} {occasion}".strip() if limit else ""
