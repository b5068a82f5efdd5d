"""What stands behind a chip of the banner: each fact with its sentence, its date and who says so, and what to do.

A chip of the banner opens this sheet; from here a form adds a fact or writes a new version of one. What the vault would
refuse this reader's role is not offered.
"""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from careboard.clinical.entry import Entry
from careboard.clinical.person import DetailsChange, Flag, FlagType, Registration
from careboard.clinical.response import RiskAssessment
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.patient.permissions import ConsentState
from careboard.projections.standing import Stated, author_words
from careboard.projections.wording import tell
from careboard.projections.wording.times import when_told
from careboard.projections.wording.voice import Line
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel
from careboard.ui.parts.sheet import Sheet
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.form import Form
from careboard.ui.patient.forms.permission import ConsentForm, Part2Form, RevocationForm
from careboard.ui.patient.forms.person import AllergyForm, ContactForm, DiagnosisForm, FlagForm, RegistrationForm
from careboard.ui.patient.forms.plans import PlanOfCareForm, PlanReviewForm
from careboard.ui.patient.forms.safety import RiskForm, SafetyPlanForm
from careboard.ui.patient.forms.stay import AdmissionForm, AppointmentForm, DischargeForm, LevelOfCareForm

Maker = Callable[[About], Form]
SIGNS: dict[object, str] = {
    RegistrationForm: "details-change",
    AllergyForm: "allergy",
    DiagnosisForm: "diagnosis",
    RiskForm: "risk-assessment",
    SafetyPlanForm: "safety-plan",
    AdmissionForm: "admission",
    LevelOfCareForm: "level-of-care-change",
    DischargeForm: "discharge",
    PlanOfCareForm: "plan-of-care",
    PlanReviewForm: "plan-review",
    FlagForm: "flag",
    ConsentForm: "consent",
    Part2Form: "part2-review",
    RevocationForm: "consent-revoked",
    ContactForm: "contact",
    AppointmentForm: "appointment",
}


class Topic(StrEnum):
    """What a chip is about."""

    PERSON = "person"
    ALLERGIES = "allergies"
    DIAGNOSES = "diagnoses"
    RISK = "risk"
    SAFETY_PLAN = "safety-plan"
    LEVEL_OF_CARE = "level-of-care"
    PLAN_OF_CARE = "plan-of-care"
    BLIND_WEIGHT = "blind-weight"
    PERMISSIONS = "permissions"
    LEGAL = "legal"
    INTERPRETER = "interpreter"
    CONTACTS = "contacts"
    APPOINTMENTS = "appointments"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact that stands: its sentence, whence it is, what may be done about it, and the whole of it in lines."""

    said: str
    whence: str
    acts: tuple[tuple[str, Maker], ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands behind a chip, and which forms add to it. `none` is said where nothing stands."""

    title: str
    none: str
    facts: tuple[Fact, ...]
    forms: tuple[tuple[str, Maker], ...]


def signs(maker: Maker) -> str:
    """The schema of what a form signs, which the clinic's policy gives to roles."""
    return SIGNS[maker.func if isinstance(maker, partial) else maker]


def maker_of(draft_key: str, chart: Chart) -> Maker | None:
    """The form to which a draft belongs, as the chart stands; None where it is no form of a chip, or not any more."""
    for topic in Topic:
        facts = facts_about(topic, chart)
        for _words, maker in (*facts.forms, *(act for fact in facts.facts for act in fact.acts)):
            if _draft_key(maker) == draft_key:
                return maker
    return None


def _draft_key(maker: Maker) -> str:
    if not isinstance(maker, partial):
        return getattr(maker, "__name__", "")
    (subject,) = maker.keywords.values()
    return f"{maker.func.__name__}:{subject.entry.id if isinstance(subject, Stated) else subject}"


def facts_about(topic: Topic, chart: Chart) -> Facts:
    """The facts of a topic as the chart stands, with the forms that change them."""
    title, none, forms = _TOPICS[topic]
    return Facts(title, none, tuple(_stated(topic, chart)), forms)


