"""Numbers and amounts as they may be read at a bedside (ISMP and NHS CUI rules, decision 0012).

A dose has no trailing zero, a leading zero, a comma from 1,000 up, a space before its unit, and no misread unit.
A measured value keeps its digits as recorded.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from careboard.clinical.values import Amount, Comparator, Quantity
from careboard.projections.wording.voice import Voice

_MOST_ZEROS = 15  # beyond it a number stays in powers of ten
_HALF = Decimal("0.5")

_UNITS = {
    "ug": "mcg",
    "\N{MICRO SIGN}g": "mcg",
    "\N{GREEK SMALL LETTER MU}g": "mcg",
    "u": "units",
    "iu": "units",
    "[iu]": "units",
    "[usp'u]": "units",
    "unt": "units",
    "unit": "units",
    "unit(s)": "units",
    "cc": "mL",
    "ml": "mL",
    "{tbl}": "tablet",
    "tab": "tablet",
    "tabs": "tablet",
    "tbl": "tablet",
    "tablets": "tablet",
    "{tablet}": "tablet",
    "cap": "capsule",
    "caps": "capsule",
    "capsules": "capsule",
    "{capsule}": "capsule",
    "{puff}": "puff",
    "puffs": "puff",
}
_COUNTED = {"tablet": "tablets", "capsule": "capsules", "puff": "puffs"}
_COMPARED = {
    Comparator.EXACT: "",
    Comparator.LESS: "less than ",
    Comparator.AT_MOST: "at most ",
    Comparator.AT_LEAST: "at least ",
    Comparator.MORE: "more than ",
}


def plain(value: Decimal) -> str:
    """The digits as they were recorded, without powers of ten where that is readable."""
    return format(value, "f") if abs(value.adjusted()) <= _MOST_ZEROS else str(value)


def number(value: Decimal) -> str:
    """A dose's number: 1.0 is "1", .5 is "0.5", 2.50 is "2.5", 1000 is "1,000"."""
    if abs(value.adjusted()) > _MOST_ZEROS:
        return str(value)
    digits = f"{value:,f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def unit(written: str) -> str:
    """A unit as it may stand in a dose: mcg, units, mL, "per" for a slash."""
    parts = [_UNITS.get(part.strip().casefold(), part.strip()) for part in written.split("/")]
    return " per ".join(part.strip("{}") for part in parts)


def amount(given: Amount, voice: Voice) -> str:
    """A dose with its unit; half a tablet is "half tablet", never a fraction."""
    named = unit(given.unit)
    if not named:
        return voice("{n}, unit not stated", n=number(given.value))
    if named in _COUNTED:
        return _counted(given.value, named, voice)
    return f"{number(given.value)} {voice(named) if named == 'units' else named}".strip()


def _counted(value: Decimal, named: str, voice: Voice) -> str:
    if value == _HALF:
        return voice("half {one}", one=voice(named))
    return f"{number(value)} {voice(named if value == 1 else _COUNTED[named])}"


def span(low: Amount, high: Amount | None, voice: Voice) -> str:
    """An amount, or "25 to 50 mg"."""
    if high is None or high == low:
        return amount(low, voice)
    lowest = number(low.value) if low.unit == high.unit else amount(low, voice)
    return voice("{low} to {high}", low=lowest, high=amount(high, voice))


def quantity(measured: Quantity, voice: Voice) -> str:
    """A measured value: its digits as recorded, its comparator in words, its unit as a clinician writes it."""
    unit_, value = readable(measured.unit), f"{voice(_COMPARED[measured.comparator])}{plain(measured.value)}"
    if unit_ in _NO_UNIT:
        return value
    return f"{value}{unit_}" if unit_.startswith(("%", "/")) else f"{value} {unit_}".strip()


def readable(written: str) -> str:
    """Units of a laboratory as a clinician writes them: 10\N{SUPERSCRIPT THREE}/\N{MICRO SIGN}L for 10*3/uL."""
    for pattern, instead in _MACHINES:
        written = pattern.sub(instead, written)
    return written


_NO_UNIT = ("score", "#", "1")  # a score and a count have none


def _raised(power: re.Match[str]) -> str:
    return f"10{power[1].translate(_SUPERSCRIPT)}"


_SUPERSCRIPT = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
_MACHINES: Sequence[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = (  # UCUM's spelling, ours
    (re.compile(r"\b10[*^](\d+)"), _raised),
    (re.compile(r"(?<=/)uL\b"), "\N{MICRO SIGN}L"),
    (re.compile(r"\bumol\b"), "\N{MICRO SIGN}mol"),
    (re.compile(r"\bu\[IU\]"), "\N{MICRO SIGN}IU"),
    (re.compile(r"\bug(?=/|$)"), "mcg"),
    (re.compile(r"\bmm\[Hg\]"), "mmHg"),
    (re.compile(r"\bkg/m2\b"), "kg/m\N{SUPERSCRIPT TWO}"),
    (re.compile(r"\b1\.73[ _]?m2\b|\{1\.73_m2\}"), "1.73 m\N{SUPERSCRIPT TWO}"),
    (re.compile(r"\[degF\]"), "\N{DEGREE SIGN}F"),
    (re.compile(r"\bCel\b"), "\N{DEGREE SIGN}C"),
    (re.compile(r"\[lb_av\]"), "lb"),
    (re.compile(r"\[in_i\]"), "in"),
    (re.compile(r"(?<![A-Za-z])\[(?:iU|IU)\]"), "units"),
    (re.compile(r"\[(?:iU|IU)\]"), "IU"),
    (re.compile(r"\[pH\]"), ""),
    (re.compile(r"\{([^{}]*)\}"), r"\1"),
)
