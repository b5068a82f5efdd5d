"""Which of a member's key boxes is the newest: signed records name each that is left at the hub, by hash and number.

So a hub that hands out an older one, which an older passphrase opens, is caught where it is handed out. A box that no
record names yet is not judged: it may have been left a moment ago.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from careboard.exchange.sync.alarms import Alarm, Caught
from careboard.storage.records import AccessPlace
from careboard.vault.record import parse_canon
from careboard.workflow.open_vault import OpenVault, clear

PURPOSE = "key-box"
_AT_ONCE = 500  # records of access looked through at a time


class _Name(NamedTuple):
    """A signed record, at this place, that names a box."""

    slot: str
    box: str
    number: int
    log: str
    seq: int


def name_boxes(vault: OpenVault, boxes: Mapping[str, bytes]) -> None:
    """Sign which boxes were left just now, unless they are the newest by name already."""
    names = list(_names(vault))
    drafts = [
        clear("access", {"purpose": PURPOSE, "count": _newest(names, slot) + 1, "slot": slot, "box": _hash(sealed)})
        for slot, sealed in boxes.items()
        if not any((one.slot, one.box, one.number) == (slot, _hash(sealed), _newest(names, slot)) for one in names)
    ]
    if drafts:
        vault.write(drafts)


def older_than_named(vault: OpenVault, boxes: Mapping[str, bytes]) -> list[Alarm]:
    """Of boxes that the hub hands out now: an alarm for each in whose stead a newer one was named."""
    names = list(_names(vault))
    found: list[Alarm] = []
    for slot, sealed in boxes.items():
        of_it = [one.number for one in names if (one.slot, one.box) == (slot, _hash(sealed))]
        newest = max((one for one in names if one.slot == slot), key=lambda one: one.number, default=None)
        if newest is not None and of_it and max(of_it) < newest.number:
            found.append(Alarm(Caught.OLD_KEYSLOT, newest.log, newest.seq))
    return found


def _newest(names: list[_Name], slot: str) -> int:
    return max((one.number for one in names if one.slot == slot), default=0)


def _names(vault: OpenVault) -> Iterator[_Name]:
    """By this member's own records of access, on whatever computer they were signed."""
    last: AccessPlace | None = None
    while page := vault.file.accesses(vault.member, _AT_ONCE, before=last):
        head = page[-1].record.head
        last = AccessPlace(head.time, head.log, head.seq)
        named = [kept for kept in page if kept.record.head.author == vault.member and _speaks(kept.record.body)]
        for record, found in vault.verified(named):
            said = parse_canon(record.body or b"")
            slot, box, number = said.get("slot"), said.get("box"), said.get("count")
            if isinstance(slot, str) and isinstance(box, str) and isinstance(number, int):
                yield _Name(slot, box, number, found.header.log, found.header.seq)


def _speaks(body: bytes | None) -> bool:
    return body is not None and f'"purpose":"{PURPOSE}"'.encode() in body


def _hash(sealed: bytes) -> str:
    return hashlib.sha256(sealed).hexdigest()
