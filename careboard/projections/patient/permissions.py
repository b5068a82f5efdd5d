"""What may be given to whom: consents in force, refusals, and whether 42 CFR part 2 protects this chart.

Not reviewed is treated as applies; a consent that was revoked, has ended or is not active allows nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from careboard.clinical.paper import Disclosure
from careboard.clinical.permission import Consent, ConsentRevoked, ConsentStatus, Expiry, Part2, Part2Review, Permission
from careboard.projections.moments import has_begun, is_over
from careboard.projections.standing import Record, Stated


class ConsentState(StrEnum):
    """How a consent stands."""

    IN_FORCE = "in force"
    REFUSAL = "refusal"
    REVOKED = "revoked"
    EXPIRED = "expired"
    NOT_ACTIVE = "not active"
    LATER = "not yet in force"


@dataclass(frozen=True, slots=True)
class ConsentStanding:
    """A consent, how it stands, and what revoked it."""

    consent: Stated[Consent]
    state: ConsentState
    revoked: Stated[ConsentRevoked] | None = None


@dataclass(frozen=True, slots=True)
class Permissions:
    """Every consent, and the review of 42 CFR part 2, None where there was none."""

    consents: tuple[ConsentStanding, ...]
    part2_review: Stated[Part2Review] | None
    disclosures: tuple[Stated[Disclosure], ...]

    @property
    def in_force(self) -> tuple[Stated[Consent], ...]:
        """The consents on which something may be disclosed now."""
        return tuple(one.consent for one in self.consents if one.state is ConsentState.IN_FORCE)

    @property
    def part2(self) -> Part2:
        """What the last review found."""
        return self.part2_review.content.finding if self.part2_review else Part2.NOT_REVIEWED

    @property
    def part2_protects(self) -> bool:
        """Is the chart treated as protected by 42 CFR part 2?"""
        return self.part2 is not Part2.DOES_NOT_APPLY


def permissions(record: Record, now: datetime, zone: ZoneInfo) -> Permissions:
    """The permissions as the record stands at a moment."""
    revoked = {one.content.consent: one for one in record.of(ConsentRevoked)}
    standings = []
    for consent in record.of(Consent):
        taken_back = revoked.get(record.first_version.get(consent.entry.id, consent.entry.id))
        taken_back = revoked.get(consent.entry.id, taken_back)
        state = ConsentState.REVOKED if taken_back else _state(consent.content, now, zone)
        standings.append(ConsentStanding(consent, state, taken_back))
    return Permissions(tuple(standings), record.latest(Part2Review), record.of(Disclosure))


def _state(consent: Consent, now: datetime, zone: ZoneInfo) -> ConsentState:
    if consent.status is not ConsentStatus.ACTIVE:
        return ConsentState.NOT_ACTIVE
    if consent.expiry is Expiry.ON_DATE and is_over(consent.expires, now, zone):
        return ConsentState.EXPIRED
    if consent.period and is_over(consent.period.end, now, zone):
        return ConsentState.EXPIRED
    if consent.period and not has_begun(consent.period.start, now, zone):
        return ConsentState.LATER
    return ConsentState.IN_FORCE if consent.permission is Permission.PERMIT else ConsentState.REFUSAL
