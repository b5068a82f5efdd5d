"""The sample clinic, made once for all who look at it."""

from pathlib import Path

import pytest

from careboard.demo import Sample, make


@pytest.fixture(scope="session")
def sample(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample clinic; nobody writes to it but by looking."""
    return make(tmp_path_factory.mktemp("sample"))
