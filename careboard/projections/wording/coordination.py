"""Coordination in words: attendance, appointments, home practice, tasks, handover.

An absence says whether it was excused, and what was done.
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
from careboard.projections.wording.note import goals
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.times import clocks, when, when_told
from careboard.projections.wording.voice import Line, Telling, Voice, bare, capital, joined, led, told

_PRESENCE = {
    Presence.ATTENDED: "Attended: {session}",
    Presence.ATTENDED_PARTLY: "Attended in part: {session}",
    Presence.ABSENT_EXCUSED: "Absent, excused: {session}",
    Presence.ABSENT_NOT_EXCUSED: "Absent, not excused: {session}",
    Presence.CANCELLED_BY_PROGRAM: "Cancelled by the program: {session}",
}
_CAME = (Presence.ATTENDED, Presence.ATTENDED_PARTLY)
APPOINTMENTS = {
    AppointmentStatus.WISHED: "Appointment wished for: {who}",
    AppointmentStatus.MADE: "Appointment: {who}",
    AppointmentStatus.KEPT: "Appointment kept: {who}",
    AppointmentStatus.MISSED: "Appointment missed: {who}",
    AppointmentStatus.CANCELLED: "Appointment cancelled: {who}",
}
PRACTICED = {
    PracticeDone.DONE: "Home practice done",
    PracticeDone.PARTLY: "Home practice done in part",
    PracticeDone.NOT_DONE: "Home practice not done",
}
_OUTCOMES = {
    TaskOutcome.DONE: "Task done",
    TaskOutcome.NOT_NEEDED: "Task no longer needed",
    TaskOutcome.NOT_POSSIBLE: "Task not possible",
}


def tell(content: CoordinationContent, voice: Voice) -> Telling:
    """A content about coordination in words."""
    match content:
        case Attendance():
            return _attendance(content, voice)
        case Appointment():
            return _appointment(content, voice)
        case HomePractice():
            return _practice(content, voice)
        case HomePracticeReport():
            return _practice_report(content, voice)
        case Task():
            return _task(content, voice)
        case TaskDone():
            return _task_done(content, voice)
        case Handover():
            return _handover(content, voice)


def _attendance(attendance: Attendance, voice: Voice) -> Telling:
    headline = voice(_PRESENCE[attendance.presence], session=attendance.session)
    minutes = attendance.minutes
    there = joined([_hours(attendance, voice), voice.count("{n} minute", "{n} minutes", minutes) if minutes else ""])
    there = there or (voice("times not recorded") if attendance.presence in _CAME else "")
    return told(
        joined([headline, there, attendance.reason, attendance.outreach]),
        joined([headline, there]),
        Line("", headline),
        Line(voice("Day"), when(attendance.time_in, voice) if attendance.time_in else "", aside=True),
        Line(voice("There"), there),
        Line(voice("Reason"), attendance.reason),
        Line(voice("What was done"), attendance.outreach),
    )


def _hours(attendance: Attendance, voice: Voice) -> str:
    start = attendance.time_in.instant if attendance.time_in else None
    stop = attendance.time_out.instant if attendance.time_out else None
    return clocks(start, stop, voice) if start else ""


def _appointment(appointment: Appointment, voice: Voice) -> Telling:
    headline = voice(APPOINTMENTS[appointment.status], who=appointment.with_whom)
    start = when(appointment.starts, voice) if appointment.starts else voice("no time yet")
    follow_up = voice("follow-up within 7 days") if appointment.follow_up else ""
    return told(
        joined([headline, start, appointment.where, appointment.phone, appointment.purpose, follow_up]),
        joined([headline, start]),
        Line("", headline),
        Line(voice("When"), joined([when_told(appointment.starts, voice) or start])),
        Line(voice("Where"), appointment.where),
        Line(voice("Telephone"), appointment.phone),
        Line(voice("For"), appointment.purpose),
        Line("", capital(follow_up)),
    )


def _practice(practice: HomePractice, voice: Voice) -> Telling:
    headline = f"{voice('Home practice')}: {practice.text}"
    due = voice("until {day}", day=when(practice.due, voice)) if practice.due else ""
    return told(
        joined([bare(headline), due]),
        joined([bare(headline), due]),
        Line(voice("Home practice"), practice.text),
        Line(voice("Until"), when_told(practice.due, voice)),
        Line(voice("Set by"), voice.name(practice.set_by, "a member of staff")),
        Line(voice("For"), goals([practice.goal], voice) if practice.goal else ""),
    )


def _practice_report(report: HomePracticeReport, voice: Voice) -> Telling:
    what = voice.name(report.practice, "")
    headline = joined([voice(PRACTICED[report.done]), report.barrier or what], ": ")
    return told(
        headline,
        headline,
        Line(voice(PRACTICED[report.done]), what),
        Line("", "" if what else voice(PRACTICED[report.done])),
        Line(voice("What got in the way"), report.barrier),
        Line(voice("Remark"), report.note),
    )


def _whose(member: str | None, role: str, voice: Voice) -> str:
    return joined([voice.name(member, "a member of staff"), role])


def _task(task: Task, voice: Voice) -> Telling:
    lead = voice("Urgent task") if task.urgent else voice("Task")
    due = voice("due {day}", day=when(task.due, voice)) if task.due else ""
    whose = voice("for {who}", who=_whose(task.member, spaced(task.role, voice), voice))
    return told(
        joined([f"{lead}: {bare(task.text)}", whose, due]),
        joined([f"{lead}: {bare(task.text)}", whose, due]),
        Line(lead, task.text),
        Line(voice("For"), _whose(task.member, spaced(task.role, voice), voice)),
        Line(voice("Due"), when_told(task.due, voice)),
    )


def _task_done(done: TaskDone, voice: Voice) -> Telling:
    headline = joined([voice(_OUTCOMES[done.outcome]), voice.name(done.task, "")], ": ")
    return told(joined([headline, done.note], "; "), headline, Line("", headline), Line(voice("Remark"), done.note))


def _handover(handover: Handover, voice: Voice) -> Telling:
    people = [voice.name(member, "a member of staff") for member in handover.members]
    whom = joined([*people, *(spaced(role, voice) for role in handover.roles)])
    headline = f"{voice('Handover')}: {handover.summary}"
    return told(
        headline + led(f" {voice('Watch')}: ", joined(handover.watch, "; ")),
        headline,
        Line(voice("Handover"), handover.summary),
        Line(voice("Watch"), joined(handover.watch, "; ")),
        Line(voice("To do"), joined(handover.to_do, "; ")),
        Line(voice("For"), whom),
    )
