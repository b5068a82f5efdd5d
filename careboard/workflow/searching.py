"""Search over every chart within reach: hits as a clinician types, from an index that lies sealed between sessions.

Every hit is read from the vault and held against the ten rules before it is shown; a hidden figure finds nothing, for a
look at it is recorded. A search is recorded with its count before the first of its answers, and never with its words.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from operator import attrgetter
from threading import RLock
from zoneinfo import ZoneInfo

from careboard.clinical.entry import Entry
from careboard.clinical.values import EntryId, PatientId, When
from careboard.projections import wording
from careboard.projections.hidden import hides_energy, hides_weight, shown_entry
from careboard.projections.standing import author_words
from careboard.search.index import Index, Page, Unusable
from careboard.search.query import Query, query
from careboard.search.snippet import Snippet, holds, snippet
from careboard.vault.record import canon
from careboard.vault.refusals import WrongSecret
from careboard.workflow.indexing import Indexing, told
from careboard.workflow.open_vault import OpenVault, access
from careboard.workflow.reading import entries_among

MOST_HITS = 20
MOST_READ = 400  # entries, when words must stand together
BATCH = 50  # entries that are put in between two looks at whether to stop
PIECE = 4 * 1024 * 1024  # of a sealed snapshot, in one transaction
SAVE_AFTER = 256  # entries
BURST = timedelta(minutes=1)
_SEAL = "search/v1"

Progress = Callable[[int, int], None]  # charts read, of how many
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that holds the words; positions in its snippet's text are (from, to) in characters."""

    entry: EntryId
    patient: PatientId
    at: When
    recorded_at: datetime
    headline: str
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Found:
    """The newest hits. `more`: there are others; `complete` is False while entries are still being taken in."""

    hits: tuple[Hit, ...]
    more: bool
    complete: bool


