"""The numbered SQL of `resources/hub/`, applied to a hub in order, and what a hub says was applied to it.

One way only: what ran once is never changed, so a file whose bytes differ from what a hub ran is refused in words.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from careboard.assets import resource
from careboard.errors import CareboardError
from careboard.i18n import filled

Connection = psycopg.Connection[tuple[Any, ...]]
_NAMED = re.compile(r"([0-9]{4})-[a-z0-9-]+\.sql")
_ONE_AT_A_TIME = 0x43426431  # the key of the lock that whoever migrates this database holds


class HubOfAnotherVersion(CareboardError):
    """The hub's tables are not those that this program knows; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file of SQL."""

    number: int
    file: str
    text: str = field(repr=False)

    @property
    def sha256(self) -> bytes:
        """What a hub keeps of it."""
        return hashlib.sha256(self.text.encode()).digest()


def migrations(folder: Path | None = None) -> tuple[Migration, ...]:
    """The migrations that this program knows, in order: 1, 2, 3, ... without a gap."""
    files = sorted((folder or resource("hub")).glob("*.sql"))
    found = [Migration(_number(file), file.name, file.read_bytes().decode()) for file in files]
    if [each.number for each in found] != list(range(1, len(found) + 1)):
        raise ValueError("The hub's SQL files are not numbered 0001, 0002, ...")
    return tuple(found)


def missing(connection: Connection, known: Sequence[Migration] | None = None) -> tuple[Migration, ...]:
    """What this hub was not given yet. Raises HubOfAnotherVersion where it ran other SQL, or is newer."""
    known = migrations() if known is None else known
    ran = applied(connection)
    if len(ran) > len(known):
        raise HubOfAnotherVersion("The hub is newer than this program.", "Update Careboard on this computer.")
    for migration, (file, digest) in zip(known, ran, strict=False):
        if digest != migration.sha256:
            raise HubOfAnotherVersion(
                filled("The hub was made with another {file} than the one of this program.", file=file),
                "Do not use this hub with this program. Ask whoever administers the server how the hub was made.",
            )
    return tuple(known[len(ran) :])


def applied(connection: Connection) -> list[tuple[str, bytes]]:
    """File and SHA-256 of what this hub ran, in order; nothing where there is no hub in this database."""
    if connection.execute("SELECT pg_catalog.to_regclass('hub.version')").fetchone() == (None,):
        return []
    rows = connection.execute("SELECT number, file, sha256 FROM hub.version ORDER BY number").fetchall()
    if [number for number, _, _ in rows] != list(range(1, len(rows) + 1)):
        raise HubOfAnotherVersion("The hub's list of versions has a gap.", "Ask whoever administers the server.")
    return [(file, bytes(digest)) for _, file, digest in rows]


def migrate(connection: Connection, known: Sequence[Migration] | None = None) -> tuple[Migration, ...]:
    """Apply what is missing, each file in one transaction; answers with what was applied. For administrators."""
    done = []
    while migration := _next(connection, known):
        done.append(migration)
    return tuple(done)


def _next(connection: Connection, known: Sequence[Migration] | None) -> Migration | None:
    with connection.transaction():
        connection.execute("SELECT pg_catalog.pg_advisory_xact_lock(%s)", (_ONE_AT_A_TIME,))
        waiting = missing(connection, known)
        if not waiting:
            return None
        first = waiting[0]
        connection.execute("SET LOCAL search_path = pg_catalog; SET LOCAL standard_conforming_strings = on")
        connection.execute(sql.SQL(first.text))
        connection.execute(
            "INSERT INTO hub.version (number, file, sha256) VALUES (%s, %s, %s)",
            (first.number, first.file, first.sha256),
        )
        return first


def _number(file: Path) -> int:
    name = _NAMED.fullmatch(file.name)
    if name is None:
        raise ValueError(f"{file.name} is not named as the hub's SQL files are.")
    return int(name[1])
