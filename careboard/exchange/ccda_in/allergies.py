"""Allergies and intolerances, and the fact that none is known.

"No information" is not "no known allergies": only a source that denies one, or says so by its code, states none.
"""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from careboard.clinical.condition import (
    Allergy,
    AllergyCategory,
    AllergyType,
    Criticality,
    Reaction,
    Severity,
    VerificationStatus,
)
from careboard.clinical.entry import KnownContent
from careboard.clinical.values import Coded, Informant
from careboard.exchange.ccda_in import documents, times, words
from careboard.exchange.ccda_in.concerns import (
    clinical_status,
    concern_at,
    contradictions,
    is_template,
    parts_of,
    value_code,
)
from careboard.exchange.ccda_in.datatypes import both, coded, codings, named, tokens, told
from careboard.exchange.ccda_in.narrative import one_line
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.xml import attribute, child, children, is_true
from careboard.exchange.facts import Reading

OBSERVATIONS = ("2.16.840.1.113883.10.20.22.4.7", "2.16.840.1.113883.10.20.24.3.90")
_STATUS = "2.16.840.1.113883.10.20.22.4.28"
_REACTION = "2.16.840.1.113883.10.20.22.4.9"
_SEVERITY = "2.16.840.1.113883.10.20.22.4.8"
_CRITICALITY = "2.16.840.1.113883.10.20.22.4.145"

# SNOMED CT, value set "Allergy and Intolerance Type" 2.16.840.1.113883.3.88.12.3221.6.2.
_TYPES = {
    "419199007": (AllergyType.ALLERGY, None),
    "416098002": (AllergyType.ALLERGY, AllergyCategory.MEDICATION),
    "414285001": (AllergyType.ALLERGY, AllergyCategory.FOOD),
    "426232007": (AllergyType.ALLERGY, AllergyCategory.ENVIRONMENT),
    "59037007": (AllergyType.INTOLERANCE, AllergyCategory.MEDICATION),
    "235719002": (AllergyType.INTOLERANCE, AllergyCategory.FOOD),
    "419511003": (None, AllergyCategory.MEDICATION),
    "418471000": (None, AllergyCategory.FOOD),
}
_NONE = {
    "716186003": "No known allergies",
    "409137002": "No known drug allergies",
    "429625007": "No known food allergies",
    "428607008": "No known environmental allergies",
    "428197003": "No known insect allergies",
}
_NONE_OF = {
    AllergyCategory.MEDICATION: "No known drug allergies",
    AllergyCategory.FOOD: "No known food allergies",
    AllergyCategory.ENVIRONMENT: "No known environmental allergies",
}
_SEVERITIES = {"255604002": Severity.MILD, "6736007": Severity.MODERATE, "24484000": Severity.SEVERE}
_CRITICALITIES = {
    "CRITL": Criticality.LOW,
    "CRITH": Criticality.HIGH,
    "CRITU": Criticality.UNABLE_TO_ASSESS,
}
_UNNAMED = {"105590001", "410942007", "762766007"}  # SNOMED CT "substance", "drug or medicament", "edible substance"
_READ = frozenset("templateId id code text statusCode effectiveTime value participant author".split())


def read(statement: Element, place: Place) -> Reading:
    """An allergy concern, or a bare allergy observation."""
    found = parts_of(statement, OBSERVATIONS)
    contents = tuple(content for one in found for content in _contents(one, statement, place))
    if not contents:
        return documents.read_words(statement, place)
    return Reading(
        contents,
        concern_at(found[0], statement, place),
        in_error=attribute(child(statement, "statusCode"), "code") == "nullified",
        author=place.author_of(statement),
        findings=contradictions(found, statement, _STATUS),
    )


def _contents(one: Element, concern: Element, place: Place) -> Iterator[KnownContent]:
    denied, code = is_true(one, "negationInd"), value_code(one)
    substances = [thing for entity in _entities(one) if (thing := _substance(entity, place)) is not None]
    tolerated = [thing for thing in substances if not {code.code for code in thing.codings} & _UNNAMED]
    if denied and tolerated:
        yield from (_allergy(one, concern, place, thing, none=False, refuted=True) for thing in tolerated)
    elif denied and code not in _NONE:
        yield _allergy(one, concern, place, Coded(_none_of(one)), none=True)
    elif code in _NONE and not denied:
        yield _allergy(one, concern, place, Coded(_NONE[code], tuple(codings(child(one, "value")))), none=True)
    elif substances := [] if denied else substances or _in_words(one, place):
        yield from (_allergy(one, concern, place, substance, none=False) for substance in substances)
    else:
        yield documents.words_of(one, place)


