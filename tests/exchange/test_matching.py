"""Who is it: by identifier; without one only unchanged, or by id with all names and the birth date; else a question."""

import json

import pytest

from careboard.clinical.person import DetailsChange, Registration
from careboard.clinical.values import PatientId
from careboard.exchange.facts import Plan
from careboard.exchange.matching import ALIKE, OTHER_NAME, SOMEBODY_ELSE, TWO_PEOPLE
from careboard.exchange.refusals import NoSuchPatient
from tests.exchange.deliveries import HOSPITAL, Charts, JsonObject, bundle, delivered, file, person, problem

CLINIC = "http://clinic.example/id"


def kinds(plan: Plan) -> list[list[str]]:
    """The contents that each person is to get."""
    return [[type(one.content).__name__ for one in found.incoming] for found in plan.people]


def texts(plan: Plan) -> list[str]:
    return [text for report in plan.reports for _, text in (*report.refused, *report.findings)]


@pytest.fixture
def charts() -> Charts:
    return Charts()


def with_identifiers(number: str, *identifiers: tuple[str, str], family: str = "Rivera") -> JsonObject:
    return person(number, family=family) | {"identifier": [{"system": s, "value": v} for s, v in identifiers]}


def test_that_somebody_new_is_registered(charts: Charts) -> None:
    assert kinds(charts.import_(person(mrn="1"))) == [["Registration"]]
    assert [known.registration.name.family for known in charts.known] == ["Rivera"]


def test_that_the_same_resource_again_adds_nothing(charts: Charts) -> None:
    for patient in (person(mrn="1"), person("no-identifier"), {"resourceType": "Patient"}):
        charts.import_(patient)
        again = charts.import_(patient)
        assert again.people == ()
        assert again.reports[0].taken == {"Registration": 1}


def test_that_an_identifier_makes_two_resources_one_person(charts: Charts) -> None:
    charts.import_(person("a", mrn="1"))
    plan = charts.import_(person("b", mrn="1", family="Rivera-Cruz"))
    assert kinds(plan) == [["DetailsChange"]]
    assert plan.people[0].patient == charts.known[0].patient
    assert plan.reports[0].taken == {"DetailsChange": 1}
    assert charts.known[0].registration.name.family == "Rivera-Cruz"


def test_that_a_changed_name_is_told(charts: Charts) -> None:
    charts.import_(person(mrn="1"))
    assert texts(charts.import_(person(mrn="1", given="May"))) == ["Changes the name of a patient who is already here."]


def test_that_the_same_value_of_another_system_is_another_person(charts: Charts) -> None:
    charts.import_(with_identifiers("a", (HOSPITAL, "1")))
    assert kinds(charts.import_(with_identifiers("b", (CLINIC, "1"), family="Okafor"))) == [["Registration"]]


def test_that_an_identifier_without_a_system_matches_nobody(charts: Charts) -> None:
    charts.import_(with_identifiers("a", ("", "1")))
    assert kinds(charts.import_(with_identifiers("b", ("", "1"), family="Okafor"))) == [["Registration"]]


def test_that_without_identifier_the_id_with_all_names_and_the_birth_date_is_the_same_person(charts: Charts) -> None:
    charts.import_(person("a"))
    assert kinds(charts.import_(person("a", active=True))) == []
    assert len(charts.known) == 1


@pytest.mark.parametrize(
    "other",
    [
        person("b"),
        person("a", family="Okafor"),
        person("a", given="May"),
        person("a", given="Maya Luz"),
        person("a", birthDate="2007-02-04"),
    ],
)
def test_that_without_identifier_less_than_all_of_these_is_somebody_new(charts: Charts, other: JsonObject) -> None:
    charts.import_(person("a"))
    assert kinds(charts.import_(other)) == [["Registration"]]
    assert len(charts.known) == 2


def test_that_an_id_without_names_is_not_enough(charts: Charts) -> None:
    charts.import_({"resourceType": "Patient", "id": "a"})
    assert kinds(charts.import_({"resourceType": "Patient", "id": "a", "active": True})) == [["Registration"]]


def test_that_names_without_an_id_are_not_enough(charts: Charts) -> None:
    nameless = {key: value for key, value in person().items() if key != "id"}
    charts.import_(nameless)
    assert kinds(charts.import_(nameless)) == []
    assert kinds(charts.import_(nameless | {"active": True})) == [["Registration"]]


@pytest.mark.parametrize(
    "other",
    [
        person("b", mrn="2"),
        person("b"),
        person("b", family="RIVERA", given=" maya"),
        person("b", given="Maya Luz"),
        person("b", name=[{"family": "Rivera", "given": ["Maya", "Luz"]}]),
    ],
)
def test_that_names_and_birth_date_alone_are_a_question(charts: Charts, other: JsonObject) -> None:
    charts.import_(person("a", mrn="1"))
    plan = charts.import_(other)
    assert kinds(plan) == [["Registration"]]
    assert texts(plan) == [ALIKE]


def test_that_the_question_is_asked_within_a_delivery_too() -> None:
    plan = delivered(person("a", mrn="1"), person("b", mrn="2"))
    assert len(plan.people) == 2
    assert texts(plan) == [ALIKE]


