"""Looking at a blind weight: it is recorded first, and shown only when that stands in the vault.

A look that cannot be recorded shows nothing, and says so.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject

from careboard.clinical.values import PatientId
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.desk import Desk

_LOOKED_AT_WEIGHT = "weight-shown"


def look_at_weight(desk: Desk, patient: PatientId, owner: QObject, show: Callable[[], None]) -> None:
    """Record that the member looks at a blind weight of this patient, then show it."""

    def refuse(error: CareboardError) -> None:
        told = _("The weight stays hidden: that you look at it cannot be recorded. {why}").format(why=error)
        desk.refused.emit(CareboardError(told, error.next_step))

    desk.ask(lambda session: session.note_access(_LOOKED_AT_WEIGHT, patient), owner, lambda _none: show(), refuse)
