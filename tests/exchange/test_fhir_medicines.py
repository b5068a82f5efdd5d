"""Medicines: what is in force is told by the source's status and intent alone, and no dose is ever made up."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from careboard.clinical.dosage import Dosage
from careboard.clinical.medication.taking import DoseGiven, DoseStatus, MedicationReported, MedicationStatus, Taken
from careboard.clinical.values import RXNORM, Amount, Informant, Intent
from careboard.exchange.facts import Fate
from careboard.exchange.fhir_in.conditions import ABSENT_OR_UNKNOWN
from tests.exchange.fhir import concept, content, example, iso, quantity, read


def request(**changes: object) -> MedicationReported:
    return content(MedicationReported, example("MedicationRequest", **changes))


def statement(**changes: object) -> MedicationReported:
    return content(MedicationReported, example("MedicationStatement", **changes))


@pytest.mark.parametrize(
    ("status", "becomes"),
    [
        ("active", MedicationStatus.ACTIVE),
        ("on-hold", MedicationStatus.ON_HOLD),
        ("cancelled", MedicationStatus.CANCELLED),
        ("completed", MedicationStatus.COMPLETED),
        ("stopped", MedicationStatus.STOPPED),
        ("draft", MedicationStatus.PLANNED),
        ("unknown", MedicationStatus.UNKNOWN),
    ],
)
def test_that_an_order_stands_as_its_status_says_whatever_its_dates(status: str, becomes: MedicationStatus) -> None:
    old = [{"timing": {"repeat": {"boundsPeriod": {"end": "1999-01-01"}}}}]
    assert request(status=status, dosageInstruction=old).status is becomes


@pytest.mark.parametrize(
    ("intent", "becomes"),
    [
        ("order", Intent.ORDER),
        ("original-order", Intent.ORDER),
        ("reflex-order", Intent.ORDER),
        ("filler-order", Intent.ORDER),
        ("instance-order", Intent.ORDER),
        ("plan", Intent.PLAN),
        ("proposal", Intent.PROPOSAL),
        ("option", Intent.OPTION),
    ],
)
def test_that_plans_proposals_and_options_are_no_orders(intent: str, becomes: Intent) -> None:
    assert request(intent=intent).intent is becomes


def test_that_an_order_not_to_give_a_medicine_is_one() -> None:
    assert request(doNotPerform=True).do_not_give
    assert not request().do_not_give


@pytest.mark.parametrize(("element", "word"), [("status", "status"), ("intent", "intent")])
def test_that_an_order_without_status_or_intent_is_taken_with_a_finding(element: str, word: str) -> None:
    reading = read(example("MedicationRequest", **{element: None}))
    assert reading.fate is Fate.TAKEN
    assert reading.findings == (f"MedicationRequest does not state its {word}.",)
    assert read(example("MedicationRequest", **{element: "perhaps"})).fate is Fate.KEPT_AS_TEXT


def test_that_an_order_keeps_who_ordered_it_when_and_for_what() -> None:
    found = request(reasonReference=[{"display": "low mood"}], statusReason=concept("works"))
    assert (found.prescriber, found.purpose, found.status_reason) == ("Dr A. Chen", "depression; low mood", "works")
    assert "number of repeats allowed: 2" in found.note
    assert read(example("MedicationRequest")).at.iso == "2024-01-05"


def test_that_a_medicine_is_found_in_the_resource_in_the_delivery_or_by_its_display() -> None:
    elsewhere = {"resourceType": "Medication", "id": "7", "code": concept("lithium carbonate 300 mg")}
    reference = {"medicationReference": {"reference": "Medication/7", "display": "lithium"}}
    assert request().medicine.text == "sertraline 50 mg tablet"
    assert content(MedicationReported, example("MedicationRequest", **reference), elsewhere).medicine.text == (
        "lithium carbonate 300 mg"
    )
    assert request(**reference).medicine.text == "lithium"


def test_that_a_medicine_which_nothing_names_is_not_recorded_and_a_finding() -> None:
    reading = read(example("MedicationRequest", medicationReference={"reference": "Medication/9"}))
    reported = reading.contents[0]
    assert isinstance(reported, MedicationReported)
    assert reported.medicine.text == "Not recorded"
    assert reading.findings == ("MedicationRequest names a medicine that is not in these files.",)


def test_that_a_medicine_known_by_a_code_alone_is_not_called_by_a_number_alone() -> None:
    bare = {"coding": [{"system": RXNORM, "code": "5640"}]}
    medicine = request(medicationReference=None, medicationCodeableConcept=bare).medicine
    assert (medicine.text, medicine.rxcui) == ("RxNorm 5640", "5640")


def test_that_a_product_keeps_its_form_lot_ingredients_and_strengths_as_they_are_written() -> None:
    def ingredient(name: str, value: str, unit: str, per: dict[str, object]) -> dict[str, object]:
        strength = {"numerator": quantity(value, unit), "denominator": per}
        return {"itemCodeableConcept": concept(name), "strength": strength}

    tablet, liter = {"value": 1, "code": "Tab"}, quantity("100", "mL")
    product = {
        "resourceType": "Medication",
        "id": "med",
        "form": concept("tablet"),
        "batch": {"lotNumber": "A1209"},
        "ingredient": [ingredient("buprenorphine", "8", "mg", tablet), ingredient("saline", "0.9", "g", liter)],
    }
    given = example(
        "MedicationAdministration",
        medicationCodeableConcept=None,
        medicationReference={"reference": "#med"},
        contained=[product],
    )
    dose = content(DoseGiven, given)
    assert dose.medicine.text == "buprenorphine / saline"
    assert (dose.medicine.form, dose.lot) == ("tablet", "A1209")
    assert [(str(one.value), one.unit) for one in dose.medicine.strengths] == [("8", "mg"), ("0.9", "g/100 mL")]


def test_that_a_statement_says_who_says_so_and_whether_it_is_taken() -> None:
    ana = {"resourceType": "RelatedPerson", "id": "ana", "name": [{"text": "Ana Rivera"}]}
    reading = read(example("MedicationStatement"), ana)
    found = statement()
    assert (found.told_by, found.status, found.intent) == (Informant.FAMILY, MedicationStatus.STOPPED, Intent.STATEMENT)
    assert found.effective is not None
    assert (iso(found.effective.start), iso(found.effective.end)) == ("2024-01", "2024-03-01")
    assert reading.author == "Ana Rivera"
    assert statement(status="not-taken").taken is Taken.NO
    assert statement(status="intended").status is MedicationStatus.PLANNED


@pytest.mark.parametrize(
    "code", [concept("x", "no-known-medications", ABSENT_OR_UNKNOWN), concept("No current medications")]
)
def test_that_no_known_medicines_is_no_medicine(code: dict[str, object]) -> None:
    assert read(example("MedicationStatement", medicationCodeableConcept=code)).fate is Fate.KEPT_AS_TEXT


def test_that_a_dose_given_keeps_how_much_when_and_by_whom() -> None:
    found = content(DoseGiven, example("MedicationAdministration"))
    assert found.amount == Amount(Decimal(380), "mg", ucum="mg")
    assert (found.status, found.given_by) == (DoseStatus.COMPLETED, "R. Patel, RN")
    assert found.dosage_text == "380 mg once, at 1 mL/h"
    assert read(example("MedicationAdministration")).at.iso == "2024-02-01T10:00:00Z"


def test_that_a_dose_not_given_says_why_and_one_given_does_not() -> None:
    reason = [concept("refused")]
    not_given = content(DoseGiven, example("MedicationAdministration", status="not-done", statusReason=reason))
    given = content(DoseGiven, example("MedicationAdministration", statusReason=reason))
    assert (not_given.not_given_reason, given.not_given_reason) == ("refused", "")
    assert "refused" in given.note


# --- how it is taken -------------------------------------------------------------------------------------------------


def dosage(*instructions: Mapping[str, object]) -> Dosage:
    found = request(dosageInstruction=list(instructions)).dosage
    assert found is not None
    return found


def test_that_a_dosage_is_its_words_and_what_of_them_stands_in_numbers() -> None:
    found = request().dosage
    assert found is not None
    assert found.text == "50 mg in the morning"
    assert found.confirmed
    assert found.schedule[0].timing is not None
    assert found.schedule[0].timing.events[0].value == "morning"
    assert found.max_per_24h == Amount(Decimal(200), "mg", ucum="mg")


def test_that_a_dosage_without_words_gets_them_from_its_numbers() -> None:
    found = dosage(
        {
            "timing": {
                "repeat": {"frequency": 2, "period": 1, "periodUnit": "d", "boundsDuration": quantity("3", "d")}
            },
            "doseAndRate": [{"doseQuantity": quantity("1", "tablet")}],
            "route": concept("oral"),
            "asNeededCodeableConcept": concept("pain"),
        }
    )
    assert found.text == "1 tablet, oral, 2 times every day, for 3 d, as needed for pain"
    assert (found.as_needed, found.as_needed_for) == (True, "pain")


def test_that_steps_of_a_taper_follow_each_other() -> None:
    steps = [
        {"sequence": at, "text": f"{amount} mg", "doseAndRate": [{"doseQuantity": quantity(amount)}]}
        for at, amount in ((3, "30"), (7, "20"))
    ]
    found = dosage(*steps)
    assert [(dose.sequence, str(dose.amount.value)) for dose in found.schedule if dose.amount] == [(1, "30"), (2, "20")]
    assert found.text == "30 mg; then 20 mg"


def test_that_a_range_of_doses_is_one() -> None:
    span = {"low": quantity("1", "TAB"), "high": quantity("2", "TAB")}
    dose = dosage({"doseAndRate": [{"doseRange": span}]}).schedule[0]
    assert dose.amount is not None
    assert dose.amount_max is not None
    assert (str(dose.amount.value), str(dose.amount_max.value)) == ("1", "2")


@pytest.mark.parametrize(
    "dose",
    [
        {"doseRange": {"high": quantity("2", "TAB")}},
        {"doseQuantity": {**quantity("5"), "comparator": "<="}},
        {"doseQuantity": quantity("0")},
        {"doseQuantity": {"unit": "mg"}},
        {"rateQuantity": quantity("5", "mL/h")},
    ],
)
def test_that_a_dose_which_is_not_exactly_so_much_is_not_confirmed_and_keeps_its_words(dose: dict[str, object]) -> None:
    found = dosage({"text": "as told", "timing": {"code": concept("daily")}, "doseAndRate": [dose]})
    assert not found.confirmed
    assert found.text == "as told"
    assert found.instructions


@pytest.mark.parametrize(
    "difference",
    [
        {"route": concept("intramuscular")},
        {"asNeededBoolean": True},
        {"maxDosePerPeriod": {"numerator": quantity("9"), "denominator": quantity("1", "d")}},
        {"sequence": 2},
    ],
)
def test_that_instructions_which_fit_no_one_schedule_stay_in_words(difference: dict[str, object]) -> None:
    first = {"text": "50 mg in the morning", "doseAndRate": [{"doseQuantity": quantity("50")}]}
    found = dosage(first, {"text": "25 mg at night", "doseAndRate": [{"doseQuantity": quantity("25")}], **difference})
    assert found.schedule == ()
    assert found.text == "50 mg in the morning; 25 mg at night"


def test_that_an_instruction_stated_twice_does_not_double_the_dose() -> None:
    one = {"text": "50 mg daily", "doseAndRate": [{"doseQuantity": quantity("50")}]}
    assert len(dosage(one, dict(one)).schedule) == 1


def test_that_the_ordered_dose_counts_and_the_calculated_one_is_told() -> None:
    calculated = {"type": concept("", "calculated"), "doseQuantity": quantity("0.7", "mg/kg")}
    ordered = {"type": concept("", "ordered"), "doseQuantity": quantity("50")}
    found = dosage({"doseAndRate": [calculated, ordered]})
    assert found.schedule[0].amount == Amount(Decimal(50), "mg", ucum="mg")
    assert "0.7 mg/kg" in found.instructions


def test_that_what_a_schedule_cannot_hold_stands_in_the_instructions() -> None:
    repeat = {"frequency": 1, "period": 1, "periodUnit": "d", "when": ["AC"], "offset": 30, "timeOfDay": ["08:00:30"]}
    found = dosage(
        {
            "text": "before meals",
            "timing": {"repeat": repeat, "event": ["2024-01-05"]},
            "patientInstruction": "with water",
            "additionalInstruction": [concept("no alcohol")],
            "maxDosePerLifetime": quantity("400"),
        }
    )
    for words in ("30 minutes", "08:00:30", "2024-01-05", "with water", "no alcohol", "at most 400 mg in a lifetime"):
        assert words in found.instructions


@pytest.mark.parametrize(
    ("code", "frequency", "period"), [("BID", 2, 1), ("QD", 1, 1), ("QOD", 1, 2), ("Q6H", 1, 6), ("TID", 3, 1)]
)
def test_that_a_known_abbreviation_counts_where_nothing_else_is_stated(code: str, frequency: int, period: int) -> None:
    timing = dosage({"timing": {"code": concept("", code)}}).schedule[0].timing
    assert timing is not None
    assert (timing.frequency, timing.period) == (frequency, Decimal(period))


@pytest.mark.parametrize(
    "wrong",
    [
        {"timing": {"repeat": {"frequency": 0, "period": 1, "periodUnit": "d"}}},
        {"timing": {"repeat": {"period": 1}}},
        {"timing": {"repeat": {"count": 1, "periodUnit": "d"}}},
        {"timing": {"repeat": {"when": ["TEATIME"]}}},
        {"timing": "daily"},
        {"doseAndRate": {"doseQuantity": quantity("5")}},
    ],
)
def test_that_a_dosage_that_cannot_be_read_leaves_its_words_and_the_medicine_in_the_regimen(
    wrong: dict[str, object],
) -> None:
    reading = read(example("MedicationRequest", dosageInstruction=[{"text": "5 mg at teatime", **wrong}]))
    reported = reading.contents[0]
    assert isinstance(reported, MedicationReported)
    assert reported.dosage is not None
    assert not reported.dosage.confirmed
    assert "5 mg at teatime" in reported.dosage.text
    assert reading.findings[0].endswith("The dose is kept in its words.")
