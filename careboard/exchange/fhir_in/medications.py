"""MedicationRequest, MedicationStatement and MedicationAdministration: what was ordered, is taken, and was given.

Only the source's status says whether a medicine is in force; a plan or a proposal is no order.
"""

import re

from careboard.clinical.medication.taking import DoseGiven, DoseStatus, MedicationReported, MedicationStatus, Taken
from careboard.clinical.values import Informant, Intent, Period
from careboard.exchange.facts import Reading
from careboard.exchange.fhir_in import datatypes, times
from careboard.exchange.fhir_in.conditions import says_none
from careboard.exchange.fhir_in.datatypes import all_words, amount, coded, joined, quantity_words
from careboard.exchange.fhir_in.documents import author, in_error, kept_as_text, note
from careboard.exchange.fhir_in.dosages import dosage, rate
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.medicines import lot, medicine, named
from careboard.exchange.fhir_in.names import informant, references
from careboard.exchange.fhir_in.states import intent, status

_NO_MEDICINES = re.compile(
    r"no (known|information about|info on|current|active) (current )?(medic|drug)", re.IGNORECASE
)
_OURS = {"draft": MedicationStatus.PLANNED, "intended": MedicationStatus.PLANNED}
_REQUEST = (
    "intent medication[x] authoredOn requester reasonCode reasonReference statusReason dosageInstruction doNotPerform "
    "reported[x]"
).split()
_STATEMENT = (
    "medication[x] effective[x] dateAsserted informationSource reasonCode reasonReference statusReason dosage"
).split()
_GIVEN = "medication[x] effective[x] performer reasonCode reasonReference statusReason dosage".split()


def request(resource: Element) -> Reading:
    """A MedicationRequest: a medicine that somebody ordered, planned, or forbade."""
    if says_none(named(resource), _NO_MEDICINES):
        return kept_as_text(resource)
    aside = resource.unless_wrong
    reported = MedicationReported(
        medicine(resource),
        status(resource, MedicationStatus, MedicationStatus.UNKNOWN, _OURS),
        aside(lambda: informant(resource.one("reportedReference")), Informant.IMPORTED),
        dosage=dosage(resource, "dosageInstruction"),
        intent=intent(resource, Intent.ORDER),
        purpose=aside(lambda: _purpose(resource), ""),
        prescriber=author(resource, "requester"),
        effective=aside(lambda: _bounds(resource), None),
        do_not_give=resource.flag("doNotPerform") is True,
        status_reason=aside(lambda: datatypes.words(coded(resource, "statusReason")), ""),
        note=note(resource, *_REQUEST),
    )
    at = times.start(resource, "authoredOn")
    return Reading((reported,), at, in_error=in_error(resource), author=author(resource, "requester", "recorder"))


def statement(resource: Element) -> Reading:
    """A MedicationStatement: a medicine that somebody says is or was taken."""
    if says_none(named(resource), _NO_MEDICINES):
        return kept_as_text(resource)
    taken = status(resource, MedicationStatus, MedicationStatus.UNKNOWN, _OURS)
    aside = resource.unless_wrong
    reported = MedicationReported(
        medicine(resource),
        taken,
        aside(lambda: informant(resource.one("informationSource")), Informant.IMPORTED),
        Taken.NO if taken is MedicationStatus.NOT_TAKEN else Taken.NOT_RECORDED,
        dosage(resource, "dosage"),
        purpose=aside(lambda: _purpose(resource), ""),
        effective=aside(lambda: times.period(resource, "effectivePeriod"), None),
        status_reason=aside(lambda: all_words(resource, "statusReason"), ""),
        note=note(resource, *_STATEMENT),
    )
    at = times.start(resource, "effective", "dateAsserted")
    return Reading((reported,), at, in_error=in_error(resource), author=author(resource, "informationSource"))


def administration(resource: Element) -> Reading:
    """A MedicationAdministration: a dose that was given, or was not."""
    how = status(resource, DoseStatus, DoseStatus.UNKNOWN)
    stated = resource.one("dosage")
    reason, given = all_words(resource, "statusReason"), how is DoseStatus.COMPLETED
    aside = resource.unless_wrong
    dose = DoseGiven(
        medicine(resource),
        amount(stated, "dose") if stated else None,
        status=how,
        route=coded(stated, "route") if stated else None,
        site=coded(stated, "site") if stated else None,
        method=coded(stated, "method") if stated else None,
        lot=lot(resource),
        not_given_reason="" if given else reason,
        purpose=aside(lambda: _purpose(resource), ""),
        period=times.period(resource, "effectivePeriod"),
        given_by=author(resource, "performer"),
        dosage_text=_dosage_text(stated) if stated else "",
        note=joined((reason if given else "", note(resource, *_GIVEN)), "\n"),
    )
    at = times.start(resource, "effective")
    return Reading((dose,), at, in_error=in_error(resource), author=author(resource, "performer"))


def _purpose(resource: Element) -> str:
    return joined((all_words(resource, "reasonCode"), references(resource, "reasonReference")))


def _bounds(resource: Element) -> Period | None:
    """From when until when a single instruction holds."""
    instructions = resource.many("dosageInstruction")
    due = instructions[0].one("timing") if len(instructions) == 1 else None
    repeat = due.one("repeat") if due else None
    return times.period(repeat, "boundsPeriod") if repeat else None


def _dosage_text(stated: Element) -> str:
    """The words of an administered dosage, and its rate; without words, its amount."""
    return joined((stated.text("text") or quantity_words(stated, "dose"), rate(stated)), ", ")
