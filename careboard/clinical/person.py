"""Who the patient is: registration, contacts, allergies, diagnoses, flags.

A later version of one of these facts is an entry of the same content whose `ref` names the earlier one.
"""

from dataclasses import dataclass
from enum import StrEnum

from careboard.clinical.checks import blank, need, need_all_words, need_words, refuse
from careboard.clinical.values import Coded, Identifier, Informant, Period, When


@dataclass(frozen=True, slots=True)
class HumanName:
    """A name and its parts; `text` is the name as written, where the parts do not give it. `use` as in FHIR."""

    family: str = ""
    given: tuple[str, ...] = ()
    text: str = ""
    prefix: str = ""
    suffix: str = ""
    use: str = ""

    def __post_init__(self) -> None:
        need_words(f"{self.family}{''.join(self.given)}{self.text}", "A name has at least one part.")
        need_all_words(self.given, "A given name is not blank.")


class ContactSystem(StrEnum):
    """What kind of number or address it is, as in FHIR."""

    PHONE = "phone"
    FAX = "fax"
    EMAIL = "email"
    PAGER = "pager"
    URL = "url"
    SMS = "sms"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """A telephone number, an e-mail address or the like; `use` as in FHIR (home, work, mobile, temp, old)."""

    system: ContactSystem
    value: str
    use: str = ""

    def __post_init__(self) -> None:
        need_words(self.value, "A telephone number or address is not blank.")


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody lives or is reached; `text` is the address as written, where the parts do not give it."""

    lines: tuple[str, ...] = ()
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""
    text: str = ""
    use: str = ""

    def __post_init__(self) -> None:
        parts = [*self.lines, self.city, self.state, self.postal_code, self.country, self.text]
        need_words("".join(parts), "An address has at least one part.")


class Sex(StrEnum):
    """Sex as it is kept for administration, as in FHIR."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Registration:
    """The person of this chart, as registered. The official name first; the others beside it.

    `sex` is the one kept for administration, `birth_sex` and `gender_identity` stand beside it. A source without a name
    is registered under the words "Not recorded".
    """

    name: HumanName
    birth_date: When | None = None
    sex: Sex | None = None
    identifiers: tuple[Identifier, ...] = ()
    preferred_name: str = ""
    pronouns: str = ""
    other_names: tuple[HumanName, ...] = ()
    birth_sex: Sex | None = None
    gender_identity: str = ""
    telecom: tuple[ContactPoint, ...] = ()
    addresses: tuple[Address, ...] = ()
    languages: tuple[Coded, ...] = ()
    interpreter_needed: bool | None = None
    marital_status: Coded | None = None
    deceased: bool | None = None
    deceased_at: When | None = None

    def __post_init__(self) -> None:
        refuse(self.deceased is False and self.deceased_at, "A living person has no time of death.")


@dataclass(frozen=True, slots=True)
class DetailsChange:
    """The registration as it is from now on, whole, and why: a marriage, a new address, a correction."""

    now: Registration
    reason: str

    def __post_init__(self) -> None:
        need_words(self.reason, "A change of details says why.")


class ContactType(StrEnum):
    """What kind of contact it is."""

    PERSONAL = "personal"
    PRIMARY_CARE = "primary-care"
    OUTSIDE_PRESCRIBER = "outside-prescriber"
    PHARMACY = "pharmacy"
    PAYER = "payer"
    SCHOOL_OR_WORK = "school-or-work"
    LEGAL = "legal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody of the patient's own, or who else must be reached.

    Without `may_be_told` nothing is agreed: this person is told nothing.
    """

    name: str
    relationship: Coded | None = None
    telecom: tuple[ContactPoint, ...] = ()
    may_be_told: str = ""
    emergency: bool = False
    guardian: bool = False
    active: bool = True
    addresses: tuple[Address, ...] = ()
    period: Period | None = None
    note: str = ""
    type: ContactType = ContactType.PERSONAL

    def __post_init__(self) -> None:
        need_words(self.name, "A contact has a name.")
        refuse(not blank(self.may_be_told) and not self.active, "Who is no longer a contact may be told nothing.")


class Severity(StrEnum):
    """How bad a reaction or side effect is."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


