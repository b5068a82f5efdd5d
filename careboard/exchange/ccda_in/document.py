"""A whole C-CDA, part by part: its header, every entry of every section, every section without entries.

All parts are about the header's one patient. A file that is no C-CDA is refused in one sentence.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import tzinfo

from lxml.etree import _Element as Element

from careboard.clinical.limits import refuse_too_large
from careboard.clinical.measured import LabResult, Vitals
from careboard.clinical.response import Assessment
from careboard.clinical.values import LOINC, Coded
from careboard.exchange import limits
from careboard.exchange.ccda_in import about, header, media, narrative, times
from careboard.exchange.ccda_in.carried import unsaid
from careboard.exchange.ccda_in.datatypes import coded
from careboard.exchange.ccda_in.documents import document, read_section
from careboard.exchange.ccda_in.people import authors, identifier, names_of
from careboard.exchange.ccda_in.place import Place, unknown
from careboard.exchange.ccda_in.sections import read_entry, with_contents
from careboard.exchange.ccda_in.words import STATEMENTS
from careboard.exchange.ccda_in.xml import V3, attribute, canonical, child, children, local, parsed, templates
from careboard.exchange.facts import Part, Reading
from careboard.exchange.refusals import Stop, Unreadable, never, stop_if
from careboard.exchange.versions import code_of
from careboard.projections.wording.voice import led

SAME_ID = "Other entries of this document have the same id and say something else; they were kept apart."
NO_TEMPLATE = "The document names no C-CDA template; it was read as far as it follows C-CDA."
TOO_LONG = "It holds a text that is longer than a chart may hold."
_CCDA = "2.16.840.1.113883.10.20.22.1."
_UNSTRUCTURED = Coded.of(LOINC, "34133-9", "Document without sections")


def read_ccda(content: bytes, zone: tzinfo, cancelled: Stop = never) -> tuple[Part, ...]:
    """Every part of a C-CDA, the header first. Times without a zone are read in `zone`.

    Raises Unreadable for anything that is no C-CDA: other XML, damaged, over a limit, of no patient or of several;
    and Cancelled when a person wants to stop.
    """
    root = parsed(content, cancelled)
    if root.tag != f"{V3}ClinicalDocument":
        raise Unreadable("The file is XML, but no C-CDA document.")
    place = _of_document(root, zone, cancelled)
    written = place.told.iso
    parts = _told_about(_kept_apart([_header(root, place), *_body(root, place)]), root, place)
    return tuple(replace(part, last_updated=written) for part in parts)


def _of_document(root: Element, zone: tzinfo, cancelled: Stop) -> Place:
    names = names_of(root)
    stop_if(cancelled)
    references = narrative.References(root, cancelled)
    stop_if(cancelled)
    return Place(
        zone=zone,
        references=references,
        names=names,
        told=times.start(child(root, "effectiveTime"), zone) or unknown(),
        author=authors(root, names),
        origin=about.origin_of(root),
        language=attribute(child(root, "languageCode"), "code"),
        title=about.title_of(root),
        code=_UNSTRUCTURED,
        cancelled=cancelled,
    )


def _header(root: Element, place: Place) -> Part:
    target = next(children(root, "recordTarget"), root)
    reading = header.read(root, place)
    known = any(one.startswith(_CCDA) for one in templates(root))
    doubts = () if known else (NO_TEMPLATE,)
    ids = [identifier(one) for one in children(header.patient_role(root), "id")]
    system, value = next((one for one in ids if one[1]), ("", ""))
    return _part("Header", "Patient", target, replace(reading, findings=doubts), (system, value))


def _part(where: str, kind: str, element: Element, reading: Reading, known_as: tuple[str, str]) -> Part:
    text = canonical(element)
    limits.check_resource_size(len(text))
    try:
        for content in reading.contents:
            refuse_too_large(content)
    except ValueError:
        reading = Reading(at=reading.at, refused=TOO_LONG, author=reading.author)
    if "mediaType=" in text and (files := tuple(dict.fromkeys(media.told(element)))):
        reading = replace(reading, findings=(*reading.findings, *files))
    return Part(where, kind, known_as[0], known_as[1], text, reading)


def _body(root: Element, place: Place) -> Iterator[Part]:
    for component in children(root, "component"):
        for body in children(component, "structuredBody"):
            yield from _sections(body, place)
        for body in children(component, "nonXMLBody"):
            yield _unstructured(body, place)


def _sections(around: Element, place: Place) -> Iterator[Part]:
    for component in children(around, "component"):
        for section in children(component, "section"):
            inside = _of_section(section, place)
            yield from _section(section, inside)
            yield from _sections(section, inside)


def _of_section(section: Element, place: Place) -> Place:
    code = coded(child(section, "code"), place)
    written = " ".join(narrative.one_line(child(section, "title")).split())
    title = written or (code.text if code else "Section without a title")
    return replace(place, title=title, code=code or Coded(title), author=authors(section, place.names) or place.author)


def _section(section: Element, place: Place) -> Iterator[Part]:
    entries = list(children(section, "entry"))
    if not entries:
        yield _part(place.title, "Section", _alone(section), read_section(section, place), _id_of(section))
        return
    readings = [_read(entry, place) for entry in entries]
    if more := unsaid(section, [one for reading in readings for one in reading.contents], place.cancelled):
        also = document(place, f"{place.title}: also written", more)
        readings[0] = with_contents(readings[0], [(also, place.told)])
    for number, (entry, reading) in enumerate(zip(entries, readings, strict=True), start=1):
        stop_if(place.cancelled)
        statement = _statement(entry)
        kind = local(statement) if statement is not None else "entry"
        known_as = _id_of(statement if statement is not None else entry)
        yield _part(f"{place.title}, entry {number}", kind[0].upper() + kind[1:], entry, reading, known_as)


def _alone(section: Element) -> Element:
    """The section without those within it, which are parts of their own."""
    if child(section, "component") is None:
        return section
    alone = deepcopy(section)
    for component in list(children(alone, "component")):
        alone.remove(component)
    return alone


def _read(entry: Element, place: Place) -> Reading:
    stop_if(place.cancelled)
    statement = _statement(entry)
    if statement is not None:
        return read_entry(statement, place)
    text = narrative.words(entry)
    contents = (document(place, place.title, text),) if text else ()
    return Reading(contents, place.told, kept_as_text=bool(text), left_out=not text, author=place.author)


def _statement(entry: Element) -> Element | None:
    return next((part for part in entry if local(part) in STATEMENTS), None)


def _id_of(statement: Element) -> tuple[str, str]:
    ids = (identifier(one) for one in children(statement, "id"))
    return next((one for one in ids if one[1]), ("", ""))


def _unstructured(body: Element, place: Place) -> Part:
    """A document in one piece: its text where it is one, else the fact that a file is there."""
    text = child(body, "text")
    said = place.references.said(text) or led("[the document is another file: ", _named_file(text))
    reading = Reading((document(place, place.title, said),), place.told, kept_as_text=True, author=place.author)
    return _part("Document", "Section", body, reading, ("", ""))


def _named_file(text: Element | None) -> str:
    name = attribute(child(text, "reference"), "value")
    return f"{name}]" if name else ""


def _kept_apart(parts: Sequence[Part]) -> list[Part]:
    """Entries that share an id and yet say different things are no versions of one another: none keeps the id.

    The same medicine or problem, listed in two sections under one id, stays one.
    """
    by_id = defaultdict[tuple[str, str, str], list[Part]](list)
    for part in parts:
        if part.resource_id:
            by_id[(part.resource_type, part.system, part.resource_id)].append(part)
    firsts, shared = set[int](), set[int]()
    for group in by_id.values():
        if len({part.canonical for part in group}) > 1 and _differ(group):
            firsts.add(id(group[0]))
            shared.update(map(id, group))
    return [_without_id(part, first=id(part) in firsts) if id(part) in shared else part for part in parts]


def _differ(group: Sequence[Part]) -> bool:
    contents = [part.reading.contents[0] for part in group if part.reading.contents]
    if any(isinstance(content, Vitals | LabResult | Assessment) for content in contents):
        return True
    return len({(code_of(part.reading.contents[0]), part.reading.at) for part in group if part.reading.contents}) > 1


def _without_id(part: Part, *, first: bool) -> Part:
    findings = (*part.reading.findings, SAME_ID) if first else part.reading.findings
    return replace(part, system="", resource_id="", reading=replace(part.reading, findings=findings))


def _told_about(parts: Sequence[Part], root: Element, place: Place) -> Iterator[Part]:
    """The document about the document stands beside its first words; a header may come again unchanged, they do not."""
    words = (number for number, part in enumerate(parts) if part.resource_type == "Section" and part.reading.contents)
    beside = next(words, 0)
    for number, part in enumerate(parts):
        about_it = [(about.about(root, place), place.told)] if number == beside else []
        yield replace(part, reading=with_contents(part.reading, about_it)) if about_it else part
