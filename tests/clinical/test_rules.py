"""The refusals that law and clinic ask for, one promise each (decision 0016)."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import partial

import pytest

from careboard.clinical.coordination import Appointment, AppointmentStatus, Attendance, Presence
from careboard.clinical.dosage import Dosage, Dose
from careboard.clinical.entry import SCHEMA_OF, Entry, Kind, Newer, Source
from careboard.clinical.episode import Level, LevelOfCare
from careboard.clinical.medication.orders import Complete, DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.medication.reconciliation import Decision, ReconciledMedicine
from careboard.clinical.medication.taking import MedicationReported
from careboard.clinical.note import PsychotherapyNote, SudCounselingNote
from careboard.clinical.nutrition import SHARES, MealObservation, MealTime
from careboard.clinical.paper import Disclosure, Ground
from careboard.clinical.permission import Expiry
from careboard.clinical.response import RiskLevel
from careboard.clinical.values import Amount, BlobId, Coded, EntryId, When
from tests.clinical_examples import (
    AS_NEEDED,
    AUTHOR,
    CHANGE,
    COMPLETE,
    DISCLOSURE,
    EMERGENCY,
    HOLD,
    LEVEL,
    MORNING,
    NOT_CONFIRMED,
    NOTE,
    PATIENT,
    RECORDED_AT,
    RELEASE,
    REPORTED,
    RESUME,
    RISK,
    SOURCE,
    START,
    STOP,
    at,
    blob_id,
    each_morning,
    entry_id,
    example_id,
    mg,
)

Order = MedicationStart | DoseChange | Hold | Resume | Stop | Complete
ORDERS: list[Order] = [START, CHANGE, HOLD, RESUME, STOP, COMPLETE]
ENTRY = Entry(entry_id("note"), PATIENT, AUTHOR, RECORDED_AT, at("15 13:55"), Kind.NOTE, NOTE, "Individual session.")


def test_that_a_prescriber_orders_as_needed_only_with_a_maximum() -> None:
    without = replace(AS_NEEDED, max_per_24h=None)
    with pytest.raises(ValueError, match="maximum per 24 hours"):
        MedicationStart(START.medicine, without, "anxiety", at("15"))
    assert replace(REPORTED, dosage=without).dosage == without


def test_that_a_prescriber_orders_only_what_is_confirmed() -> None:
    with pytest.raises(ValueError, match="how much"):
        replace(START, dosage=NOT_CONFIRMED)
    with pytest.raises(ValueError, match="how much"):
        replace(START, dosage=Dosage("as directed", route=AS_NEEDED.route))
    assert isinstance(replace(REPORTED, dosage=NOT_CONFIRMED), MedicationReported)


def test_that_a_dose_that_was_not_confirmed_can_be_changed_to_one_that_is() -> None:
    assert replace(CHANGE, was=NOT_CONFIRMED).now == CHANGE.now
    with pytest.raises(ValueError, match="how much"):
        replace(CHANGE, now=NOT_CONFIRMED)


def test_that_an_order_names_unit_time_and_route() -> None:
    bare = each_morning("50")
    with pytest.raises(ValueError, match="unit"):
        replace(START, dosage=replace(bare, schedule=(Dose(Amount(mg("1").value), MORNING),)))
    with pytest.raises(ValueError, match="when to take"):
        replace(START, dosage=replace(bare, schedule=(Dose(mg("50")),)))
    with pytest.raises(ValueError, match="route"):
        replace(START, dosage=replace(bare, route=None))


@pytest.mark.parametrize(
    "build",
    [lambda: replace(CHANGE, reason=" "), lambda: replace(HOLD, reason=""), lambda: replace(STOP, reason="\n")],
)
def test_that_a_change_a_hold_and_a_stop_need_a_reason(build: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="for a reason"):
        build()


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: type(order).__name__)
@pytest.mark.parametrize(
    "when", [When.unknown(), When("2026"), When("2026-09")], ids=lambda when: when.iso or "unknown"
)
def test_that_an_order_holds_from_a_day(order: Order, when: When) -> None:
    with pytest.raises(ValueError, match="from which day"):
        replace(order, effective_from=when)


def test_that_resuming_names_the_dose_and_the_days_missed() -> None:
    required = {field.name for field in fields(RESUME)} & {"dosage", "days_missed"}
    assert required == {"dosage", "days_missed"}
    assert replace(RESUME, days_missed=0).days_missed == 0


@pytest.mark.parametrize("decision", Decision)
def test_that_each_decision_but_continue_and_new_has_a_reason(decision: Decision) -> None:
    course = entry_id("course")
    if decision in (Decision.CONTINUE, Decision.NEW):
        assert ReconciledMedicine(course, decision).reason == ""
    else:
        with pytest.raises(ValueError, match="needs a reason"):
            ReconciledMedicine(course, decision)


def test_that_only_a_medicine_that_goes_on_has_a_dose() -> None:
    with pytest.raises(ValueError, match="goes on"):
        ReconciledMedicine(entry_id("course"), Decision.STOP, "Rash", each_morning("50"))


def test_that_levels_that_differ_are_explained() -> None:
    same = replace(LEVEL, recommended=LEVEL.given, why_they_differ="")
    assert same.given == same.recommended
    with pytest.raises(ValueError, match="say why"):
        replace(same, accepted=Level(LevelOfCare.OUTPATIENT))


def test_that_the_code_of_a_level_belongs_to_a_scheme() -> None:
    with pytest.raises(ValueError, match="scheme"):
        replace(LEVEL, scheme="")


@pytest.mark.parametrize("note", [PsychotherapyNote, SudCounselingNote])
def test_that_a_private_note_has_no_place_for_times_medicines_results_or_plans(note: type) -> None:
    assert [field.name for field in fields(note)] == ["patient", "text"]


@pytest.mark.parametrize("level", [RiskLevel.HIGH, RiskLevel.IMMINENT])
def test_that_a_high_risk_is_told_to_somebody(level: RiskLevel) -> None:
    with pytest.raises(ValueError, match="told to somebody"):
        replace(RISK, level=level, told=())


@pytest.mark.parametrize("level", [one for one in RiskLevel if one.value not in ("low", "not-determined")])
def test_that_what_raises_the_risk_is_named(level: RiskLevel) -> None:
    with pytest.raises(ValueError, match="raises"):
        replace(RISK, level=level, raises=())


@pytest.mark.parametrize("share", [-25, 1, 24, 60, 101, 125])
def test_that_the_share_eaten_is_one_of_five(share: int) -> None:
    assert [MealObservation(MealTime.DINNER, eaten).share for eaten in SHARES] == list(SHARES)
    with pytest.raises(ValueError, match="0, 25, 50, 75 or 100"):
        MealObservation(MealTime.DINNER, share)


@pytest.mark.parametrize("expiry", [Expiry.NONE, Expiry.ON_EVENT, Expiry.NOT_RECORDED])
def test_that_a_consent_ends_in_exactly_one_way(expiry: Expiry) -> None:
    with pytest.raises(ValueError, match="ends"):
        replace(RELEASE, expiry=expiry)
    with pytest.raises(ValueError, match="ends"):
        replace(RELEASE, expires_event="discharge")
    assert replace(RELEASE, expiry=Expiry.NONE, expires=None).expires is None


def test_that_the_ten_grounds_of_part_2_come_first_and_seven_of_other_law_follow() -> None:
    assert [ground.value for ground in Ground] == [
        "consent",
        "patients-own-copy",
        "within-program",
        "qualified-service-organization",
        "medical-emergency",
        "child-abuse-report",
        "crime-on-premises",
        "audit",
        "research",
        "court-order",
        "treatment-payment-operations",
        "serious-threat",
        "adult-abuse-report",
        "required-by-law",
        "public-health",
        "coroner",
        "family-involvement",
    ]


@pytest.mark.parametrize("ground", Ground)
def test_that_each_ground_asks_for_its_own_proof(ground: Ground) -> None:
    bare = partial(Disclosure, ground, "Somebody", "Summary", "by post")
    free = (Ground.PATIENTS_OWN_COPY, Ground.WITHIN_PROGRAM)
    if ground in free:
        assert bare().ground is ground
    else:
        with pytest.raises(ValueError, match=r"consent|emergency|details|operations"):
            bare()
    if ground not in (*free, Ground.CONSENT, Ground.MEDICAL_EMERGENCY):
        assert bare(details="Order 2026-CV-118", purpose="Treatment").ground is ground


def test_that_no_other_ground_borrows_a_consent_or_an_emergency() -> None:
    with pytest.raises(ValueError, match="no other"):
        replace(DISCLOSURE, ground=Ground.PATIENTS_OWN_COPY)
    with pytest.raises(ValueError, match="no other"):
        replace(EMERGENCY, ground=Ground.WITHIN_PROGRAM)


def test_that_minutes_attended_are_those_between_coming_and_leaving() -> None:
    over_midnight = Attendance("Evening group", Presence.ATTENDED, at("15 23:30"), at("16 00:45"))
    assert over_midnight.minutes == 75
    assert Attendance("Evening group", Presence.ATTENDED, at("15 23:30")).minutes is None
    assert Attendance("Evening group", Presence.CANCELLED_BY_PROGRAM).minutes is None


@pytest.mark.parametrize(
    "build",
    [
        lambda: Attendance("Group", Presence.ATTENDED, at("15")),
        lambda: Attendance("Group", Presence.ABSENT_EXCUSED),
        lambda: Appointment("Dr. R. Singh", AppointmentStatus.MADE, When.unknown()),
    ],
)
def test_that_coordination_says_when_and_why(build: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"time|reason|date"):
        build()


def test_that_entries_stand_in_the_order_of_when_it_was_true() -> None:
    later = replace(ENTRY, recorded_at=RECORDED_AT + timedelta(hours=1))
    month_only = replace(ENTRY, at=When("2026-09"))
    unknown = replace(ENTRY, at=When.unknown())
    same = replace(ENTRY, id=entry_id("another"))
    assert month_only.order < ENTRY.order < later.order < unknown.order
    assert unknown.order[0] == RECORDED_AT
    assert (same.order < ENTRY.order) == (same.id < ENTRY.id)


def test_that_an_entry_is_recorded_in_utc() -> None:
    with pytest.raises(ValueError, match="UTC"):
        replace(ENTRY, recorded_at=datetime(2026, 9, 15, 20, 30))  # noqa: DTZ001  a naive time is what is refused here
    with pytest.raises(ValueError, match="UTC"):
        replace(ENTRY, recorded_at=RECORDED_AT.astimezone(timezone(timedelta(hours=-4))))
    assert ENTRY.recorded_at.tzinfo is UTC


def test_that_an_imported_entry_has_its_source() -> None:
    with pytest.raises(ValueError, match="source"):
        replace(ENTRY, kind=Kind.IMPORTED)
    assert replace(ENTRY, kind=Kind.IMPORTED, source=SOURCE).source == SOURCE


@pytest.mark.parametrize("id_", ["", "note", example_id("x").upper(), example_id("x")[:-1], example_id("x") + "\n"])
def test_that_an_id_is_a_whole_sha256_in_lower_case(id_: str) -> None:
    with pytest.raises(ValueError, match="64 lower-case"):
        replace(ENTRY, id=EntryId(id_))


def test_that_a_source_holds_its_resource_or_names_its_blob() -> None:
    large = replace(SOURCE, resource="", resource_blob=blob_id("bundle"))
    assert large.resource_blob
    with pytest.raises(ValueError, match="resource"):
        replace(SOURCE, resource_blob=blob_id("bundle"))
    with pytest.raises(ValueError, match="resource"):
        replace(SOURCE, resource="")
    with pytest.raises(ValueError, match="64 lower-case"):
        replace(SOURCE, resource="", resource_blob=BlobId("bundle"))


def test_that_a_refusal_never_repeats_what_was_entered() -> None:
    secret = "RIVERA Maya"
    builds: list[Callable[[], object]] = [
        lambda: When(secret),
        lambda: replace(ENTRY, id=EntryId(secret)),
        lambda: replace(NOTE, headline=secret * 20),
        lambda: replace(START, medicine=replace(START.medicine, rxcui=secret)),
        lambda: Source(SOURCE.format, secret, "Patient", SOURCE.identity, "{}"),
    ]
    for build in builds:
        with pytest.raises(ValueError, match=r"\.$") as refusal:
            build()
        assert secret not in str(refusal.value)
        assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


def test_that_what_a_newer_version_made_has_no_schema_to_be_written_under() -> None:
    assert "newer/1" not in SCHEMA_OF.values()
    assert replace(ENTRY, content=Newer("mood/7"), said="Mood 6 of 10.").said == "Mood 6 of 10."


def test_that_coded_words_stay_as_written() -> None:
    assert Coded(" Leaking  valve\n").text == " Leaking  valve\n"
