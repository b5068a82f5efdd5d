"""Who else is writing in this chart now, in a line under the list; whatever is written here stays as it is.

Drafts are never shared: the line says that somebody writes, and never what.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.labels import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from careboard.workflow.hub.presence import Present


class PresenceLine(Label):
    """Hidden while nobody else writes here; said once to who cannot see it. `came_or_went`: it needs other room now."""

    came_or_went = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", Type.LABEL, "text2", wrap=True, parent=parent)
        self._sharing = desk.sharing
        self._chart: Chart | None = None
        self.setContentsMargins(look().px(16), look().px(4), look().px(16), look().px(4))
        self.hide()
        desk.sharing.present_changed.connect(self._show)

    def show_chart(self, chart: Chart) -> None:
        """In whose chart, and what its staff are called."""
        self._chart = chart
        self._show()

    @Slot()
    def _show(self) -> None:
        told = words(self._chart, self._sharing.present) if self._chart is not None else ""
        if told != self.text():
            self.setText(told)
            self.setVisible(bool(told))
            self.came_or_went.emit()
            if told and self.isVisible():
                announce(self, told)


def words(chart: Chart, present: "Iterable[Present]") -> str:
    """A sentence for each who writes in this chart, by name."""
    here = ((chart.voice.name(one.member, "A colleague"), one.doing) for one in present if one.patient == chart.patient)
    return " ".join(_doing()[doing].format(who=who) for who, doing in sorted(here))


def _doing() -> dict[str, str]:
    return {
        "note": _("{who} is writing a note here."),
        "order": _("{who} is changing a medicine here."),
        "form": _("{who} is filling in a form here."),
    }
