"""The templates of the clinic: which there are and in which order, who may change them, and their files.

Each stands in the clinic's own stream; a later one of the same name replaces it, and one that is retired is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from careboard.clinical.clinic import SiteSetting, Template
from careboard.clinical.people import Discipline
from careboard.errors import CareboardError
from careboard.projections.writing.templates import (
    FIRST_LINE,
    MOST,
    ORDER,
    as_file,
    from_file,
    in_order,
    kept_order,
    merged,
    moved,
    refuse_the_same_name,
    standing_of,
)
from careboard.vault.policy import NOTE_TYPES_OF_COORDINATORS
from careboard.workflow.clinic import setting
from careboard.workflow.reading import contents_of
from careboard.workflow.session import Session
from careboard.workflow.writing import text_files


class NoTemplates(CareboardError):
    """A file is no library of templates, or cannot be read or written, or a template cannot be kept."""

    advice = f'A file of templates is plain text, and its first line is "{FIRST_LINE}". Nothing of this one was taken.'


@dataclass(frozen=True, slots=True)
class ClinicTemplates:
    """The templates that the clinic wrote, in its order, the retired ones last. `decides`: may this member change them?

    `left` names those that a file had otherwise, and that stayed as they were.
    """

    known: tuple[Template, ...]
    decides: bool = False
    left: tuple[str, ...] = ()

    @property
    def active(self) -> tuple[Template, ...]:
        """Those that are offered."""
        return tuple(one for one in self.known if one.active)


def templates_of(session: Session) -> ClinicTemplates:
    """The templates of the clinic."""
    policy, roles = session.vault.registry.policy, session.me.roles
    decides = all(policy.may_write_schema(schema, roles) for schema in ("template", "site-setting"))
    contents = contents_of(session.vault, session.vault.registry.clinic_stream)
    return ClinicTemplates(in_order(standing_of(contents), setting(session.vault, ORDER) or ""), decides)


def keep_template(session: Session, made: Template) -> ClinicTemplates:
    """Keep a template, in place of the one of this name. NotAllowed where the role may not decide."""
    known = templates_of(session).known
    _refuse(made, known)
    if made not in known:
        session.append(session.vault.registry.clinic_stream, made)
    return templates_of(session)


def retire(session: Session, name: str, *, retired: bool = True) -> ClinicTemplates:
    """Offer a template no more, or again; what was written with it stays. NotAllowed where the role may not decide."""
    one = next(one for one in templates_of(session).known if one.name == name)
    return keep_template(session, replace(one, active=not retired))


def move(session: Session, name: str, step: int) -> ClinicTemplates:
    """Offer a template a step later, or earlier. NotAllowed where the role may not decide."""
    before = templates_of(session)
    after = moved(before.active, name, step)
    if after != before.active:
        session.append(session.vault.registry.clinic_stream, SiteSetting(ORDER, kept_order(after)))
    return templates_of(session)


def take_over(session: Session, found: Sequence[Template]) -> ClinicTemplates:
    """Keep what a file has and the clinic has not; all of it or nothing. NotAllowed where the role may not decide."""
    known = templates_of(session).known
    new, left = merged(known, found)
    for one in new:
        _refuse(one, known)
    if len(known) + len(new) > MOST:
        raise NoTemplates("A clinic has at most 200 templates.", "Nothing was taken.")
    if new:
        session.append_each(session.vault.registry.clinic_stream, new)
    return replace(templates_of(session), left=left)


def read_file(path: Path) -> tuple[Template, ...]:
    """The templates of a file; raises NoTemplates with a sentence. Nothing is kept by reading."""
    return text_files.read(path, from_file, NoTemplates)


def write_file(path: Path, templates: Sequence[Template]) -> None:
    """Write templates as a new file; raises NoTemplates with a sentence. Nothing is overwritten."""
    text_files.write(path, as_file(templates), NoTemplates)


def _refuse(made: Template, known: Sequence[Template]) -> None:
    """What could not be told apart, or nobody it is for may sign."""
    try:
        refuse_the_same_name(made, known)
    except ValueError as wrong:
        raise NoTemplates(str(wrong), "Nothing was changed.") from None
    if made.discipline is Discipline.COORDINATION and made.note_type.value not in NOTE_TYPES_OF_COORDINATORS:
        raise NoTemplates(
            "Coordinators sign collateral contacts, team reviews and outreach alone.",
            "Choose one of these kinds, or another discipline.",
        )
    if len(known) >= MOST and made.name not in {one.name for one in known}:
        raise NoTemplates("A clinic has at most 200 templates.", "Nothing was changed.")
