"""What this computer remembers: of a clinic its site secret and who signs in here, and of the desktop how it looks.

It lies in the user's data folder, beside no record, and tells no name of a patient.
"""

from careboard.settings.clinic import TRIES, ClinicSettings, SettingsRefused
from careboard.settings.desktop import (
    BADGES,
    MOST_COPIES,
    MOST_VAULTS,
    THEMES,
    DesktopSettings,
    KnownVault,
    WindowPlace,
)
from careboard.settings.files import LARGEST_SMALL_FILE, read_small, sync_folder, write_private
from careboard.settings.hub import FirstLogin, HubAddress, HubSettings, HubUnknown
from careboard.settings.sign_ins import FREE_TRIES, LONGEST_WAIT, WrongTries, sign_in_name

__all__ = [
    "BADGES",
    "FREE_TRIES",
    "LARGEST_SMALL_FILE",
    "LONGEST_WAIT",
    "MOST_COPIES",
    "MOST_VAULTS",
    "THEMES",
    "TRIES",
    "ClinicSettings",
    "DesktopSettings",
    "FirstLogin",
    "HubAddress",
    "HubSettings",
    "HubUnknown",
    "KnownVault",
    "SettingsRefused",
    "WindowPlace",
    "WrongTries",
    "read_small",
    "sign_in_name",
    "sync_folder",
    "write_private",
]
