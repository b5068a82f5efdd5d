"""Promises about a disk that rots: a byte of the vault file is another, and either it is told or nothing else is read.

Each flip stands alone in a fresh copy of the file (what is found is written down in it, and would be found again at
the next), opened through the real storage code. Where other records are read than before, those are held against the
ten rules; all of `verify` is run where that finds nothing, and for every tenth.
"""

from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.settings import ClinicSettings
from careboard.storage.tables import FRAME_KINDS
from careboard.storage.vaultfile import VaultFile
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import Keyslot, Slot, close_kit, prepared
from careboard.vault.record import Record
from careboard.vault.refusals import BadRecord, WrongSecret
from careboard.vault.verifier import Known, verify
from careboard.workflow.checking import check_vault
from careboard.workflow.open_vault import OpenVault
from tests.clinic import PASSPHRASE, make_clinic, note

PARTS = 4  # of the flips, so that processors share them
KIT_CODE = bytes(range(20))


@dataclass(frozen=True, slots=True)
class Ward:
    """A vault file, who reads it, and what opens her keyslots."""

    path: Path
    clinic: str
    reader: Keyset
    streams: tuple[str, ...]
    secrets: Mapping[Slot, tuple[bytes, bytes]]


@pytest.fixture(scope="module")
def ward(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Ward:
    """A vault with what lies beside the records too: drafts, keyslots, an attachment."""
    clinic = make_clinic(tmp_path_factory.mktemp("ward"), roles=[Role.NURSE])
    for number in range(20):
        clinic.write(Role.NURSE, note(f"Day {number}: walked to the river and back. " * (1 + number)))
    vault = clinic.open()
    vault.write([vault.sealed("blob", clinic.patient, Random(1).randbytes(150_000))])
    vault.file.put_keyslot(vault.member, Slot.KIT, close_kit(vault.keyset, vault.clinic, KIT_CODE).encode())
    for name in ("note", "meal plan"):
        vault.keep_draft(name, b"Half a sentence. " * 200)
    clinic.read()
    vault.checkpoint()
    clinic.close()
    secrets = {
        Slot.KIT: (KIT_CODE, b""),
        Slot.PASSPHRASE: (prepared(PASSPHRASE), ClinicSettings(clinic.id).site_secret()),
    }
    return Ward(clinic.path, clinic.id, clinic.founder, tuple(vault.keyring.streams), secrets)


def flip(sound: bytes, copy: Path, place: int, change: int) -> None:
    """The copy is the sound file but for one byte; nothing that an earlier flip left lies beside it."""
    for left in copy.parent.glob(f"{copy.name}-*"):
        left.unlink()
    copy.write_bytes(sound)
    with copy.open("r+b") as file:
        file.seek(place)
        file.write(bytes([sound[place] ^ change]))


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the storage hands out of what members wrote, by every way that it is read."""

    records: list[Record]
    streams: list[list[Record]]
    frame: list[Record]
    heads: dict[str, tuple[int, str]]
    misplaced: list[bytes]
    slots: list[tuple[str, str, bytes]]
    drafts: dict[str, tuple[int, bytes]]
    draft_owners: frozenset[str]


def read(ward: Ward, file: VaultFile) -> Seen:
    streams = [file.stream(stream, ward.reader.id, without=()) for stream in ward.streams]
    return Seen(
        list(file.every()),
        [[kept.record for kept in stream] for stream in streams],
        file.of_kinds(FRAME_KINDS),
        file.heads(),
        [record for piece in file.misplaced() for record in piece],
        file.every_keyslot(),
        file.drafts(ward.reader.id),
        file.draft_owners(),
    )


def told(ward: Ward, file: VaultFile, before: Seen, now: Seen, known: Known, *, whole: bool) -> bool:
    """Does anybody hear of it: by `verify`, or by whoever needs a keyslot?"""
    if now.slots != before.slots and not all(_opens(ward, slot, sealed) for _, slot, sealed in now.slots):
        return True
    changed = [record for record in now.records if record not in before.records]
    if changed and not whole and all(_is_refused(record, known) for record in changed):
        return True
    return bool(check_vault(OpenVault(file, ward.reader, ward.clinic)).faults)


def _is_refused(record: Record, known: Known) -> bool:
    try:
        verify(record, known)
    except BadRecord:
        return True
    return False


def _opens(ward: Ward, slot: str, sealed: bytes) -> bool:
    try:
        return Keyslot.decode(sealed).open(*ward.secrets[Slot(slot)]).seed == ward.reader.seed
    except (WrongSecret, ValueError):
        return False


def fate(ward: Ward, copy: Path, before: Seen, known: Known, *, whole: bool) -> str:
    """What becomes of the file as it is now."""
    try:
        with closing(VaultFile.open(copy)) as file:
            if (now := read(ward, file)) == before:
                return "the same rows read back"
            return "told by verify" if told(ward, file, before, now, known, whole=whole) else "UNDETECTED"
    except CareboardError:
        return "refused in words"


@pytest.mark.timeout(0)  # as long as there are flips
@pytest.mark.parametrize("part", range(PARTS))
def test_that_a_flipped_byte_is_told_or_the_same_rows_are_read_back(
    ward: Ward, flips: int, part: int, tmp_path: Path
) -> None:
    sound, copy = ward.path.read_bytes(), tmp_path / "flipped.careboard"
    with closing(VaultFile.open(ward.path)) as file:
        before, vault = read(ward, file), OpenVault(file, ward.reader, ward.clinic)
        assert check_vault(vault).faults == ()
    fates = Counter[str]()
    chance = Random(part)
    for number in range(-(-flips // PARTS)):
        place, change = chance.randrange(len(sound)), 1 << chance.randrange(8)
        flip(sound, copy, place, change)
        came = fate(ward, copy, before, vault.known, whole=number % 10 == 0)
        assert came != "UNDETECTED", f"byte {place} xor {change}"
        fates[came] += 1
    print(f"{fates.total()} flips: " + ", ".join(f"{number} {came}" for came, number in fates.most_common()))
    assert fates["told by verify"] > flips // PARTS // 5
