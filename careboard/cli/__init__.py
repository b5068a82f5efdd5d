"""The command line: the same Session that the screens use, for scripts, administrators and acceptance.

Exit status 0 done; 1 refused or findings, one plain sentence each on standard error; 2 wrong usage. A script that
asks for JSON gets one document of it with each of the first two.
"""

import io
import sys
from collections.abc import Sequence

from careboard.cli import asking
from careboard.cli.grammar import parser
from careboard.errors import CareboardError

DONE, REFUSED = 0, 1


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit status."""
    _write_whatever_the_terminal_knows()
    options = parser().parse_args(list(arguments))
    try:
        status = options.run(options)
    except CareboardError as refusal:
        if getattr(options, "json", False):
            asking.print_json(options.refused(options, refusal.told))
        print(refusal.told, file=sys.stderr)
        return REFUSED
    except OSError as refusal:
        print(f"The file system refused: {refusal.strerror or 'unknown reason'}. Nothing was changed.", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("Stopped. Nothing half-finished was kept.", file=sys.stderr)
        return REFUSED
    return DONE if status is None else int(status)


def _write_whatever_the_terminal_knows() -> None:
    """A letter that the terminal's encoding lacks is written as its number, and stops nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
