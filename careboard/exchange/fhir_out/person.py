"""Who the patient is, in FHIR: Patient, RelatedPerson, AllergyIntolerance, Condition, Flag.

There is one Patient, with the details of today; each change of them is told beside it.
"""

from careboard.clinical.condition import Allergy, ClinicalStatus, Diagnosis, Reaction, VerificationStatus
from careboard.clinical.entry import PersonContent
from careboard.clinical.person import Contact, ContactType, DetailsChange, Flag, Registration, Sex
from careboard.clinical.values import NOT_RECORDED
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import elements as fhir
from careboard.exchange.fhir_out.statement import statement
from careboard.exchange.fhir_out.told import Told
from careboard.projections.patient.person import registration as as_of_today

_TERMS = "http://terminology.hl7.org/CodeSystem"
_ALLERGY_STATUS, _ALLERGY_SURE = f"{_TERMS}/allergyintolerance-clinical", f"{_TERMS}/allergyintolerance-verification"
_CONDITION_STATUS, _CONDITION_SURE = f"{_TERMS}/condition-clinical", f"{_TERMS}/condition-ver-status"
_BIRTH_SEX = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"
_BIRTH_SEX_CODES = {Sex.FEMALE: "F", Sex.MALE: "M", Sex.UNKNOWN: "UNK"}
_ERROR = VerificationStatus.ENTERED_IN_ERROR
# What an allergy can be in FHIR: the other words are those of conditions.
_OF_ALLERGIES = {
    ClinicalStatus.RECURRENCE: ClinicalStatus.ACTIVE,
    ClinicalStatus.RELAPSE: ClinicalStatus.ACTIVE,
    ClinicalStatus.REMISSION: ClinicalStatus.INACTIVE,
}
_UNSURE = {
    VerificationStatus.PROVISIONAL: VerificationStatus.UNCONFIRMED,
    VerificationStatus.DIFFERENTIAL: VerificationStatus.UNCONFIRMED,
}
_OVER = (ClinicalStatus.INACTIVE, ClinicalStatus.REMISSION, ClinicalStatus.RESOLVED)


def elements(content: PersonContent, told: Told) -> Resource:
    """The elements of a content about the person."""
    match content:
        case Registration():
            return _registration(content, told)
        case DetailsChange():
            return statement(told, "Change of details", told.patient, content.reason)
        case Contact():
            return _contact(content, told)
        case Allergy():
            return _allergy(content, told)
        case Diagnosis():
            return _diagnosis(content, told)
        case Flag():
            return _flag(content, told)


def _registration(registered: Registration, told: Told) -> Resource:
    if told.context.type_of(told.entry) != "Patient":
        return statement(told, "Registered again", told.patient)
    return patient(as_of_today(told.context.record) or registered, told)


def patient(person: Registration, told: Told) -> Resource:
    """The elements of the Patient."""
    names = [fhir.human_name(name) for name in (person.name, *person.other_names)]
    died = fhir.time(person.deceased_at)
    sex_at_birth = _BIRTH_SEX_CODES.get(person.birth_sex) if person.birth_sex else None
    return {
        "extension": [fhir.extension(_BIRTH_SEX, "valueCode", sex_at_birth)],
        "identifier": [fhir.identifier(one) for one in person.identifiers],
        "active": True,
        "name": [*names, {"use": "usual", "text": person.preferred_name} if person.preferred_name else None],
        "telecom": [fhir.contact_point(point) for point in person.telecom],
        "gender": person.sex,
        "birthDate": fhir.day(person.birth_date, told.context.zone),
        "deceasedDateTime": died,
        "deceasedBoolean": None if died else person.deceased,
        "address": [fhir.address(place) for place in person.addresses],
        "maritalStatus": fhir.coded(person.marital_status),
        "communication": [
            {"language": fhir.coded(language), "preferred": True if place == 0 else None}
            for place, language in enumerate(person.languages)
        ],
        "managingOrganization": told.clinic,
    }


