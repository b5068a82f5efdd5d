"""One patient's whole record, to take away: as a PDF, as FHIR R4, with its files and a README that says what it is.

Private notes are not in a chart, so they cannot be in it. Weights are included unless a licensed professional signs a
denial, which stays in the chart and can be reviewed (45 CFR 164.524); it withholds the energy of meal plans too.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from careboard.clinical.entry import Entry
from careboard.clinical.paper import Disclosure, Ground
from careboard.clinical.people import Role
from careboard.clinical.values import BlobId, PatientId
from careboard.documents.record_pdf import record_pdf
from careboard.errors import CareboardError
from careboard.exchange.delivery import Progress, no_progress
from careboard.exchange.fhir_out import (
    WITHOUT_ENERGY,
    Context,
    bundle_of,
    context_of,
    left_out,
    without_energy,
    write_json,
)
from careboard.exchange.refusals import Cancelled, Stop, never
from careboard.i18n import filled
from careboard.projections.chart import Chart
from careboard.projections.hidden import shown_entry
from careboard.projections.summary import identity_of
from careboard.projections.timeline import TimelineRow
from careboard.projections.wording import kind_name
from careboard.settings import write_private
from careboard.vault.refusals import NotAllowed
from careboard.workflow.files_out import files_inside, files_of_record, named_files
from careboard.workflow.readme import readme

if TYPE_CHECKING:
    from careboard.workflow.session import Session

RECORD_PDF, RECORD_FHIR, README = "record.pdf", "record.fhir.json", "README.md"
LICENSED = (
    *(Role.PSYCHIATRIST, Role.PHYSICIAN, Role.NURSE_PRACTITIONER, Role.NURSE, Role.COUNSELOR, Role.NUTRITIONIST),
)
_WITHHELD = "Weights, and the energy of meal plans: {reason}"


class FolderInTheWay(CareboardError):
    """The folder of an export holds something already."""

    advice = "Nothing was exported. Name a folder that does not exist yet."


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: names of files with their SHA-256, how many entries went, and what stayed, with why."""

    folder: Path
    files: Mapping[str, str]
    entries: int
    left_out: tuple[tuple[str, str, int], ...]
    lacking: tuple[str, ...]


@dataclass(slots=True)
class _Work:
    """How far an export is, for the one who watches; raises Cancelled when a person wants to stop."""

    progress: Progress
    cancelled: Stop
    whole: int
    done: int = 0

    def step(self) -> None:
        """One entry or page more: entries count twice, for paper and for FHIR, and pages not at all."""
        if self.cancelled():
            raise Cancelled("The export was stopped.", "Nothing was exported.")
        self.done = min(self.done + 1, self.whole)
        self.progress(self.done, self.whole)


