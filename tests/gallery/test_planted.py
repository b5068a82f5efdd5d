"""The layout check finds what is planted: each thing that it is for, once, and nothing on a page that is whole."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, QRectF, QStringListModel, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

from careboard.ui.look.look import apply, named
from careboard.ui.parts.fields import Line
from careboard.ui.parts.labels import Elided, Label
from careboard.ui.parts.rows import Index, Rows
from careboard.ui.parts.sheet import Scrolled
from tests.gallery.layout import findings

SENTENCE = "Describes urge to skip the evening snack on two days, used paced breathing and paced it well both times"
Plant = Callable[[QWidget, QVBoxLayout], None]


class Painted(QWidget):
    """A card that paints its words itself, in a box of so many pixels."""

    def __init__(self, words: str, high: int = 60, tip: str = "", second: str = "") -> None:
        super().__init__()
        self.words, self.second = words, second
        self.setFixedSize(200, high)
        self.setToolTip(tip)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawText(4, 24, self.words)
        painter.drawText(8, 26, self.second)
        painter.end()


class _Row(Rows):
    @override
    def paint_row(self, painter: QPainter, box: QRectF, option: object, index: Index) -> None:
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, str(index.data()))


def _page(qtbot: QtBot, plant: Plant) -> list[str]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(Label("Whole", wrap=True))
    plant(page, column)
    page.resize(400, 300)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return [str(finding) for finding in findings(page)]


def _squeezed_label(_page: QWidget, column: QVBoxLayout) -> None:
    label = Label("Saved here")
    label.setFixedHeight(7)
    column.addWidget(label)


def _narrow_label(_page: QWidget, column: QVBoxLayout) -> None:
    label = Label(SENTENCE)
    label.setFixedWidth(120)
    column.addWidget(label)


def _wrapped_too_low(_page: QWidget, column: QVBoxLayout) -> None:
    label = Label(SENTENCE, wrap=True)
    label.setFixedSize(150, 24)
    column.addWidget(label)


def _narrow_button(_page: QWidget, column: QVBoxLayout) -> None:
    button = QPushButton("Sign for RIVERA, Maya")
    button.setFixedWidth(60)
    column.addWidget(button)


def _hint_too_long(_page: QWidget, column: QVBoxLayout) -> None:
    line = QLineEdit()
    line.setPlaceholderText(SENTENCE)
    line.setFixedWidth(160)
    column.addWidget(line)


def _delegate_row_too_low(_page: QWidget, column: QVBoxLayout) -> None:
    view = QListView()
    model = QStringListModel(["sertraline 150 mg", "thiamine 100 mg"], view)
    view.setModel(model)
    view.setItemDelegate(_Row(6, view))
    column.addWidget(view)


def _elided_without_a_tip(_page: QWidget, column: QVBoxLayout) -> None:
    column.addWidget(Painted("sertraline 150 mg ever…"))


def _tip_of_something_else(_page: QWidget, column: QVBoxLayout) -> None:
    column.addWidget(Painted("sertraline 150 mg ever…", tip="Opens the entry"))


def _painted_out_of_the_card(_page: QWidget, column: QVBoxLayout) -> None:
    column.addWidget(Painted(SENTENCE))


def _painted_over_each_other(_page: QWidget, column: QVBoxLayout) -> None:
    column.addWidget(Painted("PHQ-9 11", second="moderate"))


def _siblings_overlap(_page: QWidget, column: QVBoxLayout) -> None:
    cell = QGridLayout()
    for words in ("One", "Other"):
        cell.addWidget(Label(words), 0, 0)
    column.addLayout(cell)


def _outside_of_its_parent(page: QWidget, _column: QVBoxLayout) -> None:
    button = QPushButton("Sign", page)
    button.setGeometry(QRect(380, 20, 60, 30))


def _wider_than_what_scrolls(_page: QWidget, column: QVBoxLayout) -> None:
    inside = QLabel("Inside")
    inside.setMinimumWidth(700)
    column.addWidget(Scrolled(inside))


def _scrolling_both_ways(_page: QWidget, column: QVBoxLayout) -> None:
    area, inside = QScrollArea(), QLabel("Inside")
    inside.setMinimumSize(700, 700)
    area.setWidget(inside)
    column.addWidget(area)


PLANTS: dict[Plant, str] = {
    _squeezed_label: "text is cut by",
    _narrow_label: "text is cut by",
    _wrapped_too_low: "wraps to",
    _narrow_button: "text is cut by",
    _hint_too_long: "is elided and no tip",
    _delegate_row_too_low: "text is cut by",
    _elided_without_a_tip: "is elided and no tip",
    _tip_of_something_else: "is elided and no tip",
    _painted_out_of_the_card: "text is cut by",
    _painted_over_each_other: "text over text",
    _siblings_overlap: "overlaps by",
    _outside_of_its_parent: "lies outside of what holds it",
    _wider_than_what_scrolls: "wider than what it scrolls in",
    _scrolling_both_ways: "too narrow for what scrolls in it",
}


@pytest.fixture(autouse=True)
def _light(program: object) -> None:
    apply(named("light"))


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__.strip("_"))
def test_that_what_is_planted_is_found(qtbot: QtBot, plant: Plant) -> None:
    found = _page(qtbot, plant)
    assert any(PLANTS[plant] in finding for finding in found), found


def _everything_whole(_page: QWidget, column: QVBoxLayout) -> None:
    column.addWidget(Label(SENTENCE, wrap=True))
    column.addWidget(Elided(SENTENCE))
    column.addWidget(Painted("sertraline 150 mg ever…", tip="sertraline 150 mg every morning"))
    column.addWidget(QPushButton("Sign for RIVERA, Maya"))
    column.addWidget(Line(SENTENCE))


def test_that_a_page_that_is_whole_has_no_findings(qtbot: QtBot) -> None:
    assert _page(qtbot, _everything_whole) == []
