"""Whether a result is other than normal: out of the range that its source states, or called so by its source.

What no source states is nowhere assumed; a QTc alone is held against our own limits (unverified, decision 0014).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from careboard.clinical.measured import DrugScreen, Ecg, Expected, LabResult, Result, Validity
from careboard.clinical.person import Sex
from careboard.clinical.values import Coded, Comparator, Quantity
from careboard.projections.lanes.measures import QTC_LIMITS, low_or_high
from careboard.projections.ranges import Range, stated_range

_FLAGS = frozenset(
    {
        *("a", "aa", "hu", "lu", "abnormal", "critical", "critical abnormal", "critically abnormal"),
        *("critical high", "critically high", "critical low", "critically low"),
        *("significantly high", "significantly low"),
    }
)
"""Beside low and high: what HL7's ObservationInterpretation has for abnormal and critical, as code and in words."""


class _Measured(NamedTuple):
    code: Coded
    result: Result | None
    reference: str
    interpretation: tuple[Coded, ...]


def is_abnormal(content: LabResult | DrugScreen | Ecg, sex: Sex | None) -> bool:
    """Is anything in it other than normal, as far as it can tell?"""
    match content:
        case LabResult():
            return any(_is_out(one, sex) for one in _measured(content))
        case DrugScreen():
            unexpected = any(one.expected is Expected.NOT_EXPECTED for one in content.substances)
            return unexpected or content.validity not in (None, Validity.VALID)
        case Ecg():
            return content.qtc_ms is not None and bool(_qtc_range(sex).beyond(float(content.qtc_ms)))


def _measured(lab: LabResult) -> Iterator[_Measured]:
    yield _Measured(lab.code, lab.result, lab.reference_range, lab.interpretation)
    for one in lab.components:
        yield _Measured(one.code, one.result, one.reference_range, one.interpretation)


def _is_out(one: _Measured, sex: Sex | None) -> bool:
    quantity = one.result.quantity if one.result is not None else None
    return _is_flagged(one.interpretation) or (quantity is not None and _is_beyond(quantity, _range_of(one, sex)))


def _is_flagged(interpretation: Iterable[Coded]) -> bool:
    told = tuple(interpretation)
    words = {word.strip().casefold() for one in told for word in (one.text, *(coding.code for coding in one.codings))}
    return bool(low_or_high(told)) or not _FLAGS.isdisjoint(words)


def _range_of(one: _Measured, sex: Sex | None) -> Range:
    if not one.reference and one.code.text.casefold().startswith("qtc"):
        return _qtc_range(sex)
    return stated_range(one.reference)


def _is_beyond(quantity: Quantity, normal: Range) -> bool:
    """Is it, or may it be, out of the range? A number that is only known to be more than the limit is out of it."""
    number = float(quantity.value)
    over = quantity.comparator is Comparator.MORE and number == normal.high
    under = quantity.comparator is Comparator.LESS and number == normal.low
    return bool(normal.beyond(number)) or over or under


def _qtc_range(sex: Sex | None) -> Range:
    """Up to the limit for the sex; where that is not known, up to the higher one."""
    limit = QTC_LIMITS.get(sex) if sex is not None else None
    return Range(high=float(limit or max(QTC_LIMITS.values())))
