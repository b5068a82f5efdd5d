"""The command about the sample clinic: demo. It opens the desktop, or draws its screens where there is none to open.

Who signs in with which passphrase is said first: the people are invented, and so are their secrets.
"""

import argparse
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from careboard import demo as sample_clinic
from careboard.cli import asking
from careboard.clinical.paper import Direction
from careboard.demo import NOW, Sample
from careboard.documents.summary_pdf import summary_pdf
from careboard.settings import write_private
from careboard.storage.vaultfile import VaultFile
from careboard.workflow.session import Session

SHOWN = "004-1187"
_A_DAY = timedelta(days=1)
_EXPECTED = "ac"  # the psychiatrist, who sees most of what there is


def demo(options: argparse.Namespace) -> int:
    """`careboard demo`."""
    sample = sample_clinic.make(options.folder)
    for person in sample.staff:
        asking.say(
            f"{person.name}, {person.credentials} ({person.role.value}) signs in as {person.sign_in}, "
            f"passphrase: {person.passphrase}"
        )
    if has_display():
        from careboard.app import run
        from careboard.ui.entrance.doors import Doors

        return run(["demo", str(options.folder)], sample.vault, _EXPECTED, Doors(clock=_Clock(sample.vault)))
    _draw(sample, options.folder)
    return 0


def has_display() -> bool:
    """Is there a screen for a window?"""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    asked = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(asked) or sys.platform in ("win32", "darwin")


def _draw(sample: Sample, folder: Path) -> None:
    from careboard.cli.drawing import draw_screens

    pictures = draw_screens(sample, _EXPECTED, SHOWN, folder / "screens")
    _write_summary(sample, folder / "summary.pdf")
    asking.say(f"There is no display: {len(pictures)} screens are in {folder / 'screens'}, a summary beside them.")
    for path in (*pictures, folder / "summary.pdf"):
        print(path)


def _write_summary(sample: Sample, path: Path) -> None:
    """The draft of a discharge summary as the command line writes it, for the patient that the screens show."""
    person = sample.sign_in(_EXPECTED)
    session = Session.unlock(sample.vault, person.sign_in, person.passphrase, clock=lambda: NOW)
    try:
        chart = session.chart(session.find_patient(SHOWN))
        write_private(path, summary_pdf(session.draft_summary(chart, Direction.COMMUNITY)))
    finally:
        session.close()


class _Clock:
    """The story's own now, going on from the moment the program began; where it was worked in since, from there.

    What the command line recorded months later, by the computer's own clock, does not make the story older.
    """

    def __init__(self, vault: Path) -> None:
        self._start, self._began = max(NOW, _last_recorded(vault)), monotonic()

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=monotonic() - self._began)


def _last_recorded(vault: Path) -> datetime:
    file = VaultFile.open(vault)
    try:
        return datetime.fromtimestamp(file.latest_time(int((NOW + _A_DAY).timestamp() * 1000)) / 1000, UTC)
    finally:
        file.close()
