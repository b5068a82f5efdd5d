"""A consent covers what its words say: what they leave out blocks a summary, what they do not name is told."""

from dataclasses import replace

import pytest

from careboard.clinical.paper import Ground
from careboard.clinical.permission import Consent, ConsentRevoked, Part2, Part2Review, Permission, RevokedHow
from careboard.clinical.values import NOT_RECORDED
from careboard.projections.summary import Additions, Lack, Summary
from careboard.projections.summary.topics import Topic, topics_of
from tests.clinical_examples import RELEASE, entry_id
from tests.projections.records import chart, on, signed
from tests.projections.story import STORY
from tests.projections.test_summary import TO_SINGH, made

PROTECTED = signed(Part2Review(Part2.APPLIES, "Substance use program."), "part2", at=on(1))
NOT_PROTECTED = signed(Part2Review(Part2.DOES_NOT_APPLY, "Looked."), "part2", at=on(1))


def released(what: str, *others: Consent, additions: Additions = TO_SINGH, part2: bool | None = True) -> Summary:
    """The summary for a recipient whose consent says this; further consents or refusals stand beside it."""
    consents = [replace(RELEASE, what=what, part2=part2), *others]
    entries = [signed(one, f"consent {n}", at=on(15)) for n, one in enumerate(consents)]
    return made(chart(*STORY, PROTECTED, *entries), additions=additions)


def blocks(copy: Summary) -> list[str]:
    """What blocks it because of the consent."""
    return [one.text for one in copy.missing if (one.lack, one.about) == (Lack.CONSENT, "consent")]


def told(copy: Summary) -> list[str]:
    """What whoever signs is told about the consent."""
    return [one.text for one in copy.gaps if one.about == "consent"]


@pytest.mark.parametrize(
    "what",
    [
        "Discharge summary",
        "diagnoses, medicines, treatment course and discharge summary",
        "Transition summaries and whatever is asked by telephone",
        "The whole record",
        "my entire medical record",
        "All information, including but not limited to diagnoses and medicines",
        "Everything, without psychotherapy notes",
        "The discharge summary only",
    ],
)
def test_that_a_consent_to_a_summary_or_a_whole_record_covers_all_of_it(what: str) -> None:
    copy = released(what)
    assert (blocks(copy), told(copy)) == ([], [])


@pytest.mark.parametrize(
    ("what", "topics"),
    [
        ("Discharge summary, no SUD counseling", "substance use and its treatment"),
        ("Whole record, except substance use treatment", "substance use and its treatment"),
        ("Discharge summary; drug screens withheld", "substance use and its treatment"),
        ("attendance and expected return to work; no diagnosis", "diagnoses"),
        ("Everything, but not her weights or her diagnoses", "diagnoses, meal plan and weight"),
        ("Discharge summary. Laboratory results are not to be shared", "results and tests that are due"),
        ("Discharge summary, excluding psychotherapy notes and weights", "meal plan and weight"),
    ],
)
def test_that_what_a_consent_leaves_out_and_the_copy_holds_blocks_it(what: str, topics: str) -> None:
    assert blocks(released(what)) == [f"The consent leaves out what the copy holds: {topics}. It says: “{what}”."]


@pytest.mark.parametrize("what", ["attendance only", "Nothing but attendance", "information limited to attendance"])
def test_that_a_consent_to_one_thing_only_leaves_out_every_other(what: str) -> None:
    (sentence,) = blocks(released(what))
    held = set(Topic) - {Topic.ATTENDANCE}
    assert sentence == (
        f"The consent leaves out what the copy holds: {', '.join(one for one in Topic if one in held)}. "
        f"It says: “{what}”."
    )


def test_that_what_a_consent_does_not_name_is_told_and_does_not_block() -> None:
    copy = released("diagnoses, medicines, laboratory results, allergies, attendance, care, appointments")
    assert blocks(copy) == []
    (sentence,) = told(copy)
    assert sentence.startswith(
        "The consent does not name what the copy holds: risk and safety plan, scores of scales, meal plan and weight, "
        "goals and home practice, the patient's own people. It says: “diagnoses, medicines,"
    )


def test_that_substance_use_is_named_by_the_words_or_by_a_consent_under_part_2() -> None:
    (sentence,) = told(released("diagnoses, medicines", part2=None))
    assert Topic.SUBSTANCE_USE in sentence
    (sentence,) = told(released("diagnoses, medicines"))
    assert Topic.SUBSTANCE_USE not in sentence
    (sentence,) = told(released("diagnoses, alcohol use treatment", part2=None))
    assert Topic.SUBSTANCE_USE not in sentence


def test_that_what_the_copy_does_not_hold_is_no_matter() -> None:
    consent = signed(replace(RELEASE, what="Discharge summary, no substance use treatment"), "consent", at=on(15))
    assert blocks(made(chart(*STORY, NOT_PROTECTED, consent), additions=TO_SINGH)) == []


def test_that_words_in_which_nothing_can_be_read_are_told_as_they_are() -> None:
    assert told(released("lo que haga falta")) == [
        "What the consent covers is to be read in its own words: “lo que haga falta”."
    ]
    assert told(released(NOT_RECORDED))


def test_that_the_rules_of_an_imported_consent_are_told() -> None:
    imported = replace(RELEASE, provisions=("Type: deny", "Class: laboratory"))
    copy = made(chart(*STORY, PROTECTED, signed(imported, "consent", at=on(15))), additions=TO_SINGH)
    assert told(copy) == ["The consent has rules of its source: “Type: deny; Class: laboratory”."]


REFUSED = replace(RELEASE, what="her diagnoses", permission=Permission.DENY)


def test_that_a_refusal_in_force_for_the_same_recipient_blocks() -> None:
    copy = released("Discharge summary", REFUSED)
    assert blocks(copy) == [
        f"The patient refused that {RELEASE.recipient} is told of diagnoses: “her diagnoses”.",
    ]
    assert len(blocks(released("Discharge summary", replace(REFUSED, recipient=NOT_RECORDED)))) == 1
    assert blocks(released("Discharge summary", replace(REFUSED, recipient="Somebody else"))) == []
    assert told(released("Discharge summary", replace(REFUSED, what="lo demás"))) == [
        "A refusal is in force, to be read in its own words: “lo demás”."
    ]


def test_that_a_refusal_taken_back_blocks_no_more() -> None:
    consent = signed(RELEASE, "consent", at=on(14))
    refusal = signed(REFUSED, "refusal", at=on(14))
    taken_back = signed(ConsentRevoked(entry_id("refusal"), RevokedHow.IN_WRITING, "D. Ortiz"), "back", at=on(15))
    assert blocks(made(chart(*STORY, PROTECTED, consent, refusal), additions=TO_SINGH))
    assert blocks(made(chart(*STORY, PROTECTED, consent, refusal, taken_back), additions=TO_SINGH)) == []


def test_that_no_consent_is_asked_for_another_ground_nor_for_the_patients_copy() -> None:
    within = Additions(recipient=RELEASE.recipient, ground=Ground.WITHIN_PROGRAM)
    copy = released("attendance only", additions=within)
    assert (blocks(copy), told(copy)) == ([], [])


def test_that_a_topic_is_read_as_the_longest_words_that_name_it() -> None:
    assert topics_of("treatment plan").named == {Topic.PLAN}
    assert topics_of("substance use disorder treatment").named == {Topic.SUBSTANCE_USE}
    assert topics_of("drug allergies").named == {Topic.ALLERGIES}
