"""Courses of medicines: steps, holds, ends, overlaps, and what nobody has confirmed."""

from dataclasses import replace
from datetime import datetime

import pytest

from careboard.clinical.dosage import Medicine
from careboard.clinical.entry import Entry
from careboard.clinical.medication.orders import Complete, DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.medication.reconciliation import Decision, Occasion, ReconciledMedicine, Reconciliation
from careboard.clinical.medication.taking import (
    Adherence,
    AsNeededUse,
    DoseGiven,
    MedicationReported,
    MedicationStatus,
    Taken,
)
from careboard.clinical.note import CoSignature, EnteredInError, ErrorReason
from careboard.clinical.values import Amount, EntryId, Informant, Intent, Period, When
from careboard.projections.course import Course, CourseStatus, StepKind
from careboard.projections.regimen import FOREIGN_ORDER, UNKNOWN, Regimen, regimen
from careboard.projections.standing import standing
from tests.clinical_examples import (
    AS_NEEDED,
    NOT_CONFIRMED,
    SERTRALINE,
    STEPS,
    at,
    each_morning,
    entry_id,
    example_id,
    mg,
)
from tests.projections.records import DOCTOR, NOW, NURSE, ZONE, imported, on, signed

COURSE = EntryId(example_id("start"))
START = signed(MedicationStart(SERTRALINE, each_morning("50"), "depression", at("01")), "start", at=on(1))


def told(*entries: Entry, now: datetime = NOW, complete: bool = True) -> Regimen:
    return regimen(standing(entries), now, ZONE, complete=complete)


def only(*entries: Entry, now: datetime = NOW) -> Course:
    (course,) = told(*entries, now=now).courses
    return course


def change(name: str, day: int, was: str, now: str, *, effective: When | None = None, ref: str | None = None) -> Entry:
    content = DoseChange(
        COURSE, each_morning(was), each_morning(now), effective or When.on(on(day).date()), "Response."
    )
    return signed(content, name, at=on(day), ref=ref)


def reported(status: MedicationStatus = MedicationStatus.ACTIVE, intent: Intent = Intent.ORDER) -> MedicationReported:
    return MedicationReported(
        SERTRALINE, status, Informant.IMPORTED, dosage=each_morning("50"), intent=intent, purpose="depression"
    )


def reconciled(decision: Decision = Decision.CONTINUE, dose: str = "", by: str = "start") -> Reconciliation:
    dosage = each_morning(dose) if dose else None
    one = ReconciledMedicine(EntryId(example_id(by)), decision, "Decided together.", dosage)
    return Reconciliation(Occasion.ADMISSION, (one,), "the list of Cedar House")


def test_that_a_course_is_named_by_its_start() -> None:
    course = only(START)
    assert course.id == START.id
    assert (course.status, course.confirmed, course.dose_confirmed) == (CourseStatus.ACTIVE, True, True)
    assert (course.since, course.purpose) == (at("01"), "depression")


def test_that_a_change_sets_the_dose_from_its_own_day() -> None:
    course = only(START, change("up", 10, "50", "100"))
    assert course.dosage == each_morning("100")
    assert course.since == at("10")
    assert course.began == at("01")
    assert [step.kind for step in course.steps] == [StepKind.STARTED, StepKind.CHANGED]


def test_that_a_change_that_lies_ahead_is_the_next_step_and_not_the_dose() -> None:
    course = only(START, change("up", 10, "50", "100", effective=at("20")))
    assert course.dosage == each_morning("50")
    step = course.next_step(NOW, ZONE)
    assert step is not None
    assert step.dosage == each_morning("100")
    assert only(START, change("up", 10, "50", "100", effective=at("20")), now=on(20)).dosage == each_morning("100")


def test_that_an_order_given_later_takes_the_place_of_a_planned_one() -> None:
    planned = change("down", 10, "50", "25", effective=at("22"))
    entries = (START, planned, change("up", 12, "25", "100", effective=at("18")))
    for day, dose in ((19, "100"), (23, "100")):
        course = only(*entries, now=on(day))
        assert (course.dosage, course.next_step(on(day), ZONE)) == (each_morning(dose), None)
    later = (START, planned, change("up", 12, "25", "100", effective=at("24")))
    steps = only(*later, now=on(19)).ahead(on(19), ZONE)
    assert [step.dosage for step in steps] == [each_morning("25"), each_morning("100")]


