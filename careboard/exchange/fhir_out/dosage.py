"""Medicines and how they are taken, in FHIR: CodeableConcept and Dosage.

An amount that is not confirmed has no number here, and its words say so; a limit in 24 hours is never left out.
"""

from collections.abc import Sequence
from decimal import Decimal

from careboard.clinical.dosage import Dosage, Dose, Medicine, Timing
from careboard.clinical.values import RXNORM, Amount, Coding, Period, Quantity
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import elements as fhir
from careboard.exchange.fhir_out.plain import code
from careboard.exchange.timing_events import OF_FHIR
from careboard.projections.wording import Voice
from careboard.projections.wording import dosage as wording

NOT_CONFIRMED = "Dose not confirmed"
_WHEN = {event: code for code, event in OF_FHIR.items()}
_UNITS_OF_TIME = ("s", "min", "h", "d", "wk", "mo", "a")
_DAY: Resource = {"value": Decimal(24), "unit": "h", "system": fhir.UCUM, "code": "h"}


def medicine(of: Medicine) -> Resource:
    """The medicine by its words, with every code."""
    named = [fhir.coding(one) for one in of.codings]
    if of.rxcui and not any(one.code == of.rxcui and one.system == RXNORM for one in of.codings):
        named.append(fhir.coding(Coding(RXNORM, of.rxcui)))
    return {"coding": named, "text": of.text}


def dosages(how: Dosage | None, voice: Voice, over: Period | None = None) -> list[Resource]:
    """The Dosage of each line of a schedule; without a line, of the words alone. `over`: from when, until when."""
    if how is None:
        return []
    return [_dosage(how, dose, voice, over) for dose in how.schedule or (None,)]


def in_doubt(choices: Sequence[Dosage]) -> list[Resource]:
    """The Dosage of a medicine whose dose a prescriber must still choose: words, and no number."""
    told = "; or ".join(dict.fromkeys(one.text for one in choices))
    return [{"text": f"{NOT_CONFIRMED}: {told}"}]


def whole_words(how: Dosage | None) -> str:
    """The words of a dosage that is told in several lines, which say only their own part of it."""
    return how.text if how and len(how.schedule) > 1 else ""


def _dosage(how: Dosage, dose: Dose | None, voice: Voice, over: Period | None) -> Resource:
    reason = fhir.words(how.as_needed_for)
    return {
        "sequence": fhir.count(dose.sequence) if dose else None,
        "text": _words(how, dose, voice),
        "additionalInstruction": [fhir.words(how.instructions)],
        "timing": _timing(dose.timing if dose else None, over),
        "asNeededBoolean": True if how.as_needed and not reason else None,
        "asNeededCodeableConcept": reason,
        "site": fhir.coded(how.site),
        "route": fhir.coded(how.route),
        "method": fhir.coded(how.method),
        "doseAndRate": [_amount(dose)] if dose and dose.amount else [],
        "maxDosePerPeriod": _most(how.max_per_24h),
    }


def _words(how: Dosage, dose: Dose | None, voice: Voice) -> str:
    if len(how.schedule) > 1 and dose is not None:
        parts = (wording.dose_amount(dose, voice), wording.timing(dose.timing, voice))
        return ", ".join(part for part in parts if part)
    return how.text if how.confirmed else f"{how.text} ({NOT_CONFIRMED.lower()})"


def _amount(dose: Dose) -> Resource:
    if dose.amount_max is None:
        return {"doseQuantity": fhir.quantity(dose.amount)}
    return {"doseRange": {"low": fhir.quantity(dose.amount), "high": fhir.quantity(dose.amount_max)}}


def _most(amount: Amount | None) -> Resource | None:
    return {"numerator": fhir.quantity(amount), "denominator": _DAY} if amount else None


def _timing(due: Timing | None, over: Period | None) -> Resource | None:
    if due is None:
        return {"repeat": {"boundsPeriod": fhir.period(over)}} if over else None
    lasting = _duration(due.lasting)
    return {
        "repeat": {
            "boundsDuration": lasting,
            "boundsPeriod": None if lasting else fhir.period(due.bounds or over),
            "count": fhir.count(due.count),
            "frequency": fhir.count(due.frequency),
            "frequencyMax": fhir.count(due.frequency_max),
            "period": due.period if due.period_unit else None,
            "periodMax": due.period_max if due.period_unit else None,
            "periodUnit": due.period_unit if due.period else None,
            "dayOfWeek": list(due.days_of_week),
            "timeOfDay": [f"{clock}:00" for clock in due.times_of_day],
            # R4, tim-10: a time of day and an event cannot stand together; the words have both.
            "when": [] if due.times_of_day else [_WHEN[event] for event in due.events],
        },
        "code": fhir.words(due.text),
    }


def _duration(lasting: Quantity | None) -> Resource | None:
    """R4, drt-1: only a time in a unit of UCUM, and exactly so long."""
    unit = code(lasting.ucum or lasting.unit) if lasting else ""
    if lasting is None or lasting.comparator or unit not in _UNITS_OF_TIME:
        return None
    return {"value": lasting.value, "unit": lasting.unit, "system": fhir.UCUM, "code": unit}
