"""The command line: the same Session that the screens use, for scripts, administrators and acceptance.

Exit status 0 done; 1 refused or findings, one plain sentence each on standard error; 2 wrong usage.
"""

import sys
from collections.abc import Sequence

from careboard.cli.grammar import parser
from careboard.errors import CareboardError

DONE, REFUSED = 0, 1


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit status."""
    options = parser().parse_args(list(arguments))
    try:
        status = options.run(options)
    except CareboardError as refusal:
        print(refusal.told, file=sys.stderr)
        return REFUSED
    except OSError as refusal:
        print(f"The file system refused: {refusal.strerror or 'unknown reason'}. Nothing was changed.", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("Stopped. Nothing half-finished was kept.", file=sys.stderr)
        return REFUSED
    return DONE if status is None else int(status)
