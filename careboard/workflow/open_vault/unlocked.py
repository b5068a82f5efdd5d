"""One member's keys over one vault file: who belongs to the clinic, what stands in the file, what is signed into it.

Everything that is read here was verified here. What does not stand goes to quarantine and is told, never dropped.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import wraps
from threading import RLock
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from careboard.clinical.entry import Kind
from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.i18n import gettext
from careboard.storage.hub.port import Gap, RegistryMoved
from careboard.storage.kept import Head, Kept
from careboard.storage.vaultfile import VaultFile
from careboard.vault.codec import require_canonical
from careboard.vault.keyring import STREAM_KINDS, Keyring
from careboard.vault.keys import Keyset
from careboard.vault.record import Header, Record
from careboard.vault.refusals import BadRecord
from careboard.vault.registry import REGISTRY_KINDS, Registry, fold_registry
from careboard.vault.verifier import Known, Passed, Verified, judged
from careboard.workflow.logs import FiledLogs
from careboard.workflow.open_vault.set_back import SetBack, set_back
from careboard.workflow.open_vault.unsigned import Clock, Draft, compose, log_id, utc_now
from careboard.workflow.refusals import MembershipEnded, PeopleChanged

P = ParamSpec("P")
T = TypeVar("T")
V = TypeVar("V", bound="Unlocked")
NO_RULE = 0
_JUDGED_ANEW = REGISTRY_KINDS | {"adopt"}  # what decides about records that were read already
FRAME = _JUDGED_ANEW | STREAM_KINDS
ENTRY_KINDS = frozenset(kind.value for kind in Kind)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A record that does not stand, and the sentence that says why; `rule` is NO_RULE when it cannot be read only."""

    record: bytes
    rule: int
    sentence: str

    @property
    def told(self) -> str:
        """The sentence, with what is to be done about it where the record breaks a rule."""
        return gettext(self.sentence) if self.rule == NO_RULE else BadRecord(self.rule, self.sentence).told


class _BegunAnew(CareboardError):
    """The logs of this computer were begun anew since they were looked at."""


class Ahead(Protocol):
    """Where a change of the clinic's people goes before it is kept: to the clinic's hub, which numbers such changes."""

    def make_way(self) -> None:
        """Let all that stands before it in the own log be there; asked before the file is written to."""

    def send(self, records: Sequence[Record]) -> None:
        """Send the change; what is raised keeps it out of the file."""

    def follow(self) -> None:
        """The change is kept; what hangs on it may be done."""


@dataclass(frozen=True, slots=True)
class Nature:
    """What a stream turned out to be, once and for all: a patient's chart, or private notes about a patient."""

    chart: bool
    patient: str | None


def one_at_a_time(method: Callable[Concatenate[V, P], T]) -> Callable[Concatenate[V, P], T]:
    """The two workers of a desktop share one vault: what changes people or keys is not seen half done."""

    @wraps(method)
    def guarded(vault: V, /, *args: P.args, **named: P.kwargs) -> T:
        with vault.guard:
            return method(vault, *args, **named)

    return guarded


