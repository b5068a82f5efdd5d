"""The overview of a patient: one line of what is new, the timeline, and beside it what other rooms show from 1600 px.

Below that width the timeline stands alone, and the other rooms are sections of their own.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.since import since_last_visit
from careboard.projections.wording.times import moment
from careboard.ui.look.look import Type, look
from careboard.ui.parts.labels import Elided, Icon
from careboard.ui.parts.panels import Ground

WIDE = 1600 - 86  # pixels of the page, in a window of 1600 px


class SinceLine(QWidget):
    """What happened since the reader's last visit, in one line; its tip holds all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon("info", "text3", 16)
        self._words = Elided("", Type.LABEL, "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(4), look().px(6), look().px(4), look().px(8))
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)

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
        self._words.setText(words)
        self._words.set_tone("danger" if worse else "text2")
        self._icon.show_icon("warning" if worse else "info", "danger" if worse else "text3")

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
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.since)
        self._column.addWidget(self._splitter, 1)
        self._right.hide()
        self._space()

    def hold(self, panel: QWidget) -> None:
        """Show the timeline here."""
        self._list.addWidget(panel)

    def add_beside(self, widget: QWidget, stretch: int = 0) -> None:
        """One more room at the right of the timeline, under those that are there."""
        self._beside.addWidget(widget, stretch)
        self._follow_width()

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
