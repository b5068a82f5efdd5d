"""References: inside the resource, in its Bundle, among the files given together; never by chance elsewhere."""

from itertools import chain

import pytest

from careboard.exchange.files import read_file
from careboard.exchange.references import References
from tests.exchange.deliveries import READERS, ZONE, File, JsonObject, bundle, entry, file, person, problem

A, B = "http://a.example/fhir", "http://b.example/fhir"
UUID = "urn:uuid:04121321-4af5-424c-a0e1-ed3aab1c349d"


def named(reference: str, *given: File | JsonObject) -> list[str]:
    """The places of what a reference names, as the last resource of the first file writes it."""
    files = [one if isinstance(one, tuple) else file(one) for one in given]
    items = [read_file(*one, ZONE, READERS.ccda).items for one in files]
    references = References(chain.from_iterable(items))
    return [found.where for found in references.named(items[0][-1], reference)]


def of(*entries: JsonObject) -> JsonObject:
    return {"resourceType": "Bundle", "type": "collection", "entry": list(entries)}


FACT = problem("c", None)


@pytest.mark.parametrize(
    "reference",
    [f"{A}/Patient/7", "Patient/7", f"{A}/Patient/7/_history/3", "Patient/7/_history/3", "Patient/7#name"],
)
def test_that_a_reference_is_found_in_its_bundle(reference: str) -> None:
    assert named(reference, bundle(person("6"), person("7"), FACT, base=A)) == ["entry 2: Patient/7"]


def test_that_a_uuid_is_found_in_its_bundle() -> None:
    assert named(UUID, of(entry(person("7"), UUID), entry(FACT, "urn:uuid:c"))) == ["entry 1: Patient/7"]


def test_that_a_relative_reference_between_entries_named_by_uuid_is_found_by_type_and_id() -> None:
    assert named("Patient/7", of(entry(person("7"), UUID), entry(FACT, "urn:uuid:c"))) == ["entry 1: Patient/7"]


def test_that_a_resource_without_id_is_found_by_its_full_url() -> None:
    nameless = {"resourceType": "Patient"}
    assert named("Patient/7", of(entry(nameless, f"{A}/Patient/7"), {"resource": FACT})) == ["entry 1: Patient"]


def test_that_the_own_bundle_comes_before_another_file() -> None:
    other = bundle(problem("x", None), person("7"))
    assert named("Patient/7", bundle(person("7"), FACT), other) == ["entry 1: Patient/7"]


@pytest.mark.parametrize("reference", ["Patient/7", "Patient/7/_history/2", f"{A}/Patient/7"])
def test_that_another_file_of_the_delivery_answers_for_type_and_id(reference: str) -> None:
    assert named(reference, bundle(FACT, base=A), person("7")) == ["Patient/7"]


def test_that_the_lines_of_a_file_know_one_another() -> None:
    assert named("Patient/7", file(person("7"), FACT)) == ["line 1: Patient/7"]


def test_that_a_resource_without_its_bundle_is_found_by_its_uuid() -> None:
    assert named(UUID, FACT, person(UUID.removeprefix("urn:uuid:"))) == [f"Patient/{UUID.removeprefix('urn:uuid:')}"]


def test_that_another_servers_resource_is_never_taken_for_one_of_the_same_type_and_id() -> None:
    assert named("Patient/7", bundle(FACT, base=A), bundle(person("7"), base=B)) == []
    assert named(f"{B}/Patient/7", bundle(person("7"), FACT, base=A)) == []


def test_that_the_id_alone_names_nobody() -> None:
    for reference in ("7", "", "/7", "Observation/7", "Patient/", "urn:oid:7", "Patient?_id=7"):
        assert named(reference, bundle(person("7"), FACT)) == []


def test_that_a_look_up_gives_the_resource_that_a_reference_names() -> None:
    medicine = {"resourceType": "Medication", "id": "m", "code": {"text": "fluoxetine"}}
    holder = problem("c", None, contained=[{"resourceType": "Medication", "id": "inside"}])
    (_, item) = read_file(*file(bundle(medicine, holder)), ZONE, READERS.ccda).items
    references = References(read_file(*file(bundle(medicine, holder)), ZONE, READERS.ccda).items)
    look_up = references.look_up_from(item, references.parsed(item))
    assert look_up("Medication/m") == medicine
    assert look_up("#inside") == {"resourceType": "Medication", "id": "inside"}
    assert look_up("#other") is None
    assert look_up("Medication/other") is None
