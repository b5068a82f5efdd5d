"""Units of measured numbers: known ones are in no doubt, unknown ones are told, and none is ever refused or changed."""

from decimal import Decimal

import pytest

from careboard.clinical.measured import LabResult, Result
from careboard.clinical.values import Coded, Quantity
from careboard.exchange.units import UNKNOWN_UNIT, doubts, known

UCUM = """
    mm[Hg] /min {score} 10*3/uL 10*9/L kg/m2 [lb_av] mmol/L m[IU]/L ug/dL mL/min/{1.73_m2} 1 % [degF] Cel g/(24.h)
    {#} {beats}/min /[HPF] ng/mL/h mosm/kg a d wk mo [in_i] cm [USP'U] meq/L kPa kat/L uS mL/(kg.min) 10*6.[CFU]/L
    [cup_m] [tsp_m] [PNU]/mL dB[SPL] um[Hg]
""".split()
SAID = [
    "mmHg",
    "beats/minute",
    "breaths per minute",
    "lbs",
    "\N{DEGREE SIGN}F",
    "K/uL",
    "IU/mL",
    "percent",
    "cm H2O",
    "",
]
UNKNOWN = ["blorps", "furlong/fortnight", "MG", "mgdL", "//min", "mg/", "x" * 5000, "{" * 70]


@pytest.mark.parametrize("code", UCUM)
def test_that_a_unit_of_ucum_is_known(code: str) -> None:
    assert known(Quantity(Decimal(1), code, ucum=code))


@pytest.mark.parametrize("words", SAID)
def test_that_an_everyday_unit_in_words_is_known(words: str) -> None:
    assert known(Quantity(Decimal(1), words))


@pytest.mark.parametrize("code", UNKNOWN)
def test_that_anything_else_under_the_name_of_ucum_is_told_once(code: str) -> None:
    strange = Result(Quantity(Decimal(1), code[:900], ucum=code[:900]))
    result = LabResult(Coded("Anything"), strange)
    assert doubts([result, result]) == (UNKNOWN_UNIT,)


def test_that_words_without_a_number_have_no_unit_to_doubt() -> None:
    assert doubts([LabResult(Coded("Anything"), Result(text="3 blorps"))]) == ()
