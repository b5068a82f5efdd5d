"""A course of one medicine: what was ordered, step by step, and how it stands at a moment.

A later order counts from the day it names. Where two were given at once the dose is not confirmed, until a prescriber
chooses; expired, completed and stopped are different facts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from careboard.clinical.dosage import Dosage, Medicine, same_in_numbers
from careboard.clinical.entry import Entry
from careboard.clinical.medication.orders import Complete, DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.medication.reconciliation import Decision, ReconciledMedicine, Reconciliation
from careboard.clinical.medication.taking import (
    Adherence,
    AsNeededUse,
    DoseGiven,
    DoseStatus,
    MedicationReported,
    Taken,
)
from careboard.clinical.values import EntryId, Informant, Intent, When
from careboard.i18n import filled
from careboard.projections.findings import Finding
from careboard.projections.moments import first_day, is_over
from careboard.projections.standing import Stated, author_words
from careboard.projections.steps import (
    ENDED,
    ENDS,
    IN_FORCE,
    STATUS_OF,
    CourseStatus,
    Order,
    Step,
    StepKind,
    after,
    is_ahead,
    meant,
    new_step,
    ordered,
    still_ahead,
)
from careboard.projections.wording.dosage import NOT_CONFIRMED
from careboard.projections.wording.dosage import dosage as dosage_words
from careboard.projections.wording.medicine import DoseWords, MedicationLine, medication_line
from careboard.projections.wording.medicine import name as medicine_name
from careboard.projections.wording.voice import Voice, joined

__all__ = ["ENDED", "IN_FORCE", "Course", "CourseStatus", "Decided", "Order", "Step", "StepKind"]
_NO_DOSE = (DoseWords(NOT_CONFIRMED, ""),)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a prescriber decided on a course when the medicines were reconciled."""

    entry: Entry
    reconciliation: Reconciliation
    medicine: ReconciledMedicine


