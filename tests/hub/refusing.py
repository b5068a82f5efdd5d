"""What the hub refuses, by its SQLSTATE, and records that are as they should be but for one thing."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from careboard.vault.record import Record, record_id, sha256
from tests.hub.making import PUSH, Author, Connection, columns

FORK, GAP, TAKEN, NOT_YOURS, MISSPELT, ELSEWHERE, ADMINISTRATORS = (
    "23505", "CB001", "CB002", "CB003", "CB004", "CB005", "CB006",
)  # fmt: skip
STAYS, NO_REQUEST, NO_LOGIN, NOT_OURS, ANOTHERS, TOO_MUCH, NOT_ERASED = (
    "CB007", "CB010", "CB011", "CB012", "CB013", "CB014", "CB015",
)  # fmt: skip
DAMAGED, FORBIDDEN = "23514", "42501"


@contextmanager
def refused(state: str) -> Iterator[pytest.ExceptionInfo[psycopg.Error]]:
    """The server refuses what stands inside, with this SQLSTATE."""
    with pytest.raises(psycopg.Error) as error:
        yield error
    assert error.value.sqlstate == state, error.value


def refuses(connection: Connection, record: Record, state: str) -> psycopg.Error:
    """One record that the server refuses, as the only one of its transaction."""
    with refused(state) as error:
        connection.execute(PUSH, columns(record))
    return error.value


def signed(author: Author, header: bytes, body: bytes = b"{}") -> Record:
    """A record with a header of any bytes; identity and signature are right."""
    found = record_id(header, sha256(body))
    return Record(found, header, sha256(body), body, author.keys.sign(found))


def row_of(author: Author, seq: int, record: Record) -> tuple[object, ...]:
    """What an attacker sends as the record of a place, whatever its header says."""
    return bytes.fromhex(author.log), seq, record.id, record.header, record.body_hash, record.body, record.sig
