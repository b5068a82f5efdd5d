"""Break-glass from one computer to another, over a real PostgreSQL: committed first, then the pad, then the chart."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from careboard.clinical.note import PsychotherapyNote
from careboard.clinical.people import Role
from careboard.clinical.values import PatientId
from careboard.exchange.sync.engine import Engine
from careboard.settings import HubAddress, HubSettings
from careboard.storage.hub.connecting import Line, connect
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.logins import login_of, verifier
from careboard.storage.hub.port import HubAway
from careboard.storage.hub.postgres import PostgresHub
from careboard.storage.vaultfile import VaultFile
from careboard.vault.keys import Keyset
from careboard.vault.refusals import NotAllowed
from careboard.workflow.breaking_glass.at_desk import follow_opened
from careboard.workflow.breaking_glass.opening import OpenChart, find, open_in_emergency
from careboard.workflow.breaking_glass.requests import Outcome, review
from careboard.workflow.hub.creating import ServersAdministrator, create_hub
from careboard.workflow.hub.emergencies import HubPads, pads_of_hub
from careboard.workflow.hub.replica import VaultReplica
from careboard.workflow.hub.syncing import sync
from careboard.workflow.open_vault import OpenVault
from careboard.workflow.session import Session
from tests.clinic import PASSPHRASE, Clinic, note
from tests.clinical_examples import REGISTRATION
from tests.emergencies import ASKER, OFFICER, READ_BY_TWO, READER, REASON, give_passphrase, open_requests
from tests.hub.server import ADMINISTRATOR, HOST, PASSWORD, Server

DATABASE = "emergency"
SINCE = "The sister has come, and says that there was no overdose before."
LATER = "Collapsed at 13:40; the sister is on her way."


@dataclass
class Hospital:
    """A clinic with a hub. `clinic` is the computer of those who treat the patient; `away` that of the asker."""

    clinic: Clinic
    patient: PatientId
    server: Server
    away: Path

    @property
    def address(self) -> HubAddress:
        return HubAddress(HOST, self.server.port, DATABASE, self.server.certificate.read_text())

    def asker(self) -> OpenVault:
        """The asker's vault, on a computer that never held the chart."""
        self.clinic._opened.append(VaultFile.open(self.away))
        return OpenVault(self.clinic._opened[-1], self.clinic.keys(ASKER), self.clinic.id, self.clinic.clock)

    def share(self, who: Role | None = None) -> None:
        """Somebody's computer meets the hub."""
        assert sync(self.clinic.open(who)).hindrance is None

    def ask(self, question: str, *values: object) -> list[tuple[object, ...]]:
        """As the server's administrator."""
        with self.server.administer(DATABASE) as line:
            return line.execute(question.encode(), values or None).fetchall()


@pytest.fixture(scope="module")
def hospital(original_clinic: Clinic, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hospital]:
    """Two read the chart, with a private note beside it; the asker's computer has met the hub."""
    clinic = original_clinic.copied_to(tmp_path_factory.mktemp("hospital"))
    with server.administer() as line:
        line.execute(f"CREATE DATABASE {DATABASE}".encode())
    hospital = Hospital(clinic, PatientId(""), server, tmp_path_factory.mktemp("away") / "clinic.careboard")
    try:
        create_hub(clinic.open(), ServersAdministrator(hospital.address, ADMINISTRATOR, PASSWORD))
        admit(hospital, ASKER, READER, OFFICER)
        hospital.patient = a_chart(hospital)
        hospital.share()
        hospital.share(READER)
        begin_elsewhere(hospital, clinic.keys(ASKER))
        yield hospital
    finally:
        clinic.close()
        HubSettings.forget(clinic.id)
        server.forget(DATABASE)


def admit(hospital: Hospital, *roles: Role) -> None:
    """Logins, as an administrator's client makes them."""
    line: Line
    with connect(hospital.address, ADMINISTRATOR, PASSWORD) as line:
        for role in roles:
            keys = hospital.clinic.keys(role)
            login = login_of(keys.id)
            line.execute("SELECT hub.invite(%s, %s)", (login, verifier(line, login, keys.hub_password)))
            line.execute("SELECT hub.admit(%s, %s, false)", (login, bytes.fromhex(keys.id)))
            known = HubSettings.of(hospital.clinic.id)
            assert known is not None
            known.with_login(keys.id, login).keep(hospital.clinic.id)


def a_chart(hospital: Hospital) -> PatientId:
    """A chart that counselor and nurse read."""
    clinic = hospital.clinic
    reader = clinic.open(READER)
    patient = PatientId(reader.begin_stream([clinic.keys(READER).id, clinic.keys(Role.NURSE).id]))
    clinic.write(READER, REGISTRATION, stream=patient)
    clinic.write(READER, note(READ_BY_TWO), stream=patient)
    return patient


