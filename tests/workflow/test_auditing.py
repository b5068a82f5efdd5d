"""Who looked at what: each look is a row with its person, patient and device, for those alone who may review it."""

import csv
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import text

from careboard.clinical.people import Role
from careboard.clinical.values import PatientId
from careboard.errors import CareboardError
from careboard.projections.audit import AuditRow, Deed, Sieve, as_csv, renamed, sifted
from careboard.projections.wording.voice import Voice
from careboard.vault.refusals import NotAllowed
from careboard.workflow import auditing, people
from careboard.workflow.open_vault import access
from careboard.workflow.session import Session
from tests.clinic import Clinic, goes_on
from tests.documents.test_summary_pdf import pages_of


def all_rows(session: Session, names: auditing.Names | None = None) -> tuple[AuditRow, ...]:
    """The newest, and all before them."""
    first = auditing.since(session, names or {})
    if first.rest is None:
        return first.rows
    older = auditing.older(session, names or {}, first.rest, None, lambda: False)
    assert older.rest is None
    return (*first.rows, *older.rows)


def looked(clinic: Clinic, who: Role, purpose: str = "opened", times: int = 1) -> None:
    vault = clinic.open(who)
    for _time in range(times):
        vault.write([access(purpose, clinic.patient)])


@pytest.mark.parametrize(("who", "may"), [(None, True), (Role.ADMIN, True), (Role.PRIVACY_OFFICER, True)])
def test_that_an_administrator_and_a_privacy_officer_read_the_audit(
    clinic: Clinic, who: Role | None, *, may: bool
) -> None:
    session = Session(clinic.open(who))
    assert auditing.may_audit(session) is may
    assert auditing.newest(session, {}).rows


@pytest.mark.parametrize("who", [Role.PSYCHIATRIST, Role.NURSE, Role.COUNSELOR, Role.SUPERVISOR, Role.COORDINATOR])
def test_that_nobody_else_reads_it(clinic: Clinic, tmp_path: Path, who: Role) -> None:
    session = Session(clinic.open(who))
    assert not auditing.may_audit(session)
    with pytest.raises(NotAllowed):
        auditing.newest(session, {})
    with pytest.raises(NotAllowed):
        auditing.keep_csv(session, (), tmp_path / "audit.csv")
    assert not (tmp_path / "audit.csv").exists()


def test_that_a_look_is_told_with_person_role_patient_action_device_and_result(clinic: Clinic) -> None:
    Session(clinic.open(Role.NURSE)).chart(clinic.patient)
    row = next(row for row in all_rows(Session(clinic.open()), {clinic.patient: "RIVERA, Maya"}))
    nurse = Session(clinic.open(Role.NURSE)).me.name
    assert row.cells[1:] == (nurse, "Nurse", "RIVERA, Maya", "Opened", "Chart", "This computer", "Done")


def test_that_a_chart_of_which_the_reviewer_holds_no_key_is_told_by_its_number(clinic: Clinic) -> None:
    looked(clinic, Role.NURSE)
    row = next(row for row in all_rows(Session(clinic.open(Role.PRIVACY_OFFICER))) if row.patient)
    assert row.named == f"Chart {clinic.patient[:8]}"
    assert renamed([row], {clinic.patient: "RIVERA, Maya"})[0].named == "RIVERA, Maya"


@pytest.mark.parametrize("purpose", ["weight-shown", "printed", "exported", "failed-sign-in"])
def test_that_reveals_and_what_leaves_and_failed_sign_ins_are_looked_at_first(clinic: Clinic, purpose: str) -> None:
    looked(clinic, Role.NURSE, purpose)
    looked(clinic, Role.NURSE, "opened")
    rows = all_rows(Session(clinic.open()))
    assert [row.deed.value for row in rows if row.pinned] == [purpose]


def test_that_nobody_is_said_to_have_failed_to_sign_in_who_only_signed_in_next(clinic: Clinic) -> None:
    looked(clinic, Role.NURSE, "failed-sign-in")
    nurse = Session(clinic.open(Role.NURSE))
    (row,) = (row for row in all_rows(Session(clinic.open())) if row.deed is Deed.FAILED_SIGN_IN)
    assert (row.person, row.role, row.member) == ("Not known", "", "")
    assert row.object.endswith(f"told when {nurse.me.name} signed in")
    assert row.object.startswith("1 try")


def test_that_reading_the_audit_is_told_in_it(clinic: Clinic) -> None:
    session = Session(clinic.open())
    auditing.newest(session, {})
    assert [row.person for row in all_rows(session) if row.deed is Deed.AUDIT_READ] == [session.me.name]


def test_that_a_look_after_the_membership_ended_is_told_as_one_that_does_not_stand(clinic: Clinic) -> None:
    gone = goes_on(clinic.open(Role.NURSE))
    people.revoke(clinic.open(), gone.member)
    gone.write([access("opened", clinic.patient)])
    row = next(row for row in all_rows(Session(clinic.open())) if row.deed is Deed.OPENED or row.pinned)
    assert (row.deed, row.result) == (Deed.QUARANTINED, "A record was written after its author had left.")


