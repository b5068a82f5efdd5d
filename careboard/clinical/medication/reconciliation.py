"""The medicines of a patient laid side by side at a transition, and one decision for each (NPSG.03.06.01).

A decision orders nothing: whatever changes is an entry of its own.
"""

from dataclasses import dataclass
from enum import StrEnum

from careboard.clinical.checks import blank, need, need_id, need_words, refuse
from careboard.clinical.dosage import Dosage
from careboard.clinical.values import EntryId, MemberId


class Decision(StrEnum):
    """What becomes of one medicine at a transition (NPSG.03.06.01)."""

    CONTINUE = "continue"
    CHANGE = "change"
    STOP = "stop"
    NEW = "new"
    HOLD = "hold"
    VERIFY = "verify"


@dataclass(frozen=True, slots=True)
class ReconciledMedicine:
    """The decision on one course. `dosage` is how the medicine is taken from now on.

    A decision changes no regimen: a dose change, hold or stop is an entry of its own. But to continue confirms a course
    that was only reported or imported, and with `dosage` the dose of one that was not confirmed.
    """

    course: EntryId
    decision: Decision
    reason: str = ""
    dosage: Dosage | None = None

    def __post_init__(self) -> None:
        need_id(self.course)
        plain = self.decision in (Decision.CONTINUE, Decision.NEW)
        refuse(not plain and blank(self.reason), "To change, stop, hold or verify a medicine needs a reason.")
        ended = self.decision in (Decision.STOP, Decision.HOLD, Decision.VERIFY)
        refuse(ended and self.dosage, "Only a medicine that goes on has a dose.")


class Occasion(StrEnum):
    """At which point the medicines were compared."""

    ADMISSION = "admission"
    TRANSFER = "transfer"
    DISCHARGE = "discharge"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One decision for each medicine of a patient. `compared` says which lists were laid side by side."""

    occasion: Occasion
    medicines: tuple[ReconciledMedicine, ...]
    compared: str
    none_taken: bool = False
    ordered_by: MemberId | None = None

    def __post_init__(self) -> None:
        need(bool(self.medicines) is not self.none_taken, "Either medicines are decided on, or none is taken.")
        courses = [medicine.course for medicine in self.medicines]
        refuse(len(set(courses)) != len(courses), "One medicine has one decision.")
        need_words(self.compared, "A reconciliation says which lists were compared.")
        need_id(self.ordered_by)
