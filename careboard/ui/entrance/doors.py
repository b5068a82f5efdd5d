"""What the entrance asks of the vault: signing in, founding, joining, recovering, restoring; each is for the worker.

The rooms below are imported when a door is opened, never before. Tests open them with cheaper keys and their own clock.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from careboard.i18n import filled

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from careboard.documents.keys_on_paper import Kit
    from careboard.ui.entrance.setup.wish import HasAsked, NewClinic, WishToComeAgain, WishToJoin
    from careboard.workflow.checking import Verdict
    from careboard.workflow.founding import Cost, Founded
    from careboard.workflow.hub.enrolment import Enrolment
    from careboard.workflow.hub.joining import Joining
    from careboard.workflow.papers import Undo
    from careboard.workflow.session import Session


class Doors:
    """The ways in; `cost` is what a passphrase costs to check, the program's own unless a test says otherwise."""

    def __init__(self, clock: "Callable[[], datetime] | None" = None, cost: "Cost | None" = None) -> None:
        self._clock, self._cost = clock or _now, cost

    def sign_in(self, vault: Path, name: str, passphrase: str) -> "Session":
        """Sign in for a desktop, and put the name first in the list of this computer."""
        from careboard.settings import ClinicSettings
        from careboard.workflow.session import Session

        session = Session.at_desk(vault, name, passphrase, clock=self._clock)
        ClinicSettings(session.vault.clinic).keep_sign_in(name, session.vault.member)
        return session

    def found(self, wish: "NewClinic") -> "Founded":
        """Make the clinic; it stands for good only when its kit was taken."""
        from careboard.workflow.breaking_glass.group import make_group
        from careboard.workflow.founding import Person, found_clinic

        person = Person(wish.person, wish.role, wish.sign_in, wish.passphrase)
        wish.path.parent.mkdir(parents=True, exist_ok=True)
        founded = found_clinic(
            wish.path, wish.name, person, zone=wish.zone, with_custody=wish.custody, cost=self._cost, clock=self._clock
        )
        make_group(founded.vault)
        return founded

    def recover(self, vault: Path, kit: Path, sign_in: str, passphrase: str) -> None:
        """Set a new passphrase with the printed kit."""
        from careboard.workflow.recovery import recover_by_kit

        recover_by_kit(vault, _read(kit), sign_in, passphrase, cost=self._cost)

    def restore(self, backup: Path, vault: Path, sign_in: str, passphrase: str, kit: Path | None) -> "Verdict":
        """Make a vault out of a backup; with a kit it is on a new computer, and the passphrase is a new one."""
        from careboard.workflow import checking

        if kit is None:
            return checking.restore(backup, vault, sign_in, passphrase)
        return checking.restore_by_kit(backup, vault, _read(kit), sign_in, passphrase)

    def look_at(self, file: Path) -> "Enrolment":
        """Read an enrolment file, and ask whether the hub it names is that of its clinic."""
        from careboard.workflow.hub.enrolment import Enrolment
        from careboard.workflow.hub.joining import look_at_hub

        enrolment = Enrolment.read(file)
        look_at_hub(enrolment)
        return enrolment

    def ask_to_join(self, wish: "WishToJoin") -> "HasAsked":
        """Make keys, a kit and a vault that waits, and ask the clinic's administrators to be let in."""
        from careboard.ui.entrance.setup.wish import HasAsked
        from careboard.workflow.founding import Person
        from careboard.workflow.hub.joining import ask_to_join

        kits: list[Kit] = []

        def keep(kit: "Kit") -> "Undo":
            kits.append(kit)
            return kits.clear

        person = Person(wish.person, wish.role, wish.sign_in, wish.passphrase)
        wish.path.parent.mkdir(parents=True, exist_ok=True)
        asked = ask_to_join(
            wish.path, wish.enrolment, person, wish.device, cost=self._cost, keep=keep, clock=self._clock
        )
        return HasAsked(asked.words, kits[0])

    def come_again(self, wish: "WishToComeAgain") -> None:
        """Open a member's keys with their passphrase, and keep them in a vault of this computer."""
        from careboard.workflow.hub.coming_again import come

        wish.path.parent.mkdir(parents=True, exist_ok=True)
        come(wish.path, wish.enrolment, wish.sign_in, wish.passphrase, clock=self._clock)

    def wait_to_be_let_in(self, vault: Path, name: str, passphrase: str) -> "Joining":
        """Open the keys of somebody who has asked to join."""
        from careboard.workflow.hub.joining import Joining

        return Joining.sign_in(vault, name, passphrase, clock=self._clock)


def _now() -> "datetime":
    from datetime import UTC, datetime

    return datetime.now(UTC)


def _read(path: Path) -> bytes:
    from careboard.errors import CareboardError
    from careboard.settings import read_small

    try:
        return read_small(path)
    except OSError:
        raise CareboardError(filled("The file {name} cannot be read.", name=path.name), "Check its name.") from None
