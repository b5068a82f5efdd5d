"""Who signs under a clock that was set back reads it in the message bar, once, and what was signed is signed."""

from datetime import timedelta

from pytestqt.qtbot import QtBot

from careboard.errors import CareboardError
from careboard.ui.background import Background
from careboard.ui.desk import Desk
from careboard.workflow.session import Session
from tests.clinic import Clinic, note
from tests.ui.desk import answered


def test_that_who_signs_under_a_clock_that_was_set_back_is_told_once_and_has_signed(
    clinic: Clinic, qtbot: QtBot
) -> None:
    desk, said, signed = Desk(Session(clinic.open()), Background()), list[CareboardError](), list[str]()
    desk.refused.connect(said.append)
    for back in (timedelta(0), timedelta(hours=2), timedelta(0)):
        clinic.clock.now -= back
        desk.ask(lambda session: str(session.append(clinic.patient, note())), desk, signed.append)
        answered(desk, qtbot)
    desk.close()
    assert len(signed) == 3
    assert [str(error).partition(" says ")[0] for error in said] == ["The clock of this computer"]
