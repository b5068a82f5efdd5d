"""The events of a day by which doses are timed, by their codes: TimingEvent of HL7 v3, and what FHIR made of it.

Each event has one code of FHIR, so that what is read is written again as it was.
"""

from collections.abc import Mapping
from types import MappingProxyType

from careboard.clinical.dosage import EventTiming

OF_V3_AND_FHIR: Mapping[str, EventTiming] = MappingProxyType(
    {
        "HS": EventTiming.BEDTIME,
        "WAKE": EventTiming.ON_WAKING,
        "C": EventTiming.WITH_MEALS,
        "CM": EventTiming.WITH_BREAKFAST,
        "CD": EventTiming.WITH_LUNCH,
        "CV": EventTiming.WITH_DINNER,
        "AC": EventTiming.BEFORE_MEALS,
        "ACM": EventTiming.BEFORE_BREAKFAST,
        "ACD": EventTiming.BEFORE_LUNCH,
        "ACV": EventTiming.BEFORE_DINNER,
        "PC": EventTiming.AFTER_MEALS,
        "PCM": EventTiming.AFTER_BREAKFAST,
        "PCD": EventTiming.AFTER_LUNCH,
        "PCV": EventTiming.AFTER_DINNER,
    }
)
OF_FHIR: Mapping[str, EventTiming] = MappingProxyType(
    {
        "MORN": EventTiming.MORNING,
        "MORN.early": EventTiming.EARLY_MORNING,
        "MORN.late": EventTiming.LATE_MORNING,
        "NOON": EventTiming.NOON,
        "AFT": EventTiming.AFTERNOON,
        "AFT.early": EventTiming.EARLY_AFTERNOON,
        "AFT.late": EventTiming.LATE_AFTERNOON,
        "EVE": EventTiming.EVENING,
        "EVE.early": EventTiming.EARLY_EVENING,
        "EVE.late": EventTiming.LATE_EVENING,
        "NIGHT": EventTiming.NIGHT,
        "PHS": EventTiming.AFTER_SLEEP_BEGINS,
        **OF_V3_AND_FHIR,
    }
)
