"""Observations of rating scales and surveys as an Assessment: the total, or the level, and every part of it.

A scale is known by its LOINC code, by its name in the words of the source, or by the category "survey".
"""

import re
from collections.abc import Collection
from functools import cache

from careboard.clinical.measured import Component, ObservationStatus, Result
from careboard.clinical.response import AnsweredBy, Assessment
from careboard.clinical.values import LOINC, NOT_RECORDED, Coded, Informant
from careboard.exchange.fhir_in.datatypes import all_coded, joined, words
from careboard.exchange.fhir_in.documents import note
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.names import informant
from careboard.exchange.fhir_in.results import READ, components, named, reference_range, result
from careboard.exchange.fhir_in.states import status
from careboard.reference.instruments import by_code, by_risk_item, instruments

_SURVEY = "survey"
_MEASURED = frozenset({"laboratory", "vital-signs", "imaging", "procedure"})
ANSWERED_BY = {Informant.PATIENT: AnsweredBy.PATIENT, Informant.FAMILY: AnsweredBy.FAMILY}


def is_scale(code: Coded, categories: Collection[str]) -> bool:
    """Whether an observation of this code and these categories is a rating scale or a survey."""
    if _SURVEY in categories:
        return True
    return not _MEASURED.intersection(categories) and is_instrument(code)


def is_instrument(code: Coded) -> bool:
    """Whether a code is that of an instrument that we know, or its words name one."""
    coded_so = any(one.system == LOINC and (by_code(one.code) or by_risk_item(one.code)) for one in code.codings)
    return coded_so or any(_names().search(text) for text in (code.text, *(one.display for one in code.codings)))


@cache
def _names() -> re.Pattern[str]:
    """The names of all instruments as whole words, in their own capitals, hyphenated or not."""
    names = {name for one in instruments() for name in (one.name, *one.also_named)}
    written = "|".join(re.escape(name).replace(r"\-", "[- ]?") for name in sorted(names))
    return re.compile(rf"(?<![\w-])({written})(?![\w-])")


def assessment(resource: Element, remark: str) -> Assessment:
    """A scale: a number is its total, any other result its level; components stand beside it."""
    found, parts = result(resource), components(resource)
    total = _total_among(parts) if found is None else None
    nothing = found is None and not parts and not remark
    told = total.result if total else Result(absent=Coded(NOT_RECORDED)) if nothing else found
    performers = [informant(one) for one in resource.many("performer")]
    code = named(resource)
    return Assessment(
        Coded(code.text, (*total.code.codings, *code.codings)) if total else code,
        next((ANSWERED_BY[one] for one in performers if one in ANSWERED_BY), AnsweredBy.NOT_RECORDED),
        total=told.quantity if told else None,
        level=_level(told),
        scores=tuple(part for part in parts if part is not total),
        status=status(resource, ObservationStatus, ObservationStatus.UNKNOWN),
        interpretation=all_coded(resource, "interpretation") or (total.interpretation if total else ()),
        reference_range=reference_range(resource) or (total.reference_range if total else ""),
        note=joined((note(resource, *READ, "interpretation", "referenceRange"), _absent(told), remark), "\n"),
    )


def _total_among(parts: tuple[Component, ...]) -> Component | None:
    """The part with the code of a known total, where a panel states its total as one of its parts."""
    return next((part for part in parts if part.result.quantity and _is_total(part.code)), None)


def _is_total(code: Coded) -> bool:
    loinc = code.code_in(LOINC) or ""
    known = by_code(loinc)
    return known is not None and loinc in known.totals


def _level(told: Result | None) -> str:
    return (words(told.coded) or told.text) if told else ""


def _absent(told: Result | None) -> str:
    return f"No result: {words(told.absent)}" if told and told.absent else ""
