"""Rating scales: the total, the answers, and whatever else a source measured beside them.

A scale's items that are numbers stand among its scores, so that each is followed; the others are answers in words.
"""

from collections.abc import Sequence
from decimal import Decimal

from careboard.clinical.measured import Component, ObservationStatus
from careboard.clinical.response import Answer, AnsweredBy, Assessment
from careboard.clinical.values import LOINC, NOT_RECORDED, Coded
from careboard.exchange.ccda_in.measured import Measured
from careboard.exchange.ccda_in.xml import child
from careboard.reference.instruments import Instrument, by_code


def assessment(one: Measured) -> Assessment:
    """An assessment scale observation: its value is the total, the observations in it are items and subscales."""
    has_total = child(one.observation, "value") is not None
    own = one.components[0] if has_total else None
    return _assessment(one.code, own, one.components[1:] if own else one.components, one.status, one.note)


def of_panel(panel: Coded, group: Sequence[Measured]) -> Assessment:
    """A panel of one instrument: the component with the code of its total is the total, or its only number."""
    parts = [component for one in group for component in one.components]
    numbers = [part for part in parts if part.result.quantity]
    totals = [part for part in numbers if _instrument(part.code) is not None]
    total = next(iter(totals), numbers[0] if len(numbers) == 1 else None)
    note = "\n".join(one.note for one in group if one.note)
    others = tuple(part for part in parts if part is not total)
    return _assessment(totals[0].code if totals else panel, total, others, group[0].status, note)


def _assessment(
    code: Coded, own: Component | None, parts: Sequence[Component], status: ObservationStatus, note: str
) -> Assessment:
    total = own.result.quantity if own else None
    level = _said(own) if own else ""
    scores = tuple(part for part in parts if part.result.quantity)
    answers = tuple(_answer(part, _instrument(code)) for part in parts if _said(part))
    known = {answer.item for answer in answers}
    unanswered = tuple(dict.fromkeys(_item(part) for part in parts if part.result.absent and _item(part) not in known))
    return Assessment(
        code,
        AnsweredBy.NOT_RECORDED,
        answers=answers,
        unanswered=unanswered,
        total=total,
        level=level,
        scores=scores,
        status=status,
        interpretation=own.interpretation if own else (),
        reference_range=own.reference_range if own else "",
        note=note if total or level or scores or answers or unanswered else note or NOT_RECORDED,
    )


def _instrument(code: Coded) -> Instrument | None:
    return by_code(code.code_in(LOINC) or "")


def _said(part: Component) -> str:
    return part.result.coded.text if part.result.coded else part.result.text


def _item(part: Component) -> str:
    """An item by its LOINC code, by which an instrument is known here, else by its words."""
    return part.code.code_in(LOINC) or part.code.text


def _answer(part: Component, instrument: Instrument | None) -> Answer:
    question = part.code.text if part.code.text != _item(part) else ""
    return Answer(_item(part), _said(part), _value(part, instrument), question)


def _value(part: Component, instrument: Instrument | None) -> Decimal | None:
    """What an answer counts, where it is an answer of the published form."""
    items = [item for item in instrument.items if item.loinc == _item(part)] if instrument else []
    options = [option for item in items for option in item.options if option.assessed]
    said = _said(part).casefold()
    return next((Decimal(option.value) for option in options if option.label.casefold() == said), None)
