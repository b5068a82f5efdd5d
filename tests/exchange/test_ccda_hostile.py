"""Well-formed documents that make no sense are read, or refused in a sentence; nothing else ever comes of them."""

import random
from copy import deepcopy

import pytest
from lxml import etree
from lxml.etree import _Element as Element

from careboard.exchange.ccda_in import read_ccda
from careboard.exchange.facts import Part
from careboard.exchange.refusals import Unreadable
from careboard.projections.wording import said
from careboard.vault.codec import decode, encode
from tests.exchange.ccda_documents import PROBLEMS, ZONE, ccda, parts, sample, section

VALUES = (
    *("", "x", "-1", "0", "1e99", "9" * 60, "NaN", "20999999", "2012", "99991231235959-1200", "000101010000+1400"),
    *("\u200b", "true", "#reaction1", "##", ">5", "1.5.2", "A" * 2000, "INT", "GOL", "nullified", "xsi:PQ", "IVL_TS"),
)


def spoilt(seed: int) -> bytes:
    """A sample in which attributes are changed, and elements dropped, doubled, emptied and renamed."""
    dice = random.Random(seed)
    root = etree.fromstring(sample(dice.choice(("hl7", "hl7", "california"))), etree.XMLParser(remove_comments=True))
    share = dice.choice((0.002, 0.02, 0.1))
    for element in list(root.iter("{*}*"))[1:]:
        for name in list(element.attrib):
            if dice.random() < share:
                element.set(name, dice.choice(VALUES))
        if dice.random() < share / 4:
            change(element, dice)
    return etree.tostring(root)


def change(element: Element, dice: random.Random) -> None:
    around = element.getparent()
    match dice.randrange(4):
        case 0 if around is not None:
            around.remove(element)
        case 1 if around is not None:
            around.append(deepcopy(element))
        case 2:
            del element[:]
        case _:
            element.tag = dice.choice(list(element.getroottree().iter("{*}*"))).tag


def read(document: bytes) -> tuple[Part, ...]:
    """The parts, or none where the whole document was refused."""
    try:
        return read_ccda(document, ZONE)
    except Unreadable:
        return ()


@pytest.mark.parametrize("seed", range(24))
def test_that_what_is_read_of_a_spoilt_document_can_be_recorded_and_worded(seed: int) -> None:
    for part in read(spoilt(seed)):
        assert len(part.reading.timed) == len(part.reading.contents)
        for content, at in part.reading.timed:
            assert said(content)
            assert decode(encode(content, at, said(content))).content == content


def test_that_most_spoilt_documents_are_read_to_their_end() -> None:
    assert sum(bool(read(spoilt(seed))) for seed in range(24)) > 12


@pytest.mark.parametrize("tag", ["content", "caption", "item", "table", "paragraph", "list"])
def test_that_narratives_within_narratives_are_read_in_time(tag: str) -> None:
    deep = f"<{tag}>" * 90 + "Words" + f"</{tag}>" * 90
    assert "Words" in str(parts(section(PROBLEMS, text=deep)))


def test_that_observations_within_observations_are_read_in_time() -> None:
    link = '<entryRelationship typeCode="COMP"><observation moodCode="EVN"><code code="1"/>'
    deep = f'<observation moodCode="EVN">{link * 40}<value value="1"/>' + "</observation></entryRelationship>" * 40
    assert len(read_ccda(ccda(section(("30954-2", "Results"), f"{deep}</observation>")), ZONE)) == 2
