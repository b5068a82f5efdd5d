"""The values of the record as the data types of FHIR R4.

Numbers keep their digits, times their precision; what FHIR has no place for is said in words.
"""

from datetime import tzinfo

from careboard.clinical.checks import blank
from careboard.clinical.measured import Component, Position, Result
from careboard.clinical.person import Address, ContactPoint, HumanName
from careboard.clinical.values import Coded, Coding, Identifier, Period, Precision, Quantity, When, refuse_reversed
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out.plain import code, uri

UCUM = "http://unitsofmeasure.org"
_HIGHEST = 2**31 - 1  # of FHIR's integers
_NAME_USES = frozenset("usual official temp nickname anonymous old maiden".split())
_CONTACT_USES = frozenset("home work temp old mobile".split())
_ADDRESS_USES = frozenset("home work temp old billing".split())
_IDENTIFIER_USES = frozenset("usual official temp secondary old".split())
_BODY_POSITION = "http://hl7.org/fhir/StructureDefinition/observation-bodyPosition"
NOT_KNOWN: Resource = {
    "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]
}


def extension(url: str, name: str, value: object) -> Resource | None:
    """An extension with one value ("valueCode", ...), or none where there is nothing to say."""
    return None if value is None or value == "" else {"url": url, name: value}


def words(text: str) -> Resource | None:
    """A CodeableConcept of words alone."""
    return None if blank(text) else {"text": text}


def standard(system: str, value: str, text: str = "") -> Resource:
    """A CodeableConcept of one code of FHIR's own."""
    return {"coding": [{"system": system, "code": value}], "text": text}


def named(name: str) -> list[Resource]:
    """References to somebody who is known by name only; none without a name."""
    return [] if blank(name) else [{"display": name}]


def coding(one: Coding) -> Resource:
    """One code; a system that is no URI is left out."""
    return {"system": uri(one.system), "version": one.version, "code": code(one.code), "display": one.display}


def coded(thing: Coded | None) -> Resource | None:
    """A CodeableConcept: the words as written, with every code."""
    return {"coding": [coding(one) for one in thing.codings], "text": thing.text} if thing else None


def quantity(measured: Quantity | None) -> Resource | None:
    """A Quantity with the digits, unit and comparator as recorded."""
    if measured is None:
        return None
    ucum = code(measured.ucum)
    return {
        "value": measured.value,
        "comparator": measured.comparator.value,
        "unit": measured.unit,
        "system": UCUM if ucum else "",
        "code": ucum,
    }


def count(number: int | None) -> int | None:
    """A whole number that FHIR can hold."""
    return number if number is None or number <= _HIGHEST else None


def time(at: When | None) -> str | None:
    """A dateTime as exactly as it is known."""
    return at.iso or None if at else None


def day(at: When | None, zone: tzinfo) -> str | None:
    """A date; of an instant the day in the clinic's zone."""
    if at is not None and (instant := at.instant) is not None:
        return instant.astimezone(zone).date().isoformat()
    return time(at)


def instant(at: When | None) -> str | None:
    """An instant; None where only a day is known."""
    return at.iso if at and at.precision is Precision.INSTANT else None


def period(over: Period | None) -> Resource | None:
    """A Period. Of one that ends before it starts only the start: FHIR has none such, the words have both."""
    if over is None:
        return None
    start, end = over.start, over.end
    try:
        refuse_reversed(start, end, "An end before the start.")
    except ValueError:
        end = None
    return {"start": time(start), "end": time(end)}


def identifier(one: Identifier) -> Resource:
    """An Identifier."""
    use = one.use if one.use in _IDENTIFIER_USES else ""
    return {"use": use, "type": coded(one.type), "system": uri(one.system), "value": one.value}


def human_name(name: HumanName) -> Resource:
    """A HumanName."""
    return {
        "use": name.use if name.use in _NAME_USES else "",
        "text": name.text,
        "family": name.family,
        "given": list(name.given),
        "prefix": [name.prefix],
        "suffix": [name.suffix],
    }


def contact_point(point: ContactPoint) -> Resource:
    """A ContactPoint."""
    use = point.use if point.use in _CONTACT_USES else ""
    return {"system": point.system.value, "value": point.value, "use": use}


def address(place: Address) -> Resource:
    """An Address."""
    return {
        "use": place.use if place.use in _ADDRESS_USES else "",
        "text": place.text,
        "line": list(place.lines),
        "city": place.city,
        "state": place.state,
        "postalCode": place.postal_code,
        "country": place.country,
    }


def notes(*texts: str) -> list[Resource]:
    """Annotations, one for each text that says something."""
    return [{"text": text} for text in texts if not blank(text)]


def labelled(label: str, text: str) -> str:
    """A text after its label, or nothing."""
    return "" if blank(text) else f"{label}: {text}"


def value(result: Result | None) -> Resource:
    """The value[x] of an Observation or component, or the reason why there is none."""
    match result:
        case None:
            return {}
        case Result(quantity=measured) if measured is not None:
            return {"valueQuantity": quantity(measured)}
        case Result(coded=found) if found is not None:
            return {"valueCodeableConcept": coded(found)}
        case Result(absent=why) if why is not None:
            return {"dataAbsentReason": coded(why)}
        case Result(text=text):
            return {"valueString": text}


def component(one: Component) -> Resource:
    """A component. How the patient was stands in its words too, because few programs read it elsewhere."""
    where = ", ".join(part for part in (one.position or "", one.body_site.text if one.body_site else "") if part)
    measured = coded(one.code) or {}
    return {
        "extension": [_position(one.position)],
        "code": {**measured, "text": f"{one.code.text} ({where})"} if where else measured,
        **value(one.result),
        "interpretation": [coded(meaning) for meaning in one.interpretation],
        "referenceRange": [words(one.reference_range)],
    }


def _position(position: Position | None) -> Resource | None:
    return {"url": _BODY_POSITION, "valueCodeableConcept": {"text": position.value}} if position else None
