"""The door of a hub: who is invited, asks, is let in or shut out, and the key boxes that members leave there.

Logins and ids are as the schema has them (`resources/hub/0004-people.sql`); whether somebody should be let in is asked
above this room.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

import psycopg

from careboard.i18n import later
from careboard.storage.hub.answers import Kind, otherwise, rows_of
from careboard.storage.hub.connecting import Line, ServerRefused
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.logins import change_own_password, verifier
from careboard.storage.hub.meaning import refusal_of
from careboard.storage.hub.port import HubRefused

_ASKING: tuple[Kind, ...] = (str, bytes, datetime)
_SLOTS: tuple[Kind, ...] = (bytes, str, bytes, datetime)
_WHEN, _WHO = datetime | None, object
_LOGINS: tuple[Kind, ...] = (str, list, bool, datetime, _WHO, _WHEN, _WHO, _WHEN, _WHO)
_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,62}")


class Asking(NamedTuple):
    """A request to join, as it lies at the hub; `asked` is the server's time."""

    login: str
    sealed: bytes
    asked: datetime


class Login(NamedTuple):
    """A login of this hub; `members`: the key ids in whose name it writes. Times are the server's."""

    login: str
    members: tuple[str, ...]
    repair: bool
    invited: datetime
    admitted: datetime | None
    dismissed: datetime | None


class KeptSlot(NamedTuple):
    """A key box that a member left at the hub."""

    member: str
    slot: str
    sealed: bytes


class Reception:
    """Over a line of whoever asks; an administrator of the clinic for the first five. Raises HubRefused and HubAway."""

    def __init__(self, line: LastingLine) -> None:
        self._line = line

    def invite(self, login: str, password: str) -> None:
        """Make a login for a newcomer, or give one of this hub another password; it is a guest until it is admitted."""
        self._line.ask(partial(_invite, login=login, password=password), _refusal)

    def asking(self) -> list[Asking]:
        """Who asks to join, the first first."""
        return [Asking(*row) for row in self._rows("hub.asking()", *_ASKING)]

    def admit(self, login: str, member: str, *, repair: bool) -> None:
        """Let a login write in this member's name; `repair`: as an administrator. Once more changes which of both."""
        self._do("SELECT hub.admit(%s, %s, %s)", login, bytes.fromhex(member), repair)

    def dismiss(self, login: str) -> None:
        """Shut a login out, at once."""
        self._do("SELECT hub.dismiss(%s)", login)

    def logins(self) -> list[Login]:
        """Every login of this hub."""
        found = self._rows("hub.logins()", *_LOGINS)
        return [
            Login(login, _ids(members), repair, invited, admitted, dismissed)
            for login, members, repair, invited, _by, admitted, _admitted_by, dismissed, _dismissed_by in found
        ]

    def ask(self, sealed: bytes) -> None:
        """Ask to join; a later request takes the place of an earlier one."""
        self._do("SELECT hub.ask_to_join(%s)", sealed)

    def change_password(self, password: str) -> None:
        """From the next connection on this line's own login has another password."""
        self._line.ask(lambda line: change_own_password(line, password), _refusal)

    def keep_slot(self, member: str, slot: str, sealed: bytes) -> None:
        """Leave a key box of one's own; it takes the place of the one before."""
        self._do("SELECT hub.keep_slot(%s, %s, %s)", bytes.fromhex(member), slot, sealed)

    def own_slots(self) -> list[KeptSlot]:
        """The key boxes of whoever asks."""
        return [
            KeptSlot(member.hex(), slot, sealed)
            for member, slot, sealed, _kept in self._rows("hub.own_slots()", *_SLOTS)
        ]

    def _rows(self, asked: str, *kinds: Kind) -> Sequence[tuple[Any, ...]]:
        asking = f"SELECT * FROM {asked}"  # noqa: S608  our own names
        return rows_of(kinds, self._line.ask(lambda line: line.execute(asking).fetchall(), _refusal))

    def _do(self, statement: str, *values: object) -> None:
        self._line.ask(lambda line: line.execute(statement, values), _refusal)


def _ids(members: Sequence[object]) -> tuple[str, ...]:
    found = tuple(one.hex() for one in members if isinstance(one, bytes))
    if len(found) < len(members):
        raise otherwise()
    return found


def _invite(line: Line, login: str, password: str) -> None:
    if not _LOGIN.fullmatch(login):
        raise ServerRefused(later("This cannot be the name of a login."))
    line.execute("SELECT hub.invite(%s, %s)", (login, verifier(line, login, password)))


def _refusal(error: psycopg.Error) -> HubRefused:
    match error.sqlstate:
        case "CB011":
            return ServerRefused(later("This cannot be the name of a login."))
        case "CB012":
            return ServerRefused(
                later("This login was not made by the hub, or was changed on the server since."),
                later("Ask whoever runs the server what became of it."),
            )
        case "CB013":
            return ServerRefused(
                later("This member has another login on the hub already."),
                later("Give the enrollment file of that login, or have a new key set made."),
            )
        case "CB014":
            return ServerRefused(later("What was sent is larger than the hub takes."))
        case _:
            return refusal_of(error)
