"""NutritionOrder: a MealPlan, with the kinds of diet, the supplements, and the rest of the order in words.

Textures, nutrients and tube feeding stand in the text as they were ordered; nothing is turned into meals of ours.
"""

from careboard.clinical.nutrition import MealPlan, MealPlanStatus
from careboard.clinical.values import NOT_RECORDED, Intent
from careboard.exchange.facts import Reading
from careboard.exchange.fhir_in import times, words
from careboard.exchange.fhir_in.datatypes import all_coded, joined
from careboard.exchange.fhir_in.documents import author, in_error, note
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.states import intent, status

_READ = "intent dateTime orderer oralDiet supplement excludeFoodModifier".split()


def nutrition_order(resource: Element) -> Reading:
    """A NutritionOrder."""
    oral = resource.one("oralDiet")
    diet = all_coded(oral, "type") if oral else ()
    supplements = tuple(told for one in resource.many("supplement") if (told := _one_line(one)))
    text = joined((words.beside(oral, "type") if oral else "", note(resource, *_READ)), "\n")
    plan = MealPlan(
        (),
        diet,
        text or ("" if diet or supplements else NOT_RECORDED),
        supplements=supplements,
        avoid=all_coded(resource, "excludeFoodModifier"),
        status=status(resource, MealPlanStatus, MealPlanStatus.UNKNOWN),
        intent=intent(resource, Intent.ORDER),
    )
    at = times.start(resource, "dateTime")
    return Reading((plan,), at, in_error=in_error(resource), author=author(resource, "orderer"))


def _one_line(stated: Element) -> str:
    return words.beside(stated).replace("\n", "; ")
