"""The way of whoever is signed in to the clinic's hub: a login that this computer knows, a password out of the seed."""

from careboard.errors import CareboardError
from careboard.i18n import later
from careboard.settings import FirstLogin, HubAddress, HubSettings
from careboard.storage.hub.lasting import FirstTime, LastingLine
from careboard.vault.keys import Keyset, PublicKeys, StreamKey, wrap_info
from careboard.workflow.open_vault import OpenVault

ASK_FOR_A_LOGIN = later("Ask an administrator of the clinic for an enrollment file that names you.")
_PURPOSE = "hub-login"


class NoHub(CareboardError):
    """The clinic has no hub, as far as this computer knows, or the member no login on it."""

    advice = later("A clinic gets a hub by `careboard hub create`; a computer joins it with an enrollment file.")


def line_to_hub(vault: OpenVault) -> LastingLine:
    """A line to the hub for this member, not dialled yet; raises NoHub, and HubUnknown for damaged settings."""
    return line_of(vault.clinic, vault.keyset)


def line_of(clinic: str, keyset: Keyset) -> LastingLine:
    """As `line_to_hub`, for keys whose owner need not be a member yet."""
    settings = HubSettings.of(clinic)
    if settings is None:
        raise NoHub(later("This clinic has no hub that this computer knows."))
    if (first := settings.first.get(keyset.id)) is not None:
        return _for_the_first_time(clinic, keyset, settings.address, first)
    if keyset.id not in settings.logins:
        raise NoHub(later("You have no login on the clinic's hub that this computer knows."), ASK_FOR_A_LOGIN)
    return LastingLine(settings.address, settings.logins[keyset.id], keyset.hub_password)


def for_a_first_time(clinic: str, keys: PublicKeys, login: str) -> tuple[str, FirstLogin]:
    """A password for one use, and the login with it sealed for the owner of these keys."""
    once = StreamKey.new()
    sealed = once.wrap(keys, wrap_info(clinic, "", once.id, keys.id, _PURPOSE))
    return once.secret.hex(), FirstLogin(login, once.id, sealed.hex())


def _for_the_first_time(clinic: str, keyset: Keyset, address: HubAddress, first: FirstLogin) -> LastingLine:
    def done() -> None:
        if (settings := HubSettings.of(clinic)) is not None:
            settings.with_login(keyset.id, first.login).keep(clinic)

    try:
        info = wrap_info(clinic, "", first.key, keyset.id, _PURPOSE)
        once = keyset.unwrap(bytes.fromhex(first.sealed), info, first.key)
    except (CareboardError, ValueError):
        raise NoHub(later("What this computer keeps of your login on the hub is damaged."), ASK_FOR_A_LOGIN) from None
    return LastingLine(address, first.login, keyset.hub_password, first=FirstTime(once.secret.hex(), done))
