"""Promises about passphrases, kits and custody sheets: what opens, what does not; and a refusal changes nothing."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from careboard.clinical.people import Role
from careboard.documents.keys_on_paper import custody_pdf, kit_pdf
from careboard.errors import CareboardError
from careboard.settings import LONGEST_WAIT, ClinicSettings, SettingsRefused, WrongTries, write_private
from careboard.storage.refusals import NotAVault, StorageRefused, VaultDamaged
from careboard.storage.vaultfile import VaultFile
from careboard.vault.codes import printed
from careboard.vault.keyslot import LIGHT, Keyslot, Slot
from careboard.vault.refusals import NotAllowed, WrongSecret
from careboard.workflow.checking import back_up, check_vault, restore, restore_by_kit
from careboard.workflow.clinic import setting
from careboard.workflow.founding import Person, enrol, found_clinic
from careboard.workflow.people import revoke
from careboard.workflow.recovery import recover_by_custody, recover_by_kit
from careboard.workflow.sign_in import change_passphrase, unlock
from tests.clinic import CLINIC_NAME, FOUNDER, PASSPHRASE, ZONE, Clinic, note
from tests.vault.forging import tamper

NEW = "another long passphrase"
NURSE = Person("R. Patel", Role.NURSE, "patel", "the nurse's passphrase")
SUCCESSOR = Person("D. Okafor", Role.SUPERVISOR, "okafor", "the successor's passphrase")


@pytest.fixture
def computer(original_clinic: Clinic, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClinicSettings:
    """The clinic's computer, with settings of this test's own."""
    shutil.copytree(home / ".local/share", tmp_path / "computer")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "computer"))
    return ClinicSettings(original_clinic.id)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, original_clinic: Clinic) -> ClinicSettings:
    """A computer that never held the clinic."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    return ClinicSettings(original_clinic.id)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def everything(clinic: Clinic) -> dict[str, str]:
    """Every file of the test: the vault with what lies beside it, and the computer's settings."""
    settings = ClinicSettings(clinic.id).folder
    files = [*clinic.path.parent.glob(clinic.path.name + "*"), *settings.rglob("*")]
    return {str(path): digest(path) for path in files if path.is_file()}


@contextmanager
def refused(clinic: Clinic, kind: type[CareboardError], words: str) -> Iterator[None]:
    """A sentence with a next step, and every byte as before."""
    before = everything(clinic)
    with pytest.raises(kind, match=words) as refusal:
        yield
    assert refusal.value.next_step.endswith((".", "?", "NAME", "VAULT", "FILE", "create"))
    assert everything(clinic) == before


def opened(path: Path, sign_in: str | None = None, passphrase: str = PASSPHRASE) -> list[str]:
    """Sign in and read the clinic's zone, so that the keys are known to work."""
    vault = unlock(path, sign_in, passphrase)
    try:
        return [setting(vault, "time-zone") or ""]
    finally:
        vault.file.close()


# --- the passphrase --------------------------------------------------------------------------------------------------


def test_that_the_passphrase_opens_with_and_without_the_name_where_one_member_signs_in(
    clinic: Clinic, computer: ClinicSettings
) -> None:
    assert opened(clinic.path) == opened(clinic.path, "chen") == [ZONE]


@pytest.mark.parametrize("wrong", ["", "correct horse battery stapl", PASSPHRASE.upper(), PASSPHRASE + " ", "\0" * 40])
def test_that_a_wrong_passphrase_is_told_counted_and_changes_nothing_else(
    clinic: Clinic, computer: ClinicSettings, wrong: str
) -> None:
    with closing(sqlite3.connect(clinic.path)) as connection:
        before = list(connection.iterdump())
    with pytest.raises(WrongSecret, match="The passphrase does not fit") as refusal:
        opened(clinic.path, "chen", wrong)
    assert refusal.value.next_step
    with closing(sqlite3.connect(clinic.path)) as connection:
        added = [line for line in connection.iterdump() if line not in before]
    assert len(added) == 1
    assert added[0].startswith('INSERT INTO "failed_unlock"')


