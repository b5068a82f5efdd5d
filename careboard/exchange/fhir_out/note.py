"""Notes in FHIR: DocumentReferences in plain text, and what was added to an entry.

A private note has no form here: to ask for one is refused before anything is made of it.
"""

from careboard.clinical.entry import NoteContent
from careboard.clinical.note import (
    Acknowledgement,
    Addendum,
    CoSignature,
    EnteredInError,
    Note,
    PsychotherapyNote,
    Seen,
    SudCounselingNote,
)
from careboard.clinical.values import Period
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import elements as fhir
from careboard.exchange.fhir_out.left_out import RECEIPT, NeverExported
from careboard.exchange.fhir_out.statement import statement
from careboard.exchange.fhir_out.told import Told, text_file
from careboard.projections.timeline import awaited_cosignature
from careboard.projections.wording import tell_entry
from careboard.projections.wording.note import NOTE_TYPES


def elements(content: NoteContent, told: Told) -> Resource:
    """The elements of a note, or of what was added to an entry."""
    match content:
        case Note():
            return _note(content, told)
        case Addendum():
            return _addendum(content, told)
        case CoSignature():
            return statement(told, "Co-signature", told.to(told.entry.ref), content.statement)
        case EnteredInError():
            why = content.reason.replace("-", " ")
            return statement(told, "Entered in error", told.to(told.entry.ref), content.explanation or why, why)
        case Acknowledgement() | Seen():
            raise NeverExported(RECEIPT)
        case PsychotherapyNote() | SudCounselingNote():
            raise NeverExported("A private note is in no export.")


def document(told: Told, title: str, *attachments: Resource | None) -> Resource:
    """The elements that every DocumentReference has."""
    replaced = told.entry.id in told.context.record.replaced_by
    return {
        "status": "entered-in-error" if told.struck else "superseded" if replaced else "current",
        "subject": told.patient,
        "date": told.recorded_here,
        "author": [told.author],
        "custodian": told.clinic,
        "description": title,
        "content": [{"attachment": attachment} for attachment in attachments if attachment],
    }


def _note(note: Note, told: Told) -> Resource:
    record = told.context.record
    amended, signed = told.entry.id in record.addenda, record.cosignatures.get(told.entry.id, ())
    awaited = awaited_cosignature(told.entry, record) is not None
    session = Period(note.session_start, note.session_stop) if note.session_start else None
    return {
        **document(told, note.headline, text_file(_whole(told), note.headline)),
        "docStatus": "entered-in-error" if told.struck else _doc_status(amended=amended, awaited=awaited),
        "authenticator": told.member(signed[-1].author.member) if signed else None,
        "type": fhir.words(NOTE_TYPES[note.type]),
        "category": [fhir.words(note.discipline)],
        "context": {
            "period": fhir.period(session),
            "practiceSetting": fhir.words(note.discipline),
            "related": [told.to(plan) for plan in dict.fromkeys(goal.plan for goal in note.goals)],
        },
    }


def _doc_status(*, amended: bool, awaited: bool) -> str:
    return "preliminary" if awaited else "amended" if amended else "final"


def _whole(told: Told) -> str:
    return "\n".join(map(str, tell_entry(told.entry, told.context.voice).lines))


def _addendum(addendum: Addendum, told: Told) -> Resource:
    title = addendum.headline or "Addendum"
    to = told.to(told.entry.ref, "DocumentReference")
    return {
        **document(told, title, text_file(_whole(told), title)),
        "docStatus": "entered-in-error" if told.struck else "final",
        "type": fhir.words("Addendum"),
        "relatesTo": [{"code": "appends", "target": to}] if to and "reference" in to else [],
        "context": {"related": [told.to(told.entry.ref)]},
    }
