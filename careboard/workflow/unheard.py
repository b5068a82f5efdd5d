"""Computers of colleagues from which nothing came for two days: switched off, or kept from us.

Whoever withholds a log whole, from everybody who might meet, shows nothing but this silence.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from careboard.settings import HubSettings
from careboard.vault.refusals import NotAllowed
from careboard.workflow.auditing import may_audit
from careboard.workflow.open_vault import log_id
from careboard.workflow.session import Session

SILENT = timedelta(hours=48)
FORGOTTEN = timedelta(days=90)
"""A computer that was silent for longer is taken to be out of use, and is only counted."""


@dataclass(frozen=True, slots=True)
class Silent:
    """A log (hex) of a member, by name; `last` is the time in its newest record, by its author's clock."""

    log: str
    name: str
    last: datetime


@dataclass(frozen=True, slots=True)
class Silence:
    """Who was not heard from, the shortest silence first; how many are out of use; and when the hub was met last."""

    silent: tuple[Silent, ...] = ()
    out_of_use: int = 0
    met: datetime | None = None


def silence(session: Session) -> Silence:
    """As of the last exchange with the hub; nothing in a clinic without one. Raises NotAllowed for other roles."""
    if not may_audit(session):
        raise NotAllowed("Only an administrator or a privacy officer sees from whom nothing was heard.")
    met = HubSettings.last_sync(session.vault.clinic)
    if met is None:
        return Silence()
    found = [one for one in _others(session) if met - one.last >= SILENT]
    lately = [one for one in found if met - one.last < FORGOTTEN]
    lately.sort(key=lambda one: (-one.last.timestamp(), one.name.casefold(), one.log))
    return Silence(tuple(lately), len(found) - len(lately), met)


def _others(session: Session) -> list[Silent]:
    """The logs of today's members that are written at other computers."""
    vault, found = session.vault, []
    here = {log_id(member, vault.file.installation) for member in vault.registry.members}
    for log, (seq, _record) in vault.file.heads().items():
        owner = vault.file.owner(log)
        if log not in here and owner in vault.registry.active and owner in session.authors:
            last = datetime.fromtimestamp(vault.file.time_at(log, seq) / 1000, UTC)
            found.append(Silent(log, session.authors[owner].name, last))
    return found