def test_that_failed_sign_ins_are_handed_over_once(clinic: Clinic, computer: ClinicSettings) -> None:
    for _ in range(3):
        with pytest.raises(WrongSecret):
            opened(clinic.path, "chen", "wrong wrong wrong")
    told: list[int] = []
    file = clinic.file()
    file.take_failed_unlocks(told.append)
    file.take_failed_unlocks(told.append)
    assert told == [3]


def test_that_a_sign_in_that_fails_while_others_are_told_is_told_the_next_time(
    clinic: Clinic, computer: ClinicSettings
) -> None:
    told: list[int] = []
    file, other = clinic.file(), clinic.file()
    file.count_failed_unlock(1, b"who")

    def tell(count: int) -> None:
        told.append(count)
        if len(told) == 1:
            other.count_failed_unlock(2, b"who")

    file.take_failed_unlocks(tell)
    file.take_failed_unlocks(tell)
    assert told == [1, 1]


def test_that_who_failed_to_sign_in_stands_nowhere_in_words(clinic: Clinic, computer: ClinicSettings) -> None:
    before = clinic.path.read_bytes()
    with pytest.raises(WrongSecret):
        opened(clinic.path, "chen", "wrong wrong wrong")
    after = clinic.path.read_bytes()
    assert b"wrong wrong" not in after
    assert after.count(b"chen") == before.count(b"chen"), "four letters may stand anywhere in what is sealed"


def test_that_a_name_that_nobody_has_is_told(clinic: Clinic, computer: ClinicSettings) -> None:
    with pytest.raises(WrongSecret, match="Nobody signs in under this name"):
        opened(clinic.path, "moreno")


def test_that_tries_under_a_name_that_nobody_has_are_counted_without_what_was_typed_as_a_name(
    clinic: Clinic, computer: ClinicSettings
) -> None:
    """A passphrase typed into the wrong field must not lie in the file, not even as a hash that can be guessed at."""
    for name in ("moreno", PASSPHRASE):
        with pytest.raises(WrongSecret):
            opened(clinic.path, name)
    with closing(sqlite3.connect(clinic.path)) as connection:
        told = connection.execute("SELECT who FROM failed_unlock").fetchall()
    assert len(told) == 2
    assert len(set(told)) == 1
    assert computer.wrong_tries.number == 2
    assert opened(clinic.path) == [ZONE]
    assert computer.wrong_tries.number == 0


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"number": "many", "last": 0}', '{"number": 1e999, "last": 0}'])
def test_that_a_damaged_count_of_wrong_tries_keeps_nobody_out(
    clinic: Clinic, computer: ClinicSettings, content: str
) -> None:
    (computer.folder / "wrong-tries.json").write_text(content)
    assert computer.wrong_tries.number == 0
    assert opened(clinic.path) == [ZONE]


def test_that_a_wait_is_never_longer_than_half_a_minute_whatever_clock_and_file_say() -> None:
    assert WrongTries(10**9, 4e9).wait(0) == LONGEST_WAIT
    assert WrongTries(-5, 0).wait(0) == 0
    assert WrongTries(4, 100).wait(103) == 1
    assert WrongTries(4, 100).wait(104) == 0


def test_that_where_several_sign_in_one_says_who_one_is(clinic: Clinic, computer: ClinicSettings) -> None:
    vault = clinic.open()
    enrol(vault, NURSE, cost=LIGHT)
    vault.file.close()
    with refused(clinic, WrongSecret, "Several people sign in"):
        opened(clinic.path)
    assert opened(clinic.path, "patel", NURSE.passphrase) == [ZONE]
    with pytest.raises(WrongSecret, match="does not fit"):
        opened(clinic.path, "patel", PASSPHRASE)


def test_that_a_missing_site_secret_is_told(clinic: Clinic, computer: ClinicSettings) -> None:
    computer.site_secret_file.unlink()
    with refused(clinic, SettingsRefused, "does not hold the clinic's site secret"):
        opened(clinic.path)


