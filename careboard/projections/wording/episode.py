"""A stay in words: admission, level of care, plan of care and its reviews, discharge.

Where what was recommended and what is given differ, the sentence says so.
"""

from careboard.clinical.entry import EpisodeContent
from careboard.clinical.episode import (
    Admission,
    Discharge,
    Goal,
    GoalReview,
    Intervention,
    Level,
    LevelOfCare,
    LevelOfCareChange,
    PlanOfCare,
    PlanReview,
    PlanStatus,
)
from careboard.clinical.values import NOT_RECORDED, Intent
from careboard.projections.wording import numbers
from careboard.projections.wording.terms import spaced, wholes
from careboard.projections.wording.times import period, when, when_told
from careboard.projections.wording.voice import Line, Telling, Voice, bracketed, capital, joined, led, told


def tell(content: EpisodeContent, voice: Voice) -> Telling:
    """A content about a stay in words."""
    match content:
        case Admission():
            return _admission(content, voice)
        case LevelOfCareChange():
            return _level_of_care(content, voice)
        case PlanOfCare():
            return _plan(content, voice)
        case PlanReview():
            return _review(content, voice)
        case Discharge():
            return _discharge(content, voice)


def _admission(admission: Admission, voice: Voice) -> Telling:
    days = voice.count("{n} day", "{n} days", admission.planned_days) if admission.planned_days else ""
    hours = voice("{n} hours a week", n=numbers.number(admission.weekly_hours)) if admission.weekly_hours else ""
    program = joined([admission.program, admission.track])
    planned = led(f". {voice('Planned')}: ", joined([days, hours]))
    said = voice(
        "Admitted to {program} from {place}: {reason}",
        program=program,
        place=admission.admitted_from,
        reason=admission.reason.rstrip("."),
    )
    return told(
        said + planned,
        voice("Admitted to {program}", program=program),
        Line(voice("Program"), admission.program),
        Line(voice("Track"), admission.track),
        Line(voice("Admitted from"), admission.admitted_from),
        Line(voice("Reason for admission"), admission.reason),
        Line(voice("Planned"), joined([days, hours])),
    )


def level_words(level: Level | None, scheme: str, edition: str, voice: Voice) -> str:
    """A level of care with its code in its own scheme, else in that of the change."""
    if level is None:
        return ""
    scheme_, version = (level.scheme, level.edition) if level.scheme else (scheme, edition)
    edition_ = voice("edition {edition}", edition=version) if version else ""
    code = joined([f"{scheme_} {level.code}".strip(), edition_]) if level.code else ""
    named = voice("None here") if level.setting is LevelOfCare.NONE else capital(spaced(level.setting, voice))
    return named + bracketed(code)


def _level_of_care(change: LevelOfCareChange, voice: Voice) -> Telling:
    def level(one: Level | None) -> str:
        return level_words(one, change.scheme, change.edition, voice)

    start = when(change.effective_from, voice)
    lead = voice("Level of care from {day}: {level}", day=start, level=joined([level(change.given), change.place]))
    differs = change.recommended != change.given
    recommended = voice("recommended: {level}", level=level(change.recommended)) if differs else ""
    authorized = level(change.authorized) or spaced(change.authorization, voice)
    refused = voice("the patient refuses {what}", what=change.refused) if change.refused else ""
    criteria = "" if change.given.code else joined([change.scheme, change.edition], " ")
    by = voice("by the criteria of {scheme}", scheme=criteria) if criteria else ""
    again = voice("looked at again on {day}", day=when(change.review, voice)) if change.review else ""
    return told(
        joined([lead, recommended, refused, by, again], "; "),
        joined([lead, recommended, refused], "; "),
        Line(voice("Given"), level(change.given)),
        Line(voice("From"), when_told(change.effective_from, voice)),
        Line(voice("Place"), change.place),
        Line(voice("Recommended"), level(change.recommended), aside=not differs),
        Line(voice("Authorized"), authorized, aside=authorized == level(change.given)),
        Line(voice("Accepted by the patient"), level(change.accepted), aside=change.accepted == change.given),
        Line(voice("Criteria"), joined([change.scheme, change.edition], " "), aside=True),
        Line(voice("Why they differ"), change.why_they_differ),
        Line(voice("Refused by the patient"), change.refused),
        Line(voice("Explained"), change.explained),
        Line(voice("Review"), when_told(change.review, voice)),
    )


