"""Records on their way out, for the tests of the FHIR export: every example signed, and what was written read back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from careboard.clinical.entry import Entry, KnownContent
from careboard.clinical.note import (
    Addendum,
    CoSignature,
    EnteredInError,
    ErrorReason,
    PsychotherapyNote,
    SudCounselingNote,
)
from careboard.clinical.values import BlobId
from careboard.exchange.exact import parsed
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import Context, bundle_of, context_of, write_json
from tests.clinical_examples import EXAMPLES, PATIENT
from tests.projections.records import NOW, ZONE, signed

CLINIC = "Lakeside IOP"
PRIVATE = (PsychotherapyNote, SudCounselingNote)
_ABOUT_THE_NOTE = (Addendum, CoSignature, EnteredInError)


def examples() -> list[Entry]:
    """Every example but the private notes, each signed; what needs an entry is about the first note."""
    contents = [content for kind, example in EXAMPLES.items() if kind not in PRIVATE for content in example.contents]
    return [example_entry(content, f"example {number}") for number, content in enumerate(contents)]


def example_entry(content: KnownContent, name: str = "") -> Entry:
    """An example, signed. What only makes sense about an entry names one; none of them strikes for a wrong patient."""
    if isinstance(content, EnteredInError) and content.reason is ErrorReason.WRONG_PATIENT:
        return signed(content, name, ref="an entry that is not here")
    return signed(content, name, ref="the note" if isinstance(content, _ABOUT_THE_NOTE) else None)


def context(
    entries: Iterable[Entry],
    *,
    now: datetime = NOW,
    files: Mapping[BlobId, bytes] | None = None,
    for_staff: bool = False,
    hides_blind_weights: bool = False,
) -> Context:
    return context_of(
        PATIENT,
        entries,
        clinic=CLINIC,
        now=now,
        zone=ZONE,
        files=files or {},
        for_staff=for_staff,
        hides_blind_weights=hides_blind_weights,
    )


def written(entries: Sequence[Entry], **how: Any) -> bytes:
    """The Bundle of a record, as bytes."""
    return write_json(bundle_of(entries, context(entries, **how)))


def resources(entries: Sequence[Entry], **how: Any) -> list[Resource]:
    """The resources of that Bundle, read back as an import reads them."""
    return [part["resource"] for part in parsed(written(entries, **how).decode())["entry"]]


def of_type(kind: str, entries: Sequence[Entry], **how: Any) -> list[Resource]:
    return [resource for resource in resources(entries, **how) if resource["resourceType"] == kind]


def the_one(kind: str, entries: Sequence[Entry], **how: Any) -> Resource:
    (only,) = of_type(kind, entries, **how)
    return only


def struck(entry: Entry, reason: ErrorReason = ErrorReason.WRONG_CONTENT, name: str = "") -> Entry:
    """The mark by which an entry is entered in error."""
    mark = signed(EnteredInError(reason, "Not so."), name or f"mark of {entry.id}")
    return replace(mark, ref=entry.id)
