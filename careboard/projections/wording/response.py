"""How the patient does, in words: side effects, rating scales, risk, the safety plan, and what was measured.

A total over unanswered items says so; the level of risk is the clinician's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from careboard.clinical.entry import ResponseContent
from careboard.clinical.measured import DrugScreen, Ecg, LabResult, ProcedureDone, TestOrdered, Vitals
from careboard.clinical.response import (
    Answer,
    AnsweredBy,
    Assessment,
    InstrumentDefinition,
    RiskAssessment,
    RiskLevel,
    RiskOf,
    SafetyPlan,
    SafetyStep,
    SideEffect,
)
from careboard.projections.wording import measured, numbers
from careboard.projections.wording.note import asked
from careboard.projections.wording.terms import language, short, shorts, spaced, whole, wholes
from careboard.projections.wording.times import INFORMANT, when, when_told
from careboard.projections.wording.voice import Line, Telling, Voice, bare, bracketed, capital, joined, led, told

_FEW = 4  # answers that a headline has room for
RISK_OF = {
    RiskOf.SUICIDE: "suicide",
    RiskOf.SELF_HARM: "self-harm",
    RiskOf.VIOLENCE: "violence",
    RiskOf.OVERDOSE: "overdose",
    RiskOf.MEDICAL: "medical harm",
    RiskOf.OTHER: "other harm",
}
RISK_LEVELS = {
    RiskLevel.LOW: "Low",
    RiskLevel.MODERATE: "Moderate",
    RiskLevel.HIGH: "High",
    RiskLevel.IMMINENT: "Imminent",
    RiskLevel.NOT_DETERMINED: "Not determined",
}


def tell(content: ResponseContent, voice: Voice) -> Telling:
    """A content about how the patient does in words."""
    match content:
        case SideEffect():
            return _side_effect(content, voice)
        case Assessment():
            return _assessment(content, voice)
        case RiskAssessment():
            return _risk(content, voice)
        case SafetyPlan():
            return _safety_plan(content, voice)
        case Vitals() | LabResult() | TestOrdered() | Ecg() | DrugScreen() | ProcedureDone():
            return measured.tell(content, voice)


def _side_effect(effect: SideEffect, voice: Voice) -> Telling:
    suspected = joined(voice.name(course, "a medicine") for course in effect.suspected)
    blamed = voice("{medicine} suspected", medicine=suspected) if suspected else ""
    ended = voice("ended {day}", day=when(effect.ended, voice)) if effect.ended else ""
    since = voice("since {day}", day=when(effect.onset, voice)) if effect.onset.iso else voice("onset not known")
    headline = voice("Side effect: {what}", what=joined([short(effect.effect), spaced(effect.severity, voice), blamed]))
    return told(
        joined([headline, since, ended]),
        headline,
        Line(voice("Side effect"), whole(effect.effect)),
        Line(voice("Severity"), spaced(effect.severity, voice)),
        Line(voice("Suspected"), suspected),
        Line(voice("Since"), when_told(effect.onset, voice)),
        Line(voice("Ended"), when_told(effect.ended, voice)),
        Line(voice("What was done"), effect.action),
        Line(voice("Who says so"), voice(INFORMANT[effect.told_by])),
        Line(voice("Remark"), effect.note),
    )


def result_words(scale: Assessment, voice: Voice) -> str:
    """The result of a scale: total and level, and which items were not answered."""
    total = numbers.quantity(scale.total, voice) if scale.total else ""
    missing = voice("not answered: {items}", items=joined(scale.unanswered)) if scale.unanswered else ""
    return joined([total.removesuffix(" score") + bracketed(scale.level) if total else scale.level, missing])


def _assessment(scale: Assessment, voice: Voice) -> Telling:
    result = result_words(scale, voice) or _answers_counted(scale, voice)
    headline = f"{short(scale.instrument)}: {result}" + bracketed(shorts(scale.interpretation))
    status = spaced(scale.status, voice) if scale.status.value != "final" else ""
    return told(
        joined([headline, _answered_by(scale, voice), status]),
        headline,
        Line(whole(scale.instrument), result, aside=True),
        Line(voice("Version"), joined([scale.version, language(scale.language, voice)]), aside=True),
        Line(voice("Answered by"), voice(_ANSWERED[scale.answered_by]), aside=not _answered_by(scale, voice)),
        Line(voice("Asked about"), scale.time_frame),
        (Line(answer_item(answer), _answer(answer)) for answer in scale.answers),
        Line(voice("Not answered"), joined(scale.unanswered)),
        measured.components(scale.scores, voice),
        Line(voice("Interpretation"), wholes(scale.interpretation)),
        Line(voice("Reference range"), scale.reference_range),
        Line(voice("Status"), spaced(scale.status, voice), aside=not status),
        _definition(scale.definition, voice),
        Line(voice("Remark"), scale.note),
        asked(scale.asked_to_acknowledge, voice),
        brief=joined(map(bare, _briefly(scale, result, voice)), ". "),
    )


def _briefly(scale: Assessment, result: str, voice: Voice) -> Iterator[str]:
    yield capital(_answered_by(scale, voice))
    answers = _answers_briefly(scale.answers)
    if answers != result:
        yield answers if any(answer.question for answer in scale.answers) else led(f"{voice('Items')} ", answers)
    yield scale.note


def _answers_briefly(answers: Sequence[Answer]) -> str:
    """Every answer by its item: numbers where each has one, else its words."""
    if all(answer.value is not None for answer in answers):
        return joined(f"{answer_item(one)}: {numbers.plain(one.value)}" for one in answers if one.value is not None)
    return joined((_answered(one) for one in answers), "; " if any(one.question for one in answers) else ", ")


def _answered(answer: Answer) -> str:
    asked_ = answer.question
    return f"{answer.item} {answer.answer.casefold()}" if not asked_ else f"{asked_.rstrip(':')}: {answer.answer}"


def _answered_by(scale: Assessment, voice: Voice) -> str:
    if scale.answered_by is AnsweredBy.NOT_RECORDED:
        return ""
    return voice("answered by {who}", who=voice(_ANSWERED[scale.answered_by]))


_ANSWERED = {
    AnsweredBy.PATIENT: "the patient",
    AnsweredBy.CLINICIAN: "a clinician",
    AnsweredBy.FAMILY: "the family",
    AnsweredBy.OTHER: "somebody else",
    AnsweredBy.NOT_RECORDED: "not recorded",
}


def _answers_counted(scale: Assessment, voice: Voice) -> str:
    """Few answers themselves, many only counted."""
    if 0 < len(scale.answers) <= _FEW:
        return _answers_briefly(scale.answers)
    return voice.count("{n} answer", "{n} answers", len(scale.answers)) if scale.answers else scale.note


def answer_item(answer: Answer) -> str:
    """An item by its question, else by its number; a link of a form between its questions is for machines."""
    return answer.question or answer.item


def _answer(answer: Answer) -> str:
    value = numbers.plain(answer.value) if answer.value is not None else ""
    return answer.answer + bracketed(value if value != answer.answer else "")


def _definition(definition: InstrumentDefinition | None, voice: Voice) -> tuple[Line, ...]:
    if definition is None:
        return ()
    items = (joined([f"{one.item}: {one.question}", *one.options]) for one in definition.items)
    return (Line(voice("The form"), "\n".join(items), block=True), Line(voice("Scoring"), definition.scoring))


def risk_of(risk: RiskAssessment, voice: Voice) -> str:
    """Risk of what."""
    return risk.other or voice(RISK_OF[risk.risk_of])


def _risk(risk: RiskAssessment, voice: Voice) -> Telling:
    headline = voice("Risk of {what}: {level}", what=risk_of(risk, voice), level=voice(RISK_LEVELS[risk.level]))
    return told(
        f"{headline}. {risk.plan}",
        headline,
        Line("", headline, aside=True),
        Line(voice("Not determined because"), risk.level_reason),
        Line(voice("Usual level"), voice(RISK_LEVELS[risk.baseline]) if risk.baseline else ""),
        Line(voice("Raises it"), joined(risk.raises, "; ")),
        Line(voice("Lowers it"), joined(risk.lowers, "; ")),
        Line(voice("Access to means"), risk.access_to_means),
        Line(voice("Formulation"), risk.formulation),
        Line(voice("Plan"), risk.plan),
        Line(voice("Who was told"), joined(risk.told, "; ")),
        Line(
            voice("Screens used"),
            joined([*(voice.name(one, "a screen") for one in risk.screens), risk.screens_text], "; "),
        ),
        asked(risk.asked_to_acknowledge, voice),
    )


SAFETY_STEPS = {
    SafetyStep.WARNING_SIGNS: "Warning signs",
    SafetyStep.COPING: "What I can do alone",
    SafetyStep.PEOPLE_AND_PLACES: "People and places that take my mind off it",
    SafetyStep.PEOPLE_TO_ASK: "People I can ask for help",
    SafetyStep.PROFESSIONALS: "Professionals and crisis lines",
    SafetyStep.SAFE_ENVIRONMENT: "Making my surroundings safe",
    SafetyStep.WORTH_LIVING_FOR: "What is worth living for",
}


def safety_steps(plan: SafetyPlan) -> Mapping[SafetyStep, tuple[str, ...]]:
    """The lines of each step of a safety plan, in their order."""
    return {
        SafetyStep.WARNING_SIGNS: plan.warning_signs,
        SafetyStep.COPING: plan.coping,
        SafetyStep.PEOPLE_AND_PLACES: plan.people_and_places,
        SafetyStep.PEOPLE_TO_ASK: plan.people_to_ask,
        SafetyStep.PROFESSIONALS: plan.professionals,
        SafetyStep.SAFE_ENVIRONMENT: plan.safe_environment,
        SafetyStep.WORTH_LIVING_FOR: plan.worth_living_for,
    }


def safety_plan_lines(plan: SafetyPlan, voice: Voice, free: Callable[[str], str] = str) -> tuple[Line, ...]:
    """The steps of a safety plan under their headings, in the patient's own words; a step left open says why.

    `free` says how a text may stand here.
    """
    left = {one.step: voice("left open: {reason}", reason=free(one.reason)) for one in plan.left_open}
    steps = safety_steps(plan).items()
    told_steps = [(step, "\n".join(filter(None, map(free, texts))) or left.get(step, "")) for step, texts in steps]
    return tuple(Line(voice(SAFETY_STEPS[step]), text, block=True) for step, text in told_steps if text)


def _safety_plan(plan: SafetyPlan, voice: Voice) -> Telling:
    signs = voice.count("{n} warning sign", "{n} warning signs", len(plan.warning_signs))
    help_ = voice.count(
        "{n} person or place to call", "{n} people or places to call", len(plan.people_to_ask + plan.professionals)
    )
    copy = "" if plan.copy_given is None else voice("copy given" if plan.copy_given else "copy not given")
    said = f"{voice('Safety plan')}: {joined([signs, help_, copy])}"
    return told(said, said, safety_plan_lines(plan, voice), Line(voice("Copy for the patient"), copy))
