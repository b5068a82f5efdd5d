"""Procedure: what was done, or was not done and why."""

from careboard.clinical.measured import ProcedureDone, ProcedureStatus
from careboard.clinical.values import Coded
from careboard.exchange.facts import Reading
from careboard.exchange.fhir_in import times
from careboard.exchange.fhir_in.datatypes import all_coded, all_words, coded, joined, words
from careboard.exchange.fhir_in.documents import author, in_error, note
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.names import reference_words, references
from careboard.exchange.fhir_in.results import named
from careboard.exchange.fhir_in.states import status

_READ = (
    "code performedDateTime performedPeriod performer reasonCode reasonReference statusReason outcome complication "
    "complicationDetail bodySite recorder asserter"
).split()


def procedure(resource: Element) -> Reading:
    """A Procedure."""
    how = status(resource, ProcedureStatus, ProcedureStatus.UNKNOWN)
    outcome, done = words(coded(resource, "outcome")), how is not ProcedureStatus.NOT_DONE
    content = ProcedureDone(
        named(resource),
        how,
        performed=times.period(resource, "performedPeriod"),
        status_reason=words(coded(resource, "statusReason")),
        reasons=(*all_coded(resource, "reasonCode"), *_referenced(resource, "reasonReference")),
        outcome=outcome if done else "",
        complication=joined((all_words(resource, "complication"), references(resource, "complicationDetail"))),
        body_sites=all_coded(resource, "bodySite"),
        performer=author(resource, "performer"),
        note=joined(("" if done else outcome, note(resource, *_READ)), "\n"),
    )
    by = author(resource, "asserter", "recorder", "performer")
    return Reading((content,), times.start(resource, "performed"), in_error=in_error(resource), author=by)


def _referenced(resource: Element, name: str) -> tuple[Coded, ...]:
    return tuple(Coded(told) for one in resource.many(name) if (told := reference_words(one)))
