"""What can be done with a medicine, and by whom: the menu of a row offers no more than the role matrix allows."""

from enum import StrEnum

from careboard.i18n import gettext as _
from careboard.projections.course import Course, CourseStatus
from careboard.workflow.offers import Allowed


class Act(StrEnum):
    """One thing that a clinician may do with a course, or to begin one."""

    START = "start"
    CHOOSE = "choose"
    ADJUST = "adjust"
    HOLD = "hold"
    RESUME = "resume"
    STOP = "stop"
    COMPLETE = "complete"
    REPORTED = "reported"
    GIVEN = "given"
    ADHERENCE = "adherence"
    USED = "used"
    SIDE_EFFECT = "side-effect"


ORDERS = (Act.START, Act.CHOOSE, Act.ADJUST, Act.HOLD, Act.RESUME, Act.STOP, Act.COMPLETE)


def words(act: Act) -> str:
    """What it is called, with the letter that chooses it in a menu."""
    return {
        Act.START: _("&Start a medicine"),
        Act.CHOOSE: _("&Choose the dose"),
        Act.ADJUST: _("&Dose change"),
        Act.HOLD: _("&Hold"),
        Act.RESUME: _("&Resume"),
        Act.STOP: _("S&top"),
        Act.COMPLETE: _("&Complete"),
        Act.REPORTED: _("Reported at &home"),
        Act.GIVEN: _("Dose &given"),
        Act.ADHERENCE: _("Doses taken and &missed"),
        Act.USED: _("&Used as needed"),
        Act.SIDE_EFFECT: _("Side &effect"),
    }[act]


def acts_of(course: Course, allowed: Allowed) -> tuple[Act, ...]:
    """What this member may do with a course as it stands; where two doses overlap, to choose comes before any other."""
    running = course.status in (CourseStatus.ACTIVE, CourseStatus.PLANNED)
    orders: tuple[Act, ...] = ()
    if running:
        orders = (Act.CHOOSE if course.contested else Act.ADJUST, Act.HOLD, Act.STOP, Act.COMPLETE)
    elif course.status is CourseStatus.HELD:
        orders = (Act.RESUME, Act.STOP)
    needed = course.ordered is not None and course.ordered.as_needed
    observed = (Act.GIVEN, Act.USED if needed else Act.ADHERENCE, Act.SIDE_EFFECT) if running else (Act.SIDE_EFFECT,)
    return (*(orders if allowed.orders else ()), *(observed if allowed.observes else ()))
