"""An entry as a FHIR resource: its elements, what a person reads, and the payload that brings it back whole.

What must not go out has no resource; a private note is refused before anything is made of it.
"""

from typing import assert_never

from careboard.clinical.entry import (
    ClinicContent,
    CoordinationContent,
    Entry,
    EpisodeContent,
    KnownContent,
    MedicationContent,
    Newer,
    NoteContent,
    NutritionContent,
    PaperContent,
    PersonContent,
    ResponseContent,
)
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import (
    coordination,
    episode,
    medication,
    note,
    nutrition,
    paper,
    person,
    response,
)
from careboard.exchange.fhir_out.context import ENTRY, Context
from careboard.exchange.fhir_out.left_out import OF_THE_CLINIC, NeverExported, why_left_out
from careboard.exchange.fhir_out.plain import narrative, tidy
from careboard.exchange.fhir_out.told import Told, text_file
from careboard.exchange.own_payload import with_payload
from careboard.projections.hidden import shown_entry
from careboard.projections.standing import author_words
from careboard.projections.wording import tell_entry
from careboard.projections.wording.times import moment


def resources_of(entry: Entry, context: Context) -> tuple[Resource, ...]:
    """The resource of an entry, alone in a tuple; nothing for one that does not go out.

    Raises NeverExported for a private note.
    """
    if why_left_out(entry, context):
        return ()
    entry = shown_entry(entry, blind=context.hides_blind_weights)
    told = Told(entry, context)
    content = entry.content
    if isinstance(content, Newer):
        return (_whole(told, note.document(told, "Made by a newer version", text_file(entry.said))),)
    return (with_payload(_whole(told, _elements(content, told)), entry),)


def _elements(content: KnownContent, told: Told) -> Resource:
    if isinstance(content, PersonContent):
        return person.elements(content, told)
    if isinstance(content, EpisodeContent):
        return episode.elements(content, told)
    if isinstance(content, NoteContent):
        return note.elements(content, told)
    if isinstance(content, MedicationContent):
        return medication.elements(content, told)
    if isinstance(content, ResponseContent):
        return response.elements(content, told)
    if isinstance(content, NutritionContent):
        return nutrition.elements(content, told)
    if isinstance(content, CoordinationContent):
        return coordination.elements(content, told)
    if isinstance(content, PaperContent):
        return paper.elements(content, told)
    if isinstance(content, ClinicContent):
        raise NeverExported(OF_THE_CLINIC)
    assert_never(content)


def _whole(told: Told, elements: Resource) -> Resource:
    kind = told.context.type_of(told.entry)
    version = told.context.version_of(told.entry)
    identifier = {} if kind == "Patient" else {"identifier": [{"system": ENTRY, "value": version.of}]}
    header = {
        "resourceType": kind,
        "id": told.context.id_of(told.entry),
        "meta": {"versionId": str(version.number), "lastUpdated": told.recorded},
        "text": narrative(_paragraphs(told)),
    }
    resource: Resource = tidy({**header, **identifier, **elements})
    return resource


def _paragraphs(told: Told) -> list[str]:
    """The sentence, all that a clinician reads, and who says so; first of all whether it was entered in error."""
    entry, voice = told.entry, told.context.voice
    words = tell_entry(entry, voice)
    said = entry.said if isinstance(entry.content, Newer) else words.said
    by = f"{author_words(entry) or 'Author not recorded'}, {moment(entry.recorded_at, voice)}"
    return [*(["Entered in error."] if told.struck else []), said, *map(str, words.lines), by]
