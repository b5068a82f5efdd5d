"""Promises about new keys: who lost theirs, or had them stolen, stays who they are, and the old ones count no more."""

import shutil
from pathlib import Path

import pytest

from careboard.clinical.note import EnteredInError, PsychotherapyNote
from careboard.clinical.people import Role
from careboard.clinical.values import EntryId
from careboard.projections.audit import Deed
from careboard.settings import ClinicSettings
from careboard.vault.custody import Sheet, join
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import LIGHT
from careboard.vault.refusals import NotAllowed, WrongSecret
from careboard.workflow.auditing import newest
from careboard.workflow.care_team import care_team, take_off
from careboard.workflow.checking import check_vault
from careboard.workflow.new_keys import give_new_keys, give_new_keys_here
from careboard.workflow.open_vault import clear
from careboard.workflow.people import heads_of, revoke
from careboard.workflow.session import Session
from careboard.workflow.sign_in import unlock
from tests.clinic import PASSPHRASE, Clinic, goes_on, note
from tests.clinical_examples import EXAMPLES

WHO = Role.COUNSELOR
NEW = "another long passphrase"


def renew(clinic: Clinic, *, stolen: bool = False, who: Role | Keyset = WHO, old: Keyset | None = None) -> Keyset:
    """The administrator gives this member new keys."""
    keyset = Keyset.new()
    give_new_keys(Session(clinic.open()), clinic.keys(who).id, keyset.public, stolen=stolen, old=old)
    return keyset


@pytest.mark.parametrize("stolen", [False, True])
def test_that_who_has_new_keys_reads_every_entry_and_signs_on_as_the_same_person(
    clinic: Clinic, *, stolen: bool
) -> None:
    before = clinic.write(WHO, note("Signed with the old keys."))
    keyset = renew(clinic, stolen=stolen)
    session = Session(clinic.open(keyset))
    after = session.append(clinic.patient, note("Signed with the new keys."))
    entries = {entry.id: entry for entry in clinic.read()}
    assert entries[after].author == entries[EntryId(before.id.hex())].author
    assert set(clinic.ids(keyset)) == set(clinic.ids())
    assert check_vault(clinic.open()).faults == ()


def test_that_the_people_are_as_many_as_before_and_have_the_same_roles(clinic: Clinic) -> None:
    before = Session(clinic.open()).people()
    renew(clinic)
    assert Session(clinic.open()).people() == before


def test_that_nothing_counts_that_the_old_keys_sign_from_then_on_nor_what_they_date_back(clinic: Clinic) -> None:
    kept = clinic.write(WHO, note("Before."))
    renew(clinic)
    late = clinic.write(WHO, note("Signed by who stole the keys."))
    clinic.clock.now = clinic.clock.now.replace(year=2025)
    back_dated = clinic.write(WHO, note("Signed by who stole the keys, a year ago."))
    shown = clinic.ids()
    assert kept.id.hex() in shown
    assert not {late.id.hex(), back_dated.id.hex()} & set(shown)


def test_that_stolen_keys_open_nothing_that_is_written_from_then_on_and_lost_ones_nothing_after_the_next_write(
    clinic: Clinic,
) -> None:
    thief, admin = clinic.keys(WHO).id, Session(clinic.open())
    renew(clinic, stolen=True)
    admin.vault.refresh()
    assert all(thief not in admin.vault.keyring.knowing(stream) for stream in admin.streams())
    assert thief not in admin.vault.keyring.knowing(admin.vault.registry.clinic_stream)
    written = admin.append(clinic.patient, note("For the team."))
    assert written not in clinic.ids(WHO)


def test_that_a_lost_passphrase_renews_no_key_until_the_next_write(clinic: Clinic) -> None:
    renew(clinic)
    session = Session(clinic.open())
    assert session.vault.keyring.current(clinic.patient)[0].number == 0
    written = session.append(clinic.patient, note("For the team."))
    assert session.vault.keyring.current(clinic.patient)[0].number == 1
    assert written not in clinic.ids(WHO)


