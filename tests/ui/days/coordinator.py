"""H. Nguyen's day: somebody comes, somebody moves on, and the papers and days that go with it."""

from PySide6.QtCore import Qt

from careboard.clinical.coordination import Appointment
from careboard.clinical.episode import Admission, LevelOfCare, LevelOfCareChange
from careboard.clinical.note import Note, NoteType
from careboard.clinical.paper import DischargeSummaryIssued
from careboard.clinical.permission import Consent
from careboard.clinical.person import Registration
from careboard.projections.inbox import Group
from careboard.ui.clinic.new_patient import NewPatientPage
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.export_sheet import ExportSheet
from careboard.ui.patient.forms.facts import FactsSheet
from careboard.ui.patient.forms.permission import ConsentForm
from careboard.ui.patient.forms.stay import AdmissionForm, AppointmentForm, LevelOfCareForm
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.summary.section import SummarySection
from careboard.ui.patient.whole import SUMMARY
from tests.ui.days.day import Act, Day
from tests.ui.desk import labels_of
from tests.ui.forms.filling import Typed, fill
from tests.ui.keys import CTRL, budget, compose, focus, press

Key = Qt.Key


def unlocks(day: Day) -> None:
    """One key beside the passphrase."""
    day.unlock()
    assert "H. Nguyen" in day.reads


def sees_what_is_due(day: Day) -> None:
    """The inbox, what is due alone: reviews of the level of care stand there with their patients."""
    day.find("inbox")
    press(Key.Key_4)
    due = {(one.named, one.title) for one in day.workplace.inbox.model.items if one.group is Group.DUE}
    assert ("OKAFOR, Daniel", "Review of the level of care") in due
    press(Key.Key_0)


def registers_a_patient(day: Day) -> None:
    """A new patient from anywhere; what will be signed is read in a sentence first."""
    day.find("new pat")
    page = day.workplace.page
    assert isinstance(page, NewPatientPage)
    fill(page.form, {"Family name": "Moreau", "Given names": "Elise", "Born": "03-Mar-1999"})
    press(Key.Key_Return, CTRL)
    assert page.form.reviewed == "Registered: MOREAU, Elise, born 03-Mar-1999."
    press(Key.Key_Return)
    day.wait(lambda: isinstance(day.workplace.page, PatientPage))
    day.look()
    (registration,) = day.chart.record.of(Registration)
    assert registration.content.name.family == "Moreau"


def admits_her(day: Day) -> None:
    """The admission is found by its word; it says from where and for how long."""
    day.find("admission")
    answers: Typed = {
        "Program": "Eating Disorders IOP",
        "Reason for admission": "Steps down after residential care",
        "Admitted from": "Cedar House",
        "Planned days": "30",
    }
    fill(day.sheet(AdmissionForm), answers)
    (entry,) = day.sign()
    assert isinstance(entry.content, Admission)
    assert entry.content.planned_days == 30


def makes_an_appointment(day: Day) -> None:
    """With whom, when, and whether it is made or wished for."""
    day.find("add an app")
    form = day.sheet(AppointmentForm)
    fill(form, {"With whom": "A. Chen, MD", "When": "21-Sep-2026 14:30"})
    press(Key.Key_Return, CTRL)
    assert "Choose whether it is made or wished for." in labels_of(form)
    fill(form, {"How it stands": "Made"})
    (entry,) = day.sign()
    assert isinstance(entry.content, Appointment)
    assert entry.content.starts is not None
    assert entry.content.starts.iso == "2026-09-21T18:30:00Z"


def records_a_consent(day: Day) -> None:
    """To whom, what, what for and until when; the banner counts it."""
    day.find("add a cons")
    answers: Typed = {
        "The patient": "Permit",
        "Who discloses": "Cedar Behavioral Health",
        "To whom": "Dr. Lopez",
        "What is disclosed": "Attendance",
        "For what": "Coordination of care",
        "How it ends": "On date",
        "Ends on": "17-Mar-2027",
        "How it was given": "On paper",
        "Signed by": "Elise Moreau",
    }
    fill(day.sheet(ConsentForm), answers)
    (entry,) = day.sign()
    assert isinstance(entry.content, Consent)
    assert "1 release" in day.reads


def reads_it_behind_its_chip(day: Day) -> None:
    """What stands behind a chip is found by its word too: the sentence, the day, and who wrote it."""
    day.find("releases")
    told = " ".join(labels_of(day.sheet(FactsSheet)))
    assert "may give Attendance to Dr. Lopez for Coordination of care, until 17-Mar-2027" in told
    assert "H. Nguyen" in told
    press(Key.Key_Escape)


