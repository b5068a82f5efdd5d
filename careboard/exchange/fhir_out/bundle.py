"""A whole record as one FHIR Bundle, and a Bundle as bytes: the patient first, then who wrote, then what was written.

Nothing refers to what is not in the Bundle; each number is written with the digits it was recorded with.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from careboard.clinical.entry import Entry
from careboard.clinical.people import Author
from careboard.clinical.person import Registration
from careboard.clinical.values import When
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out.context import MEMBER, Context, resource_id
from careboard.exchange.fhir_out.left_out import why_left_out
from careboard.exchange.fhir_out.plain import narrative, tidy
from careboard.exchange.fhir_out.resources import resources_of

_encode = msgspec.json.Encoder(decimal_format="number").encode


def nothing() -> None:
    """Nobody watches."""


def bundle_of(
    entries: Iterable[Entry], context: Context, bundle_type: str = "collection", step: Callable[[], None] = nothing
) -> Resource:
    """The entries that may go out as a Bundle. Raises NeverExported when a private note is among them.

    `step` is called before each entry, and may raise what stops the work. Two versions of one fact share their fullUrl
    and differ in meta.versionId (R4, bdl-7).
    """
    stamp = When.at(context.now).iso
    parts = parts_of(entries, context, step=step)
    return {"resourceType": "Bundle", "type": bundle_type, "timestamp": stamp, "entry": parts}


def parts_of(
    entries: Iterable[Entry], context: Context, beside: Sequence[Resource] = (), step: Callable[[], None] = nothing
) -> list[Resource]:
    """The entries of such a Bundle, each with its fullUrl; also the people named by what stands `beside` them."""
    going = sorted((entry for entry in entries if not why_left_out(entry, context)), key=attrgetter("order"))
    inside = context.only(entry.id for entry in going)
    resources: list[Resource] = []
    for entry in going:
        step()
        resources.extend(resources_of(entry, inside))
    patients = [one for one in resources if one["resourceType"] == "Patient"] or [_unregistered(context)]
    others = [one for one in resources if one["resourceType"] != "Patient"]
    people = _named_people([*patients, *others, *beside], inside)
    return [part(one) for one in (*patients, *people, *others)]


def write_json(resource: Resource) -> bytes:
    """A resource or Bundle as JSON (UTF-8); a Decimal is written as a number with all of its digits."""
    return _encode(resource)


def part(resource: Resource) -> Resource:
    """A resource as an entry of a Bundle."""
    return {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}


def _unregistered(context: Context) -> Resource:
    """The patient, where the registration is not among the entries."""
    registered = next((one.content for one in context.registered if isinstance(one.content, Registration)), None)
    name = registered.name.text or " ".join([*registered.name.given, registered.name.family]) if registered else ""
    patient = {
        "resourceType": "Patient",
        "id": resource_id("Patient", context.patient),
        "text": narrative([name or "Patient, not registered"]),
        "name": [{"text": name}],
    }
    return _tidied(patient)


def _named_people(resources: Sequence[Resource], context: Context) -> list[Resource]:
    """The clinic and the members that these resources name, by their names only."""
    named = {url for resource in resources for url in _references(resource)}
    people = [_practitioner(author) for author in context.members.values()]
    return [one for one in (_organization(context), *people) if f"urn:uuid:{one['id']}" in named]


def _organization(context: Context) -> Resource:
    clinic = context.clinic
    identified = resource_id("Organization", clinic)
    organization = {"resourceType": "Organization", "id": identified, "text": narrative([clinic]), "name": clinic}
    return _tidied(organization)


def _practitioner(author: Author) -> Resource:
    practitioner = {
        "resourceType": "Practitioner",
        "id": resource_id("Practitioner", author.member),
        "text": narrative([f"{author.name}, {author.credentials}".removesuffix(", ")]),
        "identifier": [{"system": MEMBER, "value": author.member}],
        "name": [{"text": author.name}],
        "qualification": [{"code": {"text": author.credentials}}] if author.credentials else [],
    }
    return _tidied(practitioner)


def _tidied(resource: Resource) -> Resource:
    tidied: Resource = tidy(resource)
    return tidied


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(named := value.get("reference"), str):
            yield named
        for inside in value.values():
            yield from _references(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _references(inside)
