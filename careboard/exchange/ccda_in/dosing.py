"""How a medicine is taken, from an administration: dose, timing, route, as needed for what, at most how much.

The source's words are kept whole; what it says in numbers stands beside them, and a dose it leaves open stays open.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from lxml.etree import _Element as Element

from careboard.clinical.dosage import Dosage, Dose, EventTiming, Timing, UnitOfTime
from careboard.clinical.values import Amount
from careboard.exchange.ccda_in.datatypes import coded, coded_words, quantity, tokens, told
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.times import limits_of
from careboard.exchange.ccda_in.words import criterion, inner, time_words
from careboard.exchange.ccda_in.xml import attribute, child, children, templates
from careboard.exchange.timing_events import OF_V3_AND_FHIR
from careboard.projections.wording.dosage import dose_amount, timing
from careboard.projections.wording.voice import Voice, joined, led

FREE_TEXT_SIG = "2.16.840.1.113883.10.20.22.4.147"
_TIME_OF_DAY = re.compile(r"\d{8}([01]\d|2[0-3])([0-5]\d)", re.ASCII)
_DAY = {("1", "d"), ("24", "h")}

# TimingEvent (HL7 v3) has codes for "with a meal" besides those that FHIR took over.
_EVENTS = {
    **OF_V3_AND_FHIR,
    "IC": EventTiming.WITH_MEALS,
    "ICM": EventTiming.WITH_BREAKFAST,
    "ICD": EventTiming.WITH_LUNCH,
    "ICV": EventTiming.WITH_DINNER,
}


def dosage(administration: Element, place: Place, name: str, instructions: str = "") -> Dosage | None:
    """The dosage as written and in numbers; None where the source says nothing of it. `name` is the medicine's."""
    schedule = tuple(_schedule(administration, place))
    needed = child(administration, "precondition")
    as_needed = needed is not None and not attribute(needed, "nullFlavor")
    purpose = criterion(needed, place) if needed is not None and as_needed else ""
    text = sig(administration, place, name) or _composed(
        administration, place, schedule, f"as needed{led(' for ', purpose)}" if as_needed else ""
    )
    if not text:
        return None
    return Dosage(
        text,
        schedule,
        as_needed,
        purpose,
        _most(child(administration, "maxDoseQuantity")),
        coded(child(administration, "routeCode"), place),
        coded(child(administration, "approachSiteCode"), place),
        instructions=instructions,
    )


def sig(administration: Element, place: Place, name: str) -> str:
    """The words of the order: the free text sig, else the text of the entry where it says more than the name."""
    free = [child(part, "text") for part in inner(administration) if FREE_TEXT_SIG in templates(part)]
    said = (place.references.said(text) for text in (*free, child(administration, "text")))
    return next((text for text in said if not tokens(text) <= tokens(name)), "")


def _schedule(administration: Element, place: Place) -> Iterator[Dose]:
    """The lines of a taper or of a day stand within; where there are none, the entry itself is the only line."""
    lines = [dose for link in children(administration, "entryRelationship") for dose in _lines(link, place)]
    own = _dose(administration, place, 1)
    yield from lines or ([own] if own else [])


def _lines(link: Element, place: Place) -> Iterator[Dose]:
    stated = attribute(child(link, "sequenceNumber"), "value")
    sequence = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 4 else 1
    for line in dose_lines(link):
        if dose := _dose(line, place, max(sequence, 1), bounded=True):
            yield dose


def dose_lines(link: Element) -> Iterator[Element]:
    """The administrations that are no more than a line of the schedule they stand in."""
    if attribute(link, "typeCode") == "COMP":
        parts = children(link, "substanceAdministration")
        yield from (part for part in parts if FREE_TEXT_SIG not in templates(part))


def _dose(administration: Element, place: Place, sequence: int, *, bounded: bool = False) -> Dose | None:
    given = child(administration, "doseQuantity")
    form = coded_words(child(administration, "administrationUnitCode"), place)
    least = amount(given, form) or amount(child(given, "low"), form)
    most = amount(child(given, "high"), form)
    due = _timing(administration, place, bounded=bounded)
    if least and most and most.unit == least.unit and most.value < least.value:
        most = None
    return Dose(least, due, most if least else None, sequence) if least or due else None


def amount(given: Element | None, form: str = "") -> Amount | None:
    """How much, exactly; None for zero, less, and whatever is no number. Without a unit the form counts."""
    found = quantity(given)
    if found is None or found.value <= 0 or found.comparator:
        return None
    return Amount(found.value, found.unit or form, ucum=found.ucum)


def _timing(administration: Element, place: Place, *, bounded: bool) -> Timing | None:
    stated = [part for time in children(administration, "effectiveTime") for part in (time, *children(time, "comp"))]
    often = [part for part in stated if child(part, "period") is not None]
    events = [part for part in stated if child(part, "event") is not None]
    known = tuple(dict.fromkeys(_EVENTS[code] for part in events if (code := _event(part)) in _EVENTS))
    shortest, longest, unit = _period(child(often[0], "period")) if often else (None, None, None)
    unread = [part for part in often if unit is None] + [part for part in events if _event(part) not in _EVENTS]
    try:
        return Timing(
            text=", ".join(filter(None, (time_words(part, place) for part in unread))),
            frequency=len(often) if unit else None,
            period=shortest,
            period_max=longest,
            period_unit=unit,
            events=known,
            times_of_day=tuple(clock for part in often if (clock := _clock(part))),
            bounds=limits_of(stated[0], place.zone) if bounded and stated else None,
            lasting=next(filter(None, (quantity(child(part, "width")) for part in stated)), None),
        )
    except ValueError:
        return None  # nothing is said of when


def _event(part: Element) -> str:
    return attribute(child(part, "event"), "code")


def _period(element: Element | None) -> tuple[Decimal | None, Decimal | None, UnitOfTime | None]:
    """The shortest and the longest period, and their unit; all None unless it is a positive time."""
    least, most = quantity(element) or quantity(child(element, "low")), quantity(child(element, "high"))
    units = {unit.value: unit for unit in UnitOfTime}
    if least is None or least.value <= 0 or least.unit not in units:
        return None, None, None
    longest = most.value if most and most.unit == least.unit and most.value > least.value else None
    return least.value, longest, units[least.unit]


def _clock(part: Element) -> str:
    phase = child(part, "phase")
    found = _TIME_OF_DAY.match(attribute(phase, "value") or attribute(child(phase, "low"), "value"))
    return f"{found[1]}:{found[2]}" if found else ""


def _most(limit: Element | None) -> Amount | None:
    denominator = child(limit, "denominator")
    daily = (attribute(denominator, "value"), attribute(denominator, "unit")) in _DAY
    return amount(child(limit, "numerator")) if daily else None


def _composed(administration: Element, place: Place, schedule: Sequence[Dose], needed: str) -> str:
    voice = Voice()
    doses = [f"{dose_amount(dose, voice) if dose.amount else ''} {timing(dose.timing, voice)}" for dose in schedule]
    rate = led("at ", told(child(administration, "rateQuantity"), place))
    most = led("at most ", told(child(administration, "maxDoseQuantity"), place))
    route = coded_words(child(administration, "routeCode"), place)
    return joined([*(dose.strip() for dose in doses), route, rate, needed, most])
