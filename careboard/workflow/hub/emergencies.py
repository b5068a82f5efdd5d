"""Emergencies in a clinic with a hub: a request is committed there before its pad comes, and pads are sent ahead.

A chart that is opened so comes with its entries, of which this computer held no more than the headers.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from careboard.errors import CareboardError
from careboard.exchange.sync.engine import MOST, Engine
from careboard.exchange.sync.taking import fill_one
from careboard.exchange.sync.visit import Visit
from careboard.i18n import later
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.pads import PostgresPads
from careboard.storage.hub.port import HubAway, HubRefused
from careboard.storage.hub.postgres import PostgresHub
from careboard.storage.vaultfile import VaultFile
from careboard.workflow.breaking_glass.group import pads_due
from careboard.workflow.breaking_glass.opening import Pads
from careboard.workflow.breaking_glass.tending import tend_all
from careboard.workflow.handing_on import look_after_new_keys
from careboard.workflow.hub.key_boxes import leave_key_boxes
from careboard.workflow.hub.logins import tend_logins
from careboard.workflow.hub.reaching import line_to_hub
from careboard.workflow.hub.replica import VaultReplica
from careboard.workflow.open_vault import OpenVault

_ASK_THE_TEAM = later("Nothing was opened. Ask a member of the patient's care team.")


@contextmanager
def pads_of_hub(vault: OpenVault) -> Iterator[Pads | None]:
    """The way to the hub's half of keys while it is needed; None in a clinic whose keys are whole. Raises NoHub."""
    group = vault.registry.group
    if group is None or not group.halves:
        yield None
        return
    with closing(line_to_hub(vault)) as line, closing(VaultFile.open(vault.file.path)) as file:
        yield HubPads(vault, line, file)


def tend_with_hub(vault: OpenVault, line: LastingLine) -> None:
    """What each sync does by itself: logins follow the people, and own key boxes are left for a new computer.

    Colleagues with new keys get their charts, and emergencies are kept possible.
    """
    tend_logins(vault, line)
    leave_key_boxes(vault, line)
    look_after_new_keys(vault)
    tend_all(vault)
    PostgresPads(line).keep(pads_due(vault))


class HubPads:
    """The hub's half of keys, for whoever is signed in; `file`: the vault's, opened once more, so that it sees news."""

    def __init__(self, vault: OpenVault, line: LastingLine, file: VaultFile) -> None:
        self._vault, self._line = vault, line
        self._hub = PostgresHub(line)
        self._replica = VaultReplica(file, vault.keyset, vault.clinic, vault.clock)

    def meet(self) -> None:
        """Exchange with the hub, whole; raises HubRefused where it did not come to its end."""
        _refuse_hindered(Engine(self._replica, self._hub).sync().hindrance)

    def release(self, record: bytes) -> Sequence[bytes]:
        """Send the request; the pads come after it was seen in the hub's heads."""
        hindrance = Engine(self._replica, self._hub).share().hindrance
        if not self._is_there(record):
            _refuse_hindered(hindrance)
            raise HubRefused(later("The request did not reach the clinic's server."), _ASK_THE_TEAM)
        return PostgresPads(self._line).release(record)

    def fetch(self, stream: str) -> bool:
        """The bodies of the chart's records, held against what their authors signed."""
        file = self._vault.file
        if first := file.lacking([stream]).get(stream):
            fill_one(Visit(self._replica, self._hub, MOST), stream, first)
        return not file.lacking([stream])

    def _is_there(self, record: bytes) -> bool:
        kept = self._vault.file.one(record)
        return kept is not None and self._vault.file.acked().get(kept.head.log, -1) >= kept.head.seq


def _refuse_hindered(hindrance: CareboardError | None) -> None:
    if isinstance(hindrance, HubAway):
        raise HubAway(
            later("The clinic's server cannot be reached, and without it no chart opens in an emergency."),
            _ASK_THE_TEAM,
        )
    if hindrance is not None:
        raise hindrance
