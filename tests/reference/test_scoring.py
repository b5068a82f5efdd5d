"""Promises about scores: sums by the scale's own rules, and never a total that hides an unanswered item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careboard.reference.instruments import Instrument, by_name
from careboard.reference.scoring import AnswerRefused, TriageLevel, cssrs_triage, score

NOT_AT_RISK = {"1": False, "2": False, "6 lifetime": False, "6 past 3 months": False}


def named(name: str) -> Instrument:
    found = by_name(name)
    assert found is not None
    return found


def all_answered(name: str, value: int, **others: int) -> dict[str, int]:
    return {item.number: value for item in named(name).scored_items} | others


def test_that_a_phq_9_adds_up_and_has_its_band() -> None:
    result = score(named("PHQ-9"), {"1": 3, "2": 3, "3": 2, "4": 2, "5": 1, "6": 1, "7": 1, "8": 1, "9": 0, "10": 2})
    assert (result.total, result.band, result.complete, result.at_risk) == (14, "moderate", True, False)
    assert result.told == "14, moderate"


@pytest.mark.parametrize("answer", [1, 2, 3])
def test_that_item_9_above_zero_is_a_risk(answer: int) -> None:
    answers = all_answered("PHQ-9", 0) | {"9": answer}
    result = score(named("PHQ-9"), answers)
    assert result.at_risk
    assert result.band == "minimal"


def test_that_an_unanswered_item_is_named_and_takes_the_band_away() -> None:
    result = score(named("PHQ-9"), {"1": 3, "2": 3, "9": 1})
    assert (result.total, result.band, result.complete) == (7, None, False)
    assert result.unanswered == ("3", "4", "5", "6", "7", "8")
    assert result.told == "7, not answered: 3, 4, 5, 6, 7, 8"
    assert result.at_risk


def test_that_no_answer_at_all_has_no_total() -> None:
    result = score(named("GAD-7"), {})
    assert result.total is None
    assert len(result.unanswered) == 7


def test_that_only_items_1_to_7_of_the_aims_are_summed() -> None:
    result = score(named("AIMS"), all_answered("AIMS", 1) | {"8": 4, "9": 4, "10": 4, "11": 1, "12": 1})
    assert (result.total, result.complete, result.remarks) == (7, True, ())


@pytest.mark.parametrize(
    ("areas", "met"),
    [({"1": 3}, True), ({"1": 2, "5": 2}, True), ({"1": 2}, False), ({"1": 2, "8": 4}, False)],
)
def test_that_the_aims_tells_when_schooler_and_kane_are_met(areas: dict[str, int], *, met: bool) -> None:
    assert bool(score(named("AIMS"), all_answered("AIMS", 0) | areas).remarks) is met


@pytest.mark.parametrize("taken", ["16A", "16B"])
def test_that_the_hamilton_scale_takes_one_rating_of_weight(taken: str) -> None:
    other = ({"16A", "16B"} - {taken}).pop()
    answers = {number: value for number, value in all_answered("HAM-D", 1).items() if number != other}
    for given_answers in (answers, answers | {other: 3}):
        result = score(named("HAM-D"), given_answers)
        assert (result.total, result.band, result.complete) == (17, "moderate", True)


def test_that_two_ratings_of_weight_are_refused() -> None:
    with pytest.raises(AnswerRefused, match="by 16A or by 16B"):
        score(named("HAM-D"), all_answered("HAM-D", 1))


def test_that_a_weight_not_assessed_is_unanswered() -> None:
    answers = all_answered("HAM-D", 1) | {"16A": 3, "16B": 3}
    result = score(named("HAM-D"), answers)
    assert result.total == 16
    assert result.unanswered == ("16A", "16B")


def test_that_not_assessed_is_no_rating() -> None:
    result = score(named("BPRS"), all_answered("BPRS", 1) | {"3": 0})
    assert (result.total, result.unanswered) == (17, ("3",))


def test_that_a_ciwa_ar_adds_up() -> None:
    result = score(named("CIWA-Ar"), all_answered("CIWA-Ar", 1))
    assert (result.total, result.band) == (10, "moderate")
    assert score(named("CIWA-Ar"), all_answered("CIWA-Ar", 4)).total == 40


@pytest.mark.parametrize(("first", "band"), [(1, None), (2, None), (3, "positive for women"), (4, "positive")])
def test_that_an_audit_c_tells_for_whom_it_is_positive(first: int, band: str | None) -> None:
    assert score(named("AUDIT-C"), {"1": first, "2": 0, "3": 0}).band == band


def test_that_a_cows_takes_only_its_own_weights() -> None:
    weights = {"1": 4, "2": 4, "3": 5, "4": 5, "5": 4, "6": 4, "7": 5, "8": 4, "9": 4, "10": 4, "11": 5}
    assert score(named("COWS"), weights).told == "48, severe"
    with pytest.raises(AnswerRefused, match="Item 1 of COWS has no answer 3"):
        score(named("COWS"), weights | {"1": 3})


def test_that_global_impressions_are_rated_and_never_summed() -> None:
    result = score(named("CGI"), {"1": 4, "2": 3})
    assert (result.total, result.complete) == (None, True)
    assert score(named("CGI"), {"1": 4, "2": 0}).unanswered == ("2",)


def test_that_an_item_which_the_form_has_not_is_refused() -> None:
    with pytest.raises(AnswerRefused, match="PHQ-2 has no item 3"):
        score(named("PHQ-2"), {"1": 1, "2": 1, "3": 1})


@pytest.mark.parametrize("name", ["AUDIT", "MADRS", "C-SSRS", "EPDS"])
def test_that_a_scale_without_items_here_is_not_added_up(name: str) -> None:
    with pytest.raises(AnswerRefused, match="not added up here") as refused:
        score(named(name), {"1": 1})
    assert refused.value.next_step == "Record its result as the form gives it."


@given(st.fixed_dictionaries({}, optional={str(number): st.integers(0, 3) for number in range(1, 11)}))
def test_that_a_band_is_told_only_of_a_whole_form(answers: dict[str, int]) -> None:
    result = score(named("PHQ-9"), answers)
    assert (result.band is not None) is (set(map(str, range(1, 10))) <= set(answers))
    assert result.complete or all(number in result.told for number in result.unanswered)


@pytest.mark.parametrize(
    ("positive", "level"),
    [
        ([], None),
        (["1"], TriageLevel.LOW),
        (["1", "2"], TriageLevel.LOW),
        (["2", "3"], TriageLevel.MODERATE),
        (["6 lifetime"], TriageLevel.MODERATE),
        (["2", "4"], TriageLevel.HIGH),
        (["2", "5"], TriageLevel.HIGH),
        (["6 past 3 months"], TriageLevel.HIGH),
        (["1", "2", "3", "4", "5", "6 lifetime", "6 past 3 months"], TriageLevel.HIGH),
    ],
)
def test_that_the_c_ssrs_gives_the_highest_level(positive: list[str], level: TriageLevel | None) -> None:
    asked = NOT_AT_RISK | ({"3": False, "4": False, "5": False} if "2" in positive else {})
    triage = cssrs_triage(asked | dict.fromkeys(positive, True))
    assert (triage.level, triage.unanswered) == (level, ())


def test_that_questions_3_to_5_of_the_c_ssrs_are_asked_only_after_2() -> None:
    assert cssrs_triage(NOT_AT_RISK).unanswered == ()
    assert cssrs_triage(NOT_AT_RISK | {"2": True}).unanswered == ("3", "4", "5")


def test_that_what_never_was_is_not_asked_of_the_past_3_months() -> None:
    never = {"1": False, "2": False, "6 lifetime": False}
    assert cssrs_triage(never).unanswered == ()
    assert cssrs_triage(never | {"6 lifetime": True}).unanswered == ("6 past 3 months",)


def test_that_an_unanswered_question_of_the_c_ssrs_is_named_beside_the_level() -> None:
    triage = cssrs_triage({"1": True})
    assert triage.level is TriageLevel.LOW
    assert triage.unanswered == ("2", "6 lifetime", "6 past 3 months")


def test_that_a_question_which_the_c_ssrs_has_not_is_refused() -> None:
    with pytest.raises(AnswerRefused, match="no question 7"):
        cssrs_triage({"7": True})
