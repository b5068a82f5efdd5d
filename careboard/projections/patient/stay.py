"""The stay as it is now: admission, level of care and which day of it this is, plan of care, safety plan, meal plan.

Of a plan the latest version counts; a change of level that lies ahead does not hold yet.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from careboard.clinical.coordination import (
    Appointment,
    AppointmentStatus,
    HomePractice,
    HomePracticeReport,
    Task,
    TaskDone,
)
from careboard.clinical.episode import (
    Admission,
    Discharge,
    LevelOfCareChange,
    PlanOfCare,
    PlanReview,
    PlanStatus,
)
from careboard.clinical.nutrition import MealPlan, MealPlanStatus
from careboard.clinical.response import SafetyPlan
from careboard.clinical.values import EntryId, Intent
from careboard.projections.moments import day_number, has_begun, is_over
from careboard.projections.standing import Record, Stated

_OPEN = (AppointmentStatus.WISHED, AppointmentStatus.MADE)
_IN_FORCE = (Intent.PLAN, Intent.ORDER)


@dataclass(frozen=True, slots=True)
class LevelStanding:
    """The level of care that is given. `day` counts from 1, in the clinic's zone; None where the start is not exact."""

    change: Stated[LevelOfCareChange]
    day: int | None


@dataclass(frozen=True, slots=True)
class PracticeStanding:
    """A home practice and what became of it."""

    practice: Stated[HomePractice]
    report: Stated[HomePracticeReport] | None


@dataclass(frozen=True, slots=True)
class Stay:
    """How the patient's stay stands. `admission` is None where nobody admitted, or after the discharge."""

    admission: Stated[Admission] | None
    day: int | None
    discharge: Stated[Discharge] | None
    level_of_care: LevelStanding | None
    levels: tuple[Stated[LevelOfCareChange], ...]
    plan_of_care: Stated[PlanOfCare] | None
    plan_reviews: tuple[Stated[PlanReview], ...]
    safety_plan: Stated[SafetyPlan] | None
    meal_plan: Stated[MealPlan] | None
    appointments: tuple[Stated[Appointment], ...]
    past_appointments: tuple[Stated[Appointment], ...]
    tasks: tuple[Stated[Task], ...]
    home_practice: tuple[PracticeStanding, ...]


def stay(record: Record, now: datetime, zone: ZoneInfo) -> Stay:
    """The stay as the record stands at a moment."""
    admission, discharge = _admission(record)
    levels = record.of(LevelOfCareChange)
    plan = _plan(record)
    appointments = record.of(Appointment)
    ahead = [one for one in appointments if _is_ahead(one.content, now, zone)]
    return Stay(
        admission=admission,
        day=day_number(admission.entry.at, now, zone) if admission else None,
        discharge=discharge,
        level_of_care=_level(levels, now, zone),
        levels=levels,
        plan_of_care=plan,
        plan_reviews=tuple(one for one in record.of(PlanReview) if plan and one.content.plan == plan.entry.id),
        safety_plan=record.latest(SafetyPlan),
        meal_plan=_meal_plan(record, now, zone),
        appointments=tuple(sorted(ahead, key=_start)),
        past_appointments=tuple(one for one in appointments if not _is_ahead(one.content, now, zone)),
        tasks=_tasks(record),
        home_practice=_practice(record),
    )


def _admission(record: Record) -> tuple[Stated[Admission] | None, Stated[Discharge] | None]:
    """The running admission, or none after its discharge; and the last discharge that ends it."""
    admission, discharge = record.latest(Admission), record.latest(Discharge)
    if admission is None or discharge is None:
        return admission, discharge
    return (None, discharge) if ends(discharge, admission) else (admission, None)


def ends(discharge: Stated[Discharge], admission: Stated[Admission]) -> bool:
    """Does a discharge end this admission: the one that it names, else whatever ran when it was written?"""
    named = discharge.content.admission
    return named == admission.entry.id if named else discharge.entry.order > admission.entry.order


def _level(levels: tuple[Stated[LevelOfCareChange], ...], now: datetime, zone: ZoneInfo) -> LevelStanding | None:
    holding = [one for one in levels if has_begun(one.content.effective_from, now, zone)]
    if not holding:
        return None
    return LevelStanding(holding[-1], day_number(holding[-1].content.effective_from, now, zone))


def _plan(record: Record) -> Stated[PlanOfCare] | None:
    """The latest plan in force; one of another system only where this clinic has none of its own."""
    in_force = (PlanStatus.ACTIVE, PlanStatus.ON_HOLD, PlanStatus.UNKNOWN)
    plans = [one for one in record.of(PlanOfCare) if one.content.intent in _IN_FORCE]
    standing = [one for one in reversed(plans) if one.content.status in in_force]
    ours = [one for one in standing if one.entry.source is None]
    return next(iter((*ours, *standing)), None)


def _meal_plan(record: Record, now: datetime, zone: ZoneInfo) -> Stated[MealPlan] | None:
    in_force = (MealPlanStatus.ACTIVE, MealPlanStatus.ON_HOLD, MealPlanStatus.UNKNOWN)
    plans = [one for one in record.of(MealPlan) if one.content.intent in _IN_FORCE]
    begun = [one for one in plans if has_begun(one.content.effective_from, now, zone)]
    last = begun[-1] if begun else None
    ended = last is None or last.content.status not in in_force or is_over(last.content.until, now, zone)
    return None if ended else last


def _is_ahead(appointment: Appointment, now: datetime, zone: ZoneInfo) -> bool:
    return appointment.status in _OPEN and not is_over(appointment.starts, now, zone)


def _start(one: Stated[Appointment]) -> tuple[bool, str, EntryId]:
    """By time; what has none yet comes last."""
    starts = one.content.starts.iso if one.content.starts else ""
    return (not starts, starts, one.entry.id)


def _tasks(record: Record) -> tuple[Stated[Task], ...]:
    done = {one.content.task for one in record.of(TaskDone)}
    return tuple(task for task in record.of(Task) if task.entry.id not in done)


def _practice(record: Record) -> tuple[PracticeStanding, ...]:
    reports = {one.content.practice: one for one in record.of(HomePracticeReport)}
    return tuple(PracticeStanding(one, reports.get(one.entry.id)) for one in record.of(HomePractice))
