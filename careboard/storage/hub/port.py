"""What anybody may ask of a hub, and how it refuses; whether it says the truth is the asker's question.

The hub in PostgreSQL keeps this promise, and so do the hubs that lie in tests.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Protocol

from careboard.errors import CareboardError
from careboard.vault.record import Record
from careboard.vault.registry import Place


class HubRefused(CareboardError):
    """The hub did not do what was asked of it; nothing is lost, for whatever is unshared stays in the vault."""


class HubAway(HubRefused):
    """The hub cannot be reached, or the line broke; whether the last push arrived is not known."""

    advice = "Nothing that you signed is lost. Try again when the server answers."


class Forked(HubRefused):
    """The hub holds another record at this place of the log."""

    def __init__(self, log: str, seq: int) -> None:
        self.log, self.seq = log, seq
        super().__init__("The hub holds another record at a place where this computer has one.")


class Gap(HubRefused):
    """The hub lacks what comes before: it has lost records, or they were not sent."""

    def __init__(self, log: str, seq: int) -> None:
        self.log, self.seq = log, seq
        super().__init__("The hub lacks records that come before the one that was sent.")


class RegistryMoved(HubRefused):
    """Somebody else changed the clinic's people first: the number in the registry's line is taken."""

    def __init__(self, reg: int) -> None:
        self.reg = reg
        super().__init__(
            "Somebody else changed the clinic's people at this moment.",
            "Nothing was changed. Look, and do it once more.",
        )


class NotYourLog(HubRefused):
    """The log belongs to another login, and this one may not repair."""


class Digest(NamedTuple):
    """Two numbers that change whenever anything is added: how many logs there are, and how many records in them."""

    logs: int
    records: int


class Hub(Protocol):
    """A store of logs: ids are lower-case hex, places count from 0. Raises HubAway when it cannot be reached."""

    def digest(self) -> Digest:
        """Has anything come? One short question for an idle poll."""

    def heads(self) -> dict[str, Place]:
        """Every log's last place and id."""

    def people(self) -> list[Record]:
        """All records about the clinic's people, in the order of their `reg`."""

    def pull(self, have: Mapping[str, int], streams: Collection[str], most: int) -> list[Record]:
        """Records beyond these places, each log in order and without gaps; an unnamed log from its beginning.

        Bodies come of kinds that no stream key seals, and of `streams` (ids, hex); other records come without theirs.
        """

    def bodies(self, stream: str, after: tuple[str, int], most: int) -> list[Record]:
        """Whole records of one stream, in the order of (log, place), beyond one such place; ("", -1) begins."""

    def push(self, records: Sequence[Record]) -> None:
        """Keep records, all or none, each log's in order; the same once more is harmless.

        Raises Forked, Gap, RegistryMoved, NotYourLog, and HubAway when it is not known whether they arrived.
        """
