"""Medicines in FHIR: each order a MedicationRequest after the one before it, and what was reported, given and taken.

Of one course only its last order is in force here; the earlier ones are stopped, so that nobody adds up their doses.
"""

from collections.abc import Iterable
from decimal import Decimal

from careboard.clinical.dosage import Dosage
from careboard.clinical.entry import MedicationContent
from careboard.clinical.measured import Result
from careboard.clinical.medication.orders import AlertAnswer, Complete, DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.medication.reconciliation import ReconciledMedicine, Reconciliation
from careboard.clinical.medication.taking import (
    Adherence,
    AsNeededUse,
    DoseGiven,
    MedicationReported,
    MedicationStatus,
    Taken,
)
from careboard.clinical.values import EntryId, Intent, MemberId, Period, Quantity, When
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import elements as fhir
from careboard.exchange.fhir_out.courses import REPLACED, dosage_at, is_followed, order_before, standing_of
from careboard.exchange.fhir_out.dosage import dosages, in_doubt, medicine, whole_words
from careboard.exchange.fhir_out.observation import observation, part
from careboard.exchange.fhir_out.told import Told
from careboard.projections.course import Course

NO_MEDICINE = "Medicine not in this record"
_REQUESTED = {
    MedicationStatus.PLANNED: "draft",
    MedicationStatus.NOT_TAKEN: "stopped",
}
_STATED = {
    MedicationStatus.PLANNED: "intended",
    MedicationStatus.CANCELLED: "stopped",
}
_INTENTS = {Intent.STATEMENT: "order"}


def elements(content: MedicationContent, told: Told) -> Resource:
    """The elements of a content about a medicine."""
    match content:
        case MedicationStart():
            return _start(content, told)
        case MedicationReported():
            return _reported(content, told)
        case DoseChange():
            words = (content.reason, *_answers(content.alerts))
            return _ordered(content.course, content.effective_from, content.ordered_by, told, content.now, words)
        case Resume():
            missed = f"Days without a dose: {'not known' if content.days_missed is None else content.days_missed}"
            words = (content.reason, missed, *_answers(content.alerts))
            return _ordered(content.course, content.effective_from, content.ordered_by, told, content.dosage, words)
        case Hold():
            words = (content.reason, fhir.labelled("Until", _until(content)))
            return _ordered(content.course, content.effective_from, content.ordered_by, told, None, words)
        case Stop():
            return _ordered(content.course, content.effective_from, content.ordered_by, told, None, (content.reason,))
        case Complete():
            return _ordered(content.course, content.effective_from, content.ordered_by, told, None, (content.note,))
        case DoseGiven():
            return _given(content, told)
        case Adherence():
            return _adherence(content, told)
        case AsNeededUse():
            return _used(content, told)
        case Reconciliation():
            return _reconciliation(content, told)


def _start(start: MedicationStart, told: Told) -> Resource:
    course = told.context.course(told.entry.id)
    over = Period(start.effective_from, start.until)
    how = dosages(start.dosage, told.context.voice, over)
    return {
        **_order(course, start.ordered_by, told),
        "medicationCodeableConcept": medicine(start.medicine),
        "reasonCode": [fhir.words(start.purpose)],
        "note": fhir.notes(whole_words(start.dosage), *_answers(start.alerts)),
        "dosageInstruction": _unless_in_doubt(how, course, told),
    }


def _ordered(
    named: EntryId, holds: When, ordered_by: MemberId | None, told: Told, now: Dosage | None, words: Iterable[str]
) -> Resource:
    """An order on a course that runs: `now` is the dose it names; an order that names none leaves it as it was."""
    course = told.context.course(named)
    how = now or (dosage_at(course, told.entry.id) if course else None)
    ends = course.until if course else None
    lines = dosages(how, told.context.voice, Period(holds, ends) if now else None)
    before = told.to(order_before(course, told.entry.id) if course else named, "MedicationRequest")
    stated = before is not None and "reference" not in before
    return {
        **_order(course, ordered_by, told),
        "medicationCodeableConcept": medicine(course.medicine) if course else fhir.words(_name(named, told)),
        "supportingInformation": [told.to(named)] if stated else [],
        "reasonCode": [fhir.words(course.purpose) if course else None],
        "note": fhir.notes(f"Holds from {holds.iso}", *words, whole_words(how)),
        "dosageInstruction": _unless_in_doubt(lines, course, told),
        "priorPrescription": before,
    }


