"""The tours: which screens and states there are, and how each is reached.

Places, sections, facts, forms, templates and scales are not named here: a tour asks the program which there are.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from careboard.clinical.response import Assessment
from careboard.projections.measures.follow_up import Step, follow_up
from careboard.storage.refusals import StorageRefused
from careboard.ui.clinic.importing.page import ImportPage
from careboard.ui.clinic.new_patient import NewPatientPage
from careboard.ui.entrance.setup.kit import KitStep
from careboard.ui.entrance.setup.wizard import Wizard
from careboard.ui.patient.composer.composer import Composer
from careboard.ui.patient.composer.forms import SCALES, forms_of
from careboard.ui.patient.export_sheet import ExportSheet
from careboard.ui.patient.files_sheet import FilesSheet
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.facts import Topic, facts_about
from careboard.ui.patient.forms.form import Form
from careboard.ui.patient.matters import DUE, FINDINGS
from careboard.ui.patient.measures.joining import Measures
from careboard.ui.patient.measures.what_next import TellForm
from careboard.ui.patient.medications import Medications
from careboard.ui.patient.nutrition.handout_sheet import HandoutSheet
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.regimen.acts import Act, acts_of
from careboard.ui.shell.settings.groups import Group
from careboard.workflow.files import may_have_files
from careboard.workflow.refusals import MembershipEnded
from tests.gallery.long import LONG_MRN, register_long
from tests.gallery.tour import tour
from tests.gallery.walk import Walk

SAMPLES = Path(__file__).parents[1] / "data"
BUNDLE = SAMPLES / "fhir" / "shift" / "Bundle-AllOfVeronicaMars.json"
ON_HOLD = "004-1163"


# -- before anybody is signed in -------------------------------------------------------------------------------------


@tour()
def unlock(walk: Walk) -> Iterator[str]:
    walk.desktop.entrance.show_vault(walk.sample.vault, "ac")
    yield ""
    page = walk.desktop.entrance.unlock
    page.refuse("The name or the passphrase is not right.")
    yield "refused"
    page.show_working("Checking the passphrase, which takes a moment")
    yield "working"
    page.show_ready()
    walk.desktop.entrance.help.toggle()
    yield "help"
    walk.desktop.entrance.help.close()
    walk.desktop.entrance.show_recovery()
    yield "recover"
    walk.desktop.entrance.show_restoring()
    yield "restore"


@tour()
def set_up(walk: Walk) -> Iterator[str]:
    walk.desktop.entrance.show_set_up()
    wizard = walk.one(Wizard)
    yield "choice"
    wizard.next.setVisible(True)
    wizard._next()
    yield "clinic"
    wizard.clinic.name.setText("Cedar House")
    wizard.clinic.place.show_path(walk.folder / "cedar.careboard")
    wizard._next()
    yield "person"
    wizard.person.name.setText("Ada Chen")
    wizard._next()
    yield "person-refused"
    wizard.person.sign_in.setText("ac")
    wizard.person.role.setCurrentIndex(1)
    wizard._next()
    yield "passphrase"
    for line in (wizard.passphrase.passphrase.first, wizard.passphrase.passphrase.again):
        line.setText("correct horse battery staple")
    wizard._next()
    walk.wait(lambda: isinstance(wizard.step, KitStep))
    yield "kit"
    wizard.undo()


# -- at work ---------------------------------------------------------------------------------------------------------


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
    _find(walk, "")
    yield "palette"
    _find(walk, "riv")
    yield "palette-found"
    _find(walk, "zzz")
    yield "palette-nothing"
    _press(Qt.Key.Key_Escape)


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


@tour("ac")
def sections(walk: Walk) -> Iterator[str]:
    page = walk.patient()
    for key in page.sections.keys:
        walk.camera.show_section(page, key)
        yield key


@tour("ac")
def timeline(walk: Walk) -> Iterator[str]:
    page = walk.patient()
    walk.camera.show_section(page, "timeline")
    page.timeline.filters.search.setText("sleep")
    yield "search"
    page.timeline.filters.search.setText("zzz")
    yield "filtered-empty"
    page.timeline.filters.clear()
    view = page.timeline.view
    view.setFocus()
    for _row in range(3):
        QTest.keyClick(view, Qt.Key.Key_J)
    QTest.keyClick(view, Qt.Key.Key_Return)
    yield "open"
    page.sheets.show_keys()
    yield "keys"
    page.undo.wait_with("Acknowledged: PHQ-9 9, mild", lambda: None)
    yield "undo"
    page.undo.undo()


@tour("ac")
def chart(walk: Walk) -> Iterator[str]:
    page = walk.patient()
    walk.camera.show_section(page, "medications")
    view = _medications(page).alone
    view.response.plot.setFocus()
    QTest.keyClick(view.response.plot, Qt.Key.Key_Left)
    yield "focus-line"
    view.response.show_table()
    yield "table"
    view.response.show_drawing()


@tour("ac")
def facts(walk: Walk) -> Iterator[str]:
    page = walk.patient()
    for topic in Topic:
        page.sheets.show_facts(topic)
        yield topic
    for which in (DUE, FINDINGS):
        page.sheets.show_matters(which)
        yield which
    page.show_sheet(ExportSheet(page.desk, page.patient))
    yield "export"


@tour("ac")
def forms(walk: Walk) -> Iterator[str]:
    page = walk.patient()
    assert page.chart is not None
    shown: set[object] = set()
    for topic in Topic:
        stated = facts_about(topic, page.chart)
        for _words, maker in (*stated.forms, *(act for fact in stated.facts for act in fact.acts)):
            kind = maker.func if isinstance(maker, partial) else maker
            if kind not in shown:
                shown.add(kind)
                form = maker(About.of(page.chart))
                page.show_sheet(form)
                yield type(form).__name__
                form.review()
                yield f"{type(form).__name__}-reviewed"


@tour("ac")
def orders(walk: Walk) -> Iterator[str]:
    page = walk.patient()
    medications = _medications(page)
    walk.wait(lambda: medications.known)
    assert page.chart is not None
    medications.open(Act.ADJUST, "")
    yield "pick"
    page.close_sheet()
    for act in Act:
        course = next((one for one in page.chart.regimen.courses if act in acts_of(one, medications.allowed)), None)
        medications.open(act, course.id if course is not None else "")
        if page.sheets.sheet is not None:
            yield act
            if isinstance(page.sheets.sheet, Form):
                page.sheets.sheet.review()
                yield f"{act}-reviewed"
            page.close_sheet()


@tour("ac")
def scales(walk: Walk) -> Iterator[str]:
    """Every scale, with its questions or for its result."""
    composer = _composer(walk.patient())
    composer.open(SCALES)
    yield "all"
    for scale in composer._offers.scales:
        composer.open(f"scale:{scale.name}")
        yield _file_name(scale.name)
    composer.close_form()


@tour("ac")
def templates(walk: Walk) -> Iterator[str]:
    """The templates of other disciplines, which anybody may take."""
    composer = _composer(walk.patient())
    for template in composer._offers.templates:
        if not template.mine:
            composer.open(template.id)
            yield _file_name(template.id)
    composer.close_form()


@tour("ac")
def resuming(walk: Walk) -> Iterator[str]:
    """A medicine that is on hold, which is another patient's."""
    page = walk.patient(ON_HOLD)
    assert page.chart is not None
    medications = _medications(page)
    walk.wait(lambda: medications.known)
    held = next(one for one in page.chart.regimen.courses if Act.RESUME in acts_of(one, medications.allowed))
    medications.open(Act.RESUME, held.id)
    yield ""


