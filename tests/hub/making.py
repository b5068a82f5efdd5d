"""A hub in a database of its own, logins as its functions make them, and authors who write real records.

Roles belong to the whole server, so each database's logins carry its number in their names.
"""

import itertools
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import psycopg

from careboard.storage.hub.migrations import migrate
from careboard.vault.keys import Keyset
from careboard.vault.record import Record
from careboard.workflow.open_vault.unsigned import Draft, clear, compose, log_id
from tests.hub.server import Server

Connection = psycopg.Connection[tuple[Any, ...]]
PASSWORD = "what the seed of a member gives"
PUSH = "INSERT INTO hub.record (log, seq, id, header, body_hash, body, sig) VALUES (%s, %s, %s, %s, %s, %s, %s)"
_numbers = itertools.count()


@dataclass
class Author:
    """A member on one computer, with a log of their own. `clinic` is empty until the founder wrote the genesis."""

    clinic: str = ""
    keys: Keyset = field(default_factory=Keyset.new)
    installation: bytes = field(default_factory=lambda: os.urandom(16))
    seq: int = 0
    prev: str = ""

    @property
    def log(self) -> str:
        """The id of the log, hex."""
        return log_id(self.keys.id, self.installation)

    @property
    def member(self) -> bytes:
        """The member's id."""
        return bytes.fromhex(self.keys.id)

    def would_write(self, draft: Draft, time: int = 1_790_000_000_000) -> Record:
        """The next record of the log, which is not the last one for it."""
        return compose(draft, self.keys, self.clinic, self.log, self.seq, self.prev, time)

    def writes(self, draft: Draft | None = None) -> Record:
        """The next record of the log."""
        record = self.would_write(draft or clear("access", {"purpose": "opened", "count": 1}))
        self.seq, self.prev = self.seq + 1, record.id.hex()
        return record

    def founds(self) -> Record:
        """The first record of a clinic."""
        record = self.writes(clear("genesis", {"keys": "of the founder"}, reg=0))
        self.clinic = record.id.hex()
        return record

    def beside(self) -> "Author":
        """Another member of the same clinic, with keys and a computer of their own."""
        return Author(self.clinic)


def columns(record: Record) -> tuple[object, ...]:
    """What a client sends of a record."""
    head = record.head
    return bytes.fromhex(head.log), head.seq, record.id, record.header, record.body_hash, record.body, record.sig


def push(connection: Connection, *records: Record) -> None:
    """Send records in one transaction, as a workstation does."""
    with connection.transaction(), connection.cursor() as cursor:
        cursor.executemany(PUSH, [columns(record) for record in records])


@dataclass
class Hub:
    """A hub in a database. `founder` is its first administrator, whose login is `login_of("founder")`."""

    server: Server
    database: str
    number: int
    founder: Author = field(default_factory=Author)
    _open: list[Connection] = field(default_factory=list)

    def administer(self) -> Connection:
        """The server's administrator in this database."""
        return self._kept(psycopg.connect(self.server.address(self.database), autocommit=True))

    def login_of(self, name: str) -> str:
        """What the login of somebody is called on this server."""
        return f"{name}.{self.number}"

    def invite(self, name: str, by: Connection | None = None, password: str = PASSWORD) -> str:
        """Make a guest's login; answers with its name."""
        connection, login = by or self.administer(), self.login_of(name)
        verifier = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
        connection.execute("SELECT hub.invite(%s, %s)", (login, verifier))
        return login

    def member(self, name: str, author: Author, *, repair: bool = False) -> Connection:
        """A login that writes in this author's name, signed in."""
        self.admitted(name, author.member, repair=repair)
        return self.sign_in(name)

    def admitted(self, name: str, member: bytes, *, repair: bool = False) -> str:
        """A login that writes in this member's name; answers with what it is called."""
        login = self.invite(name, self._administrator)
        self._administrator.execute("SELECT hub.admit(%s, %s, %s)", (login, member, repair))
        return login

    @cached_property
    def _administrator(self) -> Connection:
        return self.administer()

    def guest(self, name: str) -> Connection:
        """A newcomer's login, signed in."""
        self.invite(name)
        return self.sign_in(name)

    def sign_in(self, name: str, password: str = PASSWORD) -> Connection:
        """Another connection of somebody's login."""
        address = self.server.address(self.database, self.login_of(name), password)
        return self._kept(psycopg.connect(address, autocommit=True))

    def close(self) -> None:
        """End every connection."""
        for connection in self._open:
            connection.close()

    def _kept(self, connection: Connection) -> Connection:
        self._open.append(connection)
        return connection


@contextmanager
def a_hub(server: Server) -> Iterator[Hub]:
    """A hub of the real migrations, empty, its clinic founded and its founder's login admitted."""
    number = next(_numbers)
    hub = Hub(server, f"hub_{number}", number)
    with server.administer() as connection:
        connection.execute(f"CREATE DATABASE {hub.database}".encode())
    try:
        genesis = hub.founder.founds()
        administrator = hub.administer()
        migrate(administrator)
        administrator.execute("SELECT hub.found(%s)", (genesis.id,))
        push(hub.member("founder", hub.founder, repair=True), genesis)
        yield hub
    finally:
        hub.close()


def ids(rows: Iterable[tuple[Any, ...]]) -> list[bytes]:
    """The first column."""
    return [bytes(row[0]) for row in rows]
