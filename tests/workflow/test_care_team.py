"""Promises about the care team of a chart: who joins reads all of it, and who left reads nothing new, by their keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from careboard.clinical.clinic import SiteSetting
from careboard.clinical.note import NoteType
from careboard.clinical.people import Role
from careboard.clinical.values import PatientId
from careboard.vault.keys import Keyset
from careboard.vault.record import Record
from careboard.vault.refusals import NoKey, NotAllowed
from careboard.workflow.care_team import add, care_team, may_join, may_take_off, take_off
from careboard.workflow.checking import check_vault
from careboard.workflow.clinic import CARE_TEAMS, CHOSEN, say
from careboard.workflow.enrolling import change_membership
from careboard.workflow.founding import admit
from careboard.workflow.open_vault import clear
from careboard.workflow.people import renew_keys, revoke, under_old_keys
from careboard.workflow.reading import streams_within_reach
from careboard.workflow.session import Session
from tests.clinic import Clinic, goes_on, note
from tests.clinical_examples import REGISTRATION
from tests.two_computers import elsewhere, meet
from tests.workflow.test_adopting import adopt_all_of

NURSE, COUNSELOR, COORDINATOR, ADMIN = Role.NURSE, Role.COUNSELOR, Role.COORDINATOR, Role.ADMIN
NUTRITIONIST, SUPERVISOR = Role.NUTRITIONIST, Role.SUPERVISOR


@pytest.fixture
def other(clinic: Clinic, tmp_path: Path) -> Iterator[Clinic]:
    """The same clinic on another computer."""
    computer = elsewhere(clinic, tmp_path / "elsewhere")
    yield computer
    computer.close()


def at(clinic: Clinic, who: Role | None = None) -> Session:
    return Session(clinic.open(who))


def writes(clinic: Clinic, who: Role | None = None, text: str = "Written.", stream: str = "") -> Record:
    """A note by a client that keeps the rules."""
    session = at(clinic, who)
    written = session.append(stream or clinic.patient, note(text, NoteType.TEAM_REVIEW))  # a coordinator may too
    record = session.vault.file.one(bytes.fromhex(written))
    assert record is not None
    return record


def can_open(clinic: Clinic, who: Role, record: Record) -> bool:
    """Do this member's keys open a record, whatever any screen shows?"""
    try:
        return clinic.open(who).keyring.key(record.head.stream, record.head.key) is not None
    except NoKey:
        return False


def names(session: Session, patient: PatientId) -> list[str]:
    return [one.author.name for one in care_team(session, patient)]


# --- who is on it ----------------------------------------------------------------------------------------------------


def test_that_everybody_who_treats_or_coordinates_is_on_each_team_unless_the_clinic_chooses(clinic: Clinic) -> None:
    session = at(clinic)
    patient = session.new_patient(REGISTRATION)
    team = {role.value: one for one in care_team(session, patient) for role in one.roles}
    assert team.keys() == {role.value for role in Role}  # the founder is administrator and privacy officer too
    nurse = team["nurse"]
    assert (nurse.author.name, nurse.added_by) == ("Member nurse", "A. Chen")
    assert session.vault.clock() > nurse.since > at(clinic).vault.clock().replace(hour=0)


def test_that_where_the_clinic_chooses_a_chart_begins_with_its_author_and_who_coordinates(clinic: Clinic) -> None:
    say(clinic.open(), clinic.open().registry.clinic_stream, SiteSetting(CARE_TEAMS, CHOSEN))
    counselor = at(clinic, COUNSELOR)
    patient = counselor.new_patient(REGISTRATION)
    assert names(counselor, patient) == ["Member coordinator", "Member counselor"]
    first = writes(clinic, COUNSELOR, stream=patient)
    assert not can_open(clinic, NURSE, first)
    assert "Member nurse" in [author.name for author in may_join(counselor, patient)]
    add(at(clinic, COORDINATOR), patient, clinic.keys(NURSE).id)
    assert can_open(clinic, NURSE, first)  # the whole chart, from its first entry
    assert names(at(clinic, NURSE), patient) == ["Member coordinator", "Member counselor", "Member nurse"]
    assert check_vault(clinic.open(NURSE)).faults == ()


def test_that_nobody_hands_over_a_chart_who_does_not_read_it_nor_to_who_does_not_treat(clinic: Clinic) -> None:
    mine = clinic.open(COUNSELOR).begin_stream([clinic.keys(COUNSELOR).id, clinic.founder.id])
    with pytest.raises(NoKey):
        add(at(clinic, NURSE), PatientId(mine), clinic.keys(NURSE).id)
    with pytest.raises(NotAllowed, match="Only who treats or coordinates"):
        add(at(clinic, COUNSELOR), PatientId(mine), clinic.keys(ADMIN).id)


# --- leaving ---------------------------------------------------------------------------------------------------------


