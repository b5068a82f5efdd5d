"""What stands around a medicine: its status, for what it is, who prescribed it, and all else that is said of it.

A status observation speaks before the act, and an active discharge or admission list before a completed administration.
"""

from lxml.etree import _Element as Element

from careboard.clinical.medication.taking import MedicationStatus
from careboard.exchange.ccda_in import dosing, medicines, times, words
from careboard.exchange.ccda_in.datatypes import coded_words, tokens, told
from careboard.exchange.ccda_in.people import authors
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.vocabulary import LOINC_REASON, LOINC_STATUS, NULLIFIED
from careboard.exchange.ccda_in.xml import attribute, child, children, is_true, local, templates

PLAN = "18776-5"  # LOINC of the section "Plan of treatment"
_PLANNED = "2.16.840.1.113883.10.20.22.4.42"
_ORDERS = ("INT", "RQO", "PRP", "PRMS")
_READ = frozenset(
    "templateId id code text statusCode effectiveTime routeCode approachSiteCode doseQuantity maxDoseQuantity "
    "administrationUnitCode consumable product precondition author".split()
)
NO_END = "The source calls it completed and states no end: ask whether it is still taken."
CONTRADICTION = (
    "The list says that this medicine is active, the medicine itself says completed; it was taken as active."
)

_BY_ACT = {
    "active": MedicationStatus.ACTIVE,
    "completed": MedicationStatus.COMPLETED,
    "aborted": MedicationStatus.STOPPED,
    "suspended": MedicationStatus.ON_HOLD,
    "held": MedicationStatus.ON_HOLD,
    "cancelled": MedicationStatus.CANCELLED,
    "new": MedicationStatus.PLANNED,
    NULLIFIED: MedicationStatus.ENTERED_IN_ERROR,
}
# SNOMED CT, the values of a status observation.
_BY_OBSERVATION = {
    "55561003": MedicationStatus.ACTIVE,
    "421139008": MedicationStatus.ON_HOLD,
    "392521001": MedicationStatus.COMPLETED,
    "73425007": MedicationStatus.STOPPED,
}


def is_order(one: Element) -> bool:
    """Whether it says what shall be, and not what is."""
    return attribute(one, "moodCode") in _ORDERS


def is_planned(one: Element, place: Place) -> bool:
    """Whether it stands in a plan of treatment: a plan is no order."""
    return _PLANNED in templates(one) or (place.loinc == PLAN and is_order(one))


def status_of(one: Element, around: Element, place: Place) -> MedicationStatus:
    """How the source says the medicine stands; `around` is the entry that it stands in."""
    stated = _BY_ACT.get(attribute(child(one, "statusCode"), "code"), MedicationStatus.UNKNOWN)
    if stated is MedicationStatus.ENTERED_IN_ERROR:
        return stated
    if is_true(one, "negationInd") and not is_order(one):
        return MedicationStatus.NOT_TAKEN
    observed = next((_BY_OBSERVATION.get(_value_code(part)) for part in words.inner(one) if _is_status(part)), None)
    status = observed or (MedicationStatus.ACTIVE if _contradicted(one, around) else stated)
    return MedicationStatus.PLANNED if status is MedicationStatus.ACTIVE and is_planned(one, place) else status


def doubt(one: Element, around: Element) -> str:
    """What does not add up between a medicine and the list it stands in, in a sentence."""
    return CONTRADICTION if _contradicted(one, around) else ""


def _contradicted(one: Element, around: Element) -> bool:
    """An act around it exists only to list it; in C-CDA R1.1 its status alone tells current from past medicines."""
    listed = local(around) == "act" and attribute(child(around, "statusCode"), "code") == "active"
    return listed and attribute(child(one, "statusCode"), "code") == "completed"


def _value_code(part: Element) -> str:
    return attribute(child(part, "value"), "code")


def _is_status(part: Element) -> bool:
    return attribute(child(part, "code"), "code") == LOINC_STATUS


def instructions(one: Element, place: Place) -> str:
    """Further words for the patient."""
    acts = [part for part in words.inner(one) if words.INSTRUCTION in templates(part)]
    said = (place.references.said(child(act, "text")) or coded_words(child(act, "code"), place) for act in acts)
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in said if text))


def reasons(one: Element, place: Place) -> tuple[str, str]:
    """For what the medicine is, and why it was or was not given."""
    links = [link for link in children(one, "entryRelationship") if attribute(link, "typeCode") == "RSON"]
    indications = [part for link in links for part in link if not _is_reason(part)]
    because = [part for part in words.inner(one) if _is_reason(part)]
    return _values(indications, place), _values(because, place)


def _is_reason(part: Element) -> bool:
    return attribute(child(part, "code"), "code") == LOINC_REASON


def _values(parts: list[Element], place: Place) -> str:
    said = (told(child(part, "value"), place) or coded_words(child(part, "code"), place) for part in parts)
    return "; ".join(dict.fromkeys(text for text in said if text))


def prescriber(one: Element, place: Place) -> str:
    """Who prescribes it: the author of the entry, else of the supply that was ordered for it."""
    orders = [part for part in words.inner(one) if local(part) == "supply" and is_order(part)]
    return next(filter(None, (authors(part, place.names) for part in (one, *orders))), "")


def note(one: Element, place: Place, name: str, instructions: str) -> str:
    """All that is said of a medicine beside its name, dosage, status and purpose, line by line."""
    said = place.references.said(child(one, "text"))
    written = "" if tokens(said) <= tokens(f"{name} {dosing.sig(one, place, name)}") else said
    lines = [dose for link in children(one, "entryRelationship") for dose in dosing.dose_lines(link)]
    mixed = [other for line in lines for other in medicines.names(line, place) if not tokens(other) <= tokens(name)]
    more = words.others(one, place, _READ, lambda part: part in lines or _is_read(part))
    with_others = f"With: {'; '.join(dict.fromkeys(mixed))}" if mixed else ""
    told_of = (written, instructions, with_others, more, NO_END if _never_ended(one, place) else "")
    return "\n".join(filter(None, told_of))


def _is_read(part: Element) -> bool:
    named = {words.INSTRUCTION, dosing.FREE_TEXT_SIG}.intersection(templates(part))
    reason = attribute(part.getparent(), "typeCode") == "RSON" or _is_reason(part)
    return bool(named) or reason or (_is_status(part) and _value_code(part) in _BY_OBSERVATION)


def _never_ended(one: Element, place: Place) -> bool:
    """A completed statement whose interval was left open."""
    completed = attribute(child(one, "statusCode"), "code") == "completed"
    stated = next(times.spans(one), None)
    over = times.limits_of(stated, place.zone)
    open_ended = over is not None and over.end is None and not attribute(stated, "value")
    return completed and open_ended and not is_order(one) and not is_true(one, "negationInd")
