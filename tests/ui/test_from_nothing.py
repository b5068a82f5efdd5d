"""A patient without import: from "New patient" to an issued and printed summary, in the real window."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from careboard.clinical.medication.orders import MedicationStart
from careboard.clinical.paper import DischargeSummaryIssued
from careboard.clinical.values import EntryId
from careboard.projections.chart import Chart
from careboard.ui.clinic.new_patient import NewPatientPage
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.sheet import Sheet
from careboard.ui.patient.forms.facts import FactsSheet, Topic
from careboard.ui.patient.forms.form import Form
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.summary.page import SummaryPage
from careboard.ui.patient.summary.section import SummarySection
from tests.clinical_examples import EXAMPLES
from tests.ui.desk import Started
from tests.ui.forms.filling import Typed, fill
from tests.ui.keys import focus, press
from tests.ui.keys import write as type_into
from tests.ui.summary.test_summary_page import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

CTRL = Qt.KeyboardModifier.ControlModifier
RECORDED: tuple[tuple[Topic, str, Typed], ...] = (
    (Topic.CONTACTS, "Add a contact", {"Name": "Ada Okafor", "Relationship": "mother", "Emergency contact": True}),
    (Topic.ALLERGIES, "Add an allergy", {"No known allergies": True, "Who says so": "Patient"}),
    (
        Topic.DIAGNOSES,
        "Add a diagnosis",
        {
            "Diagnosis": "Alcohol use disorder, severe",
            "ICD-10-CM code": "F10.20",
            "How it stands": "Active",
            "How sure it is": "Confirmed",
        },
    ),
    (
        Topic.LEVEL_OF_CARE,
        "Admission",
        {
            "Program": "Substance use IOP",
            "Reason for admission": "Drinking again after six months without",
            "Admitted from": "Home",
        },
    ),
    (Topic.LEVEL_OF_CARE, "Level of care", {"Given": "Intensive outpatient", "Recommended": "Intensive outpatient"}),
    (
        Topic.PERMISSIONS,
        "Add a consent",
        {
            "The patient": "Permit",
            "Who discloses": "North River IOP",
            "To whom": "Dr. Hale",
            "What is disclosed": "Discharge summary",
            "For what": "Treatment",
            "How it ends": "On date",
            "Ends on": "31-Dec-2027",
            "How it was given": "On paper",
            "Signed by": "Daniel Okafor",
        },
    ),
    (
        Topic.PERMISSIONS,
        "Review part 2",
        {"Part 2": "Applies", "On what the finding rests": "It treats SUD"},
    ),
    (
        Topic.RISK,
        "Assess the risk",
        {
            "Your level of acute risk": "Low",
            "Access to means": "Asked; none at home",
            "Plan": "Asked again at each visit",
        },
    ),
    (
        Topic.SAFETY_PLAN,
        "Write a version",
        {
            "Warning signs": "I drive past the old bar",
            "What I can do on my own": "Call my sponsor\nWalk",
            "People I can ask for help": "Ada, 555-0188",
        },
    ),
    (
        Topic.PLAN_OF_CARE,
        "Write a version",
        {
            "Goal 1 in the patient's words": "Thirty days without a drink",
            "Measurable objective 1": "Screens negative",
            "How the patient agreed": "Spoken",
        },
    ),
    (
        Topic.APPOINTMENTS,
        "Add an appointment",
        {
            "With whom": "Dr. Hale",
            "When": "+5",
            "For what": "Follow-up",
            "How it stands": "Made",
            "It is the follow-up within 7 days": True,
        },
    ),
    (
        Topic.LEVEL_OF_CARE,
        "Discharge",
        {
            "How the stay ends": "Completed",
            "Where the patient goes": "Home, with his mother",
            "Condition at discharge": "Sober for 30 days",
            "What was explained and handed over": "Safety plan, medicines, whom to call",
            "To whom": "Patient, mother",
        },
    ),
)


def button(of: Sheet, words: str) -> QPushButton:
    return next(one for one in of.findChildren(Button) if one.text() == words)


def sheet(page: PatientPage, kind: type[Sheet]) -> Sheet | None:
    return next((one for one in page.findChildren(Sheet) if isinstance(one, kind) and one.isVisible()), None)


def record(started: Started, page: PatientPage, topic: Topic, words: str, typed: Typed) -> None:
    """From the chip to its form, and by keys to the signature."""
    before = entries(page)
    page.banner.chip_opened.emit(topic.value)
    facts = sheet(page, FactsSheet)
    assert facts is not None
    button(facts, words).click()
    form = sheet(page, Form)
    assert isinstance(form, Form)
    fill(form, typed)
    press(Qt.Key.Key_Return, CTRL)
    assert form.reviewed, form.wrong
    press(Qt.Key.Key_Return)
    started.wait(lambda: entries(page) > before and sheet(page, Form) is None)


def entries(page: PatientPage) -> int:
    return len(page.chart.record.entries) if page.chart else 0


def registered(started: Started) -> PatientPage:
    started.workplace.caseload.asked_for_new_patient.emit()
    new = started.workplace.page
    assert isinstance(new, NewPatientPage)
    fill(new.form, {"Family name": "Okafor", "Given names": "Daniel", "Born": "02-May-1991"})
    press(Qt.Key.Key_Return, CTRL)
    press(Qt.Key.Key_Return)
    started.wait(lambda: isinstance(started.workplace.page, PatientPage))
    page = started.workplace.page
    assert isinstance(page, PatientPage)
    started.wait(lambda: page.ready)
    return page


def test_that_a_patient_goes_from_registration_to_a_printed_summary_in_the_window(started: Started) -> None:
    started.sign_in()
    page = registered(started)
    for topic, words, typed in RECORDED:
        record(started, page, topic, words, typed)
    before = entries(page)
    page.recording.record(EXAMPLES[MedicationStart].content)
    started.wait(lambda: entries(page) > before)
    summary = opened_summary(started, page)
    complete(started, page, summary)
    issued: list[Chart] = []
    summary.issued.connect(issued.append)
    press(Qt.Key.Key_Return, CTRL)
    press(Qt.Key.Key_Return)
    started.wait(lambda: bool(issued))
    assert summary.foot.print.hasFocus()  # and not the rail
    assert_printed_as_issued(started, summary, issued[0])


def opened_summary(started: Started, page: PatientPage) -> SummaryPage:
    started.wait(page.isActiveWindow)
    page.timeline.view.setFocus()
    press(Qt.Key.Key_K, CTRL)
    type_into("dis")
    press(Qt.Key.Key_Return)
    section = page.findChild(SummarySection)
    assert section is not None
    assert section.page is not None
    summary = section.page
    assert page.isAncestorOf(focus())
    started.wait(lambda: summary.preview.pages > 0)
    return summary


def complete(started: Started, page: PatientPage, summary: SummaryPage) -> None:
    """Fill in whatever the meter names, by keys."""
    assert page.chart is not None
    fillers: dict[str, Callable[[], None]] = {
        **{EntryId(one.id): partial(press, Qt.Key.Key_Down) for one in page.chart.regimen.current},
        "procedures": partial(type_into, "No procedures were performed."),
        "care-provided": partial(type_into, "Individual and group counseling, three days a week."),
        "information-given": partial(type_into, "Whom to call, and when."),
    }
    for about, act in fillers.items():
        if summary.fields.control_of(about) is not None:
            summary.meter.wanted.emit(about)
            act()
    started.wait(lambda: not summary.meter.sentences)


def assert_printed_as_issued(started: Started, summary: SummaryPage, chart: Chart) -> None:
    (stated,) = chart.record.of(DischargeSummaryIssued)
    printed: list[bytes] = []
    summary.taking.ask_printer = lambda: printed.append
    summary.setFocus()
    press(Qt.Key.Key_P, CTRL)
    started.wait(lambda: bool(printed))
    words = words_of(printed[0])
    assert "DRAFT" not in words
    for said in ("OKAFOR, Daniel", "Sober for 30 days", "I drive past the old bar", "Dr. Hale", "sertraline"):
        assert said in words
    assert stated.content.content_sha256 in words
