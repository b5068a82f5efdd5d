"""Members at a hub: those of a vault older than it, administrators at once, a new computer, and who has left."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from careboard.cli import run
from careboard.clinical.people import Role
from careboard.documents.keys_on_paper import custody_pdf
from careboard.exchange.sync import announcing
from careboard.exchange.sync.announcing import Arrival, announce
from careboard.settings import ClinicSettings, HubSettings
from careboard.storage.hub.connecting import LoginUnknown
from careboard.storage.hub.logins import login_of
from careboard.storage.hub.port import Digest, Hub, RegistryMoved
from careboard.storage.hub.reception import Login, Reception
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import LIGHT, Slot, close_passphrase
from careboard.vault.record import Record
from careboard.vault.refusals import NotAllowed
from careboard.workflow.enrolling import change_membership
from careboard.workflow.founding import Person
from careboard.workflow.hub.ahead import HubNeeded, hub_first
from careboard.workflow.hub.coming_again import NoKeyBox, come_again, take_up
from careboard.workflow.hub.creating import create_hub
from careboard.workflow.hub.enrolment import BadEnrolment
from careboard.workflow.hub.joining import Joining
from careboard.workflow.hub.logins import invite_member
from careboard.workflow.hub.reaching import NoHub, line_to_hub
from careboard.workflow.hub.syncing import sync
from careboard.workflow.open_vault import OpenVault, clear
from careboard.workflow.people import change_roles, heads_of
from careboard.workflow.reading import authors_of, entries_of
from careboard.workflow.recovery import recover_by_custody
from careboard.workflow.session import Session
from careboard.workflow.sign_in import change_passphrase
from tests.clinic import PASSPHRASE, Clinic, note
from tests.hub.computers import Computer, Shared
from tests.hub.proxy import Proxy, between
from tests.hub.server import HOST, Server
from tests.hub.test_creating import administrator

THEIRS = "four words of a member"


@pytest.fixture
def founder(shared: Shared) -> OpenVault:
    vault = hub_first(shared.clinic.open())
    assert sync(vault).complete
    return vault


@pytest.fixture
def laptop(tmp_path: Path) -> Computer:
    return Computer(tmp_path / "laptop")


def has_passphrase(clinic: Clinic, member: Keyset) -> None:
    """Somebody signs in on this computer."""
    secret = ClinicSettings(clinic.id).site_secret()
    slot = close_passphrase(member, clinic.id, THEIRS, secret, LIGHT)
    clinic.file().put_keyslot(member.id, slot.slot, slot.encode())


def logins(vault: OpenVault) -> dict[str, Login]:
    with closing(line_to_hub(vault)) as line:
        return {login.login: login for login in Reception(line).logins()}


def read(vault: OpenVault, patient: str) -> list[str]:
    return [entry.id for entry in entries_of(vault, patient, authors_of(vault))]


def elsewhere(shared: Shared, laptop: Computer, role: Role) -> OpenVault:
    """A member who comes with a copy of the vault to another computer, and takes up a login there."""
    member = shared.clinic.keys(role)
    enrolment = invite_member(hub_first(shared.clinic.open()), member.id)
    with laptop.at_hand():
        copy = shared.clinic.copied_to(laptop.folder)
        copy.file().renew_installation()
        vault = hub_first(copy.open(member))
        take_up(vault, enrolment)
        assert sync(vault).complete
    return vault


# Who was there before the hub


def test_that_who_signs_in_here_is_given_a_login_and_takes_it_up_unnoticed(shared: Shared) -> None:
    member = shared.clinic.keys(Role.PHYSICIAN)
    has_passphrase(shared.clinic, member)
    theirs = shared.clinic.open(Role.PHYSICIAN)
    with pytest.raises(NoHub, match="You have no login"):
        sync(theirs)
    assert sync(shared.clinic.open()).complete
    waiting = HubSettings.of(shared.clinic.id)
    assert waiting is not None
    assert waiting.first[member.id].login == login_of(member.id)
    assert sync(theirs).complete
    settled = HubSettings.of(shared.clinic.id)
    assert settled is not None
    assert (settled.logins[member.id], dict(settled.first)) == (login_of(member.id), {})
    assert sync(theirs).complete
    assert not logins(shared.clinic.open())[login_of(member.id)].repair


def test_that_a_first_login_that_was_used_and_not_noted_is_used_once_more(shared: Shared, founder: OpenVault) -> None:
    member = shared.clinic.keys(Role.COUNSELOR)
    has_passphrase(shared.clinic, member)
    assert sync(founder).complete
    before = HubSettings.of(shared.clinic.id)
    assert before is not None
    assert sync(shared.clinic.open(Role.COUNSELOR)).complete
    before.keep(shared.clinic.id)  # as if the computer had lost its power in between
    assert sync(shared.clinic.open(Role.COUNSELOR)).complete
    told = HubSettings.of(shared.clinic.id)
    assert told is not None
    assert member.id in told.logins
    replace(before, first={member.id: replace(before.first[member.id], sealed="00")}).keep(shared.clinic.id)
    with pytest.raises(NoHub, match="is damaged"):
        sync(shared.clinic.open(Role.COUNSELOR))
    told.keep(shared.clinic.id)


def test_that_somebody_enrolled_here_has_a_login_at_once(shared: Shared) -> None:
    with closing(shared.session()) as session:
        session.enrol(Person("L. Late", Role.NURSE, "late", THEIRS), cost=LIGHT)
    with closing(Session.unlock(shared.clinic.path, "late", THEIRS)) as late:
        assert sync(late.vault).complete


def test_that_a_file_for_a_member_serves_nobody_else(shared: Shared, founder: OpenVault, laptop: Computer) -> None:
    enrolment = invite_member(founder, shared.clinic.keys(Role.NUTRITIONIST).id)
    with laptop.at_hand():
        with pytest.raises(BadEnrolment, match="made for somebody else"):
            take_up(shared.clinic.open(Role.NURSE), enrolment)
        with pytest.raises(BadEnrolment, match="made for a newcomer"):
            take_up(shared.clinic.open(Role.NUTRITIONIST), replace(enrolment, member=""))
        with pytest.raises(NoKeyBox, match="not at the clinic's hub"):
            come_again(laptop.vault, enrolment, "diet", THEIRS)
        assert not laptop.vault.exists()
        assert HubSettings.of(shared.clinic.id) is None
    with pytest.raises(NotAllowed, match="Only an administrator"):
        invite_member(shared.clinic.open(Role.NURSE), shared.clinic.keys(Role.NURSE).id)
    with pytest.raises(NotAllowed, match="no such member"):
        invite_member(founder, "ab" * 32)


# Changes of people


@pytest.fixture
def two(shared: Shared, founder: OpenVault, tmp_path: Path) -> Iterator[tuple[OpenVault, OpenVault, Computer]]:
    """Two administrators at two computers, in step."""
    other = Computer(tmp_path / "other")
    vault = elsewhere(shared, other, Role.ADMIN)
    assert sync(founder).complete
    yield founder, vault, other
    vault.file.close()


def test_that_of_two_changes_of_people_at_once_the_second_is_refused_and_then_done_once_more(
    shared: Shared, two: tuple[OpenVault, OpenVault, Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, computer = two
    nurse, dietitian = shared.clinic.keys(Role.NURSE).id, shared.clinic.keys(Role.NUTRITIONIST).id
    change_roles(one, nurse, {Role.NURSE, Role.COORDINATOR})
    with computer.at_hand():
        before = {log: other.file.heads()[log] for log in own_logs(other)}
        assert other.ahead is not None
        with monkeypatch.context() as at_the_same_moment:
            ways = iter([_no_way, other.ahead.make_way])
            at_the_same_moment.setattr(other.ahead, "make_way", lambda: next(ways)())  # noqa: PLW0108  one at each call
            with pytest.raises(RegistryMoved, match="at this moment"):
                change_roles(other, dietitian, {Role.NUTRITIONIST, Role.COORDINATOR})
        assert {log: other.file.heads()[log] for log in own_logs(other)} == before
        change_roles(other, dietitian, {Role.NUTRITIONIST, Role.COORDINATOR})
        assert sync(other).complete
    assert sync(one).complete
    assert one.registry.trouble == other.registry.trouble == ()
    assert one.registry.members == other.registry.members
    assert one.registry.members[nurse].roles == {Role.NURSE, Role.COORDINATOR}
    assert one.registry.members[dietitian].roles == {Role.NUTRITIONIST, Role.COORDINATOR}


def _no_way() -> None:
    """The change of the other administrator comes just after this."""


def own_logs(vault: OpenVault) -> list[str]:
    return [log for log in vault.file.heads() if vault.file.owner(log) == vault.member]


def test_that_a_change_is_made_in_the_knowledge_of_all_that_the_hub_has(
    shared: Shared, two: tuple[OpenVault, OpenVault, Computer], tmp_path: Path
) -> None:
    one, other, computer = two
    counselor, laptop = shared.clinic.keys(Role.COUNSELOR).id, Computer(tmp_path / "laptop")
    theirs = Session(elsewhere(shared, laptop, Role.COUNSELOR))
    with laptop.at_hand():
        written = theirs.append(shared.clinic.patient, note("Shared, and seen by no administrator yet."))
        assert sync(theirs.vault).complete
        theirs.vault.file.close()
    change_roles(one, shared.clinic.keys(Role.NURSE).id, {Role.NURSE})
    with computer.at_hand():
        change_roles(other, counselor, {Role.COORDINATOR})
    assert sync(one).complete
    assert one.registry.members[counselor].roles == {Role.COORDINATOR}
    assert one.registry.trouble == ()
    assert written in read(one, shared.clinic.patient)


def test_that_what_was_signed_here_at_the_same_moment_is_shared_first(shared: Shared, founder: OpenVault) -> None:
    nurse = shared.clinic.keys(Role.NURSE).id
    founder.look_ahead()
    body = {"heads": heads_of(founder, nurse), "roles": ["nurse", "supervisor"]}
    change = clear("role", body, to=nurse, reg=founder.registry.last + 1)
    shared.clinic.write(None, note("In the same log, by another program."))
    founder.write([change])
    assert founder.registry.members[nurse].roles == {Role.NURSE, Role.SUPERVISOR}
    assert sync(founder).complete


@pytest.fixture
def proxy(shared: Shared, server: Server) -> Iterator[Proxy]:
    settings = HubSettings.of(shared.clinic.id)
    assert settings is not None
    with between(HOST, server.port) as proxy:
        replace(settings, address=replace(settings.address, port=proxy.port)).keep(shared.clinic.id)
        yield proxy
    settings.keep(shared.clinic.id)


def test_that_no_change_of_people_is_made_while_the_hub_is_away(
    shared: Shared, founder: OpenVault, proxy: Proxy
) -> None:
    proxy.go_away()
    people = founder.file.people()
    with pytest.raises(HubNeeded, match=r"needs its hub\. The server cannot be reached") as refusal:
        change_roles(founder, shared.clinic.keys(Role.NURSE).id, {Role.NURSE})
    assert "Nothing was changed. Do it again when the hub answers." in refusal.value.told
    with closing(Session(founder)) as session, pytest.raises(HubNeeded):
        session.enrol(Person("N. Nobody", Role.NURSE, "nobody", THEIRS), cost=LIGHT)
    assert "nobody" not in ClinicSettings(shared.clinic.id).sign_ins()
    assert founder.file.people() == people


def test_that_a_change_that_may_have_arrived_is_kept_and_settled_by_the_next_exchange(
    shared: Shared, founder: OpenVault, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    nurse = shared.clinic.keys(Role.NURSE).id
    arrivals = list[Arrival]()

    def cut_while_announcing(hub: Hub, records: Sequence[Record]) -> None:
        arrivals.append(announce(cast("Hub", CutAtPush(hub, proxy)), records))

    with monkeypatch.context() as patch:
        patch.setattr(announcing, "announce", cut_while_announcing)
        change_roles(founder, nurse, {Role.NURSE, Role.COORDINATOR})
    assert arrivals == [Arrival.UNKNOWN]
    assert founder.registry.members[nurse].roles == {Role.NURSE, Role.COORDINATOR}
    proxy.heal()
    assert sync(founder).complete
    assert founder.registry.trouble == ()


class CutAtPush:
    """A hub whose line breaks while it thanks for what was pushed."""

    def __init__(self, hub: Hub, proxy: Proxy) -> None:
        self._hub, self._proxy = hub, proxy

    def digest(self) -> Digest:
        return self._hub.digest()

    def push(self, records: Sequence[Record]) -> None:
        self._proxy.cut_at_answer()
        self._hub.push(records)


def test_that_whom_two_custody_sheets_made_administrator_comes_to_the_hub_by_the_servers(shared: Shared) -> None:
    clinic = shared.clinic
    one, other = (custody_pdf(clinic.sheets[number]) for number in (0, 2))
    successor = Person("D. Okafor", Role.SUPERVISOR, "okafor", THEIRS)
    recover_by_custody(clinic.path, (one, other), successor, cost=LIGHT, clock=clinic.clock)
    with closing(Session.unlock(clinic.path, "okafor", THEIRS, clock=clinic.clock)) as session:
        with pytest.raises(NoHub, match="You have no login"):
            session.enrol(Person("N. Nobody", Role.NURSE, "nobody", THEIRS), cost=LIGHT)
        create_hub(session.vault, administrator(shared.address))
        assert sync(session.vault).complete
        change_roles(session.vault, clinic.keys(Role.NURSE).id, {Role.NURSE})
    founder = clinic.open()
    assert sync(founder).complete
    assert founder.registry.trouble == ()


# Leaving, administrating, coming again


def test_that_a_login_follows_its_members_roles(shared: Shared, founder: OpenVault, laptop: Computer) -> None:
    member = shared.clinic.keys(Role.SUPERVISOR).id
    elsewhere(shared, laptop, Role.SUPERVISOR).file.close()
    with closing(Session(founder)) as session:
        change_membership(session, member, frozenset({Role.SUPERVISOR, Role.ADMIN}))
        assert logins(founder)[login_of(member)].repair
        change_membership(session, member, frozenset({Role.SUPERVISOR}))
        assert not logins(founder)[login_of(member)].repair


def test_that_who_left_gets_nothing_new_and_is_told(shared: Shared, founder: OpenVault, laptop: Computer) -> None:
    clinic, member = shared.clinic, shared.clinic.keys(Role.COORDINATOR)
    theirs = elsewhere(shared, laptop, Role.COORDINATOR)
    before = theirs.file.count()
    with closing(Session(hub_first(clinic.open()))) as session:
        change_membership(session, member.id, frozenset())
        assert logins(session.vault)[login_of(member.id)].dismissed is not None
        written = session.append(clinic.patient, note("After they had left."))
        assert sync(session.vault).complete
    with laptop.at_hand():
        synced = sync(theirs)
        assert isinstance(synced.hindrance, LoginUnknown)
        assert "does not let it in any more" in synced.hindrance.told
        assert "What you wrote stays on this computer." in synced.hindrance.told
        assert theirs.file.count() == before
        assert theirs.file.one(bytes.fromhex(written)) is None
        theirs.file.close()
    with pytest.raises(NotAllowed, match="no such member"):
        invite_member(founder, member.id)


def test_that_a_member_comes_to_a_new_computer_and_writes_a_log_of_its_own(
    shared: Shared, laptop: Computer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic, file = shared.clinic, tmp_path / "again.json"
    (tmp_path / "pass").write_text(PASSPHRASE)
    founder = [str(clinic.path), "--as", "chen", "--passphrase-file", str(tmp_path / "pass")]
    assert run(["hub", "invite", *founder, "-o", str(file), "--member", "X. Nobody"]) == 1
    assert "No member is called X. Nobody" in capsys.readouterr().err
    assert run(["hub", "invite", *founder, "-o", str(file), "--member", "A. Chen"]) == 0
    assert "Their other computers do not reach the hub until then." in capsys.readouterr().err
    assert run(["sync", *founder]) == 1
    with laptop.at_hand() as path:
        (tmp_path / "wrong").write_text("not my passphrase")
        again = ["hub", "join", str(path), "--enrollment", str(file), "--as", "chen", "--passphrase-file"]
        assert run([*again, str(tmp_path / "wrong")]) == 1
        assert "The passphrase does not fit." in capsys.readouterr().err
        assert not path.exists()
        assert not ClinicSettings(clinic.id).known_here
        assert run([*again, str(tmp_path / "pass")]) == 0
        with closing(Session.unlock(path, "chen", PASSPHRASE)) as session:
            session.append(clinic.patient, note("From the new computer."))
            assert sync(session.vault).complete
            mine = read(session.vault, clinic.patient)
            own = own_logs(session.vault)
    vault = clinic.open()
    assert sync(vault).complete
    assert read(vault, clinic.patient) == mine
    assert sorted(own_logs(vault)) == sorted(own)
    assert len(own) == 2


def test_that_an_older_key_box_is_told_at_the_new_computer_that_it_opened(
    shared: Shared, founder: OpenVault, laptop: Computer
) -> None:
    """The server's administrator keeps the box of the passphrase before, and hands it out again."""
    older = founder.file.keyslots(Slot.PASSPHRASE)[founder.member]
    change_passphrase(founder, THEIRS, cost=LIGHT)
    assert sync(founder).complete
    assert sync(founder).complete  # the record that names the newer box goes with the next one
    enrolment = invite_member(founder, founder.member)
    change_passphrase(founder, PASSPHRASE, cost=LIGHT)
    with shared.databases.server.administer(shared.address.database) as server:
        put_back = "UPDATE hub.keyslot SET sealed = %s WHERE member = %s AND slot = 'passphrase'"
        server.execute(put_back, (older, bytes.fromhex(founder.member)))
    with laptop.at_hand() as path:
        come_again(path, enrolment, "chen", PASSPHRASE)
        with closing(Joining.sign_in(path, "chen", PASSPHRASE)) as enters:
            fetched = enters.fetch()
            assert [alarm[0] for alarm in enters.file.alarms()] == ["OLD_KEYSLOT"]
    told = "The hub handed out an older key box than the one last made: tell your administrator."
    assert ([alarm.told for alarm in fetched.alarms], fetched.complete) == ([told], False)
