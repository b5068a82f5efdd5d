"""A line to the hub that lasts: made when it is needed, made again after it broke, and shared by threads in turns.

What the driver says stays here: its errors may hold rows and addresses, so ours are raised without them.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import psycopg

from careboard.i18n import later
from careboard.settings import HubAddress
from careboard.storage.hub.answers import otherwise
from careboard.storage.hub.connecting import Line, LoginUnknown, connect
from careboard.storage.hub.demands import refuse_unfit
from careboard.storage.hub.logins import change_own_password
from careboard.storage.hub.meaning import breaks_the_line, refusal_of
from careboard.storage.hub.patience import PATIENCE, Impatient
from careboard.storage.hub.port import HubRefused

T = TypeVar("T")
_SHUT_OUT = later("The clinic's hub does not know your login, or does not let it in any more.")
_ASK = later(
    "What you wrote stays on this computer. Ask the clinic's administrator: a login ends with the membership, and an "
    "enrollment file makes it anew."
)
_SETTINGS = {
    "synchronous_commit": "on",  # what is acknowledged is on the disk, whatever was set for this login
    "statement_timeout": "120s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
    "search_path": "pg_catalog",
    "timezone": "UTC",
}


@dataclass(frozen=True)
class FirstTime:
    """A login that was not used yet: the password that it has until then, and what is done once it has its own."""

    password: str = field(repr=False)
    done: Callable[[], None]


@dataclass(eq=False)
class LastingLine:
    """One login's way to a hub; `patience`: seconds without a byte until the server counts as away."""

    address: HubAddress
    login: str
    password: str = field(repr=False)
    patience: float = PATIENCE
    first: FirstTime | None = field(default=None, repr=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _over: threading.Event = field(default_factory=threading.Event, init=False, repr=False)
    _line: Impatient | None = field(default=None, init=False, repr=False)

    def ask(self, question: Callable[[Line], T], refusal_of: Callable[[psycopg.Error], Exception] = refusal_of) -> T:
        """What the question answers; each statement is a transaction of its own unless the question opens one.

        Raises what `refusal_of` makes of an error, HubAway where the line broke (what became of the question is then
        not known) and ServerRefused where none could be made.
        """
        refusal: Exception
        with self._turn:
            line = self._line = self._line or self._dialled()
            try:
                return question(line)
            except (ValueError, ArithmeticError, RecursionError):  # of bytes that are not of the kind that they claim
                refusal = otherwise()
                self._hang_up()
            except psycopg.Error as error:
                refusal = refusal_of(error)
                if line.closed or breaks_the_line(error):
                    self._hang_up()
        raise refusal  # here, and not above, so that it carries nothing of the driver's error

    def close(self) -> None:
        """Hang up, also on a call that still waits for the server; the next one dials again."""
        self._over.set()
        with self._turn:
            self._over.clear()
            self._hang_up()

    def give_up(self) -> None:
        """Break off what waits for the server now, for good, and do not wait for it; from another thread."""
        self._over.set()

    def _dialled(self) -> Impatient:
        try:
            dialled = self._fit(self.password) if self.first is None else self._come_first(self.first)
        except LoginUnknown:
            raise LoginUnknown(_SHUT_OUT, _ASK) from None
        dialled.patience, dialled.over = self.patience, self._over
        return dialled

    def _fit(self, password: str) -> Impatient:
        dialled = connect(self.address, self.login, password, _SETTINGS)
        try:
            refuse_unfit(dialled)
        except HubRefused:
            dialled.close()
            raise
        return dialled

    def _come_first(self, first: FirstTime) -> Impatient:
        """Come in with the password for one use and change it; that may have been done, and not been noted."""
        try:
            dialled = self._fit(first.password)
        except LoginUnknown:
            dialled = self._fit(self.password)
        else:
            try:
                change_own_password(dialled, self.password)
            except HubRefused:
                dialled.close()
                raise
        first.done()
        self.first = None
        return dialled

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
