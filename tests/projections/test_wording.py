"""Every content in words: one sentence, a short line, and a text that leaves nothing out."""

import dataclasses
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from careboard.clinical.condition import Allergy, ClinicalStatus, Diagnosis, VerificationStatus
from careboard.clinical.entry import KnownContent, Newer
from careboard.clinical.medication.orders import DoseChange
from careboard.clinical.note import PsychotherapyNote, SudCounselingNote
from careboard.clinical.nutrition import NotWeighed, Weight
from careboard.clinical.paper import DischargeSummaryIssued
from careboard.clinical.person import HumanName
from careboard.clinical.values import Coded, Coding, EntryId, Identifier, Informant, Quantity, When
from careboard.projections import wording
from careboard.projections.wording.person import full_name, name_in_order
from careboard.projections.wording.voice import SHORT_LINE
from tests.clinical_examples import CHANGE, EXAMPLES, NOTE, PHQ9, SERTRALINE_COURSE, WEIGHT
from tests.projections.records import every_example

CONTENTS = pytest.mark.parametrize("content", every_example(), ids=lambda content: type(content).__name__)


def words_of(value: object) -> Iterator[str]:
    """Every word that somebody wrote into a content: not ids, codes of lists, units' codes or hashes."""
    match value:
        case When() | Enum() | None | bool():
            return
        case Coding():
            yield value.display
        case Identifier():
            yield value.value
        case str():
            yield value
        case tuple():
            for one in value:
                yield from words_of(one)
        case Quantity():
            yield format(value.value, "f").rstrip("0").rstrip(".") if abs(value.value.adjusted()) < 15 else ""
        case Decimal() | int():
            yield ""
        case _:
            for field in dataclasses.fields(value):  # type: ignore[arg-type]
                if field.name not in LEFT_OUT:
                    yield from words_of(getattr(value, field.name))


# Ids are told by name, codes and digests are no words, and what is told in other words has tests of its own.
LEFT_OUT = {
    *(
        "order",
        "admission",
        "patient",
        "course",
        "plan",
        "practice",
        "task",
        "consent",
        "entries",
        "screens",
        "suspected",
        "program_id",
    ),
    *("asked_to_acknowledge", "cosigner", "ordered_by", "set_by", "member", "members", "blob", "rxcui", "ucum", "unit"),
    *("payload", "content_sha256", "days_of_week", "use", "iso", "template", "times_of_day", "lasting"),
}


def flat(text: str) -> str:
    return " ".join(text.casefold().replace(",", "").split())


def test_that_there_is_an_example_of_every_content() -> None:
    assert set(EXAMPLES) == set(get_args(KnownContent))


@CONTENTS
def test_that_every_content_is_one_sentence(content: KnownContent) -> None:
    said = wording.said(content)
    assert said.strip() == said
    assert said.endswith((".", "!", "?", ":"))
    assert "\n" not in said
    assert ".." not in said
    assert "None" not in said


@CONTENTS
def test_that_every_headline_is_one_line_and_is_not_cut(content: KnownContent) -> None:
    headline = wording.headline(content)
    assert 0 < len(headline) <= SHORT_LINE
    assert "\n" not in headline
    assert not headline.endswith("...")


@CONTENTS
def test_that_the_text_leaves_out_no_word_and_no_amount(content: KnownContent) -> None:
    told = flat(wording.text(content))
    missing = [word for word in words_of(content) if flat(word) not in told]
    assert not missing


@CONTENTS
def test_that_every_content_has_a_name_in_both_languages(content: KnownContent) -> None:
    assert wording.kind_name(content)
    assert wording.kind_name(content, "es")


@CONTENTS
def test_that_the_text_has_no_empty_label(content: KnownContent) -> None:
    assert all(line.text.strip() for line in wording.lines(content))


def test_that_a_newer_content_says_that_a_newer_version_made_it() -> None:
    assert wording.said(Newer("hologram/3")) == "Made by a newer version of Careboard (hologram/3)."
    assert wording.schema_name(Newer("hologram/3")) == "hologram"


