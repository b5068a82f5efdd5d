"""What a checkpoint proves to be lost, in a file that may have a hub.

A computer saw what its own checkpoints name. What those of another computer name may still be on its way to here, and
what was moved aside after a restored image is not lost: both are the sync engine's to tell.
"""

from collections.abc import Callable, Iterable, Iterator

from careboard.storage.vaultfile import VaultFile
from careboard.vault.registry import Registry
from careboard.workflow.open_vault.unsigned import log_id

Place = tuple[str, int, bytes]  # log, place in it, id


class Witness:
    """Looks at a file once, as it is now."""

    def __init__(self, file: VaultFile, people: Registry) -> None:
        self._acked = file.acked()
        self._aside = file.became()
        installation = file.installation
        self._here = frozenset(log_id(member, installation) for member in people.members)
        self._settled = people.settled(lambda log, seq: (file.id_at(log, seq) or b"").hex())

    @property
    def alone(self) -> bool:
        """Is there no other computer, as far as this file knows?"""
        return not self._acked

    def saw(self, log: str) -> bool:
        """Was this log written at this computer, or is there no other?"""
        return self.alone or log in self._here

    def lost(
        self, by: str, places: Iterable[Place], id_at: Callable[[str, int], bytes | None]
    ) -> Iterator[tuple[str, int, bytes]]:
        """Of the places that a checkpoint in the log `by` names, those where its record stands no more.

        Where a change of roles says which records are the log's, nobody else does.
        """
        for log, seq, record in places:
            if seq <= self._settled.get(log, -1):
                continue
            found = id_at(log, seq)
            if found != record and record.hex() not in self._aside and (found is not None or self.saw(by)):
                yield log, seq, record

    def to_name(self, log: str, head: int) -> int:
        """Up to where a log of somebody else may be named, -1 for not at all: only what every colleague can fetch.

        Whose log it is sends it; what he has not sent yet would look to others as if the hub kept it back.
        """
        return head if self.alone else min(head, self._acked.get(log, -1))
