"""Coded things, and the words for what our values name, as a clinician would say them.

The words as written stand first; a code's own display is added where it says something else.
"""

import re
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


LANGUAGES: Mapping[str, str] = {"en": "English", "es": "Spanish"}  # by code, as papers and forms name theirs


def language(code: str, voice: Voice) -> str:
    """A language by its name; one that is not ours by its code."""
    return voice(LANGUAGES.get(code, code))


def yes_no(voice: Voice, *, value: bool | None) -> str:
    """Yes, no, or nothing where nobody said."""
    return "" if value is None else voice("yes" if value else "no")


def displays(thing: Coded) -> tuple[str, ...]:
    """What codes say beside the words: displays that differ, and ICD-10-CM codes; other codes are for machines."""
    said = [coding.display for coding in thing.codings]
    diagnoses = [coding.code for coding in thing.codings if coding.system == ICD_10_CM]
    written = thing.text.casefold()
    differing = [text for text in (*said, *diagnoses) if text and untagged(text).casefold() not in written]
    return tuple(dict.fromkeys(differing))


def named(thing: Coded) -> str:
    """A diagnosis in its words, with the code of ICD-10-CM that these do not hold."""
    codes = (text for text in displays(thing) if text in {one.code for one in thing.codings if one.system == ICD_10_CM})
    return short(thing) + bracketed(joined(codes))


def whole(thing: Coded | None) -> str:
    """The words, and in brackets what the codes say beside them."""
    return thing.text + bracketed(joined(displays(thing))) if thing else ""


def wholes(things: Iterable[Coded]) -> str:
    """Several coded things."""
    return joined(map(whole, things), "; ")


def short(thing: Coded | None) -> str:
    """The words alone, without the tag by which SNOMED CT tells a disorder from a finding."""
    return untagged(thing.text) if thing else ""


def untagged(text: str) -> str:
    """The words of a code without the tag of its kind: "Gingivitis (disorder)" is gingivitis to everybody."""
    return _TAG.sub("", text)


def route(thing: Coded | None) -> str:
    """A route as an order says it: "oral", for "Oral route" and "ORAL" too."""
    words = short(thing)
    bare = words[: -len(_ROUTE)] if words.casefold().endswith(_ROUTE) else words
    return bare.casefold() if bare.isupper() or bare[1:].islower() else bare


_ROUTE = " route"
_TAG = re.compile(
    r" \((?:disorder|finding|situation|procedure|regime/therapy|product|medicinal product|clinical drug|substance"
    r"|qualifier value|observable entity|body structure|morphologic abnormality|person|event|specimen)\)(?=$|[,;:.)])"
)


def shorts(things: Iterable[Coded]) -> str:
    """The words of several."""
    return joined(map(short, things))
