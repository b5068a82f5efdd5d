"""Whom a resource is about: the references by which it names its patient, each followed to a person (decision 0011).

Never by a bare id to the vault. What names two patients is about nobody who can be told, and is refused.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce

from careboard.clinical.entry import Source
from careboard.clinical.person import Registration
from careboard.exchange.bundles import Item, split_address
from careboard.exchange.facts import Resource
from careboard.exchange.matching import SOMEBODY_ELSE, People, Person
from careboard.exchange.references import References, contained

# Elements that say whom a resource is about, and those that name people of all sorts beside it (FHIR R4).
_SUBJECTS = ("subject", "patient", "beneficiary", "candidate", "individual", "for")
_BESIDE = (("participant", "actor"), ("context", "sourcePatientInfo"))
_VISIT = ("encounter", "context")
_MEMBERS = {"DiagnosticReport": "result", "Observation": "hasMember"}

NOT_HERE = (
    "Names a patient who is neither in these files nor, by an identifier, in this vault. Import it together with its "
    "Patient (on the command line, --patient names one)."
)
SEVERAL_NOT_HERE = (
    "Names a patient who is not in this vault, and so do others of these files, with other names: --patient cannot "
    "stand for several. Import them one after the other."
)
NO_PERSON = "Is about a group, a device or a place. Import it with --patient to put it into a patient's chart."
TWO_PATIENTS = "Names two patients. Ask its sender whom it is about."
PATIENT_REFUSED = "Names a patient who was refused. When that one can be taken, import the file again."
NOBODY_NAMED = "Names no patient, so it was left out. Import it with --patient to put it into a patient's chart."

Stated = tuple[Registration, Source]  # what a Patient resource states


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a resource names: people; the names of those whom nobody knows; or a group, a device, a place."""

    people: tuple[Person, ...] = ()
    unknown: frozenset[str] = frozenset()
    thing: bool = False
    refused: bool = False

    def __or__(self, other: "Named") -> "Named":
        people = tuple(dict.fromkeys((*self.people, *other.people)))
        refused, thing = self.refused or other.refused, self.thing or other.thing
        return Named(people, self.unknown | other.unknown, thing, refused)


NOBODY = Named()


def decide(named: Named, stand_in: Person | None, *, one_unknown: bool) -> Person | str | None:
    """The person whose chart a fact goes to, the sentence why to none, or None for what names nobody at all.

    `one_unknown`: everything of the delivery that names somebody unknown names the same one.
    """
    if named.refused:
        return PATIENT_REFUSED
    if len(named.people) + len(named.unknown) > 1:
        return TWO_PATIENTS
    if named.people:
        (person,) = named.people
        return SOMEBODY_ELSE if stand_in and person is not stand_in else person
    if named.unknown and not (stand_in and one_unknown):
        return SEVERAL_NOT_HERE if stand_in else NOT_HERE
    return stand_in or (NO_PERSON if named.thing else None)


class Whose:
    """Finds whom each resource of a delivery names.

    `patients`: who each Patient resource is, None for one that was refused. `stated` reads a contained Patient.
    """

    def __init__(
        self,
        references: References,
        people: People,
        patients: Mapping[Item, Person | None],
        stated: Callable[[Item, Resource], Stated | None],
    ) -> None:
        self._references = references
        self._people = people
        self._patients = patients
        self._stated = stated

    def named(self, item: Item, resource: Resource) -> Named:
        """Whom a resource names: itself, else by its encounter, else by the report or panel that it is part of."""
        subjects = self._subjects(item, resource)
        beside = self._any(item, resource, (one for path in _BESIDE for one in _within(resource, path)))
        found = subjects | Named(beside.people)
        if found != NOBODY:
            return found
        visited = Named(self._by_visit(item, resource).people)
        return visited if visited.people else Named(_all(map(self._subjects_of, self._holders.get(item, ()))).people)

    def _subjects(self, item: Item, resource: Resource) -> Named:
        return self._any(item, resource, (one for name in _SUBJECTS for one in _references(resource.get(name))))

    def _subjects_of(self, item: Item) -> Named:
        return self._subjects(item, self._references.parsed(item))

    def _any(self, item: Item, resource: Resource, references: Iterable[Resource]) -> Named:
        return _all(self._one(item, resource, reference) for reference in references)

    def _by_visit(self, item: Item, resource: Resource) -> Named:
        visits = (one for name in _VISIT for one in _references(resource.get(name)))
        found = (visit for one in visits for visit in self._references.named(item, _text(one.get("reference"))))
        return _all(self._subjects_of(visit) for visit in found)

    @cached_property
    def _holders(self) -> Mapping[Item, list[Item]]:
        """The reports and panels that hold an observation which itself may name nobody."""
        holders: defaultdict[Item, list[Item]] = defaultdict(list)
        for holder in self._references.items:
            if element := _MEMBERS.get(holder.resource_type):
                for one in _references(self._references.parsed(holder).get(element)):
                    for member in self._references.named(holder, _text(one.get("reference"))):
                        holders[member].append(holder)
        return holders

    def _one(self, item: Item, resource: Resource, reference: Resource) -> Named:
        literal = _text(reference.get("reference"))
        if literal.startswith("#"):
            found = self._contained(item, resource, literal)
        else:
            found = _all(map(self._of_item, self._references.named(item, literal)))
        found |= Named(tuple(self._people.with_identifier(*_identifier(reference))))
        if found != NOBODY:
            return found
        base, key = split_address(literal)
        kind = _text(reference.get("type")) or key.partition("/")[0]
        if kind not in ("", "Patient"):
            return Named(thing=True)
        server = base or item.base
        return Named(unknown=frozenset({f"{server}/{key}" if server and key else key or literal or _words(reference)}))

    def _of_item(self, item: Item) -> Named:
        if item.resource_type != "Patient":
            return Named(thing=True)
        person = self._patients.get(item)
        return Named((person,)) if person else Named(refused=True)

    def _contained(self, item: Item, resource: Resource, literal: str) -> Named:
        """A contained Patient is nobody new: it names somebody of the delivery or of the vault, or nobody."""
        inside = contained(resource, literal)
        if inside is None:
            return NOBODY
        if inside.get("resourceType") != "Patient":
            return Named(thing=True)
        stated = self._stated(item, inside)
        people = tuple(self._people.who(*stated)) if stated else ()
        return Named(people) if people else Named(unknown=frozenset({stated[1].resource if stated else literal}))


def _all(named: Iterable[Named]) -> Named:
    first, *others = list(named) or [NOBODY]
    return reduce(Named.__or__, others, first)


def _references(value: object) -> Iterator[Resource]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and one.keys() & {"reference", "identifier", "display"}:
            yield one


def _within(resource: Resource, path: tuple[str, str]) -> Iterator[Resource]:
    outer, inner = path
    value = resource.get(outer)
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield from _references(one.get(inner))


def _identifier(reference: Resource) -> tuple[str, str]:
    """The system and value of a logical reference, or of a conditional one ("Patient?identifier=system|value")."""
    stated = reference.get("identifier")
    if isinstance(stated, dict):
        return _text(stated.get("system")), _text(stated.get("value"))
    conditional = _text(reference.get("reference")).partition("Patient?identifier=")[2]
    system, _, value = conditional.partition("|")
    return system, value


def _words(reference: Resource) -> str:
    return "|".join((*_identifier(reference), _text(reference.get("display"))))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
