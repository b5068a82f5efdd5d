"""Contents that nobody thought of: every field changed to anything that is not refused, kept byte for byte and worded.

They start from the examples, so that most of what is built is a content and not a refusal.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import given, settings
from hypothesis import strategies as st

from careboard.clinical.entry import Entry, KnownContent, Source
from careboard.clinical.values import When
from careboard.projections import wording
from careboard.vault import codec
from tests.clinical_examples import EXAMPLES, SOURCE, entry_id
from tests.projections.records import chart, on, signed
from tests.projections.test_chart import everything

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
    st.sampled_from(["\N{RIGHT-TO-LEFT OVERRIDE}txet", '"}],\\', "{0} %s", "a\r\n\tb", "\U0001f600", "e\u0301", "<b>"]),
)
PLAIN: dict[type, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(-1, 2000),
    bool: st.booleans(),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.sampled_from([Decimal("1E+7")]),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
}
WHEN = st.one_of(
    st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)).map(When.at),  # noqa: DTZ001 - naive bounds are asked for
    st.dates(date(1800, 1, 1), date(2999, 12, 31)).map(When.on),
    st.sampled_from([When.unknown(), When("2023"), When("2023-05")]),
)


def held_by(value: object) -> Iterator[object]:
    """Every value of the record inside a value."""
    if isinstance(value, tuple):
        for one in value:
            yield from held_by(one)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from held_by(getattr(value, field.name))


KNOWN: dict[Any, list[Any]] = {}
for _value in (one for example in EXAMPLES.values() for content in example.contents for one in held_by(content)):
    KNOWN.setdefault(type(_value), []).append(_value)


def any_of(hint: Any) -> st.SearchStrategy[Any]:
    """Anything that a field of this annotation may hold, and some that it may not."""
    if supertype := getattr(hint, "__supertype__", None):
        return st.sampled_from([entry_id("a"), entry_id("b")]) if supertype is str else any_of(supertype)
    if get_origin(hint) is tuple:
        return st.lists(any_of(get_args(hint)[0]), max_size=3).map(tuple)
    if arguments := get_args(hint):
        return st.one_of([st.none() if one is NoneType else any_of(one) for one in arguments])
    if hint is When:
        return WHEN
    if is_dataclass(hint):
        return st.deferred(lambda: varied(KNOWN[hint]))
    return st.sampled_from(list(hint)) if issubclass(hint, StrEnum) else PLAIN[hint]


@st.composite
def varied(draw: st.DrawFn, examples: list[Any]) -> Any:
    """One of the examples with a few of its fields changed, unless that is refused."""
    value = draw(st.sampled_from(examples))
    hints = get_type_hints(type(value))
    for name in draw(st.lists(st.sampled_from([field.name for field in fields(value)]), max_size=4, unique=True)):
        try:
            value = replace(value, **{name: draw(any_of(hints[name]))})
        except ValueError:  # refused, in a sentence: the next field
            continue
    return value


CONTENTS = st.sampled_from(list(EXAMPLES)).flatmap(lambda kind: varied(list(EXAMPLES[kind].contents)))


@settings(max_examples=600)
@given(CONTENTS, WHEN, TEXTS, st.sampled_from([SOURCE, None]))
def test_that_any_content_is_the_same_after_it_was_written_and_read(
    content: KnownContent, at: When, said: str, source: Source | None
) -> None:
    payload = codec.encode(content, at, said, entry_id("ref"), source)
    codec.require_canonical(payload)
    opened = codec.decode(payload)
    assert (opened.content, opened.at, opened.said, opened.ref) == (content, at, said, entry_id("ref"))
    assert opened.source == source


@settings(max_examples=300)
@given(CONTENTS)
def test_that_any_content_is_one_sentence_in_both_languages(content: KnownContent) -> None:
    for language in ("en", "es"):
        assert wording.said(content, language).strip()
        assert wording.text(content, language).strip()
        assert "\n" not in wording.headline(content)


def numbered(contents: list[KnownContent]) -> list[Entry]:
    return [signed(content, str(number), at=on(number + 1)) for number, content in enumerate(contents)]


@settings(max_examples=100)
@given(st.lists(CONTENTS, max_size=12).map(numbered).flatmap(st.permutations))
def test_that_a_chart_of_any_contents_opens_and_does_not_depend_on_the_order_of_arrival(several: list[Entry]) -> None:
    ordered = sorted(several, key=lambda entry: entry.recorded_at)
    assert chart(*several) == chart(*ordered)
    assert everything(chart(*several)) == everything(chart(*ordered))
