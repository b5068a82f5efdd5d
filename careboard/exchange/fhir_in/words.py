"""All that a person can read in a resource, as lines of text: "Reason code: Anxiety".

Ids, addresses of systems and the patient's own name are left out. Nothing here is an error: what is not as FHIR R4
writes it is read as far as it goes.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from careboard.exchange import markup
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_in import datatypes, labels, narrative, shapes, times
from careboard.exchange.fhir_in.datatypes import joined
from careboard.exchange.fhir_in.elements import Element, NotAsR4, Reader, is_choice, seen

_SILENT = frozenset(
    """
    resourceType id meta implicitRules language contained extension identifier fullUrl url uri uid system versionId
    linkId instantiatesCanonical instantiatesUri masterIdentifier groupIdentifier instance sopClass hash size data
    sigFormat targetFormat
    """.split()
)
_WHOSE = frozenset({"subject", "patient", "encounter", "context"})  # the chart's own patient, and the visit
_MADE_BY_TOOLS = "Generated Narrative"  # HL7's publisher begins so when it lists the elements of an example
_OUR_OWN = "urn:careboard:"  # extensions of our own exports: not for people
_ADDRESS = re.compile(r"(https?|urn|oid|ftp):\S*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def whole(resource: Element) -> str:
    """Every readable word of a resource, a line for each element; the narrative and attached texts follow."""
    reading = _Reading(resource.reader)
    lines = [*reading.lines(resource.content), *reading.attached]
    told = _narrative(resource.content)
    return "\n".join(lines if _repeats(told, "\n".join(lines)) else [*lines, told])


def beside(resource: Element, *handled: str) -> str:
    """The readable words of all elements but those that were read already; "value[x]" names each of that choice."""
    reading = _Reading(resource.reader)
    rest = {name: value for name, value in resource.content.items() if not _is_one(name, handled)}
    lines = [*reading.lines(rest), *reading.attached]
    if told := _narrative(resource.content):
        everything = "\n".join(_Reading(resource.reader).lines(resource.content))
        lines += [] if _repeats(told, everything) else [told]
    return "\n".join(lines)


def said(element: Element, name: str) -> str:
    """The readable words of one element, those of an attached text among them."""
    reading = _Reading(element.reader)
    return joined((reading.said(element.content.get(name)), *reading.attached), "\n")


def _is_one(name: str, handled: tuple[str, ...]) -> bool:
    return name in handled or any(is_choice(name, one[:-3]) for one in handled if one.endswith("[x]"))


def _narrative(resource: Resource) -> str:
    text = resource.get("text")
    div = text.get("div") if isinstance(text, dict) else None
    return markup.plain(div) if isinstance(div, str) else ""


def _repeats(narrative_words: str, lines: str) -> bool:
    """Whether a narrative says nothing new: each of its words stands there, or a publisher's tool wrote it."""
    known = set(_plain_words(lines))
    return narrative_words.startswith(_MADE_BY_TOOLS) or known.issuperset(_plain_words(narrative_words))


def _plain_words(text: str) -> list[str]:
    return re.findall(r"\w{3,}", text.casefold())


class _Reading:
    """Reads elements into lines; the words of attached texts are set aside, to follow the lines."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.attached: list[str] = []

    def lines(self, content: Resource) -> Iterator[str]:
        """A line for each element, and for each object of a list."""
        yield from filter(None, self._lines(content))

    def _lines(self, content: Resource) -> Iterator[str]:
        yield from self._labels(content.get("meta"))
        for name, value in content.items():
            if name == "section":
                yield from self._sections(_objects(value))
            elif not self._silent(name, value):
                yield from self._element(labels.label(name), value)
        yield from map(self._extension, _objects(content.get("extension")))

    def _silent(self, name: str, value: object) -> bool:
        narrated = name == "text" and isinstance(value, dict) and "div" in value
        visit = name in _WHOSE and all(shapes.is_reference(one) for one in _objects(value))
        return name in _SILENT or name.startswith("_") or narrated or visit

    def _element(self, label: str, value: object) -> Iterator[str]:
        several = value if isinstance(value, list) else [value]
        together = [several] if all(not isinstance(one, dict) or shapes.shape(one) for one in several) else several
        yield from (f"{label}: {told}" for one in together if (told := self.said(one)))

    def _sections(self, sections: list[Resource]) -> Iterator[str]:
        """The sections of a Composition, each under its title."""
        for section in sections:
            yield self.said(section.get("title")) or self.said(section.get("code"))
            yield _narrative(section)
            yield from self.lines({name: part for name, part in section.items() if name not in ("title", "code")})

    def _labels(self, meta: object) -> Iterator[str]:
        """How the source labels the resource: restricted, psychotherapy note, and the like."""
        security = meta.get("security") if isinstance(meta, dict) else None
        told = joined(security_label(one) for one in _objects(security))
        if told:
            yield f"Labelled by its source: {told}"

    def said(self, value: object) -> str:
        """One value on a line."""
        match value:
            case bool():
                return "yes" if value else "no"
            case int() | Decimal():
                return datatypes.plain(Decimal(value))
            case str():
                return _read(value)
            case list():
                return joined(map(self.said, value))
            case dict():
                return self._object(value)
            case _:
                return ""

    def _object(self, value: Resource) -> str:
        told = self._attachment if shapes.is_attachment(value) else shapes.shape(value)
        try:
            if told is not None:
                return told(Element(value, "", self._reader))
        except NotAsR4:
            pass  # read part by part instead
        parts = {name: part for name, part in value.items() if not self._silent(name, part)}
        inner = [f"{labels.label(name).lower()}: {said}" for name, part in parts.items() if (said := self.said(part))]
        return joined([*inner, *map(self._extension, _objects(value.get("extension")))])

    def _attachment(self, stated: Element) -> str:
        text = narrative.attached_text(stated)
        self.attached += [text] if text else []
        return narrative.attachment_title(stated)

    def _extension(self, extension: Resource) -> str:
        url = extension.get("url")
        if isinstance(url, str) and url.startswith(_OUR_OWN):
            return ""
        inner = [self._extension(one) for one in _objects(extension.get("extension"))]
        values = [self.said(value) for name, value in extension.items() if is_choice(name, "value")]
        told = joined([*values, *inner])
        return f"{labels.extension_label(url)}: {told}" if told and isinstance(url, str) else told


def security_label(label: Resource) -> str:
    """A label of confidentiality in words; nothing for the normal one."""
    code, display = label.get("code"), label.get("display")
    known = _LABELS.get(code) if isinstance(code, str) else None
    return known if known is not None else next((one for one in (display, code) if isinstance(one, str)), "")


def _objects(value: object) -> list[Resource]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _read(text: str) -> str:
    if times.looks_like_time(text):
        return times.said(text)
    told = seen(text)
    return "" if _ADDRESS.fullmatch(told) else told


_LABELS = {
    "N": "",
    "U": "",
    "R": "restricted",
    "V": "very restricted",
    "BH": "behavioral health",
    "ETH": "substance use",
    "SUD": "substance use disorder",
    "PSY": "psychiatry",
    "PSYTHPN": "psychotherapy note",
    "SEX": "sexuality and reproductive health",
    "SDV": "sexual assault, abuse or domestic violence",
    "HIV": "HIV",
    "42CFRPart2": "42 CFR part 2",
}
