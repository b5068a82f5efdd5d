"""A stay in FHIR: the EpisodeOfCare, the Encounter that ends it, levels of care, the CarePlan with its Goals, reviews.

The goals of a plan are contained in it, because they have no life outside: a new version of the plan states them anew.
"""

from careboard.clinical.entry import Entry, EpisodeContent
from careboard.clinical.episode import (
    Achievement,
    Admission,
    Discharge,
    Goal,
    GoalReview,
    GoalStatus,
    Intervention,
    Level,
    LevelOfCareChange,
    PlanOfCare,
    PlanReview,
    PlanStatus,
)
from careboard.clinical.measured import Result
from careboard.clinical.values import Coded, Coding, Intent, Period
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import elements as fhir
from careboard.exchange.fhir_out.context import Context
from careboard.exchange.fhir_out.observation import in_words, observation, part
from careboard.exchange.fhir_out.told import Told
from careboard.projections.moments import has_begun

AMBULATORY: Resource = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
    "code": "AMB",
    "display": "ambulatory",
}
_ACHIEVEMENT = "http://terminology.hl7.org/CodeSystem/goal-achievement"
INTENTS = {Intent.STATEMENT: "plan", Intent.ORDER: "order", Intent.PLAN: "plan", Intent.PROPOSAL: "proposal"}
_GOAL_OF_PLAN = {
    PlanStatus.COMPLETED: GoalStatus.COMPLETED,
    PlanStatus.REVOKED: GoalStatus.CANCELLED,
    PlanStatus.ON_HOLD: GoalStatus.ON_HOLD,
    PlanStatus.DRAFT: GoalStatus.PLANNED,
    PlanStatus.ENTERED_IN_ERROR: GoalStatus.ENTERED_IN_ERROR,
}


def elements(content: EpisodeContent, told: Told) -> Resource:
    """The elements of a content about the stay."""
    match content:
        case Admission():
            return _admission(content, told)
        case LevelOfCareChange():
            return _level_of_care(content, told)
        case PlanOfCare():
            return _plan(content, told)
        case PlanReview():
            return _review(content, told)
        case Discharge():
            return _discharge(content, told)


def _admission(admission: Admission, told: Told) -> Resource:
    end = told.context.closing.get(told.entry.id)
    over = Period(told.entry.at, end.at if end else None)
    return {
        "status": "entered-in-error" if told.struck else "finished" if end else "active",
        "type": [fhir.words(admission.program), fhir.words(admission.track)],
        "patient": told.patient,
        "managingOrganization": told.clinic,
        "period": fhir.period(over),
        "careManager": None if told.entry.source else told.author,
    }


def _discharge(discharge: Discharge, told: Told) -> Resource:
    begun = told.context.opening.get(told.entry.id)
    admission = begun.content if begun and isinstance(begun.content, Admission) else None
    return {
        "status": "entered-in-error" if told.struck else "finished",
        "class": AMBULATORY,
        "type": [fhir.words(admission.program) if admission else None],
        "subject": told.patient,
        "episodeOfCare": [told.to(begun.id)] if begun else [],
        "participant": [{"individual": told.author}],
        "period": fhir.period(Period(begun.at if begun else None, told.entry.at)),
        "reasonCode": [fhir.words(admission.reason) if admission else None],
        "hospitalization": {
            "admitSource": fhir.words(admission.admitted_from) if admission else None,
            "dischargeDisposition": fhir.words(discharge.disposition),
        },
        "serviceProvider": told.clinic,
    }


def _level_of_care(change: LevelOfCareChange, told: Told) -> Resource:
    others = [("Recommended", change.recommended), ("Authorized", change.authorized), ("Accepted", change.accepted)]
    parts = [part(label, _level(level, change)) for label, level in others if level]
    said = [
        in_words("Authorization", change.authorization.replace("-", " ") if change.authorization else ""),
        in_words("Why they differ", change.why_they_differ),
        in_words("Refused", change.refused),
        in_words("Explained", change.explained),
    ]
    return {
        **observation(told, "Level of care", _level(change.given, change), components=_all(*parts, *said)),
        "effectiveDateTime": fhir.time(change.effective_from),
        "focus": [told.to(change.admission)],
    }


def _level(level: Level, change: LevelOfCareChange) -> Result:
    scheme, edition = (level.scheme, level.edition) if level.scheme else (change.scheme, change.edition)
    name = f"{scheme} {edition}".strip()
    codes = (Coding(code=level.code, display=f"{name} {level.code}"),) if level.code else ()
    return Result(coded=Coded(level.setting.replace("-", " "), codes))


