"""What an attacker does: records composed by hand, signed with any key, and rows put into the file behind its back."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from careboard.storage.kept import place_of
from careboard.vault.keys import Keyset, StreamKey, seal
from careboard.vault.record import Header, Record, canon, pad, record_id, sha256
from careboard.workflow.open_vault import OpenVault

COLUMNS = ("stream", "time", "log", "seq", "kind", "delivery", "frame")


def signed(header: Header | bytes, body: bytes, keyset: Keyset) -> Record:
    """A record of exactly this header and body, with a good signature."""
    text = header if isinstance(header, bytes) else header.encode()
    record = record_id(text, sha256(body))
    return Record(record, text, sha256(body), body, keyset.sign(record))


def again(record: Record, keyset: Keyset, body: bytes | None = None, **changes: Any) -> Record:
    """The same record with another header or body, signed anew; its sealed body is not sealed anew."""
    return signed(replace(record.head, **changes), record.body if body is None else body, keyset)  # type: ignore[arg-type]


def sealed(header: Header, text: bytes, key: StreamKey, keyset: Keyset, *, padded: bool = True) -> Record:
    """A record whose body is sealed under its header, as a modified client makes it."""
    return signed(header, seal(key.cipher, pad(text) if padded else text, header.encode()), keyset)


def next_header(vault: OpenVault, kind: str, stream: str = "", **fields: Any) -> Header:
    """The header of the next record of this member's log."""
    log = vault._log
    seq, prev = vault.file.heads().get(log, (-1, ""))
    time = int(vault.clock().timestamp() * 1000)
    base = Header(
        clinic=vault.clinic, log=log, seq=seq + 1, prev=prev, author=vault.member, kind=kind, stream=stream, time=time
    )
    return replace(base, **fields)


def clear_record(vault: OpenVault, kind: str, body: Mapping[str, Any], stream: str = "", **fields: Any) -> Record:
    """The next record of this member's log with a clear body, not yet in the file."""
    return signed(next_header(vault, kind, stream, **fields), canon(dict(body)), vault.keyset)


def put(path: Path, *records: Record, **row: Any) -> None:
    """Put rows into the file as somebody does who holds the file; `row` lies about the place."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for record in records:
            values = dict(zip(COLUMNS, place_of(record.header), strict=True)) | record._asdict() | row
            names = ", ".join(values)
            marks = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO record ({names}) VALUES ({marks})", tuple(values.values()))  # noqa: S608


def tamper(path: Path, statement: str, *values: object) -> None:
    """Change the file with its triggers taken out of the way and put back, as one who holds the file can."""
    query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
    with closing(sqlite3.connect(path)) as connection, connection:
        triggers = connection.execute(query).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement, values)
        for _, trigger in triggers:
            with suppress(sqlite3.OperationalError):  # its table was dropped
                connection.execute(trigger)
