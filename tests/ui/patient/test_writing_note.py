"""A note by keys on a real vault: phrases, values, blanks, tasks and a co-signer; and each word with its origin."""

import json

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from careboard.clinical.clinic import Template, TemplateSection
from careboard.clinical.coordination import HomePractice, Task
from careboard.clinical.note import Addendum, CoSignature, Note, NoteType, PsychotherapyNote, Section
from careboard.clinical.people import Discipline, Role
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.provenance import Origin
from careboard.clinical.values import Coded, EntryId, MemberId
from careboard.projections.writing.phrases import Phrase
from careboard.projections.writing.runs import Run, plain
from careboard.ui.parts.sheet import around
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.composer.text_bodies import TextBody
from careboard.ui.patient.composer.writing_field import WritingField
from careboard.ui.patient.timeline import facts
from careboard.ui.patient.timeline.facts import Veil
from careboard.workflow.session import Session
from careboard.workflow.writing.drafts import keep_drafts, kept_drafts, next_draft
from careboard.workflow.writing.phrases import keep_clinics, keep_own
from tests.clinic import Clinic
from tests.clinical_examples import NOTE, PHQ9, PLAN_OF_CARE, REGISTRATION, WEIGHT
from tests.ui.desk import PATIENCE
from tests.ui.keys import focus
from tests.ui.patient.conftest import Opener
from tests.ui.patient.writing import CTRL, SHIFT, Hands

TEMPLATE, PULLED, PASTED = Origin.TEMPLATE, Origin.PULLED, Origin.PASTED
SLEEP = Phrase("sleep", "Sleeps {well|badly}, *** hours.\nDreams: ___")


def field_of(hands: Hands, heading: str) -> WritingField:
    assert isinstance(hands.composer.body, NoteBody)
    return hands.composer.body.section(heading)


def text_of(hands: Hands) -> WritingField:
    """The field of an addendum or a private note."""
    assert isinstance(hands.composer.body, TextBody)
    return hands.composer.body.text


def labels_beside(field: WritingField) -> list[str]:
    around = field.parentWidget()
    assert around is not None
    return [label.text() for label in around.findChildren(QLabel)]


def offered_in(field: WritingField) -> tuple[str, ...]:
    """What the list beside the cursor says now."""
    return field.offered


def runs_of(field: WritingField) -> tuple[Run, ...]:
    """What stands in a field now."""
    return field.runs


def notes(clinic: Clinic) -> list[Note]:
    return [one.content for one in clinic.read() if isinstance(one.content, Note) and one.content.template]


