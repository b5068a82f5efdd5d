"""The clinic's templates in the settings: written, tried and retired by keys; what cannot be one is said beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from careboard.clinical.people import Role
from careboard.projections.writing.templates import FIRST_LINE
from careboard.ui.background import Background
from careboard.ui.desk import Desk
from careboard.ui.shell.settings.templates.panel import TemplatesPanel
from careboard.workflow.session import Session
from careboard.workflow.writing.templates import templates_of
from tests.clinic import Clinic
from tests.ui.desk import PATIENCE
from tests.ui.keys import compose, focus, press, tab, unreached


@pytest.fixture
def desk(program: QApplication, clinic: Clinic) -> Iterator[Desk]:
    made = Desk(Session(clinic.open(Role.SUPERVISOR)), Background())
    yield made
    made.close()


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> Iterator[TemplatesPanel]:
    """The panel of a supervisor in a window that has the keyboard."""
    window = QWidget()
    made = TemplatesPanel(desk, window)
    qtbot.waitUntil(lambda: made.isVisibleTo(window), timeout=PATIENCE)
    window.resize(900, 900)
    made.resize(600, 880)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    yield made
    window.close()
    window.deleteLater()


def after(panel: TemplatesPanel, qtbot: QtBot) -> str:
    """What the panel says, when it has answered."""
    qtbot.waitUntil(lambda: bool(panel.said) and panel.keep.isEnabled(), timeout=PATIENCE)
    return panel.said


def test_that_a_template_is_written_tried_and_retired_by_keys(
    panel: TemplatesPanel, clinic: Clinic, qtbot: QtBot
) -> None:
    assert unreached(panel) == set()
    panel.new.setFocus()
    press(Qt.Key.Key_Return)
    assert focus() is panel.fields.name
    compose("Morning check-in")
    tab()
    compose("Co")  # the first that begins so
    tab()
    compose("Gr")
    tab()
    for line in ("# Sleep", "Slept {well|badly}, *** hours."):
        compose(line)
        press(Qt.Key.Key_Return)
    compose("# Plan")
    tab()
    assert focus() is panel.keep
    tab()
    press(Qt.Key.Key_Return)  # see how it looks
    body = panel.trial.body
    assert body is not None
    press(Qt.Key.Key_F2)
    compose("1")  # the first of the choices
    assert body.section("Sleep").toPlainText() == "Slept well, *** hours."
    panel.keep.setFocus()
    press(Qt.Key.Key_Return)
    assert after(panel, qtbot).startswith("Kept: Morning check-in.")
    (kept,) = templates_of(Session(clinic.open(Role.NURSE))).active
    assert [(one.heading, one.prompt) for one in kept.sections] == [
        ("Sleep", "Slept {well|badly}, *** hours."),
        ("Plan", ""),
    ]
    panel.fields.sections.appendPlainText("not kept yet")
    panel.retire.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.said.startswith("Retired:"), timeout=PATIENCE)
    assert panel.retire.text() == "Offer again"
    assert panel.fields.sections.toPlainText().endswith("not kept yet")
    panel.new.click()
    assert panel.said.startswith("What you typed is not kept.")
    panel.list.setCurrentRow(0)
    assert not panel.said
    panel.aside.click()
    assert panel.fields.name.text() == "Morning check-in"
    assert panel.fields.sections.toPlainText().endswith("not kept yet")
    assert panel.aside.isHidden()
    assert templates_of(Session(clinic.open(Role.NURSE))).active == ()


@pytest.mark.parametrize(
    ("name", "sections", "told"),
    [
        ("", "# Plan", "A template has a name"),
        ("Note", "# Plan", "A note in one piece is already called so."),
        ("Morning", "", "A template has one section at least"),
        ("Morning", "Slept well", "Line 1: text stands before the first heading."),
    ],
)
def test_that_what_can_be_none_is_refused_beside_its_field_and_what_was_typed_stays(
    panel: TemplatesPanel, clinic: Clinic, name: str, sections: str, told: str
) -> None:
    panel.fields.name.setText(name)
    panel.fields.sections.setPlainText(sections)
    panel.keep.click()
    assert panel.said.startswith(told)
    assert (panel.fields.name.text(), panel.fields.sections.toPlainText()) == (name, sections)
    assert templates_of(Session(clinic.open(Role.SUPERVISOR))).known == ()


def test_that_files_come_in_and_go_out(panel: TemplatesPanel, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "theirs.txt"
    file.write_text(f"{FIRST_LINE}\nTemplate: A\nFor: nutrition\nKind: group\n# B\n", "utf-8")
    panel.import_from(file)
    assert after(panel, qtbot) == "1 template was taken over."
    panel.export_to(tmp_path / "ours.txt")
    assert panel.said == "Saved as ours.txt."
    panel.import_from(tmp_path / "none.txt")
    assert panel.said.startswith("The file cannot be read:")


def test_that_a_tip_of_a_template_obeys_no_html(panel: TemplatesPanel, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "templates.txt"
    file.write_text(f"{FIRST_LINE}\n\nTemplate: <b>Check</b>\nFor: counseling\nKind: individual\n\n# Plan\n", "utf-8")
    panel.import_from(file)
    assert after(panel, qtbot) == "1 template was taken over."
    assert panel.list.item(0).toolTip().startswith("<qt>&lt;b&gt;Check&lt;/b&gt;")
