"""Every number of the record with its day: one series for each code and unit, as recorded and never converted.

A number keeps its digits and its comparator; a corrected one takes the place of the one that it corrects.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, get_args

from careboard.clinical.blind import tells_weight
from careboard.clinical.measured import Component, DrugScreen, Ecg, LabResult, Position, QtcFormula, Result, Vitals
from careboard.clinical.note import Note
from careboard.clinical.nutrition import SHARES, MealObservation, Weight
from careboard.clinical.response import Answer, Assessment
from careboard.clinical.values import LOINC, Coded, Comparator, EntryId, Quantity, When
from careboard.projections.standing import Record

Numbered = Vitals | LabResult | Assessment | Ecg | DrugScreen | Weight | MealObservation | Note
"""The contents that may hold a number to be followed."""

BODY_WEIGHT = Coded.of(LOINC, "29463-7", "Body weight")
BODY_HEIGHT = Coded.of(LOINC, "8302-2", "Body height")
HEART_RATE = Coded.of(LOINC, "8867-4", "Heart rate")
QTC = Coded.of(LOINC, "8636-3", "QTc")
MOOD = Coded("Mood, own rating of 10")
SHARE_EATEN = Coded("Share of the meal eaten")
_MOODS = tuple(Quantity(Decimal(number)) for number in range(11))
_SHARES = {share: Quantity(Decimal(share), "%", ucum="%") for share in SHARES}
_WORDS_OF_WEIGHT = ("weight", "bmi", "body mass")


class Point(NamedTuple):
    """One number: the entry that holds it, when it was true, and how the patient was.

    A tuple, because a long chart has thousands of them and they are made whenever it is opened.
    """

    entry: EntryId
    at: When
    value: Decimal
    comparator: Comparator = Comparator.EXACT
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """All numbers of one code in one unit, oldest first.

    `code` is that of the code system, or the words where there is none. `weight`: it must not be shown to a patient
    whose weight is blind.
    """

    name: str
    code: str
    unit: str
    points: tuple[Point, ...]
    weight: bool = False

    @property
    def latest(self) -> Point:
        """The last number."""
        return self.points[-1]

    @property
    def previous(self) -> Point | None:
        """The number before the last."""
        return self.points[-2] if len(self.points) > 1 else None


# A number on its way into a series: what was measured, how much, and how the patient was.
Number = tuple[Coded, Quantity, Position | None]


def series(record: Record) -> tuple[Series, ...]:
    """Every series of the record, by name."""
    named: dict[tuple[str, str, str], tuple[Coded, Quantity]] = {}
    points: dict[tuple[str, str, str], list[Point]] = {}
    for entry in record.entries_of(*get_args(Numbered)):
        content = entry.content
        if isinstance(content, Numbered):
            for code, quantity, position in _numbers(content):
                key = (*_code(code), quantity.ucum or quantity.unit)
                if key not in points:
                    named[key], points[key] = (code, quantity), []
                points[key].append(Point(entry.id, entry.at, quantity.value, quantity.comparator, position))
    found = [_series(named[key], key[1], of_key) for key, of_key in points.items()]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.code, one.unit)))


def _series(named: tuple[Coded, Quantity], code: str, points: list[Point]) -> Series:
    thing, first = named
    return Series(thing.text, code, first.unit or first.ucum, tuple(points), is_weight(thing))


def _code(thing: Coded) -> tuple[str, str]:
    """The system and code by which a thing is followed: LOINC before any other, else its words."""
    first = ("", "")
    for coding in thing.codings:
        if coding.system == LOINC and coding.code:
            return (LOINC, coding.code)
        if not first[1]:
            first = (coding.system, coding.code)
    return first if first[1] else ("", thing.text.casefold())


def followed_by(thing: Coded) -> str:
    """The code, or the words, under which a thing is followed in its series."""
    return _code(thing)[1]


def is_weight(thing: Coded) -> bool:
    """Does it tell how much somebody weighs? By its code, and where there is none by its words."""
    if any(coding.code for coding in thing.codings):
        return tells_weight(thing)
    words = thing.text.casefold()
    return any(word in words for word in _WORDS_OF_WEIGHT)


def _numbers(content: Numbered) -> Iterable[Number]:
    match content:
        case Note():
            return [(MOOD, _MOODS[content.mood], None)] if content.mood is not None else ()
        case Vitals():
            return _components(content.readings)
        case LabResult():
            return (*_result(content.code, content.result), *_components(content.components))
        case Assessment():
            return _assessment(content)
        case MealObservation():
            return [(SHARE_EATEN, _SHARES[content.share], None)]
        case Weight():
            return _weight(content)
        case Ecg():
            return _ecg(content)
        case DrugScreen():
            return [number for one in content.substances for number in _result(one.substance, one.result)]


def _result(code: Coded, result: Result | None) -> Iterable[Number]:
    return [(code, result.quantity, None)] if result is not None and result.quantity is not None else ()


def _components(several: Iterable[Component]) -> Iterable[Number]:
    return [(one.code, one.result.quantity, one.position) for one in several if one.result.quantity is not None]


def _weight(weight: Weight) -> Iterator[Number]:
    if weight.weight is not None:
        yield BODY_WEIGHT, weight.weight, None
    if weight.height is not None:
        yield BODY_HEIGHT, weight.height, None


def _assessment(scale: Assessment) -> Iterator[Number]:
    if scale.total is not None:
        yield scale.instrument, scale.total, None
    yield from _components(scale.scores)
    for answer in scale.answers:
        if answer.value is not None:
            yield _item(scale.instrument, answer), Quantity(answer.value), None


def _item(instrument: Coded, answer: Answer) -> Coded:
    named = f"item {answer.item}" if answer.item.isdigit() else answer.item
    system, code = _code(instrument)
    return Coded.of(system, f"{code}/{answer.item}", f"{instrument.text}, {named}")


def _ecg(ecg: Ecg) -> Iterator[Number]:
    if ecg.qtc_ms is not None and ecg.formula is not None:
        yield _qtc(ecg.formula), Quantity(ecg.qtc_ms, "ms", ucum="ms"), None
    if ecg.qt_ms is not None:
        yield Coded("QT"), Quantity(ecg.qt_ms, "ms", ucum="ms"), None
    if ecg.heart_rate is not None:
        yield HEART_RATE, Quantity(ecg.heart_rate, "beats/min", ucum="/min"), None


def _qtc(formula: QtcFormula) -> Coded:
    """Each formula is its own series: their numbers must not be joined by a line."""
    return QTC if formula is QtcFormula.NOT_STATED else Coded(f"QTc ({formula.value.capitalize()})")
