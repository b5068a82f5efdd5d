"""The groups of the settings, in the order of the list: what each is called, and its icon.

A group is in the list only while it has a panel that whoever is signed in may see.
"""

from enum import StrEnum

from careboard.i18n import gettext as _


class Group(StrEnum):
    """One group of panels."""

    APPEARANCE = "appearance"
    KEYBOARD = "keyboard"
    NOTES = "notes"
    LOCK = "lock"
    RECOVERY = "recovery"
    NOTIFICATIONS = "notifications"
    UNITS = "units"
    PRINTING = "printing"
    CLINIC = "clinic"
    RECORD = "record"
    ABOUT = "about"

    @property
    def words(self) -> str:
        """What it is called."""
        return _WORDS[self][0]

    @property
    def icon(self) -> str:
        """Its icon."""
        return _WORDS[self][1]


_WORDS = {
    Group.APPEARANCE: (_("Appearance"), "eye"),
    Group.KEYBOARD: (_("Keyboard"), "menu"),
    Group.NOTES: (_("Notes"), "edit"),
    Group.LOCK: (_("Cover and lock"), "lock"),
    Group.RECOVERY: (_("Recovery"), "key"),
    Group.NOTIFICATIONS: (_("Notifications"), "inbox"),
    Group.UNITS: (_("Units and dates"), "calendar"),
    Group.PRINTING: (_("Printing"), "print"),
    Group.CLINIC: (_("Clinic"), "home"),
    Group.RECORD: (_("Backup and record"), "save"),
    Group.ABOUT: (_("About"), "info"),
}
