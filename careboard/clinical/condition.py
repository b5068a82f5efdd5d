"""What the patient has and what the patient reacts to: diagnoses and allergies, and how sure that is.

A later version of one of these facts is an entry of the same content whose `ref` names the earlier one.
"""

from dataclasses import dataclass
from enum import StrEnum

from careboard.clinical.checks import blank, need, refuse
from careboard.clinical.values import Coded, Informant, When


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
