"""Power cuts: SQLite on a disk in memory whose power goes at a random operation, again and again.

Nothing that a store acknowledged may be missing when the power is back. Any store can be tried that opens its database
through `connect`; kill -9 alone would prove nothing here, because what was not synced survives it.
"""

from collections.abc import Callable, Collection
from contextlib import closing
from dataclasses import dataclass, field
from random import Random

from tests.storage.disk import Disk

_LONGEST_RUN = 120  # operations from one cut to the next; a commit takes 15 to 30
_CUTS_PER_DISK = 100  # then a new one, so that reading back stays quick


@dataclass(frozen=True, slots=True)
class Store:
    """What a run of power cuts needs of a store.

    `write` writes one record, which is acknowledged when its id is returned. `read` gives the ids of all that is
    there, and raises if that is damaged.
    """

    write: Callable[[], bytes]
    read: Callable[[], Collection[bytes]]
    close: Callable[[], None]


@dataclass(slots=True)
class Tally:
    """What came of a run: `acknowledged` counts records; `lost`, and `unreadable` with its reasons, count cuts."""

    cuts: int = 0
    acknowledged: int = 0
    lost: int = 0
    unreadable: list[str] = field(default_factory=list)


def run_power_cuts(open_store: Callable[[Disk], Store], *, cuts: int, seed: int = 1, until_lost: bool = False) -> Tally:
    """Write until the power goes, look at what is left, and go on from there.

    `open_store` opens the store on a disk, and makes it where the disk is empty. What is left is looked at on a twin
    of the disk, so that the next cut can also fall into SQLite's recovery from this one. `until_lost` ends the run at
    the first loss, which is all that a negative control has to show.
    """
    chance, tally = Random(seed), Tally()
    disk, known = Disk(), frozenset[bytes]()
    for number in range(cuts):
        if number % _CUTS_PER_DISK == 0 or not disk.files:
            disk, known = _new_disk(open_store), frozenset()
        disk.cut_after(chance.randint(1, _LONGEST_RUN))
        written = _written_until_dark(open_store, disk)
        disk = disk.after_cut(chance)
        tally.cuts += 1
        tally.acknowledged += len(written)
        try:
            found = _found(open_store, disk.twin())
        except Exception as error:  # noqa: BLE001  a store tells of damage in words of its own
            tally.unreadable.append(repr(error))
            disk = Disk()
        else:
            tally.lost += not known | written <= found
            known = found
        if until_lost and tally.lost:
            break
    return tally


def _new_disk(open_store: Callable[[Disk], Store]) -> Disk:
    disk = Disk()
    with closing(open_store(disk)):
        pass
    disk.shut_down()
    return disk


def _written_until_dark(open_store: Callable[[Disk], Store], disk: Disk) -> frozenset[bytes]:
    """The ids that were acknowledged before the power went."""
    written: set[bytes] = set()
    try:
        with closing(open_store(disk)) as store:
            while not disk.dark:
                written.add(store.write())
    except Exception:
        if not disk.dark:
            raise
    return frozenset(written)


def _found(open_store: Callable[[Disk], Store], disk: Disk) -> frozenset[bytes]:
    with closing(open_store(disk)) as store:
        return frozenset(store.read())
