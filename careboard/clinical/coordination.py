"""Coordination: who came, what is due, what is practiced at home, and what one shift tells the next.

Tasks and handovers are for staff only and leave the clinic on no paper.
"""

from dataclasses import dataclass
from enum import StrEnum

from careboard.clinical.checks import blank, need, need_all_words, need_id, need_ids, need_words, refuse
from careboard.clinical.episode import GoalRef
from careboard.clinical.people import Role
from careboard.clinical.values import EntryId, MemberId, Precision, When, refuse_reversed


class Presence(StrEnum):
    """Whether a patient came to a session."""

    ATTENDED = "attended"
    ATTENDED_PARTLY = "attended-partly"
    ABSENT_EXCUSED = "absent-excused"
    ABSENT_NOT_EXCUSED = "absent-not-excused"
    CANCELLED_BY_PROGRAM = "cancelled-by-program"


@dataclass(frozen=True, slots=True)
class Attendance:
    """Attendance of one session, from `time_in` to `time_out`, as far as recorded.

    `outreach` is what was done after an absence.
    """

    session: str
    presence: Presence
    time_in: When | None = None
    time_out: When | None = None
    reason: str = ""
    outreach: str = ""

    def __post_init__(self) -> None:
        need_words(self.session, "Attendance names the session.")
        came = self.presence in (Presence.ATTENDED, Presence.ATTENDED_PARTLY)
        refuse(not came and (self.time_in or self.time_out), "Who was absent has no time in or out.")
        for moment in (self.time_in, self.time_out):
            timed = moment is None or moment.precision is Precision.INSTANT
            need(timed, "A time in or out is a time, not only a day.")
        refuse_reversed(self.time_in, self.time_out, "Nobody leaves before coming.")
        excused = self.presence is Presence.ABSENT_EXCUSED
        refuse(excused and blank(self.reason), "An excused absence has a reason.")

    @property
    def minutes(self) -> int | None:
        """Whole minutes attended; None while the patient is still here, or was absent."""
        if self.time_in is None or self.time_out is None:
            return None
        begun, ended = self.time_in.instant, self.time_out.instant
        return int((ended - begun).total_seconds() // 60) if begun and ended else None


class AppointmentStatus(StrEnum):
    """Whether an appointment is wished for, made, or past."""

    WISHED = "wished"
    MADE = "made"
    KEPT = "kept"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Appointment:
    """With whom, when and where. `follow_up`: it is the follow-up within 7 days of discharge.

    A later version (kept, missed) is an Appointment whose `ref` names this one.
    """

    with_whom: str
    status: AppointmentStatus
    starts: When | None = None
    where: str = ""
    phone: str = ""
    purpose: str = ""
    follow_up: bool = False

    def __post_init__(self) -> None:
        need_words(self.with_whom, "An appointment is with somebody.")
        undated = self.starts is None or not self.starts.iso
        refuse(undated and self.status is not AppointmentStatus.WISHED, "An appointment that was made has a date.")


@dataclass(frozen=True, slots=True)
class HomePractice:
    """What the patient will practice at home; set by its author, or by the member named."""

    text: str
    due: When | None = None
    set_by: MemberId | None = None
    goal: GoalRef | None = None

    def __post_init__(self) -> None:
        need_words(self.text, "Home practice says what is practiced.")
        need_id(self.set_by)


class PracticeDone(StrEnum):
    """How much of it was done."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not-done"


@dataclass(frozen=True, slots=True)
class HomePracticeReport:
    """What became of a home practice, and what got in the way."""

    practice: EntryId
    done: PracticeDone
    barrier: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        need_id(self.practice)
        whole = self.done is PracticeDone.DONE
        refuse(not whole and blank(self.barrier), "Say what got in the way, if only that the patient did not say.")


@dataclass(frozen=True, slots=True)
class Task:
    """Something that staff must do, for a member, or for whoever has a role."""

    text: str
    member: MemberId | None = None
    role: Role | None = None
    due: When | None = None
    urgent: bool = False

    def __post_init__(self) -> None:
        need_words(self.text, "A task says what is to be done.")
        need(self.member or self.role, "A task is somebody's.")
        need_id(self.member)


class TaskOutcome(StrEnum):
    """What became of a task."""

    DONE = "done"
    NOT_NEEDED = "not-needed"
    NOT_POSSIBLE = "not-possible"


@dataclass(frozen=True, slots=True)
class TaskDone:
    """A task is closed: done, or given up with the reason."""

    task: EntryId
    outcome: TaskOutcome = TaskOutcome.DONE
    note: str = ""

    def __post_init__(self) -> None:
        need_id(self.task)
        done = self.outcome is TaskOutcome.DONE
        refuse(not done and blank(self.note), "A task that was not done is closed with a reason.")


@dataclass(frozen=True, slots=True)
class Handover:
    """What the next shift must know about this patient: how things stand, what to watch, what to do."""

    summary: str
    watch: tuple[str, ...] = ()
    to_do: tuple[str, ...] = ()
    members: tuple[MemberId, ...] = ()
    roles: tuple[Role, ...] = ()

    def __post_init__(self) -> None:
        need_words(self.summary, "A handover says how things stand.")
        need(self.members or self.roles, "A handover is for somebody.")
        need_all_words((*self.watch, *self.to_do), "A line of the handover is blank.")
        need_ids(self.members)
