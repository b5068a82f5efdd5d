"""Two prescribers change one dose, each at a computer that has not heard of the other: both are told, nobody wins."""

from pathlib import Path

from careboard.clinical.medication.orders import DoseChange, MedicationStart
from careboard.clinical.people import Role
from careboard.clinical.values import EntryId
from careboard.projections.chart import Chart
from careboard.projections.contested import contested
from careboard.projections.regimen_rows import regimen_rows
from tests.clinic import Clinic
from tests.clinical_examples import SERTRALINE, at, each_morning
from tests.hub.two_people import Person, two_people

BOTH = "100 mg oral every morning (A. Chen) or 75 mg oral every morning (Member physician)"


def changed(by: Person, course: EntryId, was: str, now: str, chosen: EntryId | None = None) -> EntryId:
    """Another dose from the sixteenth on."""
    content = DoseChange(course, each_morning(was), each_morning(now), at("16"), "Partial response")
    return by.session.append(by.clinic.patient, content, ref=chosen)


def the_chart(reader: Person) -> Chart:
    """As it is folded here."""
    return reader.session.chart(reader.clinic.patient)


def test_that_two_doses_ordered_at_once_are_both_shown_until_a_prescriber_chooses(
    clinic: Clinic, tmp_path: Path
) -> None:
    with two_people(clinic, Role.PHYSICIAN, tmp_path) as (doctor, physician):
        start = MedicationStart(SERTRALINE, each_morning("50"), "depression", at("01"))
        course = doctor.session.append(clinic.patient, start)
        physician.hears(doctor)
        up = changed(doctor, course, "50", "100")
        changed(physician, course, "50", "75")
        physician.hears(doctor)
        doctor.hears(physician)
        for reader in (doctor, physician):
            chart = the_chart(reader)
            row = next(row for row in regimen_rows(chart).current if row.course == course)
            assert row.doubt == f"Two dose changes overlap: choose {BOTH}"
            assert "not confirmed" in row.line.plain
            assert any(
                finding.text.startswith("Two dose changes of") and BOTH in finding.text for finding in chart.findings
            )
            (reasons,) = [one.reviews for one in reader.session.caseload()]
            assert f"{row.name}: two dose changes overlap, {BOTH}" in reasons
            found = chart.regimen.course(course)
            assert found is not None
            assert next(one.entry for one in contested(found, chart)) == up

        changed(physician, course, "75", "100", chosen=up)
        doctor.hears(physician)
        for reader in (doctor, physician):
            chart = the_chart(reader)
            found = chart.regimen.course(course)
            assert found is not None
            assert (found.contested, found.ordered) == ((), each_morning("100"))
            assert not [finding for finding in chart.findings if "overlap" in finding.text]
