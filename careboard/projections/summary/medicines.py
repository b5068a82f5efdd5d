"""The reconciled list: each medicine as it is taken, with the one decision on it, who decided, and why.

A decision that is older than the last order on its course is none: it was made about another dose. Neither is one of
the day of admission: it was made about coming, not about leaving.
"""

from careboard.clinical.dosage import Dosage
from careboard.clinical.medication.orders import DoseChange
from careboard.clinical.medication.reconciliation import Occasion
from careboard.clinical.values import When
from careboard.projections.course import ENDED, Course, CourseStatus, Step, StepKind
from careboard.projections.moments import has_begun
from careboard.projections.standing import author_words
from careboard.projections.summary.making import Making
from careboard.projections.summary.parts import Decided, SummaryMedicine
from careboard.projections.wording.dosage import NOT_CONFIRMED, dosage
from careboard.projections.wording.medication import DECISIONS
from careboard.projections.wording.medicine import DASH, MedicationLine, medication_line
from careboard.projections.wording.voice import Line, joined

_OCCASIONS = (Occasion.TRANSFER, Occasion.DISCHARGE)
_STATUS = {
    CourseStatus.ACTIVE: "Started",
    CourseStatus.PLANNED: "Not started",
    CourseStatus.HELD: "Suspended",
    CourseStatus.STOPPED: "Stopped",
    CourseStatus.COMPLETED: "Completed",
    CourseStatus.EXPIRED: "Expired",
}
_CHANGES = {
    StepKind.STARTED: "started {day}: {dosage}",
    StepKind.CHANGED: "changed {day}: {dosage}",
    StepKind.HELD: "held from {day}",
    StepKind.RESUMED: "resumed {day}: {dosage}",
    StepKind.STOPPED: "stopped {day}",
    StepKind.COMPLETED: "completed {day}",
}
_ENDS = (StepKind.STOPPED, StepKind.COMPLETED)
_CHANGED_FROM = "changed {day}: from {was} to {dosage}"


def medicines(making: Making) -> tuple[SummaryMedicine, ...]:
    """Every current medicine, as it stands now."""
    return tuple(_medicine(making, course) for course in making.chart.regimen.current)


def ended(making: Making) -> tuple[Line, ...]:
    """The medicines that ended during the stay, and why."""
    past = [course for course in making.chart.regimen.past if _ended_in_stay(making, course)]
    return tuple(Line(course.name, _end(making, course)) for course in past)


def changes(making: Making) -> tuple[Line, ...]:
    """What was changed during the stay or is planned ahead, oldest first, each with its reason."""
    courses = making.chart.regimen.courses
    steps = [(step, course) for course in courses for step in course.steps if step.kind in _CHANGES]
    inside = [(step, course) for step, course in steps if _matters(making, step) and _tells(making, course, step)]
    inside.sort(key=lambda one: (making.first_instant(one[0].at, one[0].entry), making.record.position[one[0].entry]))
    return tuple(Line(course.name, _change(making, course, step)) for step, course in inside)


def _tells(making: Making, course: Course, step: Step) -> bool:
    """Of a course that was stopped before its first day there is nothing to tell but that."""
    return step.kind is StepKind.STOPPED or not course.never_begun(making.chart.zone)


def _matters(making: Making, step: Step) -> bool:
    """Was it ordered in the stay, or does it hold only since then, or lie ahead?"""
    ahead = not has_begun(step.at, making.chart.now, making.chart.zone)
    return ahead or making.in_stay(making.record.by_id[step.entry]) or making.within_stay(step.at)


def last_doses(making: Making) -> tuple[Line, ...]:
    """The last dose of each current medicine, and when the next is due; the known ones first."""
    taken = [course for course in making.chart.regimen.current if _is_taken(course)]
    taken.sort(key=lambda course: course.last_taken is None)
    return tuple(Line(course.name, _last_dose(making, course)) for course in taken)


def _is_taken(course: Course) -> bool:
    return course.status is not CourseStatus.PLANNED


def _medicine(making: Making, course: Course) -> SummaryMedicine:
    line = medication_line(course.medicine, making.dosage(course.dosage), making.voice)
    frequency = joined([*(dose.frequency for dose in line.doses), line.as_needed], "; ")
    return SummaryMedicine(
        course=course.id,
        line=line,
        name=joined([course.name, line.strength, line.form], DASH),
        dose=_dose(making, course, line),
        route=line.route,
        frequency=frequency if course.dose_confirmed else "",
        purpose=making.free(course.purpose),
        standing=_standing(making, course),
        taken=course.status is CourseStatus.ACTIVE,
        note=_note(making, course),
        last_dose=_last_dose(making, course),
        next_due=making.when(course.next_due) if course.next_due else "",
        decided=_decided(making, course),
    )


