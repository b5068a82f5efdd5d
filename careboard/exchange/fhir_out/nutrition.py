"""Nutrition in FHIR: the meal plan as a NutritionOrder, meals and weights as Observations.

A blind weight is in the record's own copy, with the word that the patient is not shown it.
"""

from decimal import Decimal

from careboard.clinical.entry import NutritionContent
from careboard.clinical.episode import PlanStatus
from careboard.clinical.measured import Result
from careboard.clinical.nutrition import MealObservation, MealPlan, Weight
from careboard.clinical.values import LOINC, Coded, Intent, Quantity
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import elements as fhir
from careboard.exchange.fhir_out.episode import plan_status
from careboard.exchange.fhir_out.observation import VITAL_SIGNS, in_words, observation, part
from careboard.exchange.fhir_out.told import Told
from careboard.projections.wording.nutrition import energy, meal_lines
from careboard.projections.wording.week import MEALS

BLIND = "Blind weight: not shown or said to the patient."
# resources/facts/loinc_labs_sections.csv: both verified there.
_WEIGHT = Coded.of(LOINC, "29463-7", "Body weight")
_HEIGHT = Coded.of(LOINC, "8302-2", "Body height")


def elements(content: NutritionContent, told: Told) -> Resource:
    """The elements of a content about nutrition."""
    match content:
        case MealPlan():
            return _meal_plan(content, told)
        case MealObservation():
            return _meal(content, told)
        case Weight():
            return _weight(content, told)


def _meal_plan(plan: MealPlan, told: Told) -> Resource:
    return {
        "status": plan_status(PlanStatus(plan.status), told),
        "intent": plan.intent if plan.intent is not Intent.STATEMENT else "plan",
        "patient": told.patient,
        "dateTime": fhir.time(plan.effective_from) or told.at or told.recorded,
        "orderer": told.author,
        "excludeFoodModifier": [fhir.coded(one) for one in plan.avoid],
        "oralDiet": {"type": [fhir.coded(one) for one in plan.diet], "instruction": _instruction(plan, told)},
        "supplement": [{"productName": one, "instruction": plan.supplement_rule} for one in plan.supplements],
        "note": fhir.notes(
            fhir.labelled("Swaps", "; ".join(plan.swaps)),
            fhir.labelled("Until", plan.until.iso if plan.until else ""),
            "" if plan.supplements else plan.supplement_rule,
        ),
    }


def _instruction(plan: MealPlan, told: Told) -> str:
    voice = told.context.voice
    return "\n".join(part for part in (plan.text, energy(plan, voice), *map(str, meal_lines(plan, voice))) if part)


def _meal(meal: MealObservation, told: Told) -> Resource:
    parts = [
        in_words("Supplement", meal.supplement.replace("-", " ") if meal.supplement else ""),
        *(in_words("Seen", behavior) for behavior in meal.behaviors),
    ]
    share = Result(Quantity(Decimal(meal.share), "%", ucum="%"))
    named = f"Share eaten: {MEALS[meal.meal].lower()}"
    return observation(told, named, share, components=[one for one in parts if one], notes=(meal.note,))


def _weight(weight: Weight, told: Told) -> Resource:
    height = part(_HEIGHT, Result(weight.height)) if weight.height else None
    conditions = fhir.labelled("Conditions", "; ".join(weight.conditions))
    why_not = weight.not_weighed.replace("-", " ") if weight.not_weighed else "not recorded"
    return observation(
        told,
        _WEIGHT,
        Result(weight.weight) if weight.weight else Result(absent=Coded(why_not)),
        category=VITAL_SIGNS,
        components=[height] if height else [],
        notes=(BLIND if weight.blind else "", conditions, weight.note),
    )
