"""Medicines in words: what was ordered, reported, changed, held, given, taken and reconciled.

The sentence names the medicine, how it is taken, from when and for what; an unknown amount is "not confirmed".
"""

from collections.abc import Iterable

from careboard.clinical.dosage import Dosage, Medicine
from careboard.clinical.entry import MedicationContent
from careboard.clinical.medication import (
    Adherence,
    AlertAnswer,
    AsNeededUse,
    Complete,
    Decision,
    DoseChange,
    DoseGiven,
    DoseStatus,
    Hold,
    MedicationReported,
    MedicationStart,
    ReconciledMedicine,
    Reconciliation,
    Resume,
    Stop,
)
from careboard.clinical.values import Coding, EntryId
from careboard.projections.wording import numbers
from careboard.projections.wording.dosage import NOT_CONFIRMED, dosage, dosage_whole
from careboard.projections.wording.medicine import name, strength
from careboard.projections.wording.terms import short, spaced, whole
from careboard.projections.wording.times import INFORMANT, period, when, when_told
from careboard.projections.wording.voice import Line, Telling, Voice, bracketed, joined, led, told

THE_MEDICINE = "the medicine"


def tell(content: MedicationContent, voice: Voice) -> Telling:
    """A content about a medicine in words."""
    match content:
        case MedicationStart():
            return _start(content, voice)
        case MedicationReported():
            return _reported(content, voice)
        case DoseChange():
            return _change(content, voice)
        case Hold():
            return _hold(content, voice)
        case Resume():
            return _resume(content, voice)
        case Stop():
            return _stop(content, voice)
        case Complete():
            return _complete(content, voice)
        case DoseGiven():
            return _given(content, voice)
        case Adherence():
            return _adherence(content, voice)
        case AsNeededUse():
            return _as_needed_use(content, voice)
        case Reconciliation():
            return _reconciliation(content, voice)


def course_name(course: EntryId | None, voice: Voice) -> str:
    """The medicine of a course, where the voice knows it."""
    return voice.name(course, THE_MEDICINE)


def _product(medicine: Medicine, voice: Voice) -> Iterable[Line]:
    yield Line(voice("Medicine"), name(medicine) + bracketed(joined(_displays(medicine.codings, medicine.text))))
    yield Line(voice("Ingredients"), joined(medicine.ingredients, " + "))
    yield Line(voice("Strength"), strength(medicine, voice))
    yield Line(voice("Form"), joined([medicine.release, medicine.form]))


def _displays(codings: Iterable[Coding], said: str) -> list[str]:
    return [one.display for one in codings if one.display and one.display.casefold() not in said.casefold()]


def _how(label: str, how: Dosage | None, voice: Voice) -> Iterable[Line]:
    if how is None:
        yield Line(voice(label), voice("Not recorded"))
        return
    yield Line(voice(label), dosage_whole(how, voice))
    yield Line(voice("Amount"), "" if how.confirmed else voice(NOT_CONFIRMED))
    yield Line(voice("As needed for"), how.as_needed_for)
    yield Line(voice("Route"), whole(how.route))
    yield Line(voice("Site"), whole(how.site))
    yield Line(voice("Method"), whole(how.method))
    yield Line(voice("Instructions"), how.instructions)


def _order(ordered_by: str | None, alerts: Iterable[AlertAnswer], voice: Voice) -> Iterable[Line]:
    yield Line(voice("Ordered by telephone by"), voice.name(ordered_by, "a prescriber"))
    yield from (Line(voice("Warning"), f"{one.alert} {voice('Signed because')}: {one.reason}") for one in alerts)


def _start(start: MedicationStart, voice: Voice) -> Telling:
    what, how = name(start.medicine), dosage(start.dosage, voice)
    until = voice("until {day}", day=when(start.until, voice)) if start.until else ""
    said = voice(
        "Started {medicine}: {dosage}, from {day}",
        medicine=what,
        dosage=joined([how, _purpose(start, voice)]),
        day=when(start.effective_from, voice),
    )
    return told(
        joined([said, until]),
        voice("Started {medicine}: {dosage}", medicine=what, dosage=how),
        _product(start.medicine, voice),
        _how("Dosage", start.dosage, voice),
        Line(voice("For"), start.purpose),
        Line(voice("From"), when_told(start.effective_from, voice)),
        Line(voice("Until"), when_told(start.until, voice)),
        _order(start.ordered_by, start.alerts, voice),
    )


