"""What the room for other systems refuses, in sentences.

Each tells what is wrong with a file and what to do next; none repeats a word of the file.
"""

from collections.abc import Callable
from typing import ClassVar

from careboard.errors import CareboardError


class Unreadable(CareboardError):
    """A file is not what it should be, so nothing of it is taken."""

    advice: ClassVar[str] = "Nothing of it was taken: ask its sender for FHIR R4 JSON (UTF-8) or C-CDA XML."


class Cancelled(CareboardError):
    """A person stopped the work before anything was written."""

    advice: ClassVar[str] = "No chart was changed."


class NoSuchPatient(CareboardError):
    """The patient who shall stand for references that resolve to nobody is not in this vault."""

    advice: ClassVar[str] = "Nothing was taken. Look the patient up with: careboard patients"


Stop = Callable[[], bool]  # True as soon as a person wants the work stopped


def never() -> bool:
    """Nobody wants to stop."""
    return False


def stop_if(cancelled: Stop) -> None:
    """Raise Cancelled when a person wants the work stopped."""
    if cancelled():
        raise Cancelled("The import was stopped.")
