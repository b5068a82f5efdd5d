"""The resources that are context: used for names, not entries of a chart.

Billing is nobody's history; definitions and the bookkeeping of servers are about no patient.
"""

CONTEXT = frozenset(
    # people, places and things that other resources name
    """
    Practitioner PractitionerRole Organization OrganizationAffiliation Location HealthcareService Endpoint Person Group
    Medication MedicationKnowledge Substance SubstanceNucleicAcid SubstancePolymer SubstanceProtein
    SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification DeviceDefinition DeviceMetric
    BiologicallyDerivedProduct Schedule Slot CatalogEntry
    MedicinalProduct MedicinalProductAuthorization MedicinalProductContraindication MedicinalProductIndication
    MedicinalProductIngredient MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged
    MedicinalProductPharmaceutical MedicinalProductUndesirableEffect
    """
    # billing
    """
    Account ChargeItem ChargeItemDefinition Claim ClaimResponse Coverage CoverageEligibilityRequest
    CoverageEligibilityResponse EnrollmentRequest EnrollmentResponse ExplanationOfBenefit InsurancePlan Invoice
    PaymentNotice PaymentReconciliation
    """
    # the bookkeeping of servers
    """
    AuditEvent Binary Bundle Linkage MessageHeader OperationOutcome Parameters Provenance Subscription
    VerificationResult
    """
    # definitions, knowledge and studies
    """
    ActivityDefinition CapabilityStatement CodeSystem CompartmentDefinition ConceptMap EffectEvidenceSynthesis
    EventDefinition Evidence EvidenceVariable ExampleScenario GraphDefinition ImplementationGuide Library Measure
    MessageDefinition NamingSystem ObservationDefinition OperationDefinition PlanDefinition Questionnaire
    ResearchDefinition ResearchElementDefinition ResearchStudy RiskEvidenceSynthesis SearchParameter SpecimenDefinition
    StructureDefinition StructureMap TerminologyCapabilities TestReport TestScript ValueSet
    """.split()
)

# These are context too where they name no patient.
ONLY_WITH_A_PATIENT = frozenset({"Device"})
