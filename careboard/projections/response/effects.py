"""Side effects as spans of time, each with the medicines that are suspected.

One that has not ended goes on; a later state of the same one takes its place.
"""

from dataclasses import dataclass

from careboard.clinical.condition import Severity
from careboard.clinical.response import SideEffect
from careboard.clinical.values import EntryId, When
from careboard.projections.standing import Record


@dataclass(frozen=True, slots=True)
class SideEffectSpan:
    """One side effect, from its onset to its end; `medicines` names those of the suspected courses."""

    entry: EntryId
    effect: str
    severity: Severity
    onset: When
    ended: When | None
    suspected: tuple[EntryId, ...]
    medicines: tuple[str, ...]


def side_effects(record: Record) -> tuple[SideEffectSpan, ...]:
    """Every side effect, oldest first."""
    return tuple(
        SideEffectSpan(
            entry=stated.entry.id,
            effect=stated.content.effect.text,
            severity=stated.content.severity,
            onset=stated.content.onset,
            ended=stated.content.ended,
            suspected=stated.content.suspected,
            medicines=tuple(record.names.get(course, "a medicine") for course in stated.content.suspected),
        )
        for stated in record.of(SideEffect)
    )
