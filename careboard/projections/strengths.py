"""The doses by which a site steps, medicine by medicine, as its own stream keeps them and as a person types them.

What cannot be read is refused with its line; what was kept in another way counts as no list, and a chart still opens.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from careboard.clinical.dosage import Medicine
from careboard.i18n import gettext as _
from careboard.projections.wording.numbers import number

UNITS = ("mg", "mcg", "g", "mL", "mEq", "units")
_DOSE = re.compile(r"(?P<number>\d{1,6}(\.\d{1,4})?)\s*(?P<unit>[A-Za-z]*)")
_BY_INJECTION = ("injection", "suspension for injection")


@dataclass(frozen=True, slots=True)
class Strengths:
    """The doses of one medicine, all in one unit, the lowest first."""

    medicine: str
    unit: str
    doses: tuple[Decimal, ...]

    @property
    def line(self) -> str:
        """As a person types it: "sertraline: 25, 50, 100 mg"."""
        doses = ", ".join(number(dose).replace(",", "") for dose in self.doses)
        return f"{self.medicine}: {doses} {self.unit}"


def strengths_for(medicine: Medicine, known: Iterable[Strengths]) -> Strengths | None:
    """The list of a medicine: of its own words, else of its only ingredient where it is not injected."""
    named = {one.medicine.casefold(): one for one in known}
    own = named.get(medicine.text.strip().casefold())
    if own is not None or len(medicine.ingredients) != 1 or medicine.form.casefold() in _BY_INJECTION:
        return own
    return named.get(medicine.ingredients[0].strip().casefold())


# -- as it is kept ------------------------------------------------------------------------------------------------


def kept(strengths: Iterable[Strengths]) -> str:
    """The value of the setting; empty where there is no list."""
    found = {one.medicine: {"unit": one.unit, "doses": [str(dose) for dose in one.doses]} for one in strengths}
    return json.dumps(found, ensure_ascii=False) if found else ""


def read_kept(value: str) -> tuple[Strengths, ...]:
    """The lists of a setting; none where it cannot be read whole."""
    try:
        return typed("\n".join(_line(name, one) for name, one in json.loads(value or "{}").items()))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ()


def _line(name: str, kept_as: dict[str, object]) -> str:
    doses = kept_as["doses"]
    if not isinstance(doses, list):
        raise TypeError
    return f"{name}: {', '.join(map(str, doses))} {kept_as['unit']}"


# -- as it is typed -----------------------------------------------------------------------------------------------


def typed(text: str) -> tuple[Strengths, ...]:
    """What was typed, one medicine on each line; raises ValueError with a sentence that names the line."""
    lines = [(at, line) for at, line in enumerate(text.splitlines(), 1) if line.strip()]
    found = [(at, _of_line(at, line)) for at, line in lines]
    seen: dict[str, int] = {}
    for at, one in found:
        before = seen.setdefault(one.medicine.casefold(), at)
        if before != at:
            raise ValueError(
                _("Lines {one} and {other} are about the same medicine: {name}. Put them into one line.").format(
                    one=before, other=at, name=one.medicine
                )
            )
    return tuple(one for _at, one in found)


def _of_line(at: int, line: str) -> Strengths:
    name, colon, rest = line.partition(":")
    if not colon or not name.strip():
        told = _("Line {n}: write the medicine, a colon and its doses, such as: sertraline: 25, 50, 100 mg")
        raise ValueError(told.format(n=at))
    parts = [_DOSE.fullmatch(part.strip()) for part in rest.split(",")]
    if None in parts:
        told = _("Line {n}: write each dose as a number, with commas between them and the unit at the end.")
        raise ValueError(told.format(n=at))
    matches = [part for part in parts if part is not None]
    doses = sorted(Decimal(part["number"]) for part in matches)
    _refuse_impossible(at, doses)
    return Strengths(name.strip(), _unit(at, [part["unit"] for part in matches]), tuple(doses))


def _refuse_impossible(at: int, doses: Sequence[Decimal]) -> None:
    if doses[0] <= 0:
        raise ValueError(_("Line {n}: a dose is more than zero. Write 1000 without a comma.").format(n=at))
    twice = next((one for one, other in pairwise(doses) if one == other), None)
    if twice is not None:
        raise ValueError(_("Line {n}: {dose} stands there twice.").format(n=at, dose=number(twice)))


def _unit(at: int, written: Iterable[str]) -> str:
    units = {unit.casefold() for unit in written if unit}
    known = next((unit for unit in UNITS if units == {unit.casefold()}), None)
    if known is None:
        told = _("Line {n}: write one unit at the end: {units}.")
        raise ValueError(told.format(n=at, units=", ".join(UNITS)))
    return known
