"""What a delivery adds to one patient's chart: new facts, new versions that follow the old, nothing twice.

The same identity adds nothing. A version that its source calls older than what is here changes nothing; what it says
otherwise is kept in words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from careboard.clinical.entry import KnownContent, Source
from careboard.clinical.paper import Document
from careboard.clinical.person import Contact, DetailsChange, Registration
from careboard.clinical.values import Coded, EntryId, When
from careboard.exchange.exact import parsed
from careboard.exchange.facts import Incoming, OwnFact, PersonPlan, Reading, VersionKey
from careboard.exchange.identity import identity, own_identity
from careboard.exchange.matching import Person
from careboard.exchange.merging import REASON, changed, merged
from careboard.exchange.own_payload import files_of, named_in, renamed
from careboard.exchange.refusals import Stop, stop_if
from careboard.exchange.versions import is_older, place_among_versions, places_taken, version_key
from careboard.projections import wording
from careboard.projections.wording.voice import shortened

LAST = "~"  # after every time
OLDER = "Is an older version of what the chart already holds: it changes nothing, and what it says is kept in words."
_OLDER = Coded("Older version of what the chart holds")
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Fact:
    """A resource that is taken, with its file (by number) and its place there, before it is held against a chart."""

    file: int
    where: str
    source: Source
    reading: Reading


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a fact: the name of the content it is counted under, and doubts, in sentences."""

    fact: Fact
    content: str
    findings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Newest:
    """The newest version of a fact: its contents, each with its entry or its index in the plan."""

    entries: list[tuple[EntryId | int, KnownContent]]
    version_id: str = ""
    last_updated: str = ""


class ChartPlan:
    """The facts of one person, taken one after the other; raises Cancelled when a person wants to stop."""

    def __init__(self, person: Person, cancelled: Stop) -> None:
        self._cancelled = cancelled
        known = person.known
        self._patient = known.patient if known else None
        self._registration = known.registration if known else None
        self._facts = set(known.facts) if known else set()
        self._known = known
        self._ids: dict[str, EntryId] = {}
        self._newest = {
            key: _Newest(list(version.entries), version.version_id, version.last_updated)
            for key, version in (known.versions if known else {}).items()
        }
        self._incoming: list[Incoming] = []

    def take(self, facts: Sequence[Fact]) -> Iterator[Taken]:
        """Take all facts of this person, one by one: who it is first, and older versions before newer ones."""
        facts = _own_or_otherwise([self._unless_registered(fact) for fact in facts])
        registrations = [fact for fact in facts if isinstance(fact.reading.contents[0], Registration)]
        others = [fact for fact in facts if not isinstance(fact.reading.contents[0], Registration)]
        for group in (registrations, others):
            for fact in in_order_of_versions(group, self._cancelled):
                stop_if(self._cancelled)
                yield self._take(fact)

    @property
    def planned(self) -> PersonPlan:
        """What is to be written."""
        return PersonPlan(self._patient, tuple(self._incoming), self._ids)

    def _take(self, fact: Fact) -> Taken:
        if fact.reading.own is not None:
            return self._take_own(fact, fact.reading.own)
        source = replace(fact.source, identity=identity(self._patient or "", fact.source))
        first = fact.reading.contents[0]
        if source.identity in self._facts:
            return Taken(fact, _name(first))
        self._facts.add(source.identity)
        newest = self._newest_of(source, first)
        if is_older(source, newest.version_id, newest.last_updated):
            self._incoming += _in_words(fact.reading, source, [content for _, content in newest.entries])
            return Taken(fact, _name(first), (OLDER,))
        newest.version_id, newest.last_updated = source.version_id, source.last_updated
        if isinstance(first, Registration):
            return self._take_person(fact, first, source, newest)
        self._add(fact.reading.timed, fact.reading, source, newest)
        return Taken(fact, _name(first))

    def _take_own(self, fact: Fact, own: OwnFact) -> Taken:
        """An entry of a Careboard is one entry, whatever versions FHIR makes of it; here already, it adds nothing."""
        source = replace(fact.source, identity=own_identity(self._patient or "", own))
        here = self._already_here(own, source.identity)
        if here is not None:
            self._ids[own.entry] = here
        elif source.identity not in self._facts:
            self._facts.add(source.identity)
            self._incoming.append(Incoming(own.content, own.at, source, own=own))
            if isinstance(own.content, Registration):
                self._registration = own.content
        return Taken(fact, _name(own.content))

    def _unless_registered(self, fact: Fact) -> Fact:
        """Who is here already, and was not brought by this very entry, is not registered again by another."""
        own = fact.reading.own
        if own is None or self._registration is None or not isinstance(own.content, Registration):
            return fact
        brought = self._already_here(own, own_identity(self._patient or "", own))
        return fact if brought else _otherwise(fact)

    def _already_here(self, own: OwnFact, identity_: str) -> EntryId | None:
        """What an entry is called here: as there, where it never left this vault, else as it was brought before."""
        if self._known is None:
            return None
        return own.entry if own.entry in self._known.entries else self._known.by_identity.get(identity_)

    def _newest_of(self, source: Source, content: KnownContent) -> _Newest:
        key = version_key(source, content)
        return _Newest([]) if key is None else self._newest.setdefault(key, _Newest([]))

    def _take_person(self, fact: Fact, stated: Registration, source: Source, newest: _Newest) -> Taken:
        """Who is already here is not registered again: the details change, or nothing does."""
        reading, before = fact.reading, self._registration
        self._registration = merged(before, stated) if before else stated
        if before is None:
            self._add(reading.timed, reading, source, newest)
            return Taken(fact, _name(stated))
        others = reading.timed[1:]
        if self._registration == before:
            self._add(others, reading, source, newest)
            return Taken(fact, _name(stated))
        change = DetailsChange(self._registration, REASON)
        self._add([(change, reading.timed[0][1]), *others], reading, source, newest)
        what = changed(before, self._registration)
        return Taken(fact, _name(change), (f"Changes {what} of a patient who is already here.",) if what else ())

    def _add(
        self, contents: Sequence[tuple[KnownContent, When]], reading: Reading, source: Source, newest: _Newest
    ) -> None:
        """Write each content; it follows the one that it replaces. What goes with a person and is the same stays."""
        before = tuple(newest.entries)
        of_a_person = isinstance(reading.contents[0], Registration)
        for place, (content, at) in zip(_places(contents, before), contents, strict=True):
            replaced, old = before[place] if place < len(before) else (None, None)
            if content == old and (isinstance(content, Contact) or (of_a_person and isinstance(content, Document))):
                continue
            newest.entries[place : place + 1] = [(len(self._incoming), content)]
            self._incoming.append(Incoming(content, at, source, replaced, reading.in_error))


