"""Promises of the commands about the record: import, patients, chart, as scripts read them."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from careboard.cli import run
from careboard.clinical.people import Role
from careboard.vault.keyslot import LIGHT
from careboard.workflow.founding import Person, found_clinic

DATA = Path(__file__).parent.parent / "data"
BUNDLE = DATA / "fhir" / "synthea" / "california_8527d65c-ebd5-8b79-3ad6-86574283792e.json"
CCDA = DATA / "ccda" / "hl7-discharge-summary-sample.xml"


@pytest.fixture(scope="module")
def vault(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("records")
    (here / "pass").write_text("correct horse battery staple 7\n")
    person = Person("Ada Chen", Role.PSYCHIATRIST, "ac", "correct horse battery staple 7")
    founded = found_clinic(here / "c.careboard", "N", person, zone="America/New_York", cost=LIGHT)
    founded.vault.file.close()
    return here / "c.careboard"


def careboard(vault: Path, *arguments: object) -> int:
    return run([*map(str, arguments), "--passphrase-file", str(vault.with_name("pass"))])


def told(vault: Path, capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any, str]:
    capsys.readouterr()
    status = careboard(vault, *arguments, "--json")
    shown = capsys.readouterr()
    return status, json.loads(shown.out), shown.err


def test_that_import_tells_a_row_for_each_file_in_the_order_given(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, rows, _ = told(vault, capsys, "import", vault, CCDA, BUNDLE)
    assert status == 0
    assert [set(row) for row in rows] == [{"file", "taken", "kept_as_text", "left_out", "refused", "findings"}] * 2
    assert [Path(row["file"]).name for row in rows] == [CCDA.name, BUNDLE.name]


@pytest.mark.parametrize("command", ["import", "patients", "chart", "verify"])
def test_that_a_command_that_was_refused_prints_one_json_document_too(
    vault: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    needed: dict[str, list[object]] = {"import": [BUNDLE], "chart": ["004"]}
    given = needed.get(command, [])
    status, answer, said = told(vault, capsys, command, vault.with_name("none.careboard"), *given)
    assert status == 1
    assert said.startswith("There is no vault of this name.")
    (row,) = answer if command == "import" else (answer,)
    (reason,) = row["findings"] if command == "verify" else row["refused"]
    assert said.strip() in reason.values()


def test_that_a_folder_is_named_once_and_as_a_folder(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, said = told(vault, capsys, "import", vault, vault.parent)
    assert status == 1
    assert said.startswith(f"{vault.parent}: This is a folder.")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_that_a_terminal_that_lacks_a_letter_stops_nothing(
    vault: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, encoding: str
) -> None:
    person = {"resourceType": "Patient", "id": "1", "name": [{"family": "Nguyễn", "given": ["Zoë"]}]}
    (tmp_path / "p.json").write_text(json.dumps(person), encoding="utf-8")
    assert careboard(vault, "import", vault, tmp_path / "p.json") == 0
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr("sys.stdout", out)
    assert careboard(vault, "patients", vault, "--json") == 0
    assert careboard(vault, "patients", vault) == 0
    out.flush()
    out.seek(0)
    document = out.read().rpartition("]")[0] + "]"
    assert [row["family"] for row in json.loads(document) if row["given"] == "Zoë"] == ["Nguyễn"]


def test_that_patients_and_chart_print_what_the_contract_says(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    careboard(vault, "import", vault, BUNDLE)
    _, rows, _ = told(vault, capsys, "patients", vault)
    row = next(row for row in rows if row["birth_date"] and row["entries"] > 10)
    assert {"id", "family", "given", "birth_date", "mrn", "level_of_care", "entries", "unread"} <= set(row)
    status, chart, _ = told(vault, capsys, "chart", vault, row["id"])
    assert status == 0
    keys = {"patient", "allergies", "diagnoses", "timeline", "regimen", "series", "findings"}
    assert keys <= set(chart)
    entry = {"id", "at", "recorded_at", "discipline", "kind", "author", "headline", "text", "status"}
    assert all(entry <= set(line) for line in chart["timeline"])
    course = {"course", "medicine", "dosage", "since", "status", "confirmed", "steps"}
    assert all(course <= set(line) for line in chart["regimen"])
    assert all(type(point["value"]) is str for series in chart["series"] for point in series["points"])
    assert chart["series"]


def test_that_a_chart_is_found_by_its_medical_record_number(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    careboard(vault, "import", vault, BUNDLE)
    _, rows, _ = told(vault, capsys, "patients", vault)
    row = next(row for row in rows if row["mrn"])
    status, chart, _ = told(vault, capsys, "chart", vault, row["mrn"])
    assert status == 0
    assert chart["patient"]["family"] == row["family"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"resourceType": "Spaceship", "id": "x"}',
        BUNDLE.read_bytes()[:5000],
        '{"resourceType": "Patient"}'.encode("utf-16-le"),
        b'{"resourceType":"Bundle","entry":[{"resource":' * 60_000,
        b"<html><body><p>not a record</body>",
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><ClinicalDocument>&a;</ClinicalDocument>',
    ],
    ids=["empty", "unknown type", "cut", "utf-16", "nested", "html", "entity"],
)
def test_that_a_bad_file_is_one_sentence_and_changes_nothing(
    vault: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes
) -> None:
    bad = tmp_path / ("bad.xml" if content.startswith(b"<") else "bad.json")
    bad.write_bytes(content)
    _, before, _ = told(vault, capsys, "patients", vault)
    status, rows, sentence = told(vault, capsys, "import", vault, bad)
    assert status == 1
    assert len(rows[0]["refused"]) == 1
    assert sentence.strip()
    assert "Traceback" not in sentence
    assert told(vault, capsys, "patients", vault)[1] == before


def test_that_a_missing_file_is_one_sentence(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, rows, _ = told(vault, capsys, "import", vault, "nowhere.json")
    assert status == 1
    assert len(rows[0]["refused"]) == 1


def test_that_an_unknown_patient_is_a_sentence_with_a_next_step(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert careboard(vault, "chart", vault, "nobody") == 1
    assert "careboard patients" in capsys.readouterr().err
