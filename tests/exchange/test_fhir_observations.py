"""Observations: no number is left behind, none is converted, and what was measured is found where a clinician looks."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careboard.clinical.measured import (
    Detected,
    DrugScreen,
    LabResult,
    ObservationStatus,
    Position,
    Result,
    Vitals,
)
from careboard.clinical.response import AnsweredBy, Assessment
from careboard.clinical.values import LOINC, Comparator, Quantity
from careboard.exchange.facts import Reading
from tests.exchange.fhir import concept, content, example, observation, quantity, read


def category(code: str) -> list[dict[str, Any]]:
    return [{"coding": [{"code": code}]}]


def numbers(reading: Reading) -> list[Quantity]:
    """Every quantity in the contents of a reading."""
    found: list[Quantity | None] = []
    for one in reading.contents:
        match one:
            case Vitals():
                found += [part.result.quantity for part in one.readings]
            case LabResult():
                found += [
                    one.result.quantity if one.result else None,
                    *(part.result.quantity for part in one.components),
                ]
            case Assessment():
                found += [one.total, *(part.result.quantity for part in one.scores)]
            case DrugScreen():
                found += [part.result.quantity if part.result else None for part in one.substances]
            case _:
                pass
    return [quantity for quantity in found if quantity]


values = st.decimals(min_value=-1000, max_value=1000, places=3)
codes = st.sampled_from(
    [
        concept("Something"),
        concept("Drugs of abuse screen"),
        concept("Cocaine [Presence] in Urine"),
        concept("PHQ-9"),
        concept("Systolic blood pressure", "8480-6", LOINC),
    ]
)
categories = st.sampled_from(["vital-signs", "laboratory", "survey", "exam", "social-history"])


@given(codes, categories, st.none() | values, st.lists(values, max_size=4), st.sampled_from(["", "<", ">="]))
def test_that_every_quantity_ends_as_the_same_number(
    code: dict[str, Any], kind: str, own: Decimal | None, parts: list[Decimal], comparator: str
) -> None:
    def stated(value: Decimal) -> dict[str, Any]:
        return {"value": value, "unit": "u", **({"comparator": comparator} if comparator else {})}

    components = [{"code": concept("part"), "valueQuantity": stated(value)} for value in parts]
    value = {"valueQuantity": stated(own)} if own is not None else {"dataAbsentReason": concept("none")}
    found = numbers(read(observation(code=code, category=category(kind), component=components, **value)))
    expected = [one for one in (own, *parts) if one is not None]
    assert [(str(one.value), one.unit, one.comparator.value) for one in found] == [
        (str(value), "u", comparator) for value in expected
    ]


def test_that_a_number_keeps_its_digits_comparator_and_unit() -> None:
    (potassium,) = numbers(read(observation(valueQuantity={**quantity("3.90", "mmol/L"), "comparator": "<"})))
    assert potassium == Quantity(Decimal("3.90"), "mmol/L", Comparator.LESS, "mmol/L")
    assert str(potassium.value) == "3.90"


def test_that_a_number_that_is_no_measurement_is_words_with_a_finding_and_the_others_stay_numbers() -> None:
    parts = [
        {"code": concept("part"), "valueQuantity": {"value": Decimal(one), "unit": "g"}} for one in ("1E-245", "2")
    ]
    reading = read(observation(component=parts))
    assert [str(one.value) for one in numbers(reading)] == ["2"]
    assert "1E-245 g" in str(reading.contents[0])
    assert reading.findings


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ({"valueString": "clear"}, Result(text="clear")),
        ({"valueBoolean": True}, Result(text="Yes")),
        ({"valueBoolean": False}, Result(text="No")),
        ({"valueInteger": 15}, Result(Quantity(Decimal(15)))),
        ({"valueDateTime": "2024-02"}, Result(text="2024-02")),
        ({"valueTime": "10:30:00"}, Result(text="10:30:00")),
        ({"valueRange": {"low": quantity("1", "g"), "high": quantity("2", "g")}}, Result(text="1 to 2 g")),
        ({"valueRange": {"low": quantity("1", "g")}}, Result(text="from 1 g")),
        ({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 128}}}, Result(text="1:128")),
        ({"valuePeriod": {"start": "2024-01", "end": "2024-02"}}, Result(text="2024-01 to 2024-02")),
        ({"valueQuantity": {"unit": "mg", "comparator": ">"}}, Result(text="> mg")),
        (
            {
                "valueSampledData": {
                    "origin": {"value": 0, "unit": "mV"},
                    "period": 10,
                    "dimensions": 1,
                    "data": "1 2 3",
                }
            },
            Result(text="Sampled data: 3 values, one every 10 ms, in mV"),
        ),
    ],
)
def test_that_every_kind_of_value_is_a_result(value: dict[str, Any], result: Result) -> None:
    assert content(LabResult, observation(**value)).result == result


def test_that_a_coded_value_keeps_its_codes_and_an_absent_one_its_reason() -> None:
    coded = content(LabResult, observation(valueCodeableConcept=concept("Positive", "10828004"))).result
    absent = content(LabResult, observation(dataAbsentReason=concept("not performed"))).result
    assert coded is not None
    assert absent is not None
    assert (coded.coded and coded.coded.codings[0].code, absent.absent and absent.absent.text) == (
        "10828004",
        "not performed",
    )


def test_that_a_result_keeps_what_the_laboratory_says_of_it() -> None:
    found = content(LabResult, observation(**LAB))
    assert found.reference_range == "normal: 3.5 to 5.0 mmol/L (adults); up to 6 mmol/L"
    assert [one.text for one in found.interpretation] == ["Normal"]
    assert (found.specimen and found.specimen.text, found.method and found.method.text) == ("serum", "by eye")
    assert found.performer == "Lakeside Laboratory"
    assert found.period is not None
    assert "Device: analyser" in found.note


LAB = {
    "valueQuantity": quantity("3.9", "mmol/L"),
    "effectivePeriod": {"start": "2024-02-01", "end": "2024-02-02"},
    "referenceRange": [
        {
            "low": quantity("3.5", "mmol/L"),
            "high": quantity("5.0", "mmol/L"),
            "type": concept("normal"),
            "appliesTo": [concept("adults")],
        },
        {"high": quantity("6", "mmol/L")},
    ],
    "interpretation": [concept("Normal")],
    "specimen": {"display": "serum"},
    "method": concept("by eye"),
    "performer": [{"display": "Lakeside Laboratory"}],
    "device": {"display": "analyser"},
}


@pytest.mark.parametrize(
    ("when", "iso"),
    [
        ({"effectiveDateTime": "2024-02"}, "2024-02"),
        ({"effectiveInstant": "2024-02-01T10:00:00.5+02:00"}, "2024-02-01T08:00:00.500000Z"),
        ({"effectivePeriod": {"start": "2024-02-01"}}, "2024-02-01"),
        ({"effectivePeriod": {"end": "2024-02-03"}}, "2024-02-03"),
        ({"effectiveTiming": {"event": ["2024-02-05", "2024-02-01"]}}, "2024-02-01"),
        ({"effectiveDateTime": "2016-12-31T23:59:60Z"}, "2017-01-01T00:00:00Z"),
        ({"issued": "2024-02-01T10:00:00Z"}, "2024-02-01T10:00:00Z"),
        ({}, ""),
    ],
)
def test_that_an_observation_stands_at_the_time_it_was_made(when: dict[str, Any], iso: str) -> None:
    assert read(observation(valueInteger=1, **when)).at.iso == iso


def test_that_a_time_of_issue_says_that_it_is_one() -> None:
    found = content(LabResult, observation(valueInteger=1, issued="2024-02-01T10:00:00Z"))
    assert "time is that of issue" in found.note


def test_that_a_time_without_a_zone_is_read_in_the_clinics_and_says_so() -> None:
    at = read(observation(valueInteger=1, effectiveDateTime="2024-07-01T10:00:00")).at
    assert (at.iso, at.zone_assumed) == ("2024-07-01T14:00:00Z", True)
    assert not read(observation(valueInteger=1, effectiveDateTime="2024-07-01T10:00:00Z")).at.zone_assumed


def test_that_vital_signs_are_known_by_their_category_or_code() -> None:
    by_category = content(Vitals, example("Observation"))
    weight = concept("Weight", "29463-7", LOINC)
    by_code = content(Vitals, observation(code=weight, category=category("exam"), valueQuantity=quantity("47.3", "kg")))
    assert [part.code.text for part in by_category.readings] == ["Systolic", "Diastolic"]
    assert by_category.code is not None
    assert [part.body_site and part.body_site.text for part in by_category.readings] == ["left arm", "left arm"]
    assert by_code.readings[0].code.text == "Weight"


@pytest.mark.parametrize(
    ("stated", "position"),
    [
        ({"code": concept("Systolic --sitting")}, Position.SITTING),
        ({"code": concept("Body height --lying")}, Position.LYING),
        (
            {
                "extension": [
                    {"url": "x/observation-bodyPosition", "valueCodeableConcept": concept("Orthostatic position")}
                ]
            },
            Position.STANDING,
        ),
        ({}, None),
    ],
)
def test_that_the_position_of_the_patient_is_read(stated: dict[str, Any], position: Position | None) -> None:
    found = content(Vitals, observation(category=category("vital-signs"), valueQuantity=quantity("1"), **stated))
    assert found.readings[0].position is position


def test_that_a_panel_names_its_members_and_is_no_empty_result() -> None:
    member = {"resourceType": "Observation", "id": "m", "code": concept("Rh status")}
    panel = observation(hasMember=[{"reference": "Observation/m"}, {"reference": "Observation/n"}])
    assert content(LabResult, panel, member).result == Result(text="Reported in its parts: Rh status")
    assert "2 further observations" in str(content(LabResult, panel))


@pytest.mark.parametrize("status", ["registered", "preliminary", "cancelled"])
def test_that_a_pending_result_has_none(status: str) -> None:
    pending = content(LabResult, observation(status=status))
    assert (pending.status, pending.result) == (ObservationStatus(status), None)


def test_that_an_observation_that_says_nothing_is_not_recorded() -> None:
    found = content(LabResult, observation())
    assert found.result is not None
    assert found.result.absent is not None


@pytest.mark.parametrize(
    "code",
    [
        concept("Score", "44261-6", LOINC),
        concept("Screening - PHQ-9 depression assessment"),
        concept("Generalized anxiety disorder 7 item (GAD-7) total score"),
        concept("PHQ9"),
        concept("", "1", "urn:x", "Total score [AUDIT-C]"),
    ],
)
def test_that_a_scale_is_known_by_its_code_or_name(code: dict[str, Any]) -> None:
    found = content(Assessment, observation(code=code, valueInteger=11, performer=[{"reference": "Patient/maya"}]))
    assert found.total == Quantity(Decimal(11))
    assert found.answered_by is AnsweredBy.PATIENT


@pytest.mark.parametrize("words", ["GAD-65 antibodies", "Cows milk IgE", "Audit of records", "cgi"])
def test_that_words_which_only_look_like_a_scale_are_none(words: str) -> None:
    assert isinstance(content(LabResult, observation(code=concept(words), valueInteger=1)), LabResult)


def test_that_the_parts_and_the_level_of_a_survey_stand_in_it() -> None:
    part = {"code": concept("Color"), "valueCodeableConcept": concept("2. Good")}
    survey = observation(category=category("survey"), valueCodeableConcept=concept("Low risk"), component=[part])
    found = content(Assessment, survey)
    assert (found.total, found.level) == (None, "Low risk")
    assert found.scores[0].result.coded is not None
    absent = content(Assessment, observation(category=category("survey"), dataAbsentReason=concept("asked-declined")))
    assert "asked-declined" in absent.note


@pytest.mark.parametrize(
    ("words", "detected"),
    [
        ("Positive", Detected.POSITIVE),
        ("Detected", Detected.POSITIVE),
        ("NEG", Detected.NEGATIVE),
        ("Not detected", Detected.NEGATIVE),
        ("No drug detected", Detected.NEGATIVE),
        ("Non-reactive", Detected.NEGATIVE),
        ("Inconclusive", Detected.INCONCLUSIVE),
        ("see comment", Detected.NOT_STATED),
    ],
)
def test_that_a_drug_screen_tells_what_was_found(words: str, detected: Detected) -> None:
    part = {"code": concept("Amphetamines"), "valueCodeableConcept": concept(words)}
    found = content(DrugScreen, observation(code=concept("Drugs of abuse panel"), component=[part]))
    assert found.substances[0].detected is detected
    assert found.substances[0].result is not None


def test_that_a_test_for_one_drug_is_a_drug_screen_and_a_level_is_a_result() -> None:
    code = concept("Cocaine [Presence] in Urine by Screen method")
    found = content(DrugScreen, observation(code=code, valueString="Negative", specimen={"display": "urine"}))
    assert (found.confirmatory, found.specimen and found.specimen.text) == (False, "urine")
    level = observation(code=concept("Methadone [Mass/volume] in Serum"), valueQuantity=quantity("90", "ng/mL"))
    assert isinstance(content(LabResult, level), LabResult)
    glucose = observation(code=concept("Glucose [Presence] in Urine"), valueString="Negative")
    assert isinstance(content(LabResult, glucose), LabResult)


def test_that_a_refused_drug_screen_says_so() -> None:
    refused = observation(code=concept("Urine drug screen"), dataAbsentReason=concept("Patient refused"))
    found = content(DrugScreen, refused)
    assert found.refused
    assert found.substances == ()


def test_that_an_interpretation_tells_what_a_measured_level_of_a_screen_means() -> None:
    part = {"code": concept("THC"), "valueQuantity": quantity("60", "ng/mL"), "interpretation": [concept("", "POS")]}
    found = content(DrugScreen, observation(code=concept("Drugs of abuse panel"), component=[part]))
    assert found.substances[0].detected is Detected.POSITIVE
    assert "THC: POS" in found.note
