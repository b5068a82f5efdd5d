"""What this computer remembers of the desktop: how it looks, where its window stood, and which clinics were opened.

A damaged file is as good as none, and no name of a person or a clinic is in it.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Self

import platformdirs

from careboard.settings.clinic import ClinicSettings, SettingsRefused
from careboard.settings.files import write_private
from careboard.settings.hub import HubSettings
from careboard.settings.sign_ins import WrongTries

THEMES = ("system", "light", "dark", "contrast")
BADGES = ("all", "asked", "none")
MOST_VAULTS = 5
MOST_COPIES = 9
_FARTHEST = 1 << 20  # pixels; what is told beyond is no place on any screen


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
    def has_hub(self) -> bool:
        """Does this computer know a hub of the clinic?"""
        return HubSettings.known_here(self.clinic)

    @property
    def last_sync(self) -> datetime | None:
        """When it was in step with the hub last, aware UTC; None where that is not known."""
        return HubSettings.last_sync(self.clinic)

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
    stand close together? `badge` is what the number beside the inbox counts: all, asked or none. A damaged file is as
    good as none.
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
    badge: str = "all"

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
                badge if (badge := told.get("badge")) in BADGES else "all",
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
