"""Orders of medicines in words: started, changed, held, resumed, stopped, completed.

The sentence names the medicine, how it is taken, from when and why.
"""

from collections.abc import Iterable

from careboard.clinical.dosage import Dosage, Medicine
from careboard.clinical.medication.orders import AlertAnswer, Complete, DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.values import Coding, EntryId
from careboard.projections.wording.dosage import (
    NOT_CONFIRMED,
    dosage,
    dosage_whole,
    only_the_amount_differs,
    steps_amount,
)
from careboard.projections.wording.medicine import name, strength
from careboard.projections.wording.terms import spaced, whole
from careboard.projections.wording.times import when, when_told
from careboard.projections.wording.voice import Line, Telling, Voice, bracketed, joined, led, told

THE_MEDICINE = "the medicine"
Order = MedicationStart | DoseChange | Hold | Resume | Stop | Complete


def tell(order: Order, voice: Voice) -> Telling:
    """An order in words."""
    match order:
        case MedicationStart():
            return _start(order, voice)
        case DoseChange():
            return _change(order, voice)
        case Hold():
            return _hold(order, voice)
        case Resume():
            return _resume(order, voice)
        case Stop():
            return _stop(order, voice)
        case Complete():
            return _complete(order, voice)


def course_name(course: EntryId | None, voice: Voice) -> str:
    """The medicine of a course, where the voice knows it."""
    return voice.name(course, THE_MEDICINE)


def product(medicine: Medicine, voice: Voice) -> Iterable[Line]:
    """What the medicine is."""
    yield Line(voice("Medicine"), name(medicine) + bracketed(joined(_displays(medicine.codings, medicine.text))))
    yield Line(voice("Ingredients"), joined(medicine.ingredients, " + "))
    yield Line(voice("Strength"), strength(medicine, voice))
    yield Line(voice("Form"), joined([medicine.release, medicine.form]))


def _displays(codings: Iterable[Coding], said: str) -> list[str]:
    return [one.display for one in codings if one.display and one.display.casefold() not in said.casefold()]


def how_taken(label: str, how: Dosage | None, voice: Voice) -> Iterable[Line]:
    """How it is taken, in the words of the order and in numbers."""
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


def signed(ordered_by: str | None, alerts: Iterable[AlertAnswer], voice: Voice) -> Iterable[Line]:
    """Who ordered it by telephone, and which warnings were passed."""
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
        voice("Started {medicine}: {dosage}", medicine=what, dosage=joined([how, _purpose(start, voice)])),
        product(start.medicine, voice),
        how_taken("Dosage", start.dosage, voice),
        Line(voice("For"), start.purpose),
        Line(voice("From"), when_told(start.effective_from, voice)),
        Line(voice("Until"), when_told(start.until, voice)),
        signed(start.ordered_by, start.alerts, voice),
    )


def _purpose(start: MedicationStart, voice: Voice) -> str:
    """For what, unless the dosage has said it."""
    said = start.purpose.casefold() == start.dosage.as_needed_for.casefold()
    return "" if said else voice("for {purpose}", purpose=start.purpose)


def _change(change: DoseChange, voice: Voice) -> Telling:
    what, now, was = course_name(change.course, voice), dosage(change.now, voice), dosage(change.was, voice)
    before = steps_amount(change.was, voice) if only_the_amount_differs(change.was, change.now) else was
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
        joined([voice("Dose of {medicine} changed to {now}", medicine=what, now=now), voice("was {was}", was=before)]),
        Line(voice("Medicine"), what),
        how_taken("Now", change.now, voice),
        Line(voice("Was"), dosage_whole(change.was, voice)),
        Line(voice("From"), when_told(change.effective_from, voice)),
        _reason(change.reason, spaced(change.reason_type, voice), voice),
        signed(change.ordered_by, change.alerts, voice),
    )


def _reason(reason: str, kind: str, voice: Voice) -> Line:
    return Line(voice("Reason") + bracketed(kind), reason)


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
        signed(hold.ordered_by, (), voice),
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
        how_taken("Dosage", resume.dosage, voice),
        Line(voice("From"), when_told(resume.effective_from, voice)),
        Line(voice("Missed"), missed),
        Line(voice("Last taken"), when_told(resume.last_taken, voice)),
        Line(voice("Reason"), resume.reason),
        signed(resume.ordered_by, resume.alerts, voice),
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
        signed(stop.ordered_by, (), voice),
    )


def _complete(complete: Complete, voice: Voice) -> Telling:
    what = course_name(complete.course, voice)
    headline = voice(
        "Completed {medicine} as planned on {day}", medicine=what, day=when(complete.effective_from, voice)
    )
    return told(
        joined([headline, complete.note], ": "),
        joined([headline, complete.note], ": "),
        Line(voice("Medicine"), what),
        Line(voice("Completed"), when_told(complete.effective_from, voice)),
        Line(voice("Remark"), complete.note),
        signed(complete.ordered_by, (), voice),
    )
