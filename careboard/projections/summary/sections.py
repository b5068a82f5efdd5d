"""The six sections that a summary must have, each filled from the chart and by a person.

A section without a line is empty, and an empty one keeps the summary from being issued.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from careboard.clinical.coordination import Appointment, AppointmentStatus, Attendance, Presence
from careboard.clinical.episode import Discharge, LevelOfCareChange
from careboard.clinical.measured import ProcedureDone, ProcedureStatus
from careboard.clinical.note import Note
from careboard.clinical.paper import Disclosure, Ground
from careboard.projections.patient.stay import ends
from careboard.projections.standing import Stated, author_words
from careboard.projections.summary.additions import Section
from careboard.projections.summary.making import Making, present
from careboard.projections.summary.medicines import changes
from careboard.projections.summary.parts import Block
from careboard.projections.wording.coordination import APPOINTMENTS
from careboard.projections.wording.episode import level_words
from careboard.projections.wording.note import NOTE_TYPES
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.voice import Line, joined

HEADINGS = {
    Section.REASON: "Reason for admission",
    Section.PROCEDURES: "Procedures performed",
    Section.CARE: "Care, treatment and services provided",
    Section.CONDITION: "Condition and disposition at discharge",
    Section.INFORMATION: "Information given to patient and family",
    Section.FOLLOW_UP: "Provisions for follow-up",
}
_CAME = (Presence.ATTENDED, Presence.ATTENDED_PARTLY)
_ABSENT = (Presence.ABSENT_EXCUSED, Presence.ABSENT_NOT_EXCUSED)


def required(making: Making) -> dict[Section, Block]:
    """The six sections."""
    lines = {
        Section.REASON: _reason(making),
        Section.PROCEDURES: _procedures(making),
        Section.CARE: _care(making),
        Section.CONDITION: _condition(making),
        Section.INFORMATION: _information(making),
        Section.FOLLOW_UP: _follow_up(making),
    }
    return {section: _block(making, section, told) for section, told in lines.items()}


def _block(making: Making, section: Section, lines: Iterable[Line]) -> Block:
    told = present([*lines, *making.added(section)])
    return Block(section.value, making.voice(HEADINGS[section]), told, section)


def _reason(making: Making) -> Iterator[Line]:
    if making.admission is not None:
        admission = making.admission.content
        yield making.line("", admission.reason)
        yield making.line("Admitted from", admission.admitted_from)
        yield Line(making.voice("Program"), joined([making.free(admission.program), making.free(admission.track)]))
        yield Line(making.voice("Admitted on"), making.when(making.admission.entry.at))


def _procedures(making: Making) -> Iterator[Line]:
    for stated in making.record.of(ProcedureDone):
        done = stated.content
        if done.status is ProcedureStatus.COMPLETED and making.in_stay(stated.entry):
            what = joined([making.free(done.code.text), making.free(done.outcome)], ": ")
            yield Line(making.period(done.performed) or making.when(stated.entry.at), what)


def _care(making: Making) -> Iterator[Line]:
    yield making.line("Recapitulation", making.additions.recapitulation)
    yield Line(making.voice("Attendance"), _attendance(making))
    yield Line(making.voice("Services"), _services(making))
    yield Line(making.voice("Team"), _team(making))
    yield from changes(making)


def _attendance(making: Making) -> str:
    attended = [one.content for one in making.record.of(Attendance) if making.in_stay(one.entry)]
    came = [one for one in attended if one.presence in _CAME]
    absent = [one for one in attended if one.presence in _ABSENT]
    if not attended:
        return ""
    minutes = sum(one.minutes or 0 for one in came)
    voice = making.voice
    sessions = voice.count("{n} session", "{n} sessions", len(came))
    hours = voice.count("{n} hour", "{n} hours", minutes // 60)
    rest = voice.count("{n} minute", "{n} minutes", minutes % 60) if minutes % 60 else ""
    away = voice.count("{n} absence", "{n} absences", len(absent))
    return joined([sessions, joined([hours, rest], " "), away])


def _services(making: Making) -> str:
    counted = Counter(note.content.type for note in _notes(making))
    return joined(f"{making.voice(NOTE_TYPES[kind])} {count}" for kind, count in counted.items())


def _team(making: Making) -> str:
    """Who wrote the notes of the stay, whoever wrote most of them first."""
    counted = Counter(author_words(note.entry) for note in _notes(making))
    return joined((who for who, _ in counted.most_common()), "; ")


def _notes(making: Making) -> list[Stated[Note]]:
    return [note for note in making.record.of(Note) if making.in_stay(note.entry)]


def _condition(making: Making) -> Iterator[Line]:
    stated = discharge_of_stay(making)
    if stated is not None:
        discharge = stated.content
        yield making.line("Condition", discharge.condition)
        yield making.line("Outcome", discharge.outcome)
        yield making.line("Disposition", discharge.disposition)
        yield Line(making.voice("Way of leaving"), spaced(discharge.way, making.voice))
        yield making.line("Left before completion because", discharge.left_because)
        yield Line(making.voice("Discharged on"), making.when(stated.entry.at))


def discharge_of_stay(making: Making) -> Stated[Discharge] | None:
    """The discharge that ended the stay."""
    stated = making.record.latest(Discharge)
    if stated is None or making.admission is None:
        return stated
    return stated if ends(stated, making.admission) else None


def level_line(making: Making) -> Line:
    """The level of care that is given now, and from when."""
    standing = making.chart.stay.level_of_care
    if standing is None:
        return Line("", "")
    change: LevelOfCareChange = standing.change.content
    level = level_words(change.given, change.scheme, change.edition, making.voice)
    since = making.voice("from {day}", day=making.when(change.effective_from))
    return Line(making.voice("Level of care"), joined([level, since]))


def _information(making: Making) -> Iterator[Line]:
    discharged = discharge_of_stay(making)
    if discharged is not None:
        yield making.line("", discharged.content.information_given)
        yield Line(making.voice("Told to"), joined(map(making.free, discharged.content.told_to), "; "))
    plan = making.chart.stay.safety_plan
    if plan is not None and plan.content.copy_given and making.in_stay(plan.entry):
        yield Line(making.when(plan.entry.at), making.voice("Safety plan: a copy was given to the patient"))
    for stated in making.record.of(Disclosure):
        if stated.content.ground is Ground.PATIENTS_OWN_COPY and making.in_stay(stated.entry):
            yield Line(making.when(stated.entry.at), making.free(stated.content.what))


def _follow_up(making: Making) -> Iterator[Line]:
    yield from appointment_lines(making)
    stated = discharge_of_stay(making)
    if stated is not None:
        yield making.line("Aftercare", stated.content.aftercare)


def appointment_lines(making: Making) -> Iterator[Line]:
    """Every appointment ahead: with whom, when, where."""
    for stated in making.chart.stay.appointments:
        yield Line(_when(making, stated.content), _appointment(making, stated.content))


def _when(making: Making, appointment: Appointment) -> str:
    return making.when(appointment.starts) if appointment.starts else making.voice("no time yet")


def _appointment(making: Making, appointment: Appointment) -> str:
    voice = making.voice
    who = making.free(appointment.with_whom)
    wished = appointment.status is AppointmentStatus.WISHED
    lead = voice(APPOINTMENTS[appointment.status], who=who) if wished else who
    soon = voice("follow-up within 7 days") if appointment.follow_up else ""
    where, purpose = making.free(appointment.where), making.free(appointment.purpose)
    return joined([lead, where, appointment.phone, purpose, soon])
