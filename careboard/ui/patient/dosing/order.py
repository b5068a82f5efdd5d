"""What every order has: the medicine on top, from when, why, by whom, its warnings, a plain sentence and a preview.

It records only: nothing is sent to a pharmacy. A nurse who takes an order by telephone names the prescriber.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.clinical.dosage import Dosage, EventTiming, same_in_numbers
from careboard.clinical.entry import MedicationContent
from careboard.clinical.medication.orders import ReasonType
from careboard.clinical.values import EntryId, MemberId, Precision, When
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.course import Course
from careboard.projections.wording.dosage import dosage as dosage_words
from careboard.projections.wording.times import long_when
from careboard.ui.look.look import Type
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.fields import Choice, Line, Text
from careboard.ui.parts.labels import Label
from careboard.ui.parts.typed import Typed
from careboard.ui.patient.dosing.dosages import how, told_apart
from careboard.ui.patient.dosing.fields import ReasonKeys, reason_words
from careboard.ui.patient.dosing.strips import Alerts, Replaces, Stopped
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.fielded import Refused
from careboard.ui.patient.forms.form import Form
from careboard.workflow.heard import heard
from careboard.workflow.offers import Alert, Allowed, monitoring_words

_LATER_TODAY = (EventTiming.BEDTIME, EventTiming.EVENING, EventTiming.NIGHT, EventTiming.WITH_DINNER)
SETTLES = 120  # ms after the last key before warnings and preview are worked out


class OrderForm(Form):
    """An order about one course, or one that begins a course."""

    previewed = Signal(object)  # the content as it stands, or None
    not_useful = Signal(object)  # an Alert that somebody calls so

    def __init__(self, title: str, chart: Chart, allowed: Allowed, course: Course | None = None) -> None:
        self.chart, self.course, self.allowed = chart, course, allowed
        super().__init__(title, About.of(chart), subject=course.id if course else "")
        self._prescriber: Choice | None = None
        self._reason, self._words = ReasonKeys(), Text(lines=1)
        self._sentence = Label("", Type.BODY, "text1", wrap=True)
        self._watched = Label("", Type.META, "text2", wrap=True)
        self.alerts, self.replaces = Alerts(), Replaces()
        self.alerts.not_useful.connect(self.not_useful)
        self.unhelpful: frozenset[str] = frozenset()  # what this member called not useful
        self._passed: Alert | None = None
        self.previewing: MedicationContent | None = None  # what the chart is shown, unsigned
        self._settling = QTimer(self, singleShot=True, interval=SETTLES)
        self._settling.timeout.connect(self.settle)

    # -- what a subclass answers ----------------------------------------------------------------------------------

    @override
    def content(self) -> MedicationContent:
        raise NotImplementedError

    def warnings(self) -> Iterable[Alert]:
        """The warnings of the order as it stands; raises ValueError where it cannot be read yet."""
        return ()

    def words(self) -> str:
        """The medicine in all of its words, by which a warning about it is found again."""
        return self.course.words if self.course else ""

    def compared(self) -> tuple[str, str]:
        """What was, and what is from then on."""
        return "", ""

    def watched(self) -> str:
        """What is to be checked while it is taken, with its sources."""
        return monitoring_words(self.course.medicine) if self.course else ""

    def sentence(self) -> str:
        """The order as it would be told to the patient."""
        return ""

    # -- parts ------------------------------------------------------------------------------------------------------

    def add_prescriber(self) -> None:
        """Who ordered it, where the member at the desk may not prescribe."""
        if not self.allowed.prescribes:
            self._prescriber = Choice(self.allowed.prescribers, empty=_("Choose the prescriber"))
            self._added(_("Ordered by telephone by"), self._prescriber)

    def add_reason(self) -> None:
        """Why, by one key, and in words."""
        self._added(_("Reason"), self._reason)
        self._added(_("In words"), self._words, _("Needed for Other; else the reason's own words are kept"))
        self._reason.chosen_changed.connect(self.edited)
        self._words.textChanged.connect(self.edited)

    def add_from(self, at: When) -> Line:
        """From which day the order takes effect."""
        line = self.day(_("Effective from"), at, _("The chart shows it from here, not from the signature"))
        line.textChanged.connect(self.edited)
        return line

    def add_end(self) -> None:
        """Warnings, the plain sentence, and what is only recorded."""
        self.body.insertWidget(0, self.alerts)  # on top, where they are read before anything is signed
        self.body.addWidget(self._sentence)
        self.body.addWidget(self._watched)
        self.footer.insertWidget(0, self.replaces)
        self.footer.insertWidget(1, Label(_("Record only; does not transmit a prescription."), Type.META, "text2"))
        self.replaces.hide()
        self.alerts.hide()
        self.settle()

    # -- reading ----------------------------------------------------------------------------------------------------

    @property
    def course_id(self) -> EntryId:
        """The course that it is about; raises ValueError where none is chosen."""
        if self.course is None:
            raise ValueError(_("Choose a medicine first."))
        return self.course.id

    @property
    def named(self) -> str:
        """The medicine, as it is called."""
        return self.course.name if self.course else self.title

    @property
    def told_by(self) -> str:
        """Who ordered it by telephone, in words; "" for an order of one's own."""
        if self._prescriber is None:
            return ""
        return _("Ordered by telephone by {prescriber}").format(prescriber=self._prescriber.currentText())

    @property
    def ordered_by(self) -> MemberId | None:
        """The prescriber of a telephone order; raises Refused where one must be named."""
        if self._prescriber is None:
            return None
        return MemberId(self.chosen_of(self._prescriber, str, _("An order by telephone names its prescriber.")))

    @property
    def reason(self) -> tuple[str, ReasonType | None]:
        """The reason in words, and its kind."""
        kind, typed = self._reason.chosen, self._words.words
        if kind is None and not typed:
            raise Refused(self._reason, _("An order has a reason: press its letter."))
        if kind is ReasonType.OTHER and not typed:
            raise Refused(self._words, _("Say the other reason in words."))
        return typed or (reason_words(kind) if kind else ""), kind

    def from_day(self, line: Line) -> When:
        """From when the order holds."""
        at = self.when_of(line)
        if at is None or at.precision not in (Precision.DAY, Precision.INSTANT):
            raise Refused(line, _("An order says from which day it holds."))
        return at

    # -- while it is edited -----------------------------------------------------------------------------------------

    def edited(self) -> None:
        """Something was changed: what follows is worked out when the hands rest."""
        self._settling.start()

    def settle(self) -> None:
        """Work out warnings, the sentence and the preview now."""
        self._settling.stop()
        try:
            self.alerts.show_alerts(heard(self.warnings(), self.chart, self.words(), self.unhelpful))
            self._sentence.setText(self.sentence())
            watched = self.watched()
            self._watched.setText(_("To be monitored: {what}").format(what=watched) if watched else "")
        except ValueError:
            self._sentence.setText("")
        self.previewing = self._possible()
        self.previewed.emit(self.previewing)

    def _possible(self) -> MedicationContent | None:
        try:
            return self.content()
        except ValueError:
            return None

    # -- drafts -----------------------------------------------------------------------------------------------------

    @override
    def watch(self) -> None:
        super().watch()
        self.alerts.changed.connect(self._touch)

    @override
    def kept(self) -> Mapping[str, Typed]:
        return {**super().kept(), **{alert: line.text() for alert, line in self.alerts.reasons.items() if line.words}}

    @override
    def restore(self, kept: Mapping[str, Typed]) -> None:
        """The fields first: they bring the warnings, whose reasons stand beside them."""
        super().restore(kept)
        self.settle()
        for alert, line in self.alerts.reasons.items():
            line.setText(str(kept.get(alert, "")))

    # -- signing ----------------------------------------------------------------------------------------------------

    @override
    def review(self) -> None:
        self.settle()
        strip = self.alerts.unanswered
        if strip is not None and strip.reason is not None:
            self.show_refusal(strip.reason, strip)
            return
        super().review()
        if self.reviewed:
            self.replaces.show_lines(*self.compared(), self.told_by)
            self.replaces.setVisible(any(self.compared()))
            self._ask_again()

    def show_refusal(self, field: Line, strip: QWidget) -> None:
        """A warning asks for its reason."""
        self.reveal(field)
        announce(self, strip.accessibleName(), assertive=True)

    def _ask_again(self) -> None:
        """What stops the hand is asked once for each order as it stands."""
        alert = self.alerts.heaviest
        if alert is None or alert == self._passed:
            return
        if Stopped(alert, self.named, self).exec():
            self._passed = alert
            self._sign.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._return_to_fields()

    @override
    def _return_to_fields(self) -> None:
        self.replaces.hide()
        super()._return_to_fields()

    @property
    def told(self) -> str:
        """The order as it would be told to the patient, as it stands."""
        return self._sentence.text()

    # -- words ------------------------------------------------------------------------------------------------------

    def next_dose(self, dosage: Dosage | None) -> When:
        """The day of the next dose: today what is taken in the evening, else tomorrow."""
        events = {event for line in dosage.schedule if line.timing for event in line.timing.events} if dosage else set()
        today = self.about.today
        return When.on(today if events & set(_LATER_TODAY) else today + timedelta(days=1))

    def told_to_patient(self, dosage: Dosage, at: When, was: Dosage | None) -> str:
        """ "Take 150 mg every morning starting 16 September 2026. This replaces 100 mg." """
        voice = self.about.voice
        told = _("Take {dose} starting {day}.").format(dose=how(dosage, voice), day=long_when(at, voice))
        if was is None or same_in_numbers(was, dosage):
            return told
        return f"{told} {_('This replaces {dose}.').format(dose=told_apart(was, dosage, voice)[0])}"

    def line_of(self, dosage: Dosage | None) -> str:
        """A dosage in one line."""
        return dosage_words(dosage, self.about.voice) if dosage else _("dose not confirmed")