def test_that_the_day_of_a_change_begins_at_midnight_of_the_clinic() -> None:
    entries = (START, change("up", 10, "50", "100", effective=at("16")))
    late_evening_before = on(16, 2)  # 22:00 of the 15th in New York
    assert only(*entries, now=late_evening_before).dosage == each_morning("50")
    assert only(*entries, now=on(16, 5)).dosage == each_morning("100")


def test_that_a_start_that_lies_ahead_is_planned() -> None:
    start = signed(MedicationStart(SERTRALINE, each_morning("50"), "depression", at("30")), "start", at=on(1))
    assert only(start).status is CourseStatus.PLANNED


def test_that_two_changes_from_the_same_dose_leave_it_not_confirmed() -> None:
    found = told(START, change("up", 10, "50", "100"), change("other", 11, "50", "75"))
    (course,) = found.courses
    assert not course.dose_confirmed
    assert set(course.overlapping) == {each_morning("100"), each_morning("75")}
    assert [finding.entry for finding in found.findings] == [entry_id("other")]
    assert "overlap" in found.findings[0].text


def test_that_an_overlap_stays_until_a_prescriber_chooses() -> None:
    overlap = (START, change("up", 10, "50", "100"), change("other", 11, "50", "75"))
    unaware = told(*overlap, change("more", 12, "75", "90"))
    assert not unaware.courses[0].dose_confirmed
    chosen = told(*overlap, change("choice", 12, "75", "100", ref="other"))
    assert chosen.courses[0].dose_confirmed
    assert chosen.courses[0].dosage == each_morning("100")
    assert chosen.findings == ()


def test_that_the_dose_that_was_not_chosen_never_begins() -> None:
    first = change("up", 10, "50", "100", effective=at("11"))
    overlap = (START, first, change("other", 11, "50", "75", effective=at("20")))
    choice = change("choice", 12, "75", "100", effective=at("22"), ref="up")
    for day in (13, 21, 23):
        course = only(*overlap, choice, now=on(day))
        assert (course.dosage, course.contested) == (each_morning("100"), ())
    assert not only(*overlap, choice, now=on(13)).overlaps


def test_that_the_same_dose_ordered_twice_at_once_is_nothing_to_choose() -> None:
    course = only(START, change("up", 10, "50", "100"), change("other", 11, "50", "100"))
    assert (course.contested, course.dose_confirmed) == ((), True)


def test_that_while_doses_overlap_neither_is_shown_as_the_one_that_is_taken() -> None:
    course = only(START, change("up", 10, "50", "100"), change("other", 11, "50", "75"))
    assert [dose.amount for dose in course.line.doses] == ["not confirmed"]


@pytest.mark.parametrize(
    "choice", [reconciled(dose="100"), Resume(COURSE, each_morning("100"), 0, at("12"))], ids=["reconciled", "resumed"]
)
def test_that_a_dose_named_anew_settles_an_overlap(choice: Reconciliation | Resume) -> None:
    overlap = (START, change("up", 10, "50", "100"), change("other", 11, "50", "75"))
    course = only(*overlap, signed(choice, "choice", at=on(12)))
    assert course.dose_confirmed
    assert course.dosage == each_morning("100")


def test_that_to_continue_without_a_dose_settles_no_overlap() -> None:
    overlap = (START, change("up", 10, "50", "100"), change("other", 11, "50", "75"))
    assert not only(*overlap, signed(reconciled(), "choice", at=on(12))).dose_confirmed


def test_that_a_dose_change_entered_in_error_leaves_no_step() -> None:
    error = signed(EnteredInError(ErrorReason.DUPLICATE), "error", at=on(11), ref="up")
    course = only(START, change("up", 10, "50", "100"), error)
    assert course.dosage == each_morning("50")
    assert [step.kind for step in course.steps] == [StepKind.STARTED]


def test_that_one_of_two_overlapping_changes_entered_in_error_ends_the_overlap() -> None:
    error = signed(EnteredInError(ErrorReason.DUPLICATE), "error", at=on(12), ref="up")
    found = told(START, change("up", 10, "50", "100"), change("other", 11, "50", "75"), error)
    assert found.findings == ()
    assert found.courses[0].dosage == each_morning("75")


