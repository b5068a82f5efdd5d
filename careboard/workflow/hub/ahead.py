"""Changes of the clinic's people go to its hub before they are kept: the hub numbers them, so that two never collide.

Refused there, they are kept nowhere; where it is not known whether they arrived they are kept, and the next exchange
settles it. Logins follow them.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from careboard.errors import CareboardError
from careboard.i18n import filled, later
from careboard.settings import HubSettings
from careboard.vault.record import Record
from careboard.workflow.open_vault import OpenVault

if TYPE_CHECKING:
    from careboard.storage.hub.lasting import LastingLine


class HubNeeded(CareboardError):
    """A change of the clinic's people cannot be made while its hub is away."""

    advice = later("Nothing was changed. Do it again when the hub answers.")


class HubFirst:
    """The way ahead of one member's vault. Whether the clinic has a hub is asked at each change: it may get one."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def make_way(self) -> None:
        """Share what this member wrote until now, and take in what others changed; raises HubNeeded and NoHub."""
        if not self._shared:
            return
        from careboard.exchange.sync.engine import Engine
        from careboard.storage.hub.postgres import PostgresHub
        from careboard.storage.vaultfile import VaultFile
        from careboard.workflow.hub.replica import VaultReplica

        vault = self._vault
        with closing(VaultFile.open(vault.file.path)) as file, self._line() as line:
            met = Engine(VaultReplica(file, vault.keyset, vault.clinic, vault.clock), PostgresHub(line)).meet()
        _refuse_away(met.hindrance)

    def send(self, records: Sequence[Record]) -> None:
        """Send the change itself; raises HubNeeded, RegistryMoved, and what else the hub refuses."""
        if not self._shared:
            return
        from careboard.exchange.sync.announcing import announce
        from careboard.storage.hub.postgres import PostgresHub

        try:
            with self._line() as line:
                announce(PostgresHub(line), records)
        except CareboardError as refusal:
            _refuse_away(refusal)

    def follow(self) -> None:
        """The change stands: logins are given and taken; what the hub refuses now is done at the next exchange."""
        if not self._shared:
            return
        from careboard.workflow.hub.logins import tend_logins

        with suppress(CareboardError), self._line() as line:
            tend_logins(self._vault, line)

    @property
    def _shared(self) -> bool:
        """Most vaults have no hub, and nobody in them should wait for its library; so it is asked for in here."""
        return HubSettings.of(self._vault.clinic) is not None

    @contextmanager
    def _line(self) -> "Iterator[LastingLine]":
        from careboard.workflow.hub.reaching import line_to_hub

        with closing(line_to_hub(self._vault)) as line:
            yield line


def _refuse_away(hindrance: CareboardError | None) -> None:
    from careboard.storage.hub.port import HubAway

    if isinstance(hindrance, HubAway):
        sentence = later("A change of the clinic's people needs its hub. {hindrance}")
        raise HubNeeded(filled(sentence, hindrance=str(hindrance))) from None
    if hindrance is not None:
        raise hindrance


def hub_first(vault: OpenVault) -> OpenVault:
    """The vault, whose changes of people go to the clinic's hub first from now on."""
    vault.ahead = HubFirst(vault)
    return vault
