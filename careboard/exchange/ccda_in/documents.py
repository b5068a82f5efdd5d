"""Documents: sections in their own words, notes, and every entry that has no other place in the chart.

Each says from whom it came; its text is what a reader of the source would read.
"""

from lxml.etree import _Element as Element

from careboard.clinical.paper import Document
from careboard.clinical.values import NOT_RECORDED, Coded
from careboard.exchange.ccda_in import narrative, words
from careboard.exchange.ccda_in.datatypes import coded
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.xml import attribute, child, children
from careboard.exchange.facts import Reading
from careboard.projections.wording.voice import shortened

LONGEST_TITLE = 200  # characters
_NOTE_CODE = "34109-9"  # LOINC "Note": which kind of note it is stands in the translation


def document(place: Place, title: str, text: str, kind: Coded | None = None) -> Document:
    """A document of the section, or of a kind of its own."""
    heading = shortened(title, LONGEST_TITLE) or place.title
    return Document(kind or place.code, heading, text or NOT_RECORDED, origin=place.origin, language=place.language)


def read_section(section: Element, place: Place) -> Reading:
    """A section without entries: its words as they stand, or nothing where it has none."""
    text = narrative.words(child(section, "text"))
    if not text:
        return Reading(at=place.told, left_out=True, author=place.author)
    return Reading((document(place, place.title, text),), place.told, kept_as_text=True, author=place.author)


def read_words(statement: Element, place: Place) -> Reading:
    """Any entry in words."""
    return Reading(
        (words_of(statement, place),),
        place.time(statement) or place.documented(statement),
        kept_as_text=True,
        author=place.author_of(statement),
    )


def words_of(statement: Element, place: Place) -> Document:
    """The document with all that an entry says."""
    heading = f"{place.title}: {words.title(statement, place)}"
    return document(place, heading, words.words(statement, place))


def read_note(act: Element, place: Place) -> Reading:
    """A note activity: its words, under the name of its kind."""
    kind = _kind_of_note(act, place)
    text = place.references.said(child(act, "text"))
    known = {"id", "templateId", "code", "text", "author", "effectiveTime", "statusCode"}
    more = words.others(act, place, frozenset(known), lambda _part: False)
    return Reading(
        (document(place, kind.text if kind else place.title, "\n".join(filter(None, (text, more))), kind),),
        place.time(act) or place.documented(act),
        kept_as_text=True,
        author=place.author_of(act),
    )


def _kind_of_note(act: Element, place: Place) -> Coded | None:
    code = child(act, "code")
    general = attribute(code, "code") == _NOTE_CODE
    translated = next(children(code, "translation"), None) if general else None
    return coded(translated, place) or coded(code, place)
