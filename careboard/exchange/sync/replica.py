"""What the engine asks of the vault that it keeps in step with a hub: bytes, places, and what stands of them.

The vault in a file keeps this promise for the desktop. It judges nothing: `admission` does, and the engine hands over
only what passed. A replica raises what storage raises; each call that writes is on the disk when it returns.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, Protocol

from careboard.exchange.sync.admission import Admitted, Refused
from careboard.exchange.sync.alarms import Alarm
from careboard.vault.record import Record
from careboard.vault.registry import Place


class Named(NamedTuple):
    """A place that a checkpoint names; `by` is the log in which the checkpoint stands."""

    by: str
    log: str
    seq: int
    id: str


class Replica(Protocol):
    """A vault in step with a hub. Logs and ids are hex, places count from 0; heads count bodiless records too."""

    @property
    def clinic(self) -> str:
        """The id of the clinic, which is that of its genesis; pinned when this computer joined."""

    @property
    def member(self) -> str:
        """Who is signed in, by key id; only this member's logs are pushed, or all where the member may repair."""

    @property
    def may_repair(self) -> bool:
        """May this member put back rows of others that the hub lost? Administrators may, by their login's role."""

    def heads(self) -> dict[str, Place]:
        """Every log's last place and id."""

    def own(self) -> dict[str, Place]:
        """Of these, the logs of the member who is signed in; asked at every poll, so it is quick."""

    def owner(self, log: str) -> str | None:
        """The author of a log's first record."""

    def id_at(self, log: str, seq: int) -> str | None:
        """The id of the record at a place, with or without its body."""

    def held(self, ids: Sequence[bytes]) -> AbstractSet[bytes]:
        """Which of these records lie in a log here, with or without their bodies."""

    def people(self) -> list[Record]:
        """The records about the clinic's people that lie here; none before the first sync."""

    def erased(self) -> frozenset[bytes]:
        """The ids of records whose bodies an accepted erasure took away."""

    def beyond(self, log: str, seq: int, most: int) -> list[Record]:
        """Up to `most` records of a log after this place, in order, as they are to be pushed.

        The answer ends before a record whose body this computer never held; one erased by law comes without its body.
        """

    def acked(self) -> dict[str, int]:
        """Log to the last place that the hub is known to hold; a log that is not named has none."""

    def acknowledge(self, heads: Mapping[str, Place]) -> None:
        """The hub holds these logs up to these places, whose ids are those that stand here. Never goes back."""

    def take_in(self, admitted: Sequence[Admitted]) -> None:
        """Keep records that passed rules 1 to 7, in this order, in one transaction; the same one twice is harmless.

        One without body is kept apart from those with (`lacking`), unless it is among `erased`. One that is `settled`
        may be marked as passed; the others are held against the rules again by whoever reads them.
        """

    def quarantine(self, refused: Sequence[Refused]) -> None:
        """Keep what breaks a rule, for the privacy officer; the same one again is no news."""

    def streams(self) -> frozenset[str]:
        """The streams that this computer's members read, whose bodies it holds."""

    def lacking(self) -> dict[str, tuple[str, int]]:
        """Of these, each of which a record lies here without its body, and the first such place by (log, seq).

        Records that an accepted erasure names lack nothing.
        """

    def fill(self, records: Sequence[Record]) -> None:
        """Bodies, held against their hashes, of records that may lie here without; those that do not are ignored."""

    def named(self, beyond: Mapping[str, int]) -> Iterable[Named]:
        """Every place that an accepted checkpoint of anybody names; of these logs, only checkpoints beyond a place."""

    def part(self, log: str, seq: int) -> None:
        """The hub holds other records of this member's from this place on in an own log, signed by the same key.

        In one transaction: ours are moved aside, the file gets a new installation id, and they are signed anew in a
        new log. The old log ends before `seq` then, so that the hub's records can be taken in.
        """

    def written_here(self, log: str) -> bool:
        """Is this a log of this very computer, whose records may be here alone?"""

    def set_aside(self, log: str, seq: int) -> None:
        """Records of somebody else's log, from this place on, are not those that lead to where a change of roles ends
        it: they are moved aside in one transaction, so that the true ones can be taken in. Nothing is signed anew.
        """

    def tell(self, alarm: Alarm) -> None:
        """Keep an alarm for the member and the privacy officer; the same one again is no news."""
