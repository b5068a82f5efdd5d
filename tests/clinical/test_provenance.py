"""Where the words of a note come from: passages in order, inside their sections, and their shares in words."""

from dataclasses import replace

import pytest

from careboard.clinical.note import Section
from careboard.clinical.provenance import Origin, Passage, Provenance
from careboard.projections.wording.note import provenance
from careboard.projections.wording.voice import Voice
from tests.clinical_examples import NOTE

PULLED, PASTED, TEMPLATE = Origin.PULLED, Origin.PASTED, Origin.TEMPLATE


def said(text: str, *passages: Passage) -> str:
    made = replace(NOTE, sections=(Section("", text),), provenance=Provenance(passages))
    return provenance(made, Voice())


@pytest.mark.parametrize(
    "passages",
    [
        (Passage(0, 0, 5, PULLED), Passage(0, 4, 1, PULLED)),
        (Passage(0, 5, 1, PULLED), Passage(0, 0, 2, PULLED)),
        (Passage(1, 0, 1, PULLED), Passage(0, 5, 2, PULLED)),
    ],
)
def test_that_passages_that_overlap_or_stand_out_of_order_are_refused(passages: tuple[Passage, ...]) -> None:
    with pytest.raises(ValueError, match="follow each other"):
        Provenance(passages)


@pytest.mark.parametrize(("section", "start", "length"), [(-1, 0, 1), (0, -1, 1), (0, 0, 0)])
def test_that_a_passage_is_somewhere_and_holds_something(section: int, start: int, length: int) -> None:
    with pytest.raises(ValueError, match="A passage"):
        Passage(section, start, length, PULLED)


@pytest.mark.parametrize("passage", [Passage(1, 0, 1, PULLED), Passage(0, 9, 2, PULLED)])
def test_that_a_passage_outside_the_text_of_its_section_is_refused(passage: Passage) -> None:
    with pytest.raises(ValueError, match="within the text"):
        replace(NOTE, sections=(Section("", "Ten signs."),), provenance=Provenance((passage,)))


def test_that_the_shares_of_a_note_sum_to_a_hundred_and_name_only_what_is_there() -> None:
    assert said("x" * 100, Passage(0, 0, 18, PULLED)) == "typed 82%, pulled 18%"
    thirds = (Passage(0, 0, 1, TEMPLATE), Passage(0, 1, 1, PULLED))
    assert said("xxx", *thirds) == "typed 34%, template 33%, pulled 33%"
    assert said("xxx") == "typed 100%"


def test_that_a_single_word_that_was_pasted_into_a_long_note_is_told() -> None:
    assert said("x" * 9_000, Passage(0, 40, 5, PASTED)) == "typed 99%, pasted 1%"
    assert said("x" * 9_000, Passage(0, 0, 8_999, PASTED)) == "typed 1%, pasted 99%"


def test_that_nothing_is_claimed_of_a_note_whose_provenance_nobody_kept() -> None:
    assert provenance(NOTE, Voice()) == ""
