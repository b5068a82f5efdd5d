"""A C-CDA in a delivery: every part of it is about the patient of its header."""

from datetime import tzinfo

import pytest

from careboard.clinical.condition import Diagnosis
from careboard.clinical.person import HumanName, Registration
from careboard.clinical.values import Coded, Identifier, PatientId, When
from careboard.exchange.delivery import read_delivery
from careboard.exchange.facts import KnownPatient, Part, Plan, Reading
from careboard.exchange.matching import SOMEBODY_ELSE
from careboard.exchange.readers import Readers
from careboard.exchange.refusals import Stop
from careboard.exchange.whose import PATIENT_REFUSED
from tests.exchange.deliveries import HOSPITAL, READERS, ZONE, Charts, bundle, counts, file, person, problem

MAYA = Registration(HumanName("Rivera", ("Maya",)), When("2007-02-03"), identifiers=(Identifier("1", HOSPITAL),))
HEADER = Part("Header", "Patient", HOSPITAL, "1", "<recordTarget/>", Reading((MAYA,)))
ENTRY = Part("Problems, entry 1", "observation", "1.2.3", "c", "<a/>", Reading((Diagnosis(Coded("Asthma")),)))
CHANGED = Part("Problems, entry 1", "observation", "1.2.3", "c", "<b/>", Reading((Diagnosis(Coded("Asthma")),)))
SECTION = Part("Payers", "section", "", "", "<c/>", Reading(left_out=True))


def delivered(
    *documents: tuple[Part, ...],
    beside: tuple[tuple[str, bytes], ...] = (),
    known: tuple[KnownPatient, ...] = (),
    stand_in: PatientId | None = None,
) -> Plan:
    """Documents whose parts are given, and files beside them."""
    waiting = list(documents)

    def ccda(content: bytes, zone: tzinfo, cancelled: Stop) -> tuple[Part, ...]:
        return waiting.pop(0)

    files = [(f"{n}.xml", b"<ClinicalDocument>%d" % n) for n, _ in enumerate(documents)]
    return read_delivery([*files, *beside], known, stand_in, ZONE, readers=Readers(READERS.resource, ccda))


def test_that_every_part_goes_to_the_patient_of_the_header_and_is_counted_once() -> None:
    plan = delivered((HEADER, ENTRY, SECTION))
    (found,) = plan.people
    assert [type(one.content) for one in found.incoming] == [Registration, Diagnosis]
    assert plan.reports[0].taken == {"Diagnosis": 1, "Registration": 1}
    assert plan.reports[0].left_out == {"section": 1}


def test_that_the_source_of_a_part_tells_where_it_came_from() -> None:
    source = delivered((HEADER, ENTRY)).people[0].incoming[1].source
    assert (source.system, source.resource_id, source.resource) == ("1.2.3", "c", "<a/>")
    assert (source.path, source.format.value) == ("Problems, entry 1", "ccda-xml")


def test_that_a_document_and_a_bundle_about_one_patient_meet_in_one_chart() -> None:
    beside = file(bundle(person("m", mrn="1"), problem("1", "Patient/m")))
    (found,) = delivered((HEADER, ENTRY), beside=(beside,)).people
    assert [type(one.content) for one in found.incoming] == [Registration, Diagnosis, Diagnosis]


def test_that_a_part_with_other_content_follows_the_one_before() -> None:
    (found,) = delivered((HEADER, ENTRY), (HEADER, CHANGED)).people
    assert [one.follows for one in found.incoming] == [None, None, 1]


def test_that_a_refused_header_takes_its_parts_along() -> None:
    nobody = Part("Header", "Patient", "", "", "<r/>", Reading(refused="Names no patient."))
    plan = delivered((nobody, ENTRY))
    assert plan.people == ()
    assert [why for _, why in plan.reports[0].refused] == ["Names no patient.", PATIENT_REFUSED]


def test_that_a_document_about_somebody_other_than_the_chosen_patient_is_refused() -> None:
    charts = Charts()
    charts.import_(person("s", mrn="2", family="Okafor"))
    (sam,) = charts.known
    plan = delivered((HEADER, ENTRY), known=(sam,), stand_in=sam.patient)
    assert plan.people == ()
    assert [why for _, why in plan.reports[0].refused] == [SOMEBODY_ELSE, PATIENT_REFUSED]
    assert counts(plan.reports[0]) == 2


@pytest.mark.parametrize("reading", [Reading(left_out=True), Reading((Diagnosis(Coded("Asthma")),))])
def test_that_a_header_that_registers_nobody_is_refused(reading: Reading) -> None:
    plan = delivered((Part("Header", "Patient", "", "", "<r/>", reading), ENTRY))
    assert plan.people == ()
    assert counts(plan.reports[0]) == len(plan.reports[0].refused) == 2
