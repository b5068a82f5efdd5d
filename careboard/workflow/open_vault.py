"""An unlocked vault: one member's keys over one vault file; it writes that member's log and reads what it may.

Everything that is read here was verified here. What does not stand goes to quarantine and is told, never dropped.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import wraps
from threading import RLock
from typing import Any, Concatenate, ParamSpec, TypeVar

from careboard.clinical.entry import Kind
from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.storage.kept import Head, Kept
from careboard.storage.vaultfile import VaultFile
from careboard.vault.codec import require_canonical
from careboard.vault.epochs import Epoch, epoch_body, grant_body
from careboard.vault.keyring import STREAM_KINDS, Keyring
from careboard.vault.keys import Keyset, PublicKeys, StreamKey, seal, stream_id
from careboard.vault.record import Header, Record, canon, pad, parse_canon, record_id, sha256
from careboard.vault.refusals import BadRecord, NoKey, WrongSecret
from careboard.vault.registry import REGISTRY_KINDS, Registry, fold_registry
from careboard.vault.verifier import Known, Passed, Verified, judged
from careboard.workflow.logs import FiledLogs
from careboard.workflow.refusals import MembershipEnded, PeopleChanged

P = ParamSpec("P")
T = TypeVar("T")
CHECKPOINT_EVERY = 256
CHECKPOINT_AFTER = timedelta(hours=1)
NO_RULE = 0
MOVED = "A record lies in another place than it says, where it may be overlooked: open a verified backup."
_DRAFT = "draft/v1"
_FRAME = REGISTRY_KINDS | STREAM_KINDS
ENTRY_KINDS = frozenset(kind.value for kind in Kind)
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The computer's clock, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Draft:
    """A record before it has its place in the log: what kind, for which stream, saying what.

    `under`: the people of the clinic when it was sealed, or its keys handed out; None where it hangs on nobody else.
    """

    kind: str
    stream: str
    payload: bytes
    key: StreamKey | None = None
    key_id: str = ""
    to: str = ""
    ref: str = ""
    reg: int | None = None
    delivery: str = ""
    under: Registry | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A record that does not stand, and the sentence that says why; `rule` is NO_RULE when it cannot be read only."""

    record: bytes
    rule: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Nature:
    """What a stream turned out to be, once and for all: a patient's chart, or private notes about a patient."""

    chart: bool
    patient: str | None


def _one_at_a_time(method: Callable[Concatenate["OpenVault", P], T]) -> Callable[Concatenate["OpenVault", P], T]:
    """The two workers of a desktop share one vault: what changes people or keys is not seen half done."""

    @wraps(method)
    def guarded(vault: "OpenVault", /, *args: P.args, **named: P.kwargs) -> T:
        with vault.guard:
            return method(vault, *args, **named)

    return guarded


