"""What holds for every resource of every type: nothing is lost without a word, and nothing whatever raises."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careboard.clinical.paper import Document
from careboard.exchange.facts import Fate, Reading, Resource
from careboard.exchange.fhir_in.context import CONTEXT
from careboard.exchange.fhir_in.resources import read_resource
from careboard.exchange.r4 import RESOURCE_TYPES
from tests.exchange.fhir import EXAMPLES, NEW_YORK, SUBJECT, example, read

MARK = "Xyzzy-of-the-source"  # stands for whatever a source may say about a patient
TAKEN_AS_TEXT = {"Encounter", "DocumentReference", "Composition"}

junk = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.decimals(),
        st.text(max_size=8),
        st.sampled_from([MARK, "active", "2024-01-01", "9999-99-99", "<p>&#1", "\0", "\u200b", "#med", "Patient/maya"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from("text coding code value extension reference start repeat item answer data url".split()),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=6,
)


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a resource, by the keys that lead to it."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [one for key in keys for one in ((*path, key), *places(value[key], (*path, key)))]  # type: ignore[index]


PLACES = [(index, path) for index, resource in enumerate(EXAMPLES) for path in places(resource)]


def spoilt(index: int, path: tuple[Any, ...], junk: object) -> Resource:
    resource = deepcopy(EXAMPLES[index])
    holder: Any = resource
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = junk
    return resource


@given(st.sampled_from(PLACES), junk)
def test_that_junk_anywhere_in_a_resource_ends_as_a_reading_whose_findings_repeat_none_of_it(
    place: tuple[int, tuple[Any, ...]], junk: object
) -> None:
    reading = read(spoilt(*place, junk))
    assert isinstance(reading, Reading)
    assert reading.refused or reading.left_out or reading.contents
    assert MARK not in "".join((reading.refused, *reading.findings))


@given(st.sampled_from(sorted(RESOURCE_TYPES)), st.dictionaries(st.text(max_size=12), junk, max_size=5))
def test_that_any_object_of_any_type_ends_as_a_reading(resource_type: str, elements: dict[str, Any]) -> None:
    resource = {**elements, "resourceType": resource_type}
    assert isinstance(read_resource(resource, lambda _: resource, NEW_YORK), Reading)


@pytest.mark.parametrize("resource_type", [None, 7, "", "Not a type", ["Patient"], {"a": 1}])
def test_that_what_does_not_say_its_type_is_refused(resource_type: object) -> None:
    assert read({"resourceType": resource_type}).fate is Fate.REFUSED


def test_that_an_element_nested_a_hundred_times_ends_as_a_reading() -> None:
    deep: object = "at the bottom"
    for _ in range(48):
        deep = {"extension": [deep], "url": "a"} if isinstance(deep, dict) else {"valueString": deep, "url": "a"}
    reading = read(example("Encounter", extension=[deep], diagnosis=[deep]))
    assert "at the bottom" in str(reading.contents[0])


@pytest.mark.parametrize("resource", EXAMPLES, ids=lambda one: f"{one['resourceType']} {one['id']}")
def test_that_every_example_is_taken_without_a_doubt(resource: Resource) -> None:
    reading = read(resource)
    assert reading.findings == ()
    assert reading.fate is (Fate.KEPT_AS_TEXT if resource["resourceType"] in TAKEN_AS_TEXT else Fate.TAKEN)


@pytest.mark.parametrize("resource_type", sorted(RESOURCE_TYPES - CONTEXT - {"Device", "Patient"}))
def test_that_every_type_that_is_no_context_stands_in_the_chart_with_its_words(resource_type: str) -> None:
    resource = {"resourceType": resource_type, "id": "x", "subject": SUBJECT, "note": [{"text": MARK}]}
    assert MARK in str(read(resource).contents)


@pytest.mark.parametrize("resource_type", sorted(CONTEXT))
def test_that_context_is_left_out(resource_type: str) -> None:
    assert read({"resourceType": resource_type, "subject": SUBJECT}).fate is Fate.LEFT_OUT


def test_that_a_device_is_context_unless_it_is_a_patients() -> None:
    device = {"resourceType": "Device", "deviceName": [{"name": "Pacemaker"}]}
    assert read(device).fate is Fate.LEFT_OUT
    assert "Pacemaker" in str(read({**device, "patient": SUBJECT}).contents[0])


@pytest.mark.parametrize("where", ["top", "inside"])
def test_that_an_unknown_modifier_extension_makes_a_text_of_it(where: str) -> None:
    modifier = {"modifierExtension": [{"url": "urn:example:negated", "valueBoolean": True}]}
    change = modifier if where == "top" else {"reasonCode": [{"text": "pain", **modifier}]}
    reading = read(example("MedicationRequest", **change))
    assert reading.fate is Fate.KEPT_AS_TEXT
    assert "modifier extension" in reading.findings[0]


def test_that_a_modifier_extension_in_a_contained_resource_is_that_ones_own_matter() -> None:
    inside = {"resourceType": "Practitioner", "id": "p", "modifierExtension": [{"url": "urn:example:x"}]}
    assert read(example("Condition", contained=[inside])).fate is Fate.TAKEN


def test_that_a_wrong_type_names_its_element_and_keeps_the_words() -> None:
    reading = read(example("Condition", code=MARK))
    document = reading.contents[0]
    assert reading.findings == ("Kept as text: Condition.code is not as FHIR R4 writes it.",)
    assert isinstance(document, Document)
    assert MARK in document.text


def test_that_what_is_not_coded_stands_in_the_note() -> None:
    further = {"evidence": [{"code": [{"text": "weeps daily"}]}], "unheardOf": {"remark": "kept all the same"}}
    note = str(read(example("Condition", **further)).contents[0])
    assert "weeps daily" in note
    assert "kept all the same" in note


def test_that_the_labels_of_the_source_are_told_and_a_psychotherapy_note_is_a_finding() -> None:
    labels = {"security": [{"code": "R"}, {"code": "PSYTHPN"}, {"code": "N"}]}
    reading = read(example("Condition", meta=labels))
    assert "Labelled by its source: restricted; psychotherapy note" in str(reading.contents[0])
    assert "psychotherapy note" in reading.findings[0]


@pytest.mark.parametrize(
    ("resource_type", "change"),
    [
        ("Condition", {"verificationStatus": {"coding": [{"code": "entered-in-error"}]}}),
        ("AllergyIntolerance", {"verificationStatus": {"coding": [{"code": "entered-in-error"}]}}),
        ("MedicationRequest", {"status": "entered-in-error"}),
        ("MedicationStatement", {"status": "entered-in-error"}),
        ("MedicationAdministration", {"status": "entered-in-error"}),
        ("Observation", {"status": "entered-in-error"}),
        ("QuestionnaireResponse", {"status": "entered-in-error"}),
        ("Procedure", {"status": "entered-in-error"}),
        ("CarePlan", {"status": "entered-in-error"}),
        ("Goal", {"lifecycleStatus": "entered-in-error"}),
        ("NutritionOrder", {"status": "entered-in-error"}),
        ("Flag", {"status": "entered-in-error"}),
        ("Consent", {"status": "entered-in-error"}),
        ("Encounter", {"status": "entered-in-error"}),
        ("DocumentReference", {"docStatus": "entered-in-error"}),
    ],
)
def test_that_entered_in_error_stays_entered_in_error(resource_type: str, change: Resource) -> None:
    assert not read(example(resource_type)).in_error
    assert read(example(resource_type, **change)).in_error


@pytest.mark.parametrize(
    ("resource_type", "author"),
    [("MedicationRequest", "Dr A. Chen"), ("MedicationAdministration", "R. Patel, RN"), ("Encounter", "Dr A. Chen")],
)
def test_that_the_author_is_whom_the_source_names(resource_type: str, author: str) -> None:
    assert read(example(resource_type)).author == author


def test_that_an_author_without_a_display_is_named_by_the_resource() -> None:
    role = {"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "Practitioner/chen"}}
    chen = {"resourceType": "Practitioner", "id": "chen", "name": [{"family": "Chen", "prefix": ["Dr"]}]}
    asserted = example("Condition", asserter={"reference": "PractitionerRole/r"})
    assert read(asserted, {**role, "code": [{"text": "Psychiatrist"}]}, chen).author == "Dr Chen, Psychiatrist"
    assert read(asserted).author == ""
