"""The way of whoever is signed in to the clinic's hub: a login that this computer knows, a password out of the seed."""

from careboard.errors import CareboardError
from careboard.i18n import later
from careboard.settings import HubSettings
from careboard.storage.hub.lasting import LastingLine
from careboard.vault.keys import Keyset
from careboard.workflow.open_vault import OpenVault


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
    if keyset.id not in settings.logins:
        raise NoHub(later("You have no login on the clinic's hub that this computer knows."))
    return LastingLine(settings.address, settings.logins[keyset.id], keyset.hub_password)
