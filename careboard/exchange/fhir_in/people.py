"""Patient and RelatedPerson: who the patient is, and who is there for the patient.

What a registration cannot hold (race, birth place, links to other records) goes with it as a Document. A side matter
that is not as FHIR R4 writes it leaves a doubt; a name, birth date or identifier that is not, is refused.
"""

from functools import partial

from careboard.clinical.paper import Document
from careboard.clinical.person import Contact, HumanName, Registration, Sex
from careboard.clinical.values import NOT_RECORDED, Coded, When
from careboard.exchange.facts import Reading
from careboard.exchange.fhir_in import times, words
from careboard.exchange.fhir_in.datatypes import all_coded, coded, joined, merged
from careboard.exchange.fhir_in.documents import note, within_limits
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.extensions import extended, extension, without_extensions
from careboard.exchange.fhir_in.names import (
    address,
    contact_points,
    full_name,
    human_name,
    identifier,
    reference_words,
)

_BESIDE = frozenset({"old", "maiden", "nickname", "temp", "anonymous"})  # uses of a name that is not the first
_BIRTH_SEX = {"F": Sex.FEMALE, "M": Sex.MALE, "OTH": Sex.OTHER, "UNK": Sex.UNKNOWN, "ASKU": Sex.UNKNOWN}
_EMERGENCY = frozenset({"C", "ECON"})  # HL7 v2-0131, v3-RoleClass
_GUARDIAN = frozenset({"GUARD", "GUADLTM"})  # HL7 v3-RoleClass, v3-RoleCode
_SEX_AT_BIRTH = "us-core-birthsex"
_GENDER = ("us-core-genderIdentity", "patient-genderIdentity", "individual-genderIdentity")
_PRONOUNS = "individual-pronouns"
_INTERPRETER = "patient-interpreterRequired"
_REGISTERED = "name identifier telecom gender birthDate deceased[x] address maritalStatus communication contact".split()


def patient(resource: Element) -> Reading:
    """A Patient: a Registration, the contacts, and what else is known of the person."""
    if resource.unless_wrong(partial(resource.flag, "active"), None) is False:
        resource.doubt("is marked by its source as a record that is no longer in use.")
    if resource.unless_wrong(partial(resource.many, "link"), ()):
        resource.doubt("is linked by its source to another record of a patient.")
    stated = resource.unless_wrong(partial(resource.many, "contact"), ())
    contacts = (resource.unless_wrong(partial(_contact, one), None) for one in stated)
    beside = tuple(one for one in (*contacts, *_further_details(resource)) if one and _fits(resource, one))
    return Reading((_registration(resource), *beside))


def _fits(resource: Element, content: Contact | Document) -> bool:
    """Whether what comes with a registration is within the limits of a record; a doubt where it is not."""
    return resource.unless_wrong(partial(within_limits, content), None) is not None


def _registration(resource: Element) -> Registration:
    names = [name for one in sorted(resource.many("name"), key=_place) if (name := human_name(one))]
    first, *others = names or [HumanName(text=NOT_RECORDED)]
    known = tuple(one for stated in resource.many("identifier") if (one := identifier(stated)))
    aside = resource.unless_wrong
    deceased, deceased_at = aside(lambda: _deceased(resource), (None, None))
    return Registration(
        first,
        times.when(resource, "birthDate"),
        aside(lambda: resource.code("gender", Sex), None),
        known,
        preferred_name=next((_preferred(name) for name in others if _preferred(name)), ""),
        pronouns=aside(lambda: extended(resource, _PRONOUNS), ""),
        other_names=tuple(others),
        birth_sex=aside(lambda: _BIRTH_SEX.get(extended(resource, _SEX_AT_BIRTH)), None),
        gender_identity=aside(lambda: extended(resource, *_GENDER), ""),
        telecom=aside(lambda: contact_points(resource), ()),
        addresses=aside(lambda: tuple(filter(None, map(address, resource.many("address")))), ()),
        languages=aside(lambda: _languages(resource), ()),
        interpreter_needed=aside(lambda: _interpreter(resource), None),
        marital_status=aside(lambda: coded(resource, "maritalStatus"), None),
        deceased=deceased,
        deceased_at=deceased_at,
    )


