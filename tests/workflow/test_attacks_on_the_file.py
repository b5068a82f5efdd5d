"""What somebody does who may write to the file while others use it: nothing that is believed, lost or hidden unseen.

`test_owner_of_the_file` changes what lies in the tables; here the tables themselves are turned against the program,
and what lies beside the records against whoever is signed in.
"""

import sqlite3
from contextlib import closing

import pytest

from careboard.clinical.people import Role
from careboard.settings import ClinicSettings
from careboard.storage.refusals import VaultDamaged
from careboard.vault.keyslot import LIGHT, Slot, close_passphrase
from careboard.vault.refusals import WrongSecret
from careboard.workflow import session as session_module
from careboard.workflow.people import revoke
from careboard.workflow.session import Session
from careboard.workflow.sign_in import confirm
from tests.clinic import PASSPHRASE, Clinic, note
from tests.vault.forging import tamper

NURSE = Role.NURSE


def test_that_a_cover_is_not_lifted_by_a_colleagues_keyslot_in_the_place_of_ones_own(clinic: Clinic) -> None:
    session = Session.unlock(clinic.path, "chen", PASSPHRASE, clock=clinic.clock)
    secret = ClinicSettings(clinic.id).site_secret()
    theirs = close_passphrase(clinic.keys(NURSE), clinic.id, "the nurse's passphrase", secret, LIGHT)
    session.vault.file.put_keyslot(clinic.founder.id, Slot.PASSPHRASE, theirs.encode())
    with pytest.raises(WrongSecret):
        confirm(session.vault, "the nurse's passphrase")
    session.close()


def test_that_a_keyslot_that_is_gone_is_told_where_the_passphrase_is_asked_again(clinic: Clinic) -> None:
    session = Session.unlock(clinic.path, "chen", PASSPHRASE, clock=clinic.clock)
    tamper(clinic.path, "DELETE FROM keyslot")
    with pytest.raises(WrongSecret, match="where your key is kept"):
        confirm(session.vault, PASSPHRASE)
    session.close()


# --- the tables turned against the program ---------------------------------------------------------------------------

SWALLOWS = {
    "a record that is ignored": "BEFORE INSERT ON record WHEN NEW.kind = 'note' BEGIN SELECT RAISE(IGNORE); END",
    "a record that is taken out again": "AFTER INSERT ON record BEGIN DELETE FROM record WHERE id = NEW.id; END",
    "an access record ignored": "BEFORE INSERT ON record WHEN NEW.kind = 'access' BEGIN SELECT RAISE(IGNORE); END",
}


@pytest.mark.parametrize("which", SWALLOWS)
def test_that_nothing_is_acknowledged_that_a_trigger_in_the_file_swallowed(clinic: Clinic, which: str) -> None:
    session = Session(clinic.open())
    tamper(clinic.path, f"CREATE TRIGGER t {SWALLOWS[which]}")
    act = (
        (lambda: session.note_access("opened"))
        if "access" in which
        else (lambda: session.append(clinic.patient, note()))
    )
    with pytest.raises(VaultDamaged):
        act()


@pytest.mark.parametrize(
    "turned",
    [
        "CREATE TRIGGER t BEFORE INSERT ON failed_unlock BEGIN SELECT RAISE(IGNORE); END",
        "CREATE VIEW v AS SELECT * FROM record",
    ],
)
def test_that_a_file_with_a_trigger_or_view_of_somebody_elses_is_not_opened(clinic: Clinic, turned: str) -> None:
    tamper(clinic.path, turned)
    with pytest.raises(VaultDamaged, match="did not put there"):
        Session.unlock(clinic.path, "chen", PASSPHRASE, clock=clinic.clock)


def test_that_a_file_whose_guards_were_taken_away_is_not_opened(clinic: Clinic) -> None:
    with closing(sqlite3.connect(clinic.path)) as connection, connection:
        connection.execute("DROP TRIGGER record_never_goes")
    with pytest.raises(VaultDamaged, match="guards"):
        Session.unlock(clinic.path, "chen", PASSPHRASE, clock=clinic.clock)


# --- rows that hide a record without touching it ---------------------------------------------------------------------


@pytest.mark.parametrize("hidden", ["frame = 0", "kind = 'note', frame = 0", "kind = 'blob'"])
def test_that_a_revocation_whose_row_was_hidden_is_told_at_the_next_sign_in(clinic: Clinic, hidden: str) -> None:
    admin = Session(clinic.open())
    revoke(admin.vault, clinic.keys(NURSE).id)
    admin.close()
    tamper(clinic.path, f"UPDATE record SET {hidden} WHERE kind = 'revoke'")  # noqa: S608
    session = Session(clinic.open())
    assert [finding.text for finding in session.chart(clinic.patient).findings]


@pytest.mark.parametrize("hidden", ["kind = 'blob'", "stream = zeroblob(32)"])
def test_that_an_entry_whose_row_was_hidden_is_told(clinic: Clinic, hidden: str) -> None:
    Session(clinic.open()).close()
    tamper(clinic.path, f"UPDATE record SET {hidden} WHERE id = ?", bytes.fromhex(clinic.entries["start"]))  # noqa: S608
    session = Session(clinic.open())
    chart = session.chart(clinic.patient)
    assert clinic.entries["start"] in [row.id for row in chart.timeline] or [f.text for f in chart.findings]


def test_that_a_large_vault_is_looked_through_after_signing_in(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "SMALL", 0)
    tamper(clinic.path, "UPDATE record SET kind = 'blob' WHERE id = ?", bytes.fromhex(clinic.entries["start"]))
    session = Session(clinic.open())
    assert session.chart(clinic.patient).findings == ()
    assert session.look_for_moved(lambda: True) == 1
    assert session.look_for_moved() == 1
    assert [finding.entry for finding in session.chart(clinic.patient).findings] == [clinic.entries["start"]]
