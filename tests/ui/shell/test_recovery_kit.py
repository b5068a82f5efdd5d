"""A new recovery kit from the window, by keys: the old one stays good until a group of the new one is typed back."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from careboard.documents.keys_on_paper import kit_pdf, text_of
from careboard.projections.audit import Deed
from careboard.ui.parts.buttons import Button
from careboard.ui.shell.settings.groups import Group
from careboard.ui.shell.settings.recovery import RecoveryPanel
from careboard.ui.shell.workplace import SETTINGS
from careboard.vault.keyslot import LIGHT, Slot
from careboard.vault.refusals import WrongSecret
from careboard.workflow import auditing
from careboard.workflow.new_kit import make_kit
from careboard.workflow.recovery import recover_by_kit
from careboard.workflow.session import Session
from tests.clinic import FOUNDER, PASSPHRASE, Clinic
from tests.ui.desk import Started
from tests.ui.entrance.test_set_up import group_on_the_paper
from tests.ui.keys import budget, compose, press, write

NEW = "another passphrase that fits"


def panel_of(started: Started) -> RecoveryPanel:
    """Sign in and go to the kit."""
    started.sign_in()
    started.workplace.show_place(SETTINGS)
    started.workplace.settings.show_group(Group.LOCK)
    panel = started.workplace.settings.recovery
    panel.passphrase.setFocus()
    return panel


def make_one(started: Started, panel: RecoveryPanel, folder: Path) -> None:
    """Show the passphrase; the kit is to be saved in a folder of the test."""
    compose(FOUNDER.passphrase)
    press(Qt.Key.Key_Return)
    started.wait(lambda: panel.step is not None)
    assert panel.step is not None
    offered = panel.step.place.path
    assert offered is not None
    assert re.fullmatch(rf"kit-{FOUNDER.sign_in}-\d\d-[A-Z][a-z]{{2}}-\d{{4}}\.pdf", offered.name)
    panel.step.place.show_path(folder / "kit-ac.pdf")


def next_steps(panel: RecoveryPanel) -> list[str]:
    """The buttons that are drawn as the next step."""
    return [one.text() for one in panel.findChildren(Button) if one.isVisible() and one.property("kind") == "primary"]


def slot_of(clinic: Clinic) -> bytes:
    return clinic.open().file.keyslots(Slot.KIT)[clinic.founder.id]


def test_that_a_new_kit_is_made_by_eight_keys_and_the_old_one_opens_nothing_from_then_on(
    started: Started, clinic: Clinic, tmp_path: Path
) -> None:
    panel, before = panel_of(started), slot_of(clinic)
    with budget(8):
        make_one(started, panel, tmp_path)
        assert panel.step is not None
        assert next_steps(panel) == ["Save the kit"]
        press(Qt.Key.Key_Space)
        assert next_steps(panel) == ["Take it into use"]
        assert slot_of(clinic) == before
        write(group_on_the_paper(panel.step, tmp_path))
        press(Qt.Key.Key_Return)
    started.wait(lambda: panel.said.startswith("The new kit is in use."))
    with pytest.raises(WrongSecret, match="opens nobody's key"):
        recover_by_kit(clinic.path, kit_pdf(clinic.kit), FOUNDER.sign_in, NEW, cost=LIGHT)
    assert Deed.NEW_KIT in {row.deed for row in auditing.newest(Session(clinic.open()), {}).rows}
    recover_by_kit(clinic.path, (tmp_path / "kit-ac.pdf").read_bytes(), FOUNDER.sign_in, NEW, cost=LIGHT)


def test_that_a_wrong_passphrase_a_wrong_group_and_leaving_change_nothing(
    started: Started, clinic: Clinic, tmp_path: Path
) -> None:
    panel, before = panel_of(started), slot_of(clinic)
    compose("not the passphrase at all")
    press(Qt.Key.Key_Return)
    started.wait(lambda: panel.said.startswith("The passphrase does not fit."))
    panel.passphrase.setText("")
    make_one(started, panel, tmp_path)
    panel.use.click()
    assert panel.said == "Save or print the kit first."
    press(Qt.Key.Key_Space)
    write("UUUUU")  # never in a code
    press(Qt.Key.Key_Return)
    assert panel.said.startswith("This is not group")
    panel.leave.click()
    assert panel.said.startswith("Left.")
    assert slot_of(clinic) == before
    with pytest.raises(WrongSecret, match="opens nobody's key"):
        recover_by_kit(clinic.path, (tmp_path / "kit-ac.pdf").read_bytes(), FOUNDER.sign_in, PASSPHRASE, cost=LIGHT)


def test_that_a_new_kit_is_dated_by_the_clinics_day(clinic: Clinic) -> None:
    day = clinic.clock.now.date()
    clinic.clock.now = (clinic.clock.now + timedelta(days=1)).replace(hour=2)  # in New York it is still that day
    kit = make_kit(Session(clinic.open()), FOUNDER.passphrase).kit
    assert kit.made == day
    assert f"Made {day:%d}-Sep-2026." in text_of(kit_pdf(kit))