@pytest.mark.parametrize("stolen", [False, True])
def test_that_a_chart_that_the_administrator_does_not_read_is_handed_over_by_the_colleague_who_signs_in_next(
    clinic: Clinic, *, stolen: bool
) -> None:
    nurse = clinic.open(Role.NURSE)
    stream = nurse.begin_stream([nurse.member, clinic.keys(WHO).id])
    entry = clinic.write(Role.NURSE, note("Read by two."), stream=stream).id.hex()
    keyset = renew(clinic, stolen=stolen)
    assert not clinic.open(keyset).keyring.holds(stream)
    session = Session(clinic.open(Role.NURSE))
    assert entry in clinic.ids(keyset, stream=stream)
    assert clinic.keys(WHO).id in session.vault.keyring.knowing(stream) or stolen


def test_that_who_had_left_a_care_team_is_not_brought_back_by_new_keys(clinic: Clinic) -> None:
    take_off(Session(clinic.open()), clinic.patient, clinic.keys(WHO).id)
    keyset = renew(clinic)
    session = Session(clinic.open())
    session.append(clinic.patient, note("Without them."))
    assert not clinic.open(keyset).keyring.holds(clinic.patient)
    assert clinic.keys(WHO).id not in {one.author.member for one in care_team(session, clinic.patient)}


def test_that_a_colleague_with_new_keys_stands_once_on_the_care_team_since_the_day_they_joined(clinic: Clinic) -> None:
    before = care_team(Session(clinic.open()), clinic.patient)
    renew(clinic, stolen=True)
    assert care_team(Session(clinic.open()), clinic.patient) == before


def test_that_an_own_entry_is_struck_out_with_the_new_keys_and_nobody_else_strikes_it(clinic: Clinic) -> None:
    wrong = clinic.write(WHO, note("Of another patient.")).id.hex()
    session, content = Session(clinic.open(renew(clinic))), EXAMPLES[EnteredInError].content
    session.append(clinic.patient, content, ref=EntryId(wrong))
    assert session.chart(clinic.patient).reader == clinic.keys(WHO).id
    with pytest.raises(NotAllowed):
        Session(clinic.open(Role.NURSE)).append(clinic.patient, content, ref=EntryId(wrong))
    assert check_vault(clinic.open()).faults == ()


def test_that_private_notes_go_along_where_their_owner_shows_the_old_keys_and_stay_private(clinic: Clinic) -> None:
    stream = clinic.private_stream(WHO)
    keyset = renew(clinic, stolen=True, old=clinic.keys(WHO))
    session = Session(clinic.open(keyset))
    assert session.private_stream(clinic.patient) == stream
    session.append(stream, PsychotherapyNote(clinic.patient, "Written under the new keys."))
    assert len(session.private_notes(clinic.patient)) == 2
    assert session.vault.keyring.knowing(stream) == {keyset.id}
    assert session.vault.keyring.current(stream)[0].custody is not None
    assert len(clinic.ids(WHO, stream=stream)) == 1  # what the thief could read, and no more
    assert clinic.ids(stream=stream) == []
    assert check_vault(session.vault).faults == ()


def test_that_private_notes_stay_closed_to_new_keys_where_nobody_showed_the_old_ones(clinic: Clinic) -> None:
    stream = clinic.private_stream(WHO)
    keyset = renew(clinic)
    assert not clinic.open(keyset).keyring.holds(stream)
    assert Session(clinic.open(keyset)).private_stream(clinic.patient) != stream


def test_that_only_an_administrator_gives_new_keys_and_only_to_who_belongs_to_the_clinic(clinic: Clinic) -> None:
    keyset = Keyset.new()
    with pytest.raises(NotAllowed):
        give_new_keys(Session(clinic.open(Role.NURSE)), clinic.keys(WHO).id, keyset.public, stolen=False)
    revoke(clinic.open(), clinic.keys(WHO).id)
    with pytest.raises(NotAllowed):
        give_new_keys(Session(clinic.open()), clinic.keys(WHO).id, keyset.public, stolen=False)


