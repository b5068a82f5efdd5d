"""A. Chen's day: from the digest to the lock, mostly in the chart of Maya Rivera."""

from decimal import Decimal

from PySide6.QtCore import Qt

from careboard.clinical.medication.orders import DoseChange, ReasonType
from careboard.clinical.note import Acknowledgement, CoSignature, Note
from careboard.clinical.paper import DischargeSummaryIssued
from careboard.clinical.provenance import Origin
from careboard.clinical.response import Assessment
from careboard.projections.inbox import Group
from careboard.projections.lanes.doses import DoseLane
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.composer.scale_body import ScaleBody
from careboard.ui.patient.dosing.adjust import AdjustForm
from careboard.ui.patient.measures.section import MeasuresSection
from careboard.ui.patient.medications import Medications
from careboard.ui.patient.response.chart import ResponseChart
from careboard.ui.patient.summary.section import SummarySection
from careboard.ui.patient.whole import SUMMARY
from tests.ui.days.day import Act, Day
from tests.ui.keys import CTRL, budget, compose, focus, press, tab, write

Key = Qt.Key


def response(day: Day) -> ResponseChart:
    """Doses and scores on one axis."""
    medications = day.page.findChild(Medications)
    assert isinstance(medications, Medications)
    return medications.beside.response


def unlocks(day: Day) -> None:
    """One key beside the passphrase."""
    day.unlock()
    assert "RIVERA, Maya" in day.reads


def reads_the_digest(day: Day) -> None:
    """What is late, what waits for an answer and what is new, before any list."""
    said = day.workplace.caseload.digest.said
    assert said[:3] == ("1 overdue", "4 to acknowledge", "1 to co-sign")
    assert any("unread in" in words for words in said)


def opens_maya_rivera(day: Day) -> None:
    """Five keys, from anywhere."""
    with budget(5):
        day.find("riv")
    day.look()
    assert "Suicide risk Moderate 15-Sep-2026, was Low 09-Sep-2026" in day.reads


def follows_the_line_of_what_is_new(day: Day) -> None:
    """The line since the last visit leads to the entry that it tells of, open."""
    (link,) = day.page.overview.since.parts.links
    assert "Potassium 3.9 mEq/L" in link.text()
    day.tab_to(link.hasFocus)
    press(Key.Key_Return)
    current = day.current
    assert day.page.timeline.view.is_open(current)
    assert "QTc (Fridericia) 438 ms" in current.headline


def acknowledges_the_lab(day: Day) -> None:
    """One key; ten seconds to take it back, then it stands recorded and waits no more."""
    lab = day.current.id
    with budget(1):
        press(Key.Key_A)
    assert day.page.undo.isVisible()
    with day.recorded() as new:
        day.page.undo.do_now()
    assert [(entry.content, entry.ref) for entry in new] == [(Acknowledgement(), lab)]
    assert lab not in day.chart.unread.to_acknowledge


def reads_what_is_unread(day: Day) -> None:
    """U opens the next one: three keys for the three that are left."""
    view, unread = day.page.timeline.view, set(day.chart.unread.entries)
    opened = []
    with budget(3):
        for _entry in range(3):
            press(Key.Key_U)
            view.viewport().repaint()
            opened.append(day.current.id)
    assert len(set(opened)) == 3
    assert set(opened) <= unread
    day.wait(lambda: set(opened) <= view.read)
    assert "Used paced breathing twice" in day.reads


def looks_back_with_the_line(day: Day) -> None:
    """Five days back every lane answers with what stood then, never with a later value."""
    plot = response(day).plot
    sertraline = next(one.row for one in plot.rows() if isinstance(one.row, DoseLane) and one.row.name == "sertraline")
    plot.setFocus()
    press(Key.Key_Left, times=5)
    assert plot.heading() == "Sun 13-Sep-2026"
    assert plot.value(sertraline).at_the_line == "100 mg since 01-Sep"
    press(Key.Key_Escape)
    assert plot.heading() == "Now"


def adjusts_a_dose(day: Day) -> None:
    """D on the row of sertraline: the chart shows the new dose before anybody signs it."""
    chart = response(day)
    sertraline = day.course("sertraline")
    while sertraline not in str(chart.plot.selected):
        press(Key.Key_J)
    press(Key.Key_D)
    day.sheet(AdjustForm)
    press(Key.Key_A, CTRL)
    write("175")
    tab()
    press(Key.Key_P)
    day.wait(lambda: any("sertraline 175 mg" in mark.name for _key, mark in chart.plot.named_marks()))


def reads_the_review_and_signs(day: Day) -> None:
    """The old line is struck through, the new one said plainly; Enter signs for the patient who is named."""
    press(Key.Key_Return, CTRL)
    assert day.sheet(AdjustForm).reviewed
    assert "Sign for RIVERA, Maya" in day.reads
    assert "replaces 150 mg" in day.reads
    with day.recorded() as new:
        press(Key.Key_Return)
    (change,) = (entry.content for entry in new)
    assert isinstance(change, DoseChange)
    assert change.reason_type is ReasonType.PARTIAL_RESPONSE
    assert [dose.amount.value for dose in change.now.schedule if dose.amount] == [Decimal(175)]


