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
from careboard.ui.patient.timeline.facts import Team
from careboard.ui.patient.timeline.panel import TimelinePanel
from careboard.ui.patient.timeline.view import TimelineView
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.projections.records import COUNSELOR, DOCTOR, NURSE, chart
from tests.projections.story import STORY
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


TEAM = Team({DOCTOR.member: "A. Chen", COUNSELOR.member: "L. Moreno", NURSE.member: "R. Patel"})


@pytest.fixture
def view(program: QApplication, qtbot: QtBot) -> Iterator[TimelineView]:
    apply(named("light"))
    made = TimelineView()
    made.resize(776, 620)
    made.show_team(TEAM)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=PATIENCE)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def panel(program: QApplication, qtbot: QtBot) -> Iterator[TimelinePanel]:
    apply(named("light"))
    made = TimelinePanel()
    made.resize(776, 820)
    made.show_chart(chart(*STORY))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=PATIENCE)
    made.view.setFocus()
    yield made
    made.close()
    made.deleteLater()