@tour("ac")
def measuring(walk: Walk) -> Iterator[str]:
    """What a positive screen asks for, and a form for the patient's hands."""
    page = walk.patient()
    assert page.chart is not None
    measures = page.findChildren(Measures)[0]
    walk.wait(lambda: measures.may.scales)
    measures._choose_form("")
    yield "hand-over"
    page.close_sheet()
    screens = (follow_up(page.chart, entry.id) for entry in page.chart.record.entries_of(Assessment))
    measures._show_steps(next(one for one in screens if one is not None))
    yield "next-steps"
    measures._begin(Step.TELL)
    walk.wait(lambda: isinstance(page.sheets.sheet, TellForm))
    yield "tell"


@tour("ac")
def papers(walk: Walk) -> Iterator[str]:
    """The handout of the meal plan, and the files of an entry."""
    page = walk.patient()
    assert page.chart is not None
    page.show_sheet(HandoutSheet(page.desk, page.chart))
    yield "handout"
    rows = page.chart.timeline
    row = next((row for row in rows if may_have_files(row.entry)), rows[0])
    page.show_sheet(FilesSheet(page.desk, row.headline, row.entry))
    yield "files"


@tour("ac")
def writing(walk: Walk) -> Iterator[str]:
    yield from _writing(walk)


def _composer(page: PatientPage) -> Composer:
    assert page.composer is not None
    return page.composer


