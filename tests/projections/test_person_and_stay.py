"""Who the patient is and where in care: the latest statement counts, and its status decides."""

from dataclasses import replace

import pytest

from careboard.clinical.condition import Allergy, ClinicalStatus, VerificationStatus
from careboard.clinical.coordination import Appointment, AppointmentStatus, HomePracticeReport, PracticeDone, TaskDone
from careboard.clinical.episode import Admission, LevelOfCare, PlanReview, PlanStatus
from careboard.clinical.nutrition import MealPlanStatus
from careboard.clinical.permission import (
    Consent,
    ConsentRevoked,
    ConsentStatus,
    Expiry,
    Part2,
    Part2Review,
    Permission,
    RevokedHow,
)
from careboard.clinical.person import DetailsChange, FlagStatus
from careboard.clinical.response import RiskAssessment
from careboard.clinical.values import Coded, Coding, Identifier, Intent, Period, When
from careboard.projections.due import all_due, overdue
from careboard.projections.patient.permissions import ConsentState
from careboard.projections.patient.person import medical_record_number
from tests.clinical_examples import (
    ADMISSION,
    ALLERGY,
    CONTACT,
    DIAGNOSIS,
    DISCHARGE,
    FLAG,
    FOLLOW_UP,
    IOP,
    LEVEL,
    MEAL_PLAN,
    NO_KNOWN_ALLERGY,
    PLAN_OF_CARE,
    PRACTICE,
    REGISTRATION,
    RELEASE,
    REVIEW,
    SAFETY_PLAN,
    TASK,
    at,
    entry_id,
)
from tests.projections.records import NOW, chart, imported, on, signed
from tests.projections.story import STORY

# -- person -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "label"),
    [
        ([], "Allergies not recorded"),
        ([ALLERGY], "Known allergies"),
        ([NO_KNOWN_ALLERGY], "No known drug allergies"),
        ([replace(NO_KNOWN_ALLERGY, substance=Coded("No known allergies"))], "No known allergies"),
        ([NO_KNOWN_ALLERGY, ALLERGY], "Known allergies"),
        ([replace(ALLERGY, verification_status=VerificationStatus.REFUTED)], "Allergies not recorded"),
        ([replace(ALLERGY, clinical_status=ClinicalStatus.RESOLVED)], "Allergies not recorded"),
        ([replace(ALLERGY, clinical_status=None, verification_status=None)], "Known allergies"),
    ],
)
def test_that_the_allergy_label_says_what_is_known_and_of_which_kind_none_is(stated: list[Allergy], label: str) -> None:
    entries = [signed(one, str(number)) for number, one in enumerate(stated)]
    assert chart(*entries).person.allergies.label == label


def test_that_a_chart_without_registration_opens() -> None:
    person = chart().person
    assert (person.registration, person.mrn) == (None, "")


def test_that_a_change_of_details_is_the_registration_from_then_on() -> None:
    married = DetailsChange(replace(REGISTRATION, preferred_name="Em"), "Asked for it.")
    first, later = signed(REGISTRATION, "first"), signed(married, "later", at=on(2))
    assert chart(later, first).person.registration == married.now


@pytest.mark.parametrize(
    ("identifiers", "number"),
    [
        (
            (
                Identifier("1", "urn:x", Coded("SSN", (Coding("", "SS"),))),
                Identifier("2", "u", Coded("x", (Coding("", "MR"),))),
            ),
            "2",
        ),
        ((Identifier("999-12-3456", "http://hl7.org/fhir/sid/us-ssn"), Identifier("7", "urn:oid:1.2.3")), "7"),
        ((Identifier("999-12-3456", "http://hl7.org/fhir/sid/us-ssn"),), ""),
        ((), ""),
        ((Identifier("5", "", Coded("Medical Record Number")),), "5"),
    ],
)
def test_that_the_record_number_is_the_one_that_says_so(identifiers: tuple[Identifier, ...], number: str) -> None:
    assert medical_record_number(replace(REGISTRATION, identifiers=identifiers)) == number


def test_that_a_diagnosis_is_active_or_past_by_its_status_and_refuted_on_the_timeline_only() -> None:
    past = replace(DIAGNOSIS, clinical_status=ClinicalStatus.RESOLVED, principal=False)
    long_ago = replace(DIAGNOSIS, principal=False, abatement=When("2011"))
    refuted = replace(DIAGNOSIS, verification_status=VerificationStatus.REFUTED, principal=False)
    entries = [signed(one, str(number)) for number, one in enumerate((past, long_ago, refuted, DIAGNOSIS))]
    found = chart(*entries).person.diagnoses
    assert [one.content for one in found.active] == [DIAGNOSIS, long_ago]
    assert [one.content for one in found.past] == [past]
    assert len(chart(*entries).timeline) == 4


