"""What is copied out of Careboard: flagged against every clipboard history, whatever it was copied from, and by which
way; and taken back in time."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QTableView,
    QTextEdit,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

import careboard.ui
from careboard.clinical.measured import Component, Result, Vitals
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.values import Coded, Quantity
from careboard.ui.look.look import Type, look
from careboard.ui.parts.copied import FLAGS, Copied, is_ours
from careboard.ui.parts.fields import Line, Secret, Text
from careboard.ui.patient.timeline.panel import TimelinePanel
from tests.clinic import note
from tests.projections.records import chart, on, signed
from tests.projections.story import STORY
from tests.ui.keys import CTRL, press

WORDS = "zebrafinch"


def in_clipboard() -> QMimeData:
    return QGuiApplication.clipboard().mimeData(QClipboard.Mode.Clipboard)


@pytest.fixture
def copied(program: QApplication) -> Iterator[Copied]:
    QGuiApplication.clipboard().clear()
    watch = Copied()
    yield watch
    watch.let_be()
    watch.deleteLater()
    QGuiApplication.clipboard().clear()


Selectable = TypeVar("Selectable", QLineEdit, QPlainTextEdit, QTextEdit, Line, Text)


def selected(field: Selectable) -> Selectable:
    field.selectAll()
    return field


def label() -> QLabel:
    made = QLabel(WORDS)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
    made.setSelection(0, len(WORDS))
    return made


def listed(view: QListView | QTableView | QTreeView) -> QWidget:
    model = QStandardItemModel(view)
    model.appendRow(QStandardItem(WORDS))
    view.setModel(model)
    view.setCurrentIndex(model.index(0, 0))
    return view


def editable() -> QWidget:
    made = QComboBox()
    made.setEditable(True)
    made.setEditText(WORDS)
    field = made.lineEdit()
    assert field is not None
    field.selectAll()
    return made


def number() -> QWidget:
    made = QSpinBox()
    made.setSpecialValueText(WORDS)
    made.selectAll()
    return made


KINDS: dict[str, Callable[[], QWidget]] = {
    "a line": lambda: selected(Line(WORDS)),
    "a text": lambda: selected(Text(WORDS)),
    "Qt's line": lambda: selected(QLineEdit(WORDS)),
    "Qt's text": lambda: selected(QPlainTextEdit(WORDS)),
    "rich text": lambda: selected(QTextEdit(WORDS)),
    "a label": label,
    "a list": lambda: listed(QListView()),
    "a table": lambda: listed(QTableView()),
    "a tree": lambda: listed(QTreeView()),
    "an editable choice": editable,
    "a number": number,
}


@pytest.mark.parametrize("kind", KINDS)
def test_that_every_copy_by_keys_carries_the_flags(copied: Copied, qtbot: QtBot, kind: str) -> None:
    widget = KINDS[kind]()
    qtbot.addWidget(widget)
    widget.show()
    with qtbot.waitActive(widget):
        widget.activateWindow()
    widget.setFocus()
    press(Qt.Key.Key_C, CTRL)
    assert WORDS in in_clipboard().text()
    assert {flag: bytes(in_clipboard().data(flag).data()) for flag in FLAGS} == FLAGS
    assert copied.timer.isActive()


@pytest.mark.parametrize("name", ["edit-copy", "edit-cut"])
@pytest.mark.parametrize("kind", ["a line", "a text"])
def test_that_every_copy_by_the_menu_carries_the_flags(copied: Copied, qtbot: QtBot, kind: str, name: str) -> None:
    widget = KINDS[kind]()
    qtbot.addWidget(widget)
    widget.show()
    at = QPoint(5, 5)
    target = widget.viewport() if isinstance(widget, QPlainTextEdit) else widget
    QApplication.sendEvent(target, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.objectName() == name).trigger()
    menu.close()
    assert in_clipboard().text() == WORDS
    assert is_ours(in_clipboard())
    left = widget.property("plainText") if isinstance(widget, QPlainTextEdit) else widget.property("text")
    assert left == ("" if name == "edit-cut" else WORDS)


def test_that_a_passphrase_is_not_copied(copied: Copied, qtbot: QtBot) -> None:
    secret = Secret()
    qtbot.addWidget(secret)
    secret.setText(WORDS)
    secret.show()
    with qtbot.waitActive(secret):
        secret.activateWindow()
    secret.selectAll()
    secret.setFocus()
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        press(key, CTRL)
    assert QGuiApplication.clipboard().text() == ""
    assert secret.text() == WORDS


def test_that_a_copy_is_taken_back_after_a_while(qtbot: QtBot, program: QApplication) -> None:
    watch = Copied(kept_for=20)
    text = selected(Text(WORDS))
    with qtbot.waitSignal(watch.timer.timeout):
        text.copy()
        assert QGuiApplication.clipboard().text() == WORDS
    assert QGuiApplication.clipboard().text() == ""
    watch.let_be()


def test_that_thirty_seconds_is_the_while(copied: Copied) -> None:
    assert copied.timer.interval() == 30_000


def test_that_a_later_copy_has_its_whole_while(copied: Copied) -> None:
    selected(Text("first")).copy()
    copied.timer.setInterval(60_000)
    selected(Text(WORDS)).copy()
    assert copied.timer.remainingTime() > 30_000


def test_that_what_another_program_has_put_there_since_stays(copied: Copied, monkeypatch: pytest.MonkeyPatch) -> None:
    selected(Text(WORDS)).copy()
    away = Qt.ApplicationState.ApplicationInactive
    monkeypatch.setattr(QGuiApplication, "applicationState", staticmethod(lambda: away))
    QGuiApplication.clipboard().setText("shopping list")
    copied.take_back()
    assert QGuiApplication.clipboard().text() == "shopping list"
    assert not is_ours(in_clipboard())
    QGuiApplication.clipboard().clear()


def test_that_every_field_of_the_program_flags_what_it_copies_from_the_beginning() -> None:
    for found in pkgutil.walk_packages(careboard.ui.__path__, "careboard.ui."):
        importlib.import_module(found.name)
    fields = [*_below(QLineEdit), *_below(QPlainTextEdit), *_below(QTextEdit)]
    ours = [kind for kind in fields if kind.__module__.startswith("careboard.ui")]
    assert len(ours) >= 5
    assert [kind.__name__ for kind in ours if not _flags(kind)] == []


def _flags(kind: type) -> bool:
    own = [base for base in kind.__mro__ if base.__module__.startswith("careboard.ui")]
    return issubclass(kind, Line) or any("createMimeDataFromSelection" in vars(base) for base in own)


def _below(kind: type) -> Iterator[type]:
    children: list[type] = kind.__subclasses__()
    for child in children:
        yield child
        yield from _below(child)


def test_that_no_copy_out_of_the_timeline_holds_a_blind_weight(copied: Copied, qtbot: QtBot) -> None:
    panel = TimelinePanel()
    qtbot.addWidget(panel)
    blind = Flag(FlagType.BLIND_WEIGHT, Coded("Weight is not shown"))
    kilograms = Result(quantity=Quantity(Decimal("51.9"), "kg"))
    scale = Vitals((Component(Coded.of("http://loinc.org", "29463-7", "Body weight"), kilograms),))
    panel.show_chart(chart(*STORY, signed(blind), signed(scale, "scale", at=on(16, 14))))
    panel.show()
    with qtbot.waitActive(panel):
        panel.activateWindow()
    assert "Seen by nobody else yet" in _copied_rows(panel)
    assert "51.9" not in _copied_rows(panel)
    QTest.keyPress(panel.view, Qt.Key.Key_F8)
    panel.show_weights()
    assert "51.9" not in _copied_rows(panel)


def test_that_a_drag_over_an_open_card_chooses_words_to_copy_and_closes_nothing(copied: Copied, qtbot: QtBot) -> None:
    panel = TimelinePanel()
    qtbot.addWidget(panel)
    panel.show_chart(chart(signed(note("Slept well, ate little."))))
    panel.resize(900, 500)
    panel.show()
    with qtbot.waitActive(panel):
        panel.activateWindow()
    view, row = panel.view, panel.view.rows[0]
    view.go_to_entry(row.id)
    text = next(one for one in view.card(0).texts if one.layout.text() == "Slept well, ate little.")
    place = view.visualRect(view.currentIndex()).topLeft() + text.at.toPoint()
    begin, wide = place + QPoint(0, 8), QFontMetricsF(look().font(Type.HEADLINE)).horizontalAdvance
    for words in ("Slept well", "S"):
        _drag(view.viewport(), begin, begin + QPoint(round(wide(words)), 0))
        press(Qt.Key.Key_C, CTRL)
        assert in_clipboard().text() == words
        assert {flag: bytes(in_clipboard().data(flag).data()) for flag in FLAGS} == FLAGS
        assert view.is_open(row)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    press(Qt.Key.Key_C, CTRL)
    assert "Slept well, ate little.\n" in in_clipboard().text()
    assert view.is_open(row)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    assert not view.is_open(row)


def _drag(widget: QWidget, begin: QPoint, end: QPoint) -> None:
    """Down, far along and back to the end, and up."""
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(widget, left, pos=begin)
    for at in (begin + QPoint(80, 0), end):
        QTest.mouseMove(widget, at)
    QTest.mouseRelease(widget, left, pos=end)


def _copied_rows(panel: TimelinePanel) -> str:
    """What Ctrl+C takes out of each row, opened."""
    told = ""
    for row in panel.view.rows:
        panel.view.go_to_entry(row.id)
        QTest.keyClick(panel.view, Qt.Key.Key_C, CTRL)
        told += QGuiApplication.clipboard().text() + "\n"
    return told
