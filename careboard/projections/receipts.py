"""Who of the staff has seen an entry and who has acknowledged it, each by name, role and time; who has not yet.

Having seen is dated when the reader closed the chart, or marked it as read, which is no acknowledgement. Whoever
acknowledged an entry is not missed among those who saw it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from careboard.clinical.entry import Entry
from careboard.clinical.note import Acknowledgement, Seen
from careboard.clinical.people import Author
from careboard.clinical.values import MemberId
from careboard.projections.timeline import TimelineRow
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice, bracketed, joined


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a member saw an entry or acknowledged it, as that member's own entry says."""

    entry: Entry

    @property
    def by(self) -> Author:
        """Who, with the roles of then."""
        return self.entry.author

    @property
    def at(self) -> datetime:
        """When it was recorded, aware UTC."""
        return self.entry.recorded_at

    def told(self, voice: Voice) -> str:
        """Name, role and time; of an acknowledgement also what its author will do."""
        roles = bracketed(joined(spaced(role, voice) for role in self.by.roles))
        return joined([f"{self.by.name}{roles}, {moment(self.at, voice)}", self._answer(voice)], ": ")

    def _answer(self, voice: Voice) -> str:
        content = self.entry.content
        if not isinstance(content, Acknowledgement):
            return ""
        return joined([spaced(content.response, voice), content.comment], ": ")


@dataclass(frozen=True, slots=True)
class Receipts:
    """Of one entry, the earliest first; of whom an answer is still asked stands in words."""

    seen: tuple[Receipt, ...]
    acknowledged: tuple[Receipt, ...]
    unseen: tuple[str, ...]
    unanswered: tuple[str, ...]


def receipts(row: TimelineRow, team: Mapping[MemberId, str]) -> Receipts:
    """The receipts of an entry; `team` are the names of those who read the chart, empty while that is not known."""
    seen = row.reading.record.seen.get(row.id, {})
    answered = {one.author.member for one in row.acknowledgements}
    others = team.keys() - seen.keys() - answered - {row.entry.author.member}
    return Receipts(
        _earliest_first(seen.values()),
        _earliest_first(row.acknowledgements),
        tuple(sorted((team[member] for member in others), key=str.casefold)) if not _is_receipt(row) else (),
        _unanswered(row, team),
    )


def _unanswered(row: TimelineRow, team: Mapping[MemberId, str]) -> tuple[str, ...]:
    """By whom it is not yet acknowledged: whom its author asked, by name, and whom the clinic asks, by role."""
    voice, wanted = row.reading.voice, row.awaited
    names = [team.get(member) or voice.name(member, "a member of staff") for member in wanted.members]
    told = "a {role} (asked by the clinic's policy)"
    return (*names, *(voice(told, role=spaced(role, voice)) for role in wanted.roles))


def _earliest_first(entries: Iterable[Entry]) -> tuple[Receipt, ...]:
    found = map(Receipt, entries)
    return tuple(sorted(found, key=lambda one: (one.at, one.by.name.casefold(), one.by.member)))


def _is_receipt(row: TimelineRow) -> bool:
    return isinstance(row.entry.content, Seen | Acknowledgement)
