"""The tours of who is no psychiatrist: what a counselor, a nutritionist, an administrator and a coordinator see."""

from collections.abc import Iterator
from datetime import timedelta

from careboard.clinical.people import Role
from careboard.demo import NOW
from careboard.ui.clinic.people.letting_in import WaitingSheet
from careboard.ui.shell.settings.groups import Group
from careboard.vault.keys import Keyset
from careboard.workflow.hub.approving import Newcomer, Waiting
from careboard.workflow.unheard import Silence, Silent
from tests.gallery.composing import written
from tests.gallery.tour import tour
from tests.gallery.walk import WORDS, Walk


@tour("lm")
def writing_of_a_counselor(walk: Walk) -> Iterator[str]:
    yield from written(walk)


@tour("ko")
def writing_of_a_nutritionist(walk: Walk) -> Iterator[str]:
    yield from written(walk)


@tour("rh")
def administrator(walk: Walk) -> Iterator[str]:
    for place in walk.workplace.places:
        walk.workplace.show_place(place)
        yield place
    assert walk.workplace.audit is not None
    walk.workplace.show_place("audit")
    walk.wait(lambda: walk.workplace.audit is not None and walk.workplace.audit.complete)
    silent = tuple(
        Silent(sign * 32, name, NOW - timedelta(hours=75)) for sign, name in (("3", "S. Marsh"), ("b", "R. Patel"))
    )
    walk.workplace.audit.silence.show_silence(Silence(silent, 2, NOW))
    yield "audit-with-silence"
    walk.workplace.audit.silence.show_silence(Silence())
    walk.workplace.audit.quarantine.click()
    yield "quarantine-empty"
    people = walk.workplace.people
    walk.workplace.show_place("people")
    people.show_sheet()
    yield "enrol"
    assert people.sheet is not None
    people.sheet.closed.emit()
    people.list.setCurrentIndex(people.model.index(2, 0))
    people.show_membership()
    yield "membership"
    assert people.membership is not None
    people.membership.closed.emit()
    people.show_at_the_door(2)
    walk.workplace.rail.set_badge("people", 2)
    yield "at-the-door"
    people.show_invitation()
    yield "invite"
    people.show_waiting()
    sheet = people.door
    assert isinstance(sheet, WaitingSheet)
    walk.wait(lambda: bool(sheet.error))
    yield "who-waits-refused"
    asks = [_asks("Wilhelmina Featherstonehaugh-Cholmondeley", "The laptop in the nurses' room"), _asks("J. Dow", "vm")]
    sheet.show_waiting(Waiting(tuple(asks), 1))
    yield "who-waits"
    sheet.compare(asks[0])
    yield "compare"
    assert sheet.form is not None
    sheet.form.words.setText("only three words")
    sheet.enter.click()
    yield "compare-refused"
    sheet.form.words.setText(" ".join(WORDS))
    sheet.enter.click()
    yield "compare-reviewed"
    people.close_door()
    people.show_at_the_door(0)
    walk.workplace.rail.set_badge("people", 0)


@tour("rh")
def settings_of_an_administrator(walk: Walk) -> Iterator[str]:
    walk.workplace.show_place("settings")
    for group in Group:
        walk.workplace.settings.show_group(group)
        yield group
    page = walk.workplace.settings
    page.show_group(Group.NOTES)
    page.templates.list.setCurrentRow(0)
    page.templates.look_at.click()
    yield "template-tried"
    page.templates.fields.sections.setPlainText("Plan")
    page.templates.keep.click()
    yield "template-refused"
    page.show_group(Group.LOCK)
    page.recovery.passphrase.setText(walk.sample.sign_in("rh").passphrase)
    page.recovery.make.click()
    walk.wait(lambda: page.recovery.step is not None)
    yield "new-kit"
    page.recovery.leave.click()


@tour("hn")
def coordinator(walk: Walk) -> Iterator[str]:
    page = walk.patient()
    for key in page.sections.keys:
        walk.camera.show_section(page, key)
        yield key


def _asks(name: str, device: str) -> Newcomer:
    """Somebody who asks to join, as the hub would tell."""
    return Newcomer(f"cb_{len(name)}", name, Role.NURSE, device, WORDS, NOW, Keyset.new().public)
