"""The malicious hub: each of its lies at each moment, what is told of it word for word, and that nothing of it counts.

After the hub turned honest everything is as if it had always been. What nobody can know yet is told by who saw more.
"""

import itertools
import shutil
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from careboard.clinical.entry import Entry
from careboard.clinical.people import Role
from careboard.clinical.values import When
from careboard.exchange.sync.engine import Engine
from careboard.exchange.sync.visit import Synced
from careboard.storage.hub.reception import KeptSlot
from careboard.storage.vaultfile import VaultFile
from careboard.vault import codec
from careboard.vault.keyslot import FLOOR, Keyslot, Slot, prepared
from careboard.vault.refusals import WrongSecret
from careboard.workflow.hub.key_boxes import sound_boxes
from careboard.workflow.hub.named_boxes import older_than_named
from careboard.workflow.hub.replica import VaultReplica
from careboard.workflow.open_vault import OpenVault
from tests.clinic import SAID, Clinic, goes_on, note
from tests.hub.in_memory import Shelves
from tests.hub.lying import LIES, Lie, LyingHub, fork
from tests.hub.scene import COST, NEW_WORDS, SITE, WHO, Scene, make_scene


class Moment(StrEnum):
    """When this computer is lied to."""

    FIRST = "first sync"
    INCREMENTAL = "incremental"
    RETURN = "offline return"


CHANGED = "A record's body was changed."
NOT_SIGNED = "A record's signature does not belong to its author."
NOT_NEXT = "A record does not follow the one before it: something is missing, or was put in twice."
ANOTHER_CLINIC = "A record belongs to another clinic."
STRANGER = "A record's author is not a member of this clinic."
AFTER_LEAVING = "A record was written after its author had left."
PUT_IN_LATER = "A record was put into its author's log after the author's roles had changed."
NO_ADMINISTRATOR = "A registry record was written by somebody who is no administrator."
NO_KEY = "An entry is sealed under a key that was not handed to you."
FALSE_BRANCH = (
    "The hub handed out other records of a member than those that stood when that member left or changed roles. "
    "They do not count; tell your administrator."
)
WITHHELD = "A colleague's computer has seen a record that the hub does not hand out: tell your administrator."
OTHERWISE = "The hub answers with something else than what it was asked for: tell your administrator."
LOST_OF_OTHERS = (
    "The hub no longer holds records of a colleague that this computer has. "
    "Tell your administrator, whose computer sends them again."
)
NOT_PUT_BACK = (
    "The hub no longer holds records that it had acknowledged, and they could not be sent again: "
    "tell your administrator."
)
TURNED_AWAY = (
    "The hub does not take in what this computer sends, for a reason that cannot be seen in its records. "
    "What you wrote is safe here; tell your administrator."
)

EXCHANGED = (
    "The hub holds another record where this computer has one: it was altered, "
    "or a computer was restored from an old copy. Tell your administrator."
)

# What is told at a first sync, at an incremental one, and when a computer returns that wrote offline.
_ROLLED_BACK = {LOST_OF_OTHERS, TURNED_AWAY, NOT_PUT_BACK}
TOLD: Mapping[Lie, tuple[AbstractSet[str], AbstractSet[str], AbstractSet[str]]] = {
    Lie.FLIP: 3 * ({CHANGED},),
    Lie.DELETE: 3 * ({NOT_NEXT},),
    Lie.TRUNCATE: ({WITHHELD}, {WITHHELD, LOST_OF_OTHERS}, {WITHHELD, LOST_OF_OTHERS}),
    Lie.REORDER: 3 * ({NOT_NEXT},),
    Lie.REPLAY: 3 * ({OTHERWISE},),
    Lie.SWAP_ROWS: ({NOT_NEXT, OTHERWISE}, {NOT_NEXT}, {NOT_NEXT}),
    Lie.SWAP_BODIES: 3 * ({CHANGED, NOT_SIGNED},),
    Lie.SWAP_PATIENTS: 3 * ({NOT_SIGNED},),
    Lie.SWAP_COMPARTMENTS: 3 * ({NOT_SIGNED},),
    Lie.OTHER_CLINIC: 3 * ({ANOTHER_CLINIC},),
    Lie.OLD_EPOCH: 3 * ({WITHHELD, AFTER_LEAVING, NO_KEY},),
    Lie.FAKE_MEMBER: 3 * ({STRANGER, CHANGED, NO_ADMINISTRATOR, NO_KEY},),
    Lie.FAKE_GRANT: 3 * ({AFTER_LEAVING},),
    Lie.FORK: 3 * ({FALSE_BRANCH, PUT_IN_LATER},),
    Lie.ROLLBACK: (set(), _ROLLED_BACK, _ROLLED_BACK),  # at a first sync only who saw more can tell
    Lie.SPLIT_VIEW: 3 * ({WITHHELD},),
}
OF_BOXES = (Lie.KDF_DOWNGRADE, Lie.OLD_KEYSLOT)
OLD_BOX = "The hub handed out an older key box than the one last made: tell your administrator."
TOO_WEAK = "The vault asks for a passphrase check that is weaker or costlier than this program allows."
# What who left signed afterwards stays here as refused, and is missed when the hub hands it out no more: whether it is
# honest work is an administrator's to say, so nobody throws it away.
SIGNED_AFTERWARDS = frozenset({Lie.OLD_EPOCH, Lie.FAKE_MEMBER, Lie.FAKE_GRANT})
CELLS = [pytest.param(lie, moment, id=f"{lie}, {moment}") for lie in TOLD for moment in Moment]


