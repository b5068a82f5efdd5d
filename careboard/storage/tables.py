"""The tables of a vault file. The record table only grows: triggers refuse what the program never does.

Rows of one chart lie together (`record`'s key begins with the stream), so opening a chart reads neighbouring pages.
"""

from typing import Any

from sqlalchemy import (
    BLOB,
    CheckConstraint,
    Column,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

APPLICATION_ID = 0x43426431  # "CBd1"
FILE_VERSION = 1

metadata = MetaData()
CLUSTERED: dict[str, Any] = {"sqlite_with_rowid": False, "sqlite_strict": True}

# What is read whenever a vault is opened, whatever its size: people, keys, closed deliveries, checkpoints, emergencies,
# erasures.
FRAME_KINDS = frozenset(
    "genesis member role revoke policy custody bg-group stream epoch grant leave delivery checkpoint breakglass review "
    "adopt erase".split()
)

record = Table(
    "record",
    metadata,
    Column("stream", BLOB, nullable=False),
    Column("time", Integer, nullable=False),
    Column("log", BLOB, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("delivery", Text, nullable=False),
    Column("frame", Integer, nullable=False),
    Column("id", BLOB, nullable=False),
    Column("header", BLOB, nullable=False),
    Column("body_hash", BLOB, nullable=False),
    Column("sig", BLOB, nullable=False),
    Column("body", BLOB),
    PrimaryKeyConstraint("stream", "time", "log", "seq"),
    UniqueConstraint("log", "seq", name="record_place"),
    UniqueConstraint("id", name="record_id"),
    CheckConstraint("length(log) = 16 AND seq >= 0 AND length(id) = 32 AND length(sig) = 64"),
    **CLUSTERED,
)
Index("record_frame", record.c.kind, record.c.log, record.c.seq, sqlite_where=record.c.frame == 1)
# Who looked, in the order of time: a reviewer reads the newest first, and is not to wait for a whole clinic's notes.
ACCESS_INDEX = Index("record_access", record.c.time, record.c.log, record.c.seq, sqlite_where=record.c.kind == "access")

# Which records passed rules 1 to 7, for each member of this file, under that member's own mark.
passed = Table(
    "passed",
    metadata,
    Column("member", BLOB, nullable=False),
    Column("stream", BLOB, nullable=False),
    Column("id", BLOB, nullable=False),
    Column("mac", BLOB, nullable=False),
    PrimaryKeyConstraint("member", "stream", "id"),
    **CLUSTERED,
)

peer = Table(
    "peer",
    metadata,
    Column("log", BLOB, primary_key=True),
    Column("acked", Integer, nullable=False),
    **CLUSTERED,
)

draft = Table(
    "draft",
    metadata,
    Column("member", BLOB, nullable=False),
    Column("name", Text, nullable=False),
    Column("saved", Integer, nullable=False),
    Column("sealed", BLOB, nullable=False),
    PrimaryKeyConstraint("member", "name"),
    **CLUSTERED,
)

keyslot = Table(
    "keyslot",
    metadata,
    Column("member", BLOB, nullable=False),
    Column("slot", Text, nullable=False),
    Column("sealed", BLOB, nullable=False),
    PrimaryKeyConstraint("member", "slot"),
    **CLUSTERED,
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", BLOB, nullable=False),
    Column("rule", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("found", Integer, nullable=False),
    Column("header", BLOB, nullable=False),
    Column("body_hash", BLOB, nullable=False),
    Column("sig", BLOB, nullable=False),
    Column("body", BLOB),
    PrimaryKeyConstraint("id", "header", "body_hash", "sig"),
    **CLUSTERED,
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("member", BLOB, nullable=False),
    Column("name", Text, nullable=False),
    Column("sealed", BLOB, nullable=False),
    PrimaryKeyConstraint("member", "name"),
    **CLUSTERED,
)

failed_unlock = Table(
    "failed_unlock",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("time", Integer, nullable=False),
    Column("who", BLOB, nullable=False),
    sqlite_strict=True,
)

# A copy of a vault that is restored elsewhere begins new logs, so it gets a new installation id.
installation = Table("installation", metadata, Column("id", BLOB, primary_key=True), **CLUSTERED)

# The one exception to growing: a body may become NULL, which the verifier accepts only where a signed erasure names it.
TRIGGERS = (
    """CREATE TRIGGER record_never_changes BEFORE UPDATE ON record
       WHEN NOT (NEW.body IS NULL AND NEW.stream IS OLD.stream AND NEW.time IS OLD.time AND NEW.log IS OLD.log
                 AND NEW.seq IS OLD.seq AND NEW.kind IS OLD.kind AND NEW.delivery IS OLD.delivery
                 AND NEW.frame IS OLD.frame AND NEW.id IS OLD.id
                 AND NEW.header IS OLD.header AND NEW.body_hash IS OLD.body_hash AND NEW.sig IS OLD.sig)
       BEGIN SELECT RAISE(ABORT, 'a record never changes'); END""",
    "CREATE TRIGGER record_never_goes BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'a record never goes'); END",
)
