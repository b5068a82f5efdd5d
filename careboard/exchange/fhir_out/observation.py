"""An Observation: the shape that everything measured, rated and counted shares.

A value stands where FHIR looks for it first; one that a component already answers for stands beside that component.
"""

from collections.abc import Sequence

from careboard.clinical.checks import blank
from careboard.clinical.measured import Result
from careboard.clinical.values import Coded, Period
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import elements as fhir
from careboard.exchange.fhir_out.told import Told

VITAL_SIGNS, LABORATORY, SURVEY = "vital-signs", "laboratory", "survey"
_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"


def observation(
    told: Told,
    code: Coded | str,
    result: Result | None = None,
    *,
    status: str = "final",
    category: str = "",
    components: Sequence[Resource] = (),
    over: Period | None = None,
    notes: Sequence[str] = (),
) -> Resource:
    """The elements that every Observation has. `code` in words alone where no code is known."""
    named = fhir.words(code) if isinstance(code, str) else fhir.coded(code)
    value = fhir.value(result)
    answered = bool(value) and _answers_for(components, named)
    span = fhir.period(over)
    return {
        "status": "entered-in-error" if told.struck else status,
        "category": [fhir.standard(_CATEGORY, category)] if category else [],
        "code": named,
        "subject": told.patient,
        "effectivePeriod": span,
        "effectiveDateTime": None if span else told.at,
        "issued": told.recorded_here,
        "performer": [told.author],
        **({} if answered else value),
        "note": fhir.notes(*notes),
        "component": [*([{"code": named, **value}] if answered else []), *components],
    }


def part(code: Coded | str, result: Result | None) -> Resource | None:
    """A component; nothing where there is no result."""
    named = fhir.words(code) if isinstance(code, str) else fhir.coded(code)
    return {"code": named, **fhir.value(result)} if result else None


def in_words(code: str, text: str) -> Resource | None:
    """A component in words; nothing where there are none."""
    return None if blank(text) else part(code, Result(text=text))


def _answers_for(components: Sequence[Resource], named: Resource | None) -> bool:
    """R4, obs-7: a value may not stand beside a component of the same code."""
    codes = (named or {}).get("coding", [])
    return any(one in codes for component in components for one in component["code"].get("coding", []))
