"""Every form by keys alone: what was typed is what is signed, and what cannot be is said beside its field."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from careboard.clinical.entry import SCHEMA_OF
from careboard.clinical.episode import (
    Achievement,
    Agreement,
    Goal,
    GoalReview,
    Intervention,
    LevelOfCare,
    LevelOfCareChange,
    PlanOfCare,
    PlanReview,
)
from careboard.clinical.people import Role
from careboard.clinical.permission import ConsentRevoked, RevokedHow
from careboard.clinical.person import Contact, DetailsChange, Registration
from careboard.clinical.response import LeftOpen, RiskAssessment, SafetyPlan, SafetyStep
from careboard.clinical.values import When
from careboard.errors import CareboardError
from careboard.projections.chart import Chart
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.days import read_when
from careboard.ui.parts.fields import Choice, Field
from careboard.ui.parts.labels import Label
from careboard.ui.parts.typed import retype, typed
from careboard.ui.patient.dosing.fields import DoseField
from careboard.ui.patient.dosing.observed import AdherenceForm, GivenForm, ReportedForm, SideEffectForm, UsedForm
from careboard.ui.patient.dosing.pauses import HoldForm
from careboard.ui.patient.dosing.start import StartForm
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.facts import FactsSheet, Topic, facts_about, signs
from careboard.ui.patient.forms.form import Form, Signed
from careboard.ui.patient.forms.permission import ConsentForm, RevocationForm
from careboard.ui.patient.forms.person import ContactForm, RegistrationForm
from careboard.ui.patient.forms.plans import PlanOfCareForm, PlanReviewForm
from careboard.ui.patient.forms.safety import RiskForm, SafetyPlanForm
from careboard.ui.patient.forms.stay import AppointmentForm, LevelOfCareForm
from careboard.ui.patient.measures.what_next import TellForm
from careboard.vault.policy import Policy
from careboard.workflow.offers import Allowed
from tests.clinical_examples import RELEASE
from tests.projections.records import COUNSELOR, DOCTOR, NOW, NURSE, ZONE, chart
from tests.projections.records import signed as entry
from tests.projections.story import STORY
from tests.ui.forms.examples import FORMS, REFUSED
from tests.ui.forms.filling import controls, fill
from tests.ui.keys import CTRL, focus, press

NONE = Qt.KeyboardModifier.NoModifier
EVERY_SCHEMA = Policy().writers


@pytest.fixture(scope="module")
def stay() -> Chart:
    return chart(*STORY)


def shown(qtbot: QtBot, form: Form) -> Form:
    qtbot.addWidget(form)
    form.resize(480, 900)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return form


def sign(qtbot: QtBot, form: Form) -> Signed:
    """Ctrl+Enter, a look at the sentence, Enter."""
    press(Qt.Key.Key_Return, CTRL)
    assert form.reviewed, form.wrong
    with qtbot.waitSignal(form.signed) as heard:
        press(Qt.Key.Key_Return)
    assert heard.args is not None
    signed = heard.args[0]
    assert isinstance(signed, Signed)
    return signed


@pytest.mark.parametrize("name", FORMS)
def test_that_a_form_is_filled_and_signed_by_keys_alone(qtbot: QtBot, stay: Chart, name: str) -> None:
    make, typed, content = FORMS[name]
    form = shown(qtbot, make(stay))
    fill(form, typed)
    signed = sign(qtbot, form)
    if isinstance(content, RiskAssessment):
        assert isinstance(signed.content, RiskAssessment)
        assert signed.content.screens == tuple(dict.fromkeys(due.entry for due in stay.risk.due))
        content = type(content)(
            **{n: getattr(content, n) for n in content.__slots__} | {"screens": signed.content.screens}
        )
    assert signed.content == content


def test_that_a_safety_plan_is_written_in_the_patients_words_and_a_step_left_open_says_why(
    qtbot: QtBot, stay: Chart
) -> None:
    form = shown(qtbot, SafetyPlanForm(About.of(chart(*STORY[:3]))))
    fill(
        form,
        {
            "Warning signs": "I stop answering calls\nI skip breakfast",
            "What I can do on my own": "Paced breathing",
            "People I can ask for help": "Ana, 555-0142",
            "What is worth living for": "(not wished)",
        },
    )
    assert sign(qtbot, form).content == SafetyPlan(
        ("I stop answering calls", "I skip breakfast"),
        ("Paced breathing",),
        people_to_ask=("Ana, 555-0142",),
        copy_given=False,
        left_open=(LeftOpen(SafetyStep.WORTH_LIVING_FOR, "not wished"),),
    )


def test_that_a_new_version_begins_as_the_one_in_force_and_names_it(qtbot: QtBot, stay: Chart) -> None:
    before = stay.stay.safety_plan
    assert before is not None
    form = shown(qtbot, SafetyPlanForm(About.of(stay)))
    controls(form)["Warning signs"].setFocus()
    signed = sign(qtbot, form)
    assert signed.ref == before.entry.id
    assert isinstance(signed.content, SafetyPlan)
    assert signed.content.warning_signs == before.content.warning_signs
    assert signed.content.left_open == before.content.left_open


def test_that_a_plan_of_care_grows_by_a_goal_and_keeps_the_others(qtbot: QtBot, stay: Chart) -> None:
    before = stay.stay.plan_of_care
    assert before is not None
    number = max(goal.number for goal in before.content.goals) + 1
    form = shown(qtbot, PlanOfCareForm(About.of(stay)))
    fill(
        form,
        {
            f"Goal {number} in the patient's words": "Sleep through the night",
            f"Target date {number}": "Oct 2026",
            f"Interventions {number}": "Sleep diary; every day; patient\nCBT-I; weekly; L. Moreno",
            "How the patient agreed": "Signed",
        },
    )
    signed = sign(qtbot, form)
    plan = signed.content
    assert isinstance(plan, PlanOfCare)
    assert plan.agreement is Agreement.SIGNED
    assert plan.goals[-1] == Goal(
        number,
        "Sleep through the night",
        target_date=When("2026-10"),
        interventions=(
            Intervention("Sleep diary", "every day", "patient"),
            Intervention("CBT-I", "weekly", "L. Moreno"),
        ),
    )
    assert [goal.goal for goal in plan.goals[:-1]] == [goal.goal for goal in before.content.goals]
    assert signed.ref == before.entry.id


def test_that_a_review_looks_at_the_goals_that_were_rated(qtbot: QtBot, stay: Chart) -> None:
    plan = stay.stay.plan_of_care
    assert plan is not None
    number = plan.content.goals[0].number
    form = shown(qtbot, PlanReviewForm(About.of(stay), plan))
    fill(form, {f"Goal {number} stands": "Improving", f"What was seen for goal {number}": "Four shared meals"})
    assert sign(qtbot, form).content == PlanReview(
        plan.entry.id, (GoalReview(number, Achievement.IMPROVING, "Four shared meals"),)
    )


def test_that_a_consent_is_taken_back_by_the_patient(qtbot: QtBot, stay: Chart) -> None:
    one = chart(*STORY, entry(RELEASE, "consent"))
    (consent,) = one.permissions.in_force
    form = shown(qtbot, RevocationForm(About.of(one), consent))
    fill(form, {"How it was revoked": "Spoken", "Told to": "L. Moreno"})
    content = sign(qtbot, form).content
    assert content == ConsentRevoked(consent.entry.id, RevokedHow.SPOKEN, "L. Moreno")


def test_that_a_change_of_details_keeps_what_the_form_does_not_show(qtbot: QtBot, stay: Chart) -> None:
    before = stay.person.registration
    assert before is not None
    form = shown(qtbot, RegistrationForm(About.of(stay)))
    fill(form, {"Family name": "Rivera-Soto", "Why the details change": "Married"})
    change = sign(qtbot, form).content
    assert isinstance(change, DetailsChange)
    assert (change.now.name.family, change.reason) == ("Rivera-Soto", "Married")
    assert change.now.addresses == before.addresses
    assert change.now.identifiers == before.identifiers


@pytest.mark.parametrize("name", REFUSED)
def test_that_what_cannot_be_is_said_in_words_and_nothing_is_signed(qtbot: QtBot, stay: Chart, name: str) -> None:
    make, typed, sentence = REFUSED[name]
    form = shown(qtbot, make(stay))
    fill(form, typed)
    with qtbot.assertNotEmitted(form.signed):
        press(Qt.Key.Key_Return, CTRL)
        press(Qt.Key.Key_Return)
    assert sentence in form.wrong
    assert not form.reviewed


MAY_ORDER = Allowed(orders=True, prescribes=True, observes=True)
TAKEN: dict[str, Callable[[Chart], Form]] = {
    "started": lambda one: StartForm(one, MAY_ORDER),
    "reported": ReportedForm,
    "given": lambda one: GivenForm(one, one.regimen.courses[0]),
    "missed": lambda one: AdherenceForm(one, one.regimen.courses[0]),
    "used": lambda one: UsedForm(one, one.regimen.courses[0]),
    "suffered": SideEffectForm,
}
ANSWERS = {"Medicine": "zinc", "Doses missed": "1", "Doses taken": "2", "How many times": "1", "Effective from": "+1d"}


@pytest.mark.parametrize("name", [*FORMS, *TAKEN])
def test_that_what_is_missing_or_cannot_be_read_is_asked_for_from_the_top_down(
    qtbot: QtBot, stay: Chart, name: str
) -> None:
    make, answers = (FORMS[name][0], {**FORMS[name][1]}) if name in FORMS else (TAKEN[name], {**ANSWERS})
    form = make(stay)
    qtbot.addWidget(form)
    fields = form.findChildren(Field)
    for field in fields:
        if isinstance(field.control, QLineEdit):
            example = str(answers.get(field.label, "")) or field.control.text() or field.control.placeholderText()
            field.control.setText("?" if any(sign.isdigit() for sign in example) else "")
    refused: list[int] = []
    for _ask in fields:
        form.review()
        at = next((at for at, field in enumerate(fields) if field.error), None)
        if at is None:
            break
        assert at not in refused, fields[at].error
        refused.append(at)
        control, answer = fields[at].control, answers.get(fields[at].label)
        if isinstance(control, Choice) and answer is None:
            control.setCurrentIndex(1)
        else:
            usual = "50" if isinstance(control, DoseField) else "" if typed(control) == "?" else "Some words"
            retype(control, usual if answer is None else answer)
    assert refused == sorted(refused), [fields[at].label for at in refused]


def test_that_a_judgement_of_risk_asks_whom_its_author_ticks_and_the_review_says_whom(
    qtbot: QtBot, stay: Chart
) -> None:
    team = {DOCTOR.member: "A. Chen", NURSE.member: "R. Patel", COUNSELOR.member: "L. Moreno"}
    form = shown(qtbot, RiskForm(About.of(stay, team)))
    assert "A. Chen" not in controls(form)  # nobody asks oneself
    fill(form, {**FORMS["risk"][1], "R. Patel": True})
    made = sign(qtbot, form).content
    assert isinstance(made, RiskAssessment)
    assert made.asked_to_acknowledge == (NURSE.member,)
    assert form.reviewed.endswith("Asks R. Patel to acknowledge.")


def test_that_a_refusal_of_the_vault_keeps_what_was_typed(qtbot: QtBot, stay: Chart) -> None:
    form = shown(qtbot, ContactForm(About.of(stay)))
    fill(form, {"Name": "Ana Rivera"})
    sign(qtbot, form)
    form.refuse(CareboardError("The disk is full."))
    assert "The disk is full. Nothing was changed." in form.wrong
    name = controls(form)["Name"]
    assert isinstance(name, QLineEdit)
    assert name.text() == "Ana Rivera"
    assert sign(qtbot, form).content == Contact("Ana Rivera")


def test_that_what_was_reviewed_is_what_is_signed(qtbot: QtBot, stay: Chart) -> None:
    form = shown(qtbot, ContactForm(About.of(stay)))
    fill(form, {"Name": "Ana Rivera"})
    press(Qt.Key.Key_Return, CTRL)
    name = controls(form)["Name"]
    assert isinstance(name, QLineEdit)
    assert not name.isEnabled()
    name.setText("Somebody else")
    with qtbot.waitSignal(form.signed) as heard:
        press(Qt.Key.Key_Return)
    assert heard.args is not None
    assert heard.args[0].content == Contact("Ana Rivera")


def test_that_nothing_is_signed_twice_while_the_vault_writes(qtbot: QtBot, stay: Chart) -> None:
    form = shown(qtbot, ContactForm(About.of(stay)))
    fill(form, {"Name": "Ana Rivera"})
    sign(qtbot, form)
    with qtbot.assertNotEmitted(form.signed):
        for key, modifier in ((Qt.Key.Key_Return, NONE), (Qt.Key.Key_Escape, NONE), (Qt.Key.Key_Return, CTRL)):
            QTest.keyClick(form, key, modifier)
        form.review()
        press(Qt.Key.Key_Return)


def test_that_escape_goes_one_step_back_and_then_closes(qtbot: QtBot, stay: Chart) -> None:
    form = shown(qtbot, ContactForm(About.of(stay)))
    fill(form, {"Name": "Ana Rivera"})
    press(Qt.Key.Key_Return, CTRL)
    assert form.reviewed
    press(Qt.Key.Key_Escape)
    assert not form.reviewed
    with qtbot.waitSignal(form.closed):
        press(Qt.Key.Key_Escape)


def test_that_the_button_that_signs_names_the_patient(qtbot: QtBot, stay: Chart) -> None:
    form = shown(qtbot, ContactForm(About.of(stay)))
    fill(form, {"Name": "Ana Rivera"})
    press(Qt.Key.Key_Return, CTRL)
    assert focus().property("text") == "Sign for RIVERA, Maya"


@pytest.mark.parametrize("topic", Topic)
def test_that_every_chip_opens_its_facts_and_a_form(qtbot: QtBot, stay: Chart, topic: Topic) -> None:
    sheet = FactsSheet(topic, stay, EVERY_SCHEMA)
    qtbot.addWidget(sheet)
    shown_facts = facts_about(topic, stay)
    assert sheet.title == shown_facts.title
    for _words, maker in (*shown_facts.forms, *(act for fact in shown_facts.facts for act in fact.acts)):
        qtbot.addWidget(maker(About.of(stay)))


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        (Topic.SAFETY_PLAN, "My mother Ana, 555-0142"),
        (Topic.RISK, "no plan, no intent"),
        (Topic.PLAN_OF_CARE, "Goal 1"),
    ],
)
def test_that_what_is_needed_in_a_crisis_is_read_whole_behind_its_chip(
    qtbot: QtBot, stay: Chart, topic: Topic, words: str
) -> None:
    sheet = FactsSheet(topic, stay, EVERY_SCHEMA)
    qtbot.addWidget(sheet)
    assert any(words in label.text() for label in sheet.findChildren(Label))


def test_that_the_sheet_of_the_interpreter_says_what_the_registration_says(stay: Chart) -> None:
    said = [fact.said for fact in facts_about(Topic.INTERPRETER, stay).facts]
    assert said == ["No interpreter needed, by the registration."]


@pytest.mark.parametrize("topic", [Topic.PLAN_OF_CARE, Topic.SAFETY_PLAN, Topic.RISK])
def test_that_no_line_of_a_fact_is_cut(qtbot: QtBot, stay: Chart, topic: Topic) -> None:
    sheet = FactsSheet(topic, stay, EVERY_SCHEMA)
    qtbot.addWidget(sheet)
    sheet.resize(480, 700)
    with qtbot.waitExposed(sheet):
        sheet.show()
    labels = [label for label in sheet.inside.findChildren(Label) if label.wordWrap()]
    assert labels
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in labels))


def test_that_no_form_is_offered_that_the_vault_would_refuse_the_role(qtbot: QtBot, stay: Chart) -> None:
    coordinator = {schema for schema, writers in Policy().writers.items() if Role.COORDINATOR in writers}
    for topic, offered in ((Topic.RISK, []), (Topic.PLAN_OF_CARE, []), (Topic.CONTACTS, ["Add a contact"])):
        sheet = FactsSheet(topic, stay, coordinator)
        qtbot.addWidget(sheet)
        words = [button.text() for button in sheet.findChildren(Button) if button.text()]
        assert [word for word in words if word != "Change"] == offered


@pytest.mark.parametrize("name", FORMS)
def test_that_a_form_signs_what_it_is_offered_for(qtbot: QtBot, stay: Chart, name: str) -> None:
    make, _typed, content = FORMS[name]
    form = make(stay)
    qtbot.addWidget(form)
    if not isinstance(content, Registration):
        assert signs(type(form)) == SCHEMA_OF[type(content)].partition("/")[0]


def test_that_every_control_of_every_form_has_a_name_for_a_screen_reader(qtbot: QtBot, stay: Chart) -> None:
    for make, _typed, _content in FORMS.values():
        form = make(stay)
        qtbot.addWidget(form)
        for kind in (QLineEdit, QPlainTextEdit, QComboBox):
            assert all(control.accessibleName() for control in form.findChildren(kind))


def test_that_a_level_that_is_given_is_recommended_too_and_the_review_tells_day_and_criteria(
    qtbot: QtBot, stay: Chart
) -> None:
    form = shown(qtbot, LevelOfCareForm(About.of(stay), LevelOfCare.INTENSIVE_OUTPATIENT))
    fill(form, {"Next review": "30-Sep-2026", "Criteria": "ASAM"})
    form.review()
    assert form.reviewed.endswith("; by the criteria of ASAM; looked at again on 30-Sep-2026.")
    content = form.content()
    assert isinstance(content, LevelOfCareChange)
    assert content.recommended == content.given


AHEAD: dict[str, Callable[[Chart], Form]] = {
    "Until": lambda one: HoldForm(one, one.regimen.courses[0], MAY_ORDER),
    "Planned end": lambda one: StartForm(one, MAY_ORDER),
    "Next due": lambda one: GivenForm(one, one.regimen.courses[0]),
    "Target date 1": lambda one: PlanOfCareForm(About.of(one)),
    "Next review": lambda one: LevelOfCareForm(About.of(one)),
    "Ends on": lambda one: ConsentForm(About.of(one), "North River IOP"),
    "When": lambda one: AppointmentForm(About.of(one)),
    "By when": lambda one: TellForm(About.of(one), {}),
}


@pytest.mark.parametrize("label", AHEAD)
def test_that_the_example_of_a_day_to_come_lies_ahead_of_the_clinics_today(
    qtbot: QtBot, stay: Chart, label: str
) -> None:
    form = AHEAD[label](stay)
    qtbot.addWidget(form)
    (line,) = (one for one in form.findChildren(QLineEdit) if one.accessibleName() == label)
    example = read_when(line.placeholderText().removeprefix("such as "), NOW.date(), ZONE)
    assert example is not None
    assert example.iso[:10] == (NOW.date() + timedelta(days=7)).isoformat()