def _purpose(start: MedicationStart, voice: Voice) -> str:
    """For what, unless the dosage has said it."""
    said = start.purpose.casefold() == start.dosage.as_needed_for.casefold()
    return "" if said else voice("for {purpose}", purpose=start.purpose)


def _reported(medicine: MedicationReported, voice: Voice) -> Telling:
    what = name(medicine.medicine)
    how = dosage(medicine.dosage, voice) if medicine.dosage else voice("dose not confirmed")
    lead = "Must not be given: {medicine}" if medicine.do_not_give else "Medicine: {medicine}"
    stated = joined([spaced(medicine.status, voice), spaced(medicine.intent, voice) if _only_meant(medicine) else ""])
    taken = voice(_TAKEN[medicine.taken.value])
    purpose = voice("for {purpose}", purpose=medicine.purpose) if medicine.purpose else ""
    return told(
        joined([voice(lead, medicine=what), how, purpose, stated, taken, voice(INFORMANT[medicine.told_by])]),
        joined([voice(lead, medicine=what), stated]),
        _product(medicine.medicine, voice),
        _how("Dosage", medicine.dosage, voice),
        Line("", voice("It must not be given.") if medicine.do_not_give else ""),
        Line(voice("Status"), stated),
        Line(voice("Taken"), taken),
        Line(voice("Stated as"), spaced(medicine.intent, voice)),
        Line(voice("For"), medicine.purpose),
        Line(voice("Prescribed by"), medicine.prescriber),
        Line(voice("Period"), period(medicine.effective, voice)),
        Line(voice("Reason of the status"), medicine.status_reason),
        Line(voice("Last taken"), when_told(medicine.last_taken, voice)),
        Line(voice("Who says so"), voice(INFORMANT[medicine.told_by])),
        Line(voice("Remark"), medicine.note),
    )


_TAKEN = {"yes": "taken", "partly": "taken in part", "no": "not taken", "not-recorded": "taking it is not recorded"}


def _only_meant(medicine: MedicationReported) -> bool:
    return medicine.intent.value not in ("statement", "order")


def _change(change: DoseChange, voice: Voice) -> Telling:
    what, now, was = course_name(change.course, voice), dosage(change.now, voice), dosage(change.was, voice)
    said = voice(
        "Dose of {medicine} changed to {now} from {day}, was {was}: {reason}",
        medicine=what,
        now=now,
        day=when(change.effective_from, voice),
        was=was,
        reason=change.reason,
    )
    return told(
        said,
        voice("Dose of {medicine} changed to {now}", medicine=what, now=now),
        Line(voice("Medicine"), what),
        _how("Now", change.now, voice),
        Line(voice("Was"), dosage_whole(change.was, voice)),
        Line(voice("From"), when_told(change.effective_from, voice)),
        _reason(change.reason, spaced(change.reason_type, voice), voice),
        _order(change.ordered_by, change.alerts, voice),
    )


def _reason(reason: str, kind: str, voice: Voice) -> Line:
    return Line(voice("Reason"), reason + bracketed(kind))


def _hold(hold: Hold, voice: Voice) -> Telling:
    what = course_name(hold.course, voice)
    until = joined(
        [
            led(voice("until") + " ", when(hold.until, voice) if hold.until else ""),
            led(voice("awaiting") + " ", hold.awaits),
        ]
    )
    headline = voice("Held {medicine} from {day}", medicine=what, day=when(hold.effective_from, voice))
    return told(
        f"{joined([headline, until])}: {hold.reason}",
        f"{headline}: {hold.reason}",
        Line(voice("Medicine"), what),
        Line(voice("Held from"), when_told(hold.effective_from, voice)),
        Line(voice("Until"), when_told(hold.until, voice)),
        Line(voice("Awaits"), hold.awaits),
        _reason(hold.reason, spaced(hold.reason_type, voice), voice),
        _order(hold.ordered_by, (), voice),
    )


