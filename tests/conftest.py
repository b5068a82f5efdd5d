"""What every test stands on: a screen that is not there, and a home folder that is nobody's.

No test reads or writes the folders of the person who runs it.
"""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from careboard.vault import keyslot
from careboard.workflow.collector import put_aside
from tests.clinic import clinic, original_clinic
from tests.sample import sample
from tests.stretching import Remembering

__all__ = ["clinic", "original_clinic", "sample"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _runs_programs(folder: Path) -> bool:
    return not os.statvfs(folder).f_flag & os.ST_NOEXEC


# Files of tests lie in memory where there is room: a vault waits for the disk at every commit, and what only a disk
# must keep is tried with simulated power cuts (`storage/powercut.py`). Some tests run programs that they write.
MEMORY, ROOM = Path("/dev/shm"), 2 * 1024**3  # noqa: S108  pytest makes a folder of its own there
if os.access(MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(MEMORY).free > ROOM and _runs_programs(MEMORY):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# Two busy cores make any single example slow now and then; the limit per test is pytest-timeout's.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

# Variable of a user folder -> where it lies in the home folder of the tests.
FOLDERS = {
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": "run",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--hub-examples 50000`: how long the state machines of the hub look for a lie that is believed."""
    parser.addoption("--hub-examples", type=int, default=500, help="examples of each state machine of the hub")


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home folder, where platformdirs and Qt find all of theirs."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for variable, folder in FOLDERS.items():
            (home / folder).mkdir(mode=0o700, parents=True)
            patch.setenv(variable, str(home / folder))
        yield home


@pytest.fixture(scope="session", autouse=True)
def stretched_once() -> Iterator[None]:
    """The same passphrase with the same salt is stretched once in a run, by the real Argon2id at its real cost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyslot, "Argon2id", Remembering)
        yield


@pytest.fixture(autouse=True)
def garbage_of_the_window(request: pytest.FixtureRequest) -> Iterator[None]:
    """Circles of widgets are let go of when their test ends, never by a worker, whose thread they do not belong to."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    gc.collect()  # what pytest held until the last test was over
    put_aside()  # what is left is looked through once
    yield
    gc.collect()
    gc.enable()