def test_that_who_was_taken_off_opens_nothing_new_and_keeps_what_they_could_read(clinic: Clinic) -> None:
    before = writes(clinic)
    take_off(at(clinic, COORDINATOR), clinic.patient, clinic.keys(NURSE).id)
    after = writes(clinic, COUNSELOR)
    assert [can_open(clinic, NURSE, record) for record in (before, after)] == [True, False]
    assert after.head.key != before.head.key
    assert clinic.patient not in streams_within_reach(clinic.open(NURSE))
    assert "Member nurse" not in names(at(clinic), clinic.patient)
    assert check_vault(clinic.open()).faults == ()


def test_that_who_leaves_by_themselves_signs_nothing_more_there_and_the_next_writer_renews_the_key(
    clinic: Clinic,
) -> None:
    nurse = at(clinic, NURSE)
    take_off(nurse, clinic.patient, nurse.me.member)
    with pytest.raises(NotAllowed, match="not on this patient's care team any more"):
        nurse.append(clinic.patient, note("One more."))
    assert clinic.patient not in streams_within_reach(nurse.vault)
    assert not can_open(clinic, NURSE, writes(clinic, COUNSELOR))


def test_that_who_comes_back_reads_what_was_written_meanwhile_too(clinic: Clinic) -> None:
    coordinator, nurse = at(clinic, COORDINATOR), clinic.keys(NURSE).id
    for back_at_once in (True, False):
        take_off(coordinator, clinic.patient, nurse)
        meanwhile = writes(clinic) if not back_at_once else None
        add(coordinator, clinic.patient, nurse)
        assert meanwhile is None or can_open(clinic, NURSE, meanwhile)
        assert can_open(clinic, NURSE, writes(clinic))
    (one,) = [one for one in care_team(coordinator, clinic.patient) if one.author.member == nurse]
    assert one.added_by == "Member coordinator"
    assert check_vault(clinic.open()).faults == ()


def test_that_another_role_for_a_while_brings_nobody_back_who_had_left_the_team(clinic: Clinic) -> None:
    nurse = clinic.keys(NURSE).id
    take_off(at(clinic), clinic.patient, nurse)
    change_membership(at(clinic), nurse, frozenset({Role.PRIVACY_OFFICER}))
    change_membership(at(clinic), nurse, frozenset({NURSE}))
    assert not can_open(clinic, NURSE, writes(clinic))


def test_that_only_some_take_others_off_whatever_client_they_use(clinic: Clinic) -> None:
    counselor = clinic.keys(COUNSELOR).id
    may = {role for role in Role if may_take_off(at(clinic, role), clinic.patient, counselor)}
    assert may == {Role.PSYCHIATRIST, COORDINATOR, SUPERVISOR, ADMIN, COUNSELOR}  # the counselor may leave
    with pytest.raises(NotAllowed, match="cannot be taken off"):
        take_off(at(clinic, NURSE), clinic.patient, counselor)
    vault = goes_on(clinic.open(NURSE))
    key = vault.keyring.current(clinic.patient)[0].key
    (forged,) = vault.write([clear("leave", {}, clinic.patient, to=counselor, key_id=key)])
    assert can_open(clinic, COUNSELOR, writes(clinic))
    assert forged.id in [record.id for record, _, _ in clinic.file().quarantined()]


def test_that_an_administrator_who_reads_no_chart_takes_somebody_off_and_the_next_writer_renews_the_key(
    clinic: Clinic,
) -> None:
    take_off(at(clinic, ADMIN), clinic.patient, clinic.keys(NURSE).id)
    assert not can_open(clinic, NURSE, writes(clinic, COUNSELOR))


def test_that_somebody_always_stays(clinic: Clinic, other: Clinic) -> None:
    """Also where two take each other off, not having heard of it."""
    two = [clinic.keys(COORDINATOR).id, clinic.keys(SUPERVISOR).id]
    stream = PatientId(clinic.open(COORDINATOR).begin_stream(two))
    meet(clinic, other)
    take_off(at(clinic, COORDINATOR), stream, two[1])
    take_off(at(other, SUPERVISOR), stream, two[0])
    with pytest.raises(NotAllowed) as refusal:
        take_off(at(clinic, COORDINATOR), stream, two[0])
    assert "one member always stays" in refusal.value.next_step
    meet(clinic, other)
    holder = next(who for who in (COORDINATOR, SUPERVISOR) if clinic.open(who).keyring.holds(stream))
    after = writes(clinic, holder, stream=stream)
    assert can_open(clinic, SUPERVISOR, after)
    assert can_open(clinic, COORDINATOR, after)


def test_that_nobody_is_taken_off_the_own_private_notes(clinic: Clinic) -> None:
    private = clinic.private_stream(COUNSELOR)
    key = clinic.open(COUNSELOR).keyring.current(private)[0].key
    clinic.open(ADMIN).write([clear("leave", {}, private, to=clinic.keys(COUNSELOR).id, key_id=key)])
    assert len(clinic.read(COUNSELOR, stream=private)) == 1
    renew_keys(clinic.open(COUNSELOR), private)


# --- two computers that did not hear of each other -------------------------------------------------------------------


