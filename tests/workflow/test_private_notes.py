"""Private notes on every way out: psychotherapy and SUD counseling notes are absent, even from their author's.

One promise for each way out that there is. A new one gets a line in `WAYS`.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from careboard.clinical.entry import Entry
from careboard.clinical.note import Addendum, NoteType, PsychotherapyNote, SudCounselingNote
from careboard.clinical.nutrition import MealPlan
from careboard.clinical.paper import Audience, Direction
from careboard.clinical.people import Discipline, Role
from careboard.documents.summary_pdf import summary_pdf
from careboard.exchange.fhir_out import Context, bundle_of, context_of, write_json
from careboard.exchange.fhir_out.left_out import NeverExported
from careboard.projections.as_json import chart_json, patients_json
from careboard.projections.audit import AuditRow
from careboard.projections.measures.readings import readings
from careboard.projections.writing.beside import beside
from careboard.projections.writing.phrases import as_file
from careboard.projections.writing.pulled import pulled
from careboard.ui.patient.timeline.facts import Team, Veil, whole
from careboard.workflow import auditing
from careboard.workflow.importing import known_patients
from careboard.workflow.reading import entries_of
from careboard.workflow.readme import NEVER_IN_IT
from careboard.workflow.session import Session
from careboard.workflow.writing.phrases import library
from tests.clinic import Clinic
from tests.clinical_examples import EXAMPLES
from tests.documents.test_summary_pdf import pages_of

WORDS = ("zebrafinch", "nightjar", "kingfisher")
AUTHOR = Role.COUNSELOR
Way = Callable[[Session, Clinic], str]


def exported(session: Session, clinic: Clinic) -> str:
    """The chart's entries through the FHIR export."""
    entries = entries_of(session.vault, clinic.patient, session.authors)
    return write_json(bundle_of(entries, _context(session, clinic, entries))).decode()


def _context(session: Session, clinic: Clinic, entries: Sequence[Entry]) -> Context:
    return context_of(
        clinic.patient,
        entries,
        clinic="Lakeside IOP",
        now=session.vault.clock(),
        zone=session.zone,
        files={},
        for_staff=True,
        hides_blind_weights=False,
    )


def summarised(session: Session, clinic: Clinic) -> str:
    chart = session.chart(clinic.patient)
    copies = [
        session.draft_summary(chart, direction, audience, language)
        for direction in Direction
        for audience, language in ((Audience.CLINICIAN, "en"), (Audience.PATIENT, "es"))
    ]
    papers = [page for copy in copies for page in pages_of(summary_pdf(copy))]
    return repr(copies) + "".join(papers) + "".join(session.summary_as_fhir(chart, c).decode() for c in copies[::2])


def handed_out(session: Session, clinic: Clinic) -> str:
    clinic.write(Role.NUTRITIONIST, EXAMPLES[MealPlan].content)
    chart = session.chart(clinic.patient)
    drafted = [session.draft_meal_handout(chart, language, {}) for language in ("en", "es")]
    return "".join(repr(one.handout) + "".join(pages_of(one.pdf)) for one in drafted)


def found(session: Session, clinic: Clinic) -> str:
    session.prepare_search()
    assert session.search("Sertraline").complete
    return repr([session.search(word).hits for word in (*WORDS, "zebra", "night")])


def recorded(session: Session, clinic: Clinic) -> str:
    """What stands in the clear: every header, and the body of every record of access."""
    records = list(session.vault.file.every())
    clear = b"".join(record.body or b"" for record in records if record.head.kind in ("access", "checkpoint"))
    return "".join(record.header.decode() for record in records) + clear.decode()


def taken_away(session: Session, clinic: Clinic) -> str:
    """Every file of a whole record, but for the sentence that stands in each README, whether there are any or not."""
    folder = clinic.path.with_name("record")
    session.export(clinic.patient, folder)
    read = [path.read_text(encoding="utf-8") for path in folder.iterdir() if path.suffix != ".pdf"]
    return "".join([*(text.replace(NEVER_IN_IT, "") for text in read), *pages_of((folder / "record.pdf").read_bytes())])


def audited(session: Session, clinic: Clinic) -> str:
    """Every row of the audit and its papers; the private notes are first read by their author."""
    author = Session(clinic.open(AUTHOR))
    assert author.private_notes(clinic.patient)
    if not auditing.may_audit(session):
        return "Not for this role."
    first, folder = auditing.newest(session, {}), clinic.path.parent
    kept = {"csv": auditing.keep_csv, "json": auditing.keep_json, "pdf": _as_pdf}
    for kind, keep in kept.items():
        keep(session, first.rows, folder / f"audit.{kind}")
    legible = "".join((folder / f"audit.{kind}").read_text() for kind in ("csv", "json"))
    return repr(first) + legible + "".join(pages_of((folder / "audit.pdf").read_bytes()))


def _as_pdf(session: Session, rows: Sequence[AuditRow], path: Path) -> None:
    auditing.keep_pdf(session, rows, "Audit", path)


