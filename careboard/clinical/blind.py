"""Which codes tell a body weight: what the blind-weight flag hides wherever it stands, beside the Weight itself.

Under that flag every body weight, BMI or percentile of them, by its code, is blind too: in vital signs, laboratory
results and scales. A height is not.
"""

from typing import Final

from careboard.clinical.values import LOINC, SNOMED_CT, Coded

BODY_WEIGHT_CODES: Final = frozenset(  # FHIR R6 ballot 3, value set observation-vitalsign-bodyweight (LOINC 2.81)
    {"29463-7", "3141-9", "3142-7", "8335-2", "8350-1", "8351-9"}
)
BMI_CODES: Final = frozenset(
    {
        "39156-5",  # FHIR R4, vital signs: body mass index
        "59576-9",  # US Core 7.0.0: body mass index (BMI) [Percentile] per age and sex
        "59574-4",  # unverified: BMI percentile
        "59575-1",  # unverified: BMI percentile per age
        "89270-3",  # unverified: estimated BMI
    }
)
WEIGHT_PERCENTILE_CODES: Final = frozenset(
    {
        "77606-2",  # unverified: weight-for-length percentile per age and sex
        "8336-0",  # unverified: body weight percentile per age
    }
)
BLIND_CODES: Final = BODY_WEIGHT_CODES | BMI_CODES | WEIGHT_PERCENTILE_CODES  # all LOINC
_BLIND_SNOMED: Final = frozenset({"27113001", "60621009"})  # unverified: body weight, body mass index


def tells_weight(code: Coded) -> bool:
    """Does this code name a body weight, a BMI, or a percentile of one? Decided by codes, never by words."""
    blind = {LOINC: BLIND_CODES, SNOMED_CT: _BLIND_SNOMED}
    return any(coding.code in blind.get(coding.system, ()) for coding in code.codings)
