"""How a vault and its clinic's hub stand to each other, in frozen values that cross from one thread to another."""

from dataclasses import dataclass
from datetime import datetime

from careboard.errors import CareboardError
from careboard.exchange.sync.visit import Progress
from careboard.storage.hub.port import HubAway


@dataclass(frozen=True, slots=True)
class HubState:
    """What is known since the last exchange.

    `unshared`: records of the member's own that the hub is not known to hold. `last`: when both were in step last.
    `hindrance`: why they are not, and `since` when. `progress`: of an exchange that goes on and brings much.
    `caught`: what the hub was caught at in the last whole exchange, in sentences. `alarms`: all that were ever kept.
    `refused`: how many records of the hub were refused in it. `waiting`: how many ask to be let in, for administrators.
    """

    unshared: int = 0
    last: datetime | None = None
    hindrance: CareboardError | None = None
    since: datetime | None = None
    progress: Progress | None = None
    caught: tuple[str, ...] = ()
    alarms: int = 0
    refused: int = 0
    waiting: int = 0

    @property
    def away(self) -> bool:
        """Is the hub only out of reach, so that waiting is all that there is to do?"""
        return isinstance(self.hindrance, HubAway)


@dataclass(frozen=True, slots=True)
class Brought:
    """What came from the hub: the streams in which something is new, and whether it was about people or keys."""

    streams: frozenset[str] = frozenset()
    people: bool = False

    def __bool__(self) -> bool:
        return bool(self.streams) or self.people
