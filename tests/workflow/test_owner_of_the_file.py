"""What somebody can do who holds the vault file and a program of their own, but no key: nothing that stays unseen.

`tests/vault` tries each rule; here whole attacks on a file between two sessions are seen through a member's own chart.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from careboard.clinical.people import Role
from careboard.settings import ClinicSettings
from careboard.vault.keyslot import LIGHT, Keyslot, Slot, close_kit, close_passphrase
from careboard.vault.record import canon
from careboard.vault.refusals import WrongSecret
from careboard.workflow.checking import check_vault
from careboard.workflow.people import revoke
from careboard.workflow.session import Session
from careboard.workflow.sign_in import unlock
from tests.clinic import PASSPHRASE, Clinic, note
from tests.vault.forging import next_header, put, signed, tamper

NURSE = Role.NURSE


@pytest.fixture
def told(clinic: Clinic) -> Iterator[Callable[[], list[str]]]:
    """What the founder's chart tells at the next sign-in."""
    opened: list[Session] = []

    def look() -> list[str]:
        opened.append(Session(clinic.open()))
        return [finding.text for finding in opened[-1].chart(clinic.patient).findings]

    yield look
    for session in opened:
        session.close()


def written(clinic: Clinic, number: int = 3) -> list[str]:
    """Notes by the nurse, which the founder has seen and named in a checkpoint."""
    ids = [clinic.write(NURSE, note(f"Note {n}.")).id.hex() for n in range(number)]
    Session(clinic.open()).close()
    assert set(ids) <= set(clinic.ids())
    return ids


NEXT = "Do not rely on this record. What there is of it is in quarantine for the privacy officer."
MISSING = f"A record that was here before is missing or was exchanged. {NEXT}"
GAP = f"A record is missing from the middle of a log. {NEXT}"


def test_that_a_tail_cut_off_is_told_at_every_later_sign_in(clinic: Clinic, told: Callable[[], list[str]]) -> None:
    last = written(clinic)[-1]
    tamper(clinic.path, "DELETE FROM record WHERE id = ?", bytes.fromhex(last))
    assert MISSING in told()
    assert MISSING in told()
    assert MISSING.removesuffix(f" {NEXT}") in [fault.text for fault in check_vault(clinic.open()).faults]


def test_that_a_record_taken_out_of_the_middle_is_told(clinic: Clinic, told: Callable[[], list[str]]) -> None:
    middle = written(clinic)[1]
    tamper(clinic.path, "DELETE FROM record WHERE id = ?", bytes.fromhex(middle))
    assert GAP in told()


def test_that_a_log_taken_out_whole_is_told(clinic: Clinic, told: Callable[[], list[str]]) -> None:
    written(clinic)
    log = clinic.open(NURSE)._log
    tamper(clinic.path, "DELETE FROM record WHERE log = ?", bytes.fromhex(log))
    assert MISSING in told()


def test_that_a_revocation_taken_out_is_told(clinic: Clinic, told: Callable[[], list[str]]) -> None:
    admin = clinic.open()
    revoke(admin, clinic.keys(NURSE).id)
    (record,) = (r for r in admin.file.every() if r.head.kind == "revoke")
    Session(clinic.open()).close()
    tamper(clinic.path, "DELETE FROM record WHERE id = ?", record.id)
    assert GAP in told()


def test_that_nobody_is_troubled_where_nothing_was_done(clinic: Clinic, told: Callable[[], list[str]]) -> None:
    written(clinic)
    assert told() == told() == []


def test_that_a_forged_checkpoint_in_a_members_name_keeps_none_from_being_written(
    clinic: Clinic, told: Callable[[], list[str]]
) -> None:
    clinic.write(NURSE, note())
    founder = clinic.open()
    heads = {log: [seq, record] for log, (seq, record) in founder.file.heads().items()}
    header = next_header(founder, "checkpoint", log="f" * 32, seq=0, prev="")
    put(clinic.path, signed(header, canon(heads), clinic.keys(NURSE)))
    before = _checkpoints(clinic)
    assert "A record's signature does not belong to its author." in [t.text for t in check_vault(clinic.open()).faults]
    told()
    assert _checkpoints(clinic) == before + 1


def _checkpoints(clinic: Clinic) -> int:
    return sum(record.head.kind == "checkpoint" for record in clinic.file().every())


