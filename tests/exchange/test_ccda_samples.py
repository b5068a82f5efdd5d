"""The sample documents, held against what a plain reader finds in the same files by itself."""

import re
import xml.etree.ElementTree as ET  # another reader than ours
from collections.abc import Iterator
from decimal import Decimal

import pytest

from careboard.clinical.condition import Allergy, Diagnosis
from careboard.clinical.measured import LabResult, Vitals
from careboard.clinical.medication.taking import MedicationReported, MedicationStatus
from careboard.clinical.paper import Document
from careboard.clinical.person import Contact, Registration
from careboard.clinical.response import Assessment
from careboard.clinical.values import When
from careboard.exchange.ccda_in import read_ccda
from careboard.exchange.ccda_in.carried import strings
from careboard.exchange.facts import Part
from careboard.projections.wording import said
from careboard.vault.codec import decode, encode
from tests.exchange.ccda_documents import ZONE, contents, sample

V3 = "{urn:hl7-org:v3}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
NAMES = ("california", "hl7", "new_york")


@pytest.fixture(scope="module", params=NAMES)
def read(request: pytest.FixtureRequest) -> tuple[ET.Element, tuple[Part, ...]]:
    """A sample as a plain reader sees it, and as it was read here."""
    whole = sample(request.param)
    return ET.fromstring(whole), read_ccda(whole, ZONE)  # noqa: S314  the samples are ours


Read = tuple[ET.Element, tuple[Part, ...]]


def numbers(parts: tuple[Part, ...]) -> Iterator[tuple[str, Decimal, str]]:
    """Every number that was read: its day, value and unit."""
    for part in parts:
        for content, at in part.reading.timed:
            match content:
                case Vitals(readings=components) | LabResult(components=components) | Assessment(scores=components):
                    found = [one.result.quantity for one in components]
                case _:
                    found = []
            if isinstance(content, LabResult) and content.result:
                found.append(content.result.quantity)
            if isinstance(content, Assessment):
                found.append(content.total)
            yield from ((at.iso[:7], one.value, one.unit or one.ucum) for one in found if one)


def stated_numbers(root: ET.Element) -> Iterator[tuple[str, Decimal, str]]:
    for observation in root.iterfind(f".//{V3}organizer/{V3}component/{V3}observation"):
        value, time = observation.find(f"{V3}value"), observation.find(f"{V3}effectiveTime")
        if value is not None and value.get(f"{XSI}type") == "PQ":
            month = (time.get("value") or "") if time is not None else ""
            yield f"{month[:4]}-{month[4:6]}", Decimal(value.get("value") or ""), value.get("unit") or ""


def test_that_every_number_of_an_organizer_is_read_with_its_month_value_and_unit(read: Read) -> None:
    root, parts = read
    found = list(numbers(parts))
    lost = [one for one in stated_numbers(root) if one not in found]
    assert not lost
    assert found


def test_that_every_medicine_is_in_the_contents_by_its_whole_name(read: Read) -> None:
    root, parts = read
    names = {
        code.get("displayName") or ""
        for material in root.iter(f"{V3}manufacturedMaterial")
        for code in material.findall(f"{V3}code")
    }
    told = " ".join(strings(list(contents(parts))))
    assert names
    assert not [name for name in names if name not in told]


def test_that_header_entries_and_sections_without_entries_are_each_one_part(read: Read) -> None:
    root, parts = read
    sections = list(root.iter(f"{V3}section"))
    entries = sum(len(section.findall(f"{V3}entry")) for section in sections)
    bare = sum(section.find(f"{V3}entry") is None for section in sections)
    assert len(parts) == 1 + entries + bare
    assert not [part for part in parts if part.reading.refused or part.reading.left_out]


def test_that_the_words_of_every_section_without_entries_are_in_the_contents(read: Read) -> None:
    root, parts = read
    told = re.sub(r"\s", "", " ".join(one.text for one in contents(parts) if isinstance(one, Document)))
    for section in root.iter(f"{V3}section"):
        text = section.find(f"{V3}text")
        if section.find(f"{V3}entry") is None and text is not None:
            written = (one.text or "" for one in text.iter() if one.tag != f"{V3}th")
            cells = {re.sub(r"\s", "", words) for words in written}
            assert not [cell for cell in cells if cell not in told]


def test_that_family_name_and_birth_date_are_those_of_the_header(read: Read) -> None:
    root, parts = read
    family = root.findtext(f".//{V3}recordTarget/{V3}patientRole/{V3}patient/{V3}name/{V3}family")
    birth = root.find(f".//{V3}birthTime")
    registration = parts[0].reading.contents[0]
    assert isinstance(registration, Registration)
    assert registration.name.family == family
    assert birth is not None
    assert registration.birth_date is not None
    assert registration.birth_date.iso.replace("-", "") == (birth.get("value") or "")[:8]