def begins_a_med_check(day: Day) -> None:
    """N begins with assessment and plan; a phrase is written out, its choices and blanks are filled by keys."""
    day.page.timeline.view.setFocus()
    press(Key.Key_N)
    body = day.composer.body
    assert isinstance(body, NoteBody)
    assert body.title == "APSO"
    compose("Holds at the higher dose. .sleep")
    tab()
    press(Key.Key_1)
    press(Key.Key_F2)
    compose("6")
    press(Key.Key_F2)
    press(Key.Key_2)
    assert body.section("Assessment").toPlainText().startswith("Holds at the higher dose. Sleeps well, 6 hours. Wakes")
    assert "before the alarm" not in body.section("Assessment").toPlainText()


def pulls_a_score_and_signs(day: Day) -> None:
    """`@phq` is a snapshot with its day and its direction; the note says which words were pulled."""
    tab()
    compose("Recheck 29-Sep. @phq")
    tab()
    (entry,) = day.sign()
    assert isinstance(entry.content, Note)
    sections = {section.heading: section.text for section in entry.content.sections}
    assert sections["Plan"] == "Recheck 29-Sep. PHQ-9 11 on 15-Sep-2026, was 14; item 9: 1, was 0"
    assert "Wakes tired." in sections["Assessment"]
    assert "___" not in sections["Assessment"], "an optional blank that nobody filled is left out"
    assert entry.content.provenance is not None
    assert Origin.PULLED in {passage.origin for passage in entry.content.provenance.passages}


def looks_at_the_measures(day: Day) -> None:
    """Ctrl+4: every scale with its last value, and what is late said in words."""
    press(Key.Key_4, CTRL)
    day.rest()
    section = day.page.findChild(MeasuresSection)
    assert isinstance(section, MeasuresSection)
    assert section.isVisible()
    assert "PHQ-9" in [row.name for row in section.scales.list.rated.rows]


def enters_the_aims_that_is_due(day: Day) -> None:
    """S, and the scale that olanzapine makes due: its digits by keys, its areas added up."""
    press(Key.Key_S)
    day.tab_to(lambda: focus().accessibleName() == "AIMS")
    press(Key.Key_Return)
    body = day.composer.body
    assert isinstance(body, ScaleBody)
    assert body.title == "AIMS"
    for _item in range(10):
        press(Key.Key_0)
    press(Key.Key_N, times=2)  # teeth and dentures
    press(Key.Key_C)
    assert body.status == "Total 0, answered by: clinician"
    new = day.sign()
    assert [entry.content.instrument.text for entry in new if isinstance(entry.content, Assessment)] == ["AIMS"]


def co_signs_the_telephone_order(day: Day) -> None:
    """The inbox shows what awaits a co-signature; Enter goes there, Ctrl+Enter stands for it."""
    day.find("inbox")
    press(Key.Key_2)
    inbox = day.workplace.inbox
    assert [(one.group, one.named) for one in inbox.model.items] == [(Group.TO_COSIGN, "OKAFOR, Daniel")]
    press(Key.Key_Return)
    day.look()
    order = day.current
    assert "Held prazosin" in order.headline
    with day.recorded() as new:
        press(Key.Key_Return, CTRL)
        day.page.undo.do_now()
    assert [entry.ref for entry in new if isinstance(entry.content, CoSignature)] == [order.id]
    day.find("inbox")
    assert inbox.model.items == ()
    press(Key.Key_0)


def covers_the_screen(day: Day) -> None:
    """Ctrl+. for somebody at the door: no word of a patient is left to be seen."""
    with budget(1):
        press(Key.Key_Period, CTRL)
    assert day.covered
    assert "RIVERA" not in day.reads
    assert "OKAFOR" not in day.reads


def lifts_the_cover(day: Day) -> None:
    """The passphrase and Enter: everything stands where it stood."""
    write(day.who.passphrase)
    press(Key.Key_Return)
    day.wait(lambda: not day.covered)
    assert day.workplace.isVisible()
    assert len(day.workplace.top_bar.tabs.patients) == 2


def prints_a_signed_summary(day: Day) -> None:
    """Seven keys in an open chart: found by three letters, printed byte for byte as it was signed."""
    day.open("abe")
    summary = day.page.sections.widget(SUMMARY)
    assert isinstance(summary, SummarySection)
    (issued,) = day.chart.record.of(DischargeSummaryIssued)
    with budget(6):  # and Enter in the dialog of the printer
        day.find("dis")
        printed = day.printer(summary)
        press(Key.Key_P, CTRL)
    day.wait(lambda: bool(printed))
    patient, copy = day.chart.patient, issued.content.copies[0]
    assert printed == [day.ask(lambda session: session.printed(patient, copy))]


def locks(day: Day) -> None:
    """Ctrl+L: the keys are gone, and so is every word of a patient."""
    with budget(1):
        press(Key.Key_L, CTRL)
    assert day.desk.began_anew == ["anew"]
    assert "ABERNATHY" not in day.reads


ACTS: tuple[Act, ...] = (
    unlocks,
    reads_the_digest,
    opens_maya_rivera,
    follows_the_line_of_what_is_new,
    acknowledges_the_lab,
    reads_what_is_unread,
    looks_back_with_the_line,
    adjusts_a_dose,
    reads_the_review_and_signs,
    begins_a_med_check,
    pulls_a_score_and_signs,
    looks_at_the_measures,
    enters_the_aims_that_is_due,
    co_signs_the_telephone_order,
    covers_the_screen,
    lifts_the_cover,
    prints_a_signed_summary,
    locks,
)
