"""Vaults filled fast: valid records, signed and sealed like all others, written thousands at a time.

Everything lies in one folder that goes when the measure ends; this computer keeps nothing of these clinics.
"""

import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from time import monotonic

from careboard.bench import charts
from careboard.clinical.entry import KIND_OF, KnownContent
from careboard.clinical.people import Role
from careboard.clinical.values import EntryId, PatientId, When
from careboard.projections.wording import said
from careboard.settings import ClinicSettings
from careboard.storage.vaultfile import VaultFile
from careboard.vault import codec
from careboard.vault.keyslot import LIGHT
from careboard.workflow.founding import Person, found_clinic
from careboard.workflow.open_vault import Draft, OpenVault
from careboard.workflow.session import Session

_BATCH = 2000
_WHO = Person("B. Sample", Role.PSYCHIATRIST, "bs", "a passphrase for measures only")


class Clock:
    """A clock that goes on by half an hour whenever somebody looks."""

    def __init__(self) -> None:
        self.now = charts.BEGAN

    def __call__(self) -> datetime:
        """The moment after the last."""
        self.now += timedelta(minutes=30)
        return self.now


@dataclass
class Filled:
    """A vault with charts in it."""

    vault: OpenVault
    patients: list[PatientId] = field(default_factory=list)

    def session(self) -> Session:
        """Somebody signs in anew: with nothing read yet."""
        signed_in, began = self.vault.clock(), monotonic()
        vault = OpenVault(
            VaultFile.open(self.vault.file.path),
            self.vault.keyset,
            self.vault.clinic,
            lambda: signed_in + timedelta(seconds=monotonic() - began),
        )
        return Session(vault)

    def add_chart(self, entries: int, pool: Iterable[bytes] = ()) -> PatientId:
        """One more chart of so many entries; `pool` are payloads of entries that are written once more."""
        number = len(self.patients)
        patient = PatientId(self.vault.begin_stream([self.vault.member]))
        self._write(patient, [charts.registration(number)])
        if pool:
            self._keep(self.vault.sealed("note", patient, payload) for payload in islice(pool, entries))
        else:
            course = self._write(patient, [charts.started()])
            self._write(patient, charts.contents(number, entries - 2, course))
        self.patients.append(patient)
        return patient

    def _write(self, stream: str, contents: Iterable[KnownContent]) -> EntryId:
        return self._keep(self._draft(stream, content) for content in contents)

    def _draft(self, stream: str, content: KnownContent) -> Draft:
        payload = codec.encode(content, When.at(self.vault.clock()), said(content))
        return self.vault.sealed(KIND_OF[type(content)].value, stream, payload)

    def _keep(self, drafts: Iterable[Draft]) -> EntryId:
        first, rest = "", iter(drafts)
        while batch := list(islice(rest, _BATCH)):
            written = self.vault.write(batch)
            first = first or written[0].id.hex()
        return EntryId(first)


@contextmanager
def filled(folder: Path, name: str, charts_of: Iterable[int]) -> Iterator[Filled]:
    """A vault with charts of these sizes; the file goes with its folder."""
    founded = found_clinic(folder / f"{name}.careboard", "Sample", _WHO, zone="UTC", cost=LIGHT, clock=Clock())
    shutil.rmtree(ClinicSettings(founded.vault.clinic).folder)
    vault = Filled(founded.vault)
    try:
        for entries in charts_of:
            vault.add_chart(entries)
        yield vault
    finally:
        founded.vault.file.close()


def note_payloads(count: int) -> list[bytes]:
    """Encoded notes, to be sealed again and again in charts that nobody opens."""
    notes = islice((content for content in charts.contents(1, count * 2) if KIND_OF[type(content)] == "note"), count)
    return [codec.encode(content, When.at(charts.BEGAN), said(content)) for content in notes]


def tell(words: str) -> None:
    """What takes a while is said on standard error."""
    print(words, file=sys.stderr, flush=True)
