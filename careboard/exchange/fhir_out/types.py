"""Which resource of FHIR R4 each content becomes.

One entry becomes one resource; what belongs to it alone (the goals of a plan, the answers of a scale) is contained.
"""

from collections.abc import Mapping

from careboard.clinical.condition import Allergy, Diagnosis
from careboard.clinical.coordination import (
    Appointment,
    Attendance,
    Handover,
    HomePractice,
    HomePracticeReport,
    Task,
    TaskDone,
)
from careboard.clinical.entry import Content, Newer
from careboard.clinical.episode import Admission, Discharge, LevelOfCareChange, PlanOfCare, PlanReview
from careboard.clinical.measured import DrugScreen, Ecg, LabResult, ProcedureDone, TestOrdered, Vitals
from careboard.clinical.medication.orders import Complete, DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.medication.reconciliation import Reconciliation
from careboard.clinical.medication.taking import Adherence, AsNeededUse, DoseGiven, MedicationReported
from careboard.clinical.note import Addendum, CoSignature, EnteredInError, Note
from careboard.clinical.nutrition import MealObservation, MealPlan, Weight
from careboard.clinical.paper import DischargeSummaryIssued, Disclosure, Document
from careboard.clinical.permission import Consent, ConsentRevoked, Part2Review
from careboard.clinical.person import Contact, DetailsChange, Flag, Registration
from careboard.clinical.response import Assessment, RiskAssessment, SafetyPlan, SideEffect
from careboard.clinical.values import Intent

_TYPES: Mapping[type, str] = {
    Registration: "Patient",
    DetailsChange: "Communication",
    Contact: "RelatedPerson",
    Allergy: "AllergyIntolerance",
    Diagnosis: "Condition",
    Flag: "Flag",
    Admission: "EpisodeOfCare",
    LevelOfCareChange: "Observation",
    PlanOfCare: "CarePlan",
    PlanReview: "Observation",
    Discharge: "Encounter",
    Note: "DocumentReference",
    Addendum: "DocumentReference",
    CoSignature: "Communication",
    EnteredInError: "Communication",
    MedicationStart: "MedicationRequest",
    DoseChange: "MedicationRequest",
    Hold: "MedicationRequest",
    Resume: "MedicationRequest",
    Stop: "MedicationRequest",
    Complete: "MedicationRequest",
    DoseGiven: "MedicationAdministration",
    Adherence: "Observation",
    AsNeededUse: "MedicationStatement",
    Reconciliation: "List",
    SideEffect: "Observation",
    Assessment: "Observation",
    RiskAssessment: "RiskAssessment",
    SafetyPlan: "CarePlan",
    Vitals: "Observation",
    LabResult: "Observation",
    TestOrdered: "ServiceRequest",
    Ecg: "Observation",
    DrugScreen: "Observation",
    ProcedureDone: "Procedure",
    MealPlan: "NutritionOrder",
    MealObservation: "Observation",
    Weight: "Observation",
    Attendance: "Encounter",
    Appointment: "Appointment",
    HomePractice: "Task",
    HomePracticeReport: "Observation",
    Task: "Task",
    TaskDone: "Task",
    Handover: "Communication",
    Document: "DocumentReference",
    Consent: "Consent",
    ConsentRevoked: "Communication",
    Part2Review: "Flag",
    Disclosure: "Communication",
    DischargeSummaryIssued: "DocumentReference",
}


def type_of(content: Content) -> str:
    """The resource type of a content; empty for one that no export holds; a document for one of a newer version."""
    if isinstance(content, MedicationReported):
        # A MedicationStatement says that the patient takes it: a plan, an order or a prohibition does not.
        stated = content.intent is Intent.STATEMENT and not content.do_not_give
        return "MedicationStatement" if stated else "MedicationRequest"
    if isinstance(content, Newer):
        return "DocumentReference"
    return _TYPES.get(type(content), "")