def test_that_a_held_course_stays_in_the_current_regimen_and_never_resumes_by_itself() -> None:
    hold = signed(Hold(COURSE, at("10"), "Vomiting", until=at("12")), "hold", at=on(10))
    found = told(START, hold)
    assert found.courses[0].status is CourseStatus.HELD
    assert found.current == found.courses


def test_that_a_resumed_course_goes_on_at_the_dose_that_was_named() -> None:
    hold = signed(Hold(COURSE, at("10"), "Vomiting", until=at("12")), "hold", at=on(10))
    back = signed(Resume(COURSE, each_morning("25"), 4, at("14")), "back", at=on(14))
    course = only(START, hold, back)
    assert (course.status, course.dosage) == (CourseStatus.ACTIVE, each_morning("25"))


def test_that_stopped_completed_and_expired_are_different_facts() -> None:
    until = replace(START, content=MedicationStart(SERTRALINE, each_morning("50"), "x", at("01"), until=at("10")))
    stop = signed(Stop(COURSE, at("10"), "Rash"), "stop", at=on(10))
    complete = signed(Complete(COURSE, at("10")), "complete", at=on(10))
    assert only(until).status is CourseStatus.EXPIRED
    assert only(until, stop).status is CourseStatus.STOPPED
    assert only(until, complete).status is CourseStatus.COMPLETED
    assert told(START, stop).past == told(START, stop).courses


def test_that_a_course_has_not_expired_on_its_last_day() -> None:
    until = replace(START, content=MedicationStart(SERTRALINE, each_morning("50"), "x", at("01"), until=at("16")))
    assert only(until).status is CourseStatus.ACTIVE
    assert only(until, now=on(17, 12)).status is CourseStatus.EXPIRED


def test_that_a_stop_that_lies_ahead_leaves_the_course_running_until_then() -> None:
    stop = signed(Stop(COURSE, at("20"), "Taper ends"), "stop", at=on(10))
    assert only(START, stop).status is CourseStatus.ACTIVE
    assert only(START, stop, now=on(20)).status is CourseStatus.STOPPED


def test_that_a_medicine_stopped_before_its_first_day_was_never_begun() -> None:
    start = signed(MedicationStart(SERTRALINE, each_morning("50"), "x", at("18")), "start", at=on(16))
    stop = signed(Stop(COURSE, at("17"), "Declined"), "stop", at=on(16, 1))
    withdrawn = only(start, stop, now=on(17))
    assert (withdrawn.status, withdrawn.never_begun(ZONE)) == (CourseStatus.STOPPED, True)
    assert withdrawn.next_step(on(17), ZONE) is None
    assert only(start, stop, now=on(19)).status is CourseStatus.STOPPED
    assert not only(START, signed(Stop(COURSE, at("01"), "Rash"), "stop", at=on(1, 5))).never_begun(ZONE)


@pytest.mark.parametrize(
    "order",
    [
        DoseChange(COURSE, each_morning("50"), each_morning("75"), at("12"), "More"),
        Resume(COURSE, each_morning("50"), 1, at("12")),
    ],
    ids=["change", "resume"],
)
def test_that_an_order_after_the_end_has_no_effect_and_is_a_finding(order: DoseChange | Resume) -> None:
    stop = signed(Stop(COURSE, at("10"), "Rash"), "stop", at=on(10))
    found = told(START, stop, signed(order, "late", at=on(12)))
    assert found.courses[0].status is CourseStatus.STOPPED
    assert [finding.entry for finding in found.findings] == [entry_id("late")]


def test_that_an_order_for_an_unknown_course_is_a_finding() -> None:
    found = told(change("up", 10, "50", "100"))
    assert found.courses == ()
    assert [(finding.entry, finding.text) for finding in found.findings] == [(entry_id("up"), UNKNOWN)]


def test_that_while_older_entries_load_an_unknown_course_is_no_finding() -> None:
    assert told(change("up", 10, "50", "100"), complete=False).findings == ()


