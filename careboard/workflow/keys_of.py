"""What the record and this computer know about the keys of the clinic's people; what they do not know is not told.

Streams that only one member reads are not counted: nobody is told whether somebody keeps private notes.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from careboard.clinical.values import MemberId
from careboard.errors import CareboardError
from careboard.reference.fingerprints import six_words
from careboard.settings import ClinicSettings, HubSettings, HubUnknown, SettingsRefused
from careboard.vault.keyslot import Slot
from careboard.vault.refusals import NoKey
from careboard.workflow.open_vault import OpenVault, log_id
from careboard.workflow.people import belonging
from careboard.workflow.session import Session


@dataclass(frozen=True, slots=True)
class Device:
    """A computer on which a member wrote, as far as the record tells: the words of its log, and whether it is this one.

    `heard`: when the newest of its records that is here was written; None where none is.
    """

    words: tuple[str, ...]
    here: bool
    heard: datetime | None


@dataclass(frozen=True, slots=True)
class KeysOf:
    """A member's keys of today. `charts`: how many shared charts they have a key of; `newest`: of how many the newest.

    `here`: when they were last at work in this clinic on this computer; `sign_in`: under which name they sign in here;
    `devices`: on which computers they ever wrote, this one first, then the last heard.
    """

    member: MemberId
    words: tuple[str, ...]
    sign_in: str
    here: datetime | None
    kit: bool
    charts: int
    newest: int
    devices: tuple[Device, ...] = ()


@dataclass(frozen=True, slots=True)
class KeysOfClinic:
    """The clinic's keys. `custody`: are there custody sheets? `private`: do they open private notes too?

    `due`: how many of the shared charts get a new key at their next write, because somebody left who knows the newest.
    `hub`: where the clinic's hub is, "" without one; `synced`: when this computer was in step with it last.
    """

    clinic: str
    words: tuple[str, ...]
    installation: tuple[str, ...]
    custody: bool
    custody_words: tuple[str, ...]
    private: bool
    charts: int
    people: Mapping[MemberId, KeysOf]
    due: int = 0
    hub: str = ""
    synced: datetime | None = None


def keys_of(session: Session) -> KeysOfClinic:
    """Read what is known."""
    vault = session.vault
    vault.catch_up()
    teams = _teams(vault)
    kits, names, devices = vault.file.keyslots(Slot.KIT), _sign_ins(vault), _devices(vault)
    people = {}
    for person in vault.registry.persons(vault.registry.members):
        key = vault.registry.signing(person)
        people[MemberId(person)] = KeysOf(
            MemberId(person),
            six_words(key),
            names.get(key, ""),
            _last_here(vault, key),
            key in kits,
            sum(key in ever for ever, _now in teams),
            sum(key in now for _ever, now in teams),
            devices.get(person, ()),
        )
    custody = vault.registry.custody
    return KeysOfClinic(
        session.clinic,
        six_words(vault.clinic),
        six_words(vault.file.installation.hex()),
        custody is not None,
        six_words(custody.id) if custody is not None else (),
        vault.registry.policy.custody_opens_private,
        len(teams),
        people,
        _due(vault),
        _hub(vault.clinic),
        HubSettings.last_sync(vault.clinic),
    )


def _due(vault: OpenVault) -> int:
    """Charts whose newest key is known to somebody who does not belong to their team any more."""
    found = 0
    for stream in vault.keyring.streams - vault.of_the_clinic:
        with suppress(NoKey):  # what is due in a chart shows only to who can open it
            found += bool(vault.keyring.knowing(stream) - belonging(vault, stream))
    return found


def _devices(vault: OpenVault) -> dict[str, tuple[Device, ...]]:
    """By person: a log is what one member writes on one computer, and its first record names whose it is."""
    found: dict[str, list[Device]] = {}
    for log, (seq, _record) in vault.file.heads().items():
        owner = vault.file.owner(log)
        if owner is not None:
            at = vault.file.time_at(log, seq)
            heard = datetime.fromtimestamp(at / 1000, UTC) if at else None
            device = Device(six_words(log), log == log_id(owner, vault.file.installation), heard)
            found.setdefault(vault.registry.person(owner), []).append(device)
    newest = datetime.fromtimestamp(0, UTC)
    return {
        person: tuple(sorted(devices, key=lambda one: (one.here, one.heard or newest), reverse=True))
        for person, devices in found.items()
    }


def _hub(clinic: str) -> str:
    try:
        settings = HubSettings.of(clinic)
    except HubUnknown:
        return ""
    return settings.address.shown if settings is not None else ""


def _teams(vault: OpenVault) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Of every shared chart: who ever had a key of it, and who has the newest."""
    keyring = vault.keyring
    people = {stream: vault.registry.persons(keyring.team(stream)) for stream in keyring.streams - vault.of_the_clinic}
    shared = sorted(stream for stream, readers in people.items() if len(readers) > 1)
    return [(keyring.team(stream), _newest(vault, stream)) for stream in shared]


def _newest(vault: OpenVault, stream: str) -> frozenset[str]:
    try:
        return vault.keyring.current_team(stream)
    except CareboardError:  # which epoch is the newest shows only to who can open one
        return vault.keyring.team(stream)


def _last_here(vault: OpenVault, member: str) -> datetime | None:
    head = vault.file.heads().get(log_id(member, vault.file.installation))
    record = vault.file.one(bytes.fromhex(head[1])) if head is not None else None
    return datetime.fromtimestamp(record.head.time / 1000, UTC) if record is not None else None


def _sign_ins(vault: OpenVault) -> dict[str, str]:
    try:
        named: Iterable[tuple[str, str]] = ClinicSettings(vault.clinic).sign_ins().items()
    except SettingsRefused:
        return {}
    return {member: name for name, member in named}
