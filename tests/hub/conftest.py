"""A server for the tests of this folder, one for each process that runs them."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.server import Server, running
from tests.ui.desk import program

__all__ = ["program"]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL that runs while the tests do; its folder can be reached by the server's own user."""
    folder = Path(tempfile.mkdtemp(prefix="careboard-hub-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    folder.chmod(0o755)
    try:
        with running(folder / "server") as server:
            yield server
    finally:
        shutil.rmtree(folder)
