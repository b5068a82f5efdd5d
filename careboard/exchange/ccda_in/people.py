"""Who is named in a document, and under which ids: authors, performers, contacts.

A person is named as the source names one; who is named once and then only by id is looked up.
"""

import re
from collections.abc import Mapping

from lxml.etree import _Element as Element

from careboard.clinical.checks import blank
from careboard.exchange.ccda_in.narrative import one_line
from careboard.exchange.ccda_in.xml import V3, attribute, child, children

Names = Mapping[tuple[str, str], str]  # the ids (system, value) of people to their names

_OID = re.compile(r"\d+(\.\d+)+")
_ROLES = ("assignedAuthor", "assignedEntity", "associatedEntity")


def identifier(element: Element | None) -> tuple[str, str]:
    """System and value of an id (II): root and extension; a root alone is the id. Both empty where there is none."""
    root, extension = attribute(element, "root"), attribute(element, "extension")
    if not extension:
        return "", root
    return (f"urn:oid:{root}" if _OID.fullmatch(root) else f"urn:uuid:{root}" if root else ""), extension


def authors(element: Element, names: Names) -> str:
    """The authors that an element names, in words; empty where it names none."""
    stated = (_author(child(author, "assignedAuthor"), names) for author in children(element, "author"))
    return "; ".join(dict.fromkeys(name for name in stated if name))


def _author(author: Element | None, names: Names) -> str:
    known = (names.get(identifier(one), "") for one in children(author, "id"))
    organization = one_line(child(author, "representedOrganization", "name"))
    return person(author) or next(filter(None, known), "") or organization or _device(author)


def _device(author: Element | None) -> str:
    device = child(author, "assignedAuthoringDevice")
    return one_line(child(device, "softwareName")) or one_line(child(device, "manufacturerModelName"))


def person(role: Element | None) -> str:
    """The name of the person in a role (author, performer, contact); empty where none is named."""
    if role is None:
        return ""
    inside = children(role, "assignedPerson", "associatedPerson", "guardianPerson", "relatedPerson", "playingEntity")
    return next((found for one in inside if (found := name_in_words(child(one, "name")))), "")


def name_in_words(name: Element | None) -> str:
    """A name (PN, EN) as one would say it: parts in the order of the source, spaces between."""
    if name is None or attribute(name, "nullFlavor"):
        return ""
    parts = [name.text, *(text for part in name for text in (part.text, part.tail))]
    return " ".join(" ".join(text.split()) for text in parts if text and not blank(text))


def names_of(root: Element) -> dict[tuple[str, str], str]:
    """Everybody whom a document names together with an id."""
    found: dict[tuple[str, str], str] = {}
    for role in root.iter(*(f"{V3}{name}" for name in _ROLES)):
        if name := person(role):
            for one in children(role, "id"):
                found.setdefault(identifier(one), name)
    found.pop(("", ""), None)
    return found
