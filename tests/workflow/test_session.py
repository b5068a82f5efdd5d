"""Promises of the Session, the one door: what a signed-in member can do, and what everybody else then sees."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from careboard.clinical.clinic import SiteSetting
from careboard.clinical.medication.orders import MedicationStart
from careboard.clinical.note import Addendum, PsychotherapyNote
from careboard.clinical.nutrition import MealPlan
from careboard.clinical.people import Role
from careboard.clinical.values import EntryId, MemberId
from careboard.errors import CareboardError
from careboard.storage import place
from careboard.storage.place import one_desktop
from careboard.storage.refusals import StorageRefused
from careboard.vault.keys import Keyset
from careboard.vault.refusals import NotAllowed, WrongSecret
from careboard.workflow.open_vault import CHECKPOINT_EVERY
from careboard.workflow.people import revoke
from careboard.workflow.session import Session, UnknownPatient, Writing
from tests.clinic import PASSPHRASE, Clinic, note
from tests.clinical_examples import EXAMPLES, REGISTRATION

if TYPE_CHECKING:
    from careboard.vault.record import Record

SignedIn = Callable[..., Session]


@pytest.fixture
def signed_in(clinic: Clinic) -> Iterator[SignedIn]:
    """A session of a member, ended when the test ends."""
    opened: list[Session] = []

    def sign_in(who: Role | Keyset | None = None) -> Session:
        opened.append(Session(clinic.open(who)))
        return opened[-1]

    yield sign_in
    for session in opened:
        session.vault.file.close()


def bodies(session: Session, kind: str) -> list[dict[str, object]]:
    """The clear bodies of this member's records of a kind, oldest first."""
    mine: list[Record] = [r for r in session.vault.file.every() if r.head.kind == kind]
    return [json.loads(r.body or b"") for r in mine if r.head.author == session.vault.member]


def test_that_what_is_recorded_stands_in_the_chart_that_comes_back(clinic: Clinic, signed_in: SignedIn) -> None:
    chart = signed_in().record(clinic.patient, note("Walked to the river and back."))
    assert chart.timeline[0].headline == "Walked to the river and back."


