"""Somebody who types, in a program of its own that is killed: what is lost is at most two seconds of typing."""

import os
import signal
import subprocess
import sys
import time

from tests.clinic import FOUNDER, Clinic

LOST_AT_MOST = 2.0  # seconds of typing


def type_and_be_killed(clinic: Clinic, text: str, where: str = "note") -> None:
    """Type a text into a note or a form, and kill the program as soon as its last letter may be lost no more."""
    program = [sys.executable, "-m", "tests.ui.patient.typing_until_killed"]
    arguments = [str(clinic.path), FOUNDER.sign_in, FOUNDER.passphrase, clinic.patient, text, where]
    with subprocess.Popen([*program, *arguments], stdout=subprocess.PIPE, text=True, env=os.environ) as typing:
        assert typing.stdout is not None
        assert typing.stdout.readline() == "typed\n"
        typed = time.monotonic()
        assert typing.stdout.readline() == "handed out\n"
        assert time.monotonic() - typed <= LOST_AT_MOST
        left = LOST_AT_MOST + 0.5 - (time.monotonic() - typed)
        try:
            typing.wait(timeout=left)
        except subprocess.TimeoutExpired:
            typing.send_signal(signal.SIGKILL)
