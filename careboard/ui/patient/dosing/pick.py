"""Which medicine: three letters and Enter, from anywhere in the chart.

Only what this member may change is offered, and the first one that fits is marked.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.course import CourseStatus
from careboard.ui.parts.fields import Field, Line
from careboard.ui.parts.sheet import Sheet


class PickSheet(Sheet):
    """The running medicines, narrowed by what is typed."""

    picked = Signal(str)  # a course

    def __init__(self, chart: Chart) -> None:
        super().__init__(_("Change the dose of"))
        running = (CourseStatus.ACTIVE, CourseStatus.PLANNED)
        self._courses = [course for course in chart.regimen.current if course.status in running]
        self.typed = Line("", _("First letters of the medicine"))
        self.found = QListWidget()
        self.found.setAccessibleName(_("Medicines"))
        self.body.addWidget(Field(_("Medicine"), self.typed))
        self.body.addWidget(self.found)
        self.typed.textChanged.connect(self._narrow)
        self.found.itemActivated.connect(self._pick)
        self.typed.installEventFilter(self)
        self.setFocusProxy(self.typed)
        self._narrow("")

    def _narrow(self, typed: str) -> None:
        self.found.clear()
        for course in self._courses:
            if any(word.startswith(typed.strip().casefold()) for word in course.words.casefold().split()):
                item = QListWidgetItem(course.line.plain)
                item.setData(Qt.ItemDataRole.UserRole, course.id)
                self.found.addItem(item)
        self.found.setCurrentRow(0)

    def _pick(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.picked.emit(item.data(Qt.ItemDataRole.UserRole))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the marked medicine; the arrows move the mark while letters are typed."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self._pick(self.found.currentItem())
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.found.setCurrentRow(min(max(self.found.currentRow() + step, 0), self.found.count() - 1))
                return True
        return super().eventFilter(watched, event)
