"""An answer about suicide makes a judgement due, in whichever of the ways in which systems send it."""

from decimal import Decimal

import pytest

from careboard.clinical.measured import Component, Result
from careboard.clinical.response import Answer, AnsweredBy, Assessment
from careboard.clinical.values import LOINC, Coded, Coding, Quantity
from careboard.projections.lanes.days import Calendar
from careboard.projections.lanes.scores import score_lanes
from careboard.projections.measures.rated import rated
from careboard.projections.response.risk import Due
from careboard.reference.instruments import by_name
from careboard.workflow.writing.scales import result_alone
from tests.projections.records import chart, imported, on, signed

PANEL = Coded("PHQ-9 quick depression assessment panel", (Coding(LOINC, "44249-1"),))
ITEM = Coded("Thoughts that you would be better off dead", (Coding(LOINC, "44260-8"),))
QUESTION = "Thoughts that you would be better off dead, or of hurting yourself in some way"
SEVERAL = Coded("Several days", (Coding(LOINC, "LA6569-3", "Several days"),))
CODE_ALONE = Coded("LA6571-9", (Coding(LOINC, "LA6571-9"),))
NONE = Coded("Not at all", (Coding(LOINC, "LA6568-5", "Not at all"),))


def scale(*answers: Answer, instrument: Coded = PANEL, **more: object) -> Assessment:
    return Assessment(instrument, AnsweredBy.PATIENT, answers=answers, **more)  # type: ignore[arg-type]


def scored(result: Result) -> Assessment:
    return scale(scores=(Component(ITEM, result),), total=Quantity(Decimal(4)))


YES = {
    "by number and value": scale(Answer("9", "Several days", Decimal(1))),
    "by number and words": scale(Answer("9", "Nearly every day")),
    "in Spanish": scale(Answer("9", "Varios d\N{LATIN SMALL LETTER I WITH ACUTE}as")),
    "by LOINC code": scale(Answer("44260-8", "Several days")),
    "by the link of a form": scale(Answer("/44249-1/44260-8", "Several days", None, "Thoughts")),
    "by the question": scale(Answer("q-17", "More than half the days", None, f"9. {QUESTION}?")),
    "with its number in front": scale(Answer("9", "1 - Several days")),
    "with its code's words": scale(Answer("9", "Several days (Several days of the week)")),
    "coded, as a part": scored(Result(coded=SEVERAL)),
    "by its code alone, as a part": scored(Result(coded=CODE_ALONE)),
    "a number, as a part": scored(Result(Quantity(Decimal(3)))),
    "as an observation of its own": scale(instrument=ITEM, level="Several days"),
    "as an observation of its own, coded": scale(instrument=ITEM, level="LA6570-1"),
    "as an observation of its own, counted": scale(instrument=ITEM, total=Quantity(Decimal(2))),
    "asked twice": scale(Answer("9", "Not at all"), Answer("44260-8", "Several days")),
    "a screen for suicide": scale(Answer("1", "Yes"), instrument=Coded("C-SSRS")),
    "a screen for suicide, in parts": scale(
        instrument=Coded("C-SSRS"), scores=(Component(Coded("Wish to be dead"), Result(coded=Coded("Yes"))),)
    ),
}
NO = {
    "not at all": scale(Answer("9", "Not at all", Decimal(0))),
    "not at all, in words": scale(Answer("9", "Not at all")),
    "not at all, coded": scored(Result(coded=NONE)),
    "another item": scale(Answer("1", "Nearly every day")),
    "not asked": scale(total=Quantity(Decimal(27))),
    "a screen for suicide": scale(Answer("1", "No"), instrument=Coded("C-SSRS")),
}


def due(assessment: Assessment) -> tuple[Due, ...]:
    return chart(imported(signed(assessment, "screen"))).risk.due


@pytest.mark.parametrize("way", YES)
def test_that_a_yes_makes_a_judgement_due(way: str) -> None:
    (one,) = due(YES[way])
    assert "positive for suicide" in one.text


@pytest.mark.parametrize("way", NO)
def test_that_a_no_makes_nothing_due(way: str) -> None:
    assert due(NO[way]) == ()


def test_that_the_item_alone_is_no_total_of_the_scale() -> None:
    (found,) = chart(signed(scale(instrument=ITEM, total=Quantity(Decimal(2))), "item")).scales
    assert found.instrument == by_name("PHQ-9")
    assert found.totals == ()
    assert found.risk_direction == "item 9: 2"


def test_that_an_item_without_its_number_is_told_as_positive_and_never_as_a_count() -> None:
    made = [result_alone("BDI-II", Decimal(total), AnsweredBy.PATIENT, risk) for total, risk in ((28, 0), (22, 1))]
    laid = chart(*(signed(one, f"bdi-{n}", at=on(3 + n)) for n, one in enumerate(made)))
    (found,) = laid.scales
    assert found.risk_direction == "item about suicide: positive, was negative"
    calendar = Calendar(laid.zone, on(9), laid.voice)
    (lane,) = score_lanes(laid.scales, calendar)
    assert lane.value(calendar.now_number).warning == found.risk_direction
    assert lane.mark(0).name.endswith("item about suicide: negative")
    (row,) = rated(laid)
    assert row.warnings == ("Item about suicide: positive, was negative",)
    assert "Item about suicide positive: Yes" in laid.timeline[0].brief
