"""The enrolment file, and the request that a newcomer makes with what it says."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from careboard.settings import HubAddress
from careboard.vault.keys import Keyset
from careboard.vault.refusals import WrongSecret
from careboard.vault.request import Request
from careboard.workflow.hub.enrolment import BadEnrolment, Enrolment
from tests.hub.server import certify

CLINIC, LOGIN = "ab" * 32, "cb_newcomer"
SECRET = bytes(range(32))


@pytest.fixture(scope="module")
def enrolment(tmp_path_factory: pytest.TempPathFactory) -> Enrolment:
    folder = tmp_path_factory.mktemp("authority")
    certify(folder)
    authority = (folder / "ca.pem").read_text()
    address = HubAddress("hub.example.org", 5432, "careboard", authority)
    return Enrolment(address, CLINIC, "North River", SECRET, LOGIN, "once only")


def test_that_an_enrolment_file_says_all_that_a_new_computer_must_know(enrolment: Enrolment, tmp_path: Path) -> None:
    file = tmp_path / "join.json"
    enrolment.write(file)
    assert Enrolment.read(file) == enrolment
    assert file.stat().st_mode & 0o077 == 0


def test_that_no_secret_of_an_enrolment_stands_in_what_python_prints(enrolment: Enrolment) -> None:
    assert "once only" not in repr(enrolment)
    assert SECRET.hex() not in repr(enrolment)
    assert repr(SECRET) not in repr(enrolment)


def test_that_an_enrolment_file_takes_no_other_files_place(enrolment: Enrolment, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine")
    with pytest.raises(BadEnrolment, match="already a file"):
        enrolment.write(file)
    assert file.read_text() == "mine"


def _without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda told: told.pop(name)


def _with(name: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda told: told.update({name: value})


@pytest.mark.parametrize(
    "spoil",
    [
        *map(_without, ("format", "hub", "clinic", "named", "site_secret", "login", "password", "member")),
        _with("clinic", "ab"),
        _with("member", "ab"),
        _with("clinic", "AB" * 32),
        _with("site_secret", "00000-00000"),
        _with("hub", {"host": "hub.example.org", "port": 0, "database": "careboard", "authority": ""}),
        _with("hub", None),
    ],
)
def test_that_a_damaged_enrolment_file_is_refused_in_words(
    enrolment: Enrolment, spoil: Callable[[dict[str, Any]], object]
) -> None:
    told = json.loads(enrolment.encode())
    spoil(told)
    with pytest.raises(BadEnrolment, match="no enrollment file, or it is damaged"):
        Enrolment.decode(json.dumps(told).encode())


@pytest.mark.parametrize("content", [b"", b"null", b"[1]", b"\xff\xfe", b"[" * 100_000, b'{"format": {}}', b"7"])
def test_that_any_other_file_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(BadEnrolment):
        Enrolment.decode(content)


def test_that_a_file_of_a_newer_program_is_told_as_that(enrolment: Enrolment) -> None:
    told = json.loads(enrolment.encode()) | {"format": "careboard/enrolment/2"}
    with pytest.raises(BadEnrolment, match="another version"):
        Enrolment.decode(json.dumps(told).encode())


SAID = ("Ayotunde Ọládélé", "nurse", "Room 3")


def test_that_a_request_is_read_by_the_clinics_secret_alone() -> None:
    keyset = Keyset.new()
    sealed = Request.sealed(keyset, SAID, SECRET, CLINIC, LOGIN)
    assert Request.opened(sealed, SECRET, CLINIC, LOGIN) == Request(keyset.public, *SAID)
    assert b"Room 3" not in sealed
    for secret, clinic, login in (
        (os.urandom(32), CLINIC, LOGIN),
        (SECRET, "cd" * 32, LOGIN),
        (SECRET, CLINIC, "cb_somebody"),
    ):
        with pytest.raises(WrongSecret):
            Request.opened(sealed, secret, clinic, login)


class Impostor(Keyset):
    """Somebody who shows the public keys of another, as the registry tells them to everybody."""

    def __init__(self, another: Keyset) -> None:
        super().__init__(Keyset.new().seed)
        self.__dict__["public"] = another.public


def test_that_nobody_asks_under_keys_that_are_not_his_own() -> None:
    sealed = Request.sealed(Impostor(Keyset.new()), SAID, SECRET, CLINIC, LOGIN)
    with pytest.raises(WrongSecret):
        Request.opened(sealed, SECRET, CLINIC, LOGIN)


def test_that_a_request_changed_on_its_way_is_refused() -> None:
    sealed = Request.sealed(Keyset.new(), SAID, SECRET, CLINIC, LOGIN)
    for place in range(0, len(sealed), 97):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(WrongSecret):
            Request.opened(bytes(changed), SECRET, CLINIC, LOGIN)
