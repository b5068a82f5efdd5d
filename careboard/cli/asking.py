"""Asking a person at the terminal, and printing the answer, the same way in every command.

Standard output carries results only; everything that is said to a person goes to standard error.
"""

import argparse
import codecs
import getpass
import json
import sys
from pathlib import Path
from typing import Any

from careboard.errors import CareboardError
from careboard.projections.wording.voice import harmless, in_one_line
from careboard.settings import read_small


class NoPassphrase(CareboardError):
    """There is no passphrase to be had."""

    advice = "Give --passphrase-file FILE, or run the command in a terminal."


def passphrase(options: argparse.Namespace) -> str:
    """The passphrase of `--passphrase-file`, else asked at the terminal."""
    return from_file(options.passphrase_file) if options.passphrase_file else _asked("Passphrase: ")


def new_passphrase(options: argparse.Namespace) -> str:
    """As `passphrase`, but asked twice at the terminal."""
    if options.passphrase_file:
        return from_file(options.passphrase_file)
    first = _asked("New passphrase: ")
    if first != _asked("The same again: "):
        raise NoPassphrase("The two passphrases differ.", "Nothing was changed. Try again.")
    return first


def from_file(path: Path) -> str:
    """The first line of a passphrase file, without its line end."""
    try:
        lines = read_small(path).decode().splitlines()
    except OSError:
        raise NoPassphrase("The passphrase file cannot be read.") from None
    except UnicodeDecodeError:
        raise NoPassphrase("The passphrase file is not text in UTF-8.") from None
    if not lines or not lines[0]:
        raise NoPassphrase("The passphrase file is empty.")
    return lines[0]


def _asked(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise NoPassphrase("A passphrase is needed.")
    return getpass.getpass(prompt)


def print_json(answer: object) -> None:
    """One JSON document on standard output; where that is not UTF-8, all beyond ASCII is escaped."""
    in_utf8 = codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8"
    json.dump(answer, sys.stdout, ensure_ascii=not in_utf8, indent=1)
    print()


def refused(_options: argparse.Namespace, sentence: str) -> object:
    """What is printed as JSON where a command was refused whole, and says nothing else of it."""
    return {"refused": [{"where": "", "why": sentence}]}


def print_table(rows: list[dict[str, Any]], columns: dict[str, str]) -> None:
    """Rows for a person, in columns (key to heading)."""
    cells = [list(columns.values()), *([_cell(row[key]) for key in columns] for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(columns))]
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    """A value in one line, without characters that would steer the terminal."""
    return in_one_line(str(value or ""))


def say(sentence: str) -> None:
    """Something for the person, not for the script."""
    print(harmless(sentence), file=sys.stderr)
