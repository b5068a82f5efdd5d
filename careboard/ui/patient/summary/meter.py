"""The meter: what stands between the draft and its issue, from whom it comes, and the way to its field."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.summary import Gap, Lack, Missing
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Icon, Label
from careboard.ui.parts.panels import Panel


class Meter(Panel):
    """Names what is missing, in words. `wanted` says what a person wants to fill in."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What is missing"))
        self._head = Label("", Type.HEADLINE)
        self._icon = Icon("warning", "warn")
        head = QHBoxLayout()
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._head, 1, Qt.AlignmentFlag.AlignTop)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look().px(4))
        column = QVBoxLayout(self)
        margin = look().px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(look().px(8))
        column.addLayout(head)
        column.addLayout(self._rows)
        self._shown: tuple[Missing, ...] = ()

    def show_missing(self, missing: Sequence[Missing], gaps: Sequence[Gap]) -> None:
        """Show what blocks the issue, and below it what a good summary has besides."""
        self._shown = tuple(one for one in missing if one.lack is not Lack.SIGNATURE)
        self._empty()
        count = len(self._shown)
        self._icon.show_icon("warning" if count else "check", "warn" if count else "ok")
        words = ngettext("{n} thing is missing", "{n} things are missing", count).format(n=count)
        self._head.setText(words if count else _("Complete: it can be issued"))
        for one in self._shown:
            self._rows.addWidget(self._row(one.text, one.from_whom, one.about))
        for gap in gaps:
            tone = "warn" if gap.about == "consent" else "text3"
            self._rows.addWidget(Label(f"{gap.text} {_('From')}: {_(gap.from_whom)}.", Type.META, tone, wrap=True))

    @property
    def sentences(self) -> tuple[str, ...]:
        """Every missing thing, in words."""
        return tuple(one.text for one in self._shown)

    def _row(self, text: str, from_whom: str, about: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Label(f"{text} {_('From')}: {_(from_whom)}.", Type.LABEL, wrap=True), 1)
        button = Button(_("Fill in"), "quiet")
        button.setAccessibleName(f"{_('Fill in')}: {text}")
        button.clicked.connect(partial(self.wanted.emit, about))
        line.addWidget(button)
        return row

    def _empty(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
