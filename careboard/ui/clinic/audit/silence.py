"""From whose computers nothing came for two days, in a panel that is there only while it says something."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel
from careboard.workflow.unheard import Silence, Silent, silence

MOST = 5  # that are named; the others are counted


class SilencePanel(Panel):
    """Asks the desk whenever it is told to. `changed`: it needs other room."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="warn_tint")
        self._desk = desk
        self._told = Label("", Type.BODY, "warn", wrap=True)
        self._why = Label(
            _(
                "It is off, or has no network, or its records do not reach the server or are withheld there. "
                "Ask whoever works at it whether what they wrote there is shared."
            ),
            Type.META,
            "text2",
            wrap=True,
        )
        column = QVBoxLayout(self)
        edge = look().px(12)
        column.setContentsMargins(edge, look().px(8), edge, look().px(8))
        column.setSpacing(look().px(4))
        for label in (self._told, self._why):
            column.addWidget(label)
        self.hide()

    @property
    def said(self) -> str:
        """What it says."""
        return self._told.text()

    def load(self) -> None:
        """Ask anew."""
        self._desk.ask(silence, self, self.show_silence)

    def show_silence(self, found: Silence) -> None:
        """Say who was not heard from."""
        voice = Voice(zone=self._desk.zone)
        lines = [_line(one, found, voice) for one in found.silent[:MOST]]
        if (more := len(found.silent) - MOST) > 0:
            lines.append(ngettext("{n} more computer.", "{n} more computers.", more).format(n=more))
        if lines and found.out_of_use:
            told = ngettext(
                "{n} more was silent for longer than 90 days.",
                "{n} more were silent for longer than 90 days.",
                found.out_of_use,
            )
            lines.append(told.format(n=found.out_of_use))
        self._told.setText("\n".join(lines))
        self.setVisible(bool(lines))
        self.changed.emit()


def _line(one: Silent, found: Silence, voice: Voice) -> str:
    hours = int((found.met - one.last).total_seconds() // 3600) if found.met is not None else 0
    told = _("Not heard from the computer of {name} (log {number}) for {hours} h: last on {moment}.")
    return told.format(name=one.name, number=one.log[:6], hours=hours, moment=moment(one.last, voice))
