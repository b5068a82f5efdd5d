"""What a member may sign of what is measured; what the vault would refuse is not offered."""

from collections.abc import Mapping
from dataclasses import dataclass

from careboard.clinical.values import MemberId, PatientId
from careboard.workflow.people import belonging
from careboard.workflow.session import Session


@dataclass(frozen=True, slots=True)
class MayMeasure:
    """Rating scales; vital signs and results. `schemas` are those that a positive screen asks for."""

    scales: bool
    vitals: bool
    schemas: frozenset[str] = frozenset()


def may_measure(session: Session) -> MayMeasure:
    """What whoever is signed in may sign."""
    may, roles = session.vault.registry.policy.may_write_schema, session.me.roles
    asked = frozenset(schema for schema in ("risk-assessment", "safety-plan", "task") if may(schema, roles))
    return MayMeasure(scales=may("assessment", roles), vitals=may("vitals", roles), schemas=asked)


def colleagues(session: Session, patient: PatientId) -> Mapping[MemberId, str]:
    """Who else reads this chart, by name: those who can be told something about it."""
    vault = session.vault
    reads = belonging(vault, patient) - {vault.member}
    return {author.member: author.name for key, author in session.authors.items() if key in reads}
