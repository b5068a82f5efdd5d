"""What storage refuses, in sentences; SQLAlchemy's and SQLite's errors never leave this room."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from sqlalchemy.exc import DatabaseError, IntegrityError, SQLAlchemyError

from careboard.errors import CareboardError
from careboard.i18n import filled


class StorageRefused(CareboardError):
    """The vault file could not be read or written; nothing that was acknowledged is lost."""

    advice: ClassVar[str] = "What was saved before is safe. Free some space or reconnect the disk, then try again."


class VaultDamaged(CareboardError):
    """The vault file is not what SQLite wrote."""

    advice: ClassVar[str] = "Do not write to it. Open a verified backup, and keep this file for your administrator."


class NotAVault(CareboardError):
    """The file is missing, is something else, or lies where a vault must not lie."""

    advice: ClassVar[str] = "Check the name of the file, or create a vault with: careboard create"


class Fork(CareboardError):
    """Two different records claim the same place in a log."""

    advice: ClassVar[str] = "Nothing was written. Was this vault copied and used in two places? Ask your administrator."


@contextmanager
def told() -> Iterator[None]:
    """Turn the database's errors into ours; the statement and its values (ciphertext) stay out of the sentence."""
    try:
        yield
    except IntegrityError as error:
        raise _integrity(error) from None
    except DatabaseError as error:
        raise _refusal(str(error.orig)) from None
    except sqlite3.Error as error:
        raise _refusal(str(error)) from None
    except UnicodeDecodeError:  # a name or a sentence of SQLite's own that is no text any more
        raise VaultDamaged("The vault file is damaged.") from None
    except SQLAlchemyError:
        raise StorageRefused("The vault file could not be reached.") from None


def _integrity(error: IntegrityError) -> CareboardError:
    words = str(error.orig)
    if "UNIQUE" in words:
        return Fork("Another record already stands in this place of the log.")
    return VaultDamaged(filled("The vault file refused a row: {words}.", words=words))


_KNOWN = (
    ("full", StorageRefused, "The disk is full."),
    ("locked", StorageRefused, "Another program is writing to the vault just now."),
    ("readonly", StorageRefused, "The vault file may not be written: it, or its folder, is read-only."),
    ("malformed", VaultDamaged, "The vault file is damaged."),
    ("decode to UTF-8", VaultDamaged, "The vault file is damaged."),
    ("not a database", NotAVault, "This file is not a Careboard vault."),
    ("unable to open", NotAVault, "The vault file cannot be opened."),
    ("no such table", NotAVault, "This file is not a Careboard vault."),
    ("never", VaultDamaged, "Something tried to change or remove a record; the vault refused."),
)


def _refusal(words: str) -> CareboardError:
    for sign, kind, sentence in _KNOWN:
        if sign in words:
            return kind(sentence)
    return StorageRefused(filled("The vault file could not be read or written ({words}).", words=words))
