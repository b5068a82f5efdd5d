"""What somebody does who may write to the file while others use it: nothing that is believed, lost or hidden unseen.

`test_owner_of_the_file` changes what lies in the tables; here the tables themselves are turned against the program,
and what lies beside the records against whoever is signed in.
"""

import pytest

from careboard.clinical.people import Role
from careboard.settings import ClinicSettings
from careboard.vault.keyslot import LIGHT, Slot, close_passphrase
from careboard.vault.refusals import WrongSecret
from careboard.workflow.session import Session
from careboard.workflow.sign_in import confirm
from tests.clinic import PASSPHRASE, Clinic
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
