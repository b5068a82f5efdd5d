"""What a reader chooses in the response chart: rows and their order, what days count from, windows to compare.

It is asked for by menus: those of the two buttons, and that of a place in the drawing.
"""

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from careboard.i18n import gettext as _
from careboard.projections.lanes.all import Row
from careboard.projections.lanes.doses import DoseLane
from careboard.projections.lanes.model import plain_title
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.menus import StayingMenu
from careboard.ui.parts.panels import Panel
from careboard.ui.patient.response.choices import Choices
from careboard.ui.patient.response.lane_menu import Place, after_a_line
from careboard.ui.patient.response.windows import Windows


class Choosing(Panel):
    """A panel of windows of days, in which rows and days are chosen."""

    chosen = Signal(str)  # the course whose row is chosen, or nothing
    opened = Signal(str)  # an entry
    offering = Signal(object, str)  # the QMenu of a medicine's row, to which what may be done with its course is added

    def __init__(self, choices: Choices | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.windows = Windows(choices or Choices(), self)
        self.plot = self.windows.plot
        self._lanes, self._compare = Button(_("Lanes")), Button(_("Compare"))
        self._compare.setCheckable(True)
        self._lanes.clicked.connect(self._choose_lanes)
        self._compare.clicked.connect(self._choose_windows)
        self.windows.compared.connect(self._compare.setChecked)
        self.plot.chosen.connect(self._choose)
        for plot in (self.plot, self.windows.earlier):
            plot.compare_asked.connect(self._choose_windows)
            plot.menu_asked.connect(lambda place: self.menu_at(place).popup(place.at))

    @Slot()
    def show_table(self) -> None:
        """Show the numbers instead of the drawing."""
        raise NotImplementedError

    @Slot()
    def _choose_lanes(self) -> None:
        menu = self.lanes_menu()
        menu.exec(self._lanes.mapToGlobal(QPoint(0, self._lanes.height())))

    def lanes_menu(self) -> QMenu:
        """Every row to show or put away, and what the days are counted from."""
        menu = StayingMenu(self)
        lanes, choices = self.plot.lanes, self.plot.choices
        for row in lanes.rows if lanes else ():
            offered = lanes is not None and row.key in lanes.offered
            action = menu.addAction(plain_title(row))
            action.setCheckable(True)
            action.setChecked(row.key not in choices.hidden and (not offered or row.key in choices.extra))
            action.toggled.connect(lambda on, key=row.key: self.show_row(key, shown=on))
        menu.addSeparator()
        for words, by in ((_("Move the chosen lane up\tAlt+Up"), -1), (_("Move the chosen lane down\tAlt+Down"), 1)):
            move = menu.addAction(words)
            move.setEnabled(bool(self.plot.selected))
            move.triggered.connect(lambda _on=False, by=by: self.plot.move_row(by))
        menu.addAction(_("Lanes in their usual order")).triggered.connect(self._order_as_usual)
        menu.addSeparator()
        align = menu.addMenu(_("Align on"))
        for words, day in self.alignments():
            align.addAction(words).triggered.connect(lambda _on=False, at=day: self.align_on(at))
        return menu

    def menu_at(self, place: Place) -> QMenu:
        """What can be done with a medicine, with the entry of a mark, with a row and from a day on."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row, mark, day = place.row, place.mark, place.day
        if isinstance(row, DoseLane):
            self.offering.emit(menu, row.course.id)
        after_a_line(menu)
        if mark is not None:
            menu.addAction(place.mark_words(), lambda: self.opened.emit(mark.entry))
        if day is not None and self.plot.lanes is not None:
            menu.addAction(place.day_words(self.plot.lanes.calendar), lambda: self.align_on(float(int(day))))
        if self.plot.choices.aligned is not None:
            menu.addAction(_("Show the calendar again"), lambda: self.align_on(None))
        if row is not None:
            menu.addAction(place.row_words(), lambda: self.show_row(row.key, shown=False))
        menu.addAction(_("As a table\tT"), self.show_table)
        return menu

    def show_row(self, key: str, *, shown: bool) -> None:
        """Show a row, or put it away."""
        choices = self.plot.choices
        (choices.hidden.discard if shown else choices.hidden.add)(key)
        (choices.extra.add if shown else choices.extra.discard)(key)
        self._lay_out()

    @Slot()
    def _order_as_usual(self) -> None:
        self.plot.choices.order.clear()
        self._lay_out()

    def _lay_out(self) -> None:
        for plot in self.windows.plots:
            plot.lay_out()

    @Slot()
    def _choose_windows(self) -> None:
        """Compare two windows of days, or show one again."""
        self._compare.setChecked(self.windows.comparing)
        if self.windows.comparing:
            self.windows.end()
        else:
            menu = self.windows_menu()
            menu.exec(self._compare.mapToGlobal(QPoint(0, self._compare.height())))

    def windows_menu(self) -> QMenu:
        """Which days may be compared: those before these, or before and after a move or a change of dose."""
        menu = QMenu(self)
        menu.addAction(_("These days and those before")).triggered.connect(lambda: self.windows.compare(None))
        for words, day in self.alignments()[1:]:
            told = _("Before and after: {what}").format(what=words)
            menu.addAction(told).triggered.connect(lambda _on=False, at=day: self.windows.compare(at))
        return menu

    def alignments(self) -> list[tuple[str, float | None]]:
        """What the days may be counted from: the first dose and the last change of each medicine, the last move."""
        found: list[tuple[str, float | None]] = [(_("The calendar"), None)]
        lanes = self.plot.lanes
        if lanes is None:
            return found
        now = lanes.calendar.now_number
        if moves := [span for span in lanes.care.spans if span.start <= now]:
            found.append((_("Move to {level}").format(level=moves[-1].words), moves[-1].start))
        for row in lanes.rows:
            if isinstance(row, DoseLane) and (past := [day for day in row.changes if day <= now]):
                found.append((_("First dose of {medicine}").format(medicine=row.name), past[0]))
                if len(past) > 1:
                    found.append((_("Last change of {medicine}").format(medicine=row.name), past[-1]))
        return found

    def align_on(self, day: float | None) -> None:
        """Count the days from one, and bring it into view."""
        self.plot.choices.aligned = day
        if day is not None and not self.plot.axis.start <= day <= self.plot.axis.end:
            self.plot.pan(day - self.plot.axis.days / 4 - self.plot.axis.start)
        self.plot.focus_day(day)

    @property
    def course(self) -> str:
        """The course whose row is chosen, or nothing."""
        row = self._row(self.plot.selected)
        return row.course.id if isinstance(row, DoseLane) else ""

    def _row(self, key: str) -> Row | None:
        rows = self.plot.lanes.rows if self.plot.lanes else ()
        return next((row for row in rows if row.key == key), None)

    @Slot(str)
    def _choose(self, key: str) -> None:
        row = self._row(key)
        self.chosen.emit(self.course)
        if row is not None:
            announce(self.plot, f"{plain_title(row)}: {self.plot.value(row).words}")

    def choose(self, course: str) -> None:
        """Choose the row of a course."""
        lanes = self.plot.lanes
        for row in lanes.rows if lanes else ():
            if isinstance(row, DoseLane) and any(one.course.id == course for one in row.courses):
                self.plot.select(row.key)
