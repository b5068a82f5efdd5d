"""The source of a fact, from the place it was read in: what the file states about itself, nothing of ours.

Its identity is filled in when its patient is known (decision 0011).
"""

from careboard.clinical.entry import Source, SourceFormat
from careboard.exchange.bundles import Item
from careboard.exchange.facts import Part, Reading, Resource

UNSETTLED = "0" * 64


def source_of_item(item: Item, resource: Resource, reading: Reading, sha256: str) -> Source:
    """The source of a FHIR resource; `sha256` is that of its file."""
    meta = resource.get("meta")
    about = meta if isinstance(meta, dict) else {}
    return Source(
        SourceFormat.FHIR_R4_JSON,
        sha256,
        item.resource_type,
        UNSETTLED,
        item.canonical,
        system=item.base or _first_system(resource),
        resource_id=item.resource_id,
        author=reading.author,
        path=item.where,
        version_id=_text(about.get("versionId")),
        last_updated=_text(about.get("lastUpdated")),
    )


def source_of_part(part: Part, sha256: str) -> Source:
    """The source of a part of a C-CDA; `sha256` is that of its file."""
    return Source(
        SourceFormat.CCDA_XML,
        sha256,
        part.resource_type,
        UNSETTLED,
        part.canonical,
        system=part.system,
        resource_id=part.resource_id,
        author=part.reading.author,
        path=part.where,
        last_updated=part.last_updated,
    )


def _first_system(resource: Resource) -> str:
    """The system of the first identifier that has one; a few types have one identifier, not a list."""
    stated = resource.get("identifier")
    identifiers = stated if isinstance(stated, list) else [stated]
    systems = (_text(one.get("system")) for one in identifiers if isinstance(one, dict))
    return next(filter(None, systems), "")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
