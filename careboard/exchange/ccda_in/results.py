"""Laboratory results and vital signs: organizers and observations, each number in the chart with its own day.

A panel whose observations were made at different times becomes one content for each time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml.etree import _Element as Element

from careboard.clinical.entry import KnownContent
from careboard.clinical.measured import Component, LabResult, ObservationStatus, Result, Vitals
from careboard.clinical.response import Assessment
from careboard.clinical.values import Coded, When
from careboard.exchange.ccda_in import documents, scales, words
from careboard.exchange.ccda_in.concerns import is_template
from careboard.exchange.ccda_in.datatypes import coded, coded_words
from careboard.exchange.ccda_in.measured import ASSESSMENT_SCALE, READ, Measured, all_measured, is_scale, status_of
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.roles import role_words
from careboard.exchange.ccda_in.vocabulary import PLANNED_MOODS
from careboard.exchange.ccda_in.xml import attribute, child, children, local
from careboard.exchange.facts import Reading

VITAL_SIGNS = "8716-3"  # LOINC of the section "Vital signs"
RESULTS = "30954-2"  # LOINC of the section "Results"
_VITALS = ("2.16.840.1.113883.10.20.22.4.26", "2.16.840.1.113883.10.20.22.4.27")
_MEASURED = ("2.16.840.1.113883.10.20.22.4.2", "2.16.840.1.113883.10.20.22.4.27", ASSESSMENT_SCALE)

Timed = tuple[KnownContent, When]


def read(statement: Element, place: Place) -> Reading:
    """An organizer of observations, or one observation."""
    found = list(
        of_organizer(statement, place) if local(statement) == "organizer" else of_observation(statement, place)
    )
    if not found:
        return documents.read_words(statement, place)
    return Reading(
        tuple(content for content, _ in found),
        found[0][1],
        in_error=status_of(statement) is ObservationStatus.ENTERED_IN_ERROR,
        author=place.author_of(statement),
        times=tuple(at for _, at in found),
    )


def of_parts(statements: Iterable[Element], place: Place, around: Element | None = None) -> Iterator[Timed]:
    """The panels and the measured observations among some statements and within them, unless they are only planned."""
    for part in statements:
        if attribute(part, "moodCode") in PLANNED_MOODS:
            continue
        if local(part) == "organizer":
            yield from of_organizer(part, place)
        elif is_template(part, *_MEASURED):
            yield from of_observation(part, place, around)
        else:
            yield from of_parts(words.inner(part), place, part)


def of_observation(observation: Element, place: Place, around: Element | None = None) -> Iterator[Timed]:
    """One observation, those within it that were made at another time, and the panels within it."""
    for one in all_measured(observation, place, around):
        yield (scales.assessment(one) if one.scale else _content(one.observation, None, [one], place)), one.at
    for part in words.organizers(observation):
        yield from of_organizer(part, place, observation)


def of_organizer(organizer: Element, place: Place, around: Element | None = None) -> Iterator[Timed]:
    """The contents of a panel: one for each time and status; each scale in it, and each panel in it, by itself."""
    own = organizer if place.time(organizer) or around is None else around
    observations = [part for part in words.inner(organizer) if local(part) == "observation"]
    found = [one for part in observations for one in all_measured(part, place, own)]
    panel = coded(child(organizer, "code"), place)
    if panel is not None and is_scale(organizer, place):
        yield from ((scales.of_panel(panel, group), group[0].at) for group in _together(found))
    else:
        yield from ((scales.assessment(one), one.at) for one in found if one.scale)
        others = [one for one in found if not one.scale]
        together = panel is not None or _is_vital(organizer, place)
        groups = _together(others) if together else ([one] for one in others)  # a panel without a name is none
        yield from ((_content(organizer, panel, group, place), group[0].at) for group in groups)
    for part in words.organizers(organizer):
        yield from of_organizer(part, place, own)


def _together(found: Iterable[Measured]) -> Iterator[list[Measured]]:
    """Observations of the same time and status, in the order of the first of each."""
    groups: dict[tuple[When, ObservationStatus], list[Measured]] = {}
    for one in found:
        groups.setdefault((one.at, one.status), []).append(one)
    yield from groups.values()


def _content(statement: Element, panel: Coded | None, found: list[Measured], place: Place) -> KnownContent:
    components = tuple(_named_apart(component, panel) for one in found for component in one.components)
    note = _note(statement, panel, found, place)
    if _is_vital(statement, place):
        return Vitals(components, panel, found[0].status, note=note)
    first = None if panel else components[0]
    return LabResult(
        panel or found[0].code,
        first.result if first else None,
        components[1:] if first else components,
        found[0].status,
        first.reference_range if first else "",
        first.interpretation if first else (),
        () if place.loinc == RESULTS else (place.code,),
        _specimen(statement, found, place),
        body_site=first.body_site if first else None,
        performer=_each(statement, found, "performer", place),
        note=note,
    )


def _is_vital(statement: Element, place: Place) -> bool:
    return place.loinc == VITAL_SIGNS or is_template(statement, *_VITALS)


def _named_apart(component: Component, panel: Coded | None) -> Component:
    """A source that points every observation to the line of its panel leaves the display to name it."""
    display = next((one.display for one in component.code.codings if one.display), "")
    if panel is None or component.code.text != panel.text or not display:
        return component
    return replace(component, code=replace(component.code, text=display))


def _note(statement: Element, panel: Coded | None, found: list[Measured], place: Place) -> str:
    """The notes of the observations, each under its name, and what the panel says beside them."""
    notes = [f"{one.code.text}: {one.note}" if panel else one.note for one in found if one.note]
    around = words.others(statement, place, READ, _is_read) if panel else ""
    methods = _each(statement, found, "methodCode", place)
    return "\n".join(filter(None, (*notes, f"Method: {methods}" if methods else "", around)))


def _is_read(part: Element) -> bool:
    return local(part) in ("observation", "organizer")


def _specimen(statement: Element, found: list[Measured], place: Place) -> Coded | None:
    said = _each(statement, found, "specimen", place)
    return Coded(said) if said else None


def _each(statement: Element, found: list[Measured], name: str, place: Place) -> str:
    """What a panel and its observations say by an element of this name, each thing once."""
    elements = [part for one in (statement, *(one.observation for one in found)) for part in children(one, name)]
    texts = (coded_words(part, place) or role_words(part, place) for part in elements)
    return "; ".join(dict.fromkeys(text for text in texts if text))


def has_number(content: KnownContent) -> bool:
    """Whether a content holds a number to be followed."""
    match content:
        case Vitals(readings=components) | LabResult(components=components, result=None):
            return any(one.result.quantity for one in components)
        case LabResult(result=Result(quantity=own), components=components):
            return own is not None or any(one.result.quantity for one in components)
        case Assessment():
            return content.total is not None or bool(content.scores)
        case _:
            return False
