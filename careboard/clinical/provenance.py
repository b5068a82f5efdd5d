"""Where the words of a note come from: typed for it, or from a template, the chart or another text.

Only what was not typed is marked, passage by passage; every other word is the author's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from careboard.clinical.checks import need, refuse


class Origin(StrEnum):
    """Where words come from that were not typed. "template" is a phrase or a choice somebody wrote beforehand."""

    TEMPLATE = "template"
    PULLED = "pulled"
    PASTED = "pasted"


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of a section's text that was not typed; sections and characters are counted from 0."""

    section: int
    start: int
    length: int
    origin: Origin

    def __post_init__(self) -> None:
        refuse(self.section < 0 or self.start < 0, "A passage starts inside its section.")
        need(self.length > 0, "A passage has one character at least.")

    @property
    def stop(self) -> int:
        """The first character after it."""
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Provenance:
    """The passages of a note that were not typed, in the order of the text; none: every word was typed."""

    passages: tuple[Passage, ...] = ()

    def __post_init__(self) -> None:
        for one, after in zip(self.passages, self.passages[1:], strict=False):
            in_order = (one.section, one.stop) <= (after.section, after.start) or one.section < after.section
            need(in_order, "Passages follow each other and do not overlap.")

    def refuse_outside(self, texts: Sequence[str]) -> None:
        """Raise ValueError where a passage does not lie within these texts, one for each section."""
        for one in self.passages:
            inside = one.section < len(texts) and one.stop <= len(texts[one.section])
            need(inside, "A passage lies within the text of its section.")
