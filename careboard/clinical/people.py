"""Who works here: roles, the disciplines they speak for, and the author of an entry.

A role says what a person may write (decision 0009); a discipline only says where an entry is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from careboard.clinical.checks import need_id, need_words
from careboard.clinical.discipline import Discipline
from careboard.clinical.values import MemberId

__all__ = ["DISCIPLINE_OF", "Author", "Discipline", "Role"]


class Role(StrEnum):
    """What a member of the clinic is trusted to do; one or more per member."""

    PSYCHIATRIST = "psychiatrist"
    PHYSICIAN = "physician"
    NURSE_PRACTITIONER = "nurse-practitioner"
    NURSE = "nurse"
    COUNSELOR = "counselor"
    NUTRITIONIST = "nutritionist"
    COORDINATOR = "coordinator"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    PRIVACY_OFFICER = "privacy-officer"


DISCIPLINE_OF: Mapping[Role, Discipline] = MappingProxyType(
    {
        Role.PSYCHIATRIST: Discipline.PSYCHIATRY,
        Role.PHYSICIAN: Discipline.MEDICAL,
        Role.NURSE_PRACTITIONER: Discipline.MEDICAL,
        Role.NURSE: Discipline.MEDICAL,
        Role.COUNSELOR: Discipline.COUNSELING,
        Role.NUTRITIONIST: Discipline.NUTRITION,
        Role.COORDINATOR: Discipline.COORDINATION,
        Role.SUPERVISOR: Discipline.COUNSELING,
        Role.ADMIN: Discipline.COORDINATION,
        Role.PRIVACY_OFFICER: Discipline.COORDINATION,
    }
)


@dataclass(frozen=True, slots=True)
class Author:
    """The member who signed an entry, with the name and roles of that time.

    `own_discipline` is what the member's profile says; without it the first role decides, in the order of `Role`.
    """

    member: MemberId
    name: str
    roles: tuple[Role, ...]
    credentials: str = ""
    own_discipline: Discipline | None = None

    def __post_init__(self) -> None:
        need_id(self.member)
        need_words(self.name, "An author has a name.")

    @property
    def credited(self) -> str:
        """The name with credentials."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    @property
    def discipline(self) -> Discipline:
        """The discipline that this person writes for."""
        first = next((role for role in Role if role in self.roles), Role.COORDINATOR)
        return self.own_discipline or DISCIPLINE_OF[first]
