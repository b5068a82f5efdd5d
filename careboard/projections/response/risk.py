"""Risk as clinicians judged it, with its direction; and what makes a new judgement due.

A screen never sets the level: a positive one makes a risk assessment due, until a clinician gives it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from careboard.clinical.entry import Entry
from careboard.clinical.response import RiskAssessment, RiskLevel, RiskOf
from careboard.clinical.values import EntryId, When
from careboard.i18n import filled
from careboard.projections.course import Course, CourseStatus, StepKind
from careboard.projections.moments import first_day, has_begun
from careboard.projections.response.scores import Scale, Score
from careboard.projections.standing import Record, Stated
from careboard.projections.wording.response import RISK_LEVELS
from careboard.projections.wording.times import when
from careboard.projections.wording.voice import Voice
from careboard.reference.medicines import matching

# What nobody could determine is never lower than a level that somebody judged to be moderate.
_ORDER = (RiskLevel.LOW, RiskLevel.MODERATE, RiskLevel.NOT_DETERMINED, RiskLevel.HIGH, RiskLevel.IMMINENT)
_UNDER = 25  # facts/monitoring.csv: "antidepressant <25 y"


@dataclass(frozen=True, slots=True)
class RiskStanding:
    """The clinician's level of one kind of risk, and the one before it."""

    now: Stated[RiskAssessment]
    before: Stated[RiskAssessment] | None

    @property
    def risk_of(self) -> RiskOf:
        """Risk of what."""
        return self.now.content.risk_of

    @property
    def level(self) -> RiskLevel:
        """The level."""
        return self.now.content.level

    @property
    def worsening(self) -> bool:
        """Is the level higher than before?"""
        return self.before is not None and _ORDER.index(self.level) > _ORDER.index(self.before.content.level)

    def day(self, voice: Voice) -> str:
        """The day of the judgement."""
        return _day(self.now.entry, voice)

    def told(self, voice: Voice) -> str:
        """The level with its direction: "Moderate, was Low 09-Sep-2026"; or since when it is known unchanged."""
        level = voice(RISK_LEVELS[self.level])
        if self.before is None:
            return level
        was, day = voice(RISK_LEVELS[self.before.content.level]), _day(self.before.entry, voice)
        if self.before.content.level is self.level:
            return voice("{level}, unchanged since {day}", level=level, day=day)
        return voice("{level}, was {before} {day}", level=level, before=was, day=day)


def _day(entry: Entry, voice: Voice) -> str:
    words = when(entry.at if entry.at.iso else When.at(entry.recorded_at), voice)
    return words.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due because of an entry. `on` is the day; None: at once."""

    entry: EntryId
    text: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """Every kind of risk that was judged, suicide first, and what is due."""

    standings: tuple[RiskStanding, ...]
    due: tuple[Due, ...]

    def of(self, kind: RiskOf) -> RiskStanding | None:
        """The standing of one kind of risk."""
        return next((standing for standing in self.standings if standing.risk_of is kind), None)

    @property
    def suicide(self) -> RiskStanding | None:
        """The risk of suicide, as it is shown in the banner."""
        return self.of(RiskOf.SUICIDE)

    @property
    def worsening(self) -> bool:
        """Is any level higher than it was?"""
        return any(standing.worsening for standing in self.standings)

    @property
    def highest(self) -> RiskStanding | None:
        """The kind of risk with the highest level."""
        return max(self.standings, key=lambda one: _ORDER.index(one.level), default=None)


def risk(record: Record, scales: Iterable[Scale]) -> Risk:
    """The clinicians' levels, and the positive screens that no clinician has answered yet."""
    assessments = record.of(RiskAssessment)
    kinds: dict[RiskOf, list[Stated[RiskAssessment]]] = {}
    for stated in assessments:
        kinds.setdefault(stated.content.risk_of, []).append(stated)
    standings = [RiskStanding(several[-1], several[-2] if len(several) > 1 else None) for several in kinds.values()]
    standings.sort(key=lambda one: tuple(RiskOf).index(one.risk_of))
    return Risk(tuple(standings), tuple(_unanswered_screens(record, assessments, scales)))


def _unanswered_screens(
    record: Record, assessments: Sequence[Stated[RiskAssessment]], scales: Iterable[Scale]
) -> Iterable[Due]:
    used = {screen for stated in assessments for screen in stated.content.screens}
    judged = [stated.entry.order for stated in assessments if stated.content.risk_of is RiskOf.SUICIDE]
    last = max(judged, default=None)
    for scale in scales:
        for score in scale.scores:
            after = last is None or record.by_id[score.entry].order > last
            if score.positive and after and score.entry not in used:
                yield Due(score.entry, _screen_due(scale))


def _screen_due(scale: Scale) -> str:
    item = filled(" (item {n})", n=scale.instrument.risk_item) if scale.instrument.risk_item else ""
    told = "{name} is positive for suicide risk{item}: a risk assessment is due."
    return filled(told, name=scale.instrument.name, item=item)


def suicidality_checks(
    record: Record,
    courses: Iterable[Course],
    scales: Iterable[Scale],
    birth_date: When | None,
    now: datetime,
    zone: ZoneInfo,
    interval: int | None,
) -> tuple[Due, ...]:
    """A check for suicidality after an antidepressant was started or changed under 25, at the site's interval.

    `interval` is in days; None, where the site has set none, makes it due on the day itself. A risk assessment or a
    screen since then answers it.
    """
    checks = _days_of_checks(record, scales, zone)
    due = []
    for course in courses:
        if course.status is CourseStatus.ACTIVE and matching(course.words, "antidepressant"):
            event = _last_event(course, now, zone)
            if event and _younger(birth_date, event[1], zone) and not any(day > event[1] for day in checks):
                told = "Check for suicidality: {medicine} was started or changed, patient under {age} years"
                text = filled(told, medicine=course.name, age=_UNDER)
                due.append(Due(event[0], text, event[1] + timedelta(interval or 0)))
    return tuple(due)


def _days_of_checks(record: Record, scales: Iterable[Scale], zone: ZoneInfo) -> set[date]:
    whens = [stated.entry.at for stated in record.of(RiskAssessment) if stated.content.risk_of is RiskOf.SUICIDE]
    asked = [score.at for scale in scales for score in scale.scores if _asks_about_suicide(scale, score)]
    return {day for at in (*whens, *asked) if (day := first_day(at, zone)) is not None}


def _asks_about_suicide(scale: Scale, score: Score) -> bool:
    return score.risk_answer is not None or scale.instrument.method == "triage"


def _last_event(course: Course, now: datetime, zone: ZoneInfo) -> tuple[EntryId, date] | None:
    kinds = (StepKind.STARTED, StepKind.CHANGED, StepKind.RESUMED)
    steps = [step for step in course.steps if step.kind in kinds and has_begun(step.at, now, zone)]
    days = [(step.entry, day) for step in steps if (day := first_day(step.at, zone)) is not None]
    return days[-1] if days else None


def _younger(birth_date: When | None, on: date, zone: ZoneInfo) -> bool:
    born = first_day(birth_date, zone)
    return born is not None and age(born, on) < _UNDER


def age(born: date, on: date) -> int:
    """Whole years of life on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
