"""What a dose itself warns of: a jump, a cited maximum that is passed, a slip of a power of ten.

A jump of more than the whole dose is said; above the maximum a reason is asked for; ten times the last dose, or twice
the maximum, stops the hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from careboard.clinical.dosage import Dosage, Medicine
from careboard.i18n import filled, gettext
from careboard.projections.doses import daily_dose
from careboard.projections.wording.numbers import number
from careboard.reference.formulary import usual_maximum
from careboard.reference.interactions import Tier
from careboard.reference.limits import dose_cap, dose_limits

JUMP, SLIP, FAR_ABOVE = Decimal(2), Decimal(10), Decimal(2)


@dataclass(frozen=True, slots=True)
class Alert:
    """One warning in its words, how far it may interrupt, where it comes from, and how it was passed before."""

    tier: Tier
    text: str
    source: str = ""
    status: str = ""
    before: str = ""


def dose_alerts(medicine: Medicine, now: Dosage, was: Dosage | None, years: int | None) -> Iterator[Alert]:
    """The warnings of a dose beside the one before it, for somebody of an age; None is not known."""
    dose, before = daily_dose(medicine, now), daily_dose(medicine, was) if was else None
    if dose is None:
        return
    if before is not None and before.unit == dose.unit and before.high > 0:
        yield from _jump(dose.high, before.high)
    if dose.unit == "mg":
        yield from _above_maximum(medicine, now, dose.high, years)


def _jump(now: Decimal, before: Decimal) -> Iterator[Alert]:
    if now >= before * SLIP:
        times = number((now / before).quantize(Decimal(1)))
        yield _computed(Tier.MODAL, filled("This is {times} times the current dose.", times=times))
    elif now > before * JUMP:
        percent = number(((now / before - 1) * 100).quantize(Decimal(1)))
        yield _computed(Tier.STRIP, filled("The dose rises by {percent}%.", percent=percent))


def _computed(tier: Tier, text: str) -> Alert:
    return Alert(tier, text, gettext("computed"), gettext("from the record"))


def _above_maximum(medicine: Medicine, dosage: Dosage, dose: Decimal, years: int | None) -> Iterator[Alert]:
    words = " ".join([medicine.text, *medicine.ingredients])
    usual = usual_maximum(words, dosage.route.text if dosage.route else "oral")
    cap = dose_cap(words, years)
    limits = [(one.label_max, one.source, one.status) for one in (usual,) if one and one.label_max]
    limits += [(one.value, one.source, one.status) for one in (cap,) if one]
    if limits:
        most, source, status = min(limits, key=lambda one: one[0] or 0)
        if most and dose > most:
            sentence = "{dose} mg a day is more than the maximum of {most} mg a day."
            told = filled(sentence, dose=number(dose), most=number(most))
            yield Alert(Tier.MODAL if dose >= most * FAR_ABOVE else Tier.ACKNOWLEDGE, told, source, status)
    for limit in dose_limits(words):
        if limit.condition and limit.reached_by(dose):
            text = f"{limit.condition[:1].upper()}{limit.condition[1:]}: {limit.meaning}."
            yield Alert(Tier.STRIP, text, limit.source, limit.status)
