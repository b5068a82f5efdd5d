"""Every number of the record with its day: one series for each code and unit, as recorded and never converted.

A number keeps its digits and its comparator; a corrected one takes the place of the one that it corrects.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from careboard.clinical.entry import Entry
from careboard.clinical.measured import Component, DrugScreen, Ecg, LabResult, Position, QtcFormula, Result, Vitals
from careboard.clinical.note import Note
from careboard.clinical.nutrition import MealObservation, Weight
from careboard.clinical.response import Answer, Assessment
from careboard.clinical.values import LOINC, Coded, Comparator, EntryId, Quantity, When
from careboard.projections.standing import Record

Numbered = Vitals | LabResult | Assessment | Ecg | DrugScreen | Weight | MealObservation | Note
"""The contents that may hold a number to be followed."""

BODY_WEIGHT = Coded.of(LOINC, "29463-7", "Body weight")
BODY_HEIGHT = Coded.of(LOINC, "8302-2", "Body height")
HEART_RATE = Coded.of(LOINC, "8867-4", "Heart rate")
QTC = Coded.of(LOINC, "8636-3", "QTc")
_OF_WEIGHT = ("29463-7", "39156-5")  # resources/facts: body weight, BMI
_WORDS_OF_WEIGHT = ("weight", "bmi", "body mass")


@dataclass(frozen=True, slots=True)
class Point:
    """One number: the entry that holds it, when it was true, and how the patient was."""

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


@dataclass(frozen=True, slots=True)
class _Number:
    code: Coded
    quantity: Quantity
    position: Position | None = None


def series(record: Record) -> tuple[Series, ...]:
    """Every series of the record, by name."""
    names: dict[tuple[str, str, str], tuple[Coded, Quantity]] = {}
    points: dict[tuple[str, str, str], list[Point]] = {}
    for entry in record.entries_of(*get_args(Numbered)):
        for one in _numbers(entry):
            key = (*_code(one.code), one.quantity.ucum or one.quantity.unit)
            names.setdefault(key, (one.code, one.quantity))
            point = Point(entry.id, entry.at, one.quantity.value, one.quantity.comparator, one.position)
            points.setdefault(key, []).append(point)
    found = [_series(names[key], key[1], of_key) for key, of_key in points.items()]
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


def is_weight(thing: Coded) -> bool:
    """Does it tell how much somebody weighs?"""
    if _code(thing)[1] in _OF_WEIGHT:
        return True
    words = thing.text.casefold()
    return any(word in words for word in _WORDS_OF_WEIGHT)


def _numbers(entry: Entry) -> Iterator[_Number]:
    content = entry.content
    if isinstance(content, Numbered):
        yield from _numbers_in(content)


def _numbers_in(content: Numbered) -> Iterator[_Number]:
    match content:
        case Vitals():
            yield from _components(content.readings)
        case LabResult():
            yield from _result(content.code, content.result)
            yield from _components(content.components)
        case Assessment():
            yield from _assessment(content)
        case Ecg():
            yield from _ecg(content)
        case DrugScreen():
            for one in content.substances:
                yield from _result(one.substance, one.result)
        case Weight():
            yield _Number(BODY_WEIGHT, content.weight)
            if content.height is not None:
                yield _Number(BODY_HEIGHT, content.height)
        case MealObservation():
            yield _Number(Coded("Share of the meal eaten"), Quantity(Decimal(content.share), "%", ucum="%"))
        case Note():
            if content.mood is not None:
                yield _Number(Coded("Mood, own rating of 10"), Quantity(Decimal(content.mood)))


def _result(code: Coded, result: Result | None, position: Position | None = None) -> Iterator[_Number]:
    if result is not None and result.quantity is not None:
        yield _Number(code, result.quantity, position)


def _components(components: Iterable[Component]) -> Iterator[_Number]:
    for one in components:
        yield from _result(one.code, one.result, one.position)


def _assessment(scale: Assessment) -> Iterator[_Number]:
    if scale.total is not None:
        yield _Number(scale.instrument, scale.total)
    yield from _components(scale.scores)
    for answer in scale.answers:
        if answer.value is not None:
            yield _Number(_item(scale.instrument, answer), Quantity(answer.value))


def _item(instrument: Coded, answer: Answer) -> Coded:
    named = f"item {answer.item}" if answer.item.isdigit() else answer.item
    system, code = _code(instrument)
    return Coded.of(system, f"{code}/{answer.item}", f"{instrument.text}, {named}")


def _ecg(ecg: Ecg) -> Iterator[_Number]:
    if ecg.qtc_ms is not None and ecg.formula is not None:
        yield _Number(_qtc(ecg.formula), Quantity(ecg.qtc_ms, "ms", ucum="ms"))
    if ecg.qt_ms is not None:
        yield _Number(Coded("QT"), Quantity(ecg.qt_ms, "ms", ucum="ms"))
    if ecg.heart_rate is not None:
        yield _Number(HEART_RATE, Quantity(ecg.heart_rate, "beats/min", ucum="/min"))


def _qtc(formula: QtcFormula) -> Coded:
    """Each formula is its own series: their numbers must not be joined by a line."""
    if formula is QtcFormula.NOT_STATED:
        return QTC
    return Coded(f"QTc, {formula.value.capitalize()}")
