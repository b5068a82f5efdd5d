"""High contrast, pixel by pixel: white outlines of two pixels on black, and a yellow ring of three with a black gap.

It comes by hand from the settings, and by itself where the computer asks for more contrast.
"""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QScrollBar, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import careboard.ui.look.look as looks
from careboard.ui.look.look import Type, apply, look, named
from careboard.ui.look.style import focus_ring, row_ground
from careboard.ui.look.tokens import CONTRAST, contrast
from careboard.ui.parts.broken import broken
from careboard.ui.parts.buttons import Button, Chip
from careboard.ui.parts.fields import Choice, Line
from careboard.ui.parts.panels import Ground, Panel

BLACK, WHITE, YELLOW = "#000000", "#ffffff", "#ffd400"
SMOOTHED = 16
KINDS = ("", "quiet", "primary", "danger")


@pytest.fixture(autouse=True)
def in_high_contrast(program: QApplication) -> Iterator[None]:
    apply(named("contrast"))
    yield
    apply(named("light"))


def _edge(widget: QWidget, pixels: int = 5) -> list[str]:
    """The colours from the left edge inwards, at half the height."""
    picture = widget.grab().toImage()
    return [_nearest(QColor(picture.pixel(at, picture.height() // 2))) for at in range(pixels)]


def _nearest(colour: QColor) -> str:
    """Which of the three colours it is, but for a shade of smoothing where an edge is round; else its own name."""
    for one in map(QColor, (BLACK, WHITE, YELLOW)):
        if all(abs(a - b) <= SMOOTHED for a, b in zip(_channels(colour), _channels(one), strict=True)):
            return one.name()
    return colour.name()


def _channels(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def _shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(page)
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.setFocus()
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def test_that_controls_chips_and_panels_have_white_outlines_of_two_pixels_on_black(qtbot: QtBot) -> None:
    panel = Panel()
    panel.setMinimumHeight(40)
    outlined = (Line(), Choice([("one", 1)]), Button("Print"), Chip("Unread"), panel)
    _page = _shown(qtbot, *outlined)
    for widget in outlined:
        assert _edge(widget) == [WHITE, WHITE, BLACK, BLACK, BLACK], type(widget).__name__


def test_that_what_fills_a_panel_covers_none_of_its_outline(qtbot: QtBot) -> None:
    panel = Panel()
    column = QVBoxLayout(panel)
    column.setContentsMargins(1, 1, 1, 1)  # as every list in a panel has it
    column.addWidget(Ground())
    panel.setMinimumSize(40, 40)
    _page = _shown(qtbot, panel)
    assert _edge(panel) == [WHITE, WHITE, BLACK, BLACK, BLACK]


def test_that_what_has_the_keyboard_has_a_yellow_ring_of_three_pixels_with_a_black_gap_of_one(qtbot: QtBot) -> None:
    buttons = [Button("Sign", kind) for kind in KINDS]
    checked = Button("30 d")
    checked.setCheckable(True)
    checked.setChecked(True)
    held = (Line(), *buttons, checked, Chip("Unread"))
    _page = _shown(qtbot, *held)
    for widget in held:
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
        told = [type(widget).__name__, str(widget.property("kind"))]
        assert _edge(widget)[:4] == [YELLOW, YELLOW, YELLOW, BLACK], told
        filled = isinstance(widget, QPushButton) and (widget.isChecked() or widget.property("kind") in KINDS[2:])
        assert _edge(widget)[4] == (WHITE if filled else BLACK), told


def test_that_no_token_of_high_contrast_is_a_tint() -> None:
    told = {name: getattr(CONTRAST, name) for name in CONTRAST.__slots__ if name not in ("name", "dark", "contrast")}
    greys = {told.pop(name) for name in ("grid", "grid_major", "hint")}  # lines behind the chart would shout in white
    assert all(QColor(grey).saturation() == 0 for grey in greys)
    shades = {shade.lower() for one in told.values() for shade in ((one,) if isinstance(one, str) else one)}
    assert shades == {BLACK, WHITE, YELLOW}


def test_that_the_ring_keeps_its_gap_around_what_is_painted_by_hand(qtbot: QtBot) -> None:
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor(WHITE))
    painter = QPainter(picture)
    focus_ring(painter, QRectF(0, 0, 40, 40))
    painter.end()
    row = [QColor(picture.pixel(at, 20)).name() for at in range(6)]
    assert row == [YELLOW, YELLOW, YELLOW, BLACK, WHITE, WHITE]


def test_that_a_chosen_row_has_a_line_above_and_below_without_the_keyboard() -> None:
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    row_ground(painter, QRectF(0, 0, 40, 20), chosen=True)
    row_ground(painter, QRectF(0, 20, 40, 20), chosen=False)
    painter.end()
    column = [QColor(picture.pixel(20, at)).name() for at in range(40)]
    assert column == [YELLOW] * 3 + [BLACK] * 14 + [YELLOW] * 3 + [BLACK] * 20


def test_that_what_cannot_be_used_has_a_broken_outline(qtbot: QtBot) -> None:
    controls: tuple[QWidget, ...] = (Line(), Choice([("one", 1)]), Button("Print"), Button("Sign", "primary"))
    for control in controls:
        control.setEnabled(False)
    _page = _shown(qtbot, *controls)
    for control in controls:
        picture = control.grab().toImage()
        above = {QColor(picture.pixel(at, 1)).name() for at in range(10, picture.width() - 10)}
        assert {BLACK, WHITE} <= above, type(control).__name__


@pytest.mark.parametrize("highest", [0, 10])
def test_that_a_scroll_bar_is_drawn_only_where_there_is_something_to_scroll(qtbot: QtBot, highest: int) -> None:
    bar = QScrollBar(Qt.Orientation.Vertical)
    bar.setRange(0, highest)
    bar.setFixedSize(10, 200)
    _page = _shown(qtbot, bar)
    picture = bar.grab().toImage()
    drawn = WHITE in {QColor(picture.pixel(5, at)).name() for at in range(picture.height())}
    assert drawn is (highest > 0)


def test_that_a_hint_in_an_empty_field_is_not_taken_for_what_was_typed(program: QApplication) -> None:
    hint, typed = QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Text
    told = [program.palette().color(role).name() for role in (hint, typed)]
    assert told[1] == WHITE
    assert contrast(told[1], told[0]) > 1.5
    assert contrast(told[0], BLACK) >= 7


def test_that_a_word_that_was_found_is_told_apart_without_a_tint() -> None:
    made = broken("Sleeps well", look().font(Type.BODY), 300, 20, 1, ("sleep",))
    (mark,) = made.layout.formats()
    ground, letters = (one.color().name() for one in (mark.format.background(), mark.format.foreground()))
    assert (ground, letters) == (WHITE, BLACK)


@pytest.mark.parametrize(
    ("wish", "scheme", "theme"),
    [
        (Qt.ContrastPreference.HighContrast, Qt.ColorScheme.Light, "contrast"),
        (Qt.ContrastPreference.HighContrast, Qt.ColorScheme.Dark, "contrast"),
        (Qt.ContrastPreference.NoPreference, Qt.ColorScheme.Dark, "dark"),
        (Qt.ContrastPreference.NoPreference, Qt.ColorScheme.Light, "light"),
    ],
)
def test_that_the_look_of_the_system_is_high_contrast_where_the_computer_asks_for_it(
    monkeypatch: pytest.MonkeyPatch, wish: Qt.ContrastPreference, scheme: Qt.ColorScheme, theme: str
) -> None:
    hints = SimpleNamespace(
        accessibility=lambda: SimpleNamespace(contrastPreference=lambda: wish), colorScheme=lambda: scheme
    )
    monkeypatch.setattr(looks, "QGuiApplication", SimpleNamespace(styleHints=lambda: hints))
    assert named("system").tokens.name == theme
