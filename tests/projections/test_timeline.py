"""The timeline: every entry a row, the newest first, told to one reader."""

from dataclasses import replace

import pytest

from careboard.clinical.entry import Entry, Kind, KnownContent, Newer
from careboard.clinical.medication.orders import MedicationStart
from careboard.clinical.note import Acknowledgement, Addendum, CoSignature, EnteredInError, ErrorReason, Seen
from careboard.clinical.people import Author, Discipline, Role
from careboard.clinical.values import EntryId, When
from careboard.projections.filters import Filter, counts, days, shown
from careboard.projections.hidden import hides_weight
from careboard.projections.standing import Status
from careboard.projections.timeline import WITHHELD
from tests.clinical_examples import ALLERGY_IMPORTED, NOTE, POTASSIUM, SERTRALINE, WEIGHT, at, each_morning, member_id
from tests.projections.records import COUNSELOR, DOCTOR, NURSE, chart, every_example, imported, on, signed

OFFICER = Author(member_id("Field"), "J. Field", (Role.PRIVACY_OFFICER,))


@pytest.mark.parametrize("content", every_example(), ids=lambda content: type(content).__name__)
def test_that_every_content_is_a_row(content: KnownContent) -> None:
    (row,) = chart(signed(content, "one")).timeline
    assert row.headline
    assert row.said
    assert row.text
    assert row.discipline
    assert row.kind_name
    assert row.author == "A. Chen, MD"
    assert row.day == "01-Sep-2026"


def test_that_the_newest_stands_first() -> None:
    entries = [signed(NOTE, str(day), at=on(day)) for day in (3, 1, 2)]
    assert [row.at for row in chart(*entries).timeline] == [When.at(on(day)) for day in (3, 2, 1)]


def test_that_days_are_those_of_the_clinic_and_known_no_more_exactly_than_they_are() -> None:
    late = signed(NOTE, "late", at=on(16, 2))  # 22:00 of the 15th in New York
    rows = chart(late, signed(NOTE, "same", at=on(15)), signed(NOTE, "month", at=When("2024-03"))).timeline
    groups = days(rows)
    assert [(group.label, len(group.rows)) for group in groups] == [("15-Sep-2026", 2), ("Mar-2024", 1)]


def test_that_an_unknown_time_stands_on_the_day_it_was_recorded() -> None:
    (row,) = chart(signed(NOTE, "one", at=When.unknown(), recorded=on(7))).timeline
    assert row.day == "07-Sep-2026"


def test_that_an_imported_fact_has_the_author_its_source_states() -> None:
    (row,) = chart(imported(signed(ALLERGY_IMPORTED, "one"))).timeline
    assert (row.author, row.brought_in_by, row.status) == ("Dr Adam Careful", "A. Chen", Status.IMPORTED)
    assert row.discipline is Discipline.MEDICAL
    (nobody,) = chart(imported(signed(ALLERGY_IMPORTED, "one"), author="")).timeline
    assert nobody.author == "Not recorded"


def test_that_a_note_stands_in_its_own_lane_and_other_entries_in_their_authors() -> None:
    rows = chart(signed(NOTE, "note", by=DOCTOR), signed(POTASSIUM, "lab", at=on(2), by=NURSE)).timeline
    assert [row.discipline for row in rows] == [Discipline.MEDICAL, Discipline.COUNSELING]


def test_that_a_content_of_a_newer_version_shows_the_sentence_that_its_signer_saw() -> None:
    (row,) = chart(signed(Newer("hologram/1"), "one")).timeline
    assert row.newer
    assert row.text == row.said == "As its signer saw it."
    assert row.kind is None
    assert row.kind_name == "Made by a newer version of Careboard"


def wrong_chart() -> list[Entry]:
    error = signed(EnteredInError(ErrorReason.WRONG_PATIENT), "error", at=on(3), by=COUNSELOR, ref="note")
    added = signed(Addendum("Mother of the other patient rang."), "added", at=on(2), by=COUNSELOR, ref="note")
    return [signed(NOTE, "note", by=COUNSELOR), added, error]


