"""A member at work in a process of its own until somebody kills it.

Over the pipe goes what the vault acknowledged, and never what it had not yet: the id of a record, or a draft's text.
"""

from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from careboard.clinical.values import PatientId
from careboard.storage.vaultfile import VaultFile
from careboard.vault.keys import Keyset
from careboard.workflow.open_vault import OpenVault, clear
from careboard.workflow.session import Session
from tests.clinic import note

DRAFT = b"draft "
_WORDS = "Slept better, walked to the river and back; says the mornings are still hard. "


@dataclass(frozen=True, slots=True)
class Work:
    """Whose keys write into which chart, and a number that makes this process' work its own."""

    path: Path
    clinic: str
    seed: bytes
    patient: PatientId
    number: int


def write_until_killed(work: Work, told: Connection) -> None:
    """Sign notes, several records at once, attachments and drafts, and tell of each when it is safe."""
    session = Session(OpenVault(VaultFile.open(work.path), Keyset(work.seed), work.clinic))
    chance = Random(work.number)
    for step in count():
        match chance.randrange(4):
            case 0:
                told.send_bytes(bytes.fromhex(session.append(work.patient, note(_WORDS * chance.randint(1, 40)))))
            case 1:
                drafts = [clear("access", {"purpose": "opened", "count": 1}, work.patient)] * chance.randint(2, 8)
                told.send_bytes(b"".join(record.id for record in session.vault.write(drafts)))
            case 2:
                told.send_bytes(bytes.fromhex(session.attach(work.patient, chance.randbytes(40_000))))
            case _:
                session.save_draft(f"note-{work.number}", DRAFT + str(step).encode())
                told.send_bytes(DRAFT + str(step).encode())
