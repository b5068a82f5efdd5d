"""The errors that a person can do something about: a sentence, and an advice with the next step; and our mistakes.

None of them is ever told with patient text, so all may stand in a log: of a mistake that nobody foresaw only kinds of
errors and places in our code are told, never a message or a value.
"""

import sys
import traceback
from pathlib import Path
from typing import ClassVar

from careboard import __version__
from careboard.i18n import gettext

_HERE = Path(__file__).resolve().parents[1]


class CareboardError(Exception):
    """Something was refused. `str(error)` is one plain sentence, `advice` the next step."""

    advice: ClassVar[str] = "Nothing was changed. Try again, or ask your administrator."

    def __init__(self, sentence: str, advice: str | None = None) -> None:
        super().__init__(sentence)
        self.next_step = advice or type(self).advice

    @property
    def told(self) -> str:
        """The sentence and its advice, as they are shown."""
        return f"{gettext(str(self))} {gettext(self.next_step)}"


def report_of(mistake: BaseException, *about: str) -> str:
    """Kinds of errors, one below what it came from, and where in our code they passed; `about` the surroundings."""
    versions = (f"Careboard {__version__}", f"Python {sys.version.split()[0]}", *about, sys.platform)
    lines = [", ".join(versions)]
    seen: list[BaseException] = []
    error: BaseException | None = mistake
    while error is not None and error not in seen:
        seen.append(error)
        lines.append(type(error).__name__)
        passed = traceback.extract_tb(error.__traceback__)
        lines += [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in passed]
        error = error.__cause__ or error.__context__
    return "\n".join(lines)


def tell_mistake(mistake: BaseException) -> None:
    """Say on standard error that we made a mistake, with its report."""
    said = "Careboard made a mistake and stopped. What you signed is safe. The report, without a word about a patient:"
    print(f"{said}\n{report_of(mistake)}", file=sys.stderr)


def _place(file: str) -> str:
    path = Path(file)
    return path.relative_to(_HERE).as_posix() if path.is_relative_to(_HERE) else path.name
