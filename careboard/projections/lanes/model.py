"""What every lane has: a name, sections in their order, the value at a moment, and marks that can be named one by one.

A mark's name says everything that its drawing says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from careboard.clinical.values import EntryId
from careboard.projections.wording.voice import Voice
from careboard.reference.tall_man import Span

__all__ = ["NONE", "Lane", "Mark", "Section", "Span", "Tone", "Value", "none_yet", "plain_title"]


class Section(StrEnum):
    """The parts of the chart, from top to bottom."""

    CARE = "care"
    DOSES = "doses"
    EFFECTS = "effects"
    SCORES = "scores"
    MEASURES = "measures"


class Tone(StrEnum):
    """How a value is meant, beside its words."""

    PLAIN = "plain"
    QUIET = "quiet"
    CAUTION = "caution"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Value:
    """What a lane answers: the value, its date, what stands beside it (the one before), and a warning.

    `eased`: what the warning is about has become better, so it is told without alarm.
    """

    strong: str
    dated: str = ""
    beside: str = ""
    tone: Tone = Tone.PLAIN
    warning: str = ""
    eased: bool = False

    @property
    def words(self) -> str:
        """All of it in one line."""
        return ", ".join(part for part in (self.at_the_line, self.warning, self.beside) if part)

    @property
    def at_the_line(self) -> str:
        """The value with its date: "14 on 02-Sep"."""
        return f"{self.strong} {self.dated}".strip()


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that is drawn, where it stands in days, and its name for who cannot see it."""

    entry: EntryId
    start: float
    end: float | None
    name: str


class Lane(Protocol):
    """One row of the chart. `key` names it from one chart of a patient to the next."""

    @property
    def key(self) -> str:
        """Its name among the lanes of a patient."""

    @property
    def section(self) -> Section:
        """Where it stands."""

    @property
    def title(self) -> tuple[Span, ...]:
        """What it is called, with tall-man letters."""

    @property
    def caption(self) -> str:
        """What stands under its name."""

    def value(self, at: float) -> Value:
        """The last value at or before a moment, dated."""

    def marks(self) -> Sequence[Mark]:
        """Everything that is drawn in it, oldest first."""

    def reaches(self, start: float, end: float) -> bool:
        """Is anything of it between two moments?"""


NONE = "none"


def none_yet(voice: Voice) -> Value:
    """The answer before the first value."""
    return Value(voice(NONE), tone=Tone.QUIET)


def plain_title(lane: Lane) -> str:
    """The name of a lane as text."""
    return "".join(span.text for span in lane.title)
