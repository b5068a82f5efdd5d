"""Who belongs to the clinic, with which keys and roles: a fold of the registry's signed records.

The registry is one line (`reg` 0, 1, 2, ...) from the pinned genesis, judged without clocks: a `role` or `revoke` names
the last record of each log that still stands under the roles before it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import Any

from careboard.clinical.people import Role
from careboard.vault.keys import PublicKeys
from careboard.vault.policy import Policy
from careboard.vault.record import MANY, Header, Record, parse_canon, read_header, record_id, sha256
from careboard.vault.refusals import BadRecord

REGISTRY_KINDS = frozenset({"genesis", "member", "role", "revoke", "policy", "custody", "bg-group"})
Place = tuple[int, str]  # where in a log, and the id of the record that stands there
_FARTHEST = 1_000_000  # numbers; who skips more would leave none for those who come after, nor for a revocation
_LOG, _ID = re.compile("[0-9a-f]{32}"), re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class RoleChange:
    """From here on a member has these roles; records at or before `heads` stand under the roles before.

    `heads`: log to the place and id of its last record then; None: from the beginning. `record` made the change.
    """

    roles: frozenset[Role]
    heads: Mapping[str, Place] | None
    record: bytes = field(default=b"", repr=False)

    def covers(self, log: str, seq: int) -> bool:
        """Does a record at this place come after the change?"""
        return self.heads is None or log not in self.heads or seq > self.heads[log][0]


@dataclass(frozen=True, slots=True)
class Member:
    """A person's standing in the clinic; the name is sealed in the clinic's stream, never here.

    `instead`: the keys that this person had before; "" for the first ones. `stolen`: somebody else may have those.
    """

    keys: PublicKeys
    changes: tuple[RoleChange, ...]
    instead: str = ""
    stolen: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """The roles as they stand now; empty after a revocation."""
        return self.changes[-1].roles

    def roles_at(self, log: str, seq: int) -> frozenset[Role]:
        """The roles by which a record at this place is judged."""
        if self.changes[-1].heads is None:
            return self.changes[-1].roles
        return next((change.roles for change in reversed(self.changes) if change.covers(log, seq)), frozenset())

    def roles_before(self, log: str, seq: int) -> frozenset[Role]:
        """The roles by which a record at this place was judged before the newest change that comes before it."""
        covering = [change for change in self.changes if change.covers(log, seq)]
        return covering[-2 if len(covering) > 1 else -1].roles

    def pinned(self, log: str, seq: int) -> Place | None:
        """The first head, named by a change of roles, that a record at this place must lead to."""
        pins = [change.heads[log] for change in self.changes if change.heads and log in change.heads]
        return min((pin for pin in pins if pin[0] >= seq), default=None)


@dataclass(frozen=True, slots=True)
class Group:
    """Who may open a chart in an emergency (decision 0024): the stream that holds the group's keys.

    `halves`: the clinic has a hub, and a chart's key is wrapped to the group in halves only.
    """

    stream: str
    halves: bool


@dataclass(frozen=True, slots=True)
class Registry:
    """The clinic's people as the accepted registry records tell; `trouble` names what was left out, or is odd."""

    clinic: str
    clinic_stream: str
    members: Mapping[str, Member]
    custody: PublicKeys | None
    policy: Policy
    last: int
    trouble: tuple[tuple[bytes, str], ...] = ()
    ids: frozenset[bytes] = field(default=frozenset(), repr=False)
    group: Group | None = None

    def keys_of(self, author: str) -> PublicKeys:
        """Rule 4: the keys of a member, or of the clinic's custody."""
        if (member := self.members.get(author)) is not None:
            return member.keys
        if self.custody is not None and self.custody.id == author:
            return self.custody
        raise BadRecord(4, "A record's author is not a member of this clinic.")

    def person(self, key: str) -> str:
        """Whose keys these are: the id of the first ones that this person had."""
        while (member := self.members.get(key)) is not None and member.instead:
            key = member.instead
        return key

    @property
    def stolen(self) -> frozenset[str]:
        """Keys that somebody may have beside their owner."""
        return frozenset(member.instead for member in self.members.values() if member.stolen)

    def persons(self, keys: Iterable[str]) -> frozenset[str]:
        """Whose keys these are, each person once."""
        return frozenset(map(self.person, keys))

    def signing(self, key: str) -> str:
        """The keys with which this person signs today; of who has left the last ones."""
        person = self.person(key)
        theirs = [one for one in self.members if self.person(one) == person]
        return next((one for one in reversed(theirs) if self.members[one].roles), theirs[-1] if theirs else key)

    def roles_at(self, author: str, log: str, seq: int) -> frozenset[Role]:
        """The roles by which a record at this place is judged; none for custody, whose sheets only enrol and grant."""
        member = self.members.get(author)
        return member.roles_at(log, seq) if member is not None else frozenset()

    def roles_before(self, author: str, log: str, seq: int) -> frozenset[Role]:
        """The roles by which an adopted record at this place is judged: as if the last change had not come yet."""
        member = self.members.get(author)
        return member.roles_before(log, seq) if member is not None else frozenset()

    def pinned(self, author: str, log: str, seq: int) -> Place | None:
        """The head that a record at this place must lead to, if its author's roles were changed since."""
        member = self.members.get(author)
        return member.pinned(log, seq) if member is not None else None

    def pins(self) -> Iterator[tuple[str, Place]]:
        """Log and place of every record that a change of roles names as the last one before it."""
        changes = [change for member in self.members.values() for change in member.changes]
        return ((log, pin) for change in changes for log, pin in (change.heads or {}).items())

    def settled(self, id_at: Callable[[str, int], str | None]) -> dict[str, int]:
        """Log to the last place up to which its records are known to be the true ones: what they lead to is pinned."""
        found: dict[str, int] = {}
        for log, (seq, record) in self.pins():
            if id_at(log, seq) == record:
                found[log] = max(seq, found.get(log, -1))
        return found

    def is_custody(self, author: str) -> bool:
        """Is this the clinic's custody key?"""
        return self.custody is not None and self.custody.id == author

    @property
    def active(self) -> Mapping[str, Member]:
        """The members who have a role now."""
        return {key: member for key, member in self.members.items() if member.roles}


