"""Which patients are shown: a fixed filter, and words that must all be found in what the row says of a patient.

A filter hides rows, never facts: how many there are without it is always said beside it.
"""

from enum import Enum

from careboard.i18n import gettext as _
from careboard.projections.caseload import CaseloadRow
from careboard.projections.stages import Stage
from careboard.projections.wording.response import RISK_LEVELS

STAGES = {
    Stage.REFERRED: (_("Referred"), _("Registered, not admitted yet")),
    Stage.RESIDENTIAL: (_("Residential"), _("Residential, inpatient or withdrawal management")),
    Stage.TRANSITION: (_("Transition"), _("A change of the level of care is recorded and lies ahead")),
    Stage.IOP: (_("IOP"), _("Intensive outpatient or partial hospitalization")),
    Stage.STEP_DOWN: (_("Step-down"), _("Outpatient after a higher level of care")),
    Stage.DISCHARGED: (_("Discharged"), _("The stay has ended")),
    Stage.OTHER: (_("Not known"), _("The record does not say at which of these levels the patient is")),
}


class Preset(Enum):
    """The fixed filters: their words, what they mean, and whom they show."""

    ALL = ("all", _("All"), _("Every patient within your reach"))
    REVIEW = (
        "review",
        _("Needs review"),
        _("Risk check overdue, PHQ-9 not halved by week 8, or a result that nobody acknowledged"),
    )
    MINE = ("mine", _("My patients"), _("You wrote the plan of care, or signed something in this stay"))
    UNREAD = ("unread", _("Unread"), _("Something in the chart is new to you"))

    @property
    def key(self) -> str:
        """What it is kept by."""
        return self.value[0]

    @property
    def words(self) -> str:
        """What it is called."""
        return self.value[1]

    @property
    def meaning(self) -> str:
        """Whom it shows, in words."""
        return self.value[2]

    def passes(self, row: CaseloadRow) -> bool:
        """Does it show this patient?"""
        match self:
            case Preset.ALL:
                return True
            case Preset.REVIEW:
                return bool(row.reviews)
            case Preset.MINE:
                return row.mine
            case Preset.UNREAD:
                return row.unread > 0


def preset_of(key: str) -> Preset:
    """The filter kept under a key; of an unknown one everybody."""
    return next((preset for preset in Preset if preset.key == key), Preset.ALL)


def has_words(row: CaseloadRow, words: str) -> bool:
    """Is every word found: in name, number, level of care, stage, risk, or who wrote the plan?"""
    text = _text(row)
    return all(word in text for word in words.casefold().split())


def _text(row: CaseloadRow) -> str:
    risk = _(RISK_LEVELS[row.risk]) if row.risk else ""
    parts = (row.named, row.preferred_name, row.mrn, row.level_of_care, STAGES[row.stage][0], risk, row.owner)
    return " ".join(parts).casefold()
