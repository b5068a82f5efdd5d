"""Pages to put into an index: entries of two charts, a minute apart."""

from datetime import UTC, datetime, timedelta

from careboard.clinical.values import EntryId, PatientId
from careboard.search.index import Index, Page

MAYA = PatientId("aa" * 32)
OMAR = PatientId("bb" * 32)
BEGAN = datetime(2026, 9, 15, 14, 0, tzinfo=UTC)


def entry(number: int) -> EntryId:
    """The id of an entry."""
    return EntryId(f"{number:064x}")


def page(number: int, words: str, patient: PatientId = MAYA, minutes: float | None = None) -> Page:
    """An entry's words; entries are a minute apart unless it is said."""
    return Page(entry(number), patient, BEGAN + timedelta(minutes=number if minutes is None else minutes), words)


def index_of(*texts: str) -> Index:
    """An index of entries of one chart, each a minute later than the one before."""
    index = Index()
    index.put(page(number, text) for number, text in enumerate(texts))
    return index
