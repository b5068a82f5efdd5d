"""What helps somebody who writes: runs with their origin, blanks that block or disappear, phrases, values with days."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careboard.clinical.measured import Component, LabResult, Result, Vitals
from careboard.clinical.note import Note, Section
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.provenance import Origin, Passage
from careboard.clinical.response import Answer, AnsweredBy, Assessment, RiskAssessment, RiskLevel, RiskOf
from careboard.clinical.values import Amount, Coded, Quantity
from careboard.projections.chart import Chart
from careboard.projections.response.series import BODY_WEIGHT, HEART_RATE
from careboard.projections.writing import phrases
from careboard.projections.writing.blanks import blanks, next_blank, refusal, unfilled, without_empty
from careboard.projections.writing.mentions import mentions, sentence_with
from careboard.projections.writing.phrases import Phrase
from careboard.projections.writing.pulled import pulled
from careboard.projections.writing.runs import Run, plain, sections_of, stripped, together, without
from tests.clinical_examples import NOTE, PLAN_OF_CARE, POTASSIUM, WEIGHT
from tests.projections.records import chart, every_example, on, signed

PULLED, TEMPLATE, PASTED = Origin.PULLED, Origin.TEMPLATE, Origin.PASTED


# -- runs ---------------------------------------------------------------------------------------------------------


def test_that_a_passage_that_is_cut_keeps_the_origin_of_what_is_left() -> None:
    runs = (Run("Mood "), Run("PHQ-9 11", PULLED), Run(" today.\n"))
    assert without(runs, ((3, 7),)) == (Run("Moo"), Run("Q-9 11", PULLED), Run(" today.\n"))
    assert without(runs, ((0, 5), (13, 21))) == (Run("PHQ-9 11", PULLED),)
    assert stripped((Run(" \n", PULLED), *runs)) == (*runs[:2], Run(" today."))
    assert stripped((Run("  "), Run("\n", PULLED))) == ()


@pytest.mark.parametrize("spans", [((0, 0),), ((2, 9),), ((0, 3), (3, 5)), ((0, 2), (4, 5), (9, 12)), ((0, 12),)])
def test_that_what_is_left_is_what_was_not_cut(spans: tuple[tuple[int, int], ...]) -> None:
    runs = (Run("abcd"), Run("efgh", PULLED), Run("ijkl"))
    gone = {at for start, stop in spans for at in range(start, stop)}
    assert plain(without(runs, spans)) == "".join(sign for at, sign in enumerate("abcdefghijkl") if at not in gone)


def test_that_runs_of_one_origin_are_one() -> None:
    assert together((Run("a"), Run(""), Run("b"), Run("c", PULLED))) == (Run("ab"), Run("c", PULLED))


def test_that_a_section_without_words_is_left_out_and_passages_count_characters_not_bytes() -> None:
    smile = "\U0001f600"
    sections, kept = sections_of([("Data", (Run("  "),)), ("Plan", (Run(f" {smile} "), Run("11", PULLED), Run(" ")))])
    assert sections == (Section("Plan", f"{smile} 11"),)
    assert kept.passages == (Passage(0, 2, 2, PULLED),)


# -- blanks -------------------------------------------------------------------------------------------------------


def test_that_what_must_be_filled_and_what_may_stay_empty_are_told_apart() -> None:
    found = list(blanks("Sleep *** hours, {well|badly}, {nightmares|}. Other: ____"))
    assert [(one.required, one.choices) for one in found] == [
        (True, ()),
        (True, ("well", "badly")),
        (False, ("nightmares",)),
        (False, ()),
    ]
    assert next_blank("a *** b ***", 3) == (8, 11, True, ())
    assert next_blank("a *** b", 3) is None


@pytest.mark.parametrize("text", ["**", "{only one}", "__", "{a\n|b}", "10|20", "a_b"])
def test_that_what_only_looks_like_a_blank_is_text(text: str) -> None:
    assert list(blanks(text)) == []


def test_that_a_blank_that_must_be_filled_is_told_with_its_choices() -> None:
    choose, fill = unfilled("{a|b}"), unfilled("___ then ***")
    assert choose is not None
    assert fill is not None
    assert (refusal(choose), refusal(fill)) == ("Choose one: a, b. F2 goes there.", "Fill in ***. F2 goes there.")
    assert unfilled("___ {a|}") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Slept ___ hours.", "Slept hours."),
        ("Slept well ___.", "Slept well."),
        ("One\n___\nTwo", "One\nTwo"),
        ("One\nOther: ___\nTwo", "One\nTwo"),
        ("Mood {low|}\nSleep", "Mood\nSleep"),
        ("Slept well. Dreams: ___", "Slept well."),
        ("Slept well. Dreams: {bad|}. Ate.", "Slept well. Ate."),
        ("**Sleep:** ___\n- Dreams: ___\n- ___\n**Told: ___**\n**___** Ate.", " Ate."),
        ("___", ""),
        ("*** stays", "*** stays"),
        ("Woke at 7: ___", "Woke at 7:"),
        ("Slept, ate and spoke with Ana: ___", "Slept, ate and spoke with Ana:"),
    ],
)
def test_that_a_blank_that_stayed_empty_disappears(before: str, after: str) -> None:
    assert plain(without_empty((Run(before, TEMPLATE),))) == after


def test_that_what_is_longer_than_a_label_before_an_empty_blank_was_said_and_stays() -> None:
    said = f"{'Zebra' * 30}:"
    assert plain(without_empty((Run(f"Calm. {said} ___. Dreams: ___", TEMPLATE),))) == f"Calm. {said}."


PIECES = ("Slept well.", "___", "{a|}", "***", "{b|c}", "Dreams:", "\n", " ", ", and ", "7")


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_that_nothing_but_empty_blanks_and_their_labels_disappears(pieces: list[str]) -> None:
    before = "".join(pieces)
    after = plain(without_empty((Run(before, TEMPLATE),)))
    assert all(one.required for one in blanks(after))
    for stays in ("Slept well.", "***", "{b|c}", "and", "7"):
        assert after.count(stays) == before.count(stays)


def test_that_a_task_says_the_sentence_of_its_mention_whoever_else_is_named_in_it() -> None:
    team = ("L. Moreno", "K. Osei")
    text = "Slept well. - Ask @L. Moreno, @K. Osei to call. @K. Osei: bring the plan."
    assert sentence_with("L. Moreno", text, team) == "Ask L. Moreno, K. Osei to call."
    assert sentence_with("K. Osei", "@K. Osei, please weigh her.", team) == "please weigh her."
    assert sentence_with("K. Osei", "Nobody is named.", team) == ""


def test_that_of_names_that_begin_alike_the_longest_that_stands_there_is_mentioned() -> None:
    team = ("Ana Cruz, RN", "Ana Cruz Lopez, LCSW")
    told = {one: mentions("Ask @Ana Cruz Lopez, please.", one, team) for one in team}
    assert told == {"Ana Cruz, RN": False, "Ana Cruz Lopez, LCSW": True}
    for text in ("@Ana Cruz, and @Ana Cruz Lopez", "@Ana Cruz Lopez. @Ana Cruz: call.", "@Ana Cruz Lopezano"):
        assert mentions(text, "Ana Cruz, RN", team), text
    text = "@Ana Cruz Lopez knows. @Ana Cruz, call."
    assert sentence_with("Ana Cruz", text, ("Ana Cruz", "Ana Cruz Lopez")) == "call."


# -- phrases ------------------------------------------------------------------------------------------------------

MSE = Phrase("mse", "Appearance {neat|unkempt}.\n\n.not a name\n\\backslash")


def test_that_a_library_is_the_same_after_it_was_written_and_read() -> None:
    library = (MSE, Phrase("sleep-log", "Slept *** hours."))
    assert phrases.from_file(phrases.as_file(library)) == library
    assert phrases.from_file(phrases.as_file(library).replace("\n", "\r\n")) == library
    assert phrases.from_file(phrases.as_file(())) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no file of phrases"),
        ("%PDF-1.7", "no file of phrases"),
        (f"{phrases.FIRST_LINE}\nSlept well.", "Line 2: text stands before the first phrase"),
        (f"{phrases.FIRST_LINE}\n.mse\na\n.mse\nb", r"Line 4: the phrase \.mse stands here twice"),
        (f"{phrases.FIRST_LINE}\n.mse\n\n", r"The phrase \.mse says nothing"),
        (f"{phrases.FIRST_LINE}\n.Mse\na", "lower-case letters"),
        (f"{phrases.FIRST_LINE}\n.mse\nDenies \u202eplan", "Line 3: a character stands there that cannot be seen"),
    ],
)
def test_that_a_file_that_is_no_library_is_refused_in_a_sentence(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        phrases.from_file(text)


def test_that_an_own_phrase_stands_before_the_clinics_and_one_known_is_not_replaced_by_a_files() -> None:
    own, theirs = Phrase("mse", "Mine."), Phrase("mse", "The clinic's.")
    assert [one.phrase for one in phrases.offered((own,), (theirs, MSE))] == [own]
    assert phrases.merged((theirs,), (own, Phrase("a", "b"))) == ((Phrase("a", "b"), theirs), ("mse",))
    assert phrases.merged((MSE,), (MSE,)) == ((MSE,), ())


def test_that_what_the_clinic_keeps_and_is_no_phrase_is_none() -> None:
    kept = {phrases.setting_of("mse"): MSE.text, "phrase-": "x", "phrase-blank": " ", "time-zone": "UTC"}
    assert phrases.of_settings(kept) == (MSE,)


# -- values of the chart ------------------------------------------------------------------------------------------


def values(made: Chart) -> dict[str, str]:
    return {one.name: one.text for one in pulled(made)}


def phq9(total: int, risk: int | None = None) -> Assessment:
    answers = (Answer("9", "Several days", Decimal(risk)),) if risk is not None else ()
    return Assessment(Coded("PHQ-9"), AnsweredBy.PATIENT, total=Quantity(Decimal(total)), answers=answers)


def test_that_a_score_is_pulled_with_its_day_and_what_it_was_before() -> None:
    made = chart(signed(phq9(14), "a", at=on(1)), signed(phq9(11), "b", at=on(15)))
    assert values(made)["phq9"] == "PHQ-9 11 on 15-Sep-2026, was 14"


def test_that_a_falling_total_is_pulled_with_a_worse_answer_about_suicide() -> None:
    made = chart(signed(phq9(14, 0), "a", at=on(1)), signed(phq9(11, 1), "b", at=on(15)))
    assert values(made)["phq9"] == "PHQ-9 11 on 15-Sep-2026, was 14; item 9: 1, was 0"


def test_that_risk_is_pulled_with_its_day_and_direction() -> None:
    moderate = RiskAssessment(RiskOf.SUICIDE, RiskLevel.MODERATE, "Asked: none.", "Seen daily.", ("Ideation",))
    low = replace(moderate, level=RiskLevel.LOW)
    made = chart(signed(low, "a", at=on(1)), signed(moderate, "b", at=on(15)))
    assert values(made)["risk"] == "Suicide risk Moderate on 15-Sep-2026, was Low"


def test_that_a_result_is_pulled_by_its_name_with_unit_and_day() -> None:
    before = replace(POTASSIUM, result=Result(quantity=Quantity(Decimal("3.4"), "mmol/L")))
    made = chart(signed(before, "a", at=on(1)), signed(POTASSIUM, "b", at=on(14)))
    found = values(made)
    assert found["potassium"].endswith("on 14-Sep-2026, was 3.4 mmol/L")
    assert found["labs"] == found["potassium"]


@pytest.mark.parametrize("by_flag", [True, False], ids=["by the flag", "by itself"])
def test_that_a_blind_weight_is_refused_in_words_and_stands_in_no_other_value(*, by_flag: bool) -> None:
    taken = replace(WEIGHT, weight=Amount(Decimal("61.7"), "kg"), blind=not by_flag)
    rate = Component(HEART_RATE, Result(quantity=Quantity(Decimal(68), "beats/min")))
    coded = Result(quantity=Quantity(Decimal("61.7"), "kg"))
    vitals = Vitals((rate, Component(BODY_WEIGHT, coded)))
    others = [signed(vitals, "v", at=on(4)), signed(LabResult(BODY_WEIGHT, coded), "l", at=on(4))]
    flag = signed(Flag(FlagType.BLIND_WEIGHT, Coded("Blind weight")), "flag", at=on(1))
    made = chart(signed(taken, "w", at=on(3)), *([flag, *others] if by_flag else ()))
    (told,) = [one for one in pulled(made) if one.name == "weight"]
    assert (told.text, told.refused) == ("", "The weight is not shown to this patient, so it is put into no note.")
    assert not any("61.7" in one.text for one in pulled(made))
    assert not by_flag or "68" in values(made)["vitals"]


def test_that_an_open_weight_is_pulled_with_its_day() -> None:
    (told,) = [
        one for one in pulled(chart(signed(replace(WEIGHT, blind=False), "w", at=on(3)))) if one.name == "weight"
    ]
    assert told.text.endswith("on 03-Sep-2026")


def test_that_no_word_of_an_earlier_note_can_be_pulled() -> None:
    words = ("zebrafinch", "quokka", "axolotl")
    sections = (Section("Plan", words[1]), Section("Data", words[2]))
    note = replace(NOTE, headline=words[0], sections=sections)
    entries = [signed(one, f"e{at}", at=on(2)) for at, one in enumerate(every_example()) if not isinstance(one, Note)]
    everything = "\n".join(one.text + one.refused for one in pulled(chart(signed(note, "n", at=on(5)), *entries)))
    assert everything
    assert not any(word in everything for word in words)


def test_that_every_value_of_a_full_chart_names_a_day() -> None:
    entries = [signed(one, f"e{at}", at=on(2)) for at, one in enumerate(every_example())]
    for one in pulled(chart(*entries, signed(PLAN_OF_CARE, "plan", at=on(3)))):
        assert one.refused or "-2026" in one.text or "-2025" in one.text, one
