"""The tour of what the top bar, the chart and its page say of the clinic's hub; told as the courier tells it."""

from collections.abc import Iterator
from datetime import timedelta

from careboard.demo import NOW
from careboard.exchange.sync.alarms import Caught
from careboard.exchange.sync.visit import Progress
from careboard.storage.hub.connecting import refusal
from careboard.storage.hub.port import HubAway
from careboard.ui.patient.page import PatientPage
from careboard.workflow.hub.hub_state import HubState
from careboard.workflow.hub.presence import Doing, Present
from careboard.workflow.session import Session
from tests.gallery.tour import tour
from tests.gallery.walk import Walk, composer_of

LAST = NOW - timedelta(minutes=9)
AWAY = HubState(3, LAST, HubAway("The server cannot be reached."), NOW - timedelta(minutes=8))
EXPIRED = HubState(3, LAST, refusal("SSL error: certificate verify failed"), NOW - timedelta(minutes=8))
STATES = {
    "first": HubState(412),
    "bringing": HubState(0, None, progress=Progress(4_500, 10_000)),
    "shared": HubState(0, NOW),
    "on-its-way": HubState(2, NOW),
    "away": AWAY,
    "away-since-yesterday": HubState(3, LAST, AWAY.hindrance, NOW - timedelta(days=1)),
    "not-sharing": EXPIRED,
}


@tour("ac")
def hub(walk: Walk) -> Iterator[str]:
    """Every state, and the warnings; the chart with an entry that is on this computer alone."""
    page = walk.patient()
    _all_but_the_newest_is_shared(walk, page)
    for name, state in STATES.items():
        walk.workplace.desk.sharing.hear_state(state)
        walk.camera.settle()
        yield f"chart-{name}"
    page.timeline.view.go_to(0)
    page.timeline.view.toggle(0)
    yield "entry"
    walk.workplace.desk.sharing.hear_present(frozenset(_others_write(page)))
    walk.wait(page.presence.isVisible)
    yield "present"
    composer_of(page).open_default()
    yield "present-while-writing"
    composer_of(page).close_form()
    walk.workplace.desk.sharing.hear_present(frozenset())
    walk.workplace.desk.sharing.address = "localhost:5432/careboard"
    walk.workplace.hub.open()
    for name, state in STATES.items():
        walk.workplace.desk.sharing.hear_state(state)
        walk.camera.settle()
        yield name
    walk.workplace.desk.ask(_is_caught, walk.workplace, lambda _done: None)
    walk.workplace.desk.sharing.hear_state(HubState(0, NOW, alarms=2, refused=1))
    walk.wait(lambda: not walk.workplace.hub.page or walk.workplace.hub.page.warnings.isVisible())
    yield "warnings"
    walk.workplace.show_place("caseload")


def _others_write(page: PatientPage) -> Iterator[Present]:
    """Two colleagues write in this chart."""
    assert page.chart is not None
    authors = {entry.author.member for entry in page.chart.record.entries} - {page.chart.reader}
    for member, doing in zip(sorted(authors)[:2], (Doing.NOTE, Doing.ORDER), strict=True):
        yield Present(page.patient, member, doing)


def _all_but_the_newest_is_shared(walk: Walk, page: PatientPage) -> None:
    entry = page.timeline.view.rows[0].id

    def acknowledge(session: Session) -> None:
        file = session.vault.file
        newest = file.one(bytes.fromhex(entry))
        heads = {log: seq for log, (seq, _) in file.heads().items()}
        file.acknowledge(heads | ({newest.head.log: newest.head.seq - 1} if newest is not None else {}))

    walk.workplace.desk.ask(acknowledge, page, lambda _done: None)


def _is_caught(session: Session) -> None:
    at = int(NOW.timestamp() * 1000)
    session.vault.file.keep_alarm(Caught.WITHHELD.name, "00" * 16, 7, at)
    session.vault.file.keep_alarm(Caught.LOST_OF_OTHERS.name, "00" * 16, 9, at - 90_000_000)
