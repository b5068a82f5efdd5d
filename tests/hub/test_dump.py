"""Nothing that a clinic wrote can be read in what its server keeps: dump, write-ahead log, server's log, data, backup.

The sample clinic goes to a hub whose server tells its log everything; then its names, medicines, scores, sentences and
pieces of everything that was sealed are sought there, and in the vault's file. Sealed bodies are found in each place by
the same search, and so is a word that is put there in clear: where it looks, and how, it would have found one.
"""

import base64
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from psycopg import sql

from careboard.clinical.clinic import MemberProfile
from careboard.clinical.medication.orders import MedicationStart
from careboard.clinical.people import Role
from careboard.clinical.person import Registration
from careboard.demo import NOW, Sample
from careboard.settings import HubAddress, HubSettings
from careboard.storage.hub.connecting import connect
from careboard.storage.hub.logins import login_of, verifier
from careboard.storage.hub.migrations import migrations
from careboard.storage.hub.port import Gap
from careboard.storage.hub.postgres import PostgresHub
from careboard.vault import codec
from careboard.vault.verifier import UNSEALED
from careboard.workflow.hub.creating import ServersAdministrator, create_hub
from careboard.workflow.hub.reaching import line_to_hub
from careboard.workflow.hub.syncing import sync
from careboard.workflow.open_vault import ENTRY_KINDS, OpenVault, compose, log_id
from careboard.workflow.session import Session
from tests.hub.searching import forms, found
from tests.hub.server import ADMINISTRATOR, HOST, PASSWORD, Server, running

TELLS_ALL = {
    "log_statement": "all",
    "log_min_duration_statement": "0",
    "log_parameter_max_length": "-1",
    "log_parameter_max_length_on_error": "-1",
    "log_connections": "on",
    "log_error_verbosity": "verbose",
}
CANARY = b"zebrafinch of the canal"
DATABASE = "searched"
SITTING_HERE = ("rh", "lm")  # who administers the clinic, and a counselor with private notes
_PIECE, _PIECES = 24, 600
_LEAST = 7  # letters of a word that is sought alone
_PSEUDONYM = re.compile(rb"[0-9a-f]{6}")  # ids stand in headers, which the server reads


