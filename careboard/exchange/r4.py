"""What makes a resource FHIR R4: the types that R4 has, and the marks by which other versions give themselves away.

The types and elements were compared with HL7's definitions of FHIR 4.0.1 (CC0); a test compares them again.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from careboard.exchange.refusals import Unreadable
from careboard.i18n import filled

RESOURCE_TYPES = frozenset(
    """
    Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic Binary
    BiologicallyDerivedProduct BodyStructure Bundle CapabilityStatement CarePlan CareTeam CatalogEntry ChargeItem
    ChargeItemDefinition Claim ClaimResponse ClinicalImpression CodeSystem Communication CommunicationRequest
    CompartmentDefinition Composition ConceptMap Condition Consent Contract Coverage CoverageEligibilityRequest
    CoverageEligibilityResponse DetectedIssue Device DeviceDefinition DeviceMetric DeviceRequest DeviceUseStatement
    DiagnosticReport DocumentManifest DocumentReference EffectEvidenceSynthesis Encounter Endpoint EnrollmentRequest
    EnrollmentResponse EpisodeOfCare EventDefinition Evidence EvidenceVariable ExampleScenario ExplanationOfBenefit
    FamilyMemberHistory Flag Goal GraphDefinition Group GuidanceResponse HealthcareService ImagingStudy Immunization
    ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide InsurancePlan Invoice Library Linkage List
    Location Measure MeasureReport Media Medication MedicationAdministration MedicationDispense MedicationKnowledge
    MedicationRequest MedicationStatement MedicinalProduct MedicinalProductAuthorization
    MedicinalProductContraindication MedicinalProductIndication MedicinalProductIngredient MedicinalProductInteraction
    MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical
    MedicinalProductUndesirableEffect MessageDefinition MessageHeader MolecularSequence NamingSystem NutritionOrder
    Observation ObservationDefinition OperationDefinition OperationOutcome Organization OrganizationAffiliation
    Parameters Patient PaymentNotice PaymentReconciliation Person PlanDefinition Practitioner PractitionerRole
    Procedure Provenance Questionnaire QuestionnaireResponse RelatedPerson RequestGroup ResearchDefinition
    ResearchElementDefinition ResearchStudy ResearchSubject RiskAssessment RiskEvidenceSynthesis Schedule
    SearchParameter ServiceRequest Slot Specimen SpecimenDefinition StructureDefinition StructureMap Subscription
    Substance SubstanceNucleicAcid SubstancePolymer SubstanceProtein SubstanceReferenceInformation
    SubstanceSourceMaterial SubstanceSpecification SupplyDelivery SupplyRequest Task TerminologyCapabilities TestReport
    TestScript ValueSet VerificationResult VisionPrescription
    """.split()
)

# The types that can name a patient as whom they are about.
ABOUT_A_PATIENT = frozenset(
    """
    Account AdverseEvent AllergyIntolerance Basic BodyStructure CarePlan CareTeam ChargeItem Claim ClaimResponse
    ClinicalImpression Communication CommunicationRequest Composition Condition Consent Contract Coverage
    CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue Device DeviceRequest DeviceUseStatement
    DiagnosticReport DocumentManifest DocumentReference Encounter EnrollmentRequest EpisodeOfCare ExplanationOfBenefit
    FamilyMemberHistory Flag Goal GuidanceResponse ImagingStudy Immunization ImmunizationEvaluation
    ImmunizationRecommendation Invoice List MeasureReport Media MedicationAdministration MedicationDispense
    MedicationRequest MedicationStatement MolecularSequence NutritionOrder Observation Procedure QuestionnaireResponse
    RelatedPerson RequestGroup ResearchSubject RiskAssessment ServiceRequest Specimen SupplyDelivery Task
    VisionPrescription
    """.split()
)

# Elements that R4 does not have in this place: of STU3 (or before), and of R5.
STU3_ELEMENTS: Mapping[str, frozenset[str]] = {
    "AllergyIntolerance": frozenset({"assertedDate"}),
    "CarePlan": frozenset({"context", "definition"}),
    "Composition": frozenset({"class"}),
    "Condition": frozenset({"assertedDate", "context"}),
    "Consent": frozenset({"consentingParty", "except", "purpose"}),
    "DiagnosticReport": frozenset({"codedDiagnosis", "context", "image"}),
    "DocumentReference": frozenset({"class", "created", "indexed"}),
    "Encounter": frozenset({"incomingReferral", "reason"}),
    "Goal": frozenset({"status"}),
    "Immunization": frozenset({"date", "explanation", "notGiven"}),
    "MedicationAdministration": frozenset({"notGiven", "prescription", "reasonNotGiven"}),
    "MedicationRequest": frozenset({"context", "definition"}),
    "MedicationStatement": frozenset({"notTaken", "reasonNotTaken", "taken"}),
    "Observation": frozenset({"comment", "context", "related"}),
    "Patient": frozenset({"animal"}),
    "Procedure": frozenset({"context", "notDone", "notDoneReason"}),
    "QuestionnaireResponse": frozenset({"context", "parent"}),
}
R5_ELEMENTS: Mapping[str, frozenset[str]] = {
    "Condition": frozenset({"participant"}),
    "Consent": frozenset({"controller", "decision"}),
    "DocumentReference": frozenset({"attester", "modality"}),
    "Encounter": frozenset({"actualPeriod", "admission", "subjectStatus"}),
    "MedicationAdministration": frozenset({"medication"}),
    "MedicationRequest": frozenset({"medication", "renderedDosageInstruction"}),
    "MedicationStatement": frozenset({"adherence", "medication"}),
    "Observation": frozenset({"bodyStructure", "triggeredBy"}),
    "Procedure": frozenset({"occurrenceDateTime", "occurrencePeriod"}),
}

# Elements that R4 writes as an object (CodeableConcept, Coding, Reference), and another version does not.
_STATUS = frozenset({"clinicalStatus", "verificationStatus"})
OBJECTS: Mapping[str, frozenset[str]] = {
    "AllergyIntolerance": _STATUS,
    "Condition": _STATUS,
    "Encounter": frozenset({"class"}),
    "Composition": frozenset({"subject"}),
}

# A profile of the standard itself tells its version in its path or behind the bar.
_CORE = re.compile(r"http://hl7\.org/fhir/(?:(\d\.\d)/)?StructureDefinition/\w+(?:\|(\d\.\d)[\d.]*)?")
_NUMBER = re.compile(r"\d(\.\d+){0,2}")
_R4 = ("4.0", "4.1", "4.3")  # 4.1 and 4.3 are R4B, which changed nothing that is read here


def check(resource_type: object, resource: Mapping[str, Any]) -> None:
    """Refuse the file of a resource that is not FHIR R4."""
    if not isinstance(resource_type, str) or resource_type not in RESOURCE_TYPES:
        raise Unreadable("The file holds a resource of a type that FHIR R4 does not have.")
    for version in _stated_versions(resource):
        if not version.startswith(_R4):
            named = f"FHIR {version}" if _NUMBER.fullmatch(version) else "another version of FHIR"
            raise Unreadable(filled("The file says that it is {named}, not R4.", named=named))
    if resource.keys() & STU3_ELEMENTS.get(resource_type, frozenset()):
        raise Unreadable(
            filled(
                "The file holds a {resource_type} as FHIR STU3 or older writes it, not R4.", resource_type=resource_type
            )
        )
    shapes = OBJECTS.get(resource_type, frozenset()) & resource.keys()
    whole = all(isinstance(resource[element], dict) for element in shapes)
    if not whole or resource.keys() & R5_ELEMENTS.get(resource_type, frozenset()):
        raise Unreadable(
            filled(
                "The file holds a {resource_type} as another version of FHIR writes it, not R4.",
                resource_type=resource_type,
            )
        )


def _stated_versions(resource: Mapping[str, Any]) -> Iterator[str]:
    """Every version of FHIR that a resource states for itself."""
    meta = resource.get("meta")
    about = meta if isinstance(meta, dict) else {}
    yield from _texts(resource.get("fhirVersion"))
    yield from _texts(about.get("fhirVersion"))
    for profile in _texts(about.get("profile")):
        if core := _CORE.fullmatch(profile):
            yield from filter(None, core.groups())


def _texts(value: object) -> list[str]:
    return [text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)]
