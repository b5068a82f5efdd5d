"""A summary as a FHIR document: what the paper says, and the facts behind it, for whom it is made."""

import json
from typing import Any

import pytest

from careboard.clinical.entry import Entry
from careboard.clinical.paper import Audience
from careboard.exchange.fhir_out import document_of, write_json
from careboard.projections.summary import Summary
from careboard.reference.statements import part2_statements
from tests.exchange.going_out import context
from tests.old_wordings import old_wordings_in
from tests.projections.records import DOCTOR, chart
from tests.projections.story import STORY
from tests.projections.test_summary import CONSENTED, TO_SINGH, made
from tests.r4_checker import faults_of, refusals_of


def document(copy: Summary, entries: tuple[Entry, ...]) -> dict[str, Any]:
    hides = copy.audience is Audience.PATIENT
    written = write_json(document_of(copy, chart(*entries), context(entries, hides_blind_weights=hides), DOCTOR))
    assert faults_of(written) == []
    assert refusals_of(written) == []
    bundle: dict[str, Any] = json.loads(written)
    return bundle


def sections(bundle: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {section["title"]: section for section in bundle["entry"][0]["resource"]["section"]}


def types(bundle: dict[str, Any]) -> set[str]:
    return {part["resource"]["resourceType"] for part in bundle["entry"]}


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("entries", [(), STORY, CONSENTED], ids=["empty", "stay", "consented"])
def test_that_a_document_is_accepted_whatever_is_recorded(audience: Audience, entries: tuple[Entry, ...]) -> None:
    assert document(made(chart(*entries), audience), entries)["type"] == "document"


def test_that_each_part_of_the_paper_is_a_section_with_its_words() -> None:
    copy = made()
    told = sections(document(copy, STORY))
    for block in (*copy.blocks, copy.safety_plan, copy.appointments):
        assert block.heading in told
    assert "Dr. R. Singh" in told["Provisions for follow-up"]["text"]["div"]
    assert "sertraline 50 mg tablet: 100 mg; oral; every morning" in told["Medicines"]["text"]["div"]
    assert "Decision: continue, A. Chen, MD" in told["Medicines"]["text"]["div"]
    assert told["Home practice"]["text"]["div"].count("Not recorded") == 1


def test_that_the_facts_behind_the_words_go_with_them() -> None:
    kinds = types(document(made(), STORY))
    assert {"AllergyIntolerance", "Condition", "MedicationRequest", "RiskAssessment", "Observation"} <= kinds


def test_that_the_patients_copy_has_neither_the_level_of_risk_nor_numbers() -> None:
    bundle = document(made(audience=Audience.PATIENT), STORY)
    assert not types(bundle) & {"RiskAssessment", "Observation", "NutritionOrder"}
    assert "Moderate, was Low" not in json.dumps(bundle)


def test_that_a_document_that_is_disclosed_carries_the_statement_letter_for_letter() -> None:
    bundle = document(made(chart(*CONSENTED), additions=TO_SINGH), CONSENTED)
    assert part2_statements().long in sections(bundle)["Disclosure"]["text"]["div"]
    assert old_wordings_in(json.dumps(bundle)) == ()
    assert "Disclosure" not in sections(document(made(), STORY))
