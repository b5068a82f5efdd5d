"""Makes the catalogue that the program reads (.mo) from the one that people write (.po): packaging/catalogues.py.

Only what our own catalogue needs is read: msgid, msgid_plural, msgstr, and lines that continue them.
"""

import ast
import struct
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "resources" / "locale"
_MAGIC = 0x950412DE  # the format of GNU gettext


def compiled(written: str) -> bytes:
    """The catalogue as GNU gettext's binary format."""
    messages = sorted((_original(entry), _translation(entry)) for entry in _entries(written))
    originals = b"".join(original + b"\0" for original, _ in messages)
    translations = b"".join(translation + b"\0" for _, translation in messages)
    tables = 28 + 16 * len(messages)
    header = struct.pack("<7I", _MAGIC, 0, len(messages), 28, 28 + 8 * len(messages), 0, tables)
    places = _places([original for original, _ in messages], tables)
    places += _places([translation for _, translation in messages], tables + len(originals))
    return header + places + originals + translations


def _places(texts: list[bytes], start: int) -> bytes:
    places = b""
    for text in texts:
        places += struct.pack("<2I", len(text), start)
        start += len(text) + 1
    return places


def _entries(written: str) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = []
    field = ""
    for line in written.splitlines():
        if line.startswith("msg"):
            field, _, text = line.partition(" ")
            if field == "msgid":
                entries.append({})
            entries[-1][field] = ast.literal_eval(text)
        elif line.startswith('"'):
            entries[-1][field] += ast.literal_eval(line)
    return entries


def _original(entry: dict[str, str]) -> bytes:
    return "\0".join(entry[field] for field in ("msgid", "msgid_plural") if field in entry).encode()


def _translation(entry: dict[str, str]) -> bytes:
    return "\0".join(text for field, text in entry.items() if field.startswith("msgstr")).encode()


def main() -> None:
    """Compile every catalogue in place."""
    for source in LOCALE.rglob("*.po"):
        source.with_suffix(".mo").write_bytes(compiled(source.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
