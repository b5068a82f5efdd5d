"""What this computer remembers: of a clinic its site secret and who signs in here, and of the desktop how it looks.

One folder per clinic id in the user's data folder, readable by this user alone; no name of a person or clinic is in
it but the sign-in names that their owners chose.
"""

import errno
import json
import math
import os
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Self

import platformdirs

from careboard.errors import CareboardError

THEMES = ("system", "light", "dark", "contrast")
MOST_VAULTS = 5
MOST_COPIES = 9
TRIES = "wrong-tries.json"
_FARTHEST = 1 << 20  # pixels; what is told beyond is no place on any screen
LARGEST_SMALL_FILE = 32 << 20  # bytes; a scanned kit may be large


class SettingsRefused(CareboardError):
    """This computer's own files about a clinic are missing or damaged."""

    advice = "Recover with your printed kit: careboard recover VAULT --kit FILE"


_LONGEST_NAME = 60  # characters of a sign-in name
_NO_PART_OF_A_NAME = frozenset("/\\")  # a kit's file is named after whoever signs in


def sign_in_name(typed: str) -> str:
    """A sign-in name as it is kept: without the spaces around it, its letters composed (Unicode NFC).

    Empty for what is no name: nothing, more than one line, what cannot be seen, or what could be a path.
    """
    name = unicodedata.normalize("NFC", typed).strip()
    plain = name.isprintable() and len(name) <= _LONGEST_NAME and not _NO_PART_OF_A_NAME & set(name)
    return name if plain else ""


FREE_TRIES, LONGEST_WAIT = 2, 30  # seconds; the wait doubles from the third wrong try on


@dataclass(frozen=True, slots=True)
class WrongTries:
    """How often in a row somebody failed to sign in on this computer, and when last (seconds since 1970).

    Against a hand at this keyboard. Who may edit the file may set it back, and gains nothing: the vault and the site
    secret beside it can be copied, and tried elsewhere, where each try costs what Argon2id costs.
    """

    number: int = 0
    last: float = 0

    def wait(self, now: float) -> int:
        """So many seconds until the next try; a clock that was set back makes it no longer than the longest."""
        if self.number <= FREE_TRIES:
            return 0
        whole = min(1 << min(self.number - FREE_TRIES, LONGEST_WAIT), LONGEST_WAIT)
        return max(0, math.ceil(whole - max(0.0, now - self.last)))


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
        for file in (self.site_secret_file, self.folder / "sign-in.json", self.folder / TRIES):
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


@dataclass(frozen=True, slots=True)
class KnownVault:
    """A vault that was opened on this computer, by its path and clinic id."""

    path: str
    clinic: str

    @property
    def sign_ins(self) -> tuple[str, ...]:
        """Who signs in to it here, the last used first; nobody when the list cannot be read."""
        try:
            return tuple(ClinicSettings(self.clinic).sign_ins())
        except SettingsRefused:
            return ()

    @property
    def wrong_tries(self) -> WrongTries:
        """How often in a row somebody failed to sign in to it here."""
        return ClinicSettings(self.clinic).wrong_tries


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """Where the window stood when it was not maximised, in pixels, and whether it was; a width of 0: nowhere yet."""

    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0
    maximised: bool = False

    @classmethod
    def told(cls, told: object) -> Self:
        """As it was written; anything else is as good as nothing."""
        found = told if isinstance(told, dict) else {}
        told_of = (found.get(key) for key in ("x", "y", "width", "height"))
        numbers = [one for one in told_of if isinstance(one, int) and abs(one) <= _FARTHEST]
        if len(numbers) < 4:
            return cls()
        x, y, width, height = numbers
        return cls(x, y, width, height, maximised=found.get("maximised") is True)


@dataclass(frozen=True, slots=True)
class DesktopSettings:
    """How the desktop looks for this user of the computer, and which vaults were opened, the last one first.

    `theme` is system, light, dark or contrast; `text_size` 0.9 to 2.0. `splits` is the share of the first of two parts
    by the name of what divides them; `single_keys`: do single letters act? `copies` of a paper are printed, 1 to 9;
    `spool_known`: need nobody be told any more that a printer's queue keeps copies? `dense`: do the rows of lists
    stand close together? A damaged file is as good as none.
    """

    theme: str = "system"
    text_size: float = 1.0
    vaults: tuple[KnownVault, ...] = ()
    window: WindowPlace = WindowPlace()
    splits: Mapping[str, float] = field(default_factory=dict)
    single_keys: bool = True
    copies: int = 1
    spool_known: bool = False
    dense: bool = False

    @staticmethod
    def file() -> Path:
        """Where it is kept."""
        return Path(platformdirs.user_data_path("careboard", appauthor=False)) / "desktop.json"

    @classmethod
    def kept(cls) -> Self:
        """As it was kept last."""
        try:
            told = json.loads(cls.file().read_text(encoding="utf-8"))
            vaults = tuple(KnownVault(str(one["path"]), str(one["clinic"])) for one in told["vaults"])
            theme = str(told["theme"])
            return cls(
                theme if theme in THEMES else "system",
                float(told["text_size"]),
                vaults,
                WindowPlace.told(told.get("window")),
                _shares(told.get("splits")),
                told.get("single_keys") is not False,
                _copies(told.get("copies")),
                told.get("spool_known") is True,
                told.get("dense") is True,
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def keep(self) -> None:
        """Keep it; a folder that may not be written only means that it is forgotten."""
        with suppress(OSError):
            write_private(self.file(), json.dumps(asdict(self), indent=1).encode())

    def opened(self, path: Path, clinic: str) -> Self:
        """The same, with this vault as the one opened last."""
        new = KnownVault(str(path.resolve()), clinic)
        others = [known for known in self.vaults if known.path != new.path]
        return replace(self, vaults=(new, *others)[:MOST_VAULTS])

    def vault_at(self, path: Path) -> KnownVault | None:
        """What is known of the vault at a path."""
        return next((known for known in self.vaults if known.path == str(path.resolve())), None)


def _shares(told: object) -> dict[str, float]:
    """What stands between nothing and all; no word of a person is a name here, for only ours are ever asked for."""
    found = told if isinstance(told, dict) else {}
    return {str(name): float(one) for name, one in found.items() if isinstance(one, int | float) and 0 < one < 1}


def _copies(told: object) -> int:
    return told if isinstance(told, int) and not isinstance(told, bool) and 1 <= told <= MOST_COPIES else 1


def read_small(path: Path) -> bytes:
    """A file that somebody named where a passphrase, a paper or decisions are meant; OSError when it is no such file.

    What is far larger was named by mistake: a disk image, or a device that never ends, is not read into memory.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST_SMALL_FILE + 1)
    if len(content) > LARGEST_SMALL_FILE:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return content


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only this user may read: whole or not at all, and on the disk when this returns."""
    import tempfile  # slow to import, and the first window only reads

    _make_private_folder(path.parent)
    handle, name = tempfile.mkstemp(".partial", f".{path.name}.", path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _make_private_folder(folder: Path) -> None:
    """With every folder above it that is not there yet: whoever may write to one could put another in its place."""
    if not folder.is_dir():
        _make_private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Let a name that was put into a folder outlive a power cut, where the system knows how."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
