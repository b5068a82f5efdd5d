"""A computer that was set back, from a backup or from an image of its disk, comes back into a clinic that went on."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from careboard.clinical.entry import Entry
from careboard.clinical.note import Addendum, Note
from careboard.clinical.people import Role
from careboard.clinical.values import EntryId, When
from careboard.exchange.sync.engine import Engine
from careboard.exchange.sync.visit import Synced
from careboard.storage.vaultfile import VaultFile
from careboard.vault import codec
from careboard.vault.keys import Keyset
from careboard.workflow.checking import back_up, check_vault, restore
from careboard.workflow.hub.replica import VaultReplica
from careboard.workflow.open_vault import OpenVault
from tests.clinic import PASSPHRASE, SAID, Clinic, make_clinic, note
from tests.hub.in_memory import HubInMemory


@dataclass
class Desk:
    """One person at one computer, and the hub."""

    clinic: Clinic
    hub: HubInMemory
    path: Path
    keys: Keyset
    files: list[VaultFile] = field(default_factory=list)

    def open(self) -> OpenVault:
        """The vault as it lies there now."""
        self.files.append(VaultFile.open(self.path))
        return OpenVault(self.files[-1], self.keys, self.clinic.id, self.clinic.clock)

    def sync(self) -> Synced:
        """Whole; administrators may put back what others wrote."""
        vault = self.open()
        replica = VaultReplica(vault.file, self.keys, self.clinic.id, self.clinic.clock)
        return Engine(replica, self.hub.seen_by(self.keys.id, may_repair=Role.ADMIN in vault.roles)).sync()

    def say(self, text: str, ref: str | None = None) -> str:
        """A note in the patient's chart, or an addendum to one."""
        vault = self.open()
        content = note(text) if ref is None else Addendum(text)
        payload = codec.encode(content, When.at(vault.clock()), SAID, EntryId(ref) if ref else None)
        return vault.write([vault.sealed("note", self.clinic.patient, payload)])[0].id.hex()

    def shown(self) -> dict[str, Entry]:
        """The chart."""
        return {entry.id: entry for entry in self.clinic.read(self.keys, vault=self.open())}

    def heads(self) -> dict[str, tuple[int, str]]:
        """Where every log ends."""
        return self.open().file.heads()

    def close(self) -> None:
        """Let go of the file."""
        while self.files:
            self.files.pop().close()


@pytest.fixture(scope="module")
def made(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    return make_clinic(tmp_path_factory.mktemp("made"), roles=[Role.NURSE])


@dataclass
class Two:
    """The founder at the office and the nurse elsewhere, in step with one hub."""

    office: Desk
    nurse: Desk

    def in_step(self, *others: Desk) -> bool:
        """Everybody syncs until nothing moves; is everything well then, and the same everywhere?"""
        desks = (self.office, self.nurse, *others)
        for desk in (*desks, *desks):
            desk.sync()
        whole = all(desk.sync().complete for desk in desks)
        return whole and all(desk.heads() == self.office.hub.heads() for desk in desks)


def headline(entry: Entry) -> str:
    """What a note is called; nothing for other entries."""
    return entry.content.headline if isinstance(entry.content, Note) else ""


@pytest.fixture
def two(made: Clinic, tmp_path: Path) -> Iterator[Two]:
    clinic, hub = made.copied_to(tmp_path), HubInMemory()
    elsewhere = tmp_path / "elsewhere.careboard"
    VaultFile.create(elsewhere).close()
    pair = Two(Desk(clinic, hub, clinic.path, clinic.founder), Desk(clinic, hub, elsewhere, clinic.keys(Role.NURSE)))
    pair.office.sync()
    replica_file = VaultFile.open(elsewhere)
    replica = VaultReplica(replica_file, pair.nurse.keys, clinic.id, clinic.clock)
    with closing(replica_file):
        assert Engine(replica, hub.seen_by(pair.nurse.keys.id)).sync().complete
    assert pair.in_step()
    yield pair
    pair.office.close()
    pair.nurse.close()
    clinic.close()


def test_that_an_old_backup_that_is_restored_into_a_clinic_that_went_on_comes_to_the_same_heads(
    two: Two, tmp_path: Path
) -> None:
    backup, restored = tmp_path / "backup.careboard", tmp_path / "restored.careboard"
    back_up(two.office.open(), backup)
    two.office.say("After the backup, and shared.")
    two.nurse.say("By a colleague, after it.")
    assert two.in_step()
    restore(backup, restored, None, PASSPHRASE)
    desk = Desk(two.office.clinic, two.office.hub, restored, two.office.keys)
    desk.say("Written before the first sync of the restored vault.")
    assert two.in_step(desk)
    assert desk.shown() == two.office.shown() == two.nurse.shown()
    texts = {headline(entry) for entry in desk.shown().values()}
    assert {"After the backup, and shared.", "Written before the first sync of the restored vault."} <= texts
    assert check_vault(desk.open()).faults == ()
    desk.close()


def test_that_what_the_clinic_lost_comes_back_out_of_a_restored_backup(two: Two, tmp_path: Path) -> None:
    """The hub was set back further than the backup is old: the administrator's restored vault fills it again."""
    empty = {log: dict(places) for log, places in two.office.hub.kept.items()}
    two.nurse.say("Shared, then lost by the hub.")
    assert two.in_step()
    backup, restored = tmp_path / "backup.careboard", tmp_path / "restored.careboard"
    back_up(two.office.open(), backup)
    before = two.office.hub.heads()
    two.office.hub.kept = empty
    restore(backup, restored, None, PASSPHRASE)
    desk = Desk(two.office.clinic, two.office.hub, restored, two.office.keys)
    desk.sync()
    assert before.items() <= two.office.hub.heads().items()
    assert two.in_step(desk)
    desk.close()


def test_that_a_computer_set_back_to_an_old_image_loses_nothing_and_begins_a_new_log(two: Two, tmp_path: Path) -> None:
    image = tmp_path / "image.careboard"
    two.nurse.say("Before the image.")
    assert two.in_step()
    vault = two.nurse.open()
    vault.file.copy_to(image)
    two.nurse.close()
    shared = two.nurse.say("Shared, and not in the image.")
    assert two.in_step()
    two.nurse.close()
    two.nurse.path.unlink()
    image.rename(two.nurse.path)
    log, before = vault._log, two.nurse.heads()
    first = two.nurse.say("Written after the image.")
    two.nurse.say("Said about it.", ref=first)
    assert two.nurse.heads()[log][0] > before[log][0]
    settled = two.nurse.sync()
    assert [parted[0] for parted in settled.parted] == [log]
    assert two.in_step()
    shown = two.nurse.shown()
    assert shown == two.office.shown()
    assert shared in shown
    assert first not in shown
    again = next(entry for entry in shown.values() if headline(entry) == "Written after the image.")
    about = next(entry for entry in shown.values() if isinstance(entry.content, Addendum))
    assert about.ref == again.id
    assert two.nurse.open()._log not in {log, ""}
    assert check_vault(two.nurse.open()).faults == ()
    assert two.nurse.open().trouble == two.office.open().trouble == []
