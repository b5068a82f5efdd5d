"""Promises for ever: what any version wrote opens and says the same, and what a newer one will write is not lost.

A golden vault is never made again. If a test here fails, the format has changed: give the content a new version and an
upgrade from the old one (`codec.UPGRADES`).
"""

import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from careboard.clinical.dosage import DayOfWeek
from careboard.clinical.entry import SCHEMA_OF
from careboard.clinical.note import Note
from careboard.clinical.nutrition import MealPlan
from careboard.clinical.values import EntryId, When
from careboard.settings import ClinicSettings
from careboard.storage.vaultfile import VaultFile
from careboard.vault import codec, custody
from careboard.vault.codes import KIT_SIZE, typed
from careboard.vault.custody import Sheet
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import Keyslot, Slot
from careboard.vault.record import Record
from careboard.vault.refusals import BadRecord
from careboard.workflow.checking import check_vault
from careboard.workflow.open_vault import OpenVault
from careboard.workflow.reading import authors_of, entries_of
from careboard.workflow.session import Session
from careboard.workflow.sign_in import unlock
from tests.clinic import Clinic, note
from tests.vault.golden import ATTACHED, Golden, golden, names, shown


@pytest.fixture(params=names())
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Golden:
    """A golden vault, copied, because opening one writes to it."""
    found = golden(request.param)
    return Golden(Path(shutil.copy2(found.vault, tmp_path)), found.told)


def opened(old: Golden, who: str = "founder") -> OpenVault:
    file = VaultFile.open(old.vault)
    return OpenVault(file, Keyset(bytes.fromhex(old.told["keys"][who])), old.told["clinic"])


def read(vault: OpenVault, stream: str) -> list[dict[str, Any]]:
    return [shown(entry) for entry in entries_of(vault, stream, authors_of(vault))]


def as_written(now: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """An entry without the fields that its content gained since; what was not there says nothing."""
    gained = now["body"].keys() - told["body"].keys()
    assert not any(now["body"][field] for field in gained)
    assert gained == set(codec.GAINED.get(told["schema"], ()))
    return {**now, "schema": told["schema"], "body": {name: now["body"][name] for name in told["body"]}}


def test_that_every_entry_of_a_golden_vault_says_what_it_said(old: Golden) -> None:
    readers = {"psychotherapy": "counselor"}
    for name, stream in old.told["streams"].items():
        vault = opened(old, readers.get(name, "founder"))
        told = old.told["entries"][name]
        assert [as_written(*pair) for pair in zip(read(vault, stream), told, strict=True)] == told
        assert vault.trouble == []
        vault.file.close()


def test_that_a_golden_vault_holds_every_content_of_its_time(old: Golden) -> None:
    written = {entry["schema"] for entries in old.told["entries"].values() for entry in entries}
    assert len(written) >= 60
    assert written <= {*SCHEMA_OF.values(), *codec.UPGRADES}


def test_that_a_note_of_the_first_version_names_no_cosigner_and_claims_nothing_of_its_words() -> None:
    (first, *_others) = (one for one in golden("1").told["entries"]["patient"] if one["schema"] == "note/1")
    opened = codec.decode(_envelope("note/1", first["body"]))
    assert isinstance(opened.content, Note)
    assert (opened.content.cosigner, opened.content.provenance) == (None, None)
    codec.require_canonical(_envelope("note/1", first["body"]))


def test_that_a_note_of_the_first_version_hides_no_field_of_the_second() -> None:
    (first, *_others) = (one for one in golden("1").told["entries"]["patient"] if one["schema"] == "note/1")
    forged = _envelope("note/1", {**first["body"], "cosigner": first["author"]})
    assert codec.decode(forged).content == codec.decode(_envelope("note/1", first["body"])).content
    with pytest.raises(BadRecord, match="not spelt"):
        codec.require_canonical(forged)


def test_that_a_meal_plan_of_the_first_version_is_the_same_each_day_and_hides_no_other() -> None:
    first, third = (_meal_plan(name) for name in ("1", "3"))
    assert (first["schema"], third["schema"]) == ("meal-plan/1", "meal-plan/2")
    opened = codec.decode(_spelt("meal-plan/1", first["body"])).content
    assert isinstance(opened, MealPlan)
    body = json.loads(codec.encode(opened, When("2026-09-15"), "As it was said."))["body"]
    said = {name: value for name, value in body.items() if name != "other_days"}
    assert {opened.on(day) for day in DayOfWeek} == {opened.meals}
    codec.require_canonical(_spelt("meal-plan/1", said))
    forged = _spelt("meal-plan/1", {**said, "other_days": third["body"]["other_days"]})
    assert codec.decode(forged).content == opened
    with pytest.raises(BadRecord, match="not spelt"):
        codec.require_canonical(forged)


def _meal_plan(name: str) -> dict[str, Any]:
    plans = [one for one in golden(name).told["entries"]["patient"] if one["schema"].startswith("meal-plan/")]
    return dict(plans[0])


def _spelt(schema: str, body: dict[str, Any]) -> bytes:
    written = json.loads(codec.encode(note(), When("2026-09-15"), "As it was said."))
    return json.dumps({**written, "schema": schema, "body": body}, separators=(",", ":")).encode()


def _envelope(schema: str, body: dict[str, Any]) -> bytes:
    return _spelt(schema, {field.name: body[field.name] for field in dataclasses.fields(Note) if field.name in body})


def test_that_all_ten_rules_hold_in_a_golden_vault(old: Golden) -> None:
    vault = opened(old)
    verdict = check_vault(vault)
    assert (verdict.faults, verdict.verified) == ((), verdict.records)
    assert Session(vault).attached(old.told["blob"]) == ATTACHED
    vault.file.close()


def test_that_a_golden_passphrase_kit_and_each_pair_of_sheets_open(
    old: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "computer"))
    keys = old.told["keys"]
    ClinicSettings(old.told["clinic"]).keep_site_secret(bytes.fromhex(keys["site secret"]))
    vault = unlock(old.vault, None, keys["passphrase"])
    assert vault.keyset.seed.hex() == keys["founder"]
    kit = Keyslot.decode(vault.file.keyslots(Slot.KIT)[vault.member])
    assert kit.open(typed("kit", keys["kit"], KIT_SIZE), b"").seed.hex() == keys["founder"]
    sheets = [Sheet.found_in(code) for code in keys["custody"]]
    assert vault.registry.custody is not None
    for one, other in ((0, 1), (1, 2), (2, 0)):
        assert custody.join(sheets[one], sheets[other], vault.registry.custody.id).seed
    vault.file.close()


