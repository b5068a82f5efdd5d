"""A line to a hub's server, by TLS to the very name and under the authority that the clinic trusts, by SCRAM alone.

What PostgreSQL says when it refuses never leaves this room: each refusal is a sentence of ours, without a login in it.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from careboard.i18n import later
from careboard.settings import HubAddress
from careboard.storage.hub.patience import PATIENCE, Impatient
from careboard.storage.hub.port import HubAway, HubRefused

Line = psycopg.Connection[tuple[Any, ...]]
_ALWAYS: dict[str, Any] = {
    "sslmode": "verify-full",
    "sslcertmode": "disable",
    "gssencmode": "disable",
    "require_auth": "scram-sha-256",  # a server that asks for the password itself does not get it
    "passfile": os.devnull,
    "application_name": "careboard",
    "client_encoding": "UTF8",
    "connect_timeout": PATIENCE,
    "tcp_user_timeout": 1000 * PATIENCE,
    "keepalives_idle": PATIENCE,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
_SETTINGS = {"client_min_messages": "warning"}


class ServerRefused(HubRefused):
    """The server answers, and does not let this login in, or cannot prove that it is the one that is meant."""

    advice = "Ask whoever runs the server; its log says why."


class LoginUnknown(ServerRefused):
    """The server has no such login, or one that is shut out, or with another password; it does not say which."""


def connect(address: HubAddress, login: str, password: str, settings: Mapping[str, str] | None = None) -> Impatient:
    """A connection on which each statement is its own transaction; raises ServerRefused or HubAway.

    `settings` of PostgreSQL hold for this connection, whatever was set for its login or in PGOPTIONS.
    """
    options = " ".join(f"-c {name}={value}" for name, value in (_SETTINGS | dict(settings or {})).items())
    with _as_file(address.authority) as authority:
        try:
            return Impatient.connect(
                host=address.host,
                port=address.port,
                dbname=address.database,
                user=login,
                password=password,
                sslrootcert=str(authority),
                autocommit=True,
                options=options,
                **_ALWAYS,
            )
        except (psycopg.Error, UnicodeError) as error:  # UnicodeError: a name that no host can have
            raise refusal(str(error)) from None


@contextmanager
def _as_file(authority: str) -> Iterator[Path]:
    """PostgreSQL's library takes certificates from a file only."""
    with TemporaryDirectory(prefix="careboard-") as folder:
        file = Path(folder) / "authority.pem"
        file.write_text(authority, encoding="ascii")
        yield file


_NOT_TRUSTED = (
    (
        r"does not match host name|could not get server's host name",
        later("The server's certificate was made for another name than the one that it was called by."),
        later("Call the server by the name in its certificate, or have a certificate made for this name."),
    ),
    (
        r"server does not support SSL",
        later("The server does not speak TLS, so nothing was sent to it."),
        later("Set ssl = on, ssl_cert_file and ssl_key_file in postgresql.conf and restart the server."),
    ),
    (
        r"SSL error(?!: unexpected eof)|certificate verify failed|root certificate",
        later("The server's certificate was not made by the authority that was given, or is out of date."),
        later("Ask whoever runs the server for the certificate of the authority that signed the server's."),
    ),
    (
        r"authentication method requirement|channel binding",
        later("The server asks for a password in a way that is not safe, so it was not sent."),
        later("In pg_hba.conf, let hostssl lines with scram-sha-256 stand alone, and reload the server."),
    ),
)
_NO_LOGIN = r"password authentication failed"
_NOT_ADMITTED = (
    (
        _NO_LOGIN,
        later("The server does not know this login, or not with this password."),
        later("Check the login and its password file; a changed passphrase is not the reason."),
    ),
    (
        r"no pg_hba\.conf entry|pg_hba\.conf rejects",
        later("The server takes no connection from this computer with this login."),
        later("Add a line to pg_hba.conf: hostssl, the database, all, this network, scram-sha-256; reload the server."),
    ),
    (
        r'database ".*" does not exist',
        later("The server has no database of that name."),
        later(
            "Check the name, or have the database made: CREATE DATABASE careboard ENCODING 'UTF8' TEMPLATE template0"
        ),
    ),
    (
        r"is not permitted to log in|permission denied for database",
        later("This login may not come in to the clinic's hub any more, or not yet."),
        later("Ask an administrator of the clinic to admit it."),
    ),
)
_AWAY = (
    (
        r"failed to resolve|could not translate host name",
        later("No server of that name is known to this computer's network."),
        later("Check the name and the network."),
    ),
    (
        r"too many (connections|clients)|remaining connection slots",
        later("The server has no room for one more connection just now."),
        later("If it stays so, raise max_connections in postgresql.conf."),
    ),
    (
        r"starting up|shutting down|not yet accepting|in recovery mode",
        later("The server is just starting or stopping."),
        None,
    ),
    (
        r"Connection refused|timeout expired|closed the connection|timed out|unreachable|No route",
        later("The server cannot be reached."),
        None,
    ),
)


def refusal(words: str) -> HubRefused:
    """Our sentence for what PostgreSQL's library said when a connection failed."""
    for sign, sentence, advice in (*_NOT_TRUSTED, *_NOT_ADMITTED):
        if re.search(sign, words):
            return (LoginUnknown if sign is _NO_LOGIN else ServerRefused)(sentence, advice)
    for sign, sentence, step in _AWAY:
        if re.search(sign, words):
            return HubAway(sentence, step)
    if "FATAL" in words:
        return ServerRefused(later("The server refused the connection."))
    return HubAway(later("The server cannot be reached."))
