"""Who was made or unmade a member, or given other roles or keys, since a member last signed in: told to everybody.

So that nobody takes power over the clinic unseen, not even with an administrator's stolen keys.
"""

from collections.abc import Iterator

from careboard.clinical.people import Role
from careboard.i18n import filled, later
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.voice import Voice
from careboard.vault.record import Record, parse_canon
from careboard.vault.registry import REGISTRY_KINDS
from careboard.workflow.sealed_aside import SealedAside
from careboard.workflow.session import Session

_SEEN = SealedAside("people seen", "people-seen/v1", int)


def news_of_people(session: Session) -> tuple[str, ...]:
    """A sentence for each change by somebody else since this was asked last, oldest first; none the first time."""
    vault = session.vault
    vault.catch_up()
    seen, last = _SEEN.kept(session), vault.registry.last
    if seen != last:
        _SEEN.keep(session, last)
    if seen is None or seen >= last:
        return ()
    records = (one for one in vault.file.of_kinds(REGISTRY_KINDS) if one.id in vault.registry.ids)
    news = sorted((one for one in records if (one.head.reg or 0) > seen), key=lambda one: one.head.reg or 0)
    return tuple(sentence for one in news for sentence in _told(session, one))


def _told(session: Session, record: Record) -> Iterator[str]:
    head, registry = record.head, session.vault.registry
    if registry.person(head.author) == session.me.member:
        return
    who, whom = _name(session, head.author), _name(session, head.to)
    body = parse_canon(record.body or b"")
    named = body.get("roles")
    given = [role for role in Role if isinstance(named, list) and role.value in named]
    roles, administers = [spaced(role, Voice()) for role in given], Role.ADMIN in given
    match head.kind:
        case "member" if body.get("instead"):
            told = later("{who} gave {whom} new keys.")
        case "member" | "role" if administers:
            told = later("{whom} was made an administrator by {who}.")
        case "member":
            told = later("{who} enrolled {whom}: {roles}.")
        case "role":
            told = later("{who} changed the roles of {whom}: {roles}.")
        case "revoke" if not any(one.instead == head.to for one in registry.members.values()):
            told = later("{who} ended the membership of {whom}.")
        case "policy":
            told = later("{who} changed who may write what.")
        case "bg-group":
            told = later("{who} changed how charts are opened in emergencies.")
        case _:
            return
    yield filled(told, who=who, whom=whom, roles=", ".join(roles))


def _name(session: Session, key: str) -> str:
    if session.vault.registry.is_custody(key):
        return Voice()("Custody sheets")
    author = session.authors.get(key)
    return author.name if author is not None else key[:8]
