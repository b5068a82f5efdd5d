"""Another theme or text size, chosen while the program runs, reaches every label, button and icon."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from careboard.ui.look.look import Type, apply, look, named
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Text
from careboard.ui.parts.labels import Icon, Label


@pytest.fixture(autouse=True)
def light_again(qapp: QApplication) -> Iterator[None]:
    apply(named("light"))
    yield
    apply(named("light"))


def shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(page)
    page.show()
    return page


def test_that_a_label_follows_the_theme_in_its_tone(qtbot: QtBot) -> None:
    told = {tone: Label("Saved here", Type.LABEL, tone) for tone in ("text1", "text2", "danger")}
    _page = shown(qtbot, *told.values())
    for theme in ("dark", "contrast", "light"):
        apply(named(theme))
        for tone, label in told.items():
            assert label.palette().color(QPalette.ColorRole.WindowText) == look().colour(tone)


def test_that_a_label_within_a_field_follows_too(qtbot: QtBot) -> None:
    field = Field("Reason", Text())
    _page = shown(qtbot, field)
    apply(named("dark"))
    (label, *_rest) = field.findChildren(Label)
    assert label.palette().color(QPalette.ColorRole.WindowText) == look().colour("text2")


def test_that_text_grows_with_the_chosen_size(qtbot: QtBot) -> None:
    label, button, text = Label("Saved here"), Button("Sign"), Text()
    _page = shown(qtbot, label, button, text)
    before, height = [label.font().pixelSize(), button.font().pixelSize()], text.height()
    apply(named("light", 2.0))
    assert [label.font().pixelSize(), button.font().pixelSize()] == [2 * size for size in before]
    qtbot.waitUntil(lambda: text.height() > 1.5 * height)


def test_that_what_stood_in_a_text_from_the_beginning_is_seen_whole_at_the_width_that_it_gets(qtbot: QtBot) -> None:
    text = Text("Meal support at the program, three times a week, with somebody at the table. " * 4)
    page = shown(qtbot, text)
    page.setFixedSize(320, 600)
    qtbot.waitUntil(lambda: text.height() > 6 * text.fontMetrics().lineSpacing())
    assert text.verticalScrollBar().maximum() == 0


def test_that_an_icon_is_drawn_in_the_colour_of_the_theme(qtbot: QtBot) -> None:
    icon, button = Icon("lock", "text1"), Button("Lock", "", "lock")
    _page = shown(qtbot, icon, button)
    drawn = [icon.pixmap().toImage(), button.icon().pixmap(18).toImage()]
    apply(named("dark"))
    assert icon.pixmap().toImage() != drawn[0]
    assert button.icon().pixmap(18).toImage() != drawn[1]
