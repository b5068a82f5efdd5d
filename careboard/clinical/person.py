"""Who the patient is and whom to reach: registration, contacts, flags.

A later version of one of these facts is an entry of the same content whose `ref` names the earlier one.
"""

from dataclasses import dataclass
from enum import StrEnum

from careboard.clinical.checks import blank, need_all_words, need_words, refuse
from careboard.clinical.values import Coded, Identifier, Period, When


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