_Line = Sequence[tuple[Header, Record]]
_Trouble = tuple[tuple[bytes, str], ...]


def fold_registry(records: Sequence[Record], pinned: str | None = None) -> Registry:
    """The registry of a clinic out of its registry records, in the order of their `reg`.

    The genesis must be sound and, where `pinned` is given, be that clinic's. A bad record is left out and named in
    `trouble`; it never stops those after it, or anybody could hold back his own revocation. A record that a later
    change of roles cuts off is left out too: the first change in the line decides first, one that is cut off itself
    cuts nothing off, and one that would take away what it stands on does not count.
    """
    line, trouble = _readable(records)
    genesis = next((record for header, record in line if _begins(header, record, pinned)), None)
    if genesis is None:
        raise BadRecord(3, "This vault does not begin with the clinic that it should hold.")
    beginning = _genesis(genesis, trouble)
    return _settled(partial(_fold, beginning, line, set()), line)


def _settled(fold: Callable[[AbstractSet[bytes]], Registry], line: _Line) -> Registry:
    """Fold again and again until nothing that stands is cut off. Administrators at war do not make it endless."""
    void: dict[bytes, bytes] = {}  # a record that is left out -> the change of roles that cuts it off
    undone: set[bytes] = set()  # changes that would take away what they stand on
    registry = fold(frozenset())
    for _ in range(3 * len(line)):
        standing = {record: change for record, change in void.items() if change in registry.ids}
        cuts = _cuts(line, registry)
        if standing == void and not cuts:
            break
        if standing == void:
            first = next(record.id for _, record in line if record.id in cuts)
            standing = void | dict.fromkeys(cuts[first], first)
            if first not in fold(standing.keys() | undone).ids:
                undone.add(first)
                standing = {}
        void = standing
        registry = fold(void.keys() | undone)
    return registry


