"""What an Observation or one of its components says came out: one result, with the range and what was made of it.

Every Quantity with a number ends as a number; ranges, ratios, times and sampled data are words.
"""

import re

from careboard.clinical.measured import Component, Position, Result
from careboard.clinical.values import NOT_RECORDED, Coded, Quantity
from careboard.exchange.fhir_in import times
from careboard.exchange.fhir_in.datatypes import (
    all_coded,
    all_words,
    coded,
    joined,
    period_words,
    plain,
    quantity,
    quantity_words,
    range_words,
    ratio_words,
)
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.extensions import extended
from careboard.exchange.fhir_in.names import reference_words

# Elements of an Observation that every content made of it holds, or that say no more than its kind.
READ = (
    "code value[x] component dataAbsentReason effectiveDateTime effectiveInstant effectivePeriod issued hasMember "
    "category performer"
).split()
_POSITIONS = (
    (re.compile(r"\b(sitting|seated)\b", re.IGNORECASE), Position.SITTING),
    (re.compile(r"\b(lying|supine|recumbent|prone)\b", re.IGNORECASE), Position.LYING),
    (re.compile(r"\b(standing|orthostatic|upright)\b", re.IGNORECASE), Position.STANDING),
)
_IN_A_NAME = re.compile(r"--\s*(sitting|seated|lying|supine|recumbent|standing|upright)\b", re.IGNORECASE)


def result(stated: Element) -> Result | None:
    """What came out, or why nothing did; None where neither is stated."""
    name = stated.choice("value")
    if name == "valueCodeableConcept" and (code := coded(stated, name)):
        return Result(coded=code)
    if number := _number(stated, name):
        return Result(number)
    if text := _words(stated, name) if name else "":
        return Result(text=text)
    absent = coded(stated, "dataAbsentReason")
    return Result(absent=absent) if absent else Result(absent=Coded(NOT_RECORDED)) if name else None


def _number(stated: Element, name: str) -> Quantity | None:
    match name:
        case "valueQuantity":
            return quantity(stated, name)
        case "valueInteger":
            value = stated.number(name)
            return Quantity(value) if value is not None else None
        case _:
            return None


def _words(stated: Element, name: str) -> str:
    match name:
        case "valueString":
            return stated.text(name)
        case "valueBoolean":
            return "Yes" if stated.flag(name) else "No"
        case "valueDateTime" | "valueTime":
            return times.said(stated.text(name))
        case "valueQuantity":
            return quantity_words(stated, name)
        case "valueRange":
            return range_words(stated, name)
        case "valueRatio":
            return ratio_words(stated, name)
        case "valuePeriod":
            return period_words(stated, name)
        case "valueSampledData":
            return _sampled(stated, name)
        case _:
            return ""


def _sampled(stated: Element, name: str) -> str:
    """Sampled data: how much of it there is; the values themselves stay with the source."""
    sampled = stated.one(name)
    if sampled is None:
        return ""
    count, every = len(sampled.text("data").split()), sampled.number("period")
    spaced = f", one every {plain(every)} ms" if every is not None else ""
    unit = quantity_words(sampled, "origin").partition(" ")[2]
    return f"Sampled data: {count} values{spaced}{f', in {unit}' if unit else ''}"


def component(stated: Element, code: Coded, found: Result, site: Coded | None = None) -> Component:
    """A measured thing of an Observation, or of one of its components."""
    return Component(
        code,
        found,
        position(stated, code),
        reference_range(stated),
        all_coded(stated, "interpretation"),
        site,
    )


def components(resource: Element, site: Coded | None = None) -> tuple[Component, ...]:
    """Every component; one that says nothing at all is "Not recorded"."""
    nothing = Result(absent=Coded(NOT_RECORDED))
    return tuple(component(one, named(one), result(one) or nothing, site) for one in resource.many("component"))


def named(stated: Element) -> Coded:
    """What was observed."""
    return coded(stated, "code") or Coded(NOT_RECORDED)


def position(stated: Element, code: Coded) -> Position | None:
    """How the patient was: by the extension for it, or by the name of the code ("--lying")."""
    names = (code.text, *(one.display for one in code.codings))
    in_names = next((found[1] for name in names if (found := _IN_A_NAME.search(name))), "")
    told = extended(stated, "observation-bodyPosition", "bodyPosition") or in_names
    return next((position for pattern, position in _POSITIONS if pattern.search(told)), None)


def reference_range(stated: Element) -> str:
    """The reference ranges in words: "Normal Range: 64 to 104"."""
    return joined(map(_range, stated.many("referenceRange")))


def _range(one: Element) -> str:
    limits = Element({"limits": {name: one.content.get(name) for name in ("low", "high")}}, one.path, one.reader)
    kind = coded(one, "type")
    for_whom = joined((all_words(one, "appliesTo"), range_words(one, "age")), ", ")
    told = joined((one.text("text"), range_words(limits, "limits")), ", ")
    return joined((f"{kind.text}: {told}" if kind else told, f"({for_whom})" if for_whom else ""), " ")


def specimen(resource: Element) -> Coded | None:
    """The specimen by its display, or by what kind the Specimen says that it is."""
    told = reference_words(resource.one("specimen"))
    return Coded(told) if told else None
