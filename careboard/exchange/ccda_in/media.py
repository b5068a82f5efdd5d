"""The files within a part of a C-CDA: those that lie in it, and those that it only names and that did not come with it.

Each is told where it stands; none is dropped silently, and none is fetched.
"""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from careboard.exchange.ccda_in.xml import attribute, child, local
from careboard.exchange.markup import is_coded, is_text
from careboard.i18n import filled, later
from careboard.projections.wording.voice import shortened

INSIDE = later("A file lies inside ({kind}). It is kept as it came, and is opened with the files of the entry.")
PACKED = later(
    "A compressed file lies inside ({kind}). It is kept as it came, and leaves with the export of the record."
)
OUTSIDE = later("A file is named that did not come with the document: {name}.")
BASE64 = "B64"


def embedded(part: Element) -> Iterator[Element]:
    """The elements that hold a file, in their order; a document that is one text is read as words."""
    yield from (one for one in part.iter() if holds_file(one) and not _is_words(one))


def holds_file(element: Element) -> bool:
    """Is what stands in an element a file: base64, or text between codes?"""
    if element.get("representation") == BASE64:
        return True
    return is_coded(attribute(element, "mediaType")) and bool((element.text or "").strip())


def told(part: Element) -> Iterator[str]:
    """A sentence for each file in it, and for each that it names."""
    for one in embedded(part):
        kind = shortened(attribute(one, "mediaType")) or "unknown kind"
        yield filled(PACKED if one.get("compression") else INSIDE, kind=kind)
    for one in part.iter():
        name = attribute(child(one, "reference"), "value") if one.get("mediaType") and not _is_words(one) else ""
        if name and not name.startswith("#"):
            yield filled(OUTSIDE, name=shortened(name))


def _is_words(element: Element) -> bool:
    return local(element) == "text" and is_text(attribute(element, "mediaType"))
