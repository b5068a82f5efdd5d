"""JSON as it was received: numbers to the digit, no element twice, one document or one on each line."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careboard.exchange.exact import Folded, documents, parsed
from careboard.exchange.refusals import Cancelled, Unreadable, never


def folded(text: str) -> Folded:
    ((_, document),) = documents(text, never)
    assert isinstance(document, Folded)
    return document


def canonical(inner: str) -> str:
    return folded('{"resourceType":"Basic", ' + inner + "}").canonical.decode()


@pytest.mark.parametrize("number", ["1", "-0", "1.50", "0.00", "1e3", "1E+3", "2.0e-07", "12345678901234567890.10"])
def test_that_a_number_stays_as_its_sender_wrote_it(number: str) -> None:
    assert canonical(f'"x": {number}') == f'{{"resourceType":"Basic","x":{number}}}'


def test_that_a_fraction_is_read_exactly() -> None:
    assert parsed(canonical('"x":0.10'))["x"] == Decimal("0.10")
    assert str(parsed(canonical('"x":0.10'))["x"]) == "0.10"


def test_that_order_spaces_and_escapes_do_not_matter() -> None:
    one = folded('{"resourceType":"Basic","b":"\\u00e9","a":[1, {"d":1,"c":2}]}')
    other = folded('{ "a" : [1,{"c":2,"d":1}],\n"b":"é",\t"resourceType":"Basic"}')
    assert one.canonical == other.canonical


def test_that_a_resource_in_a_resource_stays_in_its_place() -> None:
    text = canonical('"id":"x","contained":[{"resourceType":"Patient","id":"p","n":1.0}]')
    assert text == '{"contained":[{"id":"p","n":1.0,"resourceType":"Patient"}],"id":"x","resourceType":"Basic"}'


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(st.characters(exclude_categories=["Cs"])) | st.integers(-(10**15), 10**15),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5).filter("resourceType".__ne__), inner),
        max_leaves=20,
    )
)
def test_that_nothing_is_lost_between_the_text_and_its_canonical_form(value: object) -> None:
    assert parsed(canonical('"x":' + json.dumps(value)))["x"] == value


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"resourceType":"Basic","a":1,"a":2}', "the same element twice"),
        ('{"resourceType":"Basic","x":{"a":1,"a":1}}', "the same element twice"),
        ('{"resourceType":"Basic","x":NaN}', "NaN or Infinity"),
        ('{"resourceType":"Basic","x":-Infinity}', "NaN or Infinity"),
        ('{"resourceType":"Basic","x":1e99999999}', "hundreds of digits"),
        ('{"resourceType":"Basic","x":' + "9" * 5000 + "}", "hundreds of digits"),
        ('{"resourceType":"Basic","x":"\\ud83d"}', "half of one"),
        ('{"resourceType":"Basic","x":"a\nb"}', "not JSON, from line 1 on"),
        ('{"resourceType":"Basic","x":[1', "cut short, in line 1"),
        ('{"resourceType":"Basic",\n"x":"abc', "cut short, in line 2"),
        ('{"resourceType":"Basic",\n"x": nil}', "not JSON, from line 2 on"),
        ('{"resourceType":"Basic"} and more', "goes on after its end"),
        ('{"resourceType":"Basic"}{"resourceType":"Basic"}', "goes on after its end"),
        ('{\n"resourceType":"Basic"}\n{\n"resourceType":"Basic"}', "goes on after its end"),
    ],
)
def test_that_what_is_not_plain_json_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        list(documents(text, never))


def test_that_each_line_may_be_a_document_and_is_told_by_its_number() -> None:
    text = '\n{"resourceType":"Basic"}\r\n\n  {"resourceType":"Basic","id":"2"}\n'
    assert [line for line, _ in documents(text, never)] == [2, 4]


def test_that_the_line_that_is_broken_is_told() -> None:
    lines = ['{"resourceType":"Basic"}'] * 3
    with pytest.raises(Unreadable, match="line 3"):
        list(documents("\n".join([*lines[:2], lines[0][:-1]]), never))


def test_that_reading_stops_when_a_person_wants_it() -> None:
    text = '{"resourceType":"Basic","x":[' + ",".join(['{"a":1}'] * 5000) + "]}"
    with pytest.raises(Cancelled):
        list(documents(text, lambda: True))
