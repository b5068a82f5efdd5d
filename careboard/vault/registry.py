"""Who belongs to the clinic, with which keys and roles: a fold of the registry's signed records.

The chain is linear (`reg` 0, 1, 2, ...), begins with the pinned genesis, and is judged without clocks: a `role` or
`revoke` names the last record of each log that still stands under the roles before it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from careboard.clinical.people import Role
from careboard.vault.keys import PublicKeys
from careboard.vault.policy import Policy
from careboard.vault.record import Header, Record, parse_canon, read_header, record_id, sha256
from careboard.vault.refusals import BadRecord

REGISTRY_KINDS = frozenset({"genesis", "member", "role", "revoke", "policy", "custody"})


@dataclass(frozen=True, slots=True)
class RoleChange:
    """From here on a member has these roles; records at or before `heads` stand under the roles before."""

    roles: frozenset[Role]
    heads: Mapping[str, int] | None

    def covers(self, log: str, seq: int) -> bool:
        """Does a record at this place come after the change?"""
        return self.heads is None or seq > self.heads.get(log, -1)


@dataclass(frozen=True, slots=True)
class Member:
    """A person's standing in the clinic; the name is sealed in the clinic's stream, never here."""

    keys: PublicKeys
    changes: tuple[RoleChange, ...]

    @property
    def roles(self) -> frozenset[Role]:
        """The roles as they stand now; empty after a revocation."""
        return self.changes[-1].roles

    def roles_at(self, log: str, seq: int) -> frozenset[Role]:
        """The roles by which a record at this place is judged."""
        return next((change.roles for change in reversed(self.changes) if change.covers(log, seq)), frozenset())


@dataclass(frozen=True, slots=True)
class Registry:
    """The clinic's people as the accepted registry records tell; `trouble` names what had to be left out."""

    clinic: str
    clinic_stream: str
    members: Mapping[str, Member]
    custody: PublicKeys | None
    policy: Policy
    last: int
    trouble: tuple[tuple[bytes, str], ...] = ()
    ids: frozenset[bytes] = field(default=frozenset(), repr=False)

    def keys_of(self, author: str) -> PublicKeys:
        """Rule 4: the keys of a member, or of the clinic's custody."""
        if (member := self.members.get(author)) is not None:
            return member.keys
        if self.custody is not None and self.custody.id == author:
            return self.custody
        raise BadRecord(4, "A record's author is not a member of this clinic.")

    def roles_at(self, author: str, log: str, seq: int) -> frozenset[Role]:
        """The roles by which a record at this place is judged; none for custody, whose sheets only enrol and grant."""
        member = self.members.get(author)
        return member.roles_at(log, seq) if member is not None else frozenset()

    def is_custody(self, author: str) -> bool:
        """Is this the clinic's custody key?"""
        return self.custody is not None and self.custody.id == author

    @property
    def active(self) -> Mapping[str, Member]:
        """The members who have a role now."""
        return {key: member for key, member in self.members.items() if member.roles}


def fold_registry(records: Sequence[Record], pinned: str | None = None) -> Registry:
    """The registry of a clinic out of its registry records, in the order of their `reg`.

    The genesis must be sound and, where `pinned` is given, be that clinic's; a later bad record ends the chain and is
    named in `trouble`. A record that a later revocation cuts off is left out, and the fold begins again without it.
    """
    ordered = sorted(records, key=lambda record: (record.head.reg if record.head.reg is not None else -1, record.id))
    voided: frozenset[bytes] = frozenset()
    while True:
        registry, newly = _fold(ordered, pinned, voided)
        if newly <= voided:
            return registry
        voided |= newly


def _fold(ordered: Sequence[Record], pinned: str | None, voided: frozenset[bytes]) -> tuple[Registry, frozenset[bytes]]:
    if not ordered:
        raise BadRecord(3, "This vault holds no clinic.")
    registry = _genesis(ordered[0], pinned)
    for record in ordered[1:]:
        try:
            header = _sound(record, registry)
            registry = replace(registry, last=registry.last + 1, ids=registry.ids | {record.id})
            if record.id not in voided:
                registry = _apply(registry, header, _body(record))
        except BadRecord as refusal:
            return replace(registry, trouble=(*registry.trouble, (record.id, str(refusal)))), frozenset()
    return registry, frozenset(_cut_off(ordered, registry))


