"""How the patient does, in FHIR: side effects, rating scales with their answers, risk, the safety plan.

A scale's answers are contained in the Observation of its result; a level of risk is a clinician's, in a RiskAssessment.
"""

from collections.abc import Iterable

from careboard.clinical.checks import blank
from careboard.clinical.entry import ResponseContent
from careboard.clinical.episode import PlanStatus
from careboard.clinical.measured import ObservationStatus, Result
from careboard.clinical.response import (
    Answer,
    AnsweredBy,
    Assessment,
    RiskAssessment,
    RiskLevel,
    SafetyPlan,
    SideEffect,
)
from careboard.clinical.values import Period
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import elements as fhir
from careboard.exchange.fhir_out import measured
from careboard.exchange.fhir_out.episode import plan_status
from careboard.exchange.fhir_out.observation import SURVEY, in_words, observation
from careboard.exchange.fhir_out.told import Told

_ANSWERS = "answers"
_FORM_STATUS = {
    ObservationStatus.REGISTERED: "in-progress",
    ObservationStatus.PRELIMINARY: "in-progress",
    ObservationStatus.AMENDED: "amended",
    ObservationStatus.CORRECTED: "amended",
    ObservationStatus.CANCELLED: "stopped",
    ObservationStatus.ENTERED_IN_ERROR: "entered-in-error",
}
_COUNTS = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
_RISK = "http://terminology.hl7.org/CodeSystem/risk-probability"
_RISK_CODES = (RiskLevel.LOW, RiskLevel.MODERATE, RiskLevel.HIGH)  # FHIR has no code for an imminent risk


def elements(content: ResponseContent, told: Told) -> Resource:
    """The elements of a content about how the patient does."""
    match content:
        case SideEffect():
            return _side_effect(content, told)
        case Assessment():
            return _assessment(content, told)
        case RiskAssessment():
            return _risk(content, told)
        case SafetyPlan():
            return _safety_plan(content, told)
        case _:
            return measured.elements(content, told)


def _side_effect(effect: SideEffect, told: Told) -> Resource:
    parts = [in_words("Severity", effect.severity), in_words("Action", effect.action)]
    return {
        **observation(
            told,
            "Side effect",
            Result(coded=effect.effect),
            components=[one for one in parts if one],
            over=Period(effect.onset, effect.ended) if effect.onset.iso else None,
            notes=(effect.note,),
        ),
        "focus": [told.to(course) for course in effect.suspected],
        "performer": [told.informant(effect.told_by)],
    }


def _assessment(assessment: Assessment, told: Told) -> Resource:
    total = Result(assessment.total) if assessment.total else None
    level = None if blank(assessment.level) else Result(text=assessment.level)
    form = _form(assessment, told)
    notes = (assessment.note, fhir.labelled("Asked about", assessment.time_frame), _version(assessment))
    shared = observation(
        told,
        assessment.instrument,
        total or level,
        status=assessment.status,
        category=SURVEY,
        components=[fhir.component(one) for one in assessment.scores],
        notes=notes,
    )
    meaning = [fhir.words(assessment.level) if total else None, *map(fhir.coded, assessment.interpretation)]
    return {
        "contained": [form] if form else [],
        **shared,
        "performer": [told.patient if assessment.answered_by is AnsweredBy.PATIENT else told.author],
        "interpretation": meaning,
        "referenceRange": [fhir.words(assessment.reference_range)],
        "derivedFrom": [{"reference": f"#{_ANSWERS}"}] if form else [],
    }


def _version(assessment: Assessment) -> str:
    return fhir.labelled("Form", ", ".join(part for part in (assessment.version, assessment.language) if part))


def _form(assessment: Assessment, told: Told) -> Resource | None:
    if not assessment.answers and not assessment.unanswered:
        return None
    status = _FORM_STATUS.get(assessment.status, "completed")
    return {
        "resourceType": "QuestionnaireResponse",
        "id": _ANSWERS,
        "status": "entered-in-error" if told.struck else status,
        "subject": told.patient,
        "authored": told.at,
        "source": told.patient if assessment.answered_by is AnsweredBy.PATIENT else None,
        "item": [*map(_answered, assessment.answers), *({"linkId": item} for item in assessment.unanswered)],
    }


def _answered(answer: Answer) -> Resource:
    said: Resource = {"valueString": answer.answer}
    if answer.value is not None:
        counts = {"url": _COUNTS, "valueDecimal": answer.value}
        said = {"valueCoding": {"extension": [counts], "display": answer.answer}}
    return {"linkId": answer.item, "text": answer.question, "answer": [said]}


def _risk(risk: RiskAssessment, told: Told) -> Resource:
    words = risk.level.replace("-", " ")
    level = fhir.standard(_RISK, risk.level, words) if risk.level in _RISK_CODES else fhir.words(words)
    of = risk.other or risk.risk_of.replace("-", " ")
    steady = fhir.labelled("Steady, chronic risk", risk.baseline or "")
    return {
        "status": "entered-in-error" if told.struck else "final",
        "code": fhir.words(f"Risk of {of}"),
        "subject": told.patient,
        "occurrenceDateTime": told.at,
        "performer": told.author,
        "basis": [told.to(screen) for screen in risk.screens],
        "prediction": [
            {
                "outcome": fhir.words(of),
                "qualitativeRisk": level,
                "rationale": _rationale(risk),
            }
        ],
        "mitigation": risk.plan,
        "note": fhir.notes(
            f"Access to means: {risk.access_to_means}",
            fhir.labelled("Also asked", risk.screens_text),
            fhir.labelled("Told", "; ".join(risk.told)),
            steady,
            fhir.labelled("Why no level was determined", risk.level_reason),
        ),
    }


def _rationale(risk: RiskAssessment) -> str:
    raises, lowers = "; ".join(risk.raises), "; ".join(risk.lowers)
    parts = (risk.formulation, fhir.labelled("Raises the risk", raises), fhir.labelled("Lowers the risk", lowers))
    return "\n".join(part for part in parts if part)


def _safety_plan(plan: SafetyPlan, told: Told) -> Resource:
    sections = (
        ("Warning signs", plan.warning_signs),
        ("What I can do alone", plan.coping),
        ("People and places for distraction", plan.people_and_places),
        ("People to ask for help", plan.people_to_ask),
        ("Professionals and lines", plan.professionals),
        ("Making the surroundings safe", plan.safe_environment),
        ("What is worth living for", plan.worth_living_for),
    )
    left = (f"Left open, {one.step.replace('-', ' ')}: {one.reason}" for one in plan.left_open)
    copy = {None: "", True: "The patient has a copy.", False: "The patient has no copy yet."}[plan.copy_given]
    return {
        "status": plan_status(PlanStatus.ACTIVE, told),
        "intent": "plan",
        "category": [fhir.words("Safety plan")],
        "title": "Safety plan",
        "subject": told.patient,
        "created": told.recorded_here,
        "author": told.author,
        "note": [*(_section(title, lines) for title, lines in sections if lines), *fhir.notes(copy, *left)],
    }


def _section(title: str, lines: Iterable[str]) -> Resource:
    return {"text": "\n".join([f"{title}:", *(f"- {line}" for line in lines)])}
