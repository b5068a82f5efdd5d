"""The phrases of a member and of the clinic: where they are kept, who may change them, and their files.

A member's own are sealed beside the vault for that member alone, as drafts are; the clinic's stand in its own stream.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from careboard.clinical.clinic import SiteSetting
from careboard.errors import CareboardError
from careboard.projections.site import settings
from careboard.projections.writing.phrases import (
    FIRST_LINE,
    MOST,
    Offered,
    Phrase,
    as_file,
    from_file,
    of_settings,
    offered,
    setting_of,
)
from careboard.workflow.reading import entries_of
from careboard.workflow.session import Session
from careboard.workflow.site_choices import may_decide
from careboard.workflow.writing import text_files

_OWN = "phrases"


class NoPhrases(CareboardError):
    """A file is no library of phrases, or cannot be read or written."""

    advice = f'A file of phrases is plain text, and its first line is "{FIRST_LINE}". Nothing of this one was taken.'


@dataclass(frozen=True, slots=True)
class Library:
    """What a member may write out with `.name`. `decides`: may this member change the clinic's?"""

    own: tuple[Phrase, ...]
    clinic: tuple[Phrase, ...]
    decides: bool = False

    @property
    def offered(self) -> tuple[Offered, ...]:
        """All by name, the own ones before the clinic's."""
        return offered(self.own, self.clinic)


def library(session: Session) -> Library:
    """The phrases of whoever is signed in, and those of the clinic."""
    return Library(_own(session), _clinic(session), may_decide(session))


def keep_own(session: Session, phrases: Sequence[Phrase]) -> Library:
    """Keep this library as the member's own; answers with all."""
    _refuse_too_many(phrases)
    kept = {one.name: one.text for one in phrases}
    if kept:
        session.save_draft(_OWN, json.dumps(kept, ensure_ascii=False).encode())
    else:
        session.drop_draft(_OWN)
    return library(session)


def keep_clinics(session: Session, phrases: Sequence[Phrase]) -> Library:
    """Keep this library as the clinic's: what is other than it was. NotAllowed where the role may not decide."""
    _refuse_too_many(phrases)
    before, after = ({one.name: one.text for one in some} for some in (_clinic(session), phrases))
    changed = [name for name in sorted(before | after) if before.get(name) != after.get(name)]
    if changed:
        stream = session.vault.registry.clinic_stream
        session.append_each(stream, [SiteSetting(setting_of(name), after.get(name, "")) for name in changed])
    return library(session)


def _refuse_too_many(phrases: Sequence[Phrase]) -> None:
    if len(phrases) > MOST:
        raise NoPhrases("A library holds at most 1,000 phrases.", "Take some away first.")


def _own(session: Session) -> tuple[Phrase, ...]:
    sealed = session.drafts().get(_OWN)
    kept = json.loads(sealed) if sealed is not None else {}
    return tuple(Phrase(name, kept[name]) for name in sorted(kept))


def _clinic(session: Session) -> tuple[Phrase, ...]:
    stream = session.vault.registry.clinic_stream
    return of_settings(settings(entries_of(session.vault, stream, session.authors)))


# -- files --------------------------------------------------------------------------------------------------------


def read_file(path: Path) -> tuple[Phrase, ...]:
    """The phrases of a file; raises NoPhrases with a sentence. Nothing is kept by reading."""
    return text_files.read(path, from_file, NoPhrases)


def write_file(path: Path, phrases: Sequence[Phrase]) -> None:
    """Write a library as a new file; raises NoPhrases with a sentence. Nothing is overwritten."""
    text_files.write(path, as_file(phrases), NoPhrases)
