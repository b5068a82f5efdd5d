"""One delivery: each fact to its own chart, each resource counted once, each refusal a sentence."""

import json
from datetime import tzinfo

import pytest

from careboard.clinical.condition import Diagnosis
from careboard.clinical.person import Registration
from careboard.exchange.delivery import plan as planned
from careboard.exchange.delivery import read_delivery
from careboard.exchange.facts import LookUp, Plan, Reading, Resource
from careboard.exchange.files import read_file
from careboard.exchange.matching import SOMEBODY_ELSE
from careboard.exchange.readers import Readers
from careboard.exchange.refusals import Cancelled
from careboard.exchange.whose import (
    NO_PERSON,
    NOBODY_NAMED,
    NOT_HERE,
    PATIENT_REFUSED,
    SEVERAL_NOT_HERE,
    TWO_PATIENTS,
)
from tests.exchange.deliveries import (
    DATA,
    HOSPITAL,
    READERS,
    ZONE,
    Charts,
    JsonObject,
    bundle,
    counts,
    delivered,
    file,
    person,
    problem,
)

A = "http://a.example/fhir"
MAYA, SAM = person("maya", mrn="1"), person("sam", mrn="2", family="Okafor", given="Sam")


def problems(plan: Plan) -> dict[str, list[str]]:
    """The problems that each person is to get: by id, and by family name for the newly registered."""
    found: dict[str, list[str]] = {}
    for one in plan.people:
        first = one.incoming[0].content
        name = one.patient or (first.name.family if isinstance(first, Registration) else "nobody")
        found[name] = [each.content.code.text for each in one.incoming if isinstance(each.content, Diagnosis)]
    return found


def refusals(plan: Plan) -> list[str]:
    return [why for report in plan.reports for _, why in report.refused]


def findings(plan: Plan) -> list[str]:
    return [text for report in plan.reports for _, text in report.findings]


@pytest.fixture
def charts() -> Charts:
    """Maya and Sam are here."""
    charts = Charts()
    charts.import_(MAYA)
    charts.import_(SAM)
    return charts


def test_that_each_fact_of_a_bundle_goes_to_its_own_patient() -> None:
    plan = delivered(
        bundle(
            problem("1", "Patient/sam", "a"),
            MAYA,
            SAM,
            problem("2", "Patient/maya", "b"),
            problem("3", f"{A}/Patient/sam", "c"),
            base=A,
        )
    )
    assert problems(plan) == {"Rivera": ["b"], "Okafor": ["a", "c"]}
    assert plan.reports[0].taken == {"Diagnosis": 3, "Registration": 2}


def test_that_files_given_together_are_one_delivery() -> None:
    plan = delivered(problem("1", "Patient/maya/_history/4"), file(problem("2", "Patient/maya"), MAYA))
    assert problems(plan) == {"Rivera": ["Anorexia nervosa"] * 2}
    assert [report.taken for report in plan.reports] == [{"Diagnosis": 1}, {"Diagnosis": 1, "Registration": 1}]


@pytest.mark.parametrize(
    "subject",
    [
        {"identifier": {"system": HOSPITAL, "value": "1"}},
        {"reference": "Patient/elsewhere", "identifier": {"system": HOSPITAL, "value": "1"}},
        {"reference": f"Patient?identifier={HOSPITAL}|1"},
    ],
)
def test_that_a_logical_reference_finds_who_is_here(charts: Charts, subject: JsonObject) -> None:
    maya = charts.known[0].patient
    assert problems(charts.import_(problem("1", subject))) == {maya: ["Anorexia nervosa"]}


def test_that_a_contained_patient_finds_who_is_here_and_is_nobody_new(charts: Charts) -> None:
    maya = charts.known[0].patient
    assert problems(charts.import_(problem("1", "#m", contained=[MAYA | {"id": "m"}]))) == {maya: ["Anorexia nervosa"]}
    stranger = problem("2", "#m", contained=[person("m", mrn="3", family="Chen")])
    assert refusals(charts.import_(stranger)) == [NOT_HERE]
    assert len(charts.known) == 2


@pytest.mark.parametrize(
    "subject", ["Patient/x", "urn:uuid:x", f"{A}/Patient/x", {"display": "Maya Rivera"}, {"reference": ""}, "#nobody"]
)
def test_that_a_patient_who_is_nowhere_is_one_refusal(charts: Charts, subject: str | JsonObject) -> None:
    plan = charts.import_(problem("1", subject))
    assert plan.people == ()
    assert plan.reports[0].refused == (("Condition/1", NOT_HERE),)
    maya = charts.known[0].patient
    assert problems(charts.import_(problem("1", subject), stand_in=maya)) == {maya: ["Anorexia nervosa"]}


