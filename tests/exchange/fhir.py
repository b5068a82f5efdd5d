"""Resources for the tests of reading FHIR: how one is read among others, and one whole example of every kind."""

import json
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from careboard.clinical.values import When
from careboard.exchange.facts import Reading, Resource
from careboard.exchange.fhir_in.resources import read_resource
from careboard.exchange.references import contained

NEW_YORK = ZoneInfo("America/New_York")
Content = TypeVar("Content")


def parsed(resource: Resource) -> Resource:
    """As a file would hold it: numbers with a fraction are Decimal."""
    text: Resource = json.loads(json.dumps(resource, default=str), parse_float=Decimal)
    return text


def read(resource: Resource, *others: Resource) -> Reading:
    """The reading of a resource that comes together with others."""
    here = {f"{one['resourceType']}/{one['id']}": one for one in others}

    def look_up(reference: str) -> Resource | None:
        return contained(resource, reference) if reference.startswith("#") else here.get(reference)

    return read_resource(resource, look_up, NEW_YORK)


def content(kind: type[Content], resource: Resource, *others: Resource) -> Content:
    """The first content of a reading, which must be of this kind and leave no doubt."""
    reading = read(resource, *others)
    assert reading.findings == ()
    assert isinstance(reading.contents[0], kind)
    return reading.contents[0]


def concept(text: str, code: str = "", system: str = "", display: str = "") -> dict[str, Any]:
    """A CodeableConcept."""
    coding = {name: value for name, value in (("system", system), ("code", code), ("display", display)) if value}
    return {"text": text, **({"coding": [coding]} if coding else {})}


def quantity(value: str, unit: str = "mg") -> dict[str, Any]:
    """A Quantity with its number as it would be parsed."""
    return {"value": Decimal(value), "unit": unit, "system": "http://unitsofmeasure.org", "code": unit}


def iso(when: When | None) -> str:
    """A time as written; empty where there is none."""
    return when.iso if when else ""


