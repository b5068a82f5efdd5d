"""Published dose equivalents of antidepressants and antipsychotics, each by its method.

Methods disagree, so none is preferred: every row that speaks of a medicine is shown with its method and source.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from careboard.reference.medicines import mentions
from careboard.reference.tables import Cited, rows

_FLUOXETINE = Decimal(40)


@dataclass(frozen=True, slots=True, kw_only=True)
class AntidepressantEquivalent(Cited):
    """The dose in mg a day that equals 40 mg of fluoxetine a day."""

    drug: str
    equal_to_fluoxetine_40: Decimal

    def fluoxetine(self, daily: Decimal) -> Decimal:
        """The fluoxetine dose that equals this daily dose, both in mg a day, not rounded."""
        return daily * _FLUOXETINE / self.equal_to_fluoxetine_40


@dataclass(frozen=True, slots=True, kw_only=True)
class AntipsychoticEquivalent(Cited):
    """How many mg of oral chlorpromazine equal one mg, by a method and a route (oral, sai, lai).

    `sai` is a short-acting and `lai` a long-acting injection; for the latter the daily amount is the dose divided by
    the days between injections.
    """

    drug: str
    method: str
    route: str
    factor: Decimal

    def chlorpromazine(self, daily: Decimal) -> Decimal:
        """The oral chlorpromazine dose that equals this daily dose, both in mg a day, not rounded."""
        return daily * self.factor


@cache
def antidepressant_equivalents() -> tuple[AntidepressantEquivalent, ...]:
    """Every row."""
    return tuple(
        AntidepressantEquivalent(
            drug=row["drug"],
            equal_to_fluoxetine_40=Decimal(row["mg_per_day_equal_to_fluoxetine_40"]),
            source=row["source"],
            status=row["status"],
        )
        for row in rows("equivalence_antidepressant")
    )


@cache
def antipsychotic_equivalents() -> tuple[AntipsychoticEquivalent, ...]:
    """Every row."""
    return tuple(
        AntipsychoticEquivalent(
            drug=row["drug"],
            method=row["method"],
            route=row["route"],
            factor=Decimal(row["factor_mg_reference_per_mg_drug"]),
            source=row["source"],
            status=row["status"],
        )
        for row in rows("equivalence_antipsychotic")
    )


def antidepressant_equivalent(words: str) -> AntidepressantEquivalent | None:
    """The row of the antidepressant that the words name."""
    return next((row for row in antidepressant_equivalents() if mentions(words, row.drug)), None)


def antipsychotic_equivalents_of(words: str, route: str = "oral") -> tuple[AntipsychoticEquivalent, ...]:
    """The rows of the antipsychotic that the words name, one per method, for a route."""
    return tuple(row for row in antipsychotic_equivalents() if row.route == route and mentions(words, row.drug))
