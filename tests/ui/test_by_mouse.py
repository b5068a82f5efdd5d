"""What a hand at the mouse may trust: the wheel changes nothing, nothing that came up under the mouse is pressed."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from careboard.ui.parts.buttons import Button, Chip
from careboard.ui.parts.completing import complete
from careboard.ui.parts.fields import Choice

NOTCH = QPoint(0, -120)


def turn_wheel(over: QWidget) -> QWheelEvent:
    """One notch down over the middle of a control."""
    at = QPointF(over.rect().center())
    event = QWheelEvent(
        at,
        over.mapToGlobal(at),
        QPoint(),
        NOTCH,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(over, event)
    return event


def test_that_the_wheel_over_a_choice_chooses_nothing_and_is_left_to_what_scrolls(qtbot: QtBot) -> None:
    choice = Choice([("Team", "team"), ("Psychotherapy note", "private")])
    qtbot.addWidget(choice)
    choice.show()
    choice.setFocus()
    assert not turn_wheel(choice).isAccepted()
    assert choice.chosen == "team"
    assert choice.focusPolicy() is Qt.FocusPolicy.StrongFocus, "the wheel would take the keyboard"


@pytest.mark.parametrize("kind", [Button, Chip])
def test_that_a_double_click_presses_no_button_that_came_up_under_the_mouse(
    kind: type[Button | Chip], qtbot: QtBot
) -> None:
    window = QStackedWidget()
    qtbot.addWidget(window)
    review, sign = Button("Review"), kind("Sign")
    for button in (review, sign):
        window.addWidget(button)
    signed: list[bool] = []
    review.clicked.connect(lambda: window.setCurrentWidget(sign))
    sign.clicked.connect(lambda: signed.append(True))
    window.show()
    there = window.windowHandle(), Qt.MouseButton.LeftButton
    QTest.mouseDClick(*there, pos=window.rect().center())
    assert window.currentWidget() is sign
    assert signed == []
    QTest.mouseDClick(*there, pos=window.rect().center())
    assert len(signed) == 2


def test_that_a_chip_keeps_the_tip_it_was_given_and_tells_its_words_where_they_are_cut(qtbot: QtBot) -> None:
    chip = Chip("Initials of everybody")
    qtbot.addWidget(chip)
    chip.setToolTip("Initials (P)")
    chip.resize(chip.sizeHint())
    chip.grab()
    assert chip.toolTip() == "Initials (P)"
    chip.resize(60, chip.height())
    chip.grab()
    assert chip.toolTip() == "Initials of everybody"
    chip.resize(chip.sizeHint())
    chip.grab()
    assert chip.toolTip() == "Initials (P)"


def test_that_a_number_typed_after_a_click_beside_the_offered_names_ends_in_no_name(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    fields = QVBoxLayout(window)
    name, dose = QLineEdit(), QLineEdit()
    fields.addWidget(name)
    fields.addStretch(200)
    fields.addWidget(dose)
    complete(name, ["hydroxyzine", "hydroxyzine pamoate", "pimozide"])
    completer = name.completer()
    assert completer is not None
    window.resize(400, 300)
    window.show()
    name.setFocus()
    offered = completer.popup()
    assert offered is not None
    QTest.keyClicks(name, "pimozid")
    assert offered.isVisible()
    QTest.keyClicks(name, "e")
    assert not offered.isVisible()
    name.clear()
    QTest.keyClicks(name, "hydroxyzine")
    assert offered.isVisible()
    QTest.mouseClick(offered, Qt.MouseButton.LeftButton, pos=offered.mapFromGlobal(dose.mapToGlobal(QPoint(5, 5))))
    focused = window.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "25")
    assert (name.text(), dose.text()) == ("hydroxyzine", "25")
