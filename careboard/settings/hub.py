"""What this computer remembers of the clinic's hub: where it is, whom to trust there, and who has which login.

Nothing of it is secret: a login's password comes from its member's seed and is on no disk, and one for a first time is
sealed for its member alone.
"""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from careboard.errors import CareboardError
from careboard.settings.clinic import HUB, LAST_SYNC, ClinicSettings
from careboard.settings.files import write_private

PORT = 5432  # PostgreSQL's own


class HubUnknown(CareboardError):
    """What was said, or is remembered, of a hub makes no sense."""

    advice = "Ask whoever runs the server for its name, its port and the certificate of its authority."


@dataclass(frozen=True, slots=True)
class HubAddress:
    """A database on a server, and the authority (certificates as PEM) that vouches for the server's name."""

    host: str
    port: int
    database: str
    authority: str = field(repr=False)

    @classmethod
    def told(cls, server: str, database: str, authority: bytes) -> Self:
        """From HOST, HOST:PORT or [IPv6]:PORT and the content of a PEM file; raises HubUnknown."""
        named = _SERVER.fullmatch(server.strip())
        port = int(named["port"] or PORT) if named else 0
        if not named or not 0 < port < 1 << 16:
            raise HubUnknown("The name of the server is not understood.", "Write it as HOST or HOST:PORT.")
        if not database.strip():
            raise HubUnknown("The name of the database is missing.")
        return cls(named["ipv6"] or named["host"], port, database.strip(), _certificates(authority))

    @property
    def shown(self) -> str:
        """For a person: hub.example.org:5432/careboard."""
        return f"{self.host}:{self.port}/{self.database}"


@dataclass(frozen=True, slots=True)
class FirstLogin:
    """A login that waits for its member to come for the first time; its password is `sealed` for them (hex)."""

    login: str
    key: str
    sealed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HubSettings:
    """The hub of one clinic as this computer knows it; `logins`: member key id to login.

    `first`: member to a login that they have not used yet. `left`: member to the SHA-256 of the key boxes that this
    computer left at the hub for them.
    """

    address: HubAddress
    logins: Mapping[str, str] = field(default_factory=dict)
    first: Mapping[str, FirstLogin] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, clinic: str) -> Self | None:
        """What is remembered of a clinic's hub; None where it has none, HubUnknown where the file is damaged."""
        try:
            told = json.loads(_file(clinic).read_text(encoding="utf-8"))
            address = HubAddress(**{name: kind(told[name]) for name, kind in _ADDRESS.items()})
            first = {str(member): FirstLogin(**one) for member, one in told.get("first", {}).items()}
            return cls(address, _texts(told["logins"]), first, _texts(told.get("left", {})))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise HubUnknown("What this computer remembers of the clinic's hub cannot be read.") from None

    def keep(self, clinic: str) -> None:
        """Remember it, whole or not at all."""
        first = {member: asdict(one) for member, one in self.first.items()}
        told = asdict(self.address) | {"logins": dict(self.logins), "first": first, "left": dict(self.left)}
        write_private(_file(clinic), json.dumps(told, indent=1, ensure_ascii=False).encode())

    def with_login(self, member: str, login: str) -> Self:
        """The same, with this login for a member, who has come."""
        waiting = {key: first for key, first in self.first.items() if key != member}
        return replace(self, logins={**self.logins, member: login}, first=waiting)

    def with_first(self, member: str, first: FirstLogin) -> Self:
        """The same, with a login that waits for a member."""
        return replace(self, first={**self.first, member: first})

    def with_left(self, member: str, digest: str) -> Self:
        """The same, with what was left at the hub for a member."""
        return replace(self, left={**self.left, member: digest})

    @staticmethod
    def forget(clinic: str) -> None:
        """This computer knows no hub of the clinic any more."""
        for file in (_file(clinic), _last_sync(clinic)):
            with suppress(OSError):
                file.unlink(missing_ok=True)

    @staticmethod
    def known_here(clinic: str) -> bool:
        """Is a hub of the clinic remembered, legibly or not?"""
        return _file(clinic).exists()

    @staticmethod
    def last_sync(clinic: str) -> datetime | None:
        """When vault and hub were in step last, aware UTC; None where that is not known."""
        try:
            return datetime.fromtimestamp(float(_last_sync(clinic).read_text(encoding="ascii")), UTC)
        except (OSError, ValueError, OverflowError):
            return None

    @staticmethod
    def keep_last_sync(clinic: str, at: datetime) -> None:
        """Remember when they were; a folder that may not be written only means that it is forgotten."""
        with suppress(OSError):
            write_private(_last_sync(clinic), str(round(at.timestamp())).encode("ascii"))


_SERVER = re.compile(r"(?:\[(?P<ipv6>[0-9A-Fa-f:.]+)\]|(?P<host>[^\s:\[\],/@]+))(?::(?P<port>[0-9]{1,5}))?")
_CERTIFICATE = re.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)
_ADDRESS = {"host": str, "port": int, "database": str, "authority": str}


def _texts(told: Mapping[object, object]) -> dict[str, str]:
    return {str(name): str(value) for name, value in told.items()}


def _file(clinic: str) -> Path:
    return ClinicSettings(clinic).folder / HUB


def _last_sync(clinic: str) -> Path:
    return ClinicSettings(clinic).folder / LAST_SYNC


def _certificates(pem: bytes) -> str:
    """The certificates in a PEM file, and nothing else that it may hold; there is at least one."""
    import ssl  # the first window asks for none of this

    try:
        text = "".join(f"{one}\n" for one in _CERTIFICATE.findall(pem.decode("ascii")))
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=text)
    except (UnicodeDecodeError, ssl.SSLError, ValueError):
        raise HubUnknown("The file of the authority holds no certificate in PEM format.") from None
    return text
