"""A hub in a database that an administrator of the server has made: its tables, its clinic, its first administrator.

Each step is a transaction and harmless when it is done once more, so that whatever stopped in the middle is finished
by doing all of it again.
"""

from typing import NamedTuple

import psycopg

from careboard.i18n import later
from careboard.storage.hub.connecting import Line, ServerRefused
from careboard.storage.hub.demands import refuse_unfit
from careboard.storage.hub.logins import verifier
from careboard.storage.hub.meaning import refusal_of
from careboard.storage.hub.migrations import applied, migrate, missing
from careboard.storage.hub.port import HubRefused


class Owner(NamedTuple):
    """Whose hub it is to be: a clinic, and a member of it with a login and its password."""

    clinic: str
    member: str
    login: str
    password: str


class AnothersHub(HubRefused):
    """There is a hub in this database, and it is not this clinic's."""

    advice = "Nothing was changed. Have a database made for this clinic: each clinic's hub has one of its own."


def make_hub(line: Line, owner: Owner) -> tuple[str, ...]:
    """Make the database a hub, or finish what was begun; answers with the files of SQL that ran.

    `line` is the server's administrator. Raises ServerUnfit, AnothersHub, HubOfAnotherVersion, ServerRefused, HubAway.
    """
    refuse_unfit(line)
    try:
        _refuse_another_clinic(line, owner.clinic)
        ran = migrate(line)
        with line.transaction():
            line.execute("SELECT hub.found(%s)", (bytes.fromhex(owner.clinic),))
            line.execute("SELECT hub.invite(%s, %s)", (owner.login, verifier(line, owner.login, owner.password)))
            line.execute("SELECT hub.admit(%s, %s, true)", (owner.login, bytes.fromhex(owner.member)))
    except psycopg.Error as error:
        raise _refusal(error) from None
    return tuple(migration.file for migration in ran)


def clinic_of(line: Line) -> str | None:
    """The clinic that this database is the hub of; None where there is no hub, or one without a clinic yet."""
    try:
        return _clinic(line)
    except psycopg.Error as error:
        raise _refusal(error) from None


def _clinic(line: Line) -> str | None:
    if not applied(line) or line.execute("SELECT to_regclass('hub.clinic')").fetchone() == (None,):
        return None
    found = line.execute("SELECT id FROM hub.clinic").fetchone()
    return bytes(found[0]).hex() if found is not None else None


def _refuse_another_clinic(line: Line, clinic: str) -> None:
    """Before anything is brought up to date that belongs to somebody else."""
    missing(line)
    if _clinic(line) not in (None, clinic):
        raise AnothersHub(later("The hub in this database belongs to another clinic."))


def _refusal(error: psycopg.Error) -> HubRefused:
    match error.sqlstate:
        case "CB005":
            return AnothersHub(later("The hub in this database belongs to another clinic."))
        case "CB012":
            return ServerRefused(
                later("The login that is to administer the hub was changed on the server, or is not the hub's."),
                later(
                    "Whoever runs the server drops it: SET ROLE hub_admission; REVOKE CONNECT ON DATABASE ... FROM it; "
                    "RESET ROLE; DROP ROLE it. Then do this again."
                ),
            )
        case "CB013":
            return ServerRefused(
                later("You have another login on this hub already."),
                later("Use the computer on which it is known, or ask another administrator of the clinic."),
            )
        case "42501":
            return ServerRefused(
                later("The administrator's login that was given may not make a hub."),
                later("Give a superuser's, or one with CREATEROLE that owns the database."),
            )
        case _:
            return refusal_of(error)
