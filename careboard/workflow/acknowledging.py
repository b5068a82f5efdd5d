"""What the clinic decides about acknowledging: which roles must answer for results, for risk and for medicines.

A decision is one more entry in the clinic's own stream; it holds for what is recorded from then on.
"""

from dataclasses import dataclass

from careboard.clinical.clinic import SiteSetting
from careboard.clinical.people import Role
from careboard.projections.duties import Matter, Named, kept_roles, named_now
from careboard.workflow.session import Session

_SCHEMA = "acknowledgement"


@dataclass(frozen=True, slots=True)
class Acknowledging:
    """The roles that the clinic names for each matter; those that could answer, and those of them that nobody has."""

    named: Named
    offered: tuple[Role, ...]
    vacant: frozenset[Role]


def acknowledging_of(session: Session) -> Acknowledging:
    """As it stands. A role that is named is offered too, so that it can be taken back."""
    registry, named = session.vault.registry, named_now(session.site.duties)
    chosen = {role for roles in named.values() for role in roles}
    offered = tuple(role for role in Role if role in chosen or registry.policy.may_write_schema(_SCHEMA, (role,)))
    held = {role for member in registry.active.values() for role in member.roles}
    return Acknowledging(named, offered, frozenset(offered) - held)


def keep_acknowledging(session: Session, wanted: Named) -> Acknowledging:
    """Keep what is other than it was; returns what holds from now on. NotAllowed where the role may not decide."""
    before = named_now(session.site.duties)
    changed = [
        SiteSetting(matter.setting, kept_roles(wanted.get(matter, ())))
        for matter in Matter
        if set(wanted.get(matter, ())) != set(before[matter])
    ]
    if changed:
        session.append_each(session.vault.registry.clinic_stream, changed)
    return acknowledging_of(session)
