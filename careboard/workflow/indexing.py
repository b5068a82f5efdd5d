"""What of a vault stands in the index of words, and what has to leave it when others have written.

Private notes never enter it. What was entered in error leaves it at once, whoever looks, and takes its words along
when the index is made anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from careboard.clinical.entry import Entry, Newer
from careboard.clinical.note import Addendum, EnteredInError, PsychotherapyNote, Seen, SudCounselingNote
from careboard.clinical.person import Registration
from careboard.projections import wording
from careboard.projections.standing import author_words, says_in_error, standing
from careboard.search.index import Covers, Index, Page
from careboard.storage.kept import News
from careboard.vault.keyring import STREAM_KINDS
from careboard.vault.registry import REGISTRY_KINDS
from careboard.workflow.open_vault import ENTRY_KINDS, OpenVault
from careboard.workflow.reading import authors_of, entries_among, entries_of, streams_within_reach

_NEVER = (Seen, EnteredInError, PsychotherapyNote, SudCounselingNote)
_JUDGED_ANEW = REGISTRY_KINDS | {"erase", "adopt"}


def told(entry: Entry, voice: wording.Voice) -> tuple[str, str]:
    """A short line, and all that can be found of an entry: what it is, who says so, and all of its words."""
    if isinstance(entry.content, Newer):
        return wording.shortened(entry.said), f"{author_words(entry)}\n{entry.said}"
    telling = wording.tell_entry(entry, voice)
    words = [wording.kind_name(entry.content), author_words(entry), entry.said, *map(str, telling.lines)]
    return telling.headline, "\n".join(words)


class Indexing:
    """Keeps an index level with what one member can read in a vault."""

    def __init__(self, vault: OpenVault, zone: ZoneInfo, index: Index) -> None:
        self.index = index
        self._vault = vault
        self._voice = wording.Voice(zone=zone)
        self.authors = authors_of(vault)

    # -- from the beginning ---------------------------------------------------------------------------------------

    def begin(self) -> Iterator[str]:
        """The streams that are to be read for a new index, which covers what stands in the vault now."""
        self._vault.catch_up()
        self.index.covers = Covers(self._vault.file.heads())
        yield from streams_within_reach(self._vault)

    def read_stream(self, stream: str) -> list[Page]:
        """What is still to be put in of a stream; what must go is dropped. Whoever calls puts the pages in."""
        entries = entries_of(self._vault, stream, self.authors)
        chart = any(isinstance(entry.content, Registration) for entry in entries)
        found = {entry.id: entry for entry in _findable(entries)} if chart else {}
        held = self.index.entries(stream)
        self.index.drop(held - found.keys())
        self._remember(stream, chart=chart)
        return [self._page(entry) for entry in found.values() if entry.id not in held]

    def _remember(self, stream: str, *, chart: bool) -> None:
        covers = self.index.covers
        others = covers.no_charts - {stream}
        self.index.covers = Covers(covers.heads, others if chart else others | {stream})

    def _page(self, entry: Entry) -> Page:
        return Page(entry.id, entry.patient, entry.order[0], told(entry, self._voice)[1])

    # -- what came since ------------------------------------------------------------------------------------------

    def fits(self) -> bool:
        """Is the index one of this vault as it is or was?"""
        heads, file = self._vault.file.heads(), self._vault.file
        return all(
            heads.get(log) == (seq, record) or (file.id_at(log, seq) or b"").hex() == record
            for log, (seq, record) in self.index.covers.heads.items()
        )

    def catch_up(self) -> None:
        """Take in what was written since, by whomever; what nobody wrote costs one look at the heads."""
        heads = self._vault.file.heads()
        if heads == self.index.covers.heads:
            return
        self._vault.catch_up()
        news = self._vault.file.news({log: seq for log, (seq, _) in self.index.covers.heads.items()})
        if any(one.kind in _JUDGED_ANEW for one in news):
            self.index.stale = True
        if self.index.stale or any(one.stream == self._vault.registry.clinic_stream for one in news):
            self.authors = authors_of(self._vault)
        self._follow_streams(news)
        self.index.covers = Covers(heads, self.index.covers.no_charts)

    def _follow_streams(self, news: Sequence[News]) -> None:
        reached = set(streams_within_reach(self._vault))
        for lost in set(self.index.charts) - reached:
            self.index.drop(self.index.entries(lost))
        anew = reached - set(self.index.charts) - self.index.covers.no_charts
        anew |= {one.stream for one in news if one.kind in STREAM_KINDS}
        for one in news:
            if one.kind == "delivery":
                anew |= self._vault.file.streams_of(one.log, one.delivery)
        written = [one for one in news if one.kind in ENTRY_KINDS]
        anew |= {one.stream for one in written if one.stream not in self.index.charts}
        anew |= self._put_some([one.id for one in written if one.stream not in anew])
        for stream in anew & reached:
            self.index.put(self.read_stream(stream))

    def _put_some(self, records: Sequence[bytes]) -> set[str]:
        """Put new entries in; returns the streams in which one of them changes what stands of the others."""
        entries = entries_among(self._vault, records, self.authors)
        struck: set[str] = {entry.patient for entry in entries if self._strikes(entry)}
        added = (one for one in entries if one.patient not in struck and not isinstance(one.content, _NEVER))
        self.index.put(self._page(entry) for entry in added)
        return struck

    def _strikes(self, entry: Entry) -> bool:
        match entry.content:
            case EnteredInError():
                return True
            case Addendum():
                return entry.ref is not None and not self.index.holds(entry.ref)
            case content:
                return says_in_error(content)


def _findable(entries: Iterable[Entry]) -> list[Entry]:
    record = standing(entries)
    return [
        entry
        for entry in record.entries
        if not isinstance(entry.content, _NEVER)
        and not says_in_error(entry.content)
        and entry.id not in record.errors
        and not (isinstance(entry.content, Addendum) and entry.ref in record.errors)
    ]
