"""What an administrator runs: settings that meet our demands, certificates, a copy that verifies, and its way back."""

import os
import re
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg import sql

from careboard.settings import HubAddress
from careboard.storage.hub.connecting import connect
from careboard.storage.hub.demands import refuse_unfit
from careboard.storage.hub.making import Owner, make_hub
from tests.hub.making import Author, push
from tests.hub.server import ADMINISTRATOR, HOST, PASSWORD, Server

PACKAGING = Path(__file__).parents[2] / "packaging" / "hub"
REPLICA, REPLICA_PASSWORD = "careboard_replica", "it copies the hub"
WRONGS = (
    "ALTER TABLE hub.record DISABLE TRIGGER arrives",
    "SET session_replication_role = replica",
    "ALTER TABLE hub.record DROP CONSTRAINT record_id",
    "UPDATE hub.record SET header = header || 'x' WHERE seq = 0",
    "DELETE FROM hub.record WHERE seq = 1",
    "ALTER ROLE cb_second CREATEROLE",
    "UPDATE hub.login SET admitted = now() - interval '49 hours' WHERE login = 'cb_second'",
)
SMALL = "shared_buffers = 16MB\nmax_connections = 20\n"


class Administered(Server):
    """A server with the settings, the connections and the scripts of `packaging/hub`, as the help has them set up."""

    made_with = ("--wal-segsize=1",)  # MB: smaller pieces for the archive

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, {})
        self.scripts, self.archive = folder / "scripts", folder / "wal"
        shutil.copytree(PACKAGING, self.scripts)
        self.start()
        with self.administer() as line:
            line.execute("CREATE DATABASE careboard")
            role = sql.SQL("CREATE ROLE {} LOGIN REPLICATION PASSWORD {}")
            line.execute(role.format(sql.Identifier(REPLICA), sql.Literal(REPLICA_PASSWORD)))
        self.stop()
        self.archive.mkdir()
        for name in ("server.pem", "server.key"):
            shutil.copy2(folder / name, self.data / name)
        shutil.copyfile(self.scripts / "pg_hba.conf", self.data / "pg_hba.conf")
        archive = f"""archive_command = 'CAREBOARD_ARCHIVE="{self.archive}" "{self.scripts}/archive" "%p" "%f"'\n"""
        ours = f"port = {self.port}\nlisten_addresses = '{HOST}'\nunix_socket_directories = ''\n{SMALL}{archive}"
        (self.data / "postgresql.conf").write_text(f"include '{self.scripts}/careboard.conf'\n{ours}")
        if self.user:
            for path in (self.archive, self.data / "server.pem", self.data / "server.key"):
                shutil.chown(path, self.user)
        self.start()

    def disk(self, name: str) -> Path:
        """An empty folder for copies."""
        disk = self.folder / name
        disk.mkdir()
        if self.user:
            shutil.chown(disk, self.user)
        return disk

    def address_of_hub(self) -> HubAddress:
        return HubAddress(HOST, self.port, "careboard", self.certificate.read_text())

    def monitored(self, *arguments: str, **more: str) -> tuple[int, dict[str, str]]:
        """The status of `monitor`, and what it says: question to ok or LOOK, and the answer."""
        told = self.script("monitor", *arguments, PGUSER=ADMINISTRATOR, PGPASSWORD=PASSWORD, **more)
        assert told.stderr == ""
        lines = [line.split(": ", 2) for line in told.stdout.splitlines()]
        return told.returncode, {what: f"{state}: {found}" for state, what, found in lines}

    def script(self, name: str, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a script of ours as the server's user, connecting as the login that copies."""
        environment = {
            "PATH": os.environ["PATH"], "PGHOST": HOST, "PGPORT": str(self.port), "PGUSER": REPLICA,
            "PGPASSWORD": REPLICA_PASSWORD, "PGSSLMODE": "verify-full", "PGSSLROOTCERT": str(self.certificate),
            "CAREBOARD_ARCHIVE": str(self.archive), **more,
        }  # fmt: skip
        command = [str(self.scripts / name), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, **self._as_user)


@pytest.fixture(scope="module")
def administered() -> Iterator[Administered]:
    folder = Path(tempfile.mkdtemp(prefix="careboard-administered-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    folder.chmod(0o755)
    server = Administered(folder / "server")
    try:
        yield server
    finally:
        server.stop("immediate")
        shutil.rmtree(folder)


def test_that_a_server_set_by_our_files_meets_every_demand_of_a_hub(administered: Administered) -> None:
    with connect(administered.address_of_hub(), ADMINISTRATOR, PASSWORD) as line:
        refuse_unfit(line)
        rules = line.execute("SELECT type, auth_method, error FROM pg_hba_file_rules").fetchall()
    assert {rule for rule in rules if rule[0] != "local"} == {("hostssl", "scram-sha-256", None)}
    assert {rule for rule in rules if rule[0] == "local"} == {("local", "peer", None)}


def test_that_the_hub_comes_back_whole_from_a_copy_and_the_archive(administered: Administered) -> None:
    with connect(administered.address_of_hub(), ADMINISTRATOR, PASSWORD) as line:
        line.execute("CREATE TABLE kept AS SELECT 'before the copy' AS said")
        disk = administered.disk("disk")
        copied = administered.script("backup", disk)
        assert (copied.returncode, copied.stderr) == (0, "")
        line.execute("INSERT INTO kept VALUES ('after the copy')")
    (copy,) = disk.iterdir()
    assert copied.stdout == f"Copied and verified: {copy}\n"
    administered.stop()

    refused = administered.script("restore", copy, administered.data)
    assert refused.returncode == 1
    assert "is not empty; nothing was restored" in refused.stderr
    administered.data.rename(administered.folder / "lost")
    restored = administered.script("restore", copy, administered.data)
    assert (restored.returncode, restored.stderr) == (0, "")
    administered.start()
    with connect(administered.address_of_hub(), ADMINISTRATOR, PASSWORD) as line:
        assert line.execute("SELECT said FROM kept").fetchall() == [("before the copy",), ("after the copy",)]
        refuse_unfit(line)


def test_that_a_copy_with_one_changed_byte_is_not_restored(administered: Administered) -> None:
    disk = administered.disk("a bad disk")
    assert administered.script("backup", disk).returncode == 0
    (copy,) = disk.iterdir()
    (copy / "PG_VERSION").write_bytes(b"99\n")
    refused = administered.script("restore", copy, administered.folder / "anew")
    assert refused.returncode == 1
    assert "is damaged; nothing was restored" in refused.stderr
    assert not (administered.folder / "anew").exists()


def test_that_a_copy_that_fails_leaves_nothing_and_says_why(administered: Administered) -> None:
    disk = administered.disk("an empty disk")
    assert administered.script("backup", administered.folder / "not mounted").stderr.startswith("There is no folder")
    refused = administered.script("backup", disk, PGPASSWORD="wrong")
    assert refused.returncode != 0
    assert "authentication failed" in refused.stderr
    assert list(disk.iterdir()) == []


def test_that_the_archive_never_overwrites(administered: Administered) -> None:
    piece, other = administered.archive / "given", administered.archive / "another"
    piece.write_bytes(b"a piece of the log")
    other.write_bytes(b"another piece")
    for path in (piece, other):
        path.chmod(0o644)
    assert administered.script("archive", piece, "0000").returncode == 0
    assert administered.script("archive", piece, "0000").returncode == 0
    refused = administered.script("archive", other, "0000")
    assert refused.returncode == 1
    assert "holds something else" in refused.stderr
    assert (administered.archive / "0000").read_bytes() == b"a piece of the log"


def test_that_monitoring_is_quiet_while_all_is_well_and_loud_when_it_is_not(administered: Administered) -> None:
    disk, member = administered.disk("copies"), Author("c1" * 32)
    with connect(administered.address_of_hub(), ADMINISTRATOR, PASSWORD) as line:
        make_hub(line, Owner(member.clinic, member.keys.id, "cb_first", "of the first"))
        make_hub(line, Owner(member.clinic, "a2" * 32, "cb_second", "of the second"))
    with connect(administered.address_of_hub(), "cb_first", "of the first") as line:
        push(line, *(member.writes() for _ in range(3)))
    made = administered.folder / "certificate"
    subprocess.run([PACKAGING / "certificate", HOST, made], capture_output=True, check=True)
    made.chmod(0o755)
    around = {"CAREBOARD_COPIES": str(disk), "CAREBOARD_CERTIFICATE": str(made / "server.pem")}
    assert administered.script("backup", disk).returncode == 0

    status, told = administered.monitored("--all", **around)
    assert {what: answer for what, answer in told.items() if answer.startswith("LOOK")} == {}
    assert status == 0
    assert told["login cb_first"].startswith("ok: last seen 2")
    assert told["login cb_second"] == "ok: never seen since it was admitted"
    assert told["records read"] == "ok: 3"

    around = {"CAREBOARD_COPIES": str(administered.disk("no copies")), "CAREBOARD_CERTIFICATE": "/dev/null"}
    with connect(administered.address_of_hub(), ADMINISTRATOR, PASSWORD) as line:
        for wrong in WRONGS:
            line.execute(wrong)
    status, told = administered.monitored("--all", **around)
    assert status == 1
    assert {what: answer for what, answer in told.items() if answer.startswith("LOOK")} == {
        "rules that somebody turned off": "LOOK: arrives",
        "logins of the hub that may more than a member": "LOOK: cb_second",
        "login cb_second": "LOOK: never seen since it was admitted",
        "damaged records": f"LOOK: {member.log} 0",
        "logs that lack records": f"LOOK: {member.log} lacks 1",
        "copy of the last two days": f"LOOK: none in {around['CAREBOARD_COPIES']}",
        "the server's certificate": "LOOK: ends within 30 days, or cannot be read",
    }


@pytest.mark.parametrize(
    ("name", "told"), [("hub.example.org", "DNS:hub.example.org"), ("192.0.2.7", "IP Address:192.0.2.7")]
)
def test_that_a_certificate_is_made_for_the_name_and_nothing_is_overwritten(
    name: str, told: str, tmp_path: Path
) -> None:
    def made() -> subprocess.CompletedProcess[str]:
        return subprocess.run([PACKAGING / "certificate", name, tmp_path], capture_output=True, text=True, check=False)

    assert made().returncode == 0
    told_of = subprocess.run(
        ["openssl", "x509", "-in", tmp_path / "server.pem", "-noout", "-text"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told in told_of.stdout
    subprocess.run(["openssl", "verify", "-CAfile", tmp_path / "ca.pem", tmp_path / "server.pem"], check=True)
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {
        "ca.key": 0o600, "ca.pem": 0o644, "server.key": 0o600, "server.pem": 0o644
    }  # fmt: skip
    HubAddress.told(name, "careboard", (tmp_path / "ca.pem").read_bytes())
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert made().returncode == 1
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_that_the_container_runs_the_same_settings_with_checksums() -> None:
    text = (PACKAGING / "compose.yaml").read_text()
    assert "--data-checksums" in text
    command = dict(re.findall(r"- -c\n +- (\w+)=(.+)", text))
    mounted = dict(re.findall(r"- \./(\S+?):(\S+?)(?::ro)?\n", text))
    for setting in ("config_file", "hba_file"):
        (given,) = [file for file, place in mounted.items() if place == command[setting]]
        assert (PACKAGING / given).is_file()
    for setting in ("ssl_cert_file", "ssl_key_file"):
        assert command[setting].startswith(mounted["certificates"] + "/server.")
    assert mounted["archive"] in (PACKAGING / "careboard.conf").read_text()
