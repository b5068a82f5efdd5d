"""From sealed records to entries: what of a stream may be believed and shown.

A record that does not stand is told as a finding and kept in quarantine; the chart opens all the same.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, partial
from typing import NamedTuple

from careboard.clinical.clinic import MemberProfile
from careboard.clinical.entry import Content, Entry, Kind
from careboard.clinical.note import PrivateNote
from careboard.clinical.people import Author, Role
from careboard.clinical.person import Registration
from careboard.clinical.values import EntryId, MemberId, PatientId
from careboard.storage.kept import Kept
from careboard.vault import codec, permission
from careboard.vault.codec import Opened
from careboard.vault.policy import PRESCRIBERS
from careboard.vault.refusals import BadRecord
from careboard.vault.verifier import UNSEALED
from careboard.workflow.collector import held_back
from careboard.workflow.open_vault import ENTRY_KINDS, Nature, OpenVault

Look = Callable[[], None]
_Closed = Callable[[], AbstractSet[tuple[str, str]]]  # asked only where a record belongs to an import
NOT_ENTRIES = (*sorted(UNSEALED), "blob", "delivery")
_PIECE = 250  # records that are opened, judged and let go of together: they stay in the processor's own memory
_KINDS = {kind.value: kind for kind in Kind}


def _looks_nowhere() -> None:
    """Nobody watches."""


class _Read(NamedTuple):
    """What is kept of a record that was verified and opened."""

    id: bytes
    author: str
    kind: str
    time: int
    delivery: str
    roles: frozenset[Role]
    opened: Opened


def entries_of(
    vault: OpenVault,
    stream: str,
    authors: dict[str, Author],
    *,
    newest: int | None = None,
    look: Look = _looks_nowhere,
) -> tuple[Entry, ...]:
    """The entries of a stream that stand, oldest record first; with `newest`, only that many of the last recorded.

    `look` is called between records all along, so that long reading can be watched, and stopped by what it raises.
    """
    with held_back():
        return tuple(_entries(vault, stream, _standing(vault, stream, newest, look), authors))


def entries_among(vault: OpenVault, records: Sequence[bytes], authors: dict[str, Author]) -> tuple[Entry, ...]:
    """Those of some records that stand, each held against the same rules as a whole stream, in no order."""
    if not records:
        return ()
    vault.catch_up()
    by_stream: dict[str, list[Kept]] = defaultdict(list)
    for kept in vault.file.among(records, vault.member):
        by_stream[kept.record.head.stream].append(kept)
    closed = cache(vault.file.closed_deliveries)
    found = ((stream, _decode(vault, stream, kept, closed)) for stream, kept in by_stream.items())
    standing = ((stream, _that_stand(vault, stream, iter([reads]))) for stream, reads in found)
    return tuple(entry for stream, reads in standing for entry in _entries(vault, stream, reads, authors))


def streams_within_reach(vault: OpenVault) -> list[str]:
    """The streams that this member reads, without those of the clinic itself, and those whose team they left."""
    keyring = vault.keyring
    held = (stream for stream in keyring.streams - vault.of_the_clinic if keyring.holds(stream))
    return sorted(stream for stream in held if vault.member not in keyring.left(stream))


def contents_of(vault: OpenVault, stream: str) -> list[Content]:
    """What the entries of a stream say that stand, oldest record first."""
    return [read.opened.content for read in _standing(vault, stream)]


def check(vault: OpenVault, stream: str, kind: str, opened: Opened, target: permission.Target | None) -> None:
    """The same permission that every reader asks, asked before writing."""
    vault.catch_up()
    if len(_readers(vault, stream)) == 1 and stream not in vault.natures:
        _learn_nature(vault, stream, [read for piece in _decoded(vault, stream) for read in piece])
    form = _form(vault.registry.members[vault.member].roles, kind, opened)
    author = vault.registry.person(vault.member)
    act = permission.Act(form, author, opened.content, _place(vault, stream), target)
    permission.check(act, vault.registry.policy)


def _learn_nature(vault: OpenVault, stream: str, reads: Iterable[_Read]) -> None:
    """The first registration, or else the first private note, says what a stream is.

    Private notes say nothing about a stream that others read: they are refused there, and must not spoil it.
    """
    contents = [read.opened.content for read in reads]
    private = [content for content in contents if isinstance(content, PrivateNote)]
    private = private if len(_readers(vault, stream)) == 1 else []
    chart = any(isinstance(content, Registration) for content in contents)
    if chart or private:
        vault.natures[stream] = Nature(chart, None if chart else private[0].patient)


def _place(vault: OpenVault, stream: str) -> permission.Place:
    nature = vault.natures.get(stream, Nature(chart=False, patient=None))
    members = vault.registry.members.items()
    prescribers = {key for key, one in members if any(change.roles & PRESCRIBERS for change in one.changes)}
    readers = _readers(vault, stream) | {grant.to for grant in vault.keyring.glass(stream)}
    return permission.Place(readers, prescribers, nature.chart, nature.patient)


def _readers(vault: OpenVault, stream: str) -> frozenset[str]:
    """The people to whom a key was ever handed, whichever keys they had."""
    return vault.registry.persons(vault.keyring.team(stream))


def _form(roles: AbstractSet[Role], kind: str, opened: Opened) -> permission.Form:
    content, refers, sourced = type(opened.content), opened.ref is not None, opened.source is not None
    return permission.Form(roles, kind, opened.schema, content, refers, sourced)


def target_of(vault: OpenVault, stream: str, ref: EntryId) -> permission.Target | None:
    """Who wrote the entry that another refers to; None when it is not in this stream."""
    kept = vault.file.kept(bytes.fromhex(ref), vault.member)
    if kept is None or kept.record.head.stream != stream:
        return None
    found = _decode(vault, stream, [kept], vault.file.closed_deliveries)
    return _target(vault, found[0]) if found else None


def authors_of(vault: OpenVault) -> dict[str, Author]:
    """Key id to its owner, with the name that stands in the clinic's own stream, and all roles that they ever had.

    Who has had several keys is one author, named by the first of them.
    """
    contents = contents_of(vault, vault.registry.clinic_stream)
    whose = vault.registry.person
    names = {whose(content.member): content for content in contents if isinstance(content, MemberProfile)}
    return {member: _author(vault, member, names.get(whose(member))) for member in vault.registry.members}


def _author(vault: OpenVault, member: str, profile: MemberProfile | None) -> Author:
    person, members = vault.registry.person(member), vault.registry.members
    theirs = [one for key, one in members.items() if vault.registry.person(key) == person]
    ever = {role for one in theirs for change in one.changes for role in change.roles}
    roles = tuple(role for role in Role if role in ever)
    if profile is None:
        return Author(MemberId(person), f"Member {person[:8]}", roles)
    return Author(MemberId(person), profile.name, roles, profile.credentials, profile.discipline)


def _standing(vault: OpenVault, stream: str, newest: int | None = None, look: Look = _looks_nowhere) -> Iterator[_Read]:
    vault.catch_up()
    return _that_stand(vault, stream, _decoded(vault, stream, newest, look), look)


def _that_stand(
    vault: OpenVault, stream: str, pieces: Iterator[list[_Read]], look: Look = _looks_nowhere
) -> Iterator[_Read]:
    """Piece by piece; but while nobody knows yet what kind of stream it is, all of it has to be read first."""
    if stream not in vault.natures:
        reads = [read for piece in pieces for read in piece]
        _learn_nature(vault, stream, reads)
        pieces = iter([reads])
    judge = _Judge(vault, stream, _place(vault, stream))
    for piece in pieces:
        yield from judge.permitted(piece, look)


def _decoded(
    vault: OpenVault, stream: str, newest: int | None = None, look: Look = _looks_nowhere
) -> Iterator[list[_Read]]:
    """What a stream says, oldest record first, piece by piece."""
    kept = vault.file.stream(stream, vault.member, newest=newest, without=NOT_ENTRIES)
    closed = cache(vault.file.closed_deliveries)
    while kept:
        piece = kept[-_PIECE:]
        del kept[-_PIECE:]
        yield _decode(vault, stream, reversed(piece), closed, look)


def _decode(
    vault: OpenVault, stream: str, kept: Iterable[Kept], closed: _Closed, look: Look = _looks_nowhere
) -> list[_Read]:
    reads: list[_Read] = []
    for record, (header, payload, roles) in vault.verified(kept):
        look()
        if header.stream != stream:
            vault.refuse(record, BadRecord(7, "A record of another chart was put among those of this one."))
        elif header.kind not in ENTRY_KINDS:
            vault.tell_unread(record, "An entry was made by a newer version of Careboard.")
        elif payload is None:
            if record.body is not None:
                vault.tell_unread(record, "An entry is sealed under a key that was not handed to you.")
        elif not header.delivery or (header.log, header.delivery) in closed():
            try:
                opened = codec.decode(payload)
            except BadRecord as refusal:
                vault.refuse(record, refusal)
            else:
                reads.append(_Read(record.id, header.author, header.kind, header.time, header.delivery, roles, opened))
    return reads


@dataclass(frozen=True, slots=True)
class _Judge:
    """Holds what was read of a stream against the role matrix; `forms` remembers what was allowed by its form.

    Its value says whether such a record hangs on its content as well. `reads` is what was read so far.
    """

    vault: OpenVault
    stream: str
    place: permission.Place
    reads: dict[bytes, _Read] = field(default_factory=dict)
    forms: dict[permission.Form, bool] = field(default_factory=dict)

    def permitted(self, piece: Sequence[_Read], look: Look) -> Iterator[_Read]:
        self.reads.update({read.id: read for read in piece})
        for read in piece:
            look()
            try:
                form = _form(read.roles, read.kind, read.opened)
                if self._hangs_on_content(form):
                    self._permit(form, read)
            except BadRecord as refusal:
                _refuse(self.vault, read, refusal)
            else:
                yield read

    def _hangs_on_content(self, form: permission.Form) -> bool:
        hangs = self.forms.get(form)
        if hangs is None:
            permission.check_form(form, self.vault.registry.policy)
            hangs = self.forms[form] = permission.hangs_on_content(form, self.place)
        return hangs

    def _permit(self, form: permission.Form, read: _Read) -> None:
        target = self._target(read.opened.ref) if read.opened.ref else None
        author = self.vault.registry.person(read.author)
        permission.check_content(permission.Act(form, author, read.opened.content, self.place, target))

    def _target(self, ref: EntryId) -> permission.Target | None:
        read = self.reads.get(bytes.fromhex(ref))
        return _target(self.vault, read) if read else target_of(self.vault, self.stream, ref)


def _target(vault: OpenVault, read: _Read) -> permission.Target:
    ordered_by = getattr(read.opened.content, "ordered_by", None)
    return permission.Target(vault.registry.person(read.author), ordered_by, read.kind == Kind.IMPORTED)


def _refuse(vault: OpenVault, read: _Read, refusal: BadRecord) -> None:
    if (record := vault.file.one(read.id)) is not None:
        vault.refuse(record, refusal)


def _entries(vault: OpenVault, stream: str, reads: Iterable[_Read], authors: Mapping[str, Author]) -> Iterator[Entry]:
    patient = PatientId(stream)
    as_then = cache(partial(_author_then, vault, authors))
    for read in reads:
        try:
            entry = _entry(read, patient, as_then(read.author, read.roles))
        except (ValueError, OverflowError):
            _refuse(vault, read, BadRecord(10, "A record holds values that no entry can have."))
        else:
            yield entry


def _author_then(vault: OpenVault, authors: Mapping[str, Author], member: str, roles: frozenset[Role]) -> Author:
    """Who wrote a record, with the roles under which it stands."""
    author = authors.get(member) or _author(vault, member, None)
    return replace(author, roles=tuple(role for role in Role if role in roles))


def _entry(read: _Read, patient: PatientId, author: Author) -> Entry:
    opened = read.opened
    return Entry(
        EntryId(read.id.hex()),
        patient,
        author,
        datetime.fromtimestamp(read.time / 1000, UTC),
        opened.at,
        _KINDS[read.kind],
        opened.content,
        opened.said,
        opened.ref,
        opened.source,
        read.delivery or None,
    )
