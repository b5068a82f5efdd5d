"""What a server must be set to before a hub may lie there: an acknowledged record survives a crash, and damage is seen.

Everything that is not as demanded is told at once, each with the setting to change and where, and then nothing is done.
"""

from collections.abc import Mapping
from typing import NamedTuple

import psycopg

from careboard.i18n import filled, later
from careboard.storage.hub.connecting import Line, refusal
from careboard.storage.hub.port import HubRefused

OLDEST = 15  # PostgreSQL's major version
_AND_RELOAD = later("In postgresql.conf set {name} = {value}, then: SELECT pg_reload_conf()")


class Unmet(NamedTuple):
    """A demand that a server does not meet, and what its administrator does about it."""

    sentence: str
    step: str


class ServerUnfit(HubRefused):
    """The server is not set as a hub needs it; `unmet` says in what."""

    def __init__(self, unmet: tuple[Unmet, ...]) -> None:
        self.unmet = unmet
        told = "\n".join(f"{one.sentence} {one.step}" for one in unmet)
        super().__init__(told, later("Nothing was changed on the server."))


class _Setting(NamedTuple):
    name: str
    right: tuple[str, ...]  # the first is the one that is advised
    sentence: str
    step: str = _AND_RELOAD


_SETTINGS = (
    _Setting(
        "fsync", ("on",), later("The server does not wait for its disk (fsync): a power cut would damage the record.")
    ),
    _Setting(
        "full_page_writes",
        ("on",),
        later("The server could not repair a page that a power cut tore (full_page_writes)."),
    ),
    _Setting(
        "synchronous_commit",
        ("on", "remote_apply"),
        later("The server acknowledges records that are not on its disk yet (synchronous_commit)."),
        later(
            "Set synchronous_commit = on, in postgresql.conf and for every database and role, then reload the server."
        ),
    ),
    _Setting(
        "data_checksums",
        ("on",),
        later("The server would not notice damage on its disk (data_checksums)."),
        later("Stop the server, run: pg_checksums --enable -D DATA-FOLDER, and start it again."),
    ),
    _Setting(
        "password_encryption",
        ("scram-sha-256",),
        later("The server would keep passwords in an old and weak form (password_encryption)."),
    ),
    _Setting(
        "server_encoding",
        ("UTF8",),
        later("The database does not keep its text in UTF-8."),
        later("Have another made: CREATE DATABASE careboard ENCODING 'UTF8' TEMPLATE template0"),
    ),
    _Setting(
        "in_hot_standby",
        ("off",),
        later("This server is a replica, which takes no records."),
        later("Name the server that it follows."),
    ),
)


def refuse_unfit(line: Line) -> None:
    """Raise ServerUnfit unless the server is set as a hub needs it; every login may ask."""
    if found := unmet(line.info.server_version, line.pgconn.ssl_in_use, settings(line)):
        raise ServerUnfit(found)


def settings(line: Line) -> Mapping[str, str]:
    """Every setting that is demanded, as it holds on this line."""
    names = [setting.name for setting in _SETTINGS]
    try:
        rows = line.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", (names,)).fetchall()
    except psycopg.Error as error:
        raise refusal(str(error)) from None
    return {str(name): str(value) for name, value in rows}


def unmet(version: int, tls: bool, found: Mapping[str, str]) -> tuple[Unmet, ...]:  # noqa: FBT001  as libpq says it
    """What a server of this version (150000 is 15.0) with these settings does not meet."""
    missing = []
    if version < 10_000 * OLDEST:
        sentence = later("The server is PostgreSQL {version}; a hub needs {oldest} or later.")
        step = later("Upgrade the server with pg_upgrade, or take another.")
        missing.append(Unmet(filled(sentence, version=version // 10_000, oldest=OLDEST), step))
    if not tls:
        missing.append(Unmet(later("The connection is not sealed by TLS."), later("Set ssl = on in postgresql.conf.")))
    for setting in _SETTINGS:
        if found.get(setting.name) not in setting.right:
            step = filled(setting.step, name=setting.name, value=setting.right[0])
            missing.append(Unmet(setting.sentence, step))
    return tuple(missing)
