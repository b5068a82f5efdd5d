"""Plans, meals, forms, procedures, flags and consents: nothing is assumed that the source leaves open."""

from decimal import Decimal
from typing import Any

import pytest

from careboard.clinical.episode import Achievement, Agreement, GoalStatus, PlanOfCare, PlanStatus
from careboard.clinical.measured import ObservationStatus, ProcedureDone, ProcedureStatus
from careboard.clinical.nutrition import MealPlan, MealPlanStatus
from careboard.clinical.permission import Consent, Expiry, Permission
from careboard.clinical.person import Flag, FlagStatus, FlagType
from careboard.clinical.response import AnsweredBy, Assessment
from careboard.clinical.values import NOT_RECORDED, Intent, Quantity
from careboard.exchange.facts import Fate
from careboard.exchange.fhir_in.datatypes import joined
from tests.exchange.fhir import concept, content, example, iso, quantity, read

# --- plans -----------------------------------------------------------------------------------------------------------


def test_that_a_care_plan_holds_its_goals_and_what_is_done() -> None:
    plan = content(PlanOfCare, example("CarePlan"))
    assert (plan.title, plan.status, plan.intent) == ("Recovery", PlanStatus.ACTIVE, Intent.PLAN)
    assert plan.agreement is Agreement.NOT_RECORDED
    (goal,) = plan.goals
    assert (goal.goal, goal.status, iso(goal.target_date)) == ("Eat three meals a day", GoalStatus.ACTIVE, "2024-03-01")
    assert "meals" in goal.objective
    assert (plan.interventions[0].text, plan.interventions[0].frequency) == ("DBT group", "weekly")


def test_that_a_goal_elsewhere_in_the_delivery_is_part_of_its_plan() -> None:
    goal = {"resourceType": "Goal", "id": "9", "lifecycleStatus": "active", "description": concept("Sleep")}
    plan = content(PlanOfCare, example("CarePlan", goal=[{"reference": "Goal/9"}]), goal)
    assert [one.goal for one in plan.goals] == ["Sleep"]


def test_that_a_goal_that_is_nowhere_is_a_finding_and_no_empty_goal() -> None:
    reading = read(example("CarePlan", goal=[{"reference": "Goal/9"}, {"reference": "Goal/8", "display": "Walk"}]))
    plan = reading.contents[0]
    assert isinstance(plan, PlanOfCare)
    assert [(one.number, one.goal) for one in plan.goals] == [(2, "Walk")]
    assert reading.findings == ("CarePlan.goal names a goal that is not in these files.",)


def test_that_an_activity_keeps_who_how_often_and_that_it_is_forbidden() -> None:
    timing = {"repeat": {"frequency": 3, "period": 1, "periodUnit": "wk"}}
    detail = {"code": concept("exercise"), "doNotPerform": True, "scheduledTiming": timing, "status": "stopped"}
    activity = {"detail": {**detail, "performer": [{"display": "Ana"}]}, "outcomeCodeableConcept": [concept("worse")]}
    done = content(PlanOfCare, example("CarePlan", activity=[activity, {"reference": {"display": "Blood test"}}]))
    first, second = done.interventions
    assert first.text == "Do not perform: exercise; Status: stopped; Outcome: worse"
    assert (first.frequency, first.who) == ("3 times every week", "Ana")
    assert second.text == "Blood test"


def test_that_a_plan_that_says_nothing_is_not_recorded() -> None:
    bare = example("CarePlan", title=None, goal=None, activity=None, period=None, contained=None)
    plan = content(PlanOfCare, bare)
    assert (plan.title, plan.text) == (NOT_RECORDED, NOT_RECORDED)


def test_that_a_goal_alone_is_a_plan_of_its_own() -> None:
    plan = content(PlanOfCare, example("Goal"))
    assert (plan.title, plan.status) == ("Goal", PlanStatus.ON_HOLD)
    assert (plan.goals[0].goal, plan.goals[0].achievement) == ("Sleep through", Achievement.IMPROVING)


