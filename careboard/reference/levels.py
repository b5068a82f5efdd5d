"""Levels of care of the ASAM Criteria, both editions, as data.

They are as the program's design states them and are to be checked with the edition; no text of it is held.
"""

from dataclasses import dataclass
from functools import cache

from careboard.reference.tables import Cited, rows, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOfCare(Cited):
    """A level of one edition; its setting is iop, php or residential; hours are those of a week.

    `weekly_hours_to` None means that there is no upper limit or that none is stated.
    """

    scheme: str
    edition: str
    code: str
    name: str
    setting: str
    weekly_hours_from: int | None
    weekly_hours_to: int | None
    adolescent_hours_from: int | None


@cache
def levels_of_care() -> tuple[LevelOfCare, ...]:
    """Every level of every edition."""
    return tuple(
        LevelOfCare(
            scheme=row["scheme"],
            edition=row["edition"],
            code=row["code"],
            name=row["name"],
            setting=row["setting"],
            weekly_hours_from=whole(row["weekly_hours_from"]),
            weekly_hours_to=whole(row["weekly_hours_to"]),
            adolescent_hours_from=whole(row["adolescent_hours_from"]),
            source=row["source"],
            status=row["status"],
        )
        for row in rows("levels_of_care")
    )


def levels_of(edition: str) -> tuple[LevelOfCare, ...]:
    """The levels of an edition such as "3rd", from least to most intensive."""
    return tuple(level for level in levels_of_care() if level.edition == edition)


def level(code: str, edition: str) -> LevelOfCare | None:
    """The level with this code in this edition."""
    return next((level for level in levels_of(edition) if level.code == code), None)
