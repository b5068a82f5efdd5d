"""Private notes: written into the author's own stream, which nobody else on the team opens, and read from there.

Nobody else can be told that they exist: no count, no mark in the chart, no line in an export.
"""

from collections.abc import Mapping

from careboard.clinical.entry import Content, Entry
from careboard.clinical.note import PrivateNote, PsychotherapyNote, SudCounselingNote
from careboard.clinical.values import PatientId
from careboard.workflow.session import Session

PRIVATE: Mapping[str, type[PrivateNote]] = {
    "psychotherapy-note": PsychotherapyNote,
    "sud-counseling-note": SudCounselingNote,
}


def write_private(session: Session, patient: PatientId, kind: str, text: str) -> tuple[Entry, ...]:
    """Sign a private note of a kind, and answer with all of this author's own on the patient."""
    session.append(session.private_stream(patient), PRIVATE[kind](patient, text))
    return session.private_notes(patient)


def text_of(note: Content) -> str:
    """What a private note says; nothing for any other content."""
    return note.text if isinstance(note, PrivateNote) else ""
