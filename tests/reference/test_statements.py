"""Promises about the law's own words: byte for byte, one line each, and old wordings found however they are wrapped."""

import hashlib
import textwrap

import pytest

from careboard.reference.statements import crisis_line, part2_statements
from tests.old_wordings import old_wordings_in

OF_2018 = (
    "The federal rules prohibit you from making any further disclosure of information in this record that "
    "identifies a patient as having or having had a substance use disorder"
)
OF_2020 = (
    "The federal rules prohibit you from making any further disclosure of this record unless further disclosure "
    "is expressly permitted by the written consent"
)
SHORT_OF_2018 = "42 CFR part 2 prohibits unauthorized disclosure of these records."


def test_that_statement_1_is_byte_exact() -> None:
    digest = hashlib.sha256(part2_statements().long.encode()).hexdigest()
    assert digest == "d82205a18044f9f45776343d91e26d8ddb44bf13e136af169ec73d755facd9a8"


def test_that_statement_2_is_byte_exact() -> None:
    assert part2_statements().short == "42 CFR part 2 prohibits unauthorized use or disclosure of these records."


def test_that_each_statement_is_one_line_with_single_spaces() -> None:
    for statement in (part2_statements().long, part2_statements().short):
        assert statement == " ".join(statement.split())


@pytest.mark.parametrize("old", [OF_2018, OF_2020, SHORT_OF_2018])
@pytest.mark.parametrize("width", [20, 40, 200])
def test_that_an_old_wording_is_found_however_it_is_wrapped(old: str, width: int) -> None:
    assert len(old_wordings_in("Page 1 of 2\n" + textwrap.fill(old.upper(), width))) == 1


def test_that_the_statements_in_force_are_no_old_wordings() -> None:
    assert old_wordings_in(part2_statements().long) == ()
    assert old_wordings_in(part2_statements().short) == ()
    assert old_wordings_in("") == ()


def test_that_the_crisis_line_is_988_in_both_languages() -> None:
    assert crisis_line().text == "Call or text 988."
    assert "oprima 2" in crisis_line("es").text
    assert "AYUDA" in crisis_line("es").text
    assert crisis_line("fr") == crisis_line("en")
