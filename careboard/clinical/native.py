"""What is refused of a fact that is recorded here, and accepted where a source states it.

A content cannot know whether it was imported: whoever writes a record that is not of kind `imported` calls this first.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from careboard.clinical.blind import tells_weight
from careboard.clinical.checks import blank, need, need_words, refuse
from careboard.clinical.dosage import Dosage, contradicts_its_code, refuse_unclear_order
from careboard.clinical.entry import KnownContent
from careboard.clinical.measured import Component, Ecg, Vitals
from careboard.clinical.medication.orders import DoseChange, MedicationStart, Resume
from careboard.clinical.medication.reconciliation import Reconciliation
from careboard.clinical.medication.taking import DoseGiven, DoseStatus
from careboard.clinical.permission import Consent, ConsentStatus, Permission, Signing
from careboard.clinical.values import LOINC, Quantity

# Limits of the possible, by LOINC code, then by unit: wider than any living adult or child, so that only a slip of the
# hand or of the unit is refused. Unverified: from no published table.
Limits = Mapping[str, tuple[Decimal, Decimal]]


def _limits(low: str, high: str, *units: str) -> dict[str, tuple[Decimal, Decimal]]:
    return {unit: (Decimal(low), Decimal(high)) for unit in units}


_PRESSURE = ("mmHg", "mm[Hg]", "mm Hg")
_PER_MINUTE = ("/min", "beats/min", "beats/minute", "bpm", "breaths/min", "breaths/minute")
POSSIBLE: Mapping[str, Limits] = MappingProxyType(
    {
        "8480-6": _limits("30", "350", *_PRESSURE),  # systolic
        "8462-4": _limits("10", "250", *_PRESSURE),  # diastolic
        "8867-4": _limits("10", "350", *_PER_MINUTE),  # heart rate
        "9279-1": _limits("1", "120", *_PER_MINUTE),  # respiratory rate
        "59408-5": _limits("20", "100", "%"),  # oxygen saturation by pulse oximetry
        "2708-6": _limits("20", "100", "%"),  # oxygen saturation
        "8310-5": {
            **_limits("20", "46", "Cel", "C", "\N{DEGREE SIGN}C"),
            **_limits("68", "115", "[degF]", "F", "\N{DEGREE SIGN}F"),
        },
        "8302-2": {  # body height
            **_limits("30", "280", "cm"),
            **_limits("0.3", "2.8", "m"),
            **_limits("12", "110", "in", "[in_i]", "[in_us]"),
        },
    }
)
_INTERVAL = (Decimal(100), Decimal(1000))  # QT and QTc in milliseconds
_RATE = (Decimal(10), Decimal(350))  # beats per minute
_IMPOSSIBLE = "This number cannot be: look at the number and its unit again."


def refuse_unless_stated_by_a_source(content: KnownContent) -> None:
    """Refuse what nobody may record here, though a source may have stated it; raises ValueError with a sentence."""
    if (check := _CHECKS.get(type(content))) is not None:
        check(content)


def has_limits(content: type) -> bool:
    """Is there anything that `refuse_unless_stated_by_a_source` looks at in such a content?"""
    return content in _CHECKS


def _order(dosage: Dosage) -> None:
    refuse_unclear_order(dosage)
    refuse(dosage.as_needed and blank(dosage.as_needed_for), "A medicine ordered as needed says for what.")


def _reconciliation(content: Reconciliation) -> None:
    for medicine in content.medicines:
        if medicine.dosage is not None:
            _order(medicine.dosage)


_WITH_REASON = (DoseStatus.NOT_DONE, DoseStatus.STOPPED, DoseStatus.ON_HOLD)
_GIVEN = (DoseStatus.COMPLETED, DoseStatus.IN_PROGRESS)


def _dose_given(content: DoseGiven) -> None:
    without = content.status in _WITH_REASON and blank(content.not_given_reason)
    refuse(without, "A dose that was not given, stopped or held has a reason.")
    if content.status in _GIVEN:
        need(content.amount, "A dose that staff gave has an amount.")
    if content.amount is not None:
        need_words(content.amount.unit, "The amount of a dose has a unit.")
        refuse(contradicts_its_code(content.amount), "The unit of a dose and its code are not the same unit.")


def _vitals(content: Vitals) -> None:
    for reading in content.readings:
        refuse(tells_weight(reading.code), "A body weight or BMI is recorded as a weight, where it can be blind.")
        if (quantity := reading.result.quantity) is not None:
            need_words(quantity.unit, "A number of the vital signs has a unit.")
            _refuse_impossible(reading, quantity)
    _refuse_crossed_pressures(content.readings)


def _refuse_impossible(reading: Component, quantity: Quantity) -> None:
    limits = POSSIBLE.get(reading.code.code_in(LOINC) or "", {})
    for unit in (quantity.unit.strip(), quantity.ucum):
        if unit in limits:
            _refuse_outside(quantity.value, limits[unit])


def _refuse_outside(value: Decimal | None, limits: tuple[Decimal, Decimal]) -> None:
    refuse(value is not None and not limits[0] <= value <= limits[1], _IMPOSSIBLE)


def _refuse_crossed_pressures(readings: Iterable[Component]) -> None:
    """Pressures of one position and place are compared in the order in which they were taken."""
    taken: dict[tuple[object, ...], list[Decimal]] = {}
    for reading in readings:
        if (quantity := reading.result.quantity) is not None:
            key = (reading.code.code_in(LOINC), quantity.unit.strip(), reading.position, reading.body_site)
            taken.setdefault(key, []).append(quantity.value)
    for (code, *rest), upper in taken.items():
        lower = taken.get(("8462-4", *rest), []) if code == "8480-6" else []
        crossed = any(high <= low for high, low in zip(upper, lower, strict=False))
        refuse(crossed, "The systolic pressure is above the diastolic one.")


def _ecg(content: Ecg) -> None:
    for interval in (content.qt_ms, content.qtc_ms):
        _refuse_outside(interval, _INTERVAL)
    _refuse_outside(content.heart_rate, _RATE)


def _consent(content: Consent) -> None:
    """Written consent under part 2 is signed (42 CFR 2.31); a refusal, and a draft, need no signature."""
    gives = content.permission is Permission.PERMIT and content.status is ConsentStatus.ACTIVE
    if content.part2 and gives:
        written = content.signing in (Signing.ON_PAPER, Signing.ELECTRONICALLY)
        need(written, "A consent under 42 CFR part 2 is given in writing.")
        need_words(content.signed_by, "A consent under 42 CFR part 2 says who signed it.")


_CHECKS: Mapping[type, Callable[[Any], None]] = MappingProxyType(
    {
        MedicationStart: lambda content: _order(content.dosage),
        DoseChange: lambda content: _order(content.now),
        Resume: lambda content: _order(content.dosage),
        Reconciliation: _reconciliation,
        DoseGiven: _dose_given,
        Vitals: _vitals,
        Ecg: _ecg,
        Consent: _consent,
    }
)
