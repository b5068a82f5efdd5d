"""Taking a delivery into the vault: planned first, written in small batches, visible only when it is closed.

The importer's signature says only "brought in by"; every fact keeps the author that its source states.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from careboard.clinical.entry import Entry, KnownContent, Source
from careboard.clinical.note import EnteredInError, ErrorReason
from careboard.clinical.person import DetailsChange, Registration
from careboard.clinical.values import BlobId, EntryId, PatientId, When
from careboard.errors import CareboardError
from careboard.exchange.delivery import read_delivery
from careboard.exchange.facts import FileReport, Incoming, KnownPatient, PersonPlan, Plan
from careboard.projections.wording import said
from careboard.vault import codec
from careboard.vault.record import canon
from careboard.workflow.open_vault import Draft
from careboard.workflow.reading import entries_of
from careboard.workflow.session import Session

BATCH = 100
LARGE_SOURCE = 32 * 1024


class Cancelled(CareboardError):
    """A person stopped the import; no chart was changed."""

    advice = "No chart was changed."


Progress = Callable[[int, int], None]


def plan_import(session: Session, files: Sequence[tuple[str, bytes]], stand_in: PatientId | None = None) -> Plan:
    """Read files given together, and say what taking them would do; nothing is written."""
    return read_delivery(files, list(known_patients(session)), stand_in, session.zone)


def take_in(
    session: Session,
    plan: Plan,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[FileReport, ...]:
    """Write what was planned. Charts see it when the closing record stands; until then it can be cancelled."""
    whole = sum(len(person.incoming) for person in plan.people)
    if whole:
        delivery = os.urandom(16).hex()
        done = 0
        for written in _write_people(session, plan.people, delivery):
            done += written
            progress(done, whole)
            if cancelled():
                raise Cancelled("The import was stopped.")
        _close(session, plan, delivery)
    return plan.reports


def known_patients(session: Session) -> Iterator[KnownPatient]:
    """Every patient within reach, as far as an import needs to know."""
    for stream in session.streams():
        entries = entries_of(session.vault, stream, session.authors)
        registered = [(entry, details) for entry in entries if (details := _registered(entry.content)) is not None]
        if registered:
            yield _known(PatientId(stream), entries, registered)


def _registered(content: object) -> Registration | None:
    match content:
        case Registration():
            return content
        case DetailsChange():
            return content.now
        case _:
            return None


def _known(
    patient: PatientId, entries: Sequence[Entry], registered: Sequence[tuple[Entry, Registration]]
) -> KnownPatient:
    imported = [(entry, entry.source) for entry in entries if entry.source and not _is_mark(entry)]
    facts = {source.identity: entry.id for entry, source in imported}
    versions = {
        (source.system, source.resource_type, source.resource_id): (entry.id, _code(entry.content))
        for entry, source in imported
        if source.resource_id
    }
    sources = tuple(entry.source for entry, _ in registered if entry.source)
    return KnownPatient(patient, registered[-1][1], facts, versions, sources)


def _is_mark(entry: Entry) -> bool:
    return isinstance(entry.content, EnteredInError)


def _code(content: object) -> str:
    coded = getattr(content, "code", None)
    return str(getattr(coded, "text", coded or ""))


def _write_people(session: Session, people: Sequence[PersonPlan], delivery: str) -> Iterator[int]:
    for person in people:
        if person.incoming:
            stream = person.patient or session.vault.begin_stream(session.care_team())
            session.renew_keys(stream)
            yield from _write_person(session, stream, person.incoming, delivery)


def _write_person(session: Session, stream: str, incoming: Sequence[Incoming], delivery: str) -> Iterator[int]:
    """Batches end where a later entry names an earlier one of the same batch, whose id is not known before."""
    ids: dict[int, EntryId] = {}
    batch: list[tuple[int, Draft]] = []
    marks: list[int] = []
    for index, one in enumerate(incoming):
        if len(batch) >= BATCH or (isinstance(one.follows, int) and one.follows not in ids):
            ids |= _write_batch(session, batch)
            yield len(batch)
            batch = []
        batch.append((index, _draft(session, stream, one, _follows(one, ids), delivery)))
        if one.in_error:
            marks.append(index)
    ids |= _write_batch(session, batch)
    yield len(batch)
    _mark_errors(session, stream, [(incoming[index], ids[index]) for index in marks], delivery)


def _write_batch(session: Session, batch: Sequence[tuple[int, Draft]]) -> dict[int, EntryId]:
    written = session.vault.write([draft for _, draft in batch]) if batch else []
    return {index: EntryId(record.id.hex()) for (index, _), record in zip(batch, written, strict=True)}


def _follows(one: Incoming, ids: dict[int, EntryId]) -> EntryId | None:
    return ids[one.follows] if isinstance(one.follows, int) else one.follows


def _draft(session: Session, stream: str, one: Incoming, ref: EntryId | None, delivery: str) -> Draft:
    source = _light(session, stream, one.source, delivery)
    return _sealed(session, stream, one.content, one.at, ref, source, delivery)


def _sealed(
    session: Session,
    stream: str,
    content: KnownContent,
    at: When,
    ref: EntryId | None,
    source: Source,
    delivery: str,
) -> Draft:
    payload = codec.encode(content, at, said(content), ref, source)
    return session.vault.sealed("imported", stream, payload, delivery)


def _light(session: Session, stream: str, source: Source, delivery: str) -> Source:
    """A large source resource lies in a blob of its own, which opening a chart never reads."""
    if len(source.resource) <= LARGE_SOURCE:
        return source
    (blob,) = session.vault.write([session.vault.sealed("blob", stream, source.resource.encode(), delivery)])
    return replace(source, resource="", resource_blob=BlobId(blob.id.hex()))


def _mark_errors(session: Session, stream: str, marked: Sequence[tuple[Incoming, EntryId]], delivery: str) -> None:
    drafts = [
        _sealed(
            session,
            stream,
            EnteredInError(ErrorReason.STATED_BY_SOURCE),
            one.at,
            entry,
            replace(one.source, resource="see the entry", resource_blob=None),
            delivery,
        )
        for one, entry in marked
    ]
    if drafts:
        session.vault.write(drafts)


def _close(session: Session, plan: Plan, delivery: str) -> None:
    """The record that makes the delivery count. It names no file: names of files are often names of people."""
    rows = [
        {"taken": r.taken, "kept_as_text": r.kept_as_text, "left_out": r.left_out, "refused": len(r.refused)}
        for r in plan.reports
    ]
    payload = canon({"delivery": delivery, "files": rows})
    stream = session.vault.registry.clinic_stream
    session.vault.write([session.vault.sealed("delivery", stream, payload, delivery)])
