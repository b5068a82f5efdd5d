"""Names, addresses and numbers of people, and the words for whoever or whatever a reference names.

A reference is named by its own display, else by the resource that it leads to; nobody is named by a bare id.
"""

from collections.abc import Iterable

from careboard.clinical.person import Address, ContactPoint, ContactSystem, HumanName
from careboard.clinical.values import Identifier, Informant
from careboard.exchange.fhir_in.datatypes import all_words, as_coded, coded, joined, words
from careboard.exchange.fhir_in.elements import Element, NotAsR4, member

_PERSONS = frozenset({"Patient", "Practitioner", "RelatedPerson", "Person"})
_TITLES = ("title", "name", "description")
_CODES = (
    "code",
    "type",
    "vaccineCode",
    "medicationCodeableConcept",
    "procedureCode",
    "relationship",
    "specialty",
    "category",
)
_INFORMANT = {
    "Patient": Informant.PATIENT,
    "RelatedPerson": Informant.FAMILY,
    "Practitioner": Informant.PROVIDER,
    "PractitionerRole": Informant.PROVIDER,
    "Organization": Informant.PROVIDER,
}


def human_name(stated: Element) -> HumanName | None:
    """A name; None where no part of it is stated."""
    family, given, text = stated.text("family"), stated.texts("given"), stated.text("text")
    if not (family or given or text):
        return None
    prefix, suffix = (" ".join(stated.texts(part)) for part in ("prefix", "suffix"))
    return HumanName(family, given, text, prefix, suffix, stated.text("use"))


def full_name(name: HumanName) -> str:
    """A name as it is written on a list: the text, else its parts in their order."""
    parts = (name.prefix, *name.given, name.family, name.suffix)
    return name.text or " ".join(part for part in parts if part)


def address(stated: Element) -> Address | None:
    """An address; None where no part of it is stated."""
    lines = (*stated.texts("line"), *filter(None, [stated.text("district")]))
    parts = [stated.text(name) for name in ("city", "state", "postalCode", "country", "text", "use")]
    return Address(lines, *parts) if lines or any(parts[:-1]) else None


def address_words(stated: Element) -> str:
    """An address on one line."""
    parts = (stated.text(name) for name in ("city", "state", "postalCode", "country"))
    return stated.text("text") or joined((*stated.texts("line"), stated.text("district"), *parts), ", ")


def contact_point(stated: Element) -> ContactPoint | None:
    """A telephone number or the like; None where it has no value."""
    value = stated.text("value")
    if not value:
        return None
    system = member(ContactSystem, stated.text("system"))
    if system is None and stated.text("system"):
        stated.doubt("is of a kind that FHIR R4 does not have.")
    return ContactPoint(system or ContactSystem.OTHER, value, stated.text("use"))


def contact_points(element: Element, name: str = "telecom") -> tuple[ContactPoint, ...]:
    """Every number and address for electronic mail that is stated."""
    return tuple(one for stated in element.many(name) if (one := contact_point(stated)))


def identifier(stated: Element) -> Identifier | None:
    """An identifier; None where it has no value."""
    value = stated.text("value")
    return Identifier(value, stated.text("system"), coded(stated, "type"), stated.text("use")) if value else None


def reference_words(stated: Element | None) -> str:
    """Whom or what a reference names; empty for one that leads nowhere and says nothing."""
    if stated is None:
        return ""
    return stated.text("display") or title_or_nothing(stated.reader.found(stated.text("reference")))


def references(element: Element, *names: str) -> str:
    """Whom or what the references of some elements name, lists or not."""
    return joined(reference_words(one) for name in names for one in one_or_many(element, name))


def one_or_many(element: Element, name: str) -> Iterable[Element]:
    """The objects of an element that R4 has once in some resources and many times in others."""
    if isinstance(element.content.get(name), list):
        return element.many(name)
    return filter(None, [element.one(name)])


def title_of(resource: Element) -> str:
    """What a resource is called: a person's or place's name, else its title, else the words of its code."""
    match resource.path:
        case kind if kind in _PERSONS:
            names = [name for stated in one_or_many(resource, "name") if (name := human_name(stated))]
            return full_name(names[0]) if names else ""
        case "PractitionerRole":
            return joined((reference_words(resource.one("practitioner")), all_words(resource, "code")), ", ")
        case "Device":
            return joined(one.text("name") for one in resource.many("deviceName")) or words(coded(resource, "type"))
        case "Goal":
            return words(coded(resource, "description"))
        case _:
            return _titled(resource)


def _titled(resource: Element) -> str:
    content = resource.content
    title = next((resource.text(name) for name in _TITLES if isinstance(content.get(name), str)), "")
    return title or next((told for name in _CODES if (told := _concepts(resource, name))), "")


def _concepts(resource: Element, name: str) -> str:
    return joined(words(as_coded(one)) for one in one_or_many(resource, name))


def title_or_nothing(resource: Element | None) -> str:
    """The name of a resource that somebody else refers to: what is wrong with it is told where it is read itself."""
    try:
        return title_of(resource) if resource else ""
    except NotAsR4:
        return ""


def informant(stated: Element | None) -> Informant:
    """Who says so, by the kind of person that a reference names."""
    if stated is None:
        return Informant.IMPORTED
    reference = stated.text("reference")
    found = stated.reader.found(reference)
    kind = found.path if found else stated.text("type") or reference.rpartition("/")[0].rpartition("/")[2]
    return _INFORMANT.get(kind, Informant.IMPORTED)
