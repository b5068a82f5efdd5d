"""What must be acknowledged, in the settings of who may decide for the clinic: for each matter the roles, as ticks.

Nothing is asked until something is ticked; what is kept holds from then on, in open charts too, and never for the past.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.people import Role
from careboard.clinical.person import Sex
from careboard.i18n import gettext as _
from careboard.projections.duties import Matter, Named
from careboard.projections.lanes.measures import QTC_LIMITS
from careboard.ui.desk import Desk
from careboard.ui.entrance.setup.steps import role_choices
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow
from careboard.ui.shell.settings.panel import KeepingPanel
from careboard.workflow.acknowledging import Acknowledging, acknowledging_of, keep_acknowledging
from careboard.workflow.session import Session
from careboard.workflow.site_choices import may_decide

_WORDS = {
    Matter.RESULTS: (
        _("Abnormal results"),
        _(
            "A laboratory result out of its stated range or flagged as abnormal, a drug screen with a finding that was "
            "not expected or a specimen that is not valid, and a QTc above {men} ms, of women {women} ms (unverified)."
        ).format(men=QTC_LIMITS[Sex.MALE], women=QTC_LIMITS[Sex.FEMALE]),
    ),
    Matter.RISK: (
        _("Raised risk"),
        _("A risk assessment of moderate, high or imminent, and a C-SSRS screen at its high level."),
    ),
    Matter.MEDICINES: (
        _("Changes of medicines"),
        _("A medicine is started, held, resumed or stopped, or its dose is changed."),
    ),
}


class RoleTicks(QWidget):
    """One matter: what it is, and a tick for each role."""

    def __init__(self, matter: Matter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, told = _WORDS[matter]
        self.boxes: dict[Role, QCheckBox] = {}
        self._ticks = QWidget()
        self._flow = Flow(self._ticks, look().px(16), look().px(4))
        self._ticks.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(4))
        column.addWidget(Label(self._title, Type.STRONG_LABEL, "text2", wrap=True))
        column.addWidget(self._ticks)
        column.addWidget(Label(told, Type.META, "text3", wrap=True))

    @property
    def ticked(self) -> tuple[Role, ...]:
        """The roles that are ticked."""
        return tuple(role for role, box in self.boxes.items() if box.isChecked())

    def show_roles(self, known: Acknowledging, named: Sequence[Role]) -> None:
        """Offer the roles, and tick those that are named."""
        self.say_who_is_here(known)
        for role, box in self.boxes.items():
            box.setChecked(role in named)

    def say_who_is_here(self, known: Acknowledging) -> None:
        """Say of each role whether somebody has it now; no tick is changed."""
        for words, role in role_choices(known.offered):
            if role not in self.boxes:
                self.boxes[role] = QCheckBox()
                self._flow.addWidget(self.boxes[role])
            told = _("{role} (nobody here)").format(role=words) if role in known.vacant else words
            self.boxes[role].setText(told)
            self.boxes[role].setAccessibleName(f"{self._title}: {told}")


class AcknowledgingPanel(KeepingPanel):
    """Three matters and a button. It is not there for who may not decide for the clinic."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("What must be acknowledged"), parent)
        self._desk = desk
        self.matters = {matter: RoleTicks(matter) for matter in Matter}
        self.keep = Button(_("Keep it for the clinic"))
        self.keep.clicked.connect(self._submit)
        told = _(
            "Of each role that you tick, one person must acknowledge such an entry, also where its author does not "
            "ask; who wrote it is not asked. It holds for what is recorded from now on. Without a tick, only authors "
            "ask."
        )
        self.lay_out(told, tuple(self.matters.values()), self.keep)
        self.hide()
        desk.ask(lambda session: acknowledging_of(session) if may_decide(session) else None, self, self._offer)

    @property
    def said(self) -> str:
        """What came of it."""
        return self._state.text()

    def _offer(self, known: Acknowledging | None) -> None:
        if known is not None:
            self._show(known)
            self.show()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Members may have come and gone meanwhile."""
        super().showEvent(event)
        self._desk.ask(acknowledging_of, self, self._say_who_is_here)

    def _say_who_is_here(self, known: Acknowledging) -> None:
        for ticks in self.matters.values():
            ticks.say_who_is_here(known)

    def _show(self, known: Acknowledging) -> None:
        for matter, ticks in self.matters.items():
            ticks.show_roles(known, known.named[matter])

    @Slot()
    def _submit(self) -> None:
        self.say("", "ok")
        wanted = {matter: ticks.ticked for matter, ticks in self.matters.items()}
        self.set_busy(busy=True)
        self._desk.ask(partial(_kept, wanted=wanted), self, self._was_kept, self.was_refused)

    def _was_kept(self, known: Acknowledging) -> None:
        self.set_busy(busy=False)
        self._show(known)
        self.say(_told(known.named), "ok")
        self._desk.follow_clinic()
        self.keep.setFocus()


def _kept(session: Session, *, wanted: Named) -> Acknowledging:
    return keep_acknowledging(session, wanted)


def _told(named: Named) -> str:
    if any(named.values()):
        return _("Kept for the clinic. It holds for what is recorded from now on, in open charts too.")
    return _("Kept for the clinic: nobody is asked any more but by authors. What was asked before still waits.")
