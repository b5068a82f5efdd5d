"""Promises about the index: the newest first, one chart at a time, gone at once, and the same after a night sealed."""

import random
from pathlib import Path

import pytest

from careboard.search.index import Covers, Index, Unusable
from careboard.search.query import query
from tests.search.pages import MAYA, OMAR, entry, index_of, page


def test_that_the_newest_is_found_first_whenever_it_was_put_in() -> None:
    numbers = list(range(40))
    random.Random(4).shuffle(numbers)
    index = Index()
    for start in range(0, 40, 7):
        index.put(page(number, "Slept well.") for number in numbers[start : start + 7])
    assert index.find(query("slept"), most=50) == [entry(number) for number in reversed(range(40))]
    assert index.find(query("slept"), most=3) == [entry(39), entry(38), entry(37)]


def test_that_many_entries_of_one_moment_are_all_found() -> None:
    index = Index()
    index.put(page(number, "Imported.", minutes=0) for number in range(300))
    index.put([page(300, "Imported.", minutes=5)])
    index.put(page(number, "Imported.", OMAR, minutes=0) for number in range(301, 400))
    assert set(index.find(query("imported"), most=500)) == {entry(number) for number in range(400)}


def test_that_entries_older_than_every_computer_are_found_last() -> None:
    index = index_of("Born.")
    index.put([page(9, "Born.", minutes=-60 * 24 * 365 * 150)])
    assert index.find(query("born")) == [entry(0), entry(9)]


def test_that_one_chart_is_searched_alone() -> None:
    index = Index()
    index.put([page(1, "Slept well."), page(2, "Slept badly.", OMAR)])
    assert index.find(query("slept"), MAYA) == [entry(1)]
    assert index.find(query("slept"), OMAR) == [entry(2)]
    assert index.entries(OMAR) == {entry(2)}


def test_that_a_chart_that_is_not_here_has_no_hits() -> None:
    assert index_of("Slept well.").find(query("slept"), OMAR) == []


def test_that_the_same_entry_twice_is_found_once() -> None:
    index = index_of("Slept well.")
    index.put([page(0, "Slept well."), page(0, "Slept well.")])
    assert index.find(query("slept")) == [entry(0)]
    assert len(index) == 1


def test_that_a_dropped_entry_is_found_no_more_and_the_index_says_that_it_is_stale() -> None:
    index = index_of("Slept well.", "Slept badly.")
    assert not index.stale
    index.drop([entry(1)])
    assert index.find(query("slept")) == [entry(0)]
    assert index.stale


def test_that_dropping_nothing_leaves_the_index_fresh() -> None:
    index = index_of("Slept well.")
    index.drop([])
    assert not index.stale


def test_that_an_index_comes_back_from_its_bytes_and_can_grow() -> None:
    index = index_of("Slept well.", "Tremor since Tuesday.")
    index.covers = Covers({"ab" * 16: (7, "cd" * 32)}, frozenset({"ef" * 32}))
    again = Index.from_bytes(index.to_bytes())
    assert again.covers == index.covers
    assert again.find(query("tremor")) == [entry(1)]
    again.put(page(number, "Slept again.") for number in range(2, 300))
    assert len(again.find(query("slept"), most=500)) == 299


def test_that_bytes_that_are_no_index_are_refused() -> None:
    for damaged in (b"", b"nonsense", index_of("Slept.").to_bytes()[:5000], bytes(9000)):
        with pytest.raises(Unusable):
            Index.from_bytes(damaged)


def test_that_an_index_of_another_format_is_refused() -> None:
    index = index_of("Slept well.")
    index._db.execute("PRAGMA user_version=99")
    with pytest.raises(Unusable):
        Index.from_bytes(index.to_bytes())


def test_that_tidying_ends_and_loses_nothing() -> None:
    index = Index()
    for number in range(400):
        index.put([page(number, f"Slept well {number}.")])
    rounds = 0
    while index.tidy():
        rounds += 1
        assert rounds < 1000
    assert len(index.find(query("slept well"), most=500)) == 400


def test_that_an_index_leaves_no_trace_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    index = Index.from_bytes(index_of("Zebrafinch.").to_bytes())
    index.put(page(number, "Zebrafinch. " * 200) for number in range(1, 500))
    while index.tidy():
        pass
    assert list(tmp_path.iterdir()) == []
