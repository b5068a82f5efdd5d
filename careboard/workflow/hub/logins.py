"""Who has a login on the hub, and what it may do there: both follow from the clinic's people.

An administrator's client sees to it at each exchange and after each change of people, so that what could not be done
once is done the next time. Of members whom this computer does not know yet nothing is concluded.
"""

import secrets
from collections.abc import Iterable
from contextlib import closing, suppress
from threading import Lock

from careboard.clinical.people import Role
from careboard.i18n import later
from careboard.settings import ClinicSettings, HubSettings
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.logins import login_of
from careboard.storage.hub.port import HubRefused
from careboard.storage.hub.reception import Login, Reception
from careboard.vault.keyslot import Slot
from careboard.vault.refusals import NotAllowed
from careboard.vault.registry import Registry
from careboard.workflow.clinic import clinic_name
from careboard.workflow.hub.enrolment import Enrolment
from careboard.workflow.hub.reaching import NoHub, for_a_first_time, line_to_hub
from careboard.workflow.open_vault import OpenVault

PASSWORD_BYTES = 24  # of one that is used once
_ONE_AT_A_TIME = Lock()  # a desktop's courier and its administrator would each give a first password


def tend_logins(vault: OpenVault, line: LastingLine) -> None:
    """Shut out who left, let administrators administer the hub, and give who signs in here without a login one.

    Does nothing for whoever is no administrator; what the hub refuses now is tried again the next time.
    """
    if Role.ADMIN not in vault.roles:
        return
    desk = Reception(line)
    with _ONE_AT_A_TIME, suppress(HubRefused):
        logins = [one for one in desk.logins() if one.dismissed is None and one.members]
        for login in logins:
            with suppress(HubRefused):
                _settle(desk, login, vault.registry)
        _give_logins(vault, desk, logins)


def invite_member(vault: OpenVault, member: str) -> Enrolment:
    """An enrolment file by which a member comes to a new computer, or to a first login in a vault older than its hub.

    Until it is used the member's other computers do not reach the hub. Raises NotAllowed, NoHub and what the hub
    refuses.
    """
    refuse_others(vault)
    settings = hub_of(vault)
    vault.catch_up()
    member = vault.registry.signing(member)
    if member not in vault.registry.active:
        raise NotAllowed(later("There is no such member now."), later("List the members of the clinic."))
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    with closing(line_to_hub(vault)) as line:
        desk = Reception(line)
        theirs = (one.login for one in desk.logins() if member in one.members and one.dismissed is None)
        login = next(theirs, login_of(member))
        desk.invite(login, password)
        desk.admit(login, member, repair=_administers(vault.registry, [member]))
    secret = ClinicSettings(vault.clinic).site_secret()
    return Enrolment(settings.address, vault.clinic, clinic_name(vault), secret, login, password, member)


def refuse_others(vault: OpenVault) -> None:
    """Only administrators stand at the hub's door."""
    if Role.ADMIN not in vault.roles:
        raise NotAllowed(later("Only an administrator of the clinic lets people in."))


def hub_of(vault: OpenVault) -> HubSettings:
    """What this computer knows of the clinic's hub; raises NoHub."""
    if (settings := HubSettings.of(vault.clinic)) is None:
        raise NoHub(later("This clinic has no hub that this computer knows."))
    return settings


def _settle(desk: Reception, login: Login, registry: Registry) -> None:
    active = [member for member in login.members if member in registry.active]
    if not active and all(member in registry.members for member in login.members):
        desk.dismiss(login.login)
    elif active and login.repair != _administers(registry, active):
        desk.admit(login.login, active[0], repair=not login.repair)


def _give_logins(vault: OpenVault, desk: Reception, logins: Iterable[Login]) -> None:
    """To members who have a passphrase on this computer; the password for the first time waits here, sealed."""
    known = {member: login.login for login in logins for member in login.members}
    for member in sorted(vault.file.keyslots(Slot.PASSPHRASE).keys() & vault.registry.active.keys()):
        settings = hub_of(vault)
        if member in settings.logins or member in settings.first:
            continue
        if member in known:  # it has the password of their seed, on every computer
            settings.with_login(member, known[member]).keep(vault.clinic)
            continue
        login = login_of(member)
        password, first = for_a_first_time(vault.clinic, vault.registry.members[member].keys, login)
        desk.invite(login, password)
        desk.admit(login, member, repair=_administers(vault.registry, [member]))
        settings.with_first(member, first).keep(vault.clinic)


def _administers(registry: Registry, members: Iterable[str]) -> bool:
    return any(Role.ADMIN in registry.active[member].roles for member in members)