def test_that_two_who_renew_a_key_at_once_both_count_and_all_write_under_the_same_one(
    clinic: Clinic, other: Clinic
) -> None:
    revoke(clinic.open(), clinic.keys(NURSE).id)
    meet(clinic, other)
    here, there = writes(clinic, COUNSELOR, "Here."), writes(other, SUPERVISOR, "There.")
    assert here.head.key != there.head.key
    meet(clinic, other)
    for computer in (clinic, other):
        assert {here.id.hex(), there.id.hex()} <= set(computer.ids(COORDINATOR))
        assert [len(level) for level in computer.open().keyring.levels(clinic.patient)] == [1, 2]
        assert not can_open(computer, NURSE, here)
        assert not can_open(computer, NURSE, there)
    newest = {writes(computer, who).head.key for computer, who in ((clinic, None), (other, Role.PHYSICIAN))}
    assert newest == {max((level.record, level.key) for level in clinic.open().keyring.levels(clinic.patient)[1])[1]}
    assert check_vault(clinic.open()).faults == ()


def test_that_who_left_at_one_computer_is_not_brought_back_by_a_key_of_the_other(clinic: Clinic, other: Clinic) -> None:
    """Here the nurse is taken off; there the nutritionist has gone, and the key is renewed with the nurse in it."""
    take_off(at(clinic), clinic.patient, clinic.keys(NURSE).id)
    revoke(other.open(ADMIN), clinic.keys(NUTRITIONIST).id)
    writes(other, COUNSELOR)
    meet(clinic, other)
    for computer in (clinic, other):
        after = writes(computer, SUPERVISOR)
        assert [can_open(computer, who, after) for who in (NURSE, NUTRITIONIST, COUNSELOR)] == [False, False, True]


def test_that_who_joined_while_the_key_was_renewed_elsewhere_is_handed_the_newest(
    clinic: Clinic, other: Clinic
) -> None:
    nurse = clinic.keys(NURSE).id
    take_off(at(clinic), clinic.patient, nurse)
    meet(clinic, other)
    add(at(clinic, COORDINATOR), clinic.patient, nurse)
    take_off(at(other), clinic.patient, clinic.keys(NUTRITIONIST).id)
    meet(clinic, other)
    after = writes(other, COUNSELOR)
    meet(clinic, other)
    assert [can_open(clinic, who, after) for who in (NURSE, NUTRITIONIST)] == [True, False]


def test_that_who_joins_after_two_renewed_a_key_at_once_reads_what_was_written_under_either(
    clinic: Clinic, other: Clinic
) -> None:
    revoke(clinic.open(), clinic.keys(NURSE).id)
    meet(clinic, other)
    written = writes(clinic, COUNSELOR, "Here."), writes(other, SUPERVISOR, "There.")
    meet(clinic, other)
    newcomer = Keyset.new()
    admit(clinic.open(), newcomer.public, {Role.PHYSICIAN}, "A newcomer", [clinic.patient])
    opened = [record.id.hex() in clinic.ids(newcomer) for record in written]
    assert sorted(opened) == [False, True]  # the one key that they were handed
    at(clinic, COORDINATOR)  # somebody signs in who has both
    assert {record.id.hex() for record in written} <= set(clinic.ids(newcomer))
    at(clinic, SUPERVISOR)
    assert len(clinic.open().keyring.levels(clinic.patient)) == 3  # once, and not by everybody


def test_that_nobody_goes_on_under_a_key_that_was_made_by_who_has_gone(clinic: Clinic) -> None:
    """The key is wrapped for the others alone, and adopted; its maker knows it all the same."""
    gone = goes_on(clinic.open(NURSE))
    team = gone.keyring.current_team(clinic.patient) - {gone.member}
    revoke(clinic.open(), gone.member)
    gone.begin_epoch(clinic.patient, team)
    adopt_all_of(at(clinic, ADMIN), gone.member)
    made = clinic.open().keyring.current(clinic.patient)[0]
    assert made.author == gone.member
    assert writes(clinic, COUNSELOR).head.key != made.key


def test_that_an_entry_under_an_old_key_is_told_where_its_writer_had_seen_the_leave_on_that_computer(
    clinic: Clinic, other: Clinic
) -> None:
    """The counselor's log here knows of it, the one elsewhere does not; the logs lie in one file in the end."""
    take_off(at(clinic, ADMIN), clinic.patient, clinic.keys(NURSE).id)
    at(clinic, COUNSELOR)  # begins with a checkpoint that names the leave
    knowing = clinic.write(COUNSELOR, note("Under the old key, knowingly."))
    other.write(COUNSELOR, note("Under the old key, unaware."))
    meet(clinic, other)
    for computer in (clinic, other):
        assert [one.record for one in under_old_keys(computer.open(), clinic.patient)] == [knowing.id]
    coordinator = at(other, COORDINATOR)
    add(coordinator, clinic.patient, clinic.keys(NURSE).id)
    later = writes(other, COUNSELOR)
    assert can_open(other, NURSE, later)  # back by a key of their own: nothing to tell
    assert [one.record for one in under_old_keys(other.open(), clinic.patient)] == [knowing.id]
