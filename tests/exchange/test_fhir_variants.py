"""FHIR R4 as the standard allows it and few senders write it: variants made from the standard, not from the samples."""

import json
from typing import Any

import pytest

from careboard.clinical.condition import Diagnosis
from careboard.clinical.measured import LabResult
from careboard.clinical.medication.taking import MedicationReported
from careboard.clinical.note import EnteredInError
from careboard.clinical.person import Registration
from careboard.clinical.response import Assessment
from careboard.exchange.bundles import DELETED, ONE_PAGE
from careboard.exchange.facts import FileReport, Plan
from tests.exchange.deliveries import JsonObject, bundle, delivered, entry, file, person, problem

SERVER = "http://ehr.example/fhir"
UUID = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a"


def contents(plan: Plan) -> list[Any]:
    """Everything of the one person."""
    (one,) = plan.people
    return [incoming.content for incoming in one.incoming]


def problems(plan: Plan) -> list[str]:
    return [one.code.text for one in contents(plan) if isinstance(one, Diagnosis)]


def report(plan: Plan) -> FileReport:
    (only,) = plan.reports
    return only


# --- files and Bundles -----------------------------------------------------------------------------------------------


def test_that_ndjson_may_have_a_byte_order_mark_blank_lines_and_windows_line_ends() -> None:
    lines = [person("p"), problem("a", "Patient/p", "Fear"), problem("b", "Patient/p/_history/3", "Grief")]
    text = b"\xef\xbb\xbf\r\n" + b"\r\n \r\n".join(json.dumps(line).encode() for line in lines) + b"\r\n\r\n"
    plan = delivered(("a.ndjson", text))
    assert report(plan).taken == {"Diagnosis": 2, "Registration": 1}
    assert problems(plan) == ["Fear", "Grief"]


def test_that_what_a_history_says_was_deleted_is_told() -> None:
    versions = [
        {
            **problem("c", "Patient/p", "Fear", clinicalStatus={"coding": [{"code": status}]}),
            "meta": {"versionId": number},
        }
        for status, number in (("resolved", "2"), ("active", "1"))
    ]
    entries = [
        entry(person("p"), f"{SERVER}/Patient/p"),
        {"fullUrl": f"{SERVER}/Condition/c", "request": {"method": "DELETE", "url": "Condition/c"}},
        *(entry(version, f"{SERVER}/Condition/c") for version in versions),
    ]
    plan = delivered({"resourceType": "Bundle", "type": "history", "entry": entries})
    assert report(plan).findings == (("entry 2: Condition/c", DELETED),)
    statuses = [str(one.clinical_status) for one in contents(plan) if isinstance(one, Diagnosis)]
    assert statuses == ["active", "resolved"]


def test_that_a_page_of_several_says_so() -> None:
    page = bundle(person("p"), kind="searchset") | {"link": [{"relation": "self"}, {"relation": "next", "url": "x"}]}
    assert report(delivered(page)).findings == (("Bundle", ONE_PAGE),)
    whole = bundle(person("p"), kind="searchset") | {"link": [{"relation": "self", "url": "x"}]}
    assert report(delivered(whole)).findings == ()


def test_that_a_transaction_names_its_patient_in_every_way_there_is() -> None:
    mrn = {"system": "http://hospital.example/mrn", "value": "7"}
    subjects: list[JsonObject] = [
        {"reference": UUID},
        {"reference": "Patient?identifier=http://hospital.example/mrn|7"},
        {"type": "Patient", "identifier": mrn},
        {"reference": "#who"},
    ]
    facts = [
        {"resource": {**problem(str(n), subject, f"Way {n}"), "contained": [person("who", mrn="7")]}}
        for n, subject in enumerate(subjects)
    ]
    plan = delivered(
        {"resourceType": "Bundle", "type": "transaction", "entry": [entry(person("", mrn="7"), UUID), *facts]}
    )
    assert problems(plan) == ["Way 0", "Way 1", "Way 2", "Way 3"]


def test_that_a_response_to_a_batch_holds_what_it_holds_and_its_failures_are_nothing() -> None:
    failure = {"response": {"status": "404", "outcome": {"resourceType": "OperationOutcome", "issue": []}}}
    inner = {"resource": bundle(problem("a", "Patient/p", "Fear"), kind="searchset"), "response": {"status": "200"}}
    given = {"resourceType": "Bundle", "type": "batch-response", "entry": [failure, {"resource": person("p")}, inner]}
    assert report(delivered(given)).taken == {"Diagnosis": 1, "Registration": 1}


# --- people ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("born", ["1990", "1990-02", "1990-02-03"])
def test_that_a_name_in_one_piece_and_part_of_a_birth_date_are_enough(born: str) -> None:
    plan = delivered({"resourceType": "Patient", "id": "p", "name": [{"text": "Ann van der Berg"}], "birthDate": born})
    (found,) = contents(plan)
    assert isinstance(found, Registration)
    assert (found.name.text, found.birth_date.iso if found.birth_date else "") == ("Ann van der Berg", born)


def test_that_a_name_that_has_ended_is_not_the_name_of_today() -> None:
    names = [
        {"use": "official", "family": "Before", "period": {"end": "2020-05"}},
        {"use": "usual", "family": "Today", "period": {"start": "2020-05", "end": "9999-12-31"}},
    ]
    (found,) = contents(delivered(person("p") | {"name": names}))
    assert found.name.family == "Today"
    assert [name.family for name in found.other_names] == ["Before"]


# --- medicines -------------------------------------------------------------------------------------------------------


