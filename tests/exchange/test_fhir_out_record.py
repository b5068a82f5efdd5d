"""A whole record on its way out: what stands today is in force, what was replaced is not, and nothing leaks."""

import base64
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from careboard.clinical.condition import Allergy, ClinicalStatus, Severity
from careboard.clinical.coordination import HomePractice, HomePracticeReport, PracticeDone
from careboard.clinical.dosage import Dosage, Dose
from careboard.clinical.entry import Entry, KnownContent
from careboard.clinical.episode import Admission, Agreement, Goal, PlanOfCare
from careboard.clinical.measured import Component, LabResult, Result, TestOrdered, TestStatus, Vitals
from careboard.clinical.medication.orders import Complete, DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.medication.taking import MedicationReported, MedicationStatus
from careboard.clinical.note import Addendum, ErrorReason, Note, Section
from careboard.clinical.nutrition import NotWeighed, Weight
from careboard.clinical.paper import Document
from careboard.clinical.permission import ConsentRevoked, Part2, Part2Review, RevokedHow
from careboard.clinical.person import FlagType
from careboard.clinical.response import RiskAssessment, RiskLevel, RiskOf, SideEffect
from careboard.clinical.values import LOINC, Coded, EntryId, Informant, Intent, Quantity, When
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import left_out, why_left_out
from careboard.exchange.own_payload import files_of, own_fact
from tests.clinical_examples import (
    ADMISSION,
    ALLERGY,
    AS_NEEDED,
    DISCHARGE,
    DOCUMENT,
    EXAMPLES,
    FLAG,
    HYDROXYZINE,
    MEAL_PLAN,
    NOTE,
    PLAN_OF_CARE,
    REGISTRATION,
    RELEASE,
    REPORTED,
    SAFETY_PLAN,
    SERTRALINE,
    WEIGHT,
    blob_id,
    each_morning,
    entry_id,
    mg,
)
from tests.exchange.going_out import context, examples, of_type, struck, the_one, written
from tests.projections.records import imported, on, signed
from tests.r4_checker import faults_of, refusals_of

COURSE = entry_id("start")


def day(number: int) -> When:
    return When(f"2026-09-{number:02}")


def start(name: str = "start", **changed: Any) -> Entry:
    begun = MedicationStart(SERTRALINE, each_morning("50"), "depression", day(1))
    return signed(replace(begun, **changed), name, at=on(1))


def change(was: str, now: str, number: int, name: str = "", course: EntryId = COURSE) -> Entry:
    changed = DoseChange(course, each_morning(was), each_morning(now), day(number), "Partial response")
    return signed(changed, name or f"change to {now}", at=on(number))


def requests(*entries: Entry, now: int = 16) -> list[tuple[str, str, Any]]:
    """Status, words of the first dose, and the number in it, of each MedicationRequest."""
    content = written(entries, now=on(now))
    assert faults_of(content) == []
    assert refusals_of(content) == []
    return [told(one) for one in of_type("MedicationRequest", entries, now=on(now))]


def told(request: Resource) -> tuple[str, str, Any]:
    (dosage, *_) = request.get("dosageInstruction", [{}])
    amount = dosage.get("doseAndRate", [{}])[0].get("doseQuantity", {}).get("value")
    return (request["status"], request.get("statusReason", {}).get("text", ""), amount)


# --- medicines --------------------------------------------------------------------------------------------------------


def test_that_of_one_course_only_the_last_dose_is_in_force() -> None:
    orders = (start(), change("50", "100", 5), change("100", "150", 10))
    assert requests(*orders) == [
        ("stopped", "Replaced by a later order.", 50),
        ("stopped", "Replaced by a later order.", 100),
        ("active", "", 150),
    ]


def test_that_each_dose_names_the_order_before_it() -> None:
    first, second, third = of_type("MedicationRequest", (start(), change("50", "100", 5), change("100", "150", 10)))
    assert "priorPrescription" not in first
    assert second["priorPrescription"]["reference"] == f"urn:uuid:{first['id']}"
    assert third["priorPrescription"]["reference"] == f"urn:uuid:{second['id']}"


