"""Promises of the commands about papers: summary and export, as scripts use them."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from careboard.cli import run
from careboard.clinical.clinic import SiteSetting
from careboard.clinical.paper import DischargeSummaryIssued
from careboard.projections.summary import Section
from careboard.workflow.session import Session
from tests.clinic import PASSPHRASE, Clinic
from tests.clinical_examples import DISCHARGE, FLAG, MEAL_PLAN, WEIGHT
from tests.documents.test_summary_pdf import A_WEIGHT, pages_of
from tests.r4_checker import faults_of, refusals_of


@pytest.fixture
def at(clinic: Clinic, tmp_path: Path) -> Path:
    """The clinic's vault, with the passphrase of its founder beside it."""
    clinic.path.with_name("pass").write_text(PASSPHRASE)
    return clinic.path


def careboard(vault: Path, command: str, patient: str, *arguments: object) -> int:
    whole = [command, vault, patient, *arguments, "--as", "chen", "--passphrase-file", vault.with_name("pass")]
    return run([*map(str, whole)])


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What was said to the person, sentence by sentence."""
    return [line for line in capsys.readouterr().err.splitlines() if line]


def decisions(clinic: Clinic, folder: Path, **more: object) -> Path:
    """The file that completes the summary of the clinic's chart."""
    sections: dict[str, Any] = {section.value: f"Told under {section.value}." for section in Section}
    sections["procedures"] = {"none": "no procedure was needed"}
    file = folder / "decisions.json"
    medicines = {clinic.entries["start"]: {"decision": "continue"}}
    file.write_text(json.dumps({"medicines": medicines, "sections": sections, **more}), encoding="utf-8")
    return file


def issued(clinic: Clinic) -> list[DischargeSummaryIssued]:
    return [one.content for one in Session(clinic.open()).chart(clinic.patient).record.of(DischargeSummaryIssued)]


@pytest.mark.parametrize("to", ["iop", "residential", "community"])
def test_that_a_draft_is_written_and_what_it_lacks_is_said(
    at: Path, clinic: Clinic, tmp_path: Path, capsys: pytest.CaptureFixture[str], to: str
) -> None:
    out = tmp_path / "draft.pdf"
    assert careboard(at, "summary", clinic.patient, "--to", to, "-o", out) == 0
    assert all("DRAFT" in page for page in pages_of(out.read_bytes()))
    sentences = told(capsys)
    assert '"Reason for admission" is empty.' in sentences
    assert "It is not signed." in sentences
    assert any(sentence.startswith("Nobody has decided what becomes of") for sentence in sentences)
    assert not issued(clinic)


@pytest.mark.parametrize("issue", [False, True])
def test_that_a_summary_that_is_written_to_a_file_is_recorded_as_taken_out(
    at: Path, clinic: Clinic, tmp_path: Path, *, issue: bool
) -> None:
    arguments = ["--decisions", decisions(clinic, tmp_path), *(["--issue"] if issue else [])]
    assert careboard(at, "summary", clinic.patient, "--to", "iop", "-o", tmp_path / "s.pdf", *arguments) == 0
    records = [record for record in clinic.file().every() if record.head.kind == "access"]
    purposes = [json.loads(one.body or b"{}")["purpose"] for one in records if one.head.stream == clinic.patient]
    assert purposes.count("exported") == 1


