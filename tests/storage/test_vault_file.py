"""Promises of the vault file: how it is opened, what it refuses, where it may lie, and what a full disk costs."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import apsw
import pytest
from sqlalchemy import text
from typing_extensions import override

from careboard.clinical.people import Role
from careboard.storage import place
from careboard.storage.engine import open_engine
from careboard.storage.place import filesystem_of, one_desktop, refuse_full_disk, refuse_network_drive
from careboard.storage.refusals import NotAVault, StorageRefused, VaultDamaged
from careboard.storage.tables import APPLICATION_ID, metadata
from careboard.storage.vaultfile import VaultFile, make_tables
from careboard.vault.refusals import WrongSecret
from careboard.workflow.checking import check_vault
from careboard.workflow.session import MAX_BLOB, Session
from tests.clinic import PASSPHRASE, Clinic, make_clinic, note
from tests.storage import apsw_dbapi
from tests.storage.disk import Disk, File
from tests.storage.memory_vfs import connect
from tests.storage.test_vault_power_cuts import vault_store


@pytest.fixture(scope="module")
def made(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    return make_clinic(tmp_path_factory.mktemp("made"), roles=[Role.NURSE])


@pytest.fixture
def clinic(made: Clinic, tmp_path: Path) -> Iterator[Clinic]:
    """A clinic of two, in a file of the test's own."""
    copy = made.copied_to(tmp_path)
    yield copy
    copy.close()


@pytest.fixture
def raw(clinic: Clinic) -> Iterator[sqlite3.Connection]:
    """SQLite alone over the file, as a mistaken program has it."""
    with closing(sqlite3.connect(clinic.path)) as connection:
        yield connection


# --- as it was decided -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),  # EXTRA
        ("foreign_keys", 1),
        ("temp_store", 2),  # memory: no plaintext, and no ciphertext, in a folder for temporary files
        ("page_size", 16384),
        ("trusted_schema", 0),
        ("busy_timeout", 10_000),
        ("application_id", APPLICATION_ID),
        ("user_version", 1),
    ],
)
def test_that_every_connection_keeps_to_the_pragmas_decided(clinic: Clinic, pragma: str, value: object) -> None:
    engine = clinic.file()._engine
    for options in ({}, {"writes": True}):
        with engine.execution_options(**options).connect() as connection:
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


def test_that_every_table_is_strict_and_keeps_the_rows_of_a_chart_together(raw: sqlite3.Connection) -> None:
    tables = {name: (no_rowid, strict) for _, name, kind, _, no_rowid, strict in raw.execute("PRAGMA table_list")}
    ours = {name: tables[name] for name in metadata.tables}
    assert {strict for _, strict in ours.values()} == {1}
    assert [name for name, (no_rowid, _) in ours.items() if not no_rowid] == ["failed_unlock"]
    key = [name for _, name, *_, place_in_key in raw.execute("PRAGMA table_info(record)") if place_in_key]
    assert set(key) == {"stream", "time", "log", "seq"}


def test_that_a_value_of_another_type_is_refused(raw: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in BLOB column"):
        raw.execute("INSERT INTO peer VALUES ('a', 1)")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM record",
        "UPDATE record SET header = x'00'",
        "UPDATE record SET sig = zeroblob(64)",
        "UPDATE record SET body = x'00'",
        "UPDATE record SET kind = 'note', body = NULL",
        "UPDATE record SET time = 0",
        "UPDATE record SET stream = zeroblob(32)",
        "UPDATE record SET frame = 0, body = NULL WHERE frame = 1",
    ],
)
def test_that_a_record_never_changes_and_never_goes(raw: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="a record never"):
        raw.execute(statement)


def test_that_only_a_body_may_go_and_that_is_told_where_no_signed_erasure_names_it(
    clinic: Clinic, raw: sqlite3.Connection
) -> None:
    raw.execute("UPDATE record SET body = NULL WHERE id = ?", [bytes.fromhex(clinic.entries["note"])])
    raw.commit()
    assert [fault.text for fault in check_vault(clinic.open()).faults] == ["A record's body is missing."]
    assert clinic.entries["note"] not in clinic.ids()


def test_that_a_file_of_a_newer_version_is_told_and_not_touched(clinic: Clinic, raw: sqlite3.Connection) -> None:
    raw.execute("PRAGMA user_version = 2")
    before = clinic.path.read_bytes()
    with pytest.raises(NotAVault, match="newer version"):
        VaultFile.open(clinic.path)
    assert clinic.path.read_bytes() == before


# --- where it may lie ------------------------------------------------------------------------------------------------

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/ward /mnt/ward nfs4 rw 0 0
//server/ward /mnt/share\\040of\\040the\\040ward cifs rw 0 0
/dev/sdb1 /mnt/ward/local ext4 rw 0 0
me@server: /home/me/far fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/mnt/ward/c.careboard", "nfs4"),
        ("/mnt/share of the ward/c.careboard", "cifs"),
        ("/home/me/far/deep/c.careboard", "fuse.sshfs"),
    ],
)
def test_that_a_network_drive_is_refused_in_words(path: str, kind: str) -> None:
    assert filesystem_of(Path(path), MOUNTS) == kind
    with pytest.raises(NotAVault, match="network drive"):
        refuse_network_drive(Path(path), MOUNTS)


@pytest.mark.parametrize("path", ["/c.careboard", "/mnt/ward/local/c.careboard", "/mnt/wards/c.careboard"])
def test_that_a_disk_of_this_computer_is_taken(path: str) -> None:
    refuse_network_drive(Path(path), MOUNTS)


