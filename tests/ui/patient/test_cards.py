"""A card of the timeline: what it says in words, what it marks, its measures, and that no word of it is cut."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.clinical.dosage import Medicine
from careboard.clinical.note import Acknowledgement, EnteredInError, ErrorReason, Note, Seen
from careboard.clinical.values import EntryId
from careboard.projections.chart import Chart
from careboard.ui.look.look import Type, apply, look, named
from careboard.ui.patient.timeline import facts
from careboard.ui.patient.timeline.card import STRIPE, TILE, Asked, Card, laid_out
from careboard.ui.patient.timeline.facts import Team, Veil
from careboard.ui.patient.timeline.slotted import GAP, MARGIN
from careboard.ui.patient.timeline.view import TimelineView
from tests.clinical_examples import HANDOVER, HOLD, NOTE, REPORTED, entry_id, member_id
from tests.projections.records import COUNSELOR, DOCTOR, NURSE, chart, imported, on, signed
from tests.projections.story import STORY
from tests.ui.patient.conftest import TEAM


def row_of(made: Chart, entry: str) -> int:
    return [row.id for row in made.timeline].index(EntryId(entry))


def test_that_a_struck_entry_says_so_in_a_word(view: TimelineView) -> None:
    entry = signed(NOTE, "wrong", by=COUNSELOR)
    error = signed(EnteredInError(ErrorReason.DUPLICATE), "error", ref="wrong", by=COUNSELOR, at=on(3))
    made = chart(entry, error)
    row = made.timeline[row_of(made, entry.id)]
    assert next(facts.tags(row, veil=Veil())).text == "Entered in error"
    view.show_chart(made)
    card = view.card(row_of(made, entry.id))
    assert any(text.struck for text in card.texts)


def test_that_an_entry_of_the_wrong_chart_shows_its_words_to_nobody_else(view: TimelineView) -> None:
    entry = signed(NOTE, "wrong", by=COUNSELOR)
    error = signed(EnteredInError(ErrorReason.WRONG_PATIENT), "error", ref="wrong", by=COUNSELOR, at=on(3))
    made = chart(entry, error, reader=NURSE)
    row = made.timeline[row_of(made, entry.id)]
    told = "\n".join([facts.body(row, veil=Veil()), *map(str, facts.whole(row, TEAM, veil=Veil()))])
    assert NOTE.sections[0].text not in told
    assert NOTE.headline not in facts.spoken(row, TEAM, unread=False, veil=Veil())


def test_that_an_answer_says_what_it_answers() -> None:
    note, answer = signed(NOTE, "n", by=COUNSELOR), signed(Acknowledgement(), "answer", ref="n", by=NURSE, at=on(3))
    made = chart(note, answer)
    row = made.timeline[row_of(made, answer.id)]
    told = f"About Individual session, {made.timeline[row_of(made, note.id)].day}: {NOTE.headline}"
    assert facts.body(row, veil=Veil()).endswith(told)
    assert told in [line.text for line in facts.whole(row, TEAM, veil=Veil())]


def test_that_a_correction_does_not_tell_what_was_in_the_wrong_chart(view: TimelineView) -> None:
    entry = signed(NOTE, "wrong", by=COUNSELOR)
    error = signed(EnteredInError(ErrorReason.WRONG_PATIENT), "error", ref="wrong", by=COUNSELOR, at=on(3))
    made = chart(entry, error, reader=NURSE)
    assert NOTE.headline not in facts.body(made.timeline[row_of(made, error.id)], veil=Veil())
    view.show_chart(made)
    assert not any(text.struck for text in view.card(row_of(made, entry.id)).texts), "a message is not struck"


def test_that_an_order_that_waits_for_its_prescriber_is_not_called_signed() -> None:
    order = signed(replace(HOLD, ordered_by=DOCTOR.member), "hold", by=NURSE)
    told = [tag.text for tag in facts.tags(chart(order).timeline[0], veil=Veil())]
    assert told == ["Awaits your co-signature"]


def test_that_a_card_says_whose_cosignature_its_note_awaits() -> None:
    note = signed(replace(NOTE, cosigner=DOCTOR.member, asked_to_acknowledge=()), "note", by=COUNSELOR)
    before = signed(HANDOVER, "before", at=on(2), by=DOCTOR)
    told = {
        who: next(facts.tags(chart(*entries, reader=reader).timeline[-1], veil=Veil())).text
        for who, entries, reader in (
            ("the one who is asked", [note], DOCTOR),
            ("another who knows the name", [note, before], NURSE),
            ("another who does not", [note], NURSE),
        )
    }
    assert told == {
        "the one who is asked": "Awaits your co-signature",
        "another who knows the name": "Awaits co-signature of A. Chen, MD",
        "another who does not": "Awaits co-signature",
    }


def test_that_a_closed_card_shows_two_lines_of_a_headline_and_no_name_of_a_medicine_is_cut(view: TimelineView) -> None:
    long = "24 HR amphetamine aspartate monohydrate 1.875 MG / amphetamine sulfate 1.875 MG Extended Release Capsule"
    text = signed(replace(HANDOVER, summary="Slept well and ate the whole of breakfast. " * 5), "handover")
    drug = signed(replace(REPORTED, medicine=Medicine(long * 2)), "drug", at=on(3))
    view.show_chart(chart(text, drug))
    cards = {row.id: view.card(at) for at, row in enumerate(view.rows)}
    assert longest(cards[text.id]) <= 2 < longest(cards[drug.id])
    assert long * 2 in "".join(one.layout.text() for one in cards[drug.id].texts)


def longest(card: Card) -> int:
    """How many lines the headline takes: the text in the letters of headlines."""
    return max(one.layout.lineCount() for one in card.texts if one.layout.font() == look().font(Type.HEADLINE))


def test_that_an_imported_entry_is_marked(view: TimelineView) -> None:
    made = chart(imported(signed(NOTE, "n")))
    assert "Imported" in [tag.text for tag in facts.tags(made.timeline[0], veil=Veil())]


def test_that_a_card_says_of_how_many_it_was_seen() -> None:
    seen = signed(Seen((entry_id("n"),)), "seen", at=on(2), by=NURSE)
    made = chart(signed(NOTE, "n", by=COUNSELOR), seen)
    row = next(row for row in made.timeline if isinstance(row.entry.content, Note))
    assert TEAM.seen(row) == "1 of 2 seen"


def test_that_whoever_acknowledged_an_entry_is_not_missed_among_those_who_saw_it() -> None:
    answer = signed(Acknowledgement(), "answer", at=on(2), by=NURSE, ref="n")
    made = chart(signed(NOTE, "n", by=COUNSELOR), answer)
    note, receipt = (next(row for row in made.timeline if row.id == one.id) for one in (signed(NOTE, "n"), answer))
    assert TEAM.seen(note) == "1 of 2 seen"
    assert TEAM.seen(receipt) == ""


def test_that_a_card_says_to_everybody_by_whom_it_is_not_yet_acknowledged(view: TimelineView) -> None:
    asked = tuple(member_id(name) for name in ("Patel", "Lund", "Marsh"))
    note = signed(replace(NOTE, asked_to_acknowledge=asked), "n", by=COUNSELOR)
    row = chart(note).timeline[0]
    told = [tag.text for tag in facts.tags(row, veil=Veil())]
    assert told[0] == "Not yet acknowledged by a member of staff, a member of staff and 1 other"
    names = dict.fromkeys(asked, "N. N.") | {NURSE.member: "R. Patel, RN"}
    lines = {line.label: line.text for line in facts.whole(row, Team(names), veil=Veil())}
    assert lines["Not yet acknowledged by"] == "R. Patel, RN, N. N., N. N."
    view.resize(260, 620)
    view.show_chart(chart(note))
    view.grab()
    card = view.card(0)
    assert all(place.right() <= card.asked.width for place, _tag in card.tags)
    assert told[0] in card.cut


def test_that_every_row_is_named_by_discipline_author_time_and_title(view: TimelineView) -> None:
    made = chart(*STORY)
    view.show_chart(made)
    access = QAccessible.queryAccessibleInterface(view)
    assert access is not None
    assert access.role() is QAccessible.Role.List
    assert access.childCount() == len(view.rows)
    for at, row in enumerate(view.rows):
        child = access.child(at)
        assert child is not None
        name = child.text(QAccessible.Text.Name)
        for part in (facts.lead(row), row.author, row.day, row.headline):
            assert part in name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_a_card_has_the_measures_and_colours_of_the_mock(program: QApplication, qtbot: QtBot, theme: str) -> None:
    apply(named(theme))
    try:
        view = TimelineView()
        qtbot.addWidget(view)
        view.resize(776, 620)
        view.show_chart(chart(signed(replace(NOTE, asked_to_acknowledge=()), "n", by=COUNSELOR)))
        picture = view.grab().toImage()
        box = view.visualRect(view.model().index(0, 0))
        assert (box.x(), box.width()) == (MARGIN, view.viewport().width() - 2 * MARGIN)
        assert 95 <= box.height() <= 112  # 103 in the mock
        middle = box.center().y()
        tokens = look().tokens
        colour = {
            "stripe": (box.x() + STRIPE - 2, middle, tokens.counseling),
            "tile": (box.x() + 16 + TILE - 3, box.y() + 11 + TILE // 2, tokens.counseling_tint),
            "card": (box.right() - 4, middle, tokens.unread),
            "ground": (4, middle, tokens.surface2),
        }
        for name, (x, y, token) in colour.items():
            assert picture.pixelColor(x, y).name().upper() == token.upper(), name
    finally:
        apply(named("light"))


def test_that_cards_stand_six_pixels_apart(view: TimelineView) -> None:
    entries = [signed(replace(NOTE, headline=f"{n}"), f"n{n}", at=on(1, 12, n), by=COUNSELOR) for n in range(3)]
    view.show_chart(chart(*entries))
    first, second = (view.visualRect(view.model().index(at, 0)) for at in range(2))
    assert second.top() - first.bottom() - 1 == GAP == 6


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.5, 2.0])
def test_that_no_word_of_a_card_leaves_it(program: QApplication, qtbot: QtBot, scale: float) -> None:
    apply(named("light", scale))
    try:
        view = TimelineView()
        qtbot.addWidget(view)
        view.resize(700, 620)
        view.show_chart(chart(*STORY))
        view.grab()
        for row in range(len(view.rows)):
            card = view.card(row)
            for text in card.texts:
                right = text.at.x() + text.layout.boundingRect().right()
                assert right <= card.asked.width + 1
                assert text.at.y() + text.layout.boundingRect().bottom() <= card.height + 1
            for place, _tag in card.tags:
                assert place.right() <= card.asked.width
    finally:
        apply(named("light"))


@pytest.mark.parametrize("width", [776, 420, 260])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_in_a_narrow_card_no_word_lies_on_another(
    program: QApplication, view: TimelineView, width: int, scale: float
) -> None:
    apply(named("light", scale))
    made = chart(signed(replace(NOTE, session_start=None, session_stop=None), "narrow", by=COUNSELOR))
    card = laid_out(made.timeline[0], Asked(look().px(width), opened=True, unread=True), TEAM)
    boxes = [text.layout.boundingRect().translated(text.at).adjusted(0, 3, 0, -3) for text in card.texts]
    boxes += [box for box, _tag in card.tags]
    for at, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[at + 1 :])
    apply(named("light"))
