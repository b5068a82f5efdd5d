"""One FHIR R4 resource as contents of ours: `read_resource` sends it to the reader for its type.

Whatever comes in, a Reading comes out. What a reader cannot read as coded is kept as text, with the reason; a Patient
that cannot be read is refused, for nobody may stand in a chart under a wrong name.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import tzinfo
from types import MappingProxyType

from careboard.exchange.facts import LookUp, OwnFact, Reading, Resource
from careboard.exchange.fhir_in.allergies import allergy
from careboard.exchange.fhir_in.answers import questionnaire_response
from careboard.exchange.fhir_in.conditions import condition
from careboard.exchange.fhir_in.consents import consent
from careboard.exchange.fhir_in.context import CONTEXT, ONLY_WITH_A_PATIENT
from careboard.exchange.fhir_in.documents import kept_as_text, within_limits
from careboard.exchange.fhir_in.elements import Element, Reader
from careboard.exchange.fhir_in.extensions import changes_meaning
from careboard.exchange.fhir_in.flags import flag
from careboard.exchange.fhir_in.meals import nutrition_order
from careboard.exchange.fhir_in.medications import administration, request, statement
from careboard.exchange.fhir_in.observations import observation
from careboard.exchange.fhir_in.people import patient, related_person
from careboard.exchange.fhir_in.plans import care_plan, goal
from careboard.exchange.fhir_in.procedures import procedure
from careboard.exchange.own_payload import own_fact

_PATIENT = "Patient"
_OBSERVATION = "Observation"
_READERS: Mapping[str, Callable[[Element], Reading]] = MappingProxyType(
    {
        _PATIENT: patient,
        "RelatedPerson": related_person,
        "AllergyIntolerance": allergy,
        "Condition": condition,
        "MedicationRequest": request,
        "MedicationStatement": statement,
        "MedicationAdministration": administration,
        "Observation": observation,
        "QuestionnaireResponse": questionnaire_response,
        "Procedure": procedure,
        "CarePlan": care_plan,
        "Goal": goal,
        "NutritionOrder": nutrition_order,
        "Flag": flag,
        "Consent": consent,
    }
)
_UNKNOWN_MODIFIER = "It states a change of its own meaning (a modifier extension) that Careboard does not know."
_PSYCHOTHERAPY = "Its source labels it as a psychotherapy note. Everybody who may open the chart will read it."


def read_resource(resource: Resource, look_up: LookUp, zone: tzinfo) -> Reading:
    """What a resource becomes; `zone` is the clinic's, in which times without one are read. Never raises."""
    kind = resource.get("resourceType")
    if not isinstance(kind, str) or not kind.isalpha():
        return Reading(refused="This is no FHIR resource: it does not say of which type it is.")
    if kind in CONTEXT or (kind in ONLY_WITH_A_PATIENT and not resource.get("patient")):
        return Reading(left_out=True)
    reader = Reader(look_up, zone)
    if _is_psychotherapy_note(resource):
        reader.doubts.append(_PSYCHOTHERAPY)
    reading = _read(Element(resource, kind, reader))
    reading = replace(reading, findings=(*reading.findings, *dict.fromkeys(reader.doubts)))
    return _whole(own, reading) if (own := own_fact(resource)) else reading


def _whole(own: OwnFact, otherwise: Reading) -> Reading:
    """An entry of another Careboard, as it stood there."""
    return Reading((own.content,), own.at, author=own.author, own=own, otherwise=otherwise)


def _read(resource: Element) -> Reading:
    if changes_meaning(resource.content):
        if resource.path != _PATIENT:
            return _as_text(resource, _UNKNOWN_MODIFIER)
        resource.reader.doubts.append(_UNKNOWN_MODIFIER)
    try:
        return _limited(_with_contained(_READERS.get(resource.path, kept_as_text)(resource), resource))
    except (ValueError, ArithmeticError) as error:
        return _as_text(resource, str(error))


def _with_contained(reading: Reading, resource: Element) -> Reading:
    """What was observed and stands within another resource, such as a report, goes with it: no number is lost."""
    if resource.path == _PATIENT:
        return reading
    inside = resource.unless_wrong(lambda: resource.many("contained"), ())
    stated = [one.content for one in inside if one.content.get("resourceType") == _OBSERVATION]
    found = [_observed(Element(one, _OBSERVATION, resource.reader)) for one in stated]
    more = [(content, one.at if one.at.iso else reading.at) for one in found for content in one.contents]
    both = (*reading.timed, *more)
    if not more:
        return reading
    return replace(reading, contents=tuple(one for one, _ in both), times=tuple(at for _, at in both))


def _observed(inside: Element) -> Reading:
    reading = inside.unless_wrong(lambda: observation(inside), Reading())
    return Reading() if reading.in_error else reading


def _limited(reading: Reading) -> Reading:
    return replace(reading, contents=tuple(map(within_limits, reading.contents)))


def _is_psychotherapy_note(resource: Resource) -> bool:
    meta = resource.get("meta")
    labels = meta.get("security") if isinstance(meta, dict) else None
    stated = labels if isinstance(labels, list) else []
    return any(isinstance(one, dict) and one.get("code") == "PSYTHPN" for one in stated)


def _as_text(resource: Element, why: str) -> Reading:
    if resource.path == _PATIENT:
        return Reading(refused=f"The Patient cannot be registered. {why}")
    try:
        return replace(_limited(kept_as_text(resource)), findings=(f"Kept as text: {why}",))
    except (ValueError, ArithmeticError) as error:
        return Reading(refused=f"It cannot be kept, not even as text. {error}")
