"""Emergencies at a desktop: what happened and is to be reviewed, who may open a chart, and the acts of its screens."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from careboard.clinical.people import Role
from careboard.clinical.values import EntryId, PatientId
from careboard.projections.chart import Chart
from careboard.vault.refusals import NotAllowed
from careboard.workflow.breaking_glass.group import group_keysets, make_group
from careboard.workflow.breaking_glass.opening import Match, OpenChart, find, open_in_emergency
from careboard.workflow.breaking_glass.requests import Outcome, Request, is_own, may_review, requests_of, review
from careboard.workflow.breaking_glass.tending import tend_all
from careboard.workflow.session import Session

__all__ = ["Emergencies", "Event", "Match", "OpenChart", "Outcome", "Ready", "find"]


class Ready(Enum):
    """Can whoever is signed in open a chart in an emergency?"""

    YES = auto()
    NOT_MADE = auto()  # an administrator has not made the clinic ready
    NO_KEY = auto()  # no colleague's desktop has handed over the group's key yet
    NOT_CLINICAL = auto()


@dataclass(frozen=True, slots=True)
class Event:
    """A chart that was opened in an emergency. `who` asked, `reviewer` reviewed it ("" while nobody has), by name."""

    request: Request
    who: str
    mine: bool
    to_review: bool  # by whoever is signed in
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class Emergencies:
    """What the page shows: events that wait for a review first, then the newest.

    `server`: keys are in halves. `officers`: somebody is there who reviews.
    """

    ready: Ready
    may_make_ready: bool
    server: bool
    officers: bool
    events: tuple[Event, ...]

    @property
    def waiting(self) -> int:
        """How many no privacy officer has reviewed."""
        return sum(event.request.review is None for event in self.events)

    def open_in(self, patient: PatientId) -> tuple[Event, ...]:
        """Of these, those of one patient."""
        return tuple(event for event in self.events if event.request.patient == patient and not event.request.review)


def emergencies(session: Session) -> Emergencies:
    """What happened, and what may be done."""
    vault = session.vault
    requests = sorted(requests_of(vault), key=lambda one: one.review is not None)  # each part stays newest first
    group, roles = vault.registry.group, vault.roles
    officers = any(Role.PRIVACY_OFFICER in member.roles for member in vault.registry.active.values())
    return Emergencies(
        _ready(session),
        may_make_ready=group is None and Role.ADMIN in roles,
        server=group is not None and group.halves,
        officers=officers,
        events=tuple(_event(session, request) for request in requests),
    )


def make_ready(session: Session) -> Emergencies:
    """An administrator makes the clinic ready; the charts that are read here come within reach at once."""
    make_group(session.vault)
    tend_all(session.vault)
    return emergencies(session)


def tend_here(session: Session, stopped: Callable[[], bool]) -> None:
    """In a clinic without a hub: keep the group and the charts within reach as they should be."""
    group = session.vault.registry.group
    if group is not None and not group.halves:
        tend_all(session.vault, stopped)


def open_chart(session: Session, patient: PatientId, reason: str, passphrase: str) -> OpenChart:
    """Open one chart; in a clinic with a hub through it."""
    from careboard.workflow.hub.emergencies import pads_of_hub  # the driver of the database, when it is needed

    with pads_of_hub(session.vault) as pads:
        return open_in_emergency(session, patient, reason, passphrase, pads)


def follow_opened(opened: OpenChart) -> Chart | None:
    """The chart with what its team wrote since, where something came to this computer; None where nothing did."""
    if not opened.left() or not opened.vault.file.lacking([opened.patient]):
        return None
    from careboard.workflow.hub.emergencies import pads_of_hub

    with pads_of_hub(opened.vault) as pads:
        opened.whole = pads is not None and pads.fetch(opened.patient)
    return opened.chart_after(opened.patient)


def sign_review(session: Session, record: EntryId, outcome: Outcome, words: str) -> Emergencies:
    """Review a request; raises NotAllowed where somebody else did meanwhile."""
    request = next((one for one in requests_of(session.vault) if one.record == record), None)
    if request is None or request.review is not None:
        raise NotAllowed("Somebody reviewed this meanwhile.", "Look at the list again.")
    review(session.vault, request, outcome, words)
    return emergencies(session)


def _ready(session: Session) -> Ready:
    vault = session.vault
    if not vault.registry.policy.may_write_kind("breakglass", vault.roles):
        return Ready.NOT_CLINICAL
    if vault.registry.group is None:
        return Ready.NOT_MADE
    return Ready.YES if group_keysets(vault) else Ready.NO_KEY


def _event(session: Session, request: Request) -> Event:
    author = session.authors.get(request.by)
    reviewer = session.authors.get(request.review.by) if request.review is not None else None
    return Event(
        request,
        author.credited if author is not None else "",
        is_own(session.vault, request),
        may_review(session.vault, request),
        reviewer.credited if reviewer is not None else "",
    )
