"""Workstations are killed (kill -9) while forty sign and share: nothing is lost that one of them had acknowledged.

Each is a process with a vault file, keys and a login of its own, at work with the program's own engine; killed, it
begins again over the same file. `CAREBOARD_HUB_KILLS` asks for more kills.
"""

import multiprocessing
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random

import pytest

from careboard.clinical.people import Role
from careboard.clinical.values import PatientId
from careboard.exchange.sync.engine import Engine
from careboard.settings import HubAddress
from careboard.storage.hub.connecting import connect
from careboard.storage.hub.logins import login_of, verifier
from careboard.storage.hub.making import Owner, make_hub
from careboard.storage.vaultfile import VaultFile
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import LIGHT
from careboard.workflow.checking import check_vault
from careboard.workflow.founding import Person, admit, found_clinic
from careboard.workflow.open_vault import OpenVault
from tests.hub.client import KEPT, SHARED, Workstation, work_until_killed
from tests.hub.server import ADMINISTRATOR, HOST, PASSWORD, Server

KILLS = int(os.environ.get("CAREBOARD_HUB_KILLS", "12"))
WORKSTATIONS = 40
DATABASE = "killed"
_LONGEST = 0.03  # seconds from hearing of somebody to a kill
_BEGINS = 60  # seconds at most
_WHO = Person("A. Chen", Role.PSYCHIATRIST, "chen", "a passphrase of a test")
_PROGRAMS = multiprocessing.get_context("forkserver")
_PROGRAMS.set_forkserver_preload(["tests.hub.client"])


@dataclass
class Desk:
    """A workstation, its running process, and what it acknowledged: ids of records, and how far its log is shared."""

    at: Workstation
    kept: set[bytes] = field(default_factory=set)
    shared: int = -1
    turns: int = 0
    _running: tuple[ForkServerProcess, Connection] | None = None

    @property
    def ear(self) -> Connection:
        """Where the process tells."""
        assert self._running is not None
        return self._running[1]

    def begin(self) -> None:
        """A process begins to work."""
        told, tell = _PROGRAMS.Pipe(duplex=False)
        program = _PROGRAMS.Process(target=work_until_killed, args=(self.at, tell, self.turns))
        program.start()
        tell.close()
        self.turns, self._running = self.turns + 1, (program, told)

    def hear(self) -> bool:
        """Take in one thing that was told; False where the process has ended."""
        try:
            message = self.ear.recv_bytes()
        except EOFError:
            return False
        if message.startswith(KEPT):
            ids = message.removeprefix(KEPT)
            self.kept |= {ids[start : start + 32] for start in range(0, len(ids), 32)}
        else:
            self.shared = max(self.shared, int.from_bytes(message.removeprefix(SHARED), signed=True))
        return True

    def kill(self, after: float = 0) -> None:
        """End the process at any moment of its work, and hear what it had told before."""
        assert self._running is not None
        program, told = self._running
        program.join(after)
        program.kill()
        program.join()
        assert program.exitcode == -9
        program.close()
        with told:
            while self.hear():
                pass
        self._running = None


@pytest.fixture(scope="module")
def desks(server: Server, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Desk]]:
    """A clinic of many on a hub; each has a copy of its vault and writes a log of their own."""
    folder = tmp_path_factory.mktemp("killed")
    founded = found_clinic(folder / "clinic.careboard", "North River", _WHO, zone="UTC", cost=LIGHT)
    vault, members = founded.vault, [Keyset.new() for _ in range(WORKSTATIONS - 1)]
    for number, keyset in enumerate(members):
        admit(vault, keyset.public, {Role.NURSE}, f"Nurse {number}")
    everybody = [vault.keyset, *members]
    patient = PatientId(vault.begin_stream([keyset.id for keyset in everybody]))
    vault.file.close()
    address = _hub(server, vault.clinic, everybody)
    made = []
    for number, keyset in enumerate(everybody):
        path = folder / f"{number}.careboard"
        shutil.copy2(vault.file.path, path)
        if number:
            with closing(VaultFile.open(path)) as file:
                file.renew_installation()
        made.append(Desk(Workstation(number, path, vault.clinic, keyset.seed, patient, address)))
    _send_what_all_have(made[0].at)
    yield made
    server.forget(DATABASE)


