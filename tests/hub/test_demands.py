"""What a server must be before a hub may lie there, and how each that is not is told."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from careboard.settings import HubAddress
from careboard.storage.hub.connecting import ServerRefused, connect
from careboard.storage.hub.demands import ServerUnfit, refuse_unfit, unmet
from careboard.storage.hub.port import HubAway
from tests.hub.server import ADMINISTRATOR, HOST, PASSWORD, Server, certify

UNFIT = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "password_encryption": "md5",
    "shared_buffers": "16MB",
    "max_connections": "20",
}


def address_of(server: Server, database: str = "postgres") -> HubAddress:
    return HubAddress(HOST, server.port, database, server.certificate.read_text())


@pytest.fixture(scope="module")
def unfit() -> Iterator[Server]:
    """A server with every setting wrong that one can set."""
    folder = Path(tempfile.mkdtemp(prefix="careboard-unfit-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    folder.chmod(0o755)
    server = Server(folder / "server", UNFIT)
    server.run("pg_checksums", "--disable", "-D", server.data)
    server.start()
    try:
        yield server
    finally:
        server.stop("immediate")
        shutil.rmtree(folder)


def refused(address: HubAddress, login: str = ADMINISTRATOR, password: str = PASSWORD) -> str:
    """What is said when this does not connect."""
    with pytest.raises(ServerRefused) as told:
        connect(address, login, password)
    assert login not in told.value.told
    assert password not in told.value.told
    return str(told.value)


def test_that_a_server_set_as_the_help_says_meets_every_demand(server: Server) -> None:
    with connect(address_of(server), ADMINISTRATOR, PASSWORD) as line:
        refuse_unfit(line)


def test_that_every_wrong_setting_is_named_with_what_to_do(unfit: Server) -> None:
    with connect(address_of(unfit), ADMINISTRATOR, PASSWORD) as line, pytest.raises(ServerUnfit) as told:
        refuse_unfit(line)
    steps = {one.sentence: one.step for one in told.value.unmet}
    words = " ".join(steps)
    for name in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums", "password_encryption"):
        assert f"({name})" in words
    assert steps["The server does not wait for its disk (fsync): a power cut would damage the record."] == (
        "In postgresql.conf set fsync = on, then: SELECT pg_reload_conf()"
    )
    assert len(steps) == 5
    assert told.value.told.endswith("Nothing was changed on the server.")


def test_that_an_old_server_a_replica_and_a_line_without_tls_are_refused() -> None:
    right = {
        "fsync": "on", "full_page_writes": "on", "synchronous_commit": "remote_apply", "data_checksums": "on",
        "password_encryption": "scram-sha-256", "server_encoding": "UTF8", "in_hot_standby": "off",
    }  # fmt: skip
    assert unmet(150000, True, right) == ()
    assert "PostgreSQL 14" in unmet(140012, True, right)[0].sentence
    assert "TLS" in unmet(150000, False, right)[0].sentence
    assert "replica" in unmet(150000, True, right | {"in_hot_standby": "on"})[0].sentence
    assert "UTF-8" in unmet(150000, True, right | {"server_encoding": "SQL_ASCII"})[0].sentence
    assert len(unmet(150000, True, {})) == len(right)


def test_that_a_wrong_password_login_or_database_is_told_in_a_sentence(server: Server) -> None:
    address = address_of(server)
    told = "The server does not know this login, or not with this password."
    assert refused(address, password="a password that is wrong") == told
    assert refused(address, login="nobody_of_that_name") == told
    assert refused(replace(address, database="no_such_database")) == "The server has no database of that name."


def test_that_a_server_of_another_name_or_another_authority_is_not_trusted(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = address_of(server)
    told = "The server's certificate was made for another name than the one that it was called by."
    with monkeypatch.context() as lying_network:
        lying_network.setenv("PGHOSTADDR", "127.0.0.1")
        assert refused(replace(address, host="hub.example.org")) == told
    certify(tmp_path)
    told = "The server's certificate was not made by the authority that was given, or is out of date."
    assert refused(replace(address, authority=(tmp_path / "ca.pem").read_text())) == told


def test_that_a_server_that_is_not_there_is_away(server: Server) -> None:
    address = address_of(server)
    for gone in (replace(address, port=1), replace(address, host="hub.invalid"), replace(address, host="a" * 300)):
        with pytest.raises(HubAway) as told:
            connect(gone, ADMINISTRATOR, PASSWORD)
        assert "Nothing that you signed is lost" in told.value.told or "Check the name" in told.value.told
        assert PASSWORD not in told.value.told


def test_that_a_server_without_tls_or_with_a_weak_login_gets_nothing(unfit: Server) -> None:
    (unfit.data / "pg_hba.conf").write_text("host all all all password\n")
    unfit.stop()
    unfit.start()
    assert refused(address_of(unfit)) == "The server asks for a password in a way that is not safe, so it was not sent."
    with (unfit.data / "postgresql.conf").open("a") as file:
        file.write("ssl = off\n")
    unfit.stop()
    unfit.start()
    assert refused(address_of(unfit)) == "The server does not speak TLS, so nothing was sent to it."
    assert PASSWORD not in (unfit.folder / "server.log").read_text()
