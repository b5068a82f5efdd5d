"""A hub for a clinic that has a vault: a server is looked at, made the clinic's hub, and remembered by this computer.

What stopped in the middle is finished by doing it again; what is refused changes neither server nor computer.
"""

from dataclasses import dataclass, field, replace

from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.i18n import filled, later
from careboard.settings import HubAddress, HubSettings
from careboard.storage.hub.connecting import Line, connect
from careboard.storage.hub.logins import login_of
from careboard.storage.hub.making import Owner, clinic_of, make_hub
from careboard.vault.refusals import NotAllowed
from careboard.workflow.breaking_glass.group import split
from careboard.workflow.open_vault import OpenVault


class HasAnotherHub(CareboardError):
    """The clinic has a hub, and this is another database without anything of it."""

    advice = "Nothing was changed. A clinic has one hub; one that moved to another server is restored there first."


@dataclass(frozen=True, slots=True)
class ServersAdministrator:
    """How the administrator of a server comes in; used once and kept nowhere."""

    address: HubAddress
    login: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HubMade:
    """What `create_hub` did: `ran` names the files of SQL that ran, none where the hub stood already."""

    address: HubAddress
    login: str
    ran: tuple[str, ...]


def create_hub(vault: OpenVault, server: ServersAdministrator) -> HubMade:
    """Make the clinic's hub, with a login for whoever is signed in, who administers the clinic.

    From then on the keys of charts for emergencies are in halves, one of which lies there.

    Raises NotAllowed, HasAnotherHub, HubOfAnotherVersion, and whatever the server is refused for.
    """
    vault.catch_up()
    if Role.ADMIN not in vault.roles:
        raise NotAllowed(later("Only an administrator of the clinic makes its hub."))
    known = HubSettings.of(vault.clinic)
    login = (known.logins if known else {}).get(vault.member) or login_of(vault.member)
    owner = Owner(vault.clinic, vault.member, login, vault.keyset.hub_password)
    with connect(server.address, server.login, server.password) as line:
        _refuse_another_hub(line, known, server.address, vault.clinic)
        ran = make_hub(line, owner)
    connect(server.address, login, owner.password).close()
    split(vault)
    remembered = replace(known, address=server.address) if known else HubSettings(server.address)
    remembered.with_login(vault.member, login).keep(vault.clinic)
    return HubMade(server.address, login, ran)


def _refuse_another_hub(line: Line, known: HubSettings | None, address: HubAddress, clinic: str) -> None:
    """A hub that was restored on another server is the same hub: it knows its clinic."""
    if known and known.address.shown != address.shown and clinic_of(line) != clinic:
        raise HasAnotherHub(filled(later("This clinic has a hub already: {hub}."), hub=known.address.shown))
