"""The resources of a FHIR file, Bundles opened: each that is counted, once, with its place in the file.

A Bundle is opened and not counted, also one within another; what is contained in a resource belongs to its holder.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from careboard.exchange.exact import Folded
from careboard.exchange.refusals import Unreadable

# The parts of a REST address: http://server/base / Type/id / _history/version (FHIR R4, references.html#literal).
_ADDRESS = re.compile(r"(?:(https?://[^?#]+)/)?([A-Z][A-Za-z]+/[^/?#\s]+)(?:/_history/[^/?#\s]+)?(?:#.*)?")


@dataclass(frozen=True, slots=True)
class Item:
    """One resource of a file, as canonical text.

    `where`: its place, in words ("entry 4: Observation/abc"). `bundle` is the same for all that stand in one Bundle, or
    on the lines of one file. `full_url` as the entry states it.
    """

    where: str
    bundle: str
    full_url: str
    resource_type: str
    resource_id: str
    canonical: str

    @property
    def base(self) -> str:
        """Of which server it is: the base of an http fullUrl; empty when not known."""
        return split_address(self.full_url)[0]

    @property
    def key(self) -> str:
        """Type and id ("Patient/7"), the id taken from the fullUrl where the resource has none; empty without any."""
        if self.resource_id:
            return f"{self.resource_type}/{self.resource_id}"
        return split_address(self.full_url)[1]


def split_address(reference: str) -> tuple[str, str]:
    """The server's base and "Type/id" of a literal reference, its version left aside; empty where it has none."""
    found = _ADDRESS.fullmatch(reference)
    return (found[1] or "", found[2]) if found else ("", "")


def items_of(documents: Iterable[tuple[int, object]], file: str) -> Iterator[Item]:
    """Every counted resource of a file's documents, each of which comes with its line; `file` is its SHA-256."""
    found = list(documents)
    for number, (line, document) in enumerate(found, start=1):
        place = f"line {line}" if len(found) > 1 else ""
        yield from _opened(document, place, "", file, (number,))


def _opened(value: object, place: str, full_url: str, file: str, path: tuple[int, ...]) -> Iterator[Item]:
    if isinstance(value, Folded):
        yield _item(value, place, full_url, f"{file}{path[:-1]}")
    else:
        for number, entry in enumerate(_entries(value), start=1):
            yield from _of_entry(entry, f"{place}, entry {number}".removeprefix(", "), file, (*path, number))


def _entries(value: object) -> list[object]:
    if isinstance(value, dict) and value.get("resourceType") == "Bundle":
        entries = value.get("entry", [])
        if isinstance(entries, list):
            return entries
    raise Unreadable("The file holds something that is no FHIR resource where one must stand.")


def _of_entry(entry: object, place: str, file: str, path: tuple[int, ...]) -> Iterator[Item]:
    if not isinstance(entry, dict):
        raise Unreadable("The file holds a Bundle with an entry that is none.")
    if "resource" in entry:
        full_url = entry.get("fullUrl")
        yield from _opened(entry["resource"], place, full_url if isinstance(full_url, str) else "", file, path)


def _item(folded: Folded, place: str, full_url: str, bundle: str) -> Item:
    name = f"{folded.resource_type}/{folded.resource_id}".rstrip("/")
    where = f"{place}: {name}".removeprefix(": ")
    return Item(where, bundle, full_url, folded.resource_type, folded.resource_id, folded.canonical.decode())
