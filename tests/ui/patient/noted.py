"""What the tests of writing a note ask of its fields."""

from careboard.clinical.note import Note
from careboard.clinical.provenance import Origin
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.composer.writing_field import WritingField
from tests.clinic import Clinic
from tests.ui.patient.writing import Hands

TEMPLATE, PULLED, PASTED = Origin.TEMPLATE, Origin.PULLED, Origin.PASTED


def field_of(hands: Hands, heading: str) -> WritingField:
    assert isinstance(hands.composer.body, NoteBody)
    return hands.composer.body.section(heading)


def offered_in(field: WritingField) -> tuple[str, ...]:
    """What the list beside the cursor says now."""
    return field.offered


def notes(clinic: Clinic) -> list[Note]:
    return [one.content for one in clinic.read() if isinstance(one.content, Note) and one.content.template]
