"""One exchange with a hub while it goes on, and the frozen value that says how it ended.

Everything that is refused or caught on the way goes through here, so that it is kept and told once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from careboard.errors import CareboardError
from careboard.exchange.sync.admission import Overlay, Refused, Standing, people_of
from careboard.exchange.sync.alarms import Alarm, Caught
from careboard.exchange.sync.replica import Replica
from careboard.storage.hub.port import Hub
from careboard.vault.record import Record
from careboard.vault.registry import Place

NOWHERE: Place = (-1, "")
MOST_ALARMS = 200  # in one visit: each is kept on the disk, and a hub could make up any number of logs


class Progress(NamedTuple):
    """How many of the records that the hub speaks of are here."""

    here: int
    at_hub: int


@dataclass(frozen=True, slots=True)
class Synced:
    """What an exchange came to.

    `unshared`: records of the member's own that the hub is not known to hold. `complete`: everything that the hub says
    it holds is here, everything own is there, and nothing was refused or caught. `parted`: log and place from which on
    own records were signed anew, because the hub held others. `hindrance`: why it ended early; None where it did not,
    or where it was stopped.
    """

    sent: int = 0
    taken: int = 0
    refused: tuple[Refused, ...] = ()
    unshared: int = 0
    complete: bool = False
    alarms: tuple[Alarm, ...] = ()
    parted: tuple[tuple[str, int], ...] = ()
    hindrance: CareboardError | None = None


@dataclass
class Visit:
    """What was asked, sent, taken in and caught so far; `heads` is what the hub says of its logs, and not believed."""

    replica: Replica
    hub: Hub
    most: int
    left_alone: frozenset[str] = frozenset()  # logs that stopped at an earlier visit
    heads: dict[str, Place] = field(default_factory=dict)
    stopped: dict[str, Refused] = field(default_factory=dict)  # log -> the record at which its reading stopped
    met: dict[str, Place] = field(default_factory=dict)  # what the hub handed out, and so holds
    offered: list[Record] = field(default_factory=list)  # what it tells of the clinic's people
    refused: list[Refused] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)
    parted: list[tuple[str, int]] = field(default_factory=list)
    sent: int = 0
    taken: int = 0
    ended: bool = False  # everything was asked for, to the last empty answer
    cut: bool = False  # there was more than one visit should take in

    def __post_init__(self) -> None:
        self.look_again()

    def look_again(self) -> None:
        """The vault's logs as they are now; they grow with what is admitted."""
        self.logs = Overlay(self.replica.heads(), self.replica.owner, self.replica.id_at)

    def learn(self) -> None:
        """Know the clinic's people by what lies here and what the hub told; raises BadRecord without a genesis."""
        self.registry = people_of(self.replica.people(), self.offered, self.replica.clinic)

    def standing(self, heads: Mapping[str, Place] | None = None) -> Standing:
        """What offered records are held against; `heads`: as if the logs ended there."""
        logs = self.logs if heads is None else Overlay(heads, self.replica.owner, self.replica.id_at)
        return Standing(self.registry, logs, self.replica.erased())

    def catch(self, caught: Caught, log: str, seq: int) -> None:
        """The hub was caught at something; it is told once, and so much of it as anybody could look at."""
        alarm = Alarm(caught, log, seq)
        if alarm not in self.alarms and len(self.alarms) < MOST_ALARMS:
            self.alarms.append(alarm)
            self.replica.tell(alarm)

    def refuse(self, refused: Iterable[Refused]) -> None:
        """Records from the hub break a rule, also when they were offered again."""
        found = list(refused)
        self.refused += found
        if found:
            self.replica.quarantine(found)

    @property
    def progress(self) -> Progress:
        """As far as the hub says how much there is."""
        here = self.logs.heads
        met = sum(min(seq, here.get(log, NOWHERE)[0]) + 1 for log, (seq, _) in self.heads.items())
        return Progress(met, sum(seq + 1 for seq, _ in self.heads.values()))

    def synced(self, hindrance: CareboardError | None = None) -> Synced:
        """How it ended."""
        unshared = unshared_of(self.replica)
        amiss = unshared or self.left_alone or self.refused or self.alarms or hindrance
        refused, alarms, parted = tuple(self.refused), tuple(self.alarms), tuple(self.parted)
        return Synced(self.sent, self.taken, refused, unshared, self.ended and not amiss, alarms, parted, hindrance)


def unshared_of(replica: Replica) -> int:
    """How many of the member's own records the hub is not known to hold."""
    acked = replica.acked()
    return sum(seq - acked.get(log, -1) for log, (seq, _) in replica.own().items())
