"""What was measured or done, in words: vital signs, laboratory results, tests, ECG, drug screens, procedures.

Values keep their digits, comparator and unit as recorded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from careboard.clinical.measured import (
    Component,
    Detected,
    DrugScreen,
    Ecg,
    Expected,
    LabResult,
    ObservationStatus,
    Position,
    ProcedureDone,
    ProcedureStatus,
    Result,
    SubstanceResult,
    TestOrdered,
    TestStatus,
    Vitals,
)
from careboard.clinical.values import LOINC, Comparator
from careboard.projections.ranges import stated_range
from careboard.projections.wording.note import asked
from careboard.projections.wording.numbers import plain, quantity, readable
from careboard.projections.wording.terms import short, shorts, spaced, whole, wholes, yes_no
from careboard.projections.wording.times import period, when, when_told
from careboard.projections.wording.voice import Line, Telling, Voice, bare, bracketed, capital, joined, led, told

MeasuredContent = Vitals | LabResult | TestOrdered | Ecg | DrugScreen | ProcedureDone
PENDING = (ObservationStatus.REGISTERED, ObservationStatus.PRELIMINARY)


def tell(content: MeasuredContent, voice: Voice) -> Telling:
    """Something measured or done in words."""
    match content:
        case Vitals():
            return _vitals(content, voice)
        case LabResult():
            return _lab(content, voice)
        case TestOrdered():
            return _ordered(content, voice)
        case Ecg():
            return _ecg(content, voice)
        case DrugScreen():
            return _drug_screen(content, voice)
        case ProcedureDone():
            return _procedure(content, voice)


def result(came_out: Result | None, voice: Voice) -> str:
    """What came out: a quantity, the words of a code, a text, or why nothing did."""
    match came_out:
        case Result(quantity=measured) if measured is not None:
            return quantity(measured, voice)
        case Result(coded=coded) if coded is not None:
            return whole(coded)
        case Result(absent=absent) if absent is not None:
            return voice("no result: {reason}", reason=whole(absent))
        case Result(text=text):
            return text
        case None:
            return ""


def component(one: Component, voice: Voice) -> str:
    """One measured thing on a line: what, how the patient was, what came out and what the source made of it."""
    return f"{whole(one.code)}: {component_result(one, voice)}"


def component_result(one: Component, voice: Voice) -> str:
    """What came out of one measured thing."""
    return joined(
        [
            joined([result(one.result, voice), spaced(one.position, voice)], " ")
            + bracketed(wholes(one.interpretation)),
            led(voice("reference") + " ", readable(one.reference_range)),
            whole(one.body_site),
        ]
    )


def _brief(one: Component, voice: Voice) -> str:
    return joined([short(one.code), result(one.result, voice), spaced(one.position, voice)], " ")


def _brief_of_range(one: Component, voice: Voice) -> str:
    said = shorts(one.interpretation) or _beyond(one.result, one.reference_range, voice)
    return _brief(one, voice) + bracketed(said)


def _beyond(came_out: Result | None, reference: str, voice: Voice) -> str:
    """Whether a number is low or high by the range that its source states; nothing where none is stated."""
    measured = came_out.quantity if came_out is not None else None
    if measured is None or measured.comparator is not Comparator.EXACT:
        return ""
    found = stated_range(reference).beyond(float(measured.value))
    return {-1: voice("low"), 1: voice("high")}.get(found, "")


def _status(status: ObservationStatus, voice: Voice) -> str:
    if status in PENDING:
        return voice("pending")
    return "" if status is ObservationStatus.FINAL else spaced(status, voice)


_SYSTOLIC, _DIASTOLIC, _RATE = "8480-6", "8462-4", "8867-4"


def _vitals(vitals: Vitals, voice: Voice) -> Telling:
    lead = short(vitals.code) or voice("Vital signs")
    brief = joined(_briefly(vitals.readings, voice))
    return told(
        joined([f"{lead}: {brief}", _status(vitals.status, voice)]),
        joined(_orthostatic(vitals.readings, voice), "; ") or brief,
        Line("", whole(vitals.code), aside=True),
        (Line(whole(one.code), component_result(one, voice)) for one in vitals.readings),
        Line(voice("Status"), spaced(vitals.status, voice), aside=True),
        Line(voice("Method"), whole(vitals.method)),
        Line(voice("Period"), period(vitals.period, voice)),
        Line(voice("Remark"), vitals.note),
        asked(vitals.asked_to_acknowledge, voice),
        brief=joined([*_by_position(vitals.readings, voice), vitals.note], ". "),
    )


def _by_position(readings: Sequence[Component], voice: Voice) -> Iterable[str]:
    """Where the patient was measured in two positions: each, with what was measured in it."""
    positions = dict.fromkeys(one.position for one in readings if one.position is not None)
    for position in positions if len(positions) > 1 else ():
        here = [replace(one, position=None) for one in readings if one.position is position]
        yield f"{capital(spaced(position, voice))}: {joined(_briefly(here, voice))}"


def _briefly(readings: Iterable[Component], voice: Voice) -> list[str]:
    """Each reading in a few words; a systolic pressure and the diastolic one after it are told as one."""
    words: list[str] = []
    earlier: Component | None = None
    for one in readings:
        if earlier is not None and (pressure := _pressure(earlier, one, voice)):
            words[-1] = pressure
        else:
            words.append(_brief(one, voice))
        earlier = one
    return words


def _pressure(upper: Component, lower: Component, voice: Voice) -> str:
    """Both pressures of one position as one; nothing where these are not two of one kind."""
    pair = (upper.code.code_in(LOINC), lower.code.code_in(LOINC)) == (_SYSTOLIC, _DIASTOLIC)
    high, low = upper.result.quantity, lower.result.quantity
    if not pair or high is None or low is None or high.unit != low.unit or upper.position is not lower.position:
        return ""
    both = f"{plain(high.value)}/{quantity(low, voice)}"
    return joined([voice("Blood pressure"), both, spaced(lower.position, voice)], " ")


def _orthostatic(readings: Sequence[Component], voice: Voice) -> Iterable[str]:
    """Where the heart beats faster standing than lying, this first, then what is no pressure."""
    rates = [one for one in readings if one.code.code_in(LOINC) == _RATE]
    at = {one.position: one.result.quantity.value for one in rates if one.result.quantity is not None}
    lying, standing = at.get(Position.LYING), at.get(Position.STANDING)
    if lying is None or standing is None or standing <= lying:
        return
    yield voice("Orthostatic heart rate up {n} beats/min", n=plain(standing - lying))
    others = [one for one in readings if one not in rates]
    pressures = [one for one in others if one.code.code_in(LOINC) in (_SYSTOLIC, _DIASTOLIC)]
    yield joined(_briefly((one for one in others if one not in pressures), voice))


def _lab(lab: LabResult, voice: Voice) -> Telling:
    values = [result(lab.result, voice), *(_brief_of_range(one, voice) for one in lab.components)]
    meaning = bracketed(shorts(lab.interpretation) or _beyond(lab.result, lab.reference_range, voice))
    headline = joined([short(lab.code), joined([joined(values), _status(lab.status, voice)])], ": ") + meaning
    return told(
        joined([headline, led(voice("reference") + " ", readable(lab.reference_range))]),
        headline,
        Line(whole(lab.code), result(lab.result, voice)),
        Line("", "" if lab.result else whole(lab.code)),
        (Line(whole(one.code), component_result(one, voice)) for one in lab.components),
        Line(voice("Reference range"), readable(lab.reference_range)),
        Line(voice("Interpretation"), wholes(lab.interpretation)),
        Line(
            voice("Status"),
            _status(lab.status, voice) or spaced(lab.status, voice),
            aside=not _status(lab.status, voice),
        ),
        Line(voice("Category"), wholes(lab.categories)),
        Line(voice("Specimen"), whole(lab.specimen)),
        Line(voice("Method"), whole(lab.method)),
        Line(voice("Body site"), whole(lab.body_site)),
        Line(voice("Period"), period(lab.period, voice)),
        Line(voice("Last dose before"), when_told(lab.last_dose, voice)),
        Line(voice("Laboratory"), lab.performer),
        Line(voice("Remark"), lab.note),
        asked(lab.asked_to_acknowledge, voice),
    )


def _ordered(test: TestOrdered, voice: Voice) -> Telling:
    lead = "Urgent test ordered: {test}" if test.urgent else "Test ordered: {test}"
    due = voice("due {day}", day=when(test.due, voice)) if test.due else ""
    status = "" if test.status is TestStatus.ORDERED else spaced(test.status, voice)
    headline = joined(
        [voice(lead, test=short(test.code)), joined([status, test.status_reason], ": "), due, test.timing]
    )
    return told(
        f"{headline}: {test.reason}",
        headline,
        Line(voice("Urgent test ordered") if test.urgent else voice("Test ordered"), whole(test.code)),
        Line(voice("Reason"), test.reason),
        Line(voice("Status"), joined([spaced(test.status, voice), test.status_reason], ": ")),
        Line(voice("Due"), when_told(test.due, voice)),
        Line(voice("When"), test.timing),
        Line(voice("Ordered by telephone by"), voice.name(test.ordered_by, "a prescriber")),
    )


def _ecg(ecg: Ecg, voice: Voice) -> Telling:
    qtc = joined(["QTc", f"{plain(ecg.qtc_ms)} ms" + bracketed(_formula(ecg, voice))], " ") if ecg.qtc_ms else ""
    qt = f"{plain(ecg.qt_ms)} ms" if ecg.qt_ms else ""
    rate = voice("{n} beats per minute", n=plain(ecg.heart_rate)) if ecg.heart_rate else ""
    return told(
        f"ECG: {joined([qtc, ecg.text], '. ')}",
        f"ECG: {bare(joined([qtc, ecg.text], '. '))}",
        Line("ECG", ecg.text),
        Line("QTc", qtc.removeprefix("QTc ")),
        Line("QT", qt),
        Line(voice("Heart rate"), rate),
        Line(voice("Read by"), ecg.read_by),
        asked(ecg.asked_to_acknowledge, voice),
        brief=joined([qt and f"QT {qt}", rate, led(voice("read by") + " ", ecg.read_by)]),
    )


def _formula(ecg: Ecg, voice: Voice) -> str:
    if ecg.formula is None:
        return ""
    return ecg.formula.value.capitalize() if ecg.formula.value != "not-stated" else voice("formula not stated")


def _drug_screen(screen: DrugScreen, voice: Voice) -> Telling:
    lead = short(screen.code) or voice("Drug screen")
    found = joined(_found(screen, voice), "; ")
    outcome = voice("refused") if screen.refused else joined([found, _status(screen.status, voice)])
    return told(
        f"{lead}: {outcome}",
        f"{lead}: {outcome}",
        Line(whole(screen.code) or lead, voice("refused") if screen.refused else ""),
        Line("", whole(screen.code)),
        (Line(whole(one.substance), _substance_result(one, voice), aside=True) for one in screen.substances),
        Line(voice("Specimen"), whole(screen.specimen)),
        Line(voice("Giving was watched"), yes_no(voice, value=screen.observed), aside=not screen.observed),
        Line(voice("Validity"), spaced(screen.validity, voice)),
        Line(voice("Confirmation method"), yes_no(voice, value=screen.confirmatory), aside=not screen.confirmatory),
        Line(voice("Status"), _status(screen.status, voice) or spaced(screen.status, voice), aside=True),
        Line(voice("Laboratory"), screen.performer),
        Line(voice("Remark"), screen.note),
        asked(screen.asked_to_acknowledge, voice),
    )


def _found(screen: DrugScreen, voice: Voice) -> Iterable[str]:
    """What was found, like with like: first what nobody expected, the negative last."""
    for (expected, _negative, _word), group in groupby(sorted(screen.substances, key=_place), _place):
        alike = list(group)
        found = f"{joined(short(one.substance) for one in alike)} {spaced(alike[0].detected, voice)}"
        yield found + bracketed("" if expected else voice("not expected"))


def _place(one: SubstanceResult) -> tuple[bool, bool, str]:
    return (one.expected is not Expected.NOT_EXPECTED, one.detected is Detected.NEGATIVE, one.detected.value)


def _substance_result(one: SubstanceResult, voice: Voice) -> str:
    cutoff = led(voice("cut-off") + " ", quantity(one.cutoff, voice) if one.cutoff else "")
    return joined([spaced(one.detected, voice), spaced(one.expected, voice), result(one.result, voice), cutoff])


def _procedure(done: ProcedureDone, voice: Voice) -> Telling:
    status = "" if done.status is ProcedureStatus.COMPLETED else spaced(done.status, voice)
    headline = joined([voice("Procedure: {what}", what=short(done.code)), status])
    return told(
        joined([headline, period(done.performed, voice), done.status_reason, done.outcome]),
        headline,
        Line(voice("Procedure"), whole(done.code)),
        Line(voice("Status"), joined([spaced(done.status, voice), done.status_reason], ": "), aside=not status),
        Line(voice("Performed"), period(done.performed, voice)),
        Line(voice("Reason"), wholes(done.reasons)),
        Line(voice("Outcome"), done.outcome),
        Line(voice("Complication"), done.complication),
        Line(voice("Body site"), wholes(done.body_sites)),
        Line(voice("Performed by"), done.performer),
        Line(voice("Remark"), done.note),
    )


def components(several: Iterable[Component], voice: Voice) -> Iterable[Line]:
    """Measured things, one a line."""
    return (Line(whole(one.code), component_result(one, voice)) for one in several)
