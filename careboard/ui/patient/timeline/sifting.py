"""Which rows the list shows, and where the line stands under what is new since the reader's last visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.filters import Filter, folded, shown
from careboard.projections.timeline import TimelineRow
from careboard.projections.wording.times import moment
from careboard.ui.patient.timeline.days import weekday

NO_WORDS: Mapping[EntryId, str] = {}


def searched_words(row: TimelineRow) -> str:
    """What of a row is searched: what it is, who wrote it, all of its words; without capitals and accents."""
    return folded(f"{row.kind_name} {row.author} {row.words}")


def passing(rows: Sequence[TimelineRow], wanted: Filter, known: Mapping[EntryId, str]) -> Sequence[TimelineRow]:
    """The rows that pass a filter; `known` are words that were found out before, by entry."""
    if wanted == Filter():
        return rows
    words = folded(wanted.words).split()
    if not words or not known:
        return shown(rows, wanted)
    told = ((row, known.get(row.id) or searched_words(row)) for row in shown(rows, replace(wanted, words="")))
    return tuple(row for row, text in told if all(word in text for word in words))


@dataclass(frozen=True, slots=True)
class News:
    """The line over what was there at the last visit: the row under it, and what it says."""

    row: int
    words: str


def news(rows: Sequence[TimelineRow], chart: Chart) -> News | None:
    """Where what is new ends; None where nothing is new, or the reader was never here."""
    since, voice = chart.unread.last_look, chart.voice
    if since is None:
        return None
    at = next((at for at, row in enumerate(rows) if row.recorded_at <= since), len(rows))
    count = sum(row.unread for row in rows[:at])
    if not count or not 0 < at < len(rows):
        return None
    when = f"{weekday(since.astimezone(chart.zone).date(), voice)} {moment(since, voice)}"
    return News(at, _("{n} new since your last visit, {when}").format(n=count, when=when))
