"""The narrative of a section in readable words, and the words that an entry points to in it.

Table rows, list items and paragraphs stand on lines of their own; what the source marks as deleted says so.
"""

import base64
import re
from collections import defaultdict
from collections.abc import Iterator

from lxml.etree import _Element as Element

from careboard.clinical.checks import blank
from careboard.exchange.ccda_in.media import holds_file
from careboard.exchange.ccda_in.xml import V3, attribute, child, children, local
from careboard.exchange.markup import is_text, plain
from careboard.exchange.refusals import Stop, Unreadable, never, stop_if

_BLOCKS = {"paragraph", "caption", "footnote", "list", "item", "table", "tr", "div", "p", "ul", "ol", "li"}
_WHITE = re.compile(r"\s+")
_SPACES = re.compile(r" +")
MOST_RESOLVED = 64 * 1024**2  # characters that all entries of a document together may point to

_MARKUP = re.compile(r"\s*text/(html|xml)", re.IGNORECASE)
_BETWEEN_LOOKS = 5000  # elements between two looks whether a person wants to stop
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def words(element: Element | None) -> str:
    """The text in an element, line by line; empty where there is none."""
    if element is None:
        return ""
    lines = (_SPACES.sub(" ", line).strip() for line in _flow(element).split("\n"))
    return "\n".join(line for line in lines if not blank(line))


def one_line(element: Element | None) -> str:
    """The text in an element on one line."""
    return "; ".join(words(element).split("\n"))


def _flow(element: Element) -> str:
    parts = [_plain(element.text)]
    for part in element:
        parts += [_part(part), _plain(part.tail)]
    return "".join(parts)


def _plain(text: str | None) -> str:
    """Text between tags: there a line break means no more than a space."""
    return _WHITE.sub(" ", text) if text else ""


def _part(element: Element) -> str:
    match local(element):
        case "br":
            return "\n"
        case "table":
            return f"\n{_table(element)}\n"
        case "item" | "li":
            return f"\n- {_flow(element).strip()}\n"
        case "renderMultiMedia":
            return f" [picture] {_flow(element)} "
        case "linkHtml":
            return _link(element)
        case "sup":
            return _raised(_flow(element))
        case "content" if element.get("revised") == "delete":
            return f" [deleted: {_flow(element)}] "
        case name if name in _BLOCKS:
            return f"\n{_flow(element)}\n"
        case _:
            return _flow(element)


def _raised(text: str) -> str:
    """A raised number stays told from its base: "10^9", never "109"."""
    return f"^{text.strip()}" if text.strip()[:1] in set("+-0123456789") else text


def _link(element: Element) -> str:
    told, href = _flow(element), attribute(element, "href")
    return f"{told} <{href}>" if href and not href.startswith("#") and href not in told else told


def _table(table: Element) -> str:
    """Each row on a line, its cells labelled with the heads of their columns where each cell has one."""
    heads = header_cells(table)
    rows = [row for part in table for row in _rows(part) if local(part) != "thead"]
    captions = [words(caption) for caption in children(table, "caption")]
    return "\n".join([*captions, *(_row(row, heads) for row in rows)] or [" | ".join(heads)])


def header_cells(table: Element) -> list[str]:
    """The heads of the columns, from the last row of the table's head."""
    rows = list(_rows(head)) if (head := child(table, "thead")) is not None else []
    return [one_line(cell).rstrip(": ") for cell in children(rows[-1], "th", "td")] if rows else []


def _rows(part: Element) -> Iterator[Element]:
    return children(part, "tr") if local(part) != "tr" else iter([part])


def _row(row: Element, heads: list[str]) -> str:
    cells = [one_line(cell) for cell in children(row, "td", "th")]
    if len(cells) != len(heads):
        return " | ".join(cell for cell in cells if cell)
    return "; ".join(f"{head}: {cell}" if head else cell for head, cell in zip(heads, cells, strict=True) if cell)


class References:
    """Where the entries of a document point to: the words of its narratives, by their ID."""

    def __init__(self, root: Element, cancelled: Stop = never) -> None:
        self._sections = {section: number for number, section in enumerate(root.iter(f"{V3}section"))}
        self._marked: defaultdict[str, list[Element]] = defaultdict(list)
        for number, element in enumerate(root.iter()):
            if number % _BETWEEN_LOOKS == 0:
                stop_if(cancelled)
            if name := attribute(element, "ID"):
                self._marked[name].append(element)
        self._shared = self._pointed_to_by_several(root)
        self._left = MOST_RESOLVED

    def target(self, reference: Element) -> Element | None:
        """The element that a reference names: in its own section if it is there, else wherever it is."""
        found = self._marked.get(attribute(reference, "value").removeprefix("#"), [])
        home = self._section(reference)
        return next((one for one in found if self._section(one) == home), found[0] if found else None)

    def is_shared(self, original_text: Element | None) -> bool:
        """Do several different codes point here, so that these words can be the name of none of them?"""
        return original_text is not None and self._pointed_to(original_text) in self._shared

    def said(self, element: Element | None) -> str:
        """What a text (ED, ST) says: the words that it points to, and its own."""
        if element is None:
            return ""
        if holds_file(element):
            return _decoded(element)
        pointed = [self._words_at(reference) for reference in children(element, "reference")]
        return "\n".join(dict.fromkeys(text for text in (*pointed, words(element)) if text))

    def _words_at(self, reference: Element) -> str:
        """An empty marker stands before the words that it means, so its cell or item is read."""
        target = self.target(reference)
        if target is None:
            return ""
        text = words(target) or words(target.getparent())
        self._left -= len(text)
        if self._left < 0:
            raise Unreadable("The entries of the file point to the same words too often.")
        return text

    def _pointed_to_by_several(self, root: Element) -> frozenset[tuple[int, str]]:
        codes: defaultdict[tuple[int, str], set[tuple[str, str]]] = defaultdict(set)
        for original in root.iter(f"{V3}originalText"):
            code = original.getparent()
            if attribute(code, "code"):
                codes[self._pointed_to(original)].add((attribute(code, "codeSystem"), attribute(code, "code")))
        return frozenset(place for place, named in codes.items() if place[1] and len(named) > 1)

    def _pointed_to(self, original_text: Element) -> tuple[int, str]:
        """The section and the ID; the same ID may stand in several sections."""
        return self._section(original_text), attribute(child(original_text, "reference"), "value")

    def _section(self, element: Element) -> int:
        section = next(element.iterancestors(f"{V3}section"), None)
        return self._sections[section] if section is not None else -1


def _decoded(element: Element) -> str:
    """The text of an embedded file, where it is a text; else what kind of file it is."""
    media = attribute(element, "mediaType") or "unknown kind"
    if not is_text(media):
        return f"[a file is embedded: {media}]"
    try:
        text = base64.b64decode("".join((element.text or "").split()), validate=True).decode("utf-8", "replace")
    except ValueError:
        return "[an embedded text cannot be read]"
    words_of_it = plain(text) if _MARKUP.match(media) else text
    shown = _NOT_XML.sub("\ufffd", words_of_it).strip()
    return "" if blank(shown) else shown