def test_that_a_phrase_is_written_out_and_filled_by_keys_and_what_must_be_filled_keeps_it_from_being_signed(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    keep_own(Session(clinic.open(Role.COUNSELOR)), (SLEEP,))
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Came late. .sle")
    data = field_of(hands, "Data")
    assert offered_in(data) == (".sleep   Sleeps {well|badly}, *** hours. Dreams: ___",)
    hands.press(Qt.Key.Key_Tab)
    assert offered_in(data) == ("1  well", "2  badly")
    hands.digit(2)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.strip.isHidden()
    assert hands.composer.footer.wrong == "Data: Fill in ***. F2 goes there."
    assert "Fill in ***. F2 goes there." in labels_beside(data)
    assert data.textCursor().selectedText() == "***"
    hands.compose("5")
    assert hands.composer.footer.wrong == ""
    hands.sign()
    (written,) = notes(clinic)
    assert written.sections == (Section("Data", "Came late. Sleeps badly, 5 hours."),)
    assert written.provenance is not None
    text = written.sections[0].text
    assert [(text[one.start : one.stop], one.origin) for one in written.provenance.passages] == [
        ("Sleeps badly, ", TEMPLATE),
        (" hours.", TEMPLATE),
    ]
    assert hands.page.chart is not None
    whole = hands.page.chart.timeline[0].text
    assert "Provenance: typed 36%, template 64%" in whole


def test_that_bold_lists_and_headings_are_set_by_keys_kept_as_plain_text_and_read_without_their_marks(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    data = field_of(hands, "Data")
    data.insert("PHQ-9 11", PULLED)
    hands.press(Qt.Key.Key_Left)
    hands.press(Qt.Key.Key_B, CTRL)
    hands.press(Qt.Key.Key_End)
    hands.press(Qt.Key.Key_Return)
    hands.compose("- eat")
    hands.press(Qt.Key.Key_Return)
    hands.compose("- walk")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    hands.compose("## Told")
    assert data.toPlainText() == "PHQ-9 **11**\n- eat\n- walk\n## Told"
    hands.sign()
    (written,) = notes(clinic)
    text = written.sections[0].text
    assert text == "PHQ-9 **11**\n- eat\n- walk\n## Told"
    assert written.provenance is not None
    assert [text[one.start : one.stop] for one in written.provenance.passages] == ["PHQ-9 ", "11"], "pulled still"
    hands.page.timeline.view.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert (
        "PHQ-9 11\n\N{EN DASH}\neat\n\N{EN DASH}\nwalk\nTold" in hands.page.timeline.peek.around.accessibleDescription()
    )


def test_that_f2_goes_from_blank_to_blank_through_the_sections_and_then_to_the_next_field(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    data, plan = field_of(hands, "Data"), field_of(hands, "Plan")
    plan.write((Run("Call *** on {Monday|Friday|}.", TEMPLATE),))
    data.setFocus()
    for selected in ("***", "{Monday|Friday|}", "***"):
        hands.press(Qt.Key.Key_F2)
        assert (focus(), plan.textCursor().selectedText()) == (plan, selected)
    plan.write((Run("Call Ana."),))
    hands.press(Qt.Key.Key_F2)
    assert focus() is not plan


def test_that_a_choice_may_be_left_out_and_the_arrows_choose_too(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    data = field_of(hands, "Data")
    data.write((Run("{sad|angry|} {a|b|c}", TEMPLATE),))
    hands.press(Qt.Key.Key_F2)
    assert offered_in(data) == ("1  sad", "2  angry", "0  leave it out")
    hands.digit(0)
    hands.press(Qt.Key.Key_F2)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert data.toPlainText() == " b"


def test_that_a_value_is_pulled_with_its_day_and_a_blind_weight_is_refused_beside_the_field(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.NURSE, PHQ9)
    clinic.write(Role.NURSE, WEIGHT)
    clinic.write(Role.NURSE, Flag(FlagType.BLIND_WEIGHT, Coded("Blind weight")))
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("@phq")
    hands.press(Qt.Key.Key_Tab)
    data = field_of(hands, "Data")
    (pulled,) = data.runs
    assert pulled.origin is PULLED
    assert pulled.text.startswith("PHQ-9 ")
    assert " on 15-Sep-2026" in pulled.text
    before = data.toPlainText()
    hands.compose(" @weight")
    hands.press(Qt.Key.Key_Tab)
    assert data.toPlainText() == f"{before} @weight"
    assert "The weight is not shown to this patient, so it is put into no note." in labels_beside(data)


def test_that_an_addendum_takes_phrases_values_and_blanks_as_a_note_does(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.NURSE, PHQ9)
    keep_own(Session(clinic.open(Role.COUNSELOR)), (SLEEP,))
    own = clinic.write(Role.COUNSELOR, NOTE)
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.page.timeline.go_to_entry(EntryId(own.id.hex()))
    hands.press(Qt.Key.Key_E)
    hands.compose(".sle")
    hands.press(Qt.Key.Key_Tab)
    hands.digit(1)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.footer.wrong == "What is added: Fill in ***. F2 goes there."
    hands.compose("5")
    hands.press(Qt.Key.Key_End)
    hands.compose(" @phq")
    hands.press(Qt.Key.Key_Tab)
    hands.compose(" @member")
    assert not any("a task with this note" in words for words in offered_in(text_of(hands))), "a task goes with a note"
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_B, CTRL)
    hands.sign()
    (added,) = [one for one in clinic.read() if isinstance(one.content, Addendum)]
    assert isinstance(added.content, Addendum)
    assert added.content.text.startswith("**Sleeps well, 5 hours. PHQ-9 11 on 15-Sep-2026")
    assert added.ref == own.id.hex()
    assert added.content.provenance is not None
    pulled = [one for one in added.content.provenance.passages if one.origin is PULLED]
    assert added.content.text[pulled[0].start : pulled[0].stop].startswith("PHQ-9 11 on")


def test_that_a_private_note_takes_values_of_the_chart_but_names_nobody_in_the_chart(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.NURSE, PHQ9)
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    entries = hands.entries
    hands.press(Qt.Key.Key_P)
    hands.compose("@phq")
    hands.press(Qt.Key.Key_Tab)
    hands.compose(": I doubt it. @chen")
    assert offered_in(text_of(hands)) == ()
    told = text_of(hands).toPlainText()
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not hands.composer.is_open, timeout=PATIENCE)
    (kept,) = Session(clinic.open(Role.COUNSELOR)).private_notes(clinic.patient)
    assert kept.content == PsychotherapyNote(clinic.patient, told)
    assert hands.entries == entries, "nothing of it stands in the chart"


def test_that_a_member_is_mentioned_by_family_name_given_name_or_role(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    for typed in ("@chen", "@psychiatr"):
        hands.compose(typed)
        assert any("A. Chen (" in words for words in offered_in(field_of(hands, "Data")))
        hands.press(Qt.Key.Key_Escape)
        hands.compose(" ")
    hands.compose("@memb")
    found = offered_in(field_of(hands, "Data"))
    assert [words for words in found if "Member nurse (nurse)" in words], "by what the first name is"


def test_that_a_note_goes_with_its_tasks_and_home_practice_and_awaits_the_cosigner_who_then_signs(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Cramps at night. ")
    asked = MemberId(clinic.founder.id)
    body = hands.composer.body
    assert isinstance(body, NoteBody)
    offer = next(one for one in body.offering() if one.member == asked)
    hands.compose(f"@{offer.name}")
    hands.press(Qt.Key.Key_Tab)
    hands.compose(" please check the potassium.")
    row = body.together.task_of(asked)
    assert row is not None
    row.due.setText("+2d")
    body.together.practice.words.setText("Stretch before bed")
    hands.composer.footer.ask_to_cosign(asked)
    entries = hands.entries
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "please check the potassium" in hands.composer.strip.said
    assert hands.composer.footer.asks.endswith(" co-signs.")
    assert hands.composer.footer.asks in hands.composer.strip.said
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hands.entries == entries + 3 and not hands.composer.is_open, timeout=PATIENCE)
    found = [one.content for one in clinic.read()]
    (task,) = [one for one in found if isinstance(one, Task)]
    (practice,) = [one for one in found if isinstance(one, HomePractice)]
    assert (task.text, task.member, task.due and task.due.iso) == ("please check the potassium.", asked, "2026-09-17")
    assert (practice.text, practice.due) == ("Stretch before bed", None)
    assert notes(clinic)[0].cosigner == asked
    page = open_page(None)
    assert page.chart is not None
    waiting = next(
        row for row in page.chart.timeline if isinstance(row.entry.content, Note) and row.awaits_cosignature_of
    )
    assert page.chart.unread.to_cosign == (waiting.id,)
    assert next(facts.tags(waiting, veil=Veil())).text == "Awaits your co-signature"
    page.timeline.wanted.emit("cosign", waiting)
    qtbot.waitUntil(lambda: page.chart is not None and not page.chart.unread.to_cosign, timeout=PATIENCE)
    assert [one.ref for one in clinic.read() if isinstance(one.content, CoSignature)] == [waiting.id]


def test_that_a_day_that_is_none_is_refused_beside_its_field(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept well.")
    body = hands.composer.body
    assert isinstance(body, NoteBody)
    body.together.practice.words.setText("Stretch")
    body.together.practice.due.setText("9/15")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.strip.isHidden()
    assert focus() is body.together.practice.due
    assert hands.composer.footer.wrong.startswith("Type a day as 15-Sep-2026")


def test_that_no_control_and_no_key_copies_the_prose_of_an_earlier_note(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    words = ("zebrafinch", "quokka", "axolotl")
    sections = (Section("Data", words[1]), Section("Plan", words[2]))
    earlier = Note(NOTE.discipline, NOTE.type, words[0], sections, "dap")
    clinic.write(Role.COUNSELOR, earlier)
    hands = Hands(open_page(Role.COUNSELOR, size=(1366, 900)), qtbot)
    hands.page.sections.show_section("timeline")
    hands.page.timeline.view.setFocus()
    hands.press(Qt.Key.Key_N)
    body = hands.composer.body
    assert isinstance(body, NoteBody)
    beside = " ".join(label.text() for label in hands.composer.margin.findChildren(QLabel))
    assert words[1] in beside, "it stands there to be read"
    selectable = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    labels = hands.composer.margin.findChildren(QLabel)
    assert not any(label.textInteractionFlags() & selectable for label in labels)
    QApplication.clipboard().clear()
    keys = [*(Qt.Key(Qt.Key.Key_F1 + at) for at in range(12)), *(Qt.Key(Qt.Key.Key_A + at) for at in range(26))]
    for modifier in (CTRL, CTRL | SHIFT, Qt.KeyboardModifier.AltModifier):
        for key in keys:
            if hands.composer.body is None or hands.composer.body.key != "dap":
                hands.composer.open("dap")
            field_of(hands, "Data").setFocus()
            hands.press(key, modifier)
            if (menu := QApplication.activePopupWidget()) is not None:
                menu.close()
    for button in hands.composer.findChildren(QAbstractButton):
        if button.isVisible() and hands.composer.body is not None:
            button.click()
            if (menu := QApplication.activePopupWidget()) is not None:
                menu.close()
    if hands.composer.body is None:
        hands.composer.open("dap")
    written = json.dumps(hands.composer.body.kept()) if hands.composer.body else ""
    assert not any(word in written + hands.composer.footer.headline.text() for word in words)


def test_that_what_is_pasted_is_marked_but_ones_own_words_may_be_moved(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept well. ")
    data, plan = field_of(hands, "Data"), field_of(hands, "Plan")
    mime = QMimeData()
    mime.setText("Pasted from elsewhere.")
    data.insertFromMimeData(mime)
    assert runs_of(data) == (Run("Slept well. "), Run("Pasted from elsewhere.", PASTED))
    data.selectAll()
    moved = data.createMimeDataFromSelection()
    plan.insertFromMimeData(moved)
    assert plan.runs == data.runs


def test_that_a_word_typed_into_what_was_pulled_is_typed_and_undo_gives_back_what_was(
    open_page: Opener, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    data = field_of(hands, "Data")
    data.insert("PHQ-9 11", PULLED)
    cursor = data.textCursor()
    cursor.setPosition(3)
    data.setTextCursor(cursor)
    hands.compose("x")
    assert runs_of(data) == (Run("PHQ", PULLED), Run("x"), Run("-9 11", PULLED))
    data.undo()
    assert runs_of(data) == (Run("PHQ-9 11", PULLED),)
    data.selectAll()
    data.textCursor().removeSelectedText()
    data.undo()
    assert runs_of(data) == (Run("PHQ-9 11", PULLED),)
    data.selectAll()
    for key in (Qt.Key.Key_Control, Qt.Key.Key_C):
        hands.press(key, CTRL)
    assert runs_of(data) == (Run("PHQ-9 11", PULLED),), "to select and to copy is not to type"
    hands.compose("x")
    assert runs_of(data) == (Run("x"),)
    data.undo()
    assert runs_of(data) == (Run("PHQ-9 11", PULLED),)


def test_that_a_draft_keeps_where_its_words_come_from_and_its_tasks(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept ")
    field_of(hands, "Data").insert("PHQ-9 11\n\U0001f600", PULLED)
    body = hands.composer.body
    assert isinstance(body, NoteBody)
    body.together.practice.words.setText("Stretch")
    asked = MemberId(clinic.founder.id)
    hands.composer.footer.ask_to_cosign(asked)
    hands.composer.keep()
    hands.page.close()
    session = Session(clinic.open(Role.COUNSELOR))
    qtbot.waitUntil(lambda: bool(kept_drafts(session, clinic.patient)), timeout=PATIENCE)
    again = Hands(open_page(Role.COUNSELOR), qtbot)
    assert field_of(again, "Data").runs == (Run("Slept "), Run("PHQ-9 11\n\U0001f600", PULLED))
    assert isinstance(again.composer.body, NoteBody)
    assert again.composer.body.together.practice.words.text() == "Stretch"
    assert again.composer.footer.cosigner == asked


def test_that_f4_takes_the_next_template_of_the_role_and_what_was_written_stays(
    open_page: Opener, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    first = hands.composer.body
    assert first is not None
    hands.compose("Slept well.")
    field_of(hands, "Data").insert("PHQ-9 11", PULLED)
    hands.press(Qt.Key.Key_F4)
    second = hands.composer.body
    assert isinstance(second, NoteBody)
    assert second.key != first.key
    assert plain([run for runs in second.written for run in runs]).strip() == "Slept well.PHQ-9 11"
    assert any(run == Run("PHQ-9 11", PULLED) for runs in second.written for run in runs)
    hands.press(Qt.Key.Key_F4, SHIFT)
    assert hands.composer.body is not None
    assert hands.composer.body.key == "dap"


def test_that_the_end_of_a_session_follows_its_minutes_and_the_minutes_its_end(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept well.")
    header = hands.composer.header
    for line, typed in ((header.when, "today 9:05"), (header.minutes, "50")):
        line.setFocus()
        hands.compose(typed)
    assert header.until.text() == "09:55"
    header.until.setFocus()
    hands.press(Qt.Key.Key_A, CTRL)
    hands.compose("10:20")
    assert header.minutes.text() == "75"
    hands.sign()
    assert isinstance(hands.written, Note)
    assert (hands.written.session_start, hands.written.session_stop) != (None, None)
    assert hands.written.session_stop is not None
    assert hands.written.session_stop.iso == "2026-09-15T14:20:00Z"


def test_that_an_end_without_a_beginning_is_refused_in_words(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept well.")
    hands.composer.header.until.setText("9:55")
    hands.composer.review()
    assert hands.composer.footer.wrong.startswith("A session that ended began at a time")


def test_that_what_is_read_beside_a_note_is_the_plan_the_last_session_and_the_scores(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.COUNSELOR, PLAN_OF_CARE)
    clinic.write(Role.NURSE, PHQ9)
    clinic.write(Role.COUNSELOR, Note(NOTE.discipline, NOTE.type, "Last time", NOTE.sections, "dap"))
    hands = Hands(open_page(Role.COUNSELOR, size=(1280, 900)), qtbot)
    hands.press(Qt.Key.Key_N)
    assert hands.composer.margin.isVisible()
    read = [label.text() for label in hands.composer.margin.findChildren(QLabel) if label.isVisible()]
    titles = ("Goals of the plan", "Plan of the last session", "Last scores", "Last note of this kind")
    assert [words for words in read if words in titles] == list(titles)
    assert NOTE.sections[2].text in read
    assert any(words.startswith("PHQ-9 ") for words in read)
    hands.press(Qt.Key.Key_F9)
    assert hands.composer.margin.isHidden()
    hands.press(Qt.Key.Key_F9)
    assert hands.composer.margin.isVisible()


def test_that_a_note_stands_side_by_side_with_the_timeline_and_below_it_again(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    composer, view = hands.composer, hands.page.timeline.view
    qtbot.waitUntil(lambda: composer.x() > view.x() + view.width() // 2, timeout=PATIENCE)
    assert composer.height() >= view.height()
    hands.compose("Slept well.")
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    qtbot.waitUntil(lambda: composer.y() > view.y(), timeout=PATIENCE)
    assert field_of(hands, "Data").toPlainText() == "Slept well."


def test_that_where_somebody_writes_stays_in_sight_while_a_field_grows(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR, size=(1280, 720)), qtbot)
    hands.press(Qt.Key.Key_N)
    data = field_of(hands, "Data")

    def seen() -> bool:
        caret = data.cursorRect()
        place = QRect(data.viewport().mapToGlobal(caret.topLeft()), caret.size())
        outside = around(data)
        assert outside is not None
        sight = outside.viewport()
        return QRect(sight.mapToGlobal(QPoint()), sight.size()).contains(place)

    for _line in range(14):
        hands.press(Qt.Key.Key_Return)
    hands.compose("Last.")
    qtbot.waitUntil(seen, timeout=PATIENCE)
    for _line in range(14):
        hands.press(Qt.Key.Key_Up)
    qtbot.waitUntil(seen, timeout=PATIENCE)


def test_that_a_note_takes_the_place_of_the_timeline_where_there_is_no_room_for_both(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR, size=(900, 700)), qtbot)
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    composer, panel = hands.composer, hands.page.timeline
    qtbot.waitUntil(lambda: composer.height() >= panel.height() - 20, timeout=PATIENCE)
    assert composer.width() >= panel.width() - 20
    assert (panel.view.isVisible(), panel.filters.isVisible()) == (False, False)
    hands.compose("Slept well.")
    panel.go_to_entry(EntryId(clinic.entries["note"]))
    assert panel.view.isVisible(), "an entry that is asked for is shown"
    field_of(hands, "Data").setFocus()
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    assert panel.view.isHidden()
    hands.press(Qt.Key.Key_Escape)
    assert focus() is panel.view
    assert panel.view.isVisible()


def test_that_ctrl_shift_enter_signs_and_opens_the_next_draft(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.composer.open("birp")
    hands.compose("The second note.")
    hands.composer.open("dap")
    hands.compose("The first note.")
    hands.press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert hands.composer.strip.button.text() == "Sign for RIVERA, Maya, then the next draft"
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hands.composer.body is not None and hands.composer.body.key == "birp", timeout=PATIENCE)
    assert [one.sections[0].text for one in notes(clinic)] == ["The first note."]
    wanted: list[str] = []
    hands.page.other_wanted.connect(wanted.append)
    other = Session(clinic.open(None)).new_patient(REGISTRATION)
    keep_drafts(Session(clinic.open(Role.COUNSELOR)), other, {"dap": {"title": "DAP", "body": {}}})
    hands.press(Qt.Key.Key_Return, CTRL | SHIFT)
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wanted == [other], timeout=PATIENCE)
    assert next_draft(Session(clinic.open(Role.COUNSELOR)), other) is None


def test_that_a_private_note_is_one_key_away_and_says_who_can_ever_open_it(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_P)
    assert hands.composer.body is not None
    assert hands.composer.body.key == "private:psychotherapy-note"
    assert hands.composer.header.who.startswith("Only you can ever open it")


def test_that_headline_and_figures_follow_when_somebody_pauses_and_never_at_a_keystroke(
    open_page: Opener, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    footer = hands.composer.footer
    told: list[str] = []
    footer.headline.textChanged.connect(told.append)
    hands.compose("Slept well for the third night")
    assert told == [], "no letter was waited for"
    qtbot.waitUntil(lambda: told == ["Slept well for the third night"], timeout=PATIENCE)
    assert "6 words" in [label.text() for label in footer.findChildren(QLabel)]


def test_that_the_clinics_phrases_are_offered_and_follow_what_was_changed_meanwhile(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    keep_clinics(Session(clinic.open(Role.SUPERVISOR)), (Phrase("mse", "Neat."),))
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.composer.opening.setFocus()
    hands.compose(".mse")
    hands.press(Qt.Key.Key_Return)
    assert field_of(hands, "Data").runs == (Run("Neat.", TEMPLATE),)
    keep_clinics(Session(clinic.open(Role.SUPERVISOR)), (Phrase("mse", "Tidy."),))
    hands.composer.hide()
    hands.composer.show()
    qtbot.waitUntil(lambda: [one.phrase.text for one in hands.composer.phrases] == ["Tidy."], timeout=PATIENCE)
    field_of(hands, "Plan").setFocus()
    hands.compose(".mse")
    hands.press(Qt.Key.Key_Tab)
    assert field_of(hands, "Plan").toPlainText() == "Tidy."
    hands.composer.footer.headline.setFocus()
    hands.composer.write_phrase("mse")  # as the palette does
    assert field_of(hands, "Plan").toPlainText() == "Tidy.Tidy."
    assert focus() is field_of(hands, "Plan")


def test_that_what_was_not_typed_is_tinted_when_somebody_asks(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept ")
    data = field_of(hands, "Data")
    data.insert("PHQ-9 11", PULLED)
    data.moveCursor(QTextCursor.MoveOperation.End)
    hands.press(Qt.Key.Key_Tab)
    footer = hands.composer.footer
    assert footer.origins.text() == "Typed 43%, pulled 57%"
    footer.origins.click()
    assert [one.cursor.selectedText() for one in data.extraSelections()] == ["PHQ-9 11"]
    footer.origins.click()
    assert data.extraSelections() == []


def test_that_a_template_of_the_clinic_begins_with_its_blanks_which_are_filled_before_it_is_signed(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    supervisor = Session(clinic.open(Role.SUPERVISOR))
    sections = (TemplateSection("Sleep", "Slept *** hours. Dreams: ___"), TemplateSection("Told", "What was said"))
    template = Template("Morning check-in", Discipline.COUNSELING, NoteType.INDIVIDUAL, sections)
    supervisor.append(supervisor.vault.registry.clinic_stream, template)
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.composer.opening.setFocus()
    hands.compose(".morning")
    hands.press(Qt.Key.Key_Return)
    assert hands.composer.body is not None
    assert hands.composer.body.title == "Morning check-in"
    assert hands.composer.body.empty
    field_of(hands, "Told").setFocus()
    hands.compose("Calm.")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.footer.wrong == "Sleep: Fill in ***. F2 goes there."
    hands.compose("7")
    hands.sign()
    (written,) = notes(clinic)
    assert written.sections == (Section("Sleep", "Slept 7 hours."), Section("Told", "Calm."))


def test_that_the_headline_is_the_first_line_of_the_plan_until_its_author_writes_another(
    open_page: Opener, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept well.")
    plan, headline = field_of(hands, "Plan"), hands.composer.footer.headline
    plan.setFocus()
    hands.compose("One family meal " * 8)
    hands.press(Qt.Key.Key_Tab)
    assert headline.text().startswith("One family meal One family meal")
    assert (len(headline.text()) <= 80, headline.maxLength()) == (True, 80)
    headline.setFocus()
    hands.press(Qt.Key.Key_A, CTRL)
    hands.compose("My own words")
    plan.setFocus()
    hands.compose(" more")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert headline.text() == "My own words"
    said = hands.composer.strip.said
    assert all(
        words in said for words in ("RIVERA, Maya", "born 14-Mar-2004", "DAP", "My own words", "Will be seen by")
    )
