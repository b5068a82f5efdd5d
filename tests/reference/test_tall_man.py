"""Promises about tall-man letters: the published lettering, on whole words, and not a letter more or less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careboard.reference.formulary import formulary
from careboard.reference.tall_man import tall_man, tall_man_names, tall_man_spans

FORMULARY = {row.generic for row in formulary()}
NOT_ASCII = "r\N{LATIN SMALL LETTER DOTLESS I}speridone"


@pytest.mark.parametrize(
    ("written", "lettered"),
    [
        ("olanzapine 5 MG Oral Tablet", "OLANZapine 5 MG Oral Tablet"),
        ("Olanzapine", "OLANZapine"),
        ("OLANZAPINE", "OLANZapine"),
        ("hydroxyzine, quetiapine", "hydrOXYzine, QUEtiapine"),
        ("olanzapine-samidorphan", "OLANZapine-samidorphan"),
        ("bupropion/buspirone", "buPROPion/busPIRone"),
        ("prednisone", "predniSONE"),
        ("sertraline 50 mg", "sertraline 50 mg"),
        ("methylphenidate", "methylphenidate"),
        ("quetiapines", "quetiapines"),
        ("", ""),
    ],
)
def test_that_names_are_lettered_as_published(written: str, lettered: str) -> None:
    assert tall_man(written) == lettered


@given(st.lists(st.sampled_from([*FORMULARY, "HYDROXYZINE", "5 mg", "-", " ", "Müller", "ﬁ", NOT_ASCII])).map("".join))
def test_that_lettering_changes_nothing_but_capitals(text: str) -> None:
    assert tall_man(text).casefold() == text.casefold()
    assert len(tall_man(text)) == len(text)


@given(st.lists(st.sampled_from([*FORMULARY, " ", "5 MG"])).map("".join))
def test_that_the_spans_make_up_the_lettered_text(text: str) -> None:
    assert "".join(span.text for span in tall_man_spans(text)) == tall_man(text)


def test_that_only_the_tall_letters_are_drawn_heavier() -> None:
    spans = tall_man_spans("Give olanzapine 5 MG")
    assert [(span.text, span.tall) for span in spans] == [
        ("Give ", False),
        ("OLANZ", True),
        ("apine", False),
        (" 5 MG", False),
    ]


def test_that_each_published_name_is_its_plain_name_in_other_capitals() -> None:
    assert [name for name, row in tall_man_names().items() if row.tall_man.casefold() != name] == []


def test_that_of_the_ismp_list_only_medicines_of_our_formulary_ship() -> None:
    additional = {row.name for row in tall_man_names().values() if row.published_by == "ISMP"}
    assert additional <= FORMULARY
    assert {"olanzapine", "quetiapine", "lamotrigine"} <= additional


def test_that_the_fda_list_ships_whole() -> None:
    assert sum(row.published_by in {"FDA", "both"} for row in tall_man_names().values()) == 43


@pytest.mark.parametrize("dropped", ["seroquel", "sinequan", "zyprexa"])
def test_that_names_off_the_lists_are_left_alone(dropped: str) -> None:
    assert tall_man(dropped) == dropped
