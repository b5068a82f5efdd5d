"""Codes and quantities of FHIR as our values, every code and every digit kept, and in words where we have no value.

Nothing is converted: a unit is the one that was recorded, and a quantity without a number is words.
"""

from collections.abc import Iterable
from decimal import Context, Decimal
from enum import StrEnum
from typing import TypeVar

from careboard.clinical.values import Amount, Coded, Coding, Comparator, Quantity
from careboard.exchange.fhir_in import times
from careboard.exchange.fhir_in.elements import Element, NotAsR4, member

UCUM = "http://unitsofmeasure.org"
Code = TypeVar("Code", bound=StrEnum)
_MOST_ZEROS = 15


def joined(parts: Iterable[str], between: str = "; ") -> str:
    """What is not empty, each once, one after the other."""
    return between.join(dict.fromkeys(part for part in parts if part))


def coding(element: Element) -> Coding | None:
    """One code; None where neither a code nor a display is stated."""
    code, display = element.text("code"), element.text("display")
    if not code and not display:
        return None
    return Coding(element.text("system"), code, display, element.text("version"))


def coded(element: Element, name: str) -> Coded | None:
    """A CodeableConcept with all its codings; None where it says nothing."""
    concept = element.one(name)
    return as_coded(concept) if concept else None


def all_coded(element: Element, name: str) -> tuple[Coded, ...]:
    """Each CodeableConcept of a list that says something."""
    return tuple(one for concept in element.many(name) if (one := as_coded(concept)))


def as_coded(concept: Element) -> Coded | None:
    """A concept: its text, else its first display, else its first code."""
    codings = tuple(one for stated in concept.many("coding") if (one := coding(stated)))
    displays = (one.display for one in codings)
    text = concept.text("text") or next(filter(None, displays), "") or next((one.code for one in codings), "")
    return Coded(text, codings) if text else None


def merged(several: Iterable[Coded]) -> Coded | None:
    """Several concepts as one, with all their words and codes."""
    concepts = tuple(several)
    codings = tuple(dict.fromkeys(one for concept in concepts for one in concept.codings))
    return Coded(joined(concept.text for concept in concepts), codings) if concepts else None


def words(thing: Coded | None) -> str:
    """The words of a coded thing, and in brackets what its codes call it beside them; a bare code is no word."""
    if thing is None:
        return ""
    told = thing.text.casefold()
    others = joined((one.display for one in thing.codings if one.display.casefold() not in told), ", ")
    return f"{thing.text} ({others})" if others else thing.text


def all_words(element: Element, *names: str) -> str:
    """The words of the CodeableConcepts in some lists."""
    return joined(words(one) for name in names for one in all_coded(element, name))


def code_of(element: Element, name: str, known: type[Code]) -> Code | None:
    """The code of a concept that R4 binds to a list of codes, which has the same words here; raises for any other."""
    thing = coded(element, name)
    stated = (*(one.code for one in thing.codings), thing.text.casefold()) if thing else ()
    found = next((one for code in stated if (one := member(known, code))), None)
    if thing and found is None:
        raise NotAsR4(f"{element.path}.{name}")
    return found


def quantity(element: Element, name: str) -> Quantity | None:
    """A Quantity with its number; None where no number is stated."""
    stated = element.one(name)
    return as_quantity(stated) if stated else None


def as_quantity(stated: Element) -> Quantity | None:
    """The quantity that an object states; a number that no measurement has stays in words, and leaves a doubt."""
    value = stated.number("value")
    if value is None:
        return None
    compared = stated.code("comparator", Comparator) or Comparator.EXACT
    try:
        return Quantity(value, unit_of(stated), compared, _ucum(stated))
    except ValueError as error:
        stated.doubt(f"is kept in words. {error}")
        return None


def amount(element: Element, name: str) -> Amount | None:
    """How much is given or taken; None, not confirmed, for what is not exactly so much and more than nothing."""
    stated = quantity(element, name)
    if stated is None or stated.value <= 0 or stated.comparator:
        return None
    return Amount(stated.value, stated.unit, ucum=stated.ucum)


def unit_of(stated: Element) -> str:
    """The unit as a person reads it: its words, else its code."""
    return stated.text("unit") or stated.text("code")


def _ucum(stated: Element) -> str:
    return stated.text("code") if stated.text("system") == UCUM else ""


def quantity_words(element: Element, name: str) -> str:
    """A Quantity in words, with as much as is stated."""
    stated = element.one(name)
    if stated is None:
        return ""
    value = stated.number("value")
    number = f"{stated.text('comparator')}{plain(value) if value is not None else ''}"
    unit = "" if unit_of(stated) == "1" else unit_of(stated)
    return f"{number} {unit}".strip()


def range_words(element: Element, name: str) -> str:
    """A Range in words: "64 to 104 umol/L"."""
    stated = element.one(name)
    if stated is None:
        return ""
    low, high = quantity_words(stated, "low"), quantity_words(stated, "high")
    if low and high:
        number, _, unit = low.partition(" ")
        return f"{number if unit and high.endswith(f' {unit}') else low} to {high}"
    return f"from {low}" if low else f"up to {high}" if high else ""


def ratio_words(element: Element, name: str) -> str:
    """A Ratio in words: "1:128", "100 mL / 1 h"."""
    stated = element.one(name)
    if stated is None:
        return ""
    above, below = quantity_words(stated, "numerator"), quantity_words(stated, "denominator")
    return (f"{above} / {below}" if " " in above + below else f"{above}:{below}") if above and below else above or below


def period_words(element: Element, name: str) -> str:
    """A Period in words, as its source wrote the times."""
    stated = element.one(name)
    if stated is None:
        return ""
    start, end = (times.said(stated.text(limit)) for limit in ("start", "end"))
    return f"{start} to {end}" if start and end else f"from {start}" if start else f"until {end}" if end else ""


def plain(value: Decimal) -> str:
    """The digits as recorded; a number that would fill a line with zeros stands in its shortest form, as in "1E-22"."""
    if abs(value.adjusted()) <= _MOST_ZEROS:
        return format(value, "f")
    return str(value.normalize(Context(prec=len(value.as_tuple().digits))))
