"""Who is at work now, on the clinic's server: sealed bytes in a row of one's own, which lasts two minutes."""

from typing import NamedTuple

from careboard.storage.hub.answers import rows_of
from careboard.storage.hub.lasting import LastingLine

_SAY = "SELECT hub.say_presence(%b, %b)"
_HEARD = "SELECT station, sealed FROM hub.presences()"


class Heard(NamedTuple):
    """What somebody says from a computer, as the server hands it out."""

    station: bytes
    sealed: bytes


class PostgresPresence:
    """Presence on the hub, as one login meets it; raises HubAway and HubRefused."""

    def __init__(self, line: LastingLine) -> None:
        self._line = line

    def say(self, station: bytes, sealed: bytes | None) -> None:
        """Say this from a computer from now on, in place of what was said before; None: no longer anything."""
        self._line.ask(lambda line: line.execute(_SAY, (station, sealed)))

    def heard(self) -> list[Heard]:
        """What was said within the last two minutes, one's own too."""
        rows = self._line.ask(lambda line: line.execute(_HEARD, binary=True).fetchall())
        return [Heard(*row) for row in rows_of((bytes, bytes), rows)]
