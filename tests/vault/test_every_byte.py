"""Promises about damage: whichever byte of a record is another, and whichever part is cut short, it is noticed.

A record of every kind that this program writes is tried, clear and sealed; so is a chart that is read.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from typing_extensions import override

from careboard.clinical.coordination import Handover
from careboard.clinical.entry import KIND_OF, Kind
from careboard.clinical.people import Role
from careboard.storage.kept import Kept
from careboard.storage.vaultfile import VaultFile
from careboard.vault.policy import Policy
from careboard.vault.record import Record, pad, unpad
from careboard.vault.refusals import BadRecord
from careboard.vault.verifier import Verified, verify
from careboard.workflow.checking import check_vault
from careboard.workflow.open_vault import OpenVault, clear
from careboard.workflow.people import change_roles, revoke
from careboard.workflow.reading import authors_of, entries_of
from tests.clinic import Clinic, note
from tests.clinical_examples import EXAMPLES, SOURCE
from tests.vault.forging import tamper

FIELDS = ("id", "header", "body_hash", "body", "sig")
FLIPS = (0x01, 0x80, 0xFF)
KINDS = [
    *"genesis member role revoke policy stream epoch grant access checkpoint delivery blob imported".split(),
    *(kind.value for kind in Kind if kind is not Kind.IMPORTED),
]


def damaged(record: Record) -> Iterator[tuple[str, Record]]:
    """Three flips of every byte, and every part cut short in every place; each with the name of the part."""
    for name in FIELDS:
        whole = bytes(getattr(record, name))
        for place in range(len(whole)):
            for flip in FLIPS:
                changed = bytes([whole[place] ^ flip])
                yield name, record._replace(**{name: whole[:place] + changed + whole[place + 1 :]})
        for length in range(0, len(whole), 1 + len(whole) // 512):
            yield name, record._replace(**{name: whole[:length]})


@pytest.fixture(scope="module")
def records(original_clinic: Clinic, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Clinic, OpenVault]]:
    """A vault that holds a record of every kind, opened by somebody who reads all of it."""
    clinic = original_clinic.copied_to(tmp_path_factory.mktemp("bytes"))
    for content in (Handover, *(next(c for c, k in KIND_OF.items() if k is kind) for kind in set(KIND_OF.values()))):
        who = Role.ADMIN if KIND_OF[content] is Kind.CLINIC else None
        stream = clinic.open().registry.clinic_stream if who else None
        clinic.write(who, EXAMPLES[content].content, stream=stream)
    clinic.write(Role.NURSE, note(), kind="imported", source=SOURCE, delivery="d" * 32)
    vault = clinic.open(Role.NURSE)
    vault.write([vault.sealed("delivery", vault.registry.clinic_stream, b"{}", "d" * 32)])
    vault.write([vault.sealed("blob", clinic.patient, b"%PDF-1.7 a short one")])
    vault.write([clear("access", {"purpose": "opened", "count": 1}, clinic.patient)])
    vault.begin_epoch(clinic.patient, [clinic.keys(Role.NURSE).id, clinic.founder.id])
    change_roles(clinic.open(), clinic.keys(Role.COUNSELOR).id, {Role.COUNSELOR, Role.SUPERVISOR})
    revoke(clinic.open(), clinic.keys(Role.COORDINATOR).id)
    admin = clinic.open()
    admin.write([clear("policy", Policy().to_json(), reg=admin.registry.last + 1)])
    admin.checkpoint()
    yield clinic, clinic.open()
    clinic.close()


def smallest(vault: OpenVault, kind: str) -> Record:
    found = [record for record in vault.file.every() if record.head.kind == kind]
    return min(found, key=lambda record: len(record.body or b""))


def passes(record: Record, vault: OpenVault, mac: bytes | None = None) -> Verified | None:
    try:
        return verify(record, vault.known, mac)
    except BadRecord:
        return None


def test_that_the_vault_with_a_record_of_every_kind_is_sound(records: tuple[Clinic, OpenVault]) -> None:
    vault = records[0].open()
    assert {record.head.kind for record in vault.file.every()} == set(KINDS)
    assert check_vault(vault).faults == ()


@pytest.mark.parametrize("kind", KINDS)
def test_that_no_changed_byte_of_a_record_passes(records: tuple[Clinic, OpenVault], kind: str) -> None:
    vault = records[1]
    record = smallest(vault, kind)
    assert passes(record, vault)
    tries = undetected = 0
    for _, changed in damaged(record):
        tries += 1
        undetected += passes(changed, vault) is not None
    print(f"{kind}: {tries} changed bytes and cuts, {undetected} undetected")
    assert tries > 3 * (len(record.header) + len(record.body or b""))
    assert undetected == 0


def test_that_no_changed_byte_passes_behind_the_mark_of_one_who_knew_the_record(
    records: tuple[Clinic, OpenVault],
) -> None:
    """But for the signature, which is not looked at again: `check_vault` does, and so does everybody else."""
    vault = records[1]
    record = smallest(vault, "note")
    mac, good = vault.passed.mac(record.id), passes(record, vault)
    missed = {name for name, changed in damaged(record) if passes(changed, vault, mac) is not None}
    assert missed == {"sig"}
    assert all(passes(changed, vault, mac) == good for name, changed in damaged(record) if name == "sig")


class _Showing(VaultFile):
    """The vault's file, but one chart is what the test puts in its place."""

    instead: list[Kept]

    @override
    def stream(self, *_: Any, **__: Any) -> list[Kept]:
        return self.instead