# --- versions of a content -------------------------------------------------------------------------------------------


def write(clinic: Clinic, payload: bytes) -> Record:
    """A well-sealed note record with any payload, as another version of the program writes it."""
    vault = clinic.open()
    return vault.write([vault.sealed("note", clinic.patient, payload)])[0]


def of_version(clinic: Clinic, schema: str, body: dict[str, Any], said: str = "As it was said.") -> bytes:
    envelope = json.loads(codec.encode(note(), When.at(clinic.clock()), said))
    return json.dumps({**envelope, "schema": schema, "body": body}).encode()


def test_that_an_old_schema_is_upgraded_when_it_is_read(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """In three steps: one version had the sections under another name, the one before had one text and another name."""
    body = json.loads(codec.encode(note(), When.at(clinic.clock()), ""))["body"]
    oldest = {name: value for name, value in body.items() if name != "sections"} | {"words": "Slept well."}
    monkeypatch.setitem(codec.UPGRADES, "progress-note/1", ("note/0", _in_sections))
    monkeypatch.setitem(codec.UPGRADES, "note/0", ("note/1", _renamed))
    record = write(clinic, of_version(clinic, "progress-note/1", oldest))
    (entry,) = (entry for entry in clinic.read() if entry.id == record.id.hex())
    assert entry.content == note()
    assert entry.said == "As it was said."
    stored = clinic.file().one(record.id)
    assert stored == record  # what was signed stays as it was written


def _in_sections(body: dict[str, Any]) -> dict[str, Any]:
    words = body.pop("words")
    return {**body, "parts": [{"heading": "", "text": words}]}


def _renamed(body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "sections": body.pop("parts")}


@pytest.mark.parametrize("schema", ["note/3", "moon-phase/1"])
def test_that_an_entry_of_an_unknown_schema_shows_its_sentence_in_the_chart(clinic: Clinic, schema: str) -> None:
    record = write(clinic, of_version(clinic, schema, {"anything": [1, 2]}, "Slept six hours, woke rested."))
    session = Session(clinic.open())
    chart = session.chart(clinic.patient)
    (row,) = (row for row in chart.timeline if row.id == EntryId(record.id.hex()))
    assert "Slept six hours, woke rested." in f"{row.headline}{row.text}"
    assert row.newer
    assert any(isinstance(entry.content, Note) for entry in clinic.read())
    assert check_vault(session.vault).faults == ()
