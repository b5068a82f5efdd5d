"""The program's entry: hardens the process, then opens the desktop, or hands over to the command line.

Nothing else may come before the hardening.
"""

import gc
import sys

from careboard.vault.hardening import harden


def _tell(_kind: type[BaseException], mistake: BaseException, _trace: object) -> None:
    """Whatever nobody caught is told without its message, which may hold a patient's name."""
    from careboard.errors import tell_mistake

    tell_mistake(mistake)


def main() -> None:
    """Run Careboard with the arguments of this process; with none it is the desktop."""
    harden()
    sys.excepthook = _tell
    if len(sys.argv) == 1:
        gc.disable()  # nothing is garbage until the window stands; then it looks itself (`ui.collecting`)
        from careboard.app import run as open_desktop

        sys.exit(open_desktop())
    from careboard.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
