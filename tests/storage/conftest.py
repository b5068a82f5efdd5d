"""How often the simulators of this folder try; more by an option, as before a release."""

import pytest

POWER_CUTS = 300


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--power-cuts", type=int, default=POWER_CUTS, help="simulated power cuts for each promise")


@pytest.fixture
def power_cuts(request: pytest.FixtureRequest) -> int:
    """How many power cuts to try. The option is known only to a run that names this folder."""
    return int(request.config.getoption("--power-cuts", default=POWER_CUTS))