@pytest.mark.parametrize("reader", [DOCTOR, NURSE], ids=["doctor", "nurse"])
def test_that_what_was_recorded_in_the_wrong_chart_is_hidden_from_others(reader: Author) -> None:
    rows = chart(*wrong_chart(), reader=reader).timeline
    told = " ".join(f"{row.headline} {row.said} {row.text}" for row in rows)
    assert "TIPP" not in told
    assert "Mother" not in told
    assert told.count(WITHHELD) == 6


@pytest.mark.parametrize("reader", [COUNSELOR, OFFICER], ids=["author", "privacy officer"])
def test_that_author_and_privacy_officer_read_what_was_recorded_in_the_wrong_chart(reader: Author) -> None:
    rows = chart(*wrong_chart(), reader=reader).timeline
    note = rows[-1]
    assert "TIPP" in note.text
    assert note.wrong_patient
    assert note.status is Status.IN_ERROR


def test_that_another_error_stays_readable_and_struck() -> None:
    error = signed(EnteredInError(ErrorReason.DUPLICATE), "error", at=on(2), ref="note")
    row = chart(signed(NOTE, "note"), error, reader=NURSE).timeline[-1]
    assert row.struck == error
    assert "TIPP" in row.text


def test_that_a_row_is_unread_until_it_was_open() -> None:
    note = signed(NOTE, "note", by=COUNSELOR)
    seen = signed(Seen((note.id,)), "seen", at=on(2), by=DOCTOR)
    assert chart(note).timeline[0].unread
    assert not chart(note, seen).timeline[-1].unread
    assert chart(note, seen, reader=NURSE).timeline[-1].unread
    assert chart(note, seen).timeline[-1].seen_by == 1


def test_that_ones_own_entries_and_receipts_are_never_unread() -> None:
    note = signed(NOTE, "note", by=COUNSELOR)
    others = [
        signed(Seen((note.id,)), "seen", at=on(2), by=NURSE),
        signed(Acknowledgement(), "ack", at=on(3), by=NURSE, ref="note"),
    ]
    assert [row.unread for row in chart(note, *others, reader=COUNSELOR).timeline] == [False, False, False]


def test_that_what_no_longer_stands_is_not_unread() -> None:
    error = signed(EnteredInError(ErrorReason.DUPLICATE), "error", at=on(2), by=COUNSELOR, ref="note")
    rows = chart(signed(NOTE, "note", by=COUNSELOR), error).timeline
    assert [row.unread for row in rows] == [True, False]


def test_that_whoever_is_asked_acknowledges_for_oneself() -> None:
    lab = signed(replace(POTASSIUM, asked_to_acknowledge=(DOCTOR.member, COUNSELOR.member)), "lab", by=NURSE)
    answer = signed(Acknowledgement(), "ack", at=on(2), by=COUNSELOR, ref="lab")
    assert chart(lab, answer, reader=DOCTOR).timeline[-1].needs_my_acknowledgement
    assert not chart(lab, answer, reader=COUNSELOR).timeline[-1].needs_my_acknowledgement
    assert not chart(lab, answer, reader=NURSE).timeline[-1].needs_my_acknowledgement


def test_that_seen_does_not_acknowledge() -> None:
    lab = signed(replace(POTASSIUM, asked_to_acknowledge=(DOCTOR.member,)), "lab", by=NURSE)
    seen = signed(Seen((lab.id,)), "seen", at=on(2), by=DOCTOR)
    assert chart(lab, seen).timeline[-1].needs_my_acknowledgement


def test_that_a_telephone_order_awaits_the_co_signature_of_its_prescriber() -> None:
    order = MedicationStart(SERTRALINE, each_morning("50"), "depression", at("01"), ordered_by=DOCTOR.member)
    start = signed(order, "start", by=NURSE)
    mine = signed(CoSignature("I gave this order."), "cosigned", at=on(2), by=DOCTOR, ref="start")
    another = signed(CoSignature("I supervise."), "other", at=on(2), by=COUNSELOR, ref="start")
    assert chart(start).timeline[0].awaits_cosignature_of == DOCTOR.member
    assert chart(start, another).timeline[-1].awaits_cosignature_of == DOCTOR.member
    assert chart(start, mine).timeline[-1].awaits_cosignature_of is None


