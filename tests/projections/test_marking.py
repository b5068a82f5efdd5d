"""Marks in a text that is written here: what is shown of it, and what the keys that set them change."""

import re
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from careboard.clinical.note import Addendum, CoSignature, Section
from careboard.documents.blocks import line_strips
from careboard.documents.fonts import BOLD, load_fonts
from careboard.documents.ink import CLINICIAN
from careboard.documents.pages import FULL
from careboard.documents.strips import Words
from careboard.projections.filters import Filter, shown
from careboard.projections.wording.written import HEADING, ITEM, marks_of, paragraphs, unmarked
from careboard.projections.writing.marking import NUMBER, applied, bold_toggled, entered, lead_toggled, led_twice
from tests.clinical_examples import NOTE
from tests.projections.records import chart, imported, signed

# Texts in which marks are likely, also broken ones.
PARTS = st.sampled_from(
    ["**", "*", "## ", "#", "- ", "1. ", "12. ", "\n", " ", "a", "Plan", "5", "\u200b", "\U0001f600"]
)
TEXTS = st.lists(PARTS, max_size=24).map("".join)


def without_marks(text: str) -> str:
    """The text with exactly its marks cut out: the stars of bold words, and what makes a heading."""
    lines = []
    for line in text.split("\n"):
        marks = marks_of(line)
        stars = {at for start, stop in marks.bold for at in (start, start + 1, stop - 2, stop - 1)}
        gone = stars | (set(range(marks.lead)) if marks.heading else set())
        assert re.fullmatch(r"(## )?\**", "".join(line[at] for at in sorted(gone)))
        lines.append("".join(sign for at, sign in enumerate(line) if at not in gone))
    return "\n".join(lines)


@given(TEXTS)
@example("**x")
@example("****")
@example("## ")
@example("## **")
@example("- ")
@example("2**3**4")
@example("** a **")
@example("- 5 kg\n3. three")
def test_that_what_is_shown_is_the_text_without_exactly_its_marks(text: str) -> None:
    told = "\n".join(one.lead + "".join(piece.text for piece in one.pieces) for one in paragraphs(text))
    assert told == unmarked(text) == without_marks(text)


@given(TEXTS)
@example("**#**")
def test_that_whatever_is_seen_in_a_text_is_seen_when_it_is_shown(text: str) -> None:
    def letters(words: str) -> str:
        return re.sub(r"[*#\s]", "", words)

    assert letters(unmarked(text)) == letters(text)
    for told, line in zip(unmarked(text).split("\n"), text.split("\n"), strict=True):
        assert letters(line) or told == line, "a line of marks alone stays as it is"


def test_that_bold_headings_and_lists_are_shown_and_marks_that_mark_nothing_stay() -> None:
    heading, item, numbered, rest = paragraphs("## Sleep\n- **Five** hours\n3. Call\nDose 2**3 and ** ** stays\nx")
    assert (heading.heading, heading.words) == (True, "Sleep")
    assert (item.bullet, item.pieces) == ("\N{EN DASH}", (("Five", True), (" hours", False)))
    assert (numbered.bullet, numbered.words) == ("3.", "Call")
    assert rest.words == "Dose 2**3 and ** ** stays\nx"


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_that_keys_that_mark_write_and_take_away_marks_alone(text: str, one: int, other: int) -> None:
    start, stop = sorted(min(at, len(text)) for at in (one, other))
    leads = (lead_toggled(text, start, stop, lead) for lead in (ITEM, NUMBER, HEADING))
    for edits in (bold_toggled(text, start, stop), *leads):
        for edit in edits:
            assert re.fullmatch(r"(\*\*|## |- |\d+\. )?", edit.text)
            assert re.fullmatch(r"(\*\*|## |- |\d+\. )?", text[edit.start : edit.stop])


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_that_making_words_bold_changes_nothing_that_is_shown(text: str, one: int, other: int) -> None:
    plain = text.replace("*", "")
    start, stop = sorted(min(at, len(plain)) for at in (one, other))
    bold = applied(plain, bold_toggled(plain, start, stop))
    assert unmarked(bold) == unmarked(plain)


