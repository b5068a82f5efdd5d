"""What the clinic decided that charts depend on, read from the settings in its own stream.

The newest setting of a name counts; an empty value returns to the program's default.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from careboard.clinical.clinic import SiteSetting
from careboard.clinical.entry import Entry
from careboard.projections.duties import Duty, duties
from careboard.projections.own_scales import OwnScale
from careboard.projections.own_scales import read_kept as read_own_scales
from careboard.projections.standing import Stated, standing
from careboard.projections.strengths import Strengths, read_kept

SUICIDALITY_DAYS = "suicidality-check-days"
METABOLIC_SCHEME = "metabolic-monitoring"
CRISIS_LINES = "crisis-lines"
STRENGTHS = "strengths"
CRISIS_LINES_IN_SPANISH = "crisis-lines-es"
PHONE = "phone"
OWN_SCALES = "own-scales"
ANTIDEPRESSANT_WEEKS, ANTIPSYCHOTIC_WEEKS = "trial-weeks-antidepressant", "trial-weeks-antipsychotic"
LONGEST_WAIT = 3  # digits of a number of days


@dataclass(frozen=True, slots=True)
class Site:
    """The clinic's choices. None and "" mean that none was made.

    `suicidality_days`: so many days after an antidepressant was started or changed under 25 a check is due.
    `strengths`: the doses by which the dose sheet steps, for each medicine that has such a list.
    `metabolic_scheme`: which guideline of metabolic monitoring holds where they differ, by its name in the cited table.
    `phone`: where the clinic is reached about what it hands out. `own_scales`: forms that it defined for itself.
    `antidepressant_weeks`, `antipsychotic_weeks`: so many at the lowest usual dose or above make a trial adequate.
    `duties`: which roles have to acknowledge what, each decision with the time while it stood.
    """

    suicidality_days: int | None = None
    metabolic_scheme: str = ""
    crisis_lines: str = ""
    strengths: tuple[Strengths, ...] = ()
    crisis_lines_in_spanish: str = ""
    phone: str = ""
    own_scales: tuple[OwnScale, ...] = ()
    antidepressant_weeks: int | None = None
    antipsychotic_weeks: int | None = None
    duties: tuple[Duty, ...] = ()


def settings(entries: Iterable[Entry]) -> dict[str, str]:
    """Every setting of the clinic's stream by its name; those that returned to the default are left out."""
    return _newest(standing(entries).of(SiteSetting))


def _newest(decisions: Iterable[Stated[SiteSetting]]) -> dict[str, str]:
    found = {one.content.setting: one.content.value for one in decisions}
    return {name: value for name, value in found.items() if value}


def site_of(entries: Iterable[Entry]) -> Site:
    """The choices in the clinic's stream; a number that cannot be read counts as none."""
    decisions = standing(entries).of(SiteSetting)
    chosen = _newest(decisions)
    return Site(
        suicidality_days=_number(chosen.get(SUICIDALITY_DAYS, "")),
        metabolic_scheme=chosen.get(METABOLIC_SCHEME, ""),
        crisis_lines=chosen.get(CRISIS_LINES, ""),
        strengths=read_kept(chosen.get(STRENGTHS, "")),
        crisis_lines_in_spanish=chosen.get(CRISIS_LINES_IN_SPANISH, ""),
        phone=chosen.get(PHONE, ""),
        own_scales=read_own_scales(chosen.get(OWN_SCALES, "")),
        antidepressant_weeks=_number(chosen.get(ANTIDEPRESSANT_WEEKS, "")) or None,
        antipsychotic_weeks=_number(chosen.get(ANTIPSYCHOTIC_WEEKS, "")) or None,
        duties=duties(decisions),
    )


def _number(told: str) -> int | None:
    return int(told) if told.isascii() and told.isdigit() and len(told) <= LONGEST_WAIT else None
