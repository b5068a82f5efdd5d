"""Rating scales, one row each: the last result with its direction, what it means in words, and when the next is due.

A falling total never hides a worsening answer about suicide; what a source does not say has no words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from careboard.clinical.response import Assessment
from careboard.clinical.values import EntryId, When
from careboard.projections.chart import Chart
from careboard.projections.moments import today
from careboard.projections.response.scores import REMISSION, Scale, Score, known_instrument
from careboard.projections.response.suicide_item import answer_told
from careboard.projections.wording import numbers
from careboard.projections.wording.response import result_words
from careboard.projections.wording.times import day, when
from careboard.projections.wording.voice import Voice, bracketed, capital, joined
from careboard.reference.instruments import UNNUMBERED, Instrument, by_name

CSSRS = "C-SSRS screener (recent)"
_ALARMING = ("moderate", "high")
_FIRST = ("PHQ-9", CSSRS, "GAD-7")
_ABOUT = {  # what a scale is for, where its name alone does not tell it
    "PHQ-9": "Depression",
    "PHQ-8": "Depression",
    "PHQ-2": "Depression",
    "GAD-7": "Anxiety",
    "PCL-5": "Post-traumatic stress",
    "AUDIT-C": "Alcohol",
    "AUDIT": "Alcohol",
    "CIWA-Ar": "Alcohol withdrawal",
    "AIMS": "Abnormal movements",
    CSSRS: "Suicide risk screen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """One scale. `totals` are drawn between `lowest` and `highest`, under `remission` in its tint.

    `last` is the last result, `on` its day; `changes` tell it against the one before and against the first; `marks`
    are what was reached, `warnings` what must not be overlooked; `due` is when the next is wanted, and why. `alarm`: a
    screen for suicide found more than a low level.
    """

    name: str
    about: str
    last: str
    on: str
    changes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    due: str = ""
    overdue: bool = False
    alarm: bool = False
    totals: tuple[Decimal, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    remission: Decimal | None = None
    entry: EntryId | None = None

    @property
    def read(self) -> str:
        """The row as a screen reader says it."""
        told = (self.name, self.about, self.last, self.on, *self.warnings, *self.changes, *self.marks, self.due)
        return joined(told)


def rated(chart: Chart) -> tuple[Rated, ...]:
    """Every scale that was given or is due: those of every day first, the site's own and what is only due last."""
    due = _due(chart)
    given = sorted(chart.scales, key=_place)
    rows = [_row(scale, chart, due.pop(scale.instrument.name, None)) for scale in given]
    wanting = [_wanting(name, wanted, chart.voice) for name, wanted in sorted(due.items())]
    return (*rows, *_own(chart), *wanting)


