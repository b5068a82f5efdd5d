"""What the clinic wants acknowledged: asked of one of each role, from its decision on, and never of who wrote it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from careboard.clinical.clinic import SiteSetting
from careboard.clinical.entry import Entry, KnownContent
from careboard.clinical.measured import Component, Detected, Expected, Result, SubstanceResult, Validity
from careboard.clinical.medication.orders import MedicationStart
from careboard.clinical.note import Acknowledgement, CoSignature, EnteredInError, ErrorReason
from careboard.clinical.people import Author, Role
from careboard.clinical.person import Sex
from careboard.clinical.response import Answer, AnsweredBy, Assessment, RiskLevel
from careboard.clinical.values import Coded, Comparator, Quantity, When
from careboard.projections.as_json import chart_json, patients_json
from careboard.projections.caseload import caseload_row
from careboard.projections.duties import Matter, kept_roles, named_now, read_roles
from careboard.projections.inbox import Group, inbox
from careboard.projections.needs_review import needs_review
from careboard.projections.site import Site, site_of
from tests.clinical_examples import (
    ADMISSION,
    CHANGE,
    ECG,
    HOLD,
    NOTE,
    POTASSIUM,
    REGISTRATION,
    REPORTED,
    RESUME,
    RISK,
    SCREEN,
    SERTRALINE,
    STOP,
    VITALS,
    at,
    each_morning,
    entry_id,
    member_id,
)
from tests.projections.records import COUNSELOR, DOCTOR, NOW, NURSE, chart, imported, on, signed

PHYSICIAN = Author(member_id("Marsh"), "S. Marsh", (Role.PHYSICIAN,), "MD")
COLLEAGUE = Author(member_id("Lund"), "E. Lund", (Role.PSYCHIATRIST,), "MD")
QUIET = replace(POTASSIUM, asked_to_acknowledge=(), order=None)
LOW = replace(QUIET, result=Result(Quantity(Decimal("3.1"), "mmol/L")))
NORMAL_ECG = replace(ECG, asked_to_acknowledge=(), order=None)
LONG_QTC = replace(QUIET, code=Coded("QTc interval"), result=Result(Quantity(Decimal(470), "ms")), reference_range="")
CLEAN = replace(SCREEN, asked_to_acknowledge=(), order=None, validity=Validity.VALID)
MODERATE = replace(RISK, level=RiskLevel.MODERATE, asked_to_acknowledge=(), screens=())
START = MedicationStart(SERTRALINE, each_morning("50"), "depression", at("05"))
CSSRS = Assessment(Coded("C-SSRS screener (recent)"), AnsweredBy.CLINICIAN, level="moderate")


def decided(matter: Matter, *roles: Role, day: int = 3) -> Entry:
    """What the clinic decided on a day of September 2026."""
    return signed(SiteSetting(matter.setting, kept_roles(roles)), f"{matter} {day}", at=on(day), by=PHYSICIAN)


EVERYTHING = site_of(decided(matter, Role.PSYCHIATRIST) for matter in Matter)


def asks(*entries: Entry, reader: Author = DOCTOR, site: Site = EVERYTHING) -> bool:
    """Is the reader asked to acknowledge the first of the entries?"""
    laid = chart(*entries, reader=reader, site=site)
    row = next(row for row in laid.timeline if row.id == entries[0].id)
    assert row.needs_my_acknowledgement is (row.id in laid.unread.to_acknowledge)
    return row.needs_my_acknowledgement


def lab(value: str, reference: str, comparator: Comparator = Comparator.EXACT, *flags: str) -> KnownContent:
    """A result with its range, and what the laboratory made of it."""
    result = Result(Quantity(Decimal(value), "mmol/L", comparator))
    return replace(QUIET, result=result, reference_range=reference, interpretation=tuple(map(Coded, flags)))


def panel(one: KnownContent) -> KnownContent:
    """The same result as the part of a panel."""
    assert isinstance(one, type(QUIET))
    part = Component(one.code, one.result or Result(text="?"), None, one.reference_range, one.interpretation)
    return replace(QUIET, result=None, reference_range="", components=(part,))


@pytest.mark.parametrize(
    ("content", "asked"),
    [
        (lab("3.1", "3.5-5.0 mmol/L"), True),
        (lab("3.5", "3.5-5.0 mmol/L"), False),
        (lab("3.1", ""), False),
        (lab("5.0", "3.5-5.0", Comparator.MORE), True),
        (lab("5.0", "3.5-5.0", Comparator.AT_MOST), False),
        (lab("4.0", "3.5-5.0", Comparator.EXACT, "AA"), True),
        (lab("4.0", "", Comparator.EXACT, "Critically high"), True),
        (lab("4.0", "", Comparator.EXACT, "H"), True),
        (lab("4.0", "", Comparator.EXACT, "N"), False),
        (panel(lab("3.1", "3.5-5.0 mmol/L")), True),
        (panel(lab("4.1", "3.5-5.0 mmol/L")), False),
        (replace(LONG_QTC, reference_range="up to 480"), False),
        (LONG_QTC, True),
        (NORMAL_ECG, False),
        (replace(NORMAL_ECG, qtc_ms=Decimal(461)), True),
        (CLEAN, False),
        (replace(CLEAN, validity=Validity.SUBSTITUTED), True),
        (replace(CLEAN, substances=(SubstanceResult(Coded("x"), Detected.POSITIVE, Expected.NOT_EXPECTED),)), True),
        (MODERATE, True),
        (replace(MODERATE, level=RiskLevel.IMMINENT), True),
        (replace(MODERATE, level=RiskLevel.LOW), False),
        (replace(CSSRS, level="High risk"), True),
        (replace(CSSRS, answers=(Answer("1", "Yes"), Answer("2", "Yes"), Answer("4", "Yes"))), True),
        (replace(CSSRS, answers=(Answer("1", "Yes"), Answer("4", "No"))), False),
        (replace(CSSRS, instrument=Coded("AUDIT-C"), level="high"), False),
        (START, True),
        (replace(CHANGE, ordered_by=None), True),
        (HOLD, True),
        (replace(RESUME, ordered_by=None), True),
        (replace(STOP, ordered_by=None), True),
        (REPORTED, False),
        (replace(NOTE, asked_to_acknowledge=()), False),
        (replace(VITALS, asked_to_acknowledge=()), False),
    ],
)  # fmt: skip
def test_that_the_clinic_asks_about_what_is_abnormal_raised_or_changed_and_nothing_else(
    content: KnownContent, *, asked: bool
) -> None:
    registered = signed(REGISTRATION, "registration", at=on(0))
    entry = signed(content, "entry", at=on(5), by=NURSE)
    assert asks(entry, registered) is asked
    assert not asks(entry, registered, site=Site())


@pytest.mark.parametrize(("sex", "asked"), [(Sex.MALE, True), (Sex.FEMALE, False), (None, False)])
def test_that_a_qtc_is_held_against_the_limit_for_the_sex_and_where_that_is_not_known_the_higher(
    sex: Sex | None, *, asked: bool
) -> None:
    registered = signed(replace(REGISTRATION, sex=sex), "registration", at=on(0))
    assert asks(signed(replace(NORMAL_ECG, qtc_ms=Decimal(455)), "ecg", at=on(5), by=NURSE), registered) is asked


def test_that_nothing_begins_to_ask_that_was_recorded_before_the_decision() -> None:
    assert not asks(signed(LOW, "lab", at=on(2), by=NURSE))
    assert asks(signed(LOW, "lab", at=on(3), by=NURSE))
    assert asks(signed(LOW, "lab", at=When("2026-08-20"), recorded=on(5), by=NURSE))


@pytest.mark.parametrize(
    ("when", "asked"),
    [
        (When.at(on(2)), False),
        (When.at(on(4)), True),
        (When("2026-09-02"), False),
        (When("2026-09-03"), True),
        (When("2026-08"), False),
        (When("2026-09"), True),
        (When.unknown(), False),
    ],
)
def test_that_an_imported_fact_asks_only_where_it_was_true_since_the_decision_and_its_importer_too(
    when: When, *, asked: bool
) -> None:
    brought_in = imported(signed(LOW, "lab", at=when, recorded=on(6), by=DOCTOR))
    assert asks(brought_in, reader=DOCTOR) is asked
    assert asks(brought_in, reader=COLLEAGUE) is asked
    assert not asks(brought_in, reader=NURSE)


def test_that_what_was_recorded_while_a_decision_stood_goes_on_asking_when_it_was_taken_back() -> None:
    site = site_of([decided(Matter.RISK, Role.PSYCHIATRIST), decided(Matter.RISK, day=6)])
    assert named_now(site.duties)[Matter.RISK] == ()
    assert not asks(signed(MODERATE, "risk", at=on(2), by=COUNSELOR), site=site)
    assert asks(signed(MODERATE, "risk", at=on(5), by=COUNSELOR), site=site)
    assert not asks(signed(MODERATE, "risk", at=on(6), by=COUNSELOR), site=site)


def test_that_a_role_that_stays_named_is_asked_from_its_first_day_on_and_a_new_one_from_its_own() -> None:
    both = (Role.NURSE, Role.PSYCHIATRIST)
    site = site_of([decided(Matter.RESULTS, Role.PSYCHIATRIST), decided(Matter.RESULTS, *both, day=6)])
    brought_in = imported(signed(LOW, "lab", at=on(5), recorded=on(8), by=COUNSELOR))
    assert asks(brought_in, reader=DOCTOR, site=site)
    assert not asks(brought_in, reader=NURSE, site=site)
    assert asks(signed(LOW, "new", at=on(7), by=COUNSELOR), reader=NURSE, site=site)
    assert named_now(site.duties) == {
        Matter.RESULTS: (Role.PSYCHIATRIST, Role.NURSE),
        Matter.RISK: (),
        Matter.MEDICINES: (),
    }


def answer(by: Author, ref: str = "entry") -> Entry:
    """Somebody acknowledges an entry."""
    return signed(Acknowledgement(), f"answer {by.name}", at=on(7), by=by, ref=ref)


def test_that_one_of_each_role_is_enough_and_whoever_wrote_it_has_answered_for_the_own_role() -> None:
    site = site_of([decided(Matter.MEDICINES, Role.PSYCHIATRIST, Role.NURSE, Role.PHYSICIAN)])
    start = signed(START, "entry", at=on(5), by=DOCTOR)
    assert not asks(start, reader=DOCTOR, site=site)
    assert not asks(start, reader=COLLEAGUE, site=site)
    assert not asks(start, reader=COUNSELOR, site=site)
    assert asks(start, reader=NURSE, site=site)
    assert asks(start, answer(NURSE), reader=PHYSICIAN, site=site)
    assert not asks(start, answer(NURSE), reader=replace(NURSE, member=member_id("Ito")), site=site)
    row = chart(start, answer(NURSE), site=site).timeline[-1]
    assert row.awaited.roles == (Role.PHYSICIAN,)


def test_that_nobody_is_asked_about_the_own_entry_though_another_role_came_later() -> None:
    then = replace(NURSE, roles=(Role.NURSE,))
    now = replace(NURSE, roles=(Role.PSYCHIATRIST,))
    assert not asks(signed(LOW, "entry", at=on(5), by=then), reader=now)
    assert asks(signed(LOW, "entry", at=on(5), by=then), answer(then), reader=COLLEAGUE)


def test_that_what_was_struck_or_replaced_asks_nobody() -> None:
    first = signed(LOW, "entry", at=on(5), by=NURSE)
    later = signed(LOW, "later", at=on(6), by=NURSE, ref="entry")
    struck = signed(EnteredInError(ErrorReason.DUPLICATE), "error", at=on(6), by=NURSE, ref="entry")
    asked = replace(first, content=replace(LOW, asked_to_acknowledge=(DOCTOR.member,)))
    assert asks(first)
    assert asks(later, first)
    for one in (first, asked):
        assert not asks(one, later)
        assert not asks(one, struck)


def test_that_who_is_asked_to_co_sign_an_order_is_not_asked_twice_and_the_signature_answers() -> None:
    order = signed(replace(START, ordered_by=DOCTOR.member), "entry", at=on(5), by=NURSE)
    cosigned = signed(CoSignature("I gave this order."), "cosigned", at=on(6), by=DOCTOR, ref="entry")
    assert not asks(order, reader=DOCTOR)
    assert asks(order, reader=COLLEAGUE)
    assert not asks(order, cosigned, reader=COLLEAGUE)


def test_that_inbox_caseload_reasons_for_review_and_json_follow_the_clinic() -> None:
    stay = (signed(REGISTRATION, "registration", at=on(0)), signed(ADMISSION, "admission", at=on(1)))
    result, calm = signed(LOW, "entry", at=on(5), by=NURSE), signed(QUIET, "calm", at=on(5), by=NURSE)
    judged = signed(replace(MODERATE, level=RiskLevel.LOW), "risk", at=on(6), by=COUNSELOR)

    def told(*entries: Entry) -> tuple[object, ...]:
        laid = chart(*stay, *entries, site=EVERYTHING)
        row = caseload_row(laid, NOW)
        rows = {one["id"]: one["needs_acknowledgement"] for one in chart_json(laid)["timeline"]}
        waiting = [item.entry for item in inbox(laid, NOW) if item.group is Group.TO_ACKNOWLEDGE]
        return waiting, row.to_acknowledge, patients_json([row])[0]["to_acknowledge"], rows, needs_review(laid, NOW)

    open_one = told(result, calm, judged)
    ids = [entry.id for entry in (*stay, result, calm, judged)]
    asked = {one: one == result.id for one in ids}
    assert open_one == ([entry_id("entry")], 1, 1, asked, ("1 result not acknowledged",))
    answered = told(result, calm, judged, answer(COLLEAGUE))
    assert answered[:3] == ([], 0, 0)
    assert answered[4] == ()


@pytest.mark.parametrize("value", ["psychiatrist", "{}", "[", '["midwife", 7]', "[" * 100_000, '"psychiatrist"'])
def test_that_a_decision_that_cannot_be_read_asks_nobody(value: str) -> None:
    assert read_roles(value) == ()


def test_that_roles_are_kept_in_one_spelling() -> None:
    assert kept_roles((Role.NURSE, Role.PSYCHIATRIST, Role.NURSE)) == '["psychiatrist", "nurse"]'
    assert read_roles('["nurse", "psychiatrist"]') == (Role.PSYCHIATRIST, Role.NURSE)
    assert kept_roles(()) == ""
