"""The whole record to take away: readable, computable, described, and the same chart when it is taken in again."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from careboard.clinical.coordination import Handover, Task
from careboard.clinical.entry import SCHEMA_OF, Entry, KnownContent, Source, SourceFormat
from careboard.clinical.note import EnteredInError, ErrorReason, PsychotherapyNote
from careboard.clinical.nutrition import Exchange, MealPlan, MealTime, PlannedMeal
from careboard.clinical.paper import Disclosure, Document, Ground
from careboard.clinical.people import Role
from careboard.clinical.person import DetailsChange, Registration
from careboard.clinical.values import Coded, EntryId, PatientId
from careboard.exchange.fhir_out import WITHOUT_ENERGY
from careboard.exchange.own_payload import named_in, renamed
from careboard.exchange.refusals import Cancelled
from careboard.projections.as_json import chart_json
from careboard.projections.chart import Chart
from careboard.vault import codec
from careboard.vault.keyslot import LIGHT
from careboard.vault.policy import NEEDS_REF, NEVER_IMPORTED
from careboard.vault.refusals import NotAllowed
from careboard.workflow.exporting import FolderInTheWay
from careboard.workflow.founding import Person, found_clinic
from careboard.workflow.importing import plan_import, take_in
from careboard.workflow.session import Session
from tests.clinic import PASSPHRASE, ZONE, Clinic, Ticking, note
from tests.clinical_examples import EXAMPLES, FLAG, WEIGHT, blob_id, example_id
from tests.documents.test_summary_pdf import pages_of
from tests.exchange.test_fhir_out_and_back import record
from tests.r4_checker import faults_of

DATA = Path(__file__).parent.parent / "data"
SCAN = b"%PDF-1.7 a scanned release"
Json = dict[str, Any]


@pytest.fixture
def session(clinic: Clinic) -> Iterator[Session]:
    session = Session(clinic.open())
    yield session
    session.close()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Session]:
    """An empty vault of another clinic."""
    person = Person("B. Okoro", Role.PSYCHIATRIST, "okoro", PASSPHRASE)
    founded = found_clinic(
        tmp_path / "other.careboard", "Hill IOP", person, zone=ZONE, with_custody=False, cost=LIGHT, clock=Ticking()
    )
    session = Session(founded.vault)
    yield session
    session.close()


def written(session: Session, entries: list[Entry]) -> PatientId:
    """A chart of these entries, each signed here, with what they name called as here."""
    first, *others = entries
    patient = session.new_patient(first.content, at=first.at)  # type: ignore[arg-type]
    ids: dict[str, str] = {first.id: session.chart(patient).timeline[0].id}
    for blob in ("scan", "consent"):
        ids[blob_id(blob)] = session.attach(patient, SCAN + blob.encode())
    for entry in others:
        content = renamed(entry.content, ids)  # type: ignore[arg-type]
        assert content is not None
        ref = EntryId(ids[entry.ref]) if entry.ref else None
        ids[entry.id] = session.append(patient, content, at=entry.at, ref=ref)
    return patient


def brought(elsewhere: Session, *files: Path) -> Chart:
    """The one chart of a vault after these files were taken in."""
    reports = take_in(elsewhere, plan_import(elsewhere, files))
    assert not any(report.refused for report in reports)
    (row,) = elsewhere.caseload()
    return elsewhere.chart(row.id)


OWN_TO_A_VAULT = {"id", "recorded_at", "status", "confirmed", "unread", "course", "entry"}


def told(chart: Chart, without: Callable[[Json], bool] = lambda _: False) -> Json:
    """What `careboard chart --json` prints, but for what is each vault's own."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: plain(one) for name, one in value.items() if name not in OWN_TO_A_VAULT}
        return [plain(one) for one in value] if isinstance(value, list) else value

    printed = chart_json(chart)
    printed["timeline"] = [row for row in printed["timeline"] if not without(row)]
    printed["findings"].sort(key=lambda one: one["text"])
    answer: Json = plain(printed)
    return answer


def stays_here(row: Json) -> bool:
    """Is it an act that only a member of this clinic can state here?"""
    return str(row["kind"]).partition("/")[0] in NEVER_IMPORTED


def test_that_a_record_taken_in_again_is_the_same_chart(session: Session, elsewhere: Session, tmp_path: Path) -> None:
    patient = written(session, record())
    session.export(patient, tmp_path / "out")
    before, after = session.chart(patient), brought(elsewhere, tmp_path / "out" / "record.fhir.json")
    assert told(after) == told(before, stays_here)
    assert len(after.timeline) == len(record())
    assert {row.status.value for row in after.timeline} <= {"imported", "in-error", "amended"}
    assert not any(course.confirmed for course in after.regimen.courses)
    assert len(after.regimen.courses) == 3


