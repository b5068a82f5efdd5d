"""How the patient does: series as recorded, scales, risk with direction, and what is due because of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from careboard.clinical.clinic import SiteSetting
from careboard.clinical.entry import Entry
from careboard.clinical.measured import Component, Ecg, LabResult, ObservationStatus, QtcFormula, Result, Vitals
from careboard.clinical.medication.orders import DoseChange, MedicationStart, Stop
from careboard.clinical.response import Answer, AnsweredBy, Assessment, RiskLevel, RiskOf, SideEffect
from careboard.clinical.values import LOINC, Amount, Coded, Coding, Comparator, EntryId, Quantity, When
from careboard.projections.response.series import Series
from careboard.projections.site import Site, settings, site_of
from tests.clinical_examples import (
    NOTE,
    PHQ9,
    POTASSIUM,
    REGISTRATION,
    RISK,
    SERTRALINE,
    SIDE_EFFECT,
    VITALS,
    WEIGHT,
    at,
    each_morning,
    entry_id,
    example_id,
)
from tests.projections.records import COUNSELOR, NURSE, chart, imported, on, signed


def series_of(*entries: Entry) -> dict[tuple[str, str], Series]:
    return {(one.code, one.unit): one for one in chart(*entries).series}


def phq9(total: int, item9: int, day: int, name: str = "") -> Entry:
    scale = replace(
        PHQ9,
        answers=(Answer("9", "as rated", Decimal(item9)),),
        unanswered=(),
        total=Quantity(Decimal(total), "{score}"),
    )
    return signed(scale, name or f"phq {day}", at=on(day))


def risk(level: RiskLevel, day: int, *, of: RiskOf = RiskOf.SUICIDE, screens: tuple[str, ...] = ()) -> Entry:
    told = ("A. Chen, MD",)
    used = tuple(entry_id(screen) for screen in screens)
    return signed(replace(RISK, risk_of=of, level=level, told=told, screens=used), f"risk {of} {day}", at=on(day))


# -- series -----------------------------------------------------------------------------------------------------------


def test_that_a_number_is_kept_as_recorded_with_its_day_and_comparator() -> None:
    lab = replace(POTASSIUM, result=Result(Quantity(Decimal("3.90"), "mmol/L", Comparator.LESS)))
    series = series_of(signed(lab, "lab", at=When("2023-05")))["2823-3", "mmol/L"]
    (point,) = series.points
    assert (str(point.value), point.comparator, point.at) == ("3.90", Comparator.LESS, When("2023-05"))


def test_that_two_units_are_two_series_and_nothing_is_converted() -> None:
    kilograms = signed(WEIGHT, "kg")
    pounds = signed(replace(WEIGHT, weight=Amount(Decimal(104), "lb")), "lb", at=on(2))
    found = series_of(kilograms, pounds)
    assert found["29463-7", "kg"].latest.value == Decimal("47.3")
    assert found["29463-7", "lb"].latest.value == Decimal(104)


def test_that_components_and_positions_are_points() -> None:
    systolic = series_of(signed(VITALS, "vitals"))["8480-6", "mmHg"]
    assert [(point.value, point.position) for point in systolic.points] == [
        (Decimal(104), "lying"),
        (Decimal(98), "standing"),
    ]


def test_that_the_words_name_a_series_without_a_code() -> None:
    lab = LabResult(Coded("Urine gravity", (Coding("urn:x", "", "x"),)), Result(Quantity(Decimal("1.01"))))
    assert series_of(signed(lab, "lab"))["urine gravity", ""].name == "Urine gravity"


def test_that_a_corrected_result_takes_the_place_of_the_first() -> None:
    first = imported(signed(POTASSIUM, "first"))
    right = replace(POTASSIUM, result=Result(Quantity(Decimal("4.1"), "mmol/L")), status=ObservationStatus.CORRECTED)
    corrected = imported(signed(right, "second", at=on(2), ref="first"))
    assert [point.value for point in series_of(first, corrected)["2823-3", "mmol/L"].points] == [Decimal("4.1")]


def test_that_scores_answers_ecg_mood_and_meals_are_series() -> None:
    ecg = Ecg("Normal.", Decimal(400), Decimal(72), Decimal(438), QtcFormula.BAZETT)
    found = series_of(signed(PHQ9, "phq"), signed(ecg, "ecg"), signed(NOTE, "note"))
    assert found["44249-1", "{score}"].latest.value == Decimal(11)
    assert found["44249-1/1", ""].name == "PHQ-9, item 1"
    assert found["qtc (bazett)", "ms"].latest.value == Decimal(438)
    assert found["8867-4", "beats/min"].latest.value == Decimal(72)
    assert found["mood, own rating of 10", ""].latest.value == Decimal(5)


def test_that_each_formula_of_the_qtc_is_its_own_series() -> None:
    bazett = signed(Ecg("x", qtc_ms=Decimal(438), formula=QtcFormula.BAZETT), "b")
    fridericia = signed(Ecg("x", qtc_ms=Decimal(420), formula=QtcFormula.FRIDERICIA), "f")
    assert len(series_of(bazett, fridericia)) == 2


@pytest.mark.parametrize("words", ["Body weight", "BMI percentile", "Body mass index"])
def test_that_what_tells_of_weight_is_marked(words: str) -> None:
    lab = LabResult(Coded(words), Result(Quantity(Decimal(17))))
    (series,) = chart(signed(lab, "lab")).series
    assert series.weight
    assert not series_of(signed(POTASSIUM, "k"))["2823-3", "mmol/L"].weight


def test_that_every_number_of_the_examples_is_in_a_series() -> None:
    found = series_of(signed(VITALS, "v"), signed(WEIGHT, "w"), signed(POTASSIUM, "k"), signed(PHQ9, "p"))
    assert sum(len(one.points) for one in found.values()) == 6 + 2 + 1 + 3


def test_that_two_spellings_of_one_unit_are_one_series() -> None:
    spelled = Vitals((Component(Coded.of(LOINC, "8480-6", "BP"), Result(Quantity(Decimal(99), "mm[Hg]"))),))
    assert len(series_of(signed(VITALS, "v"), signed(spelled, "s", at=on(3)))["8480-6", "mmHg"].points) == 3


# -- scales -----------------------------------------------------------------------------------------------------------


def test_that_a_scale_knows_its_direction_response_and_remission() -> None:
    (scale,) = chart(phq9(20, 1, 1), phq9(14, 1, 8), phq9(4, 0, 15)).scales
    assert scale.instrument.name == "PHQ-9"
    assert scale.change == Decimal(-10)
    assert scale.responded
    assert scale.remitted
    assert not chart(phq9(20, 1, 1), phq9(14, 1, 8)).scales[0].responded


def test_that_a_worse_answer_about_suicide_stands_beside_a_better_total() -> None:
    (scale,) = chart(phq9(20, 0, 1), phq9(12, 2, 8)).scales
    assert scale.change == Decimal(-8)
    assert scale.risk_direction == "item 9: 2, was 0"


def test_that_a_scale_is_known_by_its_code_too() -> None:
    total = Assessment(
        Coded.of(LOINC, "44261-6", "Patient Health Questionnaire 9 item total score"),
        AnsweredBy.NOT_RECORDED,
        total=Quantity(Decimal(7), "{score}"),
        scores=(Component(Coded.of(LOINC, "44260-8", "Thoughts"), Result(Quantity(Decimal(1)))),),
    )
    (scale,) = chart(phq9(12, 0, 1), signed(total, "imported", at=on(2))).scales
    assert [score.total for score in scale.scores] == [Decimal(12), Decimal(7)]
    assert scale.scores[1].risk_answer == Decimal(1)


# -- risk -------------------------------------------------------------------------------------------------------------


def test_that_the_level_is_told_with_its_direction_and_day() -> None:
    standing_ = chart(risk(RiskLevel.LOW, 9), risk(RiskLevel.MODERATE, 15)).risk.suicide
    assert standing_ is not None
    assert standing_.told(chart().voice) == "Moderate, was Low 09-Sep-2026"
    assert standing_.worsening


def test_that_the_same_level_again_is_told_as_unchanged() -> None:
    standing_ = chart(risk(RiskLevel.MODERATE, 9), risk(RiskLevel.MODERATE, 15)).risk.suicide
    assert standing_ is not None
    assert standing_.told(chart().voice) == "Moderate, unchanged since 09-Sep-2026"


def test_that_a_first_level_has_no_direction() -> None:
    standing_ = chart(risk(RiskLevel.LOW, 9)).risk.suicide
    assert standing_ is not None
    assert standing_.told(chart().voice) == "Low"
    assert not standing_.worsening


def test_that_kinds_of_risk_stand_apart_and_suicide_first() -> None:
    found = chart(risk(RiskLevel.HIGH, 9, of=RiskOf.OVERDOSE), risk(RiskLevel.LOW, 10)).risk
    assert [one.risk_of for one in found.standings] == [RiskOf.SUICIDE, RiskOf.OVERDOSE]
    assert found.highest is not None
    assert found.highest.risk_of is RiskOf.OVERDOSE
    assert not found.worsening


def test_that_a_screen_never_sets_the_level_but_makes_a_judgement_due() -> None:
    found = chart(risk(RiskLevel.LOW, 9), phq9(12, 1, 10, "screen")).risk
    assert found.suicide is not None
    assert found.suicide.level is RiskLevel.LOW
    assert [due.entry for due in found.due] == [entry_id("screen")]


def test_that_a_negative_screen_makes_nothing_due() -> None:
    assert chart(phq9(12, 0, 10)).risk.due == ()


def test_that_a_judgement_answers_the_screens_before_it_and_those_it_names() -> None:
    assert chart(phq9(12, 1, 10), risk(RiskLevel.LOW, 11)).risk.due == ()
    later = phq9(12, 1, 12, "later")
    assert len(chart(risk(RiskLevel.LOW, 11), later).risk.due) == 1
    assert chart(risk(RiskLevel.LOW, 11, screens=("later",)), later).risk.due == ()


def test_that_a_judgement_of_another_risk_answers_no_screen() -> None:
    assert len(chart(phq9(12, 1, 10), risk(RiskLevel.LOW, 11, of=RiskOf.VIOLENCE)).risk.due) == 1


@pytest.mark.parametrize(
    ("answers", "level", "due"),
    [
        ((Answer("1", "yes"),), "", 1),
        ((Answer("1", "Yes", Decimal(1)),), "", 1),
        ((Answer("1", "no"), Answer("2", "no")), "", 0),
        ((), "high", 1),
        ((), "negative", 0),
    ],
)
def test_that_a_yes_on_the_suicide_screener_makes_a_judgement_due(
    answers: tuple[Answer, ...], level: str, due: int
) -> None:
    screen = Assessment(Coded("C-SSRS"), AnsweredBy.CLINICIAN, answers=answers, level=level)
    assert len(chart(signed(screen, "screen", at=on(10))).risk.due) == due


YOUNG = signed(REGISTRATION, "registration", at=on(0))
START = signed(MedicationStart(SERTRALINE, each_morning("50"), "depression", at("10")), "start", at=on(10))
CHANGED = DoseChange(EntryId(example_id("start")), each_morning("50"), each_morning("100"), at("14"), "More")


def test_that_an_antidepressant_under_25_makes_a_check_due_at_the_sites_interval() -> None:
    laid = replace(chart(YOUNG, START), site=Site(suicidality_days=7))
    (due,) = laid.suicidality_checks()
    assert (due.entry, due.on) == (START.id, date(2026, 9, 17))
    assert due.text == "Check for suicidality: sertraline 50 mg tablet was started or changed, patient under 25 years"
    (unset,) = chart(YOUNG, START).suicidality_checks()
    assert unset.on == date(2026, 9, 10)


def test_that_a_change_of_the_dose_makes_the_check_due_again() -> None:
    laid = chart(YOUNG, START, risk(RiskLevel.LOW, 12), signed(CHANGED, "change", at=on(14)))
    (due,) = laid.suicidality_checks()
    assert due.entry == entry_id("change")


@pytest.mark.parametrize("check", [risk(RiskLevel.LOW, 12), phq9(12, 0, 12)], ids=["judgement", "screen"])
def test_that_a_check_since_then_answers_it(check: Entry) -> None:
    assert chart(YOUNG, START, check).suicidality_checks() == ()


def test_that_from_25_on_and_for_other_medicines_no_check_is_due() -> None:
    older = replace(YOUNG, content=replace(REGISTRATION, birth_date=When("1990")))
    assert chart(older, START).suicidality_checks() == ()
    other = replace(SERTRALINE, text="melatonin", ingredients=(), strengths=())
    start = MedicationStart(other, each_morning("3"), "sleep", at("10"))
    assert chart(YOUNG, signed(start, "start", at=on(10))).suicidality_checks() == ()
    stop = signed(Stop(START.id, at("11"), "Rash"), "stop", at=on(11))
    assert chart(YOUNG, START, stop).suicidality_checks() == ()


# -- side effects, checks, choices of the site ------------------------------------------------------------------------


def test_that_a_side_effect_names_the_suspected_medicine() -> None:
    start = signed(MedicationStart(SERTRALINE, each_morning("50"), "x", at("01")), "start of sertraline")
    (span,) = chart(start, signed(SIDE_EFFECT, "effect", at=on(2))).side_effects
    assert span.medicines == ("sertraline 50 mg tablet",)
    assert (span.onset, span.ended) == (at("02"), at("09"))


def test_that_a_later_state_of_a_side_effect_takes_its_place() -> None:
    running = SideEffect(Coded("nausea"), SIDE_EFFECT.severity, at("02"))
    over = replace(running, ended=at("12"))
    (span,) = chart(signed(running, "first", at=on(2)), signed(over, "second", at=on(12), ref="first")).side_effects
    assert span.ended == at("12")


def lithium(day: int) -> Entry:
    medicine = replace(SERTRALINE, text="lithium carbonate 300 mg capsule", ingredients=("lithium",))
    return signed(
        MedicationStart(medicine, each_morning("300"), "mania", When.on(on(day).date())), "lithium", at=on(day)
    )


def level(day: int) -> Entry:
    return signed(LabResult(Coded.of(LOINC, "14334-7", "Lithium"), Result(text="0.7")), f"level {day}", at=on(day))


def test_that_monitoring_dates_are_computed_from_start_change_and_checks_with_their_source() -> None:
    wanted = {check.rule.measure: check for check in chart(lithium(1)).checks()}
    assert wanted["lithium level"].on == date(2026, 9, 8)
    assert wanted["lithium level"].overdue
    assert wanted["lithium level"].rule.source
    done = {check.rule.measure: check for check in chart(lithium(1), level(8)).checks()}
    assert done["lithium level"].on == date(2026, 12, 8)
    changed = DoseChange(entry_id("lithium"), each_morning("300"), each_morning("600"), at("10"), "More")
    again = {
        check.rule.measure: check for check in chart(lithium(1), level(8), signed(changed, "c", at=on(10))).checks()
    }
    assert again["lithium level"].on == date(2026, 9, 17)


def test_that_a_rule_without_a_date_shows_its_words() -> None:
    undated = [check for check in chart(lithium(1)).checks() if check.on is None]
    assert undated
    assert all(check.rule.schedule for check in undated)


def test_that_nothing_is_monitored_for_a_medicine_that_has_ended() -> None:
    stop = signed(Stop(entry_id("lithium"), at("05"), "Tremor"), "stop", at=on(5))
    assert chart(lithium(1), stop).checks() == ()


def test_that_the_site_chooses_between_guidelines_that_differ() -> None:
    medicine = replace(SERTRALINE, text="olanzapine 5 mg tablet", ingredients=("olanzapine",))
    start = signed(MedicationStart(medicine, each_morning("5"), "psychosis", at("01")), "start")
    schemes = {check.rule.scheme for check in replace(chart(start), site=Site(metabolic_scheme="APA 2020")).checks()}
    assert "metabolic: APA 2020" in schemes
    assert "metabolic: ADA/APA 2004" not in schemes
    assert {"metabolic: APA 2020", "metabolic: ADA/APA 2004"} <= {check.rule.scheme for check in chart(start).checks()}


def test_that_the_newest_setting_of_a_name_counts_and_an_empty_one_is_the_default() -> None:
    entries = [
        signed(SiteSetting("suicidality-check-days", "14"), "first"),
        signed(SiteSetting("suicidality-check-days", "7"), "second", at=on(2), by=COUNSELOR),
        signed(SiteSetting("crisis-lines", "911"), "third", by=NURSE),
        signed(SiteSetting("crisis-lines", ""), "fourth", at=on(2)),
    ]
    assert site_of(reversed(entries)) == Site(suicidality_days=7)
    assert settings(entries) == {"suicidality-check-days": "7"}
    assert site_of([signed(SiteSetting("suicidality-check-days", "soon"), "x")]) == Site()
