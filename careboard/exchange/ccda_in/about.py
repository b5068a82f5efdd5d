"""What a document says about itself: what it is, when and by whom it was written, and of which stay or visit it tells.

It is kept as a document, since admission, discharge and disposition stand nowhere else.
"""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from careboard.clinical.paper import Document
from careboard.clinical.values import LOINC, Coded
from careboard.exchange.ccda_in import times
from careboard.exchange.ccda_in.datatypes import coded, coded_words
from careboard.exchange.ccda_in.documents import LONGEST_TITLE
from careboard.exchange.ccda_in.narrative import one_line
from careboard.exchange.ccda_in.people import authors
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.roles import role_words
from careboard.exchange.ccda_in.xml import SDTC, attribute, child, children
from careboard.projections.wording.voice import led, shortened

_SUMMARY = Coded.of(LOINC, "34133-9", "Summary of episode note")
_CONFIDENTIALITY = {"R": "restricted", "V": "very restricted"}
_PEOPLE = (("informant", "Told by"), ("legalAuthenticator", "Signed by"), ("participant", "Participant"))


def about(root: Element, place: Place) -> Document:
    """The document about the document."""
    return Document(
        coded(child(root, "code"), place) or _SUMMARY,
        title_of(root),
        "\n".join(filter(None, _lines(root, place))),
        origin=place.origin,
        language=place.language,
    )


def title_of(root: Element) -> str:
    """The title of a document."""
    return shortened(one_line(child(root, "title")), LONGEST_TITLE) or "Clinical document"


def origin_of(root: Element) -> str:
    """From whom a document came: the organization that keeps it, else the one that wrote it; and its title."""
    custodian = child(root, "custodian", "assignedCustodian", "representedCustodianOrganization", "name")
    written = child(root, "author", "assignedAuthor", "representedOrganization", "name")
    organization = shortened(one_line(custodian) or one_line(written), LONGEST_TITLE)
    return ", ".join(filter(None, (organization, title_of(root))))


def _lines(root: Element, place: Place) -> Iterator[str]:
    yield title_of(root)
    yield led("Written: ", times.shown(child(root, "effectiveTime"), place.zone))
    yield led("Author: ", authors(root, place.names))
    yield led("From: ", place.origin.removesuffix(f", {title_of(root)}"))
    code = attribute(child(root, "confidentialityCode"), "code")
    yield led("Confidentiality: ", _CONFIDENTIALITY.get(code, ""))
    for stay in children(child(root, "componentOf"), "encompassingEncounter"):
        yield from _stay(stay, place)
    for event in children(root, "documentationOf"):
        yield from _care(child(event, "serviceEvent"), place)
    for name, label in _PEOPLE:
        yield from (led(f"{label}: ", role_words(one, place)) for one in children(root, name))


def _stay(stay: Element, place: Place) -> Iterator[str]:
    yield led("Stay or visit: ", times.shown(child(stay, "effectiveTime"), place.zone))
    yield led("Kind: ", coded_words(child(stay, "code"), place))
    place_of_care = child(stay, "location", "healthCareFacility")
    named = one_line(child(place_of_care, "location", "name")) or one_line(
        child(place_of_care, "serviceProviderOrganization", "name")
    )
    yield led("Place: ", ", ".join(filter(None, (named, coded_words(child(place_of_care, "code"), place)))))
    disposition = child(stay, "dischargeDispositionCode")
    found = disposition if disposition is not None else child(stay, "dischargeDispositionCode", within=SDTC)
    yield led("Discharge disposition: ", coded_words(found, place))
    for name, label in (("responsibleParty", "Responsible"), ("encounterParticipant", "Took part")):
        yield from (led(f"{label}: ", role_words(one, place)) for one in children(stay, name))


def _care(event: Element | None, place: Place) -> Iterator[str]:
    yield led("Care: ", coded_words(child(event, "code"), place))
    yield led("Care given: ", times.shown(child(event, "effectiveTime"), place.zone))
    yield from (led("Care by: ", role_words(one, place)) for one in children(event, "performer"))
