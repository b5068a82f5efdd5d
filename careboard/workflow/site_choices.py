"""What the clinic decides about itself from the desktop: who may, and what it keeps in its own stream.

A decision is one more entry there; the newest of a name counts, and an empty one returns to the program's default.
"""

from dataclasses import dataclass

from careboard.clinical.clinic import SiteSetting
from careboard.projections.clinic_time import TWELVE, TWENTY_FOUR
from careboard.projections.own_scales import OwnScale
from careboard.projections.own_scales import kept as own_scales_kept
from careboard.projections.reaching import Reaching, reaching
from careboard.projections.site import CRISIS_LINES, CRISIS_LINES_IN_SPANISH, OWN_SCALES, PHONE, STRENGTHS
from careboard.projections.strengths import Strengths, kept
from careboard.workflow.clinic import (
    CARE_TEAMS,
    CHOSEN,
    CLINIC_NAME,
    HOURS,
    LOCK_MINUTES,
    TIME_ZONE,
    chosen_teams,
    lock_minutes,
    refuse_unknown_zone,
    setting,
    time_zone,
)
from careboard.workflow.founding import refuse_nameless
from careboard.workflow.session import Session


def may_decide(session: Session) -> bool:
    """May whoever is signed in decide for the clinic? Administrators and supervisors, unless its policy says others."""
    return session.vault.registry.policy.may_write_schema("site-setting", session.me.roles)


def strengths_of(session: Session) -> tuple[Strengths, ...]:
    """The doses by which the clinic's dose sheet steps."""
    return session.site.strengths


def keep_strengths(session: Session, strengths: tuple[Strengths, ...]) -> tuple[Strengths, ...]:
    """Keep other lists; returns them as they stand from now on. NotAllowed where the role may not decide."""
    session.append(session.vault.registry.clinic_stream, SiteSetting(STRENGTHS, kept(strengths)))
    return session.site.strengths


def own_scales_of(session: Session) -> tuple[OwnScale, ...]:
    """The forms that the clinic defined for itself."""
    return session.site.own_scales


def keep_own_scales(session: Session, scales: tuple[OwnScale, ...]) -> tuple[OwnScale, ...]:
    """Keep other forms; returns them as they stand from now on. NotAllowed where the role may not decide."""
    session.append(session.vault.registry.clinic_stream, SiteSetting(OWN_SCALES, own_scales_kept(scales)))
    return session.site.own_scales


def reaching_of(session: Session) -> Reaching:
    """How the clinic is reached, as its papers print it."""
    return reaching(session.site)


def keep_reaching(session: Session, wanted: Reaching) -> Reaching:
    """Keep what is other than it was; returns it as it stands from now on. NotAllowed where the role may not decide."""
    kept_now = _reaching_settings(reaching_of(session))
    changed = [one for one in _reaching_settings(wanted) if one not in kept_now]
    if changed:
        session.append_each(session.vault.registry.clinic_stream, changed)
    return reaching_of(session)


def lock_minutes_of(session: Session) -> int:
    """After how many minutes without a touch a desktop locks."""
    return lock_minutes(session.vault)


def keep_lock_minutes(session: Session, minutes: int) -> int:
    """Let desktops lock after so many minutes, 3 to 15; returns what holds. NotAllowed for who may not decide."""
    session.append(session.vault.registry.clinic_stream, SiteSetting(LOCK_MINUTES, str(minutes)))
    return lock_minutes(session.vault)


@dataclass(frozen=True, slots=True)
class Named:
    """What the clinic is called on every paper, and the time zone that decides what a day is there."""

    name: str
    zone: str


def named_of(session: Session) -> Named:
    """As it stands."""
    return Named(session.clinic, time_zone(session.vault))


def keep_named(session: Session, wanted: Named) -> Named:
    """Keep what is other than it was; returns what holds from now on. NotAllowed where the role may not decide."""
    refuse_nameless(wanted.name)
    refuse_unknown_zone(wanted.zone)
    before = named_of(session)
    pairs = ((CLINIC_NAME, before.name, wanted.name), (TIME_ZONE, before.zone, wanted.zone))
    changed = [SiteSetting(setting, now) for setting, was, now in pairs if was != now]
    if changed:
        session.append_each(session.vault.registry.clinic_stream, changed)
    return named_of(session)


def hours_of(session: Session) -> str:
    """How hours are told: "24", or "12" with AM and PM."""
    return TWELVE if setting(session.vault, HOURS) == TWELVE else TWENTY_FOUR


def keep_hours(session: Session, hours: str) -> str:
    """Tell hours so, wherever a time is told, from now on; NotAllowed where the role may not decide."""
    session.append(session.vault.registry.clinic_stream, SiteSetting(HOURS, hours))
    return hours_of(session)


def care_teams_of(session: Session) -> str:
    """Whether the clinic chooses who is on a new chart's care team ("chosen"), or everybody who treats is ("")."""
    return CHOSEN if chosen_teams(session.vault) else ""


def keep_care_teams(session: Session, teams: str) -> str:
    """Decide so for charts that begin from now on; NotAllowed where the role may not decide."""
    session.append(session.vault.registry.clinic_stream, SiteSetting(CARE_TEAMS, teams))
    return care_teams_of(session)


def _reaching_settings(known: Reaching) -> tuple[SiteSetting, ...]:
    return (
        SiteSetting(PHONE, known.phone),
        SiteSetting(CRISIS_LINES, known.crisis_line),
        SiteSetting(CRISIS_LINES_IN_SPANISH, known.crisis_line_in_spanish),
    )
