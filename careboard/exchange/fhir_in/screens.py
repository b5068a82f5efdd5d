"""Drug screens: which observations are one, and what they found, substance by substance.

What is expected of a person with these prescriptions is never read from a source: a clinician says it.
"""

import re

from careboard.clinical.measured import Detected, DrugScreen, ObservationStatus, Result, SubstanceResult
from careboard.clinical.values import NOT_RECORDED, Coded
from careboard.exchange.fhir_in.datatypes import all_coded, coded, joined, words
from careboard.exchange.fhir_in.documents import author, note
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.results import READ, named, reference_range, result, specimen
from careboard.exchange.fhir_in.states import status

_PANEL = re.compile(
    r"\bdrugs? (of abuse )?(screen|panel|test)|\bdrugs of abuse\b|\btoxicology (screen|panel)|\burine drug\b",
    re.IGNORECASE,
)
_SUBSTANCE = re.compile(
    r"\b(amphetamines?|methamphetamines?|mdma|ecstasy|cocaine|benzoylecgonine|opiates?|opioids?|morphine|codeine|heroin|"
    r"6-monoacetylmorphine|(nor)?fentanyl|oxycodone|hydrocodone|hydromorphone|(nor)?buprenorphine|methadone|eddp|"
    r"benzodiazepines?|barbiturates?|cannabinoids?|tetrahydrocannabinol|carboxy-?thc|thc|phencyclidine|pcp|"
    r"ethyl glucuronide|ethanol|tramadol|ketamine|propoxyphene)\b",
    re.IGNORECASE,
)
_FOUND_OR_NOT = re.compile(r"\[presence\]|\bscreen|\bconfirm", re.IGNORECASE)
_CONFIRMED = re.compile(r"\bconfirm|mass spectro|\b(gc|lc)[/-]?ms", re.IGNORECASE)
_SCREENED = re.compile(r"\bscreen|immunoassay|\btest strip", re.IGNORECASE)
_REFUSED = re.compile(r"\b(refused|declined)\b", re.IGNORECASE)
_DETECTED = (
    (Detected.INCONCLUSIVE, r"inconclusive|indeterminate|equivocal|invalid|\bIND\b"),
    (Detected.NEGATIVE, r"\bneg(ative)?\b|\b(not?|none)\b.*\b(detected|positive|reactive|present)|\bnon-?reactive"),
    (Detected.NEGATIVE, r"\babsent\b|\bND\b"),
    (Detected.POSITIVE, r"\bpos(itive)?\b|\bdetected|\breactive|\bpresent\b|\bDET\b"),
)


def is_drug_screen(resource: Element, code: Coded) -> bool:
    """Whether an observation tells of drugs found or not; a measured level alone is a result like any other."""
    told = joined((code.text, *(one.display for one in code.codings)))
    measured = resource.choice("value") == "valueQuantity"
    if _PANEL.search(told):
        said = resource.choice("value") or resource.many("component") or resource.content.get("dataAbsentReason")
        return bool(said) and not (measured and not resource.many("component"))
    return (
        not measured and bool(_SUBSTANCE.search(told) and _FOUND_OR_NOT.search(told)) and result(resource) is not None
    )


def drug_screen(resource: Element, remark: str) -> DrugScreen:
    """A drug screen: each component is a substance, and so is an observation of one substance."""
    code, found, method = named(resource), result(resource), coded(resource, "method")
    refused = _is_refused(found) and not resource.many("component")
    told = f"{joined((code.text, words(code)))} {words(method)}"
    own = (resource,) if found and not refused and not (found.absent and resource.many("component")) else ()
    stated = (*own, *resource.many("component"))
    return DrugScreen(
        tuple(map(_substance, () if refused else stated)),
        specimen(resource),
        refused,
        confirmatory=True if _CONFIRMED.search(told) else False if _SCREENED.search(told) else None,
        status=status(resource, ObservationStatus, ObservationStatus.UNKNOWN),
        code=code,
        performer=author(resource, "performer"),
        note=joined((note(resource, *READ, *_KEPT), *map(_made_of_it, stated), remark), "\n"),
    )


_KEPT = ("specimen", "interpretation", "referenceRange")


def _is_refused(found: Result | None) -> bool:
    absent = found.absent if found else None
    return absent is not None and bool(_REFUSED.search(joined((absent.text, *(one.code for one in absent.codings)))))


def _substance(stated: Element) -> SubstanceResult:
    found = result(stated) or Result(absent=Coded(NOT_RECORDED))
    said = [words(found.coded) or found.text]
    said += [one.code or one.display for thing in all_coded(stated, "interpretation") for one in thing.codings]
    return SubstanceResult(named(stated), _detected(said), result=found)


def _detected(said: list[str]) -> Detected:
    """What the words of a result mean; the result before what was made of it."""
    meant = (meaning for words_ in said for meaning, pattern in _DETECTED if re.search(pattern, words_, re.IGNORECASE))
    return next(meant, Detected.NOT_STATED)


def _made_of_it(stated: Element) -> str:
    """The range and interpretation of one substance, for which our drug screen has no place."""
    told = joined((reference_range(stated), *(words(one) for one in all_coded(stated, "interpretation"))))
    return f"{named(stated).text}: {told}" if told else ""
