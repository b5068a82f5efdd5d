"""Libraries of text as files: phrases and templates, to be read and passed on.

A file is read whole or refused in a sentence; nothing is overwritten, and only its owner reads what is written.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from careboard.errors import CareboardError
from careboard.i18n import filled

T = TypeVar("T")
LARGEST = 4 * 1024 * 1024  # bytes


def read(path: Path, made_of: Callable[[str], T], refusal: type[CareboardError]) -> T:
    """What a file holds; raises the refusal for one that cannot be read, is no text, or says something else."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise refusal("The file is larger than 4 MiB.")
        return made_of(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise refusal("The file is no plain text (UTF-8).") from None
    except OSError as error:
        told = filled("The file cannot be read: {why}.", why=error.strerror)
        raise refusal(told, "Choose a file that you may read.") from None
    except ValueError as wrong:
        raise refusal(str(wrong)) from None


def write(path: Path, text: str, refusal: type[CareboardError]) -> None:
    """Write a new file; raises the refusal with a sentence. What is written there may tell of patients."""
    try:
        with open(path, "x", encoding="utf-8", opener=_for_its_owner_alone) as file:
            file.write(text)
    except FileExistsError:
        raise refusal("There is a file of this name already.", "Choose another name.") from None
    except OSError as error:
        told = filled("The file cannot be written: {why}.", why=error.strerror)
        raise refusal(told, "Choose another folder.") from None


def _for_its_owner_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
