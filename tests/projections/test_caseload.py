"""Caseload, inbox and digest as one chart gives them: stages, reasons for review, what waits, what is worse."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from careboard.clinical.entry import Entry
from careboard.clinical.episode import Level, LevelOfCare, LevelOfCareChange
from careboard.clinical.medication.orders import MedicationStart
from careboard.clinical.note import Acknowledgement, CoSignature, Section, Seen
from careboard.clinical.people import Discipline, Role
from careboard.clinical.response import RiskLevel
from careboard.clinical.values import Quantity, When
from careboard.projections.caseload import caseload_row, initials
from careboard.projections.inbox import MOST_UNREAD, Group, InboxItem, inbox, order_of
from careboard.projections.needs_review import needs_review
from careboard.projections.outline import Changed, outline
from careboard.projections.stages import Stage
from tests.clinical_examples import (
    ADMISSION,
    DISCHARGE,
    NOTE,
    PHQ9,
    PLAN_OF_CARE,
    POTASSIUM,
    REGISTRATION,
    RISK,
    SERTRALINE,
    TASK,
    VITALS,
    WEIGHT,
    at,
    each_morning,
    entry_id,
    member_id,
)
from tests.projections.records import COUNSELOR, DOCTOR, NOW, NURSE, chart, imported, on, signed

TEXT = replace(NOTE, asked_to_acknowledge=())
REGISTERED = signed(REGISTRATION, "registration", at=on(0))
ADMITTED = signed(ADMISSION, "admission", at=on(1))
LOW = signed(replace(RISK, level=RiskLevel.LOW, asked_to_acknowledge=()), "low", at=on(2))


def given(setting: LevelOfCare, day: int) -> Entry:
    """A level of care that is given from a day on, recorded on the first of the month."""
    level = Level(setting)
    content = LevelOfCareChange(level, level, When.on(on(day).date()))
    return signed(content, f"{setting} from {day}", at=on(min(day, 12)))


def phq9(total: int, day: int) -> Entry:
    """A PHQ-9 without an answer about suicide."""
    rated = replace(PHQ9, total=Quantity(Decimal(total), "{score}", ucum="{score}"))
    return signed(rated, f"phq {day}", at=on(day))


IOP, RESIDENTIAL, OUTPATIENT = (
    LevelOfCare.INTENSIVE_OUTPATIENT,
    LevelOfCare.RESIDENTIAL,
    LevelOfCare.OUTPATIENT,
)


@pytest.mark.parametrize(
    ("entries", "stage"),
    [
        ((REGISTERED,), Stage.REFERRED),
        ((ADMITTED,), Stage.OTHER),
        ((ADMITTED, given(RESIDENTIAL, 2)), Stage.RESIDENTIAL),
        ((ADMITTED, given(LevelOfCare.INPATIENT, 2)), Stage.RESIDENTIAL),
        ((ADMITTED, given(LevelOfCare.PARTIAL_HOSPITALIZATION, 2)), Stage.IOP),
        ((ADMITTED, given(RESIDENTIAL, 2), given(IOP, 9)), Stage.IOP),
        ((ADMITTED, given(RESIDENTIAL, 2), given(IOP, 20)), Stage.TRANSITION),
        ((ADMITTED, given(IOP, 2), given(IOP, 20)), Stage.IOP),
        ((ADMITTED, given(IOP, 2), given(OUTPATIENT, 9)), Stage.STEP_DOWN),
        ((ADMITTED, given(OUTPATIENT, 2)), Stage.OTHER),
        ((ADMITTED, given(IOP, 2), signed(replace(DISCHARGE, admission=None), at=on(14))), Stage.DISCHARGED),
    ],
)
def test_that_a_stage_is_what_the_record_knows_and_no_more(entries: tuple[Entry, ...], stage: Stage) -> None:
    assert caseload_row(chart(*entries), NOW).stage is stage


def test_that_a_change_that_lies_ahead_is_told_with_its_day() -> None:
    row = caseload_row(chart(ADMITTED, given(RESIDENTIAL, 2), given(IOP, 20)), NOW)
    assert row.changing == "Intensive outpatient from 20-Sep-2026"


@pytest.mark.parametrize(
    ("totals", "week", "told"),
    [
        ({1: 20, 40: 11}, 8, ("PHQ-9 11, 20 at the start: not halved by week 8",)),
        ({1: 20, 40: 11}, 7, ()),
        ({1: 20, 40: 10}, 8, ()),
        ({1: 8, 40: 4}, 8, ()),
        ({1: 20}, 9, ("PHQ-9 20, not rated again by week 9",)),
        ({-40: 27, 0: 12, 40: 7}, 8, ("PHQ-9 7, 12 at the start: not halved by week 8",)),
        ({}, 9, ()),
    ],
)
def test_that_a_score_not_halved_by_week_8_of_the_stay_is_a_reason(
    totals: dict[int, int], week: int, told: tuple[str, ...]
) -> None:
    laid = chart(ADMITTED, LOW, *(phq9(total, day) for day, total in totals.items()), now=on(1 + 7 * week))
    assert needs_review(laid, on(1 + 7 * week)) == told


def test_that_risk_that_nobody_judged_and_results_that_nobody_answered_are_reasons() -> None:
    lab = signed(POTASSIUM, "lab", at=on(3), by=NURSE)
    assert needs_review(chart(ADMITTED, lab), NOW) == ("1 risk check overdue", "1 result not acknowledged")
    answered = [
        signed(Acknowledgement(), f"ack {who}", at=on(4), by=replace(COUNSELOR, member=who), ref="lab")
        for who in POTASSIUM.asked_to_acknowledge
    ]
    assert needs_review(chart(ADMITTED, LOW, lab, *answered), NOW) == ()
    assert needs_review(chart(ADMITTED, LOW, lab, answered[0]), NOW) == ("1 result not acknowledged",)


def test_that_nothing_needs_review_after_the_discharge() -> None:
    gone = signed(replace(DISCHARGE, admission=None), at=on(14))
    assert needs_review(chart(ADMITTED, signed(POTASSIUM, "lab", at=on(3)), gone), NOW) == ()


def test_that_a_patient_is_mine_whose_plan_or_entry_of_this_stay_i_signed() -> None:
    note = signed(NOTE, "note", at=on(5), by=COUNSELOR)
    plan = signed(PLAN_OF_CARE, "plan", at=on(5), by=COUNSELOR)
    seen = signed(Seen((entry_id("note"),)), "seen", at=on(6), by=NURSE)
    early = signed(NOTE, "early", at=on(0), by=NURSE)

    def mine(reader: object, *entries: Entry) -> bool:
        return caseload_row(chart(ADMITTED, *entries, reader=reader), NOW).mine  # type: ignore[arg-type]  # an Author

    assert mine(COUNSELOR, note)
    assert mine(COUNSELOR, plan)
    assert not mine(NURSE, note, plan, seen, early)
    assert not mine(COUNSELOR, imported(note))


def test_that_initials_stand_for_a_name_however_it_is_written() -> None:
    assert [initials(name) for name in ("RIVERA, Maya", "VAN DER BERG, Anna Maria", "Cher", "", "O'NEIL")] == [
        "M. R.", "A. M. V. D. B.", "C.", "", "O.",
    ]  # fmt: skip


# -- the inbox --------------------------------------------------------------------------------------------------------


def waiting(*entries: Entry, reader: object = DOCTOR) -> list[InboxItem]:
    """What waits for a reader, as the page sorts it."""
    laid = chart(REGISTERED, ADMITTED, LOW, *entries, reader=reader)  # type: ignore[arg-type]  # an Author
    return sorted(inbox(laid, NOW), key=order_of)


def test_that_each_entry_stands_once_where_it_asks_most() -> None:
    lab = signed(POTASSIUM, "lab", at=on(3), by=NURSE)
    ordered = MedicationStart(SERTRALINE, each_morning("50"), "depression", at("04"), ordered_by=DOCTOR.member)
    order = signed(ordered, "order", at=on(4), by=NURSE)
    note = signed(TEXT, "note", at=on(5), by=COUNSELOR)
    found = [(item.group, item.entry) for item in waiting(lab, order, note) if item.group is not Group.DUE]
    assert found == [
        (Group.TO_ACKNOWLEDGE, entry_id("lab")),
        (Group.TO_COSIGN, entry_id("order")),
        (Group.UNREAD, entry_id("note")),
    ]


def test_that_a_note_waits_for_the_co_signature_of_whom_it_names() -> None:
    asked = signed(replace(TEXT, cosigner=DOCTOR.member), "asked", at=on(5), by=COUNSELOR)
    assert (Group.TO_COSIGN, entry_id("asked")) in [(item.group, item.entry) for item in waiting(asked)]
    assert Group.TO_COSIGN not in {item.group for item in waiting(asked, reader=NURSE)}


def test_that_a_weight_that_is_hidden_is_not_told_in_the_inbox() -> None:
    weighed = signed(replace(WEIGHT, blind=True), "weighed", at=on(5), by=NURSE)
    (item,) = [item for item in waiting(weighed) if item.entry == entry_id("weighed")]
    assert item.title == "Weight"


def test_that_what_was_answered_waits_no_more() -> None:
    lab = signed(POTASSIUM, "lab", at=on(3), by=NURSE)
    ordered = MedicationStart(SERTRALINE, each_morning("50"), "depression", at("04"), ordered_by=DOCTOR.member)
    order = signed(ordered, "order", at=on(4), by=NURSE)
    seen = signed(Seen((entry_id("lab"), entry_id("order"))), "seen", at=on(6))
    acknowledged = signed(Acknowledgement(), "ack", at=on(6), ref="lab")
    cosigned = signed(CoSignature("I stand for it."), "cosigned", at=on(6), ref="order")
    assert {item.group for item in waiting(lab, order, seen, acknowledged, cosigned)} <= {Group.DUE}


def test_that_a_task_waits_for_its_member_else_for_its_role() -> None:
    coordinator = replace(COUNSELOR, member=member_id("Nguyen"), roles=(Role.COORDINATOR,))
    for_role = signed(replace(TASK, member=None), "for role", at=on(5), by=DOCTOR)
    for_member = signed(replace(TASK, member=NURSE.member), "for member", at=on(5), by=DOCTOR)
    groups = {item.entry: item.group for item in waiting(for_role, for_member, reader=coordinator)}
    assert groups[entry_id("for role")] is Group.FOR_ME
    assert groups[entry_id("for member")] is Group.DUE
    mine = next(item for item in waiting(for_role, for_member, reader=NURSE) if item.group is Group.FOR_ME)
    assert (mine.entry, mine.about, mine.told) == (
        entry_id("for member"),
        "Urgent task, from A. Chen",
        "due 18-Sep-2026",
    )


def test_that_a_note_that_mentions_its_reader_is_for_that_reader_until_it_was_read() -> None:
    text = "Cramps; @A. Chen, please look. @A. Chenoweth knows."
    note = signed(replace(TEXT, sections=(Section("", text),)), "note", at=on(5), by=COUNSELOR)
    (mine,) = [item for item in waiting(note) if item.entry == note.id]
    assert (mine.group, mine.about) == (Group.FOR_ME, f"You are mentioned: Individual session, {COUNSELOR.credited}")
    assert Group.FOR_ME not in {item.group for item in waiting(note, reader=NURSE)}
    other = signed(replace(TEXT, sections=(Section("", "@A. Chenoweth knows."),)), "other", at=on(5), by=COUNSELOR)
    assert Group.FOR_ME not in {item.group for item in waiting(other)}
    namesake = replace(COUNSELOR, member=member_id("Lopez"), name="A. Chen Lopez")
    hers = signed(replace(TEXT, sections=(Section("", "@A. Chen Lopez knows."),)), "hers", at=on(5), by=namesake)
    assert Group.FOR_ME not in {item.group for item in waiting(hers)}
    seen = signed(Seen((note.id,)), "seen", at=on(6))
    assert Group.FOR_ME not in {item.group for item in waiting(note, seen)}


def test_that_risk_stands_before_everything_else() -> None:
    lab = signed(POTASSIUM, "lab", at=on(3), by=NURSE)
    screen = replace(PHQ9, answers=(replace(PHQ9.answers[0], item="9"),), unanswered=())
    risk = signed(replace(RISK, asked_to_acknowledge=()), "risk", at=on(10), by=COUNSELOR)
    positive = signed(screen, "screen", at=on(12), by=NURSE)
    found = waiting(lab, risk, positive)
    assert [(item.entry, item.risk) for item in found] == [
        (entry_id("screen"), True), (entry_id("risk"), True), (entry_id("lab"), False),
    ]  # fmt: skip


def test_that_many_unread_entries_of_one_chart_are_counted_after_the_newest() -> None:
    notes = [
        signed(replace(TEXT, headline=f"Note {n}"), f"note {n}", at=on(3) + timedelta(hours=n), by=COUNSELOR)
        for n in range(MOST_UNREAD + 5)
    ]
    found = waiting(*notes)
    assert [item.title for item in found[:1]] == [f"Note {MOST_UNREAD + 4}"]
    assert [item.title for item in found if item.more] == ["5 more unread entries"]
    assert sum(item.count for item in found) == MOST_UNREAD + 5


# -- the digest -------------------------------------------------------------------------------------------------------


def test_that_the_outline_says_what_is_worse_and_what_others_did_since_the_last_visit() -> None:
    visit = signed(Seen((entry_id("admission"),)), "visit", at=on(9))
    new = [
        signed(RISK, "risk", at=on(10), by=COUNSELOR),
        signed(POTASSIUM, "lab", at=on(11), by=NURSE),
        signed(POTASSIUM, "my own", at=on(11)),
        phq9(14, 11),
    ]
    told = outline(chart(REGISTERED, ADMITTED, LOW, visit, *new), NOW)
    assert told.risks == ("Suicide risk Moderate, was Low 02-Sep-2026",)
    assert told.changed == Changed(results=1)
    assert told.visited


def test_that_a_chart_never_visited_tells_its_risk_only_where_it_is_grave_or_worse() -> None:
    calm = outline(chart(REGISTERED, ADMITTED, LOW), NOW)
    worse = outline(chart(REGISTERED, ADMITTED, LOW, signed(RISK, "risk", at=on(10))), NOW)
    assert (calm.risks, calm.visited, calm.changed) == ((), False, Changed())
    assert worse.risks == ("Suicide risk Moderate, was Low 02-Sep-2026",)


def test_that_whoever_measured_a_patient_here_has_seen_the_patient() -> None:
    session, taken = signed(NOTE, "note", at=on(3), by=COUNSELOR), signed(VITALS, "vitals", at=on(9), by=NURSE)
    elsewhere = imported(signed(VITALS, "elsewhere", at=on(12), by=NURSE))
    row = caseload_row(chart(ADMITTED, session, taken, elsewhere), NOW)
    assert row.last_seen == {Discipline.COUNSELING: When.at(on(3)), Discipline.MEDICAL: When.at(on(9))}
