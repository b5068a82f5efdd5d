"""What was measured or done, in FHIR: Observations with their components, ServiceRequest, Procedure.

Each number keeps its digits, comparator and unit; a result that is pending says so by its status.
"""

from decimal import Decimal

from careboard.clinical.measured import (
    Component,
    Detected,
    DrugScreen,
    Ecg,
    Expected,
    LabResult,
    ProcedureDone,
    QtcFormula,
    Result,
    SubstanceResult,
    TestOrdered,
    TestStatus,
    Vitals,
)
from careboard.clinical.values import LOINC, Coded, Quantity
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import elements as fhir
from careboard.exchange.fhir_out.observation import LABORATORY, VITAL_SIGNS, observation, part
from careboard.exchange.fhir_out.told import Told

_ORDER = "ServiceRequest"
_TESTS = {
    TestStatus.ORDERED: "active",
    TestStatus.DONE: "completed",
    TestStatus.CANCELLED: "revoked",
    TestStatus.NOT_DONE: "revoked",
}
MeasuredContent = Vitals | LabResult | TestOrdered | Ecg | DrugScreen | ProcedureDone
# resources/facts/loinc_labs_sections.csv: both verified there.
_QTC = Coded.of(LOINC, "8636-3", "QTc")
_HEART_RATE = Coded.of(LOINC, "8867-4", "Heart rate")


def elements(content: MeasuredContent, told: Told) -> Resource:
    """The elements of something measured or done."""
    match content:
        case Vitals():
            return _vitals(content, told)
        case LabResult():
            return _lab(content, told)
        case TestOrdered():
            return _test(content, told)
        case Ecg():
            return _ecg(content, told)
        case DrugScreen():
            return _drug_screen(content, told)
        case ProcedureDone():
            return _procedure(content, told)


def _vitals(vitals: Vitals, told: Told) -> Resource:
    parts = [fhir.component(one) for one in vitals.readings]
    named = vitals.code or "Vital signs"
    shared = observation(
        told,
        named,
        status=vitals.status,
        category=VITAL_SIGNS,
        components=parts,
        over=vitals.period,
        notes=(vitals.note,),
    )
    return {**shared, "method": fhir.coded(vitals.method)}


def _lab(lab: LabResult, told: Told) -> Resource:
    shared = observation(
        told,
        lab.code,
        lab.result,
        status=lab.status,
        category="" if lab.categories else LABORATORY,
        components=[fhir.component(one) for one in lab.components],
        over=lab.period,
        notes=(lab.note, fhir.labelled("Last dose before", lab.last_dose.iso if lab.last_dose else "")),
    )
    return {
        **shared,
        "basedOn": [told.to(lab.order, _ORDER)],
        "category": [*shared["category"], *(fhir.coded(one) for one in lab.categories)],
        "performer": fhir.named(lab.performer) or shared["performer"],
        "interpretation": [fhir.coded(one) for one in lab.interpretation],
        "bodySite": fhir.coded(lab.body_site),
        "method": fhir.coded(lab.method),
        **_specimen(lab.specimen, told),
        "referenceRange": [fhir.words(lab.reference_range)],
    }


def _specimen(specimen: Coded | None, told: Told) -> Resource:
    if specimen is None:
        return {}
    inside = {"resourceType": "Specimen", "id": "specimen", "type": fhir.coded(specimen), "subject": told.patient}
    return {"contained": [inside], "specimen": {"reference": "#specimen"}}


def _test(test: TestOrdered, told: Told) -> Resource:
    return {
        "status": "entered-in-error" if told.struck else _TESTS[test.status],
        "intent": "order",
        "priority": "urgent" if test.urgent else "routine",
        "code": fhir.coded(test.code),
        "subject": told.patient,
        "occurrenceDateTime": fhir.time(test.due),
        "authoredOn": told.recorded_here or told.at,
        "requester": told.member(test.ordered_by) or told.author,
        "reasonCode": [fhir.words(test.reason)],
        "note": fhir.notes(test.timing, test.status_reason),
    }


def _ecg(ecg: Ecg, told: Told) -> Resource:
    parts = [_number("QT interval", ecg.qt_ms, "ms"), _number(_HEART_RATE, ecg.heart_rate, "/min")]
    formula = ecg.formula if ecg.formula and ecg.formula is not QtcFormula.NOT_STATED else ""
    read = observation(
        told,
        "Electrocardiogram",
        Result(text=ecg.text),
        components=[one for one in (*parts, _number(_QTC, ecg.qtc_ms, "ms")) if one],
        notes=(fhir.labelled("QTc corrected by", formula),),
    )
    return {
        **read,
        "basedOn": [told.to(ecg.order, _ORDER)],
        "performer": fhir.named(ecg.read_by) or read["performer"],
    }


def _number(what: Coded | str, number: Decimal | None, unit: str) -> Resource | None:
    return part(what, Result(Quantity(number, unit, ucum=unit)) if number else None)


def _drug_screen(screen: DrugScreen, told: Told) -> Resource:
    seen = {None: "", True: "The giving was watched", False: "The giving was not watched"}[screen.observed]
    sure = {None: "", True: "Confirmation method", False: "Screening method"}[screen.confirmatory]
    shared = observation(
        told,
        screen.code or "Drug screen",
        Result(absent=Coded("Refused by the patient")) if screen.refused else None,
        status=screen.status,
        category=LABORATORY,
        components=[_substance(one) for one in screen.substances],
        notes=(screen.note, seen, fhir.labelled("Specimen", screen.validity or "")),
    )
    performer = fhir.named(screen.performer) or shared["performer"]
    return {
        **shared,
        **_specimen(screen.specimen, told),
        "basedOn": [told.to(screen.order, _ORDER)],
        "performer": performer,
        "method": fhir.words(sure),
    }


def _substance(one: SubstanceResult) -> Resource:
    """A level stands as the value, and what was found as its meaning; without a level the finding is the value."""
    found = Result(coded=Coded(one.detected.replace("-", " ")))
    meaning = [one.detected] if one.result and one.detected is not Detected.NOT_STATED else []
    expected = [one.expected] if one.expected is not Expected.NOT_ASSESSED else []
    measured = fhir.component(Component(one.substance, one.result or found))
    return {
        **measured,
        "interpretation": [fhir.words(word.replace("-", " ")) for word in (*meaning, *expected)],
        "referenceRange": [{"high": _plain_quantity(one.cutoff), "text": "cut-off"}] if one.cutoff else [],
    }


def _plain_quantity(limit: Quantity) -> Resource:
    return {**(fhir.quantity(limit) or {}), "comparator": ""}


def _procedure(done: ProcedureDone, told: Told) -> Resource:
    over = fhir.period(done.performed)
    return {
        "basedOn": [told.to(done.order, _ORDER)],
        "status": "entered-in-error" if told.struck else done.status,
        "statusReason": fhir.words(done.status_reason),
        "code": fhir.coded(done.code),
        "subject": told.patient,
        "performedPeriod": over,
        "performedDateTime": None if over else told.at,
        "recorder": None if told.entry.source else told.author,
        "performer": [{"actor": actor} for actor in fhir.named(done.performer)],
        "reasonCode": [fhir.coded(reason) for reason in done.reasons],
        "bodySite": [fhir.coded(site) for site in done.body_sites],
        "outcome": fhir.words(done.outcome),
        "complication": [fhir.words(done.complication)],
        "note": fhir.notes(done.note),
    }