def test_that_every_content_of_a_sample_can_be_recorded_and_worded(read: Read) -> None:
    for part in read[1]:
        for content, at in part.reading.timed:
            assert said(content)
            assert decode(encode(content, at, said(content))).content == content


def test_that_reading_a_document_again_gives_the_same_parts() -> None:
    assert read_ccda(sample("hl7"), ZONE) == read_ccda(sample("hl7"), ZONE)


def test_that_vital_signs_of_several_years_in_one_organizer_keep_their_days() -> None:
    (part,) = [part for part in read_ccda(sample("new_york"), ZONE) if part.where.startswith("Vital Signs")]
    assert [at.iso[:10] for content, at in part.reading.timed if isinstance(content, Vitals)] == [
        "2023-06-19",
        "2024-06-24",
        "2025-06-30",
    ]
    assert all(at.zone_assumed for _, at in part.reading.timed)


def test_that_rating_scales_among_results_and_functions_are_assessments() -> None:
    parts = read_ccda(sample("new_york"), ZONE)
    scales = [one for one in contents(parts) if isinstance(one, Assessment)]
    totals = [scale.total.value for scale in scales if "PHQ-9" in scale.instrument.text and scale.total]
    assert totals == [Decimal(6), Decimal(6)]


def test_that_each_result_of_a_panel_is_named_by_itself_though_all_point_to_the_name_of_the_panel() -> None:
    parts = read_ccda(sample("new_york"), ZONE)
    panel = next(one for one in contents(parts) if isinstance(one, LabResult))
    assert panel.code.text == "Basic metabolic panel - Blood"
    assert [one.code.text for one in panel.components][:2] == [
        "Glucose [Mass/volume] in Blood",
        "Urea nitrogen [Mass/volume] in Blood",
    ]


def test_that_a_completed_medicine_is_past_even_without_an_end_and_says_so() -> None:
    medicines = [one for one in contents(read_ccda(sample("new_york"), ZONE)) if isinstance(one, MedicationReported)]
    assert {one.status for one in medicines} == {MedicationStatus.COMPLETED}
    assert "states no end" in medicines[0].note


def test_that_an_allergy_is_never_named_by_its_reaction_alone() -> None:
    allergies = [one for one in contents(read_ccda(sample("hl7"), ZONE)) if isinstance(one, Allergy)]
    assert [one.substance.text.split(" (")[0] for one in allergies] == [
        "ALLERGENIC EXTRACT, PENICILLIN",
        "ASPIRIN",
        "Codeine",
    ]
    assert [one.reactions[0].manifestations[0].text for one in allergies] == ["Hives", "Wheezing", "Nausea"]


def test_that_a_father_s_illness_is_no_diagnosis_of_the_patient() -> None:
    parts = read_ccda(sample("hl7"), ZONE)
    diagnoses = {one.code.text for one in contents(parts) if isinstance(one, Diagnosis)}
    assert diagnoses == {"Appendicitis", "Dependence on Cane", "Memory Impairment", "Pneumonia"}
    (family,) = [part for part in parts if part.where.startswith("Family history")]
    assert family.reading.kept_as_text
    assert "Father" in str(family.reading.contents[0])


def test_that_what_a_narrative_says_beyond_its_entries_is_kept() -> None:
    texts = [one.text for one in contents(read_ccda(sample("hl7"), ZONE)) if isinstance(one, Document)]
    assert any("132/86 mmHg" in text and "145/88 mmHg" in text for text in texts)
    assert any("Generic Substitition Allowed" in text for text in texts)
    assert "Diverticula of intestine" in texts


def test_that_the_disposition_of_a_stay_is_in_the_chart() -> None:
    texts = [one.text for one in contents(read_ccda(sample("hl7"), ZONE)) if isinstance(one, Document)]
    assert any("Discharge disposition: Routine Discharge" in text for text in texts)


def test_that_guardian_and_next_of_kin_are_contacts_who_are_told_nothing_yet() -> None:
    people = [one for one in contents(read_ccda(sample("hl7"), ZONE)) if isinstance(one, Contact)]
    assert [(one.name, one.guardian, one.may_be_told) for one in people] == [
        ("Ralph Relative", True, ""),
        ("Mrs. Abigail Ruth", False, ""),
    ]


def test_that_a_date_that_is_none_is_left_open_and_said() -> None:
    (part,) = [part for part in read_ccda(sample("hl7"), ZONE) if "Medications" in part.where]
    assert part.reading.at == When("2011-03-01", part.reading.at.told_by)
    assert any("no time" in finding for finding in part.reading.findings)