class OpenVault:
    """The one place where keys and the vault file meet. Dropping it is what locking does."""

    def __init__(self, file: VaultFile, keyset: Keyset, clinic: str, clock: Clock = utc_now) -> None:
        self.guard = RLock()
        self.file = file
        self.clinic = clinic
        self.member = keyset.id
        self.clock = clock
        self.passed = Passed(keyset)
        self.keyset = keyset
        self._log = log_id(keyset.id, file.installation)
        self.trouble: list[Trouble] = []
        self._told: set[Trouble] = set()
        self.natures: dict[str, Nature] = {}
        self._unnamed = 0
        self._named = clock()
        self._frame: dict[str, int] = {}
        self.refresh()

    # -- who and which keys -------------------------------------------------------------------------------------

    @_one_at_a_time
    def refresh(self) -> None:
        """Read registry and keys anew."""
        self._people = self.file.people()
        self._frame = self.file.frame_heads(_FRAME)
        self.registry: Registry = fold_registry(self.file.of_kinds(REGISTRY_KINDS), self.clinic)
        custodian = self.registry.custody.id if self.registry.custody else ""
        self._keyring = Keyring(self.keyset, self.clinic, custodian)
        self.known = Known(self.registry, self.keyring, self.passed, FiledLogs(self.file))
        self._take_streams(self.file.frame(STREAM_KINDS, self.member))
        for record, sentence in self.registry.trouble:
            self._tell(record, 8, sentence)

    @property
    def roles(self) -> frozenset[Role]:
        """What this member is now; nothing when the membership has ended."""
        member = self.registry.members.get(self.member)
        return member.roles if member is not None else frozenset()

    @property
    def keyring(self) -> Keyring:
        """The keys of every stream that this member reads, never half renewed."""
        with self.guard:
            return self._keyring

    @_one_at_a_time
    def catch_up(self) -> None:
        """Another program may have written people or keys to this file; what nobody wrote since costs nothing.

        Raises MembershipEnded when an administrator has ended this member's.
        """
        if self.file.changed():
            self._take_news()
        self._refuse_ended()

    def _refuse_ended(self) -> None:
        if self.member not in self.registry.active and not self.registry.is_custody(self.member):
            raise MembershipEnded("Your membership of this clinic has ended: nothing more can be read or signed here.")

    def _take_news(self) -> None:
        news = {log for log, seq in self.file.frame_heads(_FRAME).items() if seq != self._frame.get(log)}
        fresh = [
            kept
            for kept in (self.file.frame(_FRAME, self.member) if news else ())
            if kept.record.head.log in news and kept.record.head.seq > self._frame.get(kept.record.head.log, -1)
        ]
        if any(kept.record.head.kind in REGISTRY_KINDS for kept in fresh):
            self.refresh()
            return
        self._frame |= {kept.record.head.log: kept.record.head.seq for kept in sorted(fresh, key=_place_in_log)}
        self._take_streams(fresh)

    def _take_streams(self, kept: Iterable[Kept]) -> None:
        for record, found in self.verified(kept):
            try:
                self.keyring.take(record, found.header)
            except BadRecord as refusal:
                self.refuse(record, refusal)

    # -- reading --------------------------------------------------------------------------------------------------

    @_one_at_a_time
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

    @_one_at_a_time
    def refuse(self, record: Record, refusal: BadRecord) -> None:
        """Keep a record that does not stand for the privacy officer, and tell of it."""
        if self._tell(record.id, refusal.rule, str(refusal)):
            self.file.quarantine(record, refusal.rule, str(refusal), self._milliseconds())

    @_one_at_a_time
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

    def heads_named(self, checkpoint: Record) -> list[tuple[str, int, bytes]]:
        """Log, place and id of every head that a sound checkpoint names."""
        try:
            heads = parse_canon(checkpoint.body or b"")
            return [(log, int(seq), bytes.fromhex(record)) for log, (seq, record) in heads.items()]
        except (BadRecord, TypeError, ValueError):
            return []

    # -- writing --------------------------------------------------------------------------------------------------

    @_one_at_a_time
    def write(self, drafts: Sequence[Draft]) -> list[Record]:
        """Sign and keep records, all or none; they are safe on the disk when this returns.

        Raises MembershipEnded, and PeopleChanged when somebody left or changed roles since the drafts were made.
        """
        try:
            written = self._appended(drafts)
        except PeopleChanged:
            self.refresh()
            written = self._appended(drafts)
        self._people += sum(draft.kind in REGISTRY_KINDS for draft in drafts)
        self._unnamed += len(written)
        if self._unnamed >= CHECKPOINT_EVERY or not timedelta(0) <= self.clock() - self._named < CHECKPOINT_AFTER:
            self.checkpoint()
        return [kept.record for kept in written]

    def _appended(self, drafts: Sequence[Draft]) -> Sequence[Kept]:
        """The people are looked at inside the transaction: no note is acknowledged that no colleague would read."""
        self._refuse_ended()
        return self.file.append(self._log, self.member, lambda head: self._compose(head, drafts))

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

    @_one_at_a_time
    def checkpoint(self) -> None:
        """Name the heads of all logs that changed since this member's last checkpoint, so that a cut-off tail shows."""
        kept = self.file.frame(["checkpoint"], self.member)
        mine = [record for record, _ in self.verified(one for one in kept if one.record.head.author == self.member)]
        places = [place for earlier in mine for place in self.heads_named(earlier)]
        named = {log: (seq, record) for log, seq, record in places}
        known = {record.id.hex() for record in mine[-1:]}
        heads = self.file.heads()
        self._tell_of_lost(places, heads)
        changed = {
            log: [seq, record] for log, (seq, record) in heads.items() if _is_news(log, seq, record, named, known)
        }
        self._unnamed, self._named = 0, self.clock()
        if changed:
            self.write([clear("checkpoint", changed)])

    def _tell_of_lost(self, places: Iterable[tuple[str, int, bytes]], heads: Mapping[str, tuple[int, str]]) -> None:
        """What this member once saw at the end of a log stands there still, or the log was cut or exchanged since."""
        for log, (seq, record) in {log: (seq, record) for log, seq, record in sorted(places)}.items():
            head = heads.get(log, (-1, ""))
            same = head == (seq, record.hex()) or (head[0] > seq and self.file.id_at(log, seq) == record)
            if not same:
                self._tell(record, 7, "A record that was here before is missing or was exchanged.")

    def tell_of_gaps(self) -> None:
        """A log has a record at each of its places, or somebody took one out of the file."""
        for log in self.file.logs_with_gaps():
            self._tell(bytes.fromhex(log), 7, "A record is missing from the middle of a log.")

    def tell_of_moved(self, stopped: Callable[[], bool] = lambda: False) -> bool:
        """Look whether a row hides its record by lying about it; long in a large vault. False when it was stopped."""
        for piece in self.file.misplaced():
            for record in piece:
                self._tell(record, 7, MOVED)
            if stopped():
                return False
        return True

    @_one_at_a_time
    def sealed(self, kind: str, stream: str, payload: bytes, delivery: str = "") -> Draft:
        """A draft sealed under the stream's newest key."""
        epoch, key = self.keyring.current(stream)
        return Draft(kind, stream, payload, key, epoch.key, delivery=delivery, under=self.registry)

    @_one_at_a_time
    def begin_stream(self, members: Iterable[str], *, custody: bool = True, key: StreamKey | None = None) -> str:
        """Make a new stream that these members read; returns its id."""
        key = key or StreamKey.new()
        draft = self.stream_draft(key, members, custody=custody)
        self._written_key(self.write([draft]), draft, key)
        return draft.stream

    def stream_draft(self, key: StreamKey, members: Iterable[str], *, custody: bool = True) -> Draft:
        """The record that begins a stream under a fresh key."""
        stream = stream_id(key.id, self.member)
        sheet = self.registry.custody if custody else None
        body = epoch_body(self.clinic, stream, 0, key, self._keys(members), sheet)
        return Draft("stream", stream, canon(body), key_id=key.id, under=self.registry)

    @_one_at_a_time
    def begin_epoch(self, stream: str, members: Iterable[str], *, custody: bool = True) -> None:
        """A new key for a stream, for these members; what was written before stays readable to who could read it."""
        levels, (_, newest) = self.keyring.levels(stream), self.keyring.current(stream)
        older = {newest.id: newest} | {k.id: k for k in self._within_reach(stream, levels[-1])}
        key = StreamKey.new()
        sheet = self.registry.custody if custody else None
        body = epoch_body(self.clinic, stream, len(levels), key, self._keys(members), sheet, older.values())
        draft = Draft("epoch", stream, canon(body), key_id=key.id, under=self.registry)
        self._written_key(self.write([draft]), draft, key)

    def _within_reach(self, stream: str, epochs: Iterable[Epoch]) -> Iterable[StreamKey]:
        """Of two keys made at once a newcomer may have been handed only one."""
        for epoch in epochs:
            with suppress(NoKey):
                yield self.keyring.key(stream, epoch.key)

    @_one_at_a_time
    def grant(self, stream: str, member: str) -> None:
        """Hand the newest key of a stream to one more member."""
        draft = self.grant_draft(stream, self.registry.keys_of(member))
        self._written_key(self.write([draft]), draft, self.keyring.current(stream)[1])

    @_one_at_a_time
    def grant_draft(self, stream: str, to: PublicKeys) -> Draft:
        """The record that hands over the newest key of a stream, to a member or to who becomes one with it."""
        epoch, key = self.keyring.current(stream)
        body = grant_body(self.clinic, stream, key, to.id, to)
        return Draft("grant", stream, canon(body), key_id=epoch.key, to=to.id, under=self.registry)

    # -- drafts ---------------------------------------------------------------------------------------------------

    def keep_draft(self, name: str, text: bytes) -> None:
        """Keep what is not signed yet, sealed for this member alone and bound to its name and time."""
        saved = self._milliseconds()
        sealed = self.keyset.seal_own(_DRAFT, text, _binding(name, saved))
        self.file.put_draft(self.member, name, saved, sealed)

    def drafts(self) -> dict[str, bytes | None]:
        """Name to text of this member's drafts; None where one is damaged."""
        return {name: self._draft(name, *kept) for name, kept in self.file.drafts(self.member).items()}

    def _draft(self, name: str, saved: int, sealed: bytes) -> bytes | None:
        try:
            return self.keyset.open_own(_DRAFT, sealed, _binding(name, saved))
        except WrongSecret:
            return None

    # -- within ---------------------------------------------------------------------------------------------------

    def _written_key(self, written: Sequence[Record], draft: Draft, key: StreamKey) -> None:
        self.keyring.take(written[0], written[0].head)
        self.keyring.remember(draft.stream, key)

    def _keys(self, members: Iterable[str]) -> dict[str, PublicKeys]:
        return {member: self.registry.members[member].keys for member in members}

    def _compose(self, head: Head, drafts: Sequence[Draft]) -> list[Kept]:
        self._refuse_stale(head, drafts)
        kept: list[Kept] = []
        seq, prev, _people = head
        for draft in drafts:
            record = compose(draft, self.keyset, self.clinic, self._log, seq, prev, self._milliseconds())
            kept.append(Kept(record, self.passed.mac(record.id)))
            seq, prev = seq + 1, record.id.hex()
        return kept

    def _milliseconds(self) -> int:
        """Now, as a header can say it; a record of another time would be refused by every reader but its writer."""
        now = int(self.clock().timestamp() * 1000)
        if now < 0:
            raise CareboardError("The clock of this computer is wrong.", "Set its date and time, and do it once more.")
        return now


