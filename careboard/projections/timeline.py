"""The timeline: every entry of the record as a row, the newest first, with its words made when they are asked for.

What was recorded in the wrong chart shows its words to its author and the privacy officer only, and leaves on no paper.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from careboard.clinical.entry import Entry, Kind, Newer
from careboard.clinical.note import Acknowledgement, Addendum, EnteredInError, ErrorReason, Note, Seen
from careboard.clinical.nutrition import Weight
from careboard.clinical.people import Discipline, Role
from careboard.clinical.values import NOT_RECORDED, EntryId, MemberId, Precision, When
from careboard.projections import wording
from careboard.projections.acknowledging import Awaited, awaited
from careboard.projections.duties import Duty
from careboard.projections.standing import Record, Status, author_words
from careboard.projections.wording.times import when

_RECEIPTS = (Seen, Acknowledgement)
WITHHELD = "Recorded in the wrong chart; only its author and the privacy officer can read it."


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads a record, how it is told to them, and what the clinic wants acknowledged."""

    record: Record
    reader: MemberId
    roles: AbstractSet[Role]
    voice: wording.Voice
    duties: Sequence[Duty] = ()


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One entry as it is shown. All but the entry is worked out when asked for."""

    entry: Entry
    reading: Reading = field(repr=False, compare=False)

    @property
    def id(self) -> EntryId:
        """The entry's id."""
        return self.entry.id

    @property
    def at(self) -> When:
        """When it was true."""
        return self.entry.at

    @property
    def recorded_at(self) -> datetime:
        """When it was written, aware UTC."""
        return self.entry.recorded_at

    @property
    def day(self) -> str:
        """The day in the clinic's zone, as exactly as it is known; where it is not known, when it was recorded."""
        at = self.entry.at if self.entry.at.iso else When.at(self.entry.recorded_at)
        words = when(at, self.reading.voice)
        return words[:11] if at.precision is Precision.INSTANT else words

    @property
    def discipline(self) -> Discipline:
        """The lane it stands in."""
        return wording.discipline_of(self.entry)

    @property
    def kind(self) -> Kind | None:
        """The kind of its content, also when it was imported; None for a content of a newer version."""
        return wording.kind_of(self.entry.content)

    @property
    def kind_name(self) -> str:
        """What its content is called."""
        return wording.kind_name(self.entry.content)

    @property
    def author(self) -> str:
        """Name and credentials; of an imported fact the author that its source states."""
        return author_words(self.entry) or NOT_RECORDED

    @property
    def brought_in_by(self) -> str:
        """Who imported it; empty for an entry that was written here."""
        return self.entry.author.name if self.imported else ""

    @property
    def imported(self) -> bool:
        """Does it come from another system?"""
        return self.entry.source is not None

    @property
    def newer(self) -> bool:
        """Was it made by a newer version, so that only its sentence is known?"""
        return isinstance(self.entry.content, Newer)

    @property
    def status(self) -> Status:
        """How it stands."""
        return self.reading.record.status(self.entry)

    @property
    def struck(self) -> Entry | None:
        """The entry that marks it as entered in error."""
        return self.reading.record.struck(self.entry.id)

    @property
    def replaced_by(self) -> EntryId | None:
        """The later version of this fact."""
        return self.reading.record.replaced_by.get(self.entry.id)

    @property
    def addenda(self) -> tuple[Entry, ...]:
        """What was added to it, oldest first."""
        return self.reading.record.addenda.get(self.entry.id, ())

    @property
    def about(self) -> Entry | None:
        """The entry that it amends, acknowledges, co-signs, corrects or replaces."""
        return self.reading.record.by_id.get(self.entry.ref) if self.entry.ref else None

    @property
    def wrong_patient(self) -> bool:
        """Was it recorded in the wrong chart, or added to an entry that was?"""
        return _wrong_patient(self.entry, self.reading.record)

    @property
    def withheld(self) -> bool:
        """Is its body hidden from this reader?"""
        mine = self.entry.author.member == self.reading.reader
        return self.wrong_patient and not mine and Role.PRIVACY_OFFICER not in self.reading.roles

    @property
    def blind_weight(self) -> bool:
        """Is it a weight that the patient is not shown? Its text holds the number; headline and sentence do not."""
        return isinstance(self.entry.content, Weight) and self.entry.content.blind

    @property
    def headline(self) -> str:
        """A short line."""
        if self.withheld:
            return self.reading.voice(WITHHELD)
        return wording.shortened(self.entry.said) if self.newer else self._told.headline

    @property
    def said(self) -> str:
        """One sentence; of a content that this version does not know the one that its signer saw."""
        if self.withheld:
            return self.reading.voice(WITHHELD)
        return self.entry.said if self.newer else self._told.said

    @property
    def brief(self) -> str:
        """The first words under the headline, without what the headline says."""
        return "" if self.withheld or self.newer else wording.brief(self._told)

    @property
    def lines(self) -> tuple[wording.Line, ...]:
        """All of it, line by line."""
        if self.withheld:
            return (wording.Line("", self.reading.voice(WITHHELD)),)
        return (wording.Line("", self.entry.said),) if self.newer else self._told.lines

    @property
    def text(self) -> str:
        """All of it as text."""
        return "\n".join(map(str, self.lines))

    @property
    def words(self) -> str:
        """Headline and text in one, for finding words in them."""
        if self.withheld or self.newer:
            return self.text
        told = self._told
        return "\n".join([told.headline, *map(str, told.lines)])

    @property
    def _told(self) -> wording.Telling:
        return wording.tell_entry(self.entry, self.reading.voice)

    @property
    def unread(self) -> bool:
        """Has this reader not had it open? Own entries, receipts, and what no longer stands are never unread."""
        return is_unread(self.entry, self.reading)

    @property
    def awaited(self) -> Awaited:
        """Whose acknowledgement it waits for: members whom its author asked, and roles that the clinic names."""
        return awaited(self.entry, self.reading.record, self.reading.duties)

    @property
    def acknowledgements(self) -> tuple[Entry, ...]:
        """Who acknowledged it, oldest first."""
        return self.reading.record.acknowledgements.get(self.entry.id, ())

    @property
    def needs_my_acknowledgement(self) -> bool:
        """Is this reader asked, and has not yet answered?"""
        return needs_acknowledgement(self.entry, self.reading)

    @property
    def seen_by(self) -> int:
        """How many members had it open; whoever acknowledged it has read it."""
        opened = {*self.reading.record.seen.get(self.entry.id, ())}
        return len(opened | {one.author.member for one in self.acknowledgements})

    @property
    def awaits_cosignature_of(self) -> MemberId | None:
        """The prescriber whose co-signature a telephone order still awaits, or the member whom a note asks for one."""
        return awaited_cosignature(self.entry, self.reading.record)


