"""How the story gets into the vault: what was told, by whom and when, in the order in which it was written down.

Everything goes through the staff's own sessions, so that nothing stands in a chart that its author may not write.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from careboard.clinical.entry import KnownContent
from careboard.clinical.note import PrivateNote, Seen
from careboard.clinical.paper import Direction
from careboard.clinical.person import Registration
from careboard.clinical.values import EntryId, Informant, MemberId, PatientId, When
from careboard.demo.staff import Staff
from careboard.projections.summary import Additions
from careboard.workflow.issuing import Copy
from careboard.workflow.session import Session, Writing

ZONE = "America/New_York"
YEAR = 2026
_APART = timedelta(seconds=20)  # between two entries of one chart that were true at the same minute
_MOST = 200  # records in one transaction


def moment(told: str) -> datetime:
    """An instant of the story's year, told as the clinic's clock shows it: "09-15 16:30"."""
    local = datetime.fromisoformat(f"{YEAR}-{told}").replace(tzinfo=ZoneInfo(ZONE))
    return local.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Book:
    """What a content may name: this patient, earlier entries of the chart by their names in the story, and staff."""

    patient: PatientId
    entry: Callable[[str], EntryId]
    members: Mapping[Staff, MemberId]

    def __getitem__(self, named: str) -> EntryId:
        return self.entry(named)

    def member(self, who: Staff) -> MemberId:
        """The id of one of the staff."""
        return self.members[who]


Making = Callable[[Book], KnownContent]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was written down. `about` names the entry that it amends, answers or replaces.

    `recorded` is when it was signed, where that was later than when it was true; `said_by`, whose word it is.
    """

    at: datetime
    by: Staff
    content: KnownContent | Making
    name: str = ""
    about: str = ""
    recorded: datetime | None = None
    said_by: Informant = Informant.SEEN_HERE

    @property
    def written(self) -> datetime:
        """When it was signed."""
        return self.recorded or self.at


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody had the whole chart open, as it stood then."""

    at: datetime
    by: Staff

    @property
    def written(self) -> datetime:
        """When the chart was closed."""
        return self.at


@dataclass(frozen=True, slots=True)
class Issue:
    """A summary was signed and printed, with what a person added to it."""

    at: datetime
    by: Staff
    direction: Direction
    additions: Callable[[Book], Additions]
    copies: tuple[Copy, ...]

    @property
    def written(self) -> datetime:
        """When it was signed."""
        return self.at


Event = Told | Look | Issue


def told(
    at: str,
    by: Staff,
    content: KnownContent | Making,
    name: str = "",
    *,
    about: str = "",
    recorded: str = "",
    said_by: Informant = Informant.SEEN_HERE,
) -> Told:
    """One thing that was written down, with its times as the clinic's clock shows them."""
    return Told(moment(at), by, content, name, about, moment(recorded) if recorded else None, said_by)


def looked(at: str, *by: Staff) -> tuple[Look, ...]:
    """These people read the chart, one after the other."""
    return tuple(Look(moment(at) + timedelta(minutes=place), who) for place, who in enumerate(by))


def issued(
    at: str, by: Staff, direction: Direction, additions: Callable[[Book], Additions], *copies: Copy
) -> tuple[Issue, ...]:
    """A summary was issued, in these copies."""
    return (Issue(moment(at), by, direction, additions, copies),)


@dataclass(frozen=True, slots=True)
class Story:
    """One patient: registered when and by whom, and everything that followed."""

    registration: Registration
    registered: Told
    events: tuple[Event, ...]


def story(registration: Registration, at: str, by: Staff, *threads: Iterable[Event]) -> Story:
    """A patient's story from its threads, in the order in which it was written down."""
    events = sorted((event for thread in threads for event in thread), key=lambda event: event.written)
    return Story(registration, told(at, by, registration), tuple(_spread(events)))


def _spread(events: Iterable[Event]) -> Iterator[Event]:
    """No two entries of a chart were signed in the same instant."""
    last = datetime.min.replace(tzinfo=UTC)
    for event in events:
        last = max(event.written, last + _APART)
        yield _at(event, last)


def _at(event: Event, moment: datetime) -> Event:
    match event:
        case Told():
            return replace(event, recorded=moment)
        case Look() | Issue():
            return replace(event, at=moment)


class StoryClock:
    """Shows the times that it was set to, one after the other; it stays at the last."""

    def __init__(self, now: datetime) -> None:
        self._ahead = [now]

    def set(self, *times: datetime) -> None:
        """What it shows from now on."""
        self._ahead = list(times)

    def __call__(self) -> datetime:
        """The next time."""
        return self._ahead.pop(0) if len(self._ahead) > 1 else self._ahead[0]