def _standing(making: Making, course: Course) -> str:
    """Its status with the day from which it holds; a clinician also reads since when, where the dose is a later one."""
    voice, began = making.voice, making.day(course.began)
    status = voice(_STATUS[course.status])
    if course.status is CourseStatus.PLANNED:
        return voice("{status}, planned from {day}", status=status, day=began) if course.start_known else status
    if course.status is CourseStatus.HELD:
        return _suspended(making, course, status)
    if course.only_told:
        return voice("Told of on {day}", day=began)
    words = voice("{status} {day}", status=status, day=began)
    changed = not making.for_patient and course.since != course.began
    return joined([words, voice("dose since {day}", day=making.day(course.since)) if changed else ""])


def _suspended(making: Making, course: Course, status: str) -> str:
    held = course.last_step(StepKind.HELD, making.chart.now, making.chart.zone)
    return making.voice("{status} since {day}", status=status, day=making.day(held.at)) if held else status


def _dose(making: Making, course: Course, line: MedicationLine) -> str:
    unknown = making.voice(NOT_CONFIRMED)
    if course.overlaps:
        either = joined((_words(making, one) for one in course.overlapping), f" {making.voice('or')} ")
        return f"{unknown}: {either}"
    if not course.dose_confirmed:
        return joined([unknown, line.words], ": ")
    return joined((dose.amount for dose in line.doses), "; ")


def _note(making: Making, course: Course) -> str:
    shown = making.dosage(course.dosage)
    return joined([_confirmed(making, course), _next_step(making, course), shown.instructions if shown else ""], "; ")


def _confirmed(making: Making, course: Course) -> str:
    if course.confirmed:
        return ""
    return making.voice("imported, not confirmed" if course.imported else "reported, not confirmed")


def _next_step(making: Making, course: Course) -> str:
    step = course.next_step(making.chart.now, making.chart.zone)
    if step is None or step.dosage is None:
        return ""
    return making.voice("from {day}: {dosage}", day=making.when(step.at), dosage=_words(making, step.dosage))


def _decided(making: Making, course: Course) -> Decided | None:
    voice = making.voice
    added = making.additions.medicines.get(course.id)
    if added is not None:
        words = voice(DECISIONS[added.decision])
        today = making.day(When.at(making.chart.now))
        return Decided(added.decision, words, making.free(added.reason), making.signer, today)
    decided = course.decided
    if decided is None or decided.reconciliation.occasion not in _OCCASIONS or _is_older(making, course):
        return None
    one = decided.medicine
    by, on = author_words(decided.entry), making.day(decided.entry.at)
    return Decided(one.decision, voice(DECISIONS[one.decision]), making.free(one.reason), by, on)


def _is_older(making: Making, course: Course) -> bool:
    """Was the course ordered anew after the decision, or was the patient admitted on that day or later?"""
    if course.decided is None or not making.after_admission_day(course.decided.entry):
        return True
    position = making.record.position
    orders = [position[step.entry] for step in course.steps if step.kind is not StepKind.CONFIRMED]
    return max(orders) > position[course.decided.entry.id]


def _last_dose(making: Making, course: Course) -> str:
    voice = making.voice
    last = making.when(course.last_taken) if course.last_taken else voice("last dose not recorded")
    due = voice("next due {day}", day=making.when(course.next_due)) if course.next_due else ""
    return joined([last, due])


def _ended_in_stay(making: Making, course: Course) -> bool:
    """Did a course of this clinic end, or an order here end what the patient brought along?"""
    last = course.steps[-1]
    ours = course.steps[0].kind is StepKind.STARTED or last.kind in _ENDS
    return course.status in ENDED and ours and making.in_stay(making.record.by_id[last.entry])


def _end(making: Making, course: Course) -> str:
    last = course.steps[-1]
    status = making.voice(_STATUS[course.status])
    at = course.until if course.status is CourseStatus.EXPIRED else last.at
    told = joined([f"{status} {making.when(at)}", _unbegun(making, course)])
    if course.status is CourseStatus.EXPIRED:
        return told
    by = "" if making.for_patient else last.author
    return joined([joined([told, by]), making.free(last.reason)], ": ")


def _unbegun(making: Making, course: Course) -> str:
    return making.voice("before it began") if course.never_begun(making.chart.zone) else ""


def _change(making: Making, course: Course, step: Step) -> str:
    content = making.record.by_id[step.entry].content
    was = _words(making, content.was) if isinstance(content, DoseChange) else ""
    template = _CHANGED_FROM if was else _CHANGES[step.kind]
    words = making.voice(template, day=making.when(step.at), was=was, dosage=_words(making, step.dosage))
    ahead = "" if has_begun(step.at, making.chart.now, making.chart.zone) else making.voice("planned")
    return joined([joined([words, _unbegun(making, course), ahead]), making.free(step.reason)], ": ")


def _words(making: Making, how: Dosage | None) -> str:
    shown = making.dosage(how)
    return dosage(shown, making.voice) if shown else ""
