"""An honest clinic at two moments, and what a hub that lies has in its hands: what the lies are told about.

The counselor's computer is lied to. Everything here was signed by real keys and put into real vault files; a hub has no
key, but it may be in league with the physician, who left, and with whoever runs the hub of another clinic.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from careboard.clinical.clinic import SiteSetting
from careboard.clinical.entry import KIND_OF, KnownContent
from careboard.clinical.note import PsychotherapyNote
from careboard.clinical.people import Role
from careboard.clinical.values import When
from careboard.storage.kept import Kept
from careboard.storage.vaultfile import VaultFile
from careboard.vault import codec
from careboard.vault.epochs import grant_body
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import FLOOR, KdfCost, Slot, close_passphrase
from careboard.vault.record import Header, Record, canon
from careboard.workflow.founding import admit
from careboard.workflow.hub.named_boxes import name_boxes
from careboard.workflow.open_vault import OpenVault
from careboard.workflow.people import renew_keys, revoke
from tests.clinic import SAID, Clinic, goes_on, make_clinic, note
from tests.clinical_examples import REGISTRATION
from tests.hub.in_memory import Shelves, shelved
from tests.vault.forging import next_header, sealed, signed

WHO = Role.COUNSELOR  # whose computer is lied to
SITE, OLD_WORDS, NEW_WORDS = bytes(32), "the old passphrase", "another passphrase"
COST = KdfCost(2 * FLOOR[0], *FLOOR[1:])  # so that it can be lowered
NURSE, GONE = Role.NURSE, Role.PHYSICIAN
Where = tuple[str, int]


@dataclass(frozen=True)
class Loot:
    """What a lying hub takes hold of: places in what was written after the first moment, and forged records.

    `nurses` are three notes in a row in the nurse's log, the second about another patient; `order` is a note of the
    psychiatrist about the first patient, `private` a private one, `epoch` the record of the newest key of the first
    patient's chart. `boxes` are the counselor's key boxes, the older one first. `branch` to `fake_grant` are by the
    physician who left: `branch` stands where the log had other records before they left, the others after it.
    `strangers_member` is signed by a key that the hub made itself.
    """

    nurses: tuple[Where, Where, Where]
    order: Where
    private: Where
    epoch: Where
    newcomer: Where
    boxes: tuple[bytes, bytes]
    clinic_stream: str
    branch: tuple[Record, Record]
    late_note: Record
    fake_member: Record
    fake_grant: Record
    strangers_member: Record


@dataclass(frozen=True)
class Scene:
    """The clinic; what an honest hub held at the first moment and holds at the second; and what may be lied with.

    `dawn` is what it held long before both. `desk` is the counselor's file as it was at the first moment, `witness` the
    nurse's at the second, each in step with the hub.
    """

    clinic: Clinic
    desk: Path
    witness: Path
    dawn: Shelves
    early: Shelves
    late: Shelves
    elsewhere: Shelves
    loot: Loot
    patients: tuple[str, str]


@dataclass(frozen=True)
class _Desk:
    """One computer of the clinic, and who works there."""

    clinic: Clinic
    keyset: Keyset

    @property
    def vault(self) -> OpenVault:
        """The vault of whoever works here, as it lies there now."""
        return goes_on(self.clinic.open(self.keyset))

    def say(self, content: KnownContent, stream: str) -> Where:
        """Sign a content into a stream."""
        vault = self.vault
        kind, payload = KIND_OF[type(content)].value, codec.encode(content, When.at(vault.clock()), SAID)
        head = vault.write([vault.sealed(kind, stream, payload)])[0].head
        return head.log, head.seq


def make_scene(original: Clinic, folder: Path) -> Scene:
    """Let four computers write, exchange what they wrote, and write on."""
    office = _computer(original, folder / "office", original.founder)
    first, second = original.patient, office.vault.begin_stream(sorted(office.vault.keyring.team(original.patient)))
    private = office.vault.begin_stream([office.keyset.id])
    office.say(REGISTRATION, second)
    office.say(_private_note(original), private)
    dawn = _everything(office)
    nurse, gone, who = (_computer(office.clinic, folder / r.value, original.keys(r)) for r in (NURSE, GONE, WHO))
    desks: tuple[_Desk, ...] = (office, nurse, gone, who)
    for desk, stream in ((nurse, first), (nurse, second), (gone, first), (who, first)):
        desk.say(note("Before."), stream)
    _meet(desks)
    for desk in desks:
        desk.vault.checkpoint()
    _meet(desks)
    home = _computer(office.clinic, folder / "home", who.keyset)
    desks = (*desks, home)
    early, then = _everything(office), _in_step(who, folder / "then.careboard")
    nurses = nurse.say(note("One."), first), nurse.say(note("Two."), second), nurse.say(note("Three."), first)
    before = goes_on(gone.vault)
    branching = next_header(before, "note", first, key=before.keyring.current(first)[1].id)
    for word in ("Still here.", "Farewell."):
        gone.say(note(word), first)
    _meet(desks)
    newcomer, epoch = _who_leaves_and_who_comes(office, first, second)
    order, hidden = office.say(note("What is to be done."), first), office.say(_private_note(original), private)
    office.say(SiteSetting("lunch", "12:30"), office.vault.registry.clinic_stream)
    office.vault.checkpoint()
    _meet(desks)
    nurse.say(note("Under the new key."), first)
    nurse.vault.checkpoint()
    _meet(desks)
    boxes = _boxes(home)
    _meet(desks)
    forged = _forged(gone, branching, first, office.vault.registry.last + 1)
    loot = Loot(nurses, order, hidden, epoch, newcomer, boxes, office.vault.registry.clinic_stream, *forged)
    elsewhere = shelved(make_clinic(_new(folder / "elsewhere"), ()).file().every())
    witness = _in_step(nurse, folder / "witness.careboard")
    return Scene(office.clinic, then, witness, dawn, early, _everything(office), elsewhere, loot, (first, second))


def _boxes(home: _Desk) -> tuple[bytes, bytes]:
    """The counselor has a passphrase, and then another one, which is changed at home."""
    keys, clinic = home.keyset, home.clinic.id
    old, new = (
        close_passphrase(keys, clinic, words, SITE, COST).encode() for words in (OLD_WORDS, "another passphrase")
    )
    for box in (old, new):
        name_boxes(home.vault, {Slot.PASSPHRASE: box})
    return old, new


def _who_leaves_and_who_comes(office: _Desk, first: str, second: str) -> tuple[Where, Where]:
    """The physician leaves, somebody comes, and the charts get new keys: the places of newcomer and first new key."""
    admit(office.vault, Keyset.new().public, {Role.NUTRITIONIST}, "A newcomer")
    revoke(office.vault, office.clinic.keys(GONE).id)
    for stream in (first, second, office.vault.registry.clinic_stream):
        renew_keys(office.vault, stream)
    records = [record.head for record in office.vault.file.every()]
    newcomer = max((head for head in records if head.kind == "member"), key=lambda head: head.reg or 0)
    epoch = next(head for head in records if head.kind == "epoch" and head.stream == first)
    return (newcomer.log, newcomer.seq), (epoch.log, epoch.seq)


def _forged(
    gone: _Desk, branching: Header, stream: str, reg: int
) -> tuple[tuple[Record, Record], Record, Record, Record, Record]:
    vault, me, stranger = gone.vault, gone.keyset, Keyset.new()
    key = vault.keyring.key(stream, branching.key)
    payload = codec.encode(note("Never said."), When.at(vault.clock()), SAID)
    member = canon({"keys": stranger.public.to_json(), "roles": [Role.ADMIN.value]})
    grant = canon(grant_body(vault.clinic, stream, key, stranger.id, stranger.public))
    strangers = next_header(vault, "member", to=stranger.id, reg=reg, author=stranger.id, log="5" * 32, seq=0, prev="")
    branch = sealed(branching, payload, key, me)
    follows = replace(branching, seq=branching.seq + 1, prev=branch.id.hex())
    return (
        (branch, sealed(follows, payload, key, me)),
        sealed(next_header(vault, "note", stream, key=key.id), payload, key, me),
        signed(next_header(vault, "member", to=stranger.id, reg=reg), member, me),
        signed(next_header(vault, "grant", stream, key=key.id, to=stranger.id), grant, me),
        signed(strangers, member, stranger),
    )


def _private_note(clinic: Clinic) -> PsychotherapyNote:
    return PsychotherapyNote(clinic.patient, "Countertransference, for supervision.")


def _computer(clinic: Clinic, folder: Path, keyset: Keyset) -> _Desk:
    desk = _Desk(clinic.copied_to(_new(folder)), keyset)
    desk.clinic.file().renew_installation()
    return desk


def _new(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _meet(desks: Iterable[_Desk]) -> None:
    """Everybody gets everything: no hub is needed to make a past."""
    files: list[VaultFile] = [desk.clinic.file() for desk in desks]
    every = {record.id: record for file in files for record in file.every()}
    for file in files:
        file.add((Kept(record, None) for record in every.values()), "")


def _in_step(desk: _Desk, copy: Path) -> Path:
    """A copy of the file as it is now, that knows the hub to hold all of it."""
    file = desk.clinic.file()
    file.copy_to(copy)
    copied = VaultFile.open(copy)
    copied.acknowledge({log: seq for log, (seq, _) in file.heads().items()})
    copied.close()
    return copy


def _everything(desk: _Desk) -> Shelves:
    return shelved(desk.clinic.file().every())
