"""The rooms of the house and the directions between them, as ARCHITECTURE's map draws them.

The contracts stand in pyproject.toml; here each is broken on purpose, in a copy, to prove that it bites.
"""

import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Top to bottom. A room imports from the floors below its own only; but on the ground floor neighbours know each other.
FLOORS = [
    ["__main__"],
    ["cli"],
    ["demo", "bench"],
    ["app"],
    ["ui"],
    ["workflow"],
    ["documents", "exchange"],
    ["projections", "search", "storage"],
    ["reference", "vault"],
    ["clinical"],
    ["errors", "i18n", "assets", "settings"],
]
BELOW_THE_APPLICATION = [room for floor in FLOORS[4:] for room in floor]

# The one room below the application that may know the library.
OWNERS = {
    "PySide6": "ui",
    "sqlalchemy": "storage",
    "psycopg": "storage",
    "cryptography": "vault",
    "reportlab": "documents",
    "lxml": "exchange",
}

UPWARDS = [(room, above[0]) for above, floor in pairwise(FLOORS) for room in floor]
SIDEWAYS = [(room, other) for floor in FLOORS[:-1] for room in floor for other in floor if room != other]
BORROWED = [(room, library) for library, owner in OWNERS.items() for room in BELOW_THE_APPLICATION if room != owner]
SHORTCUTS = [("ui", "vault"), ("ui", "storage"), ("ui", "reference")]
VAULT_ALONE = [("vault", library) for library in ("platformdirs", "pypdfium2", "sqlite3")]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def plant(folder: Path, room: str, target: str) -> None:
    """Add an import to a room; to its own file, or a file of its own if the room is a folder."""
    module = f"careboard.{target}" if any(target in floor for floor in FLOORS) else target
    place = folder / "careboard" / room
    with (place / "planted.py" if place.is_dir() else place.with_suffix(".py")).open("a", encoding="utf-8") as file:
        file.write(f"import {module}\n")


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a copy of the house with every forbidden import in it."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(ROOT / "careboard", folder / "careboard", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for room, target in {*UPWARDS, *SIDEWAYS, *BORROWED, *SHORTCUTS, *VAULT_ALONE}:
        plant(folder, room, target)
    done = lint_imports(folder)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def test_that_every_import_keeps_to_the_directions_of_the_rooms() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("room", "target"), UPWARDS + SIDEWAYS + SHORTCUTS)
def test_that_a_planted_import_of_a_room_above_or_beside_is_refused(complaints: str, room: str, target: str) -> None:
    assert f"careboard.{room} is not allowed to import careboard.{target}:" in complaints


@pytest.mark.parametrize(("room", "library"), BORROWED + VAULT_ALONE)
def test_that_a_planted_import_of_another_rooms_library_is_refused(complaints: str, room: str, library: str) -> None:
    assert f"careboard.{room} is not allowed to import {library}:" in complaints


def test_that_every_room_has_its_place_on_the_map() -> None:
    files = [
        path for path in (ROOT / "careboard").iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    ]
    assert {path.stem for path in files} - {"__init__"} <= {room for floor in FLOORS for room in floor}


def test_that_no_import_is_excused() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    assert [contract["name"] for contract in contracts if "ignore_imports" in contract] == []
