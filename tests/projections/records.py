"""Records for tests: the clinical examples as signed entries, and a short hand for a patient's story."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from careboard.clinical.entry import KIND_OF, Content, Entry, Kind, KnownContent, Source, SourceFormat
from careboard.clinical.people import Author, Role
from careboard.clinical.values import EntryId, When
from careboard.projections.chart import Chart, chart_of
from careboard.projections.site import Site
from tests.clinical_examples import EXAMPLES, PATIENT, example_id, member_id

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 9, 16, 14, 0, tzinfo=UTC)
DOCTOR = Author(member_id("Chen"), "A. Chen", (Role.PSYCHIATRIST,), "MD")
COUNSELOR = Author(member_id("Moreno"), "L. Moreno", (Role.COUNSELOR,), "LCSW")
NO_CHOICES = Site()
NURSE = Author(member_id("Patel"), "R. Patel", (Role.NURSE,), "RN")


def on(day: int, hour: int = 12, minute: int = 0) -> datetime:
    """An instant of September 2026, in UTC; day 0 is the last of August."""
    return datetime(2026, 8, 31, hour, minute, tzinfo=UTC) + timedelta(days=day)


def signed(
    content: Content,
    name: str = "",
    *,
    at: When | datetime | None = None,
    by: Author = DOCTOR,
    ref: str | None = None,
    recorded: datetime | None = None,
) -> Entry:
    """An entry as its author signed it; `name` is what other entries refer to it by."""
    moment = recorded or (at if isinstance(at, datetime) else on(1))
    when = When.at(at) if isinstance(at, datetime) else at or When.at(moment)
    kind = Kind.NOTE if not isinstance(content, KnownContent) else KIND_OF[type(content)]
    return Entry(
        id=EntryId(example_id(name or repr(content) + repr(when) + by.name)),
        patient=PATIENT,
        author=by,
        recorded_at=moment,
        at=when,
        kind=kind,
        content=content,
        said="As its signer saw it.",
        ref=EntryId(example_id(ref)) if ref else None,
    )


def imported(entry: Entry, author: str = "Dr Adam Careful") -> Entry:
    """The same entry as another system's."""
    source = Source(SourceFormat.FHIR_R4_JSON, example_id("file"), "Any", example_id(entry.id), "{}", author=author)
    return replace(entry, kind=Kind.IMPORTED, source=source)


def chart(
    *entries: Entry, now: datetime = NOW, reader: Author = DOCTOR, complete: bool = True, site: Site = NO_CHOICES
) -> Chart:
    """The chart of these entries, in a clinic that decided so."""
    roles = frozenset(reader.roles)
    return chart_of(PATIENT, entries, reader.member, ZONE, now, complete=complete, roles=roles, site=site)


def every_example() -> list[KnownContent]:
    """Every content that has an example, in one list."""
    return [content for example in EXAMPLES.values() for content in example.contents]
