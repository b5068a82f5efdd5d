"""L. Moreno's day: a session, what is hers alone, a score that asks for more, and what she leaves for the others."""

from PySide6.QtCore import Qt

from careboard.clinical.coordination import Task
from careboard.clinical.note import Addendum, Note
from careboard.clinical.provenance import Provenance
from careboard.clinical.response import Assessment, RiskAssessment, RiskLevel, SafetyPlan
from careboard.projections.inbox import Group
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.composer.scale_body import ScaleBody
from careboard.ui.patient.forms.safety import RiskForm, SafetyPlanForm
from careboard.ui.patient.measures.what_next import NextSteps
from tests.ui.days.day import Act, Day
from tests.ui.desk import labels_of
from tests.ui.forms.filling import Typed, fill
from tests.ui.keys import CTRL, budget, compose, focus, press, tab, write

Key = Qt.Key
SAID = "She kept her hands in her lap."


def unlocks(day: Day) -> None:
    """One key beside the passphrase."""
    day.unlock()
    assert "L. Moreno" in day.reads


def sees_what_waits(day: Day) -> None:
    """The digest first: what is late, and how much is unread in how many charts."""
    assert day.workplace.caseload.digest.said[0] == "1 overdue"


def opens_the_chart(day: Day) -> None:
    """Three letters, and the goals of the plan stand beside the note to come."""
    with budget(5):
        day.find("riv")
    day.look()
    assert "RIVERA, Maya" in day.reads


def writes_a_dap_note(day: Day) -> None:
    """Data, assessment, plan, risk unchanged, goal 1: twelve keys beside her own words."""
    with budget(12):
        press(Key.Key_N)
        compose("Urge to skip the evening snack on two days.")
        tab()
        compose("Growing willingness.")
        tab()
        compose("One family meal before Thursday.")
        tab()
        press(Key.Key_N)
        press(Key.Key_1)
        (entry,) = day.sign()
    note = entry.content
    assert isinstance(note, Note)
    assert (note.headline, note.risk_changed) == ("One family meal before Thursday.", False)
    assert [goal.number for goal in note.goals] == [1]


def adds_to_what_she_signed(day: Day) -> None:
    """E on the note: what came to mind later stands below it, the note itself stays as it was signed."""
    view = day.page.timeline.view
    view.setFocus()
    press(Key.Key_Home)
    note = day.current
    assert note.headline == "One family meal before Thursday."
    with budget(3):
        press(Key.Key_E)
        compose("The meal is on Wednesday, at her aunt's.")
        (entry,) = day.sign()
    assert (entry.content, entry.ref) == (
        Addendum("The meal is on Wednesday, at her aunt's.", provenance=Provenance()),
        note.id,
    )


def begins_a_private_note(day: Day) -> None:
    """P: it is said before the first word who could ever open it."""
    press(Key.Key_P)
    assert day.composer.header.who == "Only you can ever open it. Nobody else learns that it exists."  # no custody
    compose(SAID)


def signs_it_into_her_own_stream(day: Day) -> None:
    """No entry of the chart tells of it; she alone reads it, under Ctrl+6."""
    before = len(day.chart.record.entries)
    press(Key.Key_Return, CTRL)
    press(Key.Key_Return)
    day.wait(lambda: not day.composer.is_open)
    day.rest()
    assert len(day.chart.record.entries) == before
    press(Key.Key_6, CTRL)
    day.rest()
    assert SAID in labels_of(day.page.sections.widget("private"))


def enters_a_phq_9(day: Day) -> None:
    """S, P and the digits; the ninth answer is above 0 and opens the C-SSRS screener in place."""
    press(Key.Key_1, CTRL)
    press(Key.Key_S)
    press(Key.Key_P)
    body = day.composer.body
    assert isinstance(body, ScaleBody)
    for answer in (2, 2, 1, 1, 1, 2, 1, 0):
        press(Key(Key.Key_0 + answer))
    assert not body.screener.isVisible()
    press(Key.Key_1)
    assert body.screener.isVisible()
    press(Key.Key_1)
    assert body.status.endswith("C-SSRS to be asked, answered by: patient")


def asks_the_screener(day: Day) -> None:
    """Y or N for each question; both are signed in one act, and the total is told against the last one."""
    body = day.composer.body
    assert isinstance(body, ScaleBody)
    for key in (Key.Key_Y, Key.Key_N, Key.Key_N):
        press(key)
    press(Key.Key_P)
    assert body.status.startswith("Total 11, moderate, unchanged since 15-Sep-2026 (11), C-SSRS low, item 1")
    signed = [entry.content for entry in day.sign()]
    told = {one.instrument.text: one.level for one in signed if isinstance(one, Assessment)}
    assert told == {"PHQ-9": "moderate", "C-SSRS screener (recent)": "low"}


