"""The ten rules by which a record is believed, in one function (decision 0006).

Rules 1 to 7 cost a signature and are passed once, when a record enters this vault; the rest holds at every reading.
"""

import hmac
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple, Protocol

from careboard.clinical.people import Role
from careboard.vault.glass import GLASS_KINDS
from careboard.vault.keyring import Keyring
from careboard.vault.keys import Keyset, unseal
from careboard.vault.policy import TEAM_KEEPERS
from careboard.vault.record import NONCE_SIZE, Header, Record, read_header, record_id, sha256, trusted_header, unpad
from careboard.vault.refusals import BadRecord, NoKey, WrongSecret
from careboard.vault.registry import REGISTRY_KINDS, Registry

# Kinds whose bodies are clear, or hold nothing but wraps and what these open: no stream key seals them.
UNSEALED = (
    REGISTRY_KINDS | GLASS_KINDS | {"stream", "epoch", "grant", "leave", "access", "checkpoint", "adopt", "erase"}
)
_MAC_SIZE = 16
_PUT_IN_LATER = "A record was put into its author's log after the author's roles had changed."


class Places(Protocol):
    """What is known of the logs around a record: who owns one, and which record stands at a place."""

    def owner(self, log: str) -> str | None:
        """The author of the log's first record."""

    def id_at(self, log: str, seq: int) -> bytes | None:
        """The id of the record at this place."""


class Chain(Places, Protocol):
    """Places, and the way from one back to its log's beginning."""

    def leading_to(self, log: str, seq: int, record: str) -> AbstractSet[bytes]:
        """The ids of this record (hex id) at this place, and of all before it, each named by the one after it."""


class Passed:
    """Remembers under a key of the member's own which records passed rules 1 to 7."""

    def __init__(self, keyset: Keyset) -> None:
        self._keyed = blake2b(digest_size=_MAC_SIZE, key=keyset.derive("passed/v1"))

    def mac(self, record: bytes) -> bytes:
        """The mark that is kept beside a record that passed."""
        mac = self._keyed.copy()
        mac.update(record)
        return mac.digest()

    def believes(self, record: bytes, mac: bytes | None) -> bool:
        """Is this the mark that this member made? None or a wrong one only means that the rules run again."""
        return mac is not None and hmac.compare_digest(mac, self.mac(record))


@dataclass(frozen=True, slots=True)
class Known:
    """What a record is held against. `adopted`: records that an administrator let stand again (decision 0025)."""

    registry: Registry
    keyring: Keyring
    passed: Passed
    chain: Chain
    erased: frozenset[bytes] = frozenset()
    adopted: frozenset[bytes] = frozenset()


class Verified(NamedTuple):
    """A record that stands: its header, its payload where the reader holds the key, and its author's roles there."""

    header: Header
    payload: bytes | None
    roles: frozenset[Role]


def verify(record: Record, known: Known, mac: bytes | None = None) -> Verified:
    """Hold a record against all ten rules; raises BadRecord with the number of the rule that it breaks.

    `mac` is the mark that this member made when the record passed rules 1 to 7 before; without it they run in full.
    Rule 10 ends here with the payload's padding; what the payload says is `codec.decode`'s part of it.
    """
    return judged(record, known, passed=known.passed.believes(record.id, mac))


def judged(record: Record, known: Known, *, passed: bool) -> Verified:
    """As `verify`, for whoever has looked at the mark already."""
    has_its_body(record, known.erased)  # 1
    if passed:
        is_itself(record)  # 1
        header = trusted_header(record.header)
        _is_on_no_false_branch(record, header, known)  # 8
    else:
        header = stands_alone(record, known.registry)  # 1 to 4
        is_signed(record, header, known.registry)  # 5
        stands_in_its_log(record, header, known.chain)  # 6, 7
        _leads_to_its_pin(record, header, known)  # 8
    roles = _roles_of_its_author(record, header, known)  # 8, 9
    return Verified(header, _payload(record, header, known), roles)  # 10


def is_itself(record: Record) -> None:
    """Rule 1: the identity binds header and body, where the body came along; raises BadRecord."""
    if record_id(record.header, record.body_hash) != record.id:
        raise BadRecord(1, "A record was changed: it is not what its identity says.")
    if record.body is not None and sha256(record.body) != record.body_hash:
        raise BadRecord(1, "A record's body was changed.")


