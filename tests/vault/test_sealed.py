"""Everything that says something about a person is sealed before it reaches a disk: no word of it lies in any file.

The files are read as they are: the vault, its journal in the middle of a commit, what the computer keeps of the clinic,
the folder for temporary files, a backup. Looked for are words of every content, of drafts, searches and names.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from careboard.clinical.entry import KIND_OF, SCHEMA_OF, Kind
from careboard.clinical.people import Role
from careboard.clinical.values import When
from careboard.errors import CareboardError
from careboard.settings import ClinicSettings
from careboard.storage.vaultfile import VaultFile
from careboard.vault import codec
from careboard.vault.policy import NEEDS_REF, PRIVATE_SCHEMAS
from careboard.workflow.checking import back_up
from careboard.workflow.session import Session
from careboard.workflow.sign_in import unlock
from tests.clinic import BEGAN, CLINIC_NAME, FOUNDER, PASSPHRASE, Clinic, note
from tests.clinical_examples import EXAMPLES, REGISTRATION, SOURCE

LEAST = 6  # letters of a word that is looked for; shorter ones are found in random bytes
LONG = 8  # letters of a word that is found in no base64 by chance


def words_in(value: Any) -> Iterator[str]:
    """Every word of every text within."""
    if isinstance(value, str):
        yield from re.findall(rf"\w{{{LEAST},}}", value)
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from words_in(one)


def words_of_contents() -> set[str]:
    bodies = [codec._encode(example.content) for example in EXAMPLES.values()]
    return {word for body in bodies for word in words_in(json.loads(body))}


def lying(words: set[str], file: bytes) -> list[str]:
    """Which of the words lie in a file, in any usual encoding, and in any mixture of small letters and capitals.

    A short word must stand alone: in megabytes of base64 every six letters come up now and then.
    """
    folded = file.lower()
    encoded = ((word, word.lower().encode(code)) for word in words for code in ("utf-8", "utf-16-le"))
    return [word for word, text in encoded if text in folded and (len(word) >= LONG or _alone(text, folded))]


def _alone(text: bytes, file: bytes) -> bool:
    return re.search(rb"(?<![a-z0-9+/])" + re.escape(text) + rb"(?![a-z0-9+/])", file) is not None


# What a header says in the clear: kinds of records and roles, which are words of the program and of nobody.
CLEAR = {"episode", "person", "medication", "response", "nutrition", "coordination", "imported", "delivery"}
CLEAR |= {"genesis", "member", "policy", "stream", "access", "checkpoint", "clinic", "opened", "searched", "author"}
CLEAR |= {role.value for role in Role} | {"practitioner", "privacy", "officer", "passphrase", "record", "quarantine"}


@pytest.fixture
def files(clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """All that is on the disk after a day with every content, a draft, a search, a refused record and a backup."""
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "scratch"))
    vault = clinic.open()
    found: dict[str, bytes] = {}
    journal = clinic.path.with_name(clinic.path.name + "-journal")

    def look(_: Connection) -> None:
        if journal.exists():
            found["journal"] = found.get("journal", b"") + journal.read_bytes()

    event.listen(vault.file._engine, "commit", look)
    _work(clinic, Session(vault))
    back_up(vault, tmp_path / "backup.careboard")
    for path in (*tmp_path.rglob("*"), *ClinicSettings(clinic.id).folder.rglob("*")):
        if path.is_file():
            found[path.name] = path.read_bytes()
    return found


def _work(clinic: Clinic, session: Session) -> None:
    for content, example in EXAMPLES.items():
        name = codec.base(SCHEMA_OF[content])
        if name not in PRIVATE_SCHEMAS | {"co-signature"} and KIND_OF[content] is not Kind.CLINIC:
            ref = clinic.entries["note"] if name in NEEDS_REF else None
            payload = codec.encode(example.content, When.at(session.vault.clock()), "Zebrafinch said.", ref)
            session.vault.write([session.vault.sealed(KIND_OF[content].value, clinic.patient, payload)])
    clinic.write(Role.NURSE, note("Imported zebrafinches."), kind="imported", source=SOURCE)
    clinic.private_stream(Role.COUNSELOR)
    session.new_patient(REGISTRATION)
    session.save_draft("note", b"Half a sentence about zebrafinches.")
    session.prepare_search()
    session.search("zebrafinch")
    session.attach(clinic.patient, b"A scanned page of zebrafinches.")
    with pytest.raises(CareboardError):
        unlock(clinic.path, "chen", "wrong passphrase")
    session.chart(clinic.patient)
    session.checkpoint()


def test_that_no_word_of_anybody_lies_in_any_file(files: dict[str, bytes], tmp_path: Path) -> None:
    words = words_of_contents() | {"zebrafinch", "Countertransference", "correct horse"}
    words |= {word for word in CLINIC_NAME.split() if len(word) >= LEAST} | {PASSPHRASE, FOUNDER.name}
    VaultFile.create(tmp_path / "empty.careboard").close()
    program = lying(words, (tmp_path / "empty.careboard").read_bytes())  # words of the tables of any vault
    looked_for = {word for word in words if word.lower() not in CLEAR}.difference(program)
    print(f"{len(looked_for)} words in {len(files)} files of {sum(map(len, files.values()))} bytes")
    assert len(looked_for) > 250
    assert len(files["journal"]) > 100_000
    assert {name: lying(looked_for, content) for name, content in files.items() if lying(looked_for, content)} == {}


def test_that_what_is_looked_for_would_be_found() -> None:
    words = words_of_contents()
    payload = codec.encode(REGISTRATION, When.at(BEGAN), "said")
    assert lying(words, payload)
    assert lying({"zebrafinch"}, "ZebraFinch".encode("utf-16-le"))
