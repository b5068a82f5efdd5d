"""A site's own scale as it is filled in: its questions, what they add up to, and what is recorded with its definition.

Its words are the site's; nothing is made of its numbers beyond the sum that the site asked for.
"""

from collections.abc import Mapping
from decimal import Decimal

from careboard.clinical.response import Answer, AnsweredBy, Assessment
from careboard.clinical.values import Coded, Quantity
from careboard.i18n import gettext as _
from careboard.projections.own_scales import OwnScale, value_of
from careboard.workflow.writing.scales import Question, ScaleOffer, Tally


def own_offer(own: OwnScale) -> ScaleOffer:
    """The form as it is offered beside the scales of the program."""
    items = own.definition.items
    questions = tuple(Question(one.item, one.question, tuple(map(value_of, one.options))) for one in items)
    told = _("This site's own form; its questions travel with every entry.")
    return ScaleOffer(own.name, "", questions, told, None, None, own=own)


def own_tally(own: OwnScale, answers: Mapping[str, int]) -> Tally:
    """What answers by number add up to, where the site sums them up."""
    numbers = tuple(one.item for one in own.definition.items)
    missing = tuple(one for one in numbers if one not in answers)
    total = sum(answers.values()) if own.summed and answers else None
    words = str(total) if total is not None else _("{n} of {all} answered").format(n=len(answers), all=len(numbers))
    if missing and answers:
        words = _("{total}, not answered: {items}").format(total=words, items=", ".join(missing))
    return Tally(words, not missing, at_risk=False, asked=numbers, scored=numbers, total=total)


def own_assessment(own: OwnScale, answers: Mapping[str, int], answered_by: AnsweredBy, note: str = "") -> Assessment:
    """The content that records these answers, with the form that asked for them."""
    counted = own_tally(own, answers)
    labels = {one.item: (one.question, dict(map(value_of, one.options))) for one in own.definition.items}
    given = tuple(Answer(at, labels[at][1][value], Decimal(value), labels[at][0]) for at, value in answers.items())
    return Assessment(
        Coded(own.name),
        answered_by,
        answers=given,
        unanswered=tuple(number for number in counted.scored if number not in answers),
        total=Quantity(Decimal(counted.total), "{score}", ucum="{score}") if counted.total is not None else None,
        definition=own.definition,
        note=note,
    )
