"""How often the simulators of this folder try; more by an option, as before a release."""

import pytest

POWER_CUTS = 300
KILLS = 300
FLIPS = 5_000


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--power-cuts", type=int, default=POWER_CUTS, help="simulated power cuts for each promise")
    parser.addoption("--kills", type=int, default=KILLS, help="programs killed while they write (kill -9)")
    parser.addoption("--flips", type=int, default=FLIPS, help="bytes of a vault file changed at random, one at a time")


# An option is known only to a run that names this folder.


@pytest.fixture
def power_cuts(request: pytest.FixtureRequest) -> int:
    """How many power cuts to try."""
    return int(request.config.getoption("--power-cuts", default=POWER_CUTS))


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How many programs to kill."""
    return int(request.config.getoption("--kills", default=KILLS))


@pytest.fixture
def flips(request: pytest.FixtureRequest) -> int:
    """How many bytes to change."""
    return int(request.config.getoption("--flips", default=FLIPS))