def _plan(plan: PlanOfCare, voice: Voice) -> Telling:
    goals = voice.count("{n} goal", "{n} goals", len(plan.goals)) if plan.goals else ""
    agreed = voice(AGREED[plan.agreement.value])
    status = joined(["" if plan.status is PlanStatus.ACTIVE else spaced(plan.status, voice), _meant(plan, voice)])
    named = voice("Plan of care")
    titled = plan.title != NOT_RECORDED
    says_it = named.casefold() in plan.title.casefold()
    lead = capital(plan.title) if says_it else joined([named, plan.title if titled else ""], ": ")
    return told(
        joined([lead, status, goals, agreed]),
        joined([lead, status, goals]),
        Line(voice("Plan of care"), plan.title, aside=not titled),
        Line(
            voice("Status"),
            joined([spaced(plan.status, voice), _meant(plan, voice), period(plan.period, voice)]),
            aside=not status,
        ),
        (Line(voice("Goal {n}", n=goal.number), goal_words(goal, voice), block=True) for goal in plan.goals),
        Line(voice("For all goals"), interventions(plan.interventions)),
        Line(voice("Discharge criteria"), plan.discharge_criteria),
        Line(voice("Agreement"), joined([agreed, plan.agreement_text], ": ")),
        Line(voice("Category"), wholes(plan.categories)),
        Line("", plan.text),
    )


def _meant(plan: PlanOfCare, voice: Voice) -> str:
    return "" if plan.intent is Intent.PLAN else spaced(plan.intent, voice)


AGREED = {
    "signed": "agreed and signed by the patient",
    "spoken": "agreed by word of mouth",
    "in-part": "agreed in part",
    "declined": "declined by the patient",
    "not-recorded": "agreement not recorded",
}


def interventions(done: tuple[Intervention, ...]) -> str:
    """What the team does, how often and who, one after the other."""
    return joined((joined([one.text, one.frequency, one.who]) for one in done), "; ")


def goal_words(goal: Goal, voice: Voice) -> str:
    """A goal with all that hangs on it, line by line."""
    lines = [
        Line("", goal.goal),
        Line(voice("Problem"), goal.problem),
        Line(voice("Objective"), goal.objective),
        Line(voice("Target date"), when_told(goal.target_date, voice)),
        Line(voice("Interventions"), interventions(goal.interventions)),
        Line(voice("Status"), joined([spaced(goal.status, voice), spaced(goal.achievement, voice)])),
    ]
    return "\n".join(str(line) for line in lines if line.text)


def _review(review: PlanReview, voice: Voice) -> Telling:
    goals = joined(_goal_headline(goal, voice) for goal in review.goals)
    following = led(". " + voice("Next review") + " ", when(review.next_review, voice) if review.next_review else "")
    headline = f"{voice('Plan of care reviewed')}: {goals}"
    return told(
        headline + following,
        headline,
        Line(voice("Plan"), voice.name(review.plan, ""), aside=True),
        (
            Line(voice("Goal {n}", n=goal.number), joined([spaced(goal.achievement, voice), goal.text], ": "))
            for goal in review.goals
        ),
        Line(voice("Next review"), when_told(review.next_review, voice)),
        Line(voice("Present"), joined(review.present)),
        Line(voice("Remark"), review.note),
    )


def _goal_headline(review: GoalReview, voice: Voice) -> str:
    return voice("goal {n} {status}", n=review.number, status=spaced(review.achievement, voice))


def _discharge(discharge: Discharge, voice: Voice) -> Telling:
    lead = voice("Discharged") if discharge.completed else voice("Left before completion")
    headline = f"{lead}: {discharge.disposition}"
    reason = voice("because: {reason}", reason=discharge.left_because.rstrip(".")) if discharge.left_because else ""
    return told(
        joined([headline, reason, voice("condition: {words}", words=discharge.condition)], "; "),
        headline,
        Line(voice("Disposition"), discharge.disposition),
        Line(voice("Condition at discharge"), discharge.condition),
        Line(voice("Outcome"), discharge.outcome),
        Line(voice("Stay completed"), voice("yes") if discharge.completed else voice("no"), aside=True),
        Line(voice("Way of leaving"), spaced(discharge.way, voice), aside=discharge.completed),
        Line(voice("Left before completion because"), discharge.left_because),
        Line(voice("Information given"), discharge.information_given),
        Line(voice("Told to"), joined(discharge.told_to, "; ")),
        Line(voice("Aftercare"), discharge.aftercare),
    )
