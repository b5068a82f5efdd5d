"""What this computer remembers of a clinic: its site secret, who signs in here, and how often somebody failed to.

One folder per clinic id in the user's data folder, readable by this user alone; no name of a person or clinic is in
it but the sign-in names that their owners chose.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import platformdirs

from careboard.errors import CareboardError
from careboard.settings.files import write_private
from careboard.settings.sign_ins import WrongTries, sign_in_name

TRIES = "wrong-tries.json"
HUB = "hub.json"
LAST_SYNC = "last-sync"


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
    def known_here(self) -> bool:
        """Does this computer know anything of the clinic?"""
        return self.folder.exists()

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

    @property
    def wrong_tries(self) -> WrongTries:
        """The tries since somebody last signed in here; a damaged file is as good as none."""
        try:
            told = json.loads((self.folder / TRIES).read_text(encoding="utf-8"))
            return WrongTries(int(told["number"]), float(told["last"]))
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return WrongTries()

    def count_wrong_try(self, now: float) -> None:
        """One more, without a name; a folder that may not be written only means that it is not counted."""
        tries = WrongTries(self.wrong_tries.number + 1, now)
        with suppress(OSError):
            write_private(self.folder / TRIES, json.dumps(asdict(tries)).encode())

    def forget_wrong_tries(self) -> None:
        """Somebody has signed in."""
        with suppress(OSError):
            (self.folder / TRIES).unlink(missing_ok=True)

    def forget(self) -> None:
        """Let nothing of the clinic stay on this computer."""
        for file in (self.site_secret_file, *(self.folder / name for name in ("sign-in.json", TRIES, HUB, LAST_SYNC))):
            file.unlink(missing_ok=True)
        with suppress(OSError):
            self.folder.rmdir()

    def drop_sign_in(self, name: str) -> None:
        """Nobody signs in under this name here any more; another member may take it."""
        self._keep_sign_ins({n: m for n, m in self.sign_ins().items() if n != sign_in_name(name)})

    def keep_sign_in(self, name: str, member: str, *, first: bool = True) -> None:
        """Put a sign-in name first in the list, or last until its owner signs in; a member has one name here."""
        name = sign_in_name(name)
        others = {n: m for n, m in self.sign_ins().items() if n != name and m != member}
        self._keep_sign_ins({name: member, **others} if first else {**others, name: member})

    def _keep_sign_ins(self, names: dict[str, str]) -> None:
        text = json.dumps(names, indent=1, ensure_ascii=False)
        write_private(self.folder / "sign-in.json", text.encode())
