"""What this computer tells of what waits: the number beside the inbox; nothing leaves the window."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from careboard.i18n import gettext as _
from careboard.projections.inbox import Group
from careboard.settings import BADGES, DesktopSettings
from careboard.ui.look.look import Type
from careboard.ui.parts.fields import Choice, Field
from careboard.ui.parts.labels import Label
from careboard.ui.shell.settings.panel import SettingsPanel

ALL, ASKED, NONE = BADGES
_COUNTED = {
    ALL: frozenset(Group) - {Group.UNREAD},
    ASKED: frozenset({Group.TO_ACKNOWLEDGE, Group.TO_COSIGN, Group.FOR_ME}),
    NONE: frozenset[Group](),
}


def badge_of(counts: Mapping[Group, int], badge: str) -> int:
    """How much stands beside the inbox, of what waits in each group."""
    return sum(count for group, count in counts.items() if group in _COUNTED[badge])


class NotificationsPanel(SettingsPanel):
    """It changes at once."""

    chosen = Signal(str)
    changed = Signal(object)  # what makes the settings of now out of those before

    def __init__(self, settings: DesktopSettings, parent: QWidget | None = None) -> None:
        super().__init__(_("On this computer"), parent=parent)
        self.badge = Choice(
            (
                (_("All that waits for you"), ALL),
                (_("What somebody asks of you: to acknowledge, to co-sign, for you"), ASKED),
                (_("No number"), NONE),
            )
        )
        self.badge.choose(settings.badge)
        told = _(
            "Careboard tells you in its own window alone: nothing goes to the notices of the computer, to mail or to a "
            "telephone. Risks stand in the digest, and the lock is told 20 seconds before, whatever is chosen here."
        )
        hint = _("What is only unread is never counted. The inbox itself always shows everything.")
        self.column.addWidget(Field(_("Number beside the inbox"), self.badge, hint))
        self.column.addWidget(Label(told, Type.META, "text3", wrap=True))
        self.badge.currentIndexChanged.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        badge = str(self.badge.chosen)
        self.changed.emit(lambda kept: replace(kept, badge=badge))
        self.chosen.emit(badge)
