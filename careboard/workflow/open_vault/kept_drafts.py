"""What is not signed yet, kept beside the records: sealed for its author alone.

A draft is bound to its name and to when it was saved.
"""

from careboard.vault.refusals import WrongSecret
from careboard.workflow.open_vault.unlocked import Unlocked

_DRAFT = "draft/v1"


class KeptDrafts(Unlocked):
    """The drafts of a member."""

    def keep_draft(self, name: str, text: bytes) -> None:
        """Keep what is not signed yet, sealed for this member alone and bound to its name and time."""
        saved = self._milliseconds()
        sealed = self.keyset.seal_own(_DRAFT, text, _binding(name, saved))
        self.file.put_draft(self.member, name, saved, sealed)

    def drafts(self) -> dict[str, bytes | None]:
        """Name to text of this member's drafts; None where one is damaged."""
        return {name: self._draft(name, *kept) for name, kept in self.file.drafts(self.member).items()}

    def _draft(self, name: str, saved: int, sealed: bytes) -> bytes | None:
        try:
            return self.keyset.open_own(_DRAFT, sealed, _binding(name, saved))
        except WrongSecret:
            return None


def _binding(name: str, saved: int) -> bytes:
    return f"{name}\0{saved}".encode()
