"""Walks the real window in a language of marks, and prints as JSON every text on it with what is not within marks.

It is a program of its own: words that are looked up while modules are imported must be marked as well.
"""

import gettext
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from typing_extensions import override

from careboard import i18n

NOW = datetime(2026, 9, 16, 14, 0, tzinfo=UTC)
LEFT, RIGHT = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"
_MARKED = re.compile(f"{LEFT}[^{LEFT}{RIGHT}]*{RIGHT}")


class Marks(gettext.NullTranslations):
    """Every sentence that was looked up, between marks."""

    @override
    def gettext(self, message: str) -> str:
        return f"{LEFT}{message}{RIGHT}"

    @override
    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def unmarked(text: str) -> str:
    """What of a text stands outside of all marks."""
    while (less := _MARKED.sub(" ", text)) != text:
        text = less
    return " ".join(text.split())


def walk(path: Path, passphrase: str) -> Iterator[tuple[str, str]]:
    """Every place of the window with every text on it that is not wholly marked."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from careboard.app import application
    from careboard.settings import DesktopSettings
    from careboard.ui.background import Background
    from careboard.ui.desk import Desk
    from careboard.ui.patient.page import PatientPage
    from careboard.ui.patient.whole import patient_page
    from careboard.ui.shell.workplace import Workplace
    from careboard.workflow.session import Session

    program, background = application(), Background()
    desk = Desk(Session.unlock(path, None, passphrase, clock=lambda: NOW), background)
    workplace = Workplace(desk, patient_page, DesktopSettings())
    workplace.resize(1680, 1040)
    workplace.show()
    workplace.caseload.load()

    def settled() -> None:
        for _turn in range(4):
            while not background.idle:
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
            QApplication.processEvents()

    settled()
    (row,) = workplace.caseload.model.shown
    workplace.open_patient(row.id, row.named)
    page = workplace.page
    assert isinstance(page, PatientPage)
    while not (page.ready and page.chart is not None and page.chart.complete):
        settled()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    for key in page.sections.keys:
        page.sections.show_section(key)
        settled()
        yield from ((key, text) for text in _texts(program))
    for place in workplace.places:
        workplace.show_place(place)
        settled()
        yield from ((place, text) for text in _texts(program))


def _texts(program: object) -> Iterator[str]:
    from PySide6.QtCore import QAbstractItemModel, Qt
    from PySide6.QtWidgets import QAbstractItemView, QApplication

    assert isinstance(program, QApplication)
    for widget in program.allWidgets():
        if not widget.isVisible():
            continue
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        yield from (str(widget.property(one) or "") for one in ("text", "placeholderText", "title"))
        model = widget.model() if isinstance(widget, QAbstractItemView) else None
        if isinstance(model, QAbstractItemModel):
            indexes = (model.index(row, 0) for row in range(min(model.rowCount(), 40)))
            roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
            yield from (str(index.data(role) or "") for index in indexes for role in roles)


if __name__ == "__main__":
    i18n.catalogue = lambda _language: Marks()  # type: ignore[assignment]
    found = {(place, text, unmarked(text)) for place, text in walk(Path(sys.argv[1]), sys.argv[2]) if text}
    print(json.dumps(sorted(found)))