def _entities(one: Element) -> Iterator[Element]:
    for participant in children(one, "participant"):
        entity = child(participant, "participantRole", "playingEntity")
        if entity is not None and attribute(participant, "typeCode") in ("CSM", ""):
            yield entity


def _substance(entity: Element, place: Place) -> Coded | None:
    thing, name = named(child(entity, "code"), place), one_line(child(entity, "name"))
    if thing is None:
        return Coded(name) if name else None
    return Coded(both(thing.text, name), thing.codings)


def _in_words(one: Element, place: Place) -> list[Coded]:
    """Without a substance the value may name it, unless it is only a kind of allergy; else the words of the entry."""
    value = child(one, "value")
    named_so = None if value_code(one) in _TYPES else coded(value, place)
    said = " ".join(place.references.said(child(one, "text")).split())
    return [thing for thing in (named_so, Coded(said) if said else None) if thing][:1]


def _none_of(one: Element) -> str:
    """The words of "none known", of the kind that the source denies."""
    _, category = _TYPES.get(value_code(one), (None, None))
    return _NONE_OF[category] if category else "No known allergies"


def _allergy(
    one: Element, concern: Element, place: Place, substance: Coded, *, none: bool, refuted: bool = False
) -> Allergy:
    kind, category = _TYPES.get(value_code(one), (None, None))
    return Allergy(
        substance,
        Informant.IMPORTED,
        () if none else tuple(_reactions(one, place)),
        none_known=none,
        type=None if none else kind,
        categories=(category,) if category else (),
        criticality=_criticality(one),
        clinical_status=clinical_status(one, concern, _STATUS),
        verification_status=VerificationStatus.REFUTED if refuted else None,
        onset=times.start(child(one, "effectiveTime"), place.zone),
        note=_note(one, concern, place, substance, none=none),
    )


def _reactions(one: Element, place: Place) -> Iterator[Reaction]:
    own = _severity(_applied(one))
    for part in _within(one, _REACTION):
        what = coded(child(part, "value"), place)
        said = " ".join(place.references.said(child(part, "text")).split())
        degree = next(map(_severity, _within(part, _SEVERITY)), None)
        if what or said:
            began = times.start(child(part, "effectiveTime"), place.zone)
            yield Reaction((what,) if what else (), degree or own, began, _described(part, said, what, place))


def _within(one: Element, template: str) -> list[Element]:
    return [part for part in words.inner(one) if is_template(part, template)]


def _applied(one: Element) -> Element | None:
    """The severity of the whole is that of the reaction, where there is one reaction without a severity of its own."""
    reactions, severities = _within(one, _REACTION), _within(one, _SEVERITY)
    alone = len(reactions) == 1 and not _within(reactions[0], _SEVERITY)
    return severities[0] if alone and len(severities) == 1 else None


def _severity(part: Element | None) -> Severity | None:
    return _SEVERITIES.get(value_code(part)) if part is not None else None


def _described(part: Element, said: str, what: Coded | None, place: Place) -> str:
    """What a reaction says beside its code: its words, a severity between two degrees, a treatment."""
    written = "" if what and tokens(said) <= tokens(what.text) else said
    severities = [inside for inside in _within(part, _SEVERITY) if _severity(inside)]
    return "\n".join(filter(None, (written, words.others(part, place, _READ, lambda inside: inside in severities))))


def _criticality(one: Element) -> Criticality | None:
    found = map(value_code, _within(one, _CRITICALITY))
    return next((_CRITICALITIES[code] for code in found if code in _CRITICALITIES), None)


def _note(one: Element, concern: Element, place: Place, substance: Coded, *, none: bool) -> str:
    """Whatever else is said of the allergy, and of the concern around it."""
    said, applied = place.references.said(child(one, "text")), _applied(one)
    kind = "" if value_code(one) in (*_TYPES, *_NONE) else told(child(one, "value"), place)
    beside = [text for text in (said, kind) if not tokens(text) <= tokens(substance.text)]
    read = [*_within(one, _STATUS), *_within(one, _CRITICALITY), *([] if none else _within(one, _REACTION))]
    read += [applied] if applied is not None and _severity(applied) and not none else []
    more = words.others(one, place, _READ, lambda part: part in read)
    around = words.others(concern, place, _READ, lambda part: is_template(part, *OBSERVATIONS))
    return "\n".join(filter(None, (*beside, more, around if concern is not one else "")))
