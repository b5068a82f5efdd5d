"""A program of its own that opens a patient's page, types a note or into a form, says so, and waits to be killed."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from careboard.app import application
from careboard.clinical.values import PatientId
from careboard.ui.background import Background
from careboard.ui.desk import Desk
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.safety import RiskForm
from careboard.ui.patient.page import PatientPage
from careboard.workflow.session import Session


def main(vault: Path, sign_in: str, passphrase: str, patient: str, text: str, where: str = "note") -> None:
    """Type the text; print "typed" when the last letter is in, "handed out" when it went to be sealed."""
    program = application()
    desk = Desk(Session.unlock(vault, sign_in, passphrase), Background())
    page = PatientPage(desk, PatientId(patient))
    page.resize(1280, 720)
    page.show()
    page.activateWindow()

    def begin() -> None:
        if page.composer is None or page.chart is None:
            QTimer.singleShot(20, begin)
            return
        if where == "risk":
            form = RiskForm(About.of(page.chart))
            page.show_sheet(form)
            form.drafted.connect(told)
            form.controls()["Plan"].setFocus()
        else:
            page.composer.kept.connect(told)
            page.composer.open("soap")
        if (field := QApplication.focusWidget()) is not None:
            QTest.keyClicks(field, text)
        print("typed", flush=True)

    def told(_drafts: object) -> None:
        QTimer.singleShot(0, lambda: print("handed out", flush=True))

    QTimer.singleShot(0, begin)
    program.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
