"""A mistake of ours is told without a word about a patient, on the command line as on the screen."""

import subprocess
import sys

from careboard.errors import report_of

PROGRAM = """
import sys, careboard.cli
from careboard.__main__ import main

def run(arguments):
    try:
        {}["Rivera, Maya"]
    except KeyError as error:
        raise ValueError("sertraline 50 mg of Rivera") from error

careboard.cli.run = run
sys.argv = ["careboard", "patients"]
main()
"""


def test_that_what_nobody_caught_is_told_by_kind_and_place_alone() -> None:
    ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "Rivera" not in ended.stderr + ended.stdout
    assert "sertraline" not in ended.stderr
    assert [line for line in ended.stderr.splitlines() if line.endswith("Error")] == ["ValueError", "KeyError"]
    assert "careboard/__main__.py" in ended.stderr


def test_that_a_report_ends_where_errors_come_from_each_other() -> None:
    one, other = ValueError("a"), KeyError("b")
    one.__cause__, other.__cause__ = other, one
    assert report_of(one).splitlines()[1:] == ["ValueError", "KeyError"]
