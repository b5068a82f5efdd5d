"""One file of a delivery, read to its end: FHIR JSON, ndjson or C-CDA, decided by its content and never by its name.

All or nothing: a file that cannot be read whole holds nothing but the sentence that says why.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from careboard.errors import CareboardError
from careboard.exchange import limits
from careboard.exchange.bundles import Item, doubts_of, items_of
from careboard.exchange.exact import documents
from careboard.exchange.facts import Part
from careboard.exchange.readers import ReadCcda
from careboard.exchange.refusals import Cancelled, Stop, Unreadable, never, stop_if

_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file that was read: the resources of FHIR JSON, or the parts of a C-CDA; or why nothing of it is taken.

    `doubts`: what is for a person to look at, each a place and a sentence.
    """

    name: str
    sha256: str
    items: tuple[Item, ...] = ()
    parts: tuple[Part, ...] = ()
    refused: str = ""
    doubts: tuple[tuple[str, str], ...] = ()


def read_path(path: Path, zone: tzinfo, read_ccda: ReadCcda, cancelled: Stop = never) -> FileContent:
    """Read a file from the disk. Its size is looked at before its bytes are."""
    try:
        limits.check_file_size(_size(path))
        content = path.read_bytes()
    except OSError:
        return FileContent(str(path), "", refused="The file cannot be read from the disk. Check that you may open it.")
    except Unreadable as refusal:
        return FileContent(str(path), "", refused=refusal.told)
    return read_file(str(path), content, zone, read_ccda, cancelled)


def _size(path: Path) -> int:
    """The bytes of a file as the disk tells them; folders, devices and pipes are no files."""
    if path.is_dir():
        raise Unreadable("This is a folder.", "Name the files in it, such as FOLDER/*.json.")
    if not path.is_file():
        raise Unreadable("There is no such file.", "Check its name.")
    return path.stat().st_size


def read_file(name: str, content: bytes, zone: tzinfo, read_ccda: ReadCcda, cancelled: Stop = never) -> FileContent:
    """Read the bytes of a file; times without a zone are read in `zone`. Raises Cancelled, and nothing else."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        items, parts, doubts = _read(content, sha256, zone, read_ccda, cancelled)
    except Cancelled:
        raise
    except CareboardError as refusal:
        return FileContent(name, sha256, refused=refusal.told)
    return FileContent(name, sha256, items, parts, doubts=doubts)


def _read(
    content: bytes, sha256: str, zone: tzinfo, read_ccda: ReadCcda, cancelled: Stop
) -> tuple[tuple[Item, ...], tuple[Part, ...], tuple[tuple[str, str], ...]]:
    limits.check_file_size(len(content))
    text = _text(content)
    stop_if(cancelled)
    match next((character for character in text if not character.isspace()), ""):
        case "{":
            limits.check_json(content, cancelled)
            _refuse_nul(text)
            found = list(documents(text, cancelled))
            return tuple(items_of(found, sha256)), (), tuple(doubts_of(found))
        case "<":
            return (), read_ccda(content, zone, cancelled), ()
        case "":
            raise Unreadable("The file is empty.")
        case _:
            raise Unreadable("The file is neither FHIR JSON nor C-CDA XML.")


def _text(content: bytes) -> str:
    """The text of the file, which is UTF-8 and nothing else; a byte order mark is let go."""
    if content.startswith(_UTF_16) or b"\0" in content:
        raise Unreadable("The file is not UTF-8: it looks like UTF-16, or like no text at all.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("The file is not UTF-8: some of its bytes are no character.") from None


def _refuse_nul(text: str) -> None:
    if "\\u0000" in text and _NUL.search(text):
        raise Unreadable("The file holds a NUL character, which FHIR forbids.")
