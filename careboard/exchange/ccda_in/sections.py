"""The entries of a section, each handed to whoever reads its kind; whatever nobody reads is kept in words.

The template of an entry decides, else the section and the class of the entry. What is planned has not happened, and
what is said of somebody else is not the patient's: both are kept in words.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from lxml.etree import _Element as Element

from careboard.clinical.limits import refuse_too_large
from careboard.exchange.ccda_in import (
    allergies,
    documents,
    encounters,
    medications,
    problems,
    procedures,
    results,
    times,
    words,
)
from careboard.exchange.ccda_in.measured import holds_value
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.vocabulary import PLANNED_MOODS
from careboard.exchange.ccda_in.xml import V3, attribute, children, local, templates, type_of
from careboard.exchange.facts import Reading

Reader = Callable[[Element, Place], Reading]

UNREADABLE_TIME = "A time is written in a way that is no time; it was left open."
DAMAGED = "The entry contradicts itself, so it was kept in words only."
SOMEBODY_ELSE = "The entry is about somebody other than the patient, so it was kept in words only."

_T = "2.16.840.1.113883.10.20.22.4."
_BY_TEMPLATE: Mapping[str, Reader] = MappingProxyType(
    {
        **dict.fromkeys((f"{_T}30", *allergies.OBSERVATIONS), allergies.read),
        **dict.fromkeys((f"{_T}{n}" for n in (3, 4, 33, 34, 51, 65, 80, 132)), problems.read),
        **dict.fromkeys((f"{_T}{n}" for n in (16, 17, 18, 35, 36, 42)), medications.read),
        **dict.fromkeys((f"{_T}{n}" for n in (52, 120)), documents.read_words),
        **dict.fromkeys((f"{_T}{n}" for n in (1, 2, 5, 26, 27, 38, 66, 67, 68, 69, 72, 73, 74, 75, 78)), results.read),
        **dict.fromkeys((f"{_T}{n}" for n in (85, 86, 109, 111, 124, 127, 128, 138, 200)), results.read),
        "2.16.840.1.113883.10.20.15.3.8": results.read,  # pregnancy
        **dict.fromkeys((f"{_T}{n}" for n in (12, 13, 14)), procedures.read),
        f"{_T}49": encounters.read,
        f"{_T}202": documents.read_note,
    }
)

_MEASURED = frozenset(
    (
        results.RESULTS,
        results.VITAL_SIGNS,
        "29762-2",  # social history
        "47420-5",  # functional status
        "10190-7",  # mental status
        "29545-1",  # physical findings
        "61144-2",  # nutrition
        "11493-4",  # hospital discharge studies
        "82810-3",  # pregnancy
    )
)
_IMMUNIZATIONS = "11369-6"
_MEDICINES = ("substanceAdministration", "supply")


def read_entry(statement: Element, place: Place) -> Reading:
    """Read an entry; raises nothing: what cannot be taken as coded is kept in words."""
    reader = _reader(statement, place)
    try:
        reading = reader(statement, place)
        for content in reading.contents:
            refuse_too_large(content)
    except ValueError:  # what the source says is impossible, or too long for what it should be
        reading = replace(documents.read_words(statement, place), findings=(DAMAGED,))
    if reader is not results.read and not _elsewhere(statement):
        reading = _with_numbers(reading, statement, place)
    return replace(reading, findings=(*reading.findings, *_doubts(statement, place)))


def _reader(statement: Element, place: Place) -> Reader:
    known = [_BY_TEMPLATE[root] for root in templates(statement) if root in _BY_TEMPLATE]
    reader = known[0] if known else _by_place(statement, place)
    planned = attribute(statement, "moodCode") in PLANNED_MOODS and reader is not medications.read
    return documents.read_words if planned or _about_somebody_else(statement) else reader


def _by_place(statement: Element, place: Place) -> Reader:
    match local(statement):
        case "substanceAdministration" | "supply" if place.loinc != _IMMUNIZATIONS:
            return medications.read
        case "observation" | "organizer" if place.loinc in _MEASURED and _measures(statement):
            return results.read
        case "observation" if any(type_of(value) == "PQ" for value in children(statement, "value")):
            return results.read
        case "procedure":
            return procedures.read
        case "encounter":
            return encounters.read
        case _ if any(local(part) in _MEDICINES for part in words.inner(statement)) and place.loinc != _IMMUNIZATIONS:
            return medications.read
        case _:
            return documents.read_words


def _measures(statement: Element) -> bool:
    return any(map(holds_value, (statement, *words.inner(statement))))


def _about_somebody_else(statement: Element) -> bool:
    """A subject is named only where it is not the patient: a relative, a child not yet born, a group."""
    return next(statement.iter(f"{V3}subject"), None) is not None


def _elsewhere(statement: Element) -> bool:
    return attribute(statement, "moodCode") in PLANNED_MOODS or _about_somebody_else(statement)


def _with_numbers(reading: Reading, statement: Element, place: Place) -> Reading:
    """The panels, results, vital signs and scales within an entry of another kind, where they hold numbers."""
    try:
        found = [one for one in results.of_parts([statement], place) if results.has_number(one[0])]
    except ValueError:
        return replace(reading, findings=(*reading.findings, DAMAGED))
    return with_contents(reading, found) if found else reading


def with_contents(reading: Reading, more: Sequence[results.Timed]) -> Reading:
    """The reading with further contents, each with its time."""
    both = (*reading.timed, *more)
    return replace(reading, contents=tuple(one for one, _ in both), times=tuple(at for _, at in both))


def _doubts(statement: Element, place: Place) -> Iterator[str]:
    if times.unreadable(statement, place.zone):
        yield UNREADABLE_TIME
    if _about_somebody_else(statement):
        yield SOMEBODY_ELSE
