"""What somebody says about another resource, as a Communication: a correction, a change of details, a disclosure.

A Provenance would say nothing of the patient, so programs that file by patient would lose it.
"""

from careboard.clinical.checks import blank
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import elements as fhir
from careboard.exchange.fhir_out.told import Told


def statement(told: Told, what: str, about: Resource | None, text: str = "", reason: str = "") -> Resource:
    """The elements: what it is, about which resource, in which words."""
    return {
        "status": "entered-in-error" if told.struck else "completed",
        "category": [fhir.words(what)],
        "subject": told.patient,
        "about": [about],
        "sent": told.at,
        "sender": told.author,
        "reasonCode": [fhir.words(reason)],
        "payload": [] if blank(text) else [{"contentString": text}],
    }
