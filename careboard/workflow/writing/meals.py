"""A meal of a plan as it is written in one line: exchanges by food group, energy, and words for the rest.

What cannot be read as a number of a known group stays as it was typed; nothing is guessed.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from careboard.clinical.nutrition import Exchange, MealTime, PlannedMeal

GROUPS = frozenset(
    "starch starches grain grains fruit fruits dairy milk vegetable vegetables protein proteins fat fats".split()
)
_COUNTED = re.compile(r"(\d+(?:\.\d+)?)\s+([a-z]+)", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_MOST = 100  # exchanges at one time: more is a slip of the hand, or no exchange


def planned_meal(time: MealTime, typed: str) -> PlannedMeal | None:
    """What is eaten at a time; None where nothing is written. Raises ValueError where a group stands twice."""
    exchanges: list[Exchange] = []
    energy: Decimal | None = None
    words: list[str] = []
    for part in _parts(typed):
        counted = _COUNTED.fullmatch(part)
        count, what = (Decimal(counted[1]), counted[2]) if counted else (Decimal(0), "")
        if what.casefold() in GROUPS and 0 < count <= _MOST:
            exchanges.append(Exchange(what, count))
        elif what.casefold() == "kcal" and energy is None and count:
            energy = count
        else:
            words.append(part)
    if not (exchanges or energy or words):
        return None
    return PlannedMeal(time, tuple(exchanges), energy, ", ".join(words))


def _parts(typed: str) -> Iterator[str]:
    return (part.strip() for part in _THOUSANDS.sub("", typed).split(",") if part.strip())
