"""What does not go out, and why: private notes never, staff's own work, what was recorded about somebody else.

Whoever exports can say what is missing; of a private note nobody is told.
"""

import re
from collections.abc import Iterable

from careboard.clinical.blind import tells_weight
from careboard.clinical.coordination import Handover, Task, TaskDone
from careboard.clinical.entry import ClinicContent, Content, Entry
from careboard.clinical.note import Acknowledgement, PsychotherapyNote, Seen, SudCounselingNote
from careboard.clinical.nutrition import MealPlan, Weight
from careboard.clinical.paper import DischargeSummaryIssued
from careboard.clinical.values import Coded
from careboard.errors import CareboardError
from careboard.exchange.fhir_out.context import Context
from careboard.exchange.fhir_out.wrong_chart import recorded_for_another
from careboard.exchange.own_payload import parts_of
from careboard.projections import hidden
from careboard.projections.wording import text

OF_THE_CLINIC = "Is about the clinic, not about the patient."
RECEIPT = "Says who of the staff has read an entry; it stays in the clinic."
FOR_STAFF = "Is for staff only, and stays in the clinic."
WRONG_PATIENT = "Was recorded in the wrong chart."
BLIND_WEIGHT = "May tell a weight that the patient is not shown; a person must decide."
ENERGY_IN_WORDS = "May tell the energy of a meal plan, which goes with a hidden weight; a person must decide."
WITHOUT_ENERGY = "Is here without its energy, which goes with a weight that the patient is not shown."

_WEIGHED = r"\b(?:weigh\w*|bmi|body\s+mass|kgs?|kilos?|kilograms?|lbs?|pounds?)\b"
_TELLS_WEIGHT = re.compile(rf"{_WEIGHED}.{{0,30}}\d|\d.{{0,30}}{_WEIGHED}", re.IGNORECASE | re.DOTALL)
_ENERGY = r"\b(?:k?cals?|calori\w*|kilocalori\w*|k[jJ]|kilojoules?)\b"
_TELLS_ENERGY = re.compile(rf"{_ENERGY}.{{0,30}}\d|\d.{{0,30}}{_ENERGY}", re.IGNORECASE | re.DOTALL)


class NeverExported(CareboardError):
    """A private note came where an export is made. Nothing is written then."""

    advice = "Nothing was exported. Tell your administrator: this is a fault of the program."


def why_left_out(entry: Entry, context: Context) -> str:
    """Why an entry does not go out, in a sentence; empty when it does. Raises NeverExported for a private note."""
    content = entry.content
    if isinstance(content, PsychotherapyNote | SudCounselingNote):
        raise NeverExported("A private note is in no export.")
    if isinstance(content, ClinicContent):
        return OF_THE_CLINIC
    if isinstance(content, Acknowledgement | Seen):
        return RECEIPT
    if isinstance(content, Task | TaskDone | Handover) and not context.for_staff:
        return FOR_STAFF
    if recorded_for_another(entry, context.record):
        return WRONG_PATIENT
    if not context.hides_blind_weights:
        return ""
    return BLIND_WEIGHT if _tells_weight(content) else ENERGY_IN_WORDS if _tells_energy(content) else ""


def without_energy(entries: Iterable[Entry], context: Context) -> tuple[tuple[Entry, str], ...]:
    """The meal plans that go out without their energy, each with the sentence why."""
    hides = context.hides_blind_weights
    going = (entry for entry in entries if hidden.hides_energy(entry.content, blind=hides))
    return tuple((entry, WITHOUT_ENERGY) for entry in going if not why_left_out(entry, context))


def left_out(entries: Iterable[Entry], context: Context) -> tuple[tuple[Entry, str], ...]:
    """The entries that do not go out, each with the sentence why."""
    told = ((entry, why_left_out(entry, context)) for entry in entries)
    return tuple((entry, why) for entry, why in told if why)


def _tells_weight(content: Content) -> bool:
    """By its kind, its codes, or a number beside a word for weight: too much is left out rather than too little."""
    if isinstance(content, Weight) and content.blind:
        return True
    if any(isinstance(part, Coded) and tells_weight(part) for part in parts_of(content)):
        return True
    printed = content.payload if isinstance(content, DischargeSummaryIssued) else ""
    return _TELLS_WEIGHT.search(text(content) + printed) is not None


def _tells_energy(content: Content) -> bool:
    """Does it tell an energy in words, as a note or an addendum may, beside the numbers of a plan that are hidden?"""
    shown = hidden.without_energy(content) if isinstance(content, MealPlan) else content
    printed = content.payload if isinstance(content, DischargeSummaryIssued) else ""
    return _TELLS_ENERGY.search(text(shown) + printed) is not None