def test_that_a_note_awaits_its_cosigner_until_somebody_who_may_has_signed() -> None:
    note = signed(replace(NOTE, cosigner=DOCTOR.member), "note", by=COUNSELOR)
    cosigned = signed(CoSignature("I supervise this work."), "cosigned", at=on(2), by=DOCTOR, ref="note")
    stead = signed(CoSignature("In A. Chen's absence."), "stead", at=on(2), by=OFFICER, ref="note")
    assert chart(note).timeline[0].awaits_cosignature_of == DOCTOR.member
    assert chart(note).unread.to_cosign == (note.id,)
    assert chart(note, reader=NURSE).unread.to_cosign == ()
    for signature in (cosigned, stead):
        done = chart(note, signature)
        assert done.timeline[-1].awaits_cosignature_of is None
        assert (done.timeline[-1].status, done.unread.to_cosign) == (Status.COSIGNED, ())


def test_that_a_note_that_is_struck_or_names_its_own_author_awaits_nobody() -> None:
    note = signed(replace(NOTE, cosigner=DOCTOR.member), "note", by=COUNSELOR)
    error = signed(EnteredInError(ErrorReason.DUPLICATE), "error", at=on(2), by=COUNSELOR, ref="note")
    own = signed(replace(NOTE, cosigner=DOCTOR.member), "own", by=DOCTOR)
    assert chart(note, error).unread.to_cosign == ()
    assert chart(own).unread.to_cosign == ()


def test_that_a_blind_weight_says_that_its_text_is_to_be_hidden() -> None:
    (row,) = chart(signed(WEIGHT, "weight")).timeline
    assert row.blind_weight
    assert "47.3" not in row.headline


def test_that_the_sentence_of_a_newer_weight_or_meal_plan_is_hidden_where_weight_is_blind() -> None:
    """Its fields cannot be read, and its sentence may tell the number."""
    newer = [Newer(f"{name}/9") for name in ("weight", "vitals", "meal-plan", "note")]
    assert [hides_weight(one, blind=True) for one in newer] == [True, True, True, False]
    assert not any(hides_weight(one, blind=False) for one in newer)


ENTRIES = [
    signed(NOTE, "note", by=COUNSELOR),
    signed(POTASSIUM, "lab", at=on(2), by=NURSE),
    signed(replace(NOTE, headline="Caf\N{LATIN SMALL LETTER E WITH ACUTE} visit", type=NOTE.type), "cafe", at=on(3)),
    signed(Seen((EntryId("a" * 64),)), "seen", at=on(4), by=NURSE),
]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), ["cafe", "lab", "note"]),
        (Filter(receipts=True), ["seen", "cafe", "lab", "note"]),
        (Filter(disciplines=frozenset({Discipline.MEDICAL})), ["lab"]),
        (Filter(kinds=frozenset({Kind.NOTE})), ["cafe", "note"]),
        (Filter(authors=frozenset({"R. Patel, RN"})), ["lab"]),
        (Filter(unread=True), ["lab", "note"]),
        (Filter(words="CAFE"), ["cafe"]),
        (Filter(words="potassium 3.9"), ["lab"]),
        (Filter(words="potassium 4.9"), []),
        (Filter(kinds=frozenset({Kind.NOTE}), words="tipp"), ["note"]),
    ],
)
def test_that_filters_leave_what_was_asked_for(wanted: Filter, found: list[str]) -> None:
    ids = [signed(NOTE, name).id for name in found]
    assert [row.id for row in shown(chart(*ENTRIES).timeline, wanted)] == ids


def test_that_counts_by_discipline_sum_to_the_whole() -> None:
    rows = chart(*ENTRIES).timeline
    assert sum(counts(rows).values()) == len(rows)


def test_that_a_row_knows_what_it_was_added_to() -> None:
    note = signed(NOTE, "note")
    added = signed(Addendum("Mother rang."), "added", at=on(2), ref="note")
    addendum, row = chart(note, added).timeline
    assert addendum.about == note
    assert row.addenda == (added,)
    assert row.status is Status.AMENDED


def test_that_the_unread_list_knows_the_last_look() -> None:
    note = signed(NOTE, "note", by=COUNSELOR)
    seen = signed(Seen((note.id,)), "seen", at=on(5), by=DOCTOR)
    later = signed(NOTE, "later", at=on(6), by=COUNSELOR)
    unread = chart(note, seen, later).unread
    assert unread.last_look == on(5)
    assert unread.entries == (later.id,)
    assert chart(note).unread.last_look is None
