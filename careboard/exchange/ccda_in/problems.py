"""Problems and diagnoses, also those of admission, discharge and encounters.

What the source denies is refuted, "no known problems" is said in words, and status decides what is past, never dates.
"""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from careboard.clinical.condition import Diagnosis, VerificationStatus
from careboard.clinical.entry import KnownContent
from careboard.clinical.values import Coded
from careboard.exchange.ccda_in import documents, times, words
from careboard.exchange.ccda_in.concerns import (
    clinical_status,
    concern_at,
    contradictions,
    is_template,
    parts_of,
    value_code,
)
from careboard.exchange.ccda_in.datatypes import both, coded, coded_words, quantity, tokens, told
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.xml import attribute, child, children, is_true
from careboard.exchange.facts import Reading
from careboard.projections.wording.numbers import plain

OBSERVATION = "2.16.840.1.113883.10.20.22.4.4"
ENCOUNTER_DIAGNOSIS = "2.16.840.1.113883.10.20.22.4.80"
DISCHARGE_DIAGNOSIS = "2.16.840.1.113883.10.20.22.4.33"
_STATUS = "2.16.840.1.113883.10.20.22.4.6"
_SEVERITY = "2.16.840.1.113883.10.20.22.4.8"
_AGE = "2.16.840.1.113883.10.20.22.4.31"
_UNITS_OF_AGE = {"a": "years", "mo": "months", "wk": "weeks", "d": "days"}
_PRINCIPAL = "8319008"  # SNOMED CT "principal diagnosis"
_ANY_PROBLEM = {"55607006", "64572001", "160245001"}  # SNOMED CT "problem", "disease", "no current problems"
_READ = frozenset("templateId id code text statusCode effectiveTime value author targetSiteCode priorityCode".split())


def read(statement: Element, place: Place) -> Reading:
    """A problem concern, a diagnosis of admission, discharge or encounter, or a bare problem observation."""
    found = parts_of(statement, (OBSERVATION,))
    if not found:
        return documents.read_words(statement, place)
    contents = tuple(content(one, statement, place) for one in found)
    return Reading(
        contents,
        concern_at(found[0], statement, place),
        kept_as_text=not isinstance(contents[0], Diagnosis),
        in_error=attribute(child(statement, "statusCode"), "code") == "nullified",
        author=place.author_of(statement),
        findings=contradictions(found, statement, _STATUS),
        times=tuple(concern_at(one, statement, place) for one in found),
    )


def of_encounter(encounter: Element, place: Place) -> Iterator[KnownContent]:
    """The diagnoses of an encounter."""
    for act in words.inner(encounter):
        if is_template(act, ENCOUNTER_DIAGNOSIS):
            yield from (content(one, act, place) for one in parts_of(act, (OBSERVATION,)))


def content(one: Element, concern: Element, place: Place) -> KnownContent:
    """The diagnosis of a problem observation; in words where it names none."""
    code, denied = _code(one, place), is_true(one, "negationInd")
    if code is None or value_code(one) == "160245001" or (denied and value_code(one) in _ANY_PROBLEM):
        return documents.words_of(one, place)
    began = times.limits_of(child(one, "effectiveTime"), place.zone)
    ages = [part for part in words.inner(one) if is_template(part, _AGE)]
    return Diagnosis(
        code,
        None if denied else clinical_status(one, concern, _STATUS),
        VerificationStatus.REFUTED if denied else None,
        principal=not denied and _is_principal(one, concern),
        onset=began.start if began else None,
        onset_text="; ".join(filter(None, (_age(child(part, "value")) for part in ages))),
        abatement=began.end if began else None,
        severity=_severity(one, place),
        categories=_categories(one, concern, place),
        body_sites=tuple(site for part in children(one, "targetSiteCode") if (site := coded(part, place))),
        note=_note(one, concern, place, code),
    )


def _age(value: Element | None) -> str:
    found = quantity(value)
    return f"At the age of {plain(found.value)} {_UNITS_OF_AGE.get(found.unit, found.unit)}" if found else ""


def _code(one: Element, place: Place) -> Coded | None:
    """The value, with the words written for it where several codes share them; else the words of the observation."""
    value = child(one, "value")
    code = coded(value, place)
    written = " ".join(place.references.said(child(value, "originalText")).split())
    if code is not None:
        return Coded(both(code.text, written), code.codings)
    said = written or " ".join((told(value, place) or place.references.said(child(one, "text"))).split())
    return Coded(said) if said else None


def _is_principal(one: Element, concern: Element) -> bool:
    """Only a diagnosis of a stay is the principal one; sources write it on every line of a problem list."""
    of_a_stay = is_template(concern, DISCHARGE_DIAGNOSIS, ENCOUNTER_DIAGNOSIS)
    return of_a_stay and attribute(child(one, "priorityCode"), "code") == _PRINCIPAL


def _severity(one: Element, place: Place) -> Coded | None:
    found = (part for part in words.inner(one) if is_template(part, _SEVERITY))
    return next(filter(None, (coded(child(part, "value"), place) for part in found)), None)


def _categories(one: Element, concern: Element, place: Place) -> tuple[Coded, ...]:
    """What kind of problem it is, and of which list where the entry says so (admission, discharge, encounter)."""
    around = child(concern, "code") if concern is not one else None
    listed = coded(around, place) if attribute(around, "code") not in ("", "CONC") else None
    stated = (coded(child(one, "code"), place), listed)
    return tuple(dict.fromkeys(category for category in stated if category))


def _note(one: Element, concern: Element, place: Place, code: Coded) -> str:
    said = place.references.said(child(one, "text"))
    written = "" if tokens(said) <= tokens(code.text) else said
    priority = coded_words(child(one, "priorityCode"), place)
    ranked = f"Priority: {priority}" if priority and not _is_principal(one, concern) else ""
    more = words.others(one, place, _READ, lambda part: is_template(part, _AGE, _SEVERITY, _STATUS))
    around = words.others(concern, place, _READ, lambda part: is_template(part, OBSERVATION))
    return "\n".join(filter(None, (written, ranked, more, around if concern is not one else "")))
