"""The overview of a patient: one line of what is new, the timeline, and beside it what other rooms show from 1600 px.

Below that width the timeline stands alone, and the other rooms are sections of their own.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.chart import Chart
from careboard.projections.since import since_last_visit
from careboard.projections.wording.times import moment
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Chip
from careboard.ui.parts.labels import Elided, Icon
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.splits import remember
from careboard.ui.patient import matters
from careboard.ui.patient.matters import DUE, FINDINGS

WIDE = 1600 - 86  # pixels of the page, in a window of 1600 px


class SinceLine(QWidget):
    """What happened since the reader's last visit, in one line; its tip holds all of it.

    At its end stand chips for what is due and for what does not add up; `asked` names which of them somebody opens.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon("info", "text3", 16)
        self._words = Elided("", Type.LABEL, "text2")
        self.due, self.findings = Chip("", "calendar"), Chip("", "question")
        self.due.clicked.connect(lambda _checked: self.asked.emit(DUE))
        self.findings.clicked.connect(lambda _checked: self.asked.emit(FINDINGS))
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(4), look().px(3), look().px(4), look().px(5))
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self.due)
        row.addWidget(self.findings)

    def show_chart(self, chart: Chart) -> None:
        """Say what is new."""
        happenings, since = since_last_visit(chart), chart.unread.last_look
        worse = any(one.worse for one in happenings or ())
        if happenings is None or since is None:
            words = _("You have not closed this chart before: everything in it is new to you.")
        elif happenings:
            told = "; ".join(one.text for one in happenings)
            words = _("Since your last visit, {when}: {what}").format(when=moment(since, chart.voice), what=told)
        else:
            words = _("No change of risk, scores, doses, side effects or results since {when}").format(
                when=moment(since, chart.voice)
            )
        self._show_matters(chart)
        self._words.setText(words)
        self._words.set_tone("danger" if worse else "text2")
        self._icon.show_icon("warning" if worse else "info", "danger" if worse else "text3")

    def _show_matters(self, chart: Chart) -> None:
        due, findings = matters.due(chart), len(chart.findings)
        late = sum(one.late for one in due)
        words = _("{n} due, {late} late").format(n=len(due), late=late) if late else _("{n} due").format(n=len(due))
        tone = ("warn", "warn_tint", "warn_line") if late else ("text2", "surface", "border_strong")
        self.due.show_as(words, "calendar", *tone)
        told = ngettext("{n} thing does not add up", "{n} things do not add up", findings).format(n=findings)
        self.findings.show_as(told, "question", "warn", "warn_tint", "warn_line")
        for chip, shown in ((self.due, bool(due)), (self.findings, findings > 0)):
            chip.setAccessibleName(chip.text())
            chip.setVisible(shown)

    @property
    def said(self) -> str:
        """The line."""
        return self._words.text()


class Overview(Ground):
    """The timeline, and the rooms beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self.since, self._aside = SinceLine(), False
        self._left, self._right = QWidget(), QWidget()
        self._list = QVBoxLayout(self._left)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._beside = QVBoxLayout(self._right)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(self._right)
        self._splitter.setSizes([776, 770])
        remember(self._splitter, "overview")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.since)
        self._column.addWidget(self._splitter, 1)
        self._right.hide()
        self._space()

    def hold(self, panel: QWidget) -> None:
        """Show the timeline here."""
        self._list.addWidget(panel)
        panel.show()  # at once, not with the next event

    def add_beside(self, widget: QWidget, stretch: int = 0) -> None:
        """One more room at the right of the timeline, under those that are there."""
        self._beside.addWidget(widget, stretch)
        self._follow_width()

    @property
    def rooms(self) -> tuple[QWidget, ...]:
        """What stands beside the list, from top to bottom, each room in its panes; nothing while it is not shown."""
        found = [item.widget() for at in range(self._beside.count()) if (item := self._beside.itemAt(at)) is not None]
        shown = [widget for widget in found if widget is not None and widget.isVisible()]
        return tuple(pane for widget in shown for pane in getattr(widget, "panes", (widget,)))

    def show_chart(self, chart: Chart) -> None:
        """Say what is new."""
        self.since.show_chart(chart)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_width()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._space()

    def set_aside(self, *, aside: bool) -> None:
        """Leave the list aside while something is done with what is beside it."""
        self._aside = aside
        self._follow_width()

    def _follow_width(self) -> None:
        beside = self._beside.count() > 0 and (self._aside or self.width() >= look().px(WIDE))
        self._right.setVisible(beside)
        self._left.setVisible(not (self._aside and beside))

    def _space(self) -> None:
        now = look()
        self._column.setContentsMargins(now.px(16), 0, now.px(16), now.px(16))
        self._column.setSpacing(0)
        self._splitter.setHandleWidth(now.px(16))
        self._beside.setSpacing(now.px(16))


class ListSection(Ground):
    """The timeline alone, at full width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(look().px(16), 0, look().px(16), look().px(16))

    def hold(self, panel: QWidget) -> None:
        """Show the timeline here."""
        self._column.addWidget(panel)
        panel.show()
