"""Several computers of one clinic in one test, and a clinic whose administrator has made it a hub.

What a computer remembers lies in its user's data folder, so another computer is another such folder.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from careboard.settings import HubAddress
from careboard.workflow.hub.ahead import hub_first
from careboard.workflow.hub.creating import create_hub
from careboard.workflow.hub.syncing import sync
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.hub.server import Server
from tests.hub.test_creating import Databases, administrator


@dataclass(frozen=True)
class Computer:
    """A computer: its user's data folder, and where its vaults lie."""

    folder: Path

    @property
    def vault(self) -> Path:
        """Where this computer keeps the clinic's vault."""
        return self.folder / "clinic.careboard"

    @contextmanager
    def at_hand(self) -> Iterator[Path]:
        """What happens meanwhile happens on this computer."""
        self.folder.mkdir(exist_ok=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_DATA_HOME", str(self.folder))
            yield self.vault


@dataclass(frozen=True)
class Shared:
    """A clinic with a hub to which its founder has sent everything."""

    clinic: Clinic
    address: HubAddress
    databases: Databases

    def session(self) -> Session:
        """The founder at work, who administers the clinic."""
        return Session(hub_first(self.clinic.open()))


@contextmanager
def shared_by(clinic: Clinic, server: Server) -> Iterator[Shared]:
    """Make the clinic a hub, and take it away again with all its logins."""
    databases = Databases(server)
    try:
        address = databases.new()
        vault = clinic.open()
        create_hub(vault, administrator(address))
        assert sync(vault).complete
        yield Shared(clinic, address, databases)
    finally:
        clinic.close()
        databases.drop()
