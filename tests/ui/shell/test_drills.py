"""Recovery drills from the window, by keys: what is proved or failed is said in words, and when it was last drilled."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from careboard.clinical.people import Role
from careboard.documents.keys_on_paper import custody_pdf, kit_pdf
from careboard.settings import write_private
from careboard.ui.shell.settings.drilled import proved
from careboard.ui.shell.settings.drills import Drills
from careboard.ui.shell.settings.groups import Group
from careboard.ui.shell.workplace import SETTINGS
from careboard.workflow.drills import Drill, Proven
from tests.clinic import Clinic
from tests.ui.desk import Started
from tests.ui.keys import budget, press


@pytest.fixture
def drills(started: Started) -> Drills:
    """The group of the settings, with what was drilled before."""
    started.sign_in()
    started.workplace.show_place(SETTINGS)
    started.workplace.settings.show_group(Group.RECOVERY)
    found = started.workplace.settings.drills
    started.wait(lambda: all(panel.isVisible() for panel in found.panels))
    return found


def paper(folder: Path, name: str, content: bytes) -> Path:
    write_private(folder / name, content)
    return folder / name


def test_that_each_drill_is_run_from_the_settings_and_says_what_it_proved_and_when(
    started: Started, drills: Drills, clinic: Clinic, tmp_path: Path
) -> None:
    assert {panel.last.text() for panel in drills.panels} == {"Never drilled."}
    drills.kit.kit.show_path(paper(tmp_path, "kit.pdf", kit_pdf(clinic.kit)))
    for field, sheet in ((drills.custody.one, 0), (drills.custody.other, 2)):
        field.show_path(paper(tmp_path, f"{sheet}.pdf", custody_pdf(clinic.sheets[sheet])))
    drills.colleague.who.choose(clinic.keys(Role.NURSE).id)
    for panel in drills.panels:
        panel.begin.setFocus()
        with budget(1):
            press(Qt.Key.Key_Space)
        started.wait(lambda panel=panel: panel.said.startswith("It works."))  # type: ignore[misc]
        started.wait(lambda panel=panel: "by A. Chen. It succeeded." in panel.last.text())  # type: ignore[misc]
    assert "1 shared chart opened with it. The copy is gone." in drills.colleague.said


def test_that_a_missing_or_wrong_paper_is_said_in_words_with_what_to_do(
    started: Started, drills: Drills, clinic: Clinic, tmp_path: Path
) -> None:
    drills.custody.one.show_path(paper(tmp_path, "one.pdf", custody_pdf(clinic.sheets[0])))
    for panel, asked in (
        (drills.kit, "Say which file it is."),
        (drills.custody, "Say which file it is."),
        (drills.colleague, "Say for whom."),
    ):
        panel.begin.click()
        assert panel.said == asked
    drills.custody.other.show_path(tmp_path / "one.pdf")
    drills.custody.begin.click()
    started.wait(lambda: drills.custody.said.startswith("It failed."))
    assert "two copies of the same sheet" in drills.custody.said
    assert "Look for the right sheets today." in drills.custody.said
    started.wait(lambda: "It failed." in drills.custody.last.text())


def test_that_what_would_be_lost_is_said_with_what_to_do_about_it() -> None:
    told = proved(Proven(Drill.COLLEAGUE, 3, others=2, closed=1))
    assert "2 charts would come from colleagues who read them" in told
    assert "1 chart would be lost: nobody else reads it any more. Add a colleague" in told
    assert "lost" not in proved(Proven(Drill.CUSTODY, 3))