def test_that_a_flag_that_came_down_is_past() -> None:
    down = replace(FLAG, status=FlagStatus.INACTIVE)
    up = signed(FLAG, "up")
    assert chart(up).person.blind_weight
    assert not chart(up, signed(down, "down", at=on(2), ref="up")).person.blind_weight


def test_that_who_is_no_longer_a_contact_is_no_contact() -> None:
    gone = replace(CONTACT, active=False, may_be_told="")
    assert chart(signed(CONTACT, "a")).person.contacts
    assert not chart(signed(CONTACT, "a"), signed(gone, "b", at=on(2), ref="a")).person.contacts


# -- stay -------------------------------------------------------------------------------------------------------------


def test_that_the_level_of_care_has_its_day_in_the_clinics_zone() -> None:
    level = chart(signed(LEVEL, "level", at=on(8))).stay.level_of_care
    assert level is not None
    assert (level.change.content.given.setting, level.day) == (LevelOfCare.INTENSIVE_OUTPATIENT, 8)


def test_that_a_level_that_lies_ahead_does_not_hold_yet() -> None:
    step_up = replace(LEVEL, given=IOP, recommended=IOP, refused="", effective_from=at("20"), why_they_differ="x")
    stay = chart(signed(LEVEL, "level", at=on(8)), signed(step_up, "later", at=on(15))).stay
    assert stay.level_of_care is not None
    assert stay.level_of_care.change.entry.id == entry_id("level")
    assert len(stay.levels) == 2


def test_that_a_discharge_ends_the_admission_and_another_begins_anew() -> None:
    entries = [signed(ADMISSION, "in", at=on(1)), signed(replace(DISCHARGE, admission=None), "out", at=on(5))]
    assert chart(*entries).stay.admission is None
    assert chart(*entries).stay.discharge is not None
    again = chart(*entries, signed(ADMISSION, "again", at=on(7))).stay
    assert again.admission is not None
    assert (again.discharge, again.day) == (None, 10)
    assert isinstance(again.admission.content, Admission)


def test_that_a_discharge_that_names_its_admission_ends_no_other() -> None:
    out = signed(replace(DISCHARGE, admission=entry_id("first")), "out", at=on(9))
    stay = chart(signed(ADMISSION, "first", at=on(1)), signed(ADMISSION, "second", at=on(8)), out).stay
    assert stay.admission is not None
    assert (stay.admission.entry.id, stay.discharge) == (entry_id("second"), None)


def test_that_the_latest_plan_in_force_counts() -> None:
    done = replace(PLAN_OF_CARE, status=PlanStatus.COMPLETED)
    proposal = replace(PLAN_OF_CARE, intent=Intent.PROPOSAL)
    entries = [signed(PLAN_OF_CARE, "plan"), signed(done, "done", at=on(2)), signed(proposal, "wish", at=on(3))]
    plan = chart(*entries).stay.plan_of_care
    assert plan is not None
    assert plan.entry.id == entry_id("plan")


def test_that_the_clinics_own_plan_stands_before_another_systems() -> None:
    theirs = imported(signed(PLAN_OF_CARE, "theirs", at=on(9)))
    plan = chart(signed(PLAN_OF_CARE, "ours"), theirs).stay.plan_of_care
    assert plan is not None
    assert plan.entry.id == entry_id("ours")


def test_that_a_plan_has_its_own_reviews() -> None:
    review = PlanReview(entry_id("plan"), REVIEW.goals)
    entries = [signed(PLAN_OF_CARE, "plan"), signed(review, "a", at=on(2)), signed(REVIEW, "b", at=on(2))]
    assert [one.entry.id for one in chart(*entries).stay.plan_reviews] == [entry_id("a")]


def test_that_a_meal_plan_holds_from_its_day_until_it_ends() -> None:
    later = replace(MEAL_PLAN, effective_from=at("20"))
    entries = [signed(MEAL_PLAN, "now", at=on(13)), signed(later, "later", at=on(15))]
    plan = chart(*entries).stay.meal_plan
    assert plan is not None
    assert plan.entry.id == entry_id("now")
    assert chart(*entries, now=on(21)).stay.meal_plan != plan
    ended = replace(MEAL_PLAN, until=at("15"))
    assert chart(signed(ended, "ended", at=on(13))).stay.meal_plan is None
    revoked = replace(MEAL_PLAN, status=MealPlanStatus.REVOKED)
    assert chart(entries[0], signed(revoked, "revoked", at=on(14))).stay.meal_plan is None


