"""Promises of the places of rows: what is worked out in a few steps is what adding all of them up would give."""

from hypothesis import given
from hypothesis import strategies as st

from careboard.ui.patient.timeline.slots import Slots

HEIGHTS = st.lists(st.integers(1, 300), min_size=1, max_size=40)


@given(HEIGHTS, st.integers(1, 200))
def test_that_measured_rows_stand_one_under_the_other(heights: list[int], estimate: int) -> None:
    slots = Slots(len(heights), heights.__getitem__, estimate)
    slots.learn(0, 10**9, 0)
    assert [slots.top(row) for row in range(len(heights))] == [sum(heights[:row]) for row in range(len(heights))]
    assert [slots.height_of(row) for row in range(len(heights))] == heights
    assert slots.height == sum(heights)
    for row, height in enumerate(heights):
        assert slots.at(slots.top(row)) == slots.at(slots.top(row) + height - 1) == row
    assert slots.at(slots.height + 5) == len(heights) - 1


@given(HEIGHTS, st.integers(1, 200))
def test_that_what_grew_above_the_reader_is_told(heights: list[int], estimate: int) -> None:
    slots = Slots(len(heights), heights.__getitem__, estimate)
    before = slots.height
    assert before == estimate * len(heights)
    assert slots.learn(0, 10**9, 10**9) == sum(heights) - before


def test_that_a_row_which_changes_moves_those_below_it() -> None:
    heights = [100, 50, 70, 30, 10]
    slots = Slots(len(heights), heights.__getitem__, 60)
    slots.learn(0, 10**9, 0)
    heights[1] = 250
    slots.changed(1)
    assert slots.top(2) == 350
    assert slots.height == sum(heights)


def test_that_no_rows_have_no_height() -> None:
    assert Slots(0, lambda _row: 1, 60).height == 0
