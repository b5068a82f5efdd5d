"""What a member may sign of what is measured; what the vault would refuse is not offered."""

from dataclasses import dataclass

from careboard.workflow.session import Session


@dataclass(frozen=True, slots=True)
class MayMeasure:
    """Rating scales; vital signs and results."""

    scales: bool
    vitals: bool


def may_measure(session: Session) -> MayMeasure:
    """What whoever is signed in may sign."""
    may, roles = session.vault.registry.policy.may_write_schema, session.me.roles
    return MayMeasure(scales=may("assessment", roles), vitals=may("vitals", roles))