@dataclass
class _Chart:
    """A patient's chart while it is told: its names, and whose entries nobody else has opened yet."""

    patient: PatientId
    named: dict[str, EntryId] = field(default_factory=dict)
    entries: list[tuple[Staff, EntryId]] = field(default_factory=list)
    seen: dict[Staff, set[EntryId]] = field(default_factory=lambda: defaultdict(set))

    def written(self, by: Staff, pending: "_Pending", entry: EntryId) -> None:
        """Remember an entry; that somebody has looked is nothing to look at."""
        if not isinstance(pending.writing.content, Seen):
            self.entries.append((by, entry))
        if pending.name:
            self.named[pending.name] = entry


@dataclass(frozen=True, slots=True)
class _Pending:
    chart: _Chart
    writing: Writing
    written: datetime
    name: str


class Teller:
    """Writes stories through the sessions of those who told them, many entries in one transaction."""

    def __init__(self, sessions: Mapping[Staff, Session], clock: StoryClock) -> None:
        self._sessions = sessions
        self._clock = clock
        self._members = {who: MemberId(session.vault.member) for who, session in sessions.items()}
        self._pending: dict[Staff, list[_Pending]] = defaultdict(list)

    def tell(self, stories: Sequence[Story]) -> None:
        """Write every story, all of them in the order in which they happened."""
        charts = [self._begin(one) for one in stories]
        events = [(event.written, place, event) for place, one in enumerate(stories) for event in one.events]
        for _, place, event in sorted(events, key=lambda each: each[:2]):
            match event:
                case Told():
                    self._write(charts[place], event)
                case Look():
                    self._look(charts[place], event)
                case Issue():
                    self._issue(charts[place], event)
        self._flush(*Staff)

    def _begin(self, one: Story) -> _Chart:
        self._clock.set(one.registered.at)
        session = self._sessions[one.registered.by]
        chart = _Chart(PatientId(session.vault.begin_stream(session.care_team())))
        entry = session.append(chart.patient, one.registration, at=When.at(one.registered.at))
        chart.entries.append((one.registered.by, entry))
        return chart

    def _book(self, chart: _Chart) -> Book:
        return Book(chart.patient, lambda named: self._named(chart, named), self._members)

    def _write(self, chart: _Chart, event: Told) -> None:
        content = event.content(self._book(chart)) if callable(event.content) else event.content
        ref = self._named(chart, event.about) if event.about else None
        if isinstance(content, PrivateNote):
            self._write_privately(chart, event, content)
            return
        at = When.at(event.at, event.said_by)
        self._keep(chart, event.by, Writing(chart.patient, content, at, ref), event.written, event.name)

    def _keep(self, chart: _Chart, by: Staff, writing: Writing, written: datetime, name: str = "") -> None:
        """Put aside what is to be written, until somebody names it."""
        pending = self._pending[by]
        pending.append(_Pending(chart, writing, written, name))
        if len(pending) == _MOST:
            self._flush(by)

    def _write_privately(self, chart: _Chart, event: Told, content: KnownContent) -> None:
        self._flush(event.by)
        self._clock.set(event.written)
        session = self._sessions[event.by]
        session.append(session.private_stream(chart.patient), content, at=When.at(event.at))

    def _named(self, chart: _Chart, named: str) -> EntryId:
        if named not in chart.named:
            holders = [who for who, several in self._pending.items() if _holds(several, chart, named)]
            self._flush(*holders)
        return chart.named[named]

    def _look(self, chart: _Chart, look: Look) -> None:
        """Everything that others wrote and this person had not opened is seen now."""
        self._flush(*(who for who, several in self._pending.items() if _to_be_seen(several, chart)))
        seen = chart.seen[look.by]
        new = [entry for author, entry in chart.entries if author is not look.by and entry not in seen]
        if new:
            seen.update(new)
            self._keep(chart, look.by, Writing(chart.patient, Seen(tuple(new)), When.at(look.at)), look.at)

    def _issue(self, chart: _Chart, issue: Issue) -> None:
        self._flush(*Staff)
        self._clock.set(issue.at)
        additions = issue.additions(self._book(chart))
        done = self._sessions[issue.by].issue_summary(chart.patient, issue.direction, additions, issue.copies)
        chart.entries.append((issue.by, done.entry))

    def _flush(self, *holders: Staff) -> None:
        for who in holders:
            pending = self._pending.pop(who, [])
            if pending:
                self._clock.set(*(one.written for one in pending))
                written = self._sessions[who].append_all(one.writing for one in pending)
                for one, entry in zip(pending, written, strict=True):
                    one.chart.written(who, one, entry)


def _holds(pending: Iterable[_Pending], chart: _Chart, named: str) -> bool:
    return any(one.chart is chart and one.name == named for one in pending)


def _to_be_seen(pending: Iterable[_Pending], chart: _Chart) -> bool:
    return any(one.chart is chart and not isinstance(one.writing.content, Seen) for one in pending)
