"""Promises about codes and levels of care: what is listed is found, what is not has no name."""

import pytest

from careboard.reference.labs import is_vital, loinc_codes, name_of
from careboard.reference.levels import level, levels_of


@pytest.mark.parametrize(
    ("code", "name"),
    [("2823-3", "potassium"), ("14334-7", "lithium serum"), ("8867-4", "heart rate"), ("8636-3", "QTc")],
)
def test_that_a_listed_code_has_a_name(code: str, name: str) -> None:
    assert name_of(code) == name


def test_that_a_code_that_is_not_listed_has_none() -> None:
    assert name_of("99999-9") is None
    assert not is_vital("99999-9")


def test_that_vital_signs_are_told_from_labs_and_sections() -> None:
    vital = {code for code in loinc_codes() if is_vital(code)}
    assert {"8867-4", "8480-6", "8462-4", "85354-9", "29463-7", "39156-5", "8302-2", "9279-1", "8310-5"} <= vital
    assert not vital & {"2823-3", "8636-3", "8716-3", "18842-5"}
    assert {row.kind for row in loinc_codes().values()} == {"lab", "vital", "ecg", "section", "document"}


@pytest.mark.parametrize("edition", ["3rd", "4th"])
def test_that_both_editions_have_the_levels_of_the_programs(edition: str) -> None:
    assert [one.code for one in levels_of(edition)] == ["2.1", "2.5", "3.1", "3.5", "3.7"]
    assert {one.setting for one in levels_of(edition)} == {"iop", "php", "residential"}


def test_that_an_intensive_outpatient_week_has_9_to_19_hours_and_6_for_adolescents() -> None:
    iop, php = level("2.1", "4th"), level("2.5", "4th")
    assert iop is not None
    assert php is not None
    assert (iop.weekly_hours_from, iop.weekly_hours_to, iop.adolescent_hours_from) == (9, 19, 6)
    assert (php.weekly_hours_from, php.weekly_hours_to) == (20, None)
    assert level("9.9", "4th") is None


def test_that_levels_ask_to_be_checked_with_the_edition() -> None:
    assert all("check with the edition" in one.status and not one.verified for one in levels_of("3rd"))