def statement(*dosage: JsonObject, **more: Any) -> MedicationReported:
    about = {"subject": {"reference": "Patient/p"}, "medicationCodeableConcept": {"text": "prednisone"}}
    resource = {"resourceType": "MedicationStatement", "id": "m", "status": "active", "dosage": [*dosage], **about}
    (found,) = [
        one for one in contents(delivered(bundle(person("p"), resource | more))) if isinstance(one, MedicationReported)
    ]
    return found


def milligrams(amount: float) -> list[JsonObject]:
    return [{"doseQuantity": {"value": amount, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"}}]


def test_that_the_words_of_a_taper_stand_in_the_order_of_its_steps_whatever_the_order_of_the_list() -> None:
    found = statement(
        {"sequence": 3, "text": "10 mg for 4 days", "doseAndRate": milligrams(10)},
        {"sequence": 1, "text": "40 mg for 4 days", "doseAndRate": milligrams(40)},
        {"sequence": 2, "text": "20 mg for 4 days", "doseAndRate": milligrams(20)},
    )
    assert found.dosage is not None
    assert found.dosage.text == "40 mg for 4 days; then 20 mg for 4 days; then 10 mg for 4 days"
    amounts = sorted((dose.sequence, str(dose.amount.value)) for dose in found.dosage.schedule if dose.amount)
    assert amounts == [(1, "40"), (2, "20"), (3, "10")]


@pytest.mark.parametrize("status", ["active", "completed", "intended", "stopped", "on-hold", "unknown", "not-taken"])
def test_that_no_end_of_a_period_changes_a_status(status: str) -> None:
    assert statement(status=status, effectivePeriod={"start": "2020", "end": "2021"}).status == (
        "planned" if status == "intended" else status
    )


# --- observations ----------------------------------------------------------------------------------------------------


def test_that_a_number_in_exponent_form_keeps_its_digits() -> None:
    text = json.dumps(
        bundle(person("p"), {"resourceType": "Observation", "id": "o", "status": "final", "code": {"text": "Titer"},
                             "subject": {"reference": "Patient/p"}, "valueQuantity": {"value": 0, "unit": "1"}})
    ).replace('"value": 0', '"value": 1.20E+2')  # fmt: skip
    found = next(one for one in contents(delivered(("x", text.encode()))) if isinstance(one, LabResult))
    assert found.result is not None
    assert found.result.quantity is not None
    assert str(found.result.quantity.value) == "120"


def test_that_an_observation_within_a_report_goes_with_it_and_its_number_is_followed() -> None:
    inside = {
        "resourceType": "Observation",
        "id": "hb",
        "status": "final",
        "code": {"text": "Haemoglobin"},
        "valueQuantity": {"value": 13.7, "unit": "g/dL"},
    }
    struck = {**inside, "id": "no", "status": "entered-in-error", "code": {"text": "Struck"}}
    whole = {
        "resourceType": "DiagnosticReport",
        "id": "r",
        "status": "final",
        "code": {"text": "Blood count"},
        "subject": {"reference": "Patient/p"},
        "effectiveDateTime": "2026-03-02",
        "contained": [inside, struck],
        "result": [{"reference": "#hb"}, {"reference": "#no"}],
    }
    plan = delivered(bundle(person("p"), whole))
    assert report(plan).kept_as_text == {"DiagnosticReport": 1}
    (result,) = [one for one in plan.people[0].incoming if isinstance(one.content, LabResult)]
    assert isinstance(result.content, LabResult)
    assert result.content.code.text == "Haemoglobin"
    assert result.at.iso == "2026-03-02"
    assert not any(isinstance(one, EnteredInError) for one in contents(plan))


def test_that_a_panel_of_a_scale_has_the_total_that_one_of_its_parts_states() -> None:
    def part(code: str, value: JsonObject) -> JsonObject:
        return {"code": {"text": code, "coding": [{"system": "http://loinc.org", "code": code}]}, **value}

    panel = {
        "resourceType": "Observation",
        "id": "o",
        "status": "final",
        "subject": {"reference": "Patient/p"},
        "code": {"text": "PHQ-9 panel", "coding": [{"system": "http://loinc.org", "code": "44249-1"}]},
        "component": [
            part("44260-8", {"valueCodeableConcept": {"text": "Several days"}}),
            part("44261-6", {"valueQuantity": {"value": 15, "unit": "{score}"}}),
        ],
    }
    (found,) = [one for one in contents(delivered(bundle(person("p"), panel))) if isinstance(one, Assessment)]
    assert found.instrument.text == "PHQ-9 panel"
    assert found.total is not None
    assert str(found.total.value) == "15"
    assert [one.code.text for one in found.scores] == ["44260-8"]


def test_that_the_item_about_suicide_alone_is_an_assessment() -> None:
    item = {
        "resourceType": "Observation",
        "id": "o",
        "status": "final",
        "subject": {"reference": "Patient/p"},
        "code": {"coding": [{"system": "http://loinc.org", "code": "44260-8", "display": "Better off dead"}]},
        "valueCodeableConcept": {"coding": [{"system": "http://loinc.org", "code": "LA6569-3"}]},
    }
    assert report(delivered(file(bundle(person("p"), item)))).taken == {"Assessment": 1, "Registration": 1}


def test_that_an_address_is_an_answer_too() -> None:
    response = {
        "resourceType": "QuestionnaireResponse",
        "id": "q",
        "status": "completed",
        "subject": {"reference": "Patient/p"},
        "item": [{"linkId": "1", "text": "Where", "answer": [{"valueUri": "http://clinic.example/"}]}],
    }
    (found,) = [one for one in contents(delivered(bundle(person("p"), response))) if isinstance(one, Assessment)]
    assert found.answers[0].answer == "http://clinic.example/"