SUBJECT = {"reference": "Patient/maya"}
EXAMPLES: tuple[Resource, ...] = (
    {
        "resourceType": "Patient",
        "id": "maya",
        "active": True,
        "name": [{"use": "official", "family": "Rivera", "given": ["Maya", "Ana"], "prefix": ["Ms"]}],
        "identifier": [{"system": "urn:example:mrn", "value": "004-1187", "type": concept("MRN")}],
        "birthDate": "2004-03-14",
        "gender": "female",
        "telecom": [{"system": "phone", "value": "555-0117", "use": "mobile"}],
        "address": [{"line": ["12 Alder Street"], "city": "Springfield", "postalCode": "01101"}],
        "communication": [{"language": concept("Spanish"), "preferred": True}],
        "deceasedBoolean": False,
        "contact": [{"relationship": [concept("mother")], "name": {"text": "Ana Rivera"}}],
        "extension": [{"url": "http://example.org/us-core-birthsex", "valueCode": "F"}],
    },
    {
        "resourceType": "RelatedPerson",
        "id": "ana",
        "patient": SUBJECT,
        "relationship": [concept("mother", "MTH")],
        "name": [{"family": "Rivera", "given": ["Ana"]}],
        "period": {"start": "2020"},
    },
    {
        "resourceType": "AllergyIntolerance",
        "id": "a1",
        "patient": SUBJECT,
        "clinicalStatus": concept("Active", "active"),
        "verificationStatus": concept("Confirmed", "confirmed"),
        "category": ["medication"],
        "criticality": "high",
        "code": concept("penicillin"),
        "onsetString": "as a child",
        "reaction": [{"manifestation": [concept("hives")], "severity": "moderate", "onset": "2012-06"}],
        "note": [{"text": "Told twice.", "time": "2024-01-01", "authorString": "R. Patel"}],
    },
    {
        "resourceType": "Condition",
        "id": "c1",
        "subject": SUBJECT,
        "clinicalStatus": concept("", "active"),
        "verificationStatus": concept("", "confirmed"),
        "code": concept("Major depressive disorder", "F33.1", "http://hl7.org/fhir/sid/icd-10-cm"),
        "severity": concept("Moderate"),
        "onsetAge": quantity("17", "a"),
        "abatementDateTime": "2023-05",
        "recordedDate": "2023-06-01T09:00:00-04:00",
    },
    {
        "resourceType": "MedicationRequest",
        "id": "m1",
        "subject": SUBJECT,
        "status": "active",
        "intent": "order",
        "medicationReference": {"reference": "#med", "display": "sertraline"},
        "contained": [{"resourceType": "Medication", "id": "med", "code": concept("sertraline 50 mg tablet")}],
        "authoredOn": "2024-01-05",
        "requester": {"reference": "Practitioner/chen", "display": "Dr A. Chen"},
        "reasonCode": [concept("depression")],
        "dosageInstruction": [
            {
                "text": "50 mg in the morning",
                "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "when": ["MORN"]}},
                "route": concept("oral"),
                "doseAndRate": [{"doseQuantity": quantity("50")}],
                "maxDosePerPeriod": {"numerator": quantity("200"), "denominator": quantity("1", "d")},
            }
        ],
        "dispenseRequest": {"numberOfRepeatsAllowed": 2, "quantity": quantity("30", "tablet")},
    },
    {
        "resourceType": "MedicationStatement",
        "id": "m2",
        "subject": SUBJECT,
        "status": "stopped",
        "medicationCodeableConcept": concept("melatonin"),
        "effectivePeriod": {"start": "2024-01", "end": "2024-03-01"},
        "informationSource": {"reference": "RelatedPerson/ana"},
        "dosage": [{"asNeededBoolean": True, "doseAndRate": [{"doseRange": {"high": quantity("5")}}]}],
    },
    {
        "resourceType": "MedicationAdministration",
        "id": "m3",
        "subject": SUBJECT,
        "status": "completed",
        "medicationCodeableConcept": concept("naltrexone 380 mg"),
        "effectiveDateTime": "2024-02-01T10:00:00Z",
        "performer": [{"actor": {"display": "R. Patel, RN"}}],
        "dosage": {"text": "380 mg once", "dose": quantity("380"), "rateQuantity": quantity("1", "mL/h")},
    },
    {
        "resourceType": "Observation",
        "id": "o1",
        "subject": SUBJECT,
        "status": "final",
        "category": [{"coding": [{"code": "vital-signs"}]}],
        "code": concept("Blood pressure", "85354-9", "http://loinc.org"),
        "effectiveDateTime": "2024-02-01T10:00:00Z",
        "performer": [{"display": "R. Patel, RN"}],
        "bodySite": concept("left arm"),
        "component": [
            {"code": concept("Systolic", "8480-6", "http://loinc.org"), "valueQuantity": quantity("104", "mm[Hg]")},
            {"code": concept("Diastolic"), "dataAbsentReason": concept("not performed")},
        ],
    },
    {
        "resourceType": "Observation",
        "id": "o2",
        "subject": SUBJECT,
        "status": "final",
        "category": [{"coding": [{"code": "laboratory"}]}],
        "code": concept("Potassium", "2823-3", "http://loinc.org"),
        "effectivePeriod": {"start": "2024-02-01", "end": "2024-02-02"},
        "valueQuantity": {**quantity("3.90", "mmol/L"), "comparator": "<"},
        "referenceRange": [{"low": quantity("3.5", "mmol/L"), "high": quantity("5.0", "mmol/L")}],
        "interpretation": [concept("", "N", "", "Normal")],
        "specimen": {"display": "serum"},
    },
    {
        "resourceType": "Observation",
        "id": "o3",
        "subject": SUBJECT,
        "status": "final",
        "category": [{"coding": [{"code": "survey"}]}],
        "code": concept("PHQ-9 total", "44261-6", "http://loinc.org"),
        "effectiveDateTime": "2024-02-01",
        "performer": [{"reference": "Patient/maya"}],
        "valueInteger": 11,
    },
    {
        "resourceType": "Observation",
        "id": "o4",
        "subject": SUBJECT,
        "status": "final",
        "code": concept("Drugs of abuse panel - Urine by Screen method"),
        "issued": "2024-02-01T10:00:00.123Z",
        "component": [{"code": concept("Amphetamines"), "valueCodeableConcept": concept("Not detected")}],
    },
    {
        "resourceType": "QuestionnaireResponse",
        "id": "q1",
        "questionnaire": "http://example.org/Questionnaire/gad-7|2",
        "subject": SUBJECT,
        "status": "completed",
        "authored": "2024-02-01",
        "source": {"reference": "Patient/maya"},
        "item": [
            {
                "linkId": "g",
                "text": "Over the last 2 weeks",
                "item": [
                    {
                        "linkId": "1",
                        "text": "Nervous?",
                        "answer": [{"valueCoding": {"display": "Several days"}, "item": [{"linkId": "1a"}]}],
                    },
                    {"linkId": "/70274-6", "text": "Total", "answer": [{"valueInteger": 8}]},
                ],
            }
        ],
    },
    {
        "resourceType": "Procedure",
        "id": "p1",
        "subject": SUBJECT,
        "status": "completed",
        "code": concept("ECG"),
        "performedPeriod": {"start": "2024-02-01"},
        "performer": [{"actor": {"display": "R. Patel, RN"}}],
        "reasonReference": [{"display": "long QT"}],
        "outcome": concept("normal"),
    },
    {
        "resourceType": "CarePlan",
        "id": "cp1",
        "subject": SUBJECT,
        "status": "active",
        "intent": "plan",
        "title": "Recovery",
        "period": {"start": "2024-01-01"},
        "goal": [{"reference": "#g"}],
        "contained": [
            {
                "resourceType": "Goal",
                "id": "g",
                "lifecycleStatus": "active",
                "description": concept("Eat three meals a day"),
                "target": [{"measure": concept("meals"), "dueDate": "2024-03-01"}],
            }
        ],
        "activity": [{"detail": {"code": concept("DBT group"), "scheduledString": "weekly"}}],
    },
    {
        "resourceType": "Goal",
        "id": "g1",
        "subject": SUBJECT,
        "lifecycleStatus": "on-hold",
        "achievementStatus": concept("", "improving"),
        "description": concept("Sleep through"),
        "startDate": "2024-01-01",
    },
    {
        "resourceType": "NutritionOrder",
        "id": "n1",
        "patient": SUBJECT,
        "status": "active",
        "intent": "order",
        "dateTime": "2024-01-01",
        "oralDiet": {"type": [concept("2200 kcal")], "instruction": "three meals, three snacks"},
        "excludeFoodModifier": [concept("nuts")],
        "supplement": [{"productName": "Shake", "quantity": quantity("237", "mL")}],
    },
    {
        "resourceType": "Flag",
        "id": "f1",
        "subject": SUBJECT,
        "status": "active",
        "code": concept("Suicide risk"),
        "period": {"start": "2024-01-01"},
    },
    {
        "resourceType": "Consent",
        "id": "k1",
        "patient": SUBJECT,
        "status": "active",
        "scope": concept("", "patient-privacy"),
        "category": [concept("Privacy consent")],
        "dateTime": "2024-01-01",
        "policyRule": concept("", "OPTIN"),
        "provision": {
            "type": "permit",
            "period": {"end": "2025-01-01"},
            "actor": [{"role": concept("", "PRCP"), "reference": {"display": "Dr Singh"}}],
            "purpose": [{"display": "treatment"}],
        },
    },
    {
        "resourceType": "Encounter",
        "id": "e1",
        "subject": SUBJECT,
        "status": "finished",
        "class": {"code": "AMB", "display": "ambulatory"},
        "type": [concept("Consultation")],
        "period": {"start": "2024-01-01T09:00:00-05:00"},
        "participant": [{"individual": {"display": "Dr A. Chen"}}],
    },
    {
        "resourceType": "DocumentReference",
        "id": "d1",
        "subject": SUBJECT,
        "status": "current",
        "type": concept("Progress note", "11506-3", "http://loinc.org"),
        "date": "2024-01-01T09:00:00Z",
        "content": [{"attachment": {"contentType": "text/plain", "data": "U2xlcHQgd2VsbC4="}}],
    },
    {
        "resourceType": "Composition",
        "id": "s1",
        "subject": SUBJECT,
        "status": "final",
        "title": "Discharge summary",
        "date": "2024-01-01",
        "section": [{"title": "Course", "text": {"status": "generated", "div": "<div><p>Ate well.</p></div>"}}],
    },
)


def example(resource_type: str, **changes: object) -> Resource:
    """The first example of a type, with some elements replaced; None takes one away."""
    found = next(one for one in EXAMPLES if one["resourceType"] == resource_type)
    return {name: value for name, value in {**found, **changes}.items() if value is not None}


def observation(**elements: object) -> Resource:
    """An Observation with the least that it must have, and more."""
    least = {"resourceType": "Observation", "id": "o", "status": "final", "code": concept("Something")}
    return {**least, "subject": SUBJECT, **elements}
