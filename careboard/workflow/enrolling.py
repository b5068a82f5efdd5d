"""Coming in with paper, and what a membership becomes: other roles, or its end.

Where a recovery kit cannot be written, nobody is enrolled who could not recover.
"""

from functools import partial
from pathlib import Path

from careboard.clinical.people import Role
from careboard.vault.keyslot import KdfCost
from careboard.vault.policy import TEAM
from careboard.workflow.clinic import chosen_teams
from careboard.workflow.founding import Person
from careboard.workflow.papers import keep_kit, refuse_unwritable
from careboard.workflow.people import change_roles, revoke
from careboard.workflow.reading import authors_of
from careboard.workflow.session import Session


def enrol_with_kit(session: Session, person: Person, path: Path, *, cost: KdfCost | None = None) -> None:
    """Write the kit of one more member and make them one; raises NotWritten where it cannot be, and nobody is enrolled.

    Whatever else fails takes the kit away again.
    """
    refuse_unwritable(path)
    session.enrol(person, cost=cost, keep=partial(keep_kit, path=path))


def change_membership(session: Session, member: str, roles: frozenset[Role]) -> None:
    """A member has these roles from now on, and without any leaves; who begins to treat or coordinate gets the charts.

    The charts are those that this member reads, and none where the clinic chooses its care teams. Raises NotAllowed,
    also where nobody would administer the clinic.
    """
    session.vault.refresh()
    member = session.vault.registry.signing(member)
    before = session.vault.registry.members[member].roles
    charts = [chart.patient for chart in session.charts()] if not chosen_teams(session.vault) else []
    if not roles:
        revoke(session.vault, member)
        return
    change_roles(session.vault, member, roles)
    if roles & TEAM and not before & TEAM:
        for stream in charts:
            if member not in session.vault.keyring.left(stream):
                session.vault.grant(stream, member)
    session.authors = authors_of(session.vault)
