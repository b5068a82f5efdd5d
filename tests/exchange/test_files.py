"""One file: what it is by its content, and one sentence for each way in which it can be none."""

import json
from datetime import tzinfo
from pathlib import Path

import pytest

from careboard.exchange.facts import Part, Reading
from careboard.exchange.files import FileContent, read_file, read_path
from careboard.exchange.refusals import Cancelled, Stop, Unreadable
from tests.exchange.deliveries import READERS, ZONE, JsonObject, bundle, entry, file, person, problem

PART = Part("Header", "Patient", "", "1", "<a/>", Reading())


def read(content: bytes) -> FileContent:
    return read_file("any name.pdf", content, ZONE, READERS.ccda)


def read_json(document: object) -> FileContent:
    return read(json.dumps(document).encode())


def places(content: FileContent) -> list[str]:
    assert content.refused == ""
    return [item.where for item in content.items]


def test_that_a_single_resource_is_one() -> None:
    assert places(read_json(person("p1"))) == ["Patient/p1"]


def test_that_the_resources_of_a_bundle_tell_their_entry() -> None:
    assert places(read_json(bundle(person("p1"), problem("c1", None)))) == [
        "entry 1: Patient/p1",
        "entry 2: Condition/c1",
    ]


@pytest.mark.parametrize(
    "kind", ["transaction", "collection", "document", "searchset", "message", "history", "batch", "batch-response"]
)
def test_that_every_type_of_bundle_is_opened(kind: str) -> None:
    assert len(places(read_json(bundle(person(), kind=kind)))) == 1


def test_that_a_bundle_in_a_bundle_is_opened_and_not_counted() -> None:
    inner = bundle(person("p1"), problem("c1", None), kind="searchset")
    outer = {"resourceType": "Bundle", "type": "batch-response", "entry": [{"resource": inner}, {"resource": person()}]}
    assert places(read_json(outer)) == [
        "entry 1, entry 1: Patient/p1",
        "entry 1, entry 2: Condition/c1",
        "entry 2: Patient/p1",
    ]


def test_that_the_lines_of_ndjson_tell_their_number() -> None:
    _, content = file(person("p1"), bundle(problem("c1", None)), problem("c2", None))
    assert places(read(content)) == ["line 1: Patient/p1", "line 2, entry 1: Condition/c1", "line 3: Condition/c2"]


def test_that_what_is_contained_belongs_to_its_holder() -> None:
    holder = problem("c1", "#p", contained=[person("p")])
    assert places(read_json(holder)) == ["Condition/c1"]


@pytest.mark.parametrize(
    "document",
    [
        {"resourceType": "Bundle", "type": "batch"},
        {"resourceType": "Bundle", "type": "batch", "entry": []},
        {"resourceType": "Bundle", "type": "batch", "entry": [{"request": {"method": "DELETE", "url": "Patient/1"}}]},
    ],
)
def test_that_a_bundle_of_none_holds_nothing_and_is_no_refusal(document: JsonObject) -> None:
    assert places(read_json(document)) == []


def test_that_a_byte_order_mark_is_no_harm() -> None:
    assert places(read(b"\xef\xbb\xbf" + json.dumps(person("p1")).encode())) == ["Patient/p1"]


WHOLE = json.dumps(bundle(person())).encode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (WHOLE.decode().encode("utf-16"), "UTF-16"),
        (WHOLE.decode().encode("utf-16-le"), "UTF-16"),
        (WHOLE[:20] + b"\0" + WHOLE[20:], "UTF-16, or like no text"),
        (WHOLE.replace(b"Maya", b"Ma\xffa"), "no character"),
        (WHOLE.replace(b"Maya", b"Ma\xc3"), "no character"),
        (WHOLE.replace(b"Maya", rb"Ma\u0000a"), "NUL"),
        (WHOLE[:-1], "cut short"),
        (WHOLE + WHOLE[: len(WHOLE) // 2], "goes on after its end"),
        (b"[" + WHOLE + b"]", "neither FHIR JSON nor C-CDA"),
        (b"family,given\nRivera,Maya\n", "neither FHIR JSON nor C-CDA"),
        (b"%PDF-1.7", "neither FHIR JSON nor C-CDA"),
        (b"{}", "no FHIR resource"),
        (b'{"name": "Maya"}', "no FHIR resource"),
        (b'{"resourceType": "Spaceship", "id": "x"}', "a type that FHIR R4 does not have"),
        (b'{"resourceType": "Bundle", "entry": {}}', "no FHIR resource"),
        (b'{"resourceType": "Bundle", "entry": [1]}', "an entry that is none"),
        (b'{"resourceType": "Bundle", "entry": [{"resource": {}}]}', "no FHIR resource"),
        (
            b'{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Spaceship"}}]}',
            "FHIR R4 does not have",
        ),
    ],
)
def test_that_a_file_that_cannot_be_read_says_why_and_what_to_do(content: bytes, sentence: str) -> None:
    refused = read(content)
    assert sentence in refused.refused
    assert "Nothing of it was taken" in refused.refused
    assert "Maya" not in refused.refused
    assert refused.items == ()


def test_that_an_escaped_backslash_before_u0000_is_no_nul() -> None:
    assert read(WHOLE.replace(b"Maya", rb"Ma\\u0000a")).refused == ""


def test_that_one_broken_resource_refuses_its_whole_file() -> None:
    broken = bundle(person(), {"resourceType": "Condition", "clinicalStatus": "active"})
    assert read_json(broken).items == ()


def test_that_xml_is_given_to_the_reader_of_ccda() -> None:
    def ccda(content: bytes, zone: tzinfo, cancelled: Stop) -> tuple[Part, ...]:
        assert content == b"\n<ClinicalDocument/>"
        return (PART,)

    assert read_file("x.json", b"\n<ClinicalDocument/>", ZONE, ccda).parts == (PART,)


def test_that_a_ccda_that_is_none_says_so() -> None:
    def ccda(content: bytes, zone: tzinfo, cancelled: Stop) -> tuple[Part, ...]:
        raise Unreadable("The file is no C-CDA.")

    assert read_file("x", b"<html>", ZONE, ccda).refused.startswith("The file is no C-CDA. Nothing of it was taken")


def test_that_reading_stops_when_a_person_wants_it() -> None:
    with pytest.raises(Cancelled):
        read_file("x", WHOLE, ZONE, READERS.ccda, lambda: True)


def test_that_a_file_is_read_from_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "patient.json"
    path.write_bytes(WHOLE)
    assert read_path(path, ZONE, READERS.ccda) == read_file(str(path), WHOLE, ZONE, READERS.ccda)


@pytest.mark.parametrize("name", ["missing.json", ".", "/dev/zero"])
def test_that_what_is_no_file_is_refused_in_words(tmp_path: Path, name: str) -> None:
    told = "This is a folder. Name the files in it" if name == "." else "There is no such file. Check its name."
    assert read_path(tmp_path / name, ZONE, READERS.ccda).refused.startswith(told)


def test_that_a_full_url_goes_with_its_resource() -> None:
    (item,) = read_json(
        {"resourceType": "Bundle", "entry": [entry(person("7"), "http://a.example/fhir/Patient/7")]}
    ).items
    assert (item.base, item.key) == ("http://a.example/fhir", "Patient/7")
