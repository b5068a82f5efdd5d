"""Who the patient is, symptoms, plan, nutrition, home practice and contacts in a summary.

A blind weight, and all that tells of it, is in no copy for the patient.
"""

from collections.abc import Iterator
from dataclasses import replace

from careboard.clinical.condition import Allergy, Reaction
from careboard.clinical.nutrition import PlannedMeal, Weight
from careboard.clinical.person import Contact, ContactType
from careboard.clinical.values import When
from careboard.projections.hidden import HIDDEN, without_energy
from careboard.projections.response.effects import SideEffectSpan
from careboard.projections.summary.making import Making, block
from careboard.projections.summary.parts import Block
from careboard.projections.wording.episode import AGREED, goal_words
from careboard.projections.wording.numbers import plain
from careboard.projections.wording.nutrition import energy
from careboard.projections.wording.person import allergy_words, diagnosis_words
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.voice import Line, joined
from careboard.projections.wording.week import NOTHING, by_time, time_told


def diagnoses(making: Making) -> Block:
    """Active diagnoses, the principal one first."""
    active = [one.content for one in making.chart.person.diagnoses.active]
    freed = (replace(one, code=making.coded(one.code), severity=None) for one in active)
    return block(making, "diagnoses", "Diagnoses", (Line("", diagnosis_words(one)) for one in freed))


def allergies(making: Making) -> Block:
    """What the patient reacts to, or that none is known; empty where it was not recorded."""
    known = making.chart.person.allergies
    stated = known.active or known.none_known
    return block(making, "allergies", "Allergies", (Line("", _allergy(making, one.content)) for one in stated))


def _allergy(making: Making, allergy: Allergy) -> str:
    reactions = tuple(_reaction(making, one) for one in allergy.reactions)
    substance = allergy.substance if allergy.none_known else making.coded(allergy.substance)
    return allergy_words(replace(allergy, substance=substance, reactions=reactions), making.voice)


def _reaction(making: Making, reaction: Reaction) -> Reaction:
    manifestations = tuple(map(making.coded, reaction.manifestations))
    return replace(reaction, manifestations=manifestations, description=making.free(reaction.description))


def nutrition(making: Making) -> Block:
    """The meal plan, and the last weight where it may be shown."""
    return block(making, "nutrition", "Nutrition plan", [*_meal_plan(making), _weight(making)])


def _meal_plan(making: Making) -> Iterator[Line]:
    stated = making.chart.stay.meal_plan
    if stated is None:
        return
    plan, voice = stated.content, making.voice
    yield Line(voice("Diet"), joined(making.free(diet.text) for diet in plan.diet))
    yield Line(voice("Energy"), "" if making.hides_weight else energy(plan, voice))
    for time, days, (meal,) in by_time(without_energy(plan) if making.hides_weight else plan):
        yield Line(time_told(time, days, voice), _planned(meal, making))
    yield Line(voice("Supplements"), joined(map(making.free, plan.supplements), "; "))
    yield making.line("Supplement rule", plan.supplement_rule)
    yield Line(voice("Swaps"), joined(map(making.free, plan.swaps), "; "))
    yield Line(voice("Avoid"), joined(making.free(one.text) for one in plan.avoid))
    yield making.line("", plan.text)


def _planned(meal: PlannedMeal | None, making: Making) -> str:
    if meal is None:
        return making.voice(NOTHING)
    exchanges = joined(f"{plain(one.count)} {making.free(one.group)}" for one in meal.exchanges)
    kcal = f"{plain(meal.energy_kcal)} kcal" if meal.energy_kcal else ""
    return joined([exchanges, kcal, making.free(meal.text) if meal.text != HIDDEN else ""])


