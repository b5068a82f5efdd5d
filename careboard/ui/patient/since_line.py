"""What is new since the reader's last visit, as one line of links: each goes to the entry that it tells of.

Nothing of it is cut: it goes on in a second line, and what has no room there is one link further away.
"""

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.chart import Chart
from careboard.projections.since import Happening, since_last_visit
from careboard.projections.wording.times import moment
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.buttons import Chip, pressed_by_enter
from careboard.ui.parts.labels import Icon, Label
from careboard.ui.parts.panels import Flow
from careboard.ui.patient import matters
from careboard.ui.patient.matters import DUE, FINDINGS, SINCE

_LINES, _GAP, _HEIGHT = 2, 16, 24


def fitting(widths: Sequence[float], more: float, room: float) -> int:
    """How many of the parts of such widths fit into two lines, with a link behind them where some do not."""
    for count in range(len(widths), 1, -1):
        if _lines([*widths[:count], *([more] if count < len(widths) else [])], room) <= _LINES:
            return count
    return min(1, len(widths))


def _lines(widths: Sequence[float], room: float) -> int:
    lines, left, gap = 0, -1.0, look().px(_GAP)
    for width in widths:
        if left < width:
            lines, left = lines + max(1, math.ceil(width / max(room, 1))), room
        left -= width + gap
    return lines


class Link(QAbstractButton):
    """Words that lead somewhere; longer ones than their line go on in the next."""

    def __init__(self, words: str, tone: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._metrics().horizontalAdvance(self.text()) + look().px(8) + 3, look().px(_HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(48), look().px(_HEIGHT))

    @override
    def heightForWidth(self, width: int) -> int:
        room = self._metrics().boundingRect(0, 0, width - look().px(8), 1 << 16, self._flags, self.text())
        return max(look().px(_HEIGHT), room.height() + look().px(6))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if pressed_by_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = look().font(Type.STRONG_LABEL)
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(look().colour(self._tone))
        painter.drawText(QRectF(self.rect()).adjusted(look().px(4), 0, -look().px(4), 0), self._flags, self.text())
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), look().px(4))
        painter.end()

    @property
    def _flags(self) -> int:
        return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(look().font(Type.STRONG_LABEL))


class Lead(Label):
    """The words before the links, in one line where that has room."""

    def __init__(self) -> None:
        super().__init__("", Type.LABEL, "text2", wrap=True)

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetrics(look().font(Type.LABEL)).horizontalAdvance(self.text())
        return QSize(words + 3, look().px(_HEIGHT))


class Links(QWidget):
    """Words, then links in at most two lines, then the link to all of them. `resized` asks for `fit`."""

    def __init__(self) -> None:
        super().__init__()
        self.lead = Lead()
        self.more = Link("")
        self.links: list[Link] = []
        self._flow = Flow(self, look().px(_GAP), 0)
        self._flow.addWidget(self.lead)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_links(self, happenings: Sequence[Happening], go: Callable[[str], None]) -> None:
        """Show these instead of those that are there."""
        for link in self.links:
            self._flow.removeWidget(link)
            link.deleteLater()
        self._flow.removeWidget(self.more)
        self.links = [Link(one.text, "danger" if one.worse else "accent", self) for one in happenings]
        for link, one in zip(self.links, happenings, strict=True):
            link.clicked.connect(lambda _checked=False, entry=one.entry: go(entry))
            self._flow.addWidget(link)
        self._flow.addWidget(self.more)
        self.fit()

    def fit(self) -> None:
        """Show as many as two lines hold."""
        more = look().px(90)
        widths = [float(one.sizeHint().width()) for one in (self.lead, *self.links)]
        shown = max(fitting(widths, more, self.width()) - 1, 1)
        for at, link in enumerate(self.links):
            link.setVisible(at < shown)
        left = max(len(self.links) - shown, 0)
        self.more.setText(ngettext("and {n} more", "and {n} more", left).format(n=left))
        self.more.setVisible(left > 0)
        self._flow.invalidate()
        self._flow.activate()
        self.updateGeometry()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._flow.setSpacing(look().px(_GAP))
            self.fit()


class SinceLine(QWidget):
    """What happened since the reader's last visit, most pressing first; at its end what is due and does not add up.

    `entry_asked` names the entry that somebody wants to see, `asked` which list of matters.
    """

    asked = Signal(str)
    entry_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What is new"))
        self._icon, self.parts = Icon("info", "text3", 16), Links()
        self.due, self.findings = Chip("", "calendar"), Chip("", "question")
        self.due.hide()
        self.findings.hide()
        self.due.clicked.connect(lambda _checked: self.asked.emit(DUE))
        self.findings.clicked.connect(lambda _checked: self.asked.emit(FINDINGS))
        self.parts.more.clicked.connect(lambda _checked: self.asked.emit(SINCE))
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(4), 0, look().px(4), look().px(4))
        row.addWidget(self._icon)
        row.addWidget(self.parts, 1)
        row.addWidget(self.due)
        row.addWidget(self.findings)

    def show_chart(self, chart: Chart) -> None:
        """Say what is new."""
        happenings, since = since_last_visit(chart), chart.unread.last_look
        worse = any(one.worse for one in happenings or ())
        if happenings is None or since is None:
            words = _("You have not read this chart yet: what others wrote in it is new to you.")
        elif happenings:
            words = _("Since your last visit, {when}:").format(when=moment(since, chart.voice))
        else:
            words = _("No change of risk, scores, doses, side effects or results since {when}").format(
                when=moment(since, chart.voice)
            )
        self._show_matters(chart)
        self.parts.lead.setText(words)
        self.parts.show_links(happenings or (), self.entry_asked.emit)
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
        """The line, whole."""
        return " ".join([self.parts.lead.text(), "; ".join(link.text() for link in self.parts.links)]).strip()
