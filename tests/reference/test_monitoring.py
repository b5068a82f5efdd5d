"""Promises about monitoring: every rule quotes its source, and dates follow starts, dose changes and checks."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careboard.reference.labs import loinc_codes
from careboard.reference.monitoring import MonitoringRule, due_rules, monitoring, monitoring_rules, next_due
from careboard.reference.tables import rows

START = date(2026, 1, 5)
DAYS = st.lists(st.integers(-400, 800).map(lambda days: START + timedelta(days)), max_size=6)


def rule(medicine: str, measure: str, scheme: str = "") -> MonitoringRule:
    (found,) = [one for one in monitoring(medicine) if one.measure == measure and one.scheme.endswith(scheme)]
    return found


def after(*days: int) -> list[date]:
    return [START + timedelta(day) for day in days]


def kept(one: MonitoringRule, times: int) -> list[int]:
    """The days since the start on which the checks fall if each is done on the day that it is due."""
    done: list[date] = []
    for _ in range(times):
        due = next_due(one, START, done=done)
        assert due is not None
        done.append(due)
    return [(day - START).days for day in done]


def test_that_each_rule_quotes_a_row_and_each_row_is_quoted() -> None:
    source = [(row["drug_or_topic"], row["parameter"]) for row in rows("monitoring")]
    quoted = {(row["drug_or_topic"], row["parameter"]) for row in rows("monitoring_rules")}
    assert len(source) == len(set(source)) == 44
    assert quoted == set(source)


def test_that_each_rule_carries_the_words_and_source_of_its_row() -> None:
    by_row = {(row["drug_or_topic"], row["parameter"]): row for row in rows("monitoring")}
    for one in monitoring_rules():
        row = by_row[one.topic, one.parameter]
        assert (one.schedule, one.target) == (row["schedule"], row["target_or_action"])
        assert (one.source, one.status) == (row["source"], row["status"])


def test_that_a_schedule_that_gives_no_date_says_why() -> None:
    undated = [one for one in monitoring_rules() if not one.dated]
    assert len(undated) == 22
    for one in undated:
        assert one.note
        assert next_due(one, START, after(10), after(3)) is None


def test_that_what_counts_as_a_check_is_a_listed_code_or_the_aims() -> None:
    for one in monitoring_rules():
        assert set(one.counted_by) <= {*loinc_codes(), "AIMS"}


def test_that_a_lithium_level_falls_due_a_week_after_start_and_after_each_dose_change() -> None:
    level = rule("lithium carbonate 300 MG", "lithium level")
    assert next_due(level, START) == START + timedelta(7)
    assert next_due(level, START, done=after(7)) == START + timedelta(7 + 91)
    assert next_due(level, START, after(20), after(7)) == START + timedelta(27)
    assert next_due(level, START, after(20), after(7, 26)) == START + timedelta(26 + 91)
    assert next_due(level, START, after(20), after(7, 24)) == START + timedelta(27)


def test_that_the_earliest_unanswered_dose_change_decides() -> None:
    level = rule("lithium", "lithium level")
    for changed in permutations(after(20, 23)):
        assert next_due(level, START, changed, after(7)) == START + timedelta(27)


def test_that_lithium_levels_are_wanted_every_half_year_after_the_first_year() -> None:
    assert kept(rule("lithium", "lithium level"), 7) == [7, 98, 189, 280, 371, 553, 735]


def test_that_clozapine_counts_follow_the_label() -> None:
    days = kept(rule("clozapine", "absolute neutrophil count"), 44)
    assert days[:27] == list(range(0, 183, 7))
    assert days[27:40] == list(range(196, 365, 14))
    assert days[40:] == [394, 424, 454, 484]


def test_that_weights_follow_the_schedule_of_2004() -> None:
    assert kept(rule("olanzapine", "weight or BMI"), 6) == [0, 28, 56, 84, 175, 266]


def test_that_glucose_follows_each_guideline_and_the_site_can_choose() -> None:
    assert kept(rule("olanzapine", "fasting glucose", "2004"), 3) == [0, 84, 449]
    assert kept(rule("olanzapine", "glucose or HbA1c", "2020"), 2) == [122, 487]


def test_that_a_check_within_its_window_counts_and_one_before_does_not() -> None:
    level = rule("carbamazepine", "carbamazepine trough level")
    assert next_due(level, START, done=after(13)) == START + timedelta(28)
    assert next_due(level, START, done=after(14)) is None


def test_that_a_consensus_of_four_weeks_ends_after_four_weeks() -> None:
    troponin = rule("clozapine", "troponin and CRP")
    assert kept(troponin, 5) == [0, 7, 14, 21, 28]
    assert next_due(troponin, START, done=after(0, 7, 14, 21, 28)) is None


def test_that_a_methadone_ecg_may_come_within_thirty_days() -> None:
    ecg = rule("methadone", "QTc")
    assert next_due(ecg, START) == START + timedelta(30)
    assert next_due(ecg, START, done=after(10)) == START + timedelta(375)


def test_that_an_old_result_is_no_baseline() -> None:
    thyroid = rule("lithium", "thyroid function")
    assert next_due(thyroid, START, done=after(-182)) == START + timedelta(182)
    assert next_due(thyroid, START, done=after(-183)) == START


def test_that_refeeding_is_watched_as_a_topic_of_its_own() -> None:
    assert {one.measure for one in due_rules("refeeding")} == {"potassium", "phosphate", "magnesium"}


def test_that_a_medicine_without_rules_has_none() -> None:
    assert monitoring("amoxicillin") == ()


@given(DAYS, DAYS)
def test_that_the_next_date_does_not_depend_on_the_order_of_what_happened(
    changed: list[date], done: list[date]
) -> None:
    for one in due_rules("lithium"):
        assert next_due(one, START, changed, done) == next_due(one, START, changed[::-1], done[::-1])


@given(DAYS, DAYS)
def test_that_another_check_never_brings_a_date_forward(changed: list[date], done: list[date]) -> None:
    for one in due_rules("clozapine"):
        before = next_due(one, START, changed, done)
        again = next_due(one, START, changed, [*done, *after(801)])
        assert again is None or (before is not None and again >= before)


def test_that_statuses_that_hold_a_doubt_are_shown() -> None:
    assert rule("lithium", "lithium level").cited.endswith(" (not fully verified)")
    assert rule("lithium", "calcium").cited == rule("lithium", "calcium").source


@pytest.mark.parametrize("words", ["olanzapine 5 MG", "Quetiapine", "clozapine"])
def test_that_a_rule_for_a_class_reaches_its_medicines(words: str) -> None:
    assert {"fasting glucose", "AIMS", "waist circumference"} <= {one.measure for one in due_rules(words)}
