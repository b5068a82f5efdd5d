"""Papers with keys, as files: a recovery kit, custody sheets; and the group of a code that is typed back.

No file is overwritten, and a paper is readable by this user of the computer alone.
"""

import secrets
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from careboard.documents.keys_on_paper import CustodySheet, Kit, custody_pdf, kit_pdf
from careboard.errors import CareboardError
from careboard.i18n import filled
from careboard.settings import read_small, write_private

Undo = Callable[[], object]


class NotWritten(CareboardError):
    """A paper could not be written."""

    advice = "Choose another folder, such as one on a memory stick."


class NotRead(CareboardError):
    """A paper could not be read."""

    advice = "Check its name, and that this computer may read it."


@dataclass(frozen=True, slots=True)
class Retyped:
    """One group of the recovery code, by its place from 1, that proves that somebody holds the paper."""

    place: int
    group: str

    @classmethod
    def chosen_from(cls, kit: Kit) -> "Retyped":
        """Some group of a kit's code."""
        groups = kit.code.split("-")
        at = secrets.randbelow(len(groups))
        return cls(at + 1, groups[at])

    def is_met_by(self, typed: str) -> bool:
        """Is this the group? Letters that look like figures are read as such, as everywhere with codes."""
        read = typed.strip().upper().translate(str.maketrans("OIL", "011"))
        return secrets.compare_digest(read.encode(), self.group.encode())


def read_paper(path: Path) -> bytes:
    """A kit or a sheet, as a PDF or a text of its codes; raises NotRead."""
    try:
        return read_small(path)
    except OSError:
        raise NotRead(filled("The file {name} cannot be read.", name=path.name)) from None


def refuse_unwritable(path: Path) -> None:
    """Refuse before anything is made when its paper could not be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError:
        raise NotWritten(filled("{name} cannot be written there.", name=path.name)) from None


def keep_kit(kit: Kit, path: Path) -> Undo:
    """Write a recovery kit as a PDF; what comes back takes it away again."""
    _keep(path, kit_pdf(kit))
    return partial(path.unlink, missing_ok=True)


def keep_sheets(sheets: Sequence[CustodySheet], folder: Path) -> None:
    """Write custody sheets as PDFs into a folder."""
    for sheet in sheets:
        _keep(folder / f"custody-{sheet.number}.pdf", custody_pdf(sheet))


def keep_founding(kit: Kit, path: Path, sheets: Sequence[CustodySheet] = (), folder: Path | None = None) -> None:
    """Write the kit and the sheets, these beside it or into a folder: all of them, or none stays."""
    place = folder or path.parent
    with ExitStack() as undoing:
        undoing.callback(keep_kit(kit, path))
        for sheet in sheets:
            keep_sheets([sheet], place)
            undoing.callback((place / f"custody-{sheet.number}.pdf").unlink, missing_ok=True)
        undoing.pop_all()


def papers(kit: Kit, sheets: Sequence[CustodySheet]) -> list[bytes]:
    """The kit and the sheets as PDFs, for printing."""
    return [kit_pdf(kit), *map(custody_pdf, sheets)]


def _keep(path: Path, content: bytes) -> None:
    if path.exists():
        raise NotWritten(filled("There is already a file {name}.", name=path.name), "Choose another name.")
    try:
        write_private(path, content)
    except OSError:
        raise NotWritten(filled("{name} cannot be written there.", name=path.name)) from None
