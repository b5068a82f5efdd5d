"""Help opens where one stands, is read in the window, and leads nowhere that is not there."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QTextFrameFormat, QTextTable
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.assets import resource
from careboard.cli.help_pictures import POSES, reduced
from careboard.ui.help import pages
from careboard.ui.help.reader import Reader
from careboard.ui.look.look import apply, named
from careboard.ui.patient.page import PatientPage
from careboard.ui.shell.helping import OF_ROLE, page_for
from careboard.ui.shell.workplace import SETTINGS
from tests.ui.desk import Started
from tests.ui.keys import focus, press, write
from tests.ui.shell.test_palette import open_chart

LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")


def links() -> list[tuple[str, str, bool]]:
    """Every link and picture: the page that has it, where it leads, and whether it is a picture."""
    return [(page, to, bool(sign)) for page in pages.names() for sign, to in LINK.findall(pages.text(page))]


def test_that_every_link_of_the_help_leads_to_a_page_or_a_heading_that_is_there() -> None:
    lost = []
    for page, to, picture in links():
        name, _sharp, at = to.partition("#")
        target = name.removesuffix(".md") or page
        there = resource("help", *name.split("/")).is_file() if picture else target in pages.names()
        headings = {part.anchor for part in pages.parts(target)} if there and at else set()
        if not there or (at and at not in headings):
            lost.append((page, to))
    assert not lost


def test_that_no_page_shows_a_backslash_that_nobody_is_to_type() -> None:
    escaped = [page for page in pages.names() if "\\|" in pages.text(page)]
    assert not escaped  # the reader of the program shows it as it stands, within the signs of a phrase too


def test_that_the_pictures_that_are_drawn_are_those_that_are_shown_and_light_enough_to_travel() -> None:
    shown = {to.removeprefix("screens/") for _page, to, picture in links() if picture}
    readme = resource("help").parents[1] / "README.md"
    shown |= set(re.findall(r"resources/help/screens/(\w+\.png)", readme.read_text(encoding="utf-8")))
    files = sorted(resource("help", "screens").glob("*"))
    assert {file.name for file in files} == {f"{name}.png" for name in POSES} == shown
    assert sum(file.stat().st_size for file in files) < 3 << 20


def test_that_a_picture_keeps_its_size_and_its_main_colours(qapp: QApplication) -> None:
    picture = QImage(40, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("#0B57D0"))
    picture.setPixelColor(3, 3, QColor("#FFFFFF"))
    small = reduced(picture)
    assert small.size() == picture.size()
    assert (small.pixelColor(0, 0).name(), small.pixelColor(3, 3).name()) == ("#0b57d0", "#ffffff")


def test_that_every_page_is_reached_from_the_index() -> None:
    reached, ahead = set[str](), [pages.INDEX]
    while ahead:
        page = ahead.pop()
        reached.add(page)
        leads = {
            to.partition("#")[0].removesuffix(".md") for one, to, picture in links() if one == page and not picture
        }
        ahead += [one for one in leads - {""} if one not in reached]
    assert set(pages.names()) <= reached


def test_that_the_page_of_the_keys_is_made_from_their_list() -> None:
    assert pages.text(pages.KEYS) == pages.keys_page()


def test_that_every_role_and_every_promised_page_is_there() -> None:
    promised = {*OF_ROLE.values(), "security", "not-protected", pages.KEYS, pages.INDEX}
    assert promised <= set(pages.names())


def test_that_f1_opens_the_page_of_every_place_and_section_that_stands(started: Started) -> None:
    started.sign_in()
    workplace = started.workplace
    for place in workplace.places:
        workplace.show_place(place)
        assert page_for(workplace) == place
    page = open_chart(started)
    for key in page.sections.keys:
        page.sections.show_section(key)
        assert page_for(workplace) == key
    page.sections.show_section(page.sections.keys[0])
    assert page.composer is not None
    page.composer.open_default()
    assert page_for(workplace) == "writing"


def test_that_esc_and_f1_close_the_help_and_the_keyboard_is_where_it_was(started: Started) -> None:
    started.sign_in()
    workplace = started.workplace
    workplace.show_place(SETTINGS)
    before = focus()
    for closing in (Qt.Key.Key_F1, Qt.Key.Key_Escape):
        press(Qt.Key.Key_F1)
        pane = workplace.help.pane
        assert pane is not None
        assert pane.page == SETTINGS
        assert pane.isAncestorOf(focus())
        press(closing)
        assert workplace.help.pane is None
        assert focus() is before


def test_that_a_word_leads_to_its_place_in_the_help_and_back_leads_back(started: Started) -> None:
    started.sign_in()
    press(Qt.Key.Key_F1)
    pane = started.workplace.help.pane
    assert pane is not None
    pane.line.setFocus()
    write("recovery kit")
    found = pages.search("recovery kit")
    assert found
    assert found[0].title in pane.reader.toPlainText()
    began = pane.page
    pane.follow(found[0].link)
    assert pane.page == found[0].page
    assert found[0].title in pane.reader.textCursor().block().text()
    pane.back.click()
    assert pane.page == began
    pane.line.setFocus()
    pane.line.clear()
    write("zzzz")
    assert "Nothing in the help has these words" in pane.reader.toPlainText()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_the_tables_of_the_help_have_the_lines_of_every_other_table(qtbot: QtBot, theme: str) -> None:
    apply(named(theme))
    reader = Reader()
    qtbot.addWidget(reader)
    reader.show_markdown(pages.text("keys"))
    tables = [frame for frame in reader.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]
    apply(named("light"))
    assert tables
    assert {table.format().borderBrush().color().name() for table in tables} == {named(theme).colour("border").name()}
    assert {table.format().borderStyle() for table in tables} == {QTextFrameFormat.BorderStyle.BorderStyle_Solid}


@pytest.mark.parametrize("width", [1280, 1680])
def test_that_help_stands_beside_the_page_where_both_have_room(started: Started, width: int) -> None:
    started.sign_in()
    started.desktop.window.setMinimumSize(200, 200)
    started.desktop.window.resize(width, 720)
    page = open_chart(started)
    press(Qt.Key.Key_F1)
    pane = started.workplace.help.pane
    assert pane is not None
    started.wait(lambda: page.isVisible() is (width >= 1680))
    started.wait(lambda: started.workplace.rect().contains(pane.geometry()))
    press(Qt.Key.Key_F1)
    assert isinstance(started.workplace.page, PatientPage)
    assert page.isVisible()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_that_text_and_headings_follow_theme_and_size(started: Started, theme: str) -> None:
    started.sign_in()
    press(Qt.Key.Key_F1)
    pane = started.workplace.help.pane
    assert pane is not None
    apply(named(theme, 2.0))
    reader = pane.reader
    sizes: dict[int, int] = {}
    block = reader.document().firstBlock()
    while block.isValid():
        if block.text() and not block.begin().atEnd():
            sizes.setdefault(
                block.blockFormat().headingLevel(), block.begin().fragment().charFormat().font().pixelSize()
            )
        block = block.next()
    assert sizes[1] > sizes[0]
    assert reader.document().defaultFont().pixelSize() == 28
    assert reader.document().idealWidth() <= reader.viewport().width() + 1