def test_that_a_dose_ordered_ahead_is_not_in_force_yet() -> None:
    assert requests(start(), change("50", "100", 20), now=16) == [
        ("active", "", 50),
        ("draft", "Signed; it does not hold yet.", 100),
    ]


@pytest.mark.parametrize(
    ("last", "status"),
    [
        (Hold(COURSE, day(7), "QTc 468 ms", awaits="repeat ECG"), "on-hold"),
        (Stop(COURSE, day(7), "Sedation"), "stopped"),
        (Complete(COURSE, day(7)), "completed"),
    ],
    ids=["hold", "stop", "complete"],
)
def test_that_a_held_or_ended_course_is_a_new_version_of_its_order(last: Hold | Stop | Complete, status: str) -> None:
    orders = (start(), signed(last, "last", at=on(7)))
    assert [one[::2] for one in requests(*orders)] == [("stopped", 50), (status, 50)]
    before, after = of_type("MedicationRequest", orders)
    assert (before["id"], before["meta"]["versionId"]) == (after["id"], "1")
    assert after["meta"]["versionId"] == "2"


def test_that_a_resumed_course_is_in_force_at_the_dose_that_was_named() -> None:
    hold = signed(Hold(COURSE, day(7), "Vomiting", day(9)), "hold", at=on(7))
    resume = signed(Resume(COURSE, each_morning("25"), 2, day(9)), "resume", at=on(9))
    assert [one[::2] for one in requests(start(), hold, resume)] == [("stopped", 50), ("stopped", 50), ("active", 25)]


def test_that_an_expired_course_is_over_and_says_that_nobody_completed_it() -> None:
    (expired,) = requests(start(until=day(10)), now=16)
    assert expired == ("completed", "Its planned end has passed; nobody recorded that it was completed.", 50)


def test_that_two_doses_ordered_without_sight_of_each_other_go_out_without_a_number() -> None:
    orders = (start(), change("50", "100", 5, "one"), change("50", "75", 6, "other"))
    content = written(orders)
    assert faults_of(content) == []
    for request in of_type("MedicationRequest", orders):
        (dosage,) = request["dosageInstruction"]
        assert dosage["text"].startswith("Dose not confirmed: ")
        assert "doseAndRate" not in dosage


def test_that_a_medicine_that_must_not_be_given_is_an_order_not_to() -> None:
    forbidden = replace(REPORTED, do_not_give=True)
    assert the_one("MedicationRequest", [signed(forbidden)])["doNotPerform"] is True


def test_that_a_plan_or_proposal_is_not_told_as_a_medicine_that_is_taken() -> None:
    for intent in (Intent.PLAN, Intent.PROPOSAL, Intent.OPTION, Intent.ORDER):
        request = the_one("MedicationRequest", [signed(replace(REPORTED, intent=intent))])
        assert request["intent"] == intent
        assert request["reportedBoolean"] is True


def test_that_a_home_medicine_is_not_in_force_beside_the_order_that_took_it_over() -> None:
    home = signed(replace(REPORTED, dosage=each_morning("50")), "home", at=on(1))
    orders = (home, change("50", "100", 5, course=entry_id("home")))
    statement, request = the_one("MedicationStatement", orders), the_one("MedicationRequest", orders)
    assert (statement["status"], request["status"]) == ("stopped", "active")
    assert request["medicationCodeableConcept"]["text"] == REPORTED.medicine.text
    assert request["supportingInformation"][0]["reference"] == f"urn:uuid:{statement['id']}"


def test_that_a_home_medicine_keeps_its_own_status() -> None:
    for status, words in ((MedicationStatus.PLANNED, "intended"), (MedicationStatus.CANCELLED, "stopped")):
        assert the_one("MedicationStatement", [signed(replace(REPORTED, status=status))])["status"] == words


def test_that_an_amount_that_is_not_confirmed_has_no_number_and_says_so() -> None:
    (dosage,) = the_one("MedicationStatement", [signed(REPORTED)])["dosage"]
    assert "doseAndRate" not in dosage
    assert dosage["text"] == "one at night, strength not known (dose not confirmed)"


