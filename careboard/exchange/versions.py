"""Versions of one fact: by what it is known when it comes again, which version is newer, and what replaces what.

The same system, type and id with other content is a new version of the same fact; where no system is stated, the code
must be the same too (decision 0011).
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from itertools import count

from careboard.clinical.condition import Allergy, Diagnosis
from careboard.clinical.entry import KnownContent, Source
from careboard.clinical.measured import Component, DrugScreen, LabResult, ProcedureDone, TestOrdered, Vitals
from careboard.clinical.medication.taking import DoseGiven, MedicationReported
from careboard.clinical.paper import Document
from careboard.clinical.person import DetailsChange, Flag, Registration
from careboard.clinical.response import Assessment
from careboard.clinical.values import Coded, Coding
from careboard.exchange.facts import VersionKey


def version_key(source: Source, content: KnownContent) -> VersionKey | None:
    """By what a fact is known when it comes again; None when its source gave it no id."""
    if not source.resource_id:
        return None
    code = "" if source.system else code_of(content)
    return (source.system, source.resource_type, source.resource_id, code)


def code_of(content: KnownContent) -> str:
    """The code of a content: its codes where it has any, else its words; empty for contents without one."""
    match content:
        case Diagnosis() | Flag() | LabResult() | ProcedureDone() | TestOrdered():
            return _code(content.code)
        case Allergy():
            return _code(content.substance)
        case Assessment():
            return _code(content.instrument)
        case Document():
            return _code(content.type)
        case MedicationReported() | DoseGiven():
            return _codes(content.medicine.codings) or content.medicine.text
        case Vitals(code=None, readings=readings):
            return _all(readings)
        case Vitals(code=Coded() as code) | DrugScreen(code=Coded() as code):
            return _code(code)
        case _:
            return ""


def _all(readings: Iterable[Component]) -> str:
    return " ".join(sorted(_code(reading.code) for reading in readings))


def _code(coded: Coded) -> str:
    return _codes(coded.codings) or coded.text


def _codes(codings: Iterable[Coding]) -> str:
    return " ".join(sorted(f"{coding.system}|{coding.code}" for coding in codings if coding.code))


def place_among_versions(version_id: str, last_updated: str) -> tuple[int, float]:
    """Where a version sorts among those of one delivery: by version, then by when it was last updated."""
    number, moment = _number(version_id), _moment(last_updated)
    return (-1 if number is None else number, float("-inf") if moment is None else moment)


def is_older(source: Source, version_id: str, last_updated: str) -> bool:
    """Does the source itself say that it is older than another version? Without a sign, what comes later is newer."""
    ours, theirs = _number(source.version_id), _number(version_id)
    if ours is not None and theirs is not None and ours != theirs:
        return ours < theirs
    here, there = _moment(source.last_updated), _moment(last_updated)
    return here is not None and there is not None and here < there


def places_taken(contents: Sequence[KnownContent], before: Sequence[KnownContent]) -> list[int]:
    """For each content of a version the place of what it replaces in the one before, else a place after all others.

    Each takes the place of its equal, else of the next of its own kind. Only the first may take that of a first of
    another kind: then the source has changed its mind about what the fact is.
    """
    if not before:
        return list(range(len(contents)))
    equals = {content: place for place, content in reversed(list(enumerate(before)))}
    equal = [equals.pop(content, None) for content in contents]
    free = _free_places(before, {place for place in equal if place is not None})
    if contents and not free[_kind(contents[0])] and _may_differ(contents[0], before[0]):
        free[_kind(contents[0])] = free[_kind(before[0])]
    after = count(len(before))
    places = []
    for place, content in zip(equal, contents, strict=True):
        same = free[_kind(content)]
        places.append(place if place is not None else same.popleft() if same else next(after))
    return places


def _free_places(before: Sequence[KnownContent], taken: AbstractSet[int]) -> defaultdict[type, deque[int]]:
    free: defaultdict[type, deque[int]] = defaultdict(deque)
    for place, content in enumerate(before):
        if place not in taken:
            free[_kind(content)].append(place)
    return free


def _may_differ(content: KnownContent, before: KnownContent) -> bool:
    return Registration not in (_kind(content), _kind(before))


def _kind(content: KnownContent) -> type:
    return Registration if isinstance(content, DetailsChange) else type(content)


def _number(version_id: str) -> int | None:
    return int(version_id) if version_id.isascii() and version_id.isdigit() and len(version_id) < 20 else None


def _moment(last_updated: str) -> float | None:
    try:
        moment = datetime.fromisoformat(last_updated)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
