"""A person's login on the hub: its name, and the verifier that is all the server ever gets of its password.

The verifier (SCRAM-SHA-256, RFC 5803) is made on this computer: no statement and no log of the server holds a password.
"""

import psycopg
from psycopg import sql

from careboard.i18n import later
from careboard.storage.hub.connecting import Line, ServerRefused


def login_of(member: str) -> str:
    """The login of the member with this key id; it tells the server's administrator no name."""
    return f"cb_{member[:32]}"


def verifier(line: Line, login: str, password: str) -> str:
    """SCRAM-SHA-256$4096:salt$StoredKey:ServerKey, each time with a fresh salt."""
    return line.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()


def change_own_password(line: Line, password: str) -> None:
    """From the next connection on, this line's login has another password; raises ServerRefused."""
    login = line.info.user
    change = sql.SQL("ALTER ROLE {} PASSWORD {}")
    try:
        line.execute(change.format(sql.Identifier(login), sql.Literal(verifier(line, login, password))))
    except psycopg.Error:
        raise ServerRefused(later("The server did not take the new password of this login.")) from None
