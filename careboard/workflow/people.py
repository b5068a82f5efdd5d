"""When somebody leaves the clinic, or works in another role from now on: the registry's records and what they ask for.

Both name the last record of every log of that member: what stands before is judged by the roles before, the rest by
those after, without clocks. Nothing is encrypted anew: who left keeps what he could read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from careboard.clinical.people import Role
from careboard.i18n import later
from careboard.vault.policy import TEAM
from careboard.vault.record import Header
from careboard.vault.refusals import NotAllowed
from careboard.vault.registry import REGISTRY_KINDS
from careboard.workflow.breaking_glass.group import is_stale, wrap_again
from careboard.workflow.open_vault import OpenVault, Trouble, clear
from careboard.workflow.reading import NOT_ENTRIES


def revoke(vault: OpenVault, member: str) -> None:
    """A member leaves: nothing that they write from now on counts, and the next write to each chart renews its key."""
    _change(vault, "revoke", member, frozenset())


def change_roles(vault: OpenVault, member: str, roles: Iterable[Role]) -> None:
    """A member has exactly these roles from now on; what was signed before stands under the roles before."""
    wanted = frozenset(roles)
    if not wanted:
        raise NotAllowed("A member has one role at least.", "To let somebody go, end their membership instead.")
    _change(vault, "role", member, wanted)


def belonging(vault: OpenVault, stream: str) -> frozenset[str]:
    """Whoever reads what is written into a stream from now on: handed a key, not gone, and still of that work."""
    active, keyring = vault.registry.active, vault.keyring
    handed = keyring.team(stream) | keyring.current_team(stream)
    if stream == vault.registry.clinic_stream:
        return _with_new_keys(vault, handed) & active.keys()
    stays = _with_new_keys(vault, handed - keyring.left(stream)) & active.keys()
    return frozenset(key for key in stays if active[key].roles & TEAM) - keyring.left(stream)


def _with_new_keys(vault: OpenVault, handed: frozenset[str]) -> frozenset[str]:
    """What was handed to somebody is handed to the keys that they have today, too."""
    members = vault.registry.members
    if not any(members[key].instead for key in members.keys() - handed):
        return handed
    return handed | {vault.registry.signing(key) for key in handed & members.keys()}


def renew_keys(vault: OpenVault, stream: str) -> None:
    """Before a write: whoever left knows the newest key no more, nor by the group for emergencies; who joined has it.

    Who joined while two computers renewed the key at once was handed one of both: the next key leads to either. A key
    is as well known to who made it, whomever it was wrapped for. Raises NotAllowed for who has left the team.
    """
    if vault.member in vault.keyring.left(stream):
        raise NotAllowed("You are not on this patient's care team any more.", "Ask somebody on it to add you.")
    belongs, knowing = belonging(vault, stream), vault.keyring.knowing(stream)
    if knowing - belongs or is_stale(vault, stream) or half_open(vault, stream):
        vault.begin_epoch(stream, belongs, custody=not is_private(vault, stream) or _custody_opens_private(vault))
    else:
        for member in sorted(belongs - knowing):
            vault.grant(stream, member)
    wrap_again(vault, stream)


def half_open(vault: OpenVault, stream: str) -> bool:
    """Does somebody who belongs lack a key, under which entries may have been written, that I could lead them to?"""
    loose = vault.keyring.loose(stream)
    return bool(loose) and any(belonging(vault, stream) - knowing for knowing in loose.values())


def is_private(vault: OpenVault, stream: str) -> bool:
    """Was a stream never read by anybody but whoever is signed in, under whichever of their keys?"""
    return vault.registry.persons(vault.keyring.team(stream)) == {vault.registry.person(vault.member)}


def _custody_opens_private(vault: OpenVault) -> bool:
    return vault.registry.policy.custody_opens_private


def _change(vault: OpenVault, kind: str, member: str, roles: frozenset[Role]) -> None:
    vault.look_ahead()
    _refuse_the_impossible(vault, member, roles)
    body: dict[str, object] = {"heads": heads_of(vault, member)}
    if kind == "role":
        body["roles"] = sorted(roles)
    vault.write([clear(kind, body, to=member, reg=vault.registry.last + 1)])
    vault.refresh()


def _refuse_the_impossible(vault: OpenVault, member: str, roles: frozenset[Role]) -> None:
    active = vault.registry.active
    if vault.member not in active or Role.ADMIN not in active[vault.member].roles:
        raise NotAllowed("Only an administrator changes what members may do.")
    if member not in active:
        raise NotAllowed("There is no such member now.", "List the members of the clinic.")
    others = any(Role.ADMIN in each.roles for key, each in active.items() if key != member)
    if Role.ADMIN not in roles and not others:
        raise NotAllowed("The clinic would be left without an administrator.", "Make somebody else one first.")


def heads_of(vault: OpenVault, member: str) -> dict[str, list[int | str]]:
    """The last place and record of every log of a member, as a change of roles names them."""
    heads = vault.file.heads().items()
    return {log: [seq, record] for log, (seq, record) in heads if vault.file.owner(log) == member}


@dataclass(frozen=True, slots=True)
class _Leaving:
    """Somebody left, as a record at this place says; `level`: the number of the newest key then, None for all of them.

    Who left a team and came back reads again, under keys that came later.
    """

    member: str
    log: str
    seq: int
    level: int | None = None

    def reaches(self, level: int) -> bool:
        """Was a key of this number there when they left?"""
        return self.level is None or level <= self.level


def under_old_keys(vault: OpenVault, stream: str) -> tuple[Trouble, ...]:
    """Entries that somebody who has left can still read, though their writer had seen that person go.

    Who wrote before seeing it did nothing wrong; the entries stand either way (decision 0007).
    """
    keyring = vault.keyring
    leavings = [leaving for leaving in _leavings(vault, stream) if leaving.member in keyring.team(stream)]
    if not leavings:
        return ()
    seen = _seen(vault)
    return tuple(
        Trouble(record.id, 10, later("This was written under a key that somebody who had left still holds."))
        for record, found in vault.verified(vault.file.stream(stream, vault.member, without=NOT_ENTRIES))
        if any(
            leaving.member in keyring.audience(stream, found.header.key)
            and leaving.reaches(keyring.level(stream, found.header.key))
            and _had_seen(found.header, leaving, seen)
            for leaving in leavings
        )
    )


def _leavings(vault: OpenVault, stream: str) -> Iterator[_Leaving]:
    """The records by which somebody stopped to belong to those who read a stream: of the registry, and of its team."""
    for leave in vault.keyring.leaves(stream):
        yield _Leaving(leave.member, leave.log, leave.seq, vault.keyring.level(stream, leave.key))
    staying = frozenset(Role) if stream == vault.registry.clinic_stream else TEAM
    places = {record.id: record.head for record in vault.file.of_kinds(REGISTRY_KINDS)}
    for member, standing in vault.registry.members.items():
        since = list(takewhile(lambda change: not change.roles & staying, reversed(standing.changes)))
        if since and since[-1].record in places:
            place = places[since[-1].record]
            yield _Leaving(member, place.log, place.seq)


# Log to (place of a checkpoint in it, log and place that the checkpoint names).
_Seen = Mapping[str, list[tuple[int, Mapping[str, int]]]]


def _seen(vault: OpenVault) -> _Seen:
    seen: dict[str, list[tuple[int, Mapping[str, int]]]] = defaultdict(list)
    for record, found in vault.verified(vault.file.frame(["checkpoint"], vault.member)):
        named = {log: seq for log, seq, _ in vault.heads_named(record)}
        seen[found.header.log].append((found.header.seq, named))
    return seen


def _had_seen(header: Header, leaving: _Leaving, seen: _Seen) -> bool:
    by_own_hand = header.log == leaving.log and header.seq > leaving.seq
    return by_own_hand or any(
        seq < header.seq and named.get(leaving.log, -1) >= leaving.seq for seq, named in seen.get(header.log, [])
    )
