"""The section Measures: the scales beside vital signs and results, below each other where the window is narrow.

It shows and says what a clinician asks for; it holds no vault and no rule of the field.
"""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.chart import Chart
from careboard.projections.measures.rated import Rated, rated
from careboard.projections.measures.readings import LABS, VITALS, newest
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.head import Head
from careboard.ui.parts.labels import Elided, Label
from careboard.ui.parts.panels import Ground, Panel, Rule, arrange
from careboard.ui.parts.tips import tell_in_tip
from careboard.ui.patient.measures.rated_list import RatedList
from careboard.ui.patient.measures.readings_table import ReadingsTable
from careboard.workflow.writing.may_measure import MayMeasure

MOST = 200  # rows of the table until somebody asks for older ones
_BESIDE = 1400  # px at 100% from which both stand side by side
_KINDS = ((_("All"), ""), (_("Vitals"), VITALS), (_("Labs"), LABS))


class ScalesPanel(Panel):
    """The scales, and what can be done with one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Rating scales"))
        self.list = RatedList()
        self.enter, self.hand_over = Button(_("Enter a scale")), Button(_("Hand to the patient"))
        self.enter.setToolTip(_("Enter a scale (S)"))
        self.hand_over.setToolTip(_("Let the patient answer on this screen (H)"))
        self._told = Elided("", Type.LABEL, "text2")
        _stack(self, Head(Label(_("Scales"), Type.TITLE), (self.enter, self.hand_over), self._told), self.list)

    def show_rows(self, rows: tuple[Rated, ...]) -> None:
        """Show other scales; the row that was chosen stays, where it is still there."""
        before = self.list.chosen
        self.list.rated.show_rows(rows)
        names = [row.name for row in rows]
        if before in names:
            self.list.setCurrentIndex(self.list.rated.index(names.index(before)))
        late = sum(row.overdue for row in rows)
        self._told.setText(ngettext("{n} is overdue", "{n} are overdue", late).format(n=late) if late else "")

    @override
    def sizeHint(self) -> QSize:
        return QSize(look().px(560), self.list.height_for(look().px(560)) + look().px(70))


class ReadingsPanel(Panel):
    """Vital signs and results, all of them or one kind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Vitals and labs"))
        self._chart: Chart | None = None
        self._most = MOST
        self.table, self.kinds = ReadingsTable(), QButtonGroup(self)
        self.enter, self.weights = Button(_("Enter vitals or labs")), Button(_("Hold to show weight"))
        self.weights.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # by key it is F8, in the table
        tell_in_tip(self.weights, _("Each look at a blind weight is recorded."))
        buttons = []
        for at, (words, _of) in enumerate(_KINDS):
            button = Button(words)
            button.setCheckable(True)
            button.setChecked(at == 0)
            self.kinds.addButton(button, at)
            buttons.append(button)
        self.more = Button(_("Show older ones"), "quiet")
        self.kinds.idClicked.connect(lambda _at: self._show())
        self.more.clicked.connect(self._go_further_back)
        self.weights.pressed.connect(self._hold_weights)
        self.weights.released.connect(lambda: self.table.hold(held=False))
        head = Head(Label(_("Vitals and labs"), Type.TITLE), (*buttons, self.weights, self.enter))
        _stack(self, head, self.table, self.more)

    def _hold_weights(self) -> None:
        self.table.setFocus(Qt.FocusReason.MouseFocusReason)
        self.table.hold(held=True)

    def show_chart(self, chart: Chart) -> None:
        """Show the newest rows of a chart, of the kind that is chosen."""
        self._chart = chart
        self._show()

    def _go_further_back(self) -> None:
        """Twice as many rows; the keyboard goes on in the table."""
        self._most *= 2
        self._show()
        self.table.setFocus()

    def _show(self) -> None:
        if self._chart is not None:
            rows, older = newest(self._chart, self._most, _KINDS[self.kinds.checkedId()][1])
            self.table.show_rows(rows)
            self.more.setVisible(older)
            self.weights.setVisible(self.table.readings.hides_weights)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self.table.follow_look()


class MeasuresSection(Ground):
    """Both panels. What it shows is laid out when it is seen."""

    least_height = 700  # px at 100%, where the page scrolls
    scale_asked = Signal(str)
    hand_over_asked = Signal(str)
    vitals_asked = Signal()
    weight_asked = Signal()
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self.scales, self.readings = ScalesPanel(), ReadingsPanel()
        self._waiting: Chart | None = None
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        margin = look().px(16)
        self._both.setContentsMargins(margin, 0, margin, margin)
        self._both.setSpacing(margin)
        self._both.addWidget(self.scales, 5)
        self._both.addWidget(self.readings, 6)
        self._listen()
        self.show_may(MayMeasure(scales=False, vitals=False))
        self.setFocusProxy(self.scales.list)

    def _listen(self) -> None:
        self.scales.enter.clicked.connect(lambda _on: self.scale_asked.emit(""))
        self.scales.hand_over.clicked.connect(lambda _on: self.hand_over_asked.emit(self.scales.list.chosen))
        self.scales.list.scale_asked.connect(self.scale_asked)
        self.scales.list.hand_over_asked.connect(self.hand_over_asked)
        self.scales.list.opened.connect(self.opened)
        self.readings.enter.clicked.connect(lambda _on: self.vitals_asked.emit())
        self.readings.table.opened.connect(self.opened)
        self.readings.table.weight_asked.connect(self.weight_asked)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Its parts, in the order of reading."""
        return self.scales, self.readings

    def show_may(self, may: MayMeasure) -> None:
        """Offer what the member may sign."""
        self.scales.enter.setVisible(may.scales)
        self.scales.hand_over.setVisible(may.scales)
        self.readings.enter.setVisible(may.vitals)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart, now or when this is seen."""
        self._waiting = chart
        if self.isVisible():
            self._show()

    def show_weights(self) -> None:
        """Show blind weights while F8 is held; that somebody looks is recorded by now."""
        self.readings.table.show_weights()

    def _show(self) -> None:
        if self._waiting is not None:
            chart, self._waiting = self._waiting, None
            self.scales.show_rows(rated(chart))
            self.readings.show_chart(chart)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        arrange(self._both, beside=self.width() >= look().px(_BESIDE))


def _stack(panel: Panel, head: Head, inside: QWidget, below: QWidget | None = None) -> None:
    head.space(look().px(16), look().px(8), look().px(8), look().px(8))
    column = QVBoxLayout(panel)
    column.setContentsMargins(1, 1, 1, look().px(4))
    column.setSpacing(look().px(6))
    column.addWidget(head)
    column.addWidget(Rule())
    column.addWidget(inside, 1)
    if below is not None:
        column.addWidget(below, 0, Qt.AlignmentFlag.AlignLeft)
    panel.setFocusProxy(inside)
