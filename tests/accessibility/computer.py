"""A computer for a screen reader: a display that nobody sees, a bus, the program, and the reader beside it.

A process says when it is ready; whoever waits longer than is reasonable ends with what the process said last.
"""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that Debian's python3-gi is for
PATIENCE = 120  # seconds


class Spoken:
    """A process that answers each line with a line of JSON; what else it says lies in a file."""

    def __init__(self, process: "subprocess.Popen[str]", errors: Path) -> None:
        self._process, self._errors = process, errors
        self.hear()

    def ask(self, line: str) -> Any:
        """Say a line, and hear the answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self.hear()

    def hear(self) -> Any:
        """The next answer."""
        assert self._process.stdout is not None
        ready, _write, _wrong = select.select([self._process.stdout], [], [], PATIENCE)
        line = self._process.stdout.readline() if ready else ""
        assert line, f"It did not answer: {self._errors.read_text('utf-8')[-2000:]}"
        return json.loads(line)


@contextmanager
def running_program(command: list[str], **options: Any) -> Iterator["subprocess.Popen[str]"]:
    """A program that runs for a while."""
    with subprocess.Popen(command, text=True, **options) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait()


@contextmanager
def display(folder: Path) -> Iterator[str]:
    """Xvfb, which chooses a free display and says which."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
    with (folder / "xvfb").open("w") as log, running_program(command, pass_fds=[write], stdout=log, stderr=log):
        os.close(write)
        with os.fdopen(read) as told:
            yield f":{_line_of(told)}"


@contextmanager
def _bus(folder: Path, variables: Mapping[str, str]) -> Iterator[str]:
    """A session bus, which starts the services of accessibility itself when they are asked for."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    pipe, log = subprocess.PIPE, folder / "bus"
    with log.open("w") as kept, running_program(command, env=variables, stdout=pipe, stderr=kept) as process:
        assert process.stdout is not None
        yield _line_of(process.stdout)


def _line_of(told: IO[str]) -> str:
    ready, _write, _wrong = select.select([told], [], [], PATIENCE)
    line = told.readline().strip() if ready else ""
    assert line, "The process did not begin."
    return line


@contextmanager
def _speaking(command: list[str], variables: Mapping[str, str], errors: Path) -> Iterator[Spoken]:
    pipe = subprocess.PIPE
    with (
        errors.open("w") as log,
        running_program(command, env=variables, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=log) as one,
    ):
        yield Spoken(one, errors)


@contextmanager
def computer(folder: Path) -> Iterator[tuple[Spoken, Spoken]]:
    """The program at the unlock page of the sample clinic, and a reader that hears it from its beginning."""
    with ExitStack() as stack:
        variables = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND"))}
        variables["DISPLAY"] = stack.enter_context(display(folder))
        variables["XDG_RUNTIME_DIR"] = str(folder)
        variables["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(_bus(folder, variables))
        variables |= {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb"}
        reader = [SYSTEM_PYTHON, "-I", str(Path(__file__).with_name("reader.py"))]
        program = [sys.executable, "-P", "-m", "tests.accessibility.at_work", str(folder / "clinic")]
        heard = stack.enter_context(_speaking(reader, variables, folder / "reader"))
        yield stack.enter_context(_speaking(program, variables, folder / "program")), heard
