"""A meal of a plan as it is written in one line: exchanges by food group, energy, and words for the rest.

What cannot be read as a number of a known group stays as it was typed; nothing is guessed.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from careboard.clinical.nutrition import Exchange, MealTime, PlannedMeal

_FAMILIES = (  # names of one group; the first is the usual one
    ("starch", "starches"),
    ("grains", "grain"),
    ("fruit", "fruits"),
    ("vegetables", "vegetable"),
    ("dairy", "milk"),
    ("protein", "proteins"),
    ("fat", "fats"),
)
GROUPS = frozenset(name for family in _FAMILIES for name in family)
_STARCH = ("starch", "grains")
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


def groups_of(meals: Iterable[PlannedMeal]) -> tuple[str, ...]:
    """The food groups that a plan can be written with: the usual ones as these meals call them, then their own.

    Starch and grains are two names of one group: a plan that uses one of them is not offered the other.
    """
    own = tuple(dict.fromkeys(one.group for meal in meals for one in meal.exchanges))
    usual: list[str] = []
    for family in _FAMILIES:
        one_group = family[0] in _STARCH and any(_named(other, own) for other in _FAMILIES[:2])
        usual += _named(family, own) or (() if one_group or family[0] == "grains" else family[:1])
    return (*usual, *(group for group in own if group not in usual))


def called(group: str, groups: tuple[str, ...]) -> str:
    """What a group that somebody typed is called among these; itself where it is none of them."""
    family = next((family for family in _FAMILIES if group.casefold() in family), ())
    return next((one for one in groups if one.casefold() == group.casefold() or one.casefold() in family), group)


def _named(family: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(group for group in own if group.casefold() in family)


def _parts(typed: str) -> Iterator[str]:
    return (part.strip() for part in _THOUSANDS.sub("", typed).split(",") if part.strip())
