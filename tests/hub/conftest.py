"""A server for the tests of this folder, one for each process that runs them, and a clinic that it is the hub of."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from careboard.settings import ClinicSettings, HubSettings
from tests.clinic import Clinic
from tests.hub.computers import Shared, shared_by
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


@pytest.fixture(scope="module")
def shared(server: Server, original_clinic: Clinic, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """A clinic of a file's own that has a hub."""
    clinic = original_clinic.copied_to(tmp_path_factory.mktemp("shared"))
    with shared_by(clinic, server) as shared:
        yield shared
    HubSettings.forget(clinic.id)


@pytest.fixture(autouse=True, scope="module")
def computer_as_before(original_clinic: Clinic, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Who was enrolled at the clinic's computer is unknown there again for the tests of other modules."""
    known, kept = ClinicSettings(original_clinic.id).folder, tmp_path_factory.mktemp("computer") / "before"
    shutil.copytree(known, kept)
    yield
    shutil.rmtree(known)
    shutil.copytree(kept, known)
