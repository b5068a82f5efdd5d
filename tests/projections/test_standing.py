"""What stands of a record, whatever the order in which it arrived."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from careboard.clinical.condition import Allergy
from careboard.clinical.coordination import Appointment, AppointmentStatus
from careboard.clinical.measured import LabResult, ObservationStatus
from careboard.clinical.note import Acknowledgement, Addendum, CoSignature, EnteredInError, ErrorReason, Seen
from careboard.clinical.values import Coded, EntryId, Informant, When
from careboard.projections.standing import Status, standing
from tests.clinical_examples import ALLERGY, NOTE, POTASSIUM, entry_id
from tests.projections.records import COUNSELOR, DOCTOR, imported, on, signed

WRONG = EnteredInError(ErrorReason.WRONG_CONTENT, "Another patient's words.")

moments = st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  bounds are naive
days = st.dates().filter(lambda day: 1990 < day.year < 2030).map(When.on)
times = st.one_of(
    moments.map(When.at), days, st.sampled_from([When("2026"), When("2026-09"), When("1999-12"), When.unknown()])
)


def place(at: When, recorded: datetime) -> tuple[datetime, datetime]:
    return min(at.first_instant or recorded, recorded), recorded


@given(times, moments, times, moments)
def test_that_entries_stand_by_when_they_were_true_and_at_the_latest_by_when_they_were_recorded(
    one: When, first: datetime, other: When, second: datetime
) -> None:
    a, b = signed(NOTE, "a", at=one, recorded=first), signed(NOTE, "b", at=other, recorded=second)
    expected = (a, b) if (*place(one, first), a.id) < (*place(other, second), b.id) else (b, a)
    assert standing([b, a]).entries == expected


def test_that_a_partial_time_sorts_at_its_first_instant_and_an_unknown_one_when_it_was_recorded() -> None:
    month = signed(NOTE, "month", at=When("2026-09"), recorded=on(20))
    unknown = signed(NOTE, "unknown", at=When.unknown(), recorded=on(2))
    exact = signed(NOTE, "exact", at=on(1, 0, 1), recorded=on(1))
    assert [entry.id for entry in standing([unknown, exact, month]).entries] == [month.id, exact.id, unknown.id]


def test_that_an_entry_that_arrives_twice_stands_once() -> None:
    note = signed(NOTE, "note")
    assert standing([note, note]).entries == (note,)


def test_that_an_entry_in_error_counts_nowhere_and_stays() -> None:
    note, error = signed(ALLERGY, "allergy"), signed(WRONG, "error", at=on(2), ref="allergy")
    record = standing([error, note])
    assert record.of(Allergy) == ()
    assert record.status(note) is Status.IN_ERROR
    assert record.struck(note.id) == error
    assert note in record.entries


def test_that_a_mark_of_error_that_is_itself_an_error_strikes_nothing() -> None:
    allergy, error = signed(ALLERGY, "allergy"), signed(WRONG, "error", at=on(2), ref="allergy")
    back = signed(EnteredInError(ErrorReason.OTHER, "It was right."), "back", at=on(3), ref="error")
    record = standing([allergy, error, back])
    assert len(record.of(Allergy)) == 1
    assert record.status(allergy) is Status.SIGNED
    assert record.status(error) is Status.IN_ERROR


def test_that_a_fact_that_its_source_calls_an_error_counts_nowhere() -> None:
    lab = signed(LabResult(Coded("TSH"), POTASSIUM.result, status=ObservationStatus.ENTERED_IN_ERROR), "lab")
    record = standing([lab])
    assert record.of(LabResult) == ()
    assert record.status(lab) is Status.IN_ERROR


def test_that_what_was_done_to_an_entry_is_told_by_its_status() -> None:
    note = signed(NOTE, "note", by=COUNSELOR)
    cosigned = signed(CoSignature("I supervise this work."), "cosign", at=on(2), ref="note")
    amended = signed(Addendum("Mother rang."), "addendum", at=on(3), by=COUNSELOR, ref="note")
    assert standing([note]).status(note) is Status.SIGNED
    assert standing([note, cosigned]).status(note) is Status.COSIGNED
    assert standing([note, cosigned, amended]).status(note) is Status.AMENDED
    assert standing([imported(note)]).status(imported(note)) is Status.IMPORTED


def test_that_a_later_version_takes_the_place_of_the_earlier_one() -> None:
    made = signed(Appointment("Dr. Singh", AppointmentStatus.MADE, When("2026-09-20")), "made")
    kept = signed(Appointment("Dr. Singh", AppointmentStatus.KEPT, When("2026-09-20")), "kept", at=on(21), ref="made")
    record = standing([kept, made])
    assert [one.entry.id for one in record.of(Appointment)] == [kept.id]
    assert record.first_version[kept.id] == made.id
    assert record.status(made) is Status.AMENDED


def test_that_a_version_entered_in_error_gives_its_place_back() -> None:
    first = imported(signed(ALLERGY, "first"))
    second = imported(signed(Allergy(Coded("aspirin"), Informant.IMPORTED), "second", at=on(2), ref="first"))
    error = signed(WRONG, "error", at=on(3), ref="second")
    assert [one.entry.id for one in standing([first, second]).of(Allergy)] == [second.id]
    assert [one.entry.id for one in standing([first, second, error]).of(Allergy)] == [first.id]


def test_that_of_two_versions_of_one_fact_the_later_stands() -> None:
    entries = [imported(signed(ALLERGY, name, at=on(day), ref=ref)) for name, day, ref in CHAIN]
    record = standing(entries)
    assert [one.entry.id for one in record.of(Allergy)] == [entry_id("third")]
    assert record.first_version[entry_id("third")] == entry_id("first")


CHAIN = [("first", 1, None), ("second", 2, "first"), ("third", 3, "first")]


def test_that_facts_that_name_each_other_do_not_hang_the_chart() -> None:
    ring = [imported(signed(ALLERGY, name, at=on(1), ref=ref)) for name, ref in [("a", "b"), ("b", "c"), ("c", "a")]]
    assert len(standing(ring).of(Allergy)) == 1
    own = imported(signed(ALLERGY, "own", ref="own"))
    assert len(standing([own]).of(Allergy)) == 1


def test_that_a_note_that_names_another_does_not_replace_it() -> None:
    note, other = signed(NOTE, "note"), signed(NOTE, "other", at=on(2), ref="note")
    assert len(standing([note, other]).entries_of(type(NOTE))) == 2


def test_that_receipts_are_counted_once_per_member() -> None:
    note = signed(NOTE, "note")
    seen = [signed(Seen((note.id, EntryId("f" * 64))), f"seen {day}", at=on(day), by=COUNSELOR) for day in (2, 3)]
    answer = signed(Acknowledgement(), "ack", at=on(4), by=COUNSELOR, ref="note")
    record = standing([note, *seen, answer])
    assert record.seen[note.id] == {COUNSELOR.member: seen[0]}
    assert record.acknowledgements[note.id] == (answer,)
    assert record.names[DOCTOR.member] == "A. Chen, MD"