def stated_alone() -> Iterator[KnownContent]:
    """Every example that a source can state and that names no other entry."""
    for kind, example in EXAMPLES.items():
        schema = codec.base(SCHEMA_OF[kind])
        if schema not in NEVER_IMPORTED | NEEDS_REF and kind not in (Registration, DetailsChange):
            yield from (content for content in example.contents if not named_in(content))


def test_that_every_content_that_a_source_can_state_comes_back(
    session: Session, elsewhere: Session, tmp_path: Path
) -> None:
    patient, several = written(session, record()), list(stated_alone())
    for content in several:
        session.append(patient, content)
    session.export(patient, tmp_path / "out")
    before = told(session.chart(patient), stays_here)
    assert told(brought(elsewhere, tmp_path / "out" / "record.fhir.json")) == before
    assert len(before["timeline"]) == len(record()) + len(several)
    assert len(several) > 40


SAMPLES = (
    "fhir/synthea/california_8527d65c-ebd5-8b79-3ad6-86574283792e.json",
    "fhir/ips/Bundle-IPS-examples-Bundle-01.json",
    "ccda/hl7-discharge-summary-sample.xml",
)


@pytest.mark.parametrize("sample", SAMPLES)
def test_that_what_was_imported_before_comes_back_too(
    session: Session, elsewhere: Session, tmp_path: Path, sample: str
) -> None:
    here = {row.id for row in session.caseload()}
    take_in(session, plan_import(session, [DATA / sample]))
    (patient,) = [row.id for row in session.caseload() if row.id not in here]
    session.export(patient, tmp_path / "out")
    after = brought(elsewhere, tmp_path / "out" / "record.fhir.json")
    assert told(after) == told(session.chart(patient), stays_here)


def test_that_a_patient_whose_details_came_twice_goes_out_with_name_and_comes_back_the_same(
    session: Session, elsewhere: Session, tmp_path: Path
) -> None:
    here = {row.id for row in session.caseload()}
    for family in ("Rivera", "Rivera Soto"):
        stated = {"resourceType": "Patient", "id": "maya", "name": [{"family": family, "given": ["Maya"]}]}
        stated["identifier"] = [{"system": "urn:oid:1.2.3", "value": "77"}]
        file = tmp_path / "maya.json"
        file.write_text(json.dumps(stated), encoding="utf-8")
        take_in(session, plan_import(session, [file]))
    (patient,) = [row.id for row in session.caseload() if row.id not in here]
    session.export(patient, tmp_path / "out")
    bundle = json.loads((tmp_path / "out" / "record.fhir.json").read_text(encoding="utf-8"))
    (person,) = [one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == "Patient"]
    assert person["name"][0]["family"] == "Rivera Soto"
    after = brought(elsewhere, tmp_path / "out" / "record.fhir.json")
    assert told(after) == told(session.chart(patient), stays_here)


def test_that_acts_of_this_clinic_come_back_as_documents_as_the_readme_says(
    session: Session, elsewhere: Session, tmp_path: Path
) -> None:
    patient = written(session, record())
    acts = [content for content in EXAMPLES[Disclosure].contents if not named_in(content)]
    session.append(patient, acts[0])
    session.export(patient, tmp_path / "out")
    after = brought(elsewhere, tmp_path / "out" / "record.fhir.json")
    assert len(after.timeline) == len(record()) + 1
    assert not after.record.of(Disclosure)
    assert "as an act of the new clinic" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_that_files_come_along(session: Session, elsewhere: Session, tmp_path: Path) -> None:
    exported = session.export(written(session, record()), tmp_path / "out")
    files = [name for name in exported.files if name.startswith("files/")]
    assert {(tmp_path / "out" / name).read_bytes() for name in files} == {SCAN + b"scan", SCAN + b"consent"}
    after = brought(elsewhere, tmp_path / "out" / "record.fhir.json")
    blobs = [blob for row in after.timeline if (blob := getattr(row.entry.content, "blob", None))]
    assert {elsewhere.attached(blob) for blob in blobs} == {SCAN + b"scan", SCAN + b"consent"}


LETTER = """<section xmlns="urn:hl7-org:v3"><text>Words</text>
<value mediaType="image/gif" representation="B64">R0lG ODlh</value>
<value mediaType="application/pdf" representation="B64" compression="DF">JVBERi0=</value>
<value mediaType="text/plain" representation="B64">RGVhciBjb2xsZWFndWUu</value>
<value mediaType="text/plain" representation="B64">U2xlcHQgd2VsbC4=</value></section>"""


