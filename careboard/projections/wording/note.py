"""Notes, and what is added to an entry, in words.

The sentence and the short line of a private note say only what it is.
"""

from collections.abc import Iterable

from careboard.clinical.entry import NoteContent
from careboard.clinical.episode import GoalRef
from careboard.clinical.note import (
    Acknowledgement,
    Addendum,
    CoSignature,
    EnteredInError,
    Note,
    NoteType,
    PsychotherapyNote,
    Seen,
    SudCounselingNote,
)
from careboard.clinical.provenance import Provenance
from careboard.projections.wording.provenance import counted, told_shares
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.times import clocks, day
from careboard.projections.wording.voice import Line, Telling, Voice, capital, joined, led, told
from careboard.projections.wording.written import unmarked

NOTE_TYPES = {
    NoteType.EVALUATION: "Evaluation",
    NoteType.INDIVIDUAL: "Individual session",
    NoteType.GROUP: "Group session",
    NoteType.FAMILY: "Family session",
    NoteType.MEDICATION_REVIEW: "Medication review",
    NoteType.MEDICAL: "Medical note",
    NoteType.NURSING: "Nursing note",
    NoteType.NUTRITION: "Nutrition note",
    NoteType.MEAL_SUPPORT: "Meal support",
    NoteType.COLLATERAL: "Collateral contact",
    NoteType.TEAM_REVIEW: "Team review",
    NoteType.CRISIS_CONTACT: "Crisis contact",
    NoteType.OUTREACH: "Outreach",
    NoteType.OTHER: "Note",
}


def tell(content: NoteContent, voice: Voice, *, ours: bool = False) -> Telling:
    """A note or what is added to an entry in words; in one of `ours` the marks of its writer are obeyed."""
    match content:
        case Note():
            return _note(content, voice, ours=ours)
        case Addendum():
            return _addendum(content, voice, ours=ours)
        case CoSignature():
            return told(f"{voice('Co-signed')}: {content.statement}", voice("Co-signed"), Line("", content.statement))
        case EnteredInError():
            return _entered_in_error(content, voice)
        case Acknowledgement():
            return _acknowledgement(content, voice)
        case Seen():
            count = voice.count("{n} entry seen", "{n} entries seen", len(content.entries))
            return told(count, count, Line("", count))
        case PsychotherapyNote():
            return _private(voice("Psychotherapy note"), content.text, ours=ours)
        case SudCounselingNote():
            return _private(voice("SUD counseling note"), content.text, ours=ours)


def _private(name: str, text: str, *, ours: bool) -> Telling:
    return told(name, name, Line("", text, marked=ours))


def _note(note: Note, voice: Voice, *, ours: bool) -> Telling:
    type_, discipline = voice(NOTE_TYPES[note.type]), spaced(note.discipline, voice)
    lead = type_ if discipline.casefold() in type_.casefold() else f"{type_}, {discipline}"
    said = f"{lead}: {note.headline}"
    return told(said, note.headline, Line("", note.headline), _sections(note, ours=ours), _circumstances(note, voice))


def template_name(template: str) -> str:
    """What a template is called on a card: an acronym in capitals, others in words."""
    return template.upper() if template in _ACRONYMS else capital(template.replace("-", " "))


_ACRONYMS = ("soap", "dap", "birp", "girp", "apso", "adime")


def _sections(note: Note, *, ours: bool) -> Iterable[Line]:
    for section in note.sections:
        yield Line(section.heading, section.text, block=bool(section.heading), marked=ours)


def _circumstances(note: Note, voice: Voice) -> Iterable[Line]:
    return (Line(label, text, aside=True) for label, text in _around(note, voice) if text)


def _around(note: Note, voice: Voice) -> Iterable[tuple[str, str]]:
    yield voice("Session"), joined([_session(note, voice), spaced(note.modality, voice)])
    yield voice("Present"), joined(note.present)
    yield voice("Interpreter"), note.interpreter
    yield voice("Patient was"), note.place
    yield voice("Goals addressed"), goals(note.goals, voice)
    yield voice("Mood, own rating"), "" if note.mood is None else voice("{n} of 10", n=note.mood)
    yield (
        voice("Risk"),
        "" if note.risk_changed is None else voice("changed" if note.risk_changed else "not changed"),
    )
    yield voice("Template"), template_name(note.template)
    yield _asked(note.asked_to_acknowledge, voice)
    yield voice("Co-signature asked of"), voice.name(note.cosigner, "a member of staff")
    yield voice("Provenance"), provenance(note, voice)


def provenance(note: Note, voice: Voice) -> str:
    """How much of a note was typed, and where the rest comes from; nothing where nobody kept it."""
    return _shares(note.provenance, (section.text for section in note.sections), voice)


def _shares(kept: Provenance | None, texts: Iterable[str], voice: Voice) -> str:
    return "" if kept is None else told_shares(counted(kept, sum(map(len, texts))), voice)


def _session(note: Note, voice: Voice) -> str:
    start = note.session_start.instant if note.session_start else None
    stop = note.session_stop.instant if note.session_stop else None
    if start is None:
        return ""
    return f"{day(start.astimezone(voice.zone).date(), voice)} {clocks(start, stop, voice)}"


def goals(addressed: Iterable[GoalRef], voice: Voice) -> str:
    """The goals of a plan by number."""
    return joined(voice("goal {n}", n=goal.number) for goal in addressed)


def asked(members: Iterable[str], voice: Voice) -> Line:
    """Who is asked to acknowledge."""
    return Line(*_asked(members, voice), aside=True)


def _asked(members: Iterable[str], voice: Voice) -> tuple[str, str]:
    return voice("Asked to acknowledge"), joined(voice.name(member, "a member of staff") for member in members)


def _addendum(addendum: Addendum, voice: Voice, *, ours: bool) -> Telling:
    text = unmarked(addendum.text) if ours else addendum.text
    headline = f"{voice('Addendum')}: {addendum.headline or text}"
    shares = _shares(addendum.provenance, (addendum.text,), voice)
    whole = Line("", addendum.headline), Line("", addendum.text, marked=ours)
    return told(headline, headline, *whole, Line(voice("Provenance"), shares, aside=True))


def _entered_in_error(error: EnteredInError, voice: Voice) -> Telling:
    headline = voice("Entered in error: {reason}", reason=spaced(error.reason, voice))
    return told(
        headline + led(". ", error.explanation),
        joined([headline, error.explanation], ". "),
        Line(voice("Reason"), spaced(error.reason, voice)),
        Line("", error.explanation),
    )


def _acknowledgement(acknowledgement: Acknowledgement, voice: Voice) -> Telling:
    answer = spaced(acknowledgement.response, voice)
    headline = joined([joined([voice("Acknowledged"), answer]), acknowledgement.comment], ": ")
    return told(
        headline, headline, Line(answer, acknowledgement.comment), Line("", "" if acknowledgement.comment else answer)
    )
