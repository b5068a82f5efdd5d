"""Locking: the session ends, and the process that held its keys is replaced by a fresh one.

Only that takes keys and patients' words out of memory; forgetting them inside Python leaves every copy (decision 0010).
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from careboard.errors import CareboardError
from careboard.vault.hardening import begin_anew
from careboard.workflow.session import Session


def lock(session: Session | None, arguments: Sequence[str] | None = None) -> NoReturn:
    """End the session and begin anew, as this program was begun or with other `arguments`; drafts are saved before.

    A checkpoint that cannot be written now does not keep the keys in memory: the lock comes all the same.
    """
    if session is not None:
        with suppress(CareboardError, OSError):
            session.close()
    begin_anew(arguments)
