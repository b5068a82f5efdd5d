"""Promises about limits: dose caps by age, QTc, restart after a gap and wash-out times, each from its cited row."""

from decimal import Decimal

import pytest

from careboard.reference.limits import dose_cap, dose_limits, qtc_limits, restart_rule, wash_out
from careboard.reference.tables import rows


@pytest.mark.parametrize(("age", "cap"), [(None, 40), (18, 40), (60, 40), (61, 20)])
def test_that_citalopram_is_capped_by_age(age: int | None, cap: int) -> None:
    limit = dose_cap("citalopram 20 MG Oral Tablet", age)
    assert limit is not None
    assert (limit.value, limit.unit) == (Decimal(cap), "mg/day")
    assert limit.verified


def test_that_a_cap_with_a_condition_is_shown_and_left_to_a_person() -> None:
    conditions = [limit.condition for limit in dose_limits("citalopram") if limit.condition]
    assert conditions == ["hepatic impairment, CYP2C19 poor metaboliser, or a CYP2C19 inhibitor"]


def test_that_a_medicine_without_a_cap_has_none() -> None:
    assert dose_cap("escitalopram", 70) is None
    assert qtc_limits("sertraline") == ()


@pytest.mark.parametrize(
    ("qtc", "reached"),
    [("449", []), ("450", ["450"]), ("500", ["450"]), ("500.5", ["450", "500"])],
)
def test_that_methadone_has_two_qtc_limits(qtc: str, reached: list[str]) -> None:
    limits = qtc_limits("methadone 10 MG")
    assert [str(limit.value) for limit in limits if limit.reached_by(Decimal(qtc))] == reached


@pytest.mark.parametrize("medicine", ["citalopram", "ziprasidone"])
def test_that_a_qtc_that_stays_above_500_means_stop(medicine: str) -> None:
    (limit,) = qtc_limits(medicine)
    assert (limit.value, limit.condition) == (Decimal(500), "persistently")
    assert not limit.reached_by(Decimal(500))


@pytest.mark.parametrize(
    ("medicine", "others", "hours"),
    [
        ("clozapine 100 MG", (), 48),
        ("lamotrigine", (), 125),
        ("lamotrigine", ("sertraline",), 125),
        ("lamotrigine", ("divalproex 500 MG",), 240),
        ("lamotrigine", ("carbamazepine",), 70),
        ("lamotrigine", ("divalproex", "carbamazepine"), 70),
    ],
)
def test_that_a_gap_restarts_the_medicine(medicine: str, others: tuple[str, ...], hours: int) -> None:
    found = restart_rule(medicine, others)
    assert found is not None
    assert found.off_hours == hours
    assert "restart" in found.how


def test_that_a_medicine_without_a_restart_rule_has_none() -> None:
    assert restart_rule("sertraline", ("divalproex",)) is None


@pytest.mark.parametrize(
    ("stopped", "started", "days"),
    [
        ("sertraline", "phenelzine", 14),
        ("fluoxetine 20 MG", "phenelzine 15 MG", 35),
        ("vortioxetine", "tranylcypromine", 21),
        ("phenelzine", "mirtazapine", 14),
    ],
)
def test_that_a_wash_out_stands_between_an_mao_inhibitor_and_the_rest(stopped: str, started: str, days: int) -> None:
    found = wash_out(stopped, started)
    assert found is not None
    assert found.days == days


def test_that_no_wash_out_stands_between_other_medicines() -> None:
    assert wash_out("sertraline", "venlafaxine") is None


@pytest.mark.parametrize("table", ["limits", "restart_rules", "washouts"])
def test_that_each_limit_quotes_a_row_that_exists(table: str) -> None:
    source = {(row["drug_or_topic"], row["parameter"]) for row in rows("monitoring")}
    assert {(row["drug_or_topic"], row["parameter"]) for row in rows(table)} <= source
