"""The phrases of a member and of the clinic: where they are kept, who may change them, and their files.

A member's own are sealed beside the vault for that member alone, as drafts are; the clinic's stand in its own stream.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from careboard.clinical.clinic import SiteSetting
from careboard.errors import CareboardError
from careboard.i18n import filled
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

_OWN = "phrases"
LARGEST = 4 * 1024 * 1024  # bytes of a file of phrases


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
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise NoPhrases("The file is larger than 4 MiB.")
        return from_file(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise NoPhrases("The file is no plain text (UTF-8).") from None
    except OSError as error:
        told = filled("The file cannot be read: {why}.", why=error.strerror)
        raise NoPhrases(told, "Choose a file that you may read.") from None
    except ValueError as wrong:
        raise NoPhrases(str(wrong)) from None


def write_file(path: Path, phrases: Sequence[Phrase]) -> None:
    """Write a library as a new file; raises NoPhrases with a sentence. Nothing is overwritten.

    What is written there may tell of patients: its owner alone reads it.
    """
    try:
        with open(path, "x", encoding="utf-8", opener=_for_its_owner_alone) as file:
            file.write(as_file(phrases))
    except FileExistsError:
        raise NoPhrases("There is a file of this name already.", "Choose another name.") from None
    except OSError as error:
        told = filled("The file cannot be written: {why}.", why=error.strerror)
        raise NoPhrases(told, "Choose another folder.") from None


def _for_its_owner_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
