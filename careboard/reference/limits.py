"""Limits of cited sources that are numbers: dose caps, QTc, restarts after a gap, wash-out times.

They inform and never order; each quotes its row of the monitoring table, with that row's source and status.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from careboard.reference.medicines import matching
from careboard.reference.tables import Cited, rows, terms, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Cited):
    """A number that a dose (mg/day) or a QTc (ms) should not pass, or from which something is to be done.

    `over_age` limits it to people older than so many years; `condition` names what only a person can know.
    """

    applies_to: tuple[str, ...]
    kind: str
    from_value: bool
    value: Decimal
    unit: str
    over_age: int | None
    condition: str
    meaning: str

    def reached_by(self, measured: Decimal) -> bool:
        """Whether a dose or QTc in this limit's unit reaches it."""
        return measured >= self.value if self.from_value else measured > self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class RestartRule(Cited):
    """After how many hours without a medicine it is begun again from the start, and how; `alongside` narrows it."""

    applies_to: tuple[str, ...]
    alongside: tuple[str, ...]
    off_hours: int
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WashOut(Cited):
    """How many days must pass between stopping one medicine and starting another."""

    stopped: tuple[str, ...]
    started: tuple[str, ...]
    days: int


def dose_limits(words: str) -> tuple[Limit, ...]:
    """Every dose cap of this medicine, with the conditions under which each holds."""
    return tuple(limit for limit in _limits() if limit.kind == "dose" and matching(words, *limit.applies_to))


def dose_cap(words: str, age: int | None) -> Limit | None:
    """The lowest cap that holds by age alone, in mg/day; caps with a condition are for a person to judge."""
    holding = [limit for limit in dose_limits(words) if not limit.condition and _of_age(limit, age)]
    return min(holding, key=lambda limit: limit.value, default=None)


def qtc_limits(words: str) -> tuple[Limit, ...]:
    """The QTc limits of this medicine, in ms."""
    return tuple(limit for limit in _limits() if limit.kind == "QTc" and matching(words, *limit.applies_to))


def restart_rule(words: str, others: Sequence[str] = ()) -> RestartRule | None:
    """The rule for taking this medicine up again beside the others; of several that fit, the shortest gap."""
    mine = [rule for rule in _restart_rules() if matching(words, *rule.applies_to)]
    beside = [rule for rule in mine if any(matching(other, *rule.alongside) for other in others)]
    alone = [rule for rule in mine if not rule.alongside]
    return min(beside or alone, key=lambda rule: rule.off_hours, default=None)


def wash_out(stopped: str, started: str) -> WashOut | None:
    """The longest wash-out that stands between stopping the one and starting the other."""
    fitting = [rule for rule in _wash_outs() if matching(stopped, *rule.stopped) and matching(started, *rule.started)]
    return max(fitting, key=lambda rule: rule.days, default=None)


def _of_age(limit: Limit, age: int | None) -> bool:
    return limit.over_age is None or (age is not None and age > limit.over_age)


@cache
def _cited() -> dict[tuple[str, str], dict[str, str]]:
    return {
        (row["drug_or_topic"], row["parameter"]): {"source": row["source"], "status": row["status"]}
        for row in rows("monitoring")
    }


@cache
def _limits() -> tuple[Limit, ...]:
    return tuple(
        Limit(
            applies_to=terms(row["applies_to"]),
            kind=row["kind"],
            from_value=row["compare"] == "from",
            value=Decimal(row["value"]),
            unit=row["unit"],
            over_age=whole(row["over_age"]),
            condition=row["condition"],
            meaning=row["meaning"],
            **_cited()[row["drug_or_topic"], row["parameter"]],
        )
        for row in rows("limits")
    )


@cache
def _restart_rules() -> tuple[RestartRule, ...]:
    return tuple(
        RestartRule(
            applies_to=terms(row["applies_to"]),
            alongside=terms(row["alongside"]),
            off_hours=int(row["off_hours"]),
            how=row["how"],
            **_cited()[row["drug_or_topic"], row["parameter"]],
        )
        for row in rows("restart_rules")
    )


@cache
def _wash_outs() -> tuple[WashOut, ...]:
    return tuple(
        WashOut(
            stopped=terms(row["stopped"]),
            started=terms(row["started"]),
            days=int(row["days"]),
            **_cited()[row["drug_or_topic"], row["parameter"]],
        )
        for row in rows("washouts")
    )
