"""Letting people in: an administrator makes an enrolment file, compares six words, and signs the newcomer in.

Nobody is let in whose words were not said. The newcomer is handed the clinic's own stream and, where everybody is on
every care team, the charts that the administrator reads; other charts come from those who read them.
"""

import secrets
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.i18n import later
from careboard.reference.fingerprints import six_words
from careboard.settings import ClinicSettings
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.reception import Asking, Reception
from careboard.vault.keys import PublicKeys
from careboard.vault.policy import TEAM
from careboard.vault.refusals import NotAllowed, WrongSecret
from careboard.vault.request import Request
from careboard.workflow.clinic import chosen_teams
from careboard.workflow.founding import admit, refuse_nameless
from careboard.workflow.hub.enrolment import Enrolment
from careboard.workflow.hub.logins import PASSWORD_BYTES, hub_of, refuse_others
from careboard.workflow.hub.reaching import line_to_hub
from careboard.workflow.hub.syncing import sync
from careboard.workflow.new_keys import give_new_keys
from careboard.workflow.open_vault import OpenVault
from careboard.workflow.reading import authors_of
from careboard.workflow.session import Session

_LOGIN_BYTES = 12


class OtherWords(CareboardError):
    """The words that were said are not those of who asks."""

    advice = later(
        "Nobody was let in. Have the newcomer read them once more from the own screen. If they differ still, "
        "somebody else asks in their name: let nobody in, and tell the privacy officer."
    )


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who asks to join. What is typed is `name`, `role` and `device`; what counts is `words`.

    `role` is None where what was typed is none. `asked` is the server's time.
    """

    login: str
    name: str
    role: Role | None
    device: str
    words: tuple[str, ...]
    asked: datetime
    keys: PublicKeys = field(repr=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who asks to join, the first first; `unreadable` requests were sent by somebody without the site secret."""

    newcomers: tuple[Newcomer, ...]
    unreadable: int

    def with_words(self, said: Sequence[str]) -> Newcomer:
        """The one whose words these are; raises OtherWords unless all six are the same."""
        found = next((one for one in self.newcomers if one.words == _heard(said)), None)
        if found is None:
            raise OtherWords(later("Nobody who asks to join has these six words."))
        return found


def invite(session: Session) -> Enrolment:
    """An enrolment file for one newcomer: a guest's login with a password for one use."""
    vault = session.vault
    refuse_others(vault)
    settings = hub_of(vault)
    login, password = f"cb_{secrets.token_hex(_LOGIN_BYTES)}", secrets.token_urlsafe(PASSWORD_BYTES)
    with closing(line_to_hub(vault)) as line:
        Reception(line).invite(login, password)
    secret = ClinicSettings(vault.clinic).site_secret()
    return Enrolment(settings.address, vault.clinic, session.clinic, secret, login, password)


def waiting(session: Session) -> Waiting:
    """Everybody who asks to join now."""
    refuse_others(session.vault)
    with closing(line_to_hub(session.vault)) as line:
        return waiting_at(session.vault, line)


def waiting_at(vault: OpenVault, line: LastingLine) -> Waiting:
    """As `waiting`, over the line of an administrator."""
    asking = Reception(line).asking()
    secret = ClinicSettings(vault.clinic).site_secret()
    read = [_read(one, secret, vault.clinic) for one in asking]
    newcomers = tuple(one for one in read if one is not None)
    return Waiting(newcomers, len(read) - len(newcomers))


def approve(session: Session, newcomer: Newcomer, said: Sequence[str], name: str, roles: Iterable[Role]) -> None:
    """Sign a newcomer in who `said` the six words face to face: in the clinic's registry, then at the hub's door.

    What stopped in the middle is finished by doing it once more. Raises OtherWords, NotAllowed, and what the hub
    refuses.
    """
    refuse_nameless(name)
    if not (wanted := frozenset(roles)):
        raise NotAllowed(later("A member has one role at least."))
    _refuse_other_words(session, newcomer, said)
    if newcomer.keys.id not in session.vault.registry.members:
        _sign_in(session, newcomer, name, wanted)
    _open_the_door(session, newcomer)


def approve_new_keys(session: Session, newcomer: Newcomer, said: Sequence[str], member: str, *, stolen: bool) -> None:
    """As `approve`, for a member who lost their keys, or had them `stolen`, and comes with new ones.

    They stay who they are; the login of the old keys is shut out.
    """
    _refuse_other_words(session, newcomer, said)
    if newcomer.keys.id not in session.vault.registry.members:
        give_new_keys(session, member, newcomer.keys, stolen=stolen)
    _open_the_door(session, newcomer)


def turn_away(session: Session, newcomer: Newcomer) -> None:
    """Shut out the login of somebody whose words differ."""
    refuse_others(session.vault)
    with closing(line_to_hub(session.vault)) as line:
        Reception(line).dismiss(newcomer.login)


def _refuse_other_words(session: Session, newcomer: Newcomer, said: Sequence[str]) -> None:
    """Then come into step, for somebody else may have let them in."""
    refuse_others(session.vault)
    if six_words(newcomer.keys.id) != _heard(said):  # of the very keys that are signed
        raise OtherWords(later("These are not the six words of who asks to join."))
    if (hindrance := sync(session.vault).hindrance) is not None:
        raise hindrance


def _open_the_door(session: Session, newcomer: Newcomer) -> None:
    member = session.vault.registry.active.get(newcomer.keys.id)
    if member is None:
        raise NotAllowed(later("Their membership has ended."), later("Have a new enrollment file made for them."))
    with closing(line_to_hub(session.vault)) as line:
        Reception(line).admit(newcomer.login, newcomer.keys.id, repair=Role.ADMIN in member.roles)


def _sign_in(session: Session, newcomer: Newcomer, name: str, roles: frozenset[Role]) -> None:
    vault = session.vault
    everywhere = roles & TEAM and not chosen_teams(vault)
    charts = [chart.patient for chart in session.charts()] if everywhere else []
    session.renew_keys(vault.registry.clinic_stream)
    admit(vault, newcomer.keys, roles, name, charts)
    session.authors = authors_of(vault)


def _read(asking: Asking, secret: bytes, clinic: str) -> Newcomer | None:
    try:
        request = Request.opened(asking.sealed, secret, clinic, asking.login)
    except WrongSecret:
        return None
    role = next((role for role in Role if role.value == request.role), None)
    words = six_words(request.keys.id)
    return Newcomer(asking.login, request.name, role, request.device, words, asking.asked, request.keys)


def _heard(said: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.strip().casefold() for word in said)