def test_that_a_second_start_for_the_same_purpose_is_a_finding_and_a_course() -> None:
    again = signed(_started(), "again", at=on(5))
    found = told(START, again)
    assert len(found.courses) == 2
    assert [finding.entry for finding in found.findings] == [again.id]


def test_that_two_courses_of_one_medicine_may_run_at_once() -> None:
    nightly = MedicationStart(SERTRALINE, each_morning("100"), "panic", at("02"))
    as_needed = MedicationStart(SERTRALINE, AS_NEEDED, "depression", at("02"))
    found = told(START, signed(nightly, "nightly", at=on(2)), signed(as_needed, "as needed", at=on(2)))
    assert len(found.current) == 3
    assert found.findings == ()


def test_that_a_medicine_may_be_started_again_after_its_end() -> None:
    stop = signed(Stop(COURSE, at("04"), "Rash"), "stop", at=on(4))
    again = signed(MedicationStart(SERTRALINE, each_morning("50"), "depression", at("05")), "again", at=on(5))
    assert told(START, stop, again).findings == ()


def test_that_an_imported_active_medicine_is_active_and_not_confirmed() -> None:
    found = told(imported(signed(reported(), "start")))
    assert found.courses[0].status is CourseStatus.ACTIVE
    assert not found.courses[0].confirmed


def test_that_a_prescriber_who_continues_an_imported_medicine_confirms_it() -> None:
    home = imported(signed(reported(), "start"))
    course = only(home, signed(reconciled(), "reconciled", at=on(2)))
    assert course.confirmed
    assert course.decided is not None
    assert course.decided.medicine.decision is Decision.CONTINUE


@pytest.mark.parametrize("decision", [Decision.STOP, Decision.HOLD, Decision.VERIFY, Decision.CHANGE])
def test_that_another_decision_changes_no_regimen(decision: Decision) -> None:
    home = imported(signed(reported(), "start"))
    course = only(home, signed(reconciled(decision), "reconciled", at=on(2)))
    assert (course.status, course.confirmed) == (CourseStatus.ACTIVE, False)
    assert course.decided is not None


def test_that_an_imported_reconciliation_confirms_nothing() -> None:
    home, done = imported(signed(reported(), "start")), imported(signed(reconciled(), "reconciled", at=on(2)))
    assert not only(home, done).confirmed


def test_that_a_confirmed_dose_takes_the_place_of_an_unknown_one() -> None:
    home = MedicationReported(Medicine("melatonin"), MedicationStatus.ACTIVE, Informant.FAMILY, dosage=NOT_CONFIRMED)
    assert not only(signed(home, "start")).dose_confirmed
    course = only(signed(home, "start"), signed(reconciled(dose="3"), "reconciled", at=on(2)))
    assert course.dose_confirmed
    assert course.dosage == each_morning("3")


STATED = {
    MedicationStatus.ACTIVE: CourseStatus.ACTIVE,
    MedicationStatus.PLANNED: CourseStatus.PLANNED,
    MedicationStatus.ON_HOLD: CourseStatus.HELD,
    MedicationStatus.COMPLETED: CourseStatus.COMPLETED,
    MedicationStatus.STOPPED: CourseStatus.STOPPED,
    MedicationStatus.CANCELLED: CourseStatus.STOPPED,
    MedicationStatus.NOT_TAKEN: CourseStatus.STOPPED,
    MedicationStatus.UNKNOWN: CourseStatus.ACTIVE,
}


@pytest.mark.parametrize(("status", "stands"), STATED.items())
def test_that_the_status_of_a_source_decides_and_never_its_dates(
    status: MedicationStatus, stands: CourseStatus
) -> None:
    long_ago = Period(When("2012-01-01"), When("2012-02-01"))
    home = replace(reported(status), effective=long_ago, taken=Taken.NOT_RECORDED)
    course = only(imported(signed(home, "start")))
    assert course.status is stands
    assert course.since == When("2012-01-01")


def test_that_a_statement_without_a_start_does_not_say_since_when() -> None:
    course = only(imported(signed(reported(intent=Intent.STATEMENT), "start", at=on(8))))
    assert (course.since, course.start_known) == (When.unknown(Informant.IMPORTED), False)
    assert course.began == When.at(on(8))


