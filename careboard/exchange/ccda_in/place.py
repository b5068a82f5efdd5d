"""Where an entry stands: its document, its section, and what both say for the entries that do not say it themselves.

Nobody's name is borrowed: an author is the one of the entry, else of its section, else of the document.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from lxml.etree import _Element as Element

from careboard.clinical.values import Coded, Informant, When
from careboard.exchange.ccda_in import times
from careboard.exchange.ccda_in.narrative import References
from careboard.exchange.ccda_in.people import authors
from careboard.exchange.ccda_in.xml import attribute, child, children
from careboard.exchange.refusals import Stop, never


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a document, with what its entries need to be read.

    `names` are the people whom the document names once and refers to by id. `told` is when the document was written,
    `origin` who sent it, in words; `code` and `title` are the section's.
    """

    zone: tzinfo
    references: References
    names: Mapping[tuple[str, str], str]
    told: When
    author: str
    origin: str
    language: str
    title: str
    code: Coded
    cancelled: Stop = never

    @property
    def loinc(self) -> str:
        """The section's code."""
        return next((coding.code for coding in self.code.codings), "")

    def time(self, statement: Element | None) -> When | None:
        """When something was, or began."""
        return times.start(child(statement, "effectiveTime"), self.zone)

    def written(self, statement: Element) -> When | None:
        """When its own author wrote it."""
        stated = (times.start(child(author, "time"), self.zone) for author in children(statement, "author"))
        return next((found for found in stated if found), None)

    def documented(self, statement: Element) -> When:
        """When it was written down: the author's time, else the document's."""
        return self.written(statement) or self.told

    def author_of(self, statement: Element) -> str:
        """Who wrote an entry, as the source states it."""
        stated = (authors(one, self.names) for one in (statement, *_main_parts(statement)))
        return next((found for found in stated if found), self.author)


def _main_parts(statement: Element) -> Iterator[Element]:
    """What a concern or an organizer is about; its author speaks for it where it has none of its own."""
    for link in children(statement, "entryRelationship", "component"):
        if attribute(link, "typeCode") in ("SUBJ", "COMP", ""):
            yield from link


def unknown() -> When:
    """A time that the source does not state."""
    return When.unknown(Informant.IMPORTED)
