"""Is the whole vault sound? Every hash, seal, signature and chain.

And backups: a copy is good only after it was opened and verified by the same rules.
"""

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from careboard.errors import CareboardError
from careboard.i18n import filled, gettext, later
from careboard.settings import sync_folder
from careboard.storage.refusals import NotAVault, VaultDamaged
from careboard.storage.vaultfile import VaultFile
from careboard.vault import codec
from careboard.vault.keyslot import Keyslot
from careboard.vault.record import Record
from careboard.vault.refusals import BadRecord, WrongSecret
from careboard.vault.verifier import UNSEALED, Known, verify
from careboard.workflow.breaking_glass.requests import requests_of
from careboard.workflow.clocks_of_logs import ClocksOfLogs, WentBack
from careboard.workflow.logs import FiledLogs, WalkedLogs
from careboard.workflow.open_vault import MOVED, NO_RULE, OpenVault, Trouble, Witness
from careboard.workflow.people import under_old_keys
from careboard.workflow.reading import NOT_ENTRIES, contents_of
from careboard.workflow.recovery import recover_by_kit
from careboard.workflow.sign_in import unlock

_ENTERING = 7  # the last of the rules that hold between a record and its bytes, log and clinic


@dataclass(frozen=True, slots=True)
class Fault:
    """A record (hex id; "" for the file itself) that does not stand, and why: a sentence, looked up when it is `told`.

    `damage`: bytes are not what they were. Else somebody wrote what does not count (rules 8 to 10), which copies well.
    """

    record: str
    text: str
    damage: bool = True

    @property
    def told(self) -> str:
        """Why it does not stand, in the language of the program."""
        return gettext(self.text)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many records there are, how many stand, what is wrong; and in which logs a clock was set back, no fault.

    `bare`: how many of those that stand lie here without their body, so that all but the body was looked at.
    """

    records: int
    verified: int
    faults: tuple[Fault, ...]
    went_back: tuple[WentBack, ...] = ()
    bare: int = 0


class CheckStopped(CareboardError):
    """A person stopped the check."""

    advice = "Nothing was changed. Check again when there is time."


def check_vault(
    vault: OpenVault,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Verdict:
    """Run all ten rules over every record, and SQLite's own check over the file; raises CheckStopped when cancelled."""
    faults = _file_faults(vault.file)
    walked, whole = WalkedLogs(FiledLogs(vault.file)), vault.file.count()
    known = Known(vault.registry, vault.keyring, vault.passed, walked, vault.known.erased, vault.known.adopted)
    sound: set[bytes] = set()
    bare = 0
    checkpoints: list[Record] = []
    clocks = ClocksOfLogs()
    try:
        for done, (record, without) in enumerate(vault.file.walk()):
            if (fault := _fault(record, replace(known, erased=frozenset({record.id})) if without else known)) is None:
                sound.add(record.id)
                bare += without
                clocks.step(record)
                checkpoints += [record] if record.head.kind == "checkpoint" else []
            else:
                faults.append(fault)
            walked.step(record)
            if done % 500 == 0:
                progress(done, whole)
                _stop_if(cancelled)
        faults += _role_faults(vault)
        faults += _faults_beside(vault)
        faults += _refused_and_gone(vault.file)
    except CheckStopped:
        raise
    except CareboardError as refusal:
        faults.append(Fault("", str(refusal)))
    faults += _lost(vault, walked, checkpoints)
    verified = len(sound - {bytes.fromhex(fault.record) for fault in faults})
    return Verdict(whole, verified, tuple(dict.fromkeys(faults)), clocks.found, bare)


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise CheckStopped("The check was stopped.")


def _role_faults(vault: OpenVault) -> list[Fault]:
    """What hangs on other records: contents that their authors' roles may not write, or not there; keys; reviews."""
    stale: list[Trouble] = []
    requests_of(vault)
    for stream in vault.keyring.streams:
        contents_of(vault, stream)
        stale += under_old_keys(vault, stream)
    return [
        Fault(t.record.hex(), t.sentence, t.rule <= _ENTERING) for t in (*vault.trouble, *stale) if t.rule != NO_RULE
    ]


def _faults_beside(vault: OpenVault) -> list[Fault]:
    """What lies beside the records: the places of keys, and drafts. What only another's secret opens is not tried."""
    members = vault.registry.members
    slots = vault.file.every_keyslot()
    faults = [_DAMAGED_SLOT for member, slot, sealed in slots if not _is_slot_of(vault, member, slot, sealed)]
    faults += [_LOST_DRAFT for owner in vault.file.draft_owners() if owner not in members]
    return faults + [_LOST_DRAFT for text in vault.drafts().values() if text is None]


def _is_slot_of(vault: OpenVault, member: str, slot: str, sealed: bytes) -> bool:
    try:
        found = Keyslot.decode(sealed)
    except WrongSecret:
        return False
    says = (found.clinic, found.member, found.slot) == (vault.clinic, member, slot)
    return (
        says and member in vault.registry.members and found.encode().lower() == sealed
    )  # hex reads the same in capitals


_DAMAGED_SLOT = Fault("", later("A place where a member's key is kept is damaged, or is nobody's."))
_LOST_DRAFT = Fault("", later("A draft is damaged, or is nobody's."))


