"""Promises of the pace at which a hub is asked: soon after an answer, later after each try in vain, by chance apart."""

import pytest

from careboard.exchange.sync.pace import AWAY, IN_STEP, Pace

LEAST, MOST = Pace(lambda: 0.0), Pace(lambda: 1.0)


def plain(tries: int) -> float:
    """The wait that chance makes neither longer nor shorter."""
    return Pace(lambda: 0.5).wait(tries)


def test_that_after_an_answer_the_hub_is_asked_again_in_two_seconds() -> None:
    assert plain(0) == IN_STEP == 2


def test_that_each_try_in_vain_doubles_the_wait_until_it_is_five_minutes() -> None:
    assert [plain(tries) for tries in range(9)] == [2, 4, 8, 16, 32, 64, 128, 256, 300]
    assert plain(10**9) == AWAY == 300


def test_that_the_first_answer_ends_the_long_waits() -> None:
    pace = Pace(lambda: 0.5)
    assert [pace.wait(tries) for tries in (20, 0)] == [300, 2]


@pytest.mark.parametrize("tries", [0, 3, 50])
def test_that_chance_moves_a_wait_by_a_quarter_at_most(tries: int) -> None:
    assert LEAST.wait(tries) == 0.75 * plain(tries)
    assert MOST.wait(tries) == 1.25 * plain(tries)


def test_that_a_clinics_computers_do_not_come_back_at_one_moment_when_the_hub_does() -> None:
    """All lost it at the same time: they are spread over a whole half of the wait, no second holding a crowd."""
    waits = sorted(Pace(lambda part=number / 200: part).wait(8) for number in range(200))  # type: ignore[misc]
    assert waits[-1] - waits[0] > AWAY / 2 - 2
    assert max(sum(start <= wait < start + 1 for wait in waits) for start in waits) <= 2


def test_that_two_computers_with_chances_of_their_own_wait_differently() -> None:
    assert Pace().wait(5) != Pace().wait(5)
