"""The person as registered now: names, numbers, contacts, allergies, diagnoses, flags.

The latest statement counts; whether something is active or past is for its status to say, never for its dates.
"""

from dataclasses import dataclass

from careboard.clinical.condition import Allergy, ClinicalStatus, Diagnosis, VerificationStatus
from careboard.clinical.person import Contact, DetailsChange, Flag, FlagStatus, FlagType, Registration
from careboard.clinical.values import Identifier
from careboard.projections.standing import Record, Stated

_MEDICAL_RECORD = ("MR", "MRN")
_SOCIAL_SECURITY = ("http://hl7.org/fhir/sid/us-ssn", "urn:oid:2.16.840.1.113883.4.1")
_GONE = (ClinicalStatus.INACTIVE, ClinicalStatus.REMISSION, ClinicalStatus.RESOLVED)
_NOT_SO = (VerificationStatus.REFUTED, VerificationStatus.ENTERED_IN_ERROR)


@dataclass(frozen=True, slots=True)
class Allergies:
    """The allergies that stand, those that are over, and that none is known."""

    active: tuple[Stated[Allergy], ...]
    past: tuple[Stated[Allergy], ...]
    none_known: tuple[Stated[Allergy], ...]

    @property
    def recorded(self) -> bool:
        """Has anybody said whether there are any?"""
        return bool(self.active or self.none_known)

    @property
    def label(self) -> str:
        """That there are allergies, of which kinds none is known (of drugs is not of all), or that nobody said."""
        if self.active:
            return "Known allergies"
        denied = dict.fromkeys(one.content.substance.text for one in self.none_known)
        return "; ".join(denied) or "Allergies not recorded"


@dataclass(frozen=True, slots=True)
class Diagnoses:
    """Active and past diagnoses, the principal one first; a refuted one stands on the timeline only."""

    active: tuple[Stated[Diagnosis], ...]
    past: tuple[Stated[Diagnosis], ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Who the patient is, as the record stands. `registration` is None where there is none yet."""

    registration: Registration | None
    contacts: tuple[Stated[Contact], ...]
    allergies: Allergies
    diagnoses: Diagnoses
    flags: tuple[Stated[Flag], ...]
    past_flags: tuple[Stated[Flag], ...]

    @property
    def mrn(self) -> str:
        """The medical record number; empty where there is none."""
        return medical_record_number(self.registration) if self.registration else ""

    @property
    def blind_weight(self) -> bool:
        """Is the weight not to be shown to the patient?"""
        return any(flag.content.type is FlagType.BLIND_WEIGHT for flag in self.flags)

    def flagged(self, kind: FlagType) -> tuple[Stated[Flag], ...]:
        """The flags of one type that are up."""
        return tuple(flag for flag in self.flags if flag.content.type is kind)


def person(record: Record) -> Person:
    """The person of the record."""
    flags = record.of(Flag)
    return Person(
        registration=registration(record),
        contacts=tuple(contact for contact in record.of(Contact) if contact.content.active),
        allergies=_allergies(record.of(Allergy)),
        diagnoses=_diagnoses(record.of(Diagnosis)),
        flags=tuple(flag for flag in flags if flag.content.status is FlagStatus.ACTIVE),
        past_flags=tuple(flag for flag in flags if flag.content.status is FlagStatus.INACTIVE),
    )


def registration(record: Record) -> Registration | None:
    """The registration with its latest change."""
    entries = record.entries_of(Registration, DetailsChange)
    match entries[-1].content if entries else None:
        case Registration() as registered:
            return registered
        case DetailsChange() as change:
            return change.now
        case _:
            return None


def medical_record_number(registered: Registration) -> str:
    """The number that is said to be one; else the first of no stated kind that is no social security number."""
    named = [one for one in registered.identifiers if _is_record_number(one)]
    unnamed = [one for one in registered.identifiers if one.type is None and one.system not in _SOCIAL_SECURITY]
    return next((one.value for one in (*named, *unnamed)), "")


def _is_record_number(one: Identifier) -> bool:
    if one.type is None:
        return one.system.endswith(":mrn")
    codes = [coding.code for coding in one.type.codings]
    return any(code in _MEDICAL_RECORD for code in codes) or "medical record" in one.type.text.casefold()


def _allergies(stated: tuple[Stated[Allergy], ...]) -> Allergies:
    so = [one for one in stated if one.content.verification_status not in _NOT_SO]
    past = [one for one in so if one.content.clinical_status in _GONE]
    active = [one for one in so if one.content.clinical_status not in _GONE]
    return Allergies(
        active=tuple(one for one in active if not one.content.none_known),
        past=tuple(one for one in past if not one.content.none_known),
        none_known=tuple(one for one in active if one.content.none_known),
    )


def _diagnoses(stated: tuple[Stated[Diagnosis], ...]) -> Diagnoses:
    so = [one for one in stated if one.content.verification_status not in _NOT_SO]
    so.sort(key=lambda one: not one.content.principal)
    return Diagnoses(
        active=tuple(one for one in so if one.content.clinical_status not in _GONE),
        past=tuple(one for one in so if one.content.clinical_status in _GONE),
    )
