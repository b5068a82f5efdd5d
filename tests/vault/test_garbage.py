"""Promises about garbage: whatever bytes lie where a record should be, they end in a refusal in words.

Nothing else may come out of a reader of bytes: another exception would close a chart, or the whole vault.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from careboard.clinical.values import When
from careboard.vault import codec, custody
from careboard.vault.codes import KIT_SIZE, found_in, typed
from careboard.vault.epochs import read_epoch, read_grant
from careboard.vault.keys import PublicKeys
from careboard.vault.keyslot import Keyslot
from careboard.vault.policy import Policy
from careboard.vault.record import Header, Record, parse_canon, read_header, unpad
from careboard.vault.refusals import BadRecord, WrongSecret
from careboard.vault.registry import fold_registry
from tests.clinical_examples import EXAMPLES, SOURCE

PAYLOADS = [
    json.loads(codec.encode(content, When("2026-09-15T10:12:00Z"), "said", None, SOURCE))
    for example_ in EXAMPLES.values()
    for content in example_.contents
]
ODD: list[Any] = [
    *("", " ", "\0", "\ud800", "NaN", "Infinity", "-0", "1e999999", "1E+19", "9" * 400, "2026-13-45", "0000"),
    *("9999-12-31T23:59:60Z", "a" * 64, "A" * 64, "None", "unknown", True, False, None, 0, -1, 2**63, 2**64, 10**400),
    *(0.1, -0.0, 1e308, [], [[]], {}, {"": {}}, ["", ""], {"iso": 5}, {"value": "1"}, {"text": []}),
]
LEAVES = st.one_of(
    st.sampled_from(ODD),
    st.text(max_size=20),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
)
ANY_JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
)


def written(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("utf-8", "surrogatepass")


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, each in inner for found in places(each, (*path, key)))]


def put_in(value: Any, path: tuple[Any, ...], new: object) -> Any:
    """The value with something else in one place."""
    if not path:
        return new
    if isinstance(value, dict):
        return {key: put_in(each, path[1:], new) if key == path[0] else each for key, each in value.items()}
    return [put_in(each, path[1:], new) if place == path[0] else each for place, each in enumerate(value)]


def broken(read: Callable[[], object]) -> int | None:
    """The rule that a reader finds broken; None when it finds nothing. No other exception may come out of it."""
    try:
        read()
    except BadRecord as refusal:
        return refusal.rule
    return None


def read(payload: bytes) -> None:
    assert broken(lambda: codec.decode(payload)) in (None, 10)
    assert broken(lambda: codec.require_canonical(payload)) in (None, 10)


@given(st.binary(max_size=200))
def test_that_bytes_that_are_no_payload_are_refused(payload: bytes) -> None:
    read(payload)


@given(ANY_JSON)
def test_that_json_that_is_no_payload_is_refused(value: object) -> None:
    read(written(value))


@settings(max_examples=1500, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_that_a_content_with_something_impossible_in_any_place_is_refused(data: st.DataObject) -> None:
    payload = data.draw(st.sampled_from(PAYLOADS))
    path = data.draw(st.sampled_from(places(payload)))
    read(written(put_in(payload, path, data.draw(LEAVES | ANY_JSON))))


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:20])
def test_that_no_place_of_any_content_takes_an_odd_value_badly(odd: object) -> None:
    tried = [written(put_in(payload, path, odd)) for payload in PAYLOADS[::2] for path in places(payload)[1:]]
    assert {broken(partial(codec.decode, payload)) for payload in tried} <= {None, 10}
    assert len(tried) > 1000


@settings(max_examples=300)
@given(st.data())
def test_that_a_payload_cut_short_or_with_another_byte_is_refused_or_read(data: st.DataObject) -> None:
    payload = written(data.draw(st.sampled_from(PAYLOADS)))
    place = data.draw(st.integers(0, len(payload) - 1))
    read(payload[:place])
    read(payload[:place] + bytes([data.draw(st.integers(0, 255))]) + payload[place + 1 :])


HEADER = Header(
    clinic="c" * 64, log="a" * 32, seq=1, prev="b" * 64, author="d" * 64, kind="note", stream="e" * 64, time=1
)


@given(st.one_of(st.binary(max_size=300), ANY_JSON.map(written)))
@example(b"[" * 100_000)
@example(b'{"a":' * 100_000)
@example(b"1" * 100_000)
def test_that_garbage_is_no_header_and_no_clear_body(text: bytes) -> None:
    assert broken(lambda: read_header(text)) in (None, 2)
    assert broken(lambda: parse_canon(text)) in (None, 2)


@given(st.sampled_from(sorted(json.loads(HEADER.encode()))), LEAVES)
def test_that_a_header_with_something_else_in_a_field_is_refused_or_possible(field: str, value: object) -> None:
    changed = json.loads(HEADER.encode()) | {field: value}
    text = json.dumps(changed, sort_keys=True, separators=(",", ":")).encode()
    rule = broken(lambda: read_header(text))
    assert rule == 2 or read_header(text).encode() == text


@given(ANY_JSON)
def test_that_garbage_is_no_public_key_policy_or_key_record(value: object) -> None:
    body = value if isinstance(value, dict) else {"epoch": value, "wraps": value, "rungs": value, "wrap": value}
    for attempt in (
        lambda: PublicKeys.from_json(value),
        lambda: PublicKeys.from_json({"sign": value, "kem": value}),
        lambda: Policy.from_json(value),
        lambda: Policy.from_json({"custody_opens_private": True, "writers": value}),
        lambda: Policy.from_json({"custody_opens_private": True, "writers": {"note": value}}),
        lambda: read_epoch(b"", HEADER, body),
        lambda: read_epoch(b"", HEADER, {"epoch": 1, "wraps": {"m": value}, "rungs": {}}),
        lambda: read_grant(HEADER, body),
    ):
        assert broken(attempt) in (None, 4, 9, 10)


@given(st.binary(max_size=100), st.binary(max_size=60), st.binary(max_size=64))
def test_that_garbage_is_no_clinic(header: bytes, body: bytes, sig: bytes) -> None:
    with pytest.raises(BadRecord):
        fold_registry([Record(bytes(32), header, bytes(32), body, sig)])


@given(st.one_of(st.binary(max_size=300), ANY_JSON.map(written)))
def test_that_garbage_is_no_keyslot(text: bytes) -> None:
    with pytest.raises(WrongSecret):
        Keyslot.decode(text)


@given(st.text(max_size=200))
def test_that_garbage_is_no_code(text: str) -> None:
    with pytest.raises(WrongSecret):
        typed("kit", text, KIT_SIZE)
    with pytest.raises(WrongSecret):
        found_in("kit", text, KIT_SIZE)
    with pytest.raises(WrongSecret):
        custody.Sheet.found_in(text)


@given(st.binary(max_size=100))
def test_that_garbage_is_no_padded_text(padded: bytes) -> None:
    assert broken(lambda: unpad(padded)) == 10 or len(unpad(padded)) <= len(padded) - 4


def test_that_an_upgrade_that_does_not_find_what_it_expects_refuses_the_record() -> None:
    upgrades = {"mass/1": ("weight/1", lambda body: {"weight": body["kilograms"], "was": Decimal(body["unit"])})}
    payload = written({"schema": "mass/1", "at": {"iso": "2026"}, "said": "x", "body": {"unit": "kg"}})
    bodies: list[object] = [{}, {"kilograms": "1", "unit": "kg"}, {"kilograms": None, "unit": None}, [], None, 3]
    for body in bodies:
        changed = written(json.loads(payload) | {"body": body})
        with pytest.raises(BadRecord):
            codec.decode(changed, upgrades)
