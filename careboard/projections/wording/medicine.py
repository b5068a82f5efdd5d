"""The medication line: name, brand, strength, form, DOSE, route, frequency (decision 0012: MED-01 to MED-14).

A name is never cut or abbreviated, and the words of a source stand whole.
"""

import re
from dataclasses import dataclass

from careboard.clinical.dosage import Dosage, Medicine
from careboard.projections.wording import numbers
from careboard.projections.wording.dosage import NOT_CONFIRMED, as_needed, dose_amount, timing
from careboard.projections.wording.terms import short
from careboard.projections.wording.voice import Voice, joined
from careboard.reference.tall_man import Span, tall_man, tall_man_spans

DASH = " \N{EN DASH} "
LABEL = "DOSE"
_PRODUCT = re.compile(r"[\s,]+\d.*$", re.DOTALL)  # where the words go on with strength and form


@dataclass(frozen=True, slots=True)
class DoseWords:
    """One line of the schedule: how much (shown bold, after the label), and how often."""

    amount: str
    frequency: str


@dataclass(frozen=True, slots=True)
class MedicationLine:
    """The attributes of a medicine in the order in which they are read; an empty one is not shown.

    `confirmed` is False where an amount is not known; `words` are then those of the source.
    """

    name: tuple[Span, ...]
    brand: str
    strength: str
    form: str
    doses: tuple[DoseWords, ...]
    route: str
    as_needed: str
    instructions: str
    words: str
    confirmed: bool

    @property
    def plain(self) -> str:
        """The whole line as text."""
        name = "".join(span.text for span in self.name)
        product = [name, self.brand, self.strength, self.form]
        doses = [part for dose in self.doses for part in (f"{LABEL} {dose.amount}", dose.frequency)]
        if len(self.doses) == 1:
            doses.insert(1, self.route)
        elif self.doses:
            doses.append(self.route)
        return joined([*product, *doses, self.as_needed, self.instructions, self.words], DASH)


def medication_line(medicine: Medicine, dosage: Dosage | None, voice: Voice | None = None) -> MedicationLine:
    """The line of a medicine as it is taken; without a dosage the dose is "not confirmed"."""
    voice = voice or Voice()
    known = dosage is not None and dosage.confirmed
    named, brand = _named(medicine)
    return MedicationLine(
        name=tall_man_spans(named),
        brand=brand,
        strength=_unsaid(strength(medicine, voice), medicine.text),
        form=_unsaid(joined([medicine.release, medicine.form], " "), medicine.text),
        doses=_doses(dosage, voice),
        route=voice(short(dosage.route)) if dosage else "",
        as_needed=as_needed(dosage, voice) if dosage else "",
        instructions=dosage.instructions if dosage else "",
        words="" if known or dosage is None else dosage.text,
        confirmed=known,
    )


def strength(medicine: Medicine, voice: Voice) -> str:
    """One strength per ingredient, joined by a plus."""
    return joined((numbers.amount(one, voice) for one in medicine.strengths), " + ")


def name(medicine: Medicine) -> str:
    """What a medicine is called in a sentence: its words whole, in tall-man letters, its ingredients before a brand."""
    named, brand = _named(medicine)
    return tall_man(named) + (f" ({brand})" if brand else "")


def title(medicine: Medicine) -> tuple[Span, ...]:
    """What a row is called: the name with its salt, without strength and form; generic names in lower case (MED-01)."""
    named, brand = _named(medicine)
    first = min((at for i in medicine.ingredients if (at := named.casefold().find(i.casefold())) >= 0), default=0)
    before = named[:first] if any(sign.isdigit() for sign in named[:first]) else ""  # "24 HR ..."
    short = _PRODUCT.sub("", named.removeprefix(before)).strip()
    told = short.casefold()
    if not all(ingredient.casefold() in told for ingredient in medicine.ingredients):
        short = " + ".join(medicine.ingredients)
    for ingredient in medicine.ingredients:
        short = re.sub(re.escape(ingredient), ingredient.lower(), short, flags=re.IGNORECASE)
    return tall_man_spans(short or named or brand)


def _named(medicine: Medicine) -> tuple[str, str]:
    told = medicine.text.casefold()
    if all(ingredient.casefold() in told for ingredient in medicine.ingredients):
        return medicine.text, ""
    return " + ".join(medicine.ingredients), medicine.text


def _unsaid(words: str, text: str) -> str:
    return "" if words.casefold() in text.casefold() else words


def _doses(dosage: Dosage | None, voice: Voice) -> tuple[DoseWords, ...]:
    if dosage is None or not dosage.schedule:
        return (DoseWords(voice(NOT_CONFIRMED), ""),)
    return tuple(DoseWords(dose_amount(dose, voice), timing(dose.timing, voice)) for dose in dosage.schedule)
