"""Golden vaults: files that some version of the program wrote, with their keys, and what must be read in them for ever.

`python -m tests.vault.golden NAME` makes one more, when a format has changed; those that exist are never made again.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from careboard.clinical.entry import KIND_OF, SCHEMA_OF, Entry, Kind, KnownContent, Newer
from careboard.clinical.note import Addendum, CoSignature, Note, PsychotherapyNote, SudCounselingNote
from careboard.clinical.people import Role
from careboard.clinical.values import EntryId
from careboard.settings import ClinicSettings
from careboard.vault import codec
from careboard.vault.policy import NEEDS_REF
from careboard.workflow.people import change_roles, revoke
from tests.clinic import FOUNDER, Clinic, make_clinic, note
from tests.clinical_examples import EXAMPLES, SOURCE

FOLDER = Path(__file__).resolve().parents[1] / "data" / "golden"
ATTACHED = b"%PDF-1.7 a scan that nobody may lose\n" * 40


@dataclass(frozen=True, slots=True)
class Golden:
    """One golden vault: its file, and what is known of it."""

    vault: Path
    told: dict[str, Any]


def golden(name: str) -> Golden:
    """A golden vault by the name of its folder."""
    told = json.loads((FOLDER / name / "expected.json").read_text("utf-8"))
    return Golden(FOLDER / name / "vault.careboard", told)


def shown(entry: Entry) -> dict[str, Any]:
    """An entry as it is written down: everything that it says, in the spelling of the record's format."""
    content = entry.content
    body = content.schema if isinstance(content, Newer) else json.loads(_payload(entry, content))["body"]
    schema = content.schema if isinstance(content, Newer) else SCHEMA_OF[type(content)]
    head = {"id": entry.id, "author": entry.author.member, "name": entry.author.name, "kind": entry.kind.value}
    moments = {"at": json.loads(_payload(entry, note()))["at"], "recorded_at": entry.recorded_at.isoformat()}
    return {**head, **moments, "schema": schema, "said": entry.said, "ref": entry.ref, "body": body}


def _payload(entry: Entry, content: KnownContent) -> bytes:
    return codec.encode(content, entry.at, entry.said)


def make(folder: Path) -> None:
    """Write a golden vault with everything that this version writes."""
    folder.mkdir(parents=True)
    clinic = make_clinic(folder, roles=[Role.NURSE, Role.COUNSELOR, Role.COORDINATOR])
    clinic.path = clinic.path.rename(folder / "vault.careboard")
    streams = {"patient": clinic.patient, "clinic": clinic.open().registry.clinic_stream}
    streams |= {"psychotherapy": clinic.private_stream(Role.COUNSELOR), "sud": _private(clinic)}
    for content, example in EXAMPLES.items():
        if content is not PsychotherapyNote and content is not SudCounselingNote:
            for one in example.contents[: 2 if content in (Note, Addendum) else 1]:
                _write(clinic, content, one, streams)
    clinic.write(Role.NURSE, note(), kind="imported", source=SOURCE, delivery="d" * 32)
    nurse = clinic.open(Role.NURSE)
    nurse.write([nurse.sealed("delivery", streams["clinic"], b"{}", "d" * 32)])
    (blob,) = nurse.write([nurse.sealed("blob", clinic.patient, ATTACHED)])
    change_roles(clinic.open(), clinic.keys(Role.COUNSELOR).id, {Role.COUNSELOR, Role.SUPERVISOR})
    revoke(clinic.open(), clinic.keys(Role.COORDINATOR).id)
    nurse = clinic.open(Role.NURSE)
    nurse.begin_epoch(clinic.patient, [clinic.keys(Role.COUNSELOR).id, nurse.member, clinic.founder.id])
    clinic.write(Role.NURSE, note("After the key was renewed."))
    clinic.open().checkpoint()
    told = {"clinic": clinic.id, "blob": blob.id.hex(), "streams": streams, "keys": _keys(clinic)}
    entries = {name: [shown(e) for e in clinic.read(_reader(name), stream=id_)] for name, id_ in streams.items()}
    clinic.close()
    text = json.dumps({**told, "entries": entries}, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / "expected.json").write_text(text + "\n", "utf-8")


def _reader(stream: str) -> Role | None:
    return Role.COUNSELOR if stream == "psychotherapy" else None


def _private(clinic: Clinic) -> str:
    vault = clinic.open()
    stream = vault.begin_stream([vault.member])
    clinic.write(
        None, SudCounselingNote(clinic.patient, "Ambivalent about the weekend; rehearsed refusing."), stream=stream
    )
    return stream


def _write(clinic: Clinic, kind: type[KnownContent], content: KnownContent, streams: dict[str, str]) -> None:
    stream = streams["clinic"] if KIND_OF[kind] is Kind.CLINIC else streams["patient"]
    ref = _about(clinic, kind) if codec.base(SCHEMA_OF[kind]) in NEEDS_REF else None
    clinic.write(None, content, stream=stream, ref=ref)


def _about(clinic: Clinic, kind: type[KnownContent]) -> EntryId:
    """Nobody co-signs the own entry."""
    own = kind is not CoSignature
    return clinic.entries["note"] if own else EntryId(clinic.write(Role.NURSE, note("To be co-signed.")).id.hex())


def _keys(clinic: Clinic) -> dict[str, Any]:
    members = {role.value: keys.seed.hex() for role, keys in clinic.members.items()}
    papers = {"kit": clinic.kit.code, "custody": [sheet.code for sheet in clinic.sheets]}
    secret = ClinicSettings(clinic.id).site_secret().hex()
    founder = {"founder": clinic.founder.seed.hex(), "passphrase": FOUNDER.passphrase, "site secret": secret}
    return {**members, **founder, **papers}


def names() -> Iterator[str]:
    """The golden vaults that there are."""
    yield from sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


if __name__ == "__main__":
    with TemporaryDirectory() as home:
        os.environ["XDG_DATA_HOME"] = home
        make(FOLDER / sys.argv[1])
