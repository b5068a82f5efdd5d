"""Which forms a member's role offers, in which order, and the body behind the key of each."""

from careboard.clinical.people import Discipline
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.ui.patient.composer import meal_body, vitals_body
from careboard.ui.patient.composer.body import Body
from careboard.ui.patient.composer.in_error_body import IN_ERROR, InErrorBody
from careboard.ui.patient.composer.meal_body import MealPlanBody
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.composer.scale_body import ResultBody, ScaleBody
from careboard.ui.patient.composer.text_bodies import ADDENDUM, AddendumBody, PrivateBody
from careboard.ui.patient.composer.vitals_body import VitalsBody
from careboard.workflow.writing.drafts import Draft
from careboard.workflow.writing.offers import Offers
from careboard.workflow.writing.scales import CSSRS

SCALES = "scales"


def forms_of(offers: Offers) -> tuple[tuple[str, str], ...]:
    """Every form that can be opened anew, by key and name; those of the role stand first."""
    mine = [(one.id, one.name) for one in offers.templates if one.mine]
    mine.sort(key=lambda one: one[0] != offers.default)
    others = [(one.id, one.name) for one in offers.templates if not one.mine]
    measures = [(vitals_body.KEY, _("Vitals and labs"))] if "vitals" in offers.schemas else []
    plans = [(meal_body.KEY, _("Meal plan"))] if "meal-plan" in offers.schemas else []
    scales = [(SCALES, _("Scale"))] if offers.scales else []
    depression, suicide = _at_once(offers, "PHQ-9"), _at_once(offers, CSSRS)
    tools = {
        Discipline.NUTRITION: [*plans, *measures, *scales],
        Discipline.MEDICAL: [*measures, *depression, *suicide, *scales, *plans],
        Discipline.PSYCHIATRY: [*depression, *suicide, *scales, *measures, *plans],
        Discipline.COUNSELING: [*depression, *suicide, *scales, *measures, *plans],
    }.get(offers.discipline, [*scales, *measures, *plans])
    first = mine[:1] + tools[:3] if depression and depression[0] in tools else mine[:2] + tools[:2]
    rest = [one for one in (*mine, *tools, *others) if one not in first]
    return (*first, *rest)


def _at_once(offers: Offers, name: str) -> list[tuple[str, str]]:
    """A scale that is asked so often that it is one click away."""
    return [(f"scale:{name}", name.partition(" ")[0])] if name in {one.name for one in offers.scales} else []


def body_for(key: str, chart: Chart, offers: Offers, seed: Draft) -> Body | None:
    """The body behind a key; `seed` says which entry an addition is about. None where the role has no such form."""
    base, _colon, rest = key.partition(":")
    template = offers.template(key)
    scale = next((one for one in offers.scales if base == "scale" and one.name == rest), None)
    about = str(seed.get("about", ""))
    if template is not None:
        return NoteBody(template, chart, offers)
    if scale is not None:
        return ScaleBody(scale, chart) if scale.questions else ResultBody(scale, chart)
    if base == "private" and rest in offers.private:
        return PrivateBody(rest, chart, offers)
    return _other(base, chart, offers, about)


def _other(base: str, chart: Chart, offers: Offers, about: str) -> Body | None:
    if base == vitals_body.KEY and "vitals" in offers.schemas:
        return VitalsBody(chart)
    if base == meal_body.KEY and "meal-plan" in offers.schemas:
        return MealPlanBody(chart)
    if base in (ADDENDUM, IN_ERROR):
        return AddendumBody(about, chart, offers) if base == ADDENDUM else InErrorBody(about)
    return None
