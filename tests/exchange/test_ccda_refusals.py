"""What is no C-CDA, or would harm, is refused in one sentence, and nothing of it is repeated."""

import socket
from pathlib import Path

import pytest

from careboard.exchange.ccda_in import read_ccda
from careboard.exchange.ccda_in import xml as ccda_xml
from careboard.exchange.refusals import Unreadable
from tests.exchange.ccda_documents import PATIENT, PROBLEMS, ZONE, ccda, sample, section

WHOLE = sample("hl7")
BOMB = b"".join(
    [
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "',
        b"x" * 9000,
        b'"><!ENTITY b "',
        b"&a;" * 900,
        b'"><!ENTITY c "',
        b"&b;" * 900,
        b'">]><ClinicalDocument xmlns="urn:hl7-org:v3"><title>&c;</title></ClinicalDocument>',
    ]
)
DEEP = b'<ClinicalDocument xmlns="urn:hl7-org:v3">' + b"<a>" * 100 + b"</a>" * 100 + b"</ClinicalDocument>"

REFUSED = {
    "nothing at all": (b"", "no complete XML"),
    "a document that was cut off": (WHOLE[: len(WHOLE) // 2], "no complete XML"),
    "a document with more behind it": (WHOLE + WHOLE[:500], "no complete XML"),
    "a web page": (b"<html><body><p>not a record</body>", "no complete XML"),
    "a well-formed web page": (b"<html><body/></html>", "no C-CDA document"),
    "another HL7 document": (b'<PRPA_IN201305UV02 xmlns="urn:hl7-org:v3"/>', "no C-CDA document"),
    "a document outside the namespace": (b"<ClinicalDocument/>", "no C-CDA document"),
    "entities that multiply": (BOMB, "document type"),
    "an empty document type": (b"<!DOCTYPE a>" + ccda(), "document type"),
    "levels without end": (DEEP, "more than 100 levels"),
    "bytes that are no UTF-8": (WHOLE.replace(b"Everyman", b"Every\xffman"), "not UTF-8"),
    "UTF-16": (ccda().decode().encode("utf-16"), "not UTF-8"),
    "another encoding by its own word": (
        ccda(PROBLEMS[1]).replace(b'encoding="UTF-8"', b'encoding="ISO-8859-1"').replace(b"Maya", "Maía".encode()),
        "another encoding",
    ),
    "two patients": (ccda(patient=PATIENT * 2), "more than one patient"),
    "no patient": (ccda(patient=""), "does not say which patient"),
    "a text of 11 million characters": (
        ccda(section(PROBLEMS, text="x" * 11_000_000)),
        "longer than 10 million characters",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_that_a_file_that_is_no_c_cda_is_refused_in_a_sentence(what: str) -> None:
    data, told = REFUSED[what]
    with pytest.raises(Unreadable, match=told) as refusal:
        read_ccda(data.replace(b'<?xml version="1.0" encoding="UTF-8"?>\n', b"") if data[:2] == b"<!" else data, ZONE)
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert refusal.value.next_step


def test_that_an_external_entity_is_refused_before_any_file_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("do not read")
    secret.chmod(0)
    doctype = f'<!DOCTYPE l [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    data = f'{doctype}<ClinicalDocument xmlns="urn:hl7-org:v3">&a;</ClinicalDocument>'
    with pytest.raises(Unreadable, match="document type"):
        read_ccda(data.encode(), ZONE)


def test_that_nothing_is_fetched_from_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def dial(*_where: object) -> None:
        raise AssertionError("The network was called.")

    monkeypatch.setattr(socket.socket, "connect", dial)
    data = b'<!DOCTYPE l SYSTEM "http://127.0.0.1:9/evil.dtd"><ClinicalDocument xmlns="urn:hl7-org:v3"/>'
    with pytest.raises(Unreadable, match="document type"):
        read_ccda(data, ZONE)


def test_that_a_document_of_too_many_elements_is_refused_while_it_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ccda_xml, "MAX_ELEMENTS", 100)
    with pytest.raises(Unreadable, match="elements"):
        read_ccda(WHOLE, ZONE)


def test_that_entries_which_all_point_to_one_long_text_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from careboard.exchange.ccda_in import narrative

    monkeypatch.setattr(narrative, "MOST_RESOLVED", 50)
    with pytest.raises(Unreadable, match="too often"):
        read_ccda(WHOLE, ZONE)


def test_that_a_byte_order_mark_and_comments_change_nothing() -> None:
    plain = ccda(section(PROBLEMS, text="Sleeps badly."))
    commented = plain.replace(b"<title>", b"<!-- kept by nobody --><title>")
    assert read_ccda(b"\xef\xbb\xbf" + commented, ZONE) == read_ccda(plain, ZONE)


def test_that_the_identity_of_an_entry_does_not_depend_on_the_document_around_it() -> None:
    plain = ccda(section(PROBLEMS, "<act moodCode='EVN'><id root='1.2' extension='3'/></act>"))
    other = plain.replace(b'xmlns:sdtc="urn:hl7-org:sdtc"', b'xmlns:sdtc="urn:hl7-org:sdtc" xmlns:mif="urn:m"')
    assert other != plain
    assert [part.canonical for part in read_ccda(other, ZONE)] == [part.canonical for part in read_ccda(plain, ZONE)]
