"""What a clinic decides about how charts are read, as a person types it: weeks of a trial, days until a check.

What is no such number is refused with a sentence; nothing typed returns to the program's own.
"""

from dataclasses import dataclass

from careboard.i18n import gettext as _
from careboard.projections.site import Site

MOST_WEEKS, MOST_DAYS = 52, 90


@dataclass(frozen=True, slots=True)
class CareChoices:
    """Weeks of an adequate trial, days until suicidality is checked under 25, and whose metabolic monitoring holds.

    None and "" mean that the clinic has decided nothing.
    """

    antidepressant_weeks: int | None = None
    antipsychotic_weeks: int | None = None
    suicidality_days: int | None = None
    metabolic_scheme: str = ""


def care_choices(site: Site) -> CareChoices:
    """As the clinic's choices have it."""
    return CareChoices(
        site.antidepressant_weeks, site.antipsychotic_weeks, site.suicidality_days, site.metabolic_scheme
    )


def typed_weeks(text: str) -> int | None:
    """Weeks as they were typed; raises ValueError with a sentence."""
    return _typed(text, 1, MOST_WEEKS, _("Write whole weeks, from {least} to {most}."))


def typed_days(text: str) -> int | None:
    """Days as they were typed; raises ValueError with a sentence."""
    return _typed(text, 0, MOST_DAYS, _("Write whole days, from {least} to {most}."))


def _typed(text: str, least: int, most: int, told: str) -> int | None:
    words = text.strip()
    if not words:
        return None
    if not (words.isascii() and words.isdigit() and len(words) <= 3 and least <= int(words) <= most):
        raise ValueError(told.format(least=least, most=most))
    return int(words)