def _binding(name: str, saved: int) -> bytes:
    return f"{name}\0{saved}".encode()


def _place_in_log(kept: Kept) -> int:
    return kept.record.head.seq


def _is_news(log: str, seq: int, record: str, named: Mapping[str, tuple[int, bytes]], known: AbstractSet[str]) -> bool:
    return record not in known and named.get(log) != (seq, bytes.fromhex(record))


def compose(draft: Draft, keyset: Keyset, clinic: str, log: str, seq: int, prev: str, time: int) -> Record:
    """Give a draft its place: header, sealed body, identity, signature."""
    header = Header(
        clinic=clinic, log=log, seq=seq, prev=prev, author=keyset.id, kind=draft.kind, stream=draft.stream, time=time,
        key=draft.key_id, to=draft.to, ref=draft.ref, reg=draft.reg, delivery=draft.delivery,
    ).encode()  # fmt: skip
    body = draft.payload if draft.key is None else seal(draft.key.cipher, pad(draft.payload), header)
    body_hash = sha256(body)
    record = record_id(header, body_hash)
    return Record(record, header, body_hash, body, keyset.sign(record))


def log_id(member: str, installation: bytes) -> str:
    """The log of one member on one installation: 16 bytes, hex."""
    return hashlib.sha256(b"careboard/log/v1\0" + member.encode() + installation).hexdigest()[:32]


def clear(kind: str, body: dict[str, Any], stream: str = "", **fields: Any) -> Draft:
    """A draft whose body is clear canonical JSON."""
    return Draft(kind, stream, canon(body), **fields)


def access(purpose: str, stream: str = "", count: int = 1) -> Draft:
    """A record of access: for what, to whose chart and how often, and never a word that was looked for."""
    return clear("access", {"purpose": purpose, "count": count}, stream)
