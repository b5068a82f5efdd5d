"""Flag: what everybody must know first. Its type is read from its words only where they are plain."""

import re

from careboard.clinical.person import Flag, FlagStatus, FlagType
from careboard.exchange.facts import Reading
from careboard.exchange.fhir_in import times
from careboard.exchange.fhir_in.datatypes import all_coded, joined
from careboard.exchange.fhir_in.documents import author, in_error, kept_as_text, note
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.results import named

_TYPES = (
    (FlagType.BLIND_WEIGHT, r"\bblind weigh"),
    (FlagType.RISK, r"suicid|self.?harm|\bviolen|\bhomicid|\boverdose"),
    (FlagType.INTERPRETER, r"\binterpreter"),
    (FlagType.GUARDIAN, r"\bguardian|\bconservator"),
    (FlagType.LEGAL_STATUS, r"\binvoluntary\b|\bcourt.order|\blegal (status|hold)"),
)


def flag(resource: Element) -> Reading:
    """A Flag; one that does not say whether it flies is a text."""
    how = resource.code("status", FlagStatus)
    if how is None:
        resource.doubt("does not state its status.")
        return kept_as_text(resource)
    code, period = named(resource), times.period(resource, "period")
    said = joined((code.text, *(one.display for one in code.codings)))
    content = Flag(
        next((kind for kind, pattern in _TYPES if re.search(pattern, said, re.IGNORECASE)), FlagType.OTHER),
        code,
        status=how,
        period=period,
        categories=all_coded(resource, "category"),
        note=note(resource, "code", "period", "category", "author"),
    )
    at = times.start(resource, "period")
    return Reading((content,), at, in_error=in_error(resource), author=author(resource, "author"))
