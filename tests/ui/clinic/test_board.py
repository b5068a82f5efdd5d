"""The board: the same patients as the table in lanes by stage, gone through and moved by keys, signing nothing."""

from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from careboard.clinical.response import RiskLevel
from careboard.projections.caseload import CaseloadRow
from careboard.projections.stages import Stage
from careboard.ui.clinic.board.card import card_height, paint_card
from careboard.ui.clinic.board.lanes import CARD, laid_out
from careboard.ui.clinic.board.model import BoardModel
from careboard.ui.clinic.board.view import Board
from careboard.ui.clinic.caseload.model import ROW, CaseloadModel
from careboard.ui.clinic.caseload.mover import TARGETS, digit_of
from careboard.ui.look.look import apply, look, named
from tests.ui.clinic.test_caseload import PLAIN, row
from tests.ui.keys import focus, press

ZONE = ZoneInfo("America/New_York")
LANES = {
    "ALVAREZ, Ana": Stage.REFERRED,
    "BERG, Bo": Stage.RESIDENTIAL,
    "COLE, Cy": Stage.IOP,
    "DUNN, Di": Stage.IOP,
    "EGAN, Ed": Stage.DISCHARGED,
}


def patients() -> list[CaseloadRow]:
    """Five patients, sorted by name because all else is equal."""
    return [row(name, stage=stage, discharged=stage is Stage.DISCHARGED) for name, stage in LANES.items()]


@pytest.fixture
def board(program: QApplication, qtbot: QtBot) -> Iterator[Board]:
    """A board on the screen."""
    model = CaseloadModel(ZONE)
    model.put_all(patients())
    made = Board(model)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.activateWindow()
    with qtbot.waitActive(made):
        made.setFocus()
    yield made
    apply(named("light"))


def chosen(board: Board) -> str:
    """Who has the keyboard."""
    found: str = board.currentIndex().data(ROW).named
    return found


def test_that_each_stage_has_a_lane_and_the_unknown_one_only_while_somebody_is_in_it() -> None:
    rows = patients()
    lanes = laid_out(rows, 1400, 1.0, lambda _at, _width: 100)
    assert [lane.stage for lane in lanes.lanes] == [stage for stage in Stage if stage is not Stage.OTHER]
    unknown = laid_out([*rows, row("FAY, Flo", stage=Stage.OTHER)], 1400, 1.0, lambda _at, _width: 100)
    assert unknown.lanes[-1].rows == (5,)


@pytest.mark.parametrize("width", [300, 900, 1400, 2600])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_no_card_is_too_narrow_or_lies_on_another_or_outside_its_lane(width: int, scale: float) -> None:
    rows = patients() + [row(f"MORE, {n}", stage=Stage.IOP) for n in range(7)]
    lanes = laid_out(rows, width, scale, lambda at, _width: 80 + 10 * at)
    for at, box in enumerate(lanes.boxes):
        assert box.width() >= CARD * scale - 1
        lane = lanes.lane_at(box.center().x())
        assert lane is not None
        assert lane.stage is rows[at].stage
        assert lane.x <= box.left()
        assert box.right() <= lane.x + lane.width
        assert not any(box.intersects(other) for other in lanes.boxes[at + 1 :])
        assert box.bottom() <= lanes.height


def test_that_a_wide_lane_holds_its_cards_side_by_side() -> None:
    rows = [row(f"MORE, {n}", stage=Stage.IOP) for n in range(6)]
    lanes = laid_out(rows, 2400, 1.0, lambda _at, _width: 100)
    assert len({box.left() for box in lanes.boxes}) > 2


