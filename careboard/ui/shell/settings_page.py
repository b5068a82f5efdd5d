"""Settings of this person on this computer: how it looks, and the PIN that lifts the cover.

They change at once; nothing here is about the clinic.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from careboard.i18n import gettext as _
from careboard.settings import DesktopSettings
from careboard.ui.entrance.pin import LEAST, Pin
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Choice, Field, Secret
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Ground, Panel
from careboard.ui.parts.sheet import Scrolled

_THEMES = (
    (_("As the system has it"), "system"),
    (_("Light"), "light"),
    (_("Dark"), "dark"),
    (_("High contrast"), "contrast"),
)
_SIZES = (0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
_WIDTH = 560


class SettingsPage(Ground):
    """Appearance and PIN."""

    look_chosen = Signal(str, float)  # theme, text size
    pin_chosen = Signal(object)  # a Pin

    def __init__(self, settings: DesktopSettings, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        inside = QWidget()
        column = QVBoxLayout(inside)
        edge = look().px(16)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look().px(16))
        column.addWidget(Label(_("Settings"), Type.NAME))
        column.addWidget(self._appearance(settings))
        column.addWidget(self._cover())
        self._column = column
        column.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(Scrolled(inside))
        self.setFocusProxy(self.theme)

    def add_panel(self, panel: QWidget) -> None:
        """One more panel, below the others."""
        self._column.insertWidget(self._column.count() - 1, panel)

    def _appearance(self, settings: DesktopSettings) -> Panel:
        self.theme = Choice(_THEMES)
        self.theme.choose(settings.theme)
        self.size_ = Choice([(f"{round(size * 100)}%", size) for size in _SIZES])
        self.size_.choose(settings.text_size)
        for choice in (self.theme, self.size_):
            choice.currentIndexChanged.connect(self._choose_look)
        return _panel(_("Appearance"), Field(_("Theme"), self.theme), Field(_("Text size"), self.size_))

    def _cover(self) -> Panel:
        self.pin = Secret()
        hint = _("Six digits or more. It lifts the cover until you sign out, and is kept nowhere.")
        self._pin = Field(_("PIN for the cover"), self.pin, hint)
        self.keep = Button(_("Set the PIN"))
        self._kept = Label("", Type.LABEL, "ok")
        self.pin.returnPressed.connect(self._choose_pin)
        self.keep.clicked.connect(self._choose_pin)
        told = _(
            "After 2 minutes without a touch the page is covered (at once: Ctrl+.). After 10, or as your clinic has "
            "decided, it locks (Ctrl+L)."
        )
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addWidget(self._kept, 1)
        both = QWidget()
        both.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        return _panel(_("Cover and lock"), Label(told, Type.BODY, "text2", wrap=True), self._pin, both)

    @property
    def themes(self) -> tuple[tuple[str, str], ...]:
        """The themes, each with its words."""
        return _THEMES

    @property
    def error(self) -> str:
        """What is said to be wrong with the PIN."""
        return self._pin.error

    @Slot()
    def _choose_look(self) -> None:
        size = self.size_.chosen
        self.look_chosen.emit(str(self.theme.chosen), size if isinstance(size, float) else 1.0)

    @Slot()
    def _choose_pin(self) -> None:
        try:
            pin = Pin.of(self.pin.text())
        except ValueError:
            self._pin.refuse(_("A PIN has {n} digits or more.").format(n=LEAST))
            return
        self._pin.refuse("")
        self.pin.clear()
        self._kept.setText(_("The PIN lifts the cover from now on."))
        self.pin_chosen.emit(pin)


def _panel(title: str, *widgets: QWidget) -> Panel:
    panel = Panel()
    panel.setMaximumWidth(look().px(_WIDTH))
    column = QVBoxLayout(panel)
    edge = look().px(16)
    column.setContentsMargins(edge, edge, edge, edge)
    column.setSpacing(look().px(12))
    column.addWidget(Label(title, Type.TITLE))
    for widget in widgets:
        column.addWidget(widget)
    return panel
