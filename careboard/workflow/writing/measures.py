"""What is measured, by code: vital signs and laboratory tests as they are entered by hand.

Numbers stay as they are typed; a test that has no code here is kept by its words.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache

from careboard.clinical.checks import can_be_recorded
from careboard.clinical.measured import Component, LabResult, ObservationStatus, Position, Result
from careboard.clinical.values import LOINC, Coded, Comparator, Quantity
from careboard.i18n import gettext as _
from careboard.reference.labs import loinc_codes

SYSTOLIC = Coded.of(LOINC, "8480-6", "Systolic blood pressure")
DIASTOLIC = Coded.of(LOINC, "8462-4", "Diastolic blood pressure")
HEART_RATE = Coded.of(LOINC, "8867-4", "Heart rate")
BREATHS = Coded.of(LOINC, "9279-1", "Respiratory rate")
TEMPERATURE = Coded.of(LOINC, "8310-5", "Body temperature")
SATURATION = Coded.of(LOINC, "59408-5", "Oxygen saturation")
_UCUM: Mapping[str, str] = {"mmHg": "mm[Hg]", "beats/min": "/min", "breaths/min": "/min", "F": "[degF]", "%": "%"}
AWAITED, NOTHING = "pending", "no result"
_SIGNS = ("<=", ">=", "<", ">")


def reading(what: Coded, typed: str, unit: str, position: Position | None = None) -> Component:
    """One vital sign; raises ValueError with a sentence where it is no number."""
    quantity = Quantity(number(typed, what.text), unit, ucum=_UCUM.get(unit, ""))
    return Component(what, Result(quantity=quantity), position)


def pressure(typed: str, position: Position | None) -> tuple[Component, Component]:
    """A blood pressure as it is written, "104/66"."""
    upper, slash, lower = typed.partition("/")
    if not slash:
        raise ValueError(_("A blood pressure is written as two numbers, such as 104/66."))
    return reading(SYSTOLIC, upper, "mmHg", position), reading(DIASTOLIC, lower, "mmHg", position)


def number(typed: str, what: str) -> Decimal:
    """A number as it was typed; raises ValueError with a sentence where it is none, or none that can be recorded."""
    value = _number(typed)
    if value is None:
        raise ValueError(_("{what} is a number.").format(what=what))
    return value


def _number(typed: str) -> Decimal | None:
    try:
        value = Decimal(typed.strip())
    except InvalidOperation:
        return None
    return value if can_be_recorded(value) else None


def lab_result(test: str, typed: str, unit: str, normal: str) -> LabResult:
    """A result: a number with its comparator and unit, or words; "pending"; or "no result: " and why there is none."""
    code = lab_codes().get(test.strip().casefold())
    what = Coded.of(LOINC, code, test.strip()) if code else Coded(test.strip())
    if typed.strip().casefold() == AWAITED:
        return LabResult(what, status=ObservationStatus.REGISTERED, reference_range=normal.strip())
    return LabResult(what, _result(typed.strip(), unit.strip()), reference_range=normal.strip())


def _result(typed: str, unit: str) -> Result:
    lead, colon, reason = typed.partition(":")
    if lead.strip().casefold() == NOTHING:
        if not (colon and reason.strip()):
            raise ValueError(_("Say why there is no result, such as: no result: hemolyzed."))
        return Result(absent=Coded(reason.strip()))
    sign = next((sign for sign in _SIGNS if typed.startswith(sign)), "")
    value = _number(typed.removeprefix(sign))
    if value is None:
        return Result(text=" ".join(part for part in (typed, unit) if part))
    if not unit:
        raise ValueError(_("A laboratory number has a unit."))
    return Result(quantity=Quantity(value, unit, Comparator(sign)))


@cache
def lab_codes() -> Mapping[str, str]:
    """LOINC codes by the short names of tests, in small letters."""
    return {one.name.casefold(): one.code for one in loinc_codes().values() if one.kind == "lab"}