def _in_words(reading: Reading, source: Source, newest: Sequence[KnownContent]) -> Iterator[Incoming]:
    """What an older version says that the newest does not; who somebody is, only the newest tells."""
    for content, at in reading.timed:
        if content not in newest and not isinstance(content, Registration):
            title = shortened(wording.headline(content), _LONGEST_TITLE)
            kept = Document(_OLDER, title or _OLDER.text, wording.text(content))
            yield Incoming(kept, at, source, in_error=reading.in_error)


def _own_or_otherwise(facts: Sequence[Fact]) -> list[Fact]:
    """Entries of a Careboard in the order in which they were recorded, before others.

    One that speaks of an entry or a file that did not come with it is read as any other system's.
    """
    settled = list(facts)
    while True:
        own = {fact.reading.own.entry for fact in settled if fact.reading.own}
        incomplete = [place for place, fact in enumerate(settled) if not _complete(fact, own)]
        if not incomplete:
            return sorted(settled, key=_recorded)
        for place in incomplete:
            settled[place] = _otherwise(settled[place])


def _recorded(fact: Fact) -> str:
    return fact.reading.own.recorded_at.isoformat() if fact.reading.own else LAST


def _complete(fact: Fact, own: AbstractSet[str]) -> bool:
    """Is all there that its entry cannot do without?"""
    stated = fact.reading.own
    if stated is None:
        return True
    if not named_in(stated.content):
        return stated.ref is None or stated.ref in own
    there = {one: one for one in (*own, *files_of(parsed(fact.source.resource)))}
    return (stated.ref is None or stated.ref in own) and renamed(stated.content, there) is not None


def _otherwise(fact: Fact) -> Fact:
    return replace(fact, reading=fact.reading.otherwise or fact.reading)


def _places(contents: Iterable[tuple[KnownContent, When]], before: Iterable[tuple[object, KnownContent]]) -> list[int]:
    return places_taken([content for content, _ in contents], [content for _, content in before])


def _name(content: KnownContent) -> str:
    return type(content).__name__


def in_order_of_versions(facts: Sequence[Fact], cancelled: Stop) -> list[Fact]:
    """The facts in the order given, but several versions of one among them in the order of their versions."""
    places: defaultdict[VersionKey, list[int]] = defaultdict(list)
    for place, fact in enumerate(facts):
        stop_if(cancelled)
        if key := version_key(fact.source, fact.reading.contents[0]):
            places[key].append(place)
    ordered = list(facts)
    for several in places.values():
        versions = sorted((facts[place] for place in several), key=_place_among_versions)
        for place, fact in zip(several, versions, strict=True):
            ordered[place] = fact
    return ordered


def _place_among_versions(fact: Fact) -> tuple[int, float]:
    return place_among_versions(fact.source.version_id, fact.source.last_updated)
