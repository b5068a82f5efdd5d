"""A patient's page over a real vault, as the desktop opens it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from careboard.clinical.people import Role
from careboard.ui.background import Background
from careboard.ui.desk import Desk
from careboard.ui.look.look import apply, named
from careboard.ui.patient.page import PatientPage
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.ui.desk import PATIENCE

Opener = Callable[..., PatientPage]


@pytest.fixture
def open_page(program: QApplication, clinic: Clinic, qtbot: QtBot, tmp_path: Path) -> Iterator[Opener]:
    """Open the clinic's patient as a member; the page has its whole chart and the keyboard."""
    desks: list[tuple[PatientPage, Desk]] = []
    apply(named("light"))

    def opened(who: Role | None = None, size: tuple[int, int] = (1594, 994)) -> PatientPage:
        desk = Desk(Session(clinic.open(who)), Background())
        page = PatientPage(desk, clinic.patient)
        desks.append((page, desk))
        page.resize(*size)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow, timeout=PATIENCE)
        qtbot.waitUntil(lambda: page.chart is not None and page.chart.complete, timeout=PATIENCE)
        qtbot.waitUntil(lambda: page.ready, timeout=PATIENCE)
        page.timeline.view.setFocus()
        return page

    yield opened
    for page, desk in desks:
        if isValid(page):
            page.close()
            page.deleteLater()
        desk.close()
    apply(named("light"))
