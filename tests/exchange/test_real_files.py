"""Promises of an import on real files, held against a second, naive reading of the same files.

Every file goes through the real Session into a real vault, as one person at one computer would take it in.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from careboard.clinical.values import PatientId
from careboard.exchange.facts import FileReport
from careboard.exchange.refusals import Cancelled
from careboard.projections.chart import Chart
from careboard.workflow.checking import check_vault
from careboard.workflow.importing import plan_import, take_in
from careboard.workflow.session import Session
from tests.clinic import Clinic, make_clinic

DATA = Path(__file__).parent.parent / "data"
BUNDLES = sorted([*DATA.glob("fhir/synthea/*.json"), *DATA.glob("fhir/ips/*.json"), *DATA.glob("ccda/*.xml")])
SINGLES = sorted(DATA.glob("fhir/hl7/*.json"))
TEAM = sorted(DATA.glob("fhir/shift/*.json"))


@pytest.fixture(scope="module")
def session(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    clinic: Clinic = make_clinic(tmp_path_factory.mktemp("real"), roles=())
    yield Session(clinic.open())
    clinic.close()


def resources(document: Any) -> list[dict[str, Any]]:
    """Every resource of a document, Bundles opened."""
    if document.get("resourceType") != "Bundle":
        return [document]
    inner = (entry["resource"] for entry in document.get("entry", []) if "resource" in entry)
    return [resource for one in inner for resource in resources(one)]


def counted(report: FileReport) -> int:
    return sum(sum(part.values()) for part in (report.taken, report.kept_as_text, report.left_out)) + len(
        report.refused
    )


def charts(session: Session) -> list[Chart]:
    return list(session.charts())


def entries(session: Session) -> Counter[PatientId]:
    return Counter({chart.patient: len(chart.timeline) for chart in charts(session)})


def points(session: Session) -> set[float]:
    return {float(point.value) for chart in charts(session) for one in chart.series for point in one.points}


@pytest.mark.parametrize("path", BUNDLES, ids=lambda path: path.name)
def test_that_a_real_bundle_or_document_is_taken_whole_and_only_once(session: Session, path: Path) -> None:
    (report,) = take_in(session, plan_import(session, [path]))
    assert report.refused == ()
    once = entries(session)
    take_in(session, plan_import(session, [path]))
    assert entries(session) == once


@pytest.mark.parametrize("path", [p for p in BUNDLES if p.suffix == ".json"], ids=lambda path: path.name)
def test_that_the_four_counts_are_every_resource_and_every_number_is_in_a_series(session: Session, path: Path) -> None:
    everything = resources(json.loads(path.read_text(encoding="utf-8")))
    (report,) = take_in(session, plan_import(session, [path]))
    assert counted(report) == len(everything)
    observed = [one for one in everything if one["resourceType"] == "Observation"]
    numbers = {
        float(part["valueQuantity"]["value"])
        for one in observed
        for part in [one, *one.get("component", [])]
        if "value" in part.get("valueQuantity", {})
    }
    assert numbers - points(session) == set()


@pytest.mark.parametrize("group", [SINGLES, TEAM], ids=["hl7", "shift"])
def test_that_single_resources_given_together_are_each_accounted_for_once(session: Session, group: list[Path]) -> None:
    reports = take_in(session, plan_import(session, group))
    for path, report in zip(group, reports, strict=True):
        assert counted(report) == len(resources(json.loads(path.read_text(encoding="utf-8-sig")))), path.name
    once = entries(session)
    take_in(session, plan_import(session, group))
    assert entries(session) == once


def test_that_a_single_resource_whose_patient_is_nowhere_is_one_refusal_in_words(session: Session) -> None:
    path = next(p for p in SINGLES if p.name.startswith("Observation-f202"))
    (report,) = take_in(session, plan_import(session, [path]))
    assert len(report.refused) == 1
    assert report.refused[0][1].endswith(".")


def somebody_new(observations: int) -> bytes:
    """A Bundle of a patient nobody knows, with so many heart rates."""
    patient: dict[str, Any] = {
        "resourceType": "Patient",
        "id": "new",
        "name": [{"family": "Newcomer"}],
        "birthDate": "1990-01-01",
    }
    rates: list[dict[str, Any]] = [
        {
            "resourceType": "Observation",
            "id": f"rate-{number}",
            "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4", "display": "Heart rate"}]},
            "subject": {"reference": "Patient/new"},
            "effectiveDateTime": "2026-09-15T10:00:00Z",
            "valueQuantity": {"value": 60 + number % 40, "unit": "/min"},
        }
        for number in range(observations)
    ]
    entries = [
        {"fullUrl": f"http://x.example/{one['resourceType']}/{one['id']}", "resource": one} for one in [patient, *rates]
    ]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()


def test_that_an_import_that_is_stopped_leaves_every_chart_as_it_was(session: Session) -> None:
    before = entries(session)
    plan = plan_import(session, [("new.json", somebody_new(250))])
    answers = iter([False, True])
    with pytest.raises(Cancelled):
        take_in(session, plan, cancelled=lambda: next(answers))
    assert entries(session) == before
    take_in(session, plan)
    assert len(entries(session)) == len(before) + 1


def test_that_the_whole_vault_still_verifies(session: Session) -> None:
    verdict = check_vault(session.vault)
    assert verdict.faults == ()
    assert verdict.records == verdict.verified
