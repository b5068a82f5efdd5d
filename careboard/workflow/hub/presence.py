"""Who else is writing in a chart now, by way of the hub, which learns neither who nor where.

It is a courtesy: what fails is silence. Drafts are never shared, and nothing that is signed hangs on it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from time import monotonic
from typing import Protocol

from careboard.clinical.values import MemberId, PatientId
from careboard.storage.hub.presence import Heard
from careboard.vault.presence import PIECE, Bound, Saying, opened_saying, sealed_saying
from careboard.vault.refusals import NoKey
from careboard.workflow.open_vault import OpenVault, log_id

AGAIN = timedelta(seconds=45)  # before the two minutes are over that the hub keeps it
MOST_HEARD, LARGEST = 1_000, 1 << 14  # computers and bytes: a hub that says more says nothing true
MOST = 60  # charts in which one person is told to write at once; the hub takes 16 KB


class Doing(StrEnum):
    """What somebody is writing."""

    NOTE = "note"
    ORDER = "order"
    FORM = "form"


@dataclass(frozen=True, slots=True, order=True)
class Present:
    """Somebody is writing in a chart now."""

    patient: PatientId
    member: MemberId
    doing: Doing


@dataclass(frozen=True, slots=True)
class AtWork:
    """Where whoever is signed in writes, and the charts that are open before them."""

    writing: frozenset[tuple[PatientId, Doing]] = frozenset()
    open: frozenset[PatientId] = frozenset()

    def without(self, charts: Iterable[str]) -> "AtWork":
        """The same, but nothing is being written in these charts."""
        signed = frozenset(charts)
        return replace(self, writing=frozenset(one for one in self.writing if one[0] not in signed))


class Board(Protocol):
    """Where it is said and heard."""

    def say(self, station: bytes, sealed: bytes | None) -> None:
        """Say this from now on, in place of what was said before."""

    def heard(self) -> list[Heard]:
        """What everybody says."""


class Attendance:
    """What one member's computer says and hears. Raises HubRefused and HubAway."""

    def __init__(self, board: Board, clock: Callable[[], float] = monotonic) -> None:
        self._board, self._clock = board, clock
        self._said: frozenset[tuple[PatientId, Doing]] = frozenset()
        self._at = 0.0

    def turn(self, vault: OpenVault, at_work: AtWork) -> frozenset[Present]:
        """Say where one writes, where that is news or nearly forgotten; answers with who else writes in open charts."""
        self.say(vault, at_work.writing)
        return self.others(vault, at_work.open)

    def say(self, vault: OpenVault, writing: frozenset[tuple[PatientId, Doing]]) -> None:
        """Where one writes; nothing: no longer anywhere."""
        due = bool(writing) and self._clock() - self._at >= AGAIN.total_seconds()
        if writing != self._said or due:
            pieces = b"".join(_pieces(vault, sorted(writing)[:MOST]))
            self._board.say(bytes.fromhex(_log(vault)), pieces or None)
            self._said, self._at = writing, self._clock()

    def others(self, vault: OpenVault, charts: Iterable[PatientId]) -> frozenset[Present]:
        """Who else writes in these charts; nobody is asked where there are none."""
        wanted = [chart for chart in charts if vault.keyring.holds(chart)]
        if not wanted:
            return frozenset()
        own = bytes.fromhex(_log(vault))
        heard = [one for one in self._board.heard()[:MOST_HEARD] if one.station != own and len(one.sealed) <= LARGEST]
        return frozenset(one for said in heard for chart in wanted for one in _opened(vault, chart, said))


def _pieces(vault: OpenVault, writing: Iterable[tuple[PatientId, Doing]]) -> Iterator[bytes]:
    for patient, doing in writing:
        try:
            _, key = vault.keyring.current(patient)
        except NoKey:
            continue
        saying = Saying(vault.member, doing.value, _now(vault))
        yield sealed_saying(saying, key, Bound(vault.clinic, patient, _log(vault)))


def _opened(vault: OpenVault, chart: PatientId, heard: Heard) -> Iterator[Present]:
    try:
        _, key = vault.keyring.current(chart)
    except NoKey:
        return
    bound = Bound(vault.clinic, chart, heard.station.hex())
    for begin in range(0, len(heard.sealed), PIECE):
        piece = heard.sealed[begin : begin + PIECE]
        said = opened_saying(piece, key, bound, _now(vault))
        if said is not None and said.member in vault.registry.active and said.doing in _DOINGS:
            yield Present(chart, MemberId(said.member), Doing(said.doing))


_DOINGS = frozenset(doing.value for doing in Doing)


def _log(vault: OpenVault) -> str:
    return log_id(vault.member, vault.file.installation)


def _now(vault: OpenVault) -> int:
    return int(vault.clock().timestamp() * 1000)
