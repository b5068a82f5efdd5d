"""What somebody wrote is told as it was written, whatever it looks like."""

from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from careboard.ui.parts.tips import tell_in_tip

LOOKS_LIKE_HTML = "<b>RIVERA</b> <!-- x --> <img src='file:///etc/passwd'> & co"


def test_that_a_tip_obeys_no_html(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    tell_in_tip(widget, LOOKS_LIKE_HTML)
    assert QTextDocumentFragment.fromHtml(widget.toolTip()).toPlainText() == LOOKS_LIKE_HTML
    tell_in_tip(widget, "Less than 5 < 6")
    assert widget.toolTip() == "Less than 5 < 6"