def test_that_the_chosen_patient_stands_only_for_one(charts: Charts) -> None:
    maya = charts.known[0].patient
    plan = charts.import_(problem("1", "Patient/x"), problem("2", "Patient/y"), stand_in=maya)
    assert plan.people == ()
    assert refusals(plan) == [SEVERAL_NOT_HERE] * 2
    same = bundle(problem("1", "Patient/x"), problem("2", f"{A}/Patient/x/_history/1"), base=A)
    assert problems(charts.import_(same, stand_in=maya)) == {maya: ["Anorexia nervosa"] * 2}


def test_that_a_reference_to_somebody_other_than_the_chosen_patient_is_refused(charts: Charts) -> None:
    maya = charts.known[0].patient
    sams = problem("1", {"identifier": {"system": HOSPITAL, "value": "2"}})
    plan = charts.import_(sams, problem("2", "Patient/x"), stand_in=maya)
    assert refusals(plan) == [SOMEBODY_ELSE]
    assert problems(plan) == {maya: ["Anorexia nervosa"]}


@pytest.mark.parametrize(
    "named",
    [
        {"subject": {"reference": "Patient/maya"}, "patient": {"reference": "Patient/sam"}},
        {"subject": [{"reference": "Patient/maya"}, {"reference": "Patient/sam"}]},
        {"subject": [{"reference": "Patient/maya"}, {"reference": "Patient/unknown"}]},
        {"subject": {"reference": "Patient/maya", "identifier": {"system": HOSPITAL, "value": "2"}}},
        {"subject": {"reference": "Patient/maya"}, "context": {"sourcePatientInfo": {"reference": "Patient/sam"}}},
    ],
)
def test_that_a_resource_that_names_two_patients_is_refused(named: JsonObject) -> None:
    two = {"resourceType": "DocumentReference", "id": "d", **named}
    plan = delivered(bundle(MAYA, SAM, two))
    assert plan.reports[0].refused == (("entry 3: DocumentReference/d", TWO_PATIENTS),)
    assert problems(plan) == {"Rivera": [], "Okafor": []}


def test_that_one_reference_for_two_people_of_a_delivery_is_refused() -> None:
    plan = delivered(person("x", mrn="1"), person("x", mrn="2", family="Okafor"), problem("1", "Patient/x"))
    assert refusals(plan) == [TWO_PATIENTS]


@pytest.mark.parametrize("subject", ["Group/g", "Device/d", "Location/l", {"type": "Group", "display": "Ward 3"}])
def test_that_a_group_a_device_and_a_place_need_a_chosen_patient(charts: Charts, subject: str | JsonObject) -> None:
    assert refusals(charts.import_(problem("1", subject))) == [NO_PERSON]
    maya = charts.known[0].patient
    assert problems(charts.import_(problem("1", subject), stand_in=maya)) == {maya: ["Anorexia nervosa"]}


def test_that_what_names_no_patient_by_its_nature_is_left_out_unless_one_is_chosen(charts: Charts) -> None:
    visit = {"resourceType": "Appointment", "id": "a", "status": "booked", "description": "Family session"}
    plan = charts.import_(visit)
    assert (plan.reports[0].left_out, plan.reports[0].findings) == ({"Appointment": 1}, ())
    maya = charts.known[0].patient
    assert charts.import_(visit, stand_in=maya).reports[0].kept_as_text == {"Appointment": 1}


def test_that_a_fact_that_names_nobody_is_left_out_and_that_is_told(charts: Charts) -> None:
    plan = charts.import_(problem("1", None))
    assert plan.reports[0].left_out == {"Condition": 1}
    assert findings(plan) == [NOBODY_NAMED]
    maya = charts.known[0].patient
    assert problems(charts.import_(problem("1", None), stand_in=maya)) == {maya: ["Anorexia nervosa"]}


def test_that_a_fact_without_subject_belongs_to_the_patient_of_its_encounter() -> None:
    visit = {"resourceType": "Encounter", "id": "e", "subject": {"reference": "Patient/maya"}}
    plan = delivered(bundle(MAYA, visit, problem("1", None, encounter={"reference": "Encounter/e"})))
    assert problems(plan) == {"Rivera": ["Anorexia nervosa"]}


def test_that_a_result_without_subject_belongs_to_the_patient_of_its_report() -> None:
    report = {
        "resourceType": "DiagnosticReport",
        "id": "r",
        "subject": {"reference": "Patient/maya"},
        "result": [{"reference": "Observation/o"}],
    }
    plan = delivered(bundle(MAYA, report, {"resourceType": "Observation", "id": "o"}))
    assert plan.reports[0].taken == {"LabResult": 1, "Registration": 1}