def _name(course: EntryId, told: Told) -> str:
    return told.context.voice.names.get(course, "") or NO_MEDICINE


def _order(course: Course | None, ordered_by: MemberId | None, told: Told) -> Resource:
    status, why = _stands(course, told)
    return {
        "status": status,
        "statusReason": fhir.words(why),
        "intent": "order",
        "subject": told.patient,
        "authoredOn": told.recorded_here or told.at,
        "requester": told.member(ordered_by) or told.author,
        "recorder": told.author if ordered_by else None,
    }


def _stands(course: Course | None, told: Told) -> tuple[str, str]:
    if told.struck:
        return "entered-in-error", ""
    if told.entry.id in told.context.record.replaced_by:
        return "stopped", REPLACED
    return standing_of(course, told.entry, told.context.now, told.context.zone) if course else ("unknown", "")


def _unless_in_doubt(lines: list[Resource], course: Course | None, told: Told) -> list[Resource]:
    """Two doses that were ordered without sight of each other go out in words, until a prescriber chooses."""
    if course is None or not course.overlapping or told.struck:
        return lines
    return in_doubt(course.overlapping)


def _until(hold: Hold) -> str:
    return ", ".join(part for part in (hold.until.iso if hold.until else "", hold.awaits) if part)


def _answers(alerts: Iterable[AlertAnswer]) -> list[str]:
    return [f"{answer.alert} Signed because: {answer.reason}" for answer in alerts]


def _reported(reported: MedicationReported, told: Told) -> Resource:
    requested = told.context.type_of(told.entry) == "MedicationRequest"
    words = {Taken.NOT_RECORDED: ""}.get(reported.taken, f"Taken: {reported.taken}")
    how = dosages(reported.dosage, told.context.voice)
    shared = {
        "medicationCodeableConcept": medicine(reported.medicine),
        "subject": told.patient,
        "reasonCode": [fhir.words(reported.purpose)],
    }
    last = fhir.labelled("Last taken", reported.last_taken.iso if reported.last_taken else "")
    note = fhir.notes(reported.note, words, last, whole_words(reported.dosage))
    if requested:
        return {**shared, **_request(reported, told), "note": note, "dosageInstruction": how}
    prescriber = fhir.notes(fhir.labelled("Prescribed by", reported.prescriber))
    return {**shared, **_stated(reported, told), "note": [*note, *prescriber], "dosage": how}


def _request(reported: MedicationReported, told: Told) -> Resource:
    status, why = _status(reported, told, _REQUESTED.get(reported.status, reported.status))
    return {
        "status": status,
        "statusReason": fhir.words(why),
        "intent": _INTENTS.get(reported.intent, reported.intent),
        "doNotPerform": True if reported.do_not_give else None,
        "reportedBoolean": True,
        "authoredOn": told.at,
        "requester": next(iter(fhir.named(reported.prescriber)), None),
        "dispenseRequest": {"validityPeriod": fhir.period(reported.effective)},
    }


def _stated(reported: MedicationReported, told: Told) -> Resource:
    status, why = _status(reported, told, _STATED.get(reported.status, reported.status))
    return {
        "status": status,
        "statusReason": [fhir.words(why)],
        "effectivePeriod": fhir.period(reported.effective),
        "effectiveDateTime": None if reported.effective else told.at,
        "dateAsserted": told.recorded_here,
        "informationSource": told.informant(reported.told_by),
    }


def _status(reported: MedicationReported, told: Told, stated: str) -> tuple[str, str]:
    """Its own status, until a prescriber of the clinic has given an order on it."""
    course = told.context.course(told.entry.id)
    followed = course is not None and is_followed(course, course.steps[0].entry)
    return _stands(course, told) if told.struck or followed else (stated, reported.status_reason)


