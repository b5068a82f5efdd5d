"""What a card says: a headline that is whole, and under it what the headline has not said."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from careboard.clinical.condition import Diagnosis
from careboard.clinical.entry import KnownContent
from careboard.clinical.measured import (
    Component,
    Detected,
    DrugScreen,
    Expected,
    LabResult,
    ObservationStatus,
    Position,
    ProcedureDone,
    Result,
    SubstanceResult,
    Vitals,
)
from careboard.clinical.note import Note
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.response import Answer, AnsweredBy, Assessment
from careboard.clinical.values import LOINC, Coded, Coding, Quantity
from careboard.projections import wording
from careboard.projections.wording.note import template_name
from careboard.projections.wording.numbers import quantity, readable
from careboard.projections.wording.voice import Voice
from tests.clinical_examples import CHANGE, EXAMPLES, NOTE, SERTRALINE_COURSE, each_morning

VOICE = Voice()


def brief(content: KnownContent) -> str:
    return wording.brief(wording.tell(content, VOICE))


def reading(name: str, code: str, value: str, unit: str, position: Position | None = None) -> Component:
    return Component(Coded(name, (Coding(LOINC, code),)), Result(Quantity(Decimal(value), unit)), position=position)


def on_standing_up() -> Vitals:
    lying, standing = Position.LYING, Position.STANDING
    readings = (
        reading("Systolic blood pressure", "8480-6", "104", "mmHg", lying),
        reading("Diastolic blood pressure", "8462-4", "66", "mmHg", lying),
        reading("Heart rate", "8867-4", "68", "beats/min", lying),
        reading("Systolic blood pressure", "8480-6", "98", "mmHg", standing),
        reading("Diastolic blood pressure", "8462-4", "64", "mmHg", standing),
        reading("Heart rate", "8867-4", "90", "beats/min", standing),
        reading("Potassium", "2823-3", "3.9", "mEq/L"),
    )
    return Vitals(readings, note="Denies dizziness.")


def screened(*found: tuple[str, Detected, Expected]) -> DrugScreen:
    return DrugScreen(tuple(SubstanceResult(Coded(name), detected, expected) for name, detected, expected in found))


def test_that_vital_signs_begin_with_what_stands_out_and_stay_whole() -> None:
    assert wording.headline(on_standing_up()) == "Orthostatic heart rate up 22 beats/min; Potassium 3.9 mEq/L"


def test_that_vital_signs_are_told_by_how_the_patient_was() -> None:
    assert brief(on_standing_up()) == (
        "Lying: Blood pressure 104/66 mmHg, Heart rate 68 beats/min. "
        "Standing: Blood pressure 98/64 mmHg, Heart rate 90 beats/min. Denies dizziness."
    )


def test_that_a_drug_screen_begins_with_what_nobody_expected_and_tells_like_with_like() -> None:
    screen = screened(
        ("fentanyl", Detected.NEGATIVE, Expected.EXPECTED),
        ("buprenorphine", Detected.POSITIVE, Expected.EXPECTED),
        ("benzodiazepines", Detected.POSITIVE, Expected.NOT_EXPECTED),
        ("cocaine", Detected.NEGATIVE, Expected.EXPECTED),
    )
    assert wording.headline(screen) == (
        "Drug screen: benzodiazepines positive (not expected); buprenorphine positive; fentanyl, cocaine negative"
    )


def test_that_a_dose_change_tells_the_dose_before_in_its_headline() -> None:
    names: dict[str, str] = {SERTRALINE_COURSE: "sertraline"}
    told = wording.headline(CHANGE, names=names)
    assert told == "Dose of sertraline changed to 150 mg oral every morning, was 100 mg"


def test_that_a_dose_before_that_was_taken_otherwise_is_told_whole() -> None:
    now = each_morning("150")
    was = replace(each_morning("100"), text="100 mg twice", schedule=each_morning("100").schedule * 2)
    assert "was 100 mg oral every morning and" in wording.headline(replace(CHANGE, now=now, was=was))


@pytest.mark.parametrize(
    ("type_", "words", "told"),
    [
        (FlagType.BLIND_WEIGHT, "Blind weight at his wish", "Blind weight at his wish"),
        (FlagType.INTERPRETER, "Somali at every visit", "Interpreter: Somali at every visit"),
        (FlagType.OTHER, "bathroom with staff nearby", "Bathroom with staff nearby"),
    ],
)
def test_that_a_flag_says_once_what_it_warns_of(type_: FlagType, words: str, told: str) -> None:
    assert wording.headline(Flag(type_, Coded(words))) == told


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10*3/uL", "10\u00b3/\u00b5L"),
        ("10^9/L", "10\u2079/L"),
        ("mm[Hg]", "mmHg"),
        ("ug/dL", "mcg/dL"),
        ("m[IU]/L", "mIU/L"),
        ("kg/m2", "kg/m\u00b2"),
        ("[degF]", "\u00b0F"),
        ("Cel", "\u00b0C"),
        ("mL/min/{1.73_m2}", "mL/min/1.73 m\u00b2"),
        ("mEq/L", "mEq/L"),
        ("150 to 400 10*3/uL", "150 to 400 10\u00b3/\u00b5L"),
    ],
)
def test_that_a_unit_is_read_as_a_clinician_writes_it(written: str, read: str) -> None:
    assert readable(written) == read


def test_that_a_score_has_no_unit_and_a_rate_stands_at_its_number() -> None:
    assert quantity(Quantity(Decimal(2), "{score}"), VOICE) == "2"
    assert quantity(Quantity(Decimal(87), "/min"), VOICE) == "87/min"
    assert quantity(Quantity(Decimal("8.4"), "%"), VOICE) == "8.4%"


def test_that_no_tag_of_a_code_is_read_out() -> None:
    assert wording.headline(Diagnosis(Coded("Gingivitis (disorder)"))) == "Diagnosis: Gingivitis"
    assert wording.headline(ProcedureDone(Coded("Assessment of anxiety (procedure)"))).endswith("Assessment of anxiety")
    assert "Gingivitis (disorder)" in wording.text(Diagnosis(Coded("Gingivitis (disorder)")))


def test_that_a_question_is_not_read_out_with_its_link() -> None:
    asked = Answer("1", "Yes", question="Question 1")
    scale = Assessment(Coded("Questionnaire"), AnsweredBy.NOT_RECORDED, answers=(asked,) * 5)
    assert [line.label for line in wording.lines(scale)].count("Question 1") == 5
    assert brief(scale).startswith("Question 1: Yes")


def test_that_numbered_answers_stand_in_one_row() -> None:
    answers = tuple(Answer(str(n), "No") for n in range(1, 6))
    answered = Assessment(Coded("Screen"), AnsweredBy.CLINICIAN, level="negative", answers=answers)
    assert brief(answered) == "Answered by a clinician. Items 1 no, 2 no, 3 no, 4 no, 5 no."


def test_that_a_quotation_that_ends_a_sentence_gets_no_second_full_stop() -> None:
    assert wording.said(replace(NOTE, headline="Asks: 'Do I only get to be slow?'")).endswith("slow?'")


def test_that_a_template_is_called_by_its_name() -> None:
    assert [template_name(one) for one in ("dap", "adime", "med-check", "family")] == [
        "DAP",
        "ADIME",
        "Med check",
        "Family",
    ]


def test_that_a_note_does_not_name_its_discipline_twice() -> None:
    note = EXAMPLES[Note].content
    assert isinstance(note, Note)
    assert "edical note, medical" not in wording.said(note)


def repeated(content: KnownContent) -> Sequence[str]:
    """The sentences under a headline that the headline has said already."""
    above = wording.headline(content).casefold()
    return [said for said in brief(content).split(". ") if len(said) > 3 and said.rstrip(".").casefold() in above]


@pytest.mark.parametrize("content", [one.content for one in EXAMPLES.values()], ids=lambda one: type(one).__name__)
def test_that_nothing_stands_twice_on_a_card(content: KnownContent) -> None:
    assert not repeated(content)


def test_that_a_pending_result_says_so_and_a_final_one_need_not() -> None:
    final = LabResult(Coded("Potassium"), Result(Quantity(Decimal("3.9"), "mEq/L")))
    assert "final" not in brief(final)
    assert "pending" in wording.headline(replace(final, status=ObservationStatus.PRELIMINARY))