@dataclass
class Kept:
    """What the server keeps, and what was said in the clinic; `sealed` are some of its records' bodies."""

    server: Server
    vault: Path
    words: frozenset[bytes]
    sealed: frozenset[bytes]

    def places(self) -> dict[str, bytes]:
        """All that somebody could carry away, by where it lies."""
        data = self.server.data
        with self.server.administer(DATABASE) as line:
            line.execute("CHECKPOINT")
            (number,) = line.execute("SELECT oid FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone() or ()
        return {
            "dump": self.server.run("pg_dump", "--dbname", self.server.address(DATABASE)).stdout,
            "roles": self.server.run("pg_dumpall", "--globals-only", "--dbname", self.server.address()).stdout,
            "write-ahead log": _together((data / "pg_wal").iterdir()),
            "data": _together((data / "base" / str(number)).iterdir()),
            "server's log": (self.server.folder / "server.log").read_bytes(),
            "vault": self.vault.read_bytes(),
        }


def _together(files: Iterable[Path]) -> bytes:
    return b"".join(one.read_bytes().rstrip(b"\0") for one in sorted(files) if one.is_file())


@pytest.fixture(scope="module")
def kept(sample: Sample) -> Iterator[Kept]:
    folder = Path(tempfile.mkdtemp(prefix="careboard-dump-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    folder.chmod(0o755)
    try:
        shutil.copy2(sample.vault, folder / "clinic.careboard")
        with running(folder / "server", TELLS_ALL) as server:
            yield _shared(server, Sample(folder / "clinic.careboard", sample.staff))
    finally:
        shutil.rmtree(folder)


def _shared(server: Server, sample: Sample) -> Kept:
    """Those who sit here sync the sample clinic, an administrator puts the logs of all others beside them."""
    with server.administer() as line:
        line.execute(f"CREATE DATABASE {DATABASE} ENCODING 'UTF8' TEMPLATE template0".encode())
    address = HubAddress(HOST, server.port, DATABASE, server.certificate.read_text())
    words, sealed = {who.name.encode() for who in sample.staff}, set[bytes]()
    for name in SITTING_HERE:
        who = sample.sign_in(name)
        vault = Session.unlock(sample.vault, who.sign_in, who.passphrase, clock=lambda: NOW).vault
        with closing(vault.file):
            if who.role == Role.ADMIN:
                create_hub(vault, ServersAdministrator(address, ADMINISTRATOR, PASSWORD))
                _put_all(vault)
            else:
                _admit(vault, address)
            assert sync(vault).unshared == 0
            words |= set(_said(vault))
            sealed |= {one.body[:64] for one in vault.file.every() if one.head.kind == "note" and one.body}
            _is_refused(vault)
    return Kept(server, sample.vault, frozenset(words - _public(words, server)), frozenset(sorted(sealed)[:50]))


def _public(words: Iterable[bytes], server: Server) -> set[bytes]:
    """Clinicians and PostgreSQL both write "within the last 15 minutes": what its empty database and our schema say."""
    schema = "".join(migration.text for migration in migrations()).encode()
    empty = _together((server.data / "base" / "1").iterdir())
    return {word for _, word in found(words, {"schema": schema, "empty": empty})}


def _put_all(vault: OpenVault) -> None:
    with closing(line_to_hub(vault)) as line:
        hub = PostgresHub(line)
        for log in sorted(vault.file.heads(), key=lambda log: vault.file.owner(log) != vault.member):
            hub.push(vault.file.beyond(log, -1, 100_000))


def _admit(vault: OpenVault, address: HubAddress) -> None:
    login = login_of(vault.member)
    with connect(address, ADMINISTRATOR, PASSWORD) as line:
        line.execute("SELECT hub.invite(%s, %s)", (login, verifier(line, login, vault.keyset.hub_password)))
        line.execute("SELECT hub.admit(%s, %s, false)", (login, bytes.fromhex(vault.member)))
    settings = HubSettings.of(vault.clinic)
    assert settings is not None
    settings.with_login(vault.member, login).keep(vault.clinic)


def _is_refused(vault: OpenVault) -> None:
    """A note that comes too early; the server logs what was sent, and that it refused."""
    draft = vault.sealed("clinic", vault.registry.clinic_stream, CANARY)
    log = log_id(vault.member, vault.file.installation)
    early = compose(draft, vault.keyset, vault.clinic, log, 10**6, "0" * 64, 0)
    with closing(line_to_hub(vault)) as line, pytest.raises(Gap):
        PostgresHub(line).push([early])


def _said(vault: OpenVault) -> Iterator[bytes]:
    """Names, medicines and sentences that this member reads, and pieces of all payloads, the same in each run."""
    payloads = list(_payloads(vault))
    for kind, payload in payloads:
        if kind in ENTRY_KINDS:
            yield from (word.encode() for word in _words(codec.decode(payload)) if len(word.encode()) >= _LEAST)
    pieces = [text[start : start + _PIECE] for _, text in payloads for start in range(0, len(text) - _PIECE, _PIECE)]
    pieces = [piece for piece in pieces if not _PSEUDONYM.search(piece) and any(piece)]
    yield from pieces[:: max(1, len(pieces) // _PIECES)]


def _payloads(vault: OpenVault) -> Iterator[tuple[str, bytes]]:
    for stream in sorted(vault.keyring.streams):
        for _, each in vault.verified(vault.file.stream(stream, vault.member, without=())):
            if each.payload is not None and each.header.kind not in UNSEALED:
                yield each.header.kind, each.payload


def _words(opened: codec.Opened) -> Iterator[str]:
    yield opened.said[:60]
    match opened.content:
        case Registration(name=name, preferred_name=preferred):
            yield from (name.family, *name.given, preferred)
        case MedicationStart(medicine=medicine):
            yield from (medicine.text, *medicine.ingredients)
        case MemberProfile(name=called):
            yield called
        case _:
            pass


def test_that_nothing_that_was_said_in_a_clinic_can_be_read_in_what_its_server_keeps(kept: Kept) -> None:
    assert len(kept.words) > _PIECES
    assert {b"Sertraline", b"Abernathy"} <= {one[:10].title() for one in kept.words} | {one[:9] for one in kept.words}
    places = kept.places()
    assert found(kept.words, places) == []
    where = found(kept.sealed, places)
    assert {place for place, _ in where} == {"dump", "write-ahead log", "data", "server's log", "vault"}


def test_that_a_word_in_clear_would_have_been_found_in_each_of_these_places(kept: Kept) -> None:
    with kept.server.administer(DATABASE) as line:
        line.execute("CREATE TABLE public.clear (word text)")
        line.execute("INSERT INTO public.clear VALUES (%s)", (CANARY.decode(),))
        line.execute(
            sql.SQL("COMMENT ON ROLE {} IS {}").format(sql.Identifier(ADMINISTRATOR), sql.Literal(CANARY.decode()))
        )
    places = kept.places()
    assert {place for place, _ in found([CANARY], places)} == places.keys() - {"vault"}


def test_that_a_word_is_found_however_it_is_spelt_and_wherever_it_begins() -> None:
    noise = bytes(range(128, 200))
    for word in (CANARY, b"Castellano", b"Okafors"):
        for form in forms(word):
            for before in range(9):
                assert found([word], {"here": noise[:before] + form + noise}) == [("here", word)]
        for before in range(9):
            spelt = base64.b64encode(noise[:before] + word + noise)
            assert found([word], {"here": spelt}) == [("here", word)]
            assert found([word], {"here": spelt.swapcase()}) == []
