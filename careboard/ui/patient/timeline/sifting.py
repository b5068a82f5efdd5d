"""Which rows the list shows, and where the line stands under what is new since the reader's last visit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.filters import Filter, folded, shown
from careboard.projections.hidden import hides_weight, shown_entry
from careboard.projections.timeline import TimelineRow
from careboard.projections.wording.times import moment
from careboard.ui.patient.timeline.days import weekday

_FIGURE = re.compile(r"\S*\d\S*")
NO_WORDS: Mapping[EntryId, str] = {}


def searched_words(row: TimelineRow, *, blind: bool) -> str:
    """What of a row is searched: what it is, who wrote it, all of its words; without capitals and accents.

    A figure that is hidden is not among them, for finding it would tell it. `blind`: the blind-weight flag is up.
    """
    shown_row = TimelineRow(shown_entry(row.entry, blind=blind), row.reading)
    words = _FIGURE.sub("", shown_row.words) if hides_weight(row.entry.content, blind=blind) else shown_row.words
    return folded(f"{row.kind_name} {row.author} {words}")


def _still(row: TimelineRow, known: Mapping[EntryId, str]) -> str:
    """The words that were found out, but for what is struck: it may be withheld since then."""
    struck = row.reading.record.errors
    return "" if row.id in struck or row.entry.ref in struck else known.get(row.id, "")


def passing(
    rows: Sequence[TimelineRow], wanted: Filter, known: Mapping[EntryId, str], *, blind: bool
) -> Sequence[TimelineRow]:
    """The rows that pass a filter; `known` are words that were found out before, by entry."""
    if wanted == Filter():
        return rows
    words = folded(wanted.words).split()
    if not words:
        return shown(rows, wanted)
    others = shown(rows, replace(wanted, words=""))
    told = ((row, _still(row, known) or searched_words(row, blind=blind)) for row in others)
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
