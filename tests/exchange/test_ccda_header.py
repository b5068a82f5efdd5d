"""The header of a C-CDA: who the patient is, and who belongs to the patient."""

from careboard.clinical.paper import Document
from careboard.clinical.person import Contact, ContactSystem, HumanName, Registration, Sex
from careboard.clinical.values import NOT_RECORDED, Identifier
from careboard.exchange.ccda_in import read_ccda
from tests.exchange.ccda_documents import PATIENT, ZONE, ccda


def registered(patient: str, header: str = "") -> tuple[Registration, list[Contact]]:
    first, *others = read_ccda(ccda(patient=patient, header=header), ZONE)[0].reading.contents
    assert isinstance(first, Registration)
    return first, [one for one in others if isinstance(one, Contact)]


def patient(inside: str, role: str = "") -> str:
    return f"<recordTarget><patientRole>{role}<patient>{inside}</patient></patientRole></recordTarget>"


def test_that_a_person_is_registered_with_every_part_of_the_name() -> None:
    found, _ = registered(
        patient(
            '<name use="P"><given>May</given></name>'
            '<name use="L"><prefix>Ms.</prefix><given>Maya</given><given>Luz</given>'
            '<given qualifier="CL">Mayita</given><family>Rivera</family><family qualifier="BR">Soto</family></name>'
            '<administrativeGenderCode code="F"/><birthTime value="20070203054500"/>'
        )
    )
    assert found.name == HumanName("Rivera", ("Maya", "Luz"), prefix="Ms.", use="usual")
    assert (found.preferred_name, found.sex) == ("Mayita", Sex.FEMALE)
    assert [name.text for name in found.other_names] == ["May"]
    assert found.birth_date is not None
    assert found.birth_date.iso == "2007-02-03"


def test_that_ids_keep_the_system_that_gave_them() -> None:
    ids = (
        '<id root="2.16.840.1.113883.19.5" extension="A-1"/><id root="2.16.840.1.113883.4.1" extension="111-00-1234"/>'
        '<id root="36E3E930-7b14-11db-9fe1-0800200c9a66"/><id root="2.16.840.1.113883.19.5"/><id nullFlavor="NI"/>'
    )
    found, _ = registered(patient("<name><family>Rivera</family></name>", ids))
    assert found.identifiers == (
        Identifier("A-1", "urn:oid:2.16.840.1.113883.19.5"),
        Identifier("111-00-1234", "http://hl7.org/fhir/sid/us-ssn"),
        Identifier("urn:uuid:36e3e930-7b14-11db-9fe1-0800200c9a66", "urn:ietf:rfc:3986"),
    )


def test_that_a_person_of_whom_nothing_is_known_is_registered_as_not_recorded() -> None:
    found, _ = registered(
        patient('<name nullFlavor="UNK"/><administrativeGenderCode nullFlavor="UNK"/><birthTime nullFlavor="UNK"/>')
    )
    assert (found.name.text, found.sex, found.birth_date) == (NOT_RECORDED, Sex.UNKNOWN, None)


def test_that_numbers_addresses_languages_and_death_are_kept() -> None:
    role = (
        '<addr use="HP"><streetAddressLine>17 Daws Rd.</streetAddressLine><city>Blue Bell</city></addr>'
        '<addr nullFlavor="UNK"/><telecom nullFlavor="NI"/>'
        '<telecom value="tel:+1(301)555-0142" use="MC"/><telecom value="mailto:maya@example.org"/>'
    )
    inside = (
        '<name><family>Rivera</family></name><sdtc:deceasedInd value="true"/><sdtc:deceasedTime value="2026"/>'
        '<maritalStatusCode code="W" codeSystem="2.16.840.1.113883.5.2"/>'
        '<languageCommunication><languageCode code="en"/></languageCommunication>'
        '<languageCommunication><languageCode code="es"/><preferenceInd value="true"/></languageCommunication>'
    )
    found, _ = registered(patient(inside, role))
    assert [(one.system, one.value, one.use) for one in found.telecom] == [
        (ContactSystem.PHONE, "+1(301)555-0142", "mobile"),
        (ContactSystem.EMAIL, "maya@example.org", ""),
    ]
    assert [one.city for one in found.addresses] == ["Blue Bell"]
    assert [one.text for one in found.languages] == ["es", "en"]
    assert found.marital_status is not None
    assert found.marital_status.text == "Widowed"
    assert (found.deceased, found.deceased_at and found.deceased_at.iso) == (True, "2026")


def test_that_only_the_patient_s_own_people_become_contacts() -> None:
    def participant(kind: str, name: str) -> str:
        person = f"<associatedPerson><name>{name}</name></associatedPerson>"
        entity = f'<associatedEntity classCode="{kind}">{person}</associatedEntity>'
        return f'<participant typeCode="IND">{entity}</participant>'

    _, found = registered(PATIENT, participant("ECON", "Luz Rivera") + participant("PAYOR", "Ann Claims"))
    assert [(one.name, one.emergency, one.relationship and one.relationship.text) for one in found] == [
        ("Luz Rivera", True, "Emergency contact")
    ]


def test_that_what_a_registration_cannot_hold_is_kept_in_words() -> None:
    inside = (
        "<name><family>Rivera</family></name>"
        '<religiousAffiliationCode code="1041" displayName="Roman Catholic"/>'
        '<raceCode code="2054-5" displayName="Black or African American"/><sdtc:raceCode displayName="Jamaican"/>'
        '<raceCode nullFlavor="UNK"/><ethnicGroupCode code="2186-5" displayName="Not Hispanic or Latino"/>'
        "<birthplace><place><addr><city>Ponce</city><state>PR</state></addr></place></birthplace>"
        '<languageCommunication><languageCode code="es"/><modeCode code="ESP" displayName="Expressed spoken"/>'
        '<proficiencyLevelCode code="G" displayName="Good"/></languageCommunication>'
    )
    _, kept, *_ = read_ccda(ccda(patient=patient(inside)), ZONE)[0].reading.contents
    assert isinstance(kept, Document)
    assert kept.text.splitlines() == [
        "Race: Black or African American, Jamaican",
        "Ethnicity: Not Hispanic or Latino",
        "Religion: Roman Catholic",
        "Birthplace: Ponce, PR",
        "Language es: Expressed spoken, Good",
    ]