def test_that_files_inside_what_was_imported_leave_too_and_are_kept_back_where_weights_are_denied(
    session: Session, clinic: Clinic, tmp_path: Path
) -> None:
    for part in ("first", "second"):
        source = Source(SourceFormat.CCDA_XML, example_id("file"), "Section", example_id(part), LETTER)
        clinic.write(None, Document(Coded("Letter"), part, "Dear colleague."), kind="imported", source=source)
    exported = session.export(clinic.patient, tmp_path / "out")
    files = {name[-4:]: (tmp_path / "out" / name).read_bytes() for name in exported.files if name.startswith("files/")}
    assert files == {".gif": b"GIF89a", ".bin": b"%PDF-", ".txt": b"Slept well."}
    assert not exported.lacking
    denied = session.export(clinic.patient, tmp_path / "denied", deny_weights="Danger to life.")
    assert not [name for name in denied.files if name.startswith("files/")]
    assert set(denied.lacking) == {"A file was kept back, because it may show a weight: Document."}


def test_that_taking_a_record_in_twice_adds_nothing(session: Session, elsewhere: Session, tmp_path: Path) -> None:
    patient = written(session, record())
    session.export(patient, tmp_path / "out")
    once = brought(elsewhere, tmp_path / "out" / "record.fhir.json")
    assert len(brought(elsewhere, tmp_path / "out" / "record.fhir.json").timeline) == len(once.timeline)


def test_that_a_later_export_brings_only_what_is_new(session: Session, elsewhere: Session, tmp_path: Path) -> None:
    patient = written(session, record()[:-1])
    session.export(patient, tmp_path / "out")
    once = brought(elsewhere, tmp_path / "out" / "record.fhir.json")
    session.append(patient, record()[-1].content, at=record()[-1].at)  # type: ignore[arg-type]
    session.export(patient, tmp_path / "later")
    later = brought(elsewhere, tmp_path / "later" / "record.fhir.json")
    assert len(later.timeline) == len(once.timeline) + 1
    assert told(later) == told(session.chart(patient), stays_here)


def test_that_a_record_taken_in_where_it_never_left_adds_nothing(session: Session, tmp_path: Path) -> None:
    patient = written(session, record())
    before = len(session.chart(patient).timeline)
    session.export(patient, tmp_path / "out")
    take_in(session, plan_import(session, [tmp_path / "out" / "record.fhir.json"]))
    assert len(session.chart(patient).timeline) == before


def test_that_the_record_is_valid_fhir(session: Session, tmp_path: Path) -> None:
    session.export(written(session, record()), tmp_path / "out")
    assert faults_of((tmp_path / "out" / "record.fhir.json").read_bytes()) == []


def test_that_every_entry_is_on_paper(session: Session, tmp_path: Path) -> None:
    patient = written(session, record())
    session.export(patient, tmp_path / "out")
    paper = " ".join(pages_of((tmp_path / "out" / "record.pdf").read_bytes()))
    for row in session.chart(patient).timeline:
        for line in row.lines:
            assert " ".join(line.text.split()) in paper


def test_that_the_readme_names_every_file_with_its_hash(session: Session, tmp_path: Path) -> None:
    exported = session.export(written(session, record()), tmp_path / "out")
    readme = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    for name, digest in exported.files.items():
        assert f"`{name}`, SHA-256 `{digest}`" in readme
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest
    assert "All weights are included" in readme


STAFF_ONLY = (Task, Handover)


def test_that_what_is_for_staff_stays_and_the_readme_says_so(session: Session, tmp_path: Path) -> None:
    patient = written(session, record())
    for content in STAFF_ONLY:
        session.append(patient, EXAMPLES[content].content)
    session.export(patient, tmp_path / "out")
    readme = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "1 x Task: Is for staff only" in readme
    assert "1 x Handover: Is for staff only" in readme
    everything = (tmp_path / "out" / "record.fhir.json").read_text(encoding="utf-8")
    assert EXAMPLES[Handover].content.summary not in everything  # type: ignore[union-attr]


def test_that_a_private_note_is_in_no_export_and_not_even_counted(session: Session, tmp_path: Path) -> None:
    patient = written(session, record())
    session.append(session.private_stream(patient), PsychotherapyNote(patient, "The father's silence."))
    session.export(patient, tmp_path / "out")
    for path in (tmp_path / "out").rglob("*"):
        assert not path.is_file() or b"silence" not in path.read_bytes()
    assert "silence" not in " ".join(pages_of((tmp_path / "out" / "record.pdf").read_bytes()))
    assert " x Psychotherapy" not in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_that_what_was_recorded_in_the_wrong_chart_stays(session: Session, tmp_path: Path) -> None:
    patient = written(session, record())
    astray = session.append(patient, note("About somebody else entirely."))
    session.append(patient, EnteredInError(ErrorReason.WRONG_PATIENT, "Not hers."), ref=astray)
    session.export(patient, tmp_path / "out")
    assert "somebody else entirely" not in (tmp_path / "out" / "record.fhir.json").read_text(encoding="utf-8")
    assert "somebody else entirely" not in " ".join(pages_of((tmp_path / "out" / "record.pdf").read_bytes()))


