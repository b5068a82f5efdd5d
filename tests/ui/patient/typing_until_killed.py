"""A program of its own that opens a patient's page, types a note, says so, and waits to be killed."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from careboard.app import application
from careboard.clinical.values import PatientId
from careboard.ui.background import Background
from careboard.ui.desk import Desk
from careboard.ui.patient.composer.composer import Drafts
from careboard.ui.patient.page import PatientPage
from careboard.workflow.session import Session


def main(vault: Path, sign_in: str, passphrase: str, patient: str, text: str) -> None:
    """Type the text; print "typed" when the last letter is in, "handed out" when it went to be sealed."""
    program = application()
    desk = Desk(Session.unlock(vault, sign_in, passphrase), Background())
    page = PatientPage(desk, PatientId(patient))
    page.resize(1280, 720)
    page.show()
    page.activateWindow()

    def begin() -> None:
        if page.composer is None:
            QTimer.singleShot(20, begin)
            return
        page.composer.kept.connect(told)
        page.composer.open("soap")
        if (field := QApplication.focusWidget()) is not None:
            QTest.keyClicks(field, text)
        print("typed", flush=True)

    def told(_drafts: Drafts) -> None:
        QTimer.singleShot(0, lambda: print("handed out", flush=True))

    QTimer.singleShot(0, begin)
    program.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
