"""The resources of a FHIR file, Bundles opened: each that is counted, once, with its place in the file.

A Bundle is opened and not counted, also one within another; what is contained in a resource belongs to its holder.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from careboard.exchange.exact import Folded
from careboard.exchange.refusals import Unreadable

ONE_PAGE = "Is one page of several: what stands on the others is not in this file. Ask its sender for all of them."
DELETED = "Was deleted by its source. What of it was brought in stays in the chart: look whether it still holds."

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


def doubts_of(documents: Iterable[tuple[int, object]]) -> Iterator[tuple[str, str]]:
    """What a file's Bundles say of resources that are not in them: place and sentence."""
    found = list(documents)
    for line, document in found:
        yield from _doubts(document, f"line {line}" if len(found) > 1 else "")


def _doubts(bundle: object, place: str) -> Iterator[tuple[str, str]]:
    if not isinstance(bundle, dict):
        return
    stated = bundle.get("link")
    links = stated if isinstance(stated, list) else []
    if any(isinstance(link, dict) and link.get("relation") == "next" for link in links):
        yield place or "Bundle", ONE_PAGE
    for number, entry in enumerate(_entries(bundle), start=1):
        inside = f"{place}, entry {number}".removeprefix(", ")
        if isinstance(entry, dict) and "resource" in entry:
            yield from _doubts(entry["resource"], inside)
        elif isinstance(entry, dict) and (deleted := _deleted(entry)):
            yield f"{inside}: {deleted}", DELETED


def _deleted(entry: Mapping[str, object]) -> str:
    """The type and id of a resource that its source has deleted; empty for any other entry."""
    request = entry.get("request")
    if not isinstance(request, dict) or request.get("method") != "DELETE":
        return ""
    return next((key for one in (request.get("url"), entry.get("fullUrl")) if (key := split_address(str(one))[1])), "?")


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
