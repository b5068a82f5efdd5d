"""What the item about suicide was answered, however a source names the item and codes the answer.

An answer counts what its source says, else what the published form gives its words; words of no form count nothing.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from careboard.clinical.measured import Component
from careboard.clinical.response import Assessment
from careboard.clinical.values import LOINC, Coded
from careboard.projections.wording.numbers import plain
from careboard.projections.wording.voice import Voice, joined
from careboard.reference.instruments import PHQ_ANSWERS, UNNUMBERED, Instrument, Item, instruments

_LEADING_NUMBER = re.compile(r"\(?(\d{1,2})\)?(?=$|[\s:.=)-])")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_YES_OR_NO = {"yes": 1, "y": 1, "si": 1, "s\N{LATIN SMALL LETTER I WITH ACUTE}": 1, "true": 1, "no": 0, "false": 0}


def risk_answer(scale: Assessment, instrument: Instrument) -> Decimal | None:
    """What it counts, the highest where it was asked twice; None where it was not asked, or not as a form asks it."""
    if not instrument.risk_item:
        return None
    counted = [*_of_answers(scale, instrument), *_of_scores(scale, instrument), *_alone(scale, instrument)]
    return max((value for value in counted if value is not None), default=None)


def answer_told(item: str, answer: Decimal, voice: Voice) -> str:
    """What an answer counts; of an item without its number it is only known whether it was positive."""
    if item != UNNUMBERED:
        return plain(answer)
    return voice("positive") if answer > 0 else voice("negative")


def item_told(item: str, now: Decimal, before: Decimal | None, voice: Voice) -> str:
    """ "item 9: 1, was 0", for the item by its number; "item about suicide: positive" where that is not known."""
    told = f"{voice('item')} {item}: {answer_told(item, now, voice)}"
    return told if before is None else joined([told, f"{voice('was')} {answer_told(item, before, voice)}"])


def is_alone(scale: Assessment, instrument: Instrument) -> bool:
    """Whether the assessment is that one item and not the scale."""
    return scale.instrument.code_in(LOINC) in {item.loinc for item in _items(instrument) if item.loinc}


def _items(instrument: Instrument) -> tuple[Item, ...]:
    return tuple(item for item in instrument.items if item.number == instrument.risk_item)


def _of_answers(scale: Assessment, instrument: Instrument) -> Iterator[Decimal | None]:
    numbers = {instrument.risk_item, *(item.loinc for item in _items(instrument) if item.loinc)}
    questions = {_letters(item.text) for item in _items(instrument) if item.text}
    for answer in scale.answers:
        named = answer.item.rstrip("/").rpartition("/")[2] in numbers
        if named or any(question in _letters(answer.question) for question in questions):
            yield answer.value if answer.value is not None else _counted(answer.answer)


def _of_scores(scale: Assessment, instrument: Instrument) -> Iterator[Decimal | None]:
    codes = {item.loinc for item in _items(instrument) if item.loinc}
    for one in scale.scores:
        if one.code.code_in(LOINC) in codes:
            yield _measured(one)


def _alone(scale: Assessment, instrument: Instrument) -> Iterator[Decimal | None]:
    if is_alone(scale, instrument):
        yield scale.total.value if scale.total else _counted(scale.level)


def _measured(one: Component) -> Decimal | None:
    found = one.result
    if found.quantity:
        return found.quantity.value
    return _of_code(found.coded) if found.coded else _counted(found.text)


def _of_code(coded: Coded) -> Decimal | None:
    weights = (PHQ_ANSWERS.get(coding.code) for coding in coded.codings if coding.system == LOINC)
    words = (_counted(text) for text in (coded.text, *(coding.display for coding in coded.codings)))
    return next((Decimal(value) for value in (*weights, *words) if value is not None), None)


def _counted(words: str) -> Decimal | None:
    said = words.partition(" (")[0].casefold().strip()
    value = _labels().get(said, PHQ_ANSWERS.get(words.strip()))
    found = _LEADING_NUMBER.match(said) if value is None else None
    return Decimal(found[1]) if found else Decimal(value) if value is not None else None


@cache
def _labels() -> dict[str, int]:
    """The words of the answers to items about suicide, in every language that ships, and yes and no."""
    items = (item for instrument in instruments() if instrument.risk_item for item in _items(instrument))
    return _YES_OR_NO | {
        option.label.casefold(): option.value for item in items for option in item.options if option.label
    }


def _letters(text: str) -> str:
    return _NOT_A_LETTER.sub("", text).casefold()
