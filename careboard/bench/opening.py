"""How long a chart takes to open: whole, its first screenful, and in a vault of very many records.

The baseline of the whole is SQLCipher, which reads the same rows from one encrypted table, and decodes both header and
payload of each.
"""

import importlib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from careboard.bench.measure import FRAME, NOT_INSTALLED, Measure, in_turns
from careboard.bench.vaults import Filled, filled, note_payloads, tell
from careboard.vault import codec
from careboard.vault.record import trusted_header
from careboard.workflow.reading import NOT_ENTRIES

ENTRIES = 5000
ROUNDS = 9
SQLCIPHER = "sqlcipher3"
# The record table of a vault, with payloads instead of sealed bodies: SQLCipher seals every page itself.
_ROWS = """CREATE TABLE record(stream BLOB NOT NULL, time INTEGER NOT NULL, log BLOB NOT NULL, seq INTEGER NOT NULL,
 id BLOB NOT NULL, header BLOB NOT NULL, body_hash BLOB NOT NULL, sig BLOB NOT NULL, payload BLOB NOT NULL,
 PRIMARY KEY(stream, time, log, seq)) WITHOUT ROWID"""


def open_chart(entries: int = ENTRIES, rounds: int = ROUNDS) -> Measure:
    """Read, check, unseal, decode and lay out a chart, the opening recorded."""
    with TemporaryDirectory() as folder, filled(Path(folder), "clinic", [entries]) as vault:
        session, patient = vault.session(), vault.patients[0]
        session.chart(patient)
        works: list[Callable[[], object]] = [lambda: session.chart(patient)]
        baseline = _sqlcipher(Path(folder), vault)
        times = in_turns(rounds, *works, *([baseline] if baseline else []))
        session.close()
    of = f"a chart of {entries} entries; SQLCipher reading and decoding the same"
    return Measure("open-chart", times[0], times[1] if baseline else NOT_INSTALLED, 0.75, of)


def first_screenful(entries: int = ENTRIES, rounds: int = ROUNDS) -> Measure:
    """The first answer to opening a chart, the opening recorded."""
    with TemporaryDirectory() as folder, filled(Path(folder), "clinic", [entries]) as vault:
        session, patient = vault.session(), vault.patients[0]
        session.chart(patient)
        (time,) = in_turns(rounds, lambda: next(session.open_chart(patient)))
        session.close()
    return Measure("first-screenful", time, FRAME, 3, f"the newest of {entries} entries; one 60 Hz frame")


def chart_in_million(records: int = 100_000, entries: int = ENTRIES, rounds: int = ROUNDS) -> Measure:
    """The same chart among very many records and among few."""
    few = min(10_000, records)
    pool = note_payloads(min(500, entries))
    with TemporaryDirectory() as folder, filled(Path(folder), "few", [entries]) as small:
        _crowd(small, few, entries, pool)
        with filled(Path(folder), "many", [entries]) as large:
            _crowd(large, records, entries, pool)
            sessions = [vault.session() for vault in (large, small)]
            for session, vault in zip(sessions, (large, small), strict=True):
                session.chart(vault.patients[0])
            many, one = in_turns(
                rounds,
                lambda: sessions[0].chart(large.patients[0]),
                lambda: sessions[1].chart(small.patients[0]),
            )
            for session in sessions:
                session.close()
    of = f"a chart of {entries} entries in a vault of {records} records; in one of {few}"
    return Measure("chart-in-million", many, one, 1.2, of)


def _crowd(vault: Filled, records: int, entries: int, pool: list[bytes]) -> None:
    """Fill a vault with charts that are not opened, up to so many records."""
    many = [pool[number % len(pool)] for number in range(entries)]
    for left in range(records - entries, 0, -entries):
        vault.add_chart(min(left, entries), many)
        if left % 100_000 < entries and left > entries:
            tell(f"filling a vault: {left} of {records} records to go")


def _sqlcipher(folder: Path, vault: Filled) -> Callable[[], object] | None:
    """Reads and decodes the chart's payloads from SQLCipher; None where it is not installed."""
    try:
        dbapi: Any = importlib.import_module(f"{SQLCIPHER}.dbapi2")
    except ImportError:
        return None
    key = f"PRAGMA key=\"x'{'2b' * 32}'\""
    patient = bytes.fromhex(vault.patients[0])
    connection = dbapi.connect(str(folder / "sqlcipher.db"))
    connection.execute(key)
    connection.execute(_ROWS)
    with connection:
        connection.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _rows(vault))
    query = "SELECT header, payload FROM record WHERE stream = ? ORDER BY time DESC, log DESC, seq DESC"
    return lambda: [
        (trusted_header(header), codec.decode(payload))
        for header, payload in connection.execute(query, (patient,)).fetchall()
    ]


def _rows(vault: Filled) -> list[tuple[bytes | int, ...]]:
    patient, opened = vault.patients[0], vault.vault
    kept = opened.file.stream(patient, opened.member, without=NOT_ENTRIES)
    return [
        (bytes.fromhex(patient), head.time, bytes.fromhex(head.log), head.seq, *record[:3], record.sig, payload)
        for record, (head, payload, _) in opened.verified(kept)
        if payload is not None
    ]
