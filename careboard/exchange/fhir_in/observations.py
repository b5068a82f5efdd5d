"""Observation: vital signs, a rating scale, a drug screen, else a result; no number of it is ever left behind.

A panel that only names its members says so; each member is an observation of its own.
"""

from careboard.clinical.entry import KnownContent
from careboard.clinical.measured import LabResult, ObservationStatus, Result, Vitals
from careboard.clinical.values import LOINC, NOT_RECORDED, Coded
from careboard.exchange.facts import Reading
from careboard.exchange.fhir_in import times
from careboard.exchange.fhir_in.datatypes import all_coded, coded, joined
from careboard.exchange.fhir_in.documents import author, in_error, note
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.names import reference_words
from careboard.exchange.fhir_in.results import READ, component, components, named, reference_range, result, specimen
from careboard.exchange.fhir_in.scales import assessment, is_scale
from careboard.exchange.fhir_in.screens import drug_screen, is_drug_screen
from careboard.exchange.fhir_in.states import status
from careboard.reference.labs import is_vital

VITAL_SIGNS = "vital-signs"
_MADE_OF_IT = ("interpretation", "referenceRange")
_WITHOUT_RESULT = (ObservationStatus.REGISTERED, ObservationStatus.PRELIMINARY, ObservationStatus.CANCELLED)


def observation(resource: Element) -> Reading:
    """An Observation, and when it was made, or else was issued."""
    at = times.start(resource, "effective", "issued")
    content = _content(resource, _remark(resource))
    return Reading((content,), at, in_error=in_error(resource), author=author(resource, "performer"))


def _content(resource: Element, remark: str) -> KnownContent:
    code, categories = named(resource), categories_of(resource)
    if is_scale(code, categories):
        return assessment(resource, remark)
    if is_drug_screen(resource, code):
        return drug_screen(resource, remark)
    vital = VITAL_SIGNS in categories or any(one.system == LOINC and is_vital(one.code) for one in code.codings)
    return _vitals(resource, remark) if vital else _lab_result(resource, remark)


def categories_of(resource: Element) -> frozenset[str]:
    """The codes of its categories."""
    return frozenset(one.code for category in all_coded(resource, "category") for one in category.codings)


def _remark(resource: Element) -> str:
    """What stands in the note of any observation: its parts, and that its time is the one of issue."""
    issued = not resource.choice("effective") and resource.text("issued")
    when = "The time is that of issue; when it was observed is not stated." if issued else ""
    return joined((_members(resource), when), "\n")


def _members(resource: Element) -> str:
    members = [reference_words(one) for one in resource.many("hasMember")]
    count = f"{len(members)} further observations" if len(members) > 1 else "one further observation"
    return f"Reported in its parts: {joined(members) or count}" if members else ""


def _vitals(resource: Element, remark: str) -> Vitals:
    code, found, site = named(resource), result(resource), coded(resource, "bodySite")
    parts = components(resource, site)
    own = found or (None if parts else Result(absent=Coded(NOT_RECORDED)))
    readings = ((component(resource, code, own, site),) if own else ()) + parts
    made_of_it = _MADE_OF_IT if own else ()
    return Vitals(
        readings,
        code=code if parts else None,
        status=status(resource, ObservationStatus, ObservationStatus.UNKNOWN),
        method=coded(resource, "method"),
        period=times.period(resource, "effectivePeriod"),
        note=joined((note(resource, *READ, *made_of_it, "bodySite", "method"), remark), "\n"),
    )


def _lab_result(resource: Element, remark: str) -> LabResult:
    found, parts = result(resource), components(resource)
    how = status(resource, ObservationStatus, ObservationStatus.UNKNOWN)
    if found is None and not parts and how not in _WITHOUT_RESULT:
        members = _members(resource)
        found = Result(text=members) if members else Result(absent=Coded(NOT_RECORDED))
    return LabResult(
        named(resource),
        found,
        parts,
        status=how,
        reference_range=reference_range(resource),
        interpretation=all_coded(resource, "interpretation"),
        categories=all_coded(resource, "category"),
        specimen=specimen(resource),
        method=coded(resource, "method"),
        body_site=coded(resource, "bodySite"),
        period=times.period(resource, "effectivePeriod"),
        performer=author(resource, "performer"),
        note=joined((note(resource, *READ, *_MADE_OF_IT, "specimen", "method", "bodySite"), remark), "\n"),
    )
