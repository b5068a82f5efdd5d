"""What a reviewer sees of all computers of the clinic: looks, failed sign-ins, who took what away, who is silent."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from careboard.clinical.people import Role
from careboard.projections.audit import AuditRow, Deed, Sieve, sifted
from careboard.settings import HubSettings
from careboard.vault.record import parse_canon
from careboard.vault.refusals import NotAllowed
from careboard.workflow import auditing
from careboard.workflow.people import revoke
from careboard.workflow.session import Session
from careboard.workflow.unheard import FORGOTTEN, SILENT, silence
from tests.clinic import Clinic
from tests.documents.test_summary_pdf import pages_of
from tests.hub.two_people import Person, two_people
from tests.vault.forging import tamper

NAMED = "RIVERA, Maya"


@pytest.fixture
def people(clinic: Clinic, tmp_path: Path) -> Iterator[tuple[Person, Person]]:
    """An administrator where the clinic began, and a nurse elsewhere who looked at the chart there."""
    with two_people(clinic, Role.NURSE, tmp_path) as (founder, nurse):
        nurse.session.chart(clinic.patient)
        founder.hears(nurse)
        yield founder, nurse
    HubSettings.forget(clinic.id)


def looks(reviewer: Session, clinic: Clinic, names: auditing.Names) -> list[AuditRow]:
    """Who opened the chart, as a reviewer is told."""
    return [row for row in auditing.since(reviewer, names).rows if row.deed is Deed.OPENED]


def test_that_a_look_at_another_computer_is_told_with_its_log_and_who_holds_no_key_reads_a_number(
    clinic: Clinic, people: tuple[Person, Person]
) -> None:
    founder, nurse = people
    (row,) = looks(founder.session, clinic, {clinic.patient: NAMED})
    log = next(log for log in nurse.replica.own())
    assert row.cells[1:4] == ("Member nurse", "Nurse", NAMED)
    assert row.device == f"Another, log {log[:6]}"
    officer = Session(clinic.open(Role.PRIVACY_OFFICER))
    (hidden,) = looks(officer, clinic, {})
    assert hidden.named == f"Chart {clinic.patient[:8]}"


def test_that_a_failed_sign_in_at_another_computer_is_told(clinic: Clinic, people: tuple[Person, Person]) -> None:
    founder, nurse = people
    nurse.session.note_access("failed-sign-in", count=3)
    founder.hears(nurse)
    (row,) = [row for row in auditing.since(founder.session, {}).rows if row.deed is Deed.FAILED_SIGN_IN]
    assert row.pinned
    assert row.object == "3 tries, told when Member nurse signed in"


def test_that_who_saw_one_chart_is_taken_along_as_paper_and_as_data_and_that_is_recorded(
    clinic: Clinic, people: tuple[Person, Person], tmp_path: Path
) -> None:
    founder, _ = people
    rows = sifted(auditing.since(founder.session, {clinic.patient: NAMED}).rows, Sieve(patient=clinic.patient))
    auditing.keep_pdf(founder.session, rows, f"Who saw the chart of {NAMED}, All days", tmp_path / "seen.pdf")
    told = "".join(pages_of((tmp_path / "seen.pdf").read_bytes()))
    for words in (f"Who saw the chart of {NAMED}", "Member nurse", "Opened", "Page 1 of 1"):
        assert words in told
    auditing.keep_json(founder.session, rows, tmp_path / "seen.json")
    (first, *_others) = json.loads((tmp_path / "seen.json").read_text())["audit"]
    assert (first["person"], first["chart"], first["deed"]) == ("Member nurse", clinic.patient, "opened")
    assert datetime.fromisoformat(first["at"]).tzinfo is not None
    taken = [row for row in auditing.since(founder.session, {}).rows if row.deed is Deed.AUDIT_EXPORTED]
    assert [row.patient for row in taken] == [clinic.patient] * 2


def test_that_a_computer_is_told_that_was_silent_for_two_days_when_the_hub_was_met_last(
    clinic: Clinic, people: tuple[Person, Person]
) -> None:
    founder, nurse = people
    assert silence(founder.session).silent == (), "without a hub nobody is expected"
    ((log, (seq, _)),) = nurse.replica.own().items()
    last = datetime.fromtimestamp(founder.session.vault.file.time_at(log, seq) / 1000, UTC).replace(microsecond=0)
    for later, silent, out_of_use in ((SILENT - timedelta(minutes=1), 0, 0), (SILENT, 1, 0), (FORGOTTEN, 0, 1)):
        HubSettings.keep_last_sync(clinic.id, last + later + timedelta(seconds=1))
        found = silence(founder.session)
        assert ([(one.name, one.log) for one in found.silent], found.out_of_use) == (
            [("Member nurse", log)] * silent,
            out_of_use,
        )
    with pytest.raises(NotAllowed):
        silence(nurse.session)
    revoke(founder.session.vault, nurse.member)
    assert silence(founder.session).out_of_use == 0, "who has left is not waited for"


def test_that_an_act_says_why_and_how_often_and_one_that_is_taken_out_of_the_file_is_missed(
    clinic: Clinic, people: tuple[Person, Person]
) -> None:
    founder, nurse = people
    nurse.session.search("lithium")
    nurse.session.checkpoint()
    founder.hears(nurse)
    vault = founder.session.vault
    acts = [record for record in vault.file.every() if record.head.kind == "access"]
    assert {frozenset(parse_canon(record.body or b"")) for record in acts} == {frozenset({"purpose", "count"})}
    assert not [record for record in acts if b"lithium" in (record.body or b"")]
    theirs = next(record for record in acts if record.head.author == nurse.member)
    tamper(vault.file.path, "DELETE FROM record WHERE id = ?", theirs.id)
    vault.tell_of_gaps()
    assert "A record is missing from the middle of a log." in {trouble.sentence for trouble in vault.trouble}