def test_that_appointments_ahead_stand_by_time_and_wishes_last() -> None:
    soon = replace(FOLLOW_UP, starts=When("2026-09-18"), follow_up=False)
    past = replace(FOLLOW_UP, starts=When("2026-09-10"))
    wish = Appointment("Dentist", AppointmentStatus.WISHED)
    entries = [signed(one, name) for name, one in [("wish", wish), ("far", FOLLOW_UP), ("past", past), ("soon", soon)]]
    stay = chart(*entries).stay
    assert [one.entry.id for one in stay.appointments] == [entry_id("soon"), entry_id("far"), entry_id("wish")]
    assert [one.entry.id for one in stay.past_appointments] == [entry_id("past")]


def test_that_an_appointment_that_was_missed_is_past() -> None:
    missed = replace(FOLLOW_UP, status=AppointmentStatus.MISSED)
    stay = chart(signed(FOLLOW_UP, "made"), signed(missed, "missed", at=on(2), ref="made")).stay
    assert stay.appointments == ()
    assert len(stay.past_appointments) == 1


def test_that_a_closed_task_is_not_open_and_a_practice_has_its_report() -> None:
    task, practice = signed(TASK, "task"), signed(PRACTICE, "practice")
    closed = signed(TaskDone(task.id), "closed", at=on(2))
    report = signed(HomePracticeReport(practice.id, PracticeDone.DONE), "report", at=on(2))
    assert len(chart(task).stay.tasks) == 1
    assert chart(task, closed).stay.tasks == ()
    (standing,) = chart(practice, report).stay.home_practice
    assert standing.report is not None


def test_that_the_latest_safety_plan_counts() -> None:
    newer = replace(SAFETY_PLAN, copy_given=False)
    plan = chart(signed(SAFETY_PLAN, "first"), signed(newer, "second", at=on(2))).stay.safety_plan
    assert plan is not None
    assert plan.content == newer


# -- permissions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("consent", "state"),
    [
        (RELEASE, ConsentState.IN_FORCE),
        (replace(RELEASE, expires=When("2026-09-15")), ConsentState.EXPIRED),
        (replace(RELEASE, expires=When("2026-09-16")), ConsentState.IN_FORCE),
        (replace(RELEASE, expiry=Expiry.NONE, expires=None), ConsentState.IN_FORCE),
        (replace(RELEASE, status=ConsentStatus.INACTIVE), ConsentState.NOT_ACTIVE),
        (replace(RELEASE, permission=Permission.DENY), ConsentState.REFUSAL),
        (replace(RELEASE, period=Period(end=When("2026-08"))), ConsentState.EXPIRED),
        (replace(RELEASE, period=Period(When("2026-10"))), ConsentState.LATER),
    ],
)
def test_that_a_consent_is_in_force_only_while_it_says_so(consent: Consent, state: ConsentState) -> None:
    (standing,) = chart(signed(consent, "consent")).permissions.consents
    assert standing.state is state


def test_that_a_revoked_consent_allows_nothing() -> None:
    consent = signed(RELEASE, "consent")
    revoked = signed(ConsentRevoked(consent.id, RevokedHow.SPOKEN, "T. Baker"), "revoked", at=on(2))
    permissions = chart(consent, revoked).permissions
    assert permissions.in_force == ()
    assert permissions.consents[0].state is ConsentState.REVOKED


def test_that_a_newer_version_of_a_revoked_consent_stays_revoked() -> None:
    consent = imported(signed(RELEASE, "consent"))
    revoked = signed(ConsentRevoked(consent.id, RevokedHow.SPOKEN, "T. Baker"), "revoked", at=on(2))
    newer = imported(signed(replace(RELEASE, what="all"), "newer", at=on(3), ref="consent"))
    assert chart(consent, revoked, newer).permissions.in_force == ()


def test_that_a_chart_not_reviewed_is_treated_as_protected() -> None:
    assert (chart().permissions.part2, chart().permissions.part2_protects) == (Part2.NOT_REVIEWED, True)
    reviewed = chart(signed(Part2Review(Part2.DOES_NOT_APPLY, "General clinic."), "review")).permissions
    assert not reviewed.part2_protects


def test_that_after_the_discharge_nothing_of_the_stay_is_due_any_more() -> None:
    stayed, gone = STORY[:-1], STORY
    assert any(due.text == "Review of the level of care" for due in all_due(chart(*stayed)))
    assert not any(due.text == "Review of the level of care" for due in all_due(chart(*gone)))


def test_that_a_risk_that_nobody_judged_is_due_since_the_admission() -> None:
    never_judged = [entry for entry in STORY[:-1] if not isinstance(entry.content, RiskAssessment)]
    admission = next(entry for entry in STORY if isinstance(entry.content, Admission))
    found = [due for due in all_due(chart(*never_judged)) if due.entry == admission.id]
    assert [due.text for due in found] == ["Risk of suicide: no level recorded yet"]
    assert overdue(found[0], NOW, chart().zone)
    assert not any(due.entry == admission.id for due in all_due(chart(*STORY[:-1])))
