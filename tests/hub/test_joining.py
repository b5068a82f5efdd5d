"""A newcomer joins a clinic from another computer: file, six words, signature, keys; and nobody is let in without."""

import json
import re
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from careboard.cli import run
from careboard.clinical.people import Role
from careboard.clinical.values import PatientId
from careboard.documents.keys_on_paper import Kit
from careboard.settings import ClinicSettings, HubSettings
from careboard.storage.hub.connecting import LoginUnknown
from careboard.storage.hub.port import HubAway, HubRefused
from careboard.storage.hub.postgres import PostgresHub
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import LIGHT
from careboard.vault.refusals import NotAllowed
from careboard.workflow.founding import Person
from careboard.workflow.hub import approving
from careboard.workflow.hub.approving import OtherWords
from careboard.workflow.hub.coming_again import come, take_up
from careboard.workflow.hub.joining import AnotherClinic, Joining, ask_to_join, look_at_hub
from careboard.workflow.hub.logins import invite_member
from careboard.workflow.hub.reaching import line_to_hub
from careboard.workflow.hub.syncing import sync
from careboard.workflow.hub.waiting import ASKING, WAITING
from careboard.workflow.papers import NotWritten, Undo
from careboard.workflow.reading import entries_of
from careboard.workflow.refusals import NotLetInYet
from careboard.workflow.session import Session
from tests.clinic import PASSPHRASE, note
from tests.hub.computers import Computer, Shared

THEIRS = "four words of a newcomer"


@pytest.fixture
def session(shared: Shared) -> Iterator[Session]:
    with closing(shared.session()) as session:
        yield session


@pytest.fixture
def laptop(tmp_path: Path) -> Computer:
    return Computer(tmp_path / "laptop")


def nurse(name: str, sign_in: str = "nurse") -> Person:
    return Person(name, Role.NURSE, sign_in, THEIRS)


def test_that_a_newcomer_asks_is_let_in_by_six_words_and_reads_what_was_granted(
    shared: Shared, session: Session, laptop: Computer
) -> None:
    enrolment = approving.invite(session)
    with laptop.at_hand() as path:
        asked = ask_to_join(path, enrolment, nurse("H. Nguyen"), "Room 3", cost=LIGHT)
        with closing(Joining.sign_in(path, "nurse", THEIRS)) as waits:
            assert waits.words == asked.words
            assert not waits.let_in
            with pytest.raises(NotLetInYet, match="not let you in yet"):
                waits.refuse_unless_let_in()
            assert waits.fetch().hindrance is not None
        with pytest.raises(NotLetInYet, match="not let in yet"):
            Session.unlock(path, "nurse", THEIRS)
    (newcomer,) = approving.waiting(session).newcomers
    assert (newcomer.name, newcomer.role, newcomer.device) == ("H. Nguyen", Role.NURSE, "Room 3")
    approving.approve(session, newcomer, [word.upper() for word in asked.words], "H. Nguyen", [Role.NURSE])
    assert approving.waiting(session).newcomers == ()
    with laptop.at_hand() as path:
        with closing(Joining.sign_in(path, "nurse", THEIRS)) as enters:
            enters.refuse_unless_let_in()
            assert enters.fetch().complete
        with closing(Session.unlock(path, "nurse", THEIRS)) as theirs:
            assert (theirs.me.name, theirs.clinic) == ("H. Nguyen", session.clinic)
            (chart,) = theirs.charts()
            authors = theirs.authors
            read = entries_of(theirs.vault, chart.patient, authors)
            assert read == entries_of(session.vault, chart.patient, authors) != ()