def export(
    session: "Session",
    patient: PatientId,
    folder: Path,
    deny_weights: str = "",
    progress: Progress = no_progress,
    cancelled: Stop = never,
) -> Exported:
    """Write a patient's whole record into a new folder. `deny_weights`: why weights are withheld, signed by the reader.

    The export is recorded when all is made and nothing is written yet, so that no file is without its record; a disk
    that refuses then leaves a record of an export that came to nothing. Raises FolderInTheWay, NotAllowed when who
    denies may not, and Cancelled; then nothing was written and nothing is recorded but the opened chart.
    """
    denied = bool(deny_weights.strip())
    _refuse_existing(folder)
    if denied:
        _refuse_unlicensed(session)
    chart = session.chart(patient)
    work = _Work(progress, cancelled, 2 * len(chart.record.entries))
    files, lacking = files_of_record(session, chart, denied=denied)
    context = _context(session, chart, files, hides_weights=denied)
    stays = left_out(chart.record.entries, context)
    going = _going(chart, context, stays)
    inside, lacking_inside = files_inside(session, going, denied=denied)
    lacking += lacking_inside
    told = _told([*stays, *without_energy(chart.record.entries, context)])
    written = _written(chart, context, going, told, session.clinic, work, denied=denied)
    written |= named_files(going, files, inside)
    if denied:
        _deny(session, patient, deny_weights)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in written.items()}
    text = readme(identity_of(chart), session.clinic, chart.now, hashes, told, lacking, deny_weights)
    session.note_access("exported", patient)
    _write(folder, {**written, README: text.encode()})
    return Exported(folder, hashes, len(chart.record.entries) - len(stays), told, lacking)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """All files or none; what somebody else put into the folder meanwhile stays."""
    with ExitStack() as undoing:
        for place in {(folder / name).parent for name in files} | {folder}:
            undoing.callback(_remove_empty, place)
        for name, content in files.items():
            undoing.callback((folder / name).unlink, missing_ok=True)
            write_private(folder / name, content)
        undoing.pop_all()


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _refuse_existing(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInTheWay(filled("There is already something in {name}.", name=folder.name))


def _refuse_unlicensed(session: "Session") -> None:
    if not set(session.me.roles) & set(LICENSED):
        raise NotAllowed("Only a licensed professional may withhold weights.", "Ask one, or export with the weights.")


def _deny(session: "Session", patient: PatientId, reason: str) -> None:
    """A denial is an entry of its own, so that it can be reviewed."""
    whom = identity_of(session.chart(patient)).spoken_name or "The patient"
    denial = Disclosure(
        Ground.PATIENTS_OWN_COPY,
        whom,
        "Whole record without weights",
        "exported",
        withheld=_WITHHELD.format(reason=reason),
    )
    session.append(patient, denial)


def _context(session: "Session", chart: Chart, files: Mapping[BlobId, bytes], *, hides_weights: bool) -> Context:
    return context_of(
        chart.patient,
        chart.record.entries,
        clinic=session.clinic,
        now=chart.now,
        zone=session.zone,
        members=session.authors.values(),
        files=files,
        hides_blind_weights=hides_weights,
    )


def _written(
    chart: Chart,
    context: Context,
    going: Sequence[TimelineRow],
    told: Sequence[tuple[str, str, int]],
    clinic: str,
    work: _Work,
    *,
    denied: bool,
) -> dict[str, bytes]:
    paper = record_pdf(chart, going, includes(len(going), told, denied=denied), clinic, work.step)
    bundle = write_json(bundle_of(chart.record.entries, context, step=work.step))
    return {RECORD_PDF: paper.content, RECORD_FHIR: bundle}


def _going(chart: Chart, context: Context, stays: Sequence[tuple[Entry, str]]) -> Sequence[TimelineRow]:
    away = {entry.id for entry, _ in stays}
    return [_shown(row, context) for row in chart.timeline if row.id not in away]


def _shown(row: TimelineRow, context: Context) -> TimelineRow:
    return TimelineRow(shown_entry(row.entry, blind=context.hides_blind_weights), row.reading)


def includes(entries: int, stays: Sequence[tuple[str, str, int]], *, denied: bool) -> list[str]:
    """What a whole record says of itself, in sentences; `stays` is what is not there, or not whole."""
    weights = (
        "Weights that the patient is not shown were withheld, and the energy of meal plans with them: a licensed "
        "professional has denied them, and that can be reviewed."
        if denied
        else "All weights are included, also those that the patient was not shown."
    )
    left = [f"{count} {kind}: {why}" for kind, why, count in stays]
    but = " but for the energy of meal plans" if any(why == WITHOUT_ENERGY for _kind, why, _n in stays) else ""
    stayed = ["What is not in it, or not whole:", *left] if left else ["Nothing was left out."]
    return [f"{entries} entries, each whole{but}.", weights, "Private notes are not part of this record.", *stayed]


def _told(stays: Iterable[tuple[Entry, str]]) -> tuple[tuple[str, str, int], ...]:
    """What stays by kind and reason, with how many."""
    counted = Counter((kind_name(entry.content), why) for entry, why in stays)
    return tuple((kind, why, count) for (kind, why), count in sorted(counted.items()))