def _weight(making: Making) -> Line:
    stated = making.record.latest(Weight)
    if stated is None or making.hides_weight or (making.for_patient and stated.content.blind):
        return Line("", "")
    weight = stated.content.weight
    if weight is None:
        return Line("", "")
    hidden = making.voice("not shown to the patient") if stated.content.blind else ""
    told = joined([f"{plain(weight.value)} {weight.unit}", making.when(stated.entry.at), hidden])
    return Line(making.voice("Weight"), told)


def symptoms(making: Making) -> Block:
    """Side effects of the stay, and those of before that went on into it."""
    spans = [span for span in making.chart.side_effects if _in_stay(making, span)]
    return block(
        making, "symptoms", "Symptoms and side effects", (Line("", _side_effect(making, one)) for one in spans)
    )


def _in_stay(making: Making, span: SideEffectSpan) -> bool:
    goes_on = span.ended is None or making.within_stay(span.ended)
    return goes_on or making.in_stay(making.record.by_id[span.entry])


def _side_effect(making: Making, span: SideEffectSpan) -> str:
    voice = making.voice
    suspected = joined(span.medicines)
    blamed = voice("{medicine} suspected", medicine=suspected) if suspected else ""
    ended = voice("ended {day}", day=making.when(span.ended)) if span.ended else voice("goes on")
    since = voice("since {day}", day=making.when(span.onset))
    return joined([making.free(span.effect), spaced(span.severity, voice), blamed, since, ended])


def goals(making: Making) -> Block:
    """The active plan: the goals in the patient's words, how each stands, and how the patient agreed."""
    stated = making.chart.stay.plan_of_care
    if stated is None:
        return block(making, "plan", "Plan of care and goals", ())
    voice = making.voice
    lines = [Line(voice("Goal {n}", n=goal.number), making.free(goal.goal)) for goal in stated.content.goals]
    if not making.for_patient:
        lines = [Line(voice("Goal {n}", n=goal.number), goal_words(goal, voice), True) for goal in stated.content.goals]
    reviews = making.chart.stay.plan_reviews[-1:]
    for review in (one for stated_review in reviews for one in stated_review.content.goals):
        label = voice("Review of goal {n}", n=review.number)
        lines.append(Line(label, joined([spaced(review.achievement, voice), making.free(review.text)], ": ")))
    agreed = voice(AGREED[stated.content.agreement.value])
    lines.append(Line(voice("Agreement"), joined([agreed, making.free(stated.content.agreement_text)], ": ")))
    lines.append(making.line("Discharge criteria", stated.content.discharge_criteria))
    return block(making, "plan", "Plan of care and goals", [making.line("", stated.content.title), *lines])


def practice(making: Making) -> Block:
    """What is practiced at home and has no report yet."""
    waiting = [one.practice for one in making.chart.stay.home_practice if one.report is None]
    told = (Line(_until(making, one.content.due), making.free(one.content.text)) for one in waiting)
    return block(making, "home-practice", "Home practice", told)


def _until(making: Making, due: When | None) -> str:
    return making.voice("until {day}", day=making.when(due)) if due else ""


def contacts(making: Making) -> Block:
    """The patient's own people: emergency contacts first."""
    several = [one.content for one in making.chart.person.contacts]
    several.sort(key=lambda contact: not contact.emergency)
    return block(making, "contacts", "Contacts", (_contact(making, contact) for contact in several))


def _contact(making: Making, contact: Contact) -> Line:
    voice = making.voice
    relation = making.free(contact.relationship.text) if contact.relationship else ""
    emergency = voice("emergency contact") if contact.emergency else ""
    guardian = voice("guardian") if contact.guardian else ""
    told = making.free(contact.may_be_told)
    may = voice("may be told: {what}", what=told) if told else voice("may be told nothing")
    kind = spaced(contact.type, voice) if contact.type is not ContactType.PERSONAL else ""
    kind = "" if kind in relation else kind  # "primary care physician" says it already
    return Line(
        contact.name, joined([relation, kind, emergency, guardian, *(one.value for one in contact.telecom), may])
    )
