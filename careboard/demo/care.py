"""Stays, papers and days: admissions, levels of care, consents, risk, attendance, appointments, home practice.

Each builds one content with the usual fields, so that a story reads as what happened.
"""

from careboard.clinical.coordination import (
    Appointment,
    AppointmentStatus,
    Attendance,
    HomePractice,
    HomePracticeReport,
    PracticeDone,
    Presence,
    Task,
    TaskDone,
    TaskOutcome,
)
from careboard.clinical.dosage import Dosage, Medicine
from careboard.clinical.episode import (
    Achievement,
    Admission,
    Agreement,
    Authorization,
    Goal,
    GoalRef,
    GoalReview,
    Intervention,
    Level,
    LevelOfCare,
    LevelOfCareChange,
    PlanOfCare,
    PlanReview,
)
from careboard.clinical.medication.taking import MedicationReported, MedicationStatus, Taken
from careboard.clinical.note import Acknowledgement, AcknowledgementResponse
from careboard.clinical.nutrition import Exchange, MealPlan, MealTime, OtherDays, PlannedMeal
from careboard.clinical.permission import Consent, Expiry, Part2, Part2Review, Signing
from careboard.clinical.response import RiskAssessment, RiskLevel, RiskOf
from careboard.clinical.values import Informant, Period
from careboard.demo import site
from careboard.demo.staff import Staff
from careboard.demo.telling import Book, Making, Told, told
from careboard.demo.words import at, dec, on

OUTPATIENT = Level(LevelOfCare.OUTPATIENT)
INTENSIVE = Level(LevelOfCare.INTENSIVE_OUTPATIENT)
PARTIAL = Level(LevelOfCare.PARTIAL_HOSPITALIZATION)
RESIDENTIAL = Level(LevelOfCare.RESIDENTIAL)
WITHDRAWAL = Level(LevelOfCare.WITHDRAWAL_MANAGEMENT)
_ASAM = {
    LevelOfCare.INTENSIVE_OUTPATIENT: "2.1",
    LevelOfCare.PARTIAL_HOSPITALIZATION: "2.5",
    LevelOfCare.RESIDENTIAL: "3.5",
    LevelOfCare.OUTPATIENT: "",
}


def admitted(
    program: str, reason: str, came_from: str, *, track: str = "", days: int = 42, hours: str = "12"
) -> Admission:
    """The patient enters a program."""
    return Admission(program, reason, came_from, track, days, dec(hours))


def level(given: Level, day: str, place: str, *, review: str = "", asam: bool = False, admission: str = "") -> Making:
    """A level of care that was recommended, authorised, accepted and given alike."""
    coded = Level(given.setting, _ASAM[given.setting]) if asam else given
    return lambda book: LevelOfCareChange(
        coded,
        coded,
        on(day),
        authorized=coded,
        accepted=coded,
        scheme="ASAM" if asam else "",
        edition="4" if asam else "",
        review=on(review) if review else None,
        place=place,
        authorization=Authorization.AUTHORIZED,
        admission=book[admission] if admission else None,
    )


def part2(*, applies: bool, basis: str) -> Part2Review:
    """Whether 42 CFR part 2 protects the chart."""
    return Part2Review(Part2.APPLIES if applies else Part2.DOES_NOT_APPLY, basis)


def consent(
    to: str, what: str, purpose: str, signed_by: str, *, until: str = "", event: str = "", protected: bool = False
) -> Consent:
    """The patient allows the clinic to tell somebody something, until a day or an event."""
    return Consent(
        site.NAME,
        to,
        what,
        purpose,
        Expiry.ON_DATE if until else Expiry.ON_EVENT,
        Signing.ON_PAPER,
        expires=on(until) if until else None,
        expires_event=event,
        signed_by=signed_by,
        part2=True if protected else None,
    )


def reported(
    of: Medicine,
    dosage: Dosage | None,
    purpose: str,
    prescriber: str,
    since: str,
    *,
    taken: Taken = Taken.YES,
    note: str = "",
) -> MedicationReported:
    """A home medicine, as the patient tells it."""
    return MedicationReported(
        of,
        MedicationStatus.ACTIVE,
        Informant.PATIENT,
        taken,
        dosage,
        purpose=purpose,
        prescriber=prescriber,
        effective=Period(on(since)),
        note=note,
    )


def past_trial(of: Medicine, purpose: str, first: str, last: str, why: str) -> MedicationReported:
    """A medicine that was tried before and did not stay."""
    return MedicationReported(
        of,
        MedicationStatus.STOPPED,
        Informant.PATIENT,
        Taken.NO,
        purpose=purpose,
        effective=Period(on(first), on(last)),
        status_reason=why,
    )