class Unlocked:
    """The people and the keys, reading and writing."""

    def __init__(self, file: VaultFile, keyset: Keyset, clinic: str, clock: Clock = utc_now) -> None:
        self.guard = RLock()
        self.file = file
        self.clinic = clinic
        self.member = keyset.id
        self.clock = clock
        self.passed = Passed(keyset)
        self.keyset = keyset
        self.trouble: list[Trouble] = []
        self._told: set[Trouble] = set()
        self.set_back: SetBack | None = None  # until it is told
        self.after_writing: Callable[[Sequence[Draft]], None] = _unheard
        self.natures: dict[str, Nature] = {}
        self.adoptions: dict[bytes, Header] = {}  # a record that stands again -> the first that adopted it
        self.ahead: Ahead | None = None  # without one a change of people is kept here alone
        self._looked_ahead = False
        self._frame: dict[str, int] = {}
        self.refresh()

    @one_at_a_time
    def refresh(self) -> None:
        """Read registry and keys anew, and which logs are written here."""
        self._installation = self.file.installation
        self._log = log_id(self.member, self._installation)
        self._people = self.file.people()
        self._aside = self.file.set_aside_count()
        self._frame = self.file.frame_heads(FRAME)
        self.registry: Registry = fold_registry(self.file.of_kinds(REGISTRY_KINDS), self.clinic)
        custodian = self.registry.custody.id if self.registry.custody else ""
        self._keyring = Keyring(self.keyset, self.clinic, custodian)
        self.known = Known(self.registry, self.keyring, self.passed, FiledLogs(self.file))
        self._take_adoptions()
        self._take_streams(self.file.frame(STREAM_KINDS, self.member))
        for record, sentence in self.registry.trouble:
            self._tell(record, 8, sentence)

    @property
    def roles(self) -> frozenset[Role]:
        """What this member is now; nothing when the membership has ended."""
        member = self.registry.members.get(self.member)
        return member.roles if member is not None else frozenset()

    @property
    def of_the_clinic(self) -> frozenset[str]:
        """The streams of the clinic itself, which hold no patient: its own texts, and its break-glass group's keys."""
        group = self.registry.group
        return frozenset({self.registry.clinic_stream} | ({group.stream} if group is not None else set()))

    @property
    def keyring(self) -> Keyring:
        """The keys of every stream that this member reads, never half renewed."""
        with self.guard:
            return self._keyring

    @one_at_a_time
    def catch_up(self) -> None:
        """Others may have written people or keys to this file, or a hub sent them; what nobody wrote costs nothing.

        Raises MembershipEnded when an administrator has ended this member's.
        """
        self.take_news()
        self._refuse_ended()

    @one_at_a_time
    def take_news(self) -> None:
        """As `catch_up`, for whoever writes nothing and shows nothing."""
        if self.file.changed():
            self._take_news()

    def _refuse_ended(self) -> None:
        if self.member not in self.registry.active and not self.registry.is_custody(self.member):
            raise MembershipEnded("Your membership of this clinic has ended: nothing more can be read or signed here.")

    def _take_news(self) -> None:
        begun_anew = self.file.installation != self._installation
        if begun_anew or self.file.set_aside_count() != self._aside:  # others stand in the places of what was moved
            self.refresh()
            return
        heads = self.file.frame_heads(FRAME)
        news = {log: self._frame.get(log, -1) for log, seq in heads.items() if seq != self._frame.get(log)}
        self.take_frame(self.file.frame_beyond(FRAME, self.member, news))

    @one_at_a_time
    def take_frame(self, fresh: Sequence[Kept]) -> None:
        """Records about people and keys that were added to the file."""
        if any(kept.record.head.kind in _JUDGED_ANEW for kept in fresh):
            self.refresh()
            return
        self._frame |= {kept.record.head.log: kept.record.head.seq for kept in sorted(fresh, key=_place_in_log)}
        self._take_streams(fresh)

    def _take_adoptions(self) -> None:
        """What an administrator adopted is not told as refused any more; an adoption that is cut off adopts nothing."""
        found = [header for _, (header, *_) in self.verified(self.file.frame(["adopt"], self.member))]
        newest_first = sorted(found, key=lambda header: (header.time, header.log, header.seq), reverse=True)
        self.adoptions = {bytes.fromhex(header.ref): header for header in newest_first}
        self.known = replace(self.known, adopted=frozenset(self.adoptions))
        self._told = {trouble for trouble in self._told if trouble.record not in self.adoptions}
        self.trouble = [trouble for trouble in self.trouble if trouble in self._told]

    def _take_streams(self, kept: Iterable[Kept]) -> None:
        for record, found in self.verified(kept):
            try:
                self.keyring.take(record, found.header)
            except BadRecord as refusal:
                self.refuse(record, refusal)

    @one_at_a_time
    def verified(self, kept: Iterable[Kept]) -> list[tuple[Record, Verified]]:
        """Hold records against the ten rules; those that pass for the first time are remembered."""
        standing: list[tuple[Record, Verified]] = []
        marks: list[tuple[str, bytes, bytes]] = []
        for record, mac in kept:
            passed = self.passed.believes(record.id, mac)
            try:
                found = judged(record, self.known, passed=passed)
                if not passed and found.payload is not None and found.header.kind in ENTRY_KINDS:
                    require_canonical(found.payload)
            except BadRecord as refusal:
                self.refuse(record, refusal)
                continue
            standing.append((record, found))
            if not passed:
                marks.append((found.header.stream, record.id, self.passed.mac(record.id)))
        self.file.remember(self.member, marks)
        return standing

    @one_at_a_time
    def refuse(self, record: Record, refusal: BadRecord) -> None:
        """Keep a record that does not stand for the privacy officer, and tell of it."""
        if self._tell(record.id, refusal.rule, str(refusal)):
            self.file.quarantine(record, refusal.rule, str(refusal), self._milliseconds())

    @one_at_a_time
    def tell_unread(self, record: Record, why: str) -> None:
        """A record of a chart that this member reads breaks no rule, and yet cannot be shown."""
        self._tell(record.id, NO_RULE, why)

    def _tell(self, record: bytes, rule: int, sentence: str) -> bool:
        """Is it news?"""
        trouble = Trouble(record, rule, sentence)
        if trouble in self._told:
            return False
        self._told.add(trouble)
        self.trouble.append(trouble)
        return True

    def look_ahead(self) -> None:
        """Before a change of the clinic's people is drafted: know what others wrote, also what only the hub has yet.

        Asked of the hub while nobody waits for this vault. Raises what the hub refuses.
        """
        if self.ahead is not None:
            self.ahead.make_way()
        self.refresh()
        self._looked_ahead = True

    def write(self, drafts: Sequence[Draft]) -> list[Record]:
        """Sign and keep records, all or none; they are safe on the disk when this returns.

        Raises MembershipEnded, and PeopleChanged when somebody left or changed roles since the drafts were made; what
        the hub refuses, where a change of people goes there first.
        """
        looked, self._looked_ahead = self._looked_ahead, False
        ahead = self.ahead if _changes_people(drafts) else None
        if ahead is not None and not looked:
            ahead.make_way()
        try:
            written = self._written(drafts) if ahead is None else self._written_after(ahead, drafts)
        except RegistryMoved:
            with suppress(CareboardError):  # so that doing it once more is done in the knowledge of what came first
                self.look_ahead()
            raise
        if ahead is not None:
            self.refresh()
            ahead.follow()
        self.after_writing(drafts)
        return [kept.record for kept in written]

    def _written_after(self, ahead: Ahead, drafts: Sequence[Draft]) -> Sequence[Kept]:
        try:
            return self._written(drafts)
        except Gap:  # something was signed in this log meanwhile
            ahead.make_way()
            return self._written(drafts)

    @one_at_a_time
    def _written(self, drafts: Sequence[Draft]) -> Sequence[Kept]:
        try:
            written = self._appended(drafts)
        except (PeopleChanged, _BegunAnew):
            self.refresh()
            written = self._appended(drafts)
        self._people += sum(draft.kind in REGISTRY_KINDS for draft in drafts)
        return written

    def _appended(self, drafts: Sequence[Draft]) -> Sequence[Kept]:
        """The people are looked at inside the transaction: no note is acknowledged that no colleague would read."""
        self._refuse_ended()
        return self.file.append(self._log, self.member, lambda head: self._compose(head, drafts))

    def _refuse_old_log(self, head: Head) -> None:
        """The hub holds other records where this log ended: its owner's client has begun a new one meanwhile."""
        if head.installation != self._installation:
            raise _BegunAnew("This computer writes new logs from now on.", "Do it once more.")

    def _refuse_stale(self, head: Head, drafts: Sequence[Draft]) -> None:
        if head.people != self._people or not all(map(self._fits, drafts)):
            raise PeopleChanged("Somebody else changed the clinic's people at this moment.")

    def _fits(self, draft: Draft) -> bool:
        """Has the draft its place among the records about people, and has nobody of then left or changed roles?"""
        if draft.reg is not None and draft.reg <= self.registry.last:
            return False
        if draft.under is None or draft.under is self.registry:
            return True
        now, then = self.registry.active, draft.under.active
        return all(member in now and now[member].roles == then[member].roles for member in then)

    def _compose(self, head: Head, drafts: Sequence[Draft]) -> list[Kept]:
        self._refuse_old_log(head)
        self._refuse_stale(head, drafts)
        kept: list[Kept] = []
        seq, prev, last = head.seq, head.prev, head.time
        for draft in drafts:
            now = self._milliseconds()
            record = compose(draft, self.keyset, self.clinic, self._log, seq, prev, now)
            kept.append(Kept(record, self.passed.mac(record.id)))
            self._notice(now, last)
            seq, prev, last = seq + 1, record.id.hex(), now
        if self.ahead is not None and _changes_people(drafts):
            self.ahead.send([one.record for one in kept])
        return kept

    def _notice(self, now: int, last: int) -> None:
        self.set_back = set_back(now, last) or self.set_back

    def _milliseconds(self) -> int:
        """Now, as a header can say it; a record of another time would be refused by every reader but its writer."""
        now = int(self.clock().timestamp() * 1000)
        if now < 0:
            raise CareboardError("The clock of this computer is wrong.", "Set its date and time, and do it once more.")
        return now


def _unheard(_written: Sequence[Draft]) -> None:
    """Nobody is told of what was written."""


def _changes_people(drafts: Iterable[Draft]) -> bool:
    return any(draft.kind in REGISTRY_KINDS for draft in drafts)


def _place_in_log(kept: Kept) -> int:
    return kept.record.head.seq