def test_that_an_order_without_a_start_holds_from_when_it_was_written() -> None:
    course = only(imported(signed(reported(intent=Intent.ORDER), "start", at=on(8))))
    assert course.since == When.at(on(8))


@pytest.mark.parametrize("intent", [Intent.PLAN, Intent.PROPOSAL, Intent.OPTION])
def test_that_a_plan_is_no_order(intent: Intent) -> None:
    assert only(imported(signed(reported(intent=intent), "start"))).status is CourseStatus.PLANNED


def test_that_an_order_not_to_give_is_no_course() -> None:
    assert told(signed(replace(reported(), do_not_give=True), "start")).courses == ()


def test_that_a_medicine_entered_in_error_is_no_course() -> None:
    assert told(imported(signed(reported(MedicationStatus.ENTERED_IN_ERROR), "start"))).courses == ()


def test_that_a_new_version_of_a_source_keeps_the_name_and_the_orders_of_the_course() -> None:
    first = imported(signed(reported(), "start"))
    ended = imported(signed(reported(MedicationStatus.STOPPED), "newer", at=on(9), ref="start"))
    taken = signed(Adherence(COURSE, Period(at("02")), 3, 0, Informant.PATIENT), "taken", at=on(5))
    found = told(first, taken, ended)
    assert found.findings == ()
    assert found.courses[0].id == COURSE
    assert found.courses[0].status is CourseStatus.STOPPED
    assert len(found.courses[0].adherence) == 1


def test_that_doses_given_taken_and_missed_stand_with_their_course() -> None:
    given = DoseGiven(SERTRALINE, mg("50"), COURSE, next_due=When("2026-10-13"))
    used = AsNeededUse(COURSE, Amount(mg("50").value, "mg"), "panic")
    course = only(
        START,
        signed(given, "given", at=on(3)),
        signed(Adherence(COURSE, Period(at("02")), 6, 1, Informant.PATIENT), "taken", at=on(5)),
        signed(used, "used", at=on(6)),
    )
    assert course.last_taken == When.at(on(3))
    assert course.next_due == When("2026-10-13")
    assert (len(course.adherence), len(course.used)) == (1, 1)


def test_that_a_dose_given_without_a_course_stays_on_the_timeline() -> None:
    found = told(imported(signed(DoseGiven(SERTRALINE, None), "given")))
    assert found.courses == ()
    assert found.findings == ()


def test_that_a_telephone_order_names_its_prescriber_and_counts() -> None:
    order = replace(START, author=NURSE, content=replace(_started(), ordered_by=DOCTOR.member))
    course = only(order)
    assert course.status is CourseStatus.ACTIVE
    assert course.steps[0].ordered_by == DOCTOR.member
    cosigned = signed(CoSignature("I gave this order."), "cosigned", at=on(2), ref="start")
    assert only(order, cosigned).status is CourseStatus.ACTIVE


def _started() -> MedicationStart:
    return MedicationStart(SERTRALINE, each_morning("50"), "depression", at("01"))


def test_that_an_order_dated_before_its_start_is_not_lost() -> None:
    early = signed(Stop(COURSE, at("10"), "Rash"), "stop", at=on(0), recorded=on(11))
    found = told(START, early)
    assert found.findings == ()
    assert found.courses[0].status is CourseStatus.STOPPED


def test_that_the_newest_dose_stands_first() -> None:
    other = signed(
        MedicationReported(Medicine("x"), MedicationStatus.ACTIVE, Informant.PATIENT, dosage=STEPS), "x", at=on(8)
    )
    assert [course.id for course in told(START, other).courses] == [other.id, START.id]


def test_that_a_sources_order_changes_no_course_of_this_clinic() -> None:
    foreign = imported(signed(Stop(COURSE, at("05"), "said a file"), "foreign stop", at=on(5)))
    stood = told(START, foreign)
    assert stood.courses[0].status is CourseStatus.ACTIVE
    assert [finding.text for finding in stood.findings] == [FOREIGN_ORDER]


def test_that_a_sources_order_moves_the_course_that_the_source_stated() -> None:
    stood = told(imported(START), imported(signed(Stop(COURSE, at("05"), "rash"), "foreign stop", at=on(5))))
    assert stood.courses[0].status is CourseStatus.STOPPED
    assert stood.findings == ()
