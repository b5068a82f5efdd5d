"""Whose acknowledgement an entry still waits for: members whom its author asked, and roles that the clinic names.

One of each role is enough. Nobody is asked about one's own entry, and nobody about what was struck or replaced.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from careboard.clinical.entry import Content, Entry
from careboard.clinical.measured import DrugScreen, Ecg, LabResult
from careboard.clinical.medication.orders import DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.people import Author, Role
from careboard.clinical.person import Registration
from careboard.clinical.response import Assessment, RiskAssessment, RiskLevel
from careboard.clinical.values import MemberId, When
from careboard.projections.abnormal import is_abnormal
from careboard.projections.duties import Duty, Matter
from careboard.projections.response.scores import is_high_risk
from careboard.projections.standing import Record, says_in_error

CHANGES = (MedicationStart, DoseChange, Hold, Resume, Stop)
"""The changes of a medicine that a clinic may want acknowledged."""
RAISED = (RiskLevel.MODERATE, RiskLevel.HIGH, RiskLevel.IMMINENT)


@dataclass(frozen=True, slots=True)
class Awaited:
    """Who has not answered yet. `answered`: whoever wrote it, co-signed it or acknowledged it."""

    members: tuple[MemberId, ...] = ()
    roles: tuple[Role, ...] = ()
    answered: frozenset[MemberId] = frozenset()

    @property
    def anybody(self) -> bool:
        """Is anybody's answer still wanted?"""
        return bool(self.members or self.roles)

    def asks(self, reader: MemberId, roles: AbstractSet[Role]) -> bool:
        """Is this reader asked?"""
        return reader in self.members or (reader not in self.answered and not roles.isdisjoint(self.roles))


NOBODY = Awaited()


def awaited(entry: Entry, record: Record, duties: Sequence[Duty]) -> Awaited:
    """Whose acknowledgement of an entry is still wanted."""
    asked: tuple[MemberId, ...] = getattr(entry.content, "asked_to_acknowledge", ())
    named = tuple(dict.fromkeys(_named(entry, record, duties))) if duties else ()
    if not (asked or named) or not _stands(entry, record):
        return NOBODY
    wrote = () if entry.source is not None else (entry.author,)
    given = [one.author for one in record.acknowledgements.get(entry.id, ())]
    signed = [one.author for one in record.cosignatures.get(entry.id, ())]
    return _open(asked, named, (*wrote, *given), signed)


def _open(
    asked: tuple[MemberId, ...], named: tuple[Role, ...], said: Sequence[Author], signed: Sequence[Author]
) -> Awaited:
    """A co-signature answers for a role that the clinic names, not for a member whom the author asked."""
    known, roles = {one.member for one in said}, {role for one in (*said, *signed) for role in one.roles}
    return Awaited(
        tuple(member for member in asked if member not in known),
        tuple(role for role in named if role not in roles),
        frozenset(known.union(one.member for one in signed)),
    )


def _named(entry: Entry, record: Record, duties: Sequence[Duty]) -> Iterator[Role]:
    """The roles that the clinic named when it was recorded; of an imported fact also when it was true."""
    held = [duty for duty in duties if duty.held_at(entry.recorded_at) and _is_since(entry, duty)]
    matter = _matter_of(entry.content, record) if held else None
    return (duty.role for duty in held if duty.matter is matter)


def _is_since(entry: Entry, duty: Duty) -> bool:
    """Is it no older than the decision, as far as its time is known? What has no time is nothing new."""
    if entry.source is None:
        return True
    at: When = entry.at
    if at.instant is not None:
        return at.instant >= duty.since
    return bool(at.iso) and at.iso >= duty.since.isoformat()[: len(at.iso)]


def _matter_of(content: Content, record: Record) -> Matter | None:
    match content:
        case LabResult() | DrugScreen() | Ecg():
            registered = record.latest(Registration)
            sex = registered.content.sex if registered is not None else None
            return Matter.RESULTS if is_abnormal(content, sex) else None
        case RiskAssessment():
            return Matter.RISK if content.level in RAISED else None
        case Assessment():
            return Matter.RISK if is_high_risk(content) else None
        case MedicationStart() | DoseChange() | Hold() | Resume() | Stop():
            return Matter.MEDICINES
        case _:
            return None


def _stands(entry: Entry, record: Record) -> bool:
    gone = entry.id in record.errors or entry.id in record.replaced_by
    return not gone and not says_in_error(entry.content)