def sees_her_on_the_board(day: Day) -> None:
    """The board has a card of hers, among those whose level of care is not known."""
    day.find("caseload as a board")
    day.rest()
    board = day.workplace.caseload.board
    assert board.isVisible()
    shown = day.workplace.caseload.model.shown
    board.choose(next(at for at, row in enumerate(shown) if row.family == "Moreau"))
    assert board.hasFocus()


def moves_her_to_the_iop(day: Day) -> None:
    """M and a digit open the form of the move; nothing is signed by it."""
    press(Key.Key_M)
    assert "Move MOREAU, Elise to" in labels_of(day.workplace.caseload.mover)
    press(Key.Key_4)
    day.wait(lambda: isinstance(day.workplace.page, PatientPage))
    day.look()
    assert day.sheet(LevelOfCareForm).isVisible()
    assert day.chart.record.of(LevelOfCareChange) == ()


def signs_the_move(day: Day) -> None:
    """Day 1 stands in the banner."""
    fill(day.sheet(LevelOfCareForm), {"Next review": "30-Sep-2026"})
    (entry,) = day.sign()
    assert isinstance(entry.content, LevelOfCareChange)
    assert entry.content.given.setting is LevelOfCare.INTENSIVE_OUTPATIENT
    assert "IOP day 1, reviews 30-Sep-2026" in day.reads


def writes_down_a_call(day: Day) -> None:
    """N begins a note of coordination; she is offered no clinical template."""
    day.page.timeline.view.setFocus()
    press(Key.Key_N)
    body = day.composer.body
    assert isinstance(body, NoteBody)
    assert body.title == "Collateral contact"
    compose("Her mother called: the bus is late on Mondays, she may come at 11:40.")
    (entry,) = day.sign()
    assert isinstance(entry.content, Note)
    assert entry.content.type in (NoteType.COLLATERAL, NoteType.TEAM_REVIEW, NoteType.OUTREACH)


def hears_what_is_not_hers(day: Day) -> None:
    """P in her list: she is told in words that her role writes no private notes, and nothing opens."""
    day.page.timeline.view.setFocus()
    press(Key.Key_P)
    assert day.workplace.messages.said == "Your role writes no private notes here."
    assert not day.composer.is_open


def prints_a_signed_summary(day: Day) -> None:
    """Seven keys, with the one in the dialog of the printer; byte for byte as it was signed."""
    day.open("abe")
    summary = day.page.sections.widget(SUMMARY)
    assert isinstance(summary, SummarySection)
    (issued,) = day.chart.record.of(DischargeSummaryIssued)
    with budget(6):
        day.find("dis")
        printed = day.printer(summary)
        press(Key.Key_P, CTRL)
    day.wait(lambda: bool(printed))
    patient, copy = day.chart.patient, issued.content.copies[0]
    assert printed == [day.ask(lambda session: session.printed(patient, copy))]


def exports_a_record(day: Day) -> None:
    """The whole record goes into a new folder: as PDF, as FHIR, with a README; it says that nothing is encrypted."""
    day.tab_to(lambda: "xport" in str(focus().property("text")))
    press(Key.Key_Space)
    sheet = day.sheet(ExportSheet)
    assert "The files are not encrypted: keep them where only you can read them." in labels_of(sheet)
    sheet.ask_folder = lambda: str(day.folder)
    day.tab_to(lambda: focus().property("text") == "Choose a folder and export")
    press(Key.Key_Space)
    day.wait(lambda: "entries are in" in sheet.said)
    assert {".pdf", ".json", ".md"} <= {path.suffix for path in (day.folder / "careboard-export").iterdir()}
    press(Key.Key_Escape)


def hides_names(day: Day) -> None:
    """Initials instead of names, for somebody who looks over her shoulder."""
    day.find("initials")
    day.find("caseload")
    day.rest()
    assert "MOREAU" not in day.reads
    assert "E. M." in day.reads


def locks(day: Day) -> None:
    """Ctrl+L, and no word is left."""
    press(Key.Key_L, CTRL)
    assert day.desk.began_anew == ["anew"]


ACTS: tuple[Act, ...] = (
    unlocks,
    sees_what_is_due,
    registers_a_patient,
    admits_her,
    makes_an_appointment,
    records_a_consent,
    reads_it_behind_its_chip,
    sees_her_on_the_board,
    moves_her_to_the_iop,
    signs_the_move,
    writes_down_a_call,
    hears_what_is_not_hers,
    prints_a_signed_summary,
    exports_a_record,
    hides_names,
    locks,
)