def is_led_to_judge_the_risk(day: Day) -> None:
    """What a positive screen makes due is the next thing with the keyboard."""
    steps = day.sheet(NextSteps)
    assert "The level of risk is yours to judge; the screener only makes it due." in labels_of(steps)
    assert focus().property("text") == "Judge the risk"
    press(Key.Key_Return)
    assert day.sheet(RiskForm).isVisible()


def judges_the_risk(day: Day) -> None:
    """A level of hers, the means that were asked about, and a plan; the banner follows."""
    judged: Typed = {
        "Your level of acute risk": "Low",
        "What lowers it": "her sister calls each night",
        "Access to means": "Asked: the tablets are locked, her mother has the key",
        "Plan": "Call tomorrow; C-SSRS 22-Sep",
    }
    fill(day.sheet(RiskForm), judged)
    (entry,) = day.sign()
    assert isinstance(entry.content, RiskAssessment)
    assert entry.content.level is RiskLevel.LOW
    assert "Suicide risk Low 17-Sep-2026, was Moderate 15-Sep-2026" in day.reads


def writes_a_version_of_the_safety_plan(day: Day) -> None:
    """It begins as the one in force stands, in the patient's words, and is signed as a whole."""
    if day.page.sheets.sheet is not None:
        press(Key.Key_Escape)
    day.find("write the safety")
    form = day.sheet(SafetyPlanForm)
    before = day.chart.stay.safety_plan
    assert before is not None
    signs = (*before.content.warning_signs, "I skip the evening snack")
    fill(form, {"Warning signs": "\n".join(signs), "The patient was given a copy of this version": True})
    (entry,) = day.sign()
    assert isinstance(entry.content, SafetyPlan)
    assert (entry.content.warning_signs, entry.content.copy_given) == (signs, True)
    assert entry.content.coping == before.content.coping


def asks_the_psychiatrist(day: Day) -> None:
    """@ and a name in the note: the words behind it become a task with a day."""
    day.page.timeline.view.setFocus()
    press(Key.Key_N)
    compose("Wakes at four since Sunday. @chen")
    tab()
    compose(" please look at her sleep.")
    body = day.composer.body
    assert isinstance(body, NoteBody)
    day.tab_to(lambda: focus().accessibleName() == "Due")
    write("+2d")
    new = day.sign()
    (task,) = (entry.content for entry in new if isinstance(entry.content, Task))
    assert task.text == "please look at her sleep."
    assert task.due is not None
    assert task.due.iso == "2026-09-19"


def leaves_a_note_unfinished(day: Day) -> None:
    """Esc in the middle of a word: it is kept, sealed, and nothing stands in the chart."""
    before = len(day.chart.record.entries)
    press(Key.Key_N)
    compose("Group: came late, stayed")
    press(Key.Key_Escape)
    day.rest()
    assert not day.composer.is_open
    assert len(day.chart.record.entries) == before


def finds_it_in_the_inbox(day: Day) -> None:
    """To sign: the draft waits there, and Enter goes on where she stopped."""
    day.find("inbox")
    day.rest()
    press(Key.Key_5)
    inbox = day.workplace.inbox
    assert [(one.group, one.named) for one in inbox.model.items] == [(Group.TO_SIGN, "RIVERA, Maya")]
    press(Key.Key_Return)
    day.look()
    day.wait(lambda: day.composer.is_open)
    body = day.composer.body
    assert isinstance(body, NoteBody)
    assert body.section("Data").toPlainText() == "Group: came late, stayed"


def signs_it_after_all(day: Day) -> None:
    """Signed, it waits no more."""
    body = day.composer.body
    assert isinstance(body, NoteBody)
    body.section("Data").setFocus()
    press(Key.Key_End, CTRL)
    compose(" to the end.")
    (entry,) = day.sign()
    assert isinstance(entry.content, Note)
    assert entry.content.sections[0].text == "Group: came late, stayed to the end."
    day.find("inbox")
    day.rest()
    assert day.workplace.inbox.model.items == ()


def locks(day: Day) -> None:
    """Ctrl+L, and no word is left."""
    press(Key.Key_L, CTRL)
    assert day.desk.began_anew == ["anew"]
    assert SAID not in day.reads


ACTS: tuple[Act, ...] = (
    unlocks,
    sees_what_waits,
    opens_the_chart,
    writes_a_dap_note,
    adds_to_what_she_signed,
    begins_a_private_note,
    signs_it_into_her_own_stream,
    enters_a_phq_9,
    asks_the_screener,
    is_led_to_judge_the_risk,
    judges_the_risk,
    writes_a_version_of_the_safety_plan,
    asks_the_psychiatrist,
    leaves_a_note_unfinished,
    finds_it_in_the_inbox,
    signs_it_after_all,
    locks,
)
