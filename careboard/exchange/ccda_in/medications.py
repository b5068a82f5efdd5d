"""Medicines: orders and statements as medicines reported, administrations as doses given, dispensings as words.

The source's status decides whether a medicine is in force, never its dates; what is denied is never in force.
"""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from careboard.clinical.dosage import Medicine
from careboard.clinical.entry import KnownContent
from careboard.clinical.medication.taking import DoseGiven, DoseStatus, MedicationReported, Taken
from careboard.clinical.values import SNOMED_CT, Coded, Informant, Intent, Period, When
from careboard.exchange.ccda_in import documents, dosing, medicines, prescribing, times, words
from careboard.exchange.ccda_in.datatypes import coded
from careboard.exchange.ccda_in.place import Place, unknown
from careboard.exchange.ccda_in.prescribing import is_order, is_planned, status_of
from careboard.exchange.ccda_in.roles import role_words
from careboard.exchange.ccda_in.xml import attribute, child, children, is_true, local
from careboard.exchange.facts import Reading

ADMINISTERED = "29549-3"  # LOINC of the section "Medications administered"
_MEDICATIONS = ("substanceAdministration", "supply")
_ANY_MEDICINE = {"410942007", "373873005"}  # SNOMED CT "drug or medicament": denied, it means that none is taken
_INTENTS = {
    "INT": Intent.ORDER,
    "RQO": Intent.ORDER,
    "PRP": Intent.PROPOSAL,
}
_DOSES = {
    "active": DoseStatus.IN_PROGRESS,
    "completed": DoseStatus.COMPLETED,
    "aborted": DoseStatus.STOPPED,
    "suspended": DoseStatus.ON_HOLD,
    "held": DoseStatus.ON_HOLD,
    "cancelled": DoseStatus.NOT_DONE,
    "nullified": DoseStatus.ENTERED_IN_ERROR,
}


def read(statement: Element, place: Place) -> Reading:
    """A medication entry: an administration, a supply, or an act or organizer around several."""
    found = list(_medications(statement))
    if not found:
        return documents.read_words(statement, place)
    contents = tuple(_content(one, statement, place) for one in found)
    start = tuple(_when(one, place) for one in found)
    return Reading(
        contents,
        start[0],
        kept_as_text=not isinstance(contents[0], MedicationReported | DoseGiven),
        in_error=all(attribute(child(one, "statusCode"), "code") == "nullified" for one in found),
        author=next(filter(None, map(place.author_of, found)), ""),
        findings=tuple(dict.fromkeys(doubt for one in found if (doubt := prescribing.doubt(one, statement)))),
        times=start,
    )


def _when(one: Element, place: Place) -> When:
    """When it began, else when it was written; an order is as old as its author says, not as the document it is in."""
    otherwise = unknown() if is_order(one) else place.told
    return place.time(one) or place.written(one) or otherwise


def _medications(statement: Element) -> Iterator[Element]:
    if local(statement) in _MEDICATIONS:
        yield statement
        return
    for part in words.inner(statement):
        if local(part) in ("act", "organizer", *_MEDICATIONS):
            yield from _medications(part)


def _content(one: Element, around: Element, place: Place) -> KnownContent:
    medicine = medicines.medicine(one, place)
    mood = attribute(one, "moodCode")
    if is_true(one, "negationInd") and _names_none(medicine):
        return _none_taken(one, place)
    medicine = medicine or _free_text(one, place)
    dispensed = local(one) == "supply" and mood not in _INTENTS
    if medicine is None or dispensed:
        return documents.words_of(one, place)
    given = place.loinc == ADMINISTERED and mood not in _INTENTS
    return _given(one, medicine, place) if given else _reported(one, around, medicine, place)


def _names_none(medicine: Medicine | None) -> bool:
    codes = medicine.codings if medicine else ()
    return medicine is None or any(one.system == SNOMED_CT and one.code in _ANY_MEDICINE for one in codes)


def _none_taken(one: Element, place: Place) -> KnownContent:
    said = place.references.said(child(one, "text")) or "The source states that no medicines are taken."
    return documents.document(
        place, f"{place.title}: none", f"{said}\n{words.words(one, place)}", Coded("No medicines")
    )


def _free_text(one: Element, place: Place) -> Medicine | None:
    """A medicine that has no code and no name stands in the words of its order."""
    said = " ".join(dosing.sig(one, place, "").split())
    return Medicine(said) if said else None


def _reported(one: Element, around: Element, medicine: Medicine, place: Place) -> MedicationReported:
    denied, order = is_true(one, "negationInd"), is_order(one)
    instructions = prescribing.instructions(one, place)
    dosage = dosing.dosage(one, place, medicine.text, instructions)
    reasons, because = prescribing.reasons(one, place)
    return MedicationReported(
        medicine,
        status_of(one, around, place),
        Informant.IMPORTED,
        Taken.NO if denied and not order else Taken.NOT_RECORDED,
        dosage,
        _intent(one, place),
        purpose="" if denied else reasons,
        prescriber=prescribing.prescriber(one, place),
        effective=_effective(one, place),
        do_not_give=denied and order,
        status_reason="; ".join(filter(None, (reasons if denied else "", because))),
        note=prescribing.note(one, place, medicine.text, "" if dosage else instructions),
    )


def _intent(one: Element, place: Place) -> Intent:
    stated = _INTENTS.get(attribute(one, "moodCode"), Intent.STATEMENT)
    planned = is_planned(one, place) and stated is not Intent.PROPOSAL
    return Intent.PLAN if planned else stated


def _effective(one: Element, place: Place) -> Period | None:
    """From when, until when: the effective time that is no frequency."""
    stated = times.spans(one)
    return next(filter(None, (times.occurrence(time, place.zone) for time in stated)), None)


def _given(one: Element, medicine: Medicine, place: Place) -> DoseGiven:
    status = _DOSES.get(attribute(child(one, "statusCode"), "code"), DoseStatus.UNKNOWN)
    denied = is_true(one, "negationInd") and status is not DoseStatus.ENTERED_IN_ERROR
    dosage = dosing.dosage(one, place, medicine.text)
    reasons, because = prescribing.reasons(one, place)
    return DoseGiven(
        medicine,
        next((dose.amount for dose in dosage.schedule), None) if dosage else None,
        status=DoseStatus.NOT_DONE if denied else status,
        route=coded(child(one, "routeCode"), place),
        site=coded(child(one, "approachSiteCode"), place),
        not_given_reason="; ".join(filter(None, (reasons, because))) if denied else "",
        purpose="" if denied else reasons,
        period=_effective(one, place),
        given_by="; ".join(role_words(performer, place) for performer in children(one, "performer")),
        dosage_text=dosage.text if dosage else "",
        note=prescribing.note(one, place, medicine.text, prescribing.instructions(one, place)),
    )
