"""What this computer remembers of a clinic: its site secret, and who signs in here under which name.

One folder per clinic id in the user's data folder, readable by this user alone; no name of a person or clinic is in
it but the sign-in names that their owners chose.
"""

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from careboard.errors import CareboardError


class SettingsRefused(CareboardError):
    """This computer's own files about a clinic are missing or damaged."""

    advice = "Recover with your printed kit: careboard recover VAULT --kit FILE"


@dataclass(frozen=True, slots=True)
class ClinicSettings:
    """The folder of one clinic on this computer; `clinic` is the clinic id, 64 hex digits."""

    clinic: str

    @property
    def folder(self) -> Path:
        """Where this computer's files about the clinic lie."""
        return Path(platformdirs.user_data_path("careboard", appauthor=False)) / self.clinic

    @property
    def site_secret_file(self) -> Path:
        """The half of every passphrase check that is never in the vault; mode 0600."""
        return self.folder / "site-secret"

    def site_secret(self) -> bytes:
        """The site secret, 32 bytes; raises SettingsRefused when it is not on this computer."""
        try:
            secret = bytes.fromhex(self.site_secret_file.read_text(encoding="ascii").strip())
        except FileNotFoundError:
            raise SettingsRefused("This computer does not hold the clinic's site secret.") from None
        except (OSError, ValueError):
            raise SettingsRefused("The clinic's site secret on this computer cannot be read.") from None
        if len(secret) != 32:
            raise SettingsRefused("The clinic's site secret on this computer is damaged.")
        return secret

    def keep_site_secret(self, secret: bytes) -> None:
        """Keep the site secret on this computer."""
        write_private(self.site_secret_file, secret.hex().encode("ascii"))

    def sign_ins(self) -> dict[str, str]:
        """Sign-in name to member key id, the last used first."""
        try:
            names = json.loads((self.folder / "sign-in.json").read_text(encoding="utf-8"))
            return {str(name): str(member) for name, member in names.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, AttributeError):
            raise SettingsRefused("This computer's list of sign-in names cannot be read.") from None

    def keep_sign_in(self, name: str, member: str) -> None:
        """Put a sign-in name first in the list; a member has one name here."""
        others = {n: m for n, m in self.sign_ins().items() if n != name and m != member}
        text = json.dumps({name: member, **others}, indent=1, ensure_ascii=False)
        write_private(self.folder / "sign-in.json", text.encode())


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only this user may read: whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
