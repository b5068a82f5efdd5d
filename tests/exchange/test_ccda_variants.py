"""C-CDA as the standard allows it and few senders write it: variants made from the standard, not from the samples."""

import base64

import pytest

from careboard.clinical.medication.taking import MedicationReported
from careboard.clinical.paper import Document
from careboard.clinical.person import Registration
from careboard.clinical.response import Assessment
from careboard.exchange.ccda_in import read_ccda
from careboard.exchange.ccda_in.header import ONE_EACH
from careboard.exchange.refusals import Cancelled, Unreadable
from tests.exchange.ccda_documents import MEDICATIONS, PATIENT, RESULTS, ZONE, ccda, content, contents, parts, section

BODY = b"<component><structuredBody></structuredBody></component>"


def unstructured(media: str, text: str) -> Document:
    """What became of a document in one piece, with its file embedded."""
    data = base64.b64encode(text.encode()).decode()
    body = (
        f'<component><nonXMLBody><text mediaType="{media}" representation="B64">{data}</text></nonXMLBody></component>'
    )
    found = [one for one in contents(read_ccda(ccda().replace(BODY, body.encode()), ZONE)) if isinstance(one, Document)]
    return found[0]


@pytest.mark.parametrize(
    ("media", "text", "words"),
    [
        ("text/plain", "Patient <i>is</i> well.", "Patient <i>is</i> well."),
        (
            "text/html",
            "<p>Patient <b>is</b> well.</p><script>evil()</script><p>10<sup>9</sup>/L",
            "Patient is well.\n10^9/L",
        ),
        ("Text/HTML", "<b>Well.</b>", "Well."),
        ("application/pdf", "%PDF", "[a file is embedded: application/pdf]"),
    ],
)
def test_that_an_embedded_text_is_read_as_words_and_another_file_is_named(media: str, text: str, words: str) -> None:
    assert unstructured(media, text).text == words


def test_that_a_raised_number_stays_told_from_its_base() -> None:
    (_, part) = read_ccda(ccda(section(RESULTS, text="Leukocytes 6.1 x 10<sup>9</sup>/L<sup>a</sup>")), ZONE)
    (found, *_) = part.reading.contents
    assert isinstance(found, Document)
    assert found.text == "Leukocytes 6.1 x 10^9/La"


def test_that_a_prefix_for_the_namespace_changes_nothing() -> None:
    plain = ccda(section(RESULTS, text="None."))
    prefixed = plain.replace(b"<ClinicalDocument xmlns=", b'<v:ClinicalDocument xmlns:v="urn:hl7-org:v3" xmlns=')
    prefixed = prefixed.replace(b"</ClinicalDocument>", b"</v:ClinicalDocument>")

    def read(document: bytes) -> list[tuple[str, str]]:
        return [(part.where, repr(part.reading.contents)) for part in read_ccda(document, ZONE)]

    assert read(prefixed) == read(plain)


@pytest.mark.parametrize("patient", [PATIENT + PATIENT.replace("A-1", "A-2"), ""])
def test_that_two_patients_or_none_are_refused_with_what_to_ask_for(patient: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_ccda(ccda(patient=patient), ZONE)
    assert refusal.value.told.endswith(ONE_EACH)


@pytest.mark.parametrize("body", [b"", BODY])
def test_that_a_document_without_sections_still_registers_its_patient(body: bytes) -> None:
    (header,) = read_ccda(ccda().replace(BODY, body), ZONE)
    assert isinstance(header.reading.contents[0], Registration)


def test_that_a_patient_of_whom_everything_is_masked_is_registered_as_not_recorded() -> None:
    masked = '<patient><name nullFlavor="MSK"/><birthTime nullFlavor="UNK"/></patient>'
    role = f'<recordTarget><patientRole><id nullFlavor="UNK"/>{masked}</patientRole></recordTarget>'
    (header,) = read_ccda(ccda(patient=role), ZONE)
    (registration, *_) = header.reading.contents
    assert isinstance(registration, Registration)
    assert (registration.name.text, registration.birth_date, registration.identifiers) == ("Not recorded", None, ())


def test_that_the_period_within_an_expression_is_that_of_the_medicine() -> None:
    times = (
        '<effectiveTime xsi:type="SXPR_TS"><comp xsi:type="IVL_TS"><low value="20260101"/></comp>'
        '<comp xsi:type="PIVL_TS" operator="A"><period value="1" unit="d"/></comp></effectiveTime>'
    )
    medicine = (
        "<consumable><manufacturedProduct><manufacturedMaterial>"
        '<code code="310385" codeSystem="2.16.840.1.113883.6.88" displayName="fluoxetine 20 MG Oral Capsule"/>'
        "</manufacturedMaterial></manufacturedProduct></consumable>"
    )
    inside = f'<statusCode code="active"/>{times}{medicine}'
    found = content(MEDICATIONS, f'<substanceAdministration moodCode="EVN">{inside}</substanceAdministration>')
    assert isinstance(found, MedicationReported)
    assert found.effective is not None
    assert found.effective.start is not None
    assert found.effective.start.iso == "2026-01-01"
    assert found.dosage is not None
    assert [dose.timing.period for dose in found.dosage.schedule if dose.timing] == [1]


def test_that_the_item_about_suicide_alone_is_an_assessment() -> None:
    found = content(
        RESULTS,
        '<observation moodCode="EVN"><code code="44260-8" codeSystem="2.16.840.1.113883.6.1"/>'
        '<statusCode code="completed"/><value xsi:type="CD" code="LA6569-3" codeSystem="2.16.840.1.113883.6.1" '
        'displayName="Several days"/></observation>',
    )
    assert isinstance(found, Assessment)
    assert found.level == "Several days"


def test_that_reading_asks_at_every_entry_whether_to_stop() -> None:
    inside = '<code code="1" displayName="Thing"/><value xsi:type="PQ" value="1" unit="mg"/>'
    entry = f'<observation moodCode="EVN">{inside}</observation>'
    whole = ccda(section(RESULTS, *([entry] * 200)))
    looks = 0

    def look() -> bool:
        nonlocal looks
        looks += 1
        return looks > 250

    with pytest.raises(Cancelled):
        read_ccda(whole, ZONE, look)
    assert len(parts(section(RESULTS, entry))) == 1
