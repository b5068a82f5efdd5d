"""Settings of this person on this computer: how it looks, and the PIN that lifts the cover.

They change at once; what is about the whole clinic is a panel of its own, added for who may decide it.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.settings import DesktopSettings
from careboard.ui.entrance.pin import LEAST, Pin
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Choice, Field, Secret
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.sheet import Scrolled
from careboard.ui.shell.settings_panel import SettingsPanel

_THEMES = (
    (_("As the system has it"), "system"),
    (_("Light"), "light"),
    (_("Dark"), "dark"),
    (_("High contrast"), "contrast"),
)
_SIZES = (0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class SettingsPage(Ground):
    """Appearance and PIN."""

    look_chosen = Signal(str, float)  # theme, text size
    pin_chosen = Signal(object, str)  # a Pin, and the passphrase that shows who sets it

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

    def _appearance(self, settings: DesktopSettings) -> SettingsPanel:
        self.theme = Choice(_THEMES)
        self.theme.choose(settings.theme)
        self.size_ = Choice([(f"{round(size * 100)}%", size) for size in _SIZES])
        self.size_.choose(settings.text_size)
        for choice in (self.theme, self.size_):
            choice.currentIndexChanged.connect(self._choose_look)
        return SettingsPanel(_("Appearance"), Field(_("Theme"), self.theme), Field(_("Text size"), self.size_))

    def _cover(self) -> SettingsPanel:
        self.pin = Secret()
        hint = _("Six digits or more. It lifts the cover until you sign out, and is kept nowhere.")
        self._pin = Field(_("PIN for the cover"), self.pin, hint)
        self.passphrase = Secret()
        self._passphrase = Field(_("Your passphrase"), self.passphrase, _("It shows that it is you who sets the PIN."))
        self.keep = Button(_("Set the PIN"))
        self._kept = Label("", Type.LABEL, "ok")
        for secret in (self.pin, self.passphrase):
            secret.returnPressed.connect(self._choose_pin)
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
        return SettingsPanel(
            _("Cover and lock"), Label(told, Type.BODY, "text2", wrap=True), self._pin, self._passphrase, both
        )

    @property
    def themes(self) -> tuple[tuple[str, str], ...]:
        """The themes, each with its words."""
        return _THEMES

    @property
    def error(self) -> str:
        """What is said to be wrong with the PIN, or with the passphrase beside it."""
        return self._pin.error or self._passphrase.error

    def show_pin_kept(self) -> None:
        """Say that the PIN holds from now on."""
        self._set_busy(busy=False)
        for secret in (self.pin, self.passphrase):
            secret.clear()
        self._kept.setText(_("The PIN lifts the cover from now on."))
        self.keep.setFocus()

    def refuse_pin(self, error: CareboardError) -> None:
        """Say why the PIN was not taken; who is at the desk did not show who they are."""
        self._set_busy(busy=False)
        self._passphrase.refuse(error.told)
        self.passphrase.clear()
        self.passphrase.setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self._pin, self._passphrase, self.keep):
            widget.setEnabled(not busy)

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
        typed = self.passphrase.text()
        self._passphrase.refuse("" if typed else _("Type your passphrase too."))
        if not typed:
            self.passphrase.setFocus()
            return
        self._kept.setText("")
        self._set_busy(busy=True)
        self.pin_chosen.emit(pin, typed)
