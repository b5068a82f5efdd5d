"""Stays as they begin and go on: a quarter of an hour at the front desk, days in the program, evenings in group.

What is the same for everybody stands here once; what is not stands in the stories.
"""

from careboard.clinical.coordination import Attendance, Presence
from careboard.demo import site
from careboard.demo.care import INTENSIVE, admitted, attended, level, part2
from careboard.demo.staff import Staff
from careboard.demo.telling import Told, told

BY = Staff.NGUYEN


def arrival(
    begin: str,
    program: str,
    basis: str,
    reason: str,
    came_from: str,
    *,
    review: str,
    track: str,
    days: int = 42,
    hours: str = "12",
) -> tuple[Told, ...]:
    """Somebody enters a program: 42 CFR part 2 is looked at, the admission written, the level of care begins.

    The program for substance use is the one that part 2 protects, and that names its levels after ASAM.
    """
    protected = program == site.SUBSTANCE
    day = begin.partition(" ")[0]
    entered = admitted(program, reason, came_from, track=track, days=days, hours=hours)
    given = level(INTENSIVE, day, program, review=review, asam=protected, admission="admission")
    return (
        told(begin, BY, part2(applies=protected, basis=basis)),
        told(_later(begin, 5), BY, entered, "admission"),
        told(_later(begin, 7), BY, given),
    )


def _later(begin: str, minutes: int) -> str:
    """Some minutes later in the same hour."""
    hour, _colon, minute = begin.rpartition(":")
    return f"{hour}:{int(minute) + minutes:02}"


def day_program(*days: str, begin: str = "11:30", end: str = "15:30") -> tuple[Told, ...]:
    """Days in the program for eating disorders, from before lunch until after the afternoon snack."""
    return attended(BY, "Day IOP", *((day, begin, end) for day in days))


def evenings(session: str, *days: str) -> tuple[Told, ...]:
    """Evenings in a group after work."""
    return attended(BY, session, *((day, "17:30", "20:30") for day in days))


def cancelled(when: str, session: str, why: str) -> Told:
    """A session that the clinic did not hold."""
    return told(when, BY, Attendance(session, Presence.CANCELLED_BY_PROGRAM, reason=why))
