"""What the engine asks of the vault that it keeps in step with a hub: bytes, places, and what stands of them.

The vault in a file keeps this promise for the desktop; the engine itself knows neither file nor key.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from careboard.exchange.sync.alarms import Alarm
from careboard.vault.record import Record
from careboard.vault.registry import Place


class Refused(NamedTuple):
    """A record from the hub that breaks a rule, kept in quarantine; its log is not read beyond it."""

    record: Record
    rule: int
    sentence: str


class Named(NamedTuple):
    """A place that a member's checkpoint names."""

    by: str
    log: str
    seq: int
    id: str


class Replica(Protocol):
    """A vault in step with a hub. Logs and ids are hex, places count from 0; heads count bodiless records too."""

    @property
    def member(self) -> str:
        """Who is signed in, by key id; only this member's logs are pushed, or all where the member may repair."""

    @property
    def may_repair(self) -> bool:
        """May this member put back rows of others that the hub lost? Administrators may."""

    def heads(self) -> dict[str, Place]:
        """Every log's last place and id."""

    def id_at(self, log: str, seq: int) -> str | None:
        """The id of the record at a place."""

    def owner(self, log: str) -> str | None:
        """The author of a log's first record."""

    def beyond(self, log: str, seq: int, most: int) -> list[Record]:
        """Records of a log after this place, in order, as they are to be pushed; those without body end the answer."""

    def acked(self) -> dict[str, int]:
        """Log to the last place that the hub is known to hold; -1 where none is."""

    def acknowledge(self, heads: Mapping[str, Place]) -> None:
        """The hub holds these logs up to these places, whose ids are those that stand here."""

    def admit(self, records: Sequence[Record]) -> list[Refused]:
        """Take in records by rules 1 to 7, the registry's first, each log in order; answers with those that fail.

        What fails is in quarantine, and what follows it in its log is left out; the rest is on the disk at the return.
        """

    def streams(self) -> frozenset[str]:
        """The streams that this computer's members read, whose bodies it holds."""

    def lacking(self) -> frozenset[str]:
        """Of these, the streams of which records lie here without their bodies."""

    def fill(self, records: Sequence[Record]) -> list[Refused]:
        """Bodies of records that came without them before; answers with those that are not what was promised."""

    def named(self) -> Iterable[Named]:
        """Every place that an accepted checkpoint of anybody names."""

    def part(self, log: str, seq: int) -> None:
        """The hub holds other records from this place on in an own log: move ours aside and sign them in a new log."""

    def tell(self, alarm: Alarm) -> None:
        """Keep an alarm for the member and the privacy officer; the same one again is no news."""
