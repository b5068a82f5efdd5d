"""The written format and the program say the same: every content, field, type, default and word.

`resources/help/format.md` is the format for ever; whoever changes a content without it, or it without the content, is
told here.
"""

import json
import re
from dataclasses import MISSING, Field, fields
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from careboard.assets import resource
from careboard.clinical.entry import KIND_OF, SCHEMA_OF, Kind
from careboard.vault.codec import UPGRADES
from tests.clinical.test_contents import PARTS, values_in

TEXT = (resource("help") / "format.md").read_text(encoding="utf-8")
PLAIN = {str: "text", int: "whole number", bool: "yes or no", Decimal: "decimal"}
IDS = {"EntryId": "entry id", "PatientId": "patient id", "MemberId": "member id", "BlobId": "blob id"}
WORDS = sorted(
    {word for part in PARTS for hint in get_type_hints(part).values() for word in values_in(hint)}
    & set(StrEnum.__subclasses__()),
    key=lambda words: words.__name__,
)


def under(heading: str) -> str:
    """What stands under a heading, up to the next one."""
    found = re.findall(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert len(found) == 1, heading
    return str(found[0])


def rows_under(heading: str) -> list[tuple[str, ...]]:
    """Field, type and default of each row of the table under a heading."""
    rows = [line.strip("| ").split(" | ") for line in under(heading).splitlines() if line.startswith("| `")]
    assert all(len(row) == 4 and row[3] for row in rows)
    return [tuple(row[:3]) for row in rows]


def type_in_words(annotation: Any) -> str:
    if hasattr(annotation, "__supertype__"):
        return IDS[annotation.__name__]
    if get_origin(annotation) in (UnionType, Union):
        return type_in_words(next(argument for argument in get_args(annotation) if argument is not NoneType))
    if get_origin(annotation) is tuple:
        return f"list of {type_in_words(get_args(annotation)[0])}"
    return PLAIN.get(annotation) or str(annotation.__name__)


def row_of(field: Field[Any], annotation: Any) -> tuple[str, ...]:
    required = field.default is MISSING
    or_null = " or null" if required and NoneType in get_args(annotation) else ""
    default = [] if field.default == () else field.default
    absent = "required" if required else f"`{json.dumps(default)}`"
    return (f"`{field.name}`", type_in_words(annotation) + or_null, absent)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_that_every_field_is_written_down_as_it_is(part: Any) -> None:
    hints = get_type_hints(part)
    heading = SCHEMA_OF.get(part, part.__name__)
    assert rows_under(heading) == [row_of(field, hints[field.name]) for field in fields(part)]


def test_that_every_content_stands_under_its_kind_and_nothing_else_does() -> None:
    of_kind: dict[str, list[str]] = {}
    kind = ""
    for heading in re.findall(r"^(?:## \d+\. Kind `[a-z]+`|### [a-z0-9-]+/\d+)$", TEXT, re.MULTILINE):
        kind = heading.split("`")[1] if heading.startswith("## ") else kind
        if heading.startswith("### "):
            of_kind.setdefault(kind, []).append(heading.removeprefix("### "))
    expected = {
        kind.value: [SCHEMA_OF[content] for content in KIND_OF if KIND_OF[content] is kind]
        for kind in Kind
        if kind is not Kind.IMPORTED
    }
    assert of_kind == expected


@pytest.mark.parametrize("content", list(KIND_OF), ids=lambda content: content.__name__)
def test_that_every_content_says_what_is_refused(content: type) -> None:
    (refused,) = re.findall(r"^Refused: (.+)\.$", under(SCHEMA_OF[content]), re.MULTILINE)
    assert len(refused.split()) > 1


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_that_every_word_of_a_list_is_written_down_once(words: type[StrEnum]) -> None:
    (line,) = re.findall(rf"^\*\*{words.__name__}\*\*[^:]*: (.+)\.$", TEXT, re.MULTILINE)
    listed = [re.match(r'`"?([^"`]*)"?`', item) for item in line.split(" · ")]
    assert [match.group(1) if match else None for match in listed] == [str(word) for word in words]


def test_that_every_earlier_version_of_a_schema_is_upgraded_and_described() -> None:
    later = {schema for schema in SCHEMA_OF.values() if not schema.endswith("/1")}
    assert later == {"note/2", "addendum/2", "meal-plan/2"}
    for schema in later:
        name, _slash, version = schema.partition("/")
        for earlier in (f"{name}/{number}" for number in range(1, int(version))):
            assert f"`{earlier}`" in under(schema)
            assert UPGRADES[earlier][0] == f"{name}/{int(earlier.rpartition('/')[2]) + 1}"


def test_that_the_format_is_spelled_as_the_rest_of_the_help() -> None:
    assert re.findall(r"(?i)practis|behaviour|colour", TEXT) == []