def test_that_a_nutrition_order_keeps_diet_supplements_what_to_avoid_and_the_rest_in_words() -> None:
    fed = example(
        "NutritionOrder", enteralFormula={"baseFormulaProductName": "Formula", "administrationInstruction": "slow"}
    )
    plan = content(MealPlan, fed)
    assert [one.text for one in plan.diet] == ["2200 kcal"]
    assert plan.supplements == ("Product name: Shake; Quantity: 237 mL",)
    assert [one.text for one in plan.avoid] == ["nuts"]
    assert "three meals, three snacks" in plan.text
    assert "administration instruction: slow" in plan.text
    assert (plan.status, plan.intent, plan.meals) == (MealPlanStatus.ACTIVE, Intent.ORDER, ())


# --- forms -----------------------------------------------------------------------------------------------------------


def form(**changes: object) -> Assessment:
    return content(Assessment, example("QuestionnaireResponse", **changes))


def item(number: str, *answers: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"linkId": number, "answer": list(answers), **more}


def test_that_a_form_keeps_every_answer_with_its_question_and_its_place() -> None:
    found = form()
    assert found.instrument.text == "GAD-7"
    assert found.version == "2"
    assert found.answered_by is AnsweredBy.PATIENT
    assert [(one.item, one.answer, one.question) for one in found.answers] == [
        ("1", "Several days", "Over the last 2 weeks: Nervous?"),
        ("/70274-6", "8", "Over the last 2 weeks: Total"),
    ]
    assert found.unanswered == ("1a",)
    assert found.total == Quantity(Decimal(8))


def test_that_the_question_of_an_unanswered_line_is_kept() -> None:
    found = form(item=[item("9", text="Thoughts that you would be better off dead?"), item("10")])
    assert found.unanswered == ("9", "10")
    assert found.note == "Not answered, 9: Thoughts that you would be better off dead?"


@pytest.mark.parametrize(
    ("value", "words", "number"),
    [
        ({"valueBoolean": False}, "no", None),
        ({"valueDecimal": Decimal("3.25")}, "3.25", Decimal("3.25")),
        ({"valueInteger": 0}, "0", Decimal(0)),
        ({"valueDate": "1972-11-30"}, "1972-11-30", None),
        ({"valueString": "No, but I used to"}, "No, but I used to", None),
        ({"valueQuantity": quantity("63", "in")}, "63 in", Decimal(63)),
        ({"valueReference": {"display": "Dr Chen"}}, "Dr Chen", None),
        (
            {"valueAttachment": {"contentType": "text/plain", "data": "U2xlcHQgd2VsbC4="}},
            "text/plain\nSlept well.",
            None,
        ),
        (
            {"valueCoding": {"code": "2", "extension": [{"url": "x/ordinalValue", "valueDecimal": 2}]}},
            "2",
            Decimal(2),
        ),
    ],
)
def test_that_every_kind_of_answer_is_told_in_words(value: dict[str, Any], words: str, number: Decimal | None) -> None:
    answer = form(item=[item("q", value)]).answers[0]
    assert (answer.answer, answer.value) == (words, number)


def test_that_a_line_that_a_form_repeats_is_counted_and_several_answers_stand_together() -> None:
    found = form(
        item=[item("7", {"valueInteger": 1}), item("7"), item("8", {"valueString": "a"}, {"valueString": "b"})]
    )
    assert [(one.item, one.answer, one.value) for one in found.answers] == [("7", "1", Decimal(1)), ("8", "a; b", None)]
    assert found.unanswered == ("7 (2)",)


@pytest.mark.parametrize(
    ("status", "becomes", "remark"),
    [
        ("in-progress", ObservationStatus.PRELIMINARY, ""),
        ("amended", ObservationStatus.AMENDED, ""),
        ("stopped", ObservationStatus.UNKNOWN, "Stopped before it was completed."),
    ],
)
def test_that_an_unfinished_form_says_so(status: str, becomes: ObservationStatus, remark: str) -> None:
    found = form(status=status)
    told = joined((remark, "Not answered, 1a: Over the last 2 weeks: Nervous?"), "\n")
    assert (found.status, found.note) == (becomes, told)


def test_that_a_form_without_answers_is_one_and_its_title_is_the_questionnaires() -> None:
    questionnaire = {"resourceType": "Questionnaire", "id": "d", "title": "Diary card"}
    empty = example("QuestionnaireResponse", item=None, questionnaire="Questionnaire/d")
    found = content(Assessment, empty, questionnaire)
    assert (found.instrument.text, found.note) == ("Diary card", "No answers were recorded.")
    assert form(questionnaire=None).instrument.text == "Questionnaire"


