"""The tables of a vault file whose clinic has a hub; made when they are first needed, so a file without a hub has none.

A record without its body lies apart from the others, because a body that is missing there means a lawful erasure.
"""

from sqlalchemy import (
    BLOB,
    CheckConstraint,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from careboard.storage.tables import CLUSTERED

metadata = MetaData()

# Records whose body this computer does not hold: no key of its members opens it. The chain goes through them.
bare = Table(
    "bare",
    metadata,
    Column("log", BLOB, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("id", BLOB, nullable=False),
    Column("header", BLOB, nullable=False),
    Column("body_hash", BLOB, nullable=False),
    Column("sig", BLOB, nullable=False),
    Column("stream", BLOB, nullable=False),
    Column("time", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("delivery", Text, nullable=False),
    Column("frame", Integer, nullable=False),
    PrimaryKeyConstraint("log", "seq"),
    UniqueConstraint("id", name="bare_id"),
    CheckConstraint("length(log) = 16 AND seq >= 0 AND length(id) = 32 AND length(sig) = 64"),
    **CLUSTERED,
)
Index("bare_stream", bare.c.stream)
Index("bare_frame", bare.c.kind, bare.c.log, bare.c.seq, sqlite_where=bare.c.frame == 1)

# Records that were moved out of their log, where the hub holds others. `became` is the record that says the same in
# the log that its author began; NULL where none does.
forked = Table(
    "forked",
    metadata,
    Column("log", BLOB, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("id", BLOB, nullable=False),
    Column("header", BLOB, nullable=False),
    Column("body_hash", BLOB, nullable=False),
    Column("sig", BLOB, nullable=False),
    Column("body", BLOB),
    Column("became", BLOB),
    PrimaryKeyConstraint("log", "seq", "id"),
    UniqueConstraint("id", name="forked_id"),
    **CLUSTERED,
)

# What is in quarantine and never lay in the file: the hub offered it, and it was refused at the door.
offered = Table("offered", metadata, Column("id", BLOB, primary_key=True), **CLUSTERED)

# What the hub was caught at. It says nothing of a patient, so it lies in clear.
alarm = Table(
    "alarm",
    metadata,
    Column("caught", Text, nullable=False),
    Column("log", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("found", Integer, nullable=False),
    PrimaryKeyConstraint("caught", "log", "seq"),
    **CLUSTERED,
)

TRIGGERS = (
    """CREATE TRIGGER bare_never_changes BEFORE UPDATE ON bare
       BEGIN SELECT RAISE(ABORT, 'a record never changes'); END""",
    """CREATE TRIGGER bare_never_goes BEFORE DELETE ON bare WHEN NOT EXISTS (SELECT 1 FROM record WHERE id = OLD.id)
       AND NOT EXISTS (SELECT 1 FROM forked WHERE id = OLD.id)
       BEGIN SELECT RAISE(ABORT, 'a record never goes'); END""",
)
MARK = "bare"  # where this table is, all of them are, and the guards


def make_shared_tables(connection: Connection) -> None:
    """Lay out the tables, within a transaction that writes."""
    metadata.create_all(connection)
    for trigger in TRIGGERS:
        connection.execute(text(trigger))
