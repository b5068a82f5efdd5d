"""Who is it: the people of a delivery, each held against those of the vault and against one another (decision 0011).

A person matches by identifier; without one only by an unchanged resource, or its id with all names and the birth date.
Names and birth date alone are a question to a person: somebody new, and a finding that says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from careboard.clinical.entry import Source
from careboard.clinical.person import Registration
from careboard.clinical.values import PatientId
from careboard.exchange.facts import KnownPatient
from careboard.exchange.identity import identity
from careboard.exchange.merging import merged
from careboard.exchange.refusals import NoSuchPatient

TWO_PEOPLE = "Carries the identifiers of two patients of this vault. Ask its sender which of them is meant."
SOMEBODY_ELSE = "Is about somebody other than the patient chosen with --patient. Import it without --patient."
ALIKE = (
    "A patient with the same names and birth date is already here under other identifiers. This one was taken as "
    "somebody new: look whether it is the same person."
)
OTHER_NAME = (
    "Carries the identifier of a patient with another family name and birth date. It was taken as that patient: look "
    "whether it is the same person."
)

Names = tuple[str, str, str]


@dataclass(eq=False, slots=True)
class Person:
    """Somebody of the vault, of the delivery, or of both; `registration` as it stands after what was read so far."""

    registration: Registration
    known: KnownPatient | None = None

    @property
    def patient(self) -> PatientId | None:
        """The id in the vault; None for somebody new."""
        return self.known.patient if self.known else None

    def brought(self, source: Source) -> bool:
        """Did this very resource, unchanged, come into this person's chart before?"""
        return self.known is not None and identity(self.known.patient, source) in self.known.facts


@dataclass(frozen=True, slots=True)
class Match:
    """Who a Patient resource is: the person, or the sentence why nobody can tell; and doubts, in sentences."""

    person: Person | None = None
    refused: str = ""
    findings: tuple[str, ...] = ()


class People:
    """Everybody whom this delivery may be about."""

    def __init__(self, known: Sequence[KnownPatient], stand_in: PatientId | None = None) -> None:
        self._by_identifier: defaultdict[tuple[str, str], list[Person]] = defaultdict(list)
        self._by_resource_id: defaultdict[str, list[Person]] = defaultdict(list)
        self._by_text: dict[tuple[str, str], Person] = {}
        self._by_names: defaultdict[Names, list[Person]] = defaultdict(list)
        self.all = [Person(one.registration, one) for one in known]
        for person in self.all:
            self._note(person, person.registration, person.known.registered_from if person.known else ())
        self.stand_in = self._chosen(stand_in)

    def take(self, registration: Registration, source: Source, earlier: Person | None = None) -> Match:
        """Who a Patient resource states: a person already here, or somebody new; what it states is noted.

        `earlier` is whom another version of the same resource stated.
        """
        people = _distinct([*([earlier] if earlier else ()), *self.who(registration, source)])
        if len(people) > 1:
            return Match(refused=TWO_PEOPLE)
        person = people[0] if people else Person(registration)
        if self.stand_in and person is not self.stand_in:
            return Match(refused=SOMEBODY_ELSE)
        findings = self._doubts(person, registration, new=not people)
        if people:
            person.registration = merged(person.registration, registration)
        else:
            self.all.append(person)
        self._by_text[source.system, source.resource] = person
        self._note(person, registration, [source])
        return Match(person, findings=findings)

    def who(self, registration: Registration, source: Source) -> list[Person]:
        """The people who match, without noting anything; more than one is a contradiction."""
        stated = identifiers_of(registration)
        found = self._by_identifiers(stated) if stated else self._unchanged_or_alike(registration, source)
        if not found and self.stand_in and _alike(registration, self.stand_in.registration):
            return [self.stand_in]
        return found

    def with_identifier(self, system: str, value: str) -> list[Person]:
        """The people who have an identifier; an identifier without a system is nobody's."""
        return self._by_identifiers({(system, value)} if system and value else ())

    def _chosen(self, stand_in: PatientId | None) -> Person | None:
        if stand_in is None:
            return None
        for person in self.all:
            if person.patient == stand_in:
                return person
        raise NoSuchPatient("The patient chosen with --patient is not in this vault.")

    def _by_identifiers(self, identifiers: Iterable[tuple[str, str]]) -> list[Person]:
        return _distinct(person for one in sorted(identifiers) for person in self._by_identifier.get(one, ()))

    def _unchanged_or_alike(self, registration: Registration, source: Source) -> list[Person]:
        if person := self._by_text.get((source.system, source.resource)):
            return [person]
        same_id = _distinct(self._by_resource_id.get(source.resource_id, ()))
        unchanged = [person for person in same_id if person.brought(source)]
        named = same_id if source.resource_id else []
        return unchanged or [person for person in named if _same_names(registration, person.registration)]

    def _doubts(self, person: Person, registration: Registration, *, new: bool) -> tuple[str, ...]:
        names = _names(registration)
        if new:
            return (ALIKE,) if names and self._by_names.get(names) else ()
        family, _, born = _names(person.registration) or ("", "", "")
        other = names and born and family != names[0] and born != names[2]
        return (OTHER_NAME,) if other else ()

    def _note(self, person: Person, registration: Registration, sources: Iterable[Source]) -> None:
        for one in identifiers_of(registration):
            self._by_identifier[one].append(person)
        for source in sources:
            if source.resource_id or person.known:
                self._by_resource_id[source.resource_id].append(person)
        if names := _names(registration):
            self._by_names[names].append(person)


def identifiers_of(registration: Registration) -> set[tuple[str, str]]:
    """The identifiers by which a person can be told from others: those with a system."""
    return {(one.system, one.value.strip()) for one in registration.identifiers if one.system.strip()}


def _names(registration: Registration) -> Names | None:
    """Family, first given name and birth date, by which a question is asked; None unless all three are stated."""
    name, born = registration.name, registration.birth_date
    given, *_ = _plain(" ".join(name.given)).split() or [""]
    stated = (_plain(name.family), given, born.iso[:10] if born else "")
    return stated if all(stated) else None


def _alike(one: Registration, other: Registration) -> bool:
    return (names := _names(one)) is not None and names == _names(other)


def _same_names(one: Registration, other: Registration) -> bool:
    """Family, all given names and birth date, stated and the same."""
    given, others = (_plain(" ".join(registration.name.given)) for registration in (one, other))
    same_day = one.birth_date and other.birth_date and one.birth_date.iso == other.birth_date.iso
    return _alike(one, other) and given == others and bool(same_day)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _distinct(people: Iterable[Person]) -> list[Person]:
    return list(dict.fromkeys(people))
