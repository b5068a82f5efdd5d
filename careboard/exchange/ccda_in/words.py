"""Any clinical statement in readable words, whatever it is: what is not read as coded is kept by these.

What is denied, planned or about somebody else says so first; nothing that a reader could see is left out.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from lxml.etree import _Element as Element

from careboard.exchange.ccda_in import medicines, times
from careboard.exchange.ccda_in.datatypes import coded_words, tokens, told
from careboard.exchange.ccda_in.narrative import one_line
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.roles import role_words
from careboard.exchange.ccda_in.vocabulary import PLANNED_MOODS, STATUS_WORDS
from careboard.exchange.ccda_in.xml import attribute, child, children, is_true, local, templates

INSTRUCTION = "2.16.840.1.113883.10.20.22.4.20"
_ACTS = ("act", "encounter", "observation", "organizer", "procedure", "substanceAdministration", "supply")
STATEMENTS = frozenset((*_ACTS, "observationMedia", "regionOfInterest"))
_CODES: Mapping[str, str] = MappingProxyType(
    {
        "interpretationCode": "Interpretation",
        "methodCode": "Method",
        "targetSiteCode": "Body site",
        "approachSiteCode": "Site",
        "routeCode": "Route",
        "administrationUnitCode": "Form",
        "priorityCode": "Priority",
        "dischargeDispositionCode": "Disposition",
    }
)
_AMOUNTS: Mapping[str, str] = MappingProxyType(
    {
        "doseQuantity": "Dose",
        "rateQuantity": "Rate",
        "maxDoseQuantity": "At most",
        "quantity": "Quantity",
        "repeatNumber": "Repeats",
        "derivationExpr": "Calculated",
    }
)
_PARTICIPANTS: Mapping[str, str] = MappingProxyType(
    {"LOC": "Place", "CSM": "Substance", "DEV": "Device", "PRD": "Product", "IND": "Person", "VRF": "Verified by"}
)
_KINDS: Mapping[str, str] = MappingProxyType(
    {"substanceAdministration": "Medicine", "observationMedia": "Picture", "regionOfInterest": "Region of a picture"}
)


def words(statement: Element, place: Place) -> str:
    """The whole statement, line by line; what is in it stands indented under it."""
    return "\n".join(_lines(statement, place, ""))


def _lines(statement: Element, place: Place, indent: str) -> Iterator[str]:
    yield indent + title(statement, place)
    for detail in details(statement, place):
        yield from (f"{indent}  {line}" for line in detail.split("\n"))
    for part in inner(statement):
        yield from _lines(part, place, indent + "  ")


def title(statement: Element, place: Place) -> str:
    """What it is, and what came out, on one line; what is denied or planned says so first."""
    values = [told(value, place) for value in children(statement, "value")]
    said = ": ".join(part for part in (_name(statement, place), "; ".join(value for value in values if value)) if part)
    return " ".join(f"{stance(statement)}{said or _kind(statement)}".split())


def _name(statement: Element, place: Place) -> str:
    """The product of an administration, whose code says no more than that one was given; else the code."""
    product = next(
        (next(medicines.names(holder, place), "") for holder in children(statement, "consumable", "product")), ""
    )
    about = (role_words(subject, place) for subject in children(statement, "subject"))
    return product or coded_words(child(statement, "code"), place) or next(about, "")


def _kind(statement: Element) -> str:
    return _KINDS.get(local(statement), local(statement).capitalize())


def stance(statement: Element) -> str:
    """The words before a statement that has not happened, or is denied."""
    instructs = INSTRUCTION in templates(statement)  # always in the mood of intent, and yet it is given
    planned = "" if instructs else PLANNED_MOODS.get(attribute(statement, "moodCode"), "")
    denied = "Not the case" if local(statement) == "observation" else "Not done"
    stated = [planned, denied if is_true(statement, "negationInd") else ""]
    return "".join(f"{word}: " for word in stated if word)


def inner(statement: Element) -> Iterator[Element]:
    """The statements directly within a statement."""
    for link in children(statement, "entryRelationship", "component"):
        yield from (part for part in link if local(part) in STATEMENTS)


def organizers(statement: Element) -> Iterator[Element]:
    """The organizers in a statement, however deep; those within another organizer are that one's."""
    for part in inner(statement):
        if local(part) == "organizer":
            yield part
        else:
            yield from organizers(part)