@pytest.fixture(scope="module")
def scene(original_clinic: Clinic, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    made = make_scene(original_clinic, tmp_path_factory.mktemp("scene"))
    yield made
    made.clinic.close()


@dataclass
class Desk:
    """The counselor's computer, or the nurse's, and the hub that it meets."""

    scene: Scene
    who: Role
    file: VaultFile
    hub: LyingHub

    def sync(self) -> Synced:
        """Whole."""
        keys, clinic = self.scene.clinic.keys(self.who), self.scene.clinic
        replica = VaultReplica(self.file, keys, clinic.id, clinic.clock)
        return Engine(replica, self.hub.seen_by(keys.id)).sync()

    @property
    def own(self) -> dict[str, Entry]:
        """What was written here, as it is shown, and lies nowhere else."""
        there = {record.id.hex() for places in self.scene.late.values() for record in places.values()}
        return {entry: found for entry, found in self.shown()[0].items() if entry not in there} if self.heads else {}

    @property
    def heads(self) -> bool:
        """Does anything lie here?"""
        return bool(self.file.heads())

    @property
    def vault(self) -> OpenVault:
        """As its owner opens it."""
        return OpenVault(self.file, self.scene.clinic.keys(self.who), self.scene.clinic.id, self.scene.clinic.clock)

    def shown(self) -> tuple[dict[str, Entry], set[str]]:
        """The entries of both charts and of the clinic as they are shown here, and the sentences about what is not."""
        vault = self.vault
        streams = (*self.scene.patients, vault.registry.clinic_stream)
        entries = [entry for s in streams for entry in self.scene.clinic.read(self.who, stream=s, vault=vault)]
        return {entry.id: entry for entry in entries}, {trouble.sentence for trouble in vault.trouble}


def desk_at(scene: Scene, moment: Moment, path: Path) -> Desk:
    """The counselor's computer at this moment, and a hub that holds the truth."""
    if moment is Moment.FIRST:
        VaultFile.create(path).close()
    else:
        shutil.copy2(scene.desk, path)
    hub = LyingHub({log: dict(places) for log, places in scene.late.items()}, scene)
    desk = Desk(scene, WHO, VaultFile.open(path), hub)
    if moment is Moment.RETURN:
        vault = goes_on(desk.vault)
        payload = codec.encode(note("Written offline."), When.at(vault.clock()), SAID)
        vault.write([vault.sealed("note", scene.patients[0], payload)])
    return desk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.careboard"


def told_of(synced: Synced) -> set[str]:
    """The sentences of one exchange."""
    return {alarm.told for alarm in synced.alarms} | {refused.sentence for refused in synced.refused}


def believes_only_what_was_signed(desk: Desk, own: AbstractSet[str]) -> bool:
    """Is everything that is shown, and everybody and every key that is believed, part of the truth?"""
    scene, vault = desk.scene, desk.vault
    truth = {record.id for places in scene.late.values() for record in places.values()}
    office = scene.clinic.open()
    teams = [vault.keyring.team(stream) - office.keyring.team(stream) for stream in vault.keyring.streams]
    shown = {bytes.fromhex(entry) for entry in desk.shown()[0].keys() - own}
    return not any(teams) and shown <= truth and vault.registry.ids <= truth


@pytest.fixture(scope="module")
def truth(scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Entry]:
    """What a computer shows to which nobody ever lied."""
    return witness(scene, tmp_path_factory.mktemp("truth") / "witness.careboard").shown()[0]


def witness(scene: Scene, path: Path) -> Desk:
    """The nurse's computer, which has seen everything."""
    shutil.copy2(scene.witness, path)
    hub = LyingHub({log: dict(places) for log, places in scene.late.items()}, scene)
    return Desk(scene, Role.NURSE, VaultFile.open(path), hub)


def test_that_there_is_a_case_for_each_lie_at_each_moment() -> None:
    assert list(TOLD) == list(LIES)
    told_here = [(*cell.values,) for cell in CELLS] + [(lie, moment) for lie in OF_BOXES for moment in Moment]
    assert sorted(told_here) == sorted(itertools.product(Lie, Moment))
    assert len(told_here) == 54


@pytest.mark.parametrize("moment", Moment)
def test_that_an_older_key_box_is_told(scene: Scene, path: Path, moment: Moment) -> None:
    desk = desk_at(scene, moment, path)
    assert desk.sync().complete
    old, new = scene.loot.boxes
    assert [alarm.told for alarm in older_than_named(desk.vault, handed_out(scene, old))] == [OLD_BOX]
    assert not older_than_named(desk.vault, handed_out(scene, new))


@pytest.mark.parametrize("moment", Moment)
def test_that_a_key_box_that_less_work_would_open_is_refused(scene: Scene, path: Path, moment: Moment) -> None:
    desk = desk_at(scene, moment, path)
    assert desk.sync().complete
    _, box = scene.loot.boxes
    cheaper = f'"memory":{COST.memory}'.encode()
    with pytest.raises(WrongSecret, match=f"^{TOO_WEAK}$"):
        handed_out(scene, box.replace(cheaper, b'"memory":1024'))
    least = handed_out(scene, box.replace(cheaper, f'"memory":{FLOOR[0]}'.encode()))
    with pytest.raises(WrongSecret):
        Keyslot.decode(least[Slot.PASSPHRASE]).open(prepared(NEW_WORDS), SITE)
    whole = Keyslot.decode(handed_out(scene, box)[Slot.PASSPHRASE])
    assert whole.open(prepared(NEW_WORDS), SITE).id == scene.clinic.keys(WHO).id


def handed_out(scene: Scene, box: bytes) -> Mapping[str, bytes]:
    """What is taken of a key box that the hub hands out to the counselor."""
    member = scene.clinic.keys(WHO).id
    return sound_boxes([KeptSlot(member, Slot.PASSPHRASE, box)], scene.clinic.id, member)


@pytest.mark.parametrize(("lie", "moment"), CELLS)
def test_that_a_lie_is_told_and_nothing_of_it_counts(
    scene: Scene, truth: dict[str, Entry], path: Path, lie: Lie, moment: Moment
) -> None:
    desk = desk_at(scene, moment, path)
    own = desk.own
    told: set[str] = set()
    for stage in LIES[lie]:
        desk.hub.lie = stage
        told |= told_of(desk.sync())
    told |= desk.shown()[1]
    assert told == TOLD[lie][list(Moment).index(moment)]
    assert believes_only_what_was_signed(desk, own.keys())

    desk.hub.turn_honest()
    desk.sync()
    healed, (shown, troubles) = desk.sync(), desk.shown()
    assert shown == truth | own
    log = scene.loot.late_note.head.log
    if lie in SIGNED_AFTERWARDS:
        assert {alarm.told for alarm in healed.alarms} == {LOST_OF_OTHERS}
        assert {alarm.log for alarm in healed.alarms} == {log}
        assert troubles <= TOLD[lie][0]
    else:
        assert (healed.complete, troubles) == (True, set())
    assert {x: head for x, head in desk.file.heads().items() if x != log or lie not in SIGNED_AFTERWARDS} == {
        x: head for x, head in desk.hub.heads().items() if x != log or lie not in SIGNED_AFTERWARDS
    }


def test_that_a_rollback_is_told_by_who_saw_more(scene: Scene, path: Path) -> None:
    """At a first sync nobody can know of what was never shown to him; a colleague's computer does."""
    desk = witness(scene, path)
    desk.hub.lie = LIES[Lie.ROLLBACK][0]
    assert told_of(desk.sync()) == _ROLLED_BACK


def test_that_a_split_view_is_silent_until_a_checkpoint_is_seen(scene: Scene, path: Path) -> None:
    """The limit that every such log has: until then the computer is behind, and has nothing false."""
    desk = desk_at(scene, Moment.INCREMENTAL, path)
    split, checkpoint = LIES[Lie.SPLIT_VIEW]
    desk.hub.lie = split
    assert told_of(desk.sync()) == set()
    desk.hub.lie = checkpoint
    assert [(alarm.told, alarm.log) for alarm in desk.sync().alarms] == [(WITHHELD, scene.loot.nurses[0][0])]


def test_that_a_false_branch_that_was_believed_while_its_author_was_a_member_is_believed_no_more(
    scene: Scene, truth: dict[str, Entry], path: Path
) -> None:
    """A member may sign two logs, and who is shown one cannot know; their leaving settles which one counts."""
    desk = desk_at(scene, Moment.INCREMENTAL, path)

    def before_they_left(told: Shelves, scene: Scene) -> None:
        fork(told, scene)
        told.update({log: dict(scene.early[log]) for log in (scene.loot.epoch[0], scene.loot.nurses[0][0])})

    desk.hub.lie = before_they_left
    assert not told_of(desk.sync())
    false = {record.id.hex() for record in scene.loot.branch}
    assert false <= desk.shown()[0].keys()
    desk.hub.lie = fork
    assert told_of(desk.sync()) == {FALSE_BRANCH, EXCHANGED}
    assert not false & desk.shown()[0].keys()
    desk.hub.turn_honest()
    desk.sync()
    assert (desk.sync().complete, desk.shown()) == (True, (truth, set()))
