"""What PostgreSQL's errors mean on a line that stands, by their SQLSTATE, in sentences of ours.

Nothing of the server's own text is passed on: it may hold rows.
"""

import psycopg

from careboard.i18n import filled, later
from careboard.storage.hub.port import HubAway, HubRefused

# The server goes away, is not ready yet, has no connection or disk left, or gave up waiting: later it may do.
_LATER = ("08", "40", "53", "57", "58", "55P03")
_NOT_ALLOWED = ("42501",)
_NO_HUB = ("3D", "3F", "42")  # no such database, schema, function or table: not a hub, or one of another version


def breaks_the_line(error: psycopg.Error) -> bool:
    """May the connection not be used any more?"""
    return error.sqlstate is None or error.sqlstate.startswith(("08", "57P"))


def refusal_of(error: psycopg.Error) -> HubRefused:
    """The refusal that a person is shown for an error of the server; without a SQLSTATE the line broke."""
    state = error.sqlstate
    if state is None:
        return HubAway(later("The clinic's server cannot be reached."))
    if state.startswith(_LATER):
        return HubAway(later("The clinic's server cannot answer now."))
    if state.startswith(_NOT_ALLOWED):
        return HubRefused(
            later("The clinic's server does not allow this to your login."),
            later("Ask your administrator, who admits logins."),
        )
    if state.startswith(_NO_HUB):
        return HubRefused(
            later("The database at this address is no hub of Careboard, or one of another version."),
            later("Ask your administrator, who can bring the hub up to date."),
        )
    sentence = later("The clinic's server refused what was sent (PostgreSQL's error {state}).")
    return HubRefused(
        filled(sentence, state=state if state.isalnum() else "?"),
        later("Nothing is lost: it stays on this computer. Tell your administrator."),
    )
