"""Concerns: acts that follow an allergy or a problem over time, and the observations that say what it is.

The status of the observation speaks before the concern's; dates never decide it.
"""

from lxml.etree import _Element as Element

from careboard.clinical.condition import ClinicalStatus
from careboard.clinical.values import When
from careboard.exchange.ccda_in import words
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.vocabulary import LOINC_STATUS
from careboard.exchange.ccda_in.xml import attribute, child, local, templates

CONTRADICTION = "The entry is closed, and yet what it is about is called active; it was taken as active."

# SNOMED CT, the values of a status observation (value set ProblemStatus 2.16.840.1.113883.3.88.12.80.68 and its kin).
_OBSERVED = {
    "55561003": ClinicalStatus.ACTIVE,
    "73425007": ClinicalStatus.INACTIVE,
    "413322009": ClinicalStatus.RESOLVED,
    "246455001": ClinicalStatus.RECURRENCE,
    "263855007": ClinicalStatus.RELAPSE,
    "277022003": ClinicalStatus.REMISSION,
    "90734009": ClinicalStatus.ACTIVE,
    "7087005": ClinicalStatus.ACTIVE,
}
_BY_CONCERN = {
    "active": ClinicalStatus.ACTIVE,
    "suspended": ClinicalStatus.INACTIVE,
    "aborted": ClinicalStatus.INACTIVE,
    "completed": ClinicalStatus.INACTIVE,
}


def parts_of(statement: Element, wanted: tuple[str, ...]) -> list[Element]:
    """The observations of these templates that a concern is about, or the statement itself if it is one."""
    if is_template(statement, *wanted):
        return [statement]
    return [part for part in words.inner(statement) if is_template(part, *wanted)]


def is_template(statement: Element, *wanted: str) -> bool:
    """Whether a statement says that it follows one of these templates."""
    return not set(wanted).isdisjoint(templates(statement))


def value_code(statement: Element) -> str:
    """The code of an observation's value."""
    return attribute(child(statement, "value"), "code")


def clinical_status(one: Element, concern: Element, status_template: str) -> ClinicalStatus | None:
    """Whether it is still there, as the source says: by a status observation, else by the concern's own status."""
    return _observed(one, status_template) or _of_concern(one, concern)


def contradictions(found: list[Element], concern: Element, status_template: str) -> tuple[str, ...]:
    """A sentence where a concern is over and what it is about is called active."""
    over = [one for one in found if _of_concern(one, concern) is ClinicalStatus.INACTIVE]
    still = any(_observed(one, status_template) is ClinicalStatus.ACTIVE for one in over)
    return (CONTRADICTION,) if still else ()


def _observed(one: Element, status_template: str) -> ClinicalStatus | None:
    stated = [part for part in words.inner(one) if _is_status(part, status_template)]
    return next(filter(None, (_OBSERVED.get(value_code(part)) for part in stated)), None)


def _of_concern(one: Element, concern: Element) -> ClinicalStatus | None:
    """A bare observation has no concern around it, and its own status only says that it was made."""
    return _BY_CONCERN.get(attribute(child(concern, "statusCode"), "code")) if concern is not one else None


def _is_status(part: Element, status_template: str) -> bool:
    coded_so = local(part) == "observation" and attribute(child(part, "code"), "code") == LOINC_STATUS
    return is_template(part, status_template) or coded_so


def concern_at(one: Element, concern: Element, place: Place) -> When:
    """When it began: by the observation, else by the concern, else when it was written down."""
    return place.time(one) or place.time(concern) or place.documented(one)