def blind(session: Session) -> PatientId:
    patient = written(session, record())
    session.append(patient, FLAG)
    session.append(patient, replace(WEIGHT, blind=True))
    return patient


def everything(folder: Path) -> Mapping[str, str]:
    return {
        "paper": " ".join(pages_of((folder / "record.pdf").read_bytes())),
        "fhir": json.dumps(json.loads((folder / "record.fhir.json").read_bytes()), ensure_ascii=False),
        "readme": (folder / "README.md").read_text(encoding="utf-8"),
    }


def test_that_a_blind_weight_is_part_of_the_whole_record(session: Session, tmp_path: Path) -> None:
    session.export(blind(session), tmp_path / "out")
    parts = everything(tmp_path / "out")
    assert "47.3" in parts["paper"]
    assert "47.3" in parts["fhir"]


def test_that_a_signed_denial_withholds_the_weight_and_can_be_reviewed(session: Session, tmp_path: Path) -> None:
    patient = blind(session)
    exported = session.export(patient, tmp_path / "out", "Purging after each weight that she saw.")
    parts = everything(tmp_path / "out")
    assert not any("47.3" in part for part in parts.values())
    assert "Purging after each weight" in parts["readme"]
    assert "45 CFR 164.524" in parts["readme"]
    assert not any(name.startswith("files/") for name in exported.files)
    (denial,) = session.chart(patient).record.of(Disclosure)
    assert (denial.content.ground, bool(denial.content.withheld)) == (Ground.PATIENTS_OWN_COPY, True)


def test_that_a_denial_withholds_the_energy_of_meal_plans_too_and_says_so(session: Session, tmp_path: Path) -> None:
    patient = blind(session)
    lunch = PlannedMeal(MealTime.LUNCH, (Exchange("starch", Decimal(2)),), Decimal("621.5"))
    session.append(patient, MealPlan((lunch,), energy_min_kcal=Decimal("1851.5")))
    session.append(patient, MealPlan((replace(lunch, energy_kcal=None, text="a bottle of 355.5 kcal"),)))
    session.append(patient, note("The plan goes up to 2377.5 kcal a day."))
    session.export(patient, tmp_path / "whole")
    session.export(patient, tmp_path / "denied", "Purging after each weight that she saw.")
    figures = re.compile(r"621\.5|1,?851\.5|355\.5|2377\.5")
    assert all(figures.search(everything(tmp_path / "whole")[part]) for part in ("paper", "fhir"))
    parts = everything(tmp_path / "denied")
    assert not any(figures.search(part) for part in parts.values())
    assert "2 starch" in parts["paper"]
    assert f"1 x Meal plan: {WITHOUT_ENERGY}" in parts["readme"]
    assert f"1 Meal plan: {WITHOUT_ENERGY}" in parts["paper"]
    (denial,) = session.chart(patient).record.of(Disclosure)
    assert denial.content.withheld.startswith("Weights, and the energy of meal plans: ")
    assert faults_of((tmp_path / "denied" / "record.fhir.json").read_bytes()) == []


def test_that_who_is_not_licensed_denies_nothing(clinic: Clinic, tmp_path: Path) -> None:
    coordinator = Session(clinic.open(Role.COORDINATOR))
    with pytest.raises(NotAllowed):
        coordinator.export(clinic.patient, tmp_path / "out", "Because.")
    assert not (tmp_path / "out").exists()


def test_that_an_export_tells_how_far_it_is(session: Session, tmp_path: Path) -> None:
    patient = written(session, record())
    told_steps: list[tuple[int, int]] = []
    session.export(patient, tmp_path / "out", progress=lambda done, of: told_steps.append((done, of)))
    assert told_steps == sorted(told_steps)
    assert told_steps[-1] == (2 * len(record()), 2 * len(record()))


@pytest.mark.parametrize("steps", [0, 10, 40])
def test_that_an_export_that_is_stopped_writes_and_records_nothing(
    session: Session, tmp_path: Path, steps: int
) -> None:
    patient = blind(session)
    left = iter(range(steps))
    with pytest.raises(Cancelled):
        session.export(patient, tmp_path / "out", "Because.", cancelled=lambda: next(left, None) is None)
    assert not (tmp_path / "out").exists()
    assert not session.chart(patient).record.of(Disclosure)


def test_that_an_export_overwrites_nothing(session: Session, clinic: Clinic, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "note.txt").write_text("mine")
    with pytest.raises(FolderInTheWay):
        session.export(clinic.patient, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["note.txt"]
