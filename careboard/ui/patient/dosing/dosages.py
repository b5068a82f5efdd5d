"""The part of an order that says how a medicine is taken: amount, how often, as needed, route.

What was ordered before and is not touched stays as it was, whatever it was.
"""

from dataclasses import replace
from decimal import Decimal

from careboard.clinical.dosage import Dosage, Dose, EventTiming, Timing, UnitOfTime, same_in_numbers
from careboard.clinical.values import Amount, Coded
from careboard.i18n import gettext as _
from careboard.projections.wording.dosage import as_needed, dose_amount
from careboard.projections.wording.dosage import dosage as dosage_words
from careboard.projections.wording.dosage import timing as timing_words
from careboard.projections.wording.voice import Voice, joined
from careboard.ui.parts.fields import Choice, Line
from careboard.ui.patient.dosing.fields import DoseField, in_unit
from careboard.ui.patient.forms.fielded import Refused

_DAY = UnitOfTime.DAY


def _daily(times: int, *events: EventTiming) -> Timing:
    return Timing(frequency=times, period=Decimal(1), period_unit=_DAY, events=events)


TIMINGS: tuple[Timing, ...] = (
    _daily(1, EventTiming.MORNING),
    _daily(1, EventTiming.BEDTIME),
    _daily(1),
    _daily(2),
    _daily(3),
    _daily(4),
    _daily(1, EventTiming.EVENING),
    _daily(3, EventTiming.WITH_MEALS),
    Timing(frequency=1, period=Decimal(2), period_unit=_DAY),
    Timing(frequency=1, period=Decimal(1), period_unit=UnitOfTime.WEEK),
    Timing(frequency=1, period=Decimal(2), period_unit=UnitOfTime.WEEK),
    Timing(frequency=1, period=Decimal(4), period_unit=UnitOfTime.WEEK),
)
ROUTES = ("oral", "sublingual", "intramuscular", "subcutaneous", "transdermal", "intranasal")


def timings(voice: Voice, now: Timing | None = None) -> Choice:
    """How often; what holds now comes first, and where nothing does nothing is chosen."""
    offered = (now, *TIMINGS) if now is not None and now not in TIMINGS else TIMINGS
    empty = None if now is not None else _("Choose how often")
    choice = Choice([(timing_words(one, voice), one) for one in offered], empty=empty)
    if now is not None:
        choice.choose(now)
    return choice


def amounts(dosage: Dosage, voice: Voice) -> str:
    """How much at a time: "150 mg", or each of several."""
    return joined((dose_amount(line, voice) for line in dosage.schedule), " + ") or dosage.text


def how(dosage: Dosage, voice: Voice) -> str:
    """Each amount with its time, and the limit of what is as needed: "50 mg every morning and 100 mg at bedtime"."""
    lines = (joined([dose_amount(one, voice), timing_words(one.timing, voice)], " ") for one in dosage.schedule)
    return joined([joined(lines, _(" and ")) or dosage.text, as_needed(dosage, voice)], ", ")


def told_apart(one: Dosage, other: Dosage, voice: Voice) -> tuple[str, str]:
    """Two dosages in the fewest words that tell them apart: how much, else how it is taken."""
    amount_alone = len(one.schedule) == 1 and same_in_numbers(_without_amounts(one), _without_amounts(other))
    say = amounts if amount_alone and not same_in_numbers(one, other) else how
    return say(one, voice), say(other, voice)


def _without_amounts(dosage: Dosage) -> Dosage:
    return replace(dosage, schedule=tuple(replace(line, amount=None, amount_max=None) for line in dosage.schedule))


def amended(
    dosage: Dosage, amounts: list[Amount], often: Timing | None, voice: Voice, most: Amount | None = None
) -> Dosage:
    """The same dosage with other amounts, another timing where it has one line, another limit where it has one."""
    lines = tuple(
        replace(line, amount=amount, amount_max=None, timing=often if often and len(amounts) == 1 else line.timing)
        for line, amount in zip(dosage.schedule, amounts, strict=True)
    )
    return _told(replace(dosage, schedule=lines, max_per_24h=most or dosage.max_per_24h), voice)


def amount_of(field: DoseField) -> Amount:
    """What stands in a field of an amount; raises Refused."""
    try:
        return field.amount
    except ValueError as wrong:
        raise Refused(field, str(wrong)) from None


def limit(typed: Line, amount: Amount) -> Amount:
    """The most in 24 hours, in the unit of the amount; raises Refused."""
    try:
        return Amount(in_unit(typed.words, amount.unit), amount.unit, ucum=amount.ucum)
    except (ArithmeticError, ValueError):
        raise Refused(typed, _("Write the most in 24 hours as a number, such as 75.")) from None


def _told(dosage: Dosage, voice: Voice) -> Dosage:
    """With its own words: an order made here is said as it stands in numbers."""
    return replace(dosage, text=dosage_words(replace(dosage, instructions=""), voice))


class DosageFields:
    """The fields of a new dosage, and the dosage that they make."""

    def __init__(
        self, amount: DoseField, often: Choice, route: Choice, needed: Choice, reason: Line, most: Line
    ) -> None:
        self.amount, self.often, self.route = amount, often, route
        self.needed, self.needed_for, self.most = needed, reason, most

    def dosage(self, voice: Voice) -> Dosage:
        """What the fields say; raises Refused or ValueError."""
        amount = amount_of(self.amount)
        often = self.often.chosen
        if not self.needed.chosen and not isinstance(often, Timing):
            raise Refused(self.often, _("Choose how often it is taken."))
        if not isinstance(self.route.chosen, str):
            raise Refused(self.route, _("Choose the route."))
        route = Coded(self.route.chosen)
        if isinstance(often, Timing) and not self.needed.chosen:
            return _told(Dosage("-", (Dose(amount, often),), route=route), voice)
        return self._as_needed(amount, route, voice)

    def _as_needed(self, amount: Amount, route: Coded, voice: Voice) -> Dosage:
        if not self.needed_for.words:
            raise Refused(self.needed_for, _("A medicine taken as needed says for what."))
        most = limit(self.most, amount)
        return _told(
            Dosage(
                "-",
                (Dose(amount),),
                as_needed=True,
                as_needed_for=self.needed_for.words,
                max_per_24h=most,
                route=route,
            ),
            voice,
        )
