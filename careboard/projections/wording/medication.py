"""Medicines in words: what was ordered, reported, changed, held, given, taken and reconciled.

The sentence names the medicine, how it is taken, from when and for what; an unknown amount is "not confirmed".
"""

from careboard.clinical.entry import MedicationContent
from careboard.clinical.medication.orders import Complete, DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.medication.reconciliation import Decision, ReconciledMedicine, Reconciliation
from careboard.clinical.medication.taking import (
    Adherence,
    AsNeededUse,
    DoseGiven,
    DoseStatus,
    MedicationReported,
    MedicationStatus,
    Taken,
)
from careboard.clinical.values import Informant
from careboard.projections.wording import numbers, orders
from careboard.projections.wording.dosage import NOT_CONFIRMED, dosage, dosage_whole
from careboard.projections.wording.medicine import name
from careboard.projections.wording.orders import course_name, how_taken, product, signed
from careboard.projections.wording.terms import route, short, spaced, whole
from careboard.projections.wording.times import INFORMANT, period, when, when_told
from careboard.projections.wording.voice import Line, Telling, Voice, joined, told


def tell(content: MedicationContent, voice: Voice) -> Telling:
    """A content about a medicine in words."""
    match content:
        case MedicationStart() | DoseChange() | Hold() | Resume() | Stop() | Complete():
            return orders.tell(content, voice)
        case MedicationReported():
            return _reported(content, voice)
        case DoseGiven():
            return _given(content, voice)
        case Adherence():
            return _adherence(content, voice)
        case AsNeededUse():
            return _as_needed_use(content, voice)
        case Reconciliation():
            return _reconciliation(content, voice)


def _reported(medicine: MedicationReported, voice: Voice) -> Telling:
    what = name(medicine.medicine)
    how = dosage(medicine.dosage, voice) if medicine.dosage else voice("dose not confirmed")
    lead = "Must not be given: {medicine}" if medicine.do_not_give else "Medicine: {medicine}"
    stated = joined([spaced(medicine.status, voice), spaced(medicine.intent, voice) if _only_meant(medicine) else ""])
    taken = voice(_TAKEN[medicine.taken.value])
    purpose = voice("for {purpose}", purpose=medicine.purpose) if medicine.purpose else ""
    return told(
        joined([voice(lead, medicine=what), how, purpose, stated, taken, voice(INFORMANT[medicine.told_by])]),
        joined([voice(lead, medicine=what), _dose_or_status(medicine, how, stated)]),
        product(medicine.medicine, voice),
        how_taken("Dosage", medicine.dosage, voice),
        Line("", voice("It must not be given.") if medicine.do_not_give else ""),
        Line(voice("Status"), stated, aside=_runs(medicine)),
        Line(voice("Taken"), taken, aside=medicine.taken is Taken.YES),
        Line(voice("Stated as"), spaced(medicine.intent, voice), aside=not _only_meant(medicine)),
        Line(voice("For"), medicine.purpose),
        Line(voice("Prescribed by"), medicine.prescriber),
        Line(voice("Period"), period(medicine.effective, voice)),
        Line(voice("Reason of the status"), medicine.status_reason),
        Line(voice("Last taken"), when_told(medicine.last_taken, voice)),
        Line(voice("Who says so"), voice(INFORMANT[medicine.told_by]), aside=medicine.told_by is Informant.IMPORTED),
        Line(voice("Remark"), medicine.note),
    )


def _runs(medicine: MedicationReported) -> bool:
    return medicine.status is MedicationStatus.ACTIVE and not _only_meant(medicine)


def _dose_or_status(medicine: MedicationReported, how: str, stated: str) -> str:
    """How it is taken, where it still is; else that it is not."""
    return how if _runs(medicine) else stated


_TAKEN = {"yes": "taken", "partly": "taken in part", "no": "not taken", "not-recorded": "taking it is not recorded"}


def _only_meant(medicine: MedicationReported) -> bool:
    return medicine.intent.value not in ("statement", "order")


_GIVEN = {
    DoseStatus.COMPLETED: "Given: {medicine}",
    DoseStatus.IN_PROGRESS: "Being given: {medicine}",
    DoseStatus.ON_HOLD: "Giving is on hold: {medicine}",
    DoseStatus.STOPPED: "Giving was stopped: {medicine}",
    DoseStatus.NOT_DONE: "Not given: {medicine}",
    DoseStatus.ENTERED_IN_ERROR: "Entered in error: {medicine}",
    DoseStatus.UNKNOWN: "Not known whether given: {medicine}",
}


