"""The page of the hub: how things stand in a sentence, when both were in step last, what waits, and every warning."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.heading import Heading
from careboard.ui.parts.labels import Icon, Label
from careboard.ui.parts.pairs import Pairs
from careboard.ui.parts.panels import Ground, Panel
from careboard.ui.parts.sheet import Scrolled
from careboard.ui.shell.hub.words import Told
from careboard.workflow.hub.following import KeptAlarm, mark_read
from careboard.workflow.hub.hub_state import HubState

_EDGE, _GAP = 16, 12  # px at 100%


class HubPage(Ground):
    """`alarms_read`: all warnings, after this member has read those that were new. `sync_wanted`: ask the hub now."""

    closed = Signal()
    sync_wanted = Signal()
    alarms_read = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._desk = desk
        self.sync, self._close = Button(_("Sync now"), "primary", "restore"), Button(_("Close"), "", "close")
        self.sync.clicked.connect(self.sync_wanted)
        self._close.clicked.connect(self.closed)
        self.standing, self.warnings = Standing(), Warnings()
        self.warnings.read.clicked.connect(self._mark_read)
        inside = QWidget()
        column = _column(inside, _EDGE)
        column.addWidget(Heading(_("The clinic's hub"), Label(""), (self._close, self.sync)))
        column.addWidget(self.standing)
        column.addWidget(self.warnings)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(inside))
        self.setFocusProxy(self.sync)

    def show_state(self, told: Told, state: HubState | None, alarms: Sequence[KeptAlarm]) -> None:
        """How it stands now."""
        self.standing.show_told(told, _facts(state, self._desk.sharing.address, self._desk))
        self.warnings.show_alarms(alarms, state.refused if state is not None else 0, Voice(zone=self._desk.zone))

    def _mark_read(self) -> None:
        shown = self.warnings.alarms
        self._desk.ask(lambda session: mark_read(session, shown), self, self.alarms_read.emit)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class Standing(Panel):
    """The words of the top bar, the sentence, and the facts behind them."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self.words = Icon("check", "ok", 24), Label("", Type.NAME, wrap=True)
        self.sentence, self.facts = Label("", Type.BODY, wrap=True), Pairs()
        head = QHBoxLayout()
        head.setSpacing(look().px(_GAP))
        head.addWidget(self._icon)
        head.addWidget(self.words, 1)
        column = _column(self, _EDGE)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addWidget(self.facts)

    def show_told(self, told: Told, facts: Sequence[tuple[str, str]]) -> None:
        """Say it in place of what was said; facts that are the same stay where they are."""
        self._icon.show_icon(told.icon, told.tone)
        self.words.setText(told.words)
        self.sentence.setText(told.sentence)
        if self.facts.told != {label: text for label, text in facts if text}:
            self.facts.clear()
            self.facts.tell(facts)


class Warnings(Panel):
    """What the hub was ever caught at, the newest first; hidden while that is nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.alarms: Sequence[KeptAlarm] = ()
        self._refused = -1
        self.told = Pairs()
        self.read = Button(_("I have read this, and told the administrator"))
        column = _column(self, _EDGE)
        column.addWidget(Label(_("Warnings"), Type.STRONG_LABEL, "text2"))
        column.addWidget(self.told)
        column.addWidget(self.read, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_alarms(self, alarms: Sequence[KeptAlarm], refused: int, voice: Voice) -> None:
        """Show these, and how many records of the hub were refused when it was asked last."""
        if (alarms, refused) != (self.alarms, self._refused):
            self.alarms, self._refused = alarms, refused
            self.told.clear()
            self.told.tell(_warnings(alarms, refused, voice))
        self.read.setVisible(any(not alarm.read for alarm in alarms))
        self.setVisible(bool(alarms or refused))


def _facts(state: HubState | None, address: str, desk: Desk) -> list[tuple[str, str]]:
    if state is None:
        return []
    voice = Voice(zone=desk.zone)

    def at(when: datetime | None) -> str:
        return moment(when, voice) if when is not None else ""

    waiting = ngettext("{n} record", "{n} records", state.unshared).format(n=state.unshared)
    return [
        (_("Last synced"), at(state.last)),
        (_("Does not answer since") if state.away else _("Not shared since"), at(state.since)),
        (_("On this computer alone"), waiting if state.unshared else _("Nothing that you signed")),
        (_("Where the hub is"), address),
    ]


def _warnings(alarms: Sequence[KeptAlarm], refused: int, voice: Voice) -> Iterator[tuple[str, str]]:
    if refused:
        told = ngettext(
            "{n} record of the hub breaks a rule and was not taken in. The privacy officer finds it in quarantine.",
            "{n} records of the hub break a rule and were not taken in. The privacy officer finds them in quarantine.",
            refused,
        )
        yield _("When it was asked last"), told.format(n=refused)
    for number, alarm in enumerate(alarms, 1):
        new = "" if alarm.read else f", {_('not read yet')}"
        yield f"{number}.  {moment(alarm.found, voice)}{new}", alarm.told


def _column(owner: QWidget, edge: int) -> QVBoxLayout:
    column = QVBoxLayout(owner)
    column.setContentsMargins(*(look().px(edge),) * 4)
    column.setSpacing(look().px(_GAP))
    return column
