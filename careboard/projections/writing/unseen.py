"""Characters by which a text would be read otherwise than it is signed: they turn its order about, or steer a device.

A file of texts that has one is refused with its line: whoever writes with the text would sign what nobody sees.
"""

import re
from collections.abc import Iterable

from careboard.i18n import gettext as _

# Control characters but the tab; and what turns about the order in which letters are shown.
_UNSEEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def refuse_unseen(lines: Iterable[str], first: int = 1) -> None:
    """Raises ValueError with a sentence that names the line, counted from `first`."""
    for at, line in enumerate(lines, first):
        if _UNSEEN.search(line):
            told = _("Line {n}: a character stands there that cannot be seen, and that changes how the line is read.")
            raise ValueError(told.format(n=at))
