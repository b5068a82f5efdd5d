"""Words: markup is taken apart, attached texts are read, and nothing in them runs, hides or lasts long."""

import base64
import time

import pytest

from careboard.clinical.condition import Diagnosis
from careboard.clinical.paper import Document
from careboard.exchange.fhir_in import labels, narrative
from careboard.exchange.markup import plain
from tests.exchange.fhir import concept, content, example, read


def data(text: bytes) -> str:
    return base64.b64encode(text).decode()


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<div xmlns='http://www.w3.org/1999/xhtml'><p>One <b>two</b></p><p>three</p></div>", "One two\nthree"),
        ("<div><table><tr><td>K</td><td>3.9</td></tr><tr><td>Na</td></tr></table></div>", "K | 3.9\nNa"),
        ("<div>a<br/>b&nbsp;c &lt;5 &amp; &#x41;</div>", "a\nb c <5 & A"),
        ("<div>BP < 120 and > 60</div>", "BP < 120 and > 60"),
        ("<div>seen<script>alert('x')</script><style>p {}</style> again</div>", "seen again"),
        ("<div>be<!-- not <b>this</b> -->fore</div>", "before"),
        ("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><div>&e;</div>", "<!DOCTYPE x []>\n&e;"),
        ("<div><img src='x' alt='a graph'/></div>", "a graph"),
        ("<div>&amp;lt;b&amp;gt;</div>", "&lt;b&gt;"),
        ("<div>&#99999999999999;x&#x0;</div>", "x\N{REPLACEMENT CHARACTER}"),
        ("10<sup>9</sup>/L and a<sup>b</sup>", "10^9/L and ab"),
        ("no markup\tat all\n\nhere", "no markup at all here"),
        ("<div", "<div"),
        ("", ""),
    ],
)
def test_that_markup_becomes_its_words(markup: str, words: str) -> None:
    assert plain(markup) == words


@pytest.mark.parametrize("piece", ["<", "<a", "<!--", "<script>", "&#1", "<p>", "<td><img alt='", "&lt;", "<a b='c"])
def test_that_markup_made_to_last_long_does_not(piece: str) -> None:
    started = time.process_time()
    plain(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("content_type", "content_bytes", "words"),
    [
        ("text/plain", b"Slept well.\r\nAte well.", "Slept well.\nAte well."),
        ("text/plain; charset=iso-8859-1", "Müde".encode("latin-1"), "Müde"),
        ("text/plain; charset=rot13", b"plain", "plain"),
        ("text/html", b"<html><head><title>x</title></head><body><p>Sad</p></body></html>", "Sad"),
        ("application/xml", b"<note><p>Calm</p></note>", "Calm"),
        ("text/plain", b"\xff\xfe\x00bad", "\ufffd\ufffd bad"),
        ("application/pdf", b"%PDF-1.7", ""),
        ("text/rtf", b"{\\rtf1 x}", ""),
        ("", b"who knows", ""),
    ],
)
def test_that_attached_text_is_read_and_no_other_file_is(content_type: str, content_bytes: bytes, words: str) -> None:
    assert narrative.decoded(data(content_bytes), content_type) == words


def test_that_data_that_is_no_base64_is_no_text() -> None:
    assert narrative.decoded("!!!", "text/plain") == ""


def test_that_a_note_in_a_document_reference_is_read_also_from_its_binary() -> None:
    inside = content(Document, example("DocumentReference"))
    assert (inside.title, inside.type.codings[0].code) == ("Progress note", "11506-3")
    assert inside.text.endswith("Slept well.")
    binary = {"resourceType": "Binary", "id": "b", "contentType": "text/plain", "data": data(b"Woke early.")}
    attachment = {"attachment": {"title": "Night", "url": "Binary/b"}}
    outside = content(Document, example("DocumentReference", content=[attachment]), binary)
    assert outside.text.endswith("Woke early.")


def test_that_a_file_that_is_no_text_keeps_its_name() -> None:
    file = {"attachment": {"contentType": "application/pdf", "title": "ECG of May", "data": data(b"%PDF")}}
    document = content(Document, example("DocumentReference", content=[file]))
    assert "ECG of May, application/pdf" in document.text
    assert data(b"%PDF") not in document.text


def test_that_the_sections_of_a_composition_stand_under_their_titles() -> None:
    inner = {"title": "Diet", "text": {"status": "generated", "div": "<div>Three meals</div>"}}
    section = {"title": "Course", "text": {"status": "generated", "div": "<div>Ate well.</div>"}, "section": [inner]}
    lines = content(Document, example("Composition", section=[section])).text.splitlines()
    assert lines[-4:] == ["Course", "Ate well.", "Diet", "Three meals"]


def test_that_a_narrative_that_repeats_the_elements_is_told_once_and_another_one_whole() -> None:
    repeating = {"status": "generated", "div": "<div>Consultation, ambulatory</div>"}
    further = {"status": "generated", "div": "<div>Consultation: arrived in tears</div>"}
    assert content(Document, example("Encounter", text=repeating)).text.count("Consultation") == 1
    assert "arrived in tears" in content(Document, example("Encounter", text=further)).text


def test_that_a_narrative_that_contradicts_the_coded_elements_stands_in_the_note() -> None:
    text = {"status": "generated", "div": "<div>Major depressive disorder, ruled out on review</div>"}
    assert "ruled out on review" in content(Diagnosis, example("Condition", text=text)).note


@pytest.mark.parametrize(
    ("status", "title"),
    [("finished", "Consultation"), ("cancelled", "Consultation (cancelled)"), (None, "Consultation")],
)
def test_that_a_title_says_when_something_did_not_happen(status: str | None, title: str) -> None:
    assert content(Document, example("Encounter", status=status)).title == title


def test_that_what_must_not_be_done_says_so_first() -> None:
    request = {"resourceType": "ServiceRequest", "id": "s", "status": "active", "code": concept("ECT")}
    assert content(Document, {**request, "doNotPerform": True}).title == "Do not perform: ECT"


def test_that_ids_and_addresses_of_systems_are_no_words() -> None:
    text = content(
        Document,
        example(
            "Encounter",
            identifier=[{"system": "urn:x", "value": "e-77"}],
            serviceProvider={"reference": "Organization/77"},
            extension=[{"url": "urn:careboard:payload", "valueString": "e30="}, {"url": "u/mood", "valueCode": "low"}],
        ),
    ).text
    assert "77" not in text
    assert "e30=" not in text
    assert "Mood: low" in text


def test_that_references_are_told_by_what_they_lead_to() -> None:
    place = {"resourceType": "Location", "id": "1", "name": "Room 4"}
    encounter = example("Encounter", location=[{"location": {"reference": "Location/1"}}])
    assert "Room 4" in content(Document, encounter, place).text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("statusReason", "Status reason"),
        ("occurrenceDateTime", "Occurrence"),
        ("valueQuantity", "Value"),
        ("itemCodeableConcept", "Item"),
        ("code", "Code"),
        ("startDate", "Start"),
    ],
)
def test_that_elements_are_named_in_words(name: str, words: str) -> None:
    assert labels.label(name) == words


def test_that_a_very_long_text_is_refused_and_not_cut() -> None:
    reading = read(example("Encounter", note=[{"text": "x" * 10_000_001}]))
    assert reading.refused
    kept = read(example("Condition", note=[{"text": "x" * 100_001}]))
    assert isinstance(kept.contents[0], Document)
