"""Drafting, issuing and printing a summary, and the emergency sheet that waits for nothing.

A draft costs no record and can be made at every keystroke; what is issued is one signed entry that holds its papers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from careboard.clinical.medication.reconciliation import Occasion, ReconciledMedicine, Reconciliation
from careboard.clinical.paper import (
    Audience,
    Direction,
    DischargeSummaryIssued,
    Disclosure,
    Emergency,
    Ground,
    IssuedCopy,
)
from careboard.clinical.people import Author
from careboard.clinical.values import EntryId, PatientId
from careboard.documents.emergency_pdf import emergency_pdf
from careboard.documents.pages import Paper
from careboard.documents.summary_pdf import summary_paper
from careboard.errors import CareboardError
from careboard.exchange.fhir_out import context_of, document_of, write_json
from careboard.projections.chart import Chart
from careboard.projections.summary import NO_ADDITIONS, Additions, Missing, Summary, emergency_sheet, summary
from careboard.projections.summary.payload import content_sha256, payload_of
from careboard.workflow.open_vault import access

if TYPE_CHECKING:
    from careboard.workflow.session import Session
    from careboard.workflow.session.recording import Recording

Copy = tuple[Audience, str]
CLINICIANS_COPY: tuple[Copy, ...] = ((Audience.CLINICIAN, "en"),)
NOT_YET_RECORDED = "Not yet recorded"


class SummaryIncomplete(CareboardError):
    """Something stands between a draft and its issue; `missing` says what, each in a sentence."""

    advice = "Fill in what is missing, or say why there is none. In an emergency print the emergency sheet."

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__("The summary cannot be issued yet.")
        self.missing = tuple(missing)


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued summary: its entry, its papers in the order of its copies, and the chart as it now stands."""

    entry: EntryId
    copies: tuple[Summary, ...]
    papers: tuple[Paper, ...]
    chart: Chart


def issue(
    session: "Session",
    patient: PatientId,
    direction: Direction,
    additions: Additions = NO_ADDITIONS,
    copies: Sequence[Copy] = CLINICIANS_COPY,
) -> Issued:
    """Sign a summary into the record with the bytes of each copy; raises SummaryIncomplete while anything lacks."""
    chart, signer = session.chart(patient), session.me
    made = tuple(
        summary(chart, direction, audience, language, additions, clinic=session.clinic, signer=signer)
        for audience, language in copies
    )
    _refuse_incomplete(made)
    payload = payload_of(made)
    digest = content_sha256(payload)
    papers = tuple(summary_paper(copy, digest) for copy in made)
    issued = _issued(session, patient, made, papers, payload)
    entries = session.append_each(patient, [*_decisions(chart, direction, additions), issued])
    return Issued(entries[-1], made, papers, session.chart_after(patient))


def _refuse_incomplete(copies: Sequence[Summary]) -> None:
    missing = list(dict.fromkeys(one for copy in copies for one in copy.missing))
    if missing:
        raise SummaryIncomplete(missing)


def _issued(
    session: "Session", patient: PatientId, copies: Sequence[Summary], papers: Sequence[Paper], payload: str
) -> DischargeSummaryIssued:
    release = copies[0].release
    return DischargeSummaryIssued(
        direction=copies[0].direction,
        recipient=release.recipient if release.ground else "",
        payload=payload,
        content_sha256=content_sha256(payload),
        copies=tuple(
            IssuedCopy(copy.audience, copy.language, session.attach(patient, paper.content), paper.pages)
            for copy, paper in zip(copies, papers, strict=True)
        ),
        ground=release.ground,
        consent=release.consent,
    )


def _decisions(chart: Chart, direction: Direction, additions: Additions) -> Iterator[Reconciliation]:
    """What was decided on the medicines with this summary becomes a reconciliation of its own in the chart."""
    if additions.medicines:
        occasion = Occasion.DISCHARGE if direction is Direction.COMMUNITY else Occasion.TRANSFER
        yield Reconciliation(occasion, tuple(_reconciled(chart, additions)), "the medicines of this chart")


def _reconciled(chart: Chart, additions: Additions) -> Iterator[ReconciledMedicine]:
    for course in chart.regimen.current:
        added = additions.medicines.get(course.id)
        if added is not None:
            yield ReconciledMedicine(course.id, added.decision, added.reason)
        elif course.decided is not None:
            yield course.decided.medicine


def as_fhir(session: "Session", chart: Chart, copy: Summary, signer: Author | None = None) -> bytes:
    """A copy as a FHIR document, in JSON."""
    context = context_of(
        chart.patient,
        chart.record.entries,
        clinic=session.clinic,
        now=chart.now,
        zone=session.zone,
        members=session.authors.values(),
        hides_blind_weights=copy.audience is Audience.PATIENT,
    )
    return write_json(document_of(copy, chart, context, signer))


def in_emergency(session: "Recording", patient: PatientId, recipient: str, affiliation: str, reason: str) -> bytes:
    """The emergency sheet, recorded as a disclosure with its reason; what is not known yet holds nothing up.

    Disclosure and printing are recorded together before the sheet is handed out, or there is no sheet.
    """
    paper = emergency_pdf(emergency_sheet(session.chart(patient), clinic=session.clinic))
    happened = Emergency(affiliation.strip() or NOT_YET_RECORDED, session.me.name, reason.strip() or NOT_YET_RECORDED)
    disclosure = Disclosure(
        ground=Ground.MEDICAL_EMERGENCY,
        recipient=recipient.strip() or NOT_YET_RECORDED,
        what="Emergency sheet",
        how="printed",
        emergency=happened,
    )
    session.append(patient, disclosure, also=[access("printed", patient)])
    return paper