def test_that_an_administrator_gives_themselves_new_keys_and_the_old_ones_administer_nothing(clinic: Clinic) -> None:
    keyset = renew(clinic, stolen=True, who=clinic.founder)
    session = Session(clinic.open(keyset))
    assert session.may_enrol
    assert set(clinic.ids(keyset)) == set(clinic.ids(WHO))
    assert session.vault.keyring.knowing(clinic.patient).isdisjoint({clinic.founder.id})
    thief, nurse = goes_on(clinic.open()), clinic.keys(Role.NURSE).id
    thief.write([clear("revoke", {"heads": heads_of(thief, nurse)}, to=nurse, reg=thief.registry.last + 1)])
    assert nurse in clinic.open(keyset).registry.active


def test_that_keys_given_twice_leave_only_the_last(clinic: Clinic) -> None:
    first = renew(clinic)
    second = renew(clinic)
    assert {first.id, clinic.keys(WHO).id}.isdisjoint(clinic.open().registry.active)
    assert clinic.open().registry.signing(first.id) == second.id
    assert set(clinic.ids(second)) == set(clinic.ids())


def test_that_every_giving_of_new_keys_stands_in_the_audit_under_one_name(clinic: Clinic) -> None:
    renew(clinic, stolen=True)
    rows = newest(Session(clinic.open()), {}).rows
    told = {row.deed: row.object for row in rows if row.deed in (Deed.NEW_KEYS, Deed.OLD_KEYS_ENDED)}
    assert told == dict.fromkeys((Deed.NEW_KEYS, Deed.OLD_KEYS_ENDED), f"Member {WHO.value}")
    assert not any(row.deed is Deed.ENDED for row in rows)


@pytest.mark.parametrize("whom", ["somebody unknown", "who has left", "anybody, by custody"])
def test_that_keys_stand_for_nobody_who_does_not_belong_to_the_clinic_nor_by_a_custody_sheet(
    clinic: Clinic, whom: str
) -> None:
    keyset, vault = Keyset.new(), clinic.open()
    instead = Keyset.new().id if whom == "somebody unknown" else clinic.keys(WHO).id
    if whom == "who has left":
        revoke(vault, instead)
    if whom == "anybody, by custody":
        one, two, _three = (Sheet.found_in(sheet.code) for sheet in clinic.sheets)
        vault = clinic.open(join(one, two, vault.registry.custody.id if vault.registry.custody else ""))
    body = {"keys": keyset.public.to_json(), "roles": [WHO.value], "instead": instead}
    vault.write([clear("member", body, to=keyset.id, reg=vault.registry.last + 1)])
    registry = clinic.open().registry
    assert keyset.id not in registry.members
    assert "does not belong to the clinic" in registry.trouble[-1][1]


# --- at this computer ------------------------------------------------------------------------------------------------


@pytest.fixture
def computer(original_clinic: Clinic, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClinicSettings:
    """The clinic's computer, with settings of this test's own."""
    shutil.copytree(home / ".local/share", tmp_path / "computer")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "computer"))
    return ClinicSettings(original_clinic.id)


def test_that_the_sign_in_name_opens_with_the_new_passphrase_and_no_more_with_the_old(
    clinic: Clinic, computer: ClinicSettings
) -> None:
    session = Session(clinic.open())
    kit = give_new_keys_here(session, clinic.founder.id, NEW, stolen=True, old_passphrase=PASSPHRASE, cost=LIGHT)
    assert kit.sign_in == "chen"
    vault = unlock(clinic.path, "chen", NEW, clock=clinic.clock)
    vault.file.close()
    assert vault.registry.person(vault.member) == clinic.founder.id
    with pytest.raises(WrongSecret):
        unlock(clinic.path, "chen", PASSPHRASE, clock=clinic.clock)


def test_that_a_wrong_old_passphrase_or_a_paper_that_cannot_be_kept_changes_nothing(
    clinic: Clinic, computer: ClinicSettings
) -> None:
    session = Session(clinic.open())

    def no_paper(_kit: object) -> object:
        raise NotAllowed("No paper.")

    for refused, extra in ((WrongSecret, {"old_passphrase": "not this one at all"}), (NotAllowed, {"keep": no_paper})):
        with pytest.raises(refused):
            give_new_keys_here(session, clinic.founder.id, NEW, stolen=True, cost=LIGHT, **extra)
    unlock(clinic.path, "chen", PASSPHRASE, clock=clinic.clock).file.close()
    assert session.vault.registry.stolen == frozenset()
