"""Promises about locking, and about the memory of the process: nothing of a session outlives it."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def python(*arguments: str, **environment: str) -> str:
    """What a Python of its own says."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_that_after_a_lock_no_copy_of_key_or_note_is_left_in_memory(tmp_path: Path) -> None:
    file = tmp_path / "told.json"
    python("-m", "tests.workflow.locked", str(file), XDG_DATA_HOME=str(tmp_path / "computer"))
    told = json.loads(file.read_text())
    print(f"copies of seed, stream key and note: {told['before']} before the lock, {told['after']} after it")
    assert all(count > 0 for count in told["before"])
    assert told["after"] == [0, 0, 0]
    assert told["same process"]
    assert not (tmp_path / "clinic.careboard.open").exists()


def test_that_a_lock_comes_though_the_session_cannot_end_in_order(tmp_path: Path) -> None:
    """The disk is gone, and with it the last checkpoint; the keys must go all the same."""
    program = """
import sys
from careboard.storage.refusals import StorageRefused
from careboard.workflow.locking import lock
class Session:
    def close(self): raise StorageRefused("The disk is full.")
lock(Session(), ["--version"])
"""
    assert python("-c", program).startswith("careboard ")


def test_that_the_program_leaves_no_core_dump_and_lets_nobody_look_into_it() -> None:
    """The command line is replaced by a look at what holds when it begins."""
    program = """
import ctypes, resource, careboard.__main__, careboard.cli
soft = lambda: resource.getrlimit(resource.RLIMIT_CORE)[0]
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
def run(arguments):
    print(soft(), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
    return 0
careboard.cli.run = run
careboard.__main__.main()
"""
    assert python("-c", program, "patients").split() == ["0", "0"]