@pytest.mark.parametrize("content", ["", "zz" * 32, "ab" * 31, "é"])
def test_that_a_damaged_site_secret_is_told_and_the_kit_gets_over_it(
    clinic: Clinic, computer: ClinicSettings, content: str
) -> None:
    computer.site_secret_file.write_text(content)
    with refused(clinic, SettingsRefused, "site secret on this computer"):
        opened(clinic.path)
    recover_by_kit(clinic.path, kit_pdf(clinic.kit), "chen", NEW, cost=LIGHT)
    assert opened(clinic.path, "chen", NEW) == [ZONE]


def test_that_another_site_secret_does_not_open(clinic: Clinic, computer: ClinicSettings) -> None:
    computer.keep_site_secret(os.urandom(32))
    with pytest.raises(WrongSecret, match="does not fit"):
        opened(clinic.path)


def test_that_a_changed_passphrase_opens_and_the_old_one_does_not(clinic: Clinic, computer: ClinicSettings) -> None:
    vault = clinic.open()
    change_passphrase(vault, NEW, cost=LIGHT)
    vault.file.close()
    assert opened(clinic.path, "chen", NEW) == [ZONE]
    with pytest.raises(WrongSecret):
        opened(clinic.path, "chen", PASSPHRASE)


def test_that_a_new_passphrase_that_is_too_short_changes_nothing(clinic: Clinic, computer: ClinicSettings) -> None:
    vault = clinic.open()
    with refused(clinic, WrongSecret, "at least 10 characters"):
        change_passphrase(vault, "short", cost=LIGHT)


def slot_of(file: VaultFile, member: str) -> Keyslot:
    return Keyslot.decode(file.keyslots(Slot.PASSPHRASE)[member])


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: b"",
        lambda text: text[:-1],
        lambda text: b"{}",
        lambda text: b"\xff" + text[1:],
        lambda text: text.replace(b'"slot":"passphrase"', b'"slot":"kit"'),
        lambda text: text.replace(b'"slot":"passphrase"', b'"slot":"pin"'),
        lambda text: text.replace(b'"memory":65536', b'"memory":8'),
        lambda text: text.replace(b'"memory":65536', b'"memory":4000000000'),
        lambda text: text.replace(b'"clinic":"', b'"clinic":"00'),
        lambda text: text.replace(b'"salt":"', b'"salt":"zz'),
        lambda text: text[: text.index(b'"salt":"')] + b'"salt":"",' + text[text.index(b'"cost"') :],
        lambda text: text[: text.index(b'"salt":"')] + b'"salt":"00",' + text[text.index(b'"cost"') :],
        lambda text: text[: text.index(b'"cost"') - 1] + b"}",
    ],
)
def test_that_a_damaged_or_weakened_keyslot_is_told_in_words(
    clinic: Clinic, computer: ClinicSettings, damage: Callable[[bytes], bytes]
) -> None:
    file = clinic.file()
    text = file.keyslots(Slot.PASSPHRASE)[clinic.founder.id]
    file.put_keyslot(clinic.founder.id, Slot.PASSPHRASE, damage(text))
    assert damage(text) != text
    with pytest.raises(WrongSecret) as refusal:
        opened(clinic.path)
    assert refusal.value.next_step


