"""Observations of rating scales and surveys as an Assessment: the total, or the level, and every part of it.

A scale is known by its LOINC code, by its name in the words of the source, or by the category "survey".
"""

import re
from collections.abc import Collection
from functools import cache

from careboard.clinical.measured import ObservationStatus, Result
from careboard.clinical.response import AnsweredBy, Assessment
from careboard.clinical.values import LOINC, NOT_RECORDED, Coded, Informant
from careboard.exchange.fhir_in.datatypes import all_coded, joined, words
from careboard.exchange.fhir_in.documents import note
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.names import informant
from careboard.exchange.fhir_in.results import READ, components, named, reference_range, result
from careboard.exchange.fhir_in.states import status
from careboard.reference.instruments import by_code, instruments

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
    coded_so = any(one.system == LOINC and by_code(one.code) for one in code.codings)
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
    nothing = found is None and not parts and not remark
    told = Result(absent=Coded(NOT_RECORDED)) if nothing else found
    performers = [informant(one) for one in resource.many("performer")]
    return Assessment(
        named(resource),
        next((ANSWERED_BY[one] for one in performers if one in ANSWERED_BY), AnsweredBy.NOT_RECORDED),
        total=told.quantity if told else None,
        level=_level(told),
        scores=parts,
        status=status(resource, ObservationStatus, ObservationStatus.UNKNOWN),
        interpretation=all_coded(resource, "interpretation"),
        reference_range=reference_range(resource),
        note=joined((note(resource, *READ, "interpretation", "referenceRange"), _absent(told), remark), "\n"),
    )


def _level(told: Result | None) -> str:
    return (words(told.coded) or told.text) if told else ""


def _absent(told: Result | None) -> str:
    return f"No result: {words(told.absent)}" if told and told.absent else ""