def _given(given: DoseGiven, told: Told) -> Resource:
    over = fhir.period(given.period) or (None if told.at else fhir.NOT_KNOWN)
    seen = {None: "", True: "Seen to be taken", False: "Not seen to be taken"}[given.observed]
    due = fhir.labelled("Next due", given.next_due.iso if given.next_due else "")
    expires = fhir.labelled("expires", given.lot_expires.iso if given.lot_expires else "")
    lot = fhir.labelled("Lot", ", ".join(part for part in (given.lot, given.manufacturer, expires) if part))
    givers = fhir.named(given.given_by) or [told.author]
    return {
        "status": "entered-in-error" if told.struck else given.status,
        "statusReason": [fhir.words(given.not_given_reason)],
        "medicationCodeableConcept": medicine(given.medicine),
        "subject": told.patient,
        "effectivePeriod": over,
        "effectiveDateTime": None if over else told.at,
        "performer": [{"actor": giver} for giver in givers],
        "reasonCode": [fhir.words(given.purpose)],
        "request": told.to(given.course, "MedicationRequest"),
        "note": fhir.notes(given.note, lot, seen, due, _dose_in_words(given)),
        "dosage": _dose(given),
    }


def _dose_in_words(given: DoseGiven) -> str:
    """Beside a dosage without a number, which FHIR does not know (mad-1), all of it is said in words."""
    if given.amount is not None:
        return ""
    parts = [given.dosage_text or "Amount not confirmed"]
    return ", ".join([*parts, *(one.text for one in (given.route, given.site, given.method) if one)])


def _dose(given: DoseGiven) -> Resource | None:
    if given.amount is None:
        return None
    return {
        "text": given.dosage_text,
        "site": fhir.coded(given.site),
        "route": fhir.coded(given.route),
        "method": fhir.coded(given.method),
        "dose": fhir.quantity(given.amount),
    }


def _adherence(counted: Adherence, told: Told) -> Resource:
    doses = [("Doses taken", counted.taken), ("Doses missed", counted.missed)]
    parts = [part(what, Result(Quantity(Decimal(number), "doses"))) for what, number in doses]
    what = f"Adherence: {_name(counted.course, told)}"
    return {
        **observation(told, what, components=[one for one in parts if one], over=counted.period, notes=(counted.note,)),
        "focus": [told.to(counted.course)],
        "performer": [told.informant(counted.told_by)],
    }


def _used(used: AsNeededUse, told: Told) -> Resource:
    course = told.context.course(used.course)
    return {
        "basedOn": [told.to(used.course, "MedicationRequest")],
        "status": "entered-in-error" if told.struck else "completed",
        "medicationCodeableConcept": medicine(course.medicine) if course else fhir.words(_name(used.course, told)),
        "subject": told.patient,
        "effectiveDateTime": told.at,
        "dateAsserted": told.recorded_here,
        "informationSource": told.informant(used.told_by),
        "reasonCode": [fhir.words(used.taken_for)],
        "note": fhir.notes(f"Taken as needed, times: {used.times}", fhir.labelled("Effect", used.effect)),
        "dosage": [{"asNeededBoolean": True, "doseAndRate": [{"doseQuantity": fhir.quantity(used.amount)}]}],
    }


def _reconciliation(done: Reconciliation, told: Told) -> Resource:
    none: Resource = fhir.standard("http://terminology.hl7.org/CodeSystem/list-empty-reason", "nilknown")
    return {
        "status": "entered-in-error" if told.struck else "current",
        "mode": "snapshot",
        "title": f"Medicines compared: {done.occasion}",
        "subject": told.patient,
        "date": told.at,
        "source": told.member(done.ordered_by) or told.author,
        "note": fhir.notes(done.compared),
        "entry": [_decided(one, told) for one in done.medicines],
        "emptyReason": {**none, "text": "Takes no medicine"} if done.none_taken else None,
    }


def _decided(one: ReconciledMedicine, told: Told) -> Resource:
    dose = one.dosage.text if one.dosage else ""
    said = ": ".join(part for part in (one.decision, dose, one.reason) if part)
    return {"flag": fhir.words(said), "item": told.to(one.course)}
