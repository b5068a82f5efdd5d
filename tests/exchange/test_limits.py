"""Limits of a file from outside: refused by looking at its bytes, before they become anything that costs memory."""

import tracemalloc
from pathlib import Path

import pytest

from careboard.exchange import limits
from careboard.exchange.files import read_file, read_path
from careboard.exchange.refusals import Unreadable
from tests.exchange.deliveries import READERS, ZONE


def nested(levels: int) -> bytes:
    return b'{"a":' * levels + b"1" + b"}" * levels


def refusal(content: bytes) -> str:
    return read_file("x", content, ZONE, READERS.ccda).refused


def test_that_a_hundred_levels_are_read_and_one_more_is_not() -> None:
    limits.check_json(nested(100))
    with pytest.raises(Unreadable, match="more than 100 levels"):
        limits.check_json(nested(101))


def test_that_a_nesting_bomb_is_refused_without_being_built() -> None:
    bomb = b'{"resourceType":"Bundle","entry":[{"resource":' * 60_000
    tracemalloc.start()
    assert "nested" in refusal(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5 * len(bomb)


@pytest.mark.parametrize("text", [b"[" * 200, b'\\"' + b"{" * 200, b"\\\\", b'\\\\\\"[[['])
def test_that_brackets_inside_a_string_are_no_levels(text: bytes) -> None:
    limits.check_json(b'{"a":"' + text + b'"}')


def test_that_a_string_may_be_longer_than_a_piece_of_the_scan() -> None:
    limits.check_json(b'{"a":"' + b"{[" * 2_000_000 + b'","b":' + nested(98) + b"}")
    with pytest.raises(Unreadable, match="nested"):
        limits.check_json(b'{"a":"' + b"{[" * 2_000_000 + b'","b":' + nested(100) + b"}")


def test_that_levels_are_counted_across_the_pieces_of_the_scan() -> None:
    far_apart = b'{"a":' + b" " * 30_000
    with pytest.raises(Unreadable, match="nested"):
        limits.check_json(far_apart * 101)


def test_that_quotes_without_end_take_no_longer_than_other_bytes() -> None:
    limits.check_json(b'{"a":"' + b'\\"' * 4_000_000)


def test_that_a_file_of_more_parts_than_any_record_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PARTS", 1_000_000)
    with pytest.raises(Unreadable, match="million parts"):
        limits.check_json(b"[" + b"[]," * 1_000_000 + b"[]]")


def test_that_a_single_resource_over_its_limit_is_refused_before_it_is_parsed() -> None:
    large = b'{"resourceType":"Binary","data":"' + b"A" * (limits.MAX_RESOURCE + 200_000) + b'"}'
    with pytest.raises(Unreadable, match="48 MiB"):
        limits.check_json(large)


def test_that_a_bundle_over_that_limit_is_read_when_each_of_its_resources_is_smaller() -> None:
    one = b'{"resource":{"resourceType":"Binary","data":"' + b"A" * 20_000_000 + b'"}}'
    limits.check_json(b'{"resourceType":"Bundle","entry":[' + b",".join([one] * 3) + b"]}")


def test_that_a_resource_over_its_limit_is_found_within_a_bundle() -> None:
    small = b'{"resource":{"resourceType":"Binary"}}'
    large = b'{"resource":{"resourceType":"Binary","data":"' + b"A" * (limits.MAX_RESOURCE + 200_000) + b'"}}'
    with pytest.raises(Unreadable, match="48 MiB"):
        limits.check_json(b'{"resourceType":"Bundle","entry":[' + b",".join([small, large, small]) + b"]}")


def test_that_a_file_over_256_mib_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as large:
        large.truncate(limits.MAX_FILE + 1)
    tracemalloc.start()
    read = read_path(path, ZONE, READERS.ccda)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read.refused == (
        "The file is larger than 256 MiB. Nothing of it was taken: ask its sender for smaller files."
    )
    assert peak < 1_000_000
