"""Printing on this computer: how many copies, and whether it is said that a printer's queue keeps copies."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from careboard.i18n import gettext as _
from careboard.settings import MOST_COPIES, DesktopSettings
from careboard.ui.look.look import Type
from careboard.ui.parts.fields import Choice, Field
from careboard.ui.parts.labels import Label
from careboard.ui.parts.ticks import Tick
from careboard.ui.shell.settings.panel import SettingsPanel


class PrintingPanel(SettingsPanel):
    """They change at once."""

    changed = Signal(object)  # what makes the settings of now out of those before

    def __init__(self, settings: DesktopSettings, parent: QWidget | None = None) -> None:
        super().__init__(_("On this computer"), parent=parent)
        self.copies = Choice([(str(number), number) for number in range(1, MOST_COPIES + 1)])
        self.copies.choose(settings.copies)
        self.warn = Tick(_("Before the first print of a session, say that the queue keeps copies"))
        self.warn.tick(ticked=not settings.spool_known)
        told = _(
            "What is printed lies unencrypted in the printer's queue. What is printed of a patient is recorded before "
            "the first page goes."
        )
        for widget in (
            Field(_("Copies of each paper"), self.copies, _("The printer's own box can still be set otherwise.")),
            self.warn,
            Label(told, Type.META, "text3", wrap=True),
        ):
            self.column.addWidget(widget)
        self.copies.currentIndexChanged.connect(self._tell)
        self.warn.toggled.connect(self._tell)

    def _tell(self) -> None:
        copies, known = int(str(self.copies.chosen)), not self.warn.ticked
        self.changed.emit(lambda kept: replace(kept, copies=copies, spool_known=known))
