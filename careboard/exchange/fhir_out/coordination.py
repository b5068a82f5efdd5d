"""Coordination in FHIR: Encounters of sessions, Appointments, Tasks for the patient, and what staff hand on.

What is for staff only has a form here, and leaves the clinic only where that was asked for.
"""

from careboard.clinical.coordination import (
    Appointment,
    AppointmentStatus,
    Attendance,
    Handover,
    HomePractice,
    HomePracticeReport,
    PracticeDone,
    Presence,
    Task,
    TaskDone,
    TaskOutcome,
)
from careboard.clinical.entry import CoordinationContent
from careboard.clinical.measured import Result
from careboard.clinical.values import Coded, Period
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import elements as fhir
from careboard.exchange.fhir_out.episode import AMBULATORY
from careboard.exchange.fhir_out.observation import in_words, observation
from careboard.exchange.fhir_out.statement import statement
from careboard.exchange.fhir_out.told import Told

_APPOINTMENTS = {
    AppointmentStatus.WISHED: "proposed",
    AppointmentStatus.MADE: "booked",
    AppointmentStatus.KEPT: "fulfilled",
    AppointmentStatus.MISSED: "noshow",
    AppointmentStatus.CANCELLED: "cancelled",
}
_WITHOUT_DATE = ("proposed", "cancelled")
_TASKS = {TaskOutcome.DONE: "completed", TaskOutcome.NOT_NEEDED: "cancelled", TaskOutcome.NOT_POSSIBLE: "failed"}
_CAME = (Presence.ATTENDED, Presence.ATTENDED_PARTLY)


def elements(content: CoordinationContent, told: Told) -> Resource:
    """The elements of a content about coordination."""
    match content:
        case Attendance():
            return _attendance(content, told)
        case Appointment():
            return _appointment(content, told)
        case HomePractice():
            return _practice(content, told)
        case HomePracticeReport():
            return _practice_report(content, told)
        case Task():
            return _task(content, told)
        case TaskDone():
            return _task_done(content, told)
        case Handover():
            return _handover(content, told)


def _attendance(attendance: Attendance, told: Told) -> Resource:
    came = attendance.presence in _CAME
    over = Period(attendance.time_in, attendance.time_out) if attendance.time_in else None
    status = "cancelled" if not came else "finished" if attendance.time_out else "in-progress"
    said = attendance.presence.replace("-", " ")
    return {
        "status": "entered-in-error" if told.struck else status,
        "class": AMBULATORY,
        "type": [fhir.words(attendance.session)],
        "subject": told.patient,
        "participant": [] if told.entry.source else [{"individual": told.author}],
        "period": fhir.period(over or Period(told.entry.at)),
        "reasonCode": [fhir.words(": ".join(part for part in (said, attendance.reason) if part))],
        "serviceProvider": told.clinic,
    }


def _appointment(appointment: Appointment, told: Told) -> Resource:
    start = fhir.instant(appointment.starts)
    status = "entered-in-error" if told.struck else _APPOINTMENTS[appointment.status]
    undated = status in _WITHOUT_DATE and not start
    agreed = "needs-action" if appointment.status is AppointmentStatus.WISHED else "accepted"
    place = ", ".join(part for part in (appointment.where, appointment.phone) if part)
    day = fhir.period(Period(appointment.starts)) if appointment.starts and not start else None
    return {
        "status": status,
        "appointmentType": fhir.words("Follow-up within 7 days of discharge" if appointment.follow_up else ""),
        "reasonCode": [fhir.words(appointment.purpose)],
        "description": appointment.with_whom,
        "start": start,
        # R4, app-3: what has a date has a start and an end; one that nobody stated is not known.
        "_start": None if start or undated else fhir.NOT_KNOWN,
        "_end": None if undated else fhir.NOT_KNOWN,
        "created": told.recorded_here,
        "comment": place,
        "participant": [
            {"actor": told.patient, "status": agreed},
            {"actor": {"display": appointment.with_whom}, "status": agreed},
        ],
        "requestedPeriod": [day] if day else [],
    }


def _practice(practice: HomePractice, told: Told) -> Resource:
    report = told.context.closing.get(told.entry.id)
    done = report.content.done if report and isinstance(report.content, HomePracticeReport) else None
    status = {None: "requested", PracticeDone.DONE: "completed"}.get(done, "in-progress")
    return {
        "basedOn": [told.to(practice.goal.plan)] if practice.goal else [],
        "status": "entered-in-error" if told.struck else status,
        "intent": "plan",
        "code": fhir.words("Home practice"),
        "description": practice.text,
        "for": told.patient,
        "authoredOn": told.recorded_here or told.at,
        "requester": told.member(practice.set_by) or told.author,
        "owner": told.patient,
        "restriction": {"period": fhir.period(Period(end=practice.due))} if practice.due else None,
    }


def _practice_report(report: HomePracticeReport, told: Told) -> Resource:
    barrier = in_words("What got in the way", report.barrier)
    done = Result(coded=Coded(report.done.replace("-", " ")))
    parts = [barrier] if barrier else []
    shared = observation(told, "Home practice report", done, components=parts, notes=(report.note,))
    return {**shared, "focus": [told.to(report.practice)]}


def _task(task: Task, told: Told) -> Resource:
    closed = told.context.closing.get(told.entry.id)
    outcome = closed.content.outcome if closed and isinstance(closed.content, TaskDone) else None
    return {
        "status": "entered-in-error" if told.struck else _TASKS[outcome] if outcome else "requested",
        "intent": "order",
        "priority": "urgent" if task.urgent else "routine",
        "code": fhir.words("Task for staff"),
        "description": task.text,
        "for": told.patient,
        "authoredOn": told.recorded_here,
        "requester": told.author,
        "performerType": [fhir.words(task.role.replace("-", " ")) if task.role else None],
        "owner": told.member(task.member),
        "restriction": {"period": fhir.period(Period(end=task.due))} if task.due else None,
    }


def _task_done(done: TaskDone, told: Told) -> Resource:
    return {
        "partOf": [told.to(done.task, "Task")],
        "status": "entered-in-error" if told.struck else _TASKS[done.outcome],
        "intent": "order",
        "code": fhir.words("Task closed"),
        "for": told.patient,
        "authoredOn": told.recorded_here,
        "requester": told.author,
        "note": fhir.notes(done.note),
    }


def _handover(handover: Handover, told: Told) -> Resource:
    lines = (*(f"Watch: {line}" for line in handover.watch), *(f"To do: {line}" for line in handover.to_do))
    roles = [{"display": role.replace("-", " ")} for role in handover.roles]
    return {
        **statement(told, "Handover", None, "\n".join((handover.summary, *lines))),
        "recipient": [*(told.member(member) for member in handover.members), *roles],
    }
