"""The tours of the places of the clinic: the rail, the settings, what is found, who is new, what is imported."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt

from careboard.storage.refusals import StorageRefused
from careboard.ui.clinic.importing.page import ImportPage
from careboard.ui.clinic.new_patient import NewPatientPage
from careboard.ui.shell.settings.groups import Group
from tests.gallery.tour import tour
from tests.gallery.walk import Walk

SAMPLES = Path(__file__).parents[1] / "data"
BUNDLE = SAMPLES / "fhir" / "shift" / "Bundle-AllOfVeronicaMars.json"


@tour("ac")
def places(walk: Walk) -> Iterator[str]:
    for place in walk.workplace.places:
        walk.workplace.show_place(place)
        yield place


@tour("ac")
def settings(walk: Walk) -> Iterator[str]:
    page = walk.workplace.settings
    walk.workplace.show_place("settings")
    for group in Group:
        page.show_group(group)
        if page.groups.current is group:  # the clinic's are offered to whoever decides
            yield group


@tour("ac")
def caseload(walk: Walk) -> Iterator[str]:
    walk.workplace.caseload.filter.setText("zzz")
    yield "filtered-empty"
    walk.workplace.caseload.filter.clear()


@tour("ac")
def frame(walk: Walk) -> Iterator[str]:
    workplace = walk.workplace
    workplace.messages.refuse(StorageRefused("The disk is full."))
    yield "refused"
    workplace.messages.tell("Backup written.")
    yield "told"
    workplace.messages.hide()
    walk.find("")
    yield "palette"
    walk.find("riv")
    yield "palette-found"
    walk.find("zzz")
    yield "palette-nothing"
    walk.press(Qt.Key.Key_Escape)


@tour("ac")
def new_patient(walk: Walk) -> Iterator[str]:
    walk.workplace.caseload.asked_for_new_patient.emit()
    page = walk.one(NewPatientPage)
    yield ""
    page.form.review()
    yield "refused"


@tour("ac")
def importing(walk: Walk) -> Iterator[str]:
    walk.workplace.caseload.asked_to_import.emit()
    page = walk.one(ImportPage)
    yield "begin"
    page.read([BUNDLE])
    walk.wait(lambda: not page.working)
    yield "preview"
    page.read([SAMPLES / "nothing-here.json"])
    walk.wait(lambda: not page.working)
    yield "refused"
