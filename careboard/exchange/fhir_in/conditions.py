"""Condition: a Diagnosis. Whether it is active, the source's status says, never its dates."""

import re

from careboard.clinical.condition import ClinicalStatus, Diagnosis, VerificationStatus
from careboard.clinical.values import NOT_RECORDED, Coded, When
from careboard.exchange.facts import Reading
from careboard.exchange.fhir_in import times
from careboard.exchange.fhir_in.datatypes import (
    all_coded,
    code_of,
    coded,
    period_words,
    quantity_words,
    range_words,
)
from careboard.exchange.fhir_in.documents import author, kept_as_text, note
from careboard.exchange.fhir_in.elements import Element

ABSENT_OR_UNKNOWN = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
_NONE_OF_THEM = re.compile(
    r"no (known|information about|info on) (active |current )?(problem|condition|diagnos)", re.IGNORECASE
)


def condition(resource: Element) -> Reading:
    """A Condition; the statement that no problem is known is a text, and no diagnosis."""
    code = coded(resource, "code")
    if says_none(code, _NONE_OF_THEM):
        return kept_as_text(resource)
    verification = code_of(resource, "verificationStatus", VerificationStatus)
    onset, onset_text = onset_or_end(resource, "onset")
    abatement, abatement_text = onset_or_end(resource, "abatement")
    diagnosis = Diagnosis(
        code or Coded(NOT_RECORDED),
        code_of(resource, "clinicalStatus", ClinicalStatus),
        verification,
        onset=onset,
        onset_text=onset_text,
        abatement=abatement,
        abatement_text=abatement_text,
        severity=coded(resource, "severity"),
        categories=all_coded(resource, "category"),
        body_sites=all_coded(resource, "bodySite"),
        note=note(resource, *_READ),
    )
    return Reading(
        (diagnosis,),
        times.start(resource, "recordedDate", "onset"),
        in_error=verification is VerificationStatus.ENTERED_IN_ERROR,
        author=author(resource, "asserter", "recorder"),
    )


_READ = (
    "code clinicalStatus verificationStatus onset[x] abatement[x] severity category bodySite recordedDate asserter "
    "recorder"
).split()


def says_none(code: Coded | None, words: re.Pattern[str]) -> bool:
    """Whether a code says that there is nothing of its kind, or that nobody knows; by its system (IPS) or its words."""
    if code is None:
        return False
    return any(one.system == ABSENT_OR_UNKNOWN for one in code.codings) or bool(words.match(code.text))


def onset_or_end(element: Element, name: str) -> tuple[When | None, str]:
    """When something began or ended: a time, and in words what is no time (an age, a range, the end of a period)."""
    match element.choice(name):
        case "":
            return None, ""
        case stated if stated.endswith("DateTime"):
            return times.when(element, stated), ""
        case stated if stated.endswith("String"):
            return None, element.text(stated)
        case stated if stated.endswith("Age"):
            return None, quantity_words(element, stated)
        case stated if stated.endswith("Range"):
            return None, range_words(element, stated)
        case stated:
            period = times.period(element, stated)
            return (period.start if period else None), period_words(element, stated)
