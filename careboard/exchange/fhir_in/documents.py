"""What has no content of its own, as a Document: its type, its title, and every word that a person can read in it.

Also what all readers share: notes, authors, and whether the source says "entered in error". A Document can be made of
anything: what is not as FHIR R4 writes it is read as far as it goes.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from careboard.clinical.entry import KnownContent
from careboard.clinical.limits import refuse_too_large
from careboard.clinical.paper import Document
from careboard.clinical.values import Coded, Informant, When
from careboard.exchange.facts import Reading
from careboard.exchange.fhir_in import labels, narrative, times, words
from careboard.exchange.fhir_in.datatypes import as_coded, joined
from careboard.exchange.fhir_in.elements import Element, NotAsR4, seen
from careboard.exchange.fhir_in.names import one_or_many, reference_words, title_of

ENTERED_IN_ERROR = "entered-in-error"
_STATES = ("status", "docStatus", "lifecycleStatus")
_AS_USUAL = frozenset({"completed", "final", "finished", "active", "current", "available", "amended"})
_LONGEST_TITLE = 200
_TIMES = (
    "effective occurrence performed started sent period date authored authoredOn start whenHandedOver whenPrepared "
    "issued recordedDate recorded onset detected identified dateTime dateWritten created"
).split()
_AUTHORS = (
    "author recorder asserter performer requester orderer sender source informationSource reporter authorizer enterer "
    "resultsInterpreter assessor operator participant"
).split()
Told = TypeVar("Told")
Other = TypeVar("Other")


def kept_as_text(resource: Element) -> Reading:
    """A resource as a Document with its readable words."""
    title = _title(resource)
    document = Document(_type(resource), title, words.whole(resource).strip() or title)
    return Reading((document,), _at(resource), True, in_error(resource), author=author(resource, *_AUTHORS))


def within_limits(content: KnownContent) -> KnownContent:
    """The content itself; raises ValueError where it holds more than a record may."""
    refuse_too_large(content)
    return content


def note(resource: Element, *handled: str) -> str:
    """The notes of a resource, and below them all that its content lacks; `handled` ones were read already."""
    return joined((narrative.notes(resource), words.beside(resource, "status", "note", *handled)), "\n")


def in_error(resource: Element) -> bool:
    """Whether the source says that the resource was entered in error."""
    return any(resource.content.get(name) == ENTERED_IN_ERROR for name in _STATES)


def author(resource: Element, *names: str) -> str:
    """Who the source says wrote it: the names in the first element that names anybody."""
    return next((told for name in names if (told := _if_told(partial(_authors, resource, name), ""))), "")


def _authors(resource: Element, name: str) -> str:
    inner = "individual" if name == "participant" else "actor"
    stated = one_or_many(resource, name)
    return joined((reference_words(one.one(inner) or (one if inner == "actor" else None)) for one in stated), ", ")


def _if_told(told: Callable[[], Told], otherwise: Other) -> Told | Other:
    try:
        return told()
    except NotAsR4:
        return otherwise


def _type(resource: Element) -> Coded:
    """The type of the resource in words, with the codes that say of which kind it is."""
    concepts = (one for name in ("type", "code", "vaccineCode") for one in one_or_many(resource, name))
    found = _if_told(lambda: next(filter(None, map(as_coded, concepts)), None), None)
    return Coded(labels.kind(resource.path) or "Document", found.codings if found else ())


def _title(resource: Element) -> str:
    content = resource.content
    named = _if_told(lambda: " ".join(title_of(resource).split()), "") or labels.kind(resource.path) or "Document"
    short = named if len(named) <= _LONGEST_TITLE else f"{named[: _LONGEST_TITLE - 1]}\N{HORIZONTAL ELLIPSIS}"
    status = next((one for name in _STATES if isinstance(one := content.get(name), str)), "")
    unusual = f" ({seen(status)})" if seen(status) and status not in _AS_USUAL else ""
    return f"{'Do not perform: ' if content.get('doNotPerform') is True else ''}{short}{unusual}"


def _at(resource: Element) -> When:
    found = (_if_told(partial(times.start, resource, name), None) for name in _TIMES)
    return next((when for when in found if when and when.iso), When.unknown(Informant.IMPORTED))
