"""Every resource of a delivery with its reading and with whom it names: read in the order given, people met first.

What a resource says is told by the readers; whose it is, by its references. Nothing is decided here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from careboard.exchange import units
from careboard.exchange.bundles import Item
from careboard.exchange.charts import Fact
from careboard.exchange.facts import Fate, Part, Reading, Resource
from careboard.exchange.files import FileContent
from careboard.exchange.matching import People
from careboard.exchange.meeting import Meeting, Met
from careboard.exchange.readers import ReadResource
from careboard.exchange.references import References
from careboard.exchange.refusals import Stop
from careboard.exchange.sources import source_of_item, source_of_part
from careboard.exchange.whose import NOBODY, Named, Whose

IMPOSSIBLE = "States something impossible, so nothing of it was taken. Ask its sender to correct it."


@dataclass(frozen=True, slots=True)
class Claim:
    """A resource as it was read, whom it names, and why it is refused already, if it is."""

    fact: Fact
    named: Named
    refused: str = ""


class Claims:
    """Reads the files of a delivery. A time without a zone is read in `zone`."""

    def __init__(
        self, files: Sequence[FileContent], people: People, zone: tzinfo, read: ReadResource, cancelled: Stop
    ) -> None:
        self._files = files
        self._zone = zone
        self._reader = read
        self._references = References((item for file in files for item in file.items), cancelled)
        self._meeting = Meeting(files, people, self._references.parsed, self._read)
        self._whose = Whose(self._references, people, self._meeting.patients, self._meeting.stated)

    def read(self, step: Callable[[], None]) -> Iterator[Claim]:
        """One claim for each resource and each part of a C-CDA; `step` is called before each."""
        for number, file in enumerate(self._files):
            for item in file.items:
                step()
                yield self._of_item(number, item, file.sha256)
            for part in file.parts:
                step()
                yield self._of_part(number, part, file)

    def _read(self, item: Item, resource: Resource) -> Reading:
        """A value that no reader foresaw refuses its resource, never the delivery."""
        try:
            return self._reader(resource, self._references.look_up_from(item, resource), self._zone)
        except (ValueError, ArithmeticError):
            return Reading(refused=IMPOSSIBLE)

    def _of_item(self, number: int, item: Item, sha256: str) -> Claim:
        if met := self._meeting.met.get(item):
            return _of_person(number, item.where, met)
        resource = self._references.parsed(item)
        reading = self._read(item, resource)
        fact = Fact(number, item.where, source_of_item(item, resource, reading, sha256), _doubted(reading))
        needs_patient = reading.fate in (Fate.TAKEN, Fate.KEPT_AS_TEXT)
        return Claim(fact, self._whose.named(item, resource) if needs_patient else NOBODY)

    def _of_part(self, number: int, part: Part, file: FileContent) -> Claim:
        header = self._meeting.headers[number]
        if part is file.parts[0]:
            return _of_person(number, part.where, header)
        fact = Fact(number, part.where, source_of_part(part, file.sha256), _doubted(part.reading))
        return Claim(fact, _named(header))


def _doubted(reading: Reading) -> Reading:
    unknown = units.doubts(reading.contents)
    return replace(reading, findings=(*reading.findings, *unknown)) if unknown else reading


def _of_person(number: int, where: str, met: Met) -> Claim:
    reading = replace(met.reading, findings=(*met.reading.findings, *met.match.findings))
    return Claim(Fact(number, where, met.source, reading), _named(met), met.match.refused)


def _named(met: Met) -> Named:
    return Named((met.match.person,)) if met.match.person else Named(refused=True)
