"""FHIR R4 and no other version: held against HL7's own definitions of 4.0.1."""

import json
from collections.abc import Mapping

import pytest

from careboard.exchange import r4
from careboard.exchange.refusals import Unreadable
from tests.exchange.deliveries import DATA, JsonObject

ELEMENTS: Mapping[str, Mapping[str, str]] = json.loads((DATA / "r4-elements.json").read_text(encoding="utf-8"))
SUBJECTS = ("subject", "patient", "beneficiary", "candidate", "individual", "for")


def check(resource: JsonObject) -> None:
    r4.check(resource.get("resourceType"), resource)


def test_that_the_types_are_those_of_r4() -> None:
    assert set(ELEMENTS) == r4.RESOURCE_TYPES


def test_that_no_element_by_which_another_version_is_told_is_one_of_r4() -> None:
    for table in (r4.STU3_ELEMENTS, r4.R5_ELEMENTS):
        for resource_type, elements in table.items():
            assert not elements & set(ELEMENTS[resource_type])


def test_that_what_must_be_an_object_is_one_in_r4() -> None:
    for resource_type, elements in r4.OBJECTS.items():
        for element in elements:
            assert ELEMENTS[resource_type][element].split(":")[0] in {"CodeableConcept", "Coding", "Reference"}


def test_that_the_types_about_a_patient_are_those_with_such_a_reference() -> None:
    about = {
        resource_type
        for resource_type, elements in ELEMENTS.items()
        if any(elements.get(name, "").endswith("Reference:Patient") for name in SUBJECTS)
    }
    assert about == r4.ABOUT_A_PATIENT


@pytest.mark.parametrize(
    "resource",
    [
        {"resourceType": "Patient", "meta": {"profile": ["http://hl7.org/fhir/StructureDefinition/Patient|4.0.1"]}},
        {"resourceType": "Patient", "meta": {"profile": ["http://other.example/5.0/StructureDefinition/x"]}},
        {"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1"},
        {"resourceType": "ImplementationGuide", "fhirVersion": ["4.3.0"]},
        {"resourceType": "Condition", "clinicalStatus": {"text": "active"}},
        {"resourceType": "Encounter", "class": {"code": "AMB"}},
    ],
)
def test_that_r4_passes(resource: JsonObject) -> None:
    check(resource)


@pytest.mark.parametrize(
    ("resource", "sentence"),
    [
        ({"resourceType": "Spaceship"}, "a type that FHIR R4 does not have"),
        ({"resourceType": ["Patient"]}, "a type that FHIR R4 does not have"),
        ({"resourceType": None}, "a type that FHIR R4 does not have"),
        ({"resourceType": "ProcedureRequest"}, "a type that FHIR R4 does not have"),
        ({"resourceType": "ActorDefinition"}, "a type that FHIR R4 does not have"),
        ({"resourceType": "CapabilityStatement", "fhirVersion": "5.0.0"}, r"FHIR 5\.0\.0, not R4"),
        ({"resourceType": "ImplementationGuide", "fhirVersion": ["3.0.2"]}, r"FHIR 3\.0\.2, not R4"),
        ({"resourceType": "MessageHeader", "fhirVersion": "Maya Rivera"}, "another version of FHIR, not R4"),
        ({"resourceType": "Patient", "meta": {"fhirVersion": "3.0"}}, r"FHIR 3\.0, not R4"),
        (
            {"resourceType": "Patient", "meta": {"profile": ["http://hl7.org/fhir/5.0/StructureDefinition/Patient"]}},
            r"FHIR 5\.0, not R4",
        ),
        ({"resourceType": "Condition", "clinicalStatus": "active"}, "another version"),
        ({"resourceType": "MedicationStatement", "taken": "y"}, "STU3"),
        ({"resourceType": "Observation", "context": {"reference": "Encounter/1"}}, "STU3"),
        ({"resourceType": "MedicationRequest", "medication": {"concept": {"text": "x"}}}, "another version"),
        ({"resourceType": "Encounter", "class": [{"text": "AMB"}]}, "another version"),
    ],
)
def test_that_another_version_is_told_by_what_it_says_or_how_it_writes(resource: JsonObject, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        check(resource)
