"""What somebody wrote is told as it was written, whatever it looks like."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QMimeData, QObject
from PySide6.QtGui import QKeySequence, QShortcut, Qt, QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QPushButton, QToolTip, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot

from careboard.app import application
from careboard.clinical.coordination import Task
from careboard.clinical.person import HumanName
from careboard.ui.look.tip_manners import TipManners
from careboard.ui.parts.tips import tell_in_tip
from careboard.ui.parts.written_text import WrittenText
from careboard.ui.patient.composer.origin_field import Clipped, OriginField
from careboard.ui.patient.page import PatientPage
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.clinical_examples import REGISTRATION
from tests.ui.desk import PATIENCE, Started

LOOKS_LIKE_HTML = "<b>RIVERA</b> <!-- x --> <img src='file:///etc/passwd'> & co"


def test_that_a_tip_obeys_no_html(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    tell_in_tip(widget, LOOKS_LIKE_HTML)
    assert QTextDocumentFragment.fromHtml(widget.toolTip()).toPlainText() == LOOKS_LIKE_HTML
    tell_in_tip(widget, "Less than 5 < 6")
    assert widget.toolTip() == "Less than 5 < 6"


def test_that_what_is_no_tip_is_not_watched(qtbot: QtBot) -> None:
    program, holder, widget = application(), QObject(), QWidget()
    qtbot.addWidget(widget)
    TipManners(program, holder).watch(QWidgetItem(widget))


def test_that_a_text_that_was_written_obeys_no_mark_that_turns_it_about(qtbot: QtBot) -> None:
    written = WrittenText("- **Denies** \u202eplan\u2066")
    qtbot.addWidget(written)
    assert written.text() == "- Denies  plan "


def test_that_pasted_marks_that_turn_a_text_about_are_not_signed(qtbot: QtBot) -> None:
    field, pasted = OriginField(Clipped()), QMimeData()
    qtbot.addWidget(field)
    pasted.setText("Denies \u202eplan\u202c\r\nSleeps\u2028well")
    field.insertFromMimeData(pasted)
    assert field.toPlainText() == "Denies  plan \nSleeps\nwell"


def obeyed(text: str) -> bool:
    """Would Qt obey what looks like HTML in it?"""
    return Qt.mightBeRichText(text) and not text.startswith("<qt>")


def tips_of(model: QAbstractItemModel) -> Iterator[str]:
    """Every tip of a list or a table."""
    lists = isinstance(model, QAbstractListModel)  # whose number of columns is private
    for row in range(model.rowCount()):
        for column in range(1 if lists else model.columnCount()):
            yield str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")


def test_that_a_name_that_looks_like_html_is_obeyed_nowhere_on_the_screen(started: Started, clinic: Clinic) -> None:
    session = Session(clinic.open())
    named = replace(REGISTRATION, name=HumanName(family=LOOKS_LIKE_HTML, given=("<b>Maya</b>",)))
    patient = session.new_patient(named)
    session.append(patient, Task(LOOKS_LIKE_HTML, session.me.member))
    started.sign_in()
    workplace = started.workplace
    started.wait(lambda: workplace.audit is not None)
    for place in workplace.places:
        workplace.show_place(place)
    started.wait(lambda: workplace.audit is not None and workplace.audit.complete)
    workplace.open_patient(patient, LOOKS_LIKE_HTML)
    page = workplace.page
    assert isinstance(page, PatientPage)
    started.wait(lambda: page.ready and page.chart is not None and page.chart.complete)
    for key in page.sections.titles:
        page.sections.show_section(key)
    seen = 0
    for widget in QApplication.allWidgets():
        assert not obeyed(widget.toolTip()), widget
        if isinstance(widget, QLabel):
            assert widget.textFormat() is Qt.TextFormat.PlainText or not Qt.mightBeRichText(widget.text())
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            tips = list(tips_of(widget.model()))
            assert not [tip for tip in tips if obeyed(tip)], widget
            seen += sum("&lt;img" in tip.casefold() for tip in tips)
    assert seen >= 3


def test_that_esc_takes_a_tip_away_and_nothing_else_and_the_keyboard_gets_the_same_tip(
    program: QApplication, qtbot: QtBot
) -> None:
    page, escaped = QWidget(), list[bool]()
    first, other = QPushButton("First", page), QPushButton("Other", page)
    other.move(0, 40)
    tell_in_tip(other, "What it does")
    QShortcut(QKeySequence("Esc"), page, lambda: escaped.append(True))
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: QToolTip.text() == "What it does" and QToolTip.isVisible(), timeout=PATIENCE)
    QTest.keyClick(other, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=PATIENCE)
    assert escaped == []
    QTest.keyClick(other, Qt.Key.Key_Escape)
    assert escaped == [True]