class Finder:
    """One member's search. `prepare` is long work for the background; `search` may be asked meanwhile."""

    def __init__(self, vault: OpenVault, zone: ZoneInfo) -> None:
        self._vault = vault
        self._voice = wording.Voice(zone=zone)
        self._zone = zone
        self._indexing: Indexing | None = None
        self._whole = False
        self._saved = 0
        self._lock = RLock()
        self._counts: Counter[str] = Counter()
        self._noted: datetime | None = None

    @property
    def ready(self) -> bool:
        """Is every entry taken in? When not (before `prepare`, or after something had to leave), prepare again."""
        return self._whole and self._indexing is not None and not self._indexing.index.stale

    # -- making ready ---------------------------------------------------------------------------------------------

    def prepare(self, progress: Progress | None = None, cancelled: Stop | None = None) -> bool:
        """Load the sealed index and take in what came since, or else make it. False when it was stopped before that."""
        if self._indexing is None and (loaded := self._load()) is not None:
            self._indexing, self._whole, self._saved = loaded, True, len(loaded.index)
        self._catch_up()
        return self.ready or self._build(progress or _nobody_watches, cancelled or _never)

    def _load(self) -> Indexing | None:
        sealed = b"".join(self._pieces())
        with suppress(WrongSecret, Unusable):
            index = Index.from_bytes(self._vault.keyset.open_large(_SEAL, sealed, self._context))
            indexing = Indexing(self._vault, self._zone, index)
            return indexing if indexing.fits() else None
        return None

    def _catch_up(self) -> None:
        with self._lock:
            if self._indexing is not None and self._whole:
                self._indexing.catch_up()

    def _build(self, progress: Progress, cancelled: Stop) -> bool:
        """Until the new index is whole, an old one answers, or else as much as there is of the new one."""
        indexing = Indexing(self._vault, self._zone, Index())
        if not self._whole:
            self._indexing = indexing
        for pages in _in_batches(indexing, progress):
            if cancelled():
                return False
            indexing.index.put(pages)
        while indexing.index.tidy():
            if cancelled():
                return False
        with self._lock:
            self._indexing, self._whole = indexing, True
        self._catch_up()
        self.save()
        return True

    # -- keeping --------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Keep the index sealed in the vault, in pieces, so that no write holds the file for long."""
        if not self.ready or self._indexing is None:
            return
        index = self._indexing.index
        sealed = self._vault.keyset.seal_large(_SEAL, index.to_bytes(), self._context)
        pieces = [sealed[start : start + PIECE] for start in range(0, len(sealed), PIECE)]
        for number, piece in enumerate([*pieces, *[b""] * len(list(self._pieces(len(pieces))))]):
            self._vault.file.put_snapshot(self._vault.member, _name(number), piece)
        self._saved = len(index)

    def close(self) -> None:
        """End of the session: what was counted is recorded, and an index that has grown is kept."""
        self._record_counts()
        if self._indexing is not None:
            if self.ready and abs(len(self._indexing.index) - self._saved) >= SAVE_AFTER:
                self.save()
            self._indexing.index.close()
            self._indexing, self._whole = None, False

    def _pieces(self, number: int = 0) -> Iterator[bytes]:
        while piece := self._vault.file.snapshot(self._vault.member, _name(number)):
            yield piece
            number += 1

    @property
    def _context(self) -> bytes:
        return canon({"clinic": self._vault.clinic, "member": self._vault.member})

    # -- asking ---------------------------------------------------------------------------------------------------

    def search(self, typed: str, patient: PatientId | None = None, most: int = MOST_HITS) -> Found:
        """The newest entries that hold all that was typed, in one chart or in all; the last word may be unfinished."""
        asked = query(typed)
        if asked.empty:
            return Found((), more=False, complete=self.ready)
        self._count(patient or "")
        self._catch_up()
        indexing = self._indexing
        if indexing is None:
            return Found((), more=False, complete=False)
        hits = list(islice(self._hits(asked, indexing, patient, most + 1), most + 1))
        return Found(tuple(hits[:most]), len(hits) > most, self.ready)

    def _hits(self, asked: Query, indexing: Indexing, patient: PatientId | None, most: int) -> Iterator[Hit]:
        """The index knows times to the minute, and not which words stand together; the entries themselves know."""
        for after in range(0, MOST_READ, most):
            found = [bytes.fromhex(entry) for entry in indexing.index.find(asked, patient, most, after)]
            entries = entries_among(self._vault, found, indexing.authors)
            for entry in sorted(entries, key=attrgetter("order"), reverse=True):
                whole = told(entry, self._voice)
                headline, words = self._shown(entry, whole)
                stands = not asked.in_a_row or holds(asked, whole[1])
                if stands and (words == whole[1] or _figures_stand(asked, words)):
                    yield Hit(entry.id, entry.patient, entry.at, entry.recorded_at, headline, snippet(asked, words))
            if len(found) < most:
                return

    def _shown(self, entry: Entry, whole: tuple[str, str]) -> tuple[str, str]:
        """Headline and words of a hit, without a weight or an energy: whoever holds the screen reads them."""
        if hides_weight(entry.content, blind=True):
            headline = wording.kind_name(entry.content)
            return headline, f"{headline}\n{author_words(entry)}"
        return told(shown_entry(entry, blind=True), self._voice) if hides_energy(entry.content, blind=True) else whole

    def _count(self, stream: str) -> None:
        """The first search of a burst is recorded before its answer, the others with the next or at the end."""
        self._counts[stream] += 1
        now = self._vault.clock()
        if self._noted is None or not timedelta(0) <= now - self._noted < BURST:  # a clock may be set back
            self._noted = now
            self._record_counts()

    def _record_counts(self) -> None:
        counted, self._counts = self._counts, Counter()
        drafts = [access("searched", stream, count) for stream, count in counted.items()]
        if drafts:
            self._vault.write(drafts)


def _figures_stand(asked: Query, shown: str) -> bool:
    """Do the figures that were typed stand in what is shown? Else the hit itself would tell one that is hidden."""
    figures = tuple(piece for piece in asked.pieces if any(map(str.isdigit, "".join(piece))))
    return not figures or holds(Query(figures, asked.unfinished), shown)


def _in_batches(indexing: Indexing, progress: Progress) -> Iterator[list[Page]]:
    streams = list(indexing.begin())
    for done, stream in enumerate(streams):
        progress(done, len(streams))
        pages = indexing.read_stream(stream)
        for start in range(0, len(pages), BATCH):
            yield pages[start : start + BATCH]
    progress(len(streams), len(streams))


def _name(number: int) -> str:
    return f"search {number:04}"


def _nobody_watches(_done: int, _of: int) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False