@dataclass(frozen=True, slots=True)
class Course:
    """One course, named by the entry that began it.

    `dosage` is the present one, None where nobody said; `since` is from when it holds. `dose_confirmed` is False where
    an amount is not known or changes overlap, which are `contested`; `confirmed` is False for what was only reported or
    imported, until a prescriber decides on it. `steps` stand in the order of the fold, the planned ones too.
    """

    id: EntryId
    entry: Entry
    medicine: Medicine
    steps: tuple[Step, ...]
    status: CourseStatus
    confirmed: bool
    dosage: Dosage | None = None
    dose_confirmed: bool = False
    since: When | None = None
    purpose: str = ""
    until: When | None = None
    taken: Taken = Taken.NOT_RECORDED
    told_by: Informant = Informant.SEEN_HERE
    prescriber: str = ""
    decided: Decided | None = None
    given: tuple[Stated[DoseGiven], ...] = ()
    adherence: tuple[Stated[Adherence], ...] = ()
    used: tuple[Stated[AsNeededUse], ...] = ()
    overlaps: tuple[Finding, ...] = ()
    contested: tuple[Step, ...] = ()

    @property
    def overlapping(self) -> tuple[Dosage, ...]:
        """The doses that were ordered by changes that overlap, each once."""
        return tuple(dict.fromkeys(step.dosage for step in self.contested if step.dosage is not None))

    @property
    def began(self) -> When:
        """From when the first step holds; of a report that does not say it, when it was made: at the latest then."""
        return self.steps[0].at if self.start_known else self.entry.at

    @property
    def start_known(self) -> bool:
        """Does anybody say from when the first step holds?"""
        return bool(self.steps[0].at.iso)

    @property
    def imported(self) -> bool:
        """Was it begun by another system's statement?"""
        return self.entry.source is not None

    @property
    def ordered(self) -> Dosage | None:
        """The dose that was last ordered, even if it holds only later."""
        return next((step.dosage for step in reversed(self.steps) if step.dosage is not None), None)

    @property
    def name(self) -> str:
        """The medicine's words, with tall-man letters."""
        return medicine_name(self.medicine)

    @property
    def words(self) -> str:
        """Every word that may name the medicine: its own and its ingredients."""
        return " ".join([self.medicine.text, *self.medicine.ingredients])

    @property
    def line(self) -> MedicationLine:
        """How it is shown: the medicine as it is taken now; without a dose while two overlap, for neither has won."""
        line = medication_line(self.medicine, self.dosage)
        return replace(line, doses=_NO_DOSE, as_needed="", words="", confirmed=False) if self.contested else line

    @property
    def last_given(self) -> Stated[DoseGiven] | None:
        """The last dose that staff gave."""
        done = (one for one in reversed(self.given) if one.content.status is DoseStatus.COMPLETED)
        return next(done, None)

    @property
    def last_taken(self) -> When | None:
        """When the last dose is known to have been given or taken."""
        if self.last_given is not None:
            return self.last_given.entry.at
        content = self.entry.content
        return content.last_taken if isinstance(content, MedicationReported) else None

    @property
    def next_due(self) -> When | None:
        """When the next dose is due that staff give."""
        return self.last_given.content.next_due if self.last_given else None

    def next_step(self, now: datetime, zone: ZoneInfo) -> Step | None:
        """The first step that is ordered but does not hold yet; one whose place a later order took is none."""
        return next(iter(self.ahead(now, zone)), None)

    def ahead(self, now: datetime, zone: ZoneInfo) -> tuple[Step, ...]:
        """The steps that are ordered but do not hold yet, in the order of their days."""
        return still_ahead(self.steps, now, zone)

    def never_begun(self, zone: ZoneInfo) -> bool:
        """Was it stopped on a day before its first, so that nothing of it was ever due?"""
        start = self.steps[0]
        first = first_day(start.at, zone) if start.kind is StepKind.STARTED and not self.given else None
        ends = [first_day(step.at, zone) for step in self.steps if step.kind is StepKind.STOPPED]
        return first is not None and any(end is not None and end < first for end in ends)

    @property
    def only_told(self) -> bool:
        """Was it reported without a day from which it is taken?"""
        content = self.entry.content
        return isinstance(content, MedicationReported) and not (content.effective and content.effective.start)

    def last_step(self, kind: StepKind, now: datetime, zone: ZoneInfo) -> Step | None:
        """The last step of a kind that holds already."""
        holding = (step for step in reversed(self.steps) if step.kind is kind and not is_ahead(step, now, zone))
        return next(holding, None)

    # -- the fold -----------------------------------------------------------------------------------------------

    @classmethod
    def begun(cls, course: EntryId, entry: Entry, start: MedicationStart) -> "Course":
        """A prescriber starts a course."""
        first = new_step(entry, StepKind.STARTED, start.effective_from, start.dosage, ordered_by=start.ordered_by)
        return cls(
            id=course,
            entry=entry,
            medicine=start.medicine,
            steps=(first,),
            status=CourseStatus.PLANNED,
            confirmed=entry.source is None,
            purpose=start.purpose,
            until=start.until,
            prescriber=author_words(entry) if start.ordered_by is None else "",
        )

    @classmethod
    def reported(cls, course: EntryId, entry: Entry, told: MedicationReported) -> "Course":
        """Somebody says that the patient takes a medicine, or does not.

        An order holds from when it was written; a statement that names no start says only how it stands.
        """
        written = entry.at if told.intent is Intent.ORDER else When.unknown(told.told_by)
        since = told.effective.start if told.effective and told.effective.start else written
        return cls(
            id=course,
            entry=entry,
            medicine=told.medicine,
            steps=(new_step(entry, StepKind.REPORTED, since, told.dosage, told.status_reason),),
            status=STATUS_OF[told.status] if told.intent in IN_FORCE else meant(told.status),
            confirmed=False,
            purpose=told.purpose,
            taken=told.taken,
            told_by=told.told_by,
            prescriber=told.prescriber,
        )

    def followed(self, entry: Entry, order: Order) -> "Course":
        """One more order on the course."""
        step = ordered(entry, order)
        course = replace(self, steps=(*self.steps, step), confirmed=self.confirmed or _takes_over(entry, order))
        match order:
            case DoseChange():
                return self._overlapping(course, entry, order)
            case Resume():  # it names the dose itself, whatever overlapped before
                return replace(course, overlaps=(), contested=())
            case Hold() | Stop() | Complete():
                return course

    def _overlapping(self, changed: "Course", entry: Entry, change: DoseChange) -> "Course":
        """A prescriber who saw another dose than the last ordered did not see that order; naming it chooses."""
        if entry.ref in {step.entry for step in self.steps}:
            return self._chosen(changed, entry)
        last = next((step for step in reversed(self.steps) if step.dosage is not None), None)
        if last is None or last.dosage is None or _agree(last.dosage, change):
            return changed
        both = tuple(dict.fromkeys((*self.contested, last, changed.steps[-1])))
        return replace(changed, overlaps=(*self.overlaps, _overlap(entry.id, self, both)), contested=both)

    def _chosen(self, changed: "Course", entry: Entry) -> "Course":
        """What was not chosen, and had not begun when the choice was signed, never begins."""
        rejected = {one.entry for one in self.contested if one.entry != entry.ref and _after(one, entry)}
        steps = tuple(step for step in changed.steps if step.entry not in rejected)
        return replace(changed, steps=steps, overlaps=(), contested=())

    def attached(self, entry: Entry, use: DoseGiven | Adherence | AsNeededUse) -> "Course":
        """A dose that was given, taken or missed."""
        match use:
            case DoseGiven():
                return replace(self, given=(*self.given, Stated(entry, use)))
            case Adherence():
                return replace(self, adherence=(*self.adherence, Stated(entry, use)))
            case AsNeededUse():
                return replace(self, used=(*self.used, Stated(entry, use)))

    def reconciled(self, entry: Entry, done: Reconciliation, medicine: ReconciledMedicine) -> "Course":
        """A decision on the course. To continue confirms it, and the dose that it names; nothing else is changed."""
        course = replace(self, decided=Decided(entry, done, medicine))
        if entry.source is not None or medicine.decision not in (Decision.CONTINUE, Decision.NEW):
            return course
        if medicine.dosage is None:
            return replace(course, confirmed=True)
        step = new_step(
            entry, StepKind.CONFIRMED, entry.at, medicine.dosage, medicine.reason, ordered_by=done.ordered_by
        )
        return replace(course, steps=(*self.steps, step), confirmed=True, overlaps=(), contested=())

    # -- as it stands -------------------------------------------------------------------------------------------

    def ended_before(self, at: When) -> bool:
        """Has it ended by an order, or by its own statement, before a new step would hold?"""
        if self.steps[0].kind is StepKind.REPORTED and self.status in ENDED:
            return True
        ends = [step.at.first_instant for step in self.steps if step.kind in ENDS]
        new = at.first_instant
        return any(end is None or new is None or end <= new for end in ends)

    def as_of(self, now: datetime, zone: ZoneInfo) -> "Course":
        """How it stands at a moment: status, present dose, and since when that dose holds."""
        holding = [step for step in self.steps if not is_ahead(step, now, zone)]
        dosed = next((step for step in reversed(holding) if step.dosage is not None), self.steps[0])
        status = self.status
        for step in holding:
            status = after(step.kind, status)
        if status in (CourseStatus.ACTIVE, CourseStatus.HELD) and is_over(self.until, now, zone):
            status = CourseStatus.EXPIRED
        known = dosed.dosage is not None and dosed.dosage.confirmed and not self.overlaps
        return replace(self, status=status, dosage=dosed.dosage, since=dosed.at, dose_confirmed=known)


def _takes_over(entry: Entry, order: Order) -> bool:
    """A prescriber of this clinic who names the dose of a course makes it one of this clinic."""
    return entry.source is None and isinstance(order, DoseChange | Resume)


def _agree(last: Dosage, change: DoseChange) -> bool:
    """Did the prescriber see the last order, or order the very same dose?"""
    return same_in_numbers(last, change.was) or same_in_numbers(last, change.now)


def _after(step: Step, entry: Entry) -> bool:
    begins = step.at.first_instant
    return begins is not None and begins > entry.recorded_at


def _overlap(entry: EntryId, course: Course, both: Sequence[Step]) -> Finding:
    voice = Voice()
    doses = (f"{dosage_words(step.dosage, voice)} ({step.author})" for step in both if step.dosage is not None)
    return Finding(
        entry,
        filled(
            "Two dose changes of {name} overlap: choose. {doses}. Each was made without seeing the other;"
            " the dose is not confirmed until a prescriber chooses one.",
            name=course.name,
            doses=joined(doses, filled(" or ")),
        ),
    )