@pytest.mark.parametrize(("risk", "wide"), [(RiskLevel.MODERATE, 5), (RiskLevel.LOW, 2)])
def test_that_in_high_contrast_a_stripe_tells_serious_risk_and_covers_no_outline(
    program: QApplication, risk: RiskLevel, wide: int
) -> None:
    apply(named("contrast"))
    picture = QImage(300, 400, QImage.Format.Format_RGB32)
    picture.fill(look().colour("bg"))
    painter = QPainter(picture)
    paint_card(
        painter, replace(PLAIN, risk=risk), picture.rect().toRectF(), ZONE, hidden=False, chosen=False, focused=False
    )
    painter.end()
    edge = [QColor(picture.pixel(at, 300)).name() for at in range(8)]
    apply(named("light"))
    assert edge == ["#ffffff"] * wide + ["#000000"] * (8 - wide)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_a_card_is_as_high_as_all_that_it_says(program: QApplication, scale: float) -> None:
    apply(named("light", scale))
    try:
        plain = card_height(PLAIN, look().px(CARD), ZONE, hidden=False)
        name = replace(PLAIN, named="WOLFESCHLEGELSTEINHAUSENBERGERDORFF-MONTGOMERY, Maximiliane Alexandrina")
        reasons = replace(PLAIN, reviews=("1 risk check overdue", "PHQ-9 16, 14 at the start: not halved by week 10"))
        for longer in (name, reasons):
            assert card_height(longer, look().px(CARD), ZONE, hidden=False) > plain
    finally:
        apply(named("light"))


def test_that_the_model_of_the_board_obeys_the_item_model_rules(qtmodeltester: ModelTester) -> None:
    caseload = CaseloadModel(ZONE)
    model = BoardModel(caseload)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    caseload.put(PLAIN)
    caseload.put(replace(PLAIN, unread=7))
    caseload.filter_by("nobody")


def test_that_a_screen_reader_hears_the_stage_and_all_of_the_card(program: QApplication) -> None:
    caseload = CaseloadModel(ZONE)
    caseload.put(replace(PLAIN, stage=Stage.IOP, reviews=("1 result not acknowledged",)))
    model = BoardModel(caseload)
    told = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    for words in (
        "IOP",
        "RIVERA, Maya",
        "day 9 of 42",
        "Suicide risk: Moderate",
        "1 result not acknowledged",
        "down 3",
    ):
        assert words in told
    caseload.hide_names(True)
    assert "RIVERA" not in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert model.index(0).data() == "M. R."


def test_that_arrows_go_to_the_card_beside_and_enter_opens_it(board: Board, qtbot: QtBot) -> None:
    assert chosen(board) == "ALVAREZ, Ana"
    press(Qt.Key.Key_Right)
    assert chosen(board) == "BERG, Bo"
    press(Qt.Key.Key_Right)
    assert chosen(board) == "COLE, Cy"
    press(Qt.Key.Key_Down)
    assert chosen(board) == "DUNN, Di"
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Right)
    assert chosen(board) == "EGAN, Ed"
    press(Qt.Key.Key_Left, times=3)
    with qtbot.waitSignal(board.opened) as opened:
        press(Qt.Key.Key_Return)
    assert opened.args[0].named == "ALVAREZ, Ana"


def test_that_a_patient_who_is_told_otherwise_keeps_the_keyboard(board: Board) -> None:
    press(Qt.Key.Key_Right)
    board.model().caseload.put(replace(patients()[1], age=30))  # type: ignore[attr-defined]  # a BoardModel
    assert chosen(board) == "BERG, Bo"


def test_that_a_drag_to_another_lane_says_where_to_and_changes_nothing(board: Board, qtbot: QtBot) -> None:
    moved: list[tuple[str, Stage]] = []
    board.move_wanted.connect(lambda patient, stage: moved.append((patient.named, stage)))
    start = board.visualRect(board.model().index(1, 0)).center()
    lanes = {lane.stage: lane.x + lane.width // 2 for lane in board.lanes.lanes}

    def drag(to: int) -> None:
        viewport = board.viewport()
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(viewport, start + QPoint(30, 0))
        QTest.mouseMove(viewport, QPoint(to, start.y()))
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(to, start.y()))

    drag(lanes[Stage.IOP])
    assert moved == [("BERG, Bo", Stage.IOP)]
    for nowhere in (Stage.RESIDENTIAL, Stage.REFERRED, Stage.TRANSITION):
        drag(lanes[nowhere])
    assert len(moved) == 1
    assert board.model().caseload.shown[1].stage is Stage.RESIDENTIAL  # type: ignore[attr-defined]  # a BoardModel


def test_that_a_digit_is_the_place_of_a_lane() -> None:
    assert [digit_of(stage) for stage in TARGETS] == ["2", "4", "5", "6"]


def test_that_the_keyboard_is_on_the_board(board: Board) -> None:
    assert focus() is board
