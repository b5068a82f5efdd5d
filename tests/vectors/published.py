"""The published vectors as they lie in tests/data/vectors, and a count of how they come out.

No vector is passed over: each ends in one outcome, and a test states how many end in which.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "data" / "vectors"

# One vector: its own fields beside those of its group, hexadecimal where they are bytes.
Vector = dict[str, Any]


def read(name: str) -> Any:
    """A file of vectors, such as "age/age_mlkem768x25519.json"."""
    return json.loads((FOLDER / name).read_text("utf-8"))


def wycheproof(name: str) -> Iterator[Vector]:
    """The vectors of one Wycheproof file, whose number must be the one that its head states."""
    file = read(f"wycheproof/{name}.json")
    assert file["numberOfTests"] == sum(len(group["tests"]) for group in file["testGroups"])
    for group in file["testGroups"]:
        shared = {key: value for key, value in group.items() if key != "tests"}
        yield from ({**shared, **vector} for vector in group["tests"])


def outcomes(vectors: Iterator[Vector], judge: Callable[[Vector], str]) -> dict[str, int]:
    """How many vectors came out as what, such as "valid: opened"; a wrong result fails at once, with its number."""
    found: Counter[str] = Counter()
    for vector in vectors:
        try:
            found[f"{vector['result']}: {judge(vector)}"] += 1
        except AssertionError as error:
            error.add_note(f"tcId {vector['tcId']}: {vector.get('comment', '')}")
            raise
    return dict(found)
