"""The identity of a fact: the same one adds nothing, however often and in whatever files it comes (decision 0011).

It names the patient, so that one resource in two charts is two facts.
"""

import hashlib
from dataclasses import replace

from careboard.clinical.entry import Source
from careboard.clinical.values import PatientId
from careboard.exchange.facts import Incoming, OwnFact, PersonPlan

OWN = "urn:careboard:entry"


def identity(patient: str, source: Source) -> str:
    """SHA-256 (hex) of the patient, system, type, id and canonical text of a fact, which none can hold a NUL."""
    parts = (patient, source.system, source.resource_type, source.resource_id, source.resource)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def own_identity(patient: str, own: OwnFact) -> str:
    """The identity of an entry of a Careboard: the same in every export of it, whatever stands beside it there."""
    return hashlib.sha256("\0".join((patient, OWN, own.entry)).encode()).hexdigest()


def for_patient(person: PersonPlan, patient: PatientId) -> PersonPlan:
    """The plan for somebody new, once that person has an id: now the identity of every fact names the patient."""
    return PersonPlan(patient, tuple(settled(one, patient) for one in person.incoming), person.ids)


def settled(one: Incoming, patient: PatientId) -> Incoming:
    """One entry of such a plan."""
    known = own_identity(patient, one.own) if one.own else identity(patient, one.source)
    return replace(one, source=replace(one.source, identity=known))
