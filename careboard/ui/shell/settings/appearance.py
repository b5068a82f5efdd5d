"""How the desktop looks to this person on this computer: theme, text size, density; it changes at once."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from careboard.i18n import gettext as _
from careboard.settings import DesktopSettings
from careboard.ui.look.look import Type
from careboard.ui.parts.fields import Choice, Field
from careboard.ui.parts.labels import Label
from careboard.ui.shell.settings.panel import SettingsPanel

THEMES = (
    (_("As the system has it"), "system"),
    (_("Light"), "light"),
    (_("Dark"), "dark"),
    (_("High contrast"), "contrast"),
)
_SIZES = (0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class AppearancePanel(SettingsPanel):
    """Theme, text size, and how close the rows of lists stand."""

    changed = Signal(object)  # what makes the settings of now out of those before

    def __init__(self, settings: DesktopSettings, parent: QWidget | None = None) -> None:
        self.theme = Choice(THEMES)
        self.theme.choose(settings.theme)
        self.size_ = Choice([(f"{round(size * 100)}%", size) for size in _SIZES])
        self.size_.choose(settings.text_size)
        theme, size = Field(_("Theme"), self.theme), Field(_("Text size"), self.size_)
        self.density = Choice([(_("Roomy"), False), (_("Close together"), True)])
        self.density.choose(settings.dense)
        hint = _("Caseload, people, audit, settings and what is found.")
        density = Field(_("Rows of lists"), self.density, hint)
        told = _("Nothing moves or flashes in Careboard: there is nothing to turn off.")
        still = Label(told, Type.META, "text3", wrap=True)
        super().__init__(_("Theme and text"), theme, size, density, still, parent=parent)
        for choice in (self.theme, self.size_, self.density):
            choice.currentIndexChanged.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        theme, size, dense = str(self.theme.chosen), self.size_.chosen, bool(self.density.chosen)
        text = size if isinstance(size, float) else 1.0
        self.changed.emit(lambda kept: replace(kept, theme=theme, text_size=text, dense=dense))