def test_that_nothing_is_issued_while_anything_is_missing(
    at: Path, clinic: Clinic, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "summary.pdf"
    assert careboard(at, "summary", clinic.patient, "--to", "community", "-o", out, "--issue") == 1
    assert '"Provisions for follow-up" is empty.' in told(capsys)
    assert not out.exists()
    assert not issued(clinic)


def test_that_a_complete_summary_is_issued_and_written(
    at: Path, clinic: Clinic, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, given = tmp_path / "summary.pdf", decisions(clinic, tmp_path)
    assert careboard(at, "summary", clinic.patient, "--to", "iop", "-o", out, "--issue", "--decisions", given) == 0
    assert told(capsys) == []
    (content,) = issued(clinic)
    assert Session(clinic.open()).attached(content.copies[0].blob) == out.read_bytes()
    pages = pages_of(out.read_bytes())
    assert not any("DRAFT" in page for page in pages)
    assert all(content.content_sha256 in page for page in pages)
    assert "None: no procedure was needed" in " ".join(pages)


@pytest.mark.parametrize("copy", ["clinician", "patient"])
@pytest.mark.parametrize("issue", [False, True])
def test_that_the_fhir_document_is_accepted(
    at: Path, clinic: Clinic, tmp_path: Path, copy: str, *, issue: bool
) -> None:
    out, fhir = tmp_path / "s.pdf", tmp_path / "s.json"
    arguments: list[object] = ["--to", "iop", "-o", out, "--fhir", fhir, "--copy", copy]
    arguments += ["--decisions", decisions(clinic, tmp_path), *(["--issue"] if issue else [])]
    assert careboard(at, "summary", clinic.patient, *arguments) == 0
    written = fhir.read_bytes()
    assert faults_of(written) == []
    assert refusals_of(written) == []
    bundle = json.loads(written)
    composition = bundle["entry"][0]["resource"]
    assert (bundle["type"], composition["resourceType"]) == ("document", "Composition")
    assert [one["code"] for one in composition["type"]["coding"]] == ["18842-5", "59259-2"]
    assert composition["status"] == ("final" if issue else "preliminary")


def test_that_a_blind_weight_is_in_nothing_that_the_patient_is_given(at: Path, clinic: Clinic, tmp_path: Path) -> None:
    session = Session(clinic.open())
    for content in (FLAG, replace(WEIGHT, blind=True), MEAL_PLAN, replace(DISCHARGE, admission=None)):
        session.append(clinic.patient, content)
    out, fhir = tmp_path / "s.pdf", tmp_path / "s.json"
    arguments = ["--to", "community", "-o", out, "--fhir", fhir, "--copy", "patient"]
    assert careboard(at, "summary", clinic.patient, *arguments) == 0
    given = " ".join(pages_of(out.read_bytes())) + json.dumps(json.loads(fhir.read_bytes()))
    assert not A_WEIGHT.search(re.sub("urn:[^ ]*|[0-9a-f-]{36}", "", given))


def test_that_a_spanish_copy_for_the_patient_is_drafted(at: Path, clinic: Clinic, tmp_path: Path) -> None:
    out = tmp_path / "resumen.pdf"
    arguments = ["--to", "community", "-o", out, "--copy", "patient", "--language", "es"]
    assert careboard(at, "summary", clinic.patient, *arguments) == 0
    first = pages_of(out.read_bytes())[0]
    assert "Motivo del ingreso" in first
    assert "AYUDA" in first


@pytest.mark.parametrize("content", ["{", "[]", '{"sections": {"weather": "fine"}}', '{"ground": "because"}'])
def test_that_a_wrong_file_of_decisions_is_one_sentence(
    at: Path, clinic: Clinic, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    given, out = tmp_path / "wrong.json", tmp_path / "s.pdf"
    given.write_text(content)
    assert careboard(at, "summary", clinic.patient, "--to", "iop", "-o", out, "--decisions", given) == 1
    assert len(told(capsys)) == 1
    assert not out.exists()


def test_that_the_crisis_line_of_the_site_stands_on_its_papers(at: Path, clinic: Clinic, tmp_path: Path) -> None:
    session = Session(clinic.open())
    session.append(session.vault.registry.clinic_stream, SiteSetting("crisis-lines", "Call the clinic: 555-0199."))
    out = tmp_path / "s.pdf"
    assert careboard(at, "summary", clinic.patient, "--to", "iop", "-o", out) == 0
    assert "Call the clinic: 555-0199." in pages_of(out.read_bytes())[0]


@pytest.mark.parametrize("which", ["-o", "--fhir"])
def test_that_a_summary_never_takes_the_place_of_another_file(
    at: Path, clinic: Clinic, tmp_path: Path, capsys: pytest.CaptureFixture[str], which: str
) -> None:
    before = clinic.path.read_bytes()
    files = {"-o": tmp_path / "s.pdf", "--fhir": tmp_path / "s.json", which: clinic.path}
    arguments = [one for pair in files.items() for one in pair]
    assert careboard(at, "summary", clinic.patient, "--to", "iop", *arguments) == 1
    assert "There is already a file" in told(capsys)[0]
    assert clinic.path.read_bytes() == before
    assert not (tmp_path / "s.pdf").exists()
    same = ["-o", tmp_path / "s", "--fhir", tmp_path / "s"]
    assert careboard(at, "summary", clinic.patient, "--to", "iop", *same) == 1
    assert not (tmp_path / "s").exists()


def test_that_an_export_holds_the_record_and_its_description(
    at: Path, clinic: Clinic, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "record"
    assert careboard(at, "export", clinic.patient, "-o", out) == 0
    assert {path.name for path in out.iterdir()} == {"record.pdf", "record.fhir.json", "README.md"}
    assert faults_of((out / "record.fhir.json").read_bytes()) == []
    assert "Exported 3 entries" in told(capsys)[0]
    assert careboard(at, "export", clinic.patient, "-o", out) == 1
    assert "There is already something" in told(capsys)[0]