def test_that_every_flipped_byte_of_a_keyslot_is_refused_before_or_after_deriving(
    clinic: Clinic, computer: ClinicSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Argon2id is left out: what is asked is whether a changed slot can open at all, and that it ends in words."""
    from careboard.vault import keyslot

    class Quick:
        def __init__(self, **_: object) -> None: ...

        def derive(self, secret: bytes) -> bytes:
            return hashlib.sha256(secret).digest()

    monkeypatch.setattr(keyslot, "Argon2id", Quick)
    slot = keyslot.close_passphrase(clinic.founder, clinic.id, PASSPHRASE, bytes(32), LIGHT)
    text, secret = slot.encode(), keyslot.prepared(PASSPHRASE)
    assert Keyslot.decode(text).open(secret, bytes(32)).seed == clinic.founder.seed
    for place in range(len(text)):
        for flip in (1, 0x20, 0x80):
            changed = text[:place] + bytes([text[place] ^ flip]) + text[place + 1 :]
            try:
                found = Keyslot.decode(changed).open(secret, bytes(32))
            except WrongSecret:
                continue
            assert found.seed == clinic.founder.seed
            assert Keyslot.decode(changed) == replace(slot, sealed=Keyslot.decode(changed).sealed)


# --- who has left, and names -----------------------------------------------------------------------------------------


def test_that_who_has_left_is_not_signed_in_any_more_nor_recovers(clinic: Clinic, computer: ClinicSettings) -> None:
    vault = clinic.open()
    kit, member = enrol(vault, NURSE, cost=LIGHT)
    revoke(vault, member)
    vault.file.close()
    with refused(clinic, NotAllowed, "do not belong to this clinic any more"):
        opened(clinic.path, "patel", NURSE.passphrase)
    with refused(clinic, NotAllowed, "do not belong to this clinic any more"):
        recover_by_kit(clinic.path, kit_pdf(kit), "patel", NEW, cost=LIGHT)


def test_that_only_an_administrator_enrols_and_no_name_is_taken_twice(clinic: Clinic, computer: ClinicSettings) -> None:
    with refused(clinic, NotAllowed, "Only an administrator enrolls"):
        enrol(clinic.open(Role.NURSE), NURSE, cost=LIGHT)
    for taken in ("chen", "", "  "):
        with refused(clinic, SettingsRefused, "sign-in name is needed|already signs in"):
            enrol(clinic.open(), replace(NURSE, sign_in=taken), cost=LIGHT)


def test_that_a_recovery_takes_nobodys_name(clinic: Clinic, computer: ClinicSettings) -> None:
    vault = clinic.open()
    enrol(vault, NURSE, cost=LIGHT)
    vault.file.close()
    with refused(clinic, SettingsRefused, "already signs in"):
        recover_by_kit(clinic.path, kit_pdf(clinic.kit), "patel", NEW, cost=LIGHT)
    with refused(clinic, SettingsRefused, "already signs in"):
        two = (custody_pdf(clinic.sheets[0]), custody_pdf(clinic.sheets[1]))
        recover_by_custody(clinic.path, two, replace(SUCCESSOR, sign_in="patel"), cost=LIGHT)


# --- the kit ---------------------------------------------------------------------------------------------------------


def as_text(kit: object) -> bytes:
    return f"kit {getattr(kit, 'code', '')}\nsite {getattr(kit, 'site_secret', '')}\n".encode()


@pytest.mark.parametrize("paper", [kit_pdf, as_text])
def test_that_the_kit_opens_on_a_computer_that_never_held_the_clinic(
    clinic: Clinic, elsewhere: ClinicSettings, paper: Callable[[object], bytes]
) -> None:
    recover_by_kit(clinic.path, paper(clinic.kit), "chen", NEW, cost=LIGHT)
    assert opened(clinic.path, "chen", NEW) == [ZONE]
    assert elsewhere.site_secret_file.stat().st_mode & 0o077 == 0


def test_that_a_kit_still_opens_after_a_recovery(clinic: Clinic, elsewhere: ClinicSettings) -> None:
    for passphrase in (NEW, NEW + " again"):
        recover_by_kit(clinic.path, kit_pdf(clinic.kit), "chen", passphrase, cost=LIGHT)
        assert opened(clinic.path, "chen", passphrase) == [ZONE]


def wrong_kits(clinic: Clinic) -> dict[str, bytes]:
    kit = clinic.kit
    slip = kit.code[:-1] + ("0" if kit.code[-1] != "0" else "1")
    return {
        "a kit of another clinic": as_text(
            replace(kit, code=printed("kit", os.urandom(20)), site_secret=printed("site", os.urandom(32)))
        ),
        "a slip of the pen": as_text(replace(kit, code=slip)),
        "a slip in the site secret": as_text(replace(kit, site_secret=kit.site_secret[:-2] + "00")),
        "the site secret of another clinic": as_text(replace(kit, site_secret=printed("site", os.urandom(32)))),
        "half a code": as_text(replace(kit, code=kit.code[:20])),
        "no site secret": as_text(replace(kit, site_secret="")),
        "no code": b"A shopping list.",
        "nothing": b"",
        "no text": b"\xff\xfe\x00",
        "a damaged PDF": kit_pdf(kit)[:400],
        "a custody sheet": custody_pdf(clinic.sheets[0]),
    }


@pytest.mark.parametrize(
    "which",
    [
        "a kit of another clinic",
        "a slip of the pen",
        "a slip in the site secret",
        "the site secret of another clinic",
        "half a code",
        "no site secret",
        "no code",
        "nothing",
        "no text",
        "a damaged PDF",
        "a custody sheet",
    ],
)
def test_that_a_wrong_kit_is_told_and_nothing_is_overwritten(
    clinic: Clinic, computer: ClinicSettings, which: str
) -> None:
    with refused(clinic, CareboardError, "[a-z]"):
        recover_by_kit(clinic.path, wrong_kits(clinic)[which], "chen", NEW, cost=LIGHT)
    assert opened(clinic.path) == [ZONE]


def test_that_a_new_passphrase_that_is_too_short_stops_a_recovery_before_anything_is_written(
    clinic: Clinic, elsewhere: ClinicSettings
) -> None:
    with refused(clinic, WrongSecret, "at least 10"):
        recover_by_kit(clinic.path, kit_pdf(clinic.kit), "chen", "short", cost=LIGHT)
    assert not elsewhere.folder.exists()


# --- custody ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", list(permutations(range(3), 2)))
def test_that_any_two_sheets_make_a_new_administrator_who_reads_all(
    clinic: Clinic, elsewhere: ClinicSettings, pair: tuple[int, int]
) -> None:
    private = clinic.private_stream(Role.COUNSELOR)
    closed = clinic.private_stream(Role.PSYCHIATRIST, custody=False)
    one, other = (custody_pdf(clinic.sheets[number]) for number in pair)
    kit = recover_by_custody(clinic.path, (one, other), SUCCESSOR, cost=LIGHT, clock=clinic.clock)
    assert kit.person == SUCCESSOR.name
    vault = unlock(clinic.path, "okafor", SUCCESSOR.passphrase, clock=clinic.clock)
    try:
        assert vault.registry.active[vault.member].roles == {Role.SUPERVISOR, Role.ADMIN, Role.PRIVACY_OFFICER}
        assert [entry.id for entry in clinic.read(vault=vault)] == clinic.ids()
        assert len(clinic.read(vault=vault, stream=private)) == 1
        assert not vault.keyring.holds(closed)
        assert check_vault(vault).faults == ()
    finally:
        vault.file.close()
    recover_by_kit(clinic.path, kit_pdf(kit), "okafor", NEW, cost=LIGHT)
    assert opened(clinic.path, "okafor", NEW) == [ZONE]


@pytest.mark.parametrize(
    ("papers", "words"),
    [
        (lambda s: (s[0], s[0]), "two copies of the same sheet"),
        (lambda s: (s[0], replace(s[1], code=printed("custody", b"\2" + os.urandom(64)))), "do not belong together"),
        (lambda s: (s[0], replace(s[1], code=printed("custody", b"\4" + os.urandom(64)))), "not the code of a custody"),
        (lambda s: (s[0], replace(s[1], code=s[1].code[:-5] + "00000")), "slip of the pen"),
        (lambda s: (s[0], replace(s[1], code=s[1].code[:50])), "slip of the pen|No code of this kind"),
        (lambda s: (replace(s[0], site_secret=printed("site", os.urandom(32))), s[1]), "another clinic"),
    ],
)
def test_that_one_sheet_or_a_wrong_one_gives_nothing(
    clinic: Clinic, computer: ClinicSettings, papers: Callable[[object], tuple[object, object]], words: str
) -> None:
    one, other = map(as_text, papers(clinic.sheets))
    with refused(clinic, CareboardError, words):
        recover_by_custody(clinic.path, (one, other), SUCCESSOR, cost=LIGHT)


def test_that_a_clinic_without_custody_says_so(clinic: Clinic, computer: ClinicSettings, tmp_path: Path) -> None:
    path = tmp_path / "plain.careboard"
    founded = found_clinic(path, "Plain", FOUNDER, zone=ZONE, cost=LIGHT)
    founded.vault.file.close()
    assert founded.custody == ()
    two = (as_text(clinic.sheets[0]), as_text(clinic.sheets[1]))
    with refused(replace(clinic, path=path, id=founded.vault.clinic), WrongSecret, "no custody sheets"):
        recover_by_custody(path, two, SUCCESSOR, cost=LIGHT)


# --- the file --------------------------------------------------------------------------------------------------------


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def other_database(path: Path) -> None:
    """Somebody else's database, in WAL mode and with a write that is still in the WAL."""
    path.unlink()
    writer = sqlite3.connect(path)
    writer.executescript("PRAGMA journal_mode=WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1);")
    image, wal = path.read_bytes(), path.with_name(path.name + "-wal").read_bytes()
    writer.close()
    path.write_bytes(image)
    path.with_name(path.name + "-wal").write_bytes(wal)


FILES: dict[str, tuple[Callable[[Path], object], type[CareboardError], str]] = {
    "missing": (lambda path: path.unlink(), NotAVault, "no vault of this name"),
    "a folder": (folder, NotAVault, "no vault of this name"),
    "empty": (lambda path: path.write_bytes(b""), NotAVault, "not a Careboard vault"),
    "a text": (lambda path: path.write_bytes(b"Dear colleague," * 100), NotAVault, "not a Careboard vault"),
    "a short text": (lambda path: path.write_bytes(b"Dear"), NotAVault, "not a Careboard vault"),
    "somebody else's database": (
        other_database,
        NotAVault,
        "not a Careboard vault",
    ),
    "of a newer version": (
        lambda path: tamper(path, "PRAGMA user_version=2"),
        NotAVault,
        "newer version of Careboard",
    ),
    "without a version": (lambda path: tamper(path, "PRAGMA user_version=0"), VaultDamaged, "which version"),
    "without tables": (lambda path: tamper(path, "DROP TABLE record"), CareboardError, "[a-z]"),
    "without genesis": (lambda path: tamper(path, "DELETE FROM record"), CareboardError, "does not begin"),
    "cut short": (lambda path: path.write_bytes(path.read_bytes()[:40_000]), VaultDamaged, "damaged"),
}


@pytest.mark.parametrize("which", FILES)
def test_that_a_file_that_is_no_vault_is_told_and_not_touched(
    clinic: Clinic, computer: ClinicSettings, which: str
) -> None:
    change, kind, words = FILES[which]
    change(clinic.path)
    for act in (
        lambda: opened(clinic.path),
        lambda: recover_by_kit(clinic.path, kit_pdf(clinic.kit), "chen", NEW, cost=LIGHT),
    ):
        with refused(clinic, kind, words):
            act()


# --- nothing half made -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("failing", ["put_keyslot", "append", "remember"])
def test_that_a_clinic_that_could_not_be_founded_leaves_nothing_behind(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StorageRefused("The disk is full.")

    monkeypatch.setattr(VaultFile, failing, fail)
    path = tmp_path / "new.careboard"
    with pytest.raises(StorageRefused, match="disk is full"):
        found_clinic(path, "New", FOUNDER, zone=ZONE, cost=LIGHT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"zone": "Mars/Olympus"}, "no time zone"), ({"person": replace(FOUNDER, passphrase="short")}, "at least 10")],
)
def test_that_a_clinic_is_not_founded_on_a_mistake(
    home: Path, tmp_path: Path, changes: dict[str, str], words: str
) -> None:
    path = tmp_path / "new.careboard"
    person, zone = changes.get("person", FOUNDER), changes.get("zone", ZONE)
    with pytest.raises(CareboardError, match=words):
        found_clinic(path, "New", person, zone=zone, cost=LIGHT)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_that_an_existing_file_is_never_founded_over(clinic: Clinic, computer: ClinicSettings) -> None:
    with refused(clinic, NotAVault, "already a file"):
        found_clinic(clinic.path, CLINIC_NAME, FOUNDER, zone=ZONE, cost=LIGHT)


