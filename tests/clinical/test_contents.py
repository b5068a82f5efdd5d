"""Every content of the record: built as it is signed, refused where impossible, and the same after JSON.

The table of examples stands against the closed union, so a content without an example fails here.
"""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest

from careboard.clinical.entry import KIND_OF, SCHEMA_OF, Kind, KnownContent, Newer, Source
from careboard.clinical.person import Contact
from careboard.clinical.values import Amount, BlobId, EntryId, MemberId, PatientId, When
from tests.clinical_examples import EXAMPLES, SOURCE

CONTENTS = get_args(KnownContent)
ALL = [content for example in EXAMPLES.values() for content in example.contents]
IMPOSSIBLE = [(kind.__name__, build) for kind, example in EXAMPLES.items() for build in example.impossible]
PLAIN = (str, int, bool, Decimal, date, datetime)


def values_in(annotation: object) -> Iterator[type]:
    """Every class that an annotation speaks of, also inside tuples, unions and new types."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        yield annotation
    elif (supertype := getattr(annotation, "__supertype__", None)) is not None:
        yield supertype
    for argument in get_args(annotation):
        yield from values_in(argument)


def parts_of(*classes: type) -> set[type]:
    """The classes and every dataclass that their fields hold."""
    found: set[type] = set()
    waiting = list(classes)
    while waiting:
        value = waiting.pop()
        if is_dataclass(value) and value not in found:
            found.add(value)
            waiting += [part for hint in get_type_hints(value).values() for part in values_in(hint)]
    return found


def held_by(value: object) -> Iterator[object]:
    """A value and every dataclass value inside it."""
    if isinstance(value, tuple):
        for item in value:
            yield from held_by(item)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from held_by(getattr(value, field.name))


# An amount is exact; a zone is assumed, and a large source set apart, in the envelope of an import.
NEVER_IN_A_CONTENT = {Amount: {"comparator"}, When: {"zone_assumed"}, Source: {"resource_blob"}}
PARTS = sorted(parts_of(*CONTENTS, Source), key=lambda part: part.__name__)


def test_that_every_content_has_an_example_and_two_impossible_ones() -> None:
    assert set(EXAMPLES) == set(CONTENTS) == set(KIND_OF) == set(SCHEMA_OF)
    assert len(EXAMPLES) == len(CONTENTS) == 60
    for kind, example in EXAMPLES.items():
        assert {type(content) for content in example.contents} == {kind}
        assert len(example.impossible) == 2


@pytest.mark.parametrize(("name", "build"), IMPOSSIBLE)
def test_that_an_impossible_value_is_refused_in_one_sentence(name: str, build: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].+\.$") as refusal:
        build()
    assert len(refusal.value.args) == 1


@pytest.mark.parametrize("content", ALL, ids=lambda content: type(content).__name__)
def test_that_a_content_is_the_same_after_json(content: KnownContent) -> None:
    written = msgspec.json.encode(content)
    assert msgspec.json.decode(written, type=type(content)) == content


def test_that_a_source_is_the_same_after_json() -> None:
    assert msgspec.json.decode(msgspec.json.encode(SOURCE), type=Source) == SOURCE


def test_that_reading_goes_through_the_same_refusals() -> None:
    written = msgspec.json.encode(Contact("Ana Rivera"))
    with pytest.raises(msgspec.ValidationError, match="A contact has a name"):
        msgspec.json.decode(written.replace(b"Ana Rivera", b" "), type=Contact)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_that_a_value_is_frozen_described_and_holds_only_what_json_can_tell_apart(part: Any) -> None:
    assert part.__dataclass_params__.frozen
    assert "__slots__" in vars(part)
    assert len(part.__doc__.strip()) > 10
    assert not part.__doc__.startswith(f"{part.__name__}(")
    for annotation in get_type_hints(part).values():
        assert _one_reading(annotation), annotation


def _one_reading(annotation: Any) -> bool:
    """No union but with None; otherwise plain values, words of a list, values of the record, and tuples of these."""
    if hasattr(annotation, "__supertype__"):
        return annotation.__supertype__ is str
    if get_origin(annotation) in (UnionType, Union):
        some = [argument for argument in get_args(annotation) if argument is not NoneType]
        return len(some) == 1 and _one_reading(some[0])
    if get_origin(annotation) is tuple:
        return get_args(annotation)[1] is Ellipsis and _one_reading(get_args(annotation)[0])
    return annotation in PLAIN or issubclass(annotation, StrEnum) or is_dataclass(annotation)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_that_what_may_be_left_out_comes_last(part: Any) -> None:
    optional = [field.default is not MISSING for field in fields(part)]
    assert optional == sorted(optional)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_that_the_examples_fill_every_field(part: Any) -> None:
    seen = [value for content in (*ALL, SOURCE) for value in held_by(content) if type(value) is part]
    never = [field.name for field in fields(part) if all(getattr(value, field.name) == field.default for value in seen)]
    assert set(never) <= NEVER_IN_A_CONTENT.get(part, set())


def fields_of_type(*wanted: object) -> Iterator[tuple[Any, str]]:
    """Each field that holds one of the types, or a list of it, once, with a value of the examples that has it."""
    done = set()
    for value in (value for content in ALL for value in held_by(content)):
        for name, annotation in get_type_hints(type(value)).items():
            inside = {annotation, *get_args(annotation)} & set(wanted)
            if inside and (type(value), name) not in done:
                done.add((type(value), name))
                yield value, name


IDS = list(fields_of_type(EntryId, PatientId, MemberId, BlobId))
DECIMALS = list(fields_of_type(Decimal))


@pytest.mark.parametrize(("value", "name"), IDS, ids=lambda part: part if isinstance(part, str) else "")
def test_that_an_id_of_another_shape_is_refused_everywhere(value: Any, name: str) -> None:
    is_list = isinstance(getattr(value, name), tuple)
    with pytest.raises(ValueError, match="64 lower-case"):
        replace(value, **{name: ("RIVERA",) if is_list else "RIVERA"})


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+21", "1E-21", "0." + 39 * "1"])
@pytest.mark.parametrize(("value", "name"), DECIMALS, ids=lambda part: part if isinstance(part, str) else "")
def test_that_a_number_that_fills_pages_is_refused_everywhere(value: Any, name: str, number: str) -> None:
    with pytest.raises(ValueError, match="number is finite"):
        replace(value, **{name: Decimal(number)})


def test_that_words_of_a_list_are_lower_case_joined_by_hyphens() -> None:
    words = {member for part in PARTS for hint in get_type_hints(part).values() for member in values_in(hint)}
    spelt = [str(word) for words_of in words if issubclass(words_of, StrEnum) for word in words_of]
    assert len(spelt) > 100
    assert [word for word in spelt if word not in ("", "<", "<=", ">=", ">")] == [
        word for word in spelt if word.replace("-", "").isalnum() and word == word.lower()
    ]


def test_that_every_content_travels_in_one_kind_and_has_a_name_of_its_own() -> None:
    assert Kind.IMPORTED not in KIND_OF.values()
    assert set(KIND_OF.values()) == set(Kind) - {Kind.IMPORTED}
    assert len(set(SCHEMA_OF.values())) == len(CONTENTS)
    assert Newer not in CONTENTS
