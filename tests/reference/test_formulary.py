"""Promises about usual doses: found by name and RxCUI, and no maximum where none is plain."""

from decimal import Decimal

import pytest

from careboard.reference.formulary import by_name, formulary, usual_maximum


@pytest.mark.parametrize("words", ["sertraline", "SERTRALINE", "sertraline 50 MG Oral Tablet", "Sertraline HCl"])
def test_that_a_medicine_is_found_by_its_generic_name_in_any_words(words: str) -> None:
    (row,) = by_name(words)
    assert (row.start, row.usual_high, row.label_max) == (Decimal(50), Decimal(200), Decimal(200))
    assert (row.unit, row.drug_class) == ("mg/day", "SSRI")


def test_that_each_form_of_a_medicine_is_a_row_of_its_own() -> None:
    assert {row.form for row in by_name("bupropion")} == {"IR", "SR", "XL"}


def test_that_a_listed_combination_stands_for_its_parts() -> None:
    assert {row.generic for row in by_name("olanzapine / samidorphan")} == {"olanzapine-samidorphan"}


def test_that_two_medicines_in_one_tablet_are_both_found() -> None:
    assert {row.generic for row in by_name("perphenazine / amitriptyline")} == {"perphenazine", "amitriptyline"}


def test_that_a_name_within_another_name_is_not_found() -> None:
    assert {row.generic for row in by_name("dexmethylphenidate")} == {"dexmethylphenidate"}


def test_that_routes_are_words() -> None:
    assert {row.route for row in formulary()} == {
        "oral",
        "nasal",
        "transdermal",
        "sublingual",
        "intramuscular",
        "subcutaneous",
    }


@pytest.mark.parametrize(
    ("words", "route", "maximum"),
    [
        ("sertraline 50 MG Oral Tablet", "oral", "200"),
        ("Sertraline", "Oral", "200"),
        ("24 HR venlafaxine 150 MG Extended Release Oral Capsule", "oral", "225"),
        ("venlafaxine XR", "oral", "225"),
        ("12 HR bupropion hydrochloride 150 MG Extended Release Oral Tablet", "oral", "400"),
        ("paroxetine CR", "oral", "62.5"),
        ("asenapine", "sublingual", "20"),
    ],
)
def test_that_the_usual_maximum_is_that_of_the_form_named(words: str, route: str, maximum: str) -> None:
    row = usual_maximum(words, route)
    assert row is not None
    assert row.label_max == Decimal(maximum)


@pytest.mark.parametrize(
    ("words", "route"),
    [
        ("venlafaxine", "oral"),  # its forms differ
        ("bupropion ER", "oral"),  # the form is not one of the table
        ("clonazepam", "oral"),  # sources disagree
        ("methadone", "oral"),  # none is stated
        ("divalproex DR", "oral"),  # by weight
        ("zolpidem IR", "oral"),  # a night
        ("esketamine", "nasal"),  # a session
        ("olanzapine-samidorphan", "oral"),  # of one part only
        ("naltrexone", "intramuscular"),  # four weeks
        ("perphenazine / amitriptyline", "oral"),  # two medicines
        ("sertraline", "intramuscular"),  # no such route
        ("penicillin", "oral"),  # not in the table
    ],
)
def test_that_there_is_no_usual_maximum_where_none_is_plain(words: str, route: str) -> None:
    assert usual_maximum(words, route) is None


def test_that_a_weight_based_maximum_keeps_its_words() -> None:
    assert {row.label_max_as_written for row in by_name("divalproex")} == {"60 mg/kg"}


def test_that_an_unverified_maximum_says_so() -> None:
    row = usual_maximum("lithium carbonate IR", "oral")
    assert row is not None
    assert row.cited == f"{row.source} (not fully verified)"
