"""The phrases in the settings: kept, changed and taken away by keys; a file that is none changes nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.clinical.people import Role
from careboard.projections.writing.phrases import FIRST_LINE, Phrase
from careboard.ui.background import Background
from careboard.ui.desk import Desk
from careboard.ui.shell.settings.phrases import PhrasesPanel
from careboard.workflow.session import Session
from careboard.workflow.writing.phrases import keep_clinics, keep_own, library, read_file
from tests.clinic import Clinic
from tests.ui.desk import PATIENCE

MSE, SLEEP = Phrase("mse", "Neat."), Phrase("sleep", "Sleeps {well|badly}.")
Opener = Callable[..., PhrasesPanel]


@pytest.fixture
def panel_of(program: QApplication, clinic: Clinic, qtbot: QtBot) -> Iterator[Opener]:
    """The panel of a member, when it is known what stands in it."""
    made: list[tuple[PhrasesPanel, Desk]] = []

    def opened(who: Role, *, own: bool = True) -> PhrasesPanel:
        desk = Desk(Session(clinic.open(who)), Background())
        panel = PhrasesPanel(desk, own=own)
        made.append((panel, desk))
        answers: list[None] = []
        desk.ask(lambda _session: None, desk, answers.append)
        qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
        return panel

    yield opened
    for panel, desk in made:
        panel.close()
        panel.deleteLater()
        desk.close()


def rows(panel: PhrasesPanel) -> list[str]:
    return [panel.list.item(at).text() for at in range(panel.list.count())]


def after(panel: PhrasesPanel, qtbot: QtBot, act: Callable[[], object]) -> str:
    """What the panel says of an act."""
    panel.say("", "ok")
    act()
    qtbot.waitUntil(lambda: bool(panel.said) and panel.keep.isEnabled(), timeout=PATIENCE)
    return panel.said


def test_that_a_phrase_is_kept_changed_and_taken_away_and_can_be_had_back(
    panel_of: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    panel = panel_of(Role.COUNSELOR)
    assert not panel.drop.isEnabled()
    panel.name.setText(".sleep")
    panel.text.setPlainText("Sleeps well.")
    assert after(panel, qtbot, panel.keep.click) == "Kept: .sleep."
    panel.text.setPlainText(SLEEP.text)
    after(panel, qtbot, panel.keep.click)
    assert rows(panel) == [".sleep   Sleeps {well|badly}."]
    assert library(Session(clinic.open(Role.COUNSELOR))).own == (SLEEP,)
    panel.list.setCurrentRow(0)
    assert after(panel, qtbot, panel.drop.click).startswith("Taken away: .sleep.")
    assert rows(panel) == []
    after(panel, qtbot, panel.keep.click)
    assert library(Session(clinic.open(Role.COUNSELOR))).own == (SLEEP,)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("", "Neat.", "A phrase has a name of lower-case letters"),
        ("My phrase", "Neat.", "A phrase has a name of lower-case letters"),
        ("mse", " ", "The phrase .mse says nothing."),
    ],
)
def test_that_what_is_no_phrase_is_refused_beside_its_name_and_what_was_typed_stays(
    panel_of: Opener, clinic: Clinic, qtbot: QtBot, name: str, text: str, told: str
) -> None:
    panel = panel_of(Role.COUNSELOR)
    panel.name.setText(name)
    panel.text.setPlainText(text)
    panel.keep.click()
    assert panel.said.startswith(told)
    assert (panel.name.text(), panel.text.toPlainText()) == (name, text)
    assert library(Session(clinic.open(Role.COUNSELOR))).own == ()


def test_that_what_was_typed_and_not_kept_can_be_had_back_when_another_phrase_was_chosen_over_it(
    panel_of: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    keep_own(Session(clinic.open(Role.COUNSELOR)), (MSE, SLEEP))
    panel = panel_of(Role.COUNSELOR)
    panel.list.setCurrentRow(0)
    panel.list.setCurrentRow(1)
    assert panel.aside.isHidden()
    assert not panel.said
    panel.text.setPlainText("Sleeps four hours, ")
    panel.list.setCurrentRow(0)
    assert (panel.name.text(), panel.text.toPlainText()) == ("mse", MSE.text)
    assert panel.said.startswith("What you typed is not kept.")
    panel.aside.click()
    assert (panel.name.text(), panel.text.toPlainText()) == ("sleep", "Sleeps four hours,")
    assert panel.aside.isHidden()
    after(panel, qtbot, panel.keep.click)
    panel.list.setCurrentRow(0)
    assert panel.aside.isHidden()


def test_that_a_file_comes_in_without_replacing_what_is_known_and_goes_out_again(
    panel_of: Opener, clinic: Clinic, qtbot: QtBot, tmp_path: Path
) -> None:
    keep_own(Session(clinic.open(Role.COUNSELOR)), (MSE,))
    panel = panel_of(Role.COUNSELOR)
    file = tmp_path / "theirs.txt"
    file.write_text(f"{FIRST_LINE}\n\n.mse\nUnkempt.\n\n.sleep\n{SLEEP.text}\n", "utf-8")
    told = after(panel, qtbot, lambda: panel.import_from(file))
    assert told == "1 phrase was taken over. Left as they are, because the file has another text: .mse."
    assert library(Session(clinic.open(Role.COUNSELOR))).own == (MSE, SLEEP)
    assert after(panel, qtbot, lambda: panel.export_to(tmp_path / "mine.txt")) == "Saved as mine.txt."
    assert read_file(tmp_path / "mine.txt") == (MSE, SLEEP)
    assert after(panel, qtbot, lambda: panel.export_to(file)).startswith("There is a file of this name already.")


def test_that_a_file_that_is_no_library_is_told_in_a_sentence_and_changes_nothing(
    panel_of: Opener, clinic: Clinic, qtbot: QtBot, tmp_path: Path
) -> None:
    keep_own(Session(clinic.open(Role.COUNSELOR)), (MSE,))
    panel = panel_of(Role.COUNSELOR)
    file = tmp_path / "letter.txt"
    file.write_text("Dear colleague", "utf-8")
    told = after(panel, qtbot, lambda: panel.import_from(file))
    assert told.startswith("This is no file of phrases")
    assert "Nothing of this one was taken." in told
    assert library(Session(clinic.open(Role.COUNSELOR))).own == (MSE,)


def test_that_only_who_decides_for_the_clinic_has_its_phrases_in_the_settings(
    panel_of: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    keep_clinics(Session(clinic.open(Role.SUPERVISOR)), (MSE,))
    assert panel_of(Role.COUNSELOR, own=False).isHidden()
    panel = panel_of(Role.SUPERVISOR, own=False)
    assert not panel.isHidden()
    assert rows(panel) == [".mse   Neat."]
    panel.name.setText("sleep")
    panel.text.setPlainText(SLEEP.text)
    after(panel, qtbot, panel.keep.click)
    assert library(Session(clinic.open(Role.COUNSELOR))).clinic == (MSE, SLEEP)


def test_that_a_tip_of_a_phrase_obeys_no_html(panel_of: Opener, clinic: Clinic) -> None:
    keep_own(Session(clinic.open(Role.COUNSELOR)), [Phrase("x", "<b>Not</b> suicidal <!-- since noon -->")])
    tip = panel_of(Role.COUNSELOR).list.item(0).toolTip()
    assert tip == "<qt>.x   &lt;b&gt;Not&lt;/b&gt; suicidal &lt;!-- since noon --&gt;</qt>"
