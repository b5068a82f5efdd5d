"""Who is writing in a chart now, in pieces that only the chart's readers open: all of one size, and soon worthless.

A piece is no record and proves nothing. It is bound to its chart, to the log of the computer that sends it, and to a
time, so that a server that keeps it can say it for minutes only.
"""

from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from careboard.vault.keys import StreamKey, expand, seal, unseal
from careboard.vault.record import canon, parse_canon
from careboard.vault.refusals import BadRecord, WrongSecret

_TEXT = 192  # bytes of a piece before it is sealed; what is said takes at most 130
PIECE = _TEXT + 28  # nonce and tag
FRESH = 120_000 + 300_000  # ms: two minutes, and what two computers' clocks may differ by


@dataclass(frozen=True, slots=True)
class Saying:
    """A member (key id) does something in a chart, at a time in milliseconds."""

    member: str
    doing: str
    time: int


@dataclass(frozen=True, slots=True)
class Bound:
    """What a piece is bound to: clinic, stream and the sender's log, each in hex."""

    clinic: str
    stream: str
    log: str

    @property
    def aad(self) -> bytes:
        """As bytes."""
        return "\0".join(("careboard/presence/v1", self.clinic, self.stream, self.log)).encode()


def sealed_saying(saying: Saying, key: StreamKey, bound: Bound) -> bytes:
    """A piece for whoever holds the chart's key."""
    text = canon({"doing": saying.doing, "member": saying.member, "time": saying.time})
    if len(text) > _TEXT:
        raise ValueError("Too much is said of who is writing.")
    return seal(_cipher(key), text.ljust(_TEXT, b"\0"), bound.aad)


def opened_saying(piece: bytes, key: StreamKey, bound: Bound, now: int) -> Saying | None:
    """What a piece says; None where it is of another chart or computer, damaged, or not of these minutes."""
    try:
        said = parse_canon(unseal(_cipher(key), piece, bound.aad).rstrip(b"\0"))
        saying = Saying(str(said["member"]), str(said["doing"]), int(said["time"]))
    except (WrongSecret, BadRecord, KeyError, TypeError, ValueError):
        return None
    return saying if abs(now - saying.time) <= FRESH else None


def _cipher(key: StreamKey) -> AESGCM:
    return AESGCM(expand(key.secret, "presence/v1"))