def _cuts(line: _Line, registry: Registry) -> dict[bytes, set[bytes]]:
    """A change of roles -> the records whose author it had taken the office from, at the places where they stand."""
    cuts: dict[bytes, set[bytes]] = {}
    for header, record in line:
        member = registry.members.get(header.author)
        if member is not None and record.id in registry.ids and header.kind != "genesis":
            others = (change for change in reversed(member.changes) if change.record != record.id)
            change = next(change for change in others if change.covers(header.log, header.seq))
            if Role.ADMIN not in change.roles:
                cuts.setdefault(change.record, set()).add(record.id)
    return cuts


def _readable(records: Sequence[Record]) -> tuple[_Line, _Trouble]:
    """Where two claim one place in the line a revocation comes last, so that it holds."""
    line, trouble = [], []
    for record in records:
        try:
            line.append((_sound(record), record))
        except BadRecord as refusal:
            trouble.append((record.id, str(refusal)))
    return sorted(line, key=lambda each: (each[0].reg or 0, each[0].kind == "revoke", each[1].id)), tuple(trouble)


def _sound(record: Record) -> Header:
    if record.body is None or record_id(record.header, record.body_hash) != record.id:
        raise BadRecord(1, "A registry record is not what its identity says.")
    if sha256(record.body) != record.body_hash:
        raise BadRecord(1, "A registry record's body was changed.")
    return read_header(record.header)


def _begins(header: Header, record: Record, pinned: str | None) -> bool:
    return header.kind == "genesis" and (pinned is None or record.id.hex() == pinned)


def _genesis(record: Record, trouble: _Trouble) -> Registry:
    header, body = read_header(record.header), _body(record)
    keys = PublicKeys.from_json(body.get("keys"))
    keys.check(record.sig, record.id)
    if header.author != keys.id or header.reg != 0 or header.seq != 0 or header.clinic:
        raise BadRecord(3, "This vault does not begin with the clinic that it should hold.")
    custody = PublicKeys.from_json(body["custody"]) if body.get("custody") else None
    members = MappingProxyType({keys.id: Member(keys, (RoleChange(_roles(body), None),))})
    stream, policy = str(body.get("clinic_stream", "")), Policy.from_json(body.get("policy"))
    return Registry(record.id.hex(), stream, members, custody, policy, 0, trouble, frozenset({record.id}))


def _fold(registry: Registry, line: _Line, checked: set[bytes], void: AbstractSet[bytes]) -> Registry:
    for header, record in line:
        if record.id in registry.ids:
            continue
        try:
            registry = _with(registry, header, record, checked, void)
        except BadRecord as refusal:
            registry = replace(registry, trouble=(*registry.trouble, (record.id, str(refusal))))
    return registry


def _with(
    registry: Registry, header: Header, record: Record, checked: set[bytes], void: AbstractSet[bytes]
) -> Registry:
    _may_stand(registry, header, record, checked)
    odd = () if header.reg == registry.last + 1 else ((record.id, "The registry has a gap or a fork here."),)
    registry = replace(registry, last=max(registry.last, header.reg or 0), trouble=(*registry.trouble, *odd))
    if record.id in void:
        left_out = record.id, "A registry record was cut off by a change of roles."
        return replace(registry, trouble=(*registry.trouble, left_out))
    return replace(_apply(registry, header, record), ids=registry.ids | {record.id})