def suicide_risk(
    how_high: RiskLevel,
    means: str,
    plan: str,
    *,
    raises: tuple[str, ...] = (),
    lowers: tuple[str, ...] = (),
    told_to: tuple[str, ...] = (),
    screens: tuple[str, ...] = (),
    formulation: str = "",
    of: RiskOf = RiskOf.SUICIDE,
    asked: tuple[Staff, ...] = (),
) -> Making:
    """A clinician's judgement, with the screens it rests on by their names in the story."""

    def made(book: Book) -> RiskAssessment:
        return RiskAssessment(
            of,
            how_high,
            means,
            plan,
            raises,
            lowers,
            told_to,
            tuple(book[screen] for screen in screens),
            formulation=formulation,
            asked_to_acknowledge=tuple(book.member(who) for who in asked),
        )

    return made


def goal(
    number: int, words: str, problem: str, objective: str, target: str, *interventions: tuple[str, str, Staff]
) -> Goal:
    """A goal in the patient's words; each intervention with its frequency and who does it."""
    done = tuple(Intervention(text, often, who.value.signature) for text, often, who in interventions)
    return Goal(number, words, problem, objective, on(target), done)


def plan_of_care(title: str, *goals: Goal, until: str, agreement: Agreement = Agreement.SIGNED) -> PlanOfCare:
    """A plan of care that the patient agreed to; `until` is when it will have been enough."""
    return PlanOfCare(title, goals, agreement, discharge_criteria=until)


def review(
    plan: str, *goals: tuple[int, Achievement, str], again: str = "", present: tuple[str, ...] = (), note: str = ""
) -> Making:
    """A plan is looked at, goal by goal."""
    seen = tuple(GoalReview(number, achievement, text) for number, achievement, text in goals)
    return lambda book: PlanReview(book[plan], seen, on(again) if again else None, present, note)


def attended(by: Staff, session: str, *days: tuple[str, str, str]) -> tuple[Told, ...]:
    """Attendance of a session on several days: the day, the time in and the time out."""
    return tuple(
        told(f"{day} {end}", by, Attendance(session, Presence.ATTENDED, at(f"{day} {begin}"), at(f"{day} {end}")))
        for day, begin, end in days
    )


def came_partly(by: Staff, session: str, day: str, begin: str, end: str, why: str) -> Told:
    """A session of which the patient saw a part."""
    partly = Attendance(session, Presence.ATTENDED_PARTLY, at(f"{day} {begin}"), at(f"{day} {end}"), why)
    return told(f"{day} {end}", by, partly)


def absent(by: Staff, when: str, session: str, why: str = "", *, outreach: str = "") -> Told:
    """A session that the patient missed; excused where there is a reason."""
    presence = Presence.ABSENT_EXCUSED if why else Presence.ABSENT_NOT_EXCUSED
    return told(when, by, Attendance(session, presence, reason=why, outreach=outreach))


def appointment(
    with_whom: str,
    starts: str,
    where: str,
    phone: str,
    purpose: str,
    *,
    status: AppointmentStatus = AppointmentStatus.MADE,
    follow_up: bool = False,
) -> Appointment:
    """An appointment; `follow_up` is the one within 7 days of discharge."""
    return Appointment(with_whom, status, at(starts), where, phone, purpose, follow_up)


def practice(text: str, due: str, number: int | None = None, plan: str = "plan") -> Making:
    """Home practice until a day, for a goal of the plan."""
    return lambda book: HomePractice(text, on(due), goal=GoalRef(book[plan], number) if number else None)


def practiced(practice_name: str, done: PracticeDone, barrier: str = "", note: str = "") -> Making:
    """What became of a home practice."""
    return lambda book: HomePracticeReport(book[practice_name], done, barrier, note)


def task(text: str, who: Staff, due: str, *, urgent: bool = False) -> Making:
    """Something that one of the staff must do."""
    return lambda book: Task(text, book.member(who), due=on(due), urgent=urgent)


def task_done(of: str, note: str = "", outcome: TaskOutcome = TaskOutcome.DONE) -> Making:
    """A task is closed."""
    return lambda book: TaskDone(book[of], outcome, note)


def acknowledged(comment: str, response: AcknowledgementResponse = AcknowledgementResponse.WILL_ACT) -> Acknowledgement:
    """I have read this and take it on."""
    return Acknowledgement(response, comment)


def meal(time: MealTime, **counts: str) -> PlannedMeal:
    """One eating time in exchanges by food group."""
    return PlannedMeal(time, tuple(Exchange(group, dec(count)) for group, count in counts.items()))


def meal_plan(
    kcal: str,
    day: str,
    *meals: PlannedMeal,
    swaps: tuple[str, ...] = (),
    text: str = "",
    rule: str = "",
    other_days: tuple[OtherDays, ...] = (),
) -> MealPlan:
    """A version of the meal plan; `other_days` are those on which something else is eaten."""
    return MealPlan(
        meals,
        text=text,
        energy_min_kcal=dec(kcal),
        energy_max_kcal=dec(kcal),
        supplements=("oral nutrition supplement, 237 mL",) if rule else (),
        supplement_rule=rule,
        swaps=swaps,
        effective_from=on(day),
        other_days=other_days,
    )
