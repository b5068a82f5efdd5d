"""Single letters, digits and signs that act in a list or a chart; somebody may turn them off (WCAG 2.1.4).

Turned off, they do nothing at all there; arrows, Enter, and every key with Ctrl go on as before.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from careboard.ui.clinic.board.view import Board
from careboard.ui.clinic.caseload.table import CaseloadTable
from careboard.ui.clinic.inbox.page import InboxList
from careboard.ui.help.shortcuts import Where, keys_of, of
from careboard.ui.patient.composer.week_grid import WeekGrid
from careboard.ui.patient.measures.rated_list import RatedList
from careboard.ui.patient.measures.readings_table import ReadingsTable
from careboard.ui.patient.nutrition.grid import MealsGrid
from careboard.ui.patient.regimen.table import RegimenList
from careboard.ui.patient.response.plot import Plot
from careboard.ui.patient.response.table import MarksTable
from careboard.ui.patient.timeline.view import TimelineView

SURFACES: dict[type[QWidget], Where] = {
    CaseloadTable: Where.CASELOAD,
    Board: Where.CASELOAD,
    InboxList: Where.INBOX,
    TimelineView: Where.LIST,
    Plot: Where.CHART,
    MarksTable: Where.TABLE,
    RegimenList: Where.REGIMEN,
    RatedList: Where.SCALES,
    ReadingsTable: Where.READINGS,
    MealsGrid: Where.MEALS,
    WeekGrid: Where.PLAN,
}


def where_is(widget: QObject | None) -> Where | None:
    """In which list or chart of ours a widget is; None for any other."""
    return next((where for kind, where in SURFACES.items() if isinstance(widget, kind)), None)


class SingleKeys(QObject):
    """Lets single keys act or not; while they act, no key is looked at."""

    def __init__(self, parent: QObject, *, act: bool) -> None:
        super().__init__(parent)
        self._single = {where: keys_of(one for one in of(where) if one.single) for where in SURFACES.values()}
        self.let_act(act=act)

    def let_act(self, *, act: bool) -> None:
        """From now on single keys act, or do nothing."""
        if (program := QApplication.instance()) is not None:
            program.removeEventFilter(self)
            if not act:
                program.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        where = where_is(watched)
        return where is not None and _name(event) in self._single[where]


def _name(event: QKeyEvent) -> str:
    """The key as the list of shortcuts names it; a sign is named by itself, with whatever it is typed."""
    sign = event.text()
    if len(sign) == 1 and sign.isprintable() and not sign.isalpha():
        return sign
    kept = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(event.key() | kept.value).toString()
