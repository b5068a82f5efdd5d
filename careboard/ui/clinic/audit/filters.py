"""The four filters of the audit: person, patient, action, days; each offers only what is there to be found."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from careboard.clinical.values import PatientId
from careboard.i18n import gettext as _
from careboard.projections.audit import AuditRow, Deed, Sieve
from careboard.ui.look.look import Type, look
from careboard.ui.parts.fields import Choice
from careboard.ui.parts.heading import beside
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow

_DAYS: tuple[tuple[str, int | None], ...] = (
    (_("Today"), 0),
    (_("Last 7 days"), 7),
    (_("Last 30 days"), 30),
    (_("Last 90 days"), 90),
    (_("All days"), None),
)
USUAL = 30
_ABOUT_SOMEBODY = frozenset({Deed.ENROLLED, Deed.ENDED, Deed.ROLES_CHANGED, Deed.CHART_HANDED_OVER, Deed.ADOPTED})


class Among(Choice):
    """A choice whose values come and go; `everything` stands first and lets all through."""

    def __init__(self, everything: str) -> None:
        super().__init__((), empty=everything)
        self._everything = everything
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def offer(self, choices: Sequence[tuple[str, object]]) -> None:
        """Offer these; what was chosen stays so, also where it is not among them any more."""
        chosen, words = self.chosen, self.currentText()
        missing = [(words, chosen)] if chosen is not None and chosen not in [value for _, value in choices] else []
        offered = [(self._everything, None), *missing, *choices]
        if tuple(value for _, value in offered) == self._values:
            return
        with QSignalBlocker(self):
            self.clear()
            self._values = tuple(value for _, value in offered)
            self.addItems([shown for shown, _ in offered])
            self.choose(chosen)


class Filters(QWidget):
    """What is wanted; `changed` says that it is something else now."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person, self.patient = Among(_("Everybody")), Among(_("All patients"))
        self.deed, self.days = Among(_("Everything")), Choice(_DAYS)
        self.days.choose(USUAL)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = Flow(self, look().px(12))
        for words, choice in (
            (_("Person"), self.person),
            (_("Patient"), self.patient),
            (_("Action"), self.deed),
            (_("Days"), self.days),
        ):
            label = Label(words, Type.LABEL, "text2")
            label.setBuddy(choice)
            choice.setAccessibleName(words)
            choice.currentIndexChanged.connect(self.changed)
            flow.addWidget(beside(label, choice))

    def offer(self, rows: Sequence[AuditRow]) -> None:
        """Offer who and what is in these rows."""
        self.person.offer(sorted({row.person: row.member for row in rows}.items(), key=_by_words))
        named = {row.patient: row.named for row in rows if row.patient}
        self.patient.offer(sorted(((words, patient) for patient, words in named.items()), key=_by_words))
        deeds = {row.deed: _action(row) for row in rows}
        self.deed.offer(sorted(((words, deed) for deed, words in deeds.items()), key=_by_words))

    def sieve(self, today: date) -> Sieve:
        """What is wanted, on this day."""
        days, deed, patient = self.days.chosen, self.deed.chosen, self.patient.chosen
        return Sieve(
            member=str(self.person.chosen) if self.person.chosen is not None else None,
            patient=PatientId(str(patient)) if patient is not None else None,
            deed=Deed(str(deed)) if deed is not None else None,
            since=today - timedelta(days=days) if isinstance(days, int) else None,
        )

    def show_patient(self, patient: PatientId, named: str) -> None:
        """Want everything about one patient, of all days."""
        with QSignalBlocker(self):
            for choice in (self.person, self.deed):
                choice.setCurrentIndex(0)
            self.days.choose(None)
            self.patient.offer([(named, patient)])
            self.patient.choose(patient)
        self.changed.emit()

    def clear(self) -> None:
        """Want everything."""
        with QSignalBlocker(self):
            for choice in (self.person, self.patient, self.deed):
                choice.setCurrentIndex(0)
            self.days.choose(None)
        self.changed.emit()


def _action(row: AuditRow) -> str:
    about = "" if row.deed in _ABOUT_SOMEBODY else row.object
    return f"{row.action}: {about.split(',')[0]}" if about else row.action


def _by_words(choice: tuple[str, object]) -> str:
    return choice[0].casefold()
