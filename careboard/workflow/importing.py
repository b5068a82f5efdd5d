"""Taking a delivery into the vault: planned first, written in small batches, visible only when it is closed.

The importer's signature says only "brought in by"; every fact keeps the author that its source states.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from careboard.clinical.entry import KnownContent, Source
from careboard.clinical.note import EnteredInError, ErrorReason
from careboard.clinical.values import BlobId, EntryId, PatientId, When
from careboard.exchange.ccda_in import read_ccda
from careboard.exchange.delivery import Progress, no_progress, read_delivery
from careboard.exchange.exact import parsed
from careboard.exchange.facts import FileReport, Incoming, KnownPatient, OwnFact, PersonPlan, Plan
from careboard.exchange.fhir_in.resources import read_resource
from careboard.exchange.identity import for_patient
from careboard.exchange.known import known_patient
from careboard.exchange.own_payload import files_of, named_in, renamed
from careboard.exchange.readers import Readers
from careboard.exchange.refusals import Stop, never, stop_if
from careboard.projections.wording import said
from careboard.vault import codec
from careboard.vault.record import canon
from careboard.workflow.breaking_glass.tending import tend_all
from careboard.workflow.collector import held_back
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
    with held_back():
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
        with held_back():
            for written in _write_people(session, plan.people, delivery):
                done += written
                progress(done, whole)
                stop_if(cancelled)
        _close(session, plan, delivery)
        tend_all(session.vault)
    return plan.reports


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
            yield from _Writer(session, patient, delivery, person.ids).write(for_patient(person, patient).incoming)


class _Writer:
    """Writes what a delivery brings for one patient, in batches.

    A batch ends where a later entry names an earlier one of it, whose id is not known before.
    """

    def __init__(self, session: Session, patient: str, delivery: str, ids: Mapping[str, EntryId]) -> None:
        self._session = session
        self._stream = patient
        self._delivery = delivery
        self._written: dict[int, EntryId] = {}
        self._renamed: dict[str, str] = dict(ids)
        self._batch: list[tuple[int, Incoming, Draft]] = []

    def write(self, incoming: Sequence[Incoming]) -> Iterator[int]:
        """Write all of it; says after each batch how many were written."""
        for index, one in enumerate(incoming):
            if len(self._batch) >= BATCH or self._names_the_unwritten(one):
                yield self._flush()
            self._batch.append((index, one, self._draft(one)))
        yield self._flush()
        marked = [(one, self._written[index]) for index, one in enumerate(incoming) if one.in_error]
        _mark_errors(self._session, self._stream, marked, self._delivery)

    def _names_the_unwritten(self, one: Incoming) -> bool:
        if isinstance(one.follows, int):
            return one.follows not in self._written
        if one.own is None:
            return False
        waiting = {other.own.entry for _, other, _ in self._batch if other.own}
        return bool(waiting & {one.own.ref, *named_in(one.content)})

    def _flush(self) -> int:
        drafts = [draft for _, _, draft in self._batch]
        written = self._session.vault.write(drafts) if drafts else []
        for (index, one, _), record in zip(self._batch, written, strict=True):
            self._written[index] = EntryId(record.id.hex())
            if one.own is not None:
                self._renamed[one.own.entry] = record.id.hex()
        self._batch = []
        return len(written)

    def _draft(self, one: Incoming) -> Draft:
        source = _light(self._session, self._stream, one.source, self._delivery)
        if one.own is not None:
            return self._own_draft(one, one.own, source)
        follows = self._written[one.follows] if isinstance(one.follows, int) else one.follows
        return _sealed(self._session, self._stream, one.content, one.at, follows, source, self._delivery)

    def _own_draft(self, one: Incoming, own: OwnFact, source: Source) -> Draft:
        """An entry of another Careboard as it stood there; what it names is called as here."""
        if set(named_in(own.content)) - self._renamed.keys():
            self._attach_files(one)
        content = renamed(own.content, self._renamed) or own.content
        ref = EntryId(self._renamed[own.ref]) if own.ref else None
        payload = codec.encode(content, own.at, own.said, ref, source)
        return self._session.vault.sealed("imported", self._stream, payload, self._delivery)

    def _attach_files(self, one: Incoming) -> None:
        for old, content in files_of(parsed(one.source.resource)).items():
            vault = self._session.vault
            (blob,) = vault.write([vault.sealed("blob", self._stream, content, self._delivery)])
            self._renamed[old] = blob.id.hex()


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
