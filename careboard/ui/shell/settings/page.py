"""The page of settings: the groups at the left, the panels of the chosen one beside them.

What is about the whole clinic is a panel that hides itself from who may not decide it; a group of none is not there.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from careboard.i18n import gettext as _
from careboard.settings import DesktopSettings
from careboard.ui.desk import Desk
from careboard.ui.entrance.entrance import documents
from careboard.ui.look.look import Type, look
from careboard.ui.parts.fields import Choice
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.sheet import Scrolled
from careboard.ui.shell.settings.acknowledging import AcknowledgingPanel
from careboard.ui.shell.settings.appearance import AppearancePanel
from careboard.ui.shell.settings.care import CarePanel
from careboard.ui.shell.settings.columns import Columns
from careboard.ui.shell.settings.cover import CoverPanel
from careboard.ui.shell.settings.drills import Drills
from careboard.ui.shell.settings.group_list import GroupList
from careboard.ui.shell.settings.groups import Group
from careboard.ui.shell.settings.keyboard import ShortcutsPanel, SingleKeysPanel
from careboard.ui.shell.settings.named import NamedPanel
from careboard.ui.shell.settings.notifications import NotificationsPanel
from careboard.ui.shell.settings.one_choice import care_teams, hours, lock_times
from careboard.ui.shell.settings.own_scales import OwnScalesPanel
from careboard.ui.shell.settings.passphrase import PassphrasePanel
from careboard.ui.shell.settings.phrases import PhrasesPanel
from careboard.ui.shell.settings.printing import PrintingPanel
from careboard.ui.shell.settings.reaching import ReachingPanel
from careboard.ui.shell.settings.record import RecordCheck
from careboard.ui.shell.settings.recovery import RecoveryPanel
from careboard.ui.shell.settings.strengths import StrengthsPanel
from careboard.ui.shell.settings.templates.panel import TemplatesPanel
from careboard.ui.shell.settings.told import Units, about, licences


class SettingsPage(Ground):
    """Every setting, each in its group."""

    changed = Signal(object)  # what makes the settings of this computer out of those before

    def __init__(self, desk: Desk, settings: DesktopSettings, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._columns: dict[Group, Columns] = {}
        self._scrolled: dict[Group, Scrolled] = {}
        self._build()
        self._add_own(desk, settings)
        self._add_clinics(desk)

    def _add_own(self, desk: Desk, settings: DesktopSettings) -> None:
        """What each member decides alone, or this computer's user for it."""
        self.appearance, self.cover, self.printing = AppearancePanel(settings), CoverPanel(), PrintingPanel(settings)
        self.single_keys, self.passphrase = SingleKeysPanel(act=settings.single_keys), PassphrasePanel(desk)
        self.notifications = NotificationsPanel(settings)
        for panel in (self.appearance, self.printing, self.single_keys, self.notifications):
            panel.changed.connect(self.changed)
        self.add_panels(Group.APPEARANCE, self.appearance)
        self.add_panels(Group.KEYBOARD, self.single_keys, ShortcutsPanel())
        self.recovery = RecoveryPanel(desk, documents())
        self.add_panels(Group.LOCK, self.cover, self.passphrase, self.recovery)
        self.drills = Drills(desk)
        self.add_panels(Group.RECOVERY, *self.drills.panels)
        self.add_panels(Group.NOTIFICATIONS, self.notifications)
        self.add_panels(Group.PRINTING, self.printing)
        self.add_panels(Group.NOTES, PhrasesPanel(desk, own=True))

    def _add_clinics(self, desk: Desk) -> None:
        """What is decided for the whole clinic, and what is told of it."""
        self.reaching, self.strengths = ReachingPanel(desk), StrengthsPanel(desk)
        self.care, self.templates = CarePanel(desk), TemplatesPanel(desk)
        self.add_panels(Group.NOTES, PhrasesPanel(desk, own=False), self.templates)
        self.add_panels(Group.LOCK, lock_times(desk))
        self.add_panels(Group.UNITS, Units(desk), hours(desk))
        self.named, self.acknowledging = NamedPanel(desk), AcknowledgingPanel(desk)
        self.add_panels(Group.CLINIC, self.named, self.reaching, self.care, self.acknowledging)
        self.add_panels(Group.CLINIC, care_teams(desk), self.strengths, OwnScalesPanel(desk))
        self.add_panels(Group.RECORD, RecordCheck(desk))
        self.add_panels(Group.ABOUT, about(desk), licences())

    def _build(self) -> None:
        self.groups = GroupList()
        self.groups.chosen.connect(self._show_group)
        self._title = Label("", Type.TITLE)
        beside = QWidget()
        self._stack = QStackedLayout(beside)
        left, right = QVBoxLayout(), QVBoxLayout()
        edge = look().px(16)
        for column, widgets in ((left, (Label(_("Settings"), Type.NAME), self.groups)), (right, (self._title, beside))):
            column.setSpacing(look().px(12))
            for widget in widgets:
                column.addWidget(widget)
        page = QHBoxLayout(self)
        page.setContentsMargins(edge, edge, 0, 0)
        page.setSpacing(edge)
        page.addLayout(left)
        page.addLayout(right, 1)
        self.setFocusProxy(self.groups)

    def add_panels(self, group: Group, *panels: QWidget) -> None:
        """More panels of a group, after its others."""
        if group not in self._columns:
            columns = self._columns[group] = Columns()
            columns.offered_changed.connect(self._offer)
            scrolled = self._scrolled[group] = Scrolled(columns)
            self._stack.addWidget(scrolled)
        for panel in panels:
            self._columns[group].add(panel)
        self._offer()

    def show_group(self, group: Group) -> None:
        """Choose a group."""
        self.groups.choose(group)

    @property
    def theme(self) -> Choice:
        """The choice of a theme."""
        return self.appearance.theme

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """The list, and what is beside it."""
        shown = self._stack.currentWidget()
        return (self.groups, shown) if shown is not None else (self.groups,)

    @Slot()
    def _offer(self) -> None:
        self.groups.offer([group for group in Group if group in self._columns and self._columns[group].offered])

    @Slot(object)
    def _show_group(self, group: Group) -> None:
        self._title.setText(group.words)
        self._stack.setCurrentWidget(self._scrolled[group])
