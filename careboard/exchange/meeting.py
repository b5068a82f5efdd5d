"""The people whom a delivery brings: each Patient resource and each C-CDA header, read and met before any fact is.

References may come before the Patient that they name, so all are met first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from careboard.clinical.entry import Source
from careboard.clinical.person import Registration
from careboard.exchange.bundles import Item
from careboard.exchange.exact import canonical_text
from careboard.exchange.facts import Fate, Reading, Resource
from careboard.exchange.files import FileContent
from careboard.exchange.matching import Match, People, Person
from careboard.exchange.sources import UNSETTLED, source_of_item, source_of_part
from careboard.exchange.whose import Stated

ReadItem = Callable[[Item, Resource], Reading]  # reads a resource where it stands, so that its references resolve

PATIENT = "Patient"
NO_REGISTRATION = "States nothing by which a patient could be registered."


@dataclass(frozen=True, slots=True)
class Met:
    """A Patient resource or a C-CDA header: how it was read, where from, and who that is."""

    reading: Reading
    source: Source
    match: Match


class Meeting:
    """Everybody of a delivery. `met`: by Patient resource; `headers`: by the number of a C-CDA file."""

    def __init__(
        self, files: Sequence[FileContent], people: People, parsed: Callable[[Item], Resource], read: ReadItem
    ) -> None:
        self._people = people
        self._parsed = parsed
        self._read = read
        self._addresses: dict[tuple[str, str], Person] = {}
        self.met: dict[Item, Met] = {}
        self.headers: dict[int, Met] = {}
        for number, file in enumerate(files):
            for item in file.items:
                if item.resource_type == PATIENT and item not in self.met:
                    self.met[item] = self._meet(item, file.sha256)
            if file.parts:
                header = file.parts[0]
                self.headers[number] = self._who(header.reading, source_of_part(header, file.sha256), None)

    @property
    def patients(self) -> Mapping[Item, Person | None]:
        """Who each Patient resource is; None for one that is refused."""
        return {item: met.match.person for item, met in self.met.items()}

    def stated(self, holder: Item, contained: Resource) -> Stated | None:
        """What a Patient states that is contained in another resource."""
        reading = self._read(holder, contained)
        inside = replace(holder, resource_type=PATIENT, resource_id="", canonical=canonical_text(contained))
        registration = _registration(reading)
        return (registration, source_of_item(inside, contained, reading, UNSETTLED)) if registration else None

    def _meet(self, item: Item, sha256: str) -> Met:
        """The versions of one resource in a Bundle (a history) are one person, whatever else has changed."""
        resource = self._parsed(item)
        reading = self._read(item, resource)
        address = (item.bundle, item.full_url)
        met = self._who(reading, source_of_item(item, resource, reading, sha256), self._addresses.get(address))
        if met.match.person and item.full_url:
            self._addresses[address] = met.match.person
        return met

    def _who(self, reading: Reading, source: Source, earlier: Person | None) -> Met:
        registration = _registration(reading)
        if registration is None:
            return Met(reading, source, Match(refused=reading.refused or NO_REGISTRATION))
        return Met(reading, source, self._people.take(registration, source, earlier))


def _registration(reading: Reading) -> Registration | None:
    first = reading.contents[0] if reading.contents and reading.fate is Fate.TAKEN else None
    return first if isinstance(first, Registration) else None
