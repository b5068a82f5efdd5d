"""What the clinic decides about itself from the desktop: who may, and the lists that it keeps in its own stream.

A decision is one more entry there; the newest of a name counts, and an empty one returns to the program's default.
"""

from careboard.clinical.clinic import SiteSetting
from careboard.projections.site import STRENGTHS
from careboard.projections.strengths import Strengths, kept
from careboard.workflow.session import Session


def may_decide(session: Session) -> bool:
    """May whoever is signed in decide for the clinic? Administrators and supervisors, unless its policy says others."""
    return session.vault.registry.policy.may_write_schema("site-setting", session.me.roles)


def strengths_of(session: Session) -> tuple[Strengths, ...]:
    """The doses by which the clinic's dose sheet steps."""
    return session.site.strengths


def keep_strengths(session: Session, strengths: tuple[Strengths, ...]) -> tuple[Strengths, ...]:
    """Keep other lists; returns them as they stand from now on. NotAllowed where the role may not decide."""
    session.append(session.vault.registry.clinic_stream, SiteSetting(STRENGTHS, kept(strengths)))
    return session.site.strengths