def test_that_an_order_names_its_medicine_where_it_is_known() -> None:
    names: dict[str, str] = {SERTRALINE_COURSE: "sertraline"}
    assert wording.said(CHANGE, names=names).startswith("Dose of sertraline changed to 150 mg oral every morning")
    assert wording.said(CHANGE).startswith("Dose of the medicine changed to 150 mg")


def test_that_a_time_is_told_in_the_clinics_zone() -> None:
    assert "15-Sep-2026 09:05 to 09:55" in wording.text(NOTE, zone=ZoneInfo("America/New_York"))
    assert "15-Sep-2026 13:05 to 13:55 UTC" in wording.text(NOTE)


def test_that_a_blind_weight_has_its_number_in_the_text_only() -> None:
    assert WEIGHT.blind
    number = "47.3"
    assert number not in wording.said(WEIGHT)
    assert number not in wording.headline(WEIGHT)
    assert f"{number} kg" in wording.text(WEIGHT)


def test_that_a_weight_that_was_not_taken_says_why() -> None:
    declined = dataclasses.replace(WEIGHT, weight=None, not_weighed=NotWeighed.DECLINED, conditions=())
    assert wording.said(declined) == "Not weighed: declined."


def test_that_an_open_weight_is_told() -> None:
    weight = dataclasses.replace(WEIGHT, blind=False)
    assert isinstance(weight, Weight)
    assert "47.3 kg" in wording.said(weight)


@pytest.mark.parametrize("kind", [PsychotherapyNote, SudCounselingNote])
def test_that_a_private_note_tells_nothing_of_itself_in_its_sentence(kind: type[KnownContent]) -> None:
    note = EXAMPLES[kind].content
    secret = getattr(note, "text", "")
    assert not set(secret.split()) & set(wording.said(note).split())
    assert not set(secret.split()) & set(wording.headline(note).split())


def test_that_a_score_over_unanswered_items_says_so() -> None:
    assert wording.headline(PHQ9) == "PHQ-9: 11 (moderate), not answered: 8"


def test_that_an_issued_summary_shows_its_hash_and_not_its_payload() -> None:
    issued = EXAMPLES[DischargeSummaryIssued].content
    assert isinstance(issued, DischargeSummaryIssued)
    assert issued.content_sha256 in wording.text(issued)
    assert "sections" not in wording.text(issued)


def test_that_a_dose_change_tells_both_doses_and_why() -> None:
    change = EXAMPLES[DoseChange].content
    assert isinstance(change, DoseChange)
    said = wording.said(change)
    assert "100 mg" in said
    assert "150 mg" in said
    assert change.reason.rstrip(".") in said


def test_that_a_name_of_an_unknown_member_is_not_an_id() -> None:
    text = wording.text(NOTE, names={EntryId("x"): "y"})
    assert "a member of staff" in text
    assert not any(len(word) == 64 for word in text.split())


def test_that_a_headline_says_first_what_is_refuted_or_over() -> None:
    refuted, gone = VerificationStatus.REFUTED, ClinicalStatus.RESOLVED
    penicillin = Allergy(Coded("Penicillin"), Informant.IMPORTED, verification_status=refuted)
    assert wording.headline(penicillin).startswith("Refuted: Allergy to Penicillin")
    assert wording.headline(Diagnosis(Coded("Panic"), clinical_status=gone)) == "Resolved: Diagnosis: Panic"
    confirmed = Diagnosis(Coded("Panic"), ClinicalStatus.ACTIVE, VerificationStatus.CONFIRMED)
    assert wording.headline(confirmed) == "Diagnosis: Panic"


def test_that_no_mark_in_a_name_is_obeyed() -> None:
    name = HumanName("Rivera\u202e", ("Maya\nborn 1950", "\x1b[2J"))
    assert full_name(name) == "RIVERA , Maya born 1950 [2J"
    assert name_in_order(name) == "Maya born 1950 [2J Rivera"


def test_that_no_mark_in_a_heading_or_a_text_is_obeyed() -> None:
    section = dataclasses.replace(NOTE.sections[0], heading="Ri\u202esk", text="none\u2067 seen")
    lines = wording.tell(dataclasses.replace(NOTE, sections=(section,), provenance=None), wording.Voice()).lines
    assert [(line.label, line.text) for line in lines if line.block] == [("Ri sk", "none  seen")]