def test_that_a_medicine_as_needed_keeps_its_limit() -> None:
    as_needed = the_one("MedicationRequest", [start(medicine=HYDROXYZINE, dosage=AS_NEEDED)])["dosageInstruction"][0]
    assert as_needed["asNeededCodeableConcept"] == {"text": "anxiety"}
    assert as_needed["maxDosePerPeriod"]["numerator"]["value"] == 75
    assert as_needed["maxDosePerPeriod"]["denominator"]["value"] == 24


def test_that_a_range_and_the_steps_of_a_taper_keep_their_order() -> None:
    (stepwise,) = [one for one in EXAMPLES[MedicationReported].contents if getattr(one, "do_not_give", False)]
    first, second = the_one("MedicationRequest", [signed(stepwise)])["dosageInstruction"]
    assert (first["sequence"], second["sequence"]) == (1, 2)
    assert first["doseAndRate"][0]["doseRange"]["high"]["value"] == 2
    assert first["timing"]["repeat"]["boundsDuration"]["code"] == "d"
    assert second["timing"]["repeat"]["count"] == 5


def test_that_a_dose_keeps_every_digit() -> None:
    fine = Dosage("0.0250 mg once", (Dose(mg("0.0250"), None),), True, "itch", mg("0.1"), route=Coded("oral"))
    content = written([start(dosage=fine)])
    assert b'"doseQuantity":{"value":0.0250,' in content


# --- versions of a fact -----------------------------------------------------------------------------------------------


def test_that_the_versions_of_a_fact_are_versions_of_one_resource() -> None:
    first = signed(ALLERGY, "first", at=on(1))
    later = signed(replace(ALLERGY, clinical_status=ClinicalStatus.RESOLVED), "later", at=on(2), ref="first")
    entries = (later, first)
    old, new = of_type("AllergyIntolerance", entries)
    assert old["id"] == new["id"]
    assert [old["meta"]["versionId"], new["meta"]["versionId"]] == ["1", "2"]
    assert new["clinicalStatus"]["coding"][0]["code"] == "resolved"
    assert faults_of(written(entries)) == []


@pytest.mark.parametrize("plan", [PLAN_OF_CARE, SAFETY_PLAN], ids=["plan of care", "safety plan"])
def test_that_only_the_latest_plan_is_in_force(plan: Any) -> None:
    entries = (signed(plan, "old", at=on(1)), signed(plan, "new", at=on(2)))
    assert [one["status"] for one in of_type("CarePlan", entries)] == ["revoked", "active"]


def test_that_a_proposal_does_not_end_the_plan_in_force() -> None:
    proposal = replace(PLAN_OF_CARE, intent=Intent.PROPOSAL)
    entries = (signed(PLAN_OF_CARE, "plan", at=on(1)), signed(proposal, "idea", at=on(2)))
    assert [(one["intent"], one["status"]) for one in of_type("CarePlan", entries)] == [
        ("plan", "active"),
        ("proposal", "active"),
    ]


def test_that_a_plan_of_another_system_does_not_end_ours() -> None:
    entries = (signed(PLAN_OF_CARE, "plan", at=on(1)), imported(signed(PLAN_OF_CARE, "theirs", at=on(2))))
    assert [one["status"] for one in of_type("CarePlan", entries)] == ["active", "active"]


def test_that_a_meal_plan_of_next_week_does_not_end_that_of_today() -> None:
    entries = (
        signed(MEAL_PLAN, "now", at=on(14)),
        signed(replace(MEAL_PLAN, effective_from=day(28)), "next", at=on(15)),
    )
    assert [one["status"] for one in of_type("NutritionOrder", entries)] == ["active", "active"]
    assert [one["status"] for one in of_type("NutritionOrder", entries, now=on(29))] == ["revoked", "active"]


def test_that_a_meal_plan_says_in_words_on_which_days_it_differs() -> None:
    told = the_one("NutritionOrder", [signed(MEAL_PLAN)])["oralDiet"]["instruction"].splitlines()
    assert "Breakfast (Monday, Tuesday, Thursday and Friday): 2 grains, 1 dairy" in told
    assert "Breakfast (Wednesday, Saturday and Sunday): nothing planned" in told
    assert "Dinner (Saturday and Sunday): 3 grains, with the family" in told
    assert "Lunch: 2 grains, 1.5 protein, 620 kcal, with dessert" in told


