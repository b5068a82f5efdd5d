"""A disk in memory, and what is left on it when the power goes.

Only what was synced is sure. Every later write is kept, dropped or torn at a sector, and what happened to the names in
the folder since its last sync (a file made, a journal removed) may be undone: worse than most disks, never better.
"""

import copy
from dataclasses import dataclass, field
from random import Random

import apsw

SECTOR = 512
# Of the writes that were not synced: dropped whole, torn; the rest is kept whole.
_DROPPED, _TORN = 0.4, 0.3


class PowerOff(apsw.IOError):
    """The machine is dark; nothing more is written."""


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes that were written at an offset and not yet synced."""

    offset: int
    content: bytes

    def survive(self, image: bytearray, chance: Random) -> None:
        """Bring what the disk had of it into the image of the file."""
        fate = chance.random()
        if fate < _DROPPED:
            return
        for start in range(0, len(self.content), SECTOR):
            if fate >= _DROPPED + _TORN or chance.random() < 0.5:
                put(image, self.offset + start, self.content[start : start + SECTOR])


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file was cut to a size, and not yet synced."""

    size: int

    def survive(self, image: bytearray, chance: Random) -> None:
        """Cut the image, or not."""
        if chance.random() < 0.5:
            del image[self.size :]


@dataclass(slots=True)
class File:
    """One file: as programs see it, as it was last synced, and what was done to it since."""

    content: bytearray = field(default_factory=bytearray)
    synced: bytes = b""
    since: list[Write | Truncate] = field(default_factory=list)
    named: bool = False  # its name in the folder was synced too
    locks: dict[int, int] = field(default_factory=dict)  # open handle -> SQLite's lock level

    def write(self, offset: int, content: bytes) -> None:
        put(self.content, offset, content)
        self.since.append(Write(offset, content))

    def truncate(self, size: int) -> None:
        del self.content[size:]
        self.since.append(Truncate(size))

    def sync(self) -> None:
        self.synced = bytes(self.content)
        self.since.clear()

    def after_cut(self, chance: Random) -> "File":
        """The file as it is found when the power is back."""
        image = bytearray(self.synced)
        for change in self.since:
            change.survive(image, chance)
        return File(image, bytes(image), named=True)


@dataclass(slots=True)
class Disk:
    """The files of one folder, and how many operations are left until the power goes (None: it stays)."""

    files: dict[str, File] = field(default_factory=dict)
    removed: dict[str, File] = field(default_factory=dict)  # removals that were not synced
    left: int | None = None

    @property
    def dark(self) -> bool:
        """Whether the power is gone."""
        return self.left == 0

    def cut_after(self, operations: int) -> None:
        """Let the power go in the middle of an operation to come, counted from 1."""
        self.left = operations

    def write(self, file: File, offset: int, content: bytes) -> None:
        self._refuse_in_the_dark()
        file.write(offset, content)
        self._draw_power()

    def truncate(self, file: File, size: int) -> None:
        self._refuse_in_the_dark()
        file.truncate(size)
        self._draw_power()

    def sync(self, file: File) -> None:
        """Make a file sure; with a new one, SQLite syncs its folder too."""
        self._draw_power()
        file.sync()
        if not file.named:
            self._sync_names()

    def remove(self, name: str, *, sync_names: bool) -> None:
        """Remove a file, and make that sure or not."""
        self._refuse_in_the_dark()
        self.removed[name] = self.files.pop(name)
        self._draw_power()
        if sync_names:
            self._sync_names()

    def shut_down(self) -> None:
        """Make all of it sure, as an orderly end of the day does."""
        for file in self.files.values():
            file.sync()
        self._sync_names()

    def after_cut(self, chance: Random) -> "Disk":
        """The disk as it is found when the power is back."""
        stayed = {name: file for name, file in self.files.items() if file.named or chance.random() < 0.5}
        came_back = {name: file for name, file in self.removed.items() if chance.random() < 0.5}
        return Disk({name: file.after_cut(chance) for name, file in (came_back | stayed).items()})

    def twin(self) -> "Disk":
        """A second disk with the same on it."""
        return copy.deepcopy(self)

    def _sync_names(self) -> None:
        self.removed.clear()
        for file in self.files.values():
            file.named = True

    def _refuse_in_the_dark(self) -> None:
        if self.dark:
            raise PowerOff("The power is off.")

    def _draw_power(self) -> None:
        self._refuse_in_the_dark()
        if self.left is not None:
            self.left -= 1
        self._refuse_in_the_dark()


def put(image: bytearray, offset: int, content: bytes) -> None:
    """Write into an image, which grows with zeros where it is too short."""
    image.extend(bytes(max(0, offset + len(content) - len(image))))
    image[offset : offset + len(content)] = content
