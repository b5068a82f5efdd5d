"""What the patient allows to be disclosed, and whether 42 CFR part 2 protects the chart.

No disclosure without a ground; a consent is one, while it holds (42 CFR 2.31).
"""

from dataclasses import dataclass
from enum import StrEnum

from careboard.clinical.checks import blank, need, need_all_words, need_id, need_words
from careboard.clinical.values import BlobId, Coded, EntryId, Period, When


class Permission(StrEnum):
    """What a consent does, as in FHIR's provision."""

    PERMIT = "permit"
    DENY = "deny"


class ConsentStatus(StrEnum):
    """Whether a consent is in force, as in FHIR; one that was revoked has a ConsentRevoked."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    ACTIVE = "active"
    REJECTED = "rejected"
    INACTIVE = "inactive"
    ENTERED_IN_ERROR = "entered-in-error"


class Expiry(StrEnum):
    """How a consent ends by itself."""

    ON_DATE = "on-date"
    ON_EVENT = "on-event"
    NONE = "none"
    NOT_RECORDED = "not-recorded"


class Signing(StrEnum):
    """How a consent was given."""

    ON_PAPER = "on-paper"
    ELECTRONICALLY = "electronically"
    SPOKEN = "spoken"
    NOT_RECORDED = "not-recorded"


@dataclass(frozen=True, slots=True)
class Consent:
    """The patient allows, or forbids, `discloser` to give `what` to `recipient` for `purpose` (42 CFR 2.31).

    `expiry` says how it ends; then `expires` is the day, or `expires_event` the event. What a source does not state
    is "Not recorded". `scope` and `provisions` are a source's own. `private_notes_only`: it covers psychotherapy or SUD
    counseling notes and nothing else, as their own authorisation must.
    """

    discloser: str
    recipient: str
    what: str
    purpose: str
    expiry: Expiry
    signing: Signing
    expires: When | None = None
    expires_event: str = ""
    signed_by: str = ""
    permission: Permission = Permission.PERMIT
    status: ConsentStatus = ConsentStatus.ACTIVE
    part2: bool | None = None
    period: Period | None = None
    scope: Coded | None = None
    categories: tuple[Coded, ...] = ()
    provisions: tuple[str, ...] = ()
    blob: BlobId | None = None
    private_notes_only: bool = False

    def __post_init__(self) -> None:
        need_all_words((self.discloser, self.recipient), "A consent says who discloses, and to whom.")
        need_all_words((self.what, self.purpose), "A consent says what is disclosed, and for what.")
        dated = self.expires is not None and bool(self.expires.iso)
        need(dated == (self.expiry is Expiry.ON_DATE), "A consent that ends on a date has the date, and no other has.")
        by_event = not blank(self.expires_event)
        need(by_event == (self.expiry is Expiry.ON_EVENT), "A consent that ends with an event names it.")
        need_id(self.blob)


class RevokedHow(StrEnum):
    """How the patient revoked."""

    IN_WRITING = "in-writing"
    SPOKEN = "spoken"


@dataclass(frozen=True, slots=True)
class ConsentRevoked:
    """The patient takes a consent back. What was already disclosed under it stays disclosed."""

    consent: EntryId
    how: RevokedHow
    told_to: str
    reason: str = ""

    def __post_init__(self) -> None:
        need_id(self.consent)
        need_words(self.told_to, "A revocation says who took it.")


class Part2(StrEnum):
    """Whether 42 CFR part 2 protects this chart; not reviewed is treated as applies."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does-not-apply"
    NOT_REVIEWED = "not-reviewed"


@dataclass(frozen=True, slots=True)
class Part2Review:
    """Somebody looked whether 42 CFR part 2 applies to this patient, and says why."""

    finding: Part2
    basis: str

    def __post_init__(self) -> None:
        need_words(self.basis, "A review says on what it rests.")