def test_that_a_plan_carries_its_goals() -> None:
    plan = the_one("CarePlan", [signed(PlanOfCare("Plan", (Goal(3, "Sleep", objective="7 h"),), Agreement.SIGNED))])
    (goal,) = plan["contained"]
    assert plan["goal"] == [{"reference": f"#{goal['id']}"}]
    assert goal["description"]["text"] == "Sleep"


def test_that_a_consent_that_was_taken_back_is_inactive() -> None:
    consent = signed(RELEASE, "consent", at=on(1))
    back = signed(ConsentRevoked(consent.id, RevokedHow.SPOKEN, "T. Baker"), at=on(2))
    assert the_one("Consent", [consent])["status"] == "active"
    assert the_one("Consent", [consent, back])["status"] == "inactive"


def test_that_a_stay_ends_with_its_discharge() -> None:
    stays = (signed(ADMISSION, "in", at=on(1)), signed(replace(DISCHARGE, admission=entry_id("in")), at=on(14)))
    assert the_one("EpisodeOfCare", stays[:1])["status"] == "active"
    episode, encounter = the_one("EpisodeOfCare", stays), the_one("Encounter", stays)
    assert (episode["status"], episode["period"]["end"]) == ("finished", "2026-09-14T12:00:00Z")
    assert encounter["episodeOfCare"][0]["reference"] == f"urn:uuid:{episode['id']}"
    assert encounter["hospitalization"]["dischargeDisposition"]["text"] == DISCHARGE.disposition


def test_that_a_home_practice_that_was_done_is_completed() -> None:
    practice = signed(HomePractice("Eat dinner with the family."), "practice")
    done = signed(HomePracticeReport(practice.id, PracticeDone.DONE))
    assert the_one("Task", [practice])["status"] == "requested"
    assert the_one("Task", [practice, done])["status"] == "completed"


def test_that_the_patient_is_told_with_the_details_of_today() -> None:
    (change_of_details,) = [one for one in examples() if type(one.content).__name__ == "DetailsChange"]
    entries = [signed(REGISTRATION, "registered", at=on(0)), change_of_details]
    patient = the_one("Patient", entries)
    assert not any(name.get("text") == REGISTRATION.preferred_name for name in patient["name"])
    fact = own_fact(patient)
    assert fact is not None
    assert fact.content == REGISTRATION


def test_that_only_the_latest_review_of_part_2_counts() -> None:
    reviews = (
        signed(Part2Review(Part2.APPLIES, "Substance use program"), "one", at=on(1)),
        signed(Part2Review(Part2.DOES_NOT_APPLY, "Left that program"), "two", at=on(2)),
    )
    assert [one["status"] for one in of_type("Flag", reviews[:1])] == ["active"]
    assert [one["status"] for one in of_type("Flag", reviews)] == ["inactive", "inactive"]


# --- references -------------------------------------------------------------------------------------------------------


def test_that_a_reference_to_what_does_not_go_along_names_no_resource() -> None:
    effect = SideEffect(Coded("nausea"), Severity.MILD, day(2), (COURSE,))
    beside = [start(), signed(effect, "effect")]
    (focus,) = [one["focus"][0] for one in of_type("Observation", beside)]
    assert focus["reference"].startswith("urn:uuid:")
    (alone,) = [one["focus"][0] for one in of_type("Observation", beside[1:])]
    assert alone == {"identifier": {"system": "urn:careboard:entry", "value": COURSE}}


def test_that_an_addendum_appends_to_its_note() -> None:
    entries = (signed(NOTE, "the note"), signed(Addendum("Dinner was eaten."), "more", ref="the note"))
    note, addendum = of_type("DocumentReference", entries)
    if "relatesTo" in note:
        note, addendum = addendum, note
    assert addendum["relatesTo"] == [{"code": "appends", "target": {"reference": f"urn:uuid:{note['id']}"}}]
    assert note["docStatus"] == "amended"


# --- the wrong chart --------------------------------------------------------------------------------------------------


