"""Code systems, and the words of the HL7 codes that sources write without a display.

OIDs and URIs: HL7 Terminology (THO), "Using Codes in FHIR R4"; a system that is not here keeps its OID.
"""

from collections.abc import Mapping
from types import MappingProxyType

from careboard.clinical.values import ICD_10_CM, LOINC, RXNORM, SNOMED_CT

NULL_FLAVOR = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor"
LANGUAGE = "urn:ietf:bcp:47"
US_SSN = "http://hl7.org/fhir/sid/us-ssn"

LOINC_STATUS = "33999-4"
LOINC_REASON = "77301-0"  # "Reason care action performed or not"
NULLIFIED = "nullified"  # v3-ActStatus: entered in error

SYSTEMS: Mapping[str, str] = MappingProxyType(
    {
        "2.16.840.1.113883.6.1": LOINC,
        "2.16.840.1.113883.6.96": SNOMED_CT,
        "2.16.840.1.113883.6.88": RXNORM,
        "2.16.840.1.113883.6.90": ICD_10_CM,
        "2.16.840.1.113883.6.4": "http://www.cms.gov/Medicare/Coding/ICD10",
        "2.16.840.1.113883.6.103": "http://hl7.org/fhir/sid/icd-9-cm",
        "2.16.840.1.113883.6.104": "http://hl7.org/fhir/sid/icd-9-cm",
        "2.16.840.1.113883.6.12": "http://www.ama-assn.org/go/cpt",
        "2.16.840.1.113883.6.285": "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
        "2.16.840.1.113883.6.69": "http://hl7.org/fhir/sid/ndc",
        "2.16.840.1.113883.12.292": "http://hl7.org/fhir/sid/cvx",
        "2.16.840.1.113883.6.59": "http://hl7.org/fhir/sid/cvx",
        "2.16.840.1.113883.4.9": "http://fdasis.nlm.nih.gov",
        "2.16.840.1.113883.6.8": "http://unitsofmeasure.org",
        "2.16.840.1.113883.3.26.1.1": "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl",
        "2.16.840.1.113883.6.101": "http://nucc.org/provider-taxonomy",
        "2.16.840.1.113883.5.1008": NULL_FLAVOR,
        "2.16.840.1.113883.5.83": "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
        "2.16.840.1.113883.5.2": "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus",
        "2.16.840.1.113883.5.4": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
        "2.16.840.1.113883.5.111": "http://terminology.hl7.org/CodeSystem/v3-RoleCode",
        "2.16.840.1.113883.5.112": "http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration",
    }
)

NAMED_SYSTEMS: Mapping[str, str] = MappingProxyType(
    {
        "LOINC": LOINC,
        "SNOMEDCT": SNOMED_CT,
        "SNOMED": SNOMED_CT,
        "RXNORM": RXNORM,
        "ICD10CM": ICD_10_CM,
        "ICD10": ICD_10_CM,
    }
)

NULL_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "NI": "No information",
        "UNK": "Unknown",
        "ASKU": "Asked, but unknown",
        "NASK": "Not asked",
        "NAV": "Temporarily unavailable",
        "NAVU": "Not available",
        "NA": "Not applicable",
        "NP": "Not present",
        "OTH": "Other",
        "MSK": "Withheld by the source",
        "INV": "Invalid",
        "TRC": "Trace",
        "QS": "Sufficient quantity",
        "PINF": "Positive infinity",
        "NINF": "Negative infinity",
        "UNC": "Not encoded",
        "DER": "To be derived",
    }
)

# v3-ObservationInterpretation
INTERPRETATIONS: Mapping[str, str] = MappingProxyType(
    {
        "N": "Normal",
        "A": "Abnormal",
        "AA": "Critically abnormal",
        "H": "High",
        "HH": "Critically high",
        "L": "Low",
        "LL": "Critically low",
        "HU": "Significantly high",
        "LU": "Significantly low",
        "POS": "Positive",
        "NEG": "Negative",
        "IND": "Indeterminate",
        "DET": "Detected",
        "ND": "Not detected",
        "R": "Resistant",
        "S": "Susceptible",
        "I": "Intermediate",
    }
)

# v3-ActMood of what has not happened: the words that stand before it.
PLANNED_MOODS: Mapping[str, str] = MappingProxyType(
    {
        "INT": "Planned",
        "RQO": "Requested",
        "PRMS": "Promised",
        "PRP": "Proposed",
        "ARQ": "Appointment requested",
        "APT": "Appointment",
        "GOL": "Goal",
        "OPT": "Option",
        "SLOT": "Slot",
    }
)

# v3-ActStatus where the word on paper says more than the code.
STATUS_WORDS: Mapping[str, str] = MappingProxyType({NULLIFIED: "entered in error", "new": "new, not begun"})

# v3-RoleCode and v3-RoleClass of a patient's own people, where a source gives no display.
RELATIONSHIPS: Mapping[str, str] = MappingProxyType(
    {
        "MTH": "Mother",
        "FTH": "Father",
        "PRN": "Parent",
        "SPS": "Spouse",
        "HUSB": "Husband",
        "WIFE": "Wife",
        "SIB": "Sibling",
        "BRO": "Brother",
        "SIS": "Sister",
        "SON": "Son",
        "DAU": "Daughter",
        "CHILD": "Child",
        "GRFTH": "Grandfather",
        "GRMTH": "Grandmother",
        "GRPRN": "Grandparent",
        "FRND": "Friend",
        "NOK": "Next of kin",
        "ECON": "Emergency contact",
        "GUARD": "Guardian",
        "GUARDIAN": "Guardian",
        "CAREGIVER": "Caregiver",
        "AGNT": "Agent",
        "PRS": "Personal relationship",
        "POWATT": "Power of attorney",
        "POLHOLD": "Policy holder",
    }
)

# v3-MaritalStatus where a source gives no display.
MARITAL: Mapping[str, str] = MappingProxyType(
    {
        "A": "Annulled",
        "D": "Divorced",
        "I": "Interlocutory",
        "L": "Legally separated",
        "M": "Married",
        "P": "Polygamous",
        "S": "Never married",
        "T": "Domestic partner",
        "W": "Widowed",
    }
)


def system_uri(oid: str, name: str = "") -> str:
    """The URI of a code system by its OID, else by its name; an OID that is not known here stays one."""
    if oid:
        return SYSTEMS.get(oid, f"urn:oid:{oid}" if oid[0].isdigit() else oid)
    return NAMED_SYSTEMS.get("".join(letter for letter in name.upper() if letter.isalnum()), "")