def _contact(contact: Contact, told: Told) -> Resource:
    kind = contact.type.replace("-", " ")
    roles = [
        (contact.type is not ContactType.PERSONAL, kind),
        (contact.emergency, "Emergency contact"),
        (contact.guardian, "Guardian"),
    ]
    return {
        "active": contact.active and not told.struck,
        "patient": told.patient,
        "relationship": [fhir.coded(contact.relationship), *(fhir.words(role) for holds, role in roles if holds)],
        "name": [{"text": contact.name}],
        "telecom": [fhir.contact_point(point) for point in contact.telecom],
        "address": [fhir.address(place) for place in contact.addresses],
        "period": fhir.period(contact.period),
    }


def _allergy(allergy: Allergy, told: Told) -> Resource:
    sure = _ERROR if told.struck else allergy.verification_status
    status = allergy.clinical_status or ClinicalStatus.ACTIVE
    onset = fhir.time(allergy.onset)
    return {
        "clinicalStatus": None if sure is _ERROR else fhir.standard(_ALLERGY_STATUS, _OF_ALLERGIES.get(status, status)),
        "verificationStatus": fhir.standard(_ALLERGY_SURE, _UNSURE.get(sure, sure)) if sure else None,
        "type": allergy.type,
        "category": list(allergy.categories),
        "criticality": allergy.criticality,
        "code": fhir.coded(allergy.substance),
        "patient": told.patient,
        "onsetDateTime": onset,
        "onsetString": "" if onset else allergy.onset_text,
        "recordedDate": told.recorded_here,
        "recorder": told.author,
        "asserter": told.informant(allergy.told_by),
        "lastOccurrence": fhir.time(allergy.last_occurrence),
        "note": fhir.notes(allergy.note, fhir.labelled("Onset", allergy.onset_text) if onset else ""),
        "reaction": [_reaction(reaction) for reaction in allergy.reactions],
    }


def _reaction(reaction: Reaction) -> Resource:
    seen = [fhir.coded(one) for one in reaction.manifestations]
    return {
        "substance": fhir.coded(reaction.substance),
        "manifestation": seen or [fhir.words(reaction.description) or fhir.words(NOT_RECORDED)],
        "description": reaction.description,
        "onset": fhir.time(reaction.onset),
        "severity": reaction.severity,
        "exposureRoute": fhir.coded(reaction.exposure_route),
    }


def _diagnosis(diagnosis: Diagnosis, told: Told) -> Resource:
    sure = _ERROR if told.struck else diagnosis.verification_status
    status = None if sure is _ERROR else diagnosis.clinical_status
    return {
        "clinicalStatus": fhir.standard(_CONDITION_STATUS, status) if status else None,
        "verificationStatus": fhir.standard(_CONDITION_SURE, sure) if sure else None,
        "category": [
            *(fhir.coded(one) for one in diagnosis.categories),
            fhir.words("Principal diagnosis") if diagnosis.principal else None,
        ],
        "severity": fhir.coded(diagnosis.severity),
        "code": fhir.coded(diagnosis.code),
        "bodySite": [fhir.coded(site) for site in diagnosis.body_sites],
        "subject": told.patient,
        **_onset(diagnosis),
        **(_abatement(diagnosis) if status in _OVER else {}),
        "recordedDate": told.recorded_here,
        "recorder": told.author,
        "note": fhir.notes(
            diagnosis.note,
            fhir.labelled("Onset", diagnosis.onset_text),
            fhir.labelled("Over", diagnosis.abatement_text),
        ),
    }


def _onset(diagnosis: Diagnosis) -> Resource:
    known = fhir.time(diagnosis.onset)
    return {"onsetDateTime": known} if known else {"onsetString": diagnosis.onset_text}


def _abatement(diagnosis: Diagnosis) -> Resource:
    """FHIR lets a condition be over only where its status says so too."""
    known = fhir.time(diagnosis.abatement)
    return {"abatementDateTime": known} if known else {"abatementString": diagnosis.abatement_text}


def _flag(flag: Flag, told: Told) -> Resource:
    return {
        "status": "entered-in-error" if told.struck else flag.status,
        "category": [*(fhir.coded(one) for one in flag.categories), fhir.words(flag.type.replace("-", " "))],
        "code": fhir.coded(flag.code),
        "subject": told.patient,
        "period": fhir.period(flag.period),
        "author": told.author,
    }
