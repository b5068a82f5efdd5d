"""A day of each of the staff in the real window, on a vault that holds the sample clinic: by keys, act for act."""

import pytest

from tests.ui.days import coordinator, counselor, nutritionist, psychiatrist
from tests.ui.days.conftest import Begin
from tests.ui.days.day import Act, live

DAYS = {"ac": psychiatrist.ACTS, "lm": counselor.ACTS, "ko": nutritionist.ACTS, "hn": coordinator.ACTS}


@pytest.mark.parametrize(
    ("name", "acts"), DAYS.items(), ids=["psychiatrist", "counselor", "nutritionist", "coordinator"]
)
def test_that_a_whole_day_of_at_least_fifteen_acts_goes_by_keys(begin: Begin, name: str, acts: tuple[Act, ...]) -> None:
    live(begin(name), acts)
