"""A workstation at work in a process of its own until somebody kills it: it signs, sends, and fetches what others sent.

Over the pipe goes what the vault kept, and how far its own log is shared, and neither before the program itself may
say so on its screen.
"""

from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from careboard.clinical.values import PatientId, When
from careboard.exchange.sync.engine import Engine
from careboard.settings import HubAddress
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.logins import login_of
from careboard.storage.hub.postgres import PostgresHub
from careboard.storage.vaultfile import VaultFile
from careboard.vault import codec
from careboard.vault.keys import Keyset
from careboard.workflow.hub.replica import VaultReplica
from careboard.workflow.open_vault import OpenVault, clear, log_id
from tests.clinic import note

KEPT, SHARED = b"kept", b"shared"
_WORDS = "Slept better, walked to the river and back; says the mornings are still hard. "
_FETCHES = 8  # each eighth workstation also fetches what all others sent


@dataclass(frozen=True, slots=True)
class Workstation:
    """A vault file on a computer, whose keys sign there, and the hub."""

    number: int
    path: Path
    clinic: str
    seed: bytes = field(repr=False)
    patient: PatientId
    address: HubAddress

    @property
    def keyset(self) -> Keyset:
        """The member's keys."""
        return Keyset(self.seed)

    def hub(self) -> PostgresHub:
        """The hub as this member meets it."""
        keyset = self.keyset
        return PostgresHub(LastingLine(self.address, login_of(keyset.id), keyset.hub_password))

    def replica(self, file: VaultFile) -> VaultReplica:
        """The file as the engine sees it."""
        return VaultReplica(file, self.keyset, self.clinic)

    def log(self, file: VaultFile) -> str:
        """The log that is written here."""
        return log_id(self.keyset.id, file.installation)


def work_until_killed(at: Workstation, told: Connection, turn: int) -> None:
    """Sign a few records, share them, and tell of each when it is safe; `turn` makes the work another each time."""
    file = VaultFile.open(at.path)
    vault, engine = OpenVault(file, at.keyset, at.clinic), Engine(at.replica(file), at.hub())
    log, chance = at.log(file), Random(1000 * at.number + turn)
    for _ in count():
        words = codec.encode(note(_WORDS * chance.randint(1, 20)), When.at(vault.clock()), _WORDS)
        drafts = [vault.sealed("note", at.patient, words)]
        drafts += [clear("access", {"purpose": "opened", "count": 1}, at.patient)] * chance.randint(0, 3)
        told.send_bytes(KEPT + b"".join(record.id for record in vault.write(drafts)))
        if at.number % _FETCHES == 0:
            engine.sync()
        else:
            engine.share()
        told.send_bytes(SHARED + file.acked().get(log, -1).to_bytes(8, signed=True))