def _resume(resume: Resume, voice: Voice) -> Telling:
    what, how = course_name(resume.course, voice), dosage(resume.dosage, voice)
    missed = _missed(resume.days_missed, voice)
    headline = voice("Resumed {medicine}: {dosage}", medicine=what, dosage=how)
    return told(
        joined(
            [
                headline,
                voice("from {day}", day=when(resume.effective_from, voice)),
                voice("after {missed}", missed=missed),
            ]
        ),
        headline,
        Line(voice("Medicine"), what),
        _how("Dosage", resume.dosage, voice),
        Line(voice("From"), when_told(resume.effective_from, voice)),
        Line(voice("Missed"), missed),
        Line(voice("Last taken"), when_told(resume.last_taken, voice)),
        Line(voice("Reason"), resume.reason),
        _order(resume.ordered_by, resume.alerts, voice),
    )


def _missed(days: int | None, voice: Voice) -> str:
    if days is None:
        return voice("a number of days without a dose that is not known")
    return voice.count("{n} day without a dose", "{n} days without a dose", days)


def _stop(stop: Stop, voice: Voice) -> Telling:
    what = course_name(stop.course, voice)
    headline = voice("Stopped {medicine} from {day}", medicine=what, day=when(stop.effective_from, voice))
    return told(
        f"{headline}: {stop.reason}",
        f"{headline}: {stop.reason}",
        Line(voice("Medicine"), what),
        Line(voice("Stopped from"), when_told(stop.effective_from, voice)),
        _reason(stop.reason, spaced(stop.reason_type, voice), voice),
        _order(stop.ordered_by, (), voice),
    )


def _complete(complete: Complete, voice: Voice) -> Telling:
    what = course_name(complete.course, voice)
    headline = voice(
        "Completed {medicine} as planned on {day}", medicine=what, day=when(complete.effective_from, voice)
    )
    return told(
        joined([headline, complete.note], ": "),
        headline,
        Line(voice("Medicine"), what),
        Line(voice("Completed"), when_told(complete.effective_from, voice)),
        Line(voice("Remark"), complete.note),
        _order(complete.ordered_by, (), voice),
    )


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
        joined([lead, much, short(given.route), short(given.site), given.not_given_reason, due]),
        joined([lead, much]),
        _product(given.medicine, voice),
        Line(voice("Amount"), numbers.amount(given.amount, voice) if given.amount else voice(NOT_CONFIRMED)),
        Line(voice("As the source says"), given.dosage_text),
        Line(voice("Route"), whole(given.route)),
        Line(voice("Site"), whole(given.site)),
        Line(voice("Method"), whole(given.method)),
        Line(voice("Lot"), given.lot),
        Line(voice("Seen to be taken"), "" if given.observed is None else voice("yes" if given.observed else "no")),
        Line(voice("Next due"), when_told(given.next_due, voice)),
        Line(voice("Not given because"), given.not_given_reason),
        Line(voice("For"), given.purpose),
        Line(voice("Period"), period(given.period, voice)),
        Line(voice("Given by"), given.given_by),
        Line(voice("Remark"), given.note),
    )


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
        _order(done.ordered_by, (), voice),
    )


def _counted(done: Reconciliation, voice: Voice) -> str:
    decisions = [one.decision for one in done.medicines]
    counts = [(decisions.count(decision), voice(word)) for decision, word in DECISIONS.items()]
    return joined(f"{count} {word}" for count, word in counts if count) or voice("no medicine is taken")


def _decision(one: ReconciledMedicine, voice: Voice) -> str:
    how = dosage_whole(one.dosage, voice) if one.dosage else ""
    return joined([joined([voice(DECISIONS[one.decision]), how]), one.reason], ": ")