def test_that_a_selection_over_lines_is_made_bold_line_by_line() -> None:
    text = "Sleep well.\n- eat\n\n- walk far"
    bold = applied(text, bold_toggled(text, 0, len(text)))
    assert bold == "**Sleep well.**\n- **eat**\n\n- **walk far**"
    assert applied(bold, bold_toggled(bold, 0, len(bold))) == text
    half = applied("Sleep well.", bold_toggled("Sleep well.", 2, 3))
    assert half == "**Sleep** well.", "a word is bold as a whole"
    assert applied(half, bold_toggled(half, 0, len(half))) == "**Sleep well.**"


def test_that_lines_become_a_list_count_up_and_become_plain_again() -> None:
    text = "eat\nwalk"
    assert (numbered := applied(text, lead_toggled(text, 0, len(text), NUMBER))) == "1. eat\n2. walk"
    assert (dashed := applied(numbered, lead_toggled(numbered, 0, len(numbered), "- "))) == "- eat\n- walk"
    assert applied(dashed, lead_toggled(dashed, 0, len(dashed), "- ")) == text


def test_that_enter_goes_on_with_a_list_and_ends_it_on_an_empty_line() -> None:
    assert (edit := entered("- eat", 5)) is not None
    assert applied("- eat", (edit,)) == "- eat\n- "
    assert (edit := entered("9. eat", 6)) is not None
    assert applied("9. eat", (edit,)) == "9. eat\n10. "
    assert (edit := entered("- ", 2)) is not None
    assert applied("- ", (edit,)) == ""
    assert (edit := led_twice("2. 2.")) is not None, "who types the lead that stands there finds it once"
    assert applied("2. 2.", (edit,)) == "2. "
    assert (led_twice("- a"), led_twice("-")) == (None, None)
    assert (entered("eat", 3), entered("## eat", 6), entered("- eat", 0)) == (None, None, None)
    assert entered("999. eat", 8) is None, "a number of four digits would begin no line of a list"


# -- where it is read ---------------------------------------------------------------------------------------------

MARKED = "## Sleep\n- **Five** hours a night\nDose 2**3 stays."
PLAIN = "Sleep\n- Five hours a night\nDose 2**3 stays."
MARKED_NOTE = replace(NOTE, sections=(Section("Data", MARKED),), provenance=None)


def test_that_marks_are_read_in_what_was_written_here_and_never_in_what_was_brought_in() -> None:
    for content, label in ((MARKED_NOTE, "Data\n"), (Addendum(MARKED), "")):
        ours, theirs = signed(content, "ours"), imported(signed(content, "theirs"))
        (row,) = chart(ours).timeline
        assert f"{label}{PLAIN}" in row.text
        assert shown((row,), Filter(words="five hours a night")) == (row,)
        (brought,) = chart(theirs).timeline
        assert f"{label}{MARKED}" in brought.text
    (row,) = chart(signed(Addendum("**Five** hours"), "one")).timeline
    assert row.headline == "Addendum: Five hours"
    statement = signed(CoSignature("**Seen** by me"), "two")
    assert "**Seen** by me" in chart(statement).timeline[0].text, "no note, so its stars are stars"


def test_that_a_mark_lies_on_paper_as_bold_words_a_heading_and_a_list() -> None:
    load_fonts()
    (line,) = (one for one in chart(signed(MARKED_NOTE, "one")).timeline[0].lines if one.label == "Data")
    strips = line_strips(line, FULL, CLINICIAN)
    runs = [run for strip in strips for ink in strip.ink if isinstance(ink, Words) for run in ink.line]
    assert [run.text.strip() for run in runs if run.font == BOLD] == ["Data", "Sleep", "Five"]
    assert "".join(run.text for run in runs) == "DataSleep\N{EN DASH}Five hours a nightDose 2**3 stays."
