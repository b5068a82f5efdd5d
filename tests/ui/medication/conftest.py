"""A patient's page with its medications over a real vault, as the desktop opens it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.clinical.entry import KnownContent
from careboard.clinical.people import Role
from careboard.clinical.values import EntryId
from careboard.projections.chart import Chart
from careboard.ui.background import Background
from careboard.ui.desk import Desk
from careboard.ui.look.look import apply, named
from careboard.ui.patient.medications import Medications
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.whole import patient_page
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.ui.desk import PATIENCE


@dataclass
class Opened:
    """A page that was opened by a member. `told` is what the message bar would say, `background` works for it."""

    page: PatientPage
    meds: Medications
    bot: QtBot
    told: list[str]
    background: Background

    @property
    def chart(self) -> Chart:
        """The chart that is shown."""
        assert self.page.chart is not None
        return self.page.chart

    def course(self, name: str) -> EntryId:
        """The first course of a medicine."""
        return next(one.id for one in self.chart.regimen.courses if one.name.startswith(name))

    def last(self) -> KnownContent:
        """What was recorded last."""
        content = max(self.chart.record.entries, key=lambda entry: entry.recorded_at).content
        assert isinstance(content, KnownContent)
        return content

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the program run until something is so."""
        self.bot.waitUntil(until, timeout=PATIENCE)

    def wait_signed(self, before: int) -> None:
        """Wait until something more stands in the record."""
        self.wait(lambda: len(self.chart.record.entries) > before)


Opener = Callable[..., Opened]


@pytest.fixture
def at_work(program: QApplication, clinic: Clinic, qtbot: QtBot) -> Iterator[Opener]:
    """Open the clinic's patient as a member, after some more was recorded by the founder."""
    opened: list[tuple[PatientPage, Desk]] = []
    apply(named("light"))

    def open_as(who: Role | None = None, *more: KnownContent, size: tuple[int, int] = (1594, 994)) -> Opened:
        for content in more:
            clinic.write(None, content)
        background = Background()
        desk = Desk(Session(clinic.open(who)), background)
        page = patient_page(desk, clinic.patient)
        opened.append((page, desk))
        told: list[str] = []
        desk.told.connect(told.append)
        page.resize(*size)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: page.chart is not None and page.chart.complete, timeout=PATIENCE)
        qtbot.waitUntil(lambda: page.ready, timeout=PATIENCE)
        meds = page.findChild(Medications)
        assert isinstance(meds, Medications)
        qtbot.waitUntil(lambda: meds.known, timeout=PATIENCE)
        return Opened(page, meds, qtbot, told, background)

    yield open_as
    for page, desk in opened:
        page.close()
        desk.close()
        page.deleteLater()
    apply(named("light"))
