"""CarePlan with its Goals, and a Goal alone: a PlanOfCare.

A goal that is not here is a doubt, never an empty goal; how the patient agreed is not in a CarePlan.
"""

from careboard.clinical.episode import Achievement, Agreement, Goal, GoalStatus, Intervention, PlanOfCare, PlanStatus
from careboard.clinical.values import NOT_RECORDED, Intent
from careboard.exchange.facts import Reading
from careboard.exchange.fhir_in import times, timings, words
from careboard.exchange.fhir_in.datatypes import all_coded, all_words, code_of, coded, joined
from careboard.exchange.fhir_in.datatypes import words as coded_words
from careboard.exchange.fhir_in.documents import author, in_error, note
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.names import reference_words, references
from careboard.exchange.fhir_in.states import intent, status

_PLAN = "title intent category description period created author goal activity addresses subject".split()
_GOAL = "lifecycleStatus achievementStatus description addresses target startDate startCodeableConcept".split()
_PLAN_STATUS = {
    GoalStatus.PROPOSED: PlanStatus.DRAFT,
    GoalStatus.PLANNED: PlanStatus.ACTIVE,
    GoalStatus.ACCEPTED: PlanStatus.ACTIVE,
    GoalStatus.ACTIVE: PlanStatus.ACTIVE,
    GoalStatus.ON_HOLD: PlanStatus.ON_HOLD,
    GoalStatus.COMPLETED: PlanStatus.COMPLETED,
    GoalStatus.CANCELLED: PlanStatus.REVOKED,
    GoalStatus.REJECTED: PlanStatus.REVOKED,
    GoalStatus.ENTERED_IN_ERROR: PlanStatus.ENTERED_IN_ERROR,
}
_NOT_HERE = "names a goal that is not in these files."


def care_plan(resource: Element) -> Reading:
    """A CarePlan, with the words of each Goal that is here."""
    goals = [goal for number, one in enumerate(resource.many("goal"), 1) if (goal := _referenced(one, number))]
    activities = tuple(one for stated in resource.many("activity") if (one := _activity(stated)))
    addresses = references(resource, "addresses")
    text = joined(
        (
            resource.text("description"),
            f"Addresses: {addresses}" if addresses else "",
            note(resource, *_PLAN),
        ),
        "\n",
    )
    plan = PlanOfCare(
        resource.text("title") or all_words(resource, "category") or NOT_RECORDED,
        tuple(goals),
        Agreement.NOT_RECORDED,
        interventions=activities,
        status=status(resource, PlanStatus, PlanStatus.UNKNOWN),
        intent=intent(resource, Intent.PLAN),
        period=times.period(resource, "period"),
        categories=all_coded(resource, "category"),
        text=text or ("" if goals or activities else NOT_RECORDED),
    )
    at = times.start(resource, "created", "period")
    return Reading((plan,), at, in_error=in_error(resource), author=author(resource, "author", "contributor"))


def _referenced(stated: Element, number: int) -> Goal | None:
    """A goal that a plan refers to; one that is not here leaves its display, and a doubt."""
    found = stated.reader.found(stated.text("reference"))
    if found is not None and found.path == "Goal":
        return found.unless_wrong(lambda: _goal(found, number), None)
    stated.doubt(_NOT_HERE)
    display = stated.text("display")
    return Goal(number, display) if display else None


def goal(resource: Element) -> Reading:
    """A Goal that comes as a resource of its own."""
    one = _goal(resource, 1)
    plan = PlanOfCare(
        "Goal",
        (one,),
        Agreement.NOT_RECORDED,
        status=_PLAN_STATUS[one.status] if one.status else PlanStatus.UNKNOWN,
        categories=all_coded(resource, "category"),
        text=note(resource, *_GOAL, "category"),
    )
    at = times.start(resource, "startDate", "statusDate")
    return Reading((plan,), at, in_error=in_error(resource), author=author(resource, "expressedBy"))


def _goal(resource: Element, number: int) -> Goal:
    targets = resource.many("target")
    due = next((when for one in targets if (when := times.when(one, "dueDate"))), None)
    return Goal(
        number,
        coded_words(coded(resource, "description")) or NOT_RECORDED,
        references(resource, "addresses"),
        joined(words.beside(one).replace("\n", "; ") for one in targets),
        due,
        status=resource.code("lifecycleStatus", GoalStatus),
        achievement=code_of(resource, "achievementStatus", Achievement),
    )


def _activity(stated: Element) -> Intervention | None:
    """What is done: the detail, else the words of the resource that an activity refers to."""
    detail = stated.one("detail")
    if detail is None:
        told = joined((reference_words(stated.one("reference")), words.beside(stated, "reference").replace("\n", "; ")))
        return Intervention(told) if told else None
    what = coded_words(coded(detail, "code")) or detail.text("description") or references(detail, "goal")
    forbidden = "Do not perform: " if detail.flag("doNotPerform") else ""
    rest = (words.beside(detail, "code", "doNotPerform", "performer", "scheduled[x]"), words.beside(stated, "detail"))
    further = joined(rest, "\n").replace("\n", "; ")
    who = references(detail, "performer")
    text = joined((what, further))
    return Intervention(f"{forbidden}{text}", _scheduled(detail), who) if text else None


def _scheduled(detail: Element) -> str:
    due = detail.one("scheduledTiming") if detail.choice("scheduled") == "scheduledTiming" else None
    return timings.timing_words(due) if due else words.said(detail, detail.choice("scheduled"))