def test_that_wrong_words_and_other_people_let_nobody_in(shared: Shared, session: Session, laptop: Computer) -> None:
    enrolment = approving.invite(session)
    with laptop.at_hand() as path:
        asked = ask_to_join(path, enrolment, nurse("I. Impostor"), "A phone", cost=LIGHT)
    newcomer = approving.waiting(session).with_words(asked.words)
    others = [*asked.words[:5], "zebra" if asked.words[5] != "zebra" else "apple"]
    members = session.vault.registry.members
    for wrong in (others, asked.words[:5], [*asked.words, "more"], ["", *asked.words[1:]]):
        with pytest.raises(OtherWords, match="not the six words"):
            approving.approve(session, newcomer, wrong, "I. Impostor", [Role.NURSE])
        with pytest.raises(OtherWords, match="Nobody who asks"):
            approving.waiting(session).with_words(wrong)
    stranger = replace(newcomer, keys=Keyset.new().public)  # whatever became of it between words and signature
    with pytest.raises(OtherWords, match="not the six words"):
        approving.approve(session, stranger, asked.words, "I. Impostor", [Role.NURSE])
    with pytest.raises(NotAllowed, match="one role at least"):
        approving.approve(session, newcomer, asked.words, "I. Impostor", [])
    with closing(Session(shared.clinic.open(Role.PHYSICIAN))) as colleague:
        for act in (approving.invite, approving.waiting):
            with pytest.raises(NotAllowed, match="Only an administrator"):
                act(colleague)
        with pytest.raises(NotAllowed, match="Only an administrator"):
            approving.approve(colleague, newcomer, asked.words, "I. Impostor", [Role.NURSE])
    session.vault.refresh()
    assert session.vault.registry.members == members
    approving.turn_away(session, newcomer)
    assert approving.waiting(session).newcomers == ()
    with (
        laptop.at_hand() as path,
        closing(Joining.sign_in(path, "nurse", THEIRS)) as turned_away,
        pytest.raises(HubRefused, match="does not know your login"),
    ):
        turned_away.refuse_unless_let_in()


def test_that_a_second_newcomer_may_share_the_computer_and_its_vault(
    shared: Shared, session: Session, laptop: Computer
) -> None:
    words = {}
    for sign_in in ("first", "second"):
        enrolment = approving.invite(session)
        with laptop.at_hand() as path:
            words[sign_in] = ask_to_join(path, enrolment, nurse(sign_in, sign_in), "Room 5", cost=LIGHT).words
        newcomer = approving.waiting(session).with_words(words[sign_in])
        approving.approve(session, newcomer, words[sign_in], sign_in, [Role.NURSE])
        with laptop.at_hand() as path, closing(Joining.sign_in(path, sign_in, THEIRS)) as enters:
            assert enters.fetch().complete
    with laptop.at_hand() as path:
        for sign_in in words:
            with closing(Session.unlock(path, sign_in, THEIRS)) as theirs:
                assert theirs.me.name == sign_in
                assert sync(theirs.vault).complete


def test_that_a_member_who_lost_their_keys_comes_with_new_ones_and_the_old_login_is_shut_out(
    shared: Shared, session: Session, laptop: Computer
) -> None:
    old = shared.clinic.keys(Role.COUNSELOR)
    take_up(shared.clinic.open(old), invite_member(session.vault, old.id))
    enrolment = approving.invite(session)
    with laptop.at_hand() as path:
        asked = ask_to_join(path, enrolment, nurse("anybody"), "Room 6", cost=LIGHT)
    newcomer = approving.waiting(session).with_words(asked.words)
    with pytest.raises(OtherWords):
        approving.approve_new_keys(session, newcomer, asked.words[::-1], old.id, stolen=True)
    approving.approve_new_keys(session, newcomer, asked.words, old.id, stolen=True)
    written = session.append(session_patient(session), note("For the new keys."))
    assert sync(session.vault).complete
    with laptop.at_hand() as path:
        with closing(Joining.sign_in(path, "nurse", THEIRS)) as enters:
            assert enters.fetch().complete
        with closing(Session.unlock(path, "nurse", THEIRS)) as theirs:
            assert theirs.me.member == old.id
            assert written in [entry.id for entry in entries_of(theirs.vault, session_patient(theirs), theirs.authors)]
    with pytest.raises(LoginUnknown):
        PostgresHub(line_to_hub(shared.clinic.open(old))).digest()


def test_that_a_members_file_is_taken_up_by_a_vault_that_has_their_keys_already(
    shared: Shared, session: Session
) -> None:
    enrolment = invite_member(session.vault, session.vault.member)
    with pytest.raises(LoginUnknown):
        PostgresHub(line_to_hub(session.vault)).digest()
    come(shared.clinic.path, enrolment, "chen", PASSPHRASE)
    assert sync(session.vault).complete


