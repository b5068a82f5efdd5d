"""How much a content may hold, whoever signed it, and what counts as blank."""

import re
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from careboard.assets import resource
from careboard.clinical.blind import BLIND_CODES, tells_weight
from careboard.clinical.entry import Entry, Kind, KnownContent
from careboard.clinical.limits import LINES, LONGEST_LINE, LONGEST_LIST, LONGEST_SEEN, LONGEST_TEXT, refuse_too_large
from careboard.clinical.note import Acknowledgement, Addendum, CoSignature, EnteredInError, ErrorReason, Section, Seen
from careboard.clinical.permission import ConsentRevoked
from careboard.clinical.person import Contact, HumanName
from careboard.clinical.values import LOINC, SNOMED_CT, Coded, EntryId, When
from tests.clinical_examples import (
    AUTHOR,
    CONSENT,
    DOCUMENT,
    EXAMPLES,
    NOTE,
    PATIENT,
    POTASSIUM,
    RECORDED_AT,
    REGISTRATION,
    REVIEW,
    entry_id,
    example_id,
)

ALL = [content for example in EXAMPLES.values() for content in example.contents]
LONG = "x" * (LONGEST_TEXT + 1)
QUOTED = '"' * (LONGEST_TEXT + 1)
TOO_LARGE: list[KnownContent] = [
    replace(NOTE, sections=(Section("Data", LONG),)),
    replace(NOTE, sections=(Section("Data", QUOTED),)),
    replace(NOTE, sections=(Section("x" * (LONGEST_LINE + 1), "Text."),)),
    replace(NOTE, sections=NOTE.sections * LONGEST_LIST),
    replace(NOTE, present=("Maya Rivera", LONG)),
    replace(NOTE, interpreter="S.\0Alvarez"),
    Contact("x" * (LONGEST_LINE + 1)),
    replace(REGISTRATION, name=HumanName("x" * (LONGEST_LINE + 1))),
    replace(POTASSIUM, specimen=Coded("serum\0")),
    replace(REVIEW, present=("Ana",) * (LONGEST_LIST + 1)),
    Seen(tuple(EntryId(example_id(str(number))) for number in range(LONGEST_SEEN + 1))),
    replace(DOCUMENT, title=LONG),
]


@pytest.mark.parametrize("content", TOO_LARGE, ids=lambda content: type(content).__name__)
def test_that_what_is_too_large_is_refused_when_it_is_written_and_when_it_is_read(content: KnownContent) -> None:
    for payload in (b"", msgspec.json.encode(content)):
        with pytest.raises(ValueError, match=r"^(A text has at most|A list has at most) .+\.$"):
            refuse_too_large(content, payload)


@pytest.mark.parametrize("content", ALL, ids=lambda content: type(content).__name__)
def test_that_no_content_of_a_working_day_is_too_large(content: KnownContent) -> None:
    refuse_too_large(content)
    refuse_too_large(content, msgspec.json.encode(content))


def test_that_a_long_note_a_whole_paper_and_a_busy_day_are_kept() -> None:
    refuse_too_large(replace(NOTE, sections=(Section("Data", LONG[1:]),)))
    refuse_too_large(replace(DOCUMENT, text=LONG))
    refuse_too_large(Seen(tuple(EntryId(example_id(str(number))) for number in range(LONGEST_SEEN))))


def test_that_the_texts_of_one_line_are_written_down() -> None:
    text = (resource("help") / "format.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| one-line texts: (.+?) \|", text, re.MULTILINE)
    assert set(re.findall(r"`([a-z_]+)`", row)) == LINES


@pytest.mark.parametrize(
    "text", ["\u200b", "\u200b \ufeff\n", "\u3164", "\u2800", "\x01", "\u202e\u202c", "\U000e0041"]
)
def test_that_a_text_of_invisible_characters_is_blank(text: str) -> None:
    with pytest.raises(ValueError, match="A contact has a name"):
        Contact(text)
    assert Contact(f"{text}Ana").name.endswith("Ana")


@pytest.mark.parametrize("name", ["Ана", "阿娜", "آنا", "🙂", "é", "हिन्दी"])
def test_that_every_script_is_visible(name: str) -> None:
    assert Contact(name).name == name


ENTRY = Entry(entry_id("x"), PATIENT, AUTHOR, RECORDED_AT, When.at(RECORDED_AT), Kind.NOTE, NOTE, "Said.")


def test_that_nobody_writes_ahead_of_the_clock() -> None:
    ahead = replace(ENTRY, at=When("2999-01-01"))
    assert ahead.order == ENTRY.order
    assert replace(ahead, recorded_at=RECORDED_AT - timedelta(seconds=1)).order < ENTRY.order


@pytest.mark.parametrize(
    "content",
    [
        Addendum("More."),
        CoSignature("I confirm it."),
        EnteredInError(ErrorReason.DUPLICATE),
        Acknowledgement(),
        Seen((entry_id("note"),)),
        next(content for content in EXAMPLES[ConsentRevoked].contents),
    ],
    ids=lambda content: type(content).__name__,
)
def test_that_what_is_said_about_an_entry_cannot_be_dated_back(content: KnownContent) -> None:
    dated_back = replace(ENTRY, content=content, at=When("1900"), ref=CONSENT)
    assert dated_back.order[0] == RECORDED_AT
    assert replace(ENTRY, at=When("1900")).order[0] < RECORDED_AT


@pytest.mark.parametrize("code", sorted(BLIND_CODES))
def test_that_a_weight_is_known_by_its_code(code: str) -> None:
    assert tells_weight(Coded.of(LOINC, code, "anything"))
    assert not tells_weight(Coded.of("urn:other", code, "Body weight"))


def test_that_a_height_and_a_pulse_are_no_weight() -> None:
    assert not tells_weight(Coded.of(LOINC, "8302-2", "Body height"))
    assert not tells_weight(Coded.of(LOINC, "8867-4", "Heart rate"))
    assert tells_weight(Coded.of(SNOMED_CT, "27113001", "Body weight"))
