"""Walks the real window in a language of marks, and prints as JSON every text on it with what is not within marks.

It is a program of its own: words that are looked up while modules are imported must be marked as well.
"""

import gettext
import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from careboard import i18n

if TYPE_CHECKING:
    from careboard.ui.entrance.entrance import Entrance
    from careboard.ui.patient.forms.facts import Maker
    from careboard.ui.patient.page import PatientPage

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
    from careboard.ui.entrance.doors import Doors
    from careboard.ui.entrance.entrance import Entrance
    from careboard.ui.patient.page import PatientPage
    from careboard.ui.patient.whole import patient_page
    from careboard.ui.shell.workplace import Workplace
    from careboard.vault.keyslot import LIGHT
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
    for act in _sheets(page):
        act()
        settled()
        yield from (("sheets", text) for text in _texts(program))
    for place in workplace.places:
        workplace.show_place(place)
        settled()
        yield from ((place, text) for text in _texts(program))
    people, caseload = workplace.people, workplace.caseload
    people.list.setCurrentIndex(people.model.index(1, 0))
    for act in (people.show_sheet, people.show_membership):
        workplace.show_place("people")
        act()
        settled()
        yield from (("people", text) for text in _texts(program))
    for place, asked in (("new patient", caseload.asked_for_new_patient), ("import", caseload.asked_to_import)):
        asked.emit()
        settled()
        yield from ((place, text) for text in _texts(program))
    workplace.hide()
    entrance = Entrance(lambda: background, DesktopSettings(), Doors(lambda: NOW, cost=LIGHT), path)
    entrance.resize(1680, 1040)
    entrance.show()
    entrance.begin("chen", "not the passphrase")
    for act in (settled, entrance.show_recovery, entrance.show_restoring, entrance.show_set_up):
        act()
        settled()
        yield from (("entrance", text) for text in _texts(program))
    for _page in _set_up(entrance, path.with_name("another.careboard")):
        settled()
        yield from (("set-up", text) for text in _texts(program))


def _set_up(entrance: "Entrance", path: Path) -> Iterator[None]:
    """Each page of setting up a clinic after the first, asked to go on too early and then filled in; it is undone."""
    from PySide6.QtWidgets import QAbstractButton

    from careboard.clinical.people import Role
    from careboard.ui.entrance.setup.kit import KitStep
    from careboard.ui.entrance.setup.wizard import Wizard

    wizard = entrance.page
    assert isinstance(wizard, Wizard)
    clinic, person, passphrase = wizard.clinic, wizard.person, wizard.passphrase.passphrase
    wizard.step.findChildren(QAbstractButton)[0].click()
    for step in (clinic, person, wizard.passphrase):
        assert wizard.step is step
        wizard.next.click()
        yield
        if step is clinic:
            clinic.name.setText("C 1")
            clinic.place.show_path(path)
        elif step is person:
            person.name.setText("P 1")
            person.role.choose(Role.NURSE)
            person.sign_in.setText("p1")
        else:
            for line in (passphrase.first, passphrase.again):
                line.setText("1 2 3 4 5 6 7 8 9 10")
        yield
        wizard.next.click()
        yield
    kit = wizard.step
    assert isinstance(kit, KitStep)
    wizard.next.click()
    yield
    kit.save.click()
    kit.group.setText("1")
    wizard.next.click()
    yield
    wizard.undo()


def _sheets(page: "PatientPage") -> Iterator[Callable[[], object]]:
    """What opens each sheet of a chart: what stands behind a chip, the forms for it, the orders of each medicine."""
    from careboard.ui.patient.forms.facts import Topic, facts_about
    from careboard.ui.patient.medications import Medications
    from careboard.ui.patient.regimen.acts import acts_of

    assert page.chart is not None
    makers: list[Maker] = []
    for topic in Topic:
        yield partial(page.sheets.show_facts, topic)
        makers += [maker for _words, maker in facts_about(topic, page.chart).forms if maker not in makers]
    yield from (partial(page.sheets.show_form, maker) for maker in makers if page.sheets.may_sign(maker))
    medications = page.findChild(Medications)
    assert medications is not None
    for course in page.chart.regimen.courses:
        yield from (partial(medications.open, act, course.id) for act in acts_of(course, medications.allowed))


def _texts(program: object) -> Iterator[str]:
    from PySide6.QtCore import QAbstractItemModel, Qt
    from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox

    assert isinstance(program, QApplication)
    for widget in program.allWidgets():
        if not widget.isVisible():
            continue
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        yield from (str(widget.property(one) or "") for one in ("text", "placeholderText", "title"))
        model = widget.model() if isinstance(widget, QAbstractItemView | QComboBox) else None
        if isinstance(model, QAbstractItemModel):
            most = model.rowCount() if isinstance(widget, QComboBox) else 40
            indexes = (model.index(row, 0) for row in range(min(model.rowCount(), most)))
            roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
            yield from (str(index.data(role) or "") for index in indexes for role in roles)


if __name__ == "__main__":
    i18n.catalogue = lambda _language: Marks()  # type: ignore[assignment]
    found = {(place, text, unmarked(text)) for place, text in walk(Path(sys.argv[1]), sys.argv[2]) if text}
    print(json.dumps(sorted(found)))
