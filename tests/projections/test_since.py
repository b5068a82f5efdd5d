"""What is new since the last visit: what it tells, in which order, and where each part leads."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial

from careboard.clinical.entry import Entry
from careboard.clinical.measured import Component, Result, Vitals
from careboard.clinical.medication.taking import Adherence, DoseGiven, DoseStatus
from careboard.clinical.note import Seen
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.response import RiskLevel
from careboard.clinical.values import LOINC, Coded, Informant, Period, Quantity, When
from careboard.projections.chart import Chart
from careboard.projections.since import Happening, since_last_visit
from tests.clinical_examples import PHQ9, POTASSIUM, RISK, SERTRALINE, SIDE_EFFECT, at, each_morning, mg
from tests.projections.records import NURSE, chart, on
from tests.projections.records import signed as signed_by_reader
from tests.projections.story import CHANGE, COURSE, START, STORY

signed = partial(signed_by_reader, by=NURSE)


def _told(made: Chart) -> list[Happening]:
    found = since_last_visit(made)
    assert found is not None
    return list(found)


def _visited(day: int) -> Entry:
    return signed_by_reader(Seen((STORY[0].id,)), f"visit {day}", at=on(day))


def _phq(total: str, item: str, name: str, day: int) -> Entry:
    ninth = replace(PHQ9.answers[0], item="9", value=Decimal(item))
    scored = replace(PHQ9, answers=(*PHQ9.answers, ninth), total=Quantity(Decimal(total), "{score}"))
    return signed(scored, name, at=on(day))


def test_that_what_is_new_is_told_in_its_order() -> None:
    missed = signed(Adherence(COURSE, Period(at("10"), at("12")), 5, 2, Informant.PATIENT), "missed", at=on(13))
    dose = signed(replace(CHANGE, was=each_morning("100"), now=each_morning("150")), "more", at=on(11))
    new = (
        signed(POTASSIUM, "potassium late", at=on(10)),
        signed(replace(SIDE_EFFECT, suspected=(COURSE,)), "nausea", at=on(10, 13)),
        missed,
        dose,
        signed(PHQ9, "phq late", at=on(11)),
        signed(replace(RISK, level=RiskLevel.LOW), "judged", at=on(12)),
    )
    made = chart(START, signed(CHANGE, "change", at=on(5)), _visited(9), *new)
    told = _told(made)
    kinds = [type(made.record.by_id[one.entry].content).__name__ for one in told]
    assert kinds == ["RiskAssessment", "Assessment", "DoseChange", "Adherence", "SideEffect", "LabResult"]
    assert [one.entry for one in told] == [new[place].id for place in (5, 4, 3, 2, 1, 0)]
    assert told[3].text == "2 missed doses"


def test_that_a_worse_answer_about_suicide_stands_above_a_better_total() -> None:
    worse = _phq("11", "1", "second", 12)
    judged = signed(replace(RISK, level=RiskLevel.LOW), "judged", at=on(12, 13))
    told = _told(chart(_phq("20", "0", "first", 4), _visited(9), worse, judged))
    assert [(one.text, one.worse) for one in told] == [
        ("PHQ-9 item 9: 1, was 0", True),
        ("Suicide risk Low", False),
        ("PHQ-9 11, was 20", False),
    ]


def test_that_a_glance_takes_nothing_from_the_line_but_what_was_read() -> None:
    lab, score = signed(POTASSIUM, "potassium late", at=on(10)), signed(PHQ9, "phq late", at=on(11))
    new = (lab, score, signed(replace(RISK, level=RiskLevel.LOW), "judged", at=on(12)))

    def left(seconds: int) -> list[str]:
        closed = on(14) + timedelta(seconds=seconds)
        look = signed_by_reader(Seen((lab.id,)), "look", at=When.at(on(14)), recorded=closed)
        return [one.entry for one in _told(chart(_visited(9), *new, look))]

    assert left(20) == [new[2].id, score.id]
    assert left(60) == []


def test_that_what_the_reader_recorded_is_no_news() -> None:
    own = signed_by_reader(POTASSIUM, "potassium late", at=on(10))
    other = signed(PHQ9, "phq late", at=on(11))
    assert [one.entry for one in _told(chart(_visited(9), own, other))] == [other.id]


def test_that_a_positive_screen_that_nobody_answered_is_told_however_old_it_is() -> None:
    screen = _phq("11", "1", "screen", 4)
    told = _told(chart(screen, _visited(9)))
    assert [(one.entry, one.worse) for one in told] == [(screen.id, True)]


def test_that_a_dose_not_given_counts_as_missed_and_leads_to_the_last_one() -> None:
    missed = [
        signed(
            DoseGiven(SERTRALINE, mg("100"), COURSE, status=DoseStatus.NOT_DONE, not_given_reason="refused"),
            f"not given {day}",
            at=on(day),
        )
        for day in (10, 11)
    ]
    given = signed(DoseGiven(SERTRALINE, mg("100"), COURSE), "given late", at=on(12))
    told = _told(chart(START, _visited(9), *missed, given))
    assert [(one.text, one.entry) for one in told] == [("2 missed doses", missed[-1].id)]


def test_that_a_hidden_weight_is_not_told() -> None:
    weight = Result(Quantity(Decimal("51.3"), "kg"))
    weighed = Vitals((Component(Coded.of(LOINC, "29463-7", "Body weight"), weight),))
    blind = signed(Flag(FlagType.BLIND_WEIGHT, Coded("Blind weight")), "blind", at=on(1))
    new = signed(weighed, "weighed", at=on(12))
    assert "51.3" in _told(chart(_visited(9), new))[0].text
    assert _told(chart(blind, _visited(9), new))[0] == Happening("Vital signs", new.id)
