"""Days as people type them: read as exactly as they were typed, never guessed."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from careboard.clinical.values import When
from careboard.ui.parts.days import read_when

TODAY = date(2026, 9, 17)
ZONE = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("15-Sep-2026", "2026-09-15"),
        ("5 september 2026", "2026-09-05"),
        ("Sep 5, 2026", "2026-09-05"),
        ("2026-09-15", "2026-09-15"),
        ("Sep 2026", "2026-09"),
        ("Sep-2026", "2026-09"),
        ("2026-09", "2026-09"),
        ("1998", "1998"),
        ("today", "2026-09-17"),
        ("Yesterday", "2026-09-16"),
        ("+2w", "2026-10-01"),
        ("-3", "2026-09-14"),
        ("21-Sep-2026 14:30", "2026-09-21T18:30:00Z"),
        ("today 9:05", "2026-09-17T13:05:00Z"),
        ("not known", ""),
    ],
)
def test_that_a_day_is_read_as_exactly_as_it_was_typed(typed: str, iso: str) -> None:
    found = read_when(typed, TODAY, ZONE)
    assert found is not None
    assert found.iso == iso


def test_that_an_empty_field_is_no_time() -> None:
    assert read_when("  ", TODAY, ZONE) is None


@pytest.mark.parametrize("typed", ["9/15/2026", "15.9.2026", "09-10-2026", "soon", "31-Jun-2026", "15-Xyz-2026"])
def test_that_what_may_mean_two_days_or_none_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
        read_when(typed, TODAY, ZONE)


@pytest.mark.parametrize("typed", ["today 24:00", "today 9:60"])
def test_that_a_time_that_no_clock_shows_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="23:59"):
        read_when(typed, TODAY, ZONE)


def test_that_what_is_shown_is_read_back() -> None:
    for iso in ("2026-09-15", "2026-09", "2026"):
        at = When(iso)
        shown = {"2026-09-15": "15-Sep-2026", "2026-09": "Sep-2026", "2026": "2026"}[iso]
        assert read_when(shown, TODAY, ZONE) == at