@dataclass(frozen=True, slots=True)
class Reaction:
    """What happened after exposure."""

    manifestations: tuple[Coded, ...] = ()
    severity: Severity | None = None
    onset: When | None = None
    description: str = ""
    substance: Coded | None = None
    exposure_route: Coded | None = None

    def __post_init__(self) -> None:
        need(self.manifestations or not blank(self.description), "A reaction says what happened.")


class AllergyType(StrEnum):
    """Immune or not, as in FHIR."""

    ALLERGY = "allergy"
    INTOLERANCE = "intolerance"


class AllergyCategory(StrEnum):
    """What kind of substance, as in FHIR."""

    FOOD = "food"
    MEDICATION = "medication"
    ENVIRONMENT = "environment"
    BIOLOGIC = "biologic"


class Criticality(StrEnum):
    """How dangerous the next exposure may be, as in FHIR."""

    LOW = "low"
    HIGH = "high"
    UNABLE_TO_ASSESS = "unable-to-assess"


class ClinicalStatus(StrEnum):
    """Whether it is still there, as in FHIR (recurrence, relapse and remission: diagnoses only)."""

    ACTIVE = "active"
    RECURRENCE = "recurrence"
    RELAPSE = "relapse"
    INACTIVE = "inactive"
    REMISSION = "remission"
    RESOLVED = "resolved"


class VerificationStatus(StrEnum):
    """How sure it is, as in FHIR (provisional, differential: diagnoses only)."""

    UNCONFIRMED = "unconfirmed"
    PROVISIONAL = "provisional"
    DIFFERENTIAL = "differential"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    ENTERED_IN_ERROR = "entered-in-error"


@dataclass(frozen=True, slots=True)
class Allergy:
    """A substance the patient reacts to, or the fact that none is known, and who says so.

    `none_known`: `substance` then says of which kind none is known ("No known drug allergies"). Without `reactions`
    the reaction is not recorded.
    """

    substance: Coded
    told_by: Informant
    reactions: tuple[Reaction, ...] = ()
    none_known: bool = False
    type: AllergyType | None = None
    categories: tuple[AllergyCategory, ...] = ()
    criticality: Criticality | None = None
    clinical_status: ClinicalStatus | None = None
    verification_status: VerificationStatus | None = None
    onset: When | None = None
    onset_text: str = ""
    last_occurrence: When | None = None
    note: str = ""

    def __post_init__(self) -> None:
        refuse(self.none_known and self.reactions, "Where no allergy is known there is no reaction.")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A condition that somebody diagnosed, ICD-10-CM where coded here; `onset_text` where the onset is no date."""

    code: Coded
    clinical_status: ClinicalStatus | None = None
    verification_status: VerificationStatus | None = None
    principal: bool = False
    onset: When | None = None
    onset_text: str = ""
    abatement: When | None = None
    abatement_text: str = ""
    severity: Coded | None = None
    categories: tuple[Coded, ...] = ()
    body_sites: tuple[Coded, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        refuted = self.verification_status is VerificationStatus.REFUTED
        refuse(self.principal and refuted, "A refuted diagnosis is not the principal one.")


class FlagType(StrEnum):
    """What a flag warns of."""

    RISK = "risk"
    BLIND_WEIGHT = "blind-weight"
    INTERPRETER = "interpreter"
    LEGAL_STATUS = "legal-status"
    GUARDIAN = "guardian"
    OTHER = "other"


class FlagStatus(StrEnum):
    """Whether it flies, as in FHIR."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    ENTERED_IN_ERROR = "entered-in-error"


@dataclass(frozen=True, slots=True)
class Flag:
    """What everybody must know before the first word with the patient."""

    type: FlagType
    code: Coded
    status: FlagStatus = FlagStatus.ACTIVE
    period: Period | None = None
    categories: tuple[Coded, ...] = ()
    note: str = ""
