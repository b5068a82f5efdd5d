"""The server's half of charts' keys: pads that may be sent and never read, handed out for a committed request alone.

It knows ids and random-looking bytes, and no key (decision 0024).
"""

from collections.abc import Iterable, Sequence

import psycopg

from careboard.i18n import later
from careboard.storage.hub.answers import rows_of
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.meaning import refusal_of
from careboard.storage.hub.port import HubRefused

Pad = tuple[str, str, bytes]  # stream and key (hex), and the pad
_KEEP = """
    INSERT INTO hub.bg_pad (stream, key, pad) SELECT * FROM unnest(%b::bytea[], %b::bytea[], %b::bytea[])
    ON CONFLICT DO NOTHING
"""
_RELEASE = "SELECT * FROM hub.bg_release(%b)"


class PostgresPads:
    """Pads on the hub, as one login meets them."""

    def __init__(self, line: LastingLine) -> None:
        self._line = line

    def keep(self, pads: Iterable[Pad]) -> None:
        """Send pads; the same once more is harmless, and another one from this login changes nothing."""
        told = [(bytes.fromhex(stream), bytes.fromhex(key), pad) for stream, key, pad in pads]
        if told:
            columns = [list(column) for column in zip(*told, strict=True)]
            self._line.ask(lambda line: line.execute(_KEEP, columns))

    def release(self, request: bytes) -> Sequence[bytes]:
        """The pads for a request that was committed before; raises HubRefused where the hub releases nothing."""
        rows = self._line.ask(lambda line: line.execute(_RELEASE, (request,), binary=True).fetchall(), _refusal)
        return [pad for (pad,) in rows_of((bytes,), rows)]


def _refusal(error: psycopg.Error) -> HubRefused:
    if error.sqlstate == "CB010":
        return HubRefused(
            later("The clinic's server has no request of yours from the last 15 minutes, so it gives nothing out."),
            later("Nothing was opened. Ask once more, with the reason."),
        )
    return refusal_of(error)