def _given(given: DoseGiven, voice: Voice) -> Telling:
    lead = voice(_GIVEN[given.status], medicine=name(given.medicine))
    much = numbers.amount(given.amount, voice) if given.amount else given.dosage_text or voice("dose not confirmed")
    due = voice("next due {day}", day=when(given.next_due, voice)) if given.next_due else ""
    return told(
        joined([f"{lead} {much}", route(given.route), short(given.site), given.not_given_reason, due]),
        joined([f"{lead} {much}", route(given.route), short(given.site), given.not_given_reason, due]),
        product(given.medicine, voice),
        Line(voice("Amount"), numbers.amount(given.amount, voice) if given.amount else voice(NOT_CONFIRMED)),
        Line(voice("As the source says"), given.dosage_text),
        Line(voice("Route"), whole(given.route)),
        Line(voice("Site"), whole(given.site)),
        Line(voice("Method"), whole(given.method)),
        Line(voice("Lot"), joined([given.lot, given.manufacturer, _lot_expires(given, voice)])),
        Line(voice("Seen to be taken"), "" if given.observed is None else voice("yes" if given.observed else "no")),
        Line(voice("Next due"), when_told(given.next_due, voice)),
        Line(voice("Not given because"), given.not_given_reason),
        Line(voice("For"), given.purpose),
        Line(voice("Period"), period(given.period, voice)),
        Line(voice("Given by"), given.given_by),
        Line(voice("Remark"), given.note),
    )


def _lot_expires(given: DoseGiven, voice: Voice) -> str:
    return voice("expires {day}", day=when(given.lot_expires, voice)) if given.lot_expires else ""


def _adherence(adherence: Adherence, voice: Voice) -> Telling:
    what = course_name(adherence.course, voice)
    taken = voice.count("{n} dose taken", "{n} doses taken", adherence.taken)
    missed = voice("{n} missed", n=adherence.missed)
    headline = voice(
        "Adherence to {medicine}: {doses}",
        medicine=what,
        doses=joined([taken, missed, period(adherence.period, voice)]),
    )
    return told(
        joined([headline, voice(INFORMANT[adherence.told_by])]),
        headline,
        Line(voice("Medicine"), what),
        Line(voice("Doses"), joined([taken, missed])),
        Line(voice("Period"), period(adherence.period, voice)),
        Line(voice("Who says so"), voice(INFORMANT[adherence.told_by])),
        Line(voice("Remark"), adherence.note),
    )


def _as_needed_use(use: AsNeededUse, voice: Voice) -> Telling:
    what, much = course_name(use.course, voice), numbers.amount(use.amount, voice)
    often = voice.count("once", "{n} times", use.times)
    headline = voice(
        "Taken as needed, {medicine}: {amount}, {often}, for {reason}",
        medicine=what,
        amount=much,
        often=often,
        reason=use.taken_for,
    )
    return told(
        joined([headline, use.effect], "; "),
        headline,
        Line(voice("Medicine"), what),
        Line(voice("Amount"), joined([much, often])),
        Line(voice("For"), use.taken_for),
        Line(voice("Effect"), use.effect),
        Line(voice("Who says so"), voice(INFORMANT[use.told_by])),
    )


DECISIONS = {
    Decision.CONTINUE: "continue",
    Decision.CHANGE: "change",
    Decision.STOP: "stop",
    Decision.NEW: "new",
    Decision.HOLD: "hold",
    Decision.VERIFY: "verify",
}


def _reconciliation(done: Reconciliation, voice: Voice) -> Telling:
    decided = joined(f"{course_name(one.course, voice)}: {voice(DECISIONS[one.decision])}" for one in done.medicines)
    headline = voice("Medicines reconciled, {occasion}", occasion=spaced(done.occasion, voice))
    return told(
        joined([headline, decided or voice("no medicine is taken")], ": "),
        joined([headline, _counted(done, voice)], ": "),
        (Line(course_name(one.course, voice), _decision(one, voice)) for one in done.medicines),
        Line("", voice("No medicine is taken.") if done.none_taken else ""),
        Line(voice("Compared"), done.compared),
        signed(done.ordered_by, (), voice),
    )


def _counted(done: Reconciliation, voice: Voice) -> str:
    decisions = [one.decision for one in done.medicines]
    counts = [(decisions.count(decision), voice(word)) for decision, word in DECISIONS.items()]
    return joined(f"{word} {count}" for count, word in counts if count) or voice("no medicine is taken")


def _decision(one: ReconciledMedicine, voice: Voice) -> str:
    how = dosage_whole(one.dosage, voice) if one.dosage else ""
    return joined([joined([voice(DECISIONS[one.decision]), how]), one.reason], ": ")
