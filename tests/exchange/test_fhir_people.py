"""Patients and the people around them: whoever is registered is the person the source names, or nobody."""

import pytest

from careboard.clinical.paper import Document
from careboard.clinical.person import Contact, ContactSystem, HumanName, Registration, Sex
from careboard.exchange.facts import Fate
from tests.exchange.fhir import concept, content, example, iso, read


def patient(**changes: object) -> Registration:
    return content(Registration, example("Patient", **changes))


def test_that_a_patient_is_registered_with_all_that_identifies_the_person() -> None:
    maya = patient()
    assert maya.name == HumanName("Rivera", ("Maya", "Ana"), prefix="Ms", use="official")
    assert iso(maya.birth_date) == "2004-03-14"
    assert (maya.sex, maya.birth_sex) == (Sex.FEMALE, Sex.FEMALE)
    assert [(one.value, one.system) for one in maya.identifiers] == [("004-1187", "urn:example:mrn")]
    assert [one.text for one in maya.languages] == ["Spanish"]
    assert maya.telecom[0].value == "555-0117"
    assert maya.addresses[0].lines == ("12 Alder Street",)
    assert maya.deceased is False


def test_that_the_official_name_stands_first_and_no_other_name_is_lost() -> None:
    maiden, usual = {"use": "maiden", "family": "Ortiz"}, {"use": "usual", "given": ["May"]}
    maya = patient(name=[maiden, usual, {"use": "official", "family": "Rivera", "given": ["Maya"]}])
    assert maya.name.family == "Rivera"
    assert maya.preferred_name == "May"
    assert [name.use for name in maya.other_names] == ["usual", "maiden"]


@pytest.mark.parametrize("name", [None, [{"use": "usual"}], [{"period": {"start": "2020"}}]])
def test_that_a_patient_without_a_name_is_registered_as_not_recorded(name: object) -> None:
    assert patient(name=name).name == HumanName(text="Not recorded")


def test_that_a_name_written_in_one_piece_stays_as_it_is() -> None:
    assert patient(name=[{"text": "张无忌"}]).name == HumanName(text="张无忌")


@pytest.mark.parametrize("written", ["1944", "1944-11", "1944-11-17"])
def test_that_a_birth_date_is_never_made_more_exact(written: str) -> None:
    assert iso(patient(birthDate=written).birth_date) == written


def test_that_a_time_of_death_says_that_the_person_died() -> None:
    died = patient(deceasedBoolean=None, deceasedDateTime="2015-02-14T13:42:00+10:00")
    assert died.deceased is True
    assert iso(died.deceased_at) == "2015-02-14T03:42:00Z"


def test_that_pronouns_gender_identity_and_the_need_of_an_interpreter_are_read() -> None:
    def told(name: str, word: str) -> dict[str, object]:
        return {"url": f"urn:x/{name}", "extension": [{"url": "value", "valueCodeableConcept": concept(word)}]}

    interpreter = {"url": "urn:x/patient-interpreterRequired", "valueBoolean": True}
    extensions = [told("individual-pronouns", "she/her"), told("individual-genderIdentity", "female"), interpreter]
    maya = patient(extension=extensions)
    assert (maya.pronouns, maya.gender_identity, maya.interpreter_needed) == ("she/her", "female", True)


def test_that_contacts_come_with_the_registration() -> None:
    emergency = concept("", "C", "http://terminology.hl7.org/CodeSystem/v2-0131", "Emergency Contact")
    reading = read(
        example(
            "Patient",
            contact=[
                {"relationship": [emergency, concept("mother")], "name": {"given": ["Ana"], "family": "Rivera"}},
                {"organization": {"display": "Cedar House"}, "gender": "female"},
            ],
        )
    )
    ana, house = [one for one in reading.contents if isinstance(one, Contact)]
    assert (ana.name, ana.emergency, ana.may_be_told) == ("Ana Rivera", True, "")
    assert ana.relationship is not None
    assert ana.relationship.text == "Emergency Contact; mother"
    assert house.name == "Cedar House"
    assert "female" in house.note


def test_that_what_a_registration_cannot_hold_goes_with_it_as_a_document() -> None:
    race = {"url": "http://example.org/us-core-race", "extension": [{"url": "text", "valueString": "White"}]}
    reading = read(example("Patient", extension=[race], managingOrganization={"display": "Cedar House"}))
    further = [one for one in reading.contents if isinstance(one, Document)]
    assert "White" in further[0].text
    assert "Cedar House" in further[0].text
    assert not [one for one in read(example("Patient")).contents if isinstance(one, Document)]


def test_that_a_record_no_longer_in_use_and_a_linked_one_are_findings() -> None:
    reading = read(
        example("Patient", active=False, link=[{"type": "replaced-by", "other": {"reference": "Patient/2"}}])
    )
    assert "no longer in use" in reading.findings[0]
    assert "linked" in reading.findings[1]


@pytest.mark.parametrize("wrong", [{"name": "Maya"}, {"birthDate": "17 November"}, {"identifier": {"value": "1"}}])
def test_that_nobody_is_registered_under_a_name_date_or_number_that_cannot_be_read(wrong: dict[str, object]) -> None:
    reading = read(example("Patient", **wrong))
    assert reading.fate is Fate.REFUSED
    assert reading.refused.startswith("The Patient cannot be registered. Patient.")


def test_that_a_side_matter_that_cannot_be_read_leaves_a_finding_and_the_person_is_registered() -> None:
    reading = read(example("Patient", gender="M", maritalStatus="married", contact=[{"name": "Ana"}]))
    maya = reading.contents[0]
    assert isinstance(maya, Registration)
    assert (maya.sex, maya.marital_status) == (None, None)
    assert len(reading.findings) == 3


def test_that_a_kind_of_number_which_r4_does_not_have_is_kept_as_other() -> None:
    reading = read(example("Patient", telecom=[{"system": "telegram", "value": "@maya"}]))
    maya = reading.contents[0]
    assert isinstance(maya, Registration)
    assert maya.telecom[0].system is ContactSystem.OTHER
    assert reading.findings


def test_that_a_related_person_is_a_contact_who_may_be_told_nothing() -> None:
    guardian = concept("guardian", "GUARD")
    ana = content(Contact, example("RelatedPerson", relationship=[guardian], active=False, birthDate="1970"))
    assert (ana.name, ana.guardian, ana.active, ana.may_be_told) == ("Ana Rivera", True, False, "")
    assert "1970" in ana.note
    assert read(example("RelatedPerson")).at.iso == "2020"
