"""The look: every pair of text and ground meets its contrast, and icons exist in every theme."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from careboard.assets import resource
from careboard.clinical.people import Discipline
from careboard.ui.look.look import Look, Type, apply, load_fonts, look, named
from careboard.ui.look.tokens import CONTRAST, DARK, LIGHT, THEMES, Tokens, contrast, text_on
from careboard.ui.parts.buttons import Button

TEXT, MARK = 4.5, 3.0
themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)


@themes
@pytest.mark.parametrize("ground", ["bg", "surface", "surface2", "unread"])
@pytest.mark.parametrize("tone", ["text1", "text2", "text3", "hint"])
def test_that_text_is_read_on_every_ground(theme: Tokens, tone: str, ground: str) -> None:
    assert contrast(getattr(theme, tone), getattr(theme, ground)) >= TEXT


@themes
@pytest.mark.parametrize("tone", ["danger", "warn", "ok"])
def test_that_what_needs_attention_is_read_on_its_tint(theme: Tokens, tone: str) -> None:
    assert contrast(getattr(theme, tone), getattr(theme, f"{tone}_tint")) >= TEXT


@themes
def test_that_every_discipline_is_read_on_cards_and_on_its_tint(theme: Tokens) -> None:
    for discipline in Discipline:
        colour, tint = theme.discipline(discipline)
        assert contrast(colour, theme.surface) >= TEXT
        assert contrast(colour, tint) >= TEXT


@themes
def test_that_outlines_and_focus_are_seen_on_every_ground(theme: Tokens) -> None:
    for ground in (theme.bg, theme.surface, theme.surface2):
        assert contrast(theme.border_strong, ground) >= MARK
        assert contrast(theme.accent, ground) >= MARK
    assert contrast(theme.on_accent, theme.accent) >= TEXT


@themes
def test_that_a_dose_is_read_on_every_shade_of_it(theme: Tokens) -> None:
    for shade in (*theme.dose, *theme.care):
        assert contrast(text_on(shade), shade) >= TEXT


@themes
def test_that_words_and_marks_of_the_chart_are_read_on_all_that_lies_under_them(theme: Tokens) -> None:
    for ground in (theme.surface, theme.normal, theme.future, *theme.bands):
        assert contrast(theme.text1, ground) >= TEXT
        assert contrast(theme.side_effect, ground) >= MARK
    assert contrast(theme.side_effect, theme.side_effect_tint) >= MARK
    assert contrast(theme.text1, theme.side_effect_tint) >= TEXT


@themes
def test_that_the_rail_and_what_is_chosen_are_read(theme: Tokens) -> None:
    for ground in (theme.nav, theme.nav_selected):
        assert contrast(theme.nav_text, ground) >= TEXT
        assert contrast(theme.nav_badge, ground) >= MARK
    assert contrast(text_on(theme.nav_badge), theme.nav_badge) >= TEXT
    for ground in (theme.sunken, theme.accent_tint):
        assert contrast(theme.text1, ground) >= TEXT


def test_that_high_contrast_knows_black_white_and_one_yellow() -> None:
    told = {CONTRAST.text1, CONTRAST.bg, CONTRAST.accent}
    assert told == {"#000000", "#FFFFFF", "#FFD400"}
    assert (LIGHT.dark, DARK.dark, CONTRAST.contrast) == (False, True, True)


def test_that_the_rows_of_a_list_leave_its_round_corners_whole(program: QApplication, qtbot: QtBot) -> None:
    apply(named("light"))
    ground = QWidget()
    qtbot.addWidget(ground)
    QVBoxLayout(ground).addWidget(rows := QListWidget())
    ground.resize(240, 120)
    ground.show()
    shown = ground.grab().toImage()
    edge = rows.geometry()
    corners = (edge.topLeft(), edge.topRight(), edge.bottomLeft(), edge.bottomRight())
    inwards = (QPoint(1, 1), QPoint(-1, 1), QPoint(1, -1), QPoint(-1, -1))
    outside = [shown.pixelColor(corner + inward) for corner, inward in zip(corners, inwards, strict=True)]
    assert outside == [shown.pixelColor(2, 2)] * 4
    assert shown.pixelColor(edge.center()) == look().colour("surface")


def test_that_every_icon_takes_the_colour_of_a_token() -> None:
    for drawing in resource("icons").glob("*.svg"):
        assert 'stroke="currentColor"' in drawing.read_text("utf-8"), drawing.name


def test_that_a_date_is_not_torn_apart_at_its_hyphens(qapp: QApplication) -> None:
    load_fonts()
    for role in (Type.BODY, Type.META, Type.VALUE, Type.LABEL):
        metrics = QFontMetricsF(Look().font(role))
        assert metrics.horizontalAdvance("-") < metrics.horizontalAdvance("0") * 0.8
    figures = QFontMetricsF(Look().font(Type.DOSE))
    assert figures.horizontalAdvance("1") == figures.horizontalAdvance("0")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("kind", "ring"), [("", "accent"), ("quiet", "accent"), ("primary", "on_accent"), ("danger", "surface")]
)
def test_that_a_button_shows_that_it_has_the_keyboard(
    program: QApplication, qtbot: QtBot, theme: str, kind: str, ring: str
) -> None:
    apply(named(theme))
    page, button = QWidget(), Button("Sign", kind)
    button.setParent(page)
    qtbot.addWidget(page)
    page.setFocus()
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    ring = "accent" if theme == "contrast" else ring  # there it is always yellow
    without = _middle(button, ring)
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    assert _middle(button, ring) - without >= 2 * 2  # two pixels at least at the left, and two at the right
    apply(named("light"))


def _middle(button: Button, ring: str) -> int:
    """How many pixels have the colour of the ring in a row of the button that no letter of it reaches."""
    picture: QImage = button.grab().toImage()
    row = picture.height() - 8
    return sum(QColor(picture.pixel(at, row)) == look().colour(ring) for at in range(picture.width()))


@pytest.mark.usefixtures("qapp")
def test_that_a_text_underlined_under_the_mouse_underlines_no_other_text() -> None:
    hovered = look().font(Type.STRONG_LABEL)
    hovered.setUnderline(True)
    assert not look().font(Type.STRONG_LABEL).underline()
