"""Promises of the real storage code under power cuts: its own statements and pragmas, on the simulator's disk."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from careboard.storage import engine as engine_module
from careboard.storage.engine import open_engine
from careboard.storage.kept import Head, Kept
from careboard.storage.vaultfile import VaultFile, make_tables
from careboard.vault.keys import Keyset, StreamKey, stream_id
from careboard.workflow.open_vault import Draft, compose
from tests.storage import apsw_dbapi
from tests.storage.disk import Disk
from tests.storage.memory_vfs import connect
from tests.storage.powercut import Store, run_power_cuts

KEYSET, KEY = Keyset(bytes(32)), StreamKey(bytes(32))
CLINIC, LOG, STREAM = "c" * 64, "a" * 32, stream_id(KEY.id, KEYSET.id)
SIZES = (200, 2_300, 9_000)


def vault_store() -> Callable[[Disk], Store]:
    """A vault file whose records are written through `VaultFile.append`, as the program writes them."""
    sizes = Random(1)

    def open_store(disk: Disk) -> Store:
        engine = open_engine(Path("vault"), connect=lambda: connect(disk), driver=apsw_dbapi)
        file = VaultFile(engine, Path("vault"))
        if not disk.files:
            make_tables(engine)

        def record(head: Head) -> list[Kept]:
            draft = Draft("note", STREAM, sizes.randbytes(sizes.choice(SIZES)), KEY, KEY.id)
            return [Kept(compose(draft, KEYSET, CLINIC, LOG, head.seq, head.prev, 1_790_000_000_000), b"m" * 16)]

        def write() -> bytes:
            return file.append(LOG, KEYSET.id, record)[0].record.id

        def read() -> list[bytes]:
            file.integrity_check()
            return [kept.record.id for kept in file.stream(STREAM, KEYSET.id)]

        return Store(write, read, file.close)

    return open_store


def test_that_no_acknowledged_record_is_lost_to_power_cuts(power_cuts: int) -> None:
    tally = run_power_cuts(vault_store(), cuts=power_cuts)
    print(f"{tally.cuts} power cuts, {tally.acknowledged} records acknowledged, {tally.lost} cuts lost any")
    assert (tally.cuts, tally.lost, tally.unreadable) == (power_cuts, 0, [])
    assert tally.acknowledged > power_cuts // 2


def test_that_the_usual_setting_would_have_lost_some(power_cuts: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the same code with `synchronous=FULL` loses what it acknowledged."""
    weaker = tuple(pragma.replace("synchronous=EXTRA", "synchronous=FULL") for pragma in engine_module.PRAGMAS)
    assert weaker != engine_module.PRAGMAS
    monkeypatch.setattr(engine_module, "PRAGMAS", weaker)
    assert run_power_cuts(vault_store(), cuts=max(power_cuts, 300), until_lost=True).lost == 1
