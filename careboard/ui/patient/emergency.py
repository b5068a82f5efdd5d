"""A chart that is open in an emergency: a patient's page to be read, with a strip on top that says so all the while.

The strip counts the time; at its end, or when the reader ends it, the page closes and the key is let go of.
"""

from datetime import timedelta

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.chart import Chart
from careboard.projections.wording.times import clock
from careboard.projections.wording.voice import Voice
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Icon, Label
from careboard.ui.parts.panels import Flow, Panel, arrange
from careboard.ui.patient.measures.joining import add_measures
from careboard.ui.patient.medications import add_medications
from careboard.ui.patient.nutrition.section import add_nutrition
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.summary.taking import Taking
from careboard.workflow.breaking_glass.at_desk import OpenChart, follow_opened

LOOKS = 1000  # ms between two looks at the clock
SOON = timedelta(minutes=5)  # before the end, which is then said


class Strip(Panel):
    """Words of warning, and perhaps a time and buttons at their right, or below where it is narrow."""

    def __init__(self, words: str, controls: tuple[Button, ...] = ()) -> None:
        super().__init__(ground="warn_tint", radius=0)
        self.words, self.left = Label(words, Type.STRONG_LABEL, "warn", wrap=True), Label("", Type.VALUE, "warn")
        told, self._controls = QWidget(), QWidget()
        row = QHBoxLayout(told)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(12))
        row.addWidget(Icon("warning", "warn", 20))
        row.addWidget(self.words, 1)
        flow = Flow(self._controls, look().px(8))
        for control in (self.left, *controls):
            flow.addWidget(control)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(look().px(18), look().px(6), look().px(18), look().px(6))
        self._box.setSpacing(look().px(8))
        self._box.addWidget(told, 1)
        self._box.addWidget(self._controls)
        self._controls.setVisible(bool(controls))  # not before it has a place: it would be a window of its own

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self._controls.sizeHint().width() + look().px(360)
        arrange(self._box, beside=needed <= self.width() or self._controls.isHidden())


class EmergencyPage(PatientPage):
    """One chart, to be read until its time is over. `ended`: it is to be closed."""

    ended = Signal()
    closed = Signal()
    reads_only = True

    def __init__(self, desk: Desk, opened: OpenChart) -> None:
        beside = desk.for_chart(opened)
        super().__init__(beside, opened.patient)
        beside.setParent(self)
        self._home, self._opened, self._warned = desk, opened, False
        family = opened.named.partition(",")[0]
        self.end = Button(_("End now for {patient}").format(patient=family), "danger")
        self.print_sheet = Button(_("Emergency sheet"), "", "print")
        self.strip = Strip(_told(opened), (self.print_sheet, self.end))
        self.put_above(self.strip)
        for add in (add_medications, add_measures, add_nutrition):
            add(self)
        self.taking = Taking(beside, opened.patient, self)
        self.taking.recorded.connect(self.show_chart)
        self.print_sheet.clicked.connect(lambda _checked: self.taking.print_emergency_sheet(""))
        self.end.clicked.connect(lambda _checked: self.ended.emit())
        self._looks = QTimer(self, interval=LOOKS)
        self._looks.timeout.connect(self.look_at_clock)
        self._looks.start()
        desk.sharing.brought.connect(self._follow)
        self.look_at_clock()

    @Slot()
    def look_at_clock(self) -> None:
        """Say how long it is open; at the end it closes."""
        left = self._opened.left()
        if not left:
            self._looks.stop()
            self._home.tell(_("The time of the emergency opening is over; the chart is closed."))
            self.ended.emit()
            return
        self.strip.left.setText(_left(left))
        if left <= SOON and not self._warned:
            self._warned = True
            announce(self, self.strip.left.text(), assertive=True)

    @Slot(object)
    def _follow(self, _brought: object) -> None:
        """Something came from the hub: show what of it belongs to this chart."""
        opened = self._opened

        def show(chart: Chart | None) -> None:
            if chart is not None:
                self.strip.words.setText(_told(opened))
                self.live.show_news(chart)

        self.desk.begin(lambda _session, _errand, _tell: follow_opened(opened), self, show)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._looks.stop()
        opened = self._opened
        self._home.ask(lambda _session: opened.end(), self._home, lambda _done: None)
        super().closeEvent(event)
        self.closed.emit()


def _told(opened: OpenChart) -> str:
    until = clock(opened.ends, Voice(zone=opened.zone))
    told = _("Opened in an emergency until {time}, to be read. A privacy officer reviews it.")
    missing = _("Entries are missing here that did not come from the clinic's server.")
    return told.format(time=until) + ("" if opened.whole else f" {missing}")


def _left(left: timedelta) -> str:
    seconds = int(left.total_seconds())
    if seconds <= 60:
        return ngettext("{n} second left", "{n} seconds left", seconds).format(n=seconds)
    minutes = -(-seconds // 60)
    return ngettext("{n} minute left", "{n} minutes left", minutes).format(n=minutes)
