"""The tours of a patient's chart: its sections, its facts and forms, its orders, its measures and its papers.

Sections, facts and forms are not named here: a tour asks the program which there are.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from careboard.clinical.response import Assessment
from careboard.projections.measures.follow_up import Step, follow_up
from careboard.ui.patient.dosing.choosing import ChooseForm
from careboard.ui.patient.export_sheet import ExportSheet
from careboard.ui.patient.files_sheet import FilesSheet
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.facts import Topic, facts_about
from careboard.ui.patient.forms.form import Form
from careboard.ui.patient.matters import DUE, FINDINGS
from careboard.ui.patient.measures.what_next import NextSteps, TellForm
from careboard.ui.patient.medications import Medications
from careboard.ui.patient.nutrition.handout_sheet import HandoutSheet
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.regimen.acts import Act, acts_of
from careboard.ui.patient.team.place import TEAM
from careboard.ui.patient.team.sheet import TeamSheet
from careboard.workflow.files import may_have_files
from tests.gallery.long import LONG_MRN, register_long
from tests.gallery.tour import tour
from tests.gallery.walk import Walk

ON_HOLD = "004-1163"


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
    page.show_topic(TEAM)
    sheet = page.sheets.sheet
    assert isinstance(sheet, TeamSheet)
    walk.wait(lambda: sheet.team is not None)
    yield "care-team"
    sheet.cards[1].go.click()
    yield "care-team-reviewed"


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
def choosing(walk: Walk) -> Iterator[str]:
    """A medicine of which two doses were ordered at once."""
    page = walk.patient()
    medications = _medications(page)
    walk.wait(lambda: medications.known)
    assert page.chart is not None
    course = next(one for one in page.chart.regimen.current if len([step for step in one.steps if step.dosage]) > 1)
    both = tuple(step for step in course.steps if step.dosage)[-2:]
    form = ChooseForm(page.chart, replace(course, contested=both), medications.allowed)
    page.show_sheet(form)
    yield ""
    form.review()
    yield "refused"


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
    measures = walk.measures(page)
    measures.section.scales.hand_over.click()
    yield "hand-over"
    page.close_sheet()
    screens = (follow_up(page.chart, entry.id) for entry in page.chart.record.entries_of(Assessment))
    measures.show_steps(next(one for one in screens if one is not None))
    yield "next-steps"
    steps = page.sheets.sheet
    assert isinstance(steps, NextSteps)
    steps.asked.emit(Step.TELL)
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
    page.show_topic(TEAM)
    yield "care-team"
    page.close_sheet()
    walk.find("wolf")
    yield "palette"
    walk.press(Qt.Key.Key_Escape)
    assert page.patient == patient


def _medications(page: PatientPage) -> Medications:
    return page.findChildren(Medications)[0]