# --- procedures, flags -----------------------------------------------------------------------------------------------


def test_that_a_procedure_keeps_its_reasons_and_outcome() -> None:
    done = content(ProcedureDone, example("Procedure"))
    assert (done.code.text, done.outcome, done.performer) == ("ECG", "normal", "R. Patel, RN")
    assert [one.text for one in done.reasons] == ["long QT"]
    assert done.performed is not None


def test_that_a_procedure_that_was_not_done_has_no_outcome_but_loses_no_word() -> None:
    done = content(ProcedureDone, example("Procedure", status="not-done", statusReason=concept("refused")))
    assert (done.status, done.status_reason, done.outcome) == (ProcedureStatus.NOT_DONE, "refused", "")
    assert "normal" in done.note


def test_that_a_procedure_told_only_in_its_narrative_keeps_it() -> None:
    text = {"status": "additional", "div": "<div>Routine appendectomy</div>"}
    done = content(ProcedureDone, example("Procedure", code=None, text=text))
    assert done.code.text == NOT_RECORDED
    assert "Routine appendectomy" in done.note


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Suicide risk", FlagType.RISK),
        ("History of self-harm", FlagType.RISK),
        ("Needs an interpreter", FlagType.INTERPRETER),
        ("Under guardianship", FlagType.GUARDIAN),
        ("Involuntary hold", FlagType.LEGAL_STATUS),
        ("Blind weight", FlagType.BLIND_WEIGHT),
        ("Big dog at home", FlagType.OTHER),
        ("Fall risk", FlagType.OTHER),
    ],
)
def test_that_a_flag_warns_of_what_its_words_plainly_say(words: str, kind: FlagType) -> None:
    assert content(Flag, example("Flag", code=concept(words))).type is kind


def test_that_a_flag_flies_only_if_its_source_says_so() -> None:
    assert content(Flag, example("Flag", status="inactive")).status is FlagStatus.INACTIVE
    reading = read(example("Flag", status=None))
    assert reading.fate is Fate.KEPT_AS_TEXT
    assert reading.findings == ("Flag does not state its status.",)


# --- consents --------------------------------------------------------------------------------------------------------


def test_that_a_consent_says_who_may_give_what_to_whom_until_when() -> None:
    found = content(Consent, example("Consent", organization=[{"display": "Cedar House"}]))
    assert (found.discloser, found.recipient, found.purpose) == ("Cedar House", "Dr Singh", "treatment")
    assert (found.permission, found.expiry, iso(found.expires)) == (Permission.PERMIT, Expiry.ON_DATE, "2025-01-01")
    assert found.what == NOT_RECORDED


def test_that_a_consent_is_a_denial_where_its_provision_or_its_rule_denies() -> None:
    denied = {"type": "deny", "actor": [{"role": concept("", "PRCP"), "reference": {"display": "Dr Singh"}}]}
    found = content(Consent, example("Consent", provision=denied))
    assert (found.permission, found.recipient, found.expiry) == (Permission.DENY, "Dr Singh", Expiry.NOT_RECORDED)
    opted_out = content(Consent, example("Consent", provision=None, policyRule=concept("", "OPTOUT")))
    assert opted_out.permission is Permission.DENY


@pytest.mark.parametrize(
    "unclear",
    [
        {"provision": {"actor": [{"role": concept("", "PRCP"), "reference": {"display": "Dr Singh"}}]}},
        {"provision": None, "policyRule": None},
        {"scope": concept("", "treatment")},
        {"status": None},
    ],
)
def test_that_permission_is_never_assumed(unclear: dict[str, object]) -> None:
    reading = read(example("Consent", **unclear))
    assert reading.fate is Fate.KEPT_AS_TEXT
    assert reading.findings


def test_that_a_consent_under_part_2_says_so() -> None:
    labelled = {"type": "permit", "securityLabel": [{"code": "42CFRPart2"}]}
    assert content(Consent, example("Consent", provision=labelled)).part2 is True
    assert content(Consent, example("Consent")).part2 is None


def test_that_a_period_until_the_year_9999_has_no_end() -> None:
    endless = {"type": "permit", "period": {"start": "2024-01-01", "end": "9999-12-31"}}
    found = content(Consent, example("Consent", provision=endless))
    assert (found.expiry, found.expires) == (Expiry.NOT_RECORDED, None)
