"""The enrolment file: all that a new computer must be told before it can ask to join the clinic's hub.

It holds the site secret and a password for one use, so it is a secret as long as it waits; who only finds it may ask
to join, reads nothing but who belongs to the clinic, and is let in by nobody who compares the six words.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from careboard.errors import CareboardError
from careboard.i18n import later
from careboard.settings import HubAddress, HubUnknown, write_private
from careboard.vault.codes import SITE_SECRET_SIZE, printed, typed
from careboard.vault.refusals import WrongSecret

FORMAT = "careboard/enrolment/1"
LARGEST = 1 << 20  # bytes: more is no enrolment file
_DIGITS = 64  # of a clinic's or a member's id


class BadEnrolment(CareboardError):
    """A file that should let somebody join a clinic does not."""

    advice = later("Ask the clinic's administrator for a new enrollment file.")


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Where the hub is, whose clinic it is, and a login with its password for one use.

    `clinic` is the clinic id, `named` its name as people say it; `member`, for a new computer, whose login it is.
    """

    address: HubAddress
    clinic: str
    named: str
    site_secret: bytes = field(repr=False)
    login: str
    password: str = field(repr=False)
    member: str = ""

    def encode(self) -> bytes:
        """The content of the file: JSON, the site secret as the code that kits print."""
        told = {
            "format": FORMAT,
            "hub": asdict(self.address),
            "clinic": self.clinic,
            "named": self.named,
            "site_secret": printed("site", self.site_secret),
            "login": self.login,
            "password": self.password,
            "member": self.member,
        }
        return json.dumps(told, indent=1, ensure_ascii=False).encode()

    @classmethod
    def decode(cls, content: bytes) -> "Enrolment":
        """Read such a file; raises BadEnrolment for any other."""
        try:
            told = json.loads(content)
            if told["format"] != FORMAT:
                raise BadEnrolment(later("This enrollment file was made by another version of Careboard."))
            hub = told["hub"]
            address = HubAddress.told(_server(hub), str(hub["database"]), str(hub["authority"]).encode("ascii"))
            secret = typed("site", str(told["site_secret"]), SITE_SECRET_SIZE)
            named, login, password = (str(told[name]) for name in ("named", "login", "password"))
            return cls(address, _id(told["clinic"]), named, secret, login, password, _member(told["member"]))
        except (ValueError, KeyError, TypeError, RecursionError, HubUnknown, WrongSecret):
            raise BadEnrolment(later("This is no enrollment file, or it is damaged.")) from None

    def write(self, path: Path) -> None:
        """Write the file for this user of the computer alone; raises BadEnrolment where it cannot be."""
        if path.exists():
            raise BadEnrolment(later("There is already a file of this name."), later("Choose another name."))
        try:
            write_private(path, self.encode())
        except OSError:
            raise BadEnrolment(
                later("The enrollment file cannot be written there."), later("Choose another folder.")
            ) from None

    @classmethod
    def read(cls, path: Path) -> "Enrolment":
        """Read a file; raises BadEnrolment."""
        try:
            with path.open("rb") as file:
                return cls.decode(file.read(LARGEST))
        except OSError:
            raise BadEnrolment(later("The enrollment file cannot be read.")) from None


def _server(hub: dict[str, object]) -> str:
    host = str(hub["host"])
    return f"[{host}]:{hub['port']}" if ":" in host else f"{host}:{hub['port']}"


def _id(told: object) -> str:
    if isinstance(told, str) and len(told) == _DIGITS and told == bytes.fromhex(told).hex():
        return told
    raise ValueError(told)


def _member(told: object) -> str:
    return _id(told) if told != "" else ""
