"""The intake of the last days: the table, what is told of the chosen meal, and what waits to be recorded.

A digit in a cell records after ten seconds; nobody else's observation is changed by it.
"""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from careboard.clinical.nutrition import MealObservation
from careboard.clinical.values import Informant, PatientId
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.chart import Chart
from careboard.projections.nutrition.intake import Meal, due_supplement, intake, planned_words
from careboard.projections.wording.voice import joined
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.head import Head
from careboard.ui.parts.labels import Elided, Icon, Label
from careboard.ui.parts.panels import Panel
from careboard.ui.patient.nutrition.detail import MealDetail
from careboard.ui.patient.nutrition.grid import MealsGrid
from careboard.ui.patient.nutrition.recording import Recording, fitting, may_correct
from careboard.ui.patient.undo import UndoStrip

WEEK, FORTNIGHT = 7, 14  # days
_KEYS = _("Arrows choose a meal. 0 nothing, 1 a quarter, 2 half, 3 three quarters, 4 all. Recorded after 10 s.")
_MAY_NOT = _("Your role records no intake. Nurses, counselors, nutritionists and prescribers do.")


class DueStrip(Panel):
    """What the plan asks for now, quoted; hidden where it asks for nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="warn_tint", radius=6)
        self._words = Label("", Type.STRONG_LABEL, "warn", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(12), look().px(6), look().px(12), look().px(6))
        row.addWidget(Icon("warning", "warn"))
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def said(self) -> str:
        """What it asks for."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Ask for this, or for nothing."""
        if words and words != self._words.text():
            announce(self, words)
        self._words.setText(words)
        self.setVisible(bool(words))


class IntakePanel(Panel):
    """What was eaten, and the hand that records it."""

    recorded = Signal(object)  # Chart

    def __init__(self, desk: Desk, patient: PatientId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Intake"))
        self.grid, self.detail, self.undo = MealsGrid(), MealDetail(), UndoStrip()
        self._recording = Recording(desk, patient, self.undo)
        self._desk = desk
        self._chart: Chart | None = None
        self._may = False
        self.known = False  # is it known whether the member may record?
        self._title, self._told = Label(_("Intake"), Type.TITLE), Elided("", Type.LABEL, "text2")
        self._longer = Button("", "quiet")
        self._days = WEEK
        self._keys = Label(_KEYS, Type.META, "text3", wrap=True)
        self.due = DueStrip()
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.grid)

    def _lay_out(self) -> None:
        margin = look().px(16)
        head = Head(self._title, (self._longer,), self._told)
        head.space(0, 0, 0, look().px(10))
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, look().px(10), margin, look().px(12))
        column.setSpacing(look().px(8))
        for widget in (head, self.grid, self.undo, self.due, self.detail, self._keys):
            column.addWidget(widget)
        self._name_longer()

    def _listen(self) -> None:
        self.grid.eaten.connect(self._eat)
        self.grid.moved.connect(self._show_detail)
        self.grid.fields_asked.connect(self._go_to_field)
        self.detail.changed.connect(self._add)
        self.detail.eaten.connect(self._eat)
        self._recording.changed.connect(self._show_waiting)
        self._recording.recorded.connect(self.recorded)
        self._longer.clicked.connect(self._change_days)

    # -- showing ------------------------------------------------------------------------------------------------

    def show_chart(self, chart: Chart) -> None:
        """Show the intake of a chart; the chosen meal stays chosen."""
        self._chart = chart
        shown = intake(chart, self._days)
        self._told.setText(shown.summary)
        self.grid.meals.show_intake(shown, chart.voice)
        self._show_waiting()

    def allow(self, *, may: bool) -> None:
        """It is known whether the member may record intake."""
        self._may, self.known = may, True
        self._keys.setVisible(may)
        self.detail.shares.setVisible(may)
        self._show_detail()

    def _change_days(self) -> None:
        self._days = WEEK if self._days == FORTNIGHT else FORTNIGHT
        self._name_longer()
        if self._chart is not None:
            self.show_chart(self._chart)

    def _name_longer(self) -> None:
        other = WEEK if self._days == FORTNIGHT else FORTNIGHT
        self._longer.setText(ngettext("Show {n} day", "Show {n} days", other).format(n=other))

    def _show_waiting(self) -> None:
        waiting = self._recording.waiting
        self.grid.meals.wait_with(waiting.place if waiting else None, waiting.seen if waiting else None)
        self._show_detail()

    def _show_detail(self) -> None:
        meal, chart = self._meal, self._chart
        if meal is None or chart is None:
            return
        seen, told_by = self._seen(meal)
        words = str(self.grid.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
        planned = planned_words(meal.day, meal.time, chart)
        self.detail.show_meal(joined([words, planned], ". "), seen, told_by, self._why_not(meal, seen))
        self.due.say(due_supplement(meal, seen, chart))

    def _seen(self, meal: Meal) -> tuple[MealObservation | None, Informant]:
        """What is known of a meal, with what waits to be recorded; and who says so."""
        waiting = self._recording.waiting
        if waiting is not None and waiting.place == (meal.day, meal.time):
            return waiting.seen, waiting.at.told_by
        return meal.eaten, meal.last.entry.at.told_by if meal.last else Informant.SEEN_HERE

    def _why_not(self, meal: Meal, seen: MealObservation | None) -> str:
        """Why nothing can be added to a meal."""
        waiting = self._recording.waiting
        if not self._may:
            return _MAY_NOT if self.known else _("What you may record is being looked up.")
        if waiting is not None and waiting.place == (meal.day, meal.time):
            return ""
        if seen is None:
            return _("How much was eaten comes first: 0 to 4.")
        if self._chart is not None and may_correct(meal, self._chart):
            return ""
        return _("Its author or a supervisor corrects it. A digit records what you saw beside it.")

    @property
    def _meal(self) -> Meal | None:
        return self.grid.meals.meal(self.grid.currentIndex())

    # -- recording ----------------------------------------------------------------------------------------------

    def _eat(self, share: int) -> None:
        """So much was eaten of the chosen meal; what else was seen of it stays."""
        meal, chart = self._meal, self._chart
        if meal is None or chart is None:
            return
        if not self._may:
            self._desk.tell(_MAY_NOT)
            return
        before, told_by = self._seen(meal)
        mine = before if not self._why_not(meal, before) else None
        if mine is not None and mine.share == share and self._recording.waiting is None:
            self._desk.tell(_("This is recorded already."))
            return
        seen = MealObservation(meal.time, share)
        if mine is not None:
            seen = replace(mine, share=share, supplement=fitting(mine, share))
        self._recording.record(meal, seen, told_by if mine is not None else Informant.SEEN_HERE, chart)

    def _add(self) -> None:
        """Something else was seen of the chosen meal."""
        meal, chart = self._meal, self._chart
        if meal is None or chart is None:
            return
        before, _told_by = self._seen(meal)
        if before is None:
            return
        try:
            seen = replace(before, supplement=self.detail.given, behaviors=self.detail.behaviors)
        except ValueError as wrong:
            self._desk.tell(str(wrong))
            self._show_detail()
        else:
            self._recording.record(meal, seen, self.detail.source, chart)

    def _go_to_field(self, field: str) -> None:
        control = self.detail.supplement if field == "supplement" else self.detail.seen
        if control.isEnabled():
            control.setFocus()
        else:
            self._desk.tell(self.detail.why)
