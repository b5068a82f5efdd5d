"""The clinic's hub, as the window hears of it: how things stand, and what came; the courier has a thread of his own.

The window never waits for him, but for the last of what was signed when it closes, and then not long.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from careboard.errors import CareboardError
from careboard.workflow.hub.hub_state import Brought, HubState
from careboard.workflow.session import Session

if TYPE_CHECKING:
    from careboard.workflow.hub.courier import Courier
    from careboard.workflow.hub.presence import AtWork, Present


class Sharing(QObject):
    """`state` is None in a clinic without a hub; `address` is where the hub is, as it is shown."""

    changed = Signal(object)  # the HubState
    brought = Signal(object)  # a Brought
    present_changed = Signal()  # others write, or write no more, in charts that are open here
    _told = Signal(object)
    _mistaken = Signal(object)
    _seen = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state: HubState | None = None
        self.address = ""
        self.present: frozenset[Present] = frozenset()
        self._courier: Courier | None = None
        self._ended = False
        self._told.connect(self._follow)
        self._mistaken.connect(self._raise)
        self._seen.connect(self._follow_present)

    @Slot(object)
    def begin(self, courier: "Courier | None") -> None:
        """Send the courier out; None where there is nothing to do."""
        if courier is not None and not self._ended and self._courier is None:
            self._courier, self.address = courier, courier.address
            self._follow(courier.state)
            courier.begin()

    @Slot(object)
    def refuse(self, error: CareboardError) -> None:
        """There is a hub, and no way to it."""
        self._follow(HubState(hindrance=error))

    def now(self) -> None:
        """Ask the hub now, and send what waits."""
        if self._courier is not None:
            self._courier.nudge()

    @Slot()
    def look_at_the_door(self) -> None:
        """Ask the hub now who waits to be let in."""
        if self._courier is not None:
            self._courier.look_at_the_door()

    def stand(self, at_work: "AtWork") -> None:
        """Where whoever is signed in reads and writes now."""
        if self._courier is not None and not self._ended:
            self._courier.stand(at_work)

    def end(self) -> None:
        """Let the courier send what is left, and come home; nothing is told after this."""
        if self._courier is not None and not self._ended:
            self._courier.end()
        self._ended = True

    # -- called by the courier, in a thread of his own --------------------------------------------------------------

    def hear_state(self, state: HubState) -> None:
        """How things stand."""
        if not self._ended:
            self._told.emit(state)

    def hear_brought(self, brought: Brought) -> None:
        """What came."""
        if not self._ended:
            self.brought.emit(brought)

    def hear_mistake(self, mistake: BaseException) -> None:
        """We made a mistake there."""
        if not self._ended:
            self._mistaken.emit(mistake)

    def hear_present(self, present: "frozenset[Present]") -> None:
        """Who else writes now."""
        if not self._ended:
            self._seen.emit(present)

    # -- in the thread of the window --------------------------------------------------------------------------------

    @Slot(object)
    def _follow(self, state: HubState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)

    @Slot(object)
    def _follow_present(self, present: "frozenset[Present]") -> None:
        if present != self.present:
            self.present = present
            self.present_changed.emit()

    @Slot(object)
    def _raise(self, mistake: BaseException) -> None:
        raise mistake


def courier_of(sharing: Sharing, session: Session) -> "Courier | None":
    """Who goes to the hub for this session; made by the worker, for what the network needs is slow to import."""
    from careboard.workflow.hub.courier import Listeners, courier

    heard = Listeners(sharing.hear_state, sharing.hear_brought, sharing.hear_mistake, sharing.hear_present)
    return courier(session.vault, heard)
