"""Enrolling with paper: a member comes in only together with the recovery kit, which is written as a file.

Where the kit cannot be written, nobody stays enrolled who could not recover: the membership ends again at once.
"""

from pathlib import Path

from careboard.settings import ClinicSettings
from careboard.vault.keyslot import KdfCost
from careboard.workflow.founding import Person
from careboard.workflow.papers import NotWritten, keep_kit, refuse_unwritable
from careboard.workflow.people import revoke
from careboard.workflow.session import Session


def enrol_with_kit(session: Session, person: Person, path: Path, *, cost: KdfCost | None = None) -> None:
    """Make one more member and write their kit; raises NotWritten where it cannot be, and nobody is enrolled."""
    refuse_unwritable(path)
    kit = session.enrol(person, cost=cost)
    try:
        keep_kit(kit, path)
    except NotWritten:
        _withdraw(session, person)
        raise


def _withdraw(session: Session, person: Person) -> None:
    settings = ClinicSettings(session.vault.clinic)
    member = settings.sign_ins()[person.sign_in]
    settings.drop_sign_in(person.sign_in)
    revoke(session.vault, member)
