"""What is kept sealed for one member beside the records: a snapshot by name, which can be lost without harm.

What is damaged, foreign or of another version is as if it were not there.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from careboard.vault.record import canon
from careboard.vault.refusals import WrongSecret
from careboard.workflow.session import Session

T = TypeVar("T")


@dataclass(frozen=True)
class SealedAside(Generic[T]):
    """A value of one type under a name, for whoever is signed in. `seal` names its format."""

    name: str
    seal: str
    kind: type[T]

    def keep(self, session: Session, value: T) -> None:
        """Keep this in place of what was kept."""
        vault = session.vault
        sealed = vault.keyset.seal_large(self.seal, msgspec.json.encode(value), _context(session))
        vault.file.put_snapshot(vault.member, self.name, sealed)

    def kept(self, session: Session) -> T | None:
        """What was kept last; None where there is nothing that can be opened."""
        vault = session.vault
        sealed = vault.file.snapshot(vault.member, self.name)
        with suppress(WrongSecret, msgspec.MsgspecError, ValueError):
            if sealed:
                opened = vault.keyset.open_large(self.seal, sealed, _context(session))
                return msgspec.json.decode(opened, type=self.kind)
        return None


def _context(session: Session) -> bytes:
    return canon({"clinic": session.vault.clinic, "member": session.vault.member})