# --- what lies beside the records ------------------------------------------------------------------------------------


def test_that_a_keyslot_of_ones_own_in_anothers_place_opens_nothing(clinic: Clinic) -> None:
    """A nurse who holds the file puts a slot that her passphrase opens where the founder's was, as it is or renamed."""
    settings, file = ClinicSettings(clinic.id), clinic.file()
    theirs = close_passphrase(clinic.keys(NURSE), clinic.id, "the nurse's passphrase", settings.site_secret(), LIGHT)
    for slot in (theirs, replace(theirs, member=clinic.founder.id)):
        file.put_keyslot(clinic.founder.id, Slot.PASSPHRASE, slot.encode())
        with pytest.raises(WrongSecret):
            unlock(clinic.path, "chen", "the nurse's passphrase")
        texts = [fault.text for fault in check_vault(clinic.open()).faults]
        assert (slot is theirs) is any("where a member's key is kept" in text for text in texts)


def test_that_a_kit_slot_does_not_pass_for_a_passphrase_slot(clinic: Clinic) -> None:
    slot = close_kit(clinic.founder, clinic.id, bytes(20))
    for text in (slot, replace(slot, slot=Slot.PASSPHRASE)):
        clinic.file().put_keyslot(clinic.founder.id, Slot.PASSPHRASE, text.encode())
        with pytest.raises(WrongSecret):
            unlock(clinic.path, "chen", PASSPHRASE)


def test_that_a_keyslot_that_still_opens_with_a_letter_in_another_case_is_told(clinic: Clinic) -> None:
    """The sealed seed is written in hex, which reads the same in capitals: it opens, and verify tells of it."""
    file = clinic.file()
    slot = Keyslot.decode(file.keyslots(Slot.PASSPHRASE)[clinic.founder.id])
    file.put_keyslot(clinic.founder.id, Slot.PASSPHRASE, replace(slot, sealed=slot.sealed.upper()).encode())
    assert unlock(clinic.path, "chen", PASSPHRASE).member == clinic.founder.id
    texts = [fault.text for fault in check_vault(clinic.open()).faults]
    assert any("where a member's key is kept" in text for text in texts)


@pytest.mark.parametrize("table", ["draft", "snapshot"])
def test_that_what_was_sealed_for_another_member_is_not_taken(clinic: Clinic, table: str) -> None:
    """The rows of a colleague under the own name: a draft is told as damaged, a search index is made anew."""
    for who in (None, NURSE):
        session = Session(clinic.open(who))
        session.save_draft("note", f"Half a sentence of {who}.".encode())
        session.prepare_search()
        session._finder.save()
    mine, theirs = bytes.fromhex(clinic.founder.id), bytes.fromhex(clinic.keys(NURSE).id)
    tamper(clinic.path, f"DELETE FROM {table} WHERE member = ?", mine)  # noqa: S608
    tamper(clinic.path, f"UPDATE {table} SET member = ? WHERE member = ?", mine, theirs)  # noqa: S608
    session = Session(clinic.open())
    session.prepare_search()
    assert session.search("Slept").hits
    assert session.drafts() == ({} if table == "draft" else {"note": b"Half a sentence of None."})
    assert session.damaged_drafts() == (["note"] if table == "draft" else [])


def test_that_an_emptied_quarantine_fills_again_at_the_next_reading(clinic: Clinic) -> None:
    forged = clinic.write(Role.COORDINATOR, note("A coordinator's own therapy note."))
    assert forged.id.hex() not in clinic.ids()
    tamper(clinic.path, "DELETE FROM quarantine")
    assert forged.id.hex() not in clinic.ids()
    assert forged.id in [record.id for record, _, _ in clinic.file().quarantined()]


def test_that_a_forgery_that_was_refused_and_taken_out_again_is_told_by_verify(clinic: Clinic) -> None:
    forged = clinic.write(Role.COORDINATOR, note("A coordinator's own therapy note."))
    assert forged.id.hex() not in clinic.ids()
    tamper(clinic.path, "DELETE FROM record WHERE id = ?", forged.id)
    faults = {fault.record: fault for fault in check_vault(clinic.open()).faults}
    assert "was refused, and is gone" in faults[forged.id.hex()].text
    assert not faults[forged.id.hex()].damage
