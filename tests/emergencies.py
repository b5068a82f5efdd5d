"""A clinic ready for emergencies: a chart that two read, and a physician on no team who has a passphrase.

`Server` stands for the hub's half: it keeps the rule that a pad goes out only for a committed request of its asker.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from careboard.clinical.people import Role
from careboard.clinical.values import PatientId
from careboard.settings import ClinicSettings
from careboard.vault.keyslot import LIGHT, close_passphrase
from careboard.vault.record import Record
from careboard.workflow.breaking_glass.group import make_group
from careboard.workflow.breaking_glass.requests import Request, requests_of
from careboard.workflow.breaking_glass.tending import tend_all
from careboard.workflow.open_vault import OpenVault
from careboard.workflow.session import Session
from tests.clinic import PASSPHRASE, Clinic, note
from tests.clinical_examples import REGISTRATION

ASKER, READER, OFFICER = Role.PHYSICIAN, Role.COUNSELOR, Role.PRIVACY_OFFICER
REASON = "Found unresponsive in the group room; which opioids?"
READ_BY_TWO = "Methadone 40 mg every morning, from the clinic on Elm Street."


@dataclass
class Ward:
    """A clinic, and the chart in it that only two read."""

    clinic: Clinic
    patient: PatientId

    def session(self, who: Role | None = None) -> Session:
        """Somebody at work."""
        return Session(self.clinic.open(who))


@dataclass
class Server:
    """A hub's rule for pads: the request lies in the vault that was pushed, and who asks is who wrote it."""

    vault: OpenVault
    pads: dict[tuple[str, str], list[bytes]] = field(default_factory=dict)
    committed: set[bytes] = field(default_factory=set)
    reachable: bool = True

    def take(self, *sent: tuple[str, str, bytes]) -> None:
        """Keep pads; several may be sent for one key, and none replaces another."""
        for stream, key, pad in sent:
            self.pads.setdefault((stream, key), []).append(pad)

    def meet(self) -> None:
        """Nobody else wrote anything."""

    def fetch(self, stream: str) -> bool:
        """All lies here."""
        return bool(stream)

    def release(self, record: bytes) -> Sequence[bytes]:
        """Push, then release for what is committed."""
        kept = self._pushed(record)
        if kept is None or kept.head.kind != "breakglass" or kept.head.author != self.vault.member:
            return ()
        return tuple(self.pads.get((kept.head.stream, kept.head.key), ()))

    def _pushed(self, record: bytes) -> Record | None:
        if not self.reachable:
            raise ConnectionError
        kept = self.vault.file.one(record)
        if kept is not None:
            self.committed.add(record)
        return kept


def open_requests(vault: OpenVault) -> tuple[Request, ...]:
    """Those that no privacy officer has reviewed, the oldest first."""
    return tuple(request for request in reversed(requests_of(vault)) if request.review is None)


def make_ward(clinic: Clinic) -> Ward:
    """Make the group, and a chart that counselor and nurse read; the asker gets a passphrase."""
    make_group(clinic.open())
    reader = clinic.open(READER)
    patient = PatientId(reader.begin_stream([clinic.keys(READER).id, clinic.keys(Role.NURSE).id]))
    clinic.write(READER, REGISTRATION, stream=patient)
    clinic.write(READER, note(READ_BY_TWO), stream=patient)
    tend_all(reader)
    give_passphrase(clinic.open(ASKER))
    clinic.close()
    return Ward(clinic, patient)


def give_passphrase(vault: OpenVault) -> None:
    """The passphrase of tests, so that a member can show it again."""
    secret = ClinicSettings(vault.clinic).site_secret()
    slot = close_passphrase(vault.keyset, vault.clinic, PASSPHRASE, secret, LIGHT)
    vault.file.put_keyslot(vault.member, slot.slot, slot.encode())


@pytest.fixture(scope="module")
def original_ward(original_clinic: Clinic, tmp_path_factory: pytest.TempPathFactory) -> Ward:
    """The ward that every test of a module copies."""
    return make_ward(original_clinic.copied_to(tmp_path_factory.mktemp("ward")))


@pytest.fixture
def ward(original_ward: Ward, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """A ward of the test's own."""
    copy = original_ward.clinic.copied_to(tmp_path_factory.mktemp("ward"))
    ClinicSettings(copy.id).forget_wrong_tries()
    yield Ward(copy, original_ward.patient)
    copy.close()
