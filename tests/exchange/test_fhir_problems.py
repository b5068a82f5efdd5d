"""Conditions and allergies: the source's status decides, and "none known" is never something the patient has."""

import pytest

from careboard.clinical.condition import Allergy, ClinicalStatus, Diagnosis, Severity, VerificationStatus
from careboard.clinical.values import NOT_RECORDED, SNOMED_CT, Coding, Informant
from careboard.exchange.facts import Fate
from careboard.exchange.fhir_in.conditions import ABSENT_OR_UNKNOWN
from tests.exchange.fhir import concept, content, example, iso, read


def condition(**changes: object) -> Diagnosis:
    return content(Diagnosis, example("Condition", **changes))


def allergy(**changes: object) -> Allergy:
    return content(Allergy, example("AllergyIntolerance", **changes))


def test_that_a_condition_is_a_diagnosis_with_its_words_codes_and_dates() -> None:
    found = condition(bodySite=[concept("brain")], stage=[{"summary": concept("recurrent")}])
    assert found.code.text == "Major depressive disorder"
    assert found.code.code_in("http://hl7.org/fhir/sid/icd-10-cm") == "F33.1"
    assert (found.clinical_status, found.verification_status) == (ClinicalStatus.ACTIVE, VerificationStatus.CONFIRMED)
    assert (found.onset, found.onset_text) == (None, "17 a")
    assert iso(found.abatement) == "2023-05"
    assert found.severity is not None
    assert "recurrent" in found.note
    assert read(example("Condition")).at.iso == "2023-06-01T13:00:00Z"


def test_that_a_condition_with_an_end_stays_active_as_long_as_its_status_says_so() -> None:
    assert condition(abatementDateTime="1999-01-01").clinical_status is ClinicalStatus.ACTIVE
    assert condition(clinicalStatus=concept("", "resolved"), abatementDateTime=None).clinical_status is not None


def test_that_a_refuted_condition_stays_refuted() -> None:
    assert condition(verificationStatus=concept("", "refuted")).verification_status is VerificationStatus.REFUTED


@pytest.mark.parametrize("element", ["clinicalStatus", "verificationStatus"])
def test_that_a_status_which_r4_does_not_have_makes_a_text_of_the_condition(element: str) -> None:
    reading = read(example("Condition", **{element: concept("", "maybe")}))
    assert reading.fate is Fate.KEPT_AS_TEXT
    assert f"Condition.{element}" in reading.findings[0]


@pytest.mark.parametrize(
    ("stated", "day", "words"),
    [
        ({"onsetDateTime": "2012"}, "2012", ""),
        ({"onsetString": "around Candlemas"}, "", "around Candlemas"),
        ({"onsetPeriod": {"start": "2012-03", "end": "2012-05"}}, "2012-03", "2012-03 to 2012-05"),
        ({"onsetRange": {"low": {"value": 20, "unit": "a"}, "high": {"value": 25, "unit": "a"}}}, "", "20 to 25 a"),
    ],
)
def test_that_an_onset_is_a_time_or_words(stated: dict[str, object], day: str, words: str) -> None:
    found = condition(onsetAge=None, **stated)
    assert (iso(found.onset), found.onset_text) == (day, words)


def test_that_a_condition_without_a_code_keeps_the_words_of_its_narrative() -> None:
    div = {"status": "additional", "div": "<div>Low mood since <b>spring</b></div>"}
    found = condition(code=None, text=div)
    assert found.code.text == NOT_RECORDED
    assert "Low mood since spring" in found.note


@pytest.mark.parametrize("code", [concept("x", "no-known-problems", ABSENT_OR_UNKNOWN), concept("No known problems")])
def test_that_no_known_problems_is_no_diagnosis(code: dict[str, object]) -> None:
    assert read(example("Condition", code=code)).fate is Fate.KEPT_AS_TEXT


def test_that_an_allergy_keeps_its_reactions_and_who_says_so() -> None:
    found = allergy(asserter={"reference": "Patient/maya"}, reaction=[{"manifestation": [concept("hives")]}, {}])
    assert found.substance.text == "penicillin"
    assert found.told_by is Informant.PATIENT
    assert [one.text for reaction in found.reactions for one in reaction.manifestations] == ["hives"]
    assert found.onset_text == "as a child"
    assert found.note == "Told twice. (R. Patel, 2024-01-01)"


def test_that_a_reaction_keeps_its_severity_and_partial_date_and_its_notes() -> None:
    reaction = {"severity": "severe", "onset": "2012-06", "note": [{"text": "within minutes"}]}
    found = allergy(reaction=[reaction]).reactions[0]
    assert (found.severity, iso(found.onset), found.description) == (Severity.SEVERE, "2012-06", "within minutes")
    assert allergy(reaction=[{"severity": "mild"}]).reactions[0].description == NOT_RECORDED


@pytest.mark.parametrize(
    "code",
    [
        concept("NKA", "716186003", SNOMED_CT),
        concept("", "409137002", SNOMED_CT, "No known history of drug allergy"),
        concept("whatever", "no-known-food-allergies", ABSENT_OR_UNKNOWN),
        concept("No Known Latex Allergy"),
        concept("NKDA"),
    ],
)
def test_that_no_known_allergy_is_no_allergy(code: dict[str, object]) -> None:
    found = allergy(code=code)
    assert found.none_known
    assert found.reactions == ()
    assert "hives" in found.note  # which somebody stated beside it


@pytest.mark.parametrize("words", ["Known allergy to nuts", "Nkau bark", "penicillin"])
def test_that_an_allergy_whose_name_only_looks_like_none_is_one(words: str) -> None:
    assert not allergy(code=concept(words)).none_known


@pytest.mark.parametrize(
    "code", [concept("?", "no-allergy-info", ABSENT_OR_UNKNOWN), concept("No information about allergies")]
)
def test_that_nobody_asked_is_neither_an_allergy_nor_none(code: dict[str, object]) -> None:
    assert read(example("AllergyIntolerance", code=code)).fate is Fate.KEPT_AS_TEXT


def test_that_an_allergy_without_a_code_is_to_the_substance_of_its_reactions() -> None:
    reaction = {"substance": concept("cashew"), "manifestation": [concept("wheeze")]}
    assert allergy(code=None, reaction=[reaction]).substance.text == "cashew"
    assert allergy(code=None, reaction=None).substance.text == NOT_RECORDED


def test_that_every_coding_of_a_concept_is_kept_with_its_version() -> None:
    codings = [
        {"system": SNOMED_CT, "version": "2019", "code": "368009", "display": "Heart valve disorder"},
        {"code": "HVD"},
    ]
    found = condition(code={"coding": codings})
    assert found.code.text == "Heart valve disorder"
    assert found.code.codings == (
        Coding(SNOMED_CT, "368009", "Heart valve disorder", "2019"),
        Coding("", "HVD"),
    )


def test_that_a_malformed_side_matter_leaves_the_allergy_in_the_list() -> None:
    reading = read(example("AllergyIntolerance", reaction=[{"onset": "one spring"}], criticality="very"))
    assert isinstance(reading.contents[0], Allergy)
    assert len(reading.findings) == 2
