"""Promises about interactions: dangerous pairs are found however they are written, and only they interrupt."""

from itertools import permutations

import pytest

from careboard.reference.interactions import Tier, interactions, statements
from careboard.reference.medicines import matching, members, mentions
from careboard.reference.tables import rows


@pytest.mark.parametrize(
    ("pair", "tier", "severity"),
    [
        (("sertraline 50 MG Oral Tablet", "phenelzine 15 MG Oral Tablet"), Tier.MODAL, "contraindicated"),
        (("mirtazapine", "tranylcypromine"), Tier.MODAL, "contraindicated"),
        (("methadone", "selegiline"), Tier.ACKNOWLEDGE, "contraindicated"),
        (("tizanidine", "ciprofloxacin"), Tier.ACKNOWLEDGE, "contraindicated"),
        (("ramelteon", "fluvoxamine"), Tier.ACKNOWLEDGE, "contraindicated"),
        (("sumatriptan", "moclobemide"), Tier.MODAL, "contraindicated"),
        (("lithium carbonate 300 MG", "ibuprofen 400 MG Oral Tablet"), Tier.STRIP, "major"),
        (("divalproex sodium", "lamotrigine"), Tier.STRIP, "major"),
        (("clonazepam", "oxycodone hydrochloride 5 MG"), Tier.STRIP, "major (boxed warning)"),
        (("naltrexone", "buprenorphine"), Tier.STRIP, "contraindicated"),
        (("linezolid", "escitalopram"), Tier.STRIP, "contraindicated"),
        (("pimozide", "clarithromycin"), Tier.STRIP, "contraindicated"),
        (("lamotrigine", "ethinyl estradiol / norethindrone"), Tier.STRIP, "moderate"),
    ],
)
def test_that_a_pair_is_found_in_either_order(pair: tuple[str, str], tier: Tier, severity: str) -> None:
    for names in permutations(pair):
        pressing = interactions(names)[0]
        assert {pressing.first, pressing.second} == set(pair)
        assert pressing.tier is tier
        assert pressing.severity.startswith(severity)


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("sertraline",),
        ("sertraline", "sertraline"),
        ("sertraline", "trazodone"),
        ("dexmedetomidine", "phenelzines"),
        ("lithium", "acetaminophen"),
    ],
)
def test_that_a_list_without_a_listed_pair_gives_nothing(names: tuple[str, ...]) -> None:
    assert interactions(names) == ()


def test_that_only_the_high_priority_list_and_mao_inhibitor_clashes_interrupt() -> None:
    for said in statements():
        if said.tier > Tier.STRIP:
            assert "ONC high priority" in said.severity or "MAO" in said.text


def test_that_the_most_pressing_statement_comes_first() -> None:
    found = interactions(["lithium", "ibuprofen", "sertraline", "phenelzine", "tizanidine", "fluvoxamine"])
    tiers = [interaction.tier for interaction in found]
    assert tiers == sorted(tiers, reverse=True)
    assert set(tiers) == set(Tier)


def test_that_every_listed_high_priority_pair_is_found() -> None:
    pairs = {(row["object_drug"], row["precipitant_drug"]) for row in rows("interactions_oncHigh")}
    named = [pair for pair in pairs if not pair[0].startswith("(")]
    assert len(named) == 394
    missed = [pair for pair in named if not any("ONC" in found.severity for found in interactions(pair))]
    assert missed == []


def test_that_grouping_the_list_adds_no_pair() -> None:
    listed = [said for said in statements() if "ONC" in said.severity]
    assert sum(len(said.one) * len(said.other) for said in listed) == 394


def test_that_a_doubtful_class_membership_shows_in_the_status() -> None:
    (found,) = interactions(["lithium", "ibuprofen"])
    assert found.status == "double-checked; unverified: class membership from general knowledge"
    assert not found.verified


def test_that_each_label_statement_has_its_pair_transcribed() -> None:
    quoted = {(row["object"], row["precipitant"]) for row in rows("interactions_label_pairs")}
    assert quoted == {(row["object"], row["precipitant"]) for row in rows("interactions_psych_label_extra")}


def test_that_what_a_list_of_medicines_cannot_tell_is_said() -> None:
    told = {said.text: said.not_checked for said in statements() if said.not_checked}
    assert told["QT-prolonging agents with QT-prolonging agents"] == "the list of these medicines is proprietary"
    (smoking,) = [why for text, why in told.items() if text.startswith("Smoking cessation")]
    assert smoking == "smoking is not on a list of medicines"


def test_that_every_term_of_a_statement_is_a_class_or_a_single_name() -> None:
    classes = {row["class"] for row in rows("medicine_classes")}
    for said in statements():
        for term in (*said.one, *said.other):
            assert term in classes or len(members(term)) == 1


@pytest.mark.parametrize(
    ("drug_class", "formulary_classes"),
    [
        ("SSRI", {"SSRI"}),
        ("SNRI", {"SNRI"}),
        ("TCA", {"TCA"}),
        ("MAO inhibitor", {"MAOI"}),
        ("benzodiazepine", {"benzodiazepine"}),
        ("stimulant", {"stimulant"}),
        ("second-generation antipsychotic", {"SGA", "SGA (5HT2A)"}),
        ("antipsychotic", {"FGA", "SGA", "SGA (5HT2A)"}),
    ],
)
def test_that_a_class_holds_every_medicine_that_the_formulary_puts_in_it(
    drug_class: str, formulary_classes: set[str]
) -> None:
    expected = {row["generic"] for row in rows("psychotropic_facts") if row["class"] in formulary_classes}
    assert {member.name for member in members(drug_class)} == expected


def test_that_names_are_compared_as_whole_words() -> None:
    assert mentions("Amphetamine aspartate", "amphetamine")
    assert not mentions("dextroamphetamine", "amphetamine")
    assert mentions("St John’s wort extract", "St John's wort")  # noqa: RUF001  the curly apostrophe is the promise
    assert matching("diazepam 5 MG", "benzodiazepine") is not None
    assert matching("amoxicillin", "benzodiazepine", "lithium") is None
