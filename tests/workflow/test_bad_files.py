"""Files as they come in spoilt, hostile or meant for somebody else: a sentence each, and no chart is touched."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from careboard.clinical.values import PatientId
from careboard.exchange import limits
from careboard.exchange.facts import FileReport
from careboard.exchange.matching import SOMEBODY_ELSE
from careboard.exchange.units import UNKNOWN_UNIT
from careboard.exchange.whose import NOT_HERE, TWO_PATIENTS
from careboard.workflow.importing import plan_import, take_in
from careboard.workflow.session import Session
from tests.clinic import make_clinic
from tests.exchange.ccda_documents import ccda, section
from tests.exchange.test_real_files import somebody_new
from tests.workflow.test_importing import told

WHOLE = somebody_new(3)
CCDA = ccda(section(("30954-2", "Results"), text="<text>None.</text>"))
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "xxxxxxxxxx">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b']><ClinicalDocument xmlns="urn:hl7-org:v3"><title>&j;</title></ClinicalDocument>'
)
PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "p",
    "name": [{"family": "Other"}],
    "birthDate": "1980-01-01",
}


def as_json(document: object) -> bytes:
    return json.dumps(document).encode()


def nested(levels: int) -> bytes:
    return b'{"resourceType":"Basic","a":' + b"[" * levels + b"]" * levels + b"}"


def stated(**elements: object) -> bytes:
    return as_json({"resourceType": "Observation", "id": "o", "status": "final", **elements})


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "The file is empty."),
    "blank": (lambda: b" \n\t ", "The file is empty."),
    "cut JSON": (lambda: WHOLE[:-30], "cut short"),
    "cut within a text": (lambda: WHOLE[: WHOLE.index(b"Newcomer") + 3], "cut short"),
    "cut within a letter": (lambda: b'{"resourceType":"Patient","name":[{"family":"Mu\xc3', "not UTF-8"),
    "cut XML": (lambda: CCDA[:-30], "cut off or damaged"),
    "Latin-1 JSON": (lambda: WHOLE.replace(b"Newcomer", b"M\xfcller"), "not UTF-8"),
    "Latin-1 XML": (lambda: CCDA.replace(b"None.", b"Ung\xfcltig."), "not UTF-8"),
    "UTF-16": (lambda: WHOLE.decode().encode("utf-16"), "not UTF-8"),
    "UTF-16 without its mark": (lambda: WHOLE.decode().encode("utf-16-le"), "not UTF-8"),
    "UTF-32": (lambda: CCDA.decode().encode("utf-32"), "not UTF-8"),
    "half a surrogate": (lambda: WHOLE.replace(b"Newcomer", rb"New\ud83d"), "half of one"),
    "a NUL": (lambda: WHOLE.replace(b"Newcomer", rb"New\u0000"), "NUL"),
    "a resource over 48 MiB": (
        lambda: b'{"resourceType":"Binary","data":"' + b"A" * (limits.MAX_RESOURCE + 100_000) + b'"}',
        "larger than 48 MiB",
    ),
    "101 levels": (lambda: nested(100), "nested more than 100 levels"),
    "a nested bomb": (lambda: b'{"resourceType":"Bundle","entry":[{"resource":' * 60_000, "nested"),
    "a nested XML bomb": (lambda: b'<ClinicalDocument xmlns="urn:hl7-org:v3">' + b"<a>" * 60_000, "nested"),
    "a billion laughs": (lambda: LAUGHS, "document type (DTD)"),
    "an external entity": (
        lambda: b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><ClinicalDocument>&a;</ClinicalDocument>',
        "document type (DTD)",
    ),
    "FHIR STU3 by its elements": (lambda: stated(context={"reference": "Encounter/1"}), "STU3"),
    "FHIR STU3 by its status": (
        lambda: as_json({"resourceType": "Condition", "clinicalStatus": "active"}),
        "another version of FHIR",
    ),
    "FHIR R5 by its elements": (
        lambda: as_json({"resourceType": "MedicationRequest", "status": "active", "medication": {"concept": {}}}),
        "another version of FHIR",
    ),
    "FHIR R5 by its profile": (
        lambda: stated(meta={"profile": ["http://hl7.org/fhir/5.0/StructureDefinition/Observation"]}),
        "FHIR 5.0, not R4",
    ),
    "DSTU2": (lambda: as_json({"resourceType": "MedicationOrder"}), "a type that FHIR R4 does not have"),
    "a type of nobody's": (lambda: as_json({"resourceType": "Spaceship"}), "a type that FHIR R4 does not have"),
    "JSON of another kind": (lambda: b'{"menu": {"id": "file"}}', "no FHIR resource"),
    "a list": (lambda: b"[]", "neither FHIR JSON nor C-CDA XML"),
    "FHIR in XML": (lambda: b'<Patient xmlns="http://hl7.org/fhir"><id value="p"/></Patient>', "no C-CDA"),
    "a web page": (lambda: b"<html><body><p>Sign in</p></body></html>", "no C-CDA"),
    "a C-CDA in no namespace": (lambda: CCDA.replace(b' xmlns="urn:hl7-org:v3"', b""), "no C-CDA"),
    "a PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not UTF-8"),
    "two documents in one": (lambda: WHOLE + WHOLE, "more than one document"),
    "ndjson with a broken line": (lambda: as_json(PATIENT) + b"\n" + as_json(PATIENT)[:-9] + b"\n", "line 2"),
    "one element twice": (lambda: b'{"resourceType":"Patient","id":"a","id":"b"}', "the same element twice"),
    "a number without end": (lambda: stated(valueInteger=0).replace(b"0}", b"9" * 500 + b"}"), "no measurement"),
    "infinity": (lambda: stated(valueQuantity={"value": float("inf")}), "NaN or Infinity"),
}  # fmt: skip


@pytest.fixture(scope="module")
def session(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    clinic = make_clinic(tmp_path_factory.mktemp("bad"), roles=())
    session = Session(clinic.open())
    take_in(session, plan_import(session, [("here.json", WHOLE)]))
    yield session
    clinic.close()


def imported(session: Session, *files: Path | tuple[str, bytes], stand_in: PatientId | None = None) -> list[FileReport]:
    return list(take_in(session, plan_import(session, files, stand_in)))


@pytest.mark.parametrize("name", BAD)
def test_that_a_bad_file_is_one_sentence_and_touches_no_chart(session: Session, name: str) -> None:
    content, sentence = BAD[name]
    before, records = told(session), session.vault.file.count()
    (report,) = imported(session, ("bad", content()))
    ((where, why),) = report.refused
    assert where == "bad"
    assert sentence in why
    assert why.endswith(".")
    assert "\n" not in why
    assert (report.taken, report.kept_as_text, report.left_out) == ({}, {}, {})
    assert told(session) == before
    assert session.vault.file.count() == records


def test_that_a_file_over_256_mib_is_one_sentence(session: Session, tmp_path: Path) -> None:
    with (tmp_path / "large.json").open("wb") as large:
        large.truncate(limits.MAX_FILE + 1)
    (report,) = imported(session, tmp_path / "large.json")
    assert report.refused[0][1].startswith("The file is larger than 256 MiB.")


def test_that_an_unknown_unit_stands_as_it_was_written_and_is_told(session: Session) -> None:
    strange = {"value": 3, "unit": "blorps", "system": "http://unitsofmeasure.org", "code": "blorps"}
    content = stated(subject={"reference": "#p"}, contained=[PATIENT], code={"text": "Mood"}, valueQuantity=strange)
    told_of, _ = imported(session, ("unit.json", content), ("other.json", as_json(PATIENT)))
    assert told_of.taken == {"LabResult": 1}
    assert told_of.findings == (("Observation/o", UNKNOWN_UNIT),)
    (series,) = [one for chart in session.charts() for one in chart.series if one.name == "Mood"]
    assert (series.unit, str(series.points[0].value)) == ("blorps", "3")


def test_that_a_resource_that_names_two_patients_is_refused_alone(session: Session) -> None:
    appointment = {
        "resourceType": "Appointment",
        "id": "a",
        "status": "booked",
        "participant": [
            {"actor": {"reference": "Patient/q"}, "status": "accepted"},
            {"actor": {"reference": "Patient/r"}},
        ],
    }
    people = [{**PATIENT, "id": name, "name": [{"family": f"Family {name}"}]} for name in ("q", "r")]
    entries = [{"resource": one} for one in [*people, appointment]]
    (report,) = imported(
        session, ("two.json", as_json({"resourceType": "Bundle", "type": "collection", "entry": entries}))
    )
    assert report.refused == (("entry 3: Appointment/a", TWO_PATIENTS),)
    assert report.taken == {"Registration": 2}


def test_that_a_patient_other_than_the_one_chosen_is_refused(session: Session) -> None:
    chosen = next(row.id for row in session.caseload() if row.family == "Rivera")
    before = told(session)
    stranger = as_json({**PATIENT, "id": "stranger", "name": [{"family": "Stranger"}]})
    condition = as_json(
        {"resourceType": "Condition", "id": "c", "code": {"text": "Fear"}, "subject": {"reference": "Patient/stranger"}}
    )
    who, what = imported(session, ("who.json", stranger), ("what.json", condition), stand_in=chosen)
    assert who.refused == (("Patient/stranger", SOMEBODY_ELSE),)
    assert len(what.refused) == 1
    assert told(session) == before


def test_that_a_patient_who_is_nowhere_is_refused_in_a_sentence_with_the_next_step(session: Session) -> None:
    (report,) = imported(session, ("o.json", stated(code={"text": "x"}, subject={"reference": "Patient/nowhere"})))
    assert report.refused == (("Observation/o", NOT_HERE),)
