"""Taking a delivery into the vault: planned first, written in small batches, visible only when it is closed.

The importer's signature says only "brought in by"; every fact keeps the author that its source states.
"""

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from careboard.clinical.entry import KnownContent, Source
from careboard.clinical.note import EnteredInError, ErrorReason
from careboard.clinical.values import BlobId, EntryId, PatientId, When
from careboard.exchange.ccda_in import read_ccda
from careboard.exchange.delivery import Progress, no_progress, read_delivery
from careboard.exchange.facts import FileReport, Incoming, KnownPatient, PersonPlan, Plan
from careboard.exchange.fhir_in.resources import read_resource
from careboard.exchange.identity import settled
from careboard.exchange.known import known_patient
from careboard.exchange.readers import Readers
from careboard.exchange.refusals import Stop, never, stop_if
from careboard.projections.wording import said
from careboard.vault import codec
from careboard.vault.record import canon
from careboard.workflow.open_vault import Draft
from careboard.workflow.reading import entries_of
from careboard.workflow.session import Session

BATCH = 100
LARGE_SOURCE = 32 * 1024
READERS = Readers(read_resource, read_ccda)


def plan_import(
    session: Session,
    files: Sequence[Path | tuple[str, bytes]],
    stand_in: PatientId | None = None,
    progress: Progress = no_progress,
    cancelled: Stop = never,
) -> Plan:
    """Read files given together, and say what taking them would do; nothing is written."""
    with _nothing_collected():
        known = list(known_patients(session, cancelled))
        return read_delivery(files, known, stand_in, session.zone, progress, cancelled, readers=READERS)


def take_in(
    session: Session,
    plan: Plan,
    progress: Progress = no_progress,
    cancelled: Stop = never,
) -> tuple[FileReport, ...]:
    """Write what was planned. Charts see it when the closing record stands; until then it can be cancelled."""
    whole = sum(len(person.incoming) for person in plan.people)
    if whole:
        delivery = os.urandom(16).hex()
        done = 0
        with _nothing_collected():
            for written in _write_people(session, plan.people, delivery):
                done += written
                progress(done, whole)
                stop_if(cancelled)
        _close(session, plan, delivery)
    return plan.reports


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Hold back the collector of circles: among the millions of values of a plan, which has none, it takes a second."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def known_patients(session: Session, cancelled: Stop = never) -> Iterator[KnownPatient]:
    """Every patient within reach, as far as an import needs to know. Raises Cancelled."""
    look = partial(stop_if, cancelled)
    for stream in session.streams():
        known = known_patient(PatientId(stream), entries_of(session.vault, stream, session.authors, look=look))
        if known is not None:
            yield known


def _write_people(session: Session, people: Sequence[PersonPlan], delivery: str) -> Iterator[int]:
    for person in people:
        if person.incoming:
            patient = person.patient or PatientId(session.vault.begin_stream(session.care_team()))
            session.renew_keys(patient)
            yield from _write_person(session, patient, person.incoming, delivery)


def _write_person(session: Session, stream: PatientId, incoming: Sequence[Incoming], delivery: str) -> Iterator[int]:
    """Batches end where a later entry names an earlier one of the same batch, whose id is not known before."""
    ids: dict[int, EntryId] = {}
    batch: list[tuple[int, Draft]] = []
    marks: list[tuple[Incoming, int]] = []
    for index, one in enumerate(incoming):
        if len(batch) >= BATCH or (isinstance(one.follows, int) and one.follows not in ids):
            ids |= _write_batch(session, batch)
            yield len(batch)
            batch = []
        fact = settled(one, stream)
        batch.append((index, _draft(session, stream, fact, _follows(one, ids), delivery)))
        if one.in_error:
            marks.append((fact, index))
    ids |= _write_batch(session, batch)
    yield len(batch)
    for start in range(0, len(marks), BATCH):
        _mark_errors(session, stream, [(one, ids[index]) for one, index in marks[start : start + BATCH]], delivery)
        yield 0


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
