"""Somebody at a computer of their own: a display, a data folder, a keyboard, and a camera at the screen."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.accessibility.computer import ROOT, display, running_program

MOST_TABS = 80


@dataclass
class Person:
    """`name` is what the person is called in the names of the pictures."""

    name: str
    folder: Path
    pictures: Path
    sign_in: str
    passphrase: str
    variables: dict[str, str] = field(default_factory=dict)
    _program: "subprocess.Popen[str] | None" = None

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "pass").write_text(self.passphrase)
        self.variables = {k: v for k, v in os.environ.items() if not k.startswith(("QT_", "XDG_", "WAYLAND"))}
        self.variables |= {f"XDG_{one}_HOME": str(self.folder / one.lower()) for one in ("DATA", "CONFIG", "CACHE")}
        self.variables |= {"XDG_RUNTIME_DIR": str(self.folder), "QT_QPA_PLATFORM": "xcb", "HOME": str(self.folder)}

    @property
    def vault(self) -> Path:
        """The file on this computer."""
        return self.folder / "clinic.careboard"

    def careboard(self, *words: str) -> str:
        """A command in a terminal of this computer; what it says."""
        told = ["--passphrase-file", str(self.folder / "pass")]
        command = [sys.executable, "-m", "careboard", *words, *told]
        done = subprocess.run(command, cwd=ROOT, env=self.variables, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout + done.stderr

    @contextmanager
    def at_work(self) -> Iterator["Person"]:
        """The window is open."""
        with ExitStack() as stack:
            self.variables["DISPLAY"] = stack.enter_context(display(self.folder))
            with (self.folder / "windows.log").open("w") as log:
                stack.enter_context(running_program(["openbox"], env=self.variables, stdout=log, stderr=log))
            command = [sys.executable, "-m", "tests.morning.seat", str(self.vault), self.sign_in]
            log = stack.enter_context((self.folder / "program.log").open("w"))
            pipe = subprocess.PIPE
            options: dict[str, Any] = {"cwd": ROOT, "env": self.variables, "stdin": pipe, "stdout": pipe, "stderr": log}
            self._program = stack.enter_context(running_program(command, **options))
            self.until("Unlock")
            yield self

    # -- hands and eyes -----------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys one after another, such as "ctrl+k" or "Return"."""
        self._xdotool("key", "--delay", "40", *keys)
        self.focus()

    def write(self, text: str) -> None:
        """Type it."""
        self._xdotool("type", "--delay", "12", text)
        self.focus()

    def tab_to(self, name: str) -> None:
        """Go on by Tab until a control of this name has the keyboard."""
        for _ in range(MOST_TABS):
            if self.focus() == name:
                return
            self._xdotool("key", "Tab")
        raise AssertionError(f"{name} was not reached; {self.focus()} has the keyboard")

    def fields(self, typed: dict[str, str]) -> None:
        """Go from field to field, and type into those that are named."""
        for name, text in typed.items():
            self.tab_to(name)
            self._xdotool("key", "ctrl+a")
            self.write(text)

    def find(self, words: str) -> None:
        """Ctrl+K, some letters, Enter."""
        self.press("ctrl+k")
        self.write(words)
        self.press("Return")

    def focus(self) -> str:
        """What has the keyboard, once it is quiet."""
        return str(self._ask("focus", "")[0])

    def until(self, words: str) -> float:
        """Wait until it is on the screen; after how many seconds it was."""
        answer, waited = self._ask("shown", words)
        assert answer, f"{self.name} does not see: {words}\n{self._ask('words', '')[0]}"
        return float(waited)

    def picture(self, step: str) -> None:
        """What is on the display."""
        path = self.pictures / f"{step}-{self.name}.png"
        subprocess.run(["import", "-window", "root", str(path)], env=self.variables, check=True)

    def close(self) -> Any:
        """Close the window, and wait until the program has ended; its status."""
        assert self._program is not None
        self._ask("close", "")
        return self._hear()

    @property
    def errors(self) -> str:
        """What the program said to whoever started it: nothing, if all was well."""
        return (self.folder / "program.log").read_text()

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.variables, check=True, stdout=subprocess.DEVNULL)

    def _ask(self, what: str, words: str) -> Any:
        assert self._program is not None
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps([what, words]) + "\n")
        self._program.stdin.flush()
        return self._hear()

    def _hear(self) -> Any:
        assert self._program is not None
        assert self._program.stdout is not None
        line = self._program.stdout.readline()
        assert line, (self.folder / "program.log").read_text()
        return json.loads(line)
