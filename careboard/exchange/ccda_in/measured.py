"""Observations as measured things: each value with its code, range, interpretation and time; nested ones too.

Every number is kept as it was recorded, and what has no number is kept in words or as absent with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from careboard.clinical.measured import Component, ObservationStatus, Result
from careboard.clinical.values import LOINC, NOT_RECORDED, Coded, When
from careboard.exchange.ccda_in import narrative, words
from careboard.exchange.ccda_in.concerns import is_template
from careboard.exchange.ccda_in.datatypes import absent, coded, result, tokens, told
from careboard.exchange.ccda_in.place import Place, unknown
from careboard.exchange.ccda_in.vocabulary import INTERPRETATIONS, NULLIFIED
from careboard.exchange.ccda_in.xml import attribute, child, children, is_true, local
from careboard.reference.instruments import by_code, by_risk_item

ASSESSMENT_SCALE = "2.16.840.1.113883.10.20.22.4.69"
READ = frozenset(
    "templateId id code text statusCode effectiveTime value interpretationCode referenceRange targetSiteCode author "
    "specimen methodCode performer".split()
)
_STATUS = {
    "completed": ObservationStatus.FINAL,
    "active": ObservationStatus.PRELIMINARY,
    "new": ObservationStatus.REGISTERED,
    "held": ObservationStatus.REGISTERED,
    "suspended": ObservationStatus.REGISTERED,
    "aborted": ObservationStatus.CANCELLED,
    "cancelled": ObservationStatus.CANCELLED,
    NULLIFIED: ObservationStatus.ENTERED_IN_ERROR,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One observation of a panel: what came out of it and of the observations in it, and when.

    `components` begins with its own value, if it has one. `scale`: it is a rating scale.
    """

    observation: Element
    code: Coded
    components: tuple[Component, ...]
    at: When
    status: ObservationStatus
    note: str
    scale: bool


def all_measured(observation: Element, place: Place, around: Element | None = None) -> Iterator[Measured]:
    """An observation, and after it those within it that were made at another time; a rating scale stays whole."""
    one = measured(observation, place, around)
    yield one
    if not one.scale:
        for part in _made_at_another_time(observation, place, one.at):
            yield from all_measured(part, place, observation)


def measured(observation: Element, place: Place, around: Element | None = None) -> Measured:
    """An observation; time and status are those of the panel around it where it has none of its own."""
    at = place.time(observation) or place.time(around) or unknown()
    return Measured(
        observation,
        _code(observation, place),
        tuple(_components(observation, place, None if is_scale(observation, place) else at)),
        at,
        status_of(observation) or status_of(around) or ObservationStatus.UNKNOWN,
        _note(observation, place),
        is_scale(observation, place),
    )


def status_of(statement: Element | None) -> ObservationStatus | None:
    """How final it is; None where the source does not say."""
    return _STATUS.get(attribute(child(statement, "statusCode"), "code"))


def is_scale(statement: Element, place: Place) -> bool:
    """Whether it is a rating scale: by its template, or because the code is that of one which is known here."""
    code = coded(child(statement, "code"), place)
    loinc = code.code_in(LOINC) if code else None
    return (
        is_template(statement, ASSESSMENT_SCALE)
        or by_code(loinc or "") is not None
        or by_risk_item(loinc or "") is not None
    )


def _code(observation: Element, place: Place) -> Coded:
    said = " ".join(place.references.said(child(observation, "text")).split())
    return coded(child(observation, "code"), place) or Coded(said or NOT_RECORDED)


def _made_at_another_time(observation: Element, place: Place, at: When) -> Iterator[Element]:
    """The observations within, however deep, that state a time of their own."""
    for part in filter(holds_value, words.inner(observation)):
        if _at_another_time(part, place, at):
            yield part
        else:
            yield from _made_at_another_time(part, place, at)


def _at_another_time(part: Element, place: Place, at: When | None) -> bool:
    return at is not None and place.time(part) not in (None, at)


def _components(observation: Element, place: Place, at: When | None) -> Iterator[Component]:
    """What came out of an observation and of those in it that were made at the same time (None: at any)."""
    within = [part for part in words.inner(observation) if holds_value(part)]
    nested = [part for part in within if not _at_another_time(part, place, at)]
    if own := list(_results(observation, place)) or ([] if nested else [_without_value(observation, place)]):
        code, ranges = _code(observation, place), _ranges(observation, place)
        interpretation = tuple(_interpretations(observation, place))
        site = coded(child(observation, "targetSiteCode"), place)
        yield from (Component(code, one, None, ranges, interpretation, site) for one in own)
    for part in nested:
        yield from _components(part, place, at)


def holds_value(part: Element) -> bool:
    """Whether it is an observation with a value, or with observations in it that have one."""
    if local(part) != "observation":
        return False
    return child(part, "value") is not None or any(map(holds_value, words.inner(part)))


def _results(observation: Element, place: Place) -> Iterator[Result]:
    for value in children(observation, "value"):
        if is_true(observation, "negationInd"):
            yield Result(text=f"Not the case: {told(value, place) or absent(value).text}")
        else:
            yield _named_absence(result(value, place), observation, place)


def _named_absence(out: Result, observation: Element, place: Place) -> Result:
    """Where the value says nothing, the words of the observation may."""
    return _without_value(observation, place, out) if out.absent else out


def _without_value(observation: Element, place: Place, out: Result | None = None) -> Result:
    said = place.references.said(child(observation, "text"))
    code = coded(child(observation, "code"), place)
    if said and not tokens(said) <= tokens(code.text if code else ""):
        return Result(text=said)
    return out or Result(absent=absent(child(observation, "value")))


def _interpretations(observation: Element, place: Place) -> Iterator[Coded]:
    for element in children(observation, "interpretationCode"):
        found, code = coded(element, place), attribute(element, "code")
        if found and found.text == code and code in INTERPRETATIONS:
            yield Coded(INTERPRETATIONS[code], found.codings)
        elif found:
            yield found


def _ranges(observation: Element, place: Place) -> str:
    found = (words.reference_range(one, place) for one in children(observation, "referenceRange"))
    return "; ".join(dict.fromkeys(text for text in found if text))


def _note(observation: Element, place: Place) -> str:
    """What is said beside the values: words of its own (those of the narrative stand there), comments, others."""
    said, values = narrative.words(child(observation, "text")), children(observation, "value")
    known = [_code(observation, place).text, *(told(value, place) for value in values)]
    more = words.others(observation, place, READ, lambda part: holds_value(part) or local(part) == "organizer")
    return "\n".join(filter(None, ("" if tokens(said) <= tokens(" ".join(known)) else said, more)))
