"""Promises about what somebody types: it is never syntax, and it is found whatever its capitals and accents."""

from hypothesis import given
from hypothesis import strategies as st

from careboard.clinical.values import EntryId, PatientId
from careboard.search.index import Index, Page
from careboard.search.query import folded, query
from careboard.search.snippet import holds, places, snippet
from tests.search.pages import MAYA, entry, index_of, page


def found(typed: str, *texts: str) -> list[int]:
    """The numbers of the texts that are found, the newest (last) first."""
    index = index_of(*texts)
    numbers = {entry(number): number for number in range(len(texts))}
    return [numbers[one] for one in index.find(query(typed))]


@given(st.text(max_size=60))
def test_that_nothing_that_can_be_typed_breaks_the_question(typed: str) -> None:
    index = index_of("Slept well.")
    assert set(index.find(query(typed))) <= {entry(0)}
    assert set(index.find(query(typed), MAYA)) <= {entry(0)}


def test_that_the_words_of_the_question_language_are_words() -> None:
    for word in ("AND", "OR", "NOT", "NEAR(a b)", "words:", "chart : c1", "-x", "^x", "x*", "(", "a + b", "';--", '"'):
        assert found(word, "Slept well.") == []
    assert found("near not and", "Not near, and or.") == [0]
    assert found("chart c1", "Slept well.") == []


def test_that_lone_surrogates_and_zeros_are_only_signs() -> None:
    assert found("well\ud800", "Slept well.") == [0]
    assert found("well\0slept", "Well slept.") == [0]


def test_that_the_last_word_may_be_unfinished_and_the_others_are_whole() -> None:
    assert found("slept w", "Slept well.") == [0]
    assert found("sle well", "Slept well.") == []
    assert found("slept w ", "Slept well.") == []


def test_that_all_words_must_stand_in_the_entry() -> None:
    assert found("lithium tremor", "Lithium started.", "Tremor of both hands.", "Tremor since lithium.") == [2]


def test_that_words_between_quotation_marks_stand_together() -> None:
    for typed, text, together in (
        ('"no tremor"', "No tremor.", True),
        ('"no tremor"', "Tremor, no nausea.", False),
        ("follow-up", "A follow up call.", True),
        ("follow-up", "Up, follow.", False),
        ("follow-u", "A follow up call.", True),
        ("follow-u ", "A follow up call.", False),
    ):
        assert query(typed).in_a_row
        assert holds(query(typed), text) is together


def test_that_a_token_of_a_chart_is_no_word() -> None:
    assert found("\ue0001", "Slept well.") == []
    index = index_of("Slept \ue0002 well.")
    assert index.find(query("slept"), MAYA) == [entry(0)]


def test_that_capitals_and_accents_do_not_matter_on_either_side() -> None:
    assert found("jose nunez", "JOSÉ NÚÑEZ came with his mother.") == [0]
    assert found("CAFÉ", "cafe") == [0]
    assert found("cafe\u0301", "Café.") == [0]
    assert found("ñandú", "Nandu") == [0]


def test_that_a_question_without_a_letter_or_digit_asks_nothing() -> None:
    for typed in ("", "   ", "...", '""', "-- !", "_"):
        assert query(typed).empty
        assert found(typed, "Slept well.") == []


@given(st.text(max_size=40), st.text(max_size=80))
def test_that_every_mark_in_a_snippet_is_a_place_where_a_word_stands(typed: str, text: str) -> None:
    asked = query(typed)
    shown = snippet(asked, text)
    words = {word for piece in asked.pieces for word in piece}
    for start, end in shown.marks:
        assert 0 <= start < end <= len(shown.text)
        assert any(word in folded(shown.text[start:end]) for word in words)
    assert list(shown.marks) == sorted(shown.marks)


def test_that_a_snippet_shows_the_word_in_the_midst_of_a_long_text() -> None:
    text = "Good mood. " * 60 + "Tremor of both hands since Tuesday. " + "Ate lunch. " * 60
    shown = snippet(query("tremor"), text)
    assert [shown.text[a:b] for a, b in shown.marks] == ["Tremor"]
    assert len(shown.text) < 200
    assert shown.text.startswith("... ")
    assert shown.text.endswith(" ...")


def test_that_accented_words_are_marked_where_they_stand() -> None:
    text = "Señor José Núñez slept."
    assert [text[a:b] for a, b in places(query("nunez jos"), text)] == ["José", "Núñez"]


def test_that_a_word_within_another_is_not_marked() -> None:
    assert places(query("art "), "Heart and art.") == ((10, 13),)


def test_that_an_entry_whose_words_are_all_signs_is_taken_in() -> None:
    index = Index()
    index.put([Page(EntryId("ab" * 32), PatientId("cd" * 32), page(0, "").at, "\ud800\0")])
    assert len(index) == 1
