"""What needs somebody's eye beside the entries: what is new, what is due, and what in the record does not add up.

Each stands with the entry that it comes from, where that is in this chart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.due import DueItem, all_due, overdue
from careboard.projections.since import since_last_visit
from careboard.projections.wording.times import day
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel
from careboard.ui.parts.sheet import Sheet

DUE, FINDINGS, SINCE = "due", "findings", "since"


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing; `when` is its day in words. `entry` is where it comes from, None where that is not in this chart."""

    text: str
    when: str
    entry: EntryId | None
    late: bool = False


def due(chart: Chart) -> tuple[Matter, ...]:
    """What is due, what is late first."""
    return tuple(
        Matter(
            one.text,
            when_due(one, chart),
            one.entry,
            overdue(one, chart.now, chart.zone),
        )
        for one in all_due(chart)
    )


def when_due(one: DueItem, chart: Chart) -> str:
    """By which day, or since when it is overdue."""
    if one.on is None:
        return _("at once")
    late = overdue(one, chart.now, chart.zone)
    return (_("overdue since {day}") if late else _("by {day}")).format(day=day(one.on, chart.voice))


def findings(chart: Chart) -> tuple[Matter, ...]:
    """What does not add up."""
    known = chart.record.by_id
    return tuple(Matter(one.text, "", one.entry if one.entry in known else None) for one in chart.findings)


def new(chart: Chart) -> tuple[Matter, ...]:
    """What happened since the reader's last visit, most pressing first."""
    return tuple(Matter(one.text, "", one.entry, one.worse) for one in since_last_visit(chart) or ())


class MattersSheet(Sheet):
    """A list of matters. `entry_asked` names the entry that somebody wants to see."""

    entry_asked = Signal(str)

    def __init__(self, title: str, matters: Sequence[Matter], parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        for matter in matters:
            self.body.addWidget(self._card(matter))
        if not matters:
            self.body.addWidget(Label(_("Nothing now."), Type.BODY, "text2"))

    def _card(self, matter: Matter) -> Panel:
        card = Panel(ground="warn_tint" if matter.late else "surface2", radius=6)
        column = QVBoxLayout(card)
        margin = look().px(12)
        column.setContentsMargins(margin, margin, margin, margin)
        column.addWidget(Label(matter.text, Type.BODY, "warn" if matter.late else "text1", wrap=True))
        row = QHBoxLayout()
        row.addWidget(Label(matter.when, Type.META, "warn" if matter.late else "text3"))
        row.addStretch(1)
        if matter.entry is not None:
            button = Button(_("Show the entry"), "quiet")
            button.clicked.connect(partial(self._ask, matter.entry))
            row.addWidget(button)
        column.addLayout(row)
        return card

    def _ask(self, entry: EntryId, *_checked: object) -> None:
        self.entry_asked.emit(entry)
