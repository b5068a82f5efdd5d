"""A chart in an emergency: found by name, asked for with a reason, open for an hour, and known to nobody else here.

What was asked is on record before the key is used; the key lives in a vault object of its own and goes with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from typing_extensions import override

from careboard.clinical.entry import Entry
from careboard.clinical.values import EntryId, PatientId
from careboard.errors import CareboardError
from careboard.exchange.delivery import no_progress
from careboard.exchange.refusals import never
from careboard.projections.chart import Chart
from careboard.projections.filters import folded
from careboard.vault.glass import GroupGrant, Whom
from careboard.vault.keys import Keyset, StreamKey
from careboard.vault.refusals import NotAllowed
from careboard.workflow.breaking_glass.group import group_keysets
from careboard.workflow.breaking_glass.one_chart import OfOneChart
from careboard.workflow.breaking_glass.requests import refuse_unreasoned, request_draft
from careboard.workflow.exporting import Exported
from careboard.workflow.open_vault import OpenVault
from careboard.workflow.searching import Progress, Stop
from careboard.workflow.session import Session
from careboard.workflow.session.charts import Charts
from careboard.workflow.session.colleagues import Colleagues
from careboard.workflow.sign_in import confirm

OPEN_FOR = timedelta(minutes=60)
SEARCHED = "emergency-search"
Group = Mapping[str, Keyset]


class Pads(Protocol):
    """The hub's half of keys (decision 0024). Each raises HubRefused, HubAway among them, where it does not do it."""

    def meet(self) -> None:
        """Take in what others wrote, the newest keys among it, before anything is asked for."""

    def release(self, record: bytes) -> Sequence[bytes]:
        """The pads of what this request asks for, after the request was sent and committed there."""

    def fetch(self, stream: str) -> bool:
        """The entries of the chart, of which this computer holds the headers; did all of them come?"""


class EmergencyEnded(CareboardError):
    """The time of an emergency opening is over."""

    advice = "If you still need the chart, open it again with its reason."


@dataclass(frozen=True, slots=True)
class Match:
    """A chart that answers to what was typed. `reads`: whoever searched is on its care team, and needs no emergency."""

    patient: PatientId
    whom: Whom
    reads: bool

    @property
    def named(self) -> str:
        """FAMILY, Given, as screens name a patient."""
        return ", ".join(part for part in (self.whom.family.upper(), self.whom.given) if part)


class OpenChart(Session):
    """One chart, opened in an emergency until `ends`; its key is in no other place.

    It reads; but for the emergency sheet nothing is written from here. `whole`: did every entry come from the server?
    """

    def __init__(self, vault: OfOneChart, match: Match, request: EntryId, ends: datetime, *, whole: bool) -> None:
        Colleagues.__init__(self, vault)  # neither a search of its own nor a checkpoint: the member's session has both
        self._only = vault
        self.patient, self.named = match.patient, match.named
        self.request, self.ends, self.whole = request, ends, whole

    def left(self) -> timedelta:
        """How long it stays open; nothing when it has ended, or when the clock was set back before it began."""
        left = self.ends - self.vault.clock()
        return left if timedelta(0) < left <= OPEN_FOR else timedelta(0)

    @override
    def chart_in(self, stream: str) -> Chart | None:
        self.refuse_ended()
        return super().chart_in(stream)

    @override
    def _chart(self, patient: PatientId, entries: Sequence[Entry], *, complete: bool = True) -> Chart:
        """However the chart is asked for. Raises EmergencyEnded."""
        self.refuse_ended()
        return super()._chart(patient, entries, complete=complete)

    @override
    def emergency_sheet(
        self, patient: PatientId, recipient: str = "", affiliation: str = "", reason: str = ""
    ) -> bytes:
        """As in any session: all that is ever written into the chart from here."""
        self.refuse_ended()
        with self._only.signing():
            return super().emergency_sheet(self.patient, recipient, affiliation, reason)

    @override
    def export(
        self,
        patient: PatientId,
        folder: Path,
        deny_weights: str = "",
        progress: Progress = no_progress,
        cancelled: Stop = never,
    ) -> Exported:
        """Raises NotAllowed."""
        raise NotAllowed(
            "A chart that is open in an emergency is read, and not taken away.",
            "Print the emergency sheet, or ask the care team for an export.",
        )

    @override
    def renew_keys(self, stream: str) -> None:
        """Who is not on the team makes no key for it."""

    @override
    def close(self) -> None:
        """The file is the member's, and stays open."""

    def end(self) -> None:
        """Close it before its time, and let go of the key."""
        self.ends = self.vault.clock() - OPEN_FOR
        self._only.forget()

    def refuse_ended(self) -> None:
        """Raise EmergencyEnded when the time is over."""
        if not self.left():
            raise EmergencyEnded("The time of this emergency opening is over; the chart is closed.")


def may_open(vault: OpenVault) -> bool:
    """May whoever is signed in open a chart in an emergency, and is the clinic ready for it?"""
    return _may_ask(vault) and bool(group_keysets(vault))


def find(session: Charts, *, family: str = "", given: str = "", born: str = "", mrn: str = "") -> tuple[Match, ...]:
    """The charts of a record number, of a family and given name, or of a family name and date of birth: whole words.

    `born` as 1990-12-31. That somebody searched is recorded first, with no word of it. Raises NotAllowed for less than
    that, and where the clinic is not ready.
    """
    group, typed = _ready(session.vault), Whom(_words(family), _words(given), "", born.strip(), mrn.strip())
    if not (typed.mrn or (typed.family and (typed.given or typed.born))):
        raise NotAllowed(
            "Type the record number, or the family name with the given name or the date of birth.",
            "Nobody is listed here: a name must be typed whole.",
        )
    session.note_access(SEARCHED)
    vault, names = session.vault, _newest_names(session.vault, group)
    return tuple(Match(PatientId(s), whom, _reads(vault, s)) for s, whom in names if _answers(whom, typed))