def cards(session: Session, clinic: Clinic) -> str:
    """All that an open card says, which can be copied."""
    rows = session.chart(clinic.patient).timeline
    return "\n".join(str(line) for row in rows for line in whole(row, Team(), veil=Veil()))


WAYS: Mapping[str, Way] = {
    "audit": audited,
    "chart": lambda session, clinic: json.dumps(chart_json(session.chart(clinic.patient)), ensure_ascii=False),
    "everything a chart holds": lambda session, clinic: repr(session.chart(clinic.patient)),
    "first screenful": lambda session, clinic: repr(next(session.open_chart(clinic.patient))),
    "patients": lambda session, _: json.dumps(patients_json(session.caseload())),
    "caseload": lambda session, _: repr(session.caseload()),
    "FHIR export": exported,
    "whole record": taken_away,
    "summary": summarised,
    "emergency sheet": lambda session, clinic: "".join(pages_of(session.emergency_sheet(clinic.patient, "ED"))),
    "meal handout": handed_out,
    "search": found,
    "what an import compares with": lambda session, _: repr(list(known_patients(session))),
    "clear parts of the record": recorded,
    "drafts": lambda session, _: repr(session.drafts()),
    "rows copied out of the measures": lambda session, clinic: repr(readings(session.chart(clinic.patient))),
    "cards copied out of the timeline": cards,
    "values pulled into a note": lambda session, clinic: repr(pulled(session.chart(clinic.patient))),
    "what is read beside a note": lambda session, clinic: repr(
        beside(session.chart(clinic.patient), Discipline.COUNSELING, NoteType.INDIVIDUAL)
    ),
    "a file of phrases": lambda session, _: as_file(library(session).own),
    "troubles": lambda session, _: repr(session.vault.trouble),
}


def write_private_notes(clinic: Clinic) -> None:
    """A counselor's psychotherapy note with an addendum, and the founder's SUD counseling note."""
    session = Session(clinic.open(AUTHOR))
    stream = session.private_stream(clinic.patient)
    note = session.append(stream, PsychotherapyNote(clinic.patient, "Transference, zebrafinch."))
    session.append(stream, Addendum("A late thought: kingfisher."), ref=note)
    founder = Session(clinic.open())
    founder.append(founder.private_stream(clinic.patient), SudCounselingNote(clinic.patient, "Ambivalence, nightjar."))


@pytest.fixture(scope="module")
def kept(original_clinic: Clinic, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    clinic = original_clinic.copied_to(tmp_path_factory.mktemp("private"))
    write_private_notes(clinic)
    yield clinic
    clinic.close()


@pytest.fixture
def clinic(kept: Clinic, tmp_path: Path) -> Iterator[Clinic]:
    copy = kept.copied_to(tmp_path)
    yield copy
    copy.close()


def test_that_their_authors_read_them(clinic: Clinic) -> None:
    for who, words in ((AUTHOR, {"zebrafinch", "kingfisher"}), (None, {"nightjar"})):
        session = Session(clinic.open(who))
        told = repr([entry.content for stream in session.streams() for entry in _private(session, stream)])
        assert {word for word in WORDS if word in told} == words


def _private(session: Session, stream: str) -> Iterator[Entry]:
    if session.vault.keyring.team(stream) == {session.vault.member}:
        yield from entries_of(session.vault, stream, session.authors)


@pytest.mark.parametrize("who", [AUTHOR, None, Role.SUPERVISOR], ids=["author", "other author", "supervisor"])
@pytest.mark.parametrize("way", WAYS)
def test_that_no_private_note_leaves_this_way(clinic: Clinic, way: str, who: Role | None) -> None:
    told = WAYS[way](Session(clinic.open(who)), clinic).casefold()
    assert told or way in ("drafts", "troubles")
    assert [word for word in WORDS if word in told] == []
    assert "psychotherapy" not in told
    assert "sud-counseling" not in told


@pytest.mark.parametrize("who", [AUTHOR, None])
def test_that_the_export_refuses_a_private_note_that_is_handed_to_it(clinic: Clinic, who: Role | None) -> None:
    session = Session(clinic.open(who))
    entries = [*entries_of(session.vault, clinic.patient, session.authors), *session.private_notes(clinic.patient)]
    with pytest.raises(NeverExported):
        bundle_of(entries, _context(session, clinic, entries))


def test_that_no_count_moves_when_a_private_note_is_written(original_clinic: Clinic, tmp_path: Path) -> None:
    clinic = original_clinic.copied_to(tmp_path)
    before = [_counts(clinic, who) for who in (AUTHOR, None, Role.NURSE)]
    write_private_notes(clinic)
    assert [_counts(clinic, who) for who in (AUTHOR, None, Role.NURSE)] == before
    clinic.close()


def _counts(clinic: Clinic, who: Role | None) -> object:
    session = Session(clinic.open(who))
    chart = session.chart(clinic.patient)
    return patients_json(session.caseload()), len(chart.timeline), len(chart.record.entries), chart.findings
