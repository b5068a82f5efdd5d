"""The scales that a site defined for itself, such as a diary card, as its stream keeps them and as a person types them.

What cannot be read is refused with its line; what was kept in another way counts as no scale, and a chart still opens.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from careboard.clinical.response import InstrumentDefinition, InstrumentItem
from careboard.i18n import gettext as _
from careboard.reference.instruments import by_name

SUM = "sum"
_OPTION = re.compile(r"(?P<value>\d)\s*(?:=\s*(?P<words>.+))?")


@dataclass(frozen=True, slots=True)
class OwnScale:
    """One form: its name, and its definition, which travels with every entry that uses it."""

    name: str
    definition: InstrumentDefinition

    @property
    def summed(self) -> bool:
        """Is its result the sum of its answers?"""
        return self.definition.scoring == SUM

    @property
    def text(self) -> str:
        """As a person types it."""
        lines = [f"{item.question}: {', '.join(item.options)}" for item in self.definition.items]
        return "\n".join([self.name, *lines, *(["Total: sum"] if self.summed else [])])


def value_of(option: str) -> tuple[int, str]:
    """The number of an answer, and its words, or the number again: "2 = Often"."""
    found = _OPTION.fullmatch(option.strip())
    if found is None:
        raise ValueError(option)
    return int(found["value"]), (found["words"] or found["value"]).strip()


# -- as it is kept ------------------------------------------------------------------------------------------------


def kept(scales: Iterable[OwnScale]) -> str:
    """The value of the setting; empty where there is none."""
    found = [
        {
            "name": one.name,
            "scoring": one.definition.scoring,
            "items": [{"question": item.question, "options": list(item.options)} for item in one.definition.items],
        }
        for one in scales
    ]
    return json.dumps(found, ensure_ascii=False) if found else ""


def read_kept(value: str) -> tuple[OwnScale, ...]:
    """The scales of a setting; none where it cannot be read whole."""
    try:
        return typed("\n\n".join(_text(one) for one in json.loads(value or "[]")))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ()


def _text(one: dict[str, object]) -> str:
    items = one["items"]
    if not isinstance(items, list):
        raise TypeError
    lines = [f"{item['question']}: {', '.join(item['options'])}" for item in items]
    return "\n".join([str(one["name"]), *lines, *(["Total: sum"] if one["scoring"] == SUM else [])])


# -- as it is typed -----------------------------------------------------------------------------------------------


def typed(text: str) -> tuple[OwnScale, ...]:
    """What was typed: forms with a blank line between them. Raises ValueError with a sentence that names the line."""
    found = [_of_block(block) for block in _blocks(text)]
    names = [one.name.casefold() for one in found]
    twice = next((one.name for one in found if names.count(one.name.casefold()) > 1), None)
    if twice is not None:
        raise ValueError(_("There are two forms of the name {name}.").format(name=twice))
    return tuple(found)


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    block: list[tuple[int, str]] = []
    for at, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            block.append((at, " ".join(line.split())))
        elif block:
            yield block
            block = []


def _of_block(block: Sequence[tuple[int, str]]) -> OwnScale:
    (at, name), *lines = block
    if by_name(name) is not None:
        told = _("Line {n}: {name} is a scale of the program. Give yours another name.")
        raise ValueError(told.format(n=at, name=name))
    summed = bool(lines) and lines[-1][1].casefold() == "total: sum"
    asked = lines[:-1] if summed else lines
    if not asked:
        told = _(
            "Line {n}: below the name of a form stands a question on each line, such as: Slept well: 0 = no, 1 = yes"
        )
        raise ValueError(told.format(n=at))
    items = tuple(_item(number, at, line) for number, (at, line) in enumerate(asked, 1))
    return OwnScale(name, InstrumentDefinition(items, SUM if summed else ""))


def _item(number: int, at: int, line: str) -> InstrumentItem:
    question, colon, rest = line.rpartition(":")
    options = [part.strip() for part in rest.split(",")]
    matches = [_OPTION.fullmatch(option) for option in options]
    if not colon or not question.strip() or None in matches:
        told = _("Line {n}: write a question, a colon and its answers, such as: Slept well: 0 = no, 1 = yes")
        raise ValueError(told.format(n=at))
    values = [found["value"] for found in matches if found is not None]
    if len(set(values)) < len(values) or len(values) < 2:
        raise ValueError(_("Line {n}: a question has two answers or more, each with its own number.").format(n=at))
    return InstrumentItem(str(number), question.strip(), tuple(options))
