"""Who saw an entry and who acknowledged it, as two people tell each other from two computers."""

from dataclasses import replace
from pathlib import Path

from careboard.clinical.note import Acknowledgement, AcknowledgementResponse, Seen
from careboard.clinical.people import Role
from careboard.clinical.values import EntryId
from careboard.projections.caseload import CaseloadRow
from careboard.projections.wording.times import moment
from careboard.ui.patient.timeline import facts
from tests.clinic import Clinic, note
from tests.hub.two_people import Person, two_people

RUNS_OUT = "Out of lithium since Friday."


def told(reader: Person, entry: EntryId) -> dict[str, str]:
    """What the whole entry says of who saw and who acknowledged it."""
    lines = facts.whole(reader.row(entry), facts.Team(), veil=facts.Veil())
    return {line.label: line.text for line in lines if "cknowledged by" in line.label or "een by" in line.label}


def tags(reader: Person, entry: EntryId) -> list[str]:
    """The marks of its card."""
    return [tag.text for tag in facts.tags(reader.row(entry), veil=facts.Veil())]


def in_caseload(reader: Person) -> CaseloadRow:
    """The patient's row."""
    row = reader.session.caseload_row(reader.clinic.patient)
    assert row is not None
    return row


def test_that_both_are_told_who_saw_and_who_acknowledged_an_urgent_entry_with_role_and_time(
    clinic: Clinic, tmp_path: Path
) -> None:
    patient = clinic.patient
    with two_people(clinic, Role.NURSE, tmp_path) as (doctor, nurse):
        before = in_caseload(nurse)
        urgent = doctor.session.append(patient, replace(note(RUNS_OUT), asked_to_acknowledge=(nurse.member,)))
        nurse.hears(doctor)
        assert in_caseload(nurse).unread == before.unread + 1
        assert in_caseload(nurse).to_acknowledge == 1
        assert tags(nurse, urgent)[0] == "Needs your acknowledgement"
        assert tags(doctor, urgent)[0] == "Not yet acknowledged by Member nurse"

        nurse.session.append(patient, Seen((urgent,)))
        doctor.hears(nurse)
        assert in_caseload(nurse).unread == before.unread
        assert in_caseload(nurse).to_acknowledge == 1, "having read it is no answer"
        assert told(doctor, urgent)["Not yet acknowledged by"] == "Member nurse"

        answer = Acknowledgement(AcknowledgementResponse.WILL_ACT, "Called the pharmacy.")
        nurse.session.append(patient, answer, ref=urgent)
        doctor.hears(nurse)
        seen, given = (
            moment(row.recorded_at, row.reading.voice) for row in reversed(doctor.session.chart(patient).timeline[:2])
        )
        assert (
            told(doctor, urgent)
            == told(nurse, urgent)
            == {
                "Acknowledged by": f"Member nurse (nurse), {given}: will act: Called the pharmacy.",
                "Seen by": f"Member nurse (nurse), {seen}",
            }
        )
        assert in_caseload(nurse).to_acknowledge == 0
        assert not [tag for tag in tags(doctor, urgent) if "cknowledge" in tag]