@pytest.mark.parametrize("act", [VaultFile.create, VaultFile.open])
def test_that_no_vault_is_made_or_opened_on_a_network_drive(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, act: Any
) -> None:
    monkeypatch.setattr(place, "filesystem_of", lambda path, mounts: "nfs4")
    path = clinic.path if act == VaultFile.open else clinic.path.with_name("new.careboard")
    with pytest.raises(NotAVault, match="network drive"):
        act(path)
    assert not clinic.path.with_name("new.careboard").exists()


# --- desktops --------------------------------------------------------------------------------------------------------


def test_that_an_unclean_exit_is_known_at_the_next_start_and_a_clean_one_is_not(clinic: Clinic) -> None:
    marker = clinic.path.with_name(clinic.path.name + ".open")
    with one_desktop(clinic.path) as unclean:
        assert not unclean
        assert marker.exists()
    assert not marker.exists()
    marker.touch()
    with one_desktop(clinic.path) as unclean:
        assert unclean


def test_that_a_file_that_an_unclean_exit_left_damaged_is_told_before_anybody_works(clinic: Clinic) -> None:
    with closing(sqlite3.connect(clinic.path)) as connection:
        ((page,),) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'peer'")
    with clinic.path.open("r+b") as file:  # a table that no sign-in reads
        file.seek((page - 1) * 16384)
        file.write(bytes(16384))
    clinic.path.with_name(clinic.path.name + ".open").touch()
    with pytest.raises(VaultDamaged, match="damaged"):
        Session.at_desk(clinic.path, "chen", PASSPHRASE, clock=clinic.clock)
    with one_desktop(clinic.path) as unclean:
        assert unclean  # a refused start does not count as a clean exit


def test_that_a_refused_sign_in_leaves_the_vault_to_the_next_desktop(clinic: Clinic) -> None:
    with pytest.raises(WrongSecret):
        Session.at_desk(clinic.path, "chen", "wrong passphrase", clock=clinic.clock)
    Session.at_desk(clinic.path, "chen", PASSPHRASE, clock=clinic.clock).close()


# --- a full disk -----------------------------------------------------------------------------------------------------


class FailingDisk(Disk):
    """A disk whose next writes fail, from one of them on, until space is made; and so do syncs."""

    def fail_after(self, writes: int, error: type[apsw.Error]) -> None:
        self.until, self.error, self.failed = writes, error, False

    def _count(self) -> None:
        self.until = getattr(self, "until", 1 << 60) - 1
        if self.until < 0:
            self.failed = True
            raise self.error("The disk is full.")

    @override
    def write(self, file: File, offset: int, content: bytes) -> None:
        self._count()
        super().write(file, offset, content)

    @override
    def sync(self, file: File) -> None:
        self._count()
        super().sync(file)


@pytest.mark.parametrize("error", [apsw.FullError, apsw.IOError])
def test_that_whichever_write_or_sync_fails_is_told_and_costs_nothing_acknowledged(error: type[apsw.Error]) -> None:
    """Every operation of a commit is tried in turn, until one comes through whole."""
    tried = 0
    while True:
        disk = FailingDisk()
        store = vault_store()(disk)
        acknowledged = {store.write(), store.write()}
        disk.fail_after(tried, error)
        with suppress(StorageRefused):
            acknowledged.add(store.write())
        disk.until = 1 << 60
        acknowledged.add(store.write())  # space was made; the same session goes on
        assert acknowledged <= set(store.read())
        store.close()
        if not disk.failed:
            break
        tried += 1
    assert 5 < tried < 200


def test_that_a_vault_is_not_half_made_on_a_full_disk() -> None:
    disk = FailingDisk()
    disk.fail_after(3, apsw.FullError)
    engine = open_engine(Path("vault"), connect=lambda: connect(disk), driver=apsw_dbapi)
    with pytest.raises(Exception, match="full"):
        make_tables(engine)
    disk.until = 1 << 60
    make_tables(engine)
    engine.dispose()


def test_that_a_full_disk_is_told_the_text_stays_and_signing_works_when_there_is_room(clinic: Clinic) -> None:
    session = Session(clinic.open())
    session.save_draft("note", b"Before the disk was full.")
    long = note("Slept well. " * 4000)
    _limit_pages(session, clinic.path.stat().st_size // 16384)
    for _ in range(2):
        with pytest.raises(StorageRefused, match="disk is full") as refusal:
            session.append(clinic.patient, long)
        assert "Free some space" in refusal.value.next_step
    assert session.drafts() == {"note": b"Before the disk was full."}
    _limit_pages(session, 1 << 30)
    written = session.append(clinic.patient, long)
    assert written in clinic.ids()
    assert check_vault(clinic.open()).faults == ()


def _limit_pages(session: Session, pages: int) -> None:
    """SQLite itself finds the disk full beyond so many pages, on each of its connections."""
    engine = session.vault.file._engine
    with engine.connect() as one, engine.connect() as other:
        for connection in (one, other):
            connection.execute(text(f"PRAGMA max_page_count={pages}"))


def test_that_little_room_is_told_before_a_session(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "MIN_FREE", 1 << 62)
    with pytest.raises(StorageRefused, match="64 MiB are free"):
        refuse_full_disk(clinic.path)
    with pytest.raises(StorageRefused, match="64 MiB are free"):
        Session.at_desk(clinic.path, "chen", PASSPHRASE, clock=clinic.clock)


# --- large bytes -----------------------------------------------------------------------------------------------------


def test_that_a_file_of_exactly_32_mib_comes_back_and_verifies(clinic: Clinic) -> None:
    session, content = Session(clinic.open()), b"scan" * (MAX_BLOB // 4)
    blob = session.attach(clinic.patient, content)
    assert session.attached(blob) == content
    assert check_vault(session.vault).faults == ()
