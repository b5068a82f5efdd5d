"""One entry as it is told to others: whom it is about, who says so, when, and the references it may make.

A reference names a resource only if that goes out too and FHIR allows it there; else it names the entry by its id.
"""

import base64
from dataclasses import dataclass

from careboard.clinical.entry import Entry
from careboard.clinical.values import NOT_RECORDED, BlobId, EntryId, Informant, MemberId, When
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out.context import ENTRY, MEMBER, Context, resource_id, words_for
from careboard.exchange.fhir_out.elements import time
from careboard.exchange.fhir_out.plain import code
from careboard.exchange.own_payload import FILE
from careboard.projections.standing import author_words

PLAIN_TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Told:
    """An entry on its way out, in its record."""

    entry: Entry
    context: Context

    @property
    def struck(self) -> bool:
        """Was it entered in error?"""
        return self.entry.id in self.context.record.errors

    @property
    def at(self) -> str | None:
        """When it was true, as exactly as it is known."""
        return time(self.entry.at)

    @property
    def recorded(self) -> str:
        """When it was recorded."""
        return When.at(self.entry.recorded_at).iso

    @property
    def recorded_here(self) -> str | None:
        """When a member of the clinic recorded it; None for an imported fact, which was recorded elsewhere before."""
        return None if self.entry.source else self.recorded

    @property
    def patient(self) -> Resource:
        """The patient."""
        return reference_to("Patient", self.context.patient)

    @property
    def clinic(self) -> Resource:
        """The clinic."""
        return {**reference_to("Organization", self.context.clinic), "display": self.context.clinic}

    @property
    def author(self) -> Resource:
        """Who says so: a member of the clinic, or in words whoever an imported fact names; never who brought it in."""
        if self.entry.source is not None:
            return {"display": author_words(self.entry) or NOT_RECORDED}
        return self.member(self.entry.author.member) or {}

    def member(self, member: MemberId | None) -> Resource | None:
        """A member of the clinic; one whose name is not known here by the id."""
        if member is None:
            return None
        known = self.context.members.get(member)
        if known is None:
            return {"identifier": {"system": MEMBER, "value": member}, "display": "A member of staff"}
        return {**reference_to("Practitioner", member), "display": words_for(known)}

    def informant(self, told_by: Informant) -> Resource | None:
        """Who said so; None where nobody recorded it."""
        match told_by:
            case Informant.PATIENT:
                return self.patient
            case Informant.FAMILY:
                return {"display": "Family or friends"}
            case Informant.GUARDIAN:
                return {"display": "Guardian"}
            case Informant.PROVIDER:
                return {"display": "Another professional"}
            case Informant.RECORD:
                return {"display": "Another record"}
            case Informant.SEEN_HERE | Informant.IMPORTED:
                return self.author
            case Informant.NOT_RECORDED:
                return None

    def to(self, named: EntryId | None, *allowed: str) -> Resource | None:
        """A reference to an entry. `allowed` are the types of resources that FHIR lets stand there; none: all."""
        if named is None:
            return None
        display = self.context.voice.names.get(named, "")
        entry = self.context.record.by_id.get(named)
        goes = entry is not None and named in self.context.exported
        if entry is None or not goes or (allowed and self.context.type_of(entry) not in allowed):
            return {"identifier": {"system": ENTRY, "value": named}, "display": display}
        return {"reference": f"urn:uuid:{self.context.id_of(entry)}", "display": display}

    def file(self, blob: BlobId | None, media_type: str, title: str, language: str = "") -> Resource | None:
        """An Attachment for a blob, with its bytes where they go along."""
        if blob is None:
            return None
        content = self.context.files.get(blob)
        return {
            "extension": [{"url": FILE, "valueString": blob}],
            "contentType": code(media_type),
            "language": code(language),
            "data": base64.b64encode(content).decode() if content else "",
            "title": title,
        }


def reference_to(kind: str, named: str) -> Resource:
    """A reference to a resource that has no entry of its own: the patient, a member, the clinic."""
    return {"reference": f"urn:uuid:{resource_id(kind, named)}"}


def text_file(text: str, title: str = "") -> Resource:
    """An Attachment that holds words."""
    data = base64.b64encode(text.encode(errors="replace")).decode()
    return {"contentType": PLAIN_TEXT, "data": data, "title": title}