def is_unread(entry: Entry, reading: Reading) -> bool:
    """Is an entry unread for this reader?"""
    if entry.author.member == reading.reader or isinstance(entry.content, _RECEIPTS):
        return False
    record = reading.record
    if entry.id in record.errors or entry.id in record.replaced_by:
        return False
    return reading.reader not in record.seen.get(entry.id, ())


def needs_acknowledgement(entry: Entry, reading: Reading) -> bool:
    """Is this reader asked to acknowledge an entry that stands, and has not yet?

    Whoever is asked to co-sign it is not asked by the clinic as well: the co-signature answers for both.
    """
    wanted = awaited(entry, reading.record, reading.duties)
    if reading.reader in wanted.members:
        return True
    asked = wanted.asks(reading.reader, reading.roles)
    return asked and awaited_cosignature(entry, reading.record) != reading.reader


def is_acknowledged(entry: Entry, reading: Reading) -> bool:
    """Has everybody answered whom its author or the clinic asks? Where nobody is asked, nothing is open."""
    return not awaited(entry, reading.record, reading.duties).anybody


def awaited_cosignature(entry: Entry, record: Record) -> MemberId | None:
    """Whose co-signature is still awaited: of an order taken by telephone that of its prescriber, and nobody else's.

    A note names its co-signer; whoever may sign in that member's stead settles it, so that no leave keeps it waiting.
    """
    content, signed = entry.content, {one.author.member for one in record.cosignatures.get(entry.id, ())}
    if isinstance(content, Note):
        awaited, settled = content.cosigner, bool(signed)
    else:
        awaited = getattr(content, "ordered_by", None)
        settled = awaited in signed
    own = awaited == entry.author.member
    return None if awaited is None or own or settled or entry.id in record.errors else awaited


def _wrong_patient(entry: Entry, record: Record) -> bool:
    errors = [record.errors.get(entry.id)]
    if isinstance(entry.content, Addendum) and entry.ref is not None:
        errors.append(record.errors.get(entry.ref))
    reasons = [error.content.reason for error in errors if error and isinstance(error.content, EnteredInError)]
    return ErrorReason.WRONG_PATIENT in reasons


def timeline(reading: Reading) -> tuple[TimelineRow, ...]:
    """Every entry, the newest first."""
    return tuple(TimelineRow(entry, reading) for entry in reversed(reading.record.entries))


def voice_of(
    record: Record, zone: ZoneInfo, language: str = "en", members: Mapping[str, str] = MappingProxyType({})
) -> wording.Voice:
    """How entries of this record are told: in the clinic's zone, each by its name, members by theirs."""
    return wording.Voice(language, zone, {**members, **record.names} if members else record.names)
