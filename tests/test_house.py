"""The house itself: what lies where, what is pinned, what a newcomer is told.

Nothing here needs git or the network: it must also hold in a bare checkout.
"""

import hashlib
import importlib.util
import itertools
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from types import ModuleType

import pytest
from packaging.utils import canonicalize_name
from PySide6.QtGui import QTextOption

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
LAYOUT = {"careboard", "resources", "tests", "packaging", "pyproject.toml", "README.md"}
EXPECTED_BY_TOOLS = {"LICENSE", "CHANGELOG.md", ".gitignore", ".editorconfig", ".ci", ".github", ".git"}
IGNORED = [line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()]
# SHA-256 of the licence's own text, https://www.apache.org/licenses/LICENSE-2.0.txt
APACHE_2_0 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def ignored(path: Path) -> bool:
    return any(fnmatch(path.name, pattern) for pattern in IGNORED)


def committed(folder: Path = ROOT) -> Iterator[Path]:
    """The files of the checkout, without those that .gitignore keeps out."""
    for path in folder.iterdir():
        if path.name != ".git" and not ignored(path):
            yield from committed(path) if path.is_dir() else [path]


def pins(packages: str) -> dict[str, str]:
    """Name and version of every pinned package of a set."""
    text = (ROOT / "packaging" / "requirements" / f"{packages}.txt").read_text("utf-8")
    return dict(re.findall(r"^(\S+)==(\S+) \\$", text, re.MULTILINE))


def bounds(*extras: str) -> list[Requirement]:
    named = itertools.chain(PROJECT["dependencies"], *(PROJECT["optional-dependencies"][extra] for extra in extras))
    return [Requirement(line) for line in named]


# Where things lie


def test_that_the_top_level_holds_what_was_agreed_and_no_more() -> None:
    names = {path.name for path in ROOT.iterdir() if not ignored(path)}
    assert names >= LAYOUT
    assert names <= LAYOUT | EXPECTED_BY_TOOLS


# Each is written so that this file does not hold it.
ELSEWHERE = [
    r"\.\./" + "shared",
    r"(?<![\w.])/work" + "/",
    r"(?<![\w.])/opt" + "/cb",
    r"(?<![\w.])/root" + r"/\w",
    "py" + r"pi\.org",
    "python" + r"hosted\.org",
    "--(extra-)?index" + "-url",
    "--find" + "-links",
    "--trusted" + "-host",
]


def test_that_no_file_names_a_machine_or_an_index() -> None:
    anywhere = re.compile("|".join(ELSEWHERE).encode())
    assert [str(path.relative_to(ROOT)) for path in committed() if anywhere.search(path.read_bytes())] == []


def test_that_the_wheel_carries_every_file_of_resources(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "site")
    where = "from careboard.assets import resource; print(resource())"
    python = [sys.executable, "-P", "-c", where]
    told = subprocess.run(
        python, env={"PYTHONPATH": str(tmp_path / "site")}, cwd=tmp_path, check=True, capture_output=True
    )
    installed = Path(told.stdout.decode().strip())
    assert installed == tmp_path / "site" / "careboard" / "resources"
    ours = {path.relative_to(ROOT / "resources"): path.read_bytes() for path in committed(ROOT / "resources")}
    theirs = {path.relative_to(installed): path.read_bytes() for path in installed.rglob("*") if path.is_file()}
    assert theirs == ours != {}


# What is installed


@pytest.mark.parametrize("requirement", bounds("test", "bench"), ids=lambda requirement: requirement.name)
def test_that_a_dependency_has_a_lower_and_an_upper_bound(requirement: Requirement) -> None:
    operators = {specifier.operator for specifier in requirement.specifier}
    # tzdata only grows, by the year; a cap would keep a clinic on old rules of daylight saving.
    assert operators >= ({">="} if requirement.name == "tzdata" else {">=", "<"})


@pytest.mark.parametrize("packages", ["run", "test", "bench"])
def test_that_every_pin_keeps_to_the_bounds_and_none_is_forgotten(packages: str) -> None:
    pinned = pins(packages)
    for requirement in bounds(*([] if packages == "run" else [packages])):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), requirement


@pytest.mark.parametrize("packages", ["run", "test", "bench"])
def test_that_every_pinned_package_has_hashes_and_no_address(packages: str) -> None:
    text = (ROOT / "packaging" / "requirements" / f"{packages}.txt").read_text("utf-8")
    blocks = re.split(r"\n(?=\w)", text.rstrip("\n"))
    assert len(blocks) == len(pins(packages)) > 10
    for block in blocks:
        assert re.fullmatch(r"\S+==\S+( \\\n    --hash=sha256:[0-9a-f]{64})+(\n    # via .*)?", block), block


@pytest.mark.parametrize("packages", ["test", "bench"])
def test_that_tests_and_measures_run_on_the_very_packages_of_the_program(packages: str) -> None:
    assert pins("run").items() <= pins(packages).items()