def wrong_chart() -> Sequence[Entry]:
    foreign = start("start", medicine=replace(SERTRALINE, text="clozapine 100 mg tablet", ingredients=("clozapine",)))
    added = signed(Addendum("Clozapine level was drawn."), "addendum", ref="start")
    mark = struck(foreign, ErrorReason.WRONG_PATIENT, "mark")
    again = struck(added, ErrorReason.WRONG_CONTENT, "second mark")
    return (foreign, added, mark, again, change("50", "100", 5))


def test_that_what_was_recorded_in_the_wrong_chart_is_in_no_output() -> None:
    content = written(wrong_chart(), for_staff=True)
    assert b"clozapine" not in content.lower()
    assert faults_of(content) == []
    (order,) = of_type("MedicationRequest", wrong_chart())
    assert order["medicationCodeableConcept"] == {"text": "Medicine not in this record"}


def test_that_the_reason_is_told_for_each_of_them() -> None:
    here = context(wrong_chart())
    assert {entry.id for entry, _ in left_out(wrong_chart(), here)} == {one.id for one in wrong_chart()[:4]}
    assert {why for _, why in left_out(wrong_chart(), here)} == {"Was recorded in the wrong chart."}


# --- blind weights ----------------------------------------------------------------------------------------------------

WEIGHED: list[KnownContent] = [
    WEIGHT,
    Vitals((Component(Coded("Weight"), Result(Quantity(Decimal("47.3"), "kg"))),)),
    LabResult(Coded.of(LOINC, "39156-5", "IMC"), Result(Quantity(Decimal("17.1")))),
    Note(NOTE.discipline, NOTE.type, "Weekly visit", (Section("Data", "Up to 47.3 kg this week."),)),
    Document(Coded("Letter"), "Letter", "Her weight, by her own scale, was 47.3 on Monday."),
]


@pytest.mark.parametrize("content", WEIGHED, ids=lambda content: type(content).__name__)
def test_that_no_copy_for_the_patient_tells_a_blind_weight(content: KnownContent) -> None:
    entry = signed(content, "weighed")
    flag = signed(FLAG, "flag")
    assert FLAG.type is FlagType.BLIND_WEIGHT
    hidden = written([flag, entry], hides_blind_weights=True)
    assert entry.id.encode() not in hidden
    assert b"47.3" not in hidden
    assert entry.id.encode() in written([flag, entry])


def test_that_a_blind_weight_is_hidden_without_a_flag_too() -> None:
    entries = [signed(WEIGHT, "blind"), signed(WEIGHED[3], "note")]
    assert {why_left_out(one, context(entries, hides_blind_weights=True)) for one in entries} == {
        "May tell a weight that the patient is not shown; a person must decide."
    }


def test_that_an_open_weight_is_told_to_the_patient() -> None:
    weighed = [signed(replace(WEIGHT, blind=False), "open")]
    assert b"47.3" in written(weighed, hides_blind_weights=True)


def test_that_the_whole_record_says_which_weight_was_blind() -> None:
    weight = the_one("Observation", [signed(WEIGHT)])
    assert weight["note"][0]["text"] == "Blind weight: not shown or said to the patient."
    assert weight["valueQuantity"]["value"] == Decimal("47.3")


# --- whose word it is -------------------------------------------------------------------------------------------------


def test_that_an_imported_fact_goes_out_under_its_own_author_never_under_who_brought_it_in() -> None:
    entry = imported(signed(ALLERGY, "brought"))
    content = written([entry])
    allergy = the_one("AllergyIntolerance", [entry])
    assert allergy["recorder"] == {"display": "Dr Adam Careful"}
    assert b"Chen" not in content
    assert b"Practitioner" not in content
    assert "recordedDate" not in allergy


def test_that_who_told_is_not_who_wrote() -> None:
    family = the_one("AllergyIntolerance", [signed(replace(ALLERGY, told_by=Informant.FAMILY))])
    assert family["asserter"] == {"display": "Family or friends"}
    assert family["recorder"]["display"] == "A. Chen, MD"


