"""What the list of shortcuts says is bound, and nothing is bound that it does not say."""

import inspect
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from careboard.settings import DesktopSettings
from careboard.ui.clinic.caseload.keys import KEYS
from careboard.ui.clinic.inbox.page import InboxList
from careboard.ui.help.key_list import KeyList
from careboard.ui.help.shortcuts import SHORTCUTS, Where, keys_of, of
from careboard.ui.patient.measures.rated_list import RatedList
from careboard.ui.patient.measures.readings_table import ReadingsTable
from careboard.ui.patient.medications import Medications
from careboard.ui.patient.medications_view import MEDICATIONS
from careboard.ui.patient.nutrition.grid import MealsGrid
from careboard.ui.patient.page import TIMELINE, PatientPage
from careboard.ui.patient.regimen.table import RegimenList
from careboard.ui.patient.response.chart import ResponseChart
from careboard.ui.patient.response.plot import Plot
from careboard.ui.patient.response.table import MarksTable
from careboard.ui.shell.single_keys import SURFACES
from careboard.ui.shell.workplace import CASELOAD
from tests.ui.desk import Started
from tests.ui.keys import press
from tests.ui.shell.test_palette import open_chart

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SIGNS = "0123456789/?[].,;'-="
CANDIDATES = [*LETTERS, *SIGNS, *(f"Shift+{key}" for key in LETTERS), *(f"F{n}" for n in range(1, 13)), "Shift+F3"]


def event_of(keys: str) -> QKeyEvent:
    """A key event as the keyboard sends it."""
    name = keys.removeprefix("Shift+")
    key = Qt.Key(ord(name)) if len(name) == 1 else Qt.Key[f"Key_{name}"]
    shifted = keys == "?" or keys.startswith("Shift+")
    modifiers = Qt.KeyboardModifier.ShiftModifier if shifted else Qt.KeyboardModifier.NoModifier
    text = "" if len(name) > 1 else name if shifted else name.lower()
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)


def taken(page: PatientPage, widget: QWidget, keys: str) -> bool:
    """Does a list or a chart take a key for its own? What it opened is closed again."""
    widget.setFocus()
    event = event_of(keys)
    QApplication.sendEvent(widget, event)
    page.close_sheet()
    if page.composer is not None:
        page.composer.close_form()
    return event.isAccepted()


def surfaces(page: PatientPage) -> dict[Where, QWidget]:
    """A widget of each kind, as the chart shows it."""
    medications = page.findChild(Medications)
    assert medications is not None
    return {Where.LIST: page.timeline.view, Where.CHART: medications.alone.response.plot}


def test_that_shortcuts_of_the_window_are_those_of_the_list_and_no_others(started: Started) -> None:
    started.sign_in()
    page = open_chart(started)
    bound = {
        shortcut.key().toString(): shortcut
        for shortcut in started.workplace.findChildren(QShortcut)
        if not shortcut.key().isEmpty()
    }
    told = keys_of((*of(Where.EVERYWHERE), *of(Where.PATIENT))) - {"Esc"}
    sections = {f"Ctrl+{number}" for number in range(1, 8)}
    assert told - sections <= set(bound)
    assert set(bound) - sections <= keys_of(SHORTCUTS)
    assert set(bound) & sections == {f"Ctrl+{page.sections.number(key)}" for key in page.sections.keys}


@pytest.mark.parametrize("where", [Where.LIST, Where.CHART])
def test_that_a_list_takes_the_letters_that_are_told_of_it_and_no_others(
    started: Started, where: Where, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ResponseChart, "_choose_windows", lambda _chart: None)  # a menu; nobody is there to choose
    started.sign_in()
    page = open_chart(started)
    started.wait(lambda: any(button.text() == "Adjust dose" for button in page.sections.offered))
    page.sections.show_section(TIMELINE if where is Where.LIST else MEDICATIONS)
    widget = surfaces(page)[where]
    started.wait(lambda: where is Where.LIST or (isinstance(widget, Plot) and widget.lanes is not None))
    told, of_the_window = keys_of(of(where)), keys_of(of(Where.EVERYWHERE))
    found = {keys for keys in CANDIDATES if keys not in of_the_window and taken(page, widget, keys)}
    with_shift = {keys for keys in found if keys.removeprefix("Shift+") in told}  # the same letter
    assert found - with_shift <= told
    assert told & set(CANDIDATES) <= found


@pytest.mark.parametrize("kind", [RegimenList, MarksTable, RatedList, ReadingsTable, MealsGrid, InboxList])
def test_that_a_list_that_is_searched_by_typing_names_no_key_that_is_not_told(kind: type[QWidget]) -> None:
    usual = {"Enter", "Return", "Menu", "Escape", *(str(digit) for digit in range(7))}
    named = set(re.findall(r"Qt\.Key\.Key_(\w+)", Path(inspect.getfile(kind)).read_text(encoding="utf-8")))
    assert named - usual == keys_of(of(SURFACES[kind])) - usual


def test_that_the_keys_of_the_caseload_are_those_that_are_told() -> None:
    assert {Qt.Key(key).name.removeprefix("Key_").replace("Slash", "/") for key in KEYS} == {
        key for one in of(Where.CASELOAD) if one.single for key in one.keys
    }


def test_that_single_keys_that_are_turned_off_do_nothing_and_stay_so(started: Started) -> None:
    started.sign_in()
    page = open_chart(started)
    page.sections.show_section(TIMELINE)
    started.workplace.settings.single_keys.choice.choose(False)
    assert not DesktopSettings.kept().single_keys
    view = page.timeline.view
    assert not [keys for keys in ("N", "A", "0", "?", "[", "Shift+R") if reacts(page, view, keys)]
    press(Qt.Key.Key_Down)
    assert view.current is not None
    started.workplace.settings.single_keys.choice.choose(True)
    assert reacts(page, view, "N")


def reacts(page: PatientPage, view: QWidget, keys: str) -> bool:
    """Does anything come of a key in the timeline?"""
    heard: list[str] = []
    page.timeline.wanted.connect(lambda what, _row: heard.append(what))
    taken(page, view, keys)
    return bool(heard)


def test_that_every_shortcut_stands_on_the_sheet_and_in_the_settings(started: Started) -> None:
    started.sign_in()
    sheet = started.workplace.settings.findChild(KeyList)
    assert sheet is not None
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {one.does for one in SHORTCUTS} | {one.shown for one in SHORTCUTS} <= words
    started.workplace.show_place(CASELOAD)


def test_that_no_place_has_a_key_twice() -> None:
    for where in Where:
        keys = [key for one in of(where) for key in one.keys]
        assert len(keys) == len(set(keys)), where
