"""Every content in words: one sentence, a short line, and the whole of it; used by timeline, screen reader and paper.

Each kind has its module; a content that has no words here does not pass the type checker.
"""

from collections.abc import Mapping
from datetime import UTC, tzinfo
from types import MappingProxyType
from typing import assert_never

from careboard.clinical.entry import (
    ClinicContent,
    Content,
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
from careboard.clinical.nutrition import MealPlan
from careboard.projections.wording import (
    clinic,
    coordination,
    episode,
    medication,
    note,
    nutrition,
    paper,
    person,
    response,
)
from careboard.projections.wording.brief import brief
from careboard.projections.wording.dosage import dosage as dosage_words
from careboard.projections.wording.kinds import discipline_of, kind_name, kind_of, name_of_content, schema_name
from careboard.projections.wording.medicine import DoseWords, MedicationLine, medication_line
from careboard.projections.wording.versions import changes
from careboard.projections.wording.voice import Line, Telling, Voice, shortened

__all__ = [
    "DoseWords",
    "Line",
    "MedicationLine",
    "Telling",
    "Voice",
    "brief",
    "discipline_of",
    "dosage_words",
    "headline",
    "kind_name",
    "kind_of",
    "lines",
    "medication_line",
    "name_of_content",
    "said",
    "schema_name",
    "shortened",
    "tell",
    "tell_entry",
    "text",
    "what_changed",
]

NO_NAMES: Mapping[str, str] = MappingProxyType({})


def tell(content: Content, voice: Voice) -> Telling:
    """A content in words for a reader."""
    if isinstance(content, PersonContent):
        return person.tell(content, voice)
    if isinstance(content, EpisodeContent):
        return episode.tell(content, voice)
    if isinstance(content, NoteContent):
        return note.tell(content, voice)
    if isinstance(content, MedicationContent):
        return medication.tell(content, voice)
    if isinstance(content, ResponseContent):
        return response.tell(content, voice)
    if isinstance(content, NutritionContent):
        return nutrition.tell(content, voice)
    if isinstance(content, CoordinationContent):
        return coordination.tell(content, voice)
    if isinstance(content, PaperContent):
        return paper.tell(content, voice)
    if isinstance(content, ClinicContent):
        return clinic.tell(content, voice)
    if isinstance(content, Newer):
        return _newer(content, voice)
    assert_never(content)


def tell_entry(entry: Entry, voice: Voice) -> Telling:
    """An entry in words. The marks of a note are obeyed where it was written here, never in what was brought in."""
    if entry.source is None and isinstance(entry.content, NoteContent):
        return note.tell(entry.content, voice, ours=True)
    return tell(entry.content, voice)


def what_changed(was: KnownContent, now: KnownContent, voice: Voice) -> tuple[Line, ...]:
    """What a new version of a fact changes, line by line; of a meal plan day by day where its days differ."""
    if isinstance(was, MealPlan) and isinstance(now, MealPlan):
        return nutrition.plan_changes(was, now, voice)
    return changes(tell(was, voice), tell(now, voice), voice)


def _newer(content: Newer, voice: Voice) -> Telling:
    made = voice("Made by a newer version of Careboard ({schema}).", schema=content.schema)
    return Telling(made, made, (Line("", made),))


def said(content: Content, language: str = "en", *, names: Mapping[str, str] = NO_NAMES, zone: tzinfo = UTC) -> str:
    """A content in one sentence.

    `names` gives words for the ids of entries and members; without one, an order speaks of "the medicine".
    Times are in `zone`.
    """
    return tell(content, Voice(language, zone, names)).said


def headline(content: Content, language: str = "en", *, names: Mapping[str, str] = NO_NAMES, zone: tzinfo = UTC) -> str:
    """A content in a short line."""
    return tell(content, Voice(language, zone, names)).headline


def lines(
    content: Content, language: str = "en", *, names: Mapping[str, str] = NO_NAMES, zone: tzinfo = UTC
) -> tuple[Line, ...]:
    """All that a clinician reads in a content, line by line, each with its label."""
    return tell(content, Voice(language, zone, names)).lines


def text(content: Content, language: str = "en", *, names: Mapping[str, str] = NO_NAMES, zone: tzinfo = UTC) -> str:
    """All that a clinician reads in a content: every field, its heading, every amount, words and displays of codes."""
    return "\n".join(map(str, lines(content, language, names=names, zone=zone)))