def _hub(server: Server, clinic: str, everybody: list[Keyset]) -> HubAddress:
    with server.administer() as line:
        line.execute(f"CREATE DATABASE {DATABASE} ENCODING 'UTF8' TEMPLATE template0".encode())
    address = HubAddress(HOST, server.port, DATABASE, server.certificate.read_text())
    founder, *others = everybody
    with connect(address, ADMINISTRATOR, PASSWORD) as line:
        make_hub(line, Owner(clinic, founder.id, login_of(founder.id), founder.hub_password))
        for keyset in others:
            login = login_of(keyset.id)
            line.execute("SELECT hub.invite(%s, %s)", (login, verifier(line, login, keyset.hub_password)))
            line.execute("SELECT hub.admit(%s, %s, false)", (login, bytes.fromhex(keyset.id)))
    return address


def _send_what_all_have(at: Workstation) -> None:
    with closing(VaultFile.open(at.path)) as file, closing(at.hub()) as hub:
        assert Engine(at.replica(file), hub).sync().complete


def not_on_the_hub(desks: list[Desk]) -> list[int]:
    """Numbers of those who had said "Shared" of what the hub does not hold."""
    with closing(desks[0].at.hub()) as hub:
        heads = hub.heads()
    return [desk.at.number for desk in desks if heads.get(_log(desk), (-1, ""))[0] < desk.shared]


def _log(desk: Desk) -> str:
    with closing(VaultFile.open(desk.at.path)) as file:
        return desk.at.log(file)


def not_in_the_vault(desk: Desk) -> set[bytes]:
    """Records of which it had said "Saved here" and that its file does not hold."""
    with closing(VaultFile.open(desk.at.path)) as file:
        file.quick_check()
        return desk.kept - {record.id for record in file.every()}


def work_and_kill(desks: list[Desk], kills: int, chance: Random) -> None:
    """Everybody works; whenever somebody is heard, one is killed soon after and begins again."""
    by_ear = {desk.ear: desk for desk in desks}
    while kills:
        heard = wait(list(by_ear), _BEGINS)
        assert heard, "Nobody is heard any more."
        for ear in heard:
            assert by_ear[ear].hear(), "A workstation ended by itself."  # type: ignore[index]
        one = chance.choice([desk for desk in desks if desk.kept])
        del by_ear[one.ear]
        one.kill(chance.random() * _LONGEST)
        one.begin()
        by_ear[one.ear] = one
        kills -= 1


@pytest.mark.timeout(0)  # as long as there are kills; each step has a limit of its own
def test_that_nothing_acknowledged_is_lost_when_workstations_are_killed_while_forty_write(desks: list[Desk]) -> None:
    for desk in desks:
        desk.begin()
    try:
        for desk in desks:
            assert desk.ear.poll(_BEGINS), "A workstation did not begin."
        work_and_kill(desks, KILLS, Random(1))
    finally:
        for desk in desks:
            desk.kill()
    assert not_on_the_hub(desks) == []
    assert [desk.at.number for desk in desks if not_in_the_vault(desk)] == []
    assert all(_is_shared_whole(desk) for desk in desks if desk.turns > 1)
    _is_whole_everywhere(desks[0].at)
    print(f"{KILLS + WORKSTATIONS} kills, {sum(len(desk.kept) for desk in desks)} records acknowledged, 0 lost")


def _is_shared_whole(desk: Desk) -> bool:
    """The next session sends what is left, and all of it once more is harmless."""
    with closing(VaultFile.open(desk.at.path)) as file, closing(desk.at.hub()) as hub:
        shared, log = Engine(desk.at.replica(file), hub).share(), desk.at.log(file)
        counted = hub.digest()
        hub.push(file.beyond(log, -1, 100_000))
        again = hub.digest() == counted and hub.heads()[log] == file.heads()[log]
        return again and not (shared.unshared or shared.alarms or shared.hindrance)


def _is_whole_everywhere(at: Workstation) -> None:
    """Every log of the hub is a chain of records that stand, as whoever fetches them all sees."""
    with closing(VaultFile.open(at.path)) as file, closing(at.hub()) as hub:
        assert Engine(at.replica(file), hub).sync().complete
        assert file.heads() == hub.heads()
        verdict = check_vault(OpenVault(file, at.keyset, at.clinic))
        assert (verdict.faults, verdict.verified) == ((), verdict.records)
