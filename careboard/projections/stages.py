"""Where in care a patient stands, as a column of the board: only as far as admissions, levels and discharges say.

Nothing is guessed: what the record does not know stands in a stage of its own, in words.
"""

from datetime import datetime
from enum import StrEnum

from careboard.clinical.episode import LevelOfCare, LevelOfCareChange
from careboard.projections.chart import Chart
from careboard.projections.moments import has_begun


class Stage(StrEnum):
    """The columns of the board, from left to right."""

    REFERRED = "referred"
    RESIDENTIAL = "residential"
    TRANSITION = "transition"
    IOP = "iop"
    STEP_DOWN = "step-down"
    DISCHARGED = "discharged"
    OTHER = "other"


_STAGE_OF = {
    LevelOfCare.INPATIENT: Stage.RESIDENTIAL,
    LevelOfCare.WITHDRAWAL_MANAGEMENT: Stage.RESIDENTIAL,
    LevelOfCare.RESIDENTIAL: Stage.RESIDENTIAL,
    LevelOfCare.PARTIAL_HOSPITALIZATION: Stage.IOP,
    LevelOfCare.INTENSIVE_OUTPATIENT: Stage.IOP,
}


def stage_of(chart: Chart, now: datetime) -> Stage:
    """The stage: discharged, about to change, at a level of care, or registered and not admitted.

    Outpatient care is a step down where a higher level was given before it in this record.
    """
    stay = chart.stay
    level = stay.level_of_care
    if stay.discharge is not None:
        return Stage.DISCHARGED
    if level is None and stay.admission is None:
        return Stage.REFERRED
    if next_level(chart, now) is not None:
        return Stage.TRANSITION
    if level is None:
        return Stage.OTHER
    given = level.change.content.given.setting
    before = stay.levels[: stay.levels.index(level.change)]
    stepped = given is LevelOfCare.OUTPATIENT and any(one.content.given.setting in _STAGE_OF for one in before)
    return _STAGE_OF.get(given, Stage.STEP_DOWN if stepped else Stage.OTHER)


def next_level(chart: Chart, now: datetime) -> LevelOfCareChange | None:
    """The change to another setting that is recorded and lies ahead, the first of them."""
    level = chart.stay.level_of_care
    given = level.change.content.given.setting if level is not None else None
    ahead = [one.content for one in chart.stay.levels if not has_begun(one.content.effective_from, now, chart.zone)]
    others = [one for one in ahead if one.given.setting is not given]
    return min(others, key=lambda one: one.effective_from.iso, default=None)
