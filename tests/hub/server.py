"""A PostgreSQL of the tests' own: made anew, with TLS and the settings that a hub asks for, gone afterwards.

PostgreSQL refuses to run as root; then it runs as the first of some ordinary users that this computer has.
"""

import datetime as dt
import ipaddress
import os
import pwd
import select
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from psycopg import sql

ADMINISTRATOR = "hub_administrator"
PASSWORD = "the administrator of the server"
HOST = "localhost"
_USERS = ("postgres", "nobody")
SETTINGS = {
    "ssl": "on",
    "password_encryption": "scram-sha-256",
    "listen_addresses": HOST,
    "max_connections": "300",
    "max_prepared_transactions": "4",
    "shared_buffers": "64MB",
    "logging_collector": "off",
    "log_statement": "all",
}


def program(name: str) -> str:
    """One of PostgreSQL's own programs, in the path or where Debian puts them."""
    found = [*sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True), shutil.which(name)]
    if not found or found[0] is None:
        raise FileNotFoundError(f"PostgreSQL's {name} is not on this computer; packaging/test installs it.")
    return str(found[0])


class Server:
    """A cluster in a folder; `folder/server.log` is what it wrote."""

    made_with: tuple[str, ...] = ()  # more for initdb

    def __init__(self, folder: Path, settings: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.port = _free_port()
        self.user = _ordinary_user()
        self._process: subprocess.Popen[bytes] | None = None
        self.data = folder / "data"
        self.certificate = folder / "ca.pem"
        self._make(SETTINGS | (settings or {}))

    def _make(self, settings: dict[str, str]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        certify(self.folder)
        if self.user:
            for path in (self.folder, *self.folder.iterdir()):
                shutil.chown(path, self.user)
        self.run("initdb", "-D", self.data, "-U", ADMINISTRATOR, "-A", "scram-sha-256", "--pwfile", secret,
                 "--data-checksums", "-E", "UTF8", "--locale=C", "--no-instructions", *self.made_with)  # fmt: skip
        lines = [f"{name} = '{value}'" for name, value in settings.items()]
        lines += [f"port = {self.port}", "unix_socket_directories = ''"]
        lines += [f"ssl_cert_file = '{self.folder}/server.pem'", f"ssl_key_file = '{self.folder}/server.key'"]
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("\n".join(lines) + "\n")
        (self.data / "pg_hba.conf").write_text("hostssl all all all scram-sha-256\n")

    def run(self, name: str, *arguments: object) -> subprocess.CompletedProcess[bytes]:
        """Run one of PostgreSQL's programs as the server's user, to its end."""
        command = [program(name), *map(str, arguments)]
        environment = self._at_home | {"PGPASSWORD": PASSWORD, "LC_ALL": "C"}
        return subprocess.run(command, check=True, capture_output=True, env=environment, **self._as_user)

    @property
    def _at_home(self) -> dict[str, str]:
        """PostgreSQL's library looks for certificates in the home folder, which is another user's."""
        return os.environ | {"HOME": str(self.folder)}

    @property
    def _as_user(self) -> dict[str, Any]:
        if self.user is None:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.user, "group": pwd.getpwnam(self.user).pw_gid, "extra_groups": []}

    def start(self) -> None:
        """Start, and wait until it answers."""
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [program("postgres"), "-D", str(self.data)], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                start_new_session=True, env=self._at_home, **self._as_user,
            )  # fmt: skip
        self._await()

    def _await(self) -> None:
        for _ in range(600):
            done = subprocess.run(
                [program("pg_isready"), "-h", HOST, "-p", str(self.port), "-t", "1"], capture_output=True, check=False
            )
            if done.returncode == 0:
                return
            assert self._process is not None
            if self._process.poll() is not None:
                break
            try:
                self._process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
        raise RuntimeError((self.folder / "server.log").read_text())

    def stop(self, how: str = "fast") -> None:
        """Stop: fast, or immediate, which is a crash that it recovers from."""
        if self._process is not None and self._process.poll() is None:
            self.run("pg_ctl", "stop", "-D", self.data, "-m", how, "-w")
            self._process.wait()
        self._process = None

    def kill(self) -> None:
        """kill -9 of the postmaster and of everything that it started, and wait until the last is gone."""
        assert self._process is not None
        postmaster = self._process.pid
        os.kill(postmaster, signal.SIGSTOP)  # it starts no more
        listed = subprocess.run(["pgrep", "-P", str(postmaster)], capture_output=True, check=False).stdout.split()
        ends = [os.pidfd_open(int(child)) for child in listed if Path(f"/proc/{int(child)}").exists()]
        for end in ends:
            signal.pidfd_send_signal(end, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        for end in ends:
            select.select([end], [], [])
            os.close(end)
        self._process = None

    def address(self, database: str = "postgres", user: str = ADMINISTRATOR, password: str = PASSWORD) -> str:
        """What psycopg connects to, the certificate checked against the host's name."""
        return psycopg.conninfo.make_conninfo(
            host=HOST, port=self.port, dbname=database, user=user, password=password,
            sslmode="verify-full", sslrootcert=str(self.certificate),
        )  # fmt: skip

    def administer(self, database: str = "postgres") -> psycopg.Connection[tuple[Any, ...]]:
        """A connection as the server's administrator, each statement its own transaction."""
        return psycopg.connect(self.address(database), autocommit=True)

    def forget(self, *databases: str) -> None:
        """Drop databases of hubs, and with them the logins of the program's own making, so that nobody finds them."""
        with self.administer() as line:
            for database in databases:
                line.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
            for (role,) in line.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'cb\\_%'").fetchall():
                line.execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(sql.Identifier(role)))


@contextmanager
def running(folder: Path, settings: dict[str, str] | None = None) -> Iterator[Server]:
    """A server that runs for a while."""
    server = Server(folder, settings)
    server.start()
    try:
        yield server
    finally:
        server.stop("immediate")


def _ordinary_user() -> str | None:
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _USERS if name in names)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def certify(folder: Path) -> None:
    """An authority, and a certificate of the server by it, for the host's name."""
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _named("Careboard test authority")
    ca = _certificate(root, root, authority.public_key()).add_extension(x509.BasicConstraints(True, 0), True)
    names = x509.SubjectAlternativeName([x509.DNSName(HOST), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    leaf = _certificate(_named(HOST), root, key.public_key()).add_extension(names, False)
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(ca.sign(authority, hashes.SHA256()).public_bytes(pem))
    (folder / "server.pem").write_bytes(leaf.sign(authority, hashes.SHA256()).public_bytes(pem))
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "server.key").write_bytes(secret)
    (folder / "server.key").chmod(0o600)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _certificate(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now, day = dt.datetime.now(dt.UTC), dt.timedelta(days=1)
    return x509.CertificateBuilder(issuer, subject, key, x509.random_serial_number(), now - day, now + 30 * day)
