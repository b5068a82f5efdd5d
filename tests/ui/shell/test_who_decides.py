"""What the clinic decides about itself is offered to those who may decide for it, and to nobody else."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from careboard.clinical.people import Role
from careboard.ui.background import Background
from careboard.ui.desk import Desk
from careboard.ui.shell.settings.acknowledging import AcknowledgingPanel
from careboard.ui.shell.settings.reaching import ReachingPanel
from careboard.ui.shell.settings.strengths import StrengthsPanel
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.ui.desk import PATIENCE


@pytest.mark.parametrize("kind", [AcknowledgingPanel, ReachingPanel, StrengthsPanel])
@pytest.mark.parametrize(("role", "offered"), [(Role.SUPERVISOR, True), (Role.ADMIN, True), (Role.NURSE, False)])
def test_that_only_who_may_decide_for_the_clinic_is_offered_it(
    program: QApplication,
    clinic: Clinic,
    qtbot: QtBot,
    kind: type[AcknowledgingPanel] | type[ReachingPanel] | type[StrengthsPanel],
    role: Role,
    *,
    offered: bool,
) -> None:
    desk = Desk(Session(clinic.open(role)), Background())
    around = QWidget()
    panel = kind(desk, around)
    answered: list[bool] = []
    desk.ask(lambda _session: True, panel, answered.append)
    qtbot.waitUntil(lambda: bool(answered), timeout=PATIENCE)
    assert panel.isVisibleTo(around) is offered
    desk.close()
    around.deleteLater()
