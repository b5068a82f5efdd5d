"""Where the files of `resources/` lie, in a checkout and in an installed wheel.

Nothing here reads a file: each room reads what it needs.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a file or folder in `resources/`.

    >>> resource("help", "format.md").name
    'format.md'
    """
    inside = _PACKAGE / "resources"
    return (inside if inside.is_dir() else _PACKAGE.parent / "resources").joinpath(*parts)
