"""The JSON of a resource, read element by element; what is not as FHIR R4 writes it is never guessed.

An element that is absent, null or empty is not stated. One of the wrong type raises NotAsR4, which names the element.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from careboard.clinical.checks import blank
from careboard.exchange.facts import LookUp, Resource

Code = TypeVar("Code", bound=StrEnum)
Found = TypeVar("Found")
Told = TypeVar("Told")
Other = TypeVar("Other")


class NotAsR4(ValueError):
    """An element has a type or a value that FHIR R4 does not give it. Names the element, never its value."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is not as FHIR R4 writes it.")


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading a resource needs beside it: how its references resolve, the clinic's zone; and the doubts it left.

    A doubt is a sentence without a word of the source.
    """

    look_up: LookUp
    zone: tzinfo
    doubts: list[str] = field(default_factory=list)

    def found(self, reference: str) -> "Element | None":
        """The resource that a reference names, if it is here."""
        resource = self.look_up(reference) if reference else None
        if not isinstance(resource, dict) or not isinstance(kind := resource.get("resourceType"), str):
            return None
        return Element(resource, kind, self)


class Element:
    """A JSON object of a resource; `path` says where it stands, such as "Observation.component"."""

    __slots__ = ("content", "path", "reader")

    def __init__(self, content: Resource, path: str, reader: Reader) -> None:
        self.content = content
        self.path = path
        self.reader = reader

    def text(self, name: str) -> str:
        """A string, code, uri or the like, without blanks around it; empty where none is stated."""
        return seen(self._typed(name, str) or "")

    def texts(self, name: str) -> tuple[str, ...]:
        """The strings of a list."""
        return tuple(text for one in self._list(name) if (text := seen(self._checked(name, one, str))))

    def flag(self, name: str) -> bool | None:
        """A boolean."""
        return self._typed(name, bool)

    def number(self, name: str) -> Decimal | None:
        """A number, with the digits it was written with."""
        value = self.content.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            raise NotAsR4(f"{self.path}.{name}")
        return Decimal(value)

    def whole(self, name: str) -> int | None:
        """A whole number."""
        value = self._typed(name, int)
        if isinstance(value, bool):
            raise NotAsR4(f"{self.path}.{name}")
        return value

    def one(self, name: str) -> "Element | None":
        """An object."""
        value = self._typed(name, dict)
        return Element(value, f"{self.path}.{name}", self.reader) if value else None

    def many(self, name: str) -> "tuple[Element, ...]":
        """The objects of a list."""
        path = f"{self.path}.{name}"
        return tuple(Element(self._checked(name, one, dict), path, self.reader) for one in self._list(name) if one)

    def choice(self, name: str) -> str:
        """The one element of a choice such as value[x] that is stated ("valueQuantity"), or nothing."""
        stated = [key for key, value in self.content.items() if is_choice(key, name) and value is not None]
        if len(stated) > 1:
            raise NotAsR4(f"{self.path}.{name}[x]")
        return stated[0] if stated else ""

    def doubt(self, sentence: str) -> None:
        """Leave a finding for whoever imports; `sentence` goes on after the name of the element."""
        self.reader.doubts.append(f"{self.path} {sentence}")

    def code(self, name: str, known: type[Code]) -> Code | None:
        """A code of R4, which has the same word here; None where none is stated. Raises NotAsR4 for any other."""
        stated = self.text(name)
        found = member(known, stated)
        if stated and found is None:
            raise NotAsR4(f"{self.path}.{name}")
        return found

    def unless_wrong(self, read: Callable[[], Told], otherwise: Other) -> Told | Other:
        """What `read` reads of a side matter; where that is not as R4 writes it, a doubt and `otherwise`."""
        try:
            return read()
        except ValueError as error:
            self.reader.doubts.append(str(error))
            return otherwise

    def _typed(self, name: str, kind: type[Found]) -> Found | None:
        value = self.content.get(name)
        return None if value is None else self._checked(name, value, kind)

    def _checked(self, name: str, value: object, kind: type[Found]) -> Found:
        if not isinstance(value, kind):
            raise NotAsR4(f"{self.path}.{name}")
        return value

    def _list(self, name: str) -> list[Any]:
        return [one for one in self._typed(name, list) or [] if one is not None]


def seen(text: str) -> str:
    """The text without NUL and without blanks around it; nothing, where nothing of it can be seen."""
    told = text.replace("\0", "").strip()
    return "" if blank(told) else told


def is_choice(key: str, name: str) -> bool:
    """Whether an element is one of the choice `name`[x]."""
    return key.startswith(name) and key[len(name) : len(name) + 1].isupper()


def member(known: type[Code], word: str) -> Code | None:
    """The member of an enumeration with this value, or None."""
    return next((one for one in known if one.value == word), None)