def _refused_and_gone(file: VaultFile) -> list[Fault]:
    """What was refused once and lies in the file no more: taking a forgery out does not undo that it was there."""
    offered = file.never_entered()  # by a hub, and refused at the door
    refused = [(record, why) for record, _rule, why in file.quarantined() if record.id not in offered]
    gone = [(record, why) for record, why in refused if not file.holds(record.id)]
    told = [
        (record, filled("It was refused, and is gone from the file: {why}", why=gettext(why))) for record, why in gone
    ]
    return [Fault(record.id.hex(), text, False) for record, text in told]


def _file_faults(file: VaultFile) -> list[Fault]:
    faults: list[Fault] = []
    try:
        file.integrity_check()
        moved = (record for piece in file.misplaced() for record in piece)
        faults += [Fault(record.hex(), MOVED) for record in moved]
    except CareboardError as refusal:
        faults.append(Fault("", str(refusal)))
    return faults


def _fault(record: Record, known: Known) -> Fault | None:
    try:
        payload = verify(record, known).payload
        if payload is not None and record.head.kind not in (*UNSEALED, *NOT_ENTRIES):
            codec.require_canonical(payload)
    except BadRecord as refusal:
        return Fault(record.id.hex(), str(refusal), refusal.rule <= _ENTERING)
    return None


def _lost(vault: OpenVault, walked: WalkedLogs, checkpoints: Sequence[Record]) -> list[Fault]:
    """Records that a sound checkpoint names and the file no longer holds: a tail that was cut off."""
    witness = Witness(vault.file, vault.registry)
    return [
        Fault(record.hex(), later("A record that was here before is missing or was exchanged."))
        for checkpoint in checkpoints
        for _log, _seq, record in witness.lost(checkpoint.head.log, vault.heads_named(checkpoint), walked.id_at)
    ]


def back_up(
    vault: OpenVault,
    target: Path,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Verdict:
    """Copy the vault, then open and verify the copy; a copy that does not verify is removed and told.

    Raises CheckStopped when cancelled; nothing of the copy stays then.
    """
    with _new_file(target) as partial:
        vault.file.copy_to(partial)
        try:
            return _verified_copy(partial, vault, progress, cancelled)
        except CheckStopped:
            raise CheckStopped(
                "The backup was stopped.", "Nothing of it was kept. Begin again when there is time."
            ) from None


def restore(backup: Path, target: Path, sign_in: str | None, passphrase: str) -> Verdict:
    """Make a vault out of a backup: verified first, with new logs, so that it can never fork the old ones."""
    with _new_file(target) as partial:
        _copied(backup, partial)
        verdict = _sound_for(partial, sign_in, passphrase)
        _begin_new_logs(partial)
    return verdict


def restore_by_kit(backup: Path, target: Path, paper: bytes, sign_in: str, passphrase: str) -> Verdict:
    """As `restore`, on a computer that never held the clinic: the printed kit opens the copy and sets a passphrase."""
    with _new_file(target) as partial:
        _copied(backup, partial)
        recover_by_kit(partial, paper, sign_in, passphrase)
        verdict = _sound_for(partial, sign_in, passphrase)
        _begin_new_logs(partial)
    return verdict


def _copied(backup: Path, partial: Path) -> None:
    """Nothing is tried on the backup itself: not even a wrong passphrase leaves a trace on it."""
    source = VaultFile.open(backup)
    try:
        source.copy_to(partial)
    finally:
        source.close()


def _sound_for(path: Path, sign_in: str | None, passphrase: str) -> Verdict:
    vault = unlock(path, sign_in, passphrase)
    try:
        return _sound(vault)
    finally:
        vault.file.close()


@contextmanager
def _new_file(target: Path) -> Iterator[Path]:
    """A file beside the target that takes its name only when everything went well, and nobody else's place."""
    if target.exists():
        raise _in_the_way()
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    try:
        yield partial
        _take_name(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def _take_name(partial: Path, target: Path) -> None:
    """A second name is refused where one is; renaming would take the place of a file that came meanwhile."""
    try:
        os.link(partial, target)
    except FileExistsError:
        raise _in_the_way() from None
    except OSError:  # a memory stick may know no second names
        if target.exists():
            raise _in_the_way() from None
        partial.rename(target)
    sync_folder(target.parent)


def _in_the_way() -> NotAVault:
    return NotAVault("There is already a file of this name; nothing is overwritten.", "Choose another name.")


def _begin_new_logs(path: Path) -> None:
    copy = VaultFile.open(path)
    copy.renew_installation()
    copy.close()


def _verified_copy(
    path: Path, vault: OpenVault, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> Verdict:
    copy = VaultFile.open(path)
    try:
        opened = OpenVault(copy, vault.keyset, vault.clinic, vault.clock)
        return _without_damage(check_vault(opened, progress, cancelled))
    finally:
        copy.close()


def _sound(vault: OpenVault) -> Verdict:
    return _without_damage(check_vault(vault))


def _without_damage(verdict: Verdict) -> Verdict:
    """A record that does not count must not stand in the way of every backup; damage does."""
    damage = [fault.text for fault in verdict.faults if fault.damage]
    if damage:
        raise VaultDamaged(
            filled("The copy does not verify: {damage}", damage=damage[0]), "Run: careboard verify VAULT"
        )
    return verdict
