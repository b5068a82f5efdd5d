"""AllergyIntolerance: an Allergy, or the fact that none is known, which is never an allergy to something."""

import re
from collections.abc import Collection

from careboard.clinical.condition import (
    Allergy,
    AllergyCategory,
    AllergyType,
    ClinicalStatus,
    Criticality,
    Reaction,
    Severity,
    VerificationStatus,
)
from careboard.clinical.values import NOT_RECORDED, SNOMED_CT, Coded, Informant
from careboard.exchange.facts import Reading
from careboard.exchange.fhir_in import narrative, times
from careboard.exchange.fhir_in.conditions import ABSENT_OR_UNKNOWN, onset_or_end
from careboard.exchange.fhir_in.datatypes import all_coded, code_of, coded, joined, merged
from careboard.exchange.fhir_in.documents import author, kept_as_text, note
from careboard.exchange.fhir_in.elements import Element, NotAsR4, member
from careboard.exchange.fhir_in.names import informant

_NO_KNOWN = {
    # no known allergy; of drugs, food, latex, the environment
    SNOMED_CT: frozenset({"716186003", "409137002", "429625007", "716184000", "428607008"}),
    ABSENT_OR_UNKNOWN: frozenset(
        {
            "no-known-allergies",
            "no-known-medication-allergies",
            "no-known-environmental-allergies",
            "no-known-food-allergies",
        }
    ),
}
_NO_KNOWN_WORDS = re.compile(
    r"no known\b.*\b(allerg|intoleran|adverse|hypersensitiv)|nk(d|f|e)?a\b|no allergies\b", re.IGNORECASE
)
_NO_INFORMATION = re.compile(r"no (information|info)\b", re.IGNORECASE)
_NO_INFORMATION_CODE = "no-allergy-info"
_READ = (
    "code clinicalStatus verificationStatus type category criticality onset[x] recordedDate asserter recorder "
    "lastOccurrence reaction"
).split()


def allergy(resource: Element) -> Reading:
    """An AllergyIntolerance; that nobody knows whether there are allergies is a text."""
    code = coded(resource, "code") or merged(_substances(resource))
    if code and (_has(code, ABSENT_OR_UNKNOWN, {_NO_INFORMATION_CODE}) or _NO_INFORMATION.match(code.text)):
        return kept_as_text(resource)
    verification = code_of(resource, "verificationStatus", VerificationStatus)
    return Reading(
        (_allergy(resource, code or Coded(NOT_RECORDED), verification),),
        times.start(resource, "recordedDate", "onset"),
        in_error=verification is VerificationStatus.ENTERED_IN_ERROR,
        author=author(resource, "asserter", "recorder"),
    )


def _allergy(resource: Element, substance: Coded, verification: VerificationStatus | None) -> Allergy:
    none_known = _none_known(substance)
    aside = resource.unless_wrong
    onset, onset_text = aside(lambda: onset_or_end(resource, "onset"), (None, ""))
    read = tuple(name for name in _READ if name != "reaction" or not none_known)
    return Allergy(
        substance,
        aside(lambda: informant(resource.one("asserter")), Informant.IMPORTED),
        reactions=() if none_known else aside(lambda: tuple(map(_reaction, resource.many("reaction"))), ()),
        none_known=none_known,
        type=aside(lambda: resource.code("type", AllergyType), None),
        categories=aside(lambda: tuple(_category(resource, code) for code in resource.texts("category")), ()),
        criticality=aside(lambda: resource.code("criticality", Criticality), None),
        clinical_status=code_of(resource, "clinicalStatus", ClinicalStatus),
        verification_status=verification,
        onset=onset,
        onset_text=onset_text,
        last_occurrence=aside(lambda: times.when(resource, "lastOccurrence"), None),
        note=note(resource, *read),
    )


def _none_known(substance: Coded) -> bool:
    coded_so = any(_has(substance, system, codes) for system, codes in _NO_KNOWN.items())
    return coded_so or bool(_NO_KNOWN_WORDS.match(substance.text))


def _has(thing: Coded, system: str, codes: Collection[str]) -> bool:
    return any(one.system == system and one.code in codes for one in thing.codings)


def _category(resource: Element, code: str) -> AllergyCategory:
    if found := member(AllergyCategory, code):
        return found
    raise NotAsR4(f"{resource.path}.category")


def _substances(resource: Element) -> tuple[Coded, ...]:
    return tuple(one for stated in resource.many("reaction") if (one := coded(stated, "substance")))


def _reaction(stated: Element) -> Reaction:
    manifestations = all_coded(stated, "manifestation")
    described = joined((stated.text("description"), narrative.notes(stated)))
    return Reaction(
        manifestations,
        stated.code("severity", Severity),
        times.when(stated, "onset"),
        described or ("" if manifestations else NOT_RECORDED),
        coded(stated, "substance"),
        coded(stated, "exposureRoute"),
    )
