"""A program that opens a chart, looks for its secrets in its own memory, locks itself, and looks again.

Run as `python -m tests.workflow.locked FILE`. What to look for it knows in another alphabet only, so that looking
leaves no copy; what it found goes into FILE, and everything else beside it.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

_OTHER = bytes(byte ^ 0x5A for byte in range(256))
_PIECE = 1 << 20
_LONGEST = 64  # bytes of a secret


def copies(disguised: Sequence[bytes]) -> list[int]:
    """How often each secret lies in the memory of this process."""
    found = [0] * len(disguised)
    for piece in _memory():
        for number, secret in enumerate(disguised):
            found[number] += piece.count(secret)
    return found


def _memory() -> Iterator[bytes]:
    """All that can be written to, in the other alphabet; each piece begins with the end of the one before."""
    with Path("/proc/self/maps").open(encoding="utf-8") as maps:
        places = [line.split()[:2] for line in maps]
    buffer = bytearray(_PIECE)
    with Path("/proc/self/mem").open("rb", buffering=0) as memory:
        for start, end in (map(_number, place.split("-")) for place, rights in places if rights.startswith("rw")):
            kept = b""
            for at in range(start, end, _PIECE):
                with suppress(OSError):  # a place that was given back meanwhile
                    memory.seek(at)
                    size = memory.readinto(memoryview(buffer)[: min(_PIECE, end - at)])
                    piece = kept + buffer[:size].translate(_OTHER)
                    yield piece
                    kept = piece[-_LONGEST:]


def _number(edge: str) -> int:
    return int(edge, 16)


def work(file: Path) -> NoReturn:
    """Begin a clinic, write and read a chart of it at a desk, and lock."""
    from careboard.vault.keyslot import LIGHT
    from careboard.workflow.founding import found_clinic
    from careboard.workflow.locking import lock
    from careboard.workflow.session import Session
    from tests.clinic import CLINIC_NAME, FOUNDER, ZONE, note
    from tests.clinical_examples import REGISTRATION

    vault = file.with_name("clinic.careboard")
    found_clinic(vault, CLINIC_NAME, FOUNDER, zone=ZONE, cost=LIGHT).vault.file.close()
    session = Session.at_desk(vault, FOUNDER.sign_in, FOUNDER.passphrase)
    words = f"Countertransference {os.urandom(16).hex()}"
    patient = session.new_patient(REGISTRATION)
    session.record(patient, note(words))
    session.chart(patient)
    _, key = session.vault.keyring.current(patient)
    secrets = [session.vault.keyset.seed, key.secret, words.encode()]
    disguised = [secret.translate(_OTHER) for secret in secrets]
    told = {"process": os.getpid(), "look for": [one.hex() for one in disguised], "before": copies(disguised)}
    file.write_text(json.dumps(told))
    lock(session)


def look_again(file: Path) -> None:
    """After the lock: what is left?"""
    told = json.loads(file.read_text())
    told |= {"same process": os.getpid() == told["process"]}
    told |= {"after": copies([bytes.fromhex(one) for one in told["look for"]])}
    file.write_text(json.dumps(told))


if __name__ == "__main__":
    report = Path(sys.argv[1])
    look_again(report) if report.exists() else work(report)
