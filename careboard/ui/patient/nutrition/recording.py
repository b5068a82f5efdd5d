"""One meal on its way into the record: ten seconds in which a slip of the hand is taken back, or more is added to it.

A digit alone records, as A acknowledges (decision 0018); a correction strikes the observation that it replaces, and
both stay to be seen.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from careboard.clinical.note import EnteredInError, ErrorReason
from careboard.clinical.nutrition import MealObservation, Supplement
from careboard.clinical.people import Role
from careboard.clinical.values import EntryId, Informant, PatientId, When
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.nutrition.intake import Meal, Place, what_was_seen
from careboard.ui.desk import Desk
from careboard.ui.patient.meal_model import meal_words
from careboard.ui.patient.undo import UndoStrip
from careboard.workflow.session import Session, Writing

Done = Callable[[Chart], None]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What will be recorded of a meal. `replaces` is the observation of before that it corrects, if it does."""

    place: Place
    seen: MealObservation
    at: When
    replaces: EntryId | None


class Recording(QObject):
    """Holds the meal that waits. `changed` comes whenever another one does, or none."""

    changed = Signal()
    recorded = Signal(object)  # Chart

    def __init__(self, desk: Desk, patient: PatientId, strip: UndoStrip) -> None:
        super().__init__(strip)
        self._desk, self._patient, self._strip = desk, patient, strip
        self.waiting: Waiting | None = None
        strip.taken_back.connect(self._forget)

    def record(self, meal: Meal, seen: MealObservation, told_by: Informant, chart: Chart) -> None:
        """Record this of a meal in ten seconds; what waits of the same meal is replaced, of another one it is done."""
        place = (meal.day, meal.time)
        if self.waiting is None or self.waiting.place != place:
            self._strip.do_now()
        self.waiting = Waiting(place, seen, self._when(meal, told_by, chart), _replaced(meal, chart))
        told = what_was_seen(seen, chart.voice)
        self._strip.wait_with(_("{meal}: {seen}").format(meal=meal_words(meal.time), seen=told), self._do, anew=True)
        self.changed.emit()

    def _when(self, meal: Meal, told_by: Informant, chart: Chart) -> When:
        """A meal of today is true from now on; one of an earlier day on its day."""
        now = self._desk.now()
        if meal.day == now.astimezone(chart.zone).date():
            return When.at(now, told_by)
        return When.on(meal.day, told_by)

    def _forget(self) -> None:
        self.waiting = None
        self.changed.emit()

    def _do(self) -> None:
        waiting, self.waiting = self.waiting, None
        if waiting is None:
            return

        def sign(session: Session) -> Chart:
            session.append_all(_writings(self._patient, waiting))
            return session.chart_after(self._patient)

        self._desk.ask(sign, self, self.recorded.emit, self._refused)

    def _refused(self, error: CareboardError) -> None:
        self.changed.emit()
        self._desk.refused.emit(error)


def may_correct(meal: Meal, chart: Chart) -> bool:
    """May the reader correct what is recorded of this meal: its author, or a supervisor?"""
    return meal.last is not None and (
        meal.last.entry.author.member == chart.reader or Role.SUPERVISOR in chart.reading.roles
    )


def _replaced(meal: Meal, chart: Chart) -> EntryId | None:
    """One's own observation is corrected; beside another's, one's own stands."""
    return meal.last.entry.id if meal.last is not None and may_correct(meal, chart) else None


def _writings(patient: PatientId, waiting: Waiting) -> list[Writing]:
    made = [Writing(patient, waiting.seen, waiting.at)]
    if waiting.replaces is not None:
        why = EnteredInError(ErrorReason.WRONG_CONTENT, "Corrected by another observation of the same meal.")
        made.append(Writing(patient, why, ref=waiting.replaces))
    return made


def fitting(seen: MealObservation, share: int) -> Supplement | None:
    """The supplement that stays with another share: after nothing eaten none is unneeded."""
    return None if share == 0 and seen.supplement is Supplement.NOT_NEEDED else seen.supplement
