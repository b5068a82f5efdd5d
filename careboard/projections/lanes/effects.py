"""The lanes of side effects: one row per effect, its spells one after the other, with the medicines suspected.

A spell that has no end goes on until now, and never into the future; a new state of it begins where it was seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from careboard.clinical.condition import Severity
from careboard.clinical.values import EntryId
from careboard.projections.lanes.days import ENDLESS, Calendar, end_of, is_exact, start_of
from careboard.projections.lanes.model import Mark, Section, Span, Tone, Value, none_yet
from careboard.projections.response.effects import SideEffectSpan
from careboard.projections.wording.voice import joined
from careboard.reference.tall_man import tall_man_spans

_WORDS = {
    Severity.MILD: "mild",
    Severity.MODERATE: "moderate",
    Severity.SEVERE: "severe",
}


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch of a side effect of one severity."""

    entry: EntryId
    start: float
    end: float
    severity: Severity
    words: str
    suspected: str
    exact: bool


@dataclass(frozen=True, slots=True)
class EffectLane:
    """One side effect."""

    key: str
    title: tuple[Span, ...]
    spells: tuple[Spell, ...]
    calendar: Calendar
    section: Section = field(default=Section.EFFECTS)
    caption: str = ""

    def value(self, at: float) -> Value:
        """How strong it is at a moment, and since when."""
        voice = self.calendar.voice
        felt = [spell for spell in self.spells if spell.start <= at < spell.end]
        if felt:
            since = voice("since {day}", day=self.calendar.short(felt[-1].start))
            return Value(felt[-1].words, since, tone=Tone.ALARM if felt[-1].severity is Severity.SEVERE else Tone.PLAIN)
        over = [spell.end for spell in self.spells if spell.end <= at]
        if not over:
            return none_yet(voice)
        return Value(voice("none"), voice("since {day}", day=self.calendar.short(max(over))), tone=Tone.QUIET)

    def marks(self) -> Sequence[Mark]:
        """Every spell, by name."""
        return [
            Mark(spell.entry, spell.start, None if spell.end == ENDLESS else spell.end, self._name(spell))
            for spell in self.spells
        ]

    def reaches(self, start: float, end: float) -> bool:
        """Was it felt between two moments?"""
        return any(spell.start < end and spell.end > start for spell in self.spells)

    def _name(self, spell: Spell) -> str:
        voice, since = self.calendar.voice, self.calendar.long(spell.start)
        what = "".join(span.text for span in self.title).partition(",")[0]
        until = "" if spell.end == ENDLESS else self.calendar.long(spell.end - 0.5)
        days = voice("{start} to {end}", start=since, end=until) if until else voice("since {day}", day=since)
        blamed = voice("{medicine} suspected", medicine=spell.suspected) if spell.suspected else ""
        return joined([f"{what} {spell.words} {days}", blamed])


def effect_lanes(effects: Sequence[SideEffectSpan], calendar: Calendar) -> tuple[EffectLane, ...]:
    """One lane for each side effect, the one that began last first."""
    named: dict[str, list[tuple[float, SideEffectSpan]]] = {}
    for effect in effects:
        if (start := start_of(effect.onset, calendar.zone)) is not None:
            named.setdefault(effect.effect.strip().casefold(), []).append((start, effect))
    lanes = [_lane(name, sorted(several, key=lambda one: one[0]), calendar) for name, several in named.items()]
    return tuple(sorted(lanes, key=lambda lane: -lane.spells[-1].start))


def _lane(name: str, several: Sequence[tuple[float, SideEffectSpan]], calendar: Calendar) -> EffectLane:
    starts = [start for start, _effect in several]
    blamed = joined(dict.fromkeys(medicine for _start, effect in several for medicine in effect.medicines), " + ")
    what = several[-1][1].effect.strip()
    title = what[:1].upper() + what[1:] + (f", {blamed}?" if blamed else "")
    spells = (
        _spell(start, effect, [*starts[index + 1 :], ENDLESS][0], calendar)
        for index, (start, effect) in enumerate(several)
    )
    return EffectLane(f"effect:{name}", tall_man_spans(title), tuple(s for s in spells if s.end > s.start), calendar)


def _spell(start: float, effect: SideEffectSpan, following: float, calendar: Calendar) -> Spell:
    ended = end_of(effect.ended, calendar.zone)
    end = min(following, ENDLESS if ended is None else ended)
    words = calendar.voice(_WORDS[effect.severity])
    return Spell(
        effect.entry, start, end, effect.severity, words, joined(effect.medicines, " + "), is_exact(effect.onset)
    )