def open_in_emergency(
    session: Charts, patient: PatientId, reason: str, passphrase: str, pads: Pads | None = None
) -> OpenChart:
    """Open one chart for an hour; its reason is on record before the key is used, and with a hub committed there.

    Raises NotAllowed, WrongSecret for a wrong passphrase, and with a hub whatever `pads.release` raises.
    """
    vault = session.vault
    vault.catch_up()
    _grants_of(vault, patient, _ready(vault))
    refuse_unreasoned(reason)
    _refuse_without_server(vault, pads)
    confirm(vault, passphrase)
    if pads is not None:
        pads.meet()
        vault.catch_up()
    group = _ready(vault)
    grants, match = _grants_of(vault, patient, group)  # of the newest key, which may have come just now
    (record,) = vault.write([request_draft(vault, patient, grants[0].key, match.named, reason)])
    key = _opened(vault, grants, group, pads.release(record.id) if pads is not None else ())
    whole = pads is None or pads.fetch(patient)
    own = OfOneChart(vault, patient, key)
    return OpenChart(own, match, EntryId(record.id.hex()), vault.clock() + OPEN_FOR, whole=whole)


def _may_ask(vault: OpenVault) -> bool:
    return vault.registry.policy.may_write_kind("breakglass", vault.roles)


def _ready(vault: OpenVault) -> Group:
    if not _may_ask(vault):
        raise NotAllowed("Only who treats patients opens a chart in an emergency.")
    if vault.registry.group is None:
        raise NotAllowed(
            "This clinic is not ready for emergencies yet.", "Ask an administrator to make it ready, under Emergency."
        )
    if not (group := group_keysets(vault)):
        raise NotAllowed(
            "You have not been handed the key for emergencies yet.", "A clinical colleague's desktop hands it to you."
        )
    return group


def _refuse_without_server(vault: OpenVault, pads: Pads | None) -> None:
    """With a hub nothing opens before the hub has the request, whichever way the key was wrapped."""
    if vault.registry.group is not None and vault.registry.group.halves and pads is None:
        raise NotAllowed(
            "In this clinic a chart opens in an emergency through the clinic's server only, and it is not connected.",
            "Nothing was opened. Ask a member of the patient's care team.",
        )


def _newest_names(vault: OpenVault, group: Group) -> Iterator[tuple[str, Whom]]:
    """Of each chart the newest grant that says whose it is."""
    for stream in sorted(vault.keyring.streams):
        grants = sorted(vault.keyring.glass(stream), key=lambda grant: grant.time, reverse=True)
        if whom := next((whom for grant in grants if (whom := _whom(vault, grant, group)) is not None), None):
            yield stream, whom


def _reads(vault: OpenVault, stream: str) -> bool:
    """Is whoever is signed in on the care team?"""
    return vault.keyring.holds(stream) and vault.member not in vault.keyring.left(stream)


def _whom(vault: OpenVault, grant: GroupGrant, group: Group) -> Whom | None:
    """Whose chart it is; None where it is wrapped to another group, or damaged."""
    try:
        return grant.named(group[grant.to], vault.clinic)
    except (KeyError, CareboardError):
        return None


def _grants_of(vault: OpenVault, patient: PatientId, group: Group) -> tuple[Sequence[GroupGrant], Match]:
    """Of the newest key that was handed to the group, the best first; anybody on the team may have handed it over."""
    if _reads(vault, patient):
        raise NotAllowed("You are on this patient's care team.", "Open the chart from the caseload.")
    order = [epoch.key for level in reversed(vault.keyring.levels(patient)) for epoch in reversed(level)]
    given = [grant for grant in vault.keyring.glass(patient) if grant.key in order]
    named = [(grant, whom) for grant in given if (whom := _whom(vault, grant, group)) is not None]
    if not named:
        raise NotAllowed("This chart cannot be opened in an emergency.", "Ask a member of the patient's care team.")
    named.sort(key=lambda one: (order.index(one[0].key), not one[0].half, -one[0].time))
    best, whom = named[0]
    return [grant for grant, _ in named if grant.key == best.key], Match(patient, whom, reads=False)


def _opened(vault: OpenVault, grants: Sequence[GroupGrant], group: Group, pads: Sequence[bytes]) -> StreamKey:
    """The key by whichever of its grants opens; raises what the first said where none does."""
    refused: list[CareboardError] = []
    for grant in grants:
        try:
            return grant.opened(group[grant.to], vault.clinic, pads)
        except CareboardError as refusal:
            refused.append(refusal)
    raise refused[0]


def _answers(whom: Whom, typed: Whom) -> bool:
    """A record number, or the family name with one thing more; and all that was typed fits."""
    if typed.mrn:
        return typed.mrn == whom.mrn
    given = {folded(_words(each)) for each in (whom.given, whom.given.partition(" ")[0], whom.called) if each}
    by_given = not typed.given or folded(typed.given) in given
    by_birth = not typed.born or typed.born == whom.born or (bool(typed.given) and not whom.born)
    return folded(typed.family) == folded(_words(whom.family)) and by_given and by_birth


def _words(text: str) -> str:
    return " ".join(text.split())
