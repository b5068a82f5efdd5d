"""What a summary is made of: blocks of lines under headings, medicines with their decisions, and what is missing.

A block that has nothing says so; a missing thing says from whom it comes and where it belongs.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from careboard.clinical.medication.reconciliation import Decision
from careboard.clinical.values import EntryId
from careboard.projections.summary.additions import Section
from careboard.projections.wording.medicine import MedicationLine
from careboard.projections.wording.voice import Line


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and its lines. `key` names it in JSON and for jumps; `section` where it is one of the six required."""

    key: str
    heading: str
    lines: tuple[Line, ...] = ()
    section: Section | None = None

    @property
    def recorded(self) -> bool:
        """Is there anything in it? Else it prints "Not recorded"."""
        return bool(self.lines)


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision on a medicine: what, why, who and when. `by` is empty until the summary is signed."""

    decision: Decision
    words: str
    reason: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class SummaryMedicine:
    """One medicine of the list: how it is taken, for what, how it stands, its last dose, and the decision on it.

    `dose` is "not confirmed" where it is not known. `taken` is False for one that is suspended or has not begun.
    `decided` is None where nobody has decided.
    """

    course: EntryId
    line: MedicationLine
    name: str
    dose: str
    route: str
    frequency: str
    purpose: str
    standing: str
    taken: bool
    note: str
    last_dose: str
    next_due: str
    decided: Decided | None


class Lack(StrEnum):
    """Why something is missing."""

    SECTION = "section"
    MEDICINE = "medicine"
    SIGNATURE = "signature"
    CONSENT = "consent"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that stands between a draft and its issue: a sentence, from whom it comes, and what it is about.

    `about` is the key of a block, the id of a course, or the text that waits for its wording.
    """

    lack: Lack
    text: str
    from_whom: str
    about: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a good summary has and this one has not. It prints "Not recorded" and does not block."""

    text: str
    from_whom: str
    about: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose summary it is: at least two of these stand on every page."""

    name: str
    spoken_name: str
    born: str
    age: str
    sex: str
    mrn: str
    pronouns: str


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """One total of a scale, for the table and the small chart."""

    on: str
    at: datetime
    total: str
    level: str
    risk_answer: str


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A scale over the stay: its totals, its direction, and the limits of its bands."""

    name: str
    points: tuple[ScorePoint, ...]
    told: str
    bands: tuple[tuple[int, int, str], ...]
