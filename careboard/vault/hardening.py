"""What the process does so that its memory stays its own: no core dumps, no tracing, and locking by re-execution.

Python cannot wipe a secret; a process can. Measured: after `del` all copies stay, after `execv` none (decision 0010).
"""

import ctypes
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

_PR_SET_DUMPABLE = 4


def harden() -> None:
    """Forbid core dumps and, on Linux, other processes' reading of this one's memory. Failing is harmless."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def begin_anew(arguments: Sequence[str] | None = None) -> NoReturn:
    """Replace this process by a fresh one that holds no key: the same interpreter and arguments.

    `arguments`, where given, follow `python -m careboard` instead. Files of this process do not pass on (PEP 446).
    """
    again = sys.orig_argv[1:] if arguments is None else ["-m", "careboard", *arguments]
    command = [sys.executable, *again]
    if sys.platform == "win32":
        import subprocess

        subprocess.Popen(command)  # noqa: S603  our own interpreter and program
        os._exit(0)
    os.execv(sys.executable, command)  # noqa: S606  our own interpreter and program