def test_that_a_hub_out_of_reach_is_told_in_words_that_fit_who_has_written_nothing_yet(
    session: Session, laptop: Computer
) -> None:
    enrolment = approving.invite(session)
    with laptop.at_hand() as path, closing(socket.socket()) as deaf:
        deaf.bind(("127.0.0.1", 0))  # nobody listens there
        away = replace(enrolment, address=replace(enrolment.address, port=deaf.getsockname()[1]))
        with pytest.raises(HubAway) as refused:
            look_at_hub(away)
        assert refused.value.next_step == ASKING
        asked = ask_to_join(path, enrolment, nurse("H. Nguyen"), "Room 3", cost=LIGHT)
        known = HubSettings.of(enrolment.clinic)
        assert known is not None
        replace(known, address=away.address).keep(enrolment.clinic)
        with closing(Joining.sign_in(path, "nurse", THEIRS)) as waits:
            with pytest.raises(HubAway) as refused:
                assert waits.let_in
            hindrance = waits.fetch().hindrance
    approving.turn_away(session, approving.waiting(session).with_words(asked.words))
    assert refused.value.next_step == WAITING
    assert isinstance(hindrance, HubAway)
    assert hindrance.next_step == WAITING


def session_patient(session: Session) -> PatientId:
    (chart,) = session.charts()
    return chart.patient


def test_that_what_fails_while_asking_leaves_nothing_behind(session: Session, laptop: Computer, tmp_path: Path) -> None:
    enrolment = approving.invite(session)
    with laptop.at_hand() as path:
        of_another = replace(enrolment, clinic="ab" * 32)
        with pytest.raises(AnotherClinic, match="not that of the clinic in the file"):
            ask_to_join(path, of_another, nurse("H. Nguyen"), "Room 3", cost=LIGHT)
        used = replace(enrolment, password="used already")
        with pytest.raises(HubRefused, match="does not know your login"):
            ask_to_join(path, used, nurse("H. Nguyen"), "Room 3", cost=LIGHT)
        with pytest.raises(NotWritten):
            ask_to_join(path, enrolment, nurse("H. Nguyen"), "Room 3", cost=LIGHT, keep=_no_paper)
        assert not path.exists()
        assert not ClinicSettings(enrolment.clinic).known_here


def test_that_the_commands_lead_from_the_file_to_the_chart(
    shared: Shared, laptop: Computer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pass").write_text(PASSPHRASE)
    (tmp_path / "theirs").write_text(THEIRS)
    founder = [str(shared.clinic.path), "--as", "chen", "--passphrase-file", str(tmp_path / "pass")]
    file, kit = tmp_path / "join.json", tmp_path / "kit.pdf"
    assert run(["hub", "invite", *founder, "-o", str(file)]) == 0
    assert run(["hub", "invite", *founder, "-o", str(file)]) == 1
    with laptop.at_hand() as path:
        who = [str(path), "--as", "dow", "--passphrase-file", str(tmp_path / "theirs")]
        asks = ["hub", "join", *who, "--enrollment", str(file), "--role", "nurse", "--kit", str(kit)]
        capsys.readouterr()
        assert run(asks) == 1
        assert "these are needed, too: --name" in capsys.readouterr().err
        asks[asks.index("nurse")] = "admin"
        assert run([*asks, "--name", "J. Dow", "--device", "Room 4"]) == 0
        words = re.search(r"Your six words: (.*)", capsys.readouterr().err)
        assert words is not None
        assert kit.exists()
        assert run(["hub", "join", *who]) == 1
        assert "not let you in yet" in capsys.readouterr().err
    assert run(["hub", "approve", *founder, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["name"], one["device"]) for one in told["waiting"]] == [("J. Dow", "Room 4")]
    assert run(["hub", "approve", *founder]) == 0
    assert words[1] not in json.dumps(told) + capsys.readouterr().out
    assert run(["hub", "approve", *founder, "--words", *reversed(words[1].split())]) == 1
    assert "Nobody who asks to join has these six words." in capsys.readouterr().err
    approves = ["hub", "approve", *founder, "--words", *words[1].split()]
    assert run(approves) == 1
    assert "not given because it was asked for" in capsys.readouterr().err
    assert run([*approves, "--role", "nurse"]) == 0
    with laptop.at_hand() as path:
        assert run(["hub", "join", *who]) == 0
        capsys.readouterr()
        assert run(["patients", *who, "--json"]) == 0
        assert len(json.loads(capsys.readouterr().out)) == 1
        assert run(["sync", *who]) == 0


def _no_paper(_kit: Kit) -> Undo:
    raise NotWritten("The printer is on fire.")