def others(statement: Element, place: Place, read: frozenset[str], is_read: Callable[[Element], bool]) -> str:
    """What a statement says beside what was read: `read` names its elements, `is_read` tells of statements within."""
    within = [words(part, place) for part in inner(statement) if not is_read(part)]
    return "\n".join([*details(statement, place, read), *within])


def details(statement: Element, place: Place, read: frozenset[str] = frozenset()) -> list[str]:
    """Everything about a statement but its name, value and author; `read` names elements that are read elsewhere."""
    known = tokens(title(statement, place))
    lines = dict.fromkeys(_detail(part, place) for part in statement if local(part) not in read)
    return [line for line in lines if line and not _repeats(line, known)]


def _repeats(line: str, known: frozenset[str]) -> bool:
    label, _colon, text = line.partition(": ")
    return label in ("Text", "Product") and tokens(text) <= known


def _detail(part: Element, place: Place) -> str:
    name = local(part)
    if name in _CODES:
        return _labelled(_CODES[name], coded_words(part, place))
    if name in _AMOUNTS:
        return _labelled(_AMOUNTS[name], told(part, place))
    match name:
        case "text":
            return _labelled("Text", place.references.said(part))
        case "effectiveTime":
            return _labelled("Time", time_words(part, place))
        case "statusCode":
            status = attribute(part, "code")
            return _labelled("Status", "" if status == "completed" else STATUS_WORDS.get(status, status))
        case "consumable" | "product":
            return _labelled("Product", _product(part, place))
        case "performer" | "informant":
            return _labelled("By" if name == "performer" else "Told by", role_words(part, place))
        case "participant":
            return _labelled(_PARTICIPANTS.get(attribute(part, "typeCode"), "Participant"), role_words(part, place))
        case "subject":
            return _labelled("About", role_words(part, place) or "somebody other than the patient")
        case "specimen":
            return _labelled("Specimen", role_words(part, place))
        case "precondition":
            return _labelled("If", criterion(part, place))
        case "referenceRange":
            return _labelled("Reference range", reference_range(part, place))
        case "reference":
            return _labelled("See", one_line(part))
        case _:
            return ""


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if text else ""


def _product(holder: Element, place: Place) -> str:
    made = child(holder, "manufacturedProduct")
    lot = one_line(child(made, "manufacturedMaterial", "lotNumberText"))
    maker = one_line(child(made, "manufacturerOrganization", "name"))
    parts = [*medicines.names(holder, place), _labelled("lot", lot), _labelled("made by", maker)]
    return "; ".join(part for part in parts if part)


def time_words(element: Element, place: Place) -> str:
    """A time, an interval, or how often."""
    stated = times.shown(element, place.zone)
    every, event = told(child(element, "period"), place), attribute(child(element, "event"), "code")
    width = told(child(element, "width"), place)
    parts = [stated, _spaced("every", every), _spaced("at", event), _spaced("for", width)]
    inside = [time_words(part, place) for part in children(element, "comp")]
    return ", ".join(part for part in (*parts, *inside) if part)


def _spaced(word: str, text: str) -> str:
    return f"{word} {text}" if text else ""


def criterion(precondition: Element, place: Place) -> str:
    """The condition of a precondition, in words; empty where it names none."""
    stated = child(precondition, "criterion")
    text = told(child(stated, "value"), place) or place.references.said(child(stated, "text"))
    return " ".join(text.split())


def reference_range(element: Element, place: Place) -> str:
    """A reference range as the source writes it: its words, its limits, and what they mean."""
    stated = child(element, "observationRange")
    texts = [place.references.said(child(stated, "text")), told(child(stated, "value"), place)]
    texts += [_spaced("means", coded_words(code, place)) for code in children(stated, "interpretationCode")]
    return ", ".join(dict.fromkeys(" ".join(text.split()) for text in texts if text))
