"""The few extensions of FHIR that are read, each known by the last part of its address.

A modifier extension changes the meaning of what it stands in; none is known here.
"""

from careboard.exchange.facts import Resource
from careboard.exchange.fhir_in.datatypes import as_coded
from careboard.exchange.fhir_in.elements import Element


def extension(element: Element, *names: str) -> Element | None:
    """The first extension of one of these names."""
    return next((one for one in element.many("extension") if one.text("url").rpartition("/")[2] in names), None)


def extended(element: Element, *names: str) -> str:
    """The words of an extension's value, its own or that of its part named "value"; empty where there is none."""
    found = extension(element, *names)
    if found is None:
        return ""
    value = extension(found, "value") or found
    match value.choice("value"):
        case "valueCodeableConcept":
            concept = value.one("valueCodeableConcept")
            thing = as_coded(concept) if concept else None
            return thing.text if thing else ""
        case "":
            return ""
        case name:
            return value.text(name)


def without_extensions(element: Element, *names: str) -> Element:
    """The element without the extensions of these names."""
    rest = [one.content for one in element.many("extension") if one.text("url").rpartition("/")[2] not in names]
    return Element({**element.content, "extension": rest}, element.path, element.reader)


def changes_meaning(resource: Resource) -> bool:
    """Whether a modifier extension, or rules of its own, stand anywhere in a resource outside what it contains."""
    own = {name: value for name, value in resource.items() if name != "contained"}
    return bool(own.get("implicitRules")) or _modified(own)


def _modified(value: object) -> bool:
    if isinstance(value, dict):
        return bool(value.get("modifierExtension")) or any(map(_modified, value.values()))
    return isinstance(value, list) and any(map(_modified, value))
