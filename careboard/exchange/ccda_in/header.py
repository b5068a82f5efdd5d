"""The header: who the patient is, who belongs to the patient, and what the document says about itself.

A document about two patients is refused; whoever is only named in passing is nobody's contact.
"""

import re
from collections.abc import Iterator, Mapping

from lxml.etree import _Element as Element

from careboard.clinical.person import Contact, HumanName, Registration, Sex
from careboard.clinical.values import NOT_RECORDED, Coded, Identifier
from careboard.exchange.ccda_in import times
from careboard.exchange.ccda_in.datatypes import coded
from careboard.exchange.ccda_in.details import further_details
from careboard.exchange.ccda_in.naming import addresses, called, human_name, telecoms
from careboard.exchange.ccda_in.narrative import one_line
from careboard.exchange.ccda_in.people import identifier, person
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.vocabulary import LANGUAGE, MARITAL, RELATIONSHIPS, US_SSN
from careboard.exchange.ccda_in.xml import SDTC, attribute, child, children, is_true
from careboard.exchange.facts import Reading
from careboard.exchange.refusals import Unreadable

ONE_EACH = "Nothing of it was taken: ask its sender for one document for each patient."
_SSN = "urn:oid:2.16.840.1.113883.4.1"
_URI = "urn:ietf:rfc:3986"  # FHIR's system for an id that is a URI by itself
_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_SEXES = {"F": Sex.FEMALE, "M": Sex.MALE, "UN": Sex.OTHER, "UNK": Sex.UNKNOWN}
_OWN_PEOPLE = ("NOK", "ECON", "CAREGIVER", "GUARD", "PRS", "AGNT")


def patient_role(root: Element) -> Element:
    """The one patient of the document; raises Unreadable where there is none, or more than one."""
    targets = [child(target, "patientRole") for target in children(root, "recordTarget")]
    if len(targets) > 1:
        raise Unreadable("The document is about more than one patient.", ONE_EACH)
    if not targets or targets[0] is None:
        raise Unreadable("The document does not say which patient it is about.", ONE_EACH)
    return targets[0]


def read(root: Element, place: Place) -> Reading:
    """The registration, the contacts of the patient, and what else is known of the person."""
    role = patient_role(root)
    contacts = (*_guardians(role, place), *_participants(root, place))
    details = tuple(further_details(role, place))
    return Reading((_registration(role, place), *contacts, *details), place.told, author=place.author)


def _registration(role: Element, place: Place) -> Registration:
    patient = child(role, "patient")
    names = [name for one in children(patient, "name") if (name := human_name(one)) is not None]
    names.sort(key=lambda name: name.use not in ("official", "usual"))
    died = times.start(child(patient, "deceasedTime", within=SDTC), place.zone)
    dead = attribute(child(patient, "deceasedInd", within=SDTC), "value")
    return Registration(
        names[0] if names else HumanName(text=NOT_RECORDED),
        times.time(attribute(child(patient, "birthTime"), "value")[:8], place.zone),
        _sex(child(patient, "administrativeGenderCode")),
        tuple(dict.fromkeys(_identifiers(role))),
        preferred_name=called(children(patient, "name")),
        other_names=tuple(names[1:]),
        telecom=tuple(telecoms(role)),
        addresses=tuple(addresses(role)),
        languages=tuple(dict.fromkeys(_languages(patient))),
        marital_status=_worded(child(patient, "maritalStatusCode"), MARITAL, place),
        deceased=True if died else {"true": True, "1": True, "false": False, "0": False}.get(dead),
        deceased_at=died,
    )


def _sex(code: Element | None) -> Sex | None:
    return _SEXES.get(attribute(code, "code") or attribute(code, "nullFlavor"))


def _identifiers(role: Element) -> Iterator[Identifier]:
    """The ids of the patient: extensions with their system, and UUIDs, which are ids by themselves."""
    for element in children(role, "id"):
        system, value = identifier(element)
        if system:
            yield Identifier(value, US_SSN if system == _SSN else system)
        elif _UUID.fullmatch(value):
            yield Identifier(f"urn:uuid:{value.lower()}", _URI)


def _languages(patient: Element | None) -> Iterator[Coded]:
    spoken = list(children(patient, "languageCommunication"))
    spoken.sort(key=lambda one: not is_true(child(one, "preferenceInd"), "value"))
    codes = (attribute(child(one, "languageCode"), "code") for one in spoken)
    yield from (Coded.of(LANGUAGE, code, code) for code in codes if code)


def _worded(code: Element | None, worded: Mapping[str, str], place: Place) -> Coded | None:
    """A code, with our words for it where the source gives only the code."""
    found, bare = coded(code, place), attribute(code, "code")
    return Coded(worded[bare], found.codings) if found and found.text == bare and bare in worded else found


def _guardians(role: Element, place: Place) -> Iterator[Contact]:
    for guardian in children(child(role, "patient"), "guardian"):
        name = person(guardian) or one_line(child(guardian, "guardianOrganization", "name"))
        yield from _contact(guardian, name, place, guardian=True)


def _participants(root: Element, place: Place) -> Iterator[Contact]:
    """Next of kin, emergency contacts and the like: people of the patient's own, not of its institutions."""
    for participant in children(root, "participant"):
        entity = child(participant, "associatedEntity")
        if entity is not None and attribute(entity, "classCode") in _OWN_PEOPLE:
            yield from _contact(entity, person(entity), place, guardian=attribute(entity, "classCode") == "GUARD")


def _contact(role: Element, name: str, place: Place, *, guardian: bool) -> Iterator[Contact]:
    if name:
        kind = RELATIONSHIPS.get(attribute(role, "classCode"))
        yield Contact(
            name,
            _worded(child(role, "code"), RELATIONSHIPS, place) or (Coded(kind) if kind else None),
            tuple(telecoms(role)),
            emergency=attribute(role, "classCode") == "ECON",
            guardian=guardian,
            addresses=tuple(addresses(role)),
        )