def _plan(plan: PlanOfCare, told: Told) -> Resource:
    status = plan_status(plan.status, told)
    of_goals = {f"goal-{goal.number}": goal for goal in plan.goals}
    return {
        "contained": [_goal(name, goal, status, told) for name, goal in of_goals.items()],
        "status": status,
        "intent": INTENTS.get(plan.intent, "option"),
        "category": [fhir.coded(one) for one in plan.categories],
        "title": plan.title,
        "description": plan.text,
        "subject": told.patient,
        "period": fhir.period(plan.period),
        "created": told.recorded_here,
        "author": told.author,
        "supportingInfo": [told.to(plan.admission)],
        "goal": [{"reference": f"#{name}"} for name in of_goals],
        "activity": [
            *(_activity(one, status, name) for name, goal in of_goals.items() for one in goal.interventions),
            *(_activity(one, status) for one in plan.interventions),
        ],
        "note": fhir.notes(
            fhir.labelled("Discharge criteria", plan.discharge_criteria),
            fhir.labelled("Agreement of the patient", _agreed(plan)),
        ),
    }


def _agreed(plan: PlanOfCare) -> str:
    return ": ".join(part for part in (plan.agreement.replace("-", " "), plan.agreement_text) if part)


def plan_status(stated: PlanStatus, told: Told) -> PlanStatus:
    """The status of a plan that goes out: one that was replaced or struck says so."""
    if told.struck:
        return PlanStatus.ENTERED_IN_ERROR
    return PlanStatus.REVOKED if stated is PlanStatus.ACTIVE and _replaced(told) else stated


def _replaced(told: Told) -> bool:
    """Of this clinic's own plans the latest that has begun counts, whether or not it names the one before it."""
    plans = told.context.record.entries_of(type(told.entry.content))
    in_force = [plan.id for plan in plans if _counts(plan, told.context)]
    return told.entry.id in in_force[:-1]


def _counts(plan: Entry, context: Context) -> bool:
    status, intent = getattr(plan.content, "status", "active"), getattr(plan.content, "intent", Intent.PLAN)
    begun = has_begun(getattr(plan.content, "effective_from", None), context.now, context.zone)
    return plan.source is None and status == "active" and intent in (Intent.PLAN, Intent.ORDER) and begun


def _goal(name: str, goal: Goal, status: PlanStatus, told: Told) -> Resource:
    sought = goal.status in (None, GoalStatus.ACTIVE) if status is PlanStatus.REVOKED else goal.status is None
    life = _GOAL_OF_PLAN.get(status, GoalStatus.ACTIVE) if sought else goal.status
    target = {"measure": fhir.words(goal.objective), "dueDate": fhir.day(goal.target_date, told.context.zone)}
    return {
        "resourceType": "Goal",
        "id": name,
        "lifecycleStatus": GoalStatus.ENTERED_IN_ERROR if told.struck else life,
        "achievementStatus": achieved(goal.achievement) if goal.achievement else None,
        "description": fhir.words(goal.goal),
        "subject": told.patient,
        "target": [target],
        "expressedBy": told.patient,
        "addresses": fhir.named(goal.problem),
    }


def achieved(achievement: Achievement, said: str = "") -> Resource:
    """How far a goal is reached."""
    return fhir.standard(_ACHIEVEMENT, achievement, said)


def _activity(one: Intervention, status: PlanStatus, goal: str = "") -> Resource:
    doing = {PlanStatus.ACTIVE: "in-progress", PlanStatus.COMPLETED: "completed", PlanStatus.DRAFT: "not-started"}
    return {
        "detail": {
            "goal": [{"reference": f"#{goal}"}] if goal else [],
            "status": doing.get(status, "unknown"),
            "scheduledString": one.frequency,
            "performer": fhir.named(one.who),
            "description": one.text,
        }
    }


def _review(review: PlanReview, told: Told) -> Resource:
    words = (f"Present: {', '.join(review.present)}" if review.present else "", review.note)
    return {
        **observation(told, "Review of the plan of care", components=_all(*map(_reviewed, review.goals)), notes=words),
        "focus": [told.to(review.plan)],
    }


def _reviewed(review: GoalReview) -> Resource:
    said = f"{review.achievement.replace('-', ' ')}: {review.text}"
    return {"code": fhir.words(f"Goal {review.number}"), "valueCodeableConcept": achieved(review.achievement, said)}


def _all(*parts: Resource | None) -> list[Resource]:
    return [one for one in parts if one]