# --- backup and restore ----------------------------------------------------------------------------------------------


def test_that_a_backup_is_made_verified_private_and_restores_to_the_same_chart(
    clinic: Clinic, computer: ClinicSettings, tmp_path: Path
) -> None:
    backup, restored = tmp_path / "backup.careboard", tmp_path / "restored.careboard"
    verdict = back_up(clinic.open(), backup)
    assert (verdict.faults, verdict.verified) == ((), verdict.records)
    assert backup.stat().st_mode & 0o077 == restored.parent.stat().st_mode & 0 == 0
    before = digest(backup)
    assert restore(backup, restored, None, PASSPHRASE).faults == ()
    assert digest(backup) == before
    assert replace(clinic, path=restored, _opened=[]).ids() == clinic.ids()
    assert sorted(path.name for path in tmp_path.glob("*.partial*")) == []


def test_that_a_restored_copy_begins_logs_of_its_own(clinic: Clinic, computer: ClinicSettings, tmp_path: Path) -> None:
    backup, path = tmp_path / "backup.careboard", tmp_path / "restored.careboard"
    back_up(clinic.open(), backup)
    restore(backup, path, None, PASSPHRASE)
    restored = replace(clinic, path=path, _opened=[])
    here, there = clinic.write(None, note("Here.")), restored.write(None, note("There."))
    assert clinic.file().installation != restored.file().installation
    assert here.head.log != there.head.log
    assert there.head.seq == 0
    restored.file().add([kept for kept in [clinic.file().kept(here.id, clinic.founder.id)] if kept], clinic.founder.id)
    assert {here.id.hex(), there.id.hex()} <= set(restored.ids())
    assert check_vault(restored.open()).faults == ()
    restored.close()


