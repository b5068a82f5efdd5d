"""What to check while a medicine is taken: cited schedules, transcribed by hand into dates where they give numbers.

A schedule that cannot be made a date shows its words and no date; the words of the source stand beside every date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from careboard.reference.medicines import matching
from careboard.reference.tables import Cited, rows, terms, whole

_EARLY_SHARE = 7


@dataclass(frozen=True, slots=True)
class Window:
    """Days after an event between which a check is wanted; it is due on the later one."""

    opens: int
    due: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """A check every so many days, as long as fewer than `until` days have passed since the start; None is for good."""

    every: int
    until: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringRule(Cited):
    """One thing to check, quoting its source row by `topic` and `parameter`.

    `counted_by` holds the LOINC codes or the instrument of which any one counts as the check. `scheme` names the
    guideline where sources disagree, so that a site can choose. `baseline` is the day after the start by which the
    first check must be there. `note` says what of the schedule is left to a person.
    """

    topic: str
    parameter: str
    schedule: str
    target: str
    applies_to: tuple[str, ...]
    measure: str
    counted_by: tuple[str, ...]
    scheme: str
    baseline: int | None
    first: Window | None
    after_change: Window | None
    repeats: tuple[Repeat, ...]
    note: str

    @property
    def dated(self) -> bool:
        """Whether dates can be computed from it."""
        return self.baseline is not None or bool(self.first or self.after_change or self.repeats)


@cache
def monitoring_rules() -> tuple[MonitoringRule, ...]:
    """Every rule; each row of the source is quoted by at least one."""
    quoted = {(row["drug_or_topic"], row["parameter"]): dict(row) for row in rows("monitoring")}
    written = map(dict, rows("monitoring_rules"))
    return tuple(_rule(row, quoted[row["drug_or_topic"], row["parameter"]]) for row in written)


def _rule(row: dict[str, str], quoted: dict[str, str]) -> MonitoringRule:
    return MonitoringRule(
        topic=row["drug_or_topic"],
        parameter=row["parameter"],
        schedule=quoted["schedule"],
        target=quoted["target_or_action"],
        applies_to=terms(row["applies_to"]),
        measure=row["measure"],
        counted_by=terms(row["counted_by"]),
        scheme=row["scheme"],
        baseline=whole(row["baseline"]),
        first=_window(row["first"]),
        after_change=_window(row["after_change"]),
        repeats=tuple(_repeat(phase) for phase in row["repeat"].split(";") if phase),
        note=row["note"],
        source=quoted["source"],
        status=quoted["status"],
    )


def _window(cell: str) -> Window | None:
    if not cell:
        return None
    opens, _dash, due = cell.partition("-")
    return Window(int(opens), int(due)) if due else Window(int(opens) - _early(int(opens)), int(opens))


def _repeat(phase: str) -> Repeat:
    every, _colon, until = phase.partition(":")
    return Repeat(int(every), whole(until))


def _early(days: int) -> int:
    """By how much a check may come early and still count: a day in a week, four days in four weeks."""
    return days // _EARLY_SHARE


def schemes(prefix: str) -> dict[str, str]:
    """Guidelines that differ and of which a site chooses one, such as those of "metabolic: ", each with its source."""
    rules = [rule for rule in reversed(monitoring_rules()) if rule.scheme.startswith(prefix)]
    return dict(sorted({rule.scheme.removeprefix(prefix).strip(): rule.cited for rule in rules}.items()))


def monitoring(words: str) -> tuple[MonitoringRule, ...]:
    """All that is to be watched with this medicine, or in a topic such as "refeeding", dated or not."""
    return tuple(rule for rule in monitoring_rules() if matching(words, *rule.applies_to))


def due_rules(words: str) -> tuple[MonitoringRule, ...]:
    """The rules for this medicine from which dates can be computed."""
    return tuple(rule for rule in monitoring(words) if rule.dated)


def next_due(
    rule: MonitoringRule, started: date, changed: Sequence[date] = (), done: Sequence[date] = ()
) -> date | None:
    """The earliest day on which the rule's check is still wanting, in the past if overdue; None if there is none.

    `changed` are the days of dose changes, `done` those of the checks, in any order. A check before the start
    counts as the baseline if it is no older than the rule's first interval.
    """
    wanting = [
        *_baseline(rule, started, done),
        *_unanswered(rule.first, [started], done),
        *_unanswered(rule.after_change, changed, done),
    ]
    return min(wanting) if wanting else _repeated(rule, started, done)


def _baseline(rule: MonitoringRule, started: date, done: Iterable[date]) -> list[date]:
    if rule.baseline is None or any(day >= _oldest_baseline(rule, started) for day in done):
        return []
    return [started + timedelta(rule.baseline)]


def _oldest_baseline(rule: MonitoringRule, started: date) -> date:
    interval = rule.first.due if rule.first else rule.repeats[0].every if rule.repeats else None
    return date.min if interval is None else started - timedelta(interval)


def _unanswered(window: Window | None, events: Iterable[date], done: Sequence[date]) -> list[date]:
    if window is None:
        return []
    opened = [event for event in events if not any(day >= event + timedelta(window.opens) for day in done)]
    return [event + timedelta(window.due) for event in opened]


def _repeated(rule: MonitoringRule, started: date, done: Iterable[date]) -> date | None:
    last = max([started, *done])
    day = (last - started).days
    for repeat in rule.repeats:
        if repeat.until is None or day + _early(repeat.every) < repeat.until:
            return last + timedelta(repeat.every)
    return None