def test_that_the_excluded_qt_binding_is_neither_allowed_nor_pinned() -> None:
    (binding,) = (requirement for requirement in bounds() if requirement.name == "PySide6-Essentials")
    assert not binding.specifier.contains("6.12.0")
    assert binding.specifier.contains(pins("run")["pyside6-essentials"])


def test_that_a_void_call_of_qt_keeps_its_reference_to_none() -> None:
    option = QTextOption()
    before = sys.getrefcount(None)
    for _ in range(2000):
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
    assert sys.getrefcount(None) > before - 1000


# What a forgotten case costs

FORGETFUL = """
def said(content: int | str) -> str:
    match content:
        case int():
            return "a number"
    return "something else"
"""


def test_that_mypy_refuses_a_match_that_forgets_a_case(tmp_path: Path) -> None:
    (tmp_path / "forgetful.py").write_text(FORGETFUL, "utf-8")
    mypy = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(tmp_path)]
    done = subprocess.run(
        [*mypy, str(tmp_path / "forgetful.py")], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "[exhaustive-match]" in done.stdout


WARNING = """
import warnings
from PySide6.QtCore import QObject, qWarning

def test_that_python_warns():
    warnings.warn("something is old")

def test_that_qt_warns(qtbot):
    qWarning("something is odd")

def test_that_all_is_well():
    pass
"""


def test_that_a_warning_of_python_or_qt_fails_a_test(tmp_path: Path) -> None:
    (tmp_path / "test_warning.py").write_text(WARNING, "utf-8")
    pytest_here = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path)]
    done = subprocess.run(
        [*pytest_here, "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.findall(r"^FAILED \S+::(\w+)", done.stdout, re.MULTILINE) == [
        "test_that_python_warns",
        "test_that_qt_warns",
    ]
    assert "2 failed, 1 passed" in done.stdout


# What a newcomer meets


def test_that_continuous_integration_runs_the_second_command() -> None:
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert lines[-1] == "exec packaging/test </dev/null"
    runs = (ROOT / "packaging" / "test").read_text("utf-8")
    for check in (
        "ruff check",
        "ruff format --check",
        "mypy careboard tests packaging",
        "lint-imports",
        "pytest -n auto",
    ):
        assert f"check {check}" in runs or f"check python -m {check}" in runs


def test_that_the_readme_draws_the_rooms_and_the_four_flows() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    rooms = {path.name for path in (ROOT / "careboard").iterdir() if (path / "__init__.py").is_file()}
    drawn = re.search(r"## The rooms\n\n```\n(.*?)```", readme, re.DOTALL)
    assert drawn is not None
    assert rooms - {"demo", "bench"} <= set(re.findall(r"\w+", drawn[1]))
    for flow in ("write a note", "open a patient", "change a dose", "issue a summary"):
        assert re.search(rf"^{flow} .*->", readme, re.MULTILINE)


def test_that_every_name_in_the_four_flows_is_in_the_code() -> None:
    flows = re.search(r"## The four flows\n\n```\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert flows is not None
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "careboard").rglob("*.py"))
    classes = set(re.findall(r"\b([A-Z][a-z]\w+)\b", flows[1])) - {"Bundle"}
    members = set(re.findall(r"\.(\w+)", flows[1])) - {"fhir_out"}
    assert len(classes) > 8
    assert len(members) > 8
    assert {name for name in classes if not re.search(rf"^class {name}\b", code, re.MULTILINE)} == set()
    assert {name for name in members if not re.search(rf"\b(?:def {name}\(|{name} = Signal)", code)} == set()


def test_that_the_readme_shows_a_picture_of_the_program_itself() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+\.png)\)", (ROOT / "README.md").read_text("utf-8"))
    assert pictures
    for name in pictures:
        start = (ROOT / name).read_bytes()[:24]
        assert start[:8] == b"\x89PNG\r\n\x1a\n"
        assert [int.from_bytes(start[at : at + 4], "big") for at in (16, 20)] == [1680, 1040]


def test_that_licence_changes_decisions_and_how_to_help_are_there() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE_2_0
    assert PROJECT["license"] == "Apache-2.0"
    assert "## " in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert (ROOT / ".github" / "CONTRIBUTING.md").is_file()
    numbered = sorted(path.name[:4] for path in (ROOT / ".github" / "decisions").glob("[0-9]*.md"))
    assert numbered == [f"{number:04}" for number in range(1, len(numbered) + 1)]


def test_that_the_project_is_built_by_hatchling_for_three_pythons() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]
    assert build["build-backend"] == "hatchling.build"
    assert PROJECT["requires-python"] == ">=3.11,<3.14"


def test_that_the_readme_begins_with_the_two_commands() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert blocks[:2] == ["./packaging/run demo\n", "./packaging/test\n"]
    for name in ("packaging/run", "packaging/test", "packaging/prepare", "packaging/pin", ".ci/run"):
        assert os.access(ROOT / name, os.X_OK), name


