"""Every model of the screens obeys Qt's rules; no promise waits for a time or looks at what is private."""

import pkgutil
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QAbstractItemModel
from pytestqt.modeltest import ModelTester

import careboard.ui
from careboard.projections.wording.voice import Voice
from careboard.ui.clinic.audit.model import AuditModel
from careboard.ui.clinic.board.model import BoardModel
from careboard.ui.clinic.caseload.model import CaseloadModel
from careboard.ui.clinic.emergencies.events import EventModel
from careboard.ui.clinic.quarantine.rows import HeldModel
from careboard.ui.patient.timeline.model import TimelineModel

TESTS = Path(__file__).parents[1]
SLEEPS = re.compile(r"\btime\.sleep\(|\bqWait\b|\bqSleep\b|\bbot\.wait\(\d|qtbot\.wait\(\d")
# What lets events run and waits for nothing, and a context manager that is not entered and so waits for nothing.
LETS_RUN = re.compile(r"\bprocessEvents\(|^\s*qtbot\.wait(Exposed|Active|Signals?)\(")
MAY_LET_RUN = ("ui/desk.py", "ui/walked.py")  # the helper that says why, and a program that is no test
# What is private to an object other than the one that speaks; `os._exit` is of Python.
PRIVATE = re.compile(r"(?<!\bself)(?<!\bcls)(?<!\bos)\._[a-z]")
ZONE = ZoneInfo("America/New_York")
MADE_WITH: dict[str, Callable[[], QAbstractItemModel]] = {
    "AuditModel": lambda: AuditModel(ZONE),
    "BoardModel": lambda: BoardModel(CaseloadModel(ZONE)),
    "CaseloadModel": lambda: CaseloadModel(ZONE),
    "EventModel": lambda: EventModel(dict),
    "HeldModel": lambda: HeldModel(Voice(zone=ZONE)),
    "TimelineModel": lambda: TimelineModel(*[lambda _row: "told"] * 3),
}


def _models() -> list[type[QAbstractItemModel]]:
    """Every model that the screens define themselves, what several have in common through each; a new one is found."""
    for module in pkgutil.walk_packages(careboard.ui.__path__, "careboard.ui."):
        if "system" not in module.name:  # of other systems than this one
            import_module(module.name)
    ours = [kind for kind in _subclasses(QAbstractItemModel) if kind.__module__.startswith("careboard.ui")]
    return sorted((kind for kind in ours if not kind.__subclasses__()), key=lambda kind: kind.__name__)


def _subclasses(kind: Any) -> list[Any]:
    return [sub for one in kind.__subclasses__() for sub in (one, *_subclasses(one))]


def _made(kind: type[QAbstractItemModel]) -> QAbstractItemModel:
    return MADE_WITH[kind.__name__]() if kind.__name__ in MADE_WITH else kind()


@pytest.mark.parametrize("kind", _models(), ids=lambda kind: kind.__name__)
def test_that_every_model_obeys_the_rules_of_models_from_its_beginning(
    qtmodeltester: ModelTester, kind: type[QAbstractItemModel]
) -> None:
    qtmodeltester.check(_made(kind))  # type: ignore[no-untyped-call]  # pytest-qt has no types here


def test_that_no_promise_is_kept_by_waiting_for_a_time() -> None:
    rooms = [TESTS / room for room in ("ui", "gallery", "accessibility")]
    files = [file for room in rooms for file in room.rglob("*.py") if file != Path(__file__)]
    waiting = [
        f"{file.name}:{number}"
        for file in files
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if SLEEPS.search(line) or (LETS_RUN.search(line) and str(file.relative_to(TESTS)) not in MAY_LET_RUN)
    ]
    assert waiting == []


def test_that_no_promise_about_a_screen_looks_at_what_is_private() -> None:
    files = [file for file in (TESTS / "ui").rglob("*.py") if file != Path(__file__)]
    lines = [(file, line) for file in files for line in file.read_text("utf-8").splitlines()]
    assert [f"{file.name}: {line.strip()}" for file, line in lines if PRIVATE.search(line)] == []


@pytest.mark.parametrize("line", ["page._timer.setInterval(1)", "sheet._reason._boxes()", "lanes()._axis"])
def test_that_a_look_at_what_is_private_would_be_found(line: str) -> None:
    assert PRIVATE.search(line)


@pytest.mark.parametrize("line", ["    QApplication.processEvents()", "    qtbot.waitExposed(page)", "qtbot.wait(0)"])
def test_that_a_line_that_waits_for_nothing_would_be_found(line: str) -> None:
    assert LETS_RUN.search(line) or SLEEPS.search(line)