def test_that_several_contents_are_signed_all_of_them_or_none(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in(Role.NURSE)
    plan = EXAMPLES[MealPlan].content
    before = [row.id for row in session.chart(clinic.patient).timeline]
    with pytest.raises(NotAllowed):
        session.append_all([Writing(clinic.patient, note("Ate lunch.")), Writing(clinic.patient, plan)])
    assert [row.id for row in session.chart(clinic.patient).timeline] == before
    written = session.append_all([Writing(clinic.patient, note(f"Walk {n}.")) for n in (1, 2)])
    assert [row.id for row in session.chart(clinic.patient).timeline] == [*reversed(written), *before]


def test_that_the_first_act_in_a_chart_begun_meanwhile_may_refer_to_an_entry_of_it(signed_in: SignedIn) -> None:
    supervisor, counselor = signed_in(Role.SUPERVISOR), signed_in(Role.COUNSELOR)
    patient = counselor.new_patient(REGISTRATION)
    entry = counselor.append(patient, note("Ate breakfast."))
    addendum = supervisor.append(patient, Addendum("With her sister."), ref=entry)
    assert addendum in [row.id for row in counselor.chart(patient).timeline]


def test_that_an_opened_chart_answers_newest_first_and_then_whole(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in()
    for number in range(60):
        session.append(clinic.patient, note(f"Day {number}."))
    first, whole = session.open_chart(clinic.patient)
    assert not first.complete
    assert whole.complete
    assert [row.id for row in first.timeline] == [row.id for row in whole.timeline[: len(first.timeline)]]


def test_that_opening_a_chart_is_recorded_with_its_purpose_and_nothing_else(
    clinic: Clinic, signed_in: SignedIn
) -> None:
    session = signed_in(Role.NURSE)
    session.chart(clinic.patient)
    assert bodies(session, "access") == [{"purpose": "opened", "count": 1}]


def test_that_a_printed_sheet_is_recorded_for_its_chart(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in()
    session.emergency_sheet(clinic.patient, "County ED")
    assert {"purpose": "printed", "count": 1} in bodies(session, "access")
    heads = [r.head for r in session.vault.file.every() if b"printed" in (r.body or b"")]
    assert [head.stream for head in heads] == [clinic.patient]


def test_that_failed_sign_ins_are_told_at_the_next_sign_in(clinic: Clinic, signed_in: SignedIn) -> None:
    for _ in range(2):
        with pytest.raises(WrongSecret):
            Session.unlock(clinic.path, "chen", "wrong passphrase", clock=clinic.clock)
    session = Session.unlock(clinic.path, "chen", PASSPHRASE, clock=clinic.clock)
    assert {"purpose": "failed-sign-in", "count": 2} in bodies(session, "access")
    session.close()
    again = Session.unlock(clinic.path, "chen", PASSPHRASE, clock=clinic.clock)
    assert sum(body["purpose"] == "failed-sign-in" for body in bodies(again, "access")) == 1
    again.close()


def test_that_a_private_note_is_read_by_its_author_and_told_to_nobody_else(clinic: Clinic, signed_in: SignedIn) -> None:
    counselor, colleague = signed_in(Role.COUNSELOR), signed_in(Role.PSYCHIATRIST)
    stream = counselor.private_stream(clinic.patient)
    counselor.append(stream, PsychotherapyNote(clinic.patient, "Transference, zebrafinch."))
    colleague.vault.refresh()
    assert [type(e.content) for e in counselor.private_notes(clinic.patient)] == [PsychotherapyNote]
    assert counselor.private_stream(clinic.patient) == stream
    assert colleague.private_notes(clinic.patient) == ()
    for session in (counselor, colleague):
        told = "".join(f"{row.headline}{row.text}{row.said}" for row in session.chart(clinic.patient).timeline)
        assert "zebrafinch" not in told
        assert len(session.caseload()) == 1
        assert "note" not in json.dumps(bodies(session, "access"))


def test_that_a_private_note_is_refused_in_the_shared_chart(clinic: Clinic, signed_in: SignedIn) -> None:
    with pytest.raises(NotAllowed):
        signed_in(Role.COUNSELOR).append(clinic.patient, PsychotherapyNote(clinic.patient, "Transference."))


def test_that_a_role_that_may_not_write_is_told_so_and_nothing_is_written(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in(Role.COORDINATOR)
    before = session.vault.file.count()
    with pytest.raises(NotAllowed, match="Your role may not record this"):
        session.append(clinic.patient, note())
    assert session.vault.file.count() == before


def test_that_an_addendum_to_an_entry_of_another_chart_is_refused(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in()
    other = session.new_patient(REGISTRATION)
    elsewhere = session.append(other, note("In the other chart."))
    for ref in (elsewhere, EntryId("0" * 64)):
        with pytest.raises(NotAllowed, match="not in this chart"):
            session.append(clinic.patient, Addendum("Late word."), ref=ref)


def test_that_a_draft_is_sealed_for_its_author_and_outlives_the_session(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in()
    session.save_draft("note", b"half a sentence about zebrafinches")
    assert b"zebrafinch" not in clinic.path.read_bytes()
    assert signed_in().drafts() == {"note": b"half a sentence about zebrafinches"}
    assert signed_in(Role.NURSE).drafts() == {}
    session.drop_draft("note")
    assert signed_in().drafts() == {}


def test_that_an_attached_file_comes_back_and_opening_the_chart_never_reads_it(
    clinic: Clinic, signed_in: SignedIn
) -> None:
    session = signed_in()
    blob = session.attach(clinic.patient, b"%PDF scan" * 100_000)
    assert session.attached(blob) == b"%PDF scan" * 100_000
    kinds = {kept.record.head.kind for kept in session.vault.file.stream(clinic.patient, session.vault.member)}
    assert "blob" not in kinds
    with pytest.raises(CareboardError, match="missing, or you hold no key"):
        signed_in(Role.ADMIN).attached(blob)


def test_that_a_file_over_the_limit_is_refused(clinic: Clinic, signed_in: SignedIn) -> None:
    with pytest.raises(CareboardError, match="larger than 32 MiB"):
        signed_in().attach(clinic.patient, bytes(32 * 1024 * 1024 + 1))


def test_that_a_checkpoint_names_heads_at_the_end_and_after_256_records(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in()
    before = len(bodies(session, "checkpoint"))
    for number in range(CHECKPOINT_EVERY + 1):
        session.note_access(f"opened-{number}")
    assert len(bodies(session, "checkpoint")) == before + 1
    session.checkpoint()
    session.checkpoint()
    assert len(bodies(session, "checkpoint")) == before + 2


def test_that_a_session_begins_with_a_checkpoint_of_what_others_wrote(clinic: Clinic, signed_in: SignedIn) -> None:
    theirs = clinic.write(Role.NURSE, note())
    session = signed_in()
    assert theirs.id.hex() in json.dumps(bodies(session, "checkpoint")[-1])
    before = len(bodies(session, "checkpoint"))
    session.append(clinic.patient, note())
    session.close()
    assert len(bodies(signed_in(), "checkpoint")) == before + 1  # at its end; nothing new at the next beginning


def test_that_after_an_hour_the_next_record_is_followed_by_a_checkpoint(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in()
    session.append(clinic.patient, note())
    before = len(bodies(session, "checkpoint"))
    clinic.clock.now += timedelta(minutes=58)
    session.append(clinic.patient, note())
    assert len(bodies(session, "checkpoint")) == before
    clinic.clock.now += timedelta(minutes=3)
    written = session.append(clinic.patient, note())
    assert written in json.dumps(bodies(session, "checkpoint")[before:])
    assert len(bodies(session, "checkpoint")) == before + 1


def test_that_a_second_desktop_is_refused_and_an_unclean_exit_is_checked(clinic: Clinic) -> None:
    first = Session.at_desk(clinic.path, "chen", PASSPHRASE, clock=clinic.clock)
    with pytest.raises(StorageRefused, match="already open in another window"):
        Session.at_desk(clinic.path, "chen", PASSPHRASE, clock=clinic.clock)
    first.close()
    with one_desktop(clinic.path) as unclean:
        assert not unclean


def test_that_a_desktop_that_comes_while_another_leaves_does_not_stand_beside_a_third(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It opened the marker just before the one that leaves took it away: its lock would keep nobody out."""
    marker, lock = clinic.path.with_name(clinic.path.name + ".open"), place._lock

    def leaving(handle: int) -> None:
        marker.unlink()
        lock(handle)

    monkeypatch.setattr(place, "_lock", leaving)
    with pytest.raises(StorageRefused, match="already open in another window"):
        Session.at_desk(clinic.path, "chen", PASSPHRASE, clock=clinic.clock)
    monkeypatch.undo()
    Session.at_desk(clinic.path, "chen", PASSPHRASE, clock=clinic.clock).close()


def test_that_the_command_line_may_write_beside_an_open_desktop(clinic: Clinic) -> None:
    desk = Session.at_desk(clinic.path, "chen", PASSPHRASE, clock=clinic.clock)
    beside = Session.unlock(clinic.path, "chen", PASSPHRASE, clock=clinic.clock)
    written = [session.append(clinic.patient, note(f"From {n}")) for n, session in enumerate((beside, desk, beside))]
    assert set(written) <= {row.id for row in desk.chart(clinic.patient).timeline}
    beside.close()
    desk.close()


@pytest.mark.parametrize("asked", [Role.NURSE, Role.COUNSELOR, Role.ADMIN], ids=["no role", "the author", "no reader"])
def test_that_a_note_asks_nobody_to_co_sign_it_who_may_not(clinic: Clinic, signed_in: SignedIn, asked: Role) -> None:
    counselor = signed_in(Role.COUNSELOR)
    with pytest.raises(NotAllowed, match="asked to co-sign"):
        counselor.append(clinic.patient, replace(note(), cosigner=MemberId(clinic.keys(asked).id)))


def test_that_a_note_asks_nobody_to_co_sign_it_who_has_left(clinic: Clinic, signed_in: SignedIn) -> None:
    counselor, supervisor = signed_in(Role.COUNSELOR), MemberId(clinic.keys(Role.SUPERVISOR).id)
    asking = replace(note(), cosigner=supervisor)
    counselor.append(clinic.patient, asking)
    revoke(clinic.open(), supervisor)
    with pytest.raises(NotAllowed, match="asked to co-sign"):
        counselor.append(clinic.patient, asking)


@pytest.mark.parametrize("value", ["9" * 5_000, "999999999999", "../Mars"], ids=["long", "large", "no place"])
@pytest.mark.parametrize("name", ["time-zone", "lock-minutes", "suicidality-check-days"])
def test_that_a_setting_that_says_nothing_keeps_nobody_out_of_a_chart(clinic: Clinic, name: str, value: str) -> None:
    session = Session(clinic.open())
    session.append(clinic.patient, EXAMPLES[MedicationStart].content)
    before = (session.zone, session.lock_minutes)
    session.append(session.vault.registry.clinic_stream, SiteSetting(name, value))
    again = Session(clinic.open())
    assert (again.zone, again.lock_minutes) == before
    assert again.chart(clinic.patient).regimen.current


def test_that_an_unknown_patient_is_told_in_words(signed_in: SignedIn) -> None:
    with pytest.raises(UnknownPatient, match="no patient of this id or number"):
        signed_in().find_patient("nobody")
