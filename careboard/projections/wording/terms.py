"""Coded things, and the words for what our values name, as a clinician would say them.

The words as written stand first; a code's own display is added where it says something else.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from careboard.clinical.values import ICD_10_CM, Coded
from careboard.projections.wording.voice import Voice, bracketed, joined


def spaced(value: StrEnum | None, voice: Voice) -> str:
    """The words of a value that names itself: "self-harm" stays, "on-hold" is "on hold"; nothing for None."""
    return voice(_TOLD.get(value.value, value.value.replace("-", " "))) if value is not None else ""


_TOLD: Mapping[str, str] = {
    "self-harm": "self-harm",
    "in-person": "in person",
    "entered-in-error": "entered in error",
    "not-recorded": "not recorded",
    "not-stated": "not stated",
    "intensive-outpatient": "intensive outpatient",
    "qualified-service-organization": "qualified service organization",
    "patients-own-copy": "the patient's own copy",
    "within-program": "within the program",
    "medical-emergency": "medical emergency",
    "child-abuse-report": "report of child abuse",
    "crime-on-premises": "crime on the premises",
}


def yes_no(voice: Voice, *, value: bool | None) -> str:
    """Yes, no, or nothing where nobody said."""
    return "" if value is None else voice("yes" if value else "no")


def displays(thing: Coded) -> tuple[str, ...]:
    """What codes say beside the words: displays that differ, and ICD-10-CM codes; other codes are for machines."""
    said = [coding.display for coding in thing.codings]
    diagnoses = [coding.code for coding in thing.codings if coding.system == ICD_10_CM]
    differing = [text for text in (*said, *diagnoses) if text and text.casefold() not in thing.text.casefold()]
    return tuple(dict.fromkeys(differing))


def whole(thing: Coded | None) -> str:
    """The words, and in brackets what the codes say beside them."""
    return thing.text + bracketed(joined(displays(thing))) if thing else ""


def wholes(things: Iterable[Coded]) -> str:
    """Several coded things."""
    return joined(map(whole, things), "; ")


def short(thing: Coded | None) -> str:
    """The words alone."""
    return thing.text if thing else ""


def shorts(things: Iterable[Coded]) -> str:
    """The words of several."""
    return joined(map(short, things))