def begin_elsewhere(hospital: Hospital, keys: Keyset) -> None:
    """The asker's own computer: a new file that is filled by the hub alone, of which a colleague hands out the key."""
    file = VaultFile.create(hospital.away)
    line = LastingLine(hospital.address, login_of(keys.id), keys.hub_password)
    try:
        replica = VaultReplica(file, keys, hospital.clinic.id, hospital.clinic.clock)
        assert Engine(replica, PostgresHub(line)).sync().hindrance is None
    finally:
        line.close()
        file.close()
    give_passphrase(hospital.asker())


def opened(vault: OpenVault, patient: PatientId) -> OpenChart:
    with pads_of_hub(vault) as pads:
        return open_in_emergency(Session(vault), patient, REASON, PASSPHRASE, pads)


def said(chart: OpenChart) -> str:
    return " ".join(row.words for row in chart.chart(chart.patient).timeline)


def test_that_the_request_is_committed_then_the_pad_comes_then_the_chart_opens_with_what_was_written_since(
    hospital: Hospital,
) -> None:
    asker = hospital.asker()
    hospital.clinic.write(READER, note(LATER), stream=hospital.patient)
    hospital.share(READER)
    found = {match.patient: match.reads for match in find(Session(asker), family="Rivera", given="May")}
    assert found == {hospital.patient: False, hospital.clinic.patient: True}  # two patients of one name
    chart = opened(asker, hospital.patient)
    assert chart.whole
    assert READ_BY_TWO in said(chart)
    assert LATER in said(chart)
    assert not asker.keyring.holds(hospital.patient)
    assert follow_opened(chart) is None
    hospital.clinic.write(READER, note(SINCE), stream=hospital.patient)
    hospital.share(READER)
    sync(asker)
    news = follow_opened(chart)
    assert news is not None
    assert SINCE in news.timeline[0].words
    released = hospital.ask("SELECT login, pads FROM hub.released WHERE request = %s", bytes.fromhex(chart.request))
    assert released == [(login_of(asker.member), 1)]
    kinds = hospital.ask("SELECT kind FROM hub.record WHERE id = %s", bytes.fromhex(chart.request))
    assert kinds == [("breakglass",)]


def test_that_the_privacy_officer_elsewhere_reads_why_and_everybody_hears_of_the_review(hospital: Hospital) -> None:
    asker = hospital.asker()
    record = opened(asker, hospital.patient).request
    hospital.share(OFFICER)
    officer = hospital.clinic.open(OFFICER)
    (asked,) = (one for one in open_requests(officer) if one.record == record)
    assert (asked.by, asked.reason, asked.named) == (asker.member, REASON, "RIVERA, Maya")
    review(officer, asked, Outcome.IN_ORDER, "Seen with the physician.")
    hospital.share(OFFICER)
    assert record in {one.record for one in open_requests(asker)}
    sync(asker)
    assert record not in {one.record for one in open_requests(asker)}


def test_that_no_private_note_is_within_reach_of_a_request(hospital: Hospital) -> None:
    reader = hospital.clinic.open(READER)
    private = reader.begin_stream([reader.member])
    hospital.clinic.write(READER, PsychotherapyNote(hospital.patient, "For supervision."), stream=private)
    hospital.share(READER)
    asker = hospital.asker()
    sync(asker)
    assert hospital.ask("SELECT key FROM hub.bg_pad WHERE stream = %s", bytes.fromhex(private)) == []
    with pytest.raises(NotAllowed, match="cannot be opened in an emergency"):
        opened(asker, PatientId(private))


def test_that_who_does_not_treat_is_refused_and_asks_the_server_nothing(hospital: Hospital) -> None:
    officer = hospital.clinic.open(OFFICER)
    before = hospital.ask("SELECT count(*) FROM hub.released")
    with pytest.raises(NotAllowed, match="treats"):
        opened(officer, hospital.patient)
    assert hospital.ask("SELECT count(*) FROM hub.released") == before


def test_that_without_the_server_nothing_opens_and_a_sentence_says_so(hospital: Hospital) -> None:
    asker = hospital.asker()
    line = LastingLine(hospital.address, login_of(asker.member), asker.keyset.hub_password)
    before = open_requests(asker)
    nowhere = HubAddress(HOST, 1, DATABASE, hospital.address.authority)
    pads = HubPads(asker, LastingLine(nowhere, line.login, line.password), asker.file)
    with pytest.raises(HubAway, match="without it no chart opens in an emergency") as away:
        open_in_emergency(Session(asker), hospital.patient, REASON, PASSPHRASE, pads)
    assert "care team" in away.value.told
    assert open_requests(asker) == before


def test_that_a_server_that_loses_the_line_at_the_request_opens_nothing(
    hospital: Hospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked is on this computer's record, and is shared when the server answers again."""
    asker = hospital.asker()

    def cut(*_: object) -> None:
        raise HubAway("The server cannot be reached.")

    before = len(open_requests(asker))
    monkeypatch.setattr(PostgresHub, "push", cut)
    monkeypatch.setattr(HubPads, "meet", lambda _: None)
    with pytest.raises(HubAway, match="cannot be reached"):
        opened(asker, hospital.patient)
    assert len(open_requests(asker)) == before + 1