def test_that_no_known_allergy_is_told_as_such() -> None:
    none = Allergy(Coded("No known drug allergies"), Informant.PATIENT, none_known=True)
    allergy = the_one("AllergyIntolerance", [signed(none)])
    assert allergy["code"]["text"] == "No known drug allergies"
    assert "reaction" not in allergy


# --- files and times --------------------------------------------------------------------------------------------------


def test_that_a_file_goes_along_where_its_bytes_are_given() -> None:
    paper = signed(DOCUMENT, "paper")
    scan = b"%PDF-1.7 seven pages"
    (with_bytes,) = of_type("DocumentReference", [paper], files={blob_id("scan"): scan})
    attachment = with_bytes["content"][0]["attachment"]
    assert base64.b64decode(attachment["data"]) == scan
    assert files_of(with_bytes) == {blob_id("scan"): scan}
    assert files_of(the_one("DocumentReference", [paper])) == {}


def test_that_times_keep_their_precision() -> None:
    partial = replace(ALLERGY, onset=When("2012"), last_occurrence=When("2012-06"))
    allergy = the_one("AllergyIntolerance", [signed(partial)])
    assert (allergy["onsetDateTime"], allergy["lastOccurrence"]) == ("2012", "2012-06")


def test_that_an_entry_of_an_unknown_time_is_valid_fhir() -> None:
    entries = [replace(entry, at=When.unknown()) for entry in examples()]
    assert faults_of(written(entries, for_staff=True)) == []
    assert refusals_of(written(entries, for_staff=True)) == []


def test_that_a_result_and_a_component_of_the_same_code_both_stand() -> None:
    code = Coded.of(LOINC, "2823-3", "Potassium")
    twice = LabResult(code, Result(Quantity(Decimal("3.9"))), (Component(code, Result(Quantity(Decimal("4.0")))),))
    content = written([signed(twice)])
    assert faults_of(content) == []
    (observation,) = of_type("Observation", [signed(twice)])
    assert [one["valueQuantity"]["value"] for one in observation["component"]] == [Decimal("3.9"), Decimal("4.0")]


def test_that_every_admission_of_several_has_its_own_discharge() -> None:
    again = Admission("Recovery IOP", "Relapse", "home")
    stays = (
        signed(ADMISSION, "first", at=on(1)),
        signed(replace(DISCHARGE, admission=None), "end", at=on(5)),
        signed(again, "second", at=on(9)),
    )
    assert [one["status"] for one in of_type("EpisodeOfCare", stays)] == ["finished", "active"]
    late = signed(replace(DISCHARGE, admission=entry_id("first")), "end", at=on(10))
    assert [one["status"] for one in of_type("EpisodeOfCare", (*stays[::2], late))] == ["finished", "active"]


# --- tests and weights that were not ----------------------------------------------------------------------------------


def test_that_a_result_names_the_test_that_it_answers() -> None:
    ordered = signed(TestOrdered(Coded("Lithium"), "one week after the start", status=TestStatus.DONE), "order")
    result = signed(LabResult(Coded("Lithium"), Result(Quantity(Decimal("0.7"), "mmol/L")), order=ordered.id))
    request, observation = the_one("ServiceRequest", [ordered, result]), the_one("Observation", [ordered, result])
    assert request["status"] == "completed"
    assert observation["basedOn"][0]["reference"] == f"urn:uuid:{request['id']}"


def test_that_a_weight_that_was_not_taken_has_no_number_but_the_reason() -> None:
    weight = the_one("Observation", [signed(Weight(None, True, (), not_weighed=NotWeighed.DECLINED))])
    assert weight["dataAbsentReason"] == {"text": "declined"}
    assert "valueQuantity" not in weight


def test_that_a_risk_that_was_not_determined_has_no_level_of_fhirs() -> None:
    unclear = RiskAssessment(
        RiskOf.OTHER, RiskLevel.NOT_DETERMINED, "Not asked", "Seen again today", level_reason="Asleep", other="falling"
    )
    (prediction,) = the_one("RiskAssessment", [signed(unclear)])["prediction"]
    assert prediction["qualitativeRisk"] == {"text": "not determined"}
    assert prediction["outcome"] == {"text": "falling"}
