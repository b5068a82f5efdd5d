"""What a clinic says of itself: its id, and the settings, names and people in its own stream.

The clinic's stream is read by every member, and never by anybody else.
"""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from careboard.clinical.clinic import SiteSetting
from careboard.clinical.entry import KnownContent
from careboard.clinical.values import When
from careboard.errors import CareboardError
from careboard.i18n import filled, later
from careboard.settings import HubSettings
from careboard.storage.vaultfile import VaultFile
from careboard.vault import codec
from careboard.vault.keyslot import Keyslot, Slot
from careboard.vault.record import Record
from careboard.vault.registry import fold_registry
from careboard.workflow.open_vault import Draft, OpenVault
from careboard.workflow.reading import contents_of
from careboard.workflow.refusals import NotLetInYet

CLINIC_NAME, TIME_ZONE, LOCK_MINUTES, HOURS = "clinic-name", "time-zone", "lock-minutes", "hours"
CARE_TEAMS, CHOSEN = "care-teams", "chosen"
SOONEST, USUAL, LATEST = 3, 10, 15  # minutes until the lock


def clinic_of(file: VaultFile) -> str:
    """The clinic id of a vault: the id of its genesis; raises NotLetInYet where it waits for one."""
    genesis = file.of_kinds(["genesis"])
    if not genesis and _is_to_come(file):
        raise NotLetInYet(later("You asked to join this clinic, and are not let in yet."))
    return fold_registry(genesis).clinic


def _is_to_come(file: VaultFile) -> bool:
    """Does this computer know a hub from which the clinic of these keys comes?"""
    slots = (Keyslot.decode(sealed) for sealed in file.keyslots(Slot.PASSPHRASE).values())
    return any(HubSettings.of(slot.clinic) is not None for slot in slots)


def clinic_name(vault: OpenVault) -> str:
    """The clinic's name, from its own stream."""
    return setting(vault, CLINIC_NAME) or "Clinic"


def lock_minutes(vault: OpenVault) -> int:
    """After how many minutes without a touch a desktop locks: 10, or what the clinic chose, 3 to 15."""
    chosen = setting(vault, LOCK_MINUTES) or ""
    return int(chosen) if chosen in map(str, range(SOONEST, LATEST + 1)) else USUAL


def chosen_teams(vault: OpenVault) -> bool:
    """Does the clinic choose who is on a chart's care team? Else everybody who treats or coordinates is on each."""
    return setting(vault, CARE_TEAMS) == CHOSEN


def time_zone(vault: OpenVault) -> str:
    """The newest time zone of the clinic that there is: one that there is not keeps nobody out."""
    return next((zone for zone in _values(vault, TIME_ZONE) if not zone or _is_a_zone(zone)), "") or "UTC"


def today(vault: OpenVault) -> date:
    """The day it is at the clinic."""
    return vault.clock().astimezone(ZoneInfo(time_zone(vault))).date()


def setting(vault: OpenVault, name: str) -> str | None:
    """The newest value of a site setting."""
    return next(_values(vault, name), None)


def _values(vault: OpenVault, name: str) -> Iterator[str]:
    """All values that a setting had, the newest first."""
    contents = reversed(contents_of(vault, vault.registry.clinic_stream))
    return (c.value for c in contents if isinstance(c, SiteSetting) and c.setting == name)


def say(vault: OpenVault, stream: str, content: KnownContent) -> Record:
    """Sign a content into the clinic's own stream."""
    return vault.write([said(vault, stream, content)])[0]


def said(vault: OpenVault, stream: str, content: KnownContent) -> Draft:
    """A content of the clinic's own stream, sealed and not signed yet."""
    return vault.sealed("clinic", stream, codec.encode(content, When.at(vault.clock()), said=""))


def refuse_unknown_zone(zone: str) -> None:
    """A clinic's time zone is one of the tz database."""
    if not _is_a_zone(zone):
        raise CareboardError(
            filled("There is no time zone {zone}.", zone=repr(zone)), "Name one such as America/New_York."
        )


def _is_a_zone(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        return False
    return True
