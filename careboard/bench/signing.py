"""How long it takes until a signed note is safe on the disk, without laying out the chart again.

The baseline is one bare SQLite commit of as many bytes, under the same pragmas.
"""

import os
import sqlite3
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from careboard.bench import charts
from careboard.bench.measure import Measure, in_turns
from careboard.bench.vaults import filled

ENTRIES = 5000
ROUNDS = 60
_ROW = 2700  # bytes of a record with a note of 2 KB
_PRAGMAS = ("page_size=16384", "journal_mode=DELETE", "synchronous=EXTRA", "foreign_keys=ON", "temp_store=MEMORY")


def sign(entries: int = ENTRIES, rounds: int = ROUNDS) -> Measure:
    """Sign and save a note in a chart of so many entries."""
    with TemporaryDirectory() as folder, filled(Path(folder), "clinic", [entries]) as vault:
        session, patient, dice = vault.session(), vault.patients[0], Random(3)  # noqa: S311  no secrets
        bare = _bare(Path(folder) / "bare.db")

        def signed() -> object:
            return session.append(patient, charts.note(dice))

        def committed() -> object:
            charts.note(dice)
            return bare.execute("INSERT INTO row VALUES (NULL, ?)", (os.urandom(_ROW),))

        times = in_turns(rounds, signed, committed)
        bare.close()
        session.close()
    return Measure("sign", times[0], times[1], 3, f"a note into a chart of {entries} entries; a bare SQLite commit")


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE row(number INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT")
    return connection
