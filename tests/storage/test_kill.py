"""Promises about a program that is killed while it writes (kill -9): what it had acknowledged is there.

Two programs work on one vault at once, as the command line does beside a desktop. What survives a power cut is another
question: `test_vault_power_cuts.py`.
"""

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from careboard.clinical.people import Role
from careboard.workflow.checking import check_vault
from careboard.workflow.session import Session
from tests.clinic import Clinic, make_clinic
from tests.storage.writer import DRAFT, Work, write_until_killed

AT_ONCE = 2
KILLS_PER_VAULT = 30  # then a new one, so that looking stays quick
_LONGEST = 0.06  # seconds between the first acknowledgement of a program and its end

# A server that has everything imported forks the programs, so that each begins in milliseconds.
_PROGRAMS = multiprocessing.get_context("forkserver")
_PROGRAMS.set_forkserver_preload(["tests.storage.writer"])


@dataclass(slots=True)
class Tally:
    """What came of it on one vault. `interrupted` counts the times that a half-written transaction lay there."""

    kills: int = 0
    acknowledged: set[bytes] = field(default_factory=set)
    drafts: dict[str, bytes] = field(default_factory=dict)
    interrupted: int = 0


@pytest.fixture(scope="module")
def ward(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    """A clinic of two, with one chart; it is copied."""
    return make_clinic(tmp_path_factory.mktemp("ward"), roles=[Role.NURSE])


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """In memory, where there is such a place: what a kill can take is never what only a disk had to keep."""
    memory = Path("/dev/shm")  # noqa: S108  a folder of its own is made in it
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as name:
        yield Path(name)


def begin(ward: Clinic, number: int) -> tuple[ForkServerProcess, Connection]:
    """Let a member work, and wait until the first thing is acknowledged."""
    told, tell = _PROGRAMS.Pipe(duplex=False)
    keys = ward.keys(Role.NURSE) if number % AT_ONCE else ward.founder
    work = Work(ward.path, ward.id, keys.seed, ward.patient, number)
    program = _PROGRAMS.Process(target=write_until_killed, args=(work, tell))
    program.start()
    tell.close()
    assert told.poll(60), "The program did not begin to write."
    return program, told


def kill(program: ForkServerProcess, told: Connection, chance: Random, number: int, tally: Tally) -> None:
    """End a program at any moment of its work, and hear what it had acknowledged before."""
    program.join(chance.random() * _LONGEST)
    program.kill()
    program.join()
    assert program.exitcode == -9
    program.close()
    tally.kills += 1
    with told:
        for message in _until_the_end(told):
            if message.startswith(DRAFT):
                tally.drafts[f"note-{number}"] = message
            else:
                tally.acknowledged |= {message[start : start + 32] for start in range(0, len(message), 32)}


def _until_the_end(told: Connection) -> Iterator[bytes]:
    while True:
        try:
            yield told.recv_bytes()
        except EOFError:
            return


def lost(ward: Clinic, tally: Tally) -> set[bytes]:
    """The acknowledged records that are not in the file, which SQLite itself finds sound."""
    with closing(ward.file()) as file:
        file.quick_check()
        return tally.acknowledged - {record.id for record in file.every()}


def drafts_behind(ward: Clinic, tally: Tally) -> list[str]:
    """The drafts whose last acknowledged words, or later ones, are not there."""
    found: dict[str, bytes] = {}
    for who in (None, Role.NURSE):
        found |= Session(ward.open(who)).drafts()
    return [name for name, text in tally.drafts.items() if _step(found.get(name, DRAFT + b"-1")) < _step(text)]


def _step(draft: bytes) -> int:
    return int(draft.removeprefix(DRAFT))


def kill_on_one_vault(ward: Clinic, kills: int, chance: Random) -> Tally:
    """Let programs work in pairs, kill both, look, and go on from what is left."""
    tally = Tally()
    while tally.kills < kills:
        numbers = range(tally.kills, min(kills, tally.kills + AT_ONCE))
        programs = [begin(ward, number) for number in numbers]
        for number, program in zip(numbers, programs, strict=True):
            kill(*program, chance, number, tally)
        tally.interrupted += Path(f"{ward.path}-journal").exists()
        assert lost(ward, tally) == set()
    return tally


@pytest.mark.timeout(0)  # as long as there are kills; each step has a limit of its own
def test_that_nothing_acknowledged_is_lost_when_the_program_is_killed(ward: Clinic, kills: int, folder: Path) -> None:
    chance, done = Random(1), list[Tally]()
    for number, killed in enumerate(range(0, kills, KILLS_PER_VAULT)):
        (folder / str(number)).mkdir()
        vault = ward.copied_to(folder / str(number))
        done.append(kill_on_one_vault(vault, min(KILLS_PER_VAULT, kills - killed), chance))
        assert drafts_behind(vault, done[-1]) == []
        verdict = check_vault(vault.open())
        assert (verdict.faults, verdict.verified) == ((), verdict.records)
        vault.close()
        vault.path.unlink()
    acknowledged, interrupted = sum(len(t.acknowledged) for t in done), sum(t.interrupted for t in done)
    print(f"{kills} kills, {acknowledged} records acknowledged, 0 lost; {interrupted} left a transaction half-written")
    assert sum(tally.kills for tally in done) == kills
    assert acknowledged > kills
    assert interrupted > 0