_TOPICS: dict[Topic, tuple[str, str, tuple[tuple[str, Maker], ...]]] = {
    Topic.PERSON: (_("Registration"), _("Not registered."), ((_("Change details"), RegistrationForm),)),
    Topic.ALLERGIES: (_("Allergies"), _("Allergies are not recorded."), ((_("Add an allergy"), AllergyForm),)),
    Topic.DIAGNOSES: (_("Diagnoses"), _("No diagnosis is recorded."), ((_("Add a diagnosis"), DiagnosisForm),)),
    Topic.RISK: (
        _("Risk"),
        _("No clinician has judged the risk."),
        ((_("Assess the risk"), RiskForm), (_("Write the safety plan"), SafetyPlanForm)),
    ),
    Topic.SAFETY_PLAN: (_("Safety plan"), _("There is no safety plan."), ((_("Write a version"), SafetyPlanForm),)),
    Topic.LEVEL_OF_CARE: (
        _("Level of care"),
        _("No level of care is recorded."),
        ((_("Admission"), AdmissionForm), (_("Level of care"), LevelOfCareForm), (_("Discharge"), DischargeForm)),
    ),
    Topic.PLAN_OF_CARE: (_("Plan of care"), _("There is no plan of care."), ((_("Write a version"), PlanOfCareForm),)),
    Topic.BLIND_WEIGHT: (
        _("Blind weight"),
        _("Weights are not hidden."),
        ((_("Hide weights from the patient"), partial(FlagForm, kind=FlagType.BLIND_WEIGHT)),),
    ),
    Topic.PERMISSIONS: (
        _("Releases and 42 CFR part 2"),
        _("No consent is recorded; part 2 is treated as if it applied."),
        ((_("Add a consent"), ConsentForm), (_("Review part 2"), Part2Form)),
    ),
    Topic.LEGAL: (
        _("Legal status"),
        _("Nothing is recorded."),
        (
            (_("Legal status"), partial(FlagForm, kind=FlagType.LEGAL_STATUS)),
            (_("Guardian"), partial(FlagForm, kind=FlagType.GUARDIAN)),
        ),
    ),
    Topic.INTERPRETER: (
        _("Interpreter"),
        _("Nothing is recorded."),
        ((_("Interpreter"), partial(FlagForm, kind=FlagType.INTERPRETER)),),
    ),
    Topic.CONTACTS: (_("Contacts"), _("No contact is recorded."), ((_("Add a contact"), ContactForm),)),
    Topic.APPOINTMENTS: (_("Appointments"), _("Nothing is arranged."), ((_("Add an appointment"), AppointmentForm),)),
}


def _stated(topic: Topic, chart: Chart) -> Iterator[Fact]:
    person, stay, change = chart.person, chart.stay, _("Change")
    match topic:
        case Topic.PERSON:
            yield from (_whole(entry, chart) for entry in _registrations(chart)[-1:])
        case Topic.ALLERGIES:
            for allergy in (*person.allergies.active, *person.allergies.none_known, *person.allergies.past):
                yield _fact(allergy.entry, chart, (change, partial(AllergyForm, was=allergy)))
        case Topic.DIAGNOSES:
            for diagnosis in (*person.diagnoses.active, *person.diagnoses.past):
                yield _fact(diagnosis.entry, chart, (change, partial(DiagnosisForm, was=diagnosis)))
        case Topic.RISK:
            yield from (_whole(one.entry, chart) for one in reversed(chart.record.of(RiskAssessment)))
        case Topic.SAFETY_PLAN:
            yield from (_whole(one.entry, chart) for one in _present(stay.safety_plan))
        case Topic.LEVEL_OF_CARE:
            yield from (_fact(one.entry, chart) for one in (*_present(stay.admission), *reversed(stay.levels)))
        case Topic.PLAN_OF_CARE:
            for plan in _present(stay.plan_of_care):
                yield _whole(plan.entry, chart, (_("Review it"), partial(PlanReviewForm, plan=plan)))
        case Topic.BLIND_WEIGHT | Topic.LEGAL | Topic.INTERPRETER:
            for flag in _flags(topic, chart):
                yield _fact(flag.entry, chart, (change, partial(FlagForm, was=flag)))
            if topic is Topic.INTERPRETER:
                yield from _registered_need(chart)
        case Topic.PERMISSIONS:
            yield from _permissions(chart)
        case Topic.CONTACTS:
            for contact in person.contacts:
                yield _fact(contact.entry, chart, (change, partial(ContactForm, was=contact)))
        case Topic.APPOINTMENTS:
            for appointment in (*stay.appointments, *reversed(stay.past_appointments)):
                yield _fact(appointment.entry, chart, (change, partial(AppointmentForm, was=appointment)))


