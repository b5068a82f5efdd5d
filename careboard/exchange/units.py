"""Whether the unit of a measured number is one that is known: of UCUM in everyday clinical use, or an everyday word.

Nothing is converted and nothing is refused for its unit: an unknown one stands as it was written, and a person is told.
The atoms of UCUM, and which of them take prefixes, were held against ucum-essence.xml 2.2 (17 Jun 2024) one by one.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from careboard.clinical.entry import KnownContent
from careboard.clinical.measured import LabResult, Vitals
from careboard.clinical.response import Assessment
from careboard.clinical.values import Quantity
from careboard.exchange.own_payload import parts_of

UNKNOWN_UNIT = (
    "Gives a number in a unit that is not known here: it stands as it was written, and nothing is made of it."
)

# Unit atoms of UCUM that clinical documents use; those of the first list are metric: they take prefixes.
_METRIC = (
    "m s g rad K C cd mol sr Hz N Pa J W A V F Ohm S Wb Cel T H lm lx Bq Gy Sv l L ar t bar u eV Ci R RAD REM cal "
    "cal_th cal_IT m[H2O] m[Hg] eq osm kat U [iU] [IU] B B[SPL] B[V] B[mV] B[uV] Np bit By Bd "
    "g% dyn erg P St"
).split()
_PLAIN = (
    "10* 10^ % [ppth] [ppm] [ppb] [pptr] [pi] deg ' '' min h d a a_j a_g a_t wk mo mo_j mo_g mo_s [in_i] [ft_i] [yd_i] "
    "[mi_i] [in_us] [ft_us] [lb_av] [oz_av] [gr] [stone_av] [foz_us] [cup_us] [tbs_us] [tsp_us] [pt_us] [qt_us] "
    "[gal_us] [drp] [Cal] [degF] [MET] [Ch] [PFU] [CFU] [FFU] [HPF] [LPF] [arb'U] [USP'U] [GPL'U] [MPL'U] [APL'U] "
    "[beth'U] [anti'Xa'U] [todd'U] [dye'U] [smgy'U] [bdsk'U] [ka'U] [knk'U] [mclg'U] [tb'U] [CCID_50] [TCID_50] "
    "[EID_50] [D'ag'U] [FEU] [ELU] [EU] [Amb'a'1'U] [AU] [BAU] [IR] [Lf] [diop] [p'diop] [pH] [wood'U] [psi] atm "
    "[in_i'Hg] [in_i'H2O] [PRU] [hnsf'U] [S] "
    "[foz_m] [cup_m] [tbs_m] [tsp_m] [PNU]"
).split()
_EVERYDAY = frozenset(
    "mmhg mm hg cmh2o cm h2o kgs mcg cc iu miu uiu u meq lb lbs pound pounds oz ounce ounces in "
    "inch inches ft feet foot ea each point points score scores count bpm beats breaths minute minutes hour hours day "
    "days week weeks month months year years second seconds percent c f celsius fahrenheit degrees degc degf copies "
    "cells cell x10e3/ul x10e6/ul thou/ul mil/ul k/ul m/ul ratio index times drinks cigarettes "
    "packs pack tablet tablets capsule capsules drop drops puff puffs unit units kcal calories per / of the #".split()
)
_PREFIX = "(?:da|[YZEPTGMkhdcmunpfazy])?"
_ANNOTATION = r"\{[^{}]*\}"
_ATOM = rf"(?:{_PREFIX}(?:{'|'.join(map(re.escape, _METRIC))})|{'|'.join(map(re.escape, _PLAIN))})(?:[+-]?\d+)?"
_SIMPLE = rf"(?:(?:\d+|{_ATOM})(?:{_ANNOTATION})?|{_ANNOTATION})"
_TERM = re.compile(rf"/?{_SIMPLE}(?:[./]{_SIMPLE})*")
_MEASURED = (Vitals, LabResult, Assessment)
_LONGEST = 60


def doubts(contents: Iterable[KnownContent]) -> tuple[str, ...]:
    """The sentence about units, where any number of these contents has one that is not known."""
    measured = (part for one in contents if isinstance(one, _MEASURED) for part in parts_of(one))
    unknown = any(isinstance(part, Quantity) and not known(part) for part in measured)
    return (UNKNOWN_UNIT,) if unknown else ()


def known(quantity: Quantity) -> bool:
    """Is the unit known? A code of UCUM counts as such; mere words may also be everyday ones; no unit is no doubt."""
    return _is_ucum(quantity.ucum) if quantity.ucum else _is_said(quantity.unit)


@lru_cache(1024)
def _is_said(unit: str) -> bool:
    words = unit.casefold().replace("\N{DEGREE SIGN}", "").split()
    return not words or _is_ucum(unit) or all(map(_is_everyday, words))


@lru_cache(1024)
def _is_ucum(code: str) -> bool:
    return len(code) <= _LONGEST and _TERM.fullmatch(code.replace("(", "").replace(")", "")) is not None


def _is_everyday(word: str) -> bool:
    return word in _EVERYDAY or all(part in _EVERYDAY or _is_ucum(part) for part in word.split("/") if part)
