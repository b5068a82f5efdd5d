"""The command: python -m tests.gallery FOLDER draws every screen and state; --check says what is cut in them.

The sample clinic is made anew in the folder; nothing of the person who runs it is read or written.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

LOOKS = ("light", "dark", "contrast")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--look", action="append", choices=LOOKS, help="light, dark or contrast; all, if left out")
    parser.add_argument("--size", default="1680x1040", help="of the window, such as 1366x768")
    parser.add_argument("--text", type=int, default=100, help="text size in percent, 90 to 200")
    parser.add_argument("--only", action="append", help="a tour by its name, such as orders; several may be named")
    parser.add_argument(
        "--check", action="store_true", help="say what is cut; the exit status tells whether anything is"
    )
    parser.add_argument("--no-pictures", action="store_true", help="with --check: look, and draw nothing")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Draw, and check where that is asked for; 1 when something is cut."""
    options = _options(arguments)
    folder = options.folder.resolve()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[variable] = str(folder / ".home")
    (folder / ".home").mkdir(parents=True, exist_ok=True)
    from tests.gallery.drawing import draw

    width, height = (int(side) for side in options.size.split("x"))
    found = 0
    for look in options.look or LOOKS:
        for where, what in draw(
            folder,
            look,
            options.text / 100,
            (width, height),
            only=options.only or (),
            checking=options.check,
            pictures=not options.no_pictures,
        ):
            found += 1
            print(f"{look} {where}: {what}")
    print(f"{found} findings" if options.check else "Done.", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