def _place(scale: Scale) -> tuple[int, str]:
    name = scale.instrument.name
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A day by which a scale is wanted, None for at once, and why."""

    on: date | None
    why: str
    late: bool


def _due(chart: Chart) -> dict[str, _Wanted]:
    """What is due by the name of its scale; the earliest where there are several."""
    found: dict[str, _Wanted] = {}
    if chart.stay.discharge is not None:
        return found
    for check in chart.checks():
        for counted in check.rule.counted_by:
            if check.on is not None and (scale := by_name(counted)) is not None:
                found.setdefault(scale.name, _Wanted(check.on, f"{check.medicine}, {check.rule.source}", check.overdue))
    for item in chart.suicidality_checks():
        late = item.on is not None and item.on < today(chart.now, chart.zone)
        found.setdefault(CSSRS, _Wanted(item.on, item.text, late))
    return found


def _told_due(wanted: _Wanted, voice: Voice) -> str:
    lead = voice("Overdue since {day}") if wanted.late else voice("Next due {day}")
    on = day(wanted.on, voice) if wanted.on else voice("at once")
    return f"{lead.format(day=on)}: {wanted.why}"


def about(instrument: Instrument, voice: Voice) -> str:
    """What a scale is for and how far its totals go: "Depression, 0 to 27"."""
    span = ""
    if instrument.minimum is not None and instrument.maximum is not None and instrument.method != "triage":
        low, high = numbers.plain(instrument.minimum), numbers.plain(instrument.maximum)
        span = voice("{low} to {high}", low=low, high=high)
    return joined([voice(_ABOUT.get(instrument.name, "")), span])


def _row(scale: Scale, chart: Chart, wanted: _Wanted | None) -> Rated:
    voice, instrument, newest = chart.voice, scale.instrument, scale.scores[-1]
    totals = tuple(score.total for score in scale.totals if score.total is not None)
    remission = REMISSION.get(instrument.name)
    return Rated(
        name=instrument.name,
        about=about(instrument, voice),
        last=_result(newest, instrument, chart),
        on=when(newest.at, voice),
        changes=tuple(_against(scale, voice)),
        marks=tuple(_marks(scale, voice)),
        warnings=tuple(_warnings(scale, voice)),
        due=_told_due(wanted, voice) if wanted else "",
        overdue=wanted is not None and wanted.late,
        alarm=instrument.method == "triage" and newest.level.casefold() in _ALARMING,
        totals=totals,
        lowest=instrument.minimum,
        highest=instrument.maximum,
        remission=Decimal(remission) if remission is not None else None,
        entry=newest.entry,
    )


def _result(score: Score, instrument: Instrument, chart: Chart) -> str:
    """The result as it was recorded: total with its severity in words, or the level alone."""
    content = chart.record.by_id[score.entry].content
    if not isinstance(content, Assessment):
        return score.level
    told = capital(result_words(content, chart.voice))
    silent = score.total is not None and not score.level and score.complete
    band = instrument.band(score.total) if silent and score.total is not None else None
    return told + bracketed(band or "")


def _against(scale: Scale, voice: Voice) -> Iterator[str]:
    totals, scores = scale.totals, scale.scores
    if totals and totals[-1].total is not None:
        yield from _changes(totals[-1].total, totals[:-1], voice)
    elif len(scores) > 1 and scores[-2].level:
        yield voice("was {level} {day}", level=capital(scores[-2].level), day=_day(scores[-2], voice))


def changes(name: str, total: Decimal, chart: Chart) -> tuple[str, ...]:
    """How a total that is not signed yet stands against the last one and the first; none where there is none."""
    known = next((scale.totals for scale in chart.scales if scale.instrument.name == name), None)
    earlier = known if known is not None else _with_totals(_others(chart).get(name.casefold(), ()))
    return tuple(_changes(total, earlier, chart.voice))


def _changes(total: Decimal, earlier: Sequence[Score], voice: Voice) -> Iterator[str]:
    """Against the last and, where that is another one, against the first: "down 3 since 02-Sep-2026 (14)"."""
    if earlier:
        yield _change(total, earlier[-1], voice("since {day}", day=_day(earlier[-1], voice)), voice)
    if len(earlier) > 1:
        yield _change(total, earlier[0], voice("since the first, {day}", day=_day(earlier[0], voice)), voice)


def _change(now: Decimal, before: Score, since: str, voice: Voice) -> str:
    was = before.total or Decimal(0)
    by = now - was
    moved = voice("unchanged") if not by else voice("up {n}" if by > 0 else "down {n}", n=numbers.plain(abs(by)))
    return f"{moved} {since} ({numbers.plain(was)})"


def _day(score: Score, voice: Voice) -> str:
    return when(score.at, voice).partition(" ")[0]


def _marks(scale: Scale, voice: Voice) -> Iterator[str]:
    if scale.remitted:
        yield voice("Remission: under {n}", n=REMISSION[scale.instrument.name])
    if scale.responded and scale.instrument.treated_to_target:
        yield voice("Response: half of the first total or less")


def _warnings(scale: Scale, voice: Voice) -> Iterator[str]:
    """A positive answer about suicide, with its direction, and a worsening one whatever the total does."""
    asked = [score for score in scale.scores if score.risk_answer is not None]
    now = asked[-1].risk_answer if asked else None
    if now:
        item = scale.instrument.risk_item
        before = asked[-2].risk_answer if len(asked) > 1 else None
        was = "" if before is None else voice("was {n}", n=answer_told(item, before, voice))
        yield joined([_item_told(item, answer_told(item, now, voice), voice), was])


def _item_told(item: str, answer: str, voice: Voice) -> str:
    if item == UNNUMBERED:
        return voice("Item about suicide: {answer}", answer=answer)
    return voice("Item {n} about suicide: {answer}", n=item, answer=answer)


def _wanting(name: str, wanted: _Wanted, voice: Voice) -> Rated:
    instrument = by_name(name)
    told = about(instrument, voice) if instrument else ""
    due = _told_due(wanted, voice)
    return Rated(name=name, about=told, last=voice("Not given yet"), on="", due=due, overdue=wanted.late)


def _own(chart: Chart) -> Iterator[Rated]:
    """Instruments that the program does not know: the site's own, and those that only a source names."""
    others = _others(chart)
    for key in sorted(others):
        yield _unknown(others[key], chart.voice)


_Given = tuple[EntryId, When, Assessment]


def _others(chart: Chart) -> dict[str, list[_Given]]:
    """What was given of each of them, by its name in small letters."""
    found: dict[str, list[_Given]] = {}
    for stated in chart.record.of(Assessment):
        if known_instrument(stated.content.instrument) is None:
            key = stated.content.instrument.text.casefold()
            found.setdefault(key, []).append((stated.entry.id, stated.entry.at, stated.content))
    return found


def _with_totals(given: Sequence[_Given]) -> tuple[Score, ...]:
    return tuple(
        Score(entry, at, one.total.value, one.level, not one.unanswered, None, positive=False)
        for entry, at, one in given
        if one.total is not None
    )


def _unknown(given: Sequence[_Given], voice: Voice) -> Rated:
    entry, at, newest = given[-1]
    scores = _with_totals(given)
    last = newest.total.value if newest.total is not None else None
    return Rated(
        name=newest.instrument.text,
        about=voice("This site's own form") if newest.definition else voice("As its source names it"),
        last=capital(result_words(newest, voice)) or voice.count("{n} answer", "{n} answers", len(newest.answers)),
        on=when(at, voice),
        changes=tuple(_changes(last, scores[:-1], voice)) if last is not None else (),
        totals=tuple(score.total for score in scores if score.total is not None),
        entry=entry,
    )
