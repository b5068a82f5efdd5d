"""A member's key boxes at the hub, by which they come to a new computer: sealed as they lie in the vault file.

The hub hands them to their owner's login alone, and could open them no more than a thief of the file could.
"""

import hashlib
from collections.abc import Iterable, Mapping

from careboard.settings import HubSettings
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.reception import KeptSlot, Reception
from careboard.storage.vaultfile import VaultFile
from careboard.vault.keyslot import Keyslot, Slot
from careboard.vault.refusals import WrongSecret
from careboard.workflow.hub.named_boxes import name_boxes
from careboard.workflow.open_vault import OpenVault

_LEFT = (Slot.PASSPHRASE, Slot.KIT)


def leave_key_boxes(vault: OpenVault, line: LastingLine) -> None:
    """Leave the own boxes at the hub where they changed on this computer since they were left; harmless without."""
    boxes = boxes_in(vault.file, vault.member)
    digest = digest_of(boxes)
    settings = HubSettings.of(vault.clinic)
    if settings is None or settings.left.get(vault.member) == digest:
        return
    for slot, sealed in boxes.items():
        Reception(line).keep_slot(vault.member, slot, sealed)
    name_boxes(vault, boxes)
    settings.with_left(vault.member, digest).keep(vault.clinic)


def fetched_boxes(line: LastingLine, clinic: str, member: str) -> Mapping[str, bytes]:
    """The boxes that a member left at the hub, by kind; raises as `sound_boxes`."""
    return sound_boxes(Reception(line).own_slots(), clinic, member)


def sound_boxes(offered: Iterable[KeptSlot], clinic: str, member: str) -> Mapping[str, bytes]:
    """Of boxes that a hub hands out, those of this member; others are not taken.

    Raises WrongSecret where the passphrase would be checked by less work than this program allows.
    """
    kept = {one.slot: one.sealed for one in offered if one.member == member}
    return {slot.value: kept[slot] for slot in _LEFT if slot in kept and _is_of(kept[slot], clinic, member, slot)}


def boxes_in(file: VaultFile, member: str) -> Mapping[str, bytes]:
    """A member's boxes in a vault file, by kind."""
    found = {slot.value: file.keyslots(slot).get(member) for slot in _LEFT}
    return {slot: sealed for slot, sealed in found.items() if sealed is not None}


def digest_of(boxes: Mapping[str, bytes]) -> str:
    """By which boxes are known to have changed."""
    whole = b"".join(hashlib.sha256(slot.encode() + b"\0" + sealed).digest() for slot, sealed in sorted(boxes.items()))
    return hashlib.sha256(whole).hexdigest()


def _is_of(sealed: bytes, clinic: str, member: str, slot: Slot) -> bool:
    try:
        box = Keyslot.decode(sealed)
    except WrongSecret:
        if slot is Slot.PASSPHRASE:
            raise
        return False
    return (box.clinic, box.member, box.slot) == (clinic, member, slot)
