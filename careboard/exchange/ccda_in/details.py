"""What a header says of the patient that a registration cannot hold: race, religion, birthplace and the like, in words.

It is kept as a document beside the registration, as that of a FHIR Patient is.
"""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from careboard.clinical.paper import Document
from careboard.clinical.values import Coded
from careboard.exchange.ccda_in.datatypes import coded_words
from careboard.exchange.ccda_in.naming import addresses
from careboard.exchange.ccda_in.narrative import one_line
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.xml import SDTC, V3, attribute, child, children
from careboard.projections.wording.person import address
from careboard.projections.wording.voice import joined, led

_CODES = (("raceCode", "Race"), ("ethnicGroupCode", "Ethnicity"), ("religiousAffiliationCode", "Religion"))


def further_details(role: Element, place: Place) -> Iterator[Document]:
    """The document of what else is known of the patient; none where nothing is."""
    if text := "\n".join(filter(None, _lines(role, place))):
        yield Document(Coded("Patient"), "Further details of the registration", text)


def _lines(role: Element, place: Place) -> Iterator[str]:
    patient = child(role, "patient")
    for name, label in _CODES:
        stated = (one for within in (V3, SDTC) for one in children(patient, name, within=within))
        yield led(f"{label}: ", joined(dict.fromkeys(coded_words(one, place) for one in stated)))
    born = child(patient, "birthplace", "place")
    where = [] if born is None else [one_line(child(born, "name")), *map(address, addresses(born))]
    yield led("Birthplace: ", joined(where, ", "))
    yield from (_spoken(one, place) for one in children(patient, "languageCommunication"))
    yield led("Record kept by: ", one_line(child(role, "providerOrganization", "name")))


def _spoken(stated: Element, place: Place) -> str:
    """How a language is spoken, where the source says more than which it is."""
    how = joined(coded_words(child(stated, name), place) for name in ("modeCode", "proficiencyLevelCode"))
    return led(f"Language {attribute(child(stated, 'languageCode'), 'code')}: ", how)
