"""A session that follows what came from the hub while it goes on, and what the hub was caught at, for who reads it.

Whoever has read an alarm is not warned of it again; it stays on the page, and for everybody else at this computer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from careboard.clinical.values import EntryId, PatientId
from careboard.exchange.sync.alarms import Caught
from careboard.i18n import gettext
from careboard.workflow.hub.hub_state import Brought
from careboard.workflow.reading import streams_within_reach
from careboard.workflow.sealed_aside import SealedAside
from careboard.workflow.session import Session


@dataclass(frozen=True, slots=True)
class Followed:
    """What of it this member can see: charts, and whether the clinic decided something; `others` are out of reach."""

    charts: frozenset[PatientId]
    others: frozenset[str]
    people: bool
    clinic: bool


@dataclass(frozen=True, slots=True)
class KeptAlarm:
    """What the hub was caught at once: in a sentence, when it was found, and whether this member has read it."""

    key: str
    told: str
    found: datetime
    read: bool


@dataclass(frozen=True, slots=True)
class _Read:
    keys: frozenset[str] = frozenset()


_READ = SealedAside("hub alarms read", "hub-alarms/v1", _Read)


def follow(session: Session, brought: Brought) -> Followed:
    """Know the people and keys that came, and what the clinic decided; raises MembershipEnded."""
    vault = session.vault
    vault.catch_up()
    if brought.people or brought.streams:
        session.know_people()
    clinic = vault.registry.clinic_stream in brought.streams
    if clinic:
        session.know_clinic()
    reached = brought.streams & set(streams_within_reach(vault))
    return Followed(frozenset(map(PatientId, reached)), brought.streams - reached, brought.people, clinic)


def unshared_entries(session: Session, patient: PatientId) -> frozenset[EntryId]:
    """The entries of a chart that the hub is not known to hold."""
    return frozenset(EntryId(record.hex()) for record in session.vault.file.unshared(patient))


def kept_alarms(session: Session) -> tuple[KeptAlarm, ...]:
    """All that the hub was ever caught at from this computer, the newest first."""
    read = (_READ.kept(session) or _Read()).keys
    kept = ((f"{name} {log} {seq}", name, found) for name, log, seq, found in session.vault.file.alarms())
    return tuple(
        KeptAlarm(key, gettext(Caught[name].value), datetime.fromtimestamp(found / 1000, UTC), key in read)
        for key, name, found in kept
        if name in Caught.__members__
    )


def mark_read(session: Session, alarms: Iterable[KeptAlarm]) -> tuple[KeptAlarm, ...]:
    """This member has read these; all of them as they are now."""
    before = (_READ.kept(session) or _Read()).keys
    _READ.keep(session, _Read(before | {alarm.key for alarm in alarms}))
    return kept_alarms(session)
