"""What a clinic wants acknowledged, and by which roles: each of its decisions with the time from which it held.

A decision holds for what is recorded while it stands. Nothing older begins to ask; what once asked goes on asking.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from careboard.clinical.clinic import SiteSetting
from careboard.clinical.people import Role
from careboard.projections.standing import Stated


class Matter(StrEnum):
    """What may have to be acknowledged."""

    RESULTS = "results"
    RISK = "risk"
    MEDICINES = "medicines"

    @property
    def setting(self) -> str:
        """The name of the clinic's decision about it."""
        return f"acknowledge-{self.value}"


Named = Mapping[Matter, tuple[Role, ...]]
_MATTERS = {matter.setting: matter for matter in Matter}


@dataclass(frozen=True, slots=True)
class Duty:
    """A role acknowledges a matter that is recorded from `since` on and before `until`; None: it still stands."""

    matter: Matter
    role: Role
    since: datetime
    until: datetime | None = None

    def held_at(self, moment: datetime) -> bool:
        """Did it hold then?"""
        return self.since <= moment and (self.until is None or moment < self.until)


def duties(decisions: Iterable[Stated[SiteSetting]]) -> tuple[Duty, ...]:
    """From every decision of the clinic, oldest first; a role that stays named goes on as it was."""
    begun: dict[tuple[Matter, Role], datetime] = {}
    ended: list[Duty] = []
    for decision in decisions:
        matter = _MATTERS.get(decision.content.setting)
        if matter is None:
            continue
        named, moment = read_roles(decision.content.value), decision.entry.recorded_at
        gone = [role for of, role in begun if of is matter and role not in named]
        ended += [Duty(matter, role, begun.pop((matter, role)), moment) for role in gone]
        for role in named:
            begun.setdefault((matter, role), moment)
    return (*ended, *(Duty(matter, role, since) for (matter, role), since in begun.items()))


def named_now(known: Iterable[Duty]) -> Named:
    """The roles that the clinic names for each matter as it stands."""
    standing = {(duty.matter, duty.role) for duty in known if duty.until is None}
    return {matter: tuple(role for role in Role if (matter, role) in standing) for matter in Matter}


def kept_roles(roles: Iterable[Role]) -> str:
    """The value of the setting; empty where nobody is named."""
    named = set(roles)
    return json.dumps([role.value for role in Role if role in named]) if named else ""


def read_roles(value: str) -> tuple[Role, ...]:
    """The roles of a setting; none where it cannot be read, and none that this version does not know."""
    try:
        named = json.loads(value or "[]")
    except (ValueError, RecursionError):
        return ()
    return tuple(role for role in Role if role.value in named) if isinstance(named, list) else ()