def _may_stand(registry: Registry, header: Header, record: Record, checked: set[bytes]) -> None:
    in_line = header.reg is not None and 0 < header.reg <= registry.last + _FARTHEST
    if header.clinic != registry.clinic or header.kind not in REGISTRY_KINDS - {"genesis"} or not in_line:
        raise BadRecord(3, "A registry record belongs to another clinic, or has no place in the registry.")
    keys = registry.keys_of(header.author)
    if record.id not in checked:
        keys.check(record.sig, record.id)
        checked.add(record.id)
    by_custody = registry.is_custody(header.author) and header.kind == "member"
    if not by_custody and Role.ADMIN not in registry.roles_at(header.author, header.log, header.seq):
        raise BadRecord(9, "A registry record was written by somebody who is no administrator.")


def _apply(registry: Registry, header: Header, record: Record) -> Registry:
    body = _body(record)
    match header.kind:
        case "member":
            keys = PublicKeys.from_json(body.get("keys"))
            if keys.id != header.to or keys.id in registry.members:
                raise BadRecord(4, "A member record names other keys than it holds, or a member twice.")
            instead, stolen = _instead(registry, header, body), body.get("stolen") is True
            member = Member(keys, (RoleChange(_roles(body), None),), instead, stolen and bool(instead))
            return _with_member(registry, keys.id, member)
        case "role" | "revoke":
            known = registry.members.get(header.to)
            if known is None:
                raise BadRecord(4, "A registry record changes the roles of somebody unknown.")
            roles = _roles(body) if header.kind == "role" else frozenset[Role]()
            change = RoleChange(roles, _heads(body), record.id)
            return _with_member(registry, header.to, replace(known, changes=(*known.changes, change)))
        case "policy":
            return replace(registry, policy=Policy.from_json(body))
        case "bg-group":
            return replace(registry, group=_group(registry, body))
        case _:
            raise BadRecord(9, "Custody is made when a clinic begins; nobody can put another key in its place.")


def _with_member(registry: Registry, key: str, member: Member) -> Registry:
    return replace(registry, members=MappingProxyType({**registry.members, key: member}))


def _body(record: Record) -> dict[str, Any]:
    return parse_canon(record.body or b"")


def _group(registry: Registry, body: Mapping[str, Any]) -> Group:
    stream, halves = body.get("stream"), body.get("halves")
    if not isinstance(stream, str) or _ID.fullmatch(stream) is None or not isinstance(halves, bool):
        raise BadRecord(9, "A registry record names no break-glass group.")
    if registry.group is not None and registry.group.halves and not halves:
        raise BadRecord(9, "A clinic that has a hub does not go back to whole keys for emergencies.")
    return Group(stream, halves)


def _instead(registry: Registry, header: Header, body: Mapping[str, Any]) -> str:
    """New keys are given by an administrator to somebody who belongs to the clinic; custody makes nobody another."""
    instead = body.get("instead", "")
    if not isinstance(instead, str):
        raise BadRecord(4, "A member record stands for somebody who does not belong to the clinic.")
    if instead and (instead not in registry.active or registry.is_custody(header.author)):
        raise BadRecord(4, "A member record stands for somebody who does not belong to the clinic.")
    return instead


def _roles(body: Mapping[str, Any]) -> frozenset[Role]:
    try:
        return frozenset(Role(role) for role in body["roles"])
    except (KeyError, TypeError, ValueError):
        raise BadRecord(4, "A registry record names a role that does not exist.") from None


def _heads(body: Mapping[str, Any]) -> Mapping[str, Place]:
    if (places := places_in(body.get("heads"))) is None:
        raise BadRecord(8, "A registry record does not say from where it holds.")
    return MappingProxyType(places)


def places_in(named: object) -> dict[str, Place] | None:
    """Log to the place and id of a record in it, as a record names them; None where one of them can be none."""
    if not isinstance(named, dict) or not all(_is_place(log, place) for log, place in named.items()):
        return None
    return {log: (seq, record) for log, (seq, record) in named.items()}


def _is_place(log: str, place: object) -> bool:
    match place:
        case [int(seq), str(record)] if not isinstance(seq, bool):
            return bool(_LOG.fullmatch(log) and _ID.fullmatch(record)) and 0 <= seq < MANY
        case _:
            return False
