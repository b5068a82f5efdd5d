"""How many examples the machines try."""

import pytest


@pytest.fixture
def examples(request: pytest.FixtureRequest) -> int:
    """500, or as many as `--hub-examples` says."""
    return int(request.config.getoption("--hub-examples"))
