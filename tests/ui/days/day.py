"""A day at the desk: the real window over a copy of the sample clinic, and hands that know keys only.

A day is a row of acts; each is a small function that works by keys and asserts what is to be seen or stands recorded.
"""

import json
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt

from careboard.clinical.entry import Entry
from careboard.clinical.values import EntryId
from careboard.demo import SignIn
from careboard.projections.chart import Chart
from careboard.projections.timeline import TimelineRow
from careboard.ui.entrance.cover import CoverPage
from careboard.ui.parts.sheet import Sheet
from careboard.ui.patient.composer.composer import Composer
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.summary.section import SummarySection
from careboard.ui.shell.workplace import Workplace
from careboard.vault.record import Record
from careboard.workflow.session import Session
from tests.ui.desk import Started, lay_out, words_on_screen
from tests.ui.keys import CTRL, press, tab, write

if TYPE_CHECKING:
    from collections.abc import Iterator

Key = Qt.Key
Answer = TypeVar("Answer")
SheetT = TypeVar("SheetT", bound=Sheet)
LEAST = 15  # acts of a day


@dataclass
class Day:
    """Somebody's day at the desk."""

    who: SignIn
    desk: Started
    folder: Path  # where files of this day may go

    @property
    def workplace(self) -> Workplace:
        """What is on the screen of who is signed in."""
        return self.desk.workplace

    @property
    def page(self) -> PatientPage:
        """The chart in front."""
        page = self.workplace.page
        assert isinstance(page, PatientPage), "no chart is in front"
        return page

    @property
    def chart(self) -> Chart:
        """What stands in it."""
        assert self.page.chart is not None
        return self.page.chart

    @property
    def composer(self) -> Composer:
        """Where this member writes."""
        assert self.page.composer is not None
        return self.page.composer

    @property
    def reads(self) -> str:
        """All that can be read on the screen now."""
        lay_out()
        return words_on_screen()

    def ask(self, question: Callable[[Session], Answer]) -> Answer:
        """What the vault holds, by the session of who is signed in."""
        answers: list[Answer] = []
        self.workplace.desk.ask(question, self.workplace.desk, answers.append)
        self.wait(lambda: bool(answers))
        return answers[0]

    @property
    def covered(self) -> bool:
        """Does the cover lie over everything?"""
        return isinstance(self.desk.desktop.window.page, CoverPage)

    @property
    def current(self) -> TimelineRow:
        """The entry of the timeline that has the keyboard."""
        row = self.page.timeline.view.current
        assert row is not None
        return row

    def course(self, name: str) -> EntryId:
        """The course of a medicine of the chart in front."""
        return next(one.id for one in self.chart.regimen.courses if one.name == name)

    def unlock(self) -> None:
        """The passphrase, Enter, and the caseload is read."""
        self.desk.sign_in(self.who.passphrase)
        self.rest()

    def tab_to(self, there: Callable[[], bool]) -> None:
        """Tab until the keyboard is there."""
        for _stop in range(60):
            if there():
                return
            tab()
        raise AssertionError("Tab does not lead there")

    def looks(self) -> int:
        """How often the log says that somebody looked at a weight."""
        return self.ask(lambda session: [_purpose(one) for one in session.vault.file.every()].count("weight-shown"))

    def printer(self, summary: SummarySection) -> list[bytes]:
        """A printer that takes what is sent to it."""
        sent: list[bytes] = []
        assert summary.page is not None
        summary.page.taking.ask_printer = lambda: sent.append
        return sent

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the program run until something is so."""
        self.desk.wait(until)

    def rest(self) -> None:
        """Let everything that was asked of the workers happen."""
        for _turn in range(3):
            self.wait(lambda: self.desk.desktop.background.idle)
            lay_out()

    def find(self, typed: str) -> None:
        """Ctrl+K, a few letters, Enter."""
        press(Key.Key_K, CTRL)
        write(typed)
        press(Key.Key_Return)

    def open(self, letters: str) -> None:
        """Open a patient by letters of the name; the whole chart is there."""
        self.find(letters)
        self.look()

    def look(self) -> None:
        """Wait for the chart in front."""
        page = self.page
        self.wait(lambda: page.ready and self.chart.complete)
        self.rest()

    def sheet(self, kind: type[SheetT]) -> SheetT:
        """The sheet at the side, as soon as it is of this kind."""
        self.wait(lambda: isinstance(self.page.sheets.sheet, kind))
        sheet = self.page.sheets.sheet
        assert isinstance(sheet, kind)
        return sheet

    @contextmanager
    def recorded(self) -> "Iterator[list[Entry]]":
        """What comes into the record of the chart in front meanwhile, when the vault has it."""
        before = {entry.id for entry in self.chart.record.entries}
        new: list[Entry] = []
        yield new
        self.wait(lambda: not before.issuperset(entry.id for entry in self.chart.record.entries))
        self.rest()
        new += [entry for entry in self.chart.record.entries if entry.id not in before]

    def sign(self) -> list[Entry]:
        """Ctrl+Enter, a look, Enter; what was recorded by it."""
        with self.recorded() as new:
            press(Key.Key_Return, CTRL)
            press(Key.Key_Return)
        return new


def _purpose(record: Record) -> str:
    return str(json.loads(record.body or b"{}")["purpose"]) if record.head.kind == "access" else ""


Act = Callable[[Day], None]


def live(day: Day, acts: Sequence[Act]) -> None:
    """Do one act after another."""
    assert len(set(acts)) >= LEAST
    for act in acts:
        act(day)