def _file_name(named: str) -> str:
    return re.sub("[^A-Za-z0-9.]+", "-", named).strip("-")


def _writing(walk: Walk) -> Iterator[str]:
    """The forms of one's role, a scale with its questions and one for a result, additions, and what is missing."""
    page = walk.patient()
    composer = _composer(page)
    offers = composer._offers
    others = {one.id for one in offers.templates if not one.mine}
    asking = [[one for one in offers.scales if bool(one.questions) is asks][:1] for asks in (True, False)]
    keys = [key for key, _words in forms_of(offers) if key != SCALES and key not in others]
    keys += [f"scale:{scale.name}" for found in asking for scale in found]
    for key in (*keys, *(f"private:{kind}" for kind in offers.private)):
        composer.open(key)
        yield _file_name(key)
    row = page.timeline.view._model.rows[0] if page.timeline.view._model.rows else None
    if row is not None:
        composer.add_to(row)
        yield "addendum"
        composer.take_back(row)
        yield "in-error"
    composer.open_default()
    composer.review()
    yield "missing"
    composer.close_form()


@tour("ac")
def long_names(walk: Walk) -> Iterator[str]:
    patient = register_long(walk)
    walk.workplace.caseload.load()
    walk.wait(lambda: walk.workplace.caseload.complete)
    yield "caseload"
    page = walk.patient(LONG_MRN)
    for key in page.sections.keys:
        walk.camera.show_section(page, key)
        yield key
    page.sheets.show_facts(Topic.ALLERGIES)
    yield "allergies"
    page.close_sheet()
    _find(walk, "wolf")
    yield "palette"
    _press(Qt.Key.Key_Escape)
    assert page.patient == patient


@tour("ac")
def gone(walk: Walk) -> Iterator[str]:
    """What puts every patient off the screen; the walk of this person ends here."""
    page = walk.patient()
    walk.desktop.cover()
    yield "covered"
    walk.desktop.lift()
    measures = page.findChildren(Measures)[0]
    walk.wait(lambda: measures.may.scales)
    measures._hand_over("PHQ-9", "en")
    yield "in-the-hands-of-the-patient"
    walk.desktop.show_ended(MembershipEnded("Your membership of this clinic has ended."))
    yield "ended"
    walk.desktop.show_mistake(ValueError("a mistake of ours"))
    yield "mistake"


# -- others ----------------------------------------------------------------------------------------------------------


@tour("lm")
def writing_of_a_counselor(walk: Walk) -> Iterator[str]:
    yield from _writing(walk)


@tour("ko")
def writing_of_a_nutritionist(walk: Walk) -> Iterator[str]:
    yield from _writing(walk)


@tour("rh")
def administrator(walk: Walk) -> Iterator[str]:
    for place in walk.workplace.places:
        walk.workplace.show_place(place)
        yield place
    people = walk.workplace.people
    walk.workplace.show_place("people")
    people.show_sheet()
    yield "enrol"
    people._close_sheet()
    people.list.setCurrentIndex(people.model.index(2, 0))
    people.show_membership()
    yield "membership"
    people._close_membership()


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


def _medications(page: PatientPage) -> Medications:
    return page.findChildren(Medications)[0]


def _find(walk: Walk, words: str) -> None:
    """Ask the palette for something, by keys."""
    _press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    walk.camera.settle()
    line = QApplication.focusWidget()
    if isinstance(line, QLineEdit):
        line.clear()
        QTest.keyClicks(line, words)


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    if (focused := QApplication.focusWidget()) is not None:
        QTest.keyClick(focused, key, modifier)