def has_its_body(record: Record, erased: AbstractSet[bytes]) -> None:
    """Rule 1 for whoever needs the body: it came along, or a signed erasure took it away; raises BadRecord."""
    if record.body is None and record.id not in erased:
        raise BadRecord(1, "A record's body is missing.")


def stands_alone(record: Record, registry: Registry) -> Header:
    """Rules 1 to 4, for which nothing but the clinic's people need be known; raises BadRecord."""
    is_itself(record)  # 1
    header = read_header(record.header)  # 2
    clinic = record.id.hex() if header.kind == "genesis" else header.clinic
    if clinic != registry.clinic:
        raise BadRecord(3, "A record belongs to another clinic.")
    registry.keys_of(header.author)  # 4
    return header


def is_signed(record: Record, header: Header, registry: Registry) -> None:
    """Rule 5: its author signed it; raises BadRecord. Costs 0.1 ms, during which other threads run."""
    registry.keys_of(header.author).check(record.sig, record.id)


def stands_in_its_log(record: Record, header: Header, chain: Places) -> None:
    """Rules 6 and 7: the log is its author's, and it follows the record before it; raises BadRecord."""
    before = chain.id_at(header.log, header.seq - 1) if header.seq else None
    if before is not None and chain.owner(header.log) != header.author:
        raise BadRecord(6, "A record stands in a log that belongs to somebody else.")
    if (header.seq and before is None) or header.prev != (before.hex() if before else ""):
        raise BadRecord(7, "A record does not follow the one before it: something is missing, or was put in twice.")
    if chain.id_at(header.log, header.seq) not in (None, record.id):
        raise BadRecord(7, "A record claims a place in its log where another one stands.")


def is_its_pin(record: Record, header: Header, registry: Registry) -> None:
    """The part of rule 8 for which nothing but the clinic's people need be known; raises BadRecord.

    At the place that a change of roles names stands the record that it names, and so what that one leads back to.
    """
    pin = registry.pinned(header.author, header.log, header.seq)
    if pin is not None and pin[0] == header.seq and pin[1] != record.id.hex():
        raise BadRecord(8, _PUT_IN_LATER)


def _is_on_no_false_branch(record: Record, header: Header, known: Known) -> None:
    """What passed before its author's roles changed is doubted once the record is here to which it should lead."""
    pin = known.registry.pinned(header.author, header.log, header.seq)
    if pin is None or known.chain.id_at(header.log, pin[0]) is None:
        return
    if record.id not in known.chain.leading_to(header.log, *pin):
        raise BadRecord(8, _PUT_IN_LATER)


def _leads_to_its_pin(record: Record, header: Header, known: Known) -> None:
    pin = known.registry.pinned(header.author, header.log, header.seq)
    if pin is not None and record.id not in known.chain.leading_to(header.log, *pin):
        raise BadRecord(8, _PUT_IN_LATER)


def _roles_of_its_author(record: Record, header: Header, known: Known) -> frozenset[Role]:
    """Those by which a record at this place is judged; none for the registry's own records and for custody."""
    registry = known.registry
    if header.kind in REGISTRY_KINDS:
        if record.id not in registry.ids:
            raise BadRecord(8, "A registry record is no part of the clinic's registry.")
        return frozenset()
    if registry.is_custody(header.author):
        if header.kind not in ("stream", "epoch", "grant", "access", "checkpoint"):
            raise BadRecord(9, "The custody key was used for something else than recovery.")
        return frozenset()
    adopted = record.id in known.adopted and header.kind != "adopt"
    judging = registry.roles_before if adopted else registry.roles_at
    roles = judging(header.author, header.log, header.seq)
    if not roles:
        raise BadRecord(8, "A record was written after its author had left.")
    takes_off = header.kind == "leave" and header.to != header.author
    if not registry.policy.may_write_kind(header.kind, roles) or (takes_off and not roles & TEAM_KEEPERS):
        raise BadRecord(9, "A record was written by somebody whose role may not write such records.")
    return roles


def _payload(record: Record, header: Header, known: Known) -> bytes | None:
    if record.body is None or header.kind in UNSEALED:
        return record.body
    try:
        key = known.keyring.key(header.stream, header.key)
    except NoKey:
        return None
    if len(record.body) <= NONCE_SIZE:
        raise BadRecord(10, "A record's body is damaged.")
    try:
        return unpad(unseal(key.cipher, record.body, record.header))
    except WrongSecret:
        raise BadRecord(10, "A record's body does not open with its key.") from None
