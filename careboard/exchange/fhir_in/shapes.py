"""The datatypes of FHIR, known by their elements, and how each is told in words.

An object that fits none of them is told part by part.
"""

from collections.abc import Callable
from decimal import Decimal

from careboard.exchange import markup
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_in import datatypes, narrative, timings
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.names import address_words, full_name, human_name, reference_words

_ASIDE = frozenset({"id", "extension", "modifierExtension"})
_REFERENCE = frozenset({"reference", "type", "identifier", "display", *_ASIDE})
_ATTACHMENT = frozenset(
    {"contentType", "language", "data", "url", "size", "hash", "title", "creation", *_ASIDE},
)
Told = Callable[[Element], str]


def _value(stated: Element) -> str:
    return stated.text("value")


def _money(stated: Element) -> str:
    value = stated.number("value")
    return f"{datatypes.plain(value)} {stated.text('currency')}" if value is not None else ""


def _name(stated: Element) -> str:
    name = human_name(stated)
    return full_name(name) if name else ""


def _concept(stated: Element) -> str:
    return datatypes.words(datatypes.as_coded(stated))


def _coding(stated: Element) -> str:
    return stated.text("display") or stated.text("code")


def _as_value(told: Callable[[Element, str], str]) -> Told:
    return lambda stated: told(Element({"value": stated.content}, "", stated.reader), "value")


# The datatypes, known by their elements: all that may stand in them, one that must, its type, and how they are told.
_SHAPES: tuple[tuple[frozenset[str], str, type | tuple[type, ...], Told], ...] = tuple(
    (frozenset(names.split()) | _ASIDE, must, kind, told)
    for names, must, kind, told in (
        ("coding text", "coding", list, _concept),
        ("system version code display userSelected", "code", str, _coding),
        ("system version code display userSelected", "display", str, _coding),
        ("value currency", "currency", str, _money),
        ("value comparator unit system code", "value", (int, Decimal), _as_value(datatypes.quantity_words)),
        ("reference type identifier display", "reference", str, reference_words),
        ("reference type identifier display", "display", str, reference_words),
        ("low high", "low", dict, _as_value(datatypes.range_words)),
        ("low high", "high", dict, _as_value(datatypes.range_words)),
        ("numerator denominator", "numerator", dict, _as_value(datatypes.ratio_words)),
        ("start end", "start", str, _as_value(datatypes.period_words)),
        ("start end", "end", str, _as_value(datatypes.period_words)),
        ("use type system value period assigner rank", "value", str, _value),
        ("use text family given prefix suffix period", "family", str, _name),
        ("use text family given prefix suffix period", "given", list, _name),
        ("use type text line city district state postalCode country period", "line", list, address_words),
        ("use type text line city district state postalCode country period", "city", str, address_words),
        ("authorReference authorString time text", "text", str, narrative.annotation),
        ("origin period factor lowerLimit upperLimit dimensions data", "origin", dict, lambda _: "sampled data"),
        ("status div", "div", str, lambda stated: markup.plain(stated.text("div"))),
        ("event repeat code", "repeat", dict, timings.timing_words),
    )
)


def shape(value: Resource) -> Told | None:
    """How the datatype is told that an object has the shape of."""
    fitting = (
        told for names, must, kind, told in _SHAPES if value.keys() <= names and isinstance(value.get(must), kind)
    )
    return next(fitting, None)


def is_reference(value: Resource) -> bool:
    """Whether an object is a Reference."""
    return value.keys() <= _REFERENCE


def is_attachment(value: Resource) -> bool:
    """Whether an object is an Attachment."""
    return value.keys() <= _ATTACHMENT and bool(value.keys() & {"contentType", "data", "url"})