def _permissions(chart: Chart) -> Iterator[Fact]:
    if chart.permissions.part2_review is not None:
        yield _fact(chart.permissions.part2_review.entry, chart)
    for one in chart.permissions.consents:
        fact = _fact(one.consent.entry, chart)
        standing = f"{fact.whence} - {_(one.state.value)}"
        takes_back = (_("Revoke this consent"), partial(RevocationForm, consent=one.consent))
        acts = (takes_back,) if one.state is ConsentState.IN_FORCE else ()
        yield Fact(fact.said, standing, acts)


def _registrations(chart: Chart) -> tuple[Entry, ...]:
    return tuple(chart.record.entries_of(Registration, DetailsChange))


def _registered_need(chart: Chart) -> Iterator[Fact]:
    """Whether the registration asks for an interpreter, where it says anything about it."""
    registered = chart.person.registration
    if registered is not None and registered.interpreter_needed is not None:
        needed = _("Interpreter needed, by the registration.")
        said = needed if registered.interpreter_needed else _("No interpreter needed, by the registration.")
        yield from (replace(_fact(entry, chart), said=said) for entry in _registrations(chart)[-1:])


def _flags(topic: Topic, chart: Chart) -> Iterator[Stated[Flag]]:
    kinds = {
        Topic.BLIND_WEIGHT: (FlagType.BLIND_WEIGHT,),
        Topic.LEGAL: (FlagType.LEGAL_STATUS, FlagType.GUARDIAN),
        Topic.INTERPRETER: (FlagType.INTERPRETER,),
    }[topic]
    yield from (flag for kind in kinds for flag in chart.person.flagged(kind))


def _present(stated: Stated[Any] | None) -> tuple[Stated[Any], ...]:
    return (stated,) if stated is not None else ()


def _fact(entry: Entry, chart: Chart, *acts: tuple[str, Maker]) -> Fact:
    whence = f"{when_told(entry.at, chart.voice)} - {author_words(entry)}"
    return Fact(tell(entry.content, chart.voice).said, whence, acts)


def _whole(entry: Entry, chart: Chart, *acts: tuple[str, Maker]) -> Fact:
    """A fact that is read in full where it stands: a safety plan or what lowers a risk is no matter of a count."""
    telling = tell(entry.content, chart.voice)
    lines = tuple(line for line in telling.lines if line.label or line.text != telling.headline)
    return replace(_fact(entry, chart, *acts), said=telling.headline, lines=lines)


class FactsSheet(Sheet):
    """The facts behind a chip. `asked` carries the form that a clinician wants, `schemas` is what they may sign."""

    asked = Signal(object)  # Maker

    def __init__(self, topic: Topic, chart: Chart, schemas: Container[str], parent: QWidget | None = None) -> None:
        shown = facts_about(topic, chart)
        super().__init__(shown.title, parent)
        self.topic, self._schemas = topic, schemas
        for fact in shown.facts:
            self.body.addWidget(self._card(fact))
        if not shown.facts:
            self.body.addWidget(Label(shown.none, Type.BODY, "text2", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        for index, (words, maker) in enumerate(self._allowed(shown.forms)):
            button = Button(words, "primary" if index == 0 else "", "add" if index == 0 else "")
            button.clicked.connect(partial(self.asked.emit, maker))
            row.addWidget(button)
        self.footer.addLayout(row)

    def _allowed(self, acts: tuple[tuple[str, Maker], ...]) -> list[tuple[str, Maker]]:
        return [(words, maker) for words, maker in acts if signs(maker) in self._schemas]

    def _card(self, fact: Fact) -> QWidget:
        card = Panel(ground="surface2", radius=6)
        column = QVBoxLayout(card)
        margin = look().px(12)
        column.setContentsMargins(margin, margin, margin, margin)
        column.addWidget(Label(fact.said, Type.HEADLINE if fact.lines else Type.BODY, wrap=True))
        for line in fact.lines:
            if line.label:
                column.addWidget(Label(line.label, Type.LABEL, "text2", wrap=True))
            column.addWidget(Label(line.text, Type.BODY, wrap=True))
        column.addWidget(Label(fact.whence, Type.META, "text3", wrap=True))
        for words, maker in self._allowed(fact.acts):
            button = Button(words, "quiet")
            button.clicked.connect(partial(self.asked.emit, maker))
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        return card