@pytest.mark.parametrize("marked", [True, False])
def test_that_no_changed_byte_is_ever_shown_in_a_chart(clinic: Clinic, *, marked: bool) -> None:
    vault = clinic.open()
    authors, (true,) = authors_of(vault), [e for e in clinic.read(vault=vault) if e.id == clinic.entries["note"]]
    kept = vault.file.kept(bytes.fromhex(true.id), vault.member)
    assert kept is not None
    assert kept.mac is not None
    showing = _Showing(vault.file._engine, vault.file.path)
    vault.file = showing
    tries = shown = 0
    for name, changed in damaged(kept.record):
        tries += 1
        showing.instead = [Kept(changed, kept.mac if marked else None)]
        entries = entries_of(vault, clinic.patient, authors)
        assert entries in ((), (true,)), name
        shown += bool(entries)
        assert not entries or (marked and name == "sig")
    print(f"{tries} changed bytes and cuts, {shown} in a signature behind a mark, 0 others shown")


def test_that_a_changed_signature_behind_a_mark_is_found_by_verify(clinic: Clinic) -> None:
    note_id = bytes.fromhex(clinic.entries["note"])
    tamper(clinic.path, "UPDATE record SET sig = zeroblob(64) WHERE id = ?", note_id)
    assert clinic.entries["note"] in clinic.ids()
    faults = check_vault(clinic.open()).faults
    assert [(fault.record, fault.text) for fault in faults] == [
        (note_id.hex(), "A record's signature does not belong to its author.")
    ]


# --- the marks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["missing", "wrong", "of another member", "short", "long"])
def test_that_a_mark_that_is_not_this_members_own_only_makes_the_rules_run_again(clinic: Clinic, mark: str) -> None:
    before = clinic.ids()
    record = bytes.fromhex(clinic.entries["note"])
    mine, other = clinic.founder.id, clinic.keys(Role.NURSE).id
    values = {"wrong": bytes(16), "short": b"m", "long": bytes(64)}
    if mark == "missing":
        tamper(clinic.path, "DELETE FROM passed WHERE id = ?", record)
    elif mark == "of another member":
        theirs = clinic.file().kept(record, other)
        assert theirs is not None
        assert theirs.mac
        values[mark] = theirs.mac
    if mark in values:
        tamper(clinic.path, "UPDATE passed SET mac = ? WHERE id = ? AND member = ?", values[mark], record,
               bytes.fromhex(mine))  # fmt: skip
    assert clinic.ids() == before
    kept, vault = clinic.file().kept(record, mine), clinic.open()
    assert kept is not None
    assert vault.passed.believes(record, kept.mac)
    assert vault.trouble == []


def test_that_another_members_mark_does_not_hide_a_bad_signature(clinic: Clinic) -> None:
    record = bytes.fromhex(clinic.entries["note"])
    nurse = clinic.open(Role.NURSE)
    tamper(clinic.path, "UPDATE record SET sig = zeroblob(64) WHERE id = ?", record)
    tamper(clinic.path, "UPDATE passed SET mac = ? WHERE id = ?", nurse.passed.mac(record), record)
    assert clinic.entries["note"] in clinic.ids(Role.NURSE)
    assert clinic.entries["note"] not in clinic.ids()


def test_that_a_mark_does_not_save_a_record_whose_author_lost_the_role(clinic: Clinic) -> None:
    """Rules 8 and 9 hold at every reading: the cut-off arrives later."""
    written = clinic.write(Role.NURSE, note())
    assert written.id.hex() in clinic.ids()
    admin = clinic.open(Role.ADMIN)
    admin.write([clear("revoke", {"heads": {}}, to=clinic.keys(Role.NURSE).id, reg=admin.registry.last + 1)])
    assert written.id.hex() not in clinic.ids()


def test_that_padding_hides_the_length_at_twelve_percent_or_less() -> None:
    sizes = {length: len(pad(b"x" * length)) for length in (*range(0, 5000, 7), 2000, 33_000, 1_000_000)}
    assert all(len(unpad(pad(b"x" * length))) == length for length in sizes)
    assert all(size - length - 4 <= max(28, 0.12 * size) for length, size in sizes.items())
    assert sizes[2000] == 2048
    assert len(set(sizes.values())) < len(sizes) // 4


def test_that_replacing_a_field_of_the_header_is_not_a_way_around_its_id(clinic: Clinic) -> None:
    vault = clinic.open()
    record = smallest(vault, "note")
    changes: list[dict[str, Any]] = [{"time": 1}, {"author": clinic.keys(Role.NURSE).id}, {"stream": "a" * 64}]
    for change in changes:
        header = replace(record.head, **change).encode()
        assert passes(record._replace(header=header), vault) is None
