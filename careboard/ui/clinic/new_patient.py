"""A new patient: the registration is signed, and a chart begins that the care team reads."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.person import Registration
from careboard.clinical.values import PatientId
from careboard.projections.caseload import names_of
from careboard.ui.desk import Desk
from careboard.ui.look.look import look
from careboard.ui.parts.panels import Ground
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.drafts import FormDrafts
from careboard.ui.patient.forms.form import Signed
from careboard.ui.patient.forms.person import RegistrationForm
from careboard.workflow.session import Session


class NewPatientPage(Ground):
    """The form of registration in the middle of the page. `registered`: the new chart and the patient's name."""

    registered = Signal(str, str)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._desk = desk
        self.form = RegistrationForm(About.nobody_yet(desk.zone, desk.now()))
        self._drafts = FormDrafts(desk, None, self)
        self._drafts.follow(self.form)
        self.form.signed.connect(self._register)
        self.form.closed.connect(self.closed)
        column = QVBoxLayout(self)
        edge = look().px(16)
        column.setContentsMargins(edge, edge, edge, edge)
        column.addWidget(self.form, 1, Qt.AlignmentFlag.AlignHCenter)
        self.setFocusProxy(self.form.first)

    def _register(self, signed: Signed) -> None:
        registration = signed.content
        if not isinstance(registration, Registration):
            return
        family, given = names_of(registration.name)
        named = ", ".join(part for part in (family, given) if part)
        register = partial(_register, registration=registration, let_go=self._drafts.let_go(self.form))
        self._desk.ask(register, self, lambda patient: self._was_registered(patient, named), self.form.refuse)

    def _was_registered(self, patient: PatientId, named: str) -> None:
        self.registered.emit(patient, named)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.form.keep()
        super().hideEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.form.keep()
        super().closeEvent(event)


def _register(session: Session, registration: Registration, let_go: Callable[[Session], None]) -> PatientId:
    patient = session.new_patient(registration)
    let_go(session)
    return patient
