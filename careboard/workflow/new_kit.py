"""A new recovery kit for whoever is signed in: made and put on paper first, in use only when that is certain.

Until then the old kit opens their key, and the new paper opens nothing. That one took the place of another is recorded.
"""

import os
from dataclasses import dataclass, field

from careboard.documents.keys_on_paper import Kit
from careboard.settings import ClinicSettings
from careboard.vault.codes import KIT_SIZE, printed
from careboard.vault.keyslot import Slot, close_kit
from careboard.workflow.clinic import today
from careboard.workflow.session import Session
from careboard.workflow.sign_in import confirm


@dataclass(frozen=True, slots=True)
class NewKit:
    """A kit as it is printed, and what opens with its code as soon as it is in use."""

    kit: Kit = field(repr=False)
    slot: bytes = field(repr=False)


def make_kit(session: Session, passphrase: str) -> NewKit:
    """Make a new kit; nothing is changed by it. WrongSecret when the passphrase does not show who asks for it."""
    vault = session.vault
    confirm(vault, passphrase)
    settings, code = ClinicSettings(vault.clinic), os.urandom(KIT_SIZE)
    sign_in = next((name for name, member in settings.sign_ins().items() if member == vault.member), "")
    paper = printed("kit", code), printed("site", settings.site_secret())
    kit = Kit(session.clinic, vault.clinic, session.me.name, sign_in, *paper, today(vault))
    return NewKit(kit, close_kit(vault.keyset, vault.clinic, code).encode())


def take_into_use(session: Session, new: NewKit) -> None:
    """Let the new kit open this member's key in place of the one before, which opens nothing here any more."""
    session.note_access("new-kit")
    session.vault.file.put_keyslot(session.vault.member, Slot.KIT, new.slot)