def test_that_all_looks_are_read_however_many_there_are(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing, "FIRST", 3)
    monkeypatch.setattr(auditing, "_PIECE", 4)
    looked(clinic, Role.NURSE, times=11)
    rows = all_rows(Session(clinic.open()))
    opened = [row.record for row in rows if row.deed is Deed.OPENED]
    assert len(opened) == len(set(opened)) == 11


def test_that_older_looks_are_read_only_as_far_back_as_they_are_wanted(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditing, "FIRST", 2)
    monkeypatch.setattr(auditing, "_PIECE", 2)
    looked(clinic, Role.NURSE, times=4)
    clinic.clock.now += timedelta(days=40)
    looked(clinic, Role.NURSE, times=4)
    session = Session(clinic.open())
    first = auditing.since(session, {})
    assert first.rest is not None
    newer = auditing.older(session, {}, first.rest, first.rows[0].day, lambda: False)
    assert newer.rest is not None
    assert len([row for row in newer.rows if row.deed is Deed.OPENED]) < 5
    all_of_them = auditing.older(session, {}, newer.rest, None, lambda: False)
    assert all_of_them.rest is None
    assert len(all_of_them.rows) >= 2


def test_that_a_file_of_an_older_version_gets_the_index_of_looks(clinic: Clinic) -> None:
    session = Session(clinic.open())
    query = text("SELECT count(*) FROM sqlite_schema WHERE name = 'record_access'")
    with session.vault.file._writing() as connection:
        connection.execute(text("DROP INDEX record_access"))
    auditing.newest(session, {})
    assert session.vault.file._scalar(query) == 1


def test_that_rows_are_sifted_by_person_patient_action_and_day(clinic: Clinic) -> None:
    looked(clinic, Role.NURSE)
    looked(clinic, Role.COUNSELOR, "printed")
    rows = all_rows(Session(clinic.open()))
    nurse = clinic.keys(Role.NURSE).id
    assert {row.member for row in sifted(rows, Sieve(member=nurse))} == {nurse}
    assert {row.deed for row in sifted(rows, Sieve(deed=Deed.PRINTED))} == {Deed.PRINTED}
    assert {row.patient for row in sifted(rows, Sieve(patient=clinic.patient))} == {clinic.patient}
    last = max(row.day for row in rows)
    assert sifted(rows, Sieve(since=last))
    assert not sifted(rows, Sieve(patient=PatientId("0" * 64)))


def test_that_what_is_taken_away_is_recorded_before_and_overwrites_nothing(clinic: Clinic, tmp_path: Path) -> None:
    looked(clinic, Role.NURSE)
    session = Session(clinic.open())
    rows, pdf = all_rows(session, {clinic.patient: "RIVERA, Maya"}), tmp_path / "audit.pdf"
    auditing.keep_pdf(session, rows, "Audit, all days", pdf)
    told = "".join(pages_of(pdf.read_bytes()))
    assert "RIVERA, Maya" in told
    assert "Page 1 of 1" in told
    (taken,) = [row for row in all_rows(session) if row.deed is Deed.AUDIT_EXPORTED]
    assert taken.object == f"Audit, {len(rows)} rows"
    with pytest.raises(CareboardError, match="nothing is overwritten"):
        auditing.keep_csv(session, rows, pdf)
    assert pdf.read_bytes().startswith(b"%PDF")


def test_that_a_long_audit_has_its_headings_on_every_page(clinic: Clinic, tmp_path: Path) -> None:
    looked(clinic, Role.NURSE, times=90)
    session, pdf = Session(clinic.open()), tmp_path / "audit.pdf"
    auditing.keep_pdf(session, all_rows(session), "Audit, all days", pdf)
    pages = pages_of(pdf.read_bytes())
    assert len(pages) > 1
    assert all("Person" in page for page in pages)


def test_that_no_cell_of_the_table_is_a_formula(clinic: Clinic) -> None:
    looked(clinic, Role.NURSE)
    rows = all_rows(Session(clinic.open()), {clinic.patient: '=HYPERLINK("x"), Maya'})
    cells = [cell for line in csv.reader(StringIO(as_csv(rows, Voice()))) for cell in line]
    assert '\'=HYPERLINK("x"), Maya' in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_that_a_check_that_found_everything_in_order_is_recorded_with_its_count(clinic: Clinic) -> None:
    session = Session(clinic.open())
    assert auditing.last_verified(session) is None
    verdict = auditing.verify_and_record(session, lambda _done, _all: None, lambda: False)
    row = auditing.last_verified(session)
    assert row is not None
    assert (row.object, verdict.faults) == (f"Whole record, {verdict.verified} records", ())


def test_that_a_check_that_found_a_fault_is_not_recorded_as_one_that_found_none(clinic: Clinic) -> None:
    gone = goes_on(clinic.open(Role.NURSE))
    people.revoke(clinic.open(), gone.member)
    gone.write([access("opened", clinic.patient)])
    session = Session(clinic.open())
    assert auditing.verify_and_record(session, lambda _done, _all: None, lambda: False).faults
    assert auditing.last_verified(session) is None
