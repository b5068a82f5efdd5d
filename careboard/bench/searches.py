"""How long a clinician waits for hits while typing, and for search to be ready after unlocking.

The baseline is one frame of a 60 Hz screen.
"""

from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from careboard.bench import charts
from careboard.bench.measure import FRAME, Measure, in_turns, milliseconds, p95
from careboard.bench.vaults import Filled, filled
from careboard.workflow.session import Session

ENTRIES, CHARTS = 500, 60
NEWS = 50
_WORDS = 40


def search_keystroke(entries: int = ENTRIES, patients: int = CHARTS, words: int = _WORDS) -> Measure:
    """The answer to each key of words that are typed letter by letter: found, read from the vault, marked."""
    with TemporaryDirectory() as folder, filled(Path(folder), "clinic", [entries] * patients) as vault:
        session = vault.session()
        session.prepare_search()
        times = [milliseconds(partial(session.search, typed)) for typed in _keystrokes(words)]
        session.close()
    return Measure(
        "search-keystroke", p95(times), FRAME, 0.6, f"p95 over {entries * patients} entries; one 60 Hz frame"
    )


def _keystrokes(words: int) -> list[str]:
    """What stands in the field after each key: words that are often said and seldom, alone and two at a time."""
    dice = Random(5)  # noqa: S311  no secrets
    said = [
        " ".join(islice(charts.note(dice).sections[0].text.replace(".", "").split(), 1 + n % 2)) for n in range(words)
    ]
    return [line[:end] for line in said for end in range(1, len(line) + 1)]


def search_ready(entries: int = ENTRIES, patients: int = CHARTS, rounds: int = 5) -> Measure:
    """From an unlocked vault to a search over all of it: the sealed index opened, and what came since taken in."""
    with TemporaryDirectory() as folder, filled(Path(folder), "clinic", [entries] * patients) as vault:
        first = vault.session()
        first.prepare_search()
        first.close()
        _news(vault)
        waiting = [vault.session() for _ in range(rounds + 1)]
        (time,) = in_turns(rounds, lambda: _ready(waiting.pop()))
    of = f"{entries * patients} entries from the sealed index and {NEWS} since; one 60 Hz frame"
    return Measure("search-ready", time, FRAME, 9, of)


def _ready(session: Session) -> None:
    session.prepare_search()
    session.search("slept")
    session.vault.file.close()


def _news(vault: Filled) -> None:
    session, dice = vault.session(), Random(9)  # noqa: S311  no secrets
    for number in range(NEWS):
        session.append(vault.patients[number % len(vault.patients)], charts.note(dice))
    session.close()