def test_that_choosing_the_patient_answers_the_question(charts: Charts) -> None:
    charts.import_(person("a", mrn="1"))
    chosen = charts.known[0].patient
    plan = charts.import_(bundle(person("b", mrn="2"), problem("c", "Patient/b")), stand_in=chosen)
    assert kinds(plan) == [["DetailsChange", "Diagnosis"]]
    assert [one.value for one in charts.known[0].registration.identifiers] == ["1", "2"]


def test_that_an_identifier_under_another_name_and_birth_date_is_told(charts: Charts) -> None:
    charts.import_(person("a", mrn="1"))
    plan = charts.import_(person("b", mrn="1", family="Okafor", birthDate="1990-01-01"))
    assert OTHER_NAME in texts(plan)


def test_that_a_patient_with_the_identifiers_of_two_is_refused_with_all_facts(charts: Charts) -> None:
    charts.import_(person("a", mrn="1"))
    charts.import_(person("b", mrn="2", family="Okafor"))
    both = with_identifiers("c", (HOSPITAL, "1"), (HOSPITAL, "2"))
    plan = charts.import_(bundle(both, problem("x", "Patient/c")))
    assert plan.people == ()
    assert texts(plan)[0] == TWO_PEOPLE
    assert len(plan.reports[0].refused) == 2


def test_that_the_patient_twice_in_a_delivery_is_registered_and_then_changed() -> None:
    plan = delivered(person("a", mrn="1"), person("a", mrn="1", family="Rivera-Cruz"), person("a", mrn="1"))
    (found,) = plan.people
    first, second = found.incoming
    assert isinstance(first.content, Registration)
    assert isinstance(second.content, DetailsChange)
    assert [report.taken for report in plan.reports] == [{"Registration": 1}, {"DetailsChange": 1}, {"Registration": 1}]


def test_that_the_versions_of_a_patient_in_a_history_are_one_person_whatever_has_changed() -> None:
    old = person("a", meta={"versionId": "1"})
    new = person("a", family="Okafor", birthDate="1990-01-01", meta={"versionId": "2"})
    (found,) = delivered(bundle(new, old, base="http://a.example", kind="history")).people
    assert [type(one.content).__name__ for one in found.incoming] == ["Registration", "DetailsChange"]
    assert isinstance(found.incoming[1].content, DetailsChange)
    assert found.incoming[1].content.now.name.family == "Okafor"


def test_that_no_identifier_and_nothing_unstated_is_lost_by_a_change(charts: Charts) -> None:
    charts.import_(with_identifiers("a", (HOSPITAL, "1"), (CLINIC, "9")))
    charts.import_(with_identifiers("a", (HOSPITAL, "1"), family="Okafor"))
    registration = charts.known[0].registration
    assert {(one.system, one.value) for one in registration.identifiers} == {(HOSPITAL, "1"), (CLINIC, "9")}
    nameless = {"resourceType": "Patient", "identifier": [{"system": CLINIC, "value": "9"}]}
    assert charts.import_(nameless).people == ()
    assert charts.known[0].registration == registration


def test_that_a_less_exact_birth_date_does_not_replace_the_exact_one(charts: Charts) -> None:
    charts.import_(person(mrn="1"))
    assert charts.import_(person(mrn="1", birthDate="2007")).people == ()


def test_that_a_contact_that_changed_follows_and_one_that_did_not_stays(charts: Charts) -> None:
    def with_contacts(*names: str) -> JsonObject:
        return person("a", mrn="1", contact=[{"name": {"text": name}} for name in names])

    assert kinds(charts.import_(with_contacts("Ana", "Bo"))) == [["Registration", "Contact", "Contact"]]
    (patient,) = charts.entries
    bo = charts.entries[patient][2]
    plan = charts.import_(with_contacts("Cy", "Ana"))
    assert kinds(plan) == [["Contact"]]
    assert plan.people[0].incoming[0].follows == bo.id


def test_that_a_stranger_to_this_vault_cannot_be_chosen() -> None:
    with pytest.raises(NoSuchPatient):
        delivered(person(), stand_in=PatientId("f" * 64))


def test_that_a_patient_other_than_the_chosen_one_is_refused(charts: Charts) -> None:
    charts.import_(person("a", mrn="1"))
    charts.import_(person("b", mrn="2", family="Okafor"))
    chosen = charts.known[0].patient
    for other in (person("b", mrn="2", family="Okafor"), person("new", mrn="3", family="Chen")):
        plan = charts.import_(bundle(other, problem("x", f"Patient/{other['id']}")), stand_in=chosen)
        assert plan.people == ()
        assert texts(plan)[0] == SOMEBODY_ELSE
        assert len(plan.reports[0].refused) == 2


def test_that_nobody_is_matched_by_a_bare_id(charts: Charts) -> None:
    charts.import_(person("a", mrn="1"))
    assert charts.import_(problem("x", "Patient/a")).people == ()


def test_that_two_files_with_the_same_bytes_are_one_person() -> None:
    content = json.dumps(person("a")).encode()
    assert len(delivered(("one", content), ("two", content), file(person("a"))).people) == 1
