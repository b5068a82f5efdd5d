"""The tours of states that are not every day's: a new clinic, an empty inbox, every page of help, what is refused.

A state is reached as in life: the clinic is founded, the disk's refusal comes from the vault, a record is damaged.
"""

import sqlite3
from collections.abc import Iterator

from careboard.clinical.people import Role
from careboard.demo import NOW
from careboard.projections.inbox import Group
from careboard.storage.refusals import StorageRefused
from careboard.ui.clinic.quarantine.page import QuarantinePage
from careboard.ui.help import pages
from careboard.ui.patient.forms.facts import Topic
from careboard.ui.patient.forms.form import Form
from careboard.ui.patient.page import PatientPage
from careboard.ui.shell.settings.groups import Group as Settings
from careboard.vault.keyslot import LIGHT
from careboard.workflow.founding import Person, found_clinic
from careboard.workflow.open_vault import access
from careboard.workflow.people import revoke
from careboard.workflow.sign_in import unlock
from tests.clinic import goes_on
from tests.gallery.tour import tour
from tests.gallery.walk import MAYA, Walk, composer_of

FOUNDER = Person("Ada Chen", Role.PSYCHIATRIST, "ada", "correct horse battery staple")
FULL = StorageRefused("The disk is full.")


@tour()
def new_clinic(walk: Walk) -> Iterator[str]:
    """A clinic on its first day: nobody but its founder, no patient, nothing seen by anybody."""
    path = walk.folder / "first-day.careboard"
    path.unlink(missing_ok=True)
    made = found_clinic(path, "Cedar House", FOUNDER, zone="America/New_York", cost=LIGHT, clock=lambda: NOW)
    made.vault.file.close()
    walk.desktop.entrance.show_vault(path, FOUNDER.sign_in)
    walk.desktop.entrance.begin(FOUNDER.sign_in, FOUNDER.passphrase)
    walk.wait(lambda: walk.desktop.workplace is not None and walk.workplace.caseload.complete)
    walk.camera.settle()  # who may see the audit is asked behind the screen
    for place in walk.workplace.places:
        walk.workplace.show_place(place)
        yield place
    walk.workplace.show_place("settings")
    for group in Settings:
        walk.workplace.settings.show_group(group)
        yield f"settings-{group}"
    walk.workplace.show_place("caseload")
    walk.workplace.caseload.show_view(board=True)
    yield "board"
    walk.workplace.caseload.show_view(board=False)


@tour("ac")
def inbox(walk: Walk) -> Iterator[str]:
    page = walk.workplace.inbox
    walk.workplace.show_place("inbox")
    for group in Group:
        page.show_group(group)
        yield str(group.name).lower().replace("_", "-")
    page.show_group(None)


@tour("ac")
def board(walk: Walk) -> Iterator[str]:
    caseload = walk.workplace.caseload
    caseload.show_view(board=True)
    yield ""
    caseload.filter.setText("zzz")
    yield "filtered-empty"
    caseload.filter.clear()
    caseload.show_view(board=False)


@tour("ac")
def helping(walk: Walk) -> Iterator[str]:
    """Every page of the help, beside the chart, and what its search finds."""
    walk.patient()
    shown = walk.workplace.help
    for name in pages.names():
        shown.open(name)
        yield name
    assert shown.pane is not None
    for typed in ("dose", "zzz"):
        shown.pane.line.setText(typed)
        yield f"search-{typed}"
    shown.close()


@tour("ac")
def refusals(walk: Walk) -> Iterator[str]:
    """The disk is full when something is signed: what was typed stays, and it is said where one writes."""
    page = walk.patient()
    composer = composer_of(page)
    composer.open_default()
    composer.refuse(FULL)
    yield "note"
    composer.close_form()
    page.sheets.show_facts(Topic.ALLERGIES)
    sheet = page.sheets.sheet
    assert sheet is not None
    form = _form_of(page)
    form.refuse(FULL)
    yield "form"
    page.close_sheet()


@tour()
def quarantine(walk: Walk) -> Iterator[str]:
    """Somebody has left, and what they wrote meanwhile came afterwards."""
    _come_late(walk)
    walk.sign_in("rh")
    walk.wait(lambda: walk.workplace.audit is not None)
    assert walk.workplace.audit is not None
    walk.workplace.audit.quarantine.click()
    page = walk.one(QuarantinePage)
    walk.wait(lambda: bool(page.model.rows))
    yield ""
    page.all.click()
    yield "reviewed"


@tour()
def damaged(walk: Walk) -> Iterator[str]:
    """A record of one chart has been damaged on the disk; the walks of this clinic end here."""
    _damage(walk)
    walk.sign_in("ac")
    yield "caseload"
    row = next(row for row in walk.workplace.caseload.model.rows if row.mrn == MAYA)
    walk.workplace.open_patient(row.id, row.named)
    page = walk.workplace.page
    assert isinstance(page, PatientPage)
    walk.wait(lambda: (page.ready and page.chart is not None) or walk.workplace.messages.isVisible())
    yield "chart"
    page.sheets.show_matters("findings")
    yield "findings"


def _come_late(walk: Walk) -> None:
    vault, goes = walk.sample.vault, "jr"
    leaving = unlock(vault, goes, walk.sample.sign_in(goes).passphrase, clock=lambda: NOW)
    admin = unlock(vault, "rh", walk.sample.sign_in("rh").passphrase, clock=lambda: NOW)
    revoke(admin, leaving.member)
    client = goes_on(leaving)
    for _turn in range(2):
        client.write([access("opened")])
    admin.file.close()
    leaving.file.close()


def _form_of(page: PatientPage) -> Form:
    assert page.chart is not None
    from careboard.ui.patient.forms.about import About
    from careboard.ui.patient.forms.facts import facts_about

    _words, maker = facts_about(Topic.ALLERGIES, page.chart).forms[0]
    form = maker(About.of(page.chart))
    page.show_sheet(form)
    return form


def _damage(walk: Walk) -> None:
    """One byte of the newest note of the patient with the longest chart is another."""
    vault = walk.sample.vault
    with sqlite3.connect(f"file:{vault}?mode=ro", uri=True) as reading:
        told = "SELECT body FROM record WHERE stream = (SELECT stream FROM record WHERE kind = 'note' GROUP BY stream"
        told += " ORDER BY count(*) DESC LIMIT 1) AND kind = 'note' ORDER BY length(body) LIMIT 1"
        (body,) = reading.execute(told).fetchone()
    written = vault.read_bytes()
    at = written.index(body) + len(body) - 1
    vault.write_bytes(written[:at] + bytes([written[at] ^ 1]) + written[at + 1 :])
