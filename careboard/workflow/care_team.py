"""The care team of a chart: who reads what is written into it, since when, who joins and who leaves.

A team is nothing but who holds keys (decision 0025): somebody on it hands one over to who joins, a record says who
leaves, after which the next writer begins a key without them. What was read before stays read.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from careboard.clinical.people import Author, Role
from careboard.clinical.values import MemberId, PatientId
from careboard.vault.policy import TEAM, TEAM_KEEPERS
from careboard.vault.record import Record, parse_canon
from careboard.vault.refusals import NotAllowed
from careboard.workflow.open_vault import ENTRY_KINDS, OpenVault, clear
from careboard.workflow.people import belonging, renew_keys
from careboard.workflow.session import Session

_NO_KEYS = (*sorted(ENTRY_KINDS), "blob", "delivery", "access")


@dataclass(frozen=True, slots=True)
class OnTeam:
    """Somebody on the care team, with the roles of today; since when, and who added them ("": they began the chart)."""

    author: Author
    roles: tuple[Role, ...]
    since: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class SeenTeam:
    """The care team of a chart as one member sees it: whom they may take off, or leave as, and who may join."""

    members: tuple[OnTeam, ...]
    may_go: frozenset[MemberId]
    may_join: tuple[Author, ...]

    def name(self, member: MemberId) -> str:
        """What somebody on it, or who could be, is called."""
        known = (*(one.author for one in self.members), *self.may_join)
        return next((one.name for one in known if one.member == member), "")


def seen_team(session: Session, patient: PatientId) -> SeenTeam:
    """Everything that the screen of a care team shows; asking records nothing and changes nothing."""
    members = care_team(session, patient)
    if not session.vault.roles:  # a chart that is open in an emergency is read, and its team stays as it is
        return SeenTeam(members, frozenset(), ())
    going = (one.author.member for one in members if may_take_off(session, patient, one.author.member))
    return SeenTeam(members, frozenset(going), may_join(session, patient))


def care_team(session: Session, patient: PatientId) -> tuple[OnTeam, ...]:
    """Who is on the team of a chart now, by name."""
    vault = session.vault
    vault.catch_up()
    joined = _joined(vault, patient)
    found = (_on_team(session, member, joined) for member in belonging(vault, patient))
    return tuple(sorted(found, key=lambda one: (one.author.name.casefold(), one.author.member)))


def may_join(session: Session, patient: PatientId) -> tuple[Author, ...]:
    """Who of the clinic could be added: they treat or coordinate, and are not on the team; by name."""
    vault = session.vault
    vault.catch_up()
    treating = {member for member, one in vault.registry.active.items() if one.roles & TEAM}
    others = (session.authors[member] for member in treating - belonging(vault, patient) if member in session.authors)
    return tuple(sorted(others, key=lambda author: (author.name.casefold(), author.member)))


def may_take_off(session: Session, patient: PatientId, member: str) -> bool:
    """May whoever is signed in take this member off? Themselves always, others by their role, and never the last."""
    member = session.vault.registry.signing(member)
    team, keeps = belonging(session.vault, patient), session.vault.roles & TEAM_KEEPERS
    return len(team) > 1 and member in team and bool(keeps or member == session.vault.member)


def add(session: Session, patient: PatientId, member: str) -> None:
    """Hand the newest key to one more member, who reads the whole chart with it; harmless where they have it.

    Who had left comes back under a key of its own. Raises NotAllowed, and NoKey for who is not on the team.
    """
    vault = session.vault
    vault.catch_up()
    member = vault.registry.signing(member)
    registered = vault.registry.active.get(member)
    if registered is None or not registered.roles & TEAM:
        raise NotAllowed("Only who treats or coordinates joins a care team.", "Give them such a role first.")
    renew_keys(vault, patient)
    if member in belonging(vault, patient):
        return
    if member in vault.keyring.left(patient):
        vault.begin_epoch(patient, belonging(vault, patient))
    vault.grant(patient, member)


def take_off(session: Session, patient: PatientId, member: str) -> None:
    """Somebody leaves the team, or is taken off it, and reads nothing that is written from now on.

    The key is renewed at once by who takes a colleague off and is on the team; else by the next to write.
    """
    vault = session.vault
    vault.catch_up()
    if not may_take_off(session, patient, member):
        raise NotAllowed(
            "This member cannot be taken off the care team by you.",
            "A psychiatrist, a coordinator, a supervisor or an administrator does it; one member always stays.",
        )
    newest, member = vault.keyring.levels(patient)[-1][-1].key, vault.registry.signing(member)
    vault.write([clear("leave", {}, patient, to=member, key_id=newest)])
    vault.refresh()
    if member != vault.member and vault.member in belonging(vault, patient):
        renew_keys(vault, patient)


@dataclass(frozen=True, slots=True)
class _Handed:
    """A key reached a member, by whose hand and when; `level` is its number."""

    level: int
    time: int
    by: str


def _on_team(session: Session, member: str, joined: dict[str, _Handed]) -> OnTeam:
    registry = session.vault.registry
    first, roles = joined[registry.person(member)], registry.active[member].roles
    by = session.authors.get(first.by)
    return OnTeam(
        session.authors[MemberId(member)],
        tuple(role for role in Role if role in roles),
        datetime.fromtimestamp(first.time / 1000, UTC),
        by.name if by is not None and by.member != registry.person(member) else "",
    )


def _joined(vault: OpenVault, stream: str) -> dict[str, _Handed]:
    """Person to the first key that reached them since they last left."""
    kept = vault.file.stream(stream, vault.member, without=_NO_KEYS)
    handed: dict[str, list[_Handed]] = {}
    for record, _found in vault.verified(kept):
        for member in _reached(record):
            at = _Handed(vault.keyring.level(stream, record.head.key), record.head.time, record.head.author)
            handed.setdefault(vault.registry.person(member), []).append(at)
    whose, level = vault.registry.person, vault.keyring.level
    left = {whose(leave.member): level(stream, leave.key) for leave in vault.keyring.leaves(stream)}
    after = {m: [one for one in hands if one.level > left.get(m, -1)] or hands for m, hands in handed.items()}
    return {member: min(hands, key=lambda one: (one.time, one.level)) for member, hands in after.items()}


def _reached(record: Record) -> list[str]:
    if record.head.kind == "grant":
        return [record.head.to]
    wraps = parse_canon(record.body or b"", rule=10).get("wraps")
    return list(wraps) if isinstance(wraps, dict) else []
