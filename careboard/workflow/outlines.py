"""The outlines of a caseload, kept sealed beside the records for their reader alone: the first screen is there at once.

A kept outline is never the last word: whoever shows it reads every chart anew behind it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from careboard.projections.inbox import Group, InboxItem
from careboard.projections.outline import Outline, outline
from careboard.workflow.reading import streams_within_reach
from careboard.workflow.sealed_aside import SealedAside
from careboard.workflow.session import Session
from careboard.workflow.writing.drafts import shared_drafts

SNAPSHOT, CHOICES = "caseload", "caseload choices"


@dataclass(frozen=True, slots=True)
class Kept:
    """Outlines as they were at a moment, aware UTC."""

    at: datetime
    outlines: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter that somebody saved by name: which of the fixed filters, and the words typed beside it."""

    name: str
    preset: str
    words: str


@dataclass(frozen=True, slots=True)
class Choices:
    """How a member likes the caseload: the view, initials instead of names, and the filters saved by name."""

    board: bool = False
    initials: bool = False
    filters: tuple[SavedFilter, ...] = ()


_OUTLINES = SealedAside(SNAPSHOT, "caseload/v1", Kept)
_CHOICES = SealedAside(CHOICES, "caseload-choices/v1", Choices)


def outline_of(session: Session, stream: str) -> Outline | None:
    """The outline of one chart as it is now; None for a stream that is no chart."""
    chart = session.chart_in(stream)
    return outline(chart, session.vault.clock()) if chart is not None else None


def unsigned(session: Session) -> tuple[InboxItem, ...]:
    """What this member began to write and has not signed; names of patients are not known here."""
    me = session.me.discipline
    return tuple(
        InboxItem(
            Group.TO_SIGN,
            patient,
            named="",
            title=str(draft.get("title", "")),
            about=str(draft.get("about", "")),
            discipline=me,
            told=str(draft.get("on", "")),
            moment=str(draft.get("saved", "")),
            draft=key,
        )
        for patient, key, draft in shared_drafts(session)
    )


def kept_outlines(session: Session) -> Kept | None:
    """The outlines of the last time, without those of charts that are no longer within reach."""
    kept = _OUTLINES.kept(session)
    if kept is None:
        return None
    reached = set(streams_within_reach(session.vault))
    return Kept(kept.at, tuple(one for one in kept.outlines if one.row.id in reached))


def keep_outlines(session: Session, outlines: Iterable[Outline]) -> None:
    """Keep outlines in place of those of the last time."""
    _OUTLINES.keep(session, Kept(session.vault.clock(), tuple(outlines)))


def kept_choices(session: Session) -> Choices:
    """How this member liked the caseload last; a name typed into a filter is sealed with it."""
    return _CHOICES.kept(session) or Choices()


def keep_choices(session: Session, choices: Choices) -> None:
    """Remember how this member likes the caseload."""
    _CHOICES.keep(session, choices)
