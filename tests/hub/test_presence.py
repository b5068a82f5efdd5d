"""Who is writing now: told to the readers of the chart within two minutes, and to nobody else, the server included."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from careboard.clinical.people import Role
from careboard.clinical.values import MemberId, PatientId
from careboard.storage.hub.presence import Heard, PostgresPresence
from careboard.vault.keys import StreamKey
from careboard.vault.presence import FRESH, PIECE, Bound, Saying, opened_saying, sealed_saying
from careboard.workflow.hub.presence import AGAIN, Attendance, AtWork, Doing, Present
from careboard.workflow.hub.reaching import line_to_hub
from careboard.workflow.open_vault import OpenVault
from tests.clinic import Clinic
from tests.hub.people_on_hub import on_hub
from tests.hub.server import Server


@dataclass
class Wall:
    """A board in memory, on which everybody's sealed lines hang."""

    lines: dict[bytes, bytes] = field(default_factory=dict)
    said: int = 0

    def say(self, station: bytes, sealed: bytes | None) -> None:
        self.said += 1
        self.lines.pop(station, None)
        if sealed is not None:
            self.lines[station] = sealed

    def heard(self) -> list[Heard]:
        return [Heard(*line) for line in self.lines.items()]


@dataclass
class Watch:
    """Seconds that pass when a test says so."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def at_work(patient: PatientId, doing: Doing = Doing.NOTE) -> AtWork:
    return AtWork(frozenset({(patient, doing)}), frozenset({patient}))


def test_that_on_the_hub_a_colleague_is_told_who_writes_and_until_when(
    clinic: Clinic, server: Server, tmp_path: Path
) -> None:
    patient = clinic.patient
    with on_hub(clinic, server) as hub:
        nurse = hub.colleague(Role.NURSE, tmp_path / "nurse.careboard")
        founder = clinic.open()
        lines = [line_to_hub(vault) for vault in (founder, nurse.session.vault)]
        doctors, nurses = (Attendance(PostgresPresence(line)) for line in lines)
        try:
            assert doctors.turn(founder, at_work(patient)) == frozenset()
            reading = AtWork(open=frozenset({patient}))
            there = Present(patient, MemberId(founder.member), Doing.NOTE)
            assert nurses.turn(nurse.session.vault, reading) == {there}
            (heard,) = PostgresPresence(lines[1]).heard()
            for secret in (founder.member, patient, "note"):
                assert secret.encode() not in heard.sealed
                assert bytes(heard.sealed).find(bytes.fromhex(founder.member)) == -1
            doctors.turn(founder, reading)
            assert nurses.turn(nurse.session.vault, reading) == frozenset()
        finally:
            for line in lines:
                line.close()
            nurse.close()


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def people(clinic: Clinic) -> tuple[OpenVault, OpenVault]:
    return clinic.open(), clinic.open(Role.NURSE)


def test_that_it_is_said_again_before_it_is_forgotten_and_no_oftener(
    clinic: Clinic, wall: Wall, people: tuple[OpenVault, OpenVault]
) -> None:
    watch, (doctor, _) = Watch(), people
    attendance = Attendance(wall, watch)
    for seconds, said in ((0, 1), (10, 1), (AGAIN.total_seconds(), 2)):
        watch.now = 100.0 + seconds
        attendance.turn(doctor, at_work(clinic.patient))
        assert wall.said == said
    assert timedelta(minutes=1) > AGAIN
    attendance.turn(doctor, AtWork())
    attendance.turn(doctor, AtWork())
    assert (wall.lines, wall.said) == ({}, 3)


def test_that_who_holds_no_key_of_the_chart_and_who_looks_at_another_is_told_nothing(
    clinic: Clinic, wall: Wall, people: tuple[OpenVault, OpenVault]
) -> None:
    doctor, nurse = people
    own = PatientId(doctor.begin_stream([doctor.member]))
    writing = frozenset({(own, Doing.ORDER), (clinic.patient, Doing.FORM)})
    Attendance(wall).say(doctor, writing)
    told = Attendance(wall).others(nurse, [own, clinic.patient])
    assert told == {Present(clinic.patient, MemberId(doctor.member), Doing.FORM)}
    assert Attendance(wall).others(nurse, []) == frozenset()
    officer = clinic.open(Role.PRIVACY_OFFICER)
    assert Attendance(wall).others(officer, [clinic.patient]) == frozenset()


def test_that_a_line_taken_from_one_computer_or_kept_for_later_says_nothing(
    clinic: Clinic, wall: Wall, people: tuple[OpenVault, OpenVault]
) -> None:
    doctor, nurse = people
    Attendance(wall).say(doctor, frozenset({(clinic.patient, Doing.NOTE)}))
    (line,) = wall.lines.values()
    assert len(line) == PIECE
    for elsewhere in ({b"\1" * 16: line}, {next(iter(wall.lines)): bytes(len(line))}, {b"\2" * 16: line[:40]}):
        assert Attendance(Wall(dict(elsewhere))).others(nurse, [clinic.patient]) == frozenset()
    clinic.clock.now += timedelta(milliseconds=FRESH + 1)
    assert Attendance(wall).others(nurse, [clinic.patient]) == frozenset()


def test_that_all_pieces_are_of_one_size_and_open_for_one_chart_alone() -> None:
    key, bound = StreamKey.new(), Bound("c" * 64, "5" * 64, "1" * 32)
    pieces = {doing: sealed_saying(Saying("a" * 64, doing, 5), key, bound) for doing in Doing}
    assert {len(piece) for piece in pieces.values()} == {PIECE}
    assert opened_saying(pieces[Doing.NOTE], key, bound, 5) == Saying("a" * 64, "note", 5)
    assert opened_saying(pieces[Doing.NOTE], key, Bound("c" * 64, "6" * 64, "1" * 32), 5) is None