def _place(stated: Element) -> tuple[bool, int]:
    """The official name first, then those in use; others stay behind in the order of the source, ended ones last."""
    use = stated.text("use")
    period = times.period(stated, "period")
    return period is not None and period.end is not None, 0 if use == "official" else 2 if use in _BESIDE else 1


def _preferred(name: HumanName) -> str:
    """What the person likes to be called: a nickname, or a usual name without a family name."""
    called = name.use == "nickname" or (name.use == "usual" and not name.family)
    return " ".join(name.given) or name.text if called else ""


def _deceased(resource: Element) -> tuple[bool | None, When | None]:
    match resource.choice("deceased"):
        case "deceasedBoolean":
            return resource.flag("deceasedBoolean"), None
        case "deceasedDateTime":
            return True, times.when(resource, "deceasedDateTime")
        case _:
            return None, None


def _languages(resource: Element) -> tuple[Coded, ...]:
    """The languages, a preferred one first."""
    stated = sorted(resource.many("communication"), key=lambda one: one.flag("preferred") is not True)
    return tuple(language for one in stated if (language := coded(one, "language")))


def _interpreter(resource: Element) -> bool | None:
    found = extension(resource, _INTERPRETER)
    return found.flag("valueBoolean") if found else None


def _further_details(resource: Element) -> tuple[Document, ...]:
    read = resource.unless_wrong(
        lambda: without_extensions(resource, _SEX_AT_BIRTH, *_GENDER, _PRONOUNS, _INTERPRETER), resource
    )
    in_use = ("active",) if resource.content.get("active") is True else ()
    text = words.beside(read, *_REGISTERED, *in_use)
    return (Document(Coded("Patient"), "Further details of the registration", text),) if text else ()


def _contact(stated: Element) -> Contact:
    """One contact of a Patient."""
    relationships = all_coded(stated, "relationship")
    name, place = stated.one("name"), stated.one("address")
    found = human_name(name) if name else None
    home = address(place) if place else None
    return Contact(
        full_name(found) if found else reference_words(stated.one("organization")) or NOT_RECORDED,
        merged(relationships),
        contact_points(stated),
        emergency=_has_code(relationships, _EMERGENCY),
        guardian=_has_code(relationships, _GUARDIAN),
        addresses=(home,) if home else (),
        period=times.period(stated, "period"),
        note=words.beside(stated, "relationship", "telecom", "address", "period", "name"),
    )


def related_person(resource: Element) -> Reading:
    """A RelatedPerson: a Contact."""
    relationships = all_coded(resource, "relationship")
    names = [name for one in resource.many("name") if (name := human_name(one))]
    contact = Contact(
        full_name(names[0]) if names else NOT_RECORDED,
        merged(relationships),
        contact_points(resource),
        emergency=_has_code(relationships, _EMERGENCY),
        guardian=_has_code(relationships, _GUARDIAN),
        active=resource.flag("active") is not False,
        addresses=tuple(filter(None, map(address, resource.many("address")))),
        period=times.period(resource, "period"),
        note=_note(resource, names[1:]),
    )
    return Reading((contact,), times.start(resource, "period"))


def _note(resource: Element, other_names: list[HumanName]) -> str:
    others = joined((full_name(name) for name in other_names), ", ")
    rest = note(resource, "active", "relationship", "name", "telecom", "address", "period")
    return joined((f"Also named: {others}" if others else "", rest), "\n")


def _has_code(things: tuple[Coded, ...], codes: frozenset[str]) -> bool:
    return any(coding.code in codes for thing in things for coding in thing.codings)