def _genesis(record: Record, pinned: str | None) -> Registry:
    header, body = read_header(record.header), _body(record)
    keys = PublicKeys.from_json(body.get("keys"))
    _identity(record)
    keys.check(record.sig, record.id)
    clinic = record.id.hex()
    named_well = header.kind == "genesis" and header.reg == 0 and header.seq == 0 and not header.clinic
    if not named_well or header.author != keys.id or (pinned is not None and clinic != pinned):
        raise BadRecord(3, "This vault does not begin with the clinic that it should hold.")
    custody = PublicKeys.from_json(body["custody"]) if body.get("custody") else None
    first = Member(keys, (RoleChange(_roles(body), None),))
    members = MappingProxyType({keys.id: first})
    policy = Policy.from_json(body.get("policy"))
    return Registry(clinic, str(body.get("clinic_stream", "")), members, custody, policy, 0, ids=frozenset({record.id}))


def _sound(record: Record, registry: Registry) -> Header:
    _identity(record)
    header = read_header(record.header)
    if header.clinic != registry.clinic:
        raise BadRecord(3, "A registry record belongs to another clinic.")
    registry.keys_of(header.author).check(record.sig, record.id)
    if header.reg != registry.last + 1 or header.kind not in REGISTRY_KINDS - {"genesis"}:
        raise BadRecord(7, "The registry has a gap or a fork.")
    by_custody = registry.is_custody(header.author) and header.kind == "member"
    if not by_custody and Role.ADMIN not in registry.roles_at(header.author, header.log, header.seq):
        raise BadRecord(9, "A registry record was written by somebody who is no administrator.")
    return header


def _apply(registry: Registry, header: Header, body: Mapping[str, Any]) -> Registry:
    match header.kind:
        case "member":
            keys = PublicKeys.from_json(body.get("keys"))
            if keys.id != header.to or keys.id in registry.members:
                raise BadRecord(4, "A member record names other keys than it holds, or a member twice.")
            return _with_member(registry, keys.id, Member(keys, (RoleChange(_roles(body), None),)))
        case "role" | "revoke":
            member = registry.members.get(header.to)
            if member is None:
                raise BadRecord(4, "A registry record changes the roles of somebody unknown.")
            roles = _roles(body) if header.kind == "role" else frozenset[Role]()
            change = RoleChange(roles, _heads(body))
            return _with_member(registry, header.to, replace(member, changes=(*member.changes, change)))
        case "policy":
            return replace(registry, policy=Policy.from_json(body))
        case _:
            return replace(registry, custody=PublicKeys.from_json(body.get("keys")))


def _with_member(registry: Registry, key: str, member: Member) -> Registry:
    return replace(registry, members=MappingProxyType({**registry.members, key: member}))


def _cut_off(ordered: Iterable[Record], registry: Registry) -> Iterable[bytes]:
    """Registry records whose author a later revocation had already cut off at that place."""
    for record in ordered:
        header = record.head
        member = registry.members.get(header.author)
        if header.kind == "genesis" or member is None or record.id not in registry.ids:
            continue
        if Role.ADMIN not in member.roles_at(header.log, header.seq):
            yield record.id


def _identity(record: Record) -> None:
    if record.body is None or record_id(record.header, record.body_hash) != record.id:
        raise BadRecord(1, "A registry record is not what its identity says.")
    if sha256(record.body) != record.body_hash:
        raise BadRecord(1, "A registry record's body was changed.")


def _body(record: Record) -> dict[str, Any]:
    return parse_canon(record.body or b"")


def _roles(body: Mapping[str, Any]) -> frozenset[Role]:
    try:
        return frozenset(Role(role) for role in body["roles"])
    except (KeyError, TypeError, ValueError):
        raise BadRecord(4, "A registry record names a role that does not exist.") from None


def _heads(body: Mapping[str, Any]) -> Mapping[str, int]:
    try:
        return MappingProxyType({str(log): int(seq) for log, (seq, _) in body["heads"].items()})
    except (AttributeError, KeyError, TypeError, ValueError):
        raise BadRecord(8, "A registry record does not say from where it holds.") from None
