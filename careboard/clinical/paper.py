"""Papers: documents, disclosures, and the discharge summaries that were issued.

No disclosure without a ground, chosen by a person (42 CFR 2.31 to 2.67).
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from careboard.clinical.checks import (
    blank,
    need,
    need_above_zero,
    need_all_words,
    need_id,
    need_ids,
    need_words,
    refuse,
)
from careboard.clinical.values import BlobId, Coded, EntryId, When


@dataclass(frozen=True, slots=True)
class Document:
    """A paper or file about the patient: its kept text, its bytes as a blob, or both.

    `origin` says from whom it came, `received` when; `pages` where it has pages.
    """

    type: Coded
    title: str
    text: str = ""
    blob: BlobId | None = None
    media_type: str = ""
    pages: int | None = None
    origin: str = ""
    received: When | None = None
    language: str = ""

    def __post_init__(self) -> None:
        need_words(self.title, "A document has a title.")
        need(not blank(self.text) or self.blob, "A document holds a text or a file.")
        refuse(self.blob and blank(self.media_type), "A file has a media type, such as application/pdf.")
        need_above_zero(self.pages, "A document has one page at least.")
        need_id(self.blob)


class Ground(StrEnum):
    """On which ground something is disclosed: those of 42 CFR part 2, then those of charts it does not cover."""

    CONSENT = "consent"
    PATIENTS_OWN_COPY = "patients-own-copy"
    WITHIN_PROGRAM = "within-program"
    QUALIFIED_SERVICE_ORGANIZATION = "qualified-service-organization"
    MEDICAL_EMERGENCY = "medical-emergency"
    CHILD_ABUSE_REPORT = "child-abuse-report"
    CRIME_ON_PREMISES = "crime-on-premises"
    AUDIT = "audit"
    RESEARCH = "research"
    COURT_ORDER = "court-order"
    TREATMENT_PAYMENT_OPERATIONS = "treatment-payment-operations"
    SERIOUS_THREAT = "serious-threat"
    ADULT_ABUSE_REPORT = "adult-abuse-report"
    REQUIRED_BY_LAW = "required-by-law"
    PUBLIC_HEALTH = "public-health"
    CORONER = "coroner"
    FAMILY_INVOLVEMENT = "family-involvement"


class Statement(StrEnum):
    """Which statement of 42 CFR 2.32(a) went with it."""

    NONE = "none"
    STATEMENT_1 = "statement-1"
    STATEMENT_2 = "statement-2"


@dataclass(frozen=True, slots=True)
class Emergency:
    """What 42 CFR 2.51(c) asks to be written down at once; the time of the disclosure is the entry's `at`."""

    affiliation: str
    disclosed_by: str
    nature: str

    def __post_init__(self) -> None:
        need_words(self.affiliation, "An emergency disclosure names the recipient's facility.")
        need_words(self.disclosed_by, "An emergency disclosure names who disclosed.")
        need_words(self.nature, "An emergency disclosure says what the emergency was.")


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Something about the patient was given to somebody, on a ground. `entries` are the entries it was made from.

    `details` holds what a ground needs beside it: the court and its order, the agreement, the protocol.
    """

    ground: Ground
    recipient: str
    what: str
    how: str
    consent: EntryId | None = None
    emergency: Emergency | None = None
    details: str = ""
    purpose: str = ""
    statement: Statement = Statement.NONE
    entries: tuple[EntryId, ...] = ()
    withheld: str = ""

    def __post_init__(self) -> None:
        need_all_words((self.recipient, self.what, self.how), "A disclosure says what was given to whom, and how.")
        consented = self.ground is Ground.CONSENT
        need((self.consent is not None) == consented, "A disclosure by consent names it, and no other does.")
        in_emergency = self.ground is Ground.MEDICAL_EMERGENCY
        need((self.emergency is not None) == in_emergency, "A disclosure in an emergency tells of it; no other does.")
        explained = not blank(self.details) or self.ground not in _WITH_DETAILS
        need(explained, "This ground needs its details: the order, the agreement, the report or the protocol.")
        operations = self.ground is Ground.TREATMENT_PAYMENT_OPERATIONS
        refuse(operations and blank(self.purpose), "Say for what: treatment, payment or operations.")
        need_id(self.consent)
        need_ids(self.entries)


_WITH_DETAILS = frozenset(Ground) - {
    Ground.CONSENT,
    Ground.PATIENTS_OWN_COPY,
    Ground.WITHIN_PROGRAM,
    Ground.MEDICAL_EMERGENCY,
    Ground.TREATMENT_PAYMENT_OPERATIONS,
}


class Direction(StrEnum):
    """Where a summary goes."""

    IOP = "iop"
    RESIDENTIAL = "residential"
    COMMUNITY = "community"
    PARTIAL_HOSPITALIZATION = "partial-hospitalization"
    INPATIENT = "inpatient"
    EMERGENCY = "emergency"
    WITHDRAWAL_MANAGEMENT = "withdrawal-management"
    OTHER = "other"


class Audience(StrEnum):
    """For whom a copy is made."""

    CLINICIAN = "clinician"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class IssuedCopy:
    """One PDF as it was issued: for whom, in which language (BCP 47), and the record that holds its bytes."""

    audience: Audience
    language: str
    blob: BlobId
    pages: int

    def __post_init__(self) -> None:
        need_words(self.language, "A copy has a language.")
        need_id(self.blob)
        need_above_zero(self.pages, "A copy has one page at least.")


@dataclass(frozen=True, slots=True)
class DischargeSummaryIssued:
    """A discharge or transition summary as it was signed; printing it again writes the bytes of its blobs.

    Without `ground` it is an internal copy, for nobody outside. `payload` is the whole printed content as JSON text,
    `content_sha256` its SHA-256 (UTF-8), as printed on each page.
    """

    direction: Direction
    recipient: str
    payload: str
    content_sha256: str
    copies: tuple[IssuedCopy, ...]
    ground: Ground | None = None
    consent: EntryId | None = None

    def __post_init__(self) -> None:
        need_words(self.payload, "A summary has a content.")
        refuse(self.ground and blank(self.recipient), "A summary that is disclosed is for somebody.")
        digest = hashlib.sha256(self.payload.encode()).hexdigest()
        need(digest == self.content_sha256, "The content hash is the SHA-256 of the payload.")
        need(self.copies, "An issued summary holds one copy at least.")
        kinds = [(copy.audience, copy.language) for copy in self.copies]
        refuse(len(set(kinds)) != len(kinds), "There is one copy for each audience and language.")
        need((self.consent is not None) == (self.ground is Ground.CONSENT), "A summary by consent names the consent.")
        need_id(self.consent)