def test_that_context_is_left_out_and_serves_for_names() -> None:
    doctor = {"resourceType": "Practitioner", "id": "d", "name": [{"family": "Kim"}]}
    plan = delivered(bundle(MAYA, doctor, problem("1", "Patient/maya", asserter={"reference": "Practitioner/d"})))
    assert plan.reports[0].left_out == {"Practitioner": 1}
    assert plan.people[0].incoming[1].source.author == "Kim"


def test_that_a_refused_patient_takes_the_facts_along() -> None:
    def refusing(resource: Resource, look_up: LookUp, zone: tzinfo) -> Reading:
        return Reading(refused="No.") if resource["id"] == "maya" else READERS.resource(resource, look_up, zone)

    given = bundle(MAYA, SAM, problem("1", "Patient/maya"), problem("2", "Patient/sam"))
    plan = read_delivery([file(given)], [], None, ZONE, readers=Readers(refusing, READERS.ccda))
    assert refusals(plan) == ["No.", PATIENT_REFUSED]
    assert problems(plan) == {"Okafor": ["Anorexia nervosa"]}


def test_that_the_source_of_a_fact_tells_where_it_came_from() -> None:
    fact = problem("1", "Patient/maya", meta={"versionId": "3", "lastUpdated": "2026-09-01T10:00:00Z"})
    name, content = file(bundle(MAYA, fact, base=A))
    source = delivered((name, content)).people[0].incoming[1].source
    assert source.file_sha256 == read_file(name, content, ZONE, READERS.ccda).sha256
    assert (source.system, source.resource_type, source.resource_id) == (A, "Condition", "1")
    assert (source.version_id, source.last_updated, source.path) == (
        "3",
        "2026-09-01T10:00:00Z",
        "entry 2: Condition/1",
    )
    assert json.loads(source.resource) == fact


def test_that_a_refused_file_is_one_refusal_and_the_others_stand() -> None:
    plan = delivered(("bad.json", b'{"resourceType": "Spaceship"}'), bundle(MAYA, problem("1", "Patient/maya")))
    bad, good = plan.reports
    assert [where for where, _ in bad.refused] == ["bad.json"]
    assert (counts(bad), counts(good)) == (1, 2)
    assert problems(plan) == {"Rivera": ["Anorexia nervosa"]}


def test_that_a_bundle_of_none_gives_zeros() -> None:
    (report,) = delivered({"resourceType": "Bundle", "type": "batch"}).reports
    assert (report.taken, report.kept_as_text, report.left_out, report.refused, report.findings) == ({}, {}, {}, (), ())


def resources(document: object) -> list[JsonObject]:
    """Every resource of a document, Bundles opened: counted in the plainest way."""
    if not isinstance(document, dict):
        return []
    if document.get("resourceType") == "Bundle":
        return [inner for one in document.get("entry", []) for inner in resources(one.get("resource"))]
    return [document]


@pytest.mark.parametrize("name", ["hl7-references.json", "synthea-bundle.json"])
def test_that_the_counts_are_those_of_an_independent_count(name: str) -> None:
    content = (DATA / name).read_bytes()
    (report,) = delivered((name, content)).reports
    assert counts(report) == len(resources(json.loads(content)))


def test_that_the_references_of_hl7s_example_resolve_as_its_comments_say() -> None:
    plan = delivered(("x", (DATA / "hl7-references.json").read_bytes()))
    assert plan.reports[0].taken == {"DetailsChange": 1, "LabResult": 5, "Registration": 3}
    assert [where for where, _ in plan.reports[0].refused] == ["entry 6: Observation/14", "entry 7: Observation/14"]


def test_that_importing_again_adds_nothing(charts: Charts) -> None:
    whole = ("x", (DATA / "synthea-bundle.json").read_bytes())
    first = charts.import_(whole)
    before = charts.count()
    again = charts.import_(whole)
    assert charts.count() == before
    assert again.people == ()
    assert again.reports == first.reports


def test_that_planning_tells_how_far_it_is_and_stops_within_a_hundred_resources() -> None:
    told: list[tuple[int, int]] = []
    given = [file(MAYA, *(problem(str(n), "Patient/maya") for n in range(250)))]
    read_delivery(given, [], None, ZONE, lambda done, of: told.append((done, of)), readers=READERS)
    assert told == [(0, 0), (100, 251), (200, 251), (251, 251)]
    contents = [read_file(*given[0], ZONE, READERS.ccda)]
    with pytest.raises(Cancelled) as stopped:
        planned(contents, [], None, ZONE, cancelled=lambda: True, readers=READERS)
    assert stopped.value.told == "The import was stopped. No chart was changed."