def test_that_a_kit_and_a_backup_are_enough_on_a_new_computer(
    clinic: Clinic, elsewhere: ClinicSettings, tmp_path: Path
) -> None:
    backup, path = tmp_path / "backup.careboard", tmp_path / "restored.careboard"
    back_up(clinic.open(), backup)
    before = digest(backup)
    restore_by_kit(backup, path, kit_pdf(clinic.kit), "chen", NEW)
    assert digest(backup) == before
    assert opened(path, "chen", NEW) == [ZONE]


@pytest.mark.parametrize("wrong", ["passphrase", "damaged", "no vault", "missing", "in the way"])
def test_that_a_restore_that_fails_changes_no_file_and_leaves_none(
    clinic: Clinic, computer: ClinicSettings, tmp_path: Path, wrong: str
) -> None:
    backup, target = tmp_path / "backup.careboard", tmp_path / "restored.careboard"
    back_up(clinic.open(), backup)
    if wrong == "damaged":
        tamper(backup, "UPDATE record SET body = zeroblob(200) WHERE id = ?", bytes.fromhex(clinic.entries["note"]))
    if wrong == "no vault":
        backup.write_bytes(b"no vault")
    if wrong == "missing":
        backup.unlink()
    if wrong == "in the way":
        target.write_bytes(b"something else")
    before = {path: digest(path) for path in tmp_path.iterdir() if path.is_file()}
    with pytest.raises(CareboardError) as refusal:
        restore(backup, target, None, "wrong wrong wrong" if wrong == "passphrase" else PASSPHRASE)
    assert refusal.value.next_step
    assert {path: digest(path) for path in tmp_path.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("damage", ["body", "sig", "header"])
def test_that_a_backup_of_a_damaged_vault_is_refused_and_removed(clinic: Clinic, tmp_path: Path, damage: str) -> None:
    """`damage` is a column's name."""
    note_id = bytes.fromhex(clinic.entries["note"])
    changed = f"CAST(x'ff' || substr({damage}, 2) AS BLOB)"
    tamper(clinic.path, f"UPDATE record SET {damage} = {changed} WHERE id = ?", note_id)  # noqa: S608
    with pytest.raises(VaultDamaged, match="does not verify"):
        back_up(clinic.open(), tmp_path / "backup.careboard")
    assert not list(tmp_path.glob("backup*"))


def test_that_a_record_that_does_not_count_stops_no_backup_and_no_restore(
    clinic: Clinic, computer: ClinicSettings, tmp_path: Path
) -> None:
    """Or any member could keep the clinic from ever having a backup again."""
    forged = clinic.write(Role.COORDINATOR, note("A coordinator's own therapy note."))
    verdicts = [
        back_up(clinic.open(), tmp_path / "backup.careboard"),
        restore(tmp_path / "backup.careboard", tmp_path / "restored.careboard", None, PASSPHRASE),
    ]
    for verdict in verdicts:
        assert [(fault.record, fault.damage) for fault in verdict.faults] == [(forged.id.hex(), False)]
        assert verdict.verified == verdict.records - 1


def test_that_a_backup_takes_no_place_that_was_taken_meanwhile_and_drops_no_file_of_somebody_else(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, theirs = tmp_path / "backup.careboard", tmp_path / "backup.careboard.partial"
    theirs.write_bytes(b"precious")
    copy_to = VaultFile.copy_to

    def slowly(file: VaultFile, path: Path) -> None:
        copy_to(file, path)
        target.write_bytes(b"came meanwhile")

    monkeypatch.setattr(VaultFile, "copy_to", slowly)
    with pytest.raises(NotAVault, match="already a file"):
        back_up(clinic.open(), target)
    assert (target.read_bytes(), theirs.read_bytes()) == (b"came meanwhile", b"precious")
    assert {path.name for path in tmp_path.glob("*backup*")} == {target.name, theirs.name}


def test_that_a_backup_goes_onto_a_stick_that_knows_no_second_names(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", unknown)
    back_up(clinic.open(), tmp_path / "backup.careboard")
    assert [path.name for path in tmp_path.glob("*backup*")] == ["backup.careboard"]


def test_that_a_kit_a_site_secret_and_a_backup_outlive_a_power_cut_by_name_too(
    clinic: Clinic, tmp_path: Path, computer: ClinicSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    fsync = os.fsync

    def watched(handle: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{handle}").resolve()))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    computer.keep_site_secret(computer.site_secret())
    assert synced[-1] == str(computer.folder)
    back_up(clinic.open(), tmp_path / "backup.careboard")
    assert synced[-1] == str(tmp_path)


def test_that_every_folder_that_a_private_file_needs_is_private(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_private(tmp_path / "one" / "two" / "three", b"a secret")
    finally:
        os.umask(before)
    made = [tmp_path / "one", tmp_path / "one" / "two", tmp_path / "one" / "two" / "three"]
    assert [path.stat().st_mode & 0o077 for path in made] == [0, 0, 0]


def test_that_a_backup_overwrites_nothing(clinic: Clinic, tmp_path: Path) -> None:
    (tmp_path / "backup.careboard").write_bytes(b"precious")
    with pytest.raises(NotAVault, match="already a file"):
        back_up(clinic.open(), tmp_path / "backup.careboard")
    assert (tmp_path / "backup.careboard").read_bytes() == b"precious"