def test_that_a_computer_without_a_fitting_python_is_told_which_to_install(tmp_path: Path) -> None:
    for program in ("dirname", "readlink"):
        (tmp_path / program).symlink_to(shutil.which(program) or "")
    (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "python3").chmod(0o755)
    done = subprocess.run(
        [ROOT / "packaging" / "run"], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Careboard needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.fixture
def prepare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The set-up, for a folder that is not ours, on a computer where every library is there."""
    spec = importlib.util.spec_from_file_location("prepare", ROOT / "packaging" / "prepare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ENVIRONMENT", tmp_path / "checkout" / ".venv")
    monkeypatch.setattr(module, "loads", lambda library: True)
    monkeypatch.setattr(shutil, "which", lambda program: f"/usr/bin/{program}")
    return module


def test_that_set_up_without_the_right_to_install_names_the_packages_and_changes_nothing(
    prepare: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "loads", lambda library: library not in {"libEGL.so.1", "libxcb-cursor.so.0"})
    monkeypatch.setattr(shutil, "which", lambda program: "/usr/bin/apt-get" if program == "apt-get" else None)
    monkeypatch.setattr(prepare, "FILES", {"/nowhere/at-spi-bus-launcher": "at-spi2-core"})
    monkeypatch.setattr(prepare, "system_python_does", lambda _line: False)
    monkeypatch.setattr(prepare, "SERVER_FOLDERS", "nowhere")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    tests = "poppler-utils dbus xvfb at-spi2-core python3-gi gir1.2-atspi-2.0 postgresql"
    with pytest.raises(prepare.Refused, match=rf"apt-get install .* libegl1 libxcb-cursor0 {tests}$"):
        prepare.prepare("test")
    assert not prepare.ENVIRONMENT.exists()


def test_that_set_up_on_another_system_names_what_is_needed(
    prepare: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "loads", lambda library: library != "libGL.so.1")
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(prepare.Refused, match="what Debian calls libgl1; install it"):
        prepare.prepare("run")


def test_that_set_up_leaves_a_virtual_environment_of_somebody_elses_alone(prepare: ModuleType) -> None:
    prepare.ENVIRONMENT.mkdir(parents=True)
    (prepare.ENVIRONMENT / "pyvenv.cfg").write_text("home = /usr/bin\n")
    with pytest.raises(prepare.Refused, match="was not made by Careboard"):
        prepare.prepare("run")
    assert [path.name for path in prepare.ENVIRONMENT.iterdir()] == ["pyvenv.cfg"]


def test_that_set_up_without_a_home_folder_asks_for_one(
    prepare: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    with pytest.raises(prepare.Refused, match="set HOME to a folder of yours"):
        prepare.prepare("run")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("ERROR: No matching distribution found for lxml", "is the network there"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "differs from the one"),
    ],
)
def test_that_a_package_that_cannot_be_had_ends_in_a_sentence_and_is_tried_again(
    prepare: ModuleType, monkeypatch: pytest.MonkeyPatch, said: str, told: str
) -> None:
    prepare.ENVIRONMENT.mkdir(parents=True)
    monkeypatch.setattr(prepare, "make_environment", lambda: None)
    monkeypatch.setattr(prepare, "call", lambda *command: subprocess.CompletedProcess(command, 1, said))
    for _ in range(2):
        with pytest.raises(prepare.Refused, match=told):
            prepare.prepare("run")


def prose() -> Iterator[str]:
    """Every text of the project in which somebody may follow a reference, without the samples of other systems."""
    for path in committed():
        if path.suffix in {".py", ".md", ".csv", ".toml"} and ROOT / "tests" / "data" not in path.parents:
            yield path.read_text("utf-8")


def test_that_every_decision_that_is_named_is_there() -> None:
    named = {number for text in prose() for number in re.findall(r"\bdecision (\d{4})\b", text)}
    there = {path.name[:4] for path in (ROOT / ".github" / "decisions").glob("*.md")}
    assert named
    assert named <= there


def test_that_no_paper_is_cited_that_is_not_here() -> None:
    cited = {paper for text in prose() for paper in re.findall(r"\b[A-Z]+\.md\b", text)}
    assert cited
    assert cited <= {path.name for path in committed()}


def test_that_every_test_named_in_the_table_of_requirements_is_there() -> None:
    table = (ROOT / "tests" / "TRACEABILITY.md").read_text("utf-8")
    tests = {path: path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py")}
    there = {name for code in tests.values() for name in re.findall(r"^(?:async )?def (test_\w+)", code, re.MULTILINE)}
    assert set(re.findall(r"\b(test_that_\w+)`", table)) - there == set()
    files = {path.relative_to(ROOT).as_posix() for path in tests}
    named = set(re.findall(r"`([\w/]+\.py)(?:`|::)", table))
    assert {name for name in named if not any(file.endswith(f"/{name}") or file == name for file in files)} == set()
