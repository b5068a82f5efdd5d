"""The data types of CDA as values of ours: codes with their translations, quantities, ids, results.

Numbers are exact and never converted; words that a source points to are its own, and a code that has none is said so.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from lxml.etree import _Element as Element

from careboard.clinical.checks import can_be_recorded
from careboard.clinical.measured import Result
from careboard.clinical.values import Coded, Coding, Comparator, Quantity
from careboard.exchange.ccda_in import times
from careboard.exchange.ccda_in.narrative import one_line
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.vocabulary import NULL_FLAVOR, NULL_WORDS, system_uri
from careboard.exchange.ccda_in.xml import attribute, child, children, local, type_of

_NUMBER = re.compile(
    r"(?P<comparator><=|>=|<|>)?\s*(?P<digits>[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,2})?)",
    re.ASCII,
)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_PLACEHOLDERS = {"ASSERTION"}
_NUMERIC = {"PQ", "INT", "REAL", "MO", "PPD_PQ"}
_CODED = {"CD", "CE", "CV", "CO", "CS", "SC", "EIVL_TS"}
_INTERVALS = {"IVL_PQ", "IVL_INT", "IVL_REAL", "IVL_MO"}


def codings(element: Element | None) -> Iterator[Coding]:
    """The code and its translations, each once."""
    found = [] if element is None else [element, *children(element, "translation")]
    yield from dict.fromkeys(coding for one in found if (coding := _coding(one)))


def _coding(element: Element) -> Coding | None:
    code, display = attribute(element, "code"), attribute(element, "displayName")
    if not code and not display:
        return None
    system = system_uri(attribute(element, "codeSystem"), attribute(element, "codeSystemName"))
    return Coding(system, code, display, attribute(element, "codeSystemVersion"))


def coded(element: Element | None, place: Place) -> Coded | None:
    """A code in the words that were written; None where it has neither words nor a code of any meaning.

    Words that several different codes point to are the name of none of them: then the display names it.
    """
    found = tuple(codings(element))
    written = " ".join(place.references.said(child(element, "originalText")).split())
    display = next((coding.display for coding in found if coding.display), "")
    shared = place.references.is_shared(child(element, "originalText"))
    text = (display or written) if shared else (written or display)
    text = text or next((coding.code for coding in found if coding.code not in _PLACEHOLDERS), "")
    return Coded(text + _qualifiers(element, text), found) if text else None


def coded_words(element: Element | None, place: Place) -> str:
    """The words of a code; empty where it has none."""
    found = coded(element, place)
    return found.text if found else ""


def named(element: Element | None, place: Place) -> Coded | None:
    """As `coded`, but written words and display stand side by side where they say different things.

    For medicines and allergens: a source whose words point to the wrong place must not rename one. The display stands
    first where the written words share none with it.
    """
    found = coded(element, place)
    if found is None:
        return None
    written = " ".join(place.references.said(child(element, "originalText")).split())
    display = next((coding.display for coding in found.codings if coding.display), "")
    astray = display and not any(len(word) > 3 for word in tokens(written) & tokens(display))
    first = display if astray else found.text
    return Coded(both(first, display if first == written else written), found.codings)


def both(first: str, second: str) -> str:
    """Two names of a thing, the second in brackets unless it adds no word to the first."""
    return f"{first} ({second})" if first and not tokens(second) <= tokens(first) else first or second


def tokens(text: str) -> frozenset[str]:
    """The words and numbers of a text, however they are written."""
    return frozenset(_WORD.findall(text.casefold()))


def _qualifiers(element: Element | None, text: str) -> str:
    """Post-coordination, such as a side of the body, where the words do not say it already."""
    values = [child(one, "value") for one in children(element, "qualifier")]
    said = [attribute(value, "displayName") or attribute(value, "code") for value in values]
    new = [one for one in said if one and not tokens(one) <= tokens(text)]
    return f" ({', '.join(new)})" if new else ""


def absent(element: Element | None) -> Coded:
    """Why there is nothing, in the words of the null flavor."""
    flavor = attribute(element, "nullFlavor")
    return Coded.of(NULL_FLAVOR, flavor, NULL_WORDS.get(flavor, flavor)) if flavor else Coded("Not recorded")


def quantity(element: Element | None) -> Quantity | None:
    """A quantity (PQ, INT, REAL, MO) as it was recorded; None where it has no number.

    A unit outside UCUM stands in the translation: its number and words are then taken together.
    """
    if element is None:
        return None
    unit = attribute(element, "unit") or attribute(element, "currency")
    if found := _number(attribute(element, "value"), unit, ucum=unit):
        return found
    return next(filter(None, map(_translated, children(element, "translation"))), None)


def _translated(element: Element) -> Quantity | None:
    unit = one_line(child(element, "originalText")) or attribute(element, "displayName") or attribute(element, "code")
    return _number(attribute(element, "value"), unit)


def _number(written: str, unit: str, ucum: str = "") -> Quantity | None:
    found = _NUMBER.fullmatch(written)
    value = Decimal(found["digits"]) if found else None
    if found is None or value is None or not can_be_recorded(value):
        return None
    shown = "" if unit == "1" else unit
    return Quantity(value, shown, Comparator(found["comparator"] or ""), ucum)


def _bounded(element: Element) -> Quantity | None:
    """An interval that is open on one side is a comparison; one with two ends is none."""
    low, high = child(element, "low"), child(element, "high")
    least, most = quantity(low), quantity(high)
    if least and most and least == most:
        return least
    if (least is None) == (most is None):
        return quantity(child(element, "center"))
    end, bound = (low, least) if least else (high, most)
    return Quantity(bound.value, bound.unit, _compared(end, lower=bound is least), bound.ucum) if bound else None


def _compared(end: Element | None, *, lower: bool) -> Comparator:
    if attribute(end, "inclusive") in ("false", "0"):
        return Comparator.MORE if lower else Comparator.LESS
    return Comparator.AT_LEAST if lower else Comparator.AT_MOST


def result(value: Element, place: Place) -> Result:
    """What came out, by the type of the value; what is neither number nor code is told in words."""
    kind = type_of(value)
    number = quantity(value) if kind in _NUMERIC else _bounded(value) if kind in _INTERVALS else None
    if number is not None:
        return Result(quantity=number)
    if kind in _CODED and (code := coded(value, place)):
        return Result(coded=code)
    text = told(value, place)
    return Result(text=text) if text else Result(absent=absent(value))


def told(value: Element | None, place: Place) -> str:
    """Any value in words; empty where it has none."""
    if value is None:
        return ""
    kind = type_of(value)
    if kind in _CODED:
        return found.text if (found := coded(value, place)) else ""
    if kind in _INTERVALS:
        return _span(value)
    if kind in ("TS", "IVL_TS"):
        return times.shown(value, place.zone)
    if child(value, "numerator") is not None:
        return _joined([_amount(child(value, "numerator")), _amount(child(value, "denominator"))], " / ")
    return _amount(value) or place.references.said(value) or _joined(map(_amount, value), " ")


def _span(value: Element) -> str:
    low, high = _amount(child(value, "low")), _amount(child(value, "high"))
    if low and high:
        return f"{low} to {high}"
    return f"at least {low}" if low else f"at most {high}" if high else _amount(value)


def _amount(element: Element | None) -> str:
    """Number and unit exactly as they stand there."""
    if element is None or local(element) in ("translation", "originalText"):
        return ""
    return _joined([attribute(element, "value"), attribute(element, "unit") or attribute(element, "currency")], " ")


def _joined(parts: "Iterator[str] | list[str] | map[str]", between: str) -> str:
    return between.join(part for part in parts if part)
