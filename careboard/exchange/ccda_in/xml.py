"""XML from outside, parsed without trust, and the few steps by which everybody here walks through it.

Nothing is expanded, fetched or opened: a document type, with which such attacks begin, is refused before parsing.
"""

import re
from collections.abc import Iterator
from xml.parsers import expat

from lxml import etree
from lxml.etree import _Element as Element

from careboard.clinical.checks import blank
from careboard.exchange import limits
from careboard.exchange.refusals import Stop, Unreadable, never, stop_if
from careboard.i18n import filled

V3 = "{urn:hl7-org:v3}"
SDTC = "{urn:hl7-org:sdtc}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"

MAX_ELEMENTS = 1_000_000  # a year of daily vital signs has 50,000; more than this costs more memory than a desktop has

_PIECE = 1024**2  # bytes between two looks whether a person wants to stop
_DECLARED = re.compile(rb"""^<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_READ = {"utf-8", "utf8", "us-ascii", "ascii"}
_NO_XML = "The file is no complete XML: it was cut off or damaged on its way."


def parsed(content: bytes, cancelled: Stop = never) -> Element:
    """The root of an XML document; raises Unreadable for anything that is none or over a limit, and Cancelled."""
    limits.check_file_size(len(content))
    data = _utf_8(content)
    _check(data, cancelled)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for piece in _pieces(data, cancelled):
            parser.feed(piece)
        root: Element = parser.close()
    except etree.XMLSyntaxError as error:
        raise Unreadable(_why(error)) from None
    return root


def _pieces(data: bytes, cancelled: Stop) -> Iterator[bytes]:
    for start in range(0, len(data), _PIECE):
        stop_if(cancelled)
        yield data[start : start + _PIECE]


def _utf_8(content: bytes) -> bytes:
    """The text without its byte order mark, if it is UTF-8 and says so."""
    data = content.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(data)
    says = declared.group(1).decode("ascii", "replace") if declared else "utf-8"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("The file is not UTF-8: some of its bytes are no character.") from None
    if says.casefold() not in _READ and not text.isascii():
        raise Unreadable("The file says that it is written in another encoding than UTF-8.")
    return data


class _Scan:
    """Counts before anything is built: what stands within what, and how much there is of it."""

    def __init__(self) -> None:
        self._depth = self._elements = 0

    def doctype(self, *_declared: object) -> None:
        raise Unreadable("The file has a document type (DTD), which may hide an attack and which C-CDA does not use.")

    def start(self, _name: str, _attributes: object) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > limits.MAX_DEPTH:
            raise Unreadable(
                filled("The file is nested more than {max_depth} levels deep.", max_depth=limits.MAX_DEPTH)
            )
        if self._elements > MAX_ELEMENTS:
            raise Unreadable(
                filled("The file holds more than {max_elements} million elements.", max_elements=MAX_ELEMENTS // 10**6)
            )

    def end(self, _name: str) -> None:
        self._depth -= 1


def _check(data: bytes, cancelled: Stop) -> None:
    scan, parser = _Scan(), expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = scan.doctype
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    try:
        for piece in _pieces(data, cancelled):
            parser.Parse(piece)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise Unreadable(_NO_XML) from None


def _why(error: etree.XMLSyntaxError) -> str:
    too_long = "HUGE" in str(error).upper()
    return (
        "The file holds a text longer than 10 million characters, such as an embedded picture." if too_long else _NO_XML
    )


def canonical(element: Element) -> str:
    """Exclusive C14N of an element as it was received, without comments."""
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False).decode()


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def children(element: Element | None, *names: str, within: str = V3) -> Iterator[Element]:
    """The children with one of these names, in order."""
    if element is not None:
        wanted = {within + name for name in names}
        yield from (child for child in element if child.tag in wanted)


def child(element: Element | None, *path: str, within: str = V3) -> Element | None:
    """The first element along a path of names, or None."""
    for name in path:
        element = element.find(within + name) if element is not None else None
    return element


def attribute(element: Element | None, name: str) -> str:
    """An attribute's value, stripped; empty where element or attribute is missing, or nothing of it can be seen."""
    value = element.get(name, "").strip() if element is not None else ""
    return "" if blank(value) else value


def type_of(element: Element) -> str:
    """The data type of a value without its prefix ("PQ"); where the source leaves it out, what its attributes show."""
    stated = attribute(element, f"{XSI}type").rpartition(":")[2]
    if stated:
        return stated
    if element.get("unit") is not None or element.get("value") is not None:
        return "PQ"
    return "CD" if element.get("code") is not None or child(element, "originalText") is not None else "ST"


def templates(element: Element) -> tuple[str, ...]:
    """The templates that a section or statement says it follows, without their versions, in its order."""
    return tuple(dict.fromkeys(attribute(one, "root") for one in children(element, "templateId")))


def is_true(element: Element | None, name: str) -> bool:
    """Whether an attribute says true."""
    return attribute(element, name) in ("true", "1")
